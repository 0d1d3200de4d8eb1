"""Rows of tables whose text is wrapped inside the cells and drawn cell by cell: the lines of the first cell, then, up again and to the right, those of the next. Pure.

Word processors write tables so. Read line by line, such a table falls into scraps ("Bev", "31 October", "2025"): here its lines are put together again
before columns are looked for. Two columns of running text are drawn in the same order, so only short cells that stand under each other count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import Protocol

PROSE_CELL = 300  # characters: a table with a longer cell lays out prose
_FEWEST_ROWS = 2  # of several cells
_SAME_EDGE = 12.0  # points between the left edges of the cells of a column
_IN_COLUMNS = 0.8  # share of the cells that must begin where another one does
_AT_EDGE = 1.5  # points
_CELL_GAP = 0.45  # of the letter size: wider than a space between two words
MARKER_CELL = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-zA-Z]|[ivxIVX]{1,5})[.):]?|[•●▪■◦○➢►✓·o*–—-]")
_SENTENCE, _SENTENCE_WORDS, _MANY_SENTENCES = re.compile(r"[a-z)][.!?](?:\s+[A-Z]|$)"), 10, 0.4
_MOST_APART = 3.0  # of the letter size: white space between two rows


class Placed(Protocol):
    """Text with its horizontal place, in points."""

    @property
    def text(self) -> str: ...
    @property
    def x0(self) -> float: ...
    @property
    def x1(self) -> float: ...


class DrawnLine(Protocol):
    """A line: its cells (text with wide gaps between), its words, and its height on the page."""

    @property
    def cells(self) -> Sequence[Placed]: ...
    @property
    def words(self) -> Sequence[Placed]: ...
    @property
    def top(self) -> float: ...
    @property
    def bottom(self) -> float: ...
    @property
    def size(self) -> float: ...


@dataclass(slots=True)
class WrappedCell:
    """A cell of several lines: where its first line begins, and ``top`` and ``bottom`` of its last one."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    begins: float
    lines: int = 1

    def goes_on_with(self, text: Placed, line: DrawnLine) -> bool:
        """Is ``text`` its next line: right under it, at its edge or centre?"""
        under = 0.3 * line.size < line.top - self.top < 2.0 * line.size
        level = abs(text.x0 - self.x0) < 0.6 * line.size or abs(text.x0 + text.x1 - self.x0 - self.x1) < line.size or abs(text.x1 - self.x1) < 0.3 * line.size
        return under and level

    def add(self, text: Placed, line: DrawnLine) -> None:
        """Put its next line to it."""
        self.text = f"{self.text[:-1]}{text.text}" if self.text.endswith("\ufffe") else f"{self.text} {text.text}"
        self.x0, self.x1, self.top, self.bottom = min(self.x0, text.x0), max(self.x1, text.x1), line.top, line.bottom
        self.lines += 1


def _begun(text: Placed, line: DrawnLine) -> WrappedCell:
    """A cell with its first line."""
    return WrappedCell(text.text, text.x0, text.x1, line.top, line.bottom, line.top)


@dataclass(slots=True)
class WrappedRow:
    """The cells of a row, from left to right, and the lines they are drawn in (positions)."""

    cells: list[WrappedCell]
    lines: list[int]
    top: float
    bottom: float
    drawn_back: bool = False  # a cell begins higher than the one before ends, so that line by line they would be torn


def drawn_back(lines: Sequence[DrawnLine]) -> bool:
    """Does any line of a page begin higher than the one before, and to the right of it?"""
    return any(a.cells and b.cells and b.top < a.top - 0.3 * b.size and b.cells[0].x0 > a.cells[0].x1 for a, b in pairwise(lines))


def wrapped_rows(lines: Sequence[DrawnLine], begin: int) -> list[WrappedRow]:
    """The rows of the table that line ``begin`` opens; none where it opens none, or one whose rows stand line by line."""
    edges = tuple(c.x0 for c in lines[begin].cells) if len(lines[begin].cells) > 1 else ()
    rows = _table(lines, begin, edges)
    if rows and not edges and abs(rows[0].cells[1].begins - lines[begin].top) > 0.3 * lines[begin].size:
        return []  # a caption, and the table's first row under it
    more = tuple(_shared_edges(rows, edges, lines))
    return _table(lines, begin, more) if rows and len(more) > len(edges) else rows


def _table(lines: Sequence[DrawnLine], begin: int, edges: Sequence[float]) -> list[WrappedRow]:
    """The rows of the table that line ``begin`` opens and whose columns begin at ``edges``, as far as they are known."""
    rows: list[WrappedRow] = []
    for row in _rows(lines, begin, edges):
        size = lines[row.lines[0]].size
        if any(len(c.text) > PROSE_CELL for c in row.cells) or (rows and not -0.5 * size < row.top - rows[-1].bottom < _MOST_APART * size):
            break
        if rows and len(row.cells) == 2 < len(rows[-1].cells) and MARKER_CELL.fullmatch(row.cells[0].text):
            break  # a numbered paragraph behind the table
        if len(row.cells) == 1 and (not rows or not _under(row.cells[0], rows) or len(rows[-1].cells) == 1):
            break
        rows.append(row)
    while rows and len(rows[-1].cells) == 1:
        rows.pop()
    several = [r for r in rows if len(r.cells) > 1 and not (len(r.cells) == 2 and MARKER_CELL.fullmatch(r.cells[0].text))]
    whole = len(several) >= _FEWEST_ROWS and any(r.drawn_back for r in rows) and any(c.lines > 1 for r in rows for c in r.cells) and _in_columns(several) and not _lays_out_prose(several) and not _drawn_elsewhere(rows, lines)
    return rows if whole else []


