"""`docqa batch`: one answer a line in input order, whatever the lines are; nothing is lost when it is stopped."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from docqa.batch import MOST_QUESTION_CHARS, finished_ids, iso_date, read_questions, read_rows, run_batch, with_ids_unique
from docqa.errors import UsageError
from docqa.records import Answer, Filters
from tests.cli.conftest import Command
from tests.cli.test_asking import check_schema

LAMP = "How much will the repair of the lamp at Quay Lane cost?"
WALL = "What did the engineer say about the harbour wall?"
SWINGS = "Which swings did the inspector find rust on?"


def lines_of(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def write(path: Path, *lines: object) -> Path:
    path.write_text("".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines), encoding="utf-8")
    return path


# ----------------------------------------------------------------------------------------------------------- formats


def test_jsonl(command: Command, built: Path, tmp_path: Path) -> None:
    asked = write(tmp_path / "q.jsonl", {"id": "f02", "question": WALL}, {"id": "f01", "question": LAMP}, {"id": 7, "question": SWINGS, "filters": {"body": "Grimsby"}})
    done = command("batch", asked, "--index", built)
    assert done.code == 0
    answers = lines_of(done.out)
    for answer in answers:
        check_schema(answer)
    assert [(a["id"], a["question"], a["status"]) for a in answers] == [("f02", WALL, "answered"), ("f01", LAMP, "answered"), ("7", SWINGS, "not_found")]
    assert "nine inches" in answers[0]["answer"] and "£240" in answers[1]["answer"]
    assert done.err.strip() == "2 answered, 1 not found, 0 with errors"


def test_csv(command: Command, built: Path, tmp_path: Path) -> None:
    asked = write(tmp_path / "q.csv", "id,question,from", f'a,"{LAMP}",', 'b,"What, then, would it ""cost""?",2024-06-01', ",,")
    answers = lines_of(command("batch", asked, "--index", built).out)
    assert [(a["id"], a["status"]) for a in answers] == [("a", "answered"), ("b", "answered"), ("3", "error")]
    assert answers[1]["question"] == 'What, then, would it "cost"?'
    assert {c["meeting_date"] for c in answers[1]["citations"]} == {"2024-06-04"}


def test_one_question_a_line(command: Command, built: Path, tmp_path: Path) -> None:
    asked = write(tmp_path / "q.txt", "\ufeff" + LAMP, "", "   ", WALL)
    answers = lines_of(command("batch", asked, "--index", built).out)
    assert [(a["id"], a["question"]) for a in answers] == [("1", LAMP), ("4", WALL)]


def test_standard_input_and_a_file_for_the_answers(command: Command, built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(json.dumps({"id": "x", "question": LAMP}) + "\n"))
    done = command("batch", "-", "-o", tmp_path / "a.jsonl", "--index", built)
    assert (done.code, done.out) == (0, "")
    assert [a["id"] for a in lines_of((tmp_path / "a.jsonl").read_text())] == ["x"]


def test_answers_as_a_table(command: Command, built: Path, tmp_path: Path) -> None:
    asked = write(tmp_path / "q.jsonl", {"id": "1", "question": LAMP}, "{", {"id": "3", "question": SWINGS})
    rows = list(csv.DictReader(io.StringIO(command("batch", asked, "--index", built, "--format", "csv").out)))
    assert [(r["id"], r["status"]) for r in rows] == [("1", "answered"), ("line-2", "error"), ("3", "answered")]
    assert "£240" in rows[0]["quote"] and rows[0]["document"] == "2024-03-05 minutes.txt" and rows[0]["minute"] == "32"
    assert rows[1]["error"]


# --------------------------------------------------------------------------------------------------------- bad lines


@pytest.mark.parametrize(
    ("line", "said"),
    [
        pytest.param('{"id": "2", "question": ', "not JSON", id="cut off"),
        pytest.param("just words", "not JSON", id="no JSON"),
        pytest.param("[1, 2]", "not a JSON object", id="a list"),
        pytest.param("[" * 100_000, "not JSON", id="brackets without end"),
        pytest.param('{"id": "2"}', "no question", id="no question"),
        pytest.param('{"id": "2", "question": 5}', "no question", id="a question that is a number"),
        pytest.param('{"id": "2", "question": "  "}', "no question", id="a question of spaces"),
        pytest.param('{"id": "2", "question": "lamp", "filters": {"bodies": "x"}}', "bodies", id="an unknown filter"),
        pytest.param('{"id": "2", "question": "lamp", "filters": {"from": "soon"}}', "soon", id="a date that is none"),
        pytest.param('{"id": "2", "question": "lamp", "filters": ["body"]}', "object", id="filters that are a list"),
        pytest.param('{"id": "2", "question": "lamp", "filters": {"body": {}}}', "body", id="a filter that is no text"),
    ],
)
def test_a_bad_line_is_an_error_line_and_stops_nothing(command: Command, built: Path, tmp_path: Path, line: str, said: str) -> None:
    asked = write(tmp_path / "q.jsonl", {"id": "1", "question": LAMP}, line, {"id": "3", "question": WALL})
    done = command("batch", asked, "--index", built)
    assert done.code == 0
    answers = lines_of(done.out)
    for answer in answers:
        check_schema(answer)
    assert [a["status"] for a in answers] == ["answered", "error", "answered"]
    assert said in answers[1]["error"] and "2" in answers[1]["error"]
    assert answers[1]["id"] in ("2", "line-2")
    assert (answers[1]["answer"], answers[1]["citations"]) == ("", [])
    assert "1 with errors" in done.err


def test_characters_that_are_none(command: Command, built: Path, tmp_path: Path) -> None:
    asked = write(tmp_path / "q.jsonl", '{"id": "1", "question": "\\ud800 lamp \\u0000"}', '{"id": "2\\ud800", "question": "\\udfff"}', {"id": "3", "question": LAMP})
    assert command("batch", asked, "-o", tmp_path / "a.jsonl", "--index", built).code == 0
    answers = lines_of((tmp_path / "a.jsonl").read_text())
    assert [a["id"][:1] for a in answers] == ["1", "2", "3"]
    assert "error" not in {answers[0]["status"], answers[2]["status"]}


def test_a_question_of_100000_characters(command: Command, built: Path, tmp_path: Path) -> None:
    asked = write(tmp_path / "q.jsonl", {"id": "1", "question": "lamp " * 20_000}, {"id": "2", "question": LAMP})
    answers = lines_of(command("batch", asked, "--index", built).out)
    assert [(a["id"], a["error"]) for a in answers] == [("1", None), ("2", None)]


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        pytest.param("missing.jsonl", None, "questions-missing", id="no such file"),
        pytest.param("empty.jsonl", "", "bad-questions", id="an empty file"),
        pytest.param("blank.txt", "\n\n  \n", "bad-questions", id="blank lines"),
        pytest.param("other.csv", "id,text\n1,lamp\n", "bad-questions", id="a table without the column"),
    ],
)
def test_a_file_without_questions(command: Command, built: Path, tmp_path: Path, name: str, text: str | None, code: str) -> None:
    if text is not None:
        (tmp_path / name).write_text(text)
    done = command("batch", tmp_path / name, "--index", built)
    assert (done.code, done.out) == (2, "")
    assert f"[{code}]" in done.err


def test_no_index_is_one_message_and_leaves_no_file(command: Command, tmp_path: Path) -> None:
    asked = write(tmp_path / "q.jsonl", {"question": LAMP}, {"question": WALL})
    done = command("batch", asked, "-o", tmp_path / "a.jsonl", "--index", tmp_path / "nowhere")
    assert (done.code, done.out) == (4, "")
    assert done.err.count("[index-missing]") == 1
    assert not (tmp_path / "a.jsonl").exists()


def test_answers_that_cannot_be_written(command: Command, built: Path, tmp_path: Path) -> None:
    asked = write(tmp_path / "q.jsonl", {"question": LAMP})
    done = command("batch", asked, "-o", tmp_path / "no folder" / "a.jsonl", "--index", built)
    assert (done.code, done.out) == (2, "")
    assert "[output-unwritable]" in done.err


# ------------------------------------------------------------------------------------------------------------ resume


def test_resume(command: Command, built: Path, tmp_path: Path) -> None:
    asked = write(tmp_path / "q.jsonl", *({"id": f"q{n}", "question": q} for n, q in enumerate((LAMP, WALL, SWINGS))))
    out = tmp_path / "a.jsonl"
    assert command("batch", asked, "-o", out, "--index", built).code == 0
    whole = out.read_text()
    first = json.loads(whole.splitlines()[0])
    first["answer"] = "kept as it was"
    second = whole.splitlines()[1]
    out.write_text(json.dumps(first) + "\n" + second[: len(second) // 2])  # stopped in the middle of a line
    done = command("batch", asked, "-o", out, "--resume", "--index", built)
    assert (done.code, done.out) == (0, "")
    answers = lines_of(out.read_text())
    assert [a["id"] for a in answers] == ["q0", "q1", "q2"]
    assert answers[0]["answer"] == "kept as it was"
    assert "nine inches" in answers[1]["answer"]
    assert "1 kept" in done.err
    again = command("batch", asked, "-o", out, "--resume", "--index", built)
    assert "3 kept" in again.err and lines_of(out.read_text()) == answers


def test_resume_starts_where_there_is_nothing_yet(command: Command, built: Path, tmp_path: Path) -> None:
    asked = write(tmp_path / "q.jsonl", {"id": "1", "question": LAMP})
    assert command("batch", asked, "-o", tmp_path / "a.jsonl", "--resume", "--index", built).code == 0
    assert len(lines_of((tmp_path / "a.jsonl").read_text())) == 1


def test_without_resume_the_file_is_written_anew(command: Command, built: Path, tmp_path: Path) -> None:
    asked = write(tmp_path / "q.jsonl", {"id": "1", "question": LAMP})
    (tmp_path / "a.jsonl").write_text("old\n")
    command("batch", asked, "-o", tmp_path / "a.jsonl", "--index", built)
    assert [a["id"] for a in lines_of((tmp_path / "a.jsonl").read_text())] == ["1"]


@pytest.mark.parametrize("more", [(), ("-o", "a.csv", "--format", "csv")], ids=["no file", "a table"])
def test_resume_needs_a_file_of_lines(command: Command, built: Path, tmp_path: Path, more: tuple[str, ...]) -> None:
    asked = write(tmp_path / "q.jsonl", {"id": "1", "question": LAMP})
    done = command("batch", asked, "--resume", *more, "--index", built)
    assert (done.code, done.out) == (2, "")
    assert "--resume" in done.err


def test_the_same_id_twice_is_told_apart(command: Command, built: Path, tmp_path: Path) -> None:
    asked = write(tmp_path / "q.jsonl", {"id": "a", "question": LAMP}, {"id": "a", "question": WALL})
    answers = lines_of(command("batch", asked, "--index", built).out)
    assert [a["id"] for a in answers] == ["a", "a~2"]
    assert [a.id for a in with_ids_unique(read_questions('{"id":"a","question":"x"}\n{"id":"a","question":"y"}'))] == ["a", "a~2"]


def test_finished_ids_leaves_whole_lines_alone(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", {"id": "1"}, {"id": "2"})
    before = path.read_bytes()
    assert finished_ids(path) == ["1", "2"]
    assert path.read_bytes() == before
    assert finished_ids(tmp_path / "nothing.jsonl") == []


# -------------------------------------------------------------------------------------------------------------- jobs


def test_several_at_a_time_give_the_same_answers_in_the_same_order(command: Command, built: Path, tmp_path: Path) -> None:
    questions = [LAMP, WALL, SWINGS, "zeppelin?", "Was a speed camera requested?"] * 4
    asked = write(tmp_path / "q.jsonl", *({"id": str(n), "question": q} for n, q in enumerate(questions)))

    def said(*more: str) -> list[tuple[object, ...]]:
        answers = lines_of(command("batch", asked, "--index", built, *more).out)
        return [(a["id"], a["status"], a["answer"], [c["quote"] for c in a["citations"]]) for a in answers]

    alone = said()
    assert [a[0] for a in alone] == [str(n) for n in range(20)]
    assert said("--jobs", "3") == alone


def test_each_answer_is_written_at_once() -> None:
    out = io.StringIO()
    written: list[int] = []

    def ask(question: str, filters: Filters) -> Answer:
        written.append(len(out.getvalue().splitlines()))
        return Answer(None, question, "answered", question, 1.0, "passages")

    run_batch(read_questions("one\ntwo\nthree"), ask, out)
    assert written == [0, 1, 2]


@pytest.mark.parametrize(
    ("text", "name", "wanted"),
    [("2024-03-01", "from", "2024-03-01"), ("2024-02", "from", "2024-02-01"), ("2024-02", "to", "2024-02-29"), ("2023", "to", "2023-12-31"), ("1 March 2024", "from", "2024-03-01")],
)
def test_dates_as_people_type_them(text: str, name: str, wanted: str) -> None:
    assert iso_date(text, name) == wanted


@pytest.mark.parametrize("text", ["soon", "2024-13", "31 February 2024", "0"])
def test_dates_that_are_none(text: str) -> None:
    with pytest.raises(UsageError):
        iso_date(text, "from")


def test_a_cell_beyond_all_measure_is_one_error_and_the_rest_is_read() -> None:
    text = "id,question\na,who chairs?\nb," + "x" * (MOST_QUESTION_CHARS + 5) + "\nc,when is the next meeting?\n"
    rows = [asked for asked, _ in read_rows(text, "questions.csv")]
    assert [a.question for a in rows if not a.error] == ["who chairs?", "when is the next meeting?"]
    assert [a.error for a in rows if a.error] and "cannot be read" in next(a.error for a in rows if a.error)
