"""Starting and building: first keys, no index, a broken one, a build with problems, an index built elsewhere, help, palette, themes."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from docqa.records import BuildReport, Progress, Skipped
from docqa.tui import engine as engines
from docqa.tui.app import DocqaApp
from docqa.tui.bars import VIEWS
from docqa.tui.building import BuildScreen
from docqa.tui.conversation import Conversation
from docqa.tui.help import HelpScreen
from docqa.tui.palette import commands
from docqa.tui.question import QuestionArea
from docqa.tui.themes import CONTRAST, DARK, LIGHT
from tests.tui.desk import JUNE, MARCH, WordEngine, ask, make_index, play, seen, settle, texts, type_in


def report_of(index: Path, skipped: tuple[Skipped, ...] = ()) -> BuildReport:
    return BuildReport(1, 1, 1, 1, 2, 3, 3, ("a.txt",), (), (), 0, (), skipped, (), 1.0, str(index))


def test_a_question_typed_while_the_engine_loads_is_answered_when_it_is_there(index: Path, tmp_path: Path) -> None:
    loading = threading.Event()

    def slow(folder: Path) -> WordEngine:
        assert loading.wait(20)
        return WordEngine(folder)

    app = DocqaApp(index, tmp_path / "papers", open_engine=slow)

    async def run() -> None:
        async with app.run_test(size=(80, 24)) as pilot:
            await type_in(pilot, "lamp")
            assert app.screen.query_one(QuestionArea).text == "lamp"
            await pilot.press("enter")
            await pilot.pause()
            assert "waiting for the papers" in texts(pilot, ".pending")[0]
            await pilot.press("f4")  # browsing needs no engine
            for _ in range(50):
                await pilot.pause(0.05)
                if app.screen.query("#table") and app.screen.table.rows:  # type: ignore[attr-defined]
                    break
            assert len(app.screen.table.rows) == 4  # type: ignore[attr-defined]
            loading.set()
            await pilot.press("f2")
            await settle(pilot)
            assert "lamp" in (app.screen.query_one(Conversation).turns()[0].answer or "").answer  # type: ignore[union-attr]

    asyncio.run(asyncio.wait_for(run(), 120))


def test_no_index_offers_to_build_and_shows_progress_and_problems(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "papers").mkdir()
    halfway, go_on = threading.Event(), threading.Event()

    def build(corpus: Path, folder: Path, progress: Callable[[Progress], None]) -> BuildReport:
        progress(Progress("read", 1, 2, "2024-03-05 minutes.txt", 1, 3))
        halfway.set()
        assert go_on.wait(20)
        make_index(folder, corpus, {"2024-03-05 minutes.txt": MARCH})
        return report_of(folder, (Skipped("locked.pdf", "encrypted", "it needs a password", "Save it without one."),))

    monkeypatch.setattr(engines, "build", build)

    async def story(pilot: Pilot[int]) -> None:
        assert "Ctrl+B" in texts(pilot, ".offer")[0]
        for key in ("f3", "f4", "f6"):
            await pilot.press(key)
            await settle(pilot)
            assert "Ctrl+B builds one from the papers" in texts(pilot, "#preview-text")[0]
        await pilot.press("f2")
        await settle(pilot)
        await type_in(pilot, "lamp")
        await pilot.press("enter")
        await pilot.press("ctrl+b")
        assert halfway.wait(10)
        await pilot.pause(0.2)
        assert isinstance(pilot.app.screen, BuildScreen) and "read  2024-03-05 minutes.txt" in texts(pilot, "#build-log")[0]
        await pilot.press("escape")
        await type_in(pilot, "meanwhile")
        assert "building: reading" in texts(pilot, ".status-line")[0]
        await pilot.press("ctrl+b")
        go_on.set()
        await settle(pilot)
        assert "locked.pdf: it needs a password. Save it without one." in texts(pilot, "#build-log")[0]
        await pilot.press("escape")
        await settle(pilot)
        answer = pilot.app.screen.query_one(Conversation).turns()[0].answer
        assert answer is not None and "lamp" in answer.answer
        assert not pilot.app.screen.query(".offer")  # it would say what is no longer so

    play(DocqaApp(tmp_path / "index", tmp_path / "papers", open_engine=WordEngine), story)


def test_a_build_can_be_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "papers").mkdir()
    started = threading.Event()

    def build(corpus: Path, folder: Path, progress: Callable[[Progress], None]) -> BuildReport:
        for n in range(2000):
            progress(Progress("encode", n, 2000))
            started.set()
            threading.Event().wait(0.01)
        raise AssertionError("was not stopped")

    monkeypatch.setattr(engines, "build", build)

    async def story(pilot: Pilot[int]) -> None:
        await pilot.press("ctrl+b")
        assert started.wait(10)
        await pilot.press("ctrl+x")
        await settle(pilot)
        assert "The build was stopped" in texts(pilot, "#build-title")[0]

    play(DocqaApp(tmp_path / "index", tmp_path / "papers", open_engine=WordEngine), story)


def test_a_broken_index_is_a_message(index: Path, tmp_path: Path) -> None:
    (index / (index / "CURRENT").read_text().strip() / "register.sqlite").write_bytes(b"no database at all, but long enough to be read as one" * 100)

    async def story(pilot: Pilot[int]) -> None:
        assert "cannot be read" in texts(pilot, ".failure")[0]
        for _, key, _, _ in VIEWS:
            await pilot.press(key)
            await settle(pilot)

    play(DocqaApp(index, tmp_path / "papers", open_engine=WordEngine), story)


def test_no_papers_either(tmp_path: Path) -> None:
    async def story(pilot: Pilot[int]) -> None:
        assert "no papers" in texts(pilot, ".offer")[0]

    play(DocqaApp(tmp_path / "index", tmp_path / "nowhere", open_engine=WordEngine), story)


def test_an_index_built_elsewhere_is_picked_up(app: DocqaApp, index: Path, tmp_path: Path) -> None:
    async def story(pilot: Pilot[int]) -> None:
        await ask(pilot, "zeppelin")
        assert texts(pilot, ".not-found")
        make_index(index, tmp_path / "papers", {"2024-03-05 minutes.txt": MARCH, "z.txt": JUNE.replace("speed camera", "zeppelin")})
        app._look()
        await settle(pilot)
        await ask(pilot, "zeppelin")
        answer = pilot.app.screen.query_one(Conversation).turns()[1].answer
        assert answer is not None and answer.status == "answered"

    play(app, story)


def test_help_lists_every_key_of_the_view(app: DocqaApp) -> None:
    async def story(pilot: Pilot[int]) -> None:
        await pilot.press("question_mark")
        await settle(pilot)
        assert isinstance(pilot.app.screen, HelpScreen)
        told = texts(pilot, "#help Static")[0]
        for binding in [*DocqaApp.BINDINGS, *type(app._ask).BINDINGS, *QuestionArea.BINDINGS]:
            if binding.tooltip and "open." not in binding.id:  # type: ignore[union-attr,operator]
                assert binding.tooltip in told  # type: ignore[union-attr]
        await pilot.press("escape")
        await type_in(pilot, "why?")
        assert pilot.app.screen.query_one(QuestionArea).text == "why?"

    play(app, story)


def test_the_palette_reaches_everything(app: DocqaApp) -> None:
    async def story(pilot: Pilot[int]) -> None:
        names = [c.title for c in commands(app, app.screen)]
        assert {f"Go to {label}" for _, _, label, _ in VIEWS} <= set(names)
        assert {"Build the index", "New conversation", "Export the conversation", "Theme: high contrast", "Copy", "Watch", "Quit"} <= set(names)
        await pilot.press("ctrl+p")
        await pilot.pause()
        await type_in(pilot, "go to gloss")
        await pilot.pause(0.3)
        await pilot.press("enter")
        await settle(pilot)
        assert pilot.app.current_mode == "glossary"

    play(app, story)


def test_every_binding_has_words_for_the_help(app: DocqaApp) -> None:
    for kind in (DocqaApp, type(app._ask), QuestionArea):
        assert [b for b in kind.BINDINGS if not (b.description or b.tooltip)] == []  # type: ignore[union-attr]


def test_the_theme_is_kept(app: DocqaApp, index: Path, tmp_path: Path) -> None:
    async def story(pilot: Pilot[int]) -> None:
        assert pilot.app.theme == DARK
        await pilot.press("ctrl+t")
        assert pilot.app.theme == LIGHT
        await pilot.press("ctrl+t")
        assert pilot.app.theme == CONTRAST

    async def again(pilot: Pilot[int]) -> None:
        assert pilot.app.theme == CONTRAST

    play(app, story)
    play(DocqaApp(index, tmp_path / "papers", open_engine=WordEngine), again)


def test_without_colours_the_quote_stands_out_all_the_same(index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")

    async def story(pilot: Pilot[int]) -> None:
        await ask(pilot, "How much is the lamp at Quay Lane?")
        await pilot.press("escape", "1")
        await settle(pilot)
        view = pilot.app.screen.query_one("#page")
        assert view.get_component_rich_style("page--quote").underline and view.get_component_rich_style("page--found").reverse

    play(DocqaApp(index, tmp_path / "papers", open_engine=WordEngine), story)


def test_ctrl_c_once_warns_and_twice_quits(app: DocqaApp) -> None:
    async def story(pilot: Pilot[int]) -> None:
        await pilot.press("ctrl+c")
        assert any("again to quit" in n.message for n in pilot.app._notifications)
        await pilot.press("ctrl+c")
        await pilot.pause()

    play(app, story)
    assert app.return_value == 130


def test_every_view_can_be_looked_at_without_papers_at_any_size(tmp_path: Path) -> None:
    async def story(pilot: Pilot[int]) -> None:
        for _, key, _, brief in VIEWS:
            await pilot.press(key)
            await settle(pilot)
            for line in pilot.app.screen.query(Input):
                line.focus()
            await pilot.press("down", "escape")
            assert brief in seen(pilot)

    play(DocqaApp(tmp_path / "index", tmp_path / "nowhere", open_engine=WordEngine), story, (60, 16))
