"""What is indexed, what was skipped and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from docqa.text import one_line
from docqa.tui.browse import FilterLine, TableScreen
from docqa.tui.messages import PlaceChosen
from docqa.tui.papers import Papers, Place
from docqa.tui.table import Column, Row, VirtualTable, row


class CoverageScreen(TableScreen):
    """Every file with what became of it; what was skipped stands first."""

    VIEW = "coverage"
    COLUMNS = (Column("", 9), Column("File", 24, 2), Column("Pages", 5), Column("What became of it", 20, 3, drop_below=60))
    PLACEHOLDER = "Filter: a file name, skipped, a reason ..."
    NOTHING = "Nothing is indexed."

    def compose_view(self) -> Iterable[Widget]:
        line = Horizontal(FilterLine(placeholder=self.PLACEHOLDER, id="filter", compact=True), Static("", id="count"), id="filter-line")
        table = VirtualTable(self.COLUMNS, sort=self.SORT, id="table")
        yield Static("", id="summary")
        yield Horizontal(Vertical(line, table, id="list"), id="browse")

    def rows_of(self, papers: Papers) -> Sequence[Row]:
        """A row a file."""
        self.app.call_from_thread(self.query_one("#summary", Static).update, summary(papers))
        rows = []
        for d in papers.documents():
            notes = "; ".join(d["notices"])
            rows.append(row(f"d|{d['document']}", ("noted" if notes else "indexed", d["document"], str(d["pages"]), notes or d["title"]), order=("1" if notes else "2", d["document"], str(d["pages"]).rjust(6, "0"), notes), marked=bool(notes)))
            rows += [row(f"c|{c}", ("copy", c, "", f"holds the same as {d['document']}"), order=("3", c, "", "")) for c in d["copies"]]
        rows += [row(f"s|{s.document}", ("skipped", s.document, "", f"{s.reason}. {s.hint}"), order=("0", s.document, "", s.code), more=s.code, marked=True) for s in papers.skipped()]
        return rows

    def choose(self, key: str) -> None:
        """Read a document from its first page; say why one was skipped."""
        kind, _, document = key.partition("|")
        papers = self.desk.papers
        if kind == "d" and papers is not None:
            numbers = papers.page_numbers(document)
            self.post_message(PlaceChosen(Place(document, numbers[0] if numbers else None, 0, 0, document)))
        elif self.table.current:
            self.notify(self.table.current.cells[3], title=document, timeout=10, markup=False)


def summary(papers: Papers) -> Content:
    """What is indexed, in a few lines."""
    counts, coverage, manifest = papers.counts(), papers.coverage(), papers.manifest
    span = f" from {coverage.from_date} to {coverage.to_date}" if coverage.from_date else ""
    bodies = papers.bodies()
    shown = ", ".join(f"{one_line(b)} ({n})" for b, n in bodies[:6]) + (f" and {len(bodies) - 6} more" if len(bodies) > 6 else "")
    told = {"document": counts["documents"], "page": counts["pages"], "decision": counts["decisions"], "meeting": coverage.meetings}
    return Content.assemble(
        (f"{', '.join(counted(w, n) for w, n in told.items())}{span}", "bold"),
        f"\n{counted('file', counts['skipped'])} skipped, {counts['copies']:,} copies read once. Built {manifest.built.replace('T', ' ')[:16]} from {', '.join(one_line(r) for r in manifest.roots)}",
        f"\nPapers by body: {shown or 'none recognised'}",
    )


def counted(noun: str, number: int) -> str:
    """A number with its noun: "1 document", "2,000 documents"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
