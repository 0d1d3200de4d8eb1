"""Which lines are rows of tables, where their columns are, and what the columns are called. Pure.

Columns are found from white space that runs down through the lines of a table, so that a figure set close to its label is still a cell of its own.
Problems met in real papers: headers of two levels, units alone under a header, captions above the table, text wrapped inside a cell, rows with
empty cells. A column label that is not sure is "".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import Protocol

from docqa.papers.wrapped import MARKER_CELL, DrawnLine, Placed, WrappedRow, drawn_back, wrapped_rows
from docqa.records import Row


class PlacedLine(DrawnLine, Protocol):
    """A line with its weight."""

    @property
    def bold(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table: the lines it is made of (positions), and what it says."""

    lines: tuple[int, ...]
    row: Row
    places: tuple[int, ...]  # the column of each cell, 0-based
    columns: tuple[float, ...]  # where the columns of its table begin
    gaps: tuple[tuple[float, float], ...]  # the white space between them
    labels: tuple[str, ...]  # what they are called, () where the table has no header


@dataclass(slots=True)
class _Cell:
    column: int
    text: str
    x0: float
    x1: float


_YEAR = re.compile(r"(?:19|20)\d\d(?:\s?[-/–]\s?(?:20)?\d{1,2})?")  # 2022, 2022/23: figures that are labels
_UNIT = re.compile(r"[£$€%]|[£$€]?'?000s?|£m|no\.?|n[oº]|yes|£ ?p", re.I)
_FIGURE = re.compile(r"[£$€(+-]*\s?\d[\d,.]*\s?(?:%|k|m|p)?\)?|[-–—x]|n/?a|nil|tbc", re.I)
_CORNER = 60  # characters: longer text is no label
_MOST_HEADER_ROWS = 3
_MOST_ROWS_ABOVE_HEADER = 5  # "Name of authority: ..." and the like
_SAME_START = 2.0  # points between the first letters of two lines of a cell
SAME_COLUMN = 12.0  # points between the left edges of a column on two pages
_NARROW = (0.3, 0.8)  # of the letter size: least width of white space between columns, in a long table and in a short one


def table_rows(lines: Sequence[PlacedLine], before: TableRow | None = None) -> list[TableRow]:
    """The rows of the tables among ``lines`` (one page, reading order; lines without cells end a table). Tables are numbered from 0.

    ``before`` is the last row of the page before, where that ends with a table: a row or two at the top of this page may belong to it.
    """
    rows = list(_rest_of(before, lines)) if before else []
    table = int(bool(rows))
    n = done = rows[-1].lines[-1] + 1 if rows else 0
    by_cells = drawn_back(lines)
    while n < len(lines):
        wrapped = wrapped_rows(lines, n) if by_cells else []
        if wrapped:
            rows += _rows_of_cells(wrapped, table)
            table += 1
            n = done = wrapped[-1].lines[-1] + 1
            continue
        end = _run_end(lines, n)
        if end == n:
            n += 1
            continue
        gaps = _corridors([lines[k] for k in range(n, end) if len(lines[k].cells) > 1])
        begin = n
        while begin > done and n - begin < _MOST_HEADER_ROWS and _is_header_above(lines[begin - 1], lines[begin], gaps):
            begin -= 1
        rows += _rows(lines, begin, end, gaps, table)
        table += 1
        n = done = end
    return rows


def _rest_of(before: TableRow, lines: Sequence[PlacedLine]) -> Iterator[TableRow]:
    """Lines at the top of a page that stand in the columns of the table that the page before ended with, where they make no table by themselves."""
    first = next((n for n, line in enumerate(lines) if line.cells), len(lines))
    if first == len(lines) or _run_end(lines, first) > first:
        return
    for n in range(first, len(lines)):
        line = lines[n]
        cells = _cells(line, before.gaps) if line.cells else []
        near = n == first or 0 < line.top - lines[n - 1].top < 2 * max(line.size, 6)
        if not _many(line) or not near or not all(any(abs(c.x0 - x) < SAME_COLUMN for x in before.columns) or len(cells) > 2 for c in cells):
            return
        texts, places = tuple(c.text for c in cells), tuple(c.column for c in cells)
        yield TableRow((n,), Row(0, texts), places, before.columns, before.gaps, before.labels)


# ------------------------------------------------------------------------------------------------------ where a table is


def _many(line: PlacedLine) -> bool:
    """True for a line of several cells that is no numbered or bulleted line of a list."""
    return len(line.cells) > 1 and not (len(line.cells) == 2 and MARKER_CELL.fullmatch(line.cells[0].text.strip()))


