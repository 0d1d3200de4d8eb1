"""A decision, an item or a paper over the whole terminal, with lines that lead on to everything that is linked to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Footer, Static

from docqa.text import one_line, shorten
from docqa.tui.hanging import HangingText
from docqa.tui.messages import PlaceChosen, ThingChosen
from docqa.tui.plain import Piece, clean
from docqa.tui.thing import Related, Thing, thing_of

if TYPE_CHECKING:
    from docqa.tui.app import DocqaApp


@dataclass
class ThingRead(Message):
    """The thing is there."""

    thing: Thing | None


class RelatedLine(HangingText, can_focus=True):
    """A line that leads on."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,space", "open", "Open", id="related.open", tooltip="Go there")]

    def __init__(self, related: Related) -> None:
        pieces: list[Piece] = [(f"{related.label}: ", "bold $accent"), (one_line(related.text), "")]
        if related.evidence:
            pieces.append((f"\n    “{shorten(related.evidence, 160)}”", "dim"))
        super().__init__(Content.assemble(*pieces), classes="related")
        self.related = related

    def action_open(self) -> None:
        """Go there."""
        if self.related.place:
            self.post_message(PlaceChosen(self.related.place))
        elif self.related.id:
            self.post_message(ThingChosen(self.related.id))

    def on_click(self, event: events.Click) -> None:
        """As Enter."""
        event.stop()
        self.action_open()


class ThingScreen(ModalScreen[None]):
    """A thing over the whole terminal; Esc goes back to what was looked at before."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "leave", "Back", id="thing.back"),
        Binding("down,j", "app.focus_next", "Next link", show=False, id="thing.next"),
        Binding("up,k", "app.focus_previous", "Previous link", show=False, id="thing.previous"),
        Binding("p", "read", "Read", id="thing.read", tooltip="Read it in its page"),
        Binding("c", "copy", "Copy footnote", id="thing.copy", tooltip="Copy it as a footnote"),
        Binding("t", "timeline", "Topic", id="thing.timeline", tooltip="What else was decided and said on this subject, by date"),
        Binding("question_mark,f1", "app.help", "Help", id="thing.help"),
        Binding("o", "open_file", "Open file", id="thing.open_file", tooltip="Open the paper at this page in the system's viewer"),
    ]

    def __init__(self, id_: str) -> None:
        super().__init__()
        self._thing_id = id_
        self.thing: Thing | None = None

    def compose(self) -> ComposeResult:
        yield VerticalScroll(HangingText(Content("reading ..."), id="thing-text"), id="thing")
        yield Footer(show_command_palette=False, compact=True)

    @property
    def _desk(self) -> DocqaApp:
        return cast("DocqaApp", self.app)

    def on_mount(self) -> None:
        """Read it."""
        self._read_thing()

    @work(thread=True, group="thing")
    def _read_thing(self) -> None:
        papers = self._desk.papers
        self.post_message(ThingRead(thing_of(papers, self._thing_id) if papers else None))

    @on(ThingRead)
    async def _show(self, message: ThingRead) -> None:
        self.thing = message.thing
        text = self.query_one("#thing-text", Static)
        if message.thing is None:
            text.update(clean(f"Nothing in the index is called {self._thing_id}. It may have been taken out by a later build."))
            return
        text.update(message.thing.body)
        lines = [RelatedLine(r) for r in message.thing.related]
        await self.query_one("#thing").mount(Static(""), *lines)
        if lines:
            lines[0].focus()

    @on(PlaceChosen)
    def _place_chosen(self, message: PlaceChosen) -> None:
        from docqa.tui.reader import ReaderScreen

        message.stop()
        self.app.push_screen(ReaderScreen(message.place))

    @on(ThingChosen)
    def _thing_chosen(self, message: ThingChosen) -> None:
        message.stop()
        self._desk.show_thing(message.id)

    def action_read(self) -> None:
        """Read it in its page."""
        if self.thing and self.thing.place:
            self.post_message(PlaceChosen(self.thing.place))

    def action_copy(self) -> None:
        """Copy it as a footnote."""
        if self.thing:
            place = self.thing.place
            text = self.thing.footnote or (f"{place.label}, {place.document}" if place else "")
            if text:
                self._desk.copy(text, "Footnote")

    async def action_timeline(self) -> None:
        """The timeline of its subject."""
        if self.thing and self.thing.topic:
            await self._desk.show_timeline(self.thing.topic)

    def action_open_file(self) -> None:
        """Open its file in the system's viewer."""
        from docqa.errors import DocqaError

        if self.thing and self.thing.place:
            try:
                self._desk.open_paper(self.thing.place.document, self.thing.place.page)
            except DocqaError as error:
                self.notify(f"{error.message}. {error.hint}", severity="warning", timeout=8, markup=False)

    def action_leave(self) -> None:
        """Back."""
        self.dismiss(None)
