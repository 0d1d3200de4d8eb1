"""What the views that are tables share: a line to filter with, the table, and a preview beside it where there is room."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import events, on, work
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from docqa.errors import DocqaError
from docqa.tui.desk import DeskScreen
from docqa.tui.hanging import HangingText
from docqa.tui.papers import Papers
from docqa.tui.plain import clean
from docqa.tui.table import Column, Row, VirtualTable

if TYPE_CHECKING:
    from docqa.tui.app import DocqaApp


@dataclass
class RowsLoaded(Message):
    """The rows of a table are there."""

    rows: Sequence[Row]
    ticket: int


@dataclass
class PreviewLoaded(Message):
    """What the row under the cursor stands for."""

    key: str
    content: Content


@dataclass
class LoadFailed(Message):
    """The rows could not be read."""

    reason: str


class FilterLine(Input):
    """Filters as one types; the arrow keys move in the table below."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "screen.table('move(1)')", show=False, id="filter.down"),
        Binding("up", "screen.table('move(-1)')", show=False, id="filter.up"),
        Binding("pagedown", "screen.table('move_page(1)')", show=False, id="filter.page_down"),
        Binding("pageup", "screen.table('move_page(-1)')", show=False, id="filter.page_up"),
    ]


class TableScreen(DeskScreen):
    """A table of something of the record."""

    COLUMNS: ClassVar[tuple[Column, ...]] = ()
    SORT: ClassVar[int] = 0
    REVERSE: ClassVar[bool] = False
    PLACEHOLDER: ClassVar[str] = "Filter"
    NOTHING: ClassVar[str] = "Nothing here."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", id="browse.back", tooltip="Empties the filter; from the filter to the list; from the list back to Ask"),
        Binding("slash", "filter", "Filter", id="browse.filter", tooltip="Filter as you type"),
        Binding("e", "export", "Export", id="browse.export", tooltip="Write what is shown to a file"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._ticket = 0

    def compose_view(self) -> Iterable[Widget]:
        line = Horizontal(FilterLine(placeholder=self.PLACEHOLDER, id="filter", compact=True), Static("", id="count"), id="filter-line")
        table = VirtualTable(self.COLUMNS, sort=self.SORT, reverse=self.REVERSE, id="table")
        yield Horizontal(Vertical(line, table, id="list"), VerticalScroll(HangingText(Content(""), id="preview-text"), id="preview"), id="browse")

    def on_mount(self) -> None:
        """Load, and let the filter be typed at once."""
        self.query_one("#filter").focus()
        self.papers_changed()

    @property
    def table(self) -> VirtualTable:
        """The table."""
        return self.query_one("#table", VirtualTable)

    # ------------------------------------------------------------------------------------------------------- loading

    def papers_changed(self) -> None:
        """Load the rows again."""
        papers = self.desk.papers
        if papers is None:
            self._count("no index")
            self.say(no_index(self.desk))
            return
        self._ticket += 1
        if not self.table.total:
            self._count("loading ...")
        self._load(papers, self._ticket)

    @work(thread=True, group="rows", exclusive=True)
    def _load(self, papers: Papers, ticket: int) -> None:
        try:
            self.post_message(RowsLoaded(self.rows_of(papers), ticket))
        except DocqaError as error:
            self.post_message(LoadFailed(f"{error.message}. {error.hint}"))

    def rows_of(self, papers: Papers) -> Sequence[Row]:
        """The rows; called in a worker."""
        raise NotImplementedError

    @on(RowsLoaded)
    def _loaded(self, message: RowsLoaded) -> None:
        if message.ticket == self._ticket:
            self.table.load(message.rows)
            self._told()

    @on(LoadFailed)
    def _load_failed(self, message: LoadFailed) -> None:
        self._count("")
        self.notify(message.reason, severity="error", markup=False)

    def _count(self, text: str) -> None:
        self.query_one("#count", Static).update(Content(text))

    def _told(self) -> None:
        shown, total = len(self.table.rows), self.table.total
        self._count(f"{shown:,} of {total:,}" if shown != total else f"{total:,}")
        if not shown:
            self.say(self.NOTHING if not total else "No row holds all these words. Esc empties the filter.")

    def say(self, text: str) -> None:
        """Say something where a row is shown in full, or, without such a place, beside the filter."""
        for preview in self.query("#preview-text").results(Static):
            preview.update(clean(text))
        if not self._previews:
            self._count(text)

    # ----------------------------------------------------------------------------------------------------- filtering

    @on(Input.Changed, "#filter")
    def _filtered(self, event: Input.Changed) -> None:
        event.stop()
        self.filter_typed(event.value)

    @on(Input.Submitted, "#filter")
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.filter_entered(event.value)

    def filter_typed(self, value: str) -> None:
        """Called at every key in the filter line."""
        self.table.filter(value)
        self._told()

    def filter_entered(self, value: str) -> None:
        """Called at Enter in the filter line."""
        self.table.focus()

    def action_filter(self) -> None:
        """Go to the filter."""
        self.query_one("#filter").focus()

    async def action_back(self) -> None:
        """Empty the filter; from an empty filter to the list; from the list back to where questions are asked."""
        line = self.query_one("#filter", Input)
        if line.value:
            line.value = ""
        elif line.has_focus and self.table.rows:
            self.table.focus()
        else:
            await self.desk.action_view("ask")

    async def action_table(self, action: str) -> None:
        """Pass an action on to the table."""
        await self.app.run_action(action, self.table)

    # ------------------------------------------------------------------------------------------- preview and opening

    @on(VirtualTable.Moved)
    def _moved(self, event: VirtualTable.Moved) -> None:
        event.stop()
        if event.key is not None and self._previews and self.desk.papers is not None:
            self._preview(self.desk.papers, event.key)

    @property
    def _previews(self) -> bool:
        """True where there is a preview and room for it."""
        return any(preview.display for preview in self.query("#preview"))

    @work(thread=True, group="preview", exclusive=True)
    def _preview(self, papers: Papers, key: str) -> None:
        self.post_message(PreviewLoaded(key, self.preview_of(papers, key)))

    def preview_of(self, papers: Papers, key: str) -> Content:
        """What a row stands for, in full; called in a worker."""
        return Content("")

    @on(PreviewLoaded)
    def _previewed(self, message: PreviewLoaded) -> None:
        current = self.table.current
        if current and current.key == message.key:
            self.query_one("#preview-text", Static).update(message.content)
            self.query_one("#preview", VerticalScroll).scroll_home(animate=False)

    @on(VirtualTable.Chosen)
    def _chosen(self, event: VirtualTable.Chosen) -> None:
        event.stop()
        self.choose(event.key)

    def choose(self, key: str) -> None:
        """Open a row."""

    def on_resize(self, event: events.Resize) -> None:
        """A preview may have room now."""
        if self.is_mounted and self._previews and self.table.current and self.desk.papers is not None:
            self._preview(self.desk.papers, self.table.current.key)

    # -------------------------------------------------------------------------------------------------------- export

    def action_export(self) -> None:
        """Write what is shown to a file."""
        rows = list(self.table.rows)
        if not rows:
            self.notify("There is nothing to export.", severity="warning")
            return
        labels = [c.label for c in self.COLUMNS]
        self.desk.save_as(f"docqa-{self.VIEW}.csv", lambda ending: table_text(labels, [r.cells for r in rows], ending), f"Export {len(rows):,} rows as .csv, .md or .txt")


def no_index(desk: DocqaApp) -> str:
    """What to say in a view while no index is open."""
    return "The papers are being opened ..." if desk.failed is None else f"No index is open. Ctrl+B builds one from the papers in {desk.corpus}; F2 leads back to asking."


def table_text(labels: Sequence[str], rows: Sequence[Sequence[str]], ending: str) -> str:
    """A table as CSV, as Markdown (".md") or as lines of text (".txt")."""
    import csv
    import io

    from docqa.tui.export import escaped

    if ending == ".md":
        lines = [labels, ["---"] * len(labels), *([escaped(c) for c in r] for r in rows)]
        return "\n".join(f"| {' | '.join(cells)} |" for cells in lines) + "\n"
    if ending == ".txt":
        return "".join("  ".join(c for c in r if c) + "\n" for r in rows)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(labels)
    writer.writerows([_no_formula(c) for c in r] for r in rows)
    return out.getvalue()


def _no_formula(cell: str) -> str:
    """A cell that a spreadsheet will not run: text from papers may begin with a sign that starts a formula."""
    return f"'{cell}" if cell[:1] in "=+@" or (cell[:1] == "-" and not cell[1:2].isdigit() and len(cell) > 1) else cell
