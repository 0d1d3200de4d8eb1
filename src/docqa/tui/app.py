"""The application: owns the papers, the engine and what is kept; opens them behind the first paint, builds, and picks up a new index.

The views own what they show. Workers post messages; the handlers here change the state and tell the views.
"""

from __future__ import annotations

import asyncio
import contextlib
import signal
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import on, work
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.reactive import reactive
from textual.screen import Screen
from textual.worker import Worker, WorkerState

from docqa.errors import DocqaError
from docqa.records import Filters
from docqa.text import one_line
from docqa.tui import engine as engines
from docqa.tui.ask import AskScreen
from docqa.tui.bars import VIEWS
from docqa.tui.desk import DeskScreen
from docqa.tui.engine import Engine, Locked
from docqa.tui.kept import Kept, KeptTurn, data_folder
from docqa.tui.messages import AskThis, BuildEnded, BuildProgressed, EngineFailed, EngineOpened, PapersOpened, SavedAsked
from docqa.tui.papers import Papers
from docqa.tui.themes import DARK, ORDER, THEMES

if TYPE_CHECKING:
    from docqa.tui.building import BuildJob

T = TypeVar("T")
_LOADING = "getting ready to answer ... · "
_LOOK_SECONDS = 2.0  # between looks at whether the index was built again elsewhere


