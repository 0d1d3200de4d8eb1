"""HTML left over in text and Markdown files -> blocks that are spans of the file's text, tags left out. Pure."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from docqa.records import Block, Row, Span

_TOKEN = re.compile(r"<(?P<close>/?)(?P<tag>[a-zA-Z][a-zA-Z0-9]*)[^<>]*>|(?P<text>[^<]+|<)")
_BREAKS = {"p", "td", "th", "tr", "li", "br", "div", "table", "tbody", "thead", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6"}
_NUMBER = re.compile(r"\(?\d{1,4}(?:[./]\d{1,4})*[.):]?|\(?[a-z][.)]")
_SHORT_CELL = 60  # a table whose cells are longer holds prose: its cells become paragraphs


def html_blocks(text: str, start: int, end: int, table: int) -> tuple[list[Block], int]:
    """Blocks of a stretch of markup, and the number of the next table.

    A table of short cells gives rows; one that lays out prose (number, text, action) gives paragraphs, a number alone in its cell going
    in front of the text beside it.
    """
    blocks: list[Block] = []
    rows = [list(row) for row in _rows(text, start, end)]
    cells = [c for row in rows for c in row]
    lengths = sorted(sum(s.end - s.start for s in p) for cell in cells for p in cell)
    is_data = bool(lengths) and lengths[-1] <= 2 * _SHORT_CELL and sum(len(row) >= 2 for row in rows) >= 2
    if is_data:
        for row in rows:
            spans = tuple(s for cell in row for paragraph in cell for s in paragraph)
            if spans:
                shown = tuple(" ".join(_plain(text, p) for p in cell) for cell in row)
                blocks.append(Block("table_row", _joined(text, spans), spans, row=Row(table, shown)))
        return blocks, table + 1
    number: tuple[Span, ...] = ()
    for row in rows:
        for cell in row:
            for paragraph in cell:
                spans = (*number, *paragraph)
                alone = _NUMBER.fullmatch(_joined(text, paragraph).strip())
                number = ()
                if alone and cell is not row[-1]:
                    number = tuple(paragraph)
                    continue
                joined = _joined(text, spans)
                marker = _NUMBER.match(joined)
                has = bool(marker and re.match(r"\s", joined[marker.end() : marker.end() + 1]))
                blocks.append(Block("list_item" if has else "paragraph", joined, tuple(spans), number=marker.group() if has and marker else ""))
    return blocks, table


def _rows(text: str, start: int, end: int) -> Iterator[list[list[list[Span]]]]:
    """Rows of cells of paragraphs of spans."""
    row: list[list[list[Span]]] = []
    cell: list[list[Span]] = []
    paragraph: list[Span] = []
    for token in _TOKEN.finditer(text, start, end):
        tag = (token.group("tag") or "").lower()
        if token.group("text"):
            span = _trimmed(text, token.start(), token.end())
            if span:
                paragraph.append(span)
            continue
        if tag in _BREAKS and paragraph:
            cell.append(paragraph)
            paragraph = []
        if tag in ("td", "th", "tr", "table") and cell:
            row.append(cell)
            cell = []
        if tag in ("tr", "table") and row:
            yield row
            row = []
    if paragraph:
        cell.append(paragraph)
    if cell:
        row.append(cell)
    if row:
        yield row


def _trimmed(text: str, start: int, end: int) -> Span | None:
    piece = text[start:end]
    blank = re.compile(r"(?:\s|&nbsp;|&#160;|\u00a0)+")
    lead = blank.match(piece)
    start += lead.end() if lead else 0
    tail = re.search(r"(?:\s|&nbsp;|&#160;|\u00a0)+$", text[start:end])
    end -= len(tail.group()) if tail else 0
    return Span(None, start, end) if end > start else None


def _joined(text: str, spans: tuple[Span, ...] | list[Span]) -> str:
    return " ".join(text[s.start : s.end] for s in spans)


def _plain(text: str, spans: list[Span]) -> str:
    return html.unescape(_joined(text, spans))
