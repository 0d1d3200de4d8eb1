"""The application: owns the state, hands work to threads, answers their messages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from textual import events, on, work
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Footer, Input, Static

from docqa.answer.compose import spoken_date
from docqa.answer.render import place
from docqa.errors import DocqaError
from docqa.progress import line_of
from docqa.records import Answer, Citation, Progress
from docqa.text import one_line, printable, shorten
from docqa.tui import engine as engines
from docqa.tui.conversation import CitationLine, Conversation, Turn
from docqa.tui.engine import Engine, Locked
from docqa.tui.help import HelpScreen
from docqa.tui.messages import Answered, BuildEnded, BuildProgressed, CitationChosen, EngineFailed, EngineOpened, PageRead
from docqa.tui.reader import Reader, ReaderScreen

WIDE = 110  # columns from which the reader stands beside the conversation
_MOST_QUESTION = 4000


class Question(Input):
    """The input line, with the questions asked before on the arrow keys."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "older", "Earlier question", show=False, id="question.older"),
        Binding("down", "newer", "Later question", show=False, id="question.newer"),
    ]

    def __init__(self) -> None:
        super().__init__(placeholder="Ask about the papers ...", id="question", max_length=_MOST_QUESTION, select_on_focus=False)
        self._asked: list[str] = []
        self._at = 0

    def remember(self, question: str) -> None:
        """Add a question to those on the arrow keys."""
        self._asked.append(question)
        self._at = len(self._asked)

    def action_older(self) -> None:
        """The question before."""
        self._step(-1)

    def action_newer(self) -> None:
        """The question after."""
        self._step(1)

    def _step(self, by: int) -> None:
        if self._asked:
            self._at = min(max(self._at + by, 0), len(self._asked))
            self.value = self._asked[self._at] if self._at < len(self._asked) else ""
            self.cursor_position = len(self.value)

    def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        self.insert_text_at_cursor(one_line(event.text)[:_MOST_QUESTION])


