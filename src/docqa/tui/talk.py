"""The conversation as it goes on: questions wait, are answered one after the other, can be cancelled, and are kept as soon as they are answered.

The view to ask in (``ask``) is one of these; what it adds is the input line, the filters and what is read beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on, work
from textual.content import Content
from textual.worker import Worker, WorkerState

from docqa.text import shorten
from docqa.tui.bars import FilterBar
from docqa.tui.conversation import CitationLine, Conversation, ResolutionLine, Turn
from docqa.tui.desk import DeskScreen
from docqa.tui.messages import Answered
from docqa.tui.question import QuestionLine

if TYPE_CHECKING:
    from docqa.records import Answer, Filters
    from docqa.tui.kept import KeptTurn
    from docqa.tui.reader import Reader


_READ_AS = "Read as: "  # what a follow-up question was taken for; asked again alone, it would say nothing by itself
WELCOME = (
    ("Ask in your own words", "bold"),
    (": what did we decide about the leisure centre?\n", ""),
    ("Narrow it", "bold"),
    (" by typing body: from: to: kind: minute: meeting: - Tab completes them.\n", ""),
    ("Esc and then a number", "bold"),
    (" opens a source. F3 to F9 browse the papers, Ctrl+P does everything else, ? tells all keys.", ""),
)


class TalkScreen(DeskScreen):
    """Owns the turns, those that wait, and the one that is being answered."""

    def __init__(self) -> None:
        super().__init__()
        self._filters: Filters | None = None
        self._kept_as: str | None = None  # id of the conversation in the data folder, once it has a turn
        self._number = 0  # counts conversations, so that a late answer does not land in another one
        self._queue: list[int] = []
        self._answering: int | None = None
        self._cancelled: set[int] = set()

    @property
    def filters(self) -> Filters:
        """The filters in force."""
        from docqa.records import Filters

        return self._filters or Filters()

    async def set_filters(self, filters: Filters) -> None:
        """Put filters in force."""
        if filters != self.filters:
            self._filters = filters
            await self.query_one(FilterBar).show(filters)

    @property
    def conversation(self) -> Conversation:
        """The turns."""
        return self.query_one(Conversation)

    @property
    def line(self) -> QuestionLine:
        """The input line."""
        return self.query_one(QuestionLine)

    @property
    def reader(self) -> Reader:
        """The reader beside the conversation."""
        from docqa.tui.reader import Reader

        return self.query_one("#reader", Reader)

    @property
    def busy(self) -> bool:
        """True while a question is being answered."""
        return self._answering is not None

    @property
    def turn(self) -> Turn | None:
        """The turn that has the focus, else the last one answered."""
        turns = self.conversation.turns()
        if isinstance(self.focused, (CitationLine, ResolutionLine)) and self.focused.turn < len(turns):
            return turns[self.focused.turn]
        return next((t for t in reversed(turns) if t.answer is not None), None)

    # -------------------------------------------------------------------------------------------------------- asking

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
            self.conversation.bring(turn)
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
            from docqa.records import Answer

            told = f"This question broke something in docqa ({type(error).__name__}: {error}). Put it another way; the details are printed when you quit."
            await self._answered(Answered(self._answering, Answer(None, "", "error", "", 0.0, "passages", error=told)))

    # ------------------------------------------------------------------------------------------------------- keeping

    def _keep(self, turn: Turn) -> None:
        """Keep a turn as soon as it is answered."""
        answer = turn.answer
        if answer is None or answer.status == "error":
            return
        if self._kept_as is None:
            self._kept_as = self.desk.keep(lambda kept: kept.start(shorten(turn.question, 80), str(self.desk.index.resolve())))
        if self._kept_as is not None:
            from docqa.tui.kept import turn_now

            kept_as = self._kept_as
            self.desk.keep(lambda kept: kept.add(kept_as, turn_now(turn.question, turn.filters, answer)))

    def kept_turns(self) -> list[KeptTurn]:
        """The turns that were answered."""
        from docqa.tui.kept import turn_now

        return [turn_now(t.question, t.filters, t.answer) for t in self.conversation.turns() if t.answer is not None]

    async def action_new(self) -> None:
        """Begin a new conversation; the one before stays kept."""
        from docqa.records import Filters

        self._number += 1
        self._queue, self._answering, self._cancelled, self._kept_as = [], None, set(), None
        await self.conversation.clear()
        await self.set_filters(Filters())
        await self.reader.show_resolutions(None, {})
        await self.conversation.say(Content.assemble(*WELCOME), kind="welcome")
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
            self.conversation.bring(self.conversation.turns()[-1])

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
        from docqa.tui.kept import new_question

        read_as = next((n.removeprefix(_READ_AS) for n in turn.answer.notices if n.startswith(_READ_AS)), "") if turn.answer else ""
        question = new_question(read_as or turn.question, turn.filters, str(self.desk.index.resolve()), turn.answer, self.desk.generation or "")
        if self.desk.kept.folder is None:
            self.notify("Nothing is kept (--no-history).", severity="warning")
        elif self.desk.keep(lambda kept: kept.save_question(question)):
            self.notify("Kept. It is asked again after each build; F9 shows what is new.", markup=False)
