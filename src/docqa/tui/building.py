"""Building from within the screen: the offer, progress file by file, and the problems to be read afterwards."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Footer, ProgressBar, Static

from docqa.errors import DocqaError
from docqa.progress import line_of
from docqa.records import BuildReport, Progress
from docqa.text import one_line
from docqa.tui import engine as engines
from docqa.tui.hanging import HangingText
from docqa.tui.messages import BuildEnded, BuildProgressed, EngineFailed
from docqa.tui.plain import clean

_STAGES = {"scan": 0.0, "read": 0.0, "encode": 0.4, "write": 0.97, "done": 1.0}  # where in the whole a stage begins; encoding takes longest
_SHARES = {"read": 0.4, "encode": 0.57}
_LAST_FILES = 8
_TELL_SECONDS = 0.1


def offer_text(failed: EngineFailed, corpus: Path, *, building: bool) -> Content:
    """What to say where no index can be opened."""
    message = one_line(f"{failed.message[:1].upper()}{failed.message[1:]}.")
    if not building or not failed.code.startswith("index"):
        return Content.assemble((message, "bold"), f"\n{one_line(failed.hint)}")
    if not corpus.exists():
        return Content.assemble((message, "bold"), f"\nThere are no papers in {corpus} either. Quit (Ctrl+Q) and name your folder: docqa build FOLDER, or docqa tui --corpus FOLDER.")
    return Content.assemble((message, "bold"), "\nPress ", ("Ctrl+B", "bold $accent"), f" to build it from the papers in {corpus}. You can type a question meanwhile; it is asked as soon as the index is there.")


class BuildJob:
    """One build: runs in a thread, remembers how far it is, so that it can be hidden and looked at again.

    Args:
        corpus: the folder of papers.
        index: the index folder.
        post: takes messages from the thread.
    """

    def __init__(self, corpus: Path, index: Path, post: Callable[[Message], object]) -> None:
        self.corpus, self.index, self._post = corpus, index, post
        self.files: list[str] = []
        self.step = Progress("scan", 0, 0)
        self.end: BuildEnded | None = None
        self._stop = threading.Event()
        self._began = time.monotonic()
        self._told = 0.0

    def run(self) -> None:
        """Build; called in a worker."""
        try:
            self._post(BuildEnded(engines.build(self.corpus, self.index, self._progressed)))
        except DocqaError as error:
            self._post(BuildEnded(None, error.message, error.hint))
        except engines.BuildStopped:
            self._post(BuildEnded(None, "The build was stopped", "What was encoded is kept; the next build goes on from there." + (" The index from before goes on answering." if engines.generation_name(self.index) else "")))

    def stop(self) -> None:
        """Stop at the next step."""
        self._stop.set()

    def _progressed(self, step: Progress) -> None:
        if self._stop.is_set():
            raise engines.BuildStopped
        now = time.monotonic()
        if now - self._told > _TELL_SECONDS or step.detail or step.stage in ("write", "done"):
            self._told = now
            self._post(BuildProgressed(step))

    def note(self, step: Progress) -> str:
        """Take a step in, on the thread of the screen; returns it in words."""
        self.step = step
        if step.stage == "read" and step.detail:
            self.files = [*self.files[1 - _LAST_FILES :], one_line(step.detail)]
        return one_line(line_of(step, time.monotonic() - self._began))

    @property
    def told(self) -> str:
        """The last step in words."""
        return one_line(line_of(self.step, time.monotonic() - self._began))

    @property
    def percent(self) -> float:
        """How far the build is, 0 to 100; a guess, since encoding takes longest."""
        step = self.step
        share = _SHARES.get(step.stage, 0.0) * step.done / step.total if step.total else 0.0
        return 100 * (_STAGES[step.stage] + share)


class BuildScreen(ModalScreen[None]):
    """Shows a build: progress, then the problems. Closing it does not stop the build."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "leave", "Hide / close", id="build.back", tooltip="Hide the build (it goes on), or close the report"),
        Binding("ctrl+x", "stop", "Stop", id="build.stop", tooltip="Stop the build; what was encoded is kept, the old index goes on answering"),
    ]

    def __init__(self, job: BuildJob) -> None:
        super().__init__()
        self.job = job

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What has ended cannot be stopped."""
        return action != "stop" or self.job.end is None

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog build"):
            yield Static("", id="build-title")
            yield ProgressBar(total=100, show_eta=False, id="build-bar")
            yield Static("", id="build-stage")
            yield VerticalScroll(HangingText(Content(""), id="build-log"))
        yield Footer(show_command_palette=False, compact=True)

    def on_mount(self) -> None:
        """Draw what is known."""
        self.draw()

    def draw(self) -> None:
        """Draw how far the build is, or how it ended."""
        job = self.job
        title, stage, log = (self.query_one(f"#build-{name}", Static) for name in ("title", "stage", "log"))
        if job.end is None:
            title.update(Content.assemble(("Building the index", "bold"), f" from {one_line(str(job.corpus))}"))
            self.query_one(ProgressBar).update(progress=job.percent)
            stage.update(clean(job.told))
            log.update(clean("\n".join(f"read  {f}" for f in job.files)))
            return
        self.refresh_bindings()
        report = job.end.report
        self.query_one(ProgressBar).display = report is not None
        if report is None:
            title.update(Content.assemble((one_line(job.end.message), "bold")))
            stage.update("")
            log.update(clean(job.end.hint))
            return
        self.query_one(ProgressBar).update(progress=100)
        title.update(Content.assemble(("The index is built", "bold"), f" ({report.seconds:.0f} s). Esc closes this; F8 lists the problems again."))
        changes = f"{len(report.new)} new, {len(report.changed)} changed, {len(report.removed)} removed"
        stage.update(clean(f"{report.documents} documents, {report.pages} pages, {report.meetings} meetings, {report.decisions} decisions; {changes}"))
        log.update(problems(report))

    def action_stop(self) -> None:
        """Stop the build at its next step."""
        if self.job.end is None:
            self.job.stop()
            self.query_one("#build-stage", Static).update("stopping ...")

    def action_leave(self) -> None:
        """Close the screen; a build that runs goes on."""
        if self.job.end is None:
            self.notify("The build goes on: the line at the bottom says how far it is, Ctrl+B shows it again.", timeout=4)
        self.dismiss(None)


def problems(report: BuildReport) -> Content:
    """What was skipped and noted, as a list."""
    pieces: list[tuple[str, str]] = []
    if report.skipped:
        pieces.append((f"{len(report.skipped)} not indexed:\n", "bold $warning"))
        pieces += [(f"  {one_line(f'{s.document}: {s.reason}. {s.hint}')}\n", "") for s in report.skipped]
    if report.duplicates:
        pieces.append((f"{len(report.duplicates)} hold the same bytes as another and were read once.\n", ""))
    if report.notices:
        pieces.append(("Notes:\n", "bold"))
        pieces += [(f"  {one_line(n)}\n", "") for n in report.notices]
    return Content.assemble(*pieces) if pieces else Content("No problems: every paper was read.")