class DocqaApp(App[int]):
    """The screen.

    Args:
        index: the index folder.
        corpus: the folder offered for building where there is no index.
        open_engine: opens the index; another one in tests.
    """

    CSS_PATH = "docqa.tcss"
    TITLE = "docqa"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back / cancel", id="back", tooltip="Cancel a running question; else leave the input line, so that keys act"),
        Binding("i,slash", "ask", "Ask", id="ask", tooltip="Go to the input line"),
        *[Binding(f"{n},alt+{n}", f"open({n})", f"Open source {n}", show=False, id=f"open.{n}") for n in range(1, 10)],
        Binding("r,alt+r", "resolutions", "Resolutions", id="resolutions", tooltip="Show the resolutions of the last answer"),
        Binding("p,left_square_bracket", "turn_page(-1)", "Previous page", show=False, id="page.previous"),
        Binding("n,right_square_bracket", "turn_page(1)", "Next page", show=False, id="page.next"),
        Binding("c,ctrl+y", "copy_citation", "Copy citation", id="copy", tooltip="Copy the open citation as a footnote"),
        Binding("ctrl+b", "build", "Build", show=False, id="build", tooltip="Bring the index up to date"),
        Binding("question_mark,f1", "help", "Help", id="help", tooltip="All keys"),
        Binding("ctrl+q", "quit", "Quit", id="quit", priority=True),
    ]

    def __init__(self, index: Path, corpus: Path, open_engine: Callable[[Path], Engine] = engines.open_engine) -> None:
        super().__init__()
        self._index, self._corpus, self._open_engine = index, corpus, open_engine
        self._engine: Locked | None = None
        self._queue: list[int] = []
        self._answering: int | None = None
        self._cancelled: set[int] = set()
        self._opened: tuple[Citation, int | None] | None = None
        self._building = False
        self._may_build = False

    def compose(self) -> ComposeResult:
        with Horizontal(id="main"):
            yield Conversation(id="conversation")
            yield Reader(id="reader")
        yield Static("loading the papers ...", id="status")
        yield Question()
        yield Footer()

    def on_mount(self) -> None:
        """Start loading behind the first paint."""
        self.query_one(Question).focus()
        self.call_after_refresh(self._load)

    # ------------------------------------------------------------------------------------------------------- workers

    @work(thread=True, group="engine", exclusive=True)
    def _load(self) -> None:
        try:
            self.post_message(EngineOpened(self._open_engine(self._index)))
        except DocqaError as error:
            self.post_message(EngineFailed(error.message, error.hint, error.code))

    @work(thread=True, group="ask")
    def _ask(self, turn: int, question: str, history: tuple[Answer, ...]) -> None:
        if self._engine is None:
            return
        try:
            answer = self._engine.ask(question, history)
        except DocqaError as error:
            answer = Answer(None, question, "error", "", 0.0, "passages", error=f"{error.message} {error.hint}".strip())
        self.post_message(Answered(turn, answer))

    @work(thread=True, group="page", exclusive=True)
    def _read(self, citation: Citation, number: int | None) -> None:
        if self._engine is not None:
            self.post_message(PageRead(citation, self._engine.page_text(citation.document, number), number))

    @work(thread=True, group="build", exclusive=True)
    def _build(self) -> None:
        try:
            self.post_message(BuildEnded(engines.build(self._corpus, self._index, lambda step: self._progressed(step))))
        except DocqaError as error:
            self.post_message(BuildEnded(None, error.message, error.hint))

    def _progressed(self, step: Progress) -> None:
        self.post_message(BuildProgressed(step))

    # ------------------------------------------------------------------------------------------------------ messages

    @on(EngineOpened)
    def _opened_engine(self, message: EngineOpened) -> None:
        self._engine = Locked(message.engine)
        self._may_build = False
        coverage = self._engine.coverage()
        span = f", {spoken_date(coverage.from_date)} to {spoken_date(coverage.to_date)}" if coverage.from_date and coverage.to_date else ""
        self._status(f"{coverage.documents} document{'s' if coverage.documents != 1 else ''}, {coverage.meetings} meetings{span}")
        self._next()

    @on(EngineFailed)
    async def _failed_engine(self, message: EngineFailed) -> None:
        conversation = self.query_one(Conversation)
        self._status("no index is open")
        if message.code == "index-missing" and self._corpus.exists():
            self._may_build = True
            await conversation.say(f"{message.message[:1].upper()}{message.message[1:]}. Press Ctrl+B to build it from {self._corpus}/.")
        else:
            self._may_build = message.code.startswith("index")
            await conversation.say(f"{message.message}\n{message.hint}", kind="failure")

    @on(Input.Submitted, "#question")
    async def _submitted(self, event: Input.Submitted) -> None:
        question = event.value.strip()
        if not question:
            return
        line = self.query_one(Question)
        line.remember(question)
        line.value = ""
        turn = await self.query_one(Conversation).add(question)
        self._queue.append(turn.number)
        self._next()

    def _next(self) -> None:
        """Start the next question, if the engine is there and idle."""
        if self._engine is None or self._answering is not None or not self._queue:
            return
        number = self._queue.pop(0)
        turns = self.query_one(Conversation).turns()
        turn = turns[number]
        turn.working()
        self._answering = number
        history = tuple(t.answer for t in turns[:number] if t.answer is not None)
        self._ask(number, turn.question, history)

    @on(Answered)
    async def _answered(self, message: Answered) -> None:
        if self._answering == message.turn:
            self._answering = None
        if message.turn not in self._cancelled:
            conversation = self.query_one(Conversation)
            turn = conversation.turns()[message.turn]
            await turn.show(message.answer)
            conversation.call_after_refresh(conversation.scroll_to_widget, turn, top=True, animate=False)
            reader = self.query_one("#reader", Reader)
            reader.show_resolutions(message.answer)
            if message.answer.citations and message.answer.status == "answered" and self._wide():
                self._opened = (message.answer.citations[0], message.answer.citations[0].page)
                self._read(*self._opened)
        self._next()

    @on(CitationChosen)
    def _chosen(self, message: CitationChosen) -> None:
        self._opened = (message.citation, message.citation.page)
        if not self._wide() and not isinstance(self.screen, ReaderScreen):
            self.push_screen(ReaderScreen(), callback=None)
        self.call_after_refresh(self._read, *self._opened)

    @on(PageRead)
    def _page_read(self, message: PageRead) -> None:
        if self._opened and self._opened == (message.citation, message.number):
            self._reader().show_page(message.citation, message.page, message.number)

    @on(BuildProgressed)
    def _build_progressed(self, message: BuildProgressed) -> None:
        self._status(line_of(message.step, 0.0))

    @on(BuildEnded)
    async def _build_ended(self, message: BuildEnded) -> None:
        self._building = False
        conversation = self.query_one(Conversation)
        report = message.report
        if report is None:
            self._status("the build failed")
            await conversation.say(f"{message.message}\n{message.hint}", kind="failure")
            return
        text = f"Indexed {report.documents} documents and {report.pages} pages in {report.seconds:.0f} s."
        if report.skipped:
            text += f" {len(report.skipped)} were skipped:\n" + "\n".join(f"  {s.document}: {s.reason}. {s.hint}" for s in report.skipped)
        await conversation.say(text)
        self._load()

    # ------------------------------------------------------------------------------------------------------- actions

    async def action_back(self) -> None:
        """Cancel a running question; else leave the input line."""
        if self._answering is not None:
            self._cancelled.add(self._answering)
            self.query_one(Conversation).turns()[self._answering].cancelled()
            self._answering = None
            self._next()
        elif self.focused is self.query_one(Question):
            self.query_one(Conversation).focus()
        else:
            self.query_one(Question).focus()

    def action_ask(self) -> None:
        """Go to the input line."""
        self.query_one(Question).focus()

    def action_open(self, mark: int) -> None:
        """Open source ``mark`` of the turn that has the focus, else of the last one answered."""
        turn = self._turn()
        citations = turn.answer.citations if turn and turn.answer else ()
        if turn and mark <= len(citations):
            self.post_message(CitationChosen(turn.number, citations[mark - 1]))

    def action_resolutions(self) -> None:
        """Show the resolutions of the turn."""
        turn = self._turn()
        answer = turn.answer if turn else None
        if not self._wide() and not isinstance(self.screen, ReaderScreen):
            self.push_screen(ReaderScreen())
        self.call_after_refresh(lambda: self._reader().show_resolutions(answer, activate=True))

    def action_turn_page(self, by: int) -> None:
        """Read the page before or after the open one."""
        if self._opened and self._opened[1] is not None and self._opened[1] + by >= 1:
            self._opened = (self._opened[0], self._opened[1] + by)
            self._read(*self._opened)

    def action_copy_citation(self) -> None:
        """Copy the open citation as a footnote."""
        if self._opened is None:
            self.notify("Open a source first.", severity="warning")
            return
        citation = self._opened[0]
        self.copy_to_clipboard(f"“{shorten(citation.quote, 300)}” ({place(citation)})")
        self.notify("Citation copied.")

    def action_build(self) -> None:
        """Bring the index up to date from the corpus folder."""
        if not self._building:
            self._building = True
            self._status("building the index ...")
            self._build()

    def action_help(self) -> None:
        """Show all keys."""
        rows = [(b.key.replace("question_mark", "?").replace("slash", "/"), b.tooltip or b.description) for b in self.BINDINGS if isinstance(b, Binding)]
        self.push_screen(HelpScreen([("enter", "Ask the question"), ("up, down", "Questions asked before"), *rows, ("tab, enter", "Step through sources and open one")]))

    # ------------------------------------------------------------------------------------------------------- helpers

    def _turn(self) -> Turn | None:
        focused = self.focused
        conversation = self.screen_stack[0].query_one(Conversation)
        if isinstance(focused, CitationLine):
            return conversation.turns()[focused.turn]
        return next((t for t in reversed(conversation.turns()) if t.answer is not None), None)

    def _wide(self) -> bool:
        return self.size.width >= WIDE

    def _reader(self) -> Reader:
        return self.screen.query_one("#overlay", Reader) if isinstance(self.screen, ReaderScreen) else self.screen_stack[0].query_one("#reader", Reader)

    def _status(self, text: str) -> None:
        self.screen_stack[0].query_one("#status", Static).update(Content(printable(text)))
