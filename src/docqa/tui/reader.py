"""The panel beside the conversation: the page around a quote, and the resolutions of the answer. Also as a screen of its own on narrow terminals."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Footer, Static, TabbedContent, TabPane

from docqa.answer.render import place
from docqa.records import Answer, Citation, Page
from docqa.text import printable
from docqa.tui.plain import page_content, resolution_content

EMPTY = "Open a source to read its page here: click it, or press Esc and then its number."


class Reader(Vertical):
    """Two tabs: passage and resolutions."""

    def compose(self) -> ComposeResult:
        with TabbedContent(initial="passage"):
            with TabPane("Passage", id="passage"):
                yield Static(EMPTY, classes="place", id="place")
                with VerticalScroll(id="page-scroll"):
                    yield Static("", id="page")
            with TabPane("Resolutions", id="resolutions"), VerticalScroll(id="resolution-list"):
                yield Static("No resolutions belong to this answer.", id="resolution-text")

    def show_page(self, citation: Citation, page: Page | None, number: int | None) -> None:
        """Show a page, the quote highlighted where it stands on it."""
        self.query_one(TabbedContent).active = "passage"
        where = self.query_one("#place", Static)
        text = self.query_one("#page", Static)
        if page is None:
            where.update(Content(printable(place(citation))))
            text.update(f"Page {number} is not in the index." if number is not None else "This page is not in the index.")
            return
        own = page.number == citation.page
        printed = f" (printed {page.printed})" if page.printed and page.printed != str(page.number) else ""
        where.update(Content(printable(place(citation) if own else f"{citation.document}, page {page.number}{printed}")))
        text.update(page_content(page, citation))
        scroll = self.query_one("#page-scroll", VerticalScroll)
        before = page.text[: citation.start] if own else ""
        width = max(scroll.size.width - 2, 20)
        shown_before = before[-4000:] if page.number is None else before
        lines = sum(max(1, -(-len(line) // width)) for line in shown_before.split("\n")) if own else 0
        scroll.call_after_refresh(scroll.scroll_to, y=max(0, lines - 4), animate=False)

    def show_resolutions(self, answer: Answer | None, *, activate: bool = False) -> None:
        """Show the resolutions of an answer."""
        text = self.query_one("#resolution-text", Static)
        if answer and answer.resolutions:
            pieces = [piece for r in answer.resolutions for piece in (resolution_content(r), Content("\n"))]
            text.update(Content("").join(pieces))
        else:
            text.update("No resolutions belong to this answer.")
        if activate:
            self.query_one(TabbedContent).active = "resolutions"


class ReaderScreen(ModalScreen[None]):
    """The reader over the whole terminal."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss", "Back", id="reader.back"),
        Binding("left,p", "app.turn_page(-1)", "Previous page", id="reader.previous"),
        Binding("right,n", "app.turn_page(1)", "Next page", id="reader.next"),
        Binding("r", "app.resolutions", "Resolutions", id="reader.resolutions"),
        Binding("c", "app.copy_citation", "Copy citation", id="reader.copy"),
    ]

    def compose(self) -> ComposeResult:
        yield Reader(id="overlay")
        yield Footer()

    async def action_dismiss(self, result: None = None) -> None:
        """Close the reader."""
        self.dismiss(result)
