"""The panel beside the conversation: the page around a quote, and the resolutions of the answer. On narrow terminals a screen of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Footer, Input, Static, TabbedContent, TabPane, Tabs

from docqa.errors import DocqaError
from docqa.records import Answer, Page, Passage, Resolution
from docqa.text import one_line
from docqa.tui.asking import banner_for
from docqa.tui.hanging import HangingText
from docqa.tui.messages import Details, PageRead, ThingChosen
from docqa.tui.pageview import PageView
from docqa.tui.papers import Place
from docqa.tui.plain import clean, resolution_content, short_place

if TYPE_CHECKING:
    from docqa.tui.app import DocqaApp

EMPTY = "Open a source to read it here: click it, or press Esc and its number."
_WINDOW = 60_000  # characters of a file without pages that are shown at once


def line_before(text: str, at: int) -> int:
    """Where the line that ``at`` stands in begins."""
    return text.rfind("\n", 0, at) + 1


class ResolutionCard(HangingText, can_focus=True):
    """A resolution with its parts; Enter shows its links."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,space", "open", "Show", id="card.open", tooltip="Show the resolution with its links")]

    def __init__(self, resolution: Resolution, details: Details) -> None:
        decision, links = details.get(resolution.id, (None, ()))
        super().__init__(resolution_content(resolution, decision, links), classes="card")
        self.resolution = resolution

    def action_open(self) -> None:
        """Ask for the whole of it."""
        self.post_message(ThingChosen(self.resolution.id))

    def on_click(self, event: events.Click) -> None:
        """As Enter."""
        event.stop()
        self.action_open()