def _run_end(lines: Sequence[PlacedLine], begin: int) -> int:
    """End of the table that starts at line ``begin``; ``begin`` where none does. A table has two or more lines of several cells that stand in columns."""
    if not _many(lines[begin]):
        return begin
    end = begin + 1
    last = begin  # last line of several cells
    while end < len(lines) and lines[end].cells:
        near = 0 < lines[end].top - lines[end - 1].top < 3.2 * max(lines[end].size, 6) or _many(lines[end])
        if not near:
            break
        if _many(lines[end]):
            last = end
        elif end - last > 2 or len(lines[end].cells) > 1 or _starts_section(lines[end - 1], lines[end]):
            break
        end += 1
    end = last + 1
    many = [k for k in range(begin, end) if _many(lines[k])]
    if len(many) < 2 or not _aligned([lines[k].cells for k in many]):
        return begin
    gaps = _corridors([lines[k] for k in many])
    for k in range(begin, end):  # a line across the columns ends the table
        if len(lines[k].cells) == 1 and _crosses(lines[k], gaps):
            return k if sum(b < k for b in many) >= 2 else begin
    return end


def _starts_section(above: PlacedLine, line: PlacedLine) -> bool:
    """True for a bold line without figures, set off from the row above: the title of the next table."""
    figures = any(_is_figure(w.text) for w in _words(line))
    return line.bold and not figures and line.top - above.top > 1.8 * max(line.size, 6)


def _aligned(lines: Sequence[Sequence[Placed]]) -> bool:
    """True where neighbouring lines have a cell that starts, ends or centres at the same place."""
    near = 0
    for above, below in pairwise(lines):
        near += any(abs(a.x0 - b.x0) < 4 or abs(a.x1 - b.x1) < 4 or abs((a.x0 + a.x1) - (b.x0 + b.x1)) < 8 for a in above[1:] for b in below[1:])
    return near * 2 >= len(lines) - 1


