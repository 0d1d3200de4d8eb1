"""Keeping: conversations, questions asked again after a build, export, the viewer."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot

from docqa.errors import UsageError
from docqa.records import Answer, Filters
from docqa.tui.app import DocqaApp
from docqa.tui.conversation import Conversation
from docqa.tui.kept import Kept, KeptTurn, answer_from_json
from docqa.tui.kept_view import KeptScreen
from docqa.tui.viewer import command_for, open_file
from tests.tui.desk import JUNE, MARCH, WordEngine, ask, make_index, play, seen, settle, texts, type_in

JULY = MARCH.replace("5 March 2024", "2 July 2024").replace("£240", "£300")


def test_a_conversation_is_kept_found_renamed_reopened_and_deleted(app: DocqaApp, index: Path, tmp_path: Path) -> None:
    async def today(pilot: Pilot[int]) -> None:
        await ask(pilot, "How much is the lamp at Quay Lane?")
        await ask(pilot, "fence")
        await pilot.press("ctrl+n")
        await settle(pilot)
        await ask(pilot, "speed camera")

    async def tomorrow(pilot: Pilot[int]) -> None:
        await pilot.press("f9")
        await settle(pilot)
        table = pilot.app.screen.table  # type: ignore[attr-defined]
        assert sorted((r.cells[1], r.cells[2]) for r in table.rows) == [("How much is the lamp at Quay Lane?", "2"), ("speed camera", "1")]
        await type_in(pilot, "repair would cost")  # words of an answer
        assert [r.cells[1] for r in table.rows] == ["How much is the lamp at Quay Lane?"]
        await pilot.press("enter", "r")
        await pilot.pause()
        pilot.app.screen.query_one("#dialog-line").value = "Lamps"  # type: ignore[attr-defined]
        await pilot.press("enter")
        await settle(pilot)
        assert [r.cells[1] for r in table.rows] == ["Lamps"]
        await pilot.press("enter")
        await settle(pilot)
        turns = pilot.app.screen.query_one(Conversation).turns()
        assert [t.question for t in turns] == ["How much is the lamp at Quay Lane?", "fence"]
        assert "“The Clerk reported" in seen(pilot) or "fence" in seen(pilot)
        await ask(pilot, "lamp")  # goes on in the same conversation
        await pilot.press("f9")
        await settle(pilot)
        assert [r.cells[2] for r in table.rows] == ["3"]
        await pilot.press("d", "y")
        await settle(pilot)
        assert table.rows == []

    play(app, today)
    play(DocqaApp(index, tmp_path / "papers", open_engine=WordEngine), tomorrow)
    assert len(list((tmp_path / "home" / "conversations").glob("*.jsonl"))) == 1


def test_nothing_is_written_without_history(index: Path, tmp_path: Path, home: Path) -> None:
    async def story(pilot: Pilot[int]) -> None:
        await ask(pilot, "lamp")
        await pilot.press("f9")
        await settle(pilot)
        assert isinstance(pilot.app.screen, KeptScreen) and "--no-history" in texts(pilot, "#count")[0]

    play(DocqaApp(index, tmp_path / "papers", history=False, open_engine=WordEngine), story)
    assert not home.exists()


def test_what_is_kept_is_for_the_owner_alone(app: DocqaApp, home: Path) -> None:
    async def story(pilot: Pilot[int]) -> None:
        await ask(pilot, "lamp")

    play(app, story)
    assert oct(home.stat().st_mode & 0o777) == "0o700"


def test_a_data_folder_that_cannot_be_written_is_said_and_answers_go_on(app: DocqaApp, home: Path) -> None:
    home.write_text("a file where the folder should be")

    async def story(pilot: Pilot[int]) -> None:
        await ask(pilot, "lamp")
        assert pilot.app.screen.query_one(Conversation).turns()[0].answer is not None
        assert any("Nothing can be kept" in n.message for n in pilot.app._notifications)

    play(app, story)


def test_a_torn_line_loses_one_turn_only(tmp_path: Path) -> None:
    kept = Kept(tmp_path / "data")
    id_ = kept.start("Title", "index")
    kept.add(id_, KeptTurn("one", Filters(), Answer(None, "one", "answered", "first", 0.9, "passages"), "2024-01-01"))
    with (tmp_path / "data" / "conversations" / f"{id_}.jsonl").open("a") as file:
        file.write('{"question": "two", "answ')
    assert [t.question for t in kept.turns(id_)] == ["one"]


def test_a_watched_question_says_what_is_new_after_a_build(app: DocqaApp, index: Path, tmp_path: Path) -> None:
    async def today(pilot: Pilot[int]) -> None:
        await ask(pilot, "lamp Quay Lane repair")
        await pilot.press("escape", "w")
        await settle(pilot)

    async def after(pilot: Pilot[int]) -> None:
        await pilot.press("f9")
        await settle(pilot)
        rows = pilot.app.screen.table.rows  # type: ignore[attr-defined]
        state = next(r.cells[0] for r in rows if r.key.startswith("q|"))
        assert state.startswith("NEW")
        assert "£300" in texts(pilot, "#preview-text")[0]

    play(app, today)
    make_index(index, tmp_path / "papers", {"2024-03-05 minutes.txt": MARCH, "2024-06-04 minutes.txt": JUNE, "2024-07-02 minutes.txt": JULY})
    play(DocqaApp(index, tmp_path / "papers", open_engine=WordEngine), after, (140, 30))


def test_a_follow_up_is_watched_as_it_was_read(app: DocqaApp, tmp_path: Path) -> None:
    class Reading(WordEngine):
        def ask(self, question: str, filters: Filters = Filters(), history: Sequence[Answer] = ()) -> Answer:
            answer = super().ask(question, filters, history)
            return replace(answer, notices=(f"Read as: {question} ({history[0].question})",)) if history else answer

    async def story(pilot: Pilot[int]) -> None:
        await ask(pilot, "lamp repair")
        await ask(pilot, "and the cost?")
        await pilot.press("escape", "w")
        await settle(pilot)

    app._open_engine = Reading
    play(app, story)
    assert [q.question for q in Kept(tmp_path / "home").questions()] == ["and the cost? (lamp repair)"]


def test_a_watched_question_without_news_stays_quiet(app: DocqaApp, index: Path, tmp_path: Path) -> None:
    async def today(pilot: Pilot[int]) -> None:
        await ask(pilot, "lamp Quay Lane repair")
        await pilot.press("escape", "w")
        await settle(pilot)

    async def after(pilot: Pilot[int]) -> None:
        assert all(not q.fresh for q in Kept(tmp_path / "home").questions())

    play(app, today)
    make_index(index, tmp_path / "papers", {"2024-03-05 minutes.txt": MARCH, "2024-06-04 minutes.txt": JUNE})
    play(DocqaApp(index, tmp_path / "papers", open_engine=WordEngine), after)


def test_export_as_markdown_has_every_mark_as_a_footnote(app: DocqaApp) -> None:
    async def story(pilot: Pilot[int]) -> None:
        await ask(pilot, "How much is the lamp at Quay Lane?")
        await ask(pilot, "what would the fence cost?")
        await pilot.press("escape", "e")
        await pilot.pause()
        pilot.app.screen.query_one("#dialog-line").value = "out.md"  # type: ignore[attr-defined]
        await pilot.press("enter")
        await settle(pilot)

    play(app, story)
    text = Path("out.md").read_text(encoding="utf-8")
    marks = {line.split("]")[0] + "]" for line in text.splitlines() if line.startswith("[^")}
    assert len(marks) >= 2 and all(f"{m}:" in text for m in marks)
    assert "“The Clerk reported that the lamp at Quay Lane had failed again and that a repair would cost £240.” [^1]" in text
    assert "\\[bold\\]not markup" in text and "**Resolutions**" in text


def test_answers_come_back_from_json_as_they_were(app: DocqaApp, home: Path) -> None:
    answers: list[Answer] = []

    async def story(pilot: Pilot[int]) -> None:
        await ask(pilot, "allotments waiting list names")
        answer = pilot.app.screen.query_one(Conversation).turns()[0].answer
        assert answer is not None
        answers.append(answer)

    play(app, story)
    line = next((home / "conversations").glob("*.jsonl")).read_text(encoding="utf-8").splitlines()[1]
    assert answer_from_json(json.loads(line)["answer"]) == answers[0]


def test_the_viewer_opens_a_pdf_at_its_page(tmp_path: Path) -> None:
    file = tmp_path / "a paper.pdf"
    file.touch()
    assert command_for(file, 12, {"DOCQA_VIEWER": "okular --page {page} {file}"}) == ["okular", "--page", "12", str(file)]
    assert command_for(file, 12, {}, which=lambda p: p if p == "evince" else None) == ["evince", "--page-index=12", str(file)]
    if os.name == "posix" and os.uname().sysname == "Linux":
        assert command_for(file, 12, {}, which=lambda p: p if p == "firefox" else None)[1].endswith("a%20paper.pdf#page=12")
        with pytest.raises(UsageError):
            command_for(file, 1, {}, which=lambda _: None)
    with pytest.raises(UsageError, match="no longer there"):
        open_file(tmp_path / "gone.pdf", 1)


def test_a_removed_paper_is_said(app: DocqaApp, tmp_path: Path) -> None:
    (tmp_path / "papers" / "2024-03-05 minutes.txt").unlink()

    async def story(pilot: Pilot[int]) -> None:
        await ask(pilot, "How much is the lamp at Quay Lane?")
        await pilot.press("escape", "1")
        await settle(pilot)
        await pilot.press("o")
        await pilot.pause()
        assert any("no longer there" in n.message for n in pilot.app._notifications)

    play(app, story)
