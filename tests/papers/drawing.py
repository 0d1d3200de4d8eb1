"""Pages drawn for the tests: lines with geometry without a PDF, and small PDFs made with reportlab."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from docqa.papers.lines import Cell, Line, RawPage

LETTER = 5.0  # width of a letter in points, so that a column of 80 letters is 400 wide
PITCH = 13.0


def line(text: str, top: float, *, x: float = 72.0, size: float = 11.0, bold: bool = False) -> Line:
    """A line of one or more cells; "|" starts the next cell 60 points after the end of the one before."""
    cells: list[Cell] = []
    at = x
    for piece in text.split("|"):
        cells.append(Cell(piece, at, at + LETTER * len(piece)))
        at += LETTER * len(piece) + 60
    return Line(tuple(cells), top, top + size, size, bold)


def grid(rows: Sequence[Sequence[str]], top: float, columns: Sequence[float]) -> list[Line]:
    """Rows of a table: every cell at the left edge of its column, "" leaves it out."""
    out = []
    for n, row in enumerate(rows):
        cells = tuple(Cell(text, x, x + LETTER * len(text)) for text, x in zip(row, columns, strict=True) if text)
        out.append(Line(cells, top + n * PITCH, top + n * PITCH + 11, 11.0))
    return out


def page(number: int, lines: Sequence[Line | str], *, label: str | None = None) -> RawPage:
    """A page of A4; plain strings are set one under the other, "" leaves a gap, as in a typed page."""
    placed: list[Line] = []
    top = 90.0
    for entry in lines:
        if isinstance(entry, Line):
            placed.append(entry)
            continue
        if entry:
            placed.append(line(entry, top))
        top += PITCH if entry else 0.8 * PITCH
    return RawPage(number, 595.0, 842.0, tuple(placed), label)


def wrapped(text: str, letters: int = 80) -> list[str]:
    """``text`` broken into lines that fill the column."""
    lines, held = [], ""
    for word in text.split():
        if held and len(held) + 1 + len(word) > letters:
            lines.append(held)
            held = word
        else:
            held = f"{held} {word}".strip()
    return [*lines, held]


def pdf(pages: Sequence[Sequence[str]], *, encrypt: Any = None, labels: str = "", outline: str = "", title: str = "") -> bytes:
    """A PDF with one line of text under the other on each page. ``encrypt``: a reportlab StandardEncryption; ``labels``: prefix of page labels."""
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), encrypt=encrypt, invariant=1)
    if title:
        canvas.setTitle(title)
    for n, lines in enumerate(pages):
        if labels:
            canvas.addPageLabel(n, style="ARABIC", start=n + 17, prefix=labels)
        if outline and n == 0:
            canvas.bookmarkPage("top")
            canvas.addOutlineEntry(outline, "top")
        canvas.setFont("Helvetica", 11)
        for k, text in enumerate(lines):
            canvas.drawString(72, 770 - 14 * k, text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()
