"""Folders -> files, and the processes that read them."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import pytest

from docqa.errors import ReadingError
from docqa.papers.corpus import ReadingPool, find_files
from docqa.papers.pool import ask_for_time
from docqa.records import Skipped


def names(found: Any) -> list[str]:
    return [f.document for f in found]


def test_files_by_path_and_reasons_for_the_others(tmp_path: Path) -> None:
    for name in ("b.pdf", "a.md", "deep/er/c.docx", "old.doc", "sheet.xlsx", ".hidden.txt", "~$lock.docx", "program.exe"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "nothing.txt").touch()
    files, skipped = find_files([tmp_path])
    assert names(files) == ["a.md", "b.pdf", "deep/er/c.docx"]
    assert [(s.document, s.code) for s in skipped] == [("nothing.txt", "empty"), ("old.doc", "unsupported"), ("sheet.xlsx", "unsupported")]
    assert all(s.hint for s in skipped)


def test_a_folder_named_twice_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    assert names(find_files([tmp_path, tmp_path])[0]) == ["a.txt"]


def test_a_file_by_name(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    assert names(find_files([tmp_path / "a.txt"])[0]) == ["a.txt"]


def test_links_in_a_circle_end(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "gone.pdf").symlink_to(tmp_path / "nowhere.pdf")
    files, skipped = find_files([tmp_path])
    assert names(files) == ["a.txt"]
    assert [(s.document, s.code) for s in skipped] == [("gone.pdf", "unreadable")]


def test_a_link_to_a_folder_elsewhere_is_followed_once(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "b.txt").write_text("x")
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "link").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    (tmp_path / "papers" / "twice").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    assert names(find_files([tmp_path / "papers"])[0]) == ["link/b.txt"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_no_paper(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    files, skipped = find_files([tmp_path])
    assert (files, [s.code for s in skipped]) == ([], ["unsupported"])


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may open anything")
def test_a_folder_that_cannot_be_opened_is_said(tmp_path: Path) -> None:
    (tmp_path / "locked").mkdir(mode=0)
    assert [(s.document, s.code) for s in find_files([tmp_path])[1]] == [("locked", "unreadable")]


def test_long_names_and_odd_letters(tmp_path: Path) -> None:
    for name in ("x" * 240 + ".txt", "Cyngor – cofnodion [2024] 'draft'.txt", "new\nline.txt"):
        (tmp_path / name).write_text("x")
    assert len(find_files([tmp_path])[0]) == 3


@pytest.mark.skipif(os.name == "nt", reason="names are text there")
def test_a_name_that_is_not_utf8(tmp_path: Path) -> None:
    (Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))).write_text("x")
    files, skipped = find_files([tmp_path])
    assert len(files) + len(skipped) == 1


# ---------------------------------------------------------------------------------------------------------- processes


def slow(path: Path, document: str, ocr: Any) -> str:
    """A long file that says so before every step."""
    for _ in range(2):
        ask_for_time(4.0)
        time.sleep(4.5)
    return document


def test_a_long_file_may_ask_for_time(tmp_path: Path) -> None:
    (tmp_path / "scan.txt").write_text("x")
    files, _ = find_files([tmp_path])
    with ReadingPool(1, work=slow, seconds=6.0) as pool:
        assert [outcome for _, outcome in pool.results(files)] == ["scan.txt"]


def act(path: Path, document: str, ocr: Any) -> str:
    """What the pool runs in these tests: does what the file's name says."""
    if document.startswith("hang"):
        time.sleep(60)
    if document.startswith("die"):
        os._exit(11)
    if document.startswith("eat"):
        bytearray(50_000_000_000)
    if document.startswith("refuse"):
        raise ReadingError("the file says no", hint="Ask it nicely.", code="encrypted")
    if document.startswith("print"):
        os.write(1, b"a library speaks")
        os.write(2, b"a library warns")
    if document.startswith("break"):
        raise ZeroDivisionError("odd")
    return path.read_text()


def test_every_file_ends_as_read_or_as_one_reason(tmp_path: Path) -> None:
    for name in ("die.txt", "eat.txt", "hang.txt", "refuse.txt", "break.txt", "well1.txt", "well2.txt", "well3.txt"):
        (tmp_path / name).write_text(name)
    files, _ = find_files([tmp_path])
    began = time.monotonic()
    with ReadingPool(2, work=act, seconds=8.0) as pool:
        ended = {f.document: outcome for f, outcome in pool.results(files)}
    assert time.monotonic() - began < 55
    codes = {name: o.code if isinstance(o, Skipped) else o for name, o in ended.items()}
    assert codes == {
        "die.txt": "broken", "eat.txt": "too-large", "hang.txt": "too-slow", "refuse.txt": "encrypted", "break.txt": "broken",
        "well1.txt": "well1.txt", "well2.txt": "well2.txt", "well3.txt": "well3.txt",
    }  # fmt: skip


def test_what_libraries_print_in_a_worker_reaches_no_terminal(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "print.txt").write_text("x")
    files, _ = find_files([tmp_path])
    with ReadingPool(1, work=act, seconds=8.0) as pool:
        assert [outcome for _, outcome in pool.results(files)] == ["x"]
    assert capfd.readouterr() == ("", "")
