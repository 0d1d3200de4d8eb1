"""Which lines are rows of tables, and what their columns are called. Pure.

Problems met in real papers: captions inside the first row, note rows, two-level headers, merged row labels lost, columns shifted after a
page break. Column labels are given only where a row has as many cells as the header; a label that is not sure is "".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

from docqa.records import Row

_YEAR = re.compile(r"(?:19|20)\d\d(?:\s?[-/–]\s?(?:20)?\d\d)?")  # 2022, 2022/23: figures that are labels


class Placed(Protocol):
    """A cell with its horizontal place."""

    @property
    def text(self) -> str: ...
    @property
    def x0(self) -> float: ...
    @property
    def x1(self) -> float: ...


def table_rows(lines: Sequence[Sequence[Placed]]) -> list[Row | None]:
    """For each line, the Row it is, or None. Tables are numbered from 0 within the call.

    A table is two or more lines of two or more cells; single-cell lines between them end it.
    """
    rows: list[Row | None] = [None] * len(lines)
    table = 0
    n = 0
    while n < len(lines):
        end = n
        while end < len(lines) and len(lines[end]) >= 2:
            end += 1
        if end - n >= 2 and _aligned(lines[n:end]):
            texts = [tuple(c.text.strip() for c in line) for line in lines[n:end]]
            header = header_of(texts)
            for k in range(n, end):
                labels = _placed_labels(lines[n], lines[k]) if header and k > n else ()
                rows[k] = Row(table, texts[k - n], labels, header=header is not None and k == n)
            table += 1
        n = max(end, n + 1)
    return rows


def _aligned(lines: Sequence[Sequence[Placed]]) -> bool:
    """True where neighbouring lines have a cell that starts, ends or centres at the same place."""
    near = 0
    for above, below in zip(lines, lines[1:], strict=False):
        near += any(
            abs(a.x0 - b.x0) < 4 or abs(a.x1 - b.x1) < 4 or abs((a.x0 + a.x1) - (b.x0 + b.x1)) < 8 for a in above[1:] for b in below[1:]
        )
    return near * 2 >= len(lines) - 1


def header_of(texts: Sequence[tuple[str, ...]]) -> tuple[str, ...] | None:
    """The first row, where it reads like column labels: words, no figures, and figures or longer text under it."""
    first = texts[0]
    if len(texts) < 2 or any(len(c) > 60 for c in first):
        return None
    wordy = sum(bool(_YEAR.fullmatch(c)) or (bool(re.search(r"[A-Za-z]", c)) and not re.search(r"(?!(?:19|20)\d\d\b)\d{3,}|[£$]\s?\d", c)) for c in first if c)
    if not any(re.search(r"[A-Za-z]", c) for c in first):
        return None
    under = [c for row in texts[1:] for c in row]
    figures = sum(bool(re.fullmatch(r"[£$(]?[\d,.]+%?\)?|[-–x]|n/a", c.strip(), re.I)) for c in under)
    return first if wordy == len([c for c in first if c]) and (figures >= len(under) / 5 or max(len(c) for c in under) > 40) else None


def _placed_labels(header: Sequence[Placed], row: Sequence[Placed]) -> tuple[str, ...]:
    """The label above each cell: the header cell that overlaps it, "" where none or two do."""
    labels = []
    for cell in row:
        above = [h for h in header if h.x0 < cell.x1 + 2 and cell.x0 - 2 < h.x1]
        labels.append(above[0].text.strip() if len(above) == 1 else "")
    return tuple(labels)
