"""`docqa eval`: officers score the assistant on their own questions. stdout is the report, stderr the notes."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Command
from tests.cli.test_batch import LAMP, SWINGS, WALL, write

ROOT = Path(__file__).resolve().parent.parent.parent
QUESTIONS: list[dict[str, Any]] = [
    {"id": "1", "class": "fact", "question": LAMP, "answer": "£240", "answer_patterns": ["£240"], "evidence": ["a repair would cost £240"], "documents": ["2024-03-05 minutes.txt"], "pages": [None]},
    {"id": "2", "class": "fact", "question": WALL, "answer": "ten inches", "answer_patterns": ["ten inches"], "evidence": ["the harbour wall leans by nine inches"]},
    {"id": "3", "class": "absent", "question": "zeppelin?", "answerable": False},
]


def rows_of(out: str) -> dict[str, list[str]]:
    """The first table of the report: name -> cells."""
    lines = out.partition("\n\n")[0].splitlines()
    return {line.split()[0]: line.split()[1:] for line in lines[1:]}


def test_the_table(command: Command, built: Path, tmp_path: Path) -> None:
    done = command("eval", write(tmp_path / "q.jsonl", *QUESTIONS), "--index", built)
    assert done.code == 0
    assert done.out.splitlines()[0].split()[:3] == ["questions", "right", "matched"]
    rows = rows_of(done.out)
    assert list(rows) == ["all", "absent", "fact"]
    assert rows["all"][:4] == ["3", "0.67", "0.50", "1.00"]
    assert rows["fact"][:4] == ["2", "0.50", "0.50", "1.00"]
    assert rows["absent"][:2] == ["1", "1.00"] and rows["absent"][6] == "1.00"
    assert "3 questions, 1 failing" in done.err
    assert "ten inches" not in done.out


def test_failing_questions_below_the_table(command: Command, built: Path, tmp_path: Path) -> None:
    done = command("eval", write(tmp_path / "q.jsonl", *QUESTIONS), "--index", built, "--failures", "3")
    assert f"2: {WALL}" in done.out and "does not match the pattern ten inches" in done.out and "nine inches" in done.out
    assert LAMP not in done.out


def test_json(command: Command, built: Path, tmp_path: Path) -> None:
    done = command("eval", write(tmp_path / "q.jsonl", *QUESTIONS), "--index", built, "--json")
    told = json.loads(done.out)
    assert (told["all"]["questions"], told["all"]["right"], told["all"]["abstain_recall"]) == (3, 0.667, 1.0)
    assert set(told) == {"all", "classes", "reliability", "calibration_error", "not_computed", "problems", "interrupted", "scores"}
    assert [(s["id"], s["right"], s["missed"]) for s in told["scores"]] == [("1", True, []), ("2", False, ["ten inches"]), ("3", True, [])]


def test_the_answers_of_a_batch_get_the_same_figures(command: Command, built: Path, tmp_path: Path) -> None:
    asked = write(tmp_path / "q.jsonl", *QUESTIONS)
    assert command("batch", asked, "-o", tmp_path / "a.jsonl", "--index", built).code == 0

    def figures(*more: str | Path) -> dict[str, Any]:
        told = json.loads(command("eval", asked, "--json", *more).out)["all"]
        return {k: v for k, v in told.items() if not k.endswith("_ms")}

    assert figures("--answers", tmp_path / "a.jsonl", "--index", tmp_path / "nowhere") == figures("--index", built)


def test_answers_that_are_missing_or_broken(command: Command, tmp_path: Path) -> None:
    asked = write(tmp_path / "q.jsonl", *QUESTIONS)
    given = write(tmp_path / "a.jsonl", {"id": "3", "status": "not_found", "answer": ""}, "{", {"id": "other", "status": "answered"})
    done = command("eval", asked, "--answers", given)
    assert (done.code, rows_of(done.out)["all"][:2]) == (0, ["3", "0.33"])
    for said in ("line 2 is not JSON", "2 of 3 questions have no answer", "1 answers", "other questions"):
        assert said in done.err


def test_a_table_of_questions_from_a_spreadsheet(command: Command, built: Path, tmp_path: Path) -> None:
    (tmp_path / "q.csv").write_text(f"\ufeffquestion,answer_patterns,answerable\r\n{LAMP},£240,\r\nzeppelin?,,no\r\n{SWINGS},,\r\n", encoding="utf-8")
    done = command("eval", tmp_path / "q.csv", "--index", built)
    assert (done.code, rows_of(done.out)["all"][:2]) == (0, ["3", "1.00"])
    assert "Not computed" in done.out and "1 of 3 questions has no answer_patterns" in done.out


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_pounds_and_quotes_of_any_spreadsheet(command: Command, tmp_path: Path, encoding: str) -> None:
    (tmp_path / "q.csv").write_bytes("id,question,answer_patterns\r\n1,What does the “lamp” cost?,£240\r\n".encode(encoding))
    done = command("eval", "q.csv", "--json", "--answers", write(tmp_path / "a.jsonl", {"id": "1", "status": "answered", "answer": "It costs £240."}))
    [score] = json.loads(done.out)["scores"]
    assert (score["question"], score["right"]) == ("What does the “lamp” cost?", True)


def test_questions_only_from_standard_input(command: Command, built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{LAMP}\n{WALL}\n"))
    done = command("eval", "-", "--index", built, "--html", "r.html")
    assert (done.code, rows_of(done.out)["all"][:5]) == (0, ["2", "-", "-", "-", "-"])
    assert "Not computed" in done.out and "0 failing" in done.err
    assert Path("r.html").is_file()


def test_broken_lines_stop_nothing(command: Command, built: Path, tmp_path: Path) -> None:
    bad = {"id": "5", "question": LAMP, "filters": {"bodies": "x"}, "answer_patterns": ["£240"]}
    done = command("eval", write(tmp_path / "q.jsonl", QUESTIONS[0], "{", {"id": "x"}, {"id": "4", "question": LAMP, "answer_patterns": ["("]}, bad), "--index", built)
    assert (done.code, rows_of(done.out)["all"][:2]) == (0, ["3", "0.50"])
    for said in ("line 2 is not JSON", "line 3 has no question", "question 4: the pattern ( is no regular expression", "unknown filter 'bodies'"):
        assert said in done.err


def test_html(command: Command, built: Path, tmp_path: Path) -> None:
    done = command("eval", write(tmp_path / "q.jsonl", *QUESTIONS), "--index", built, "--html", tmp_path / "r.html")
    assert "r.html" in done.err
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "does not match the pattern ten inches" in page and "nine inches" in page and "2024-06-04 minutes.txt" in page
    assert page.count("<svg") == 3


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        pytest.param(["nowhere.jsonl"], 2, "questions-missing", id="no such file"),
        pytest.param(["empty.jsonl"], 2, "bad-questions", id="an empty file"),
        pytest.param(["q.jsonl", "--index", "nowhere"], 4, "index-missing", id="no index"),
        pytest.param(["q.jsonl", "--html", "no folder/r.html", "--answers", "a.jsonl"], 2, "output-unwritable", id="no folder for the report"),
        pytest.param(["q.jsonl", "--answers", "nowhere.jsonl"], 2, "questions-missing", id="no answers"),
        pytest.param(["q.jsonl", "--answers", "empty.jsonl"], 2, "bad-answers", id="answers to nothing"),
        pytest.param(["q.jsonl", "--failures", "some"], 2, "usage", id="failures in words"),
    ],
)
def test_what_cannot_be_done(command: Command, tmp_path: Path, arguments: list[str], code: int, said: str) -> None:
    write(tmp_path / "q.jsonl", *QUESTIONS)
    (tmp_path / "empty.jsonl").write_text("")
    write(tmp_path / "a.jsonl", {"id": "1", "status": "not_found"})
    done = command("eval", *arguments)
    assert (done.code, done.out) == (code, "")
    assert f"[{said}]" in done.err


def test_a_report_is_not_left_empty_where_there_is_no_index(command: Command, tmp_path: Path) -> None:
    assert command("eval", write(tmp_path / "q.jsonl", *QUESTIONS), "--index", tmp_path / "nowhere", "--html", tmp_path / "r.html").code == 4
    assert not (tmp_path / "r.html").exists()


def test_ctrl_c_shows_what_was_scored(built: Path, tmp_path: Path) -> None:
    asked = write(tmp_path / "q.jsonl", *({**QUESTIONS[0], "id": str(n), "question": f"{LAMP} ({n})"} for n in range(100_000)))
    environment = {**{k: v for k, v in os.environ.items() if not k.startswith("DOCQA_")}, "PYTHONPATH": str(ROOT / "src")}
    marker = tmp_path / "r.html"
    process = subprocess.Popen(
        [sys.executable, "-m", "docqa", "eval", str(asked), "--index", str(built), "--html", str(marker)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment, cwd=tmp_path,
    )  # fmt: skip
    until = time.monotonic() + 100
    while not marker.exists() and time.monotonic() < until and process.poll() is None:
        time.sleep(0.05)
    time.sleep(2)
    process.send_signal(signal.SIGINT)
    try:
        out, err = process.communicate(timeout=100)
    finally:
        process.kill()
    assert process.returncode == 130, err
    scored = int(rows_of(out)["all"][0])
    assert 0 < scored < 100_000
    assert f"interrupted; {scored} of 100000 questions were scored" in err
    assert "Interrupted" in marker.read_text(encoding="utf-8")


def test_help_shows_the_shortest_file_and_that_file_works(command: Command, built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        command("eval", "--help")
    text = capsys.readouterr().out
    lines = [line.strip() for line in text.splitlines() if line.lstrip().startswith('{"question"')]
    assert len(lines) == 2
    table = text[text.index("  question,answer_patterns") : text.index("keys,")].strip()
    write(tmp_path / "q.jsonl", *lines)
    (tmp_path / "q.csv").write_text("\n".join(line.strip() for line in table.splitlines()), encoding="utf-8")
    one, other = (json.loads(command("eval", tmp_path / name, "--index", built, "--json").out) for name in ("q.jsonl", "q.csv"))
    assert [s["right"] is not None for s in one["scores"]] == [True, True]
    assert [s["right"] for s in one["scores"]] == [s["right"] for s in other["scores"]]
    assert one["problems"] == other["problems"] == []
