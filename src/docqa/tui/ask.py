"""The view to ask in: conversation, reader beside it, filters, the input line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.worker import Worker, WorkerState

from docqa.errors import UsageError
from docqa.records import Answer, Filters, Meeting
from docqa.text import shorten
from docqa.tui.bars import Chip, FilterBar
from docqa.tui.completion import Completion, completions, filter_labels, split_filters, without, without_words
from docqa.tui.conversation import CitationLine, Conversation, ResolutionLine, Turn
from docqa.tui.desk import DeskScreen
from docqa.tui.kept import KeptTurn, new_question, turn_now
from docqa.tui.messages import Answered, AskThis, QuestionTyped
from docqa.tui.papers import Place
from docqa.tui.question import QuestionLine

if TYPE_CHECKING:
    from docqa.tui.reader import Reader

_WELCOME = (
    ("Ask in your own words", "bold"),
    (": what did we decide about the leisure centre?\n", ""),
    ("Narrow it", "bold"),
    (" by typing body: from: to: kind: minute: meeting: - Tab completes them.\n", ""),
    ("Esc and then a number", "bold"),
    (" opens a source. F3 to F9 browse the papers, Ctrl+P does everything else, ? tells all keys.", ""),
)


class AskScreen(DeskScreen):
    """Ask, read, ask on."""

    VIEW = "ask"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", id="ask.back", tooltip="Cancel the running question; else leave the input line, so that keys act"),
        Binding("i,slash", "ask", "Ask", show=False, id="ask.ask", tooltip="Go to the input line"),
        *[Binding(f"{n},alt+{n}", f"open({n})", f"Open source {n}", show=False, id=f"ask.open.{n}", tooltip=f"Open source [{n}] (Alt+{n}: also while typing)") for n in range(1, 10)],
        Binding("r,alt+r", "resolutions", "Resolutions", id="ask.resolutions", tooltip="Show the resolutions of the answer (Alt+R: also while typing)"),
        Binding("x", "take_off_last", "Take off", show=False, id="ask.take_off", tooltip="Ask again without the last thing that was understood"),
        Binding("backspace", "drop_filter", "Drop filter", show=False, id="ask.drop_filter", tooltip="Take the last filter off"),
        Binding("c,ctrl+y", "copy", "Copy", id="ask.copy", tooltip="Copy the open source as a footnote"),
        Binding("e", "export", "Export", show=False, id="ask.export", tooltip="Write the conversation to a file, with footnotes"),
        Binding("w", "keep_question", "Watch", show=False, id="ask.watch", tooltip="Ask this question again after each build and say what is new"),
        Binding("ctrl+n", "new", "New conversation", show=False, id="ask.new", tooltip="Begin a new conversation"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.filters = Filters()
        self._kept_as: str | None = None  # id of the conversation in the data folder, once it has a turn
        self._number = 0  # counts conversations, so that a late answer does not land in another one
        self._queue: list[int] = []
        self._answering: int | None = None
        self._cancelled: set[int] = set()
        self._known: tuple[list[str], list[Meeting]] | None = None

    def compose_view(self) -> Iterable[Widget]:
        yield Horizontal(Conversation(id="conversation"), Vertical(id="beside"), id="main")
        yield FilterBar()
        yield QuestionLine(self._complete, self.desk.kept.history())

    async def on_mount(self) -> None:
        """Typing is possible at once; the reader comes after the first paint."""
        self.line.area.focus()
        self.call_after_refresh(self._mount_reader)
        await self.conversation.say(Content.assemble(*_WELCOME), kind="welcome")

    async def _mount_reader(self) -> None:
        from docqa.tui.reader import Reader

        await self.query_one("#beside").mount(Reader(id="reader"))

    @property
    def reader(self) -> Reader:
        """The reader beside the conversation."""
        from docqa.tui.reader import Reader

        return self.query_one("#reader", Reader)

    @property
    def conversation(self) -> Conversation:
        """The turns."""
        return self.query_one(Conversation)

    @property
    def line(self) -> QuestionLine:
        """The input line."""
        return self.query_one(QuestionLine)

    @property
    def busy(self) -> bool:
        """True while a question is being answered."""
        return self._answering is not None

    def papers_changed(self) -> None:
        """Completions know other bodies now, and waiting questions can be asked."""
        self._known = None
        self._next()

    def _complete(self, line: str, column: int) -> Sequence[Completion]:
        papers = self.desk.papers
        if self._known is None and papers is not None:
            self._known = ([b for b, _ in papers.bodies()], papers.meetings())
        return completions(line, column, *(self._known or ([], [])))

    # -------------------------------------------------------------------------------------------------------- asking

    @on(QuestionTyped)
    async def _typed(self, message: QuestionTyped) -> None:
        message.stop()
        try:
            question, filters = split_filters(message.text, self.filters)
        except UsageError as error:
            self.notify(f"{error.message}. {error.hint}", severity="warning", markup=False)
            self.line.fill(message.text)
            return
        self.line.remember(message.text)
        self.desk.keep(lambda kept: kept.remember(message.text))
        await self.set_filters(filters)
        if question:
            await self.ask(question)

    @on(AskThis)
    async def ask_this(self, message: AskThis) -> None:
        """Ask a question that comes from another view."""
        message.stop()
        await self.set_filters(message.filters)
        await self.ask(message.question)

    async def ask(self, question: str) -> None:
        """Ask a question under the filters in force."""
        turn = await self.conversation.add(question, self.filters)
        self._queue.append(turn.number)
        if self.desk.engine is None and self.desk.failed:
            turn.stopped("There is no index to search yet. Ctrl+B builds one; the question waits.")
        self._next()

    def _next(self) -> None:
        """Start the next question, if the engine is there and idle."""
        if self.desk.engine is None or self._answering is not None or not self._queue:
            return
        number = self._queue.pop(0)
        turns = self.conversation.turns()
        turns[number].working()
        self._answering = number
        history = tuple(t.answer for t in turns[:number] if t.answer is not None)
        self._answer(self._number, number, turns[number].question, turns[number].filters, history)

    @work(thread=True, group="ask", exit_on_error=False)
    def _answer(self, conversation: int, turn: int, question: str, filters: Filters, history: tuple[Answer, ...]) -> None:
        from docqa.tui.asking import answered

        engine = self.desk.engine
        if engine is not None:
            answer, understood, details = answered(engine, self.desk.papers, question, filters, history)
            if conversation == self._number:
                self.post_message(Answered(turn, answer, understood, details))

    @on(Answered)
    async def _answered(self, message: Answered) -> None:
        if self._answering == message.turn:
            self._answering = None
        turns = self.conversation.turns()
        if message.turn not in self._cancelled and message.turn < len(turns):
            turn = turns[message.turn]
            await turn.show(message.answer, message.understood, message.details)
            self._keep(turn)
            self.conversation.call_after_refresh(self.conversation.scroll_to_widget, turn, top=True, animate=False)
            await self._show_beside(turn)
        self._next()

    async def _show_beside(self, turn: Turn) -> None:
        answer = turn.answer
        reader = self.reader
        await reader.show_resolutions(answer, turn.details)
        if answer and answer.citations and answer.status == "answered" and self.wide:
            from docqa.tui.asking import place_of_citation

            reader.open(place_of_citation(answer.citations[0], answer))

    async def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """A bug while answering is shown in its turn, and its traceback printed when the screen closes."""
        if event.state is WorkerState.ERROR and event.worker.group == "ask" and self._answering is not None:
            error = event.worker.error
            self.desk.remember_bug(error)
            told = f"This question broke something in docqa ({type(error).__name__}: {error}). Put it another way; the details are printed when you quit."
            await self._answered(Answered(self._answering, Answer(None, "", "error", "", 0.0, "passages", error=told)))

    # ------------------------------------------------------------------------------------------------------- filters

    async def set_filters(self, filters: Filters) -> None:
        """Put filters in force."""
        if filters != self.filters:
            self.filters = filters
            await self.query_one(FilterBar).show(filters)

    @on(Chip.TakenOff)
    async def _chip_taken_off(self, message: Chip.TakenOff) -> None:
        message.stop()
        await self.set_filters(without(self.filters, message.name))

    async def action_drop_filter(self) -> None:
        """Take the last filter off."""
        labels = filter_labels(self.filters)
        if labels:
            await self.set_filters(without(self.filters, labels[-1][0]))

    async def action_take_off(self, turn: int, n: int) -> None:
        """Ask again without something that was understood."""
        asked = self.conversation.turns()[turn]
        question = asked.question
        for words in asked.understood[n].words:
            question = without_words(question, words)
        if question and question != asked.question:
            await self.set_filters(asked.filters)
            await self.ask(question)
        else:
            self.notify("The question says nothing without it. Change the question instead.", severity="warning")

    async def action_take_off_last(self) -> None:
        """Ask again without the last thing that was understood."""
        turn = self.turn
        able = [n for n, u in enumerate(turn.understood) if u.words] if turn else []
        if turn and able:
            await self.action_take_off(turn.number, able[-1])

    # ------------------------------------------------------------------------------------------------------- reading

    @property
    def turn(self) -> Turn | None:
        """The turn that has the focus, else the last one answered."""
        turns = self.conversation.turns()
        if isinstance(self.focused, (CitationLine, ResolutionLine)) and self.focused.turn < len(turns):
            return turns[self.focused.turn]
        return next((t for t in reversed(turns) if t.answer is not None), None)

    def action_open(self, mark: int) -> None:
        """Open a source of the turn."""
        if self.turn:
            self.action_open_mark(self.turn.number, mark)

    def action_open_mark(self, turn: int, mark: int) -> None:
        """Open source ``mark`` of a turn."""
        from docqa.tui.asking import place_of_citation

        answer = self.conversation.turns()[turn].answer
        citation = next((c for c in answer.citations if c.mark == mark), None) if answer else None
        if answer and citation:
            self.open_place(place_of_citation(citation, answer))

    def open_place(self, place: Place) -> None:
        """Read a place beside the conversation, or over it where there is no room."""
        reader = self.reader
        if self.wide:
            reader.open(place)
        else:
            from docqa.tui.reader import ReaderScreen

            reader.place = place
            turn = self.turn
            self.app.push_screen(ReaderScreen(place, turn.answer if turn else None, turn.details if turn else {}))

    async def action_resolutions(self) -> None:
        """Show the resolutions of the turn."""
        turn = self.turn
        reader = self.reader
        if self.wide:
            await reader.show_resolutions(turn.answer if turn else None, turn.details if turn else {}, activate=True)
        else:
            from docqa.tui.reader import ReaderScreen

            self.app.push_screen(ReaderScreen(reader.place, turn.answer if turn else None, turn.details if turn else {}, resolutions=True))

    def action_copy(self) -> None:
        """Copy the open source, else the first one, as a footnote."""
        from docqa.tui.export import footnote

        place = self.reader.place
        turn = self.turn
        focused = self.focused.citation if isinstance(self.focused, CitationLine) else None
        first = turn.answer.citations[0] if turn and turn.answer and turn.answer.citations else None
        citation = focused or (place.citation if place else None) or first
        if citation is None:
            self.notify("There is no source to copy yet.", severity="warning")
        else:
            self.desk.copy(footnote(citation), f"Source [{citation.mark}]")

    # -------------------------------------------------------------------------------------------------------- moving

    def action_back(self) -> None:
        """Cancel a running question; else leave the input line, or come back to it."""
        if self._answering is not None:
            self._cancelled.add(self._answering)
            self.conversation.turns()[self._answering].stopped("cancelled")
            self._answering = None
            self._next()
        elif self.line.area.has_focus:
            self.conversation.focus()
        else:
            self.line.area.focus()

    def action_ask(self) -> None:
        """Go to the input line."""
        self.line.area.focus()

    def action_scroll_conversation(self, by: int) -> None:
        """Scroll the conversation by a screenful."""
        if by < 0:
            self.conversation.scroll_page_up(animate=False)
        else:
            self.conversation.scroll_page_down(animate=False)

    # ------------------------------------------------------------------------------------------------------- keeping

    def _keep(self, turn: Turn) -> None:
        """Keep a turn as soon as it is answered."""
        answer = turn.answer
        if answer is None or answer.status == "error":
            return
        if self._kept_as is None:
            self._kept_as = self.desk.keep(lambda kept: kept.start(shorten(turn.question, 80), str(self.desk.index.resolve())))
        if self._kept_as is not None:
            kept_as = self._kept_as
            self.desk.keep(lambda kept: kept.add(kept_as, turn_now(turn.question, turn.filters, answer)))

    def kept_turns(self) -> list[KeptTurn]:
        """The turns that were answered."""
        return [turn_now(t.question, t.filters, t.answer) for t in self.conversation.turns() if t.answer is not None]

    async def action_new(self) -> None:
        """Begin a new conversation; the one before stays kept."""
        self._number += 1
        self._queue, self._answering, self._cancelled, self._kept_as = [], None, set(), None
        await self.conversation.clear()
        await self.set_filters(Filters())
        await self.reader.show_resolutions(None, {})
        await self.conversation.say(Content.assemble(*_WELCOME), kind="welcome")
        self.line.area.focus()

    async def reopen(self, id_: str) -> None:
        """Go on with a kept conversation."""
        from docqa.tui.asking import details

        turns = self.desk.kept.turns(id_)
        await self.action_new()
        self._kept_as = id_
        for kept in turns:
            turn = await self.conversation.add(kept.question, kept.filters)
            await turn.show(kept.answer, (), details(self.desk.papers, kept.answer))
        if turns:
            await self.set_filters(turns[-1].filters)
            await self._show_beside(self.conversation.turns()[-1])
        self.conversation.scroll_end(animate=False)

    def action_export(self) -> None:
        """Write the conversation to a file."""
        turns = self.kept_turns()
        if not turns:
            self.notify("There is nothing to export yet.", severity="warning")
            return
        self.desk.export_conversation(shorten(turns[0].question, 60), turns)

    def action_keep_question(self) -> None:
        """Ask the question of the turn again after each build."""
        turn = self.turn
        if turn is None:
            self.notify("Ask it first.", severity="warning")
            return
        question = new_question(turn.question, turn.filters, str(self.desk.index.resolve()), turn.answer, self.desk.generation or "")
        if self.desk.kept.folder is None:
            self.notify("Nothing is kept (--no-history).", severity="warning")
        elif self.desk.keep(lambda kept: kept.save_question(question)):
            self.notify("Kept. It is asked again after each build; F9 shows what is new.", markup=False)