def _corridors(lines: Sequence[PlacedLine]) -> list[tuple[float, float]]:
    """Strips of white space (left, right) that run down through ``lines``, but for one line in sixteen that reaches over."""
    if not lines:
        return []
    size = sorted(line.size for line in lines)[len(lines) // 2]
    least = max(_NARROW[0], _NARROW[1] - 0.05 * len(lines)) * size
    events = sorted([(w.x0, 1) for line in lines for w in _words(line)] + [(w.x1, -1) for line in lines for w in _words(line)])
    allowed = len(lines) // 16
    strips: list[tuple[float, float]] = []
    covered, white = 0, None
    for x, step in events:
        before, covered = covered, covered + step
        if before > allowed >= covered:
            white = x
        elif before <= allowed < covered:
            if white is not None and x - white >= least:
                strips.append((white, x))
            white = None
    return strips


def _words(line: PlacedLine) -> Sequence[Placed]:
    return line.words or line.cells


def _crosses(line: PlacedLine, gaps: Sequence[tuple[float, float]]) -> bool:
    return any(w.x0 < (a + b) / 2 < w.x1 for a, b in gaps for w in _words(line))


def _is_header_above(line: PlacedLine, below: PlacedLine, gaps: Sequence[tuple[float, float]]) -> bool:
    """True where a line of one cell over a table is its header: no word stands over a gap between columns, and several columns have one."""
    if not line.cells or not 0 < below.top - line.top < 2.2 * max(line.size, 6) or _crosses(line, gaps):
        return False
    cells = _cells(line, gaps)
    return len(cells) >= max(2, (len(gaps) + 1) // 2) and not any(_is_figure(c.text) for c in cells)


# ------------------------------------------------------------------------------------------------------------- its rows


def _cells(line: PlacedLine, gaps: Sequence[tuple[float, float]]) -> list[_Cell]:
    """The words of a line by column; words parted by a wide gap stay apart also inside a column."""
    starts = [c.x0 for c in line.cells]
    out: list[_Cell] = []
    for word in _words(line):
        column = sum(word.x0 >= (a + b) / 2 for a, b in gaps)
        new_cell = any(abs(word.x0 - s) < 0.01 for s in starts)
        if out and out[-1].column == column and not new_cell:
            out[-1].text, out[-1].x1 = f"{out[-1].text} {word.text}", word.x1
        else:
            out.append(_Cell(column, word.text, word.x0, word.x1))
    return out


def _rows(lines: Sequence[PlacedLine], begin: int, end: int, gaps: Sequence[tuple[float, float]], table: int) -> Iterator[TableRow]:
    made: list[tuple[list[int], list[_Cell]]] = []
    of_lines = [_cells(lines[n], gaps) for n in range(begin, end)]
    rights: dict[int, float] = {}  # how far the cells of a column reach
    for cell in chain.from_iterable(of_lines):
        rights[cell.column] = max(rights.get(cell.column, 0.0), cell.x1)
    for n, cells in enumerate(of_lines, begin):
        if made and (_goes_on(made[-1][1], cells) or _is_rest(made[-1][1], cells, lines[n], rights)) and lines[n].top - lines[n - 1].top < 1.6 * max(lines[n].size, 6):
            for cell in cells:
                above = next(c for c in reversed(made[-1][1]) if c.column == cell.column)
                above.text, above.x1 = f"{above.text} {cell.text}", max(above.x1, cell.x1)
            made[-1][0].append(n)
        else:
            made.append(([n], cells))
    yield from _named(made, gaps, table)


def _rows_of_cells(wrapped: Sequence[WrappedRow], table: int) -> Iterator[TableRow]:
    """The rows of a table that is drawn cell by cell."""
    gaps = _between([(c.x0, c.x1) for row in wrapped for c in row.cells if len(row.cells) > 1])
    made = [(row.lines, [_Cell(sum(c.x0 >= (a + b) / 2 for a, b in gaps), c.text, c.x0, c.x1) for c in row.cells]) for row in wrapped]
    yield from _named(made, gaps, table)


def _between(reaches: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Strips of white space (left, right) between the columns that cells stand in, by where these begin."""
    edges: list[list[float]] = []  # where a column begins, and how far its cells reach
    for x0, x1 in sorted(reaches):
        if edges and x0 - edges[-1][0] < SAME_COLUMN:
            edges[-1][1] = max(edges[-1][1], x1)
        else:
            edges.append([x0, x1])
    return [(min(a[1], b[0] - 1.0), b[0]) for a, b in pairwise(edges)]


def _named(made: Sequence[tuple[list[int], list[_Cell]]], gaps: Sequence[tuple[float, float]], table: int) -> Iterator[TableRow]:
    """Rows with the names of their columns."""
    if len(made) < 2:
        return
    rows_of_cells = [cells for _, cells in made]
    first, after = _header_rows(rows_of_cells)
    labels = tuple(_labels(rows_of_cells[first:after], [c for cells in rows_of_cells[after:] for c in cells], len(gaps) + 1)) if after > first else ()
    left = tuple(min((c.x0 for cells in rows_of_cells for c in cells if c.column == k), default=0.0) for k in range(len(gaps) + 1))
    for k, (where, cells) in enumerate(made):
        texts, places = tuple(c.text for c in cells), tuple(c.column for c in cells)
        named = tuple(labels[c] for c in places) if labels and k >= after else ()
        yield TableRow(tuple(where), Row(table, texts, named, header=first <= k < after), places, left, tuple(gaps), labels)


def _goes_on(above: Sequence[_Cell], cells: Sequence[_Cell]) -> bool:
    """True where a line is the rest of the text in the cells above it: words only, in columns that the row above fills, beginning in lower case."""
    filled = {c.column for c in above}
    return all(c.column in filled and re.match(r"[a-z(&]", c.text) and not re.match(r"\(?[a-z]{1,3}[.)]\s", c.text) for c in cells)


def _is_rest(above: Sequence[_Cell], cells: Sequence[_Cell], line: PlacedLine, rights: Mapping[int, float]) -> bool:
    """True where a line with nothing in the first column begins with words that did not fit on the line above, in columns that the row above fills."""
    for cell in cells:
        before = next((c for c in reversed(above) if c.column == cell.column), None)
        first = next((w for w in _words(line) if abs(w.x0 - cell.x0) < 0.01), None)
        if not cell.column or before is None or first is None or before.x1 + (first.x1 - first.x0) < rights[cell.column] or abs(before.x0 - cell.x0) > _SAME_START:
            return False
    return bool(cells) and not any(_is_figure(c.text) for c in cells)


def _header_rows(rows: Sequence[Sequence[_Cell]]) -> tuple[int, int]:
    """First row and end of the column labels: words, years and units near the top, with figures or longer text under them."""
    texts = [tuple(c.text for c in row) for row in rows]
    most = max(len(row) for row in rows)
    for first in range(min(_MOST_ROWS_ABOVE_HEADER, len(rows) - 1)):
        row = texts[first][1:] if len(texts[first]) > 2 and _CORNER < len(texts[first][0]) <= 3 * _CORNER else texts[first]  # a title in the corner
        labels = len(texts[first]) >= min(2, most) and all(_is_label(t) and not t.endswith(":") for t in row)
        if not labels or (first and len(texts[first]) < max(3, most / 2)):
            continue  # below the first row only a row that names most columns is a header
        body = {(c.column, c.text) for row in rows[first + 1 :] for c in row if not _UNIT.fullmatch(c.text)}
        if any((c.column, c.text) in body for c in rows[first]):
            return 0, 0  # a label does not come back as a value
        end = first + 1
        while end < min(first + _MOST_HEADER_ROWS, len(rows) - 1) and _labels_on(texts[first], texts[end]):
            end += 1
        if _has_figures(texts[end:]) or header_of(texts[first:]):
            return first, end
    return 0, 0


def _labels_on(first: tuple[str, ...], row: tuple[str, ...]) -> bool:
    """True where a row under the first labels goes on with labels: units, years, or more of them than the row above has."""
    if not all(_is_label(t) and not t.endswith(":") for t in row):
        return False
    return len(row) > len(first) or any(_UNIT.fullmatch(t) or _YEAR.fullmatch(t) for t in row) or (len(first) > 3 and len(row) < len(first) and all(len(t) < 16 for t in row))


def _has_figures(texts: Sequence[tuple[str, ...]]) -> bool:
    """True where every second row has a figure."""
    return 2 * sum(any(_is_figure(c) for c in row) for row in texts) >= len(texts) > 0


def _is_figure(text: str) -> bool:
    return bool(_FIGURE.fullmatch(text.strip())) and not _YEAR.fullmatch(text.strip()) and not _UNIT.fullmatch(text.strip())


def _is_label(text: str) -> bool:
    if _YEAR.fullmatch(text) or _UNIT.fullmatch(text):
        return True
    return len(text) <= _CORNER and bool(re.search(r"[A-Za-z]", text)) and not re.search(r"(?!(?:19|20)\d\d\b)\d{3,}|[£$]\s?\d", text)


def _labels(header: Sequence[Sequence[_Cell]], body: Sequence[_Cell], columns: int) -> list[str]:
    """Label of every column: the header cells over it, the upper one carried to the right where it has fewer cells than the one below."""
    reach = [(min((c.x0 for c in body if c.column == k), default=0.0), max((c.x1 for c in body if c.column == k), default=0.0)) for k in range(columns)]
    near = min(2.0, max((x1 for _, x1 in reach), default=0.0) / 100)  # points; nothing where places are numbers of columns
    labels: list[list[str]] = [[] for _ in range(columns)]
    for n, row in enumerate(header):
        carried = ""
        below = max((len(later) for later in header[n + 1 :]), default=0)
        for k, (x0, x1) in enumerate(reach):
            over = [c for c in row if c.x0 < x1 + near and x0 - near < c.x1] or [c for c in row if c.column == k]
            said = over[0].text if len(over) == 1 else " ".join(c.text for c in over if c.column == k)
            if said:
                carried = said
            elif len(row) < below and not _UNIT.fullmatch(carried):
                said = carried
            if said and said not in labels[k]:
                labels[k].append(said)
    return [": ".join(parts) if len(parts) < 3 else f"{parts[0]}: {' '.join(parts[1:])}" for parts in labels]


def column_labels(rows: Sequence[tuple[str, ...]], *, headed: bool = False) -> tuple[int, int, tuple[str, ...]]:
    """First row and end of the column labels of a table whose cells are known, and the label of every column ("" where unknown).

    Args:
        rows: cells of every row, "" where empty; a row may be shorter than the others.
        headed: the file says that the first row is the header.
    """
    cells = [[_Cell(k, text, k, k + 0.5) for k, text in enumerate(row) if text] for row in rows]
    columns = max((len(row) for row in rows), default=0)
    if len(rows) < 2:
        return 0, 0, ()
    first, end = _header_rows(cells)
    if headed and not (first == 0 and end):
        first, end = 0, 1
    if end == first:
        return 0, 0, ()
    labels = _labels(cells[first:end], [_Cell(k, "", k, k + 0.5) for k in range(columns)], columns)
    named = [k for k, label in enumerate(labels) if label and k]
    widths = {b - a for a, b in pairwise([*named, columns])}
    if len(named) > 1 and len(widths) == 1 and widths != {1}:  # every label stands over as many columns: merged cells
        for k in range(named[0], columns):
            labels[k] = labels[k] or labels[k - 1]
    return first, end, tuple(labels)


def header_of(texts: Sequence[tuple[str, ...]]) -> tuple[str, ...] | None:
    """The first row, where it reads like column labels: words, no figures, and figures or longer text under it."""
    first = texts[0]
    if len(texts) < 2 or any(len(c) > 60 for c in first) or not any(re.search(r"[A-Za-z]", c) for c in first):
        return None
    under = [c for row in texts[1:] for c in row if c]
    wordy = all(_is_label(c) and (not re.search(r"\d", c) or _YEAR.fullmatch(c)) for c in first if c)
    return first if wordy and (sum(map(_is_figure, under)) >= 0.2 * len(under) > 0 or max((len(c) for c in under), default=0) > 40) else None