class Reader(Vertical):
    """Two tabs: passage and resolutions."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,p,left_square_bracket", "turn_page(-1)", "Before", id="reader.previous", tooltip="Read the page before"),
        Binding("right,n,right_square_bracket", "turn_page(1)", "After", id="reader.next", tooltip="Read the page after"),
        Binding("f,slash", "find", "Find", id="reader.find", tooltip="Find words on this page"),
        Binding("c", "copy_footnote", "Footnote", id="reader.copy", tooltip="Copy this place as a footnote"),
        Binding("o", "open_file", "Open file", id="reader.open_file", tooltip="Open the paper at this page in the system's viewer"),
    ]

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.place: Place | None = None
        self._number: int | None = None
        self._window = (0, 0)
        self._pages = 0
        self._ticket = 0

    def compose(self) -> ComposeResult:
        with TabbedContent(initial="passage"):
            with TabPane("Passage", id="passage"):
                yield Static(EMPTY, id="place")
                yield Static("", id="place-banner", classes="banner")
                yield PageView(id="page")
                yield Input(placeholder="Find on this page", id="find", compact=True)
            with TabPane("Resolutions", id="resolutions"):
                yield VerticalScroll(Static("No resolutions belong to this answer.", classes="hint"), id="resolution-list")

    def on_mount(self) -> None:
        """Hide what is not needed yet."""
        self.query_one("#find").display = False
        self.query_one("#place-banner").display = False

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Pages are turned and searched where a page is in front."""
        return not (action in ("turn_page", "find") and self.is_mounted and self.reads_resolutions)

    @property
    def reading(self) -> bool:
        """True once a page was asked for."""
        return self._ticket > 0

    @property
    def _desk(self) -> DocqaApp:
        return cast("DocqaApp", self.app)

    # ------------------------------------------------------------------------------------------------------- reading

    def open(self, place: Place) -> None:
        """Read the page of a place."""
        self.place, self._number, self._window = place, place.page, (0, 0)
        self.query_one(TabbedContent).active = "passage"
        self.query_one("#place", Static).update(clean(f"{place.label}\nreading ..."))
        self._ask_for(place, place.page)

    def _ask_for(self, place: Place, number: int | None) -> None:
        self._ticket += 1
        self._read(place, number, self._ticket)

    @work(thread=True, group="page")
    def _read(self, place: Place, number: int | None, ticket: int) -> None:
        papers = self._desk.papers
        if papers is not None:
            page = papers.page(place.document, number)
            passages = papers.passages_on(place.document, page) if page else ()
            self.post_message(PageRead(place, number, page, len(papers.page_numbers(place.document)), ticket, passages))

    @on(PageRead)
    def _show(self, message: PageRead) -> None:
        message.stop()
        if message.ticket != self._ticket:
            return
        place, page = message.place, message.page
        self._pages, self._number = message.pages, message.number
        if page is None:
            missing = f"Page {message.number}" if message.number is not None else "This paper"
            self._head(clean(f"{missing} of {place.document} is not in the index. It may have been taken out by a later build."), place.banner)
            self.query_one(PageView).show("")
            return
        if page.number is None:
            self._show_window(page.text, place.start if self._window == (0, 0) else self._window[0])
        elif page.number == place.page:
            self.query_one(PageView).show(page.text[: place.start], page.text[place.start : place.end], page.text[place.end :], said=place.said)
        else:
            self.query_one(PageView).show(page.text)
        self._say_where(place, page, message.passages)

    def _say_where(self, place: Place, page: Page, passages: Sequence[Passage]) -> None:
        """Head what is in view, which may be another paper of the pack, and say what must be said beside it."""
        low, high = self._window if page.number is None else (0, len(page.text))
        inside = [p for p in passages if any(s.page == page.number and s.start < high and s.end > low for s in p.spans)]
        own = page.number == place.page and low <= place.start < high
        label = place.label if own or not inside else short_place(inside[0].body, inside[0].title, inside[0].meeting_date, inside[0].minute, page.number)
        beside = [banner_for(p.access, p.draft) for p in inside]
        said = [f"In part: {b}" if "" in beside and b else b for b in dict.fromkeys(beside)]
        self._head(self._heading(label, place.document, page), place.banner if own and place.banner else " ".join(filter(None, said)))

    def _head(self, where: Content, banner: str) -> None:
        self.query_one("#place", Static).update(where)
        shown = self.query_one("#place-banner", Static)
        shown.display = bool(banner)
        shown.update(clean(banner))

    def _heading(self, label: str, document: str, page: Page) -> Content:
        told = []
        if page.number is not None:
            told.append(f"page {page.number} of {self._pages}" + (f", printed {one_line(page.printed)}" if page.printed and page.printed != str(page.number) else ""))
        if page.estimated:
            told.append("text read from a picture (OCR)")
        return Content.assemble((one_line(label), "bold"), (f"\n{one_line(document)}{' · ' if told else ''}{' · '.join(told)}", "dim"))

    def _show_window(self, text: str, at: int) -> None:
        """A stretch of a file without pages: around the place, or the stretch that was turned to."""
        place = self.place
        if place is None:
            return
        own = self._window == (0, 0)
        low = line_before(text, max(0, at - _WINDOW // 2)) if own else at
        high = len(text) if low + _WINDOW >= len(text) else max(line_before(text, low + _WINDOW), low + _WINDOW // 2)
        self._window, self._pages = (low, high), len(text)
        start, end = (min(max(p, low), high) for p in (place.start, place.end))
        self.query_one(PageView).show(text[low:start], text[start:end], text[end:high], top=not own, said=place.said)

    def action_turn_page(self, by: int) -> None:
        """Read the page, or the stretch, before or after."""
        if self.place is None:
            return
        if self._number is not None:
            wanted = self._number + by
            if 1 <= wanted <= self._pages:
                self._ask_for(self.place, wanted)
            return
        low, high = self._window
        if (by > 0 and high < self._pages) or (by < 0 and low > 0):
            self._window = (high, high) if by > 0 else (max(0, low - _WINDOW), low)
            self._ask_for(self.place, None)

    @on(PageView.Edge)
    def _read_on(self, event: PageView.Edge) -> None:
        event.stop()
        self.action_turn_page(event.by)

    # ------------------------------------------------------------------------------------------------------- finding

    def action_find(self) -> None:
        """Ask for words to find."""
        line = self.query_one("#find", Input)
        line.display = True
        line.focus()

    @on(Input.Submitted, "#find")
    def _find(self, event: Input.Submitted) -> None:
        event.stop()
        view = self.query_one(PageView)
        found = view.find(event.value, after=int(view.scroll_y) + 4)
        self.app.notify(f"{found} place{'s' if found != 1 else ''} on this page" if event.value else "Nothing to find.", timeout=2, markup=False)

    def on_key(self, event: events.Key) -> None:
        """Esc closes the line to find words in."""
        line = self.query_one("#find", Input)
        if event.key == "escape" and line.has_focus:
            event.stop()
            line.display = False
            self.query_one(PageView).find("")
            self.query_one(PageView).focus()

    # ------------------------------------------------------------------------------------------- resolutions, actions

    async def show_resolutions(self, answer: Answer | None, details: Details, *, activate: bool = False) -> None:
        """Show the resolutions of an answer."""
        shown = self.query_one("#resolution-list", VerticalScroll)
        await shown.remove_children()
        cards: Sequence[Static] = [ResolutionCard(r, details) for r in answer.resolutions] if answer else []
        await shown.mount_all(cards or [Static("No resolutions belong to this answer.", classes="hint")])
        tabs = self.query_one(TabbedContent)
        tabs.get_tab("resolutions").label = Content(f"Resolutions ({len(cards)})" if cards else "Resolutions")
        if activate:
            self.turn_to("resolutions")

    def turn_to(self, tab: str) -> None:
        """Bring a tab to the front, and the keys to what is in it."""
        self.query_one(TabbedContent).active = tab
        first = self.query(ResolutionCard).first() if tab == "resolutions" and self.query(ResolutionCard) else None
        (first or self.query_one("#resolution-list" if tab == "resolutions" else "#page")).focus()

    @property
    def reads_resolutions(self) -> bool:
        """True while the resolutions are in front and have the keys."""
        focused = self.screen.focused
        return self.query_one(TabbedContent).active == "resolutions" and focused is not None and self in focused.ancestors

    def action_copy_footnote(self) -> None:
        """Copy the place that is open as a footnote."""
        if self.place is None:
            self.app.notify("Open a source first.", severity="warning")
            return
        from docqa.tui.export import footnote

        text = footnote(self.place.citation) if self.place.citation else one_line(f"{self.place.label}, {self.place.document}")
        self._desk.copy(text, "Footnote")

    def action_open_file(self) -> None:
        """Open the paper at the page in the system's viewer."""
        if self.place is None or self._desk.papers is None:
            self.app.notify("Open a source first.", severity="warning")
            return
        try:
            self._desk.open_paper(self.place.document, self._number)
        except DocqaError as error:
            self.app.notify(f"{error.message}. {error.hint}", severity="warning", timeout=8, markup=False)


class ReaderScreen(ModalScreen[None]):
    """The reader over the whole terminal."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "leave", "Back", id="reader.back"),
        Binding("left,p", "reader('turn_page(-1)')", "Page before", show=False, id="overlay.previous"),
        Binding("right,n", "reader('turn_page(1)')", "Page after", show=False, id="overlay.next"),
        Binding("question_mark,f1", "app.help", "Help", id="overlay.help"),
        Binding("r", "resolutions", "Resolutions", id="overlay.resolutions", tooltip="From the page to the resolutions of the answer and back"),
    ]

    def __init__(self, place: Place | None, answer: Answer | None = None, details: Details | None = None, *, resolutions: bool = False) -> None:
        super().__init__()
        self._place, self._answer, self._details, self._resolutions = place, answer, details or {}, resolutions

    def compose(self) -> ComposeResult:
        yield Reader(id="overlay")
        yield Footer(show_command_palette=False, compact=True)

    async def on_mount(self) -> None:
        """Open what was asked for."""
        reader = self.query_one(Reader)
        await reader.show_resolutions(self._answer, self._details, activate=self._resolutions)
        reader.query_one(Tabs).display = self._answer is not None
        if self._place:
            if not self._resolutions:
                reader.open(self._place)
                self.query_one(PageView).focus()
            else:
                reader.place = self._place

    async def action_reader(self, action: str) -> None:
        """Pass an action on to the reader."""
        await self.app.run_action(action, self.query_one(Reader))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There are resolutions only where there is an answer."""
        return self._answer is not None if action == "resolutions" else True

    def action_resolutions(self) -> None:
        """From the page to the resolutions and back."""
        reader = self.query_one(Reader)
        if not reader.reads_resolutions:
            reader.turn_to("resolutions")
        elif reader.place is not None:
            if not reader.reading:
                reader.open(reader.place)
            reader.turn_to("passage")

    def action_leave(self) -> None:
        """Close the reader."""
        self.dismiss(None)
