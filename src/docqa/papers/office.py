"""HTML and DOCX files -> one page of laid-out text and its blocks. The only module that imports selectolax and python-docx."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from docqa.errors import ReadingError
from docqa.papers.tables import column_labels
from docqa.papers.wrapped import PROSE_CELL
from docqa.records import Block, BlockKind, Page, Row, Span
from docqa.text import printable

_MARKER = re.compile(r"(\(?\d{1,4}(?:\.\d{1,3})*[.):]|\d{1,4}/\d{2,4}[.):]?|\((?:[a-zA-Z]|[ivxIVX]{1,5}|aa|bb|cc|dd)\)|[a-zA-Z][.)]|[•●▪–-])\s")


@dataclass(frozen=True, slots=True)
class _Piece:
    kind: BlockKind
    text: str
    level: int = 0
    row: Row | None = None
    strong: bool = False
    bullet: bool = False


def _lay_out(pieces: Sequence[_Piece]) -> tuple[Page, tuple[Block, ...]]:
    parts: list[str] = []
    blocks: list[Block] = []
    at = 0
    last: _Piece | None = None
    for piece in pieces:
        text = printable(piece.text).strip()
        if not text:
            continue
        if last is not None:
            glue = "\n" if piece.row and last.row and piece.row.table == last.row.table else "\n\n"
            parts.append(glue)
            at += len(glue)
        parts.append(text)
        found = _MARKER.match(text)
        number = found.group(1) if found else "•" if piece.bullet else ""
        blocks.append(Block(piece.kind, text, (Span(None, at, at + len(text)),), piece.level, number, piece.row, piece.strong))
        at += len(text)
        last = piece
    return Page(None, "".join(parts)), tuple(blocks)


def _table(number: int, rows: Sequence[tuple[str, ...]], caption: str = "", *, headed: bool = False) -> Iterator[_Piece]:
    rows = [r for r in rows if any(r)]
    first, end, named = column_labels(rows, headed=headed)
    for n, row in enumerate(rows):
        labels = named if n >= end and len(named) == len(row) else ()
        yield _Piece("table_row", "\t".join(row), row=Row(number, row, labels, caption, header=first <= n < end))


# -------------------------------------------------------------------------------------------------------------- HTML

_BLOCK_TAGS = frozenset(
    ["address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "details", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "legend", "li", "main", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"]
)
_LEFT_OUT = frozenset(["script", "style", "noscript", "nav", "svg", "template", "iframe", "button", "select", "head", "_comment", "-comment", "textarea", "object"])
_KINDS: dict[str, BlockKind] = {**{f"h{n}": "heading" for n in range(1, 7)}, "li": "list_item", "figcaption": "caption", "caption": "caption"}
_NUMBER = re.compile(r"\(?\d{1,4}(?:[./]\d{1,4})*[.):]?|\(?[a-z][.)]")


def read_html(text: str) -> tuple[Page, tuple[Block, ...], str]:
    """The laid-out page, its blocks and the title of an HTML file; scripts, styles, navigation and controls are left out."""
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(text)
    title = tree.css_first("title")
    page, blocks = _lay_out(list(_html_pieces(tree.body)) if tree.body is not None else [])
    return page, blocks, _flat(title.text()) if title else ""


def _html_pieces(body: Any) -> Iterator[_Piece]:
    """Pieces in reading order. Keeps its own stack: pages nest deeper than Python may recurse."""
    loose: list[str] = []  # text since the last block tag
    path: list[str] = []  # open block tags that say what kind of block the text is
    numbers: list[str] = []  # alone in a cell of the row; each goes in front of a text that follows
    cells = 0  # that are open
    tables = 0
    stack: list[tuple[Any, bool]] = [(body, False)]
    while stack:
        node, leaving = stack.pop()
        tag = node.tag
        if tag == "-text":
            loose.append(node.text_content or "")
            continue
        if tag in _LEFT_OUT:
            continue
        if tag in _BLOCK_TAGS:
            text = _flat("".join(loose))
            loose.clear()
            if text and cells and _NUMBER.fullmatch(text):
                numbers.append(text)
            elif text:
                yield _html_piece(f"{numbers.pop(0)} {text}" if numbers else text, path)
            cells += (tag in ("td", "th")) * (-1 if leaving else 1)
            if tag == "tr":
                yield from (_html_piece(alone, path) for alone in numbers)
                numbers.clear()
        if leaving:
            if tag in _KINDS:
                path.pop()
            continue
        rows = _data_rows(node) if tag == "table" else []
        if rows:
            caption = node.css_first("caption")
            headed = bool(node.css("th"))
            yield from _table(tables, rows, _flat(caption.text()) if caption else "", headed=headed)
            tables += 1
            continue
        if tag in _KINDS:
            path.append(tag)
        stack.append((node, True))
        stack.extend((child, False) for child in reversed(list(node.iter(include_text=True))))


def _html_piece(text: str, path: Sequence[str]) -> _Piece:
    tag = path[-1] if path else "p"
    level = int(tag[1]) if tag[0] == "h" else 0
    return _Piece(_KINDS.get(tag, "paragraph"), text, level, strong=bool(level), bullet=tag == "li")


def _data_rows(table: Any) -> list[tuple[str, ...]]:
    """Cells of a table that holds data; none where it lays out prose or other tables."""
    if len(table.css("table")) > 1:
        return []
    rows = [tuple(_flat(cell.text(separator=" ")) for cell in row.css("td, th")) for row in table.css("tr")]
    return rows if sum(len(r) > 1 for r in rows) > 1 and max(len(c) for r in rows for c in r) <= PROSE_CELL else []


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


# -------------------------------------------------------------------------------------------------------------- DOCX


_MOST_UNPACKED_BYTES = 200_000_000


def read_docx(data: bytes) -> tuple[Page, tuple[Block, ...], dict[str, str]]:
    """The laid-out page, its blocks and the properties of a DOCX file.

    Raises:
        ReadingError: the file is broken, or too large once unpacked.
    """
    import docx
    from docx.table import Table

    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        unpacked = sum(part.file_size for part in archive.infolist() if part.filename.endswith((".xml", ".rels")))
        if unpacked > _MOST_UNPACKED_BYTES:
            raise ReadingError(f"its text unpacks to {unpacked / 1e6:.0f} MB", hint="Save it as PDF, or split it.", code="too-large")
        document = docx.Document(io.BytesIO(data))
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, AttributeError, SyntaxError) as error:  # what python-docx and lxml raise for broken files
        raise ReadingError(f"the document is broken ({error})", hint="Save it again as DOCX, or as PDF.", code="broken") from error
    pieces: list[_Piece] = []
    tables = 0
    for element in document.iter_inner_content():
        if isinstance(element, Table):
            rows = [tuple(_distinct(_flat(c.text) for c in row.cells)) for row in element.rows]
            if any(len(r) > 1 for r in rows):
                pieces.extend(_table(tables, rows))
                tables += 1
            else:
                pieces.extend(_Piece("paragraph", cell) for row in rows for cell in row)
            continue
        style = (element.style.name or "").lower() if element.style is not None else ""
        text = _flat(element.text)
        found = re.search(r"heading (\d)", style)
        runs = [r for r in element.runs if r.text.strip()]
        bold = bool(runs) and all(r.bold for r in runs)
        if found or style == "title" or (bold and len(text) < 120 and not text.endswith(".")):
            pieces.append(_Piece("heading", text, int(found.group(1)) if found else 1 if style == "title" else 3, strong=True))
        elif "list" in style:
            pieces.append(_Piece("list_item", text, bullet=True))
        else:
            pieces.append(_Piece("paragraph", text, strong=bold))
    page, blocks = _lay_out(pieces)
    properties = document.core_properties
    return page, blocks, {k: str(v) for k, v in (("title", properties.title), ("author", properties.author)) if v}


def _distinct(cells: Iterator[str]) -> Iterator[str]:
    """Cells with the repeats that python-docx gives for merged ones left out."""
    last = None
    for cell in cells:
        if cell != last or not cell:
            yield cell
        last = cell