def _shared_edges(rows: Sequence[WrappedRow], known: Sequence[float], lines: Sequence[DrawnLine]) -> Iterator[float]:
    """Where columns begin: what is known, where cells of two rows do, and where in half of the rows a word does behind more than a space."""
    yield from known
    edges = sorted(c.x0 for row in rows for c in row.cells)
    for a, b in pairwise(edges):
        if b - a < _AT_EDGE and not any(abs(a - k) < _SAME_EDGE for k in known):
            yield a
    starts = [w.x0 for row in rows for n in row.lines for before, w in pairwise(lines[n].words) if w.x0 - before.x1 > _CELL_GAP * lines[n].size]
    for start in starts:
        if 2 * sum(abs(start - other) < _AT_EDGE for other in starts) >= max(len(rows), 2 * _FEWEST_ROWS) and not any(abs(start - k) < _AT_EDGE for k in known):
            yield start


def _rows(lines: Sequence[DrawnLine], begin: int, edges: Sequence[float]) -> Iterator[WrappedRow]:
    """Lines as rows of cells, in the order of drawing."""
    row: WrappedRow | None = None
    for n in range(begin, len(lines)):
        line = lines[n]
        if not line.cells:
            break
        for text in _parted(line, edges):
            last = row.cells[-1] if row else None
            if row and last and last.goes_on_with(text, line):
                last.add(text, line)
            elif row and last and text.x0 > last.x1 - 0.2 * line.size and line.top < row.bottom - 0.3 * line.size:
                row.drawn_back |= line.top < last.top - 0.3 * line.size
                row.cells.append(_begun(text, line))
            else:
                if row:
                    yield row
                row = WrappedRow([_begun(text, line)], [], line.top, line.bottom)
            row.bottom = max(row.bottom, line.bottom)
            row.top = min(row.top, line.top)
            if not row.lines or row.lines[-1] != n:
                row.lines.append(n)
    if row:
        yield row


@dataclass(frozen=True, slots=True)
class _Text:
    text: str
    x0: float
    x1: float


def _parted(line: DrawnLine, edges: Sequence[float]) -> Sequence[Placed]:
    """The cells of a line, parted where a word begins a column that the one before it nearly reaches."""
    starts = {w.x0 for before, w in pairwise(line.words) if w.x0 - before.x1 > _CELL_GAP * line.size and any(abs(w.x0 - e) < _AT_EDGE for e in edges)}
    if not starts - {c.x0 for c in line.cells}:
        return line.cells
    starts |= {c.x0 for c in line.cells}
    out: list[_Text] = []
    for word in line.words:
        if out and word.x0 not in starts:
            out[-1] = _Text(f"{out[-1].text} {word.text}", out[-1].x0, word.x1)
        else:
            out.append(_Text(word.text, word.x0, word.x1))
    return out


def _under(cell: WrappedCell, rows: Sequence[WrappedRow]) -> bool:
    """Does a cell that is alone in its row stand in a column of the rows above?"""
    last = rows[-1].cells
    column = next((k for k, c in enumerate(last) if abs(c.x0 - cell.x0) < _SAME_EDGE), None)
    return column is not None and (column + 1 == len(last) or cell.x1 < last[column + 1].x0)


def _lays_out_prose(rows: Sequence[WrappedRow]) -> bool:
    """Do many of the rows hold sentences: minutes or comments set in a table, better read as paragraphs?"""
    return sum(any(len(c.text.split()) >= _SENTENCE_WORDS and _SENTENCE.search(c.text) for c in row.cells) for row in rows) >= _MANY_SENTENCES * len(rows)


def _drawn_elsewhere(rows: Sequence[WrappedRow], lines: Sequence[DrawnLine]) -> bool:
    """Does anything stand beside the rows that is drawn before or after them: a column of labels, the other half of the page?"""
    own = {n for row in rows for n in row.lines}
    top, bottom = min(r.top for r in rows), max(r.bottom for r in rows)
    return any(n not in own and line.cells and top < (line.top + line.bottom) / 2 < bottom for n, line in enumerate(lines))


def _in_columns(rows: Sequence[WrappedRow]) -> bool:
    """Do the cells of the rows begin under each other?"""
    near = sum(any(other is not cell and abs(other.x0 - cell.x0) < _SAME_EDGE for other in chain.from_iterable(r.cells for r in rows if r is not row)) for row in rows for cell in row.cells)
    return near >= _IN_COLUMNS * sum(len(r.cells) for r in rows)
