"""An index of a made-up parish for the screen's tests, and apps on it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from docqa.records import Skipped
from docqa.tui.app import DocqaApp
from tests.tui.desk import JUNE, MARCH, WordEngine, make_index

MakeApp = Callable[..., DocqaApp]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of the test's own, and a working folder to write to."""
    monkeypatch.setenv("DOCQA_HOME", str(tmp_path / "home"))
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    return tmp_path / "home"


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """An index of two sets of minutes; one file was skipped."""
    skipped = [Skipped("locked.pdf", "encrypted", "it needs a password", "Save it without one.")]
    return make_index(tmp_path / "index", tmp_path / "papers", {"2024-03-05 minutes.txt": MARCH, "2024-06-04 minutes.txt": JUNE}, skipped)


@pytest.fixture
def app(index: Path, tmp_path: Path) -> DocqaApp:
    """The screen on that index."""
    return DocqaApp(index, tmp_path / "papers", open_engine=WordEngine)
