"""Pieces of a paper -> reportlab flowables in the look of a house."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any
from xml.sax.saxutils import escape

from sample.houses import House
from sample.pictures import as_flowable, chart
from sample.source import Piece

_FAMILIES = {"Helvetica": ("Helvetica", "Helvetica-Bold", "Helvetica-BoldOblique"), "Times": ("Times-Roman", "Times-Bold", "Times-BoldItalic"), "Vera": ("Vera", "VeraBd", "VeraBI"), "Courier": ("Courier", "Courier-Bold", "Courier-BoldOblique")}
_NUMBER = re.compile(r"(\d{1,3}[.)]|[A-Z]?\d{1,3}(?:\.\d{1,3}){1,3}\.?|\([a-z0-9]{1,4}\)|\*\*\d{1,3}\.\*\*)\s+(?=\S)")
_FIGURE = re.compile(r"[-+(£]*\d[\d,.]*\s?(?:%|p|m|k)?\)?|-|nil|n/a|", re.I)
PAGE_WIDTH, PAGE_HEIGHT = 595.2756, 841.8898  # A4


@dataclass(slots=True)
class Pagination:
    """What one pass over a document learns and the next needs: printed page ranges of agenda items, and pages of headings."""

    items: dict[str, tuple[int, int]] = field(default_factory=dict)
    headings: dict[tuple[int, str], int] = field(default_factory=dict)  # (section, heading) -> page within the section
    lengths: dict[int, int] = field(default_factory=dict)  # section -> pages

    def range_of(self, item: str) -> str:
        """"23 - 40", "23", or a stand-in of the same length as long as it is not known."""
        if item not in self.items:
            return "88 - 88"
        first, last = self.items[item]
        return f"{first} - {last}" if last > first else str(first)


def register_fonts() -> None:
    """Make the embedded family known to reportlab."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    for name in _FAMILIES["Vera"]:
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, f"{name}.ttf"))


def font_of(house: House, bold: bool = False) -> str:
    """The name of a house's font."""
    return _FAMILIES[house.font][1 if bold else 0]


