"""What acronyms stand for, and where a paper says so."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from docqa.records import Definition
from docqa.text import one_line
from docqa.tui.browse import TableScreen
from docqa.tui.messages import PlaceChosen
from docqa.tui.papers import Papers, Place
from docqa.tui.table import Column, Row, row

_AROUND = 300


class GlossaryScreen(TableScreen):
    """Every acronym that a paper defines."""

    VIEW = "glossary"
    COLUMNS = (Column("Acronym", 10), Column("Stands for", 20, 2), Column("Paper", 12, 1, drop_below=70), Column("Page", 5))
    PLACEHOLDER = "Filter: letters or words"
    NOTHING = "No acronym is defined in the indexed papers."

    def __init__(self) -> None:
        super().__init__()
        self._every: dict[str, Definition] = {}

    def rows_of(self, papers: Papers) -> Sequence[Row]:
        """A row for each meaning in each document."""
        self._every = {f"{d.acronym}|{d.meaning}|{d.document}": d for d in papers.definitions()}
        return [definition_row(key, d) for key, d in self._every.items()]

    def preview_of(self, papers: Papers, key: str) -> Content:
        """The words around the definition."""
        d = self._every[key]
        page = papers.page(d.document, d.span.page)
        if page is None:
            return Content("")
        low, high = max(0, d.span.start - _AROUND), min(len(page.text), d.span.end + _AROUND)
        before, quote, after = (one_line(page.text[a:b]) for a, b in ((low, d.span.start), (d.span.start, d.span.end), (d.span.end, high)))
        return Content.assemble((f"{one_line(d.acronym)}: {one_line(d.meaning)}\n\n", "bold"), "… ", before, " ", (quote, "reverse"), " ", after, " …")

    def choose(self, key: str) -> None:
        """Read the page that defines it."""
        d = self._every[key]
        self.post_message(PlaceChosen(Place(d.document, d.span.page, d.span.start, d.span.end, f"{d.acronym}: {d.meaning}")))


def definition_row(key: str, definition: Definition) -> Row:
    """A definition as a row."""
    d = definition
    page = str(d.span.page or "")
    return row(key, (d.acronym, d.meaning, d.document, page), order=(d.acronym, d.meaning, d.document, page.rjust(6, "0")))
