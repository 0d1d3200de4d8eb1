"""Browsing: meetings, the decision register, follow-ups, timeline, glossary, coverage."""

from __future__ import annotations

import asyncio
import csv
import json
import time
from pathlib import Path

from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.widgets import Input, Tree

from docqa.council.followups import as_of
from docqa.records import FollowUp
from docqa.tui.app import DocqaApp
from docqa.tui.bars import VIEWS
from docqa.tui.browse import table_text
from docqa.tui.decisions import minute_order
from docqa.tui.followups import followup_row, is_outstanding
from docqa.tui.pageview import PageView
from docqa.tui.table import Column, VirtualTable, row
from docqa.tui.thing_view import ThingScreen
from tests.tui.desk import check_snapshot, play, seen, settle, texts, type_in


def table_of(pilot: Pilot[int]) -> VirtualTable:
    return pilot.app.screen.query_one("#table", VirtualTable)


async def go(pilot: Pilot[int], key: str) -> None:
    await pilot.press(key)
    await settle(pilot)


def test_the_register_is_filtered_as_one_types_and_sorted(app: DocqaApp) -> None:
    async def story(pilot: Pilot[int]) -> None:
        await go(pilot, "f4")
        assert [r.cells[0] for r in table_of(pilot).rows] == ["2024-06-04", "2024-06-04", "2024-03-05", "2024-03-05"]
        await type_in(pilot, "fence")
        assert len(table_of(pilot).rows) == 2 and "2 of 4" in texts(pilot, "#count")[0]
        await type_in(pilot, " bought")
        assert [r.cells[4] for r in table_of(pilot).rows] == ["the fence at the allotments be bought for £1,100."]
        await pilot.press("escape", "escape")
        await pilot.press("S")
        assert [r.cells[0] for r in table_of(pilot).rows] == ["2024-03-05", "2024-03-05", "2024-06-04", "2024-06-04"]
        await pilot.press("s", "s")  # by body, by minute
        assert [r.cells[2] for r in table_of(pilot).rows] == ["1", "2", "2", "3"]
        check_snapshot(pilot, "decisions-80x24")

    play(app, story)


