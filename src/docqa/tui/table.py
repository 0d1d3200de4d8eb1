"""A table that draws only the rows in sight: filtered as one types, sorted by any column, smooth at tens of thousands of rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from docqa.text import fold, one_line


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its least width in cells, and its share of what is left over."""

    label: str
    width: int
    share: int = 0
    drop_below: int = 0  # the table's width in cells below which the column is left out


@dataclass(frozen=True, slots=True)
class Row:
    """A row: what it stands for, what its cells show, what it is sorted by, and what the filter looks at."""

    key: str
    cells: tuple[str, ...]
    order: tuple[str, ...]
    text: str  # folded
    marked: bool = False  # drawn as something to look at


def row(key: str, cells: Sequence[str | None], *, order: Sequence[str | None] | None = None, more: str = "", marked: bool = False) -> Row:
    """A row from texts of any kind; ``order`` where a cell sorts otherwise than it reads, ``more`` for words the filter finds beside the cells."""
    shown = tuple(one_line(c or "") for c in cells)
    keys = tuple((o or "").casefold() for o in order) if order is not None else tuple(c.casefold() for c in shown)
    return Row(key, shown, keys, fold(f"{' '.join(shown)} {more}"), marked)


class VirtualTable(ScrollView, can_focus=True):
    """Rows under a heading line.

    Args:
        columns: from left to right.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"table--heading", "table--cursor", "table--cursor-blurred", "table--marked", "table--muted"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "Up", show=False, id="table.up"),
        Binding("down,j", "move(1)", "Down", show=False, id="table.down"),
        Binding("pageup", "move_page(-1)", "Page up", show=False, id="table.page_up"),
        Binding("pagedown", "move_page(1)", "Page down", show=False, id="table.page_down"),
        Binding("home,g", "move(-1000000000)", "First", show=False, id="table.first"),
        Binding("end,G", "move(1000000000)", "Last", show=False, id="table.last"),
        Binding("enter", "choose", "Open", id="table.open", tooltip="Open the row"),
        Binding("s", "sort", "Sort", id="table.sort", tooltip="Sort by the next column"),
        Binding("S", "reverse", "Reverse", show=False, id="table.reverse", tooltip="Reverse the order"),
    ]

    cursor: reactive[int] = reactive(0)

    class Chosen(Message):
        """Enter or a click on a row that has the cursor."""

        def __init__(self, table: VirtualTable, key: str) -> None:
            super().__init__()
            self.table, self.key = table, key

        @property
        def control(self) -> VirtualTable:
            """The table."""
            return self.table

    class Moved(Message):
        """The cursor stands on another row (None: there is none)."""

        def __init__(self, table: VirtualTable, key: str | None) -> None:
            super().__init__()
            self.table, self.key = table, key

        @property
        def control(self) -> VirtualTable:
            """The table."""
            return self.table

    def __init__(self, columns: Sequence[Column], *, sort: int = 0, reverse: bool = False, id: str | None = None) -> None:
        super().__init__(id=id)
        self._columns = tuple(columns)
        self._all: Sequence[Row] = ()
        self._rows: list[Row] = []
        self._words: list[str] = []
        self._sort, self._reverse = sort, reverse
        self._widths: list[tuple[int, int]] = []  # (column, cells), those that are shown
        self._shared = -1  # the width that was shared out

    # ---------------------------------------------------------------------------------------------------------- rows

    @property
    def rows(self) -> list[Row]:
        """The rows that the filter lets through, as sorted."""
        return self._rows

    @property
    def total(self) -> int:
        """How many rows there are without the filter."""
        return len(self._all)

    @property
    def current(self) -> Row | None:
        """The row under the cursor."""
        return self._rows[self.cursor] if self.cursor < len(self._rows) else None

    def load(self, rows: Sequence[Row]) -> None:
        """Replace all rows."""
        self._all = rows
        self._choose_rows()

    def filter(self, words: str) -> None:
        """Keep the rows that hold every one of ``words``."""
        self._words = fold(words).split()
        self._choose_rows()

    def sort_by(self, column: int) -> None:
        """Sort by a column; a second time, the other way round."""
        if column == self._sort:
            self._reverse = not self._reverse
        else:
            self._sort, self._reverse = column, False
        self._choose_rows()

    def _choose_rows(self) -> None:
        before = self.current.key if self._rows and self.current else None
        words, column = self._words, self._sort
        kept = [r for r in self._all if all(w in r.text for w in words)] if words else list(self._all)
        kept.sort(key=lambda r: r.order[column], reverse=self._reverse)
        self._rows = kept
        self.virtual_size = Size(self.size.width, len(kept) + 1)
        at = next((n for n, r in enumerate(kept) if r.key == before), 0) if before is not None else 0
        if at == self.cursor:
            self.post_message(self.Moved(self, self.current.key if self.current else None))
        else:
            self.cursor = at
        self._show_cursor()
        self.refresh()

    # -------------------------------------------------------------------------------------------------------- moving

    def watch_cursor(self, _: int, new: int) -> None:
        """Keep the cursor in sight and tell the screen."""
        self._show_cursor()
        self.refresh()
        self.post_message(self.Moved(self, self._rows[new].key if new < len(self._rows) else None))

    def _show_cursor(self) -> None:
        rows_in_sight = max(self.size.height - 1, 1)
        top = int(self.scroll_y)
        if self.cursor < top:
            self.scroll_to(y=self.cursor, animate=False, force=True)
        elif self.cursor >= top + rows_in_sight:
            self.scroll_to(y=self.cursor - rows_in_sight + 1, animate=False, force=True)

    def action_move(self, by: int) -> None:
        """Move the cursor."""
        if self._rows:
            self.cursor = min(max(self.cursor + by, 0), len(self._rows) - 1)

    def action_move_page(self, by: int) -> None:
        """Move the cursor by a screenful."""
        self.action_move(by * max(self.size.height - 2, 1))

    def action_choose(self) -> None:
        """Open the row under the cursor."""
        if self.current:
            self.post_message(self.Chosen(self, self.current.key))

    def action_sort(self) -> None:
        """Sort by the next column that is shown."""
        shown = [c for c, _ in self._widths] or [0]
        self._reverse = False
        self._sort = shown[(shown.index(self._sort) + 1) % len(shown)] if self._sort in shown else shown[0]
        self._choose_rows()

    def action_reverse(self) -> None:
        """Reverse the order."""
        self.sort_by(self._sort)

    def on_click(self, event: events.Click) -> None:
        """The heading sorts; a row takes the cursor, and opens on the second click."""
        if event.y == 0:
            x = 0
            for column, width in self._widths:
                if x <= event.x <= x + width:
                    self.sort_by(column)
                    return
                x += width + 1
            return
        at = int(self.scroll_y) + event.y - 1
        if at < len(self._rows):
            if at == self.cursor:
                self.action_choose()
            self.cursor = at

    # ------------------------------------------------------------------------------------------------------- drawing

    def on_resize(self) -> None:
        """Share the width out again."""
        self._share_out(self.size.width)
        self.virtual_size = Size(self.size.width, len(self._rows) + 1)
        self._show_cursor()

    def _share_out(self, width: int) -> None:
        self._shared = width
        shown = [(n, c) for n, c in enumerate(self._columns) if width >= c.drop_below]
        left = max(width - sum(c.width + 1 for _, c in shown), 0)
        shares = sum(c.share for _, c in shown) or 1
        self._widths = [(n, c.width + left * c.share // shares) for n, c in shown]

    def render_line(self, y: int) -> Strip:
        """The heading, or one row."""
        width = self.size.width
        base = self.rich_style
        if width != self._shared:
            self._share_out(width)
        if y == 0:
            return self._heading(width)
        at = int(self.scroll_y) + y - 1
        if at >= len(self._rows):
            return Strip.blank(width, base)
        line = self._rows[at]
        style, muted = base, self.get_component_rich_style("table--muted")
        if at == self.cursor:
            style = muted = self.get_component_rich_style("table--cursor" if self.has_focus else "table--cursor-blurred")
        elif line.marked:
            style = self.get_component_rich_style("table--marked")
        segments = []
        for n, (column, cells) in enumerate(self._widths):
            segments.append(Segment(_fit(line.cells[column], cells) + " ", style if self._columns[column].share or n == 0 else muted))
        return Strip(segments).extend_cell_length(width, style).crop(0, width)

    def _heading(self, width: int) -> Strip:
        style = self.get_component_rich_style("table--heading")
        segments = []
        for column, cells in self._widths:
            arrow = (" ▼" if self._reverse else " ▲") if column == self._sort else ""
            segments.append(Segment(_fit(self._columns[column].label + arrow, cells) + " ", style + Style(bold=True)))
        return Strip(segments).extend_cell_length(width, style).crop(0, width)

    def refresh_cursor(self) -> None:
        """Draw the cursor's row again."""
        self.refresh(Region(0, self.cursor - int(self.scroll_y) + 1, self.size.width, 1))

    def on_focus(self) -> None:
        """The cursor looks otherwise with the focus."""
        self.refresh()

    def on_blur(self) -> None:
        """The cursor looks otherwise without the focus."""
        self.refresh()


def _fit(text: str, cells: int) -> str:
    """``text`` in exactly ``cells`` cells, cut with an ellipsis."""
    if text.isascii():
        return text.ljust(cells) if len(text) <= cells else text[: max(cells - 1, 0)] + "…"[:cells]
    return set_cell_size(text, cells) if cell_len(text) <= cells else set_cell_size(text, max(cells - 1, 0)) + "…"
