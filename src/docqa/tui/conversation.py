"""The conversation: turns with question, answer, sources."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from docqa.records import Answer, Citation
from docqa.text import printable
from docqa.tui.messages import CitationChosen
from docqa.tui.plain import answer_content, citation_content


class CitationLine(Static, can_focus=True):
    """A source under an answer; click it or press Enter on it to read the page."""

    BINDINGS = [Binding("enter,space", "open", "Open", id="citation.open", tooltip="Read the page around this quote")]

    def __init__(self, turn: int, citation: Citation) -> None:
        super().__init__(citation_content(citation), classes="citation")
        self.turn, self.citation = turn, citation

    def action_open(self) -> None:
        """Ask for the page."""
        self.post_message(CitationChosen(self.turn, self.citation))

    def on_click(self, event: events.Click) -> None:
        """As Enter."""
        event.stop()
        self.action_open()


class Turn(Vertical):
    """One question and what came of it."""

    def __init__(self, number: int, question: str) -> None:
        super().__init__(classes="turn")
        self.number, self.question = number, question
        self.answer: Answer | None = None

    def compose(self) -> ComposeResult:
        yield Static(Content(printable(self.question)), classes="question")
        yield Static("waiting for the papers to load ...", classes="pending")

    def working(self) -> None:
        """Say that the question is being answered."""
        for pending in self.query(".pending"):
            if isinstance(pending, Static):
                pending.update("searching ...  (Esc cancels)")

    def cancelled(self) -> None:
        """Say that it was cancelled."""
        for pending in self.query(".pending"):
            if isinstance(pending, Static):
                pending.update("cancelled")

    async def show(self, answer: Answer) -> None:
        """Put the answer in place of the waiting line."""
        self.answer = answer
        await self.query(".pending").remove()
        found = answer.status == "answered"
        if answer.status == "error":
            await self.mount(Static(Content(printable(answer.error or "error")), classes="failure"))
            return
        await self.mount(Static(answer_content(answer), classes="answer" if found else "answer not-found"))
        for notice in answer.notices:
            await self.mount(Static(Content(printable(notice)), classes="banner"))
        for conflict in answer.conflicts:
            marks = ", ".join(f"[{m}]" for m in conflict.citations)
            await self.mount(Static(Content(printable(f"The papers disagree about {conflict.about}: {marks}")), classes="banner"))
        for citation in answer.citations:
            await self.mount(CitationLine(self.number, citation))
        if answer.resolutions:
            n = len(answer.resolutions)
            await self.mount(Static(f"{n} resolution{'s' if n != 1 else ''} belong{'s' if n == 1 else ''} to this answer (r shows {'it' if n == 1 else 'them'})", classes="hint"))


class Conversation(VerticalScroll):
    """All turns, newest last."""

    can_focus = True

    def turns(self) -> list[Turn]:
        """The turns, oldest first."""
        return list(self.query(Turn))

    async def add(self, question: str) -> Turn:
        """Add a turn at the end."""
        turn = Turn(len(self.turns()), question)
        await self.mount(turn)
        self.scroll_end(animate=False)
        return turn

    async def say(self, text: str, *, kind: str = "notice") -> None:
        """Put a message of the program into the conversation."""
        await self.mount(Static(Content(printable(text)), classes=kind))
        self.scroll_end(animate=False)