def test_a_decision_opens_with_what_is_linked_and_its_page(app: DocqaApp) -> None:
    async def story(pilot: Pilot[int]) -> None:
        await go(pilot, "f4")
        await type_in(pilot, "plot 9")
        await pilot.press("enter", "enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, ThingScreen)
        assert "1) That plot 9 be split in two from April." in texts(pilot, "#thing-text")[0]
        await pilot.press("enter")
        await settle(pilot)
        assert pilot.app.screen.query_one(PageView).highlighted.startswith("RESOLVED: 1) That plot 9")

    play(app, story)


def test_the_register_is_exported_as_shown(app: DocqaApp) -> None:
    async def story(pilot: Pilot[int]) -> None:
        await go(pilot, "f4")
        await type_in(pilot, "fence")
        await pilot.press("escape", "escape")  # empties the filter, then to the table
        await pilot.press("slash")
        await type_in(pilot, "lamp")
        await pilot.press("enter", "e")
        await pilot.pause()
        pilot.app.screen.query_one("#dialog-line").value = "lamp.csv"  # type: ignore[attr-defined]
        await pilot.press("enter")
        await pilot.press("e")
        await pilot.pause()
        pilot.app.screen.query_one("#dialog-line").value = "lamp.json"  # type: ignore[attr-defined]
        await pilot.press("enter")
        await settle(pilot)

    play(app, story)
    rows = list(csv.DictReader(Path("lamp.csv").read_text(encoding="utf-8").splitlines()))
    assert [r["text"] for r in rows] == ["RESOLVED: That the lamp at Quay Lane be repaired at a cost of £240."]
    assert json.loads(Path("lamp.json").read_text(encoding="utf-8"))[0]["meeting_date"] == "2024-03-05"


def test_a_cell_that_looks_like_a_formula_is_not_one() -> None:
    assert table_text(["a"], [["=1+1"], ["-5"], ["@x"]], ".csv") == "a\r\n'=1+1\r\n-5\r\n'@x\r\n"
    assert table_text(["a"], [["b|c"]], ".md").splitlines()[-1] == "| b\\|c |"


def test_minutes_sort_as_numbers() -> None:
    assert sorted(["10", "9", "77/21", "101"], key=minute_order) == ["9", "10", "77/21", "101"]


def test_meetings_down_to_items(app: DocqaApp) -> None:
    async def story(pilot: Pilot[int]) -> None:
        await go(pilot, "f3")
        assert "Saltby Parish Council  2 meetings" in seen(pilot) and "5 March 2024  1 paper" in seen(pilot)
        tree = pilot.app.screen.query_one(Tree)
        paper = next(n for n in tree._tree_nodes.values() if n.data and n.data.kind == "paper" and "2024-03" in n.data.id)
        paper.parent.expand()  # type: ignore[union-attr]
        paper.expand()
        await settle(pilot)
        assert "2 Street lighting" in seen(pilot)
        tree.move_cursor(next(c for c in paper.children if "Street" in str(c.label)))
        await pilot.press("enter")
        await settle(pilot)
        assert any(t.startswith("Decided: RESOLVED: That the lamp") for t in texts(pilot, ".related"))
        await pilot.press("escape")
        await pilot.press("a")
        await settle(pilot)
        assert texts(pilot, ".chip") == [" Saltby Parish Council ✕ ", " on 2024-03-05 ✕ "]

    play(app, story, (100, 30))


def test_coverage_says_what_was_skipped_and_why(app: DocqaApp) -> None:
    async def story(pilot: Pilot[int]) -> None:
        await go(pilot, "f8")
        first = table_of(pilot).rows[0]
        assert first.cells == ("skipped", "locked.pdf", "", "it needs a password. Save it without one.")
        assert "2 documents, 2 pages" in texts(pilot, "#summary")[0]

    play(app, story)


def test_every_view_on_a_wide_terminal_with_rows_and_without(app: DocqaApp) -> None:
    async def story(pilot: Pilot[int]) -> None:
        for name, key, _, _ in VIEWS:
            await go(pilot, key)
            await pilot.press("down", "up")
            await settle(pilot)
            if name not in ("ask", "meetings"):
                pilot.app.screen.query_one("#filter", Input).value = "nothing holds these words"
                await settle(pilot)
            assert pilot.app.current_mode == name

    play(app, story, (200, 60))


def test_glossary_opens_the_page_that_defines(app: DocqaApp) -> None:
    async def story(pilot: Pilot[int]) -> None:
        await go(pilot, "f7")
        assert [r.cells[:2] for r in table_of(pilot).rows] == [("CIL", "Community Infrastructure Levy")]
        await pilot.press("enter", "enter")
        await settle(pilot)
        assert "CIL" in pilot.app.screen.query_one(PageView).text

    play(app, story)


def test_timeline_of_a_topic_is_by_date(app: DocqaApp) -> None:
    async def story(pilot: Pilot[int]) -> None:
        await go(pilot, "f6")
        await type_in(pilot, "fence")
        await pilot.press("enter")
        await settle(pilot)
        rows = table_of(pilot).rows
        assert [r.cells[0] for r in rows] == sorted(r.cells[0] for r in rows)
        assert {r.cells[0] for r in rows if r.cells[1] == "DECIDED"} == {"2024-03-05", "2024-06-04"}

    play(app, story)


def test_follow_ups_say_what_is_due() -> None:
    followup = FollowUp("d/1", "d", "m.txt", "Cabinet", "2024-03-05", "9", "Fence", "report back on the fence", "2024-06", "in June 2024", "Clerk")
    assert followup_row(as_of(followup, "2024-06-30"), "2024-06-30").cells[:2] == ("2024-06", "open")
    late = followup_row(as_of(followup, "2024-07-01"), "2024-07-01")
    assert late.marked and late.cells[1] == "overdue"
    done = as_of(FollowUp("d/1", "d", "m.txt", None, None, None, "", "x", "2024-06", "", None, answered_by="p#1/2", answered_on="2024-07-02"), "2030-01-01")
    assert done.status == "reported" and not is_outstanding(done)


def test_twenty_thousand_rows_are_drawn_a_screenful_at_a_time() -> None:
    class Register(App[None]):
        def compose(self) -> ComposeResult:
            yield VirtualTable([Column("Date", 10), Column("Text", 10, 1)])

    async def story() -> None:
        app = Register()
        async with app.run_test(size=(80, 24)) as pilot:
            table = app.query_one(VirtualTable)
            table.load([row(str(n), (f"2024-01-{n % 28 + 1:02d}", f"decision {n} about topic {n % 97}")) for n in range(20_000)])
            table.focus()
            drawn: list[int] = []
            draw = table.render_line
            table.render_line = lambda y: (drawn.append(y), draw(y))[1]  # type: ignore[method-assign]
            await pilot.press("end", "pageup")
            await pilot.pause()
            assert 0 < len(drawn) < 500
            began = time.process_time()
            for words in ("t", "to", "topic 9", "topic 96"):
                table.filter(words)
            assert time.process_time() - began < 1.0
            assert {r.cells[1].split()[-1] for r in table.rows} >= {"96"} and len(table.rows) < 1000

    asyncio.run(story())


def test_esc_leads_back_to_asking(app: DocqaApp) -> None:
    async def story(pilot: Pilot[int]) -> None:
        await go(pilot, "f4")
        await type_in(pilot, "fence")
        await pilot.press("enter", "escape")
        assert pilot.app.screen.query_one("#filter", Input).value == "" and len(table_of(pilot).rows) == 4
        await pilot.press("escape")
        await settle(pilot)
        assert pilot.app.current_mode == "ask"
        await go(pilot, "f3")
        await pilot.press("escape")
        await settle(pilot)
        assert pilot.app.current_mode == "ask"

    play(app, story)


def test_a_small_terminal_shows_the_row_in_full_below_the_list(app: DocqaApp) -> None:
    async def story(pilot: Pilot[int]) -> None:
        await go(pilot, "f4")
        await type_in(pilot, "plot 9")
        await settle(pilot)
        lines = seen(pilot).splitlines()
        assert any("1) That plot 9 be split in two from April." in line for line in lines[13:])
        await pilot.resize_terminal(80, 16)
        await settle(pilot)
        assert not pilot.app.screen.query_one("#preview").display  # the list needs the room

    play(app, story)


def test_the_arrow_keys_unfold_the_meetings(app: DocqaApp) -> None:
    async def story(pilot: Pilot[int]) -> None:
        await go(pilot, "f3")
        tree = pilot.app.screen.query_one(Tree)
        assert tree.cursor_node is not None and tree.cursor_node.data.kind == "body" and tree.cursor_node.is_expanded
        await pilot.press("right", "right", "right", "right")  # into the body, the year, the meeting, the paper
        await settle(pilot)
        assert tree.cursor_node.data.kind == "paper"
        await pilot.press("right", "right")
        await settle(pilot)
        await pilot.press("right")
        await settle(pilot)
        assert tree.cursor_node.data.kind == "item"
        assert "\n\nThe fence would cost" in texts(pilot, "#preview-text")[0]
        for kind in ("paper", "paper", "meeting"):
            await pilot.press("left")
            assert tree.cursor_node.data.kind == kind

    play(app, story)