class Setting:
    """Sets the pieces of one section."""

    def __init__(self, house: House, section: int, known: Pagination, heading_at: Callable[[str], None]) -> None:
        self.house = house
        self.width = PAGE_WIDTH - house.left - house.right
        self._section = section
        self._known = known
        self._heading_at = heading_at
        self._styles = self._make_styles()

    def flowables(self, pieces: Sequence[Piece]) -> list[Any]:
        """What reportlab places on the pages."""
        from reportlab.platypus.flowables import BalancedColumns

        flow: list[Any] = []
        outer: list[Any] | None = None
        for piece in pieces:
            if piece.kind == "two columns":
                outer, flow = flow, []
                self.width = (self.width - 20) / 2
            elif piece.kind == "one column" and outer is not None:
                outer.append(BalancedColumns(flow, nCols=2, innerPadding=20, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0))
                flow, outer = outer, None
                self.width = self.width * 2 + 20
            else:
                flow += self._set(piece)
        return flow if outer is None else [*outer, BalancedColumns(flow, nCols=2, innerPadding=20, leftPadding=0, rightPadding=0)]

    def _make_styles(self) -> dict[str, Any]:
        from reportlab.lib.colors import HexColor
        from reportlab.lib.styles import ParagraphStyle

        h, bold = self.house, font_of(self.house, bold=True)
        plain = ParagraphStyle("p", fontName=font_of(h), fontSize=h.size, leading=h.leading, alignment=4 if h.justified else 0, spaceAfter=h.gap)
        head = ParagraphStyle("h", parent=plain, fontName=bold, textColor=HexColor(h.ink), alignment=0, keepWithNext=1)
        return {
            "": plain,
            "#": ParagraphStyle("h1", parent=head, fontSize=h.size + 2, leading=h.leading + 3, alignment=1 if h.title == "centre" else 0, spaceBefore=3, spaceAfter=h.gap + 1),
            "##": ParagraphStyle("h2", parent=head, spaceBefore=h.gap, spaceAfter=h.gap - 2),
            "###": ParagraphStyle("h3", parent=head, fontName=_FAMILIES[h.font][2], spaceBefore=3, spaceAfter=4),
            ">": ParagraphStyle("in", parent=plain, leftIndent=h.numbers or 28),
            "-": ParagraphStyle("b", parent=plain, leftIndent=36, bulletIndent=22, spaceAfter=4),
            "--": ParagraphStyle("bb", parent=plain, leftIndent=56, bulletIndent=42, spaceAfter=3),
            "==": ParagraphStyle("cap", parent=head, fontSize=h.size - 0.7, spaceAfter=3, spaceBefore=2),
            "cell": ParagraphStyle("c", parent=plain, fontSize=h.size - 1.2, leading=h.leading - 2, spaceAfter=0, alignment=0),
            "figure": ParagraphStyle("f", parent=plain, fontSize=h.size - 1.2, leading=h.leading - 2, spaceAfter=0, alignment=2),
            "heading cell": ParagraphStyle("hc", parent=plain, fontName=bold, fontSize=h.size - 1.2, leading=h.leading - 2, spaceAfter=0, alignment=0),
            "label": ParagraphStyle("l", parent=plain, fontName=bold, spaceAfter=1, alignment=0),
            "field": ParagraphStyle("v", parent=plain, spaceAfter=1, alignment=0),
        }

    def _text(self, value: str) -> str:
        """Markup for reportlab: ``**bold**``, and page ranges filled in."""
        value = re.sub(r"\{pages ([^{}]+)\}", lambda m: self._known.range_of(m[1].strip()), value)
        bold = font_of(self.house, bold=True)
        return re.sub(r"\*\*(.+?)\*\*", rf'<font name="{bold}">\1</font>', escape(value))

    def _set(self, piece: Piece) -> list[Any]:
        from reportlab.platypus import Spacer

        if piece.kind == "table":
            return [self._table(piece.value), Spacer(1, self.house.gap + 1)]
        if piece.kind == "labels":
            return [self._labels(piece.value), Spacer(1, self.house.gap)]
        if piece.kind == "chart":
            kind, title, rows = piece.value
            return [as_flowable(chart(kind, title, rows), self.width), Spacer(1, self.house.gap)]
        if piece.kind == "index":
            return self._index()
        return [self._paragraph(piece)]

    def _paragraph(self, piece: Piece) -> Any:
        from reportlab.lib.styles import ParagraphStyle
        from reportlab.platypus import Paragraph

        style, value, bullet = self._styles[piece.kind], piece.value, "•" if piece.kind in ("-", "--") else None
        number = _NUMBER.match(value) if self.house.numbers and piece.kind in ("", ">", "##") else None
        if number:  # the number hangs in a column of its own
            indent = style.leftIndent if piece.kind == ">" else 0
            style = ParagraphStyle(
                "n", parent=style, leftIndent=indent + self.house.numbers, bulletIndent=indent, bulletFontName=style.fontName, bulletFontSize=style.fontSize, bulletColor=style.textColor
            )
            bullet, value = number[1], value[number.end() :]
            if bullet.startswith("**"):
                bullet, style.bulletFontName = bullet.strip("*"), font_of(self.house, bold=True)
        if piece.kind not in ("#", "##"):
            return Paragraph(self._text(value), style, bulletText=bullet)
        told, name = self._heading_at, piece.value

        class Heading(Paragraph):  # type: ignore[misc]  # reportlab has no types
            """A heading that tells the page it lands on."""

            def draw(self) -> None:
                told(name)
                super().draw()

        return Heading(self._text(value), style, bulletText=bullet)

    def _table(self, rows: list[tuple[bool, list[str]]]) -> Any:
        from reportlab.lib import colors
        from reportlab.platypus import Paragraph, Table, TableStyle

        most = max(len(cells) for _, cells in rows)
        padded = [(heading, cells + [""] * (most - len(cells))) for heading, cells in rows]
        body = [cells for heading, cells in padded if not heading]
        numeric = [n > 0 and bool(body) and all(_FIGURE.fullmatch(cells[n]) for cells in body) for n in range(most)]
        made = []
        for heading, cells in padded:
            total = not heading and cells[0].lower().startswith("total")
            kinds = ["heading cell" if heading or total else "figure" if numeric[n] else "cell" for n in range(most)]
            made.append([Paragraph(f'<para align="{"right" if numeric[n] else "left"}">{self._text(c)}</para>', self._styles[k]) for n, (k, c) in enumerate(zip(kinds, cells, strict=True))])
        heads = sum(1 for heading, _ in rows if heading)
        grey = colors.HexColor("#8a8a8a")
        style: list[tuple[Any, ...]] = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("TOPPADDING", (0, 0), (-1, -1), 2.5), ("BOTTOMPADDING", (0, 0), (-1, -1), 3)]
        if self.house.table == "rules":
            style += [("LINEBELOW", (0, 0), (-1, -1), 0.3, grey), ("LINEABOVE", (0, 0), (-1, 0), 1, colors.black)]
        else:
            style.append(("GRID", (0, 0), (-1, -1), 0.4, grey))
        if heads:
            style.append(("LINEBELOW", (0, heads - 1), (-1, heads - 1), 1, colors.black))
            if self.house.table == "shaded":
                style.append(("BACKGROUND", (0, 0), (-1, heads - 1), colors.HexColor("#dfe6ee")))
        return Table(made, colWidths=self._widths([cells for _, cells in padded]), repeatRows=heads, style=TableStyle(style), splitInRow=1)

    def _widths(self, rows: list[list[str]]) -> list[float]:
        """Widths of columns: every word fits, the rest goes where the text is long."""
        from reportlab.pdfbase.pdfmetrics import stringWidth

        size = self.house.size - 1.2

        def wide(text: str) -> float:
            return float(stringWidth(text, font_of(self.house, bold=True), size))

        columns = list(zip(*rows, strict=True))
        words = [max(max((wide(w) for w in cell.split()), default=0.0) for cell in column) + 14 for column in columns]
        whole = [min(max(wide(cell) for cell in column) + 14, 330) for column in columns]
        if sum(whole) <= self.width:
            return [w * self.width / sum(whole) for w in whole]
        if sum(words) >= self.width:
            return [w * self.width / sum(words) for w in words]
        wanted = [a - b for a, b in zip(whole, words, strict=True)]
        spare = self.width - sum(words)
        return [b + spare * w / (sum(wanted) or 1) for b, w in zip(words, wanted, strict=True)]

    def _labels(self, rows: list[tuple[str, str]]) -> Any:
        from reportlab.lib import colors
        from reportlab.platypus import Paragraph, Table, TableStyle

        made = [[Paragraph(self._text(a), self._styles["label"]), Paragraph(self._text(b), self._styles["field"])] for a, b in rows]
        style: list[tuple[Any, ...]] = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("TOPPADDING", (0, 0), (-1, -1), 2), ("BOTTOMPADDING", (0, 0), (-1, -1), 3)]
        if self.house.labels == "boxed":
            style += [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("BACKGROUND", (0, 0), (0, -1), colors.HexColor("#eeeeee"))]
        elif self.house.labels == "ruled":
            style += [("LINEBELOW", (0, 0), (-1, -1), 0.4, colors.HexColor("#9aa7b5")), ("LEFTPADDING", (0, 0), (-1, -1), 0)]
        else:
            style.append(("LEFTPADDING", (0, 0), (-1, -1), 0))
        longest = max(len(a) for a, _ in rows)
        left = self.width * (0.24 if longest < 18 else 0.3 if longest < 40 else 0.5)
        return Table(made, colWidths=[left, self.width - left], style=TableStyle(style), splitInRow=1)

    def _index(self) -> list[Any]:
        """The paper's own index: its headings with their own page numbers behind dots."""
        from reportlab.pdfbase.pdfmetrics import stringWidth
        from reportlab.platypus import Paragraph

        size, made = self.house.size, []
        for (section, heading), page in sorted(self._known.headings.items(), key=lambda h: h[1]):
            if section != self._section or page < 2:
                continue
            dots = "." * max(3, int((self.width - 40 - stringWidth(heading, font_of(self.house), size)) / stringWidth(".", font_of(self.house), size)))
            made.append(Paragraph(f"{escape(heading)} {dots} {page}", self._styles["field"]))
        return made or [Paragraph("", self._styles["field"])]
