"""What of the application opens and builds: the papers and the engine behind the first paint, an index that was built again, kept questions asked anew.

Workers post messages; the handlers here change the state and tell the views.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import App
from textual.reactive import reactive
from textual.worker import Worker, WorkerState

from docqa.errors import DocqaError
from docqa.text import one_line
from docqa.tui.desk import DeskScreen
from docqa.tui.kept import Kept
from docqa.tui.messages import BuildEnded, BuildProgressed, EngineFailed, EngineOpened, PapersOpened, SavedAsked

if TYPE_CHECKING:
    from textual.content import Content

    from docqa.tui.building import BuildJob
    from docqa.tui.engine import Engine, Locked
    from docqa.tui.papers import Papers

_LOADING = "getting ready to answer ... · "
_LOOK_SECONDS = 2.0  # between looks at whether the index was built again elsewhere


class OpeningApp(App[int]):
    """Owns the papers, the engine and the build that runs.

    Args:
        index: the index folder.
        corpus: the folder offered for building where there is no index.
        kept: what is kept for the person.
        open_engine: opens the index; None is the real one.
    """

    status: reactive[str] = reactive("opening the papers ...")

    def __init__(self, index: Path, corpus: Path, kept: Kept, open_engine: Callable[[Path], Engine] | None = None) -> None:
        super().__init__()
        self.index, self.corpus, self.kept, self._open_engine = index, corpus, kept, open_engine
        self.papers: Papers | None = None
        self.engine: Locked | None = None
        self.generation: str | None = None
        self.failed: EngineFailed | None = None
        self.job: BuildJob | None = None  # the build that runs, or the last one
        self.bugs: list[str] = []  # tracebacks, printed when the screen closes
        self._looked = ""

    def start_opening(self) -> None:
        """Open what there is, and look for a newer index from time to time."""
        self._open()
        self.set_interval(_LOOK_SECONDS, self._look)

    # ------------------------------------------------------------------------------------------------------- opening

    @work(thread=True, group="open", exclusive=True)
    def _open(self) -> None:
        from docqa.tui.engine import generation_name, open_engine
        from docqa.tui.papers import Papers

        generation = generation_name(self.index)
        self._looked = generation or ""
        try:
            self.post_message(PapersOpened(Papers.open(self.index)))
            self.post_message(EngineOpened((self._open_engine or open_engine)(self.index), generation))
        except DocqaError as error:
            self.post_message(EngineFailed(error.message, error.hint, error.code))

    @on(PapersOpened)
    def _papers_opened(self, message: PapersOpened) -> None:
        self.papers = message.papers
        coverage = message.papers.coverage()
        from docqa.answer.naming import spoken_date

        span = f", {spoken_date(coverage.from_date)} to {spoken_date(coverage.to_date)}" if coverage.from_date and coverage.to_date else ""
        loading = "" if self.engine and self.generation == message.papers.generation else _LOADING
        self.status = f"{loading}{coverage.documents} document{'s' if coverage.documents != 1 else ''}, {coverage.meetings} meetings{span}"
        self._tell_views()

    @on(EngineOpened)
    async def _engine_opened(self, message: EngineOpened) -> None:
        from docqa.tui.engine import Locked

        again = self.engine is not None and message.generation != self.generation
        self.engine, self.generation, self.failed = Locked(message.engine), message.generation, None
        self.status = self.status.removeprefix(_LOADING)
        await self.withdraw_offer()
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

        await self.offer(offer_text(message, self.corpus, building=not self.is_web), "failure" if message.code != "index-missing" else "offer")

    async def offer(self, text: Content, kind: str) -> None:
        """Say that no index can be used, and what can be done; ``kind`` is a class of the style sheet."""
        raise NotImplementedError

    async def withdraw_offer(self) -> None:
        """Take away what was said while no index could be used."""
        raise NotImplementedError

    def _tell_views(self) -> None:
        for stack in self._screen_stacks.values():
            for screen in stack:
                if isinstance(screen, DeskScreen) and screen.is_mounted:
                    screen.papers_changed()

    def _look(self) -> None:
        """Pick up an index that was built elsewhere."""
        from docqa.tui.engine import generation_name

        name = generation_name(self.index)
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

    def remember_bug(self, error: BaseException | None) -> None:
        """Keep a traceback for when the screen closes."""
        if error is not None:
            self.bugs.append("".join(traceback.format_exception(error)))
