"""What every test may use: the real papers where they are present, a corpus of a made-up council, and docqa as a process."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

# Programs started in the background of a shell ignore Ctrl-C, and so do those they start; the tests of Ctrl-C need what a terminal gives.
signal.signal(signal.SIGINT, signal.default_int_handler)

MINUTES = """SALTBY PARISH COUNCIL

Minutes of the meeting held on Tuesday 5 March 2024 in the Village Hall at 7.00 pm

Present: Cllrs A. Marlow (Chair), B. Oduya, C. Finch

1. Apologies for absence

Apologies were received from Cllr Dunmore.

2. Street lighting

The Clerk reported that the lamp at Quay Lane had failed again and that a repair would cost £240.

RESOLVED: That the lamp at Quay Lane be repaired at a cost of £240.

3. Allotments

The waiting list holds 14 names. Mr Pell asked whether plot 9 could be split in two.

RESOLVED: That plot 9 be split in two from April.
"""


def shared_folder() -> Path | None:
    """The folder of real papers: DOCQA_SHARED, or ``shared`` beside the checkout (or beside a folder above it)."""
    named = os.environ.get("DOCQA_SHARED")
    places = [Path(named)] if named else [folder / "shared" for folder in ROOT.parents]
    return next((p for p in places if (p / "data").is_dir()), None)


@pytest.fixture(scope="session")
def shared() -> Path:
    """Folder ``data`` of the real papers; the test is skipped where it is absent."""
    folder = shared_folder()
    if folder is None:
        pytest.skip("the real papers are not here (a folder `shared` beside the checkout, or DOCQA_SHARED)")
    return folder / "data"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A folder with one paper of a made-up parish."""
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "2024-03-05 minutes.txt").write_text(MINUTES, encoding="utf-8")
    return folder


Docqa = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def docqa(tmp_path: Path) -> Iterator[Docqa]:
    """Run docqa as a person would, in a process of its own, in an empty folder: ``docqa("ask", "...")``."""

    def run(*arguments: str | Path, stdin: str = "", timeout: float = 240, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "docqa", *map(str, arguments)],
            capture_output=True, text=True, check=False, input=stdin, timeout=timeout, cwd=tmp_path,
            env={**{k: v for k, v in os.environ.items() if not k.startswith("DOCQA_")}, "PYTHONPATH": str(ROOT / "src"), **environment},
        )  # fmt: skip

    yield run
