"""`docqa build` as a person runs it: reports, exit codes, and an index that survives whatever happens to a build."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.papers.drawing import pdf

ROOT = Path(__file__).resolve().parent.parent.parent
Docqa = Callable[..., "subprocess.CompletedProcess[str]"]


def built(docqa: Docqa, corpus: Path, index: Path, *more: str, **environment: str) -> dict[str, Any]:
    done = docqa("build", corpus, "--index", index, "--json", "--jobs", "1", *more, **environment)
    assert done.returncode == 0, done.stderr
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def documents(docqa: Docqa, index: Path) -> set[str]:
    return {d["document"] for d in json.loads(docqa("status", "--index", index, "--json").stdout)["documents"]}


# ---------------------------------------------------------------------------------------------------------- refusals


@pytest.mark.parametrize(
    ("name", "code", "exit_code"),
    [
        pytest.param("nowhere", "corpus-missing", 3, id="a path that does not exist"),
        pytest.param("empty", "corpus-empty", 3, id="an empty folder"),
    ],
)
def test_nothing_to_read(docqa: Docqa, tmp_path: Path, name: str, code: str, exit_code: int) -> None:
    (tmp_path / "empty").mkdir()
    done = docqa("build", tmp_path / name, "--index", tmp_path / "index")
    assert done.returncode == exit_code
    assert f"[{code}]" in done.stderr
    assert "docqa" in done.stderr.splitlines()[-1]
    assert done.stdout == ""
    assert "Traceback" not in done.stderr


def test_an_unknown_option_is_a_usage_error(docqa: Docqa) -> None:
    done = docqa("build", "--fast")
    assert (done.returncode, done.stdout) == (2, "")
    assert "--help" in done.stderr


def test_an_index_that_cannot_be_written(docqa: Docqa, corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "index").write_text("a file where the folder should be")
    done = docqa("build", corpus, "--index", tmp_path / "index")
    assert done.returncode == 4
    assert "[index-unwritable]" in done.stderr
    assert "--index" in done.stderr


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_permission(docqa: Docqa, corpus: Path, tmp_path: Path) -> None:
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o500)
    done = docqa("build", corpus, "--index", locked / "index")
    assert done.returncode == 4
    assert "[index-unwritable]" in done.stderr


def test_two_builds_at_once(docqa: Docqa, corpus: Path, tmp_path: Path) -> None:
    fcntl = pytest.importorskip("fcntl")
    index = tmp_path / "index"
    index.mkdir()
    with (index / "build.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        done = docqa("build", corpus, "--index", index)
    assert done.returncode == 4
    assert "[index-locked]" in done.stderr


# ------------------------------------------------------------------------------------------------------------ reports


def test_report_and_streams(docqa: Docqa, corpus: Path, tmp_path: Path) -> None:
    (corpus / "scan.pdf").write_bytes(pdf([[]]))
    (corpus / "old.doc").write_bytes(b"x")
    done = docqa("build", corpus, "--index", tmp_path / "index", "--ocr", "off")
    assert done.returncode == 0, done.stderr
    assert "old.doc" in done.stdout and "scan.pdf" in done.stdout
    assert "1 document" in done.stdout
    report = json.loads(docqa("build", corpus, "--index", tmp_path / "again", "--ocr", "off", "--json").stdout)
    assert {s["document"]: s["code"] for s in report["skipped"]} == {"old.doc": "unsupported", "scan.pdf": "no-text"}
    assert all(s["reason"] and s["hint"] for s in report["skipped"])
    assert report["new"] == ["2024-03-05 minutes.txt"]
    assert report["passages"] > 0


def test_a_corpus_of_nothing_readable_says_why(docqa: Docqa, tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4\nnothing")
    done = docqa("build", folder, "--index", tmp_path / "index", "--json")
    assert done.returncode in (0, 3), done.stderr
    assert "Traceback" not in done.stderr
    assert "broken" in done.stdout + done.stderr


# -------------------------------------------------------------------------------------------------------- incremental


def test_only_where_it_is_needed(docqa: Docqa, corpus: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    first = docqa("build", corpus, "--index", index, "--jobs", "1", "--if-needed")
    assert first.returncode == 0 and "Indexed 1 document" in first.stdout
    generation = (index / "CURRENT").read_text()
    (corpus / "report.md").write_text("# Report on the quay wall\n\nThe quay wall leans by nine inches and needs a buttress.\n")
    again = docqa("build", corpus, "--index", index, "--if-needed")
    assert (again.returncode, again.stdout) == (0, f"The index in {index} is ready.\n")
    assert json.loads(docqa("build", "--index", index, "--if-needed", "--json").stdout) == {"built": False}
    assert (index / "CURRENT").read_text() == generation, "new papers are read by a build without the option"


def test_new_changed_and_removed_files(docqa: Docqa, corpus: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    first = corpus / "2024-03-05 minutes.txt"
    assert built(docqa, corpus, index)["new"] == [first.name]

    again = built(docqa, corpus, index)
    assert (again["new"], again["changed"], again["removed"], again["unchanged"], again["encoded"]) == ([], [], [], 1, 0)

    (corpus / "report.md").write_text("# Report on the quay wall\n\nThe quay wall leans by nine inches and needs a buttress.\n")
    report = built(docqa, corpus, index)
    assert (report["new"], report["unchanged"], report["documents"]) == (["report.md"], 1, 2)
    assert "buttress" in docqa("search", "quay wall buttress", "--index", index).stdout

    first.write_text(first.read_text().replace("£240", "£995"))
    os.utime(first, ns=(time.time_ns(), time.time_ns()))
    report = built(docqa, corpus, index)
    assert (report["new"], report["changed"]) == ([], [first.name])
    found = docqa("search", "lamp Quay Lane cost", "--index", index).stdout
    assert "£995" in found and "£240" not in found

    (corpus / "report.md").unlink()
    report = built(docqa, corpus, index)
    assert (report["removed"], report["documents"]) == (["report.md"], 1)
    assert "buttress" not in docqa("search", "quay wall buttress", "--index", index).stdout
    assert documents(docqa, index) == {first.name}


def test_the_same_content_under_two_paths_is_read_once(docqa: Docqa, corpus: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    first = corpus / "2024-03-05 minutes.txt"
    (corpus / "z copy.txt").write_bytes(first.read_bytes())
    report = built(docqa, corpus, index)
    assert report["duplicates"] == [["z copy.txt", first.name]]
    assert report["documents"] == 1

    first.unlink()  # the copy takes its place
    report = built(docqa, corpus, index)
    assert report["documents"] == 1
    assert documents(docqa, index) == {"z copy.txt"}
    assert "£240" in docqa("search", "lamp Quay Lane cost", "--index", index).stdout


def test_a_file_that_was_skipped_and_is_mended(docqa: Docqa, corpus: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    (corpus / "report.pdf").write_bytes(b"%PDF-1.4\nbroken")
    assert [s["document"] for s in built(docqa, corpus, index)["skipped"]] == ["report.pdf"]
    assert [s["document"] for s in built(docqa, corpus, index)["skipped"]] == ["report.pdf"], "an unchanged build repeats the reason"
    (corpus / "report.pdf").write_bytes(pdf([["The quay wall leans by nine inches and needs a buttress."]]))
    report = built(docqa, corpus, index)
    assert report["skipped"] == []
    assert "buttress" in docqa("search", "quay wall", "--index", index).stdout


def test_a_file_that_became_unreadable_leaves_the_index(docqa: Docqa, corpus: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    (corpus / "report.pdf").write_bytes(pdf([["The quay wall leans by nine inches and needs a buttress."]]))
    built(docqa, corpus, index)
    (corpus / "report.pdf").write_bytes(b"%PDF-1.4\nbroken now")
    report = built(docqa, corpus, index)
    assert [s["document"] for s in report["skipped"]] == ["report.pdf"]
    assert "buttress" not in docqa("search", "quay wall", "--index", index).stdout


# ------------------------------------------------------------------------------------------------------ interruptions


def test_a_killed_build_leaves_the_last_index(docqa: Docqa, corpus: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    built(docqa, corpus, index)
    for n in range(40):
        (corpus / f"more{n:02d}.pdf").write_bytes(pdf([[f"Paper {n} about the harbour dredging contract, page {k}." for k in range(20)] for _ in range(10)]))
    process = subprocess.Popen(
        [sys.executable, "-m", "docqa", "build", str(corpus), "--index", str(index), "--jobs", "1"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, "PYTHONPATH": str(ROOT / "src")}, cwd=tmp_path, start_new_session=True,
    )  # fmt: skip
    until = time.monotonic() + 60
    while len(list(index.glob("generation-*"))) < 2 and process.poll() is None and time.monotonic() < until:
        time.sleep(0.01)
    assert process.poll() is None, "the build was over before it could be killed"
    os.killpg(process.pid, signal.SIGKILL)
    process.wait(timeout=30)
    assert documents(docqa, index) == {"2024-03-05 minutes.txt"}
    assert "£240" in docqa("search", "lamp Quay Lane cost", "--index", index).stdout
    assert built(docqa, corpus, index)["documents"] == 41
    assert len(list(index.glob("generation-*"))) == 1, "what the killed build left is cleared away"


def test_interrupted_from_the_keyboard(docqa: Docqa, corpus: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    for n in range(40):
        (corpus / f"more{n:02d}.pdf").write_bytes(pdf([[f"Paper {n} about the harbour dredging contract, page {k}." for k in range(20)] for _ in range(10)]))
    process = subprocess.Popen(
        [sys.executable, "-m", "docqa", "build", str(corpus), "--index", str(index), "--jobs", "1"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(ROOT / "src")}, cwd=tmp_path, start_new_session=True,
    )  # fmt: skip
    until = time.monotonic() + 60
    while not list(index.glob("generation-*")) and process.poll() is None and time.monotonic() < until:
        time.sleep(0.01)
    assert process.poll() is None, "the build was over before it could be interrupted"
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to the whole group
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    assert "Traceback" not in err
    assert out == ""
    assert not list(index.glob("generation-*"))


def test_a_script_without_a_main_guard_may_build(corpus: Path, tmp_path: Path) -> None:
    script = tmp_path / "nightly.py"
    script.write_text(f"from docqa import build_index\nprint('begun')\nprint(build_index([{str(corpus)!r}], index={str(tmp_path / 'index')!r}).documents)\n", encoding="utf-8")
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, timeout=120, check=False, env={**os.environ, "PYTHONPATH": str(ROOT / "src")})
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["begun", "1"], "the workers must not run the script again"
