"""The view to ask in: conversation, reader beside it, filters, the input line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget

from docqa.errors import UsageError
from docqa.tui.bars import Chip, FilterBar
from docqa.tui.completion import Completion, completions, filter_labels, split_filters, without, without_words
from docqa.tui.conversation import CitationLine, Conversation
from docqa.tui.messages import AskThis, QuestionTyped
from docqa.tui.question import QuestionLine
from docqa.tui.talk import WELCOME, TalkScreen

if TYPE_CHECKING:
    from docqa.records import Meeting
    from docqa.tui.papers import Place


class AskScreen(TalkScreen):
    """Ask, read, ask on."""

    VIEW = "ask"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", id="ask.back", tooltip="Cancel the running question; else leave the input line, so that keys act"),
        Binding("i,slash", "ask", "Ask", show=False, id="ask.ask", tooltip="Go to the input line"),
        *[Binding(f"{n},alt+{n}", f"open({n})", "Source", show=n == 1, key_display="1-9", id=f"ask.open.{n}", tooltip=f"Open source [{n}] (Alt+{n}: also while typing)") for n in range(1, 10)],
        Binding("r,alt+r", "resolutions", "Resolutions", id="ask.resolutions", tooltip="From the page to the resolutions of the answer and back (Alt+R: also while typing)"),
        Binding("x", "take_off_last", "Take off", show=False, id="ask.take_off", tooltip="Ask again without the last thing that was understood"),
        Binding("backspace", "drop_filter", "Drop filter", show=False, id="ask.drop_filter", tooltip="Take the last filter off"),
        Binding("c,ctrl+y", "copy", "Copy", id="ask.copy", tooltip="Copy the open source as a footnote"),
        Binding("e", "export", "Export", id="ask.export", tooltip="Write the conversation to a file, with footnotes"),
        Binding("w", "keep_question", "Watch", id="ask.watch", tooltip="Ask this question again after each build and say what is new"),
        Binding("ctrl+n", "new", "New conversation", show=False, id="ask.new", tooltip="Begin a new conversation"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._known: tuple[list[str], list[Meeting]] | None = None

    def compose_view(self) -> Iterable[Widget]:
        yield Horizontal(Conversation(id="conversation"), Vertical(id="beside"), id="main")
        yield FilterBar()
        yield QuestionLine(self._complete, self.desk.kept.history())

    async def on_mount(self) -> None:
        """Typing is possible at once; the reader comes after the first frame."""
        self.line.area.focus()
        await self.conversation.say(Content.assemble(*WELCOME), kind="welcome")

    @work(group="reader")
    async def mount_reader(self) -> None:
        """Put the reader beside the conversation."""
        from docqa.tui.reader import Reader

        await self.query_one("#beside").mount(Reader(id="reader"))

    def papers_changed(self) -> None:
        """Completions know other bodies now, and waiting questions can be asked."""
        self._known = None
        self._next()

    def _complete(self, line: str, column: int) -> Sequence[Completion]:
        papers = self.desk.papers
        if self._known is None and papers is not None:
            self._known = ([b for b, _ in papers.bodies()], papers.meetings())
        return completions(line, column, *(self._known or ([], [])))

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

    # ------------------------------------------------------------------------------------------------------- filters

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
        else:
            self.notify("Nothing was understood from the words of this question that could be taken off.", timeout=3)

    # ------------------------------------------------------------------------------------------------------- reading

    def action_open(self, mark: int) -> None:
        """Open a source of the turn."""
        turn = self.turn
        if turn and turn.answer and any(c.mark == mark for c in turn.answer.citations):
            self.action_open_mark(turn.number, mark)
        else:
            self.notify(f"There is no source [{mark}] here." if turn else "Ask first: the sources of an answer are opened by their numbers.", timeout=3, markup=False)

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
            if not self.line.area.has_focus:  # who types goes on typing
                reader.turn_to("passage")
        else:
            from docqa.tui.reader import ReaderScreen

            reader.place = place
            turn = self.turn
            self.app.push_screen(ReaderScreen(place, turn.answer if turn else None, turn.details if turn else {}))

    async def action_resolutions(self) -> None:
        """Show the resolutions of the turn."""
        turn = self.turn
        reader = self.reader
        if turn is None and not self.wide:
            self.notify("Ask first: the resolutions that belong to the answer are shown here.", timeout=3)
        elif self.wide and reader.reads_resolutions:
            reader.turn_to("passage")
        elif self.wide:
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
            if self.desk.engine is not None:
                self.desk.engine.stop()  # what waits for a language model would hold up the next question
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

