"""An index of three made-up papers made by a real build with the real encoder, and docqa in this process."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from docqa.build import build_index
from docqa.cli import main
from tests.search.small import TEXTS


@dataclass(frozen=True)
class Done:
    """What a command left behind."""

    code: int
    out: str
    err: str


Command = Callable[..., Done]


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Index folder of the three papers; not to be written to."""
    folder = tmp_path_factory.mktemp("cli")
    papers = folder / "papers"
    papers.mkdir()
    for name, text in TEXTS.items():
        (papers / name).write_text(text, encoding="utf-8")
    build_index([papers], index=folder / "index", jobs=1, ocr="off")
    return folder / "index"


@pytest.fixture
def index(built: Path, tmp_path: Path) -> Path:
    """A copy of that index that a test may break."""
    return Path(shutil.copytree(built, tmp_path / "index"))


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    """Run a command in this process, in an empty folder: ``command("ask", "...")``."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("DOCQA_") and name != "DOCQA_CACHE"]:
        monkeypatch.delenv(name, raising=False)

    def run(*arguments: str | Path) -> Done:
        capsys.readouterr()
        code = main([str(a) for a in arguments])
        done = capsys.readouterr()
        return Done(code, done.out, done.err)

    return run