class DocqaApp(App[int]):
    """The screen.

    Args:
        index: the index folder.
        corpus: the folder offered for building where there is no index.
        history: keep conversations, questions and the theme in the user's data folder.
        open_engine: opens the index; another one in tests.
    """

    CSS_PATH = "docqa.tcss"
    TITLE = "docqa"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]
    DEFAULT_MODE = "ask"
    BINDINGS: ClassVar[list[BindingType]] = [
        *[Binding(key, f"view('{name}')", label, show=False, id=f"view.{name}", priority=True, tooltip=f"Go to {label}") for name, key, label, _ in VIEWS],
        Binding("question_mark,f1", "help", "Help", id="help", tooltip="All keys of this view"),
        Binding("ctrl+p", "command_palette", "Commands", id="palette", tooltip="Everything docqa can do, by name"),
        Binding("ctrl+b", "build", "Build", show=False, id="build", tooltip="Bring the index up to date with the papers"),
        Binding("ctrl+t", "next_theme", "Theme", show=False, id="theme", tooltip="Dark, light, high contrast"),
        Binding("ctrl+c", "interrupt", show=False, id="interrupt", priority=True, tooltip="Copy what is selected; else cancel; twice: quit"),
        Binding("ctrl+q", "quit", "Quit", id="quit", priority=True, tooltip="Quit docqa"),
    ]

    status: reactive[str] = reactive("opening the papers ...")

    def __init__(self, index: Path, corpus: Path, *, history: bool = True, open_engine: Callable[[Path], Engine] = engines.open_engine) -> None:
        super().__init__()
        self.index, self.corpus, self._open_engine = index, corpus, open_engine
        self.kept = Kept(data_folder() if history else None)
        self.papers: Papers | None = None
        self.engine: Locked | None = None
        self.generation: str | None = None
        self.failed: EngineFailed | None = None
        self.job: BuildJob | None = None  # the build that runs, or the last one
        self.bugs: list[str] = []  # tracebacks, printed when the screen closes
        self._refused: set[str] = set()
        self._interrupted = 0.0
        self._looked = ""
        for theme in THEMES:
            self.register_theme(theme)
        chosen = self.kept.setting("theme")
        self.set_reactive(App.theme, chosen if chosen in ORDER else DARK)  # set before the first paint, so that nothing is styled twice
        self._ask = AskScreen()
        self.add_mode("ask", lambda: self._ask)
        for name, *_ in VIEWS[1:]:
            self.add_mode(name, self._view_maker(name))

    @staticmethod
    def _view_maker(name: str) -> Callable[[], Screen[None]]:
        def make() -> Screen[None]:
            from docqa.tui.views import make_view  # views are imported when they are first looked at

            return make_view(name)

        return make

    def on_mount(self) -> None:
        """Open everything behind the first paint."""
        self.call_after_refresh(self._open)
        self.set_interval(_LOOK_SECONDS, self._look)
        if not self.is_web and not self.is_headless:
            self._leave_on_signals()

    def _leave_on_signals(self) -> None:
        """A closed terminal, a kill or an interrupt leaves as Ctrl+Q does: what is kept is whole, the terminal clean."""
        loop = asyncio.get_running_loop()
        for name in ("SIGINT", "SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)
            with contextlib.suppress(NotImplementedError):  # Windows has no such handlers
                if number is not None:
                    loop.add_signal_handler(number, self.exit, 128 + number)

    # ------------------------------------------------------------------------------------------------------- opening

    @work(thread=True, group="open", exclusive=True)
    def _open(self) -> None:
        generation = engines.generation_name(self.index)
        self._looked = generation or ""
        try:
            self.post_message(PapersOpened(Papers.open(self.index)))
            self.post_message(EngineOpened(self._open_engine(self.index), generation))
        except DocqaError as error:
            self.post_message(EngineFailed(error.message, error.hint, error.code))

    @on(PapersOpened)
    def _papers_opened(self, message: PapersOpened) -> None:
        self.papers = message.papers
        coverage = message.papers.coverage()
        from docqa.answer.compose import spoken_date

        span = f", {spoken_date(coverage.from_date)} to {spoken_date(coverage.to_date)}" if coverage.from_date and coverage.to_date else ""
        loading = "" if self.engine and self.generation == message.papers.generation else _LOADING
        self.status = f"{loading}{coverage.documents} document{'s' if coverage.documents != 1 else ''}, {coverage.meetings} meetings{span}"
        self._tell_views()

    @on(EngineOpened)
    def _engine_opened(self, message: EngineOpened) -> None:
        again = self.engine is not None and message.generation != self.generation
        self.engine, self.generation, self.failed = Locked(message.engine), message.generation, None
        self.status = self.status.removeprefix(_LOADING)
        if again:
            self.notify("The index was built again; answers now come from the new one.", markup=False)
        self._tell_views()
        if self.kept.folder is not None and self.papers is not None:
            self._ask_saved()

    @on(EngineFailed)
    async def _engine_failed(self, message: EngineFailed) -> None:
        self.failed = message
        if self.engine is not None:
            self.notify(f"The new index cannot be used: {message.message}. The old one goes on answering.", severity="warning", markup=False)
            return
        self.status = "no index is open" if message.code == "index-missing" else "the index cannot be used"
        from docqa.tui.building import offer_text

        await self._ask.conversation.say(offer_text(message, self.corpus, building=not self.is_web), kind="failure" if message.code != "index-missing" else "offer")

    def _tell_views(self) -> None:
        for stack in self._screen_stacks.values():
            for screen in stack:
                if isinstance(screen, DeskScreen) and screen.is_mounted:
                    screen.papers_changed()

    def _look(self) -> None:
        """Pick up an index that was built elsewhere."""
        name = engines.generation_name(self.index)
        if name and name != self._looked:
            self._looked = name
            self._open()

    @work(thread=True, group="saved", exclusive=True)
    def _ask_saved(self) -> None:
        from docqa.tui.asking import ask_saved

        if self.engine is not None and self.generation:
            asked = ask_saved(self.engine, self.kept, str(self.index.resolve()), self.generation)
            if asked:
                self.post_message(SavedAsked(tuple(asked)))

    @on(SavedAsked)
    def _saved_asked(self, message: SavedAsked) -> None:
        fresh = sum(1 for q in message.questions if q.fresh)
        if fresh:
            self.notify(f"{fresh} of your kept questions {'has' if fresh == 1 else 'have'} something new: F9 shows it.", timeout=8, markup=False)
        self._tell_views()

    # ------------------------------------------------------------------------------------------------------ building

    def action_build(self) -> None:
        """Bring the index up to date, or show the build that runs."""
        from docqa.tui.building import BuildJob, BuildScreen

        if self.is_web:
            self.notify("The index is built where docqa runs, not from a browser.", severity="warning")
            return
        if self.job is None or self.job.end is not None:
            self.job = BuildJob(self.corpus, self.index, self.post_message)
            self.run_worker(self.job.run, thread=True, group="build", exit_on_error=False)
        if not isinstance(self.screen, BuildScreen):
            self.push_screen(BuildScreen(self.job))

    @on(BuildProgressed)
    def _build_progressed(self, message: BuildProgressed) -> None:
        if self.job is not None:
            self.status = f"building: {self.job.note(message.step)}"
            self._draw_build()

    @on(BuildEnded)
    def _build_ended(self, message: BuildEnded) -> None:
        if self.job is not None:
            self.job.end = message
        self._draw_build()
        self.status = "the index is built" if message.report else one_line(message.message)
        if message.report is not None or self.papers is not None:
            self._open()
        elif not self._build_in_front:
            self.notify(f"{message.message}. {message.hint}", severity="error", timeout=10, markup=False)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """A bug while building ends the build, not the screen."""
        if event.state is WorkerState.ERROR and event.worker.group == "build":
            self.remember_bug(event.worker.error)
            self.post_message(BuildEnded(None, f"The build broke ({type(event.worker.error).__name__}: {event.worker.error})", "The details are printed when you quit."))

    @property
    def _build_in_front(self) -> bool:
        from docqa.tui.building import BuildScreen

        return isinstance(self.screen, BuildScreen)

    def _draw_build(self) -> None:
        from docqa.tui.building import BuildScreen

        if isinstance(self.screen, BuildScreen):
            self.screen.draw()

    # --------------------------------------------------------------------------------------------- what views ask for

    async def action_view(self, name: str) -> None:
        """Go to a view."""
        while len(self.screen_stack) > 1:
            self.pop_screen()
        await self.switch_mode(name)

    async def ask_there(self, message: AskThis) -> None:
        """Go to the view to ask in and ask there."""
        await self.action_view("ask")
        await self._ask.ask_this(message)

    async def limit_to(self, meeting: str) -> None:
        """Go to the view to ask in, limited to a meeting ("BODY/DATE") or a body ("BODY/")."""
        body, _, date = meeting.rpartition("/")
        await self.action_view("ask")
        await self._ask.set_filters(Filters(body=body, from_date=date or None, to_date=date or None))
        self._ask.action_ask()

    async def new_conversation(self) -> None:
        """Begin a new conversation."""
        await self.action_view("ask")
        await self._ask.action_new()

    def export_current(self) -> None:
        """Export the conversation that is open."""
        self._ask.action_export()

    async def reopen(self, conversation: str) -> None:
        """Go on with a kept conversation."""
        await self.action_view("ask")
        await self._ask.reopen(conversation)

    async def show_timeline(self, topic: str) -> None:
        """Go to the timeline of a topic."""
        from docqa.tui.timeline import TimelineScreen

        await self.action_view("timeline")
        if isinstance(self.screen, TimelineScreen):
            self.screen.show_topic(topic)

    def show_thing(self, id_: str) -> None:
        """Show a decision, an item or a paper with its links."""
        from docqa.tui.thing import ThingScreen

        self.push_screen(ThingScreen(id_))

    def copy(self, text: str, what: str) -> None:
        """Copy a text, and say so."""
        self.copy_to_clipboard(text)
        self.notify(f"{what} copied: {one_line(text)[:120]}", timeout=4, markup=False)

    def keep(self, act: Callable[[Kept], T]) -> T | None:
        """Keep something; a full disk is said once and takes nothing else with it."""
        try:
            return act(self.kept)
        except OSError as error:
            reason = error.strerror or str(error)
            if reason not in self._refused:
                self._refused.add(reason)
                self.notify(f"Nothing can be kept in {self.kept.folder}: {reason}.", severity="warning", timeout=8, markup=False)
            return None

    def open_paper(self, document: str, page: int | None) -> None:
        """Open a document in the system's viewer, or send it to the browser.

        Raises:
            UsageError: the file is gone, or nothing opens it.
        """
        from docqa.tui.viewer import open_file

        if self.papers is None:
            return
        file = self.papers.file(document)
        if self.is_web and file.is_file():
            self.deliver_binary(file)
        else:
            open_file(file, page)
            self.notify(f"Opened {document}{f' at page {page}' if page else ''}.", timeout=3, markup=False)

    def export_conversation(self, title: str, turns: list[KeptTurn]) -> None:
        """Write a conversation to a file, Markdown or plain text by its ending."""
        from docqa.tui.export import file_name, markdown, plain

        self.save_as(file_name(title), lambda ending: plain(title, turns) if ending == ".txt" else markdown(title, turns), "Export as .md or .txt")

    def save_as(self, name: str, text: Callable[[str], str], title: str) -> None:
        """Ask for a file name and write a text to it; ``text`` gets the ending of the name."""
        from docqa.tui.saving import save_as

        save_as(self, name, text, title)

    def remember_bug(self, error: BaseException | None) -> None:
        """Keep a traceback for when the screen closes."""
        if error is not None:
            self.bugs.append("".join(traceback.format_exception(error)))

    # ------------------------------------------------------------------------------------------------------- actions

    def action_help(self) -> None:
        """Show the keys of the view."""
        from docqa.tui.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(self.screen))

    def action_next_theme(self) -> None:
        """Dark, light, high contrast."""
        self.set_theme(ORDER[(ORDER.index(self.theme) + 1) % len(ORDER)] if self.theme in ORDER else DARK)

    def set_theme(self, name: str) -> None:
        """Use a theme, also the next time."""
        self.theme = name
        self.keep(lambda kept: kept.set_setting("theme", name))

    def action_interrupt(self) -> None:
        """Copy what is selected; else cancel a running question; a second time, quit."""
        from time import monotonic

        selected = self.screen.get_selected_text()
        if selected:
            self.copy_to_clipboard(selected)
            self.screen.clear_selection()
            return
        if monotonic() - self._interrupted < 2.0:
            self.exit(130)
            return
        self._interrupted = monotonic()
        if isinstance(self.screen, AskScreen) and self.screen.busy:
            self.screen.action_back()
        self.notify("Press Ctrl+C again to quit.", timeout=2)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Everything there is, for the palette."""
        from docqa.tui.palette import commands

        return commands(self, screen)
