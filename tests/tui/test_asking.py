"""Asking: answers with marks, the reader, resolutions, filters, completion, history, paste, cancelling."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual._xterm_parser import XTermParser
from textual.message import Message
from textual.pilot import Pilot
from textual.widgets import TabbedContent

from docqa.records import Answer, Conflict, Filters, Link
from docqa.tui.app import DocqaApp
from docqa.tui.ask import AskScreen
from docqa.tui.conversation import Conversation
from docqa.tui.pageview import PageView
from docqa.tui.question import MOST_CHARS, QuestionArea
from docqa.tui.reader import ReaderScreen, ResolutionCard
from docqa.tui.thing_view import ThingScreen
from tests.tui.desk import MARCH, WordEngine, ask, check_snapshot, make_index, play, seen, settle, texts, type_in


def engine_of(app: DocqaApp) -> WordEngine:
    assert app.engine is not None
    engine = app.engine._engine
    assert isinstance(engine, WordEngine)
    return engine


def test_an_answer_has_its_quote_source_and_resolution(app: DocqaApp) -> None:
    async def story(pilot: Pilot[int]) -> None:
        await ask(pilot, "How much is the lamp at Quay Lane?")
        screen = seen(pilot)
        assert "“The Clerk reported that the lamp at Quay Lane had failed again" in screen
        assert "[1] Saltby Parish Council, 5 March 2024" in screen
        assert any("be repaired at a cost of £240" in t for t in texts(pilot, ".resolution"))
        check_snapshot(pilot, "answer-80x24")

    play(app, story)


@pytest.mark.parametrize("size", [(80, 24), (200, 60), (60, 20)], ids=["80x24", "200x60", "60x20"])
def test_a_number_opens_the_page_with_the_quote_highlighted(app: DocqaApp, size: tuple[int, int]) -> None:
    async def story(pilot: Pilot[int]) -> None:
        await ask(pilot, "How much is the lamp at Quay Lane?")
        await pilot.press("escape", "1")
        await settle(pilot)
        assert isinstance(pilot.app.screen, ReaderScreen) == (size[0] < 110)
        view = pilot.app.screen.query_one(PageView)
        assert view.highlighted.startswith("The Clerk reported that the lamp")
        assert view.highlighted in view.text and "Allotments" in view.text
        assert any("had failed again" in view.text[a:b] for a, b in view._found), "the sentence that the answer quotes stands out"
        assert "The Clerk reported" in seen(pilot)

    play(app, story, size)


def test_the_quote_is_in_sight_however_far_down_it_stands(tmp_path: Path) -> None:
    filler = "\n\n".join(f"Paragraph {n} about nothing much." for n in range(300))
    long = MARCH.replace("2. Street lighting", f"{filler}\n\n2. Street lighting").replace("3. Allotments", f"{filler}\n\n3. Allotments")
    index = make_index(tmp_path / "index", tmp_path / "papers", {"march.txt": long})

    async def story(pilot: Pilot[int]) -> None:
        await ask(pilot, "failed lamp repair at Quay Lane")
        view = pilot.app.screen.query_one(PageView)
        assert view.highlighted in view.text and view.scroll_y > 100
        assert 0 <= view._line_at(view._quote[0]) - view.scroll_y <= 4
        await pilot.resize_terminal(150, 30)
        await settle(pilot)
        assert "The Clerk reported" in seen(pilot)[200:]

    play(DocqaApp(index, tmp_path / "papers", open_engine=WordEngine), story, (120, 40))


def test_a_mark_in_the_answer_opens_on_a_click(app: DocqaApp) -> None:
    async def story(pilot: Pilot[int]) -> None:
        await ask(pilot, "How much is the lamp at Quay Lane?")
        lines = seen(pilot).splitlines()
        row = next(n for n, line in enumerate(lines) if "£240.” [1]" in line)
        await pilot.click(offset=(lines[row].index("[1]") + 1, row))
        await settle(pilot)
        assert isinstance(pilot.app.screen, ReaderScreen)

    play(app, story)


def test_resolutions_stand_beside_a_wide_answer_with_their_parts(app: DocqaApp) -> None:
    async def story(pilot: Pilot[int]) -> None:
        await ask(pilot, "allotments waiting list names")
        await pilot.press("escape", "r")
        await settle(pilot)
        card = pilot.app.screen.query_one(ResolutionCard)
        told = str(card.content)
        assert "decides · substantive · carried" in told and "5 March 2024" in told
        assert "1) That plot 9 be split in two" in told and "2) That the Clerk report back" in told
        check_snapshot(pilot, "resolutions-160x40")

    play(app, story, (160, 40))


def test_a_resolution_leads_to_its_item_and_later_decisions(tmp_path: Path) -> None:
    links = [Link("saltby-parish-council/2024-06-04/m1/r1", "follows-up", "LATER", "the fence reported on in March", 0.9)]
    index = make_index(tmp_path / "index", tmp_path / "papers", {"march.txt": MARCH}, links=links)
    engine = WordEngine(index)
    fence = engine.register.decisions()[-1]
    links = [Link("2024-later", "supersedes", fence.id, "instead of the decision of March", 0.9)]
    index = make_index(tmp_path / "index", tmp_path / "papers", {"march.txt": MARCH}, links=links)

    async def story(pilot: Pilot[int]) -> None:
        await ask(pilot, "allotments waiting list names")
        assert any("later decision supersedes" in t for t in texts(pilot, ".turn .banner"))
        await pilot.press("escape", "tab")
        pilot.app.screen.query(".resolution").first().focus()
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, ThingScreen)
        related = texts(pilot, ".related")
        assert any(t.startswith("In the minutes") for t in related)
        assert any(t.startswith("Item: 3 Allotments") for t in related)
        assert any(t.startswith("Superseded by (later)") and "instead of the decision of March" in t for t in related)
        await pilot.press("p")
        await settle(pilot)
        assert "plot 9" in pilot.app.screen.query_one(PageView).highlighted

    play(DocqaApp(index, tmp_path / "papers", open_engine=WordEngine), story)


def test_banners_for_private_sessions_and_drafts(app: DocqaApp) -> None:
    async def story(pilot: Pilot[int]) -> None:
        await ask(pilot, "private draft lamp")
        assert texts(pilot, ".turn .banner") == ["Considered with the press and public excluded.", "[1] draft minutes, not yet approved."]
        assert "draft" in texts(pilot, ".citation")[0]

    play(app, story)


class TellingEngine(WordEngine):
    """Answers with two sources of the kind that the test is about."""

    def __init__(self, index: Path, **kind: Any) -> None:
        super().__init__(index)
        self.kind = kind

    def ask(self, question: str, filters: Filters = Filters(), history: Sequence[Answer] = ()) -> Answer:
        plain = super().ask(question, filters, history)
        both = super().ask("lamp fence council", filters, history).citations[:2]
        sources = tuple(replace(c, mark=n, **self.kind.get("citation", {})) for n, c in enumerate(both, 1))
        return replace(plain, citations=sources, answer="one thing [1] and another [2]", **self.kind.get("answer", {}))


@pytest.mark.parametrize(
    ("kind", "banner"),
    [
        pytest.param({"citation": {"access": "private_session"}}, "[1][2] from a part of the meeting with the press and public excluded", id="private session"),
        pytest.param({"citation": {"access": "exempt"}}, "[1][2] not for publication", id="exempt"),
        pytest.param({"citation": {"draft": True}}, "[1][2] draft minutes", id="draft"),
        pytest.param({"citation": {"draft": True}, "answer": {"notices": ("The minutes quoted are a draft.",)}}, "The minutes quoted are a draft.", id="draft said once"),
        pytest.param({"citation": {"estimated": True}}, "[1][2] text that was read from a picture of the page", id="estimated"),
        pytest.param({"answer": {"method": "model"}}, "Written by a language model from the sources below", id="written by a model"),
        pytest.param({"answer": {"conflicts": (Conflict("the cost of the lamp", (1, 2)),)}}, "The papers disagree about the cost of the lamp:", id="conflict"),
        pytest.param({}, "", id="nothing to be said"),
    ],
)
def test_what_must_be_said_of_an_answer_stands_above_it(index: Path, tmp_path: Path, kind: dict[str, Any], banner: str) -> None:
    async def story(pilot: Pilot[int]) -> None:
        await ask(pilot, "the lamp at Quay Lane")
        told = texts(pilot, ".turn .banner")
        assert len(told) == (1 if banner else 0) and all(t.startswith(banner) for t in told)
        kinds = [w.classes & {"banner", "answer"} for w in pilot.app.screen.query(".turn .banner, .turn .answer")]
        assert kinds == [{"banner"}] * len(told) + [{"answer"}]

    play(DocqaApp(index, tmp_path / "papers", open_engine=lambda i: TellingEngine(i, **kind)), story)


def test_papers_that_disagree_are_both_quoted_and_opened(index: Path, tmp_path: Path) -> None:
    kind = {"answer": {"conflicts": (Conflict("the cost of the lamp", (1, 2)),)}}

    async def story(pilot: Pilot[int]) -> None:
        await ask(pilot, "the lamp at Quay Lane")
        assert len(pilot.app.screen.query(".citation")) == 2
        _, one, other = texts(pilot, ".turn .banner")[0].splitlines()
        assert one.startswith("[1] Saltby Parish Council, ") and "“" in one
        assert other.startswith("[2] Saltby Parish Council, ") and "“" in other
        lines = seen(pilot).splitlines()
        row = next(n for n, line in enumerate(lines) if line.strip().startswith("[2] Saltby"))
        await pilot.click(offset=(lines[row].index("[2]") + 1, row))
        await settle(pilot)
        assert isinstance(pilot.app.screen, ReaderScreen) and "[2]" in texts(pilot, "#place")[0]

    play(DocqaApp(index, tmp_path / "papers", open_engine=lambda i: TellingEngine(i, **kind)), story)


def test_sources_and_resolutions_open_while_one_types(app: DocqaApp) -> None:
    """As terminals send it: Esc and the letter together, with the letter as its character."""

    async def story(pilot: Pilot[int]) -> None:
        await ask(pilot, "allotments waiting list names")
        for sequence, tab in (("\x1b1", "passage"), ("\x1br", "resolutions")):
            parser = XTermParser()
            keys = [e for e in (*parser.feed(sequence), *_after_a_pause(parser)) if isinstance(e, events.Key)]
            assert len(keys) == 1
            pilot.app.post_message(keys[0])
            await settle(pilot)
            assert isinstance(pilot.app.screen, ReaderScreen) and pilot.app.screen.query_one(TabbedContent).active == tab
            await pilot.press("escape")
        assert pilot.app.screen.query_one(QuestionArea).text == ""

    play(app, story)


def test_a_source_opened_beside_the_answer_has_the_keys_unless_one_types(app: DocqaApp) -> None:
    async def story(pilot: Pilot[int]) -> None:
        await ask(pilot, "allotments waiting list names")
        await pilot.press("alt+1")
        await settle(pilot)
        assert isinstance(pilot.app.focused, QuestionArea)
        await pilot.press("escape", "1")
        await settle(pilot)
        assert isinstance(pilot.app.focused, PageView)
        await pilot.press("escape")
        assert isinstance(pilot.app.focused, QuestionArea)

    play(app, story, (140, 40))


def _after_a_pause(parser: XTermParser) -> list[Message]:
    time.sleep(0.2)
    return list(parser.tick())


def test_the_reader_goes_from_page_to_resolutions_and_back(app: DocqaApp) -> None:
    async def story(pilot: Pilot[int]) -> None:
        await ask(pilot, "allotments waiting list names")
        await pilot.press("escape", "1")
        await settle(pilot)
        assert isinstance(pilot.app.focused, PageView)
        await pilot.press("r")
        assert isinstance(pilot.app.focused, ResolutionCard)
        await pilot.press("r")
        assert isinstance(pilot.app.focused, PageView) and "names" in seen(pilot)
        await pilot.press("escape")
        assert pilot.app.screen.query_one(Conversation).has_focus

    play(app, story)


def test_not_found_is_said(app: DocqaApp) -> None:
    async def story(pilot: Pilot[int]) -> None:
        await ask(pilot, "zeppelin")
        assert texts(pilot, ".not-found") == ["Not in the indexed papers."]

    play(app, story)


def test_text_from_papers_is_neither_markup_nor_escape_sequence(app: DocqaApp) -> None:
    async def story(pilot: Pilot[int]) -> None:
        await ask(pilot, "what would the fence cost?")
        screen = seen(pilot)
        assert "[bold]not markup[/bold] [31mred[0m" in screen.replace("\n", " ")
        assert "\x1b" not in screen

    play(app, story, (160, 40))


def test_typed_filters_stay_in_force_until_taken_off(app: DocqaApp) -> None:
    async def story(pilot: Pilot[int]) -> None:
        await ask(pilot, "fence from:2024-05 allotments")
        asked = engine_of(app).asked[-1]
        assert asked[0] == "fence allotments" and asked[1].from_date == "2024-05-01"
        assert [str(c) for c in texts(pilot, ".chip")] == [" from 2024-05-01 ✕ "]
        await pilot.click(".chip")
        await settle(pilot)
        assert texts(pilot, ".chip") == []
        await ask(pilot, "fence")
        assert not engine_of(app).asked[-1][1]

    play(app, story)


def test_a_filter_that_cannot_be_keeps_the_question(app: DocqaApp) -> None:
    async def story(pilot: Pilot[int]) -> None:
        await ask(pilot, "fence from:someday")
        assert engine_of(app).asked == []
        assert pilot.app.screen.query_one(QuestionArea).text == "fence from:someday"

    play(app, story)


def test_what_was_understood_can_be_taken_off(app: DocqaApp) -> None:
    async def story(pilot: Pilot[int]) -> None:
        await ask(pilot, "What about the fence in March 2024?")
        assert "Understood  March 2024 ✕" in texts(pilot, ".understood")[0]
        await pilot.press("escape", "x")
        await settle(pilot)
        assert engine_of(app).asked[-1][0] == "What about the fence?"

    play(app, story)


def test_completion_of_a_body(app: DocqaApp) -> None:
    async def story(pilot: Pilot[int]) -> None:
        await type_in(pilot, "body:sal")
        assert "Saltby Parish Council" in texts(pilot, "#completions")[0]
        await pilot.press("tab")
        assert pilot.app.screen.query_one(QuestionArea).text == 'body:"Saltby Parish Council" '
        await ask(pilot, "lamp")
        assert engine_of(app).asked[-1][1].body == "Saltby Parish Council"

    play(app, story)


def test_earlier_questions_come_back_with_the_arrow_keys_also_the_next_day(app: DocqaApp, index: Path, tmp_path: Path) -> None:
    async def today(pilot: Pilot[int]) -> None:
        await ask(pilot, "lamp")
        await ask(pilot, "fence")
        await type_in(pilot, "half")
        await pilot.press("up", "up")
        assert pilot.app.screen.query_one(QuestionArea).text == "lamp"
        await pilot.press("down", "down")
        assert pilot.app.screen.query_one(QuestionArea).text == "half"

    async def tomorrow(pilot: Pilot[int]) -> None:
        await pilot.press("up")
        assert pilot.app.screen.query_one(QuestionArea).text == "fence"

    play(app, today)
    play(DocqaApp(index, tmp_path / "papers", open_engine=WordEngine), tomorrow)


def test_a_paste_of_several_lines_is_one_question_and_a_huge_one_is_cut(app: DocqaApp) -> None:
    async def story(pilot: Pilot[int]) -> None:
        area = pilot.app.screen.query_one(QuestionArea)
        area.post_message(events.Paste("the lamp\r\nat Quay Lane\x07?"))
        await pilot.pause()
        assert area.text == "the lamp\nat Quay Lane?"
        await pilot.press("enter")
        await settle(pilot)
        assert engine_of(app).asked[-1][0] == "the lamp\nat Quay Lane?"
        area.post_message(events.Paste("x" * 100_000))
        await pilot.pause()
        assert len(area.text) == MOST_CHARS

    play(app, story)


def test_esc_cancels_and_the_next_question_is_answered(app: DocqaApp) -> None:
    async def story(pilot: Pilot[int]) -> None:
        engine = engine_of(app)
        engine.gate.clear()
        await type_in(pilot, "lamp")
        await pilot.press("enter")
        await pilot.pause()
        assert "searching" in texts(pilot, ".pending")[0]
        await pilot.press("escape")
        assert texts(pilot, ".pending") == ["cancelled"]
        await type_in(pilot, "fence")
        await pilot.press("enter")
        engine.gate.set()
        await settle(pilot)
        turns = pilot.app.screen.query_one(Conversation).turns()
        assert turns[0].answer is None and turns[1].answer is not None and "fence" in turns[1].answer.answer

    play(app, story)


def test_keys_react_while_an_answer_is_computed(app: DocqaApp) -> None:
    async def story(pilot: Pilot[int]) -> None:
        engine = engine_of(app)
        engine.gate.clear()
        await type_in(pilot, "lamp")
        await pilot.press("enter")
        await type_in(pilot, "next one")
        assert pilot.app.screen.query_one(QuestionArea).text == "next one"
        engine.gate.set()
        await settle(pilot)

    play(app, story)


def test_a_bug_in_an_answer_takes_nothing_with_it(app: DocqaApp) -> None:
    async def story(pilot: Pilot[int]) -> None:
        await ask(pilot, "lamp")
        await ask(pilot, "break")
        assert "ZeroDivisionError" in texts(pilot, ".failure")[0]
        await ask(pilot, "fence")
        turns = pilot.app.screen.query_one(Conversation).turns()
        assert [bool(t.answer and t.answer.status == "answered") for t in turns] == [True, False, True]

    play(app, story)
    assert "ZeroDivisionError: as asked" in app.bugs[0]


def test_follow_ups_carry_the_answers_before(app: DocqaApp) -> None:
    async def story(pilot: Pilot[int]) -> None:
        await ask(pilot, "lamp")
        await ask(pilot, "and what did it cost?")
        assert [n for _, _, n in engine_of(app).asked] == [0, 1]

    play(app, story)


def test_a_citation_is_copied_as_a_footnote(app: DocqaApp) -> None:
    async def story(pilot: Pilot[int]) -> None:
        await ask(pilot, "How much is the lamp at Quay Lane?")
        await pilot.press("escape", "c")
        assert pilot.app.clipboard.startswith("“The Clerk reported that the lamp")
        assert "Saltby Parish Council, 5 March 2024" in pilot.app.clipboard and "2024-03-05 minutes.txt" in pilot.app.clipboard

    play(app, story)


def test_turning_to_the_next_page_and_finding_words(app: DocqaApp) -> None:
    async def story(pilot: Pilot[int]) -> None:
        await ask(pilot, "How much is the lamp at Quay Lane?")
        await pilot.press("escape", "1")
        await settle(pilot)
        await pilot.press("f")
        await type_in(pilot, "plot 9")
        await pilot.press("enter")
        view = pilot.app.screen.query_one(PageView)
        assert [view.text[a:b] for a, b in view._found] == ["plot 9"]
        await pilot.press("escape", "escape")
        assert isinstance(pilot.app.screen, AskScreen)

    play(app, story)


def test_pages_turned_to_are_headed_by_what_stands_on_them(tmp_path: Path) -> None:
    filler = "\n\n".join(f"Paragraph {n} about nothing much, told at some length so that it takes room." for n in range(900))
    private = "4. Exclusion of the press and public\n\nRESOLVED: That the press and public be excluded from the meeting for minute 5 as it involves exempt information under paragraph 3 of Part 1 of Schedule 12A.\n\n5. Land at Mill Lane\n\nThe offer was discussed at length.\n\n"
    long = f"{MARCH}\n\n{filler}\n\n{private}"
    index = make_index(tmp_path / "index", tmp_path / "papers", {"march.txt": long})

    async def story(pilot: Pilot[int]) -> None:
        await ask(pilot, "failed lamp repair at Quay Lane")
        await pilot.press("escape", "1")
        await settle(pilot)
        banner = pilot.app.screen.query_one("#place-banner")
        assert not banner.display
        await pilot.press("n")
        await settle(pilot)
        assert banner.display
        assert texts(pilot, "#place-banner")[0].startswith("In part: Considered with the press and public excluded")
        assert not texts(pilot, "#place")[0].startswith("[1]"), "it is not the source any more"
        assert pilot.app.screen.query_one(PageView).text.startswith("Paragraph") or "\n" in pilot.app.screen.query_one(PageView).text[:1]

    play(DocqaApp(index, tmp_path / "papers", open_engine=WordEngine), story, (120, 40))


def test_resizing_keeps_everything(app: DocqaApp) -> None:
    async def story(pilot: Pilot[int]) -> None:
        await ask(pilot, "How much is the lamp at Quay Lane?")
        for size in ((200, 60), (60, 16), (80, 24), (20, 8), (120, 30)):
            await pilot.resize_terminal(*size)
            await settle(pilot)
        assert "The Clerk reported" in seen(pilot)

    play(app, story)


def test_a_sentence_that_is_shown_with_plain_hyphens_stands_out_in_a_page_with_typographers_ones() -> None:
    view = PageView()
    view._text, view._quote = "Zoning. It voted 6\u20101\u20100\nto recommend denial. Done.", (7, 47)
    assert [view.text[a:b] for a, b in view._places_of(["voted 6-1-0 to recommend denial."])] == ["voted 6\u20101\u20100\nto recommend denial."]
