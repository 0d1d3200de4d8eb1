"""The conversation: turns with question, what was understood, answer, banners, sources, resolutions."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.style import Style
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static

from docqa.text import one_line, printable, shorten
from docqa.tui.completion import filter_labels
from docqa.tui.hanging import HangingText
from docqa.tui.messages import Details, ThingChosen, Understanding
from docqa.tui.plain import answer_content, citation_content, clean, short_place, state_of

if TYPE_CHECKING:
    from docqa.records import Answer, Citation, Filters, Resolution

_WEAK = 0.5  # below this the confidence is said
_LAID_OUT = 0.15  # seconds


class CitationLine(HangingText, can_focus=True):
    """A source under an answer; click it or press Enter on it to read the page."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,space", "open", "Read", id="citation.open", tooltip="Read the page around this quote")]

    def __init__(self, turn: int, citation: Citation, *, told: bool, before: Citation | None = None) -> None:
        super().__init__(citation_content(citation, told=told, before=before), classes="citation")
        self.turn, self.citation = turn, citation

    async def action_open(self) -> None:
        """Ask for the page."""
        await self.run_action(f"screen.open_mark({self.turn},{self.citation.mark})")

    async def on_click(self, event: events.Click) -> None:
        """As Enter."""
        event.stop()
        await self.action_open()


class ResolutionLine(HangingText, can_focus=True):
    """A resolution under an answer, in short; Enter shows all of it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,space", "open", "Show", id="resolution.open", tooltip="Show the whole resolution and its links")]

    def __init__(self, turn: int, resolution: Resolution, states: Sequence[str]) -> None:
        r = resolution
        place = short_place(r.body, r.heading or r.document, r.meeting_date, r.minute, r.page)
        outcome = [r.outcome] if r.outcome != "carried" else []
        super().__init__(
            Content.assemble(
                ("§ ", "bold $success"), (place, "bold"), (f" · {one_line(r.relation)}", "dim"), *((f" · {w}", "bold $warning") for w in [*outcome, *states]),
                (f"\n  {shorten(r.text, 220)}", ""),
            ),
            classes="resolution",
        )  # fmt: skip
        self.turn, self.resolution = turn, resolution

    def action_open(self) -> None:
        """Ask for the whole of it."""
        self.post_message(ThingChosen(self.resolution.id))

    def on_click(self, event: events.Click) -> None:
        """As Enter."""
        event.stop()
        self.action_open()


class Turn(Vertical):
    """One question and what came of it."""

    def __init__(self, number: int, question: str, filters: Filters) -> None:
        super().__init__(classes="turn")
        self.number, self.question, self.filters = number, question, filters
        self.answer: Answer | None = None
        self.understood: tuple[Understanding, ...] = ()
        self.details: Details = {}
        self._began = 0.0
        self._clock: Timer | None = None

    def compose(self) -> ComposeResult:
        yield Static(clean(self.question), classes="question")
        yield Static("waiting for the papers to load ...", classes="pending")

    # ------------------------------------------------------------------------------------------------------- waiting

    def working(self) -> None:
        """Say that the question is being answered, and for how long."""
        self._began = time.monotonic()
        self._pending("searching ...  (Esc cancels)")
        self._clock = self.set_interval(0.5, self._tick)

    def _tick(self) -> None:
        self._pending(f"searching ... {time.monotonic() - self._began:.0f} s  (Esc cancels)")

    def stopped(self, why: str) -> None:
        """Say that it will not be answered, and why."""
        self._stop_clock()
        self._pending(why)

    def _stop_clock(self) -> None:
        if self._clock is not None:
            self._clock.stop()
            self._clock = None

    def _pending(self, text: str) -> None:
        for pending in self.query(".pending").results(Static):
            pending.update(Content(text))

    # -------------------------------------------------------------------------------------------------------- answer

    async def show(self, answer: Answer, understood: Sequence[Understanding] = (), details: Details | None = None) -> None:
        """Put the answer in place of the waiting line."""
        self.answer, self.understood, self.details = answer, tuple(understood), details or {}
        self._stop_clock()
        await self.query(".pending").remove()
        widgets: list[Widget] = []
        if self.understood or self.filters or self._unsure:
            widgets.append(Static(self._understood_content(), classes="understood"))
        if answer.status == "error":
            widgets.append(Static(clean(answer.error or "error"), classes="failure"))
        else:
            from docqa.tui.banners import banners

            widgets += [HangingText(b, classes="banner") for b in banners(answer, self.details, self.number)]
            widgets.append(Static(answer_content(answer, self.number), classes="answer" if answer.status == "answered" else "answer not-found"))
            widgets += [ResolutionLine(self.number, r, self._states(r)) for r in answer.resolutions]  # before the sources: on a small terminal these count
            told = {int(m) for m in re.findall(r"\[(\d+)\]", answer.answer)}
            before: tuple[Citation | None, ...] = (None, *answer.citations)
            widgets += [CitationLine(self.number, c, told=c.mark in told, before=b) for c, b in zip(answer.citations, before, strict=False)]
        await self.mount_all(widgets)

    def _states(self, resolution: Resolution) -> list[str]:
        return state_of(self.details[resolution.id][0]) if resolution.id in self.details else []

    def _understood_content(self) -> Content:
        limits = [Content.assemble((f"{label}  ", "bold")) for _, label in filter_labels(self.filters)]
        content = Content.assemble(("Limited to  ", "dim"), *limits) if limits else Content("")
        if self.understood:
            content = content.append(Content.assemble(("Understood  ", "dim")))
        for n, thing in enumerate(self.understood):
            click = Style.from_meta({"@click": f"screen.take_off({self.number},{n})"})
            content = content.append(Content(f"{printable(thing.label)} ✕").stylize("underline").stylize(click)).append(Content("  "))
        if self._unsure and self.answer:
            content = content.append(Content(f"not sure (confidence {self.answer.confidence:.2f}): read the sources").stylize("$text-warning"))
        return content

    @property
    def _unsure(self) -> bool:
        return self.answer is not None and self.answer.status == "answered" and self.answer.confidence < _WEAK


class Conversation(VerticalScroll):
    """All turns, newest last."""

    can_focus = True

    def turns(self) -> list[Turn]:
        """The turns, oldest first."""
        return list(self.query(Turn))

    async def add(self, question: str, filters: Filters) -> Turn:
        """Add a turn at the end."""
        await self.query(".welcome").remove()
        turn = Turn(len(self.turns()), question, filters)
        await self.mount(turn)
        self.scroll_end(animate=False)
        return turn

    def bring(self, turn: Turn) -> None:
        """Scroll to where a turn begins; once more when what was put into it has its place, which on a busy machine is later than the next refresh."""
        scroll = partial(self.scroll_to_widget, turn, top=True, animate=False)
        self.call_after_refresh(scroll)
        self.set_timer(_LAID_OUT, scroll)

    async def say(self, text: str | Content, *, kind: str = "notice") -> None:
        """Put a message of the program into the conversation."""
        await self.mount(Static(text if isinstance(text, Content) else clean(text), classes=kind))
        self.scroll_end(animate=False)

    async def clear(self) -> None:
        """Take everything out."""
        await self.remove_children()
