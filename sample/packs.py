"""A source -> the PDF: the paper itself or a pack of several, with running page numbers, item stamps, blank pages between papers and bookmarks.

A document is a row of sections (a paper, or what stands between two included papers), a section a row of sheets (what stands between two page ends).
The document is set again until page ranges, indexes and blank pages no longer change.
"""

from __future__ import annotations

import io
import zlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sample import letterheads
from sample.houses import House, house_of
from sample.layout import PAGE_HEIGHT, PAGE_WIDTH, Pagination, Setting, font_of, register_fonts
from sample.pictures import scanned
from sample.source import PAPERS, Piece, Source, pieces, read_source

_BLANK = "This page is intentionally left blank"
_PASSES = 6


@dataclass(frozen=True, slots=True)
class Section:
    """A run of pages in one look."""

    title: str
    house: House
    sheets: tuple[tuple[bool, tuple[Piece, ...]], ...]  # (scanned, pieces)
    head: str
    foot: str
    item: str = ""  # agenda item
    own_foot: str = ""  # of an included paper with an index: its own page numbers stand beside the pack's
    included: bool = False
    blank: bool = False


def sections(source: Source) -> list[Section]:
    """The sections of a source, its included papers in their places.

    Raises:
        FileNotFoundError: an included paper does not exist.
    """
    found: list[Section] = []
    house, item = house_of(source), ""
    gathered: list[Piece] = []

    def close(title: str) -> None:
        sheets = _sheets(gathered)
        gathered.clear()
        if sheets:
            plain = house if not found else replace(house, letterhead="")
            found.append(Section(title, plain, sheets, source.head, source.foot, item))

    title = "Agenda" if source.layout == "pack" else source.title
    for piece in pieces(source.lines):
        if piece.kind == "item":
            close(title)
            item = piece.value
            title = f"Item {item}"
        elif piece.kind == "include":
            close(title)
            name, _, told = piece.value.partition(" ")
            if told:
                item = told.removeprefix("item").strip(" =")
            found.append(_included(PAPERS / name, source, item))
        else:
            gathered.append(piece)
    close(title)
    return found


def _included(path: Path, pack: Source, item: str) -> Section:
    paper = read_source(path)
    content = tuple(pieces(paper.lines))
    own = paper.foot or "{page}" if any(p.kind == "index" for p in content) else ""
    return Section(paper.title, house_of(paper), _sheets(content), pack.head, pack.foot, item, own, included=True)


def _sheets(content: Any) -> tuple[tuple[bool, tuple[Piece, ...]], ...]:
    sheets: list[tuple[bool, list[Piece]]] = [(False, [])]
    for piece in content:
        if piece.kind == "page":
            sheets.append((False, []))
        elif piece.kind == "scan":
            if sheets[-1][1]:
                sheets.append((True, []))
            else:
                sheets[-1] = (True, [])
        else:
            sheets[-1][1].append(piece)
    return tuple((scan, tuple(held)) for scan, held in sheets if held)


def make(source: Source) -> bytes:
    """The PDF of a source; the same bytes for the same source."""
    register_fonts()
    planned = sections(source)
    pack = any(s.included for s in planned)
    known = Pagination()
    for _ in range(_PASSES):
        whole = _with_blanks(planned, known, source.first) if pack else planned
        data, learned = _Document(source, whole, known, pack).build()
        if (learned.items, learned.headings, learned.lengths) == (known.items, known.headings, known.lengths):
            return data
        known = learned
    raise ValueError(f"{source.path}: page numbers do not settle")


def _with_blanks(planned: list[Section], known: Pagination, first: int) -> list[Section]:
    """Each included paper starts on a right-hand page: a blank page stands before it where needed."""
    whole: list[Section] = []
    page = first
    for n, section in enumerate(planned):
        if section.included and page % 2 == 0 and whole:
            whole.append(Section("", section.house, ((False, ()),), section.head, section.foot, blank=True))
            page += 1
        whole.append(section)
        page += known.lengths.get(n, 1)
    return whole


class _Document:
    """One pass: sets every section and learns where things landed."""

    def __init__(self, source: Source, whole: list[Section], known: Pagination, pack: bool) -> None:
        self._source, self._sections, self._known, self._pack = source, whole, known, pack
        self._learned = Pagination()
        self._starts: dict[int, int] = {}
        self._numbers = _numbered(whole)  # place in the row -> number among the sections that are not blank

    def build(self) -> tuple[bytes, Pagination]:
        from reportlab import rl_config
        from reportlab.platypus import BaseDocTemplate

        rl_config.useA85 = 0  # binary streams: a quarter smaller
        out = io.BytesIO()
        document = BaseDocTemplate(out, pagesize=(PAGE_WIDTH, PAGE_HEIGHT), title=self._source.title, author="Democratic Services", invariant=1, pageCompression=1)
        story: list[Any] = []
        for place, section in enumerate(self._sections):
            story += self._story(document, place, section, first=not story)
        document.build(story)
        return out.getvalue(), self._learned

    def _story(self, document: Any, place: int, section: Section, first: bool) -> list[Any]:
        from reportlab.lib.styles import ParagraphStyle
        from reportlab.platypus import Frame, NextPageTemplate, PageBreak, PageTemplate, Paragraph, Spacer

        story: list[Any] = []
        h = section.house
        number = self._numbers.get(place, -1)
        setting = Setting(h, number, self._known, lambda heading: self._landed(document, place, number, heading))
        templates = []
        for n, (scan, content) in enumerate(section.sheets):
            lettered = n == 0 and bool(h.letterhead) and not scan
            name = f"{place}.{n}"
            templates.append((name, lettered, scanned(self._alone(section, content), zlib.crc32(f"{self._source.file}{place}{n}".encode())) if scan else b""))
            if not first or n:
                story += [NextPageTemplate(name), PageBreak()]
            story.append(NextPageTemplate(f"{place}.more"))
            if section.blank:
                story += [Spacer(1, 300), Paragraph(_BLANK, ParagraphStyle("blank", fontName="Helvetica", fontSize=11, alignment=1))]
            elif scan:
                story.append(Spacer(1, 1))
            else:
                story += setting.flowables(content)
        for name, lettered, picture in [*templates, (f"{place}.more", False, b"")]:
            top = h.top + (letterheads.HEIGHT if lettered else 0)
            frame = Frame(h.left, h.bottom, PAGE_WIDTH - h.left - h.right, PAGE_HEIGHT - top - h.bottom, 0, 0, 0, 0, id="body")
            document.addPageTemplates(PageTemplate(id=name, frames=[frame], onPage=lambda c, d, lettered=lettered, picture=picture: self._page(c, d, place, lettered, picture)))
        return story

    def _alone(self, section: Section, content: tuple[Piece, ...]) -> bytes:
        """One sheet as a PDF of its own, to be photographed."""
        from reportlab.platypus import SimpleDocTemplate

        h, out = replace(section.house, font="Courier", size=10.5, justified=False), io.BytesIO()  # what gets scanned was typed
        template = SimpleDocTemplate(out, pagesize=(PAGE_WIDTH, PAGE_HEIGHT), leftMargin=h.left, rightMargin=h.right, topMargin=h.top, bottomMargin=h.bottom, invariant=1)
        template.build(Setting(h, -1, self._known, lambda heading: None).flowables(content))
        return out.getvalue()

    def _landed(self, document: Any, place: int, number: int, heading: str) -> None:
        self._learned.headings.setdefault((number, heading), document.page - self._starts.get(place, document.page) + 1)

    def _page(self, canvas: Any, document: Any, place: int, lettered: bool, picture: bytes) -> None:
        """What stands on a page beside its text; also where the pass learns the page numbers."""
        section = self._sections[place]
        page, printed = document.page, document.page + self._source.first - 1
        opening = place not in self._starts
        start = self._starts.setdefault(place, page)
        if place in self._numbers:
            self._learned.lengths[self._numbers[place]] = page - start + 1
        if section.item and not section.blank:
            self._learned.items[section.item] = (self._learned.items.get(section.item, (printed, 0))[0], printed)
        if picture:
            from reportlab.lib.utils import ImageReader

            canvas.drawImage(ImageReader(io.BytesIO(picture)), 0, 0, PAGE_WIDTH, PAGE_HEIGHT)
        h = section.house
        if lettered:
            letterheads.draw(canvas, h.letterhead, h.ink, h.left, PAGE_WIDTH - h.right, PAGE_HEIGHT - h.top + 14)
        self._furniture(canvas, section, str(printed), str(page - start + 1), bool(picture))
        if self._pack:
            self._stamps(canvas, section, page, opening)

    def _furniture(self, canvas: Any, section: Section, printed: str, own: str, picture: bool) -> None:
        h = section.house
        if picture and not self._pack:
            return
        canvas.saveState()
        side = "centre" if self._pack else h.furniture
        for text, y in ((section.head, PAGE_HEIGHT - 34), (section.foot, 28)):
            if not text:
                continue
            canvas.setFont("Helvetica-Bold" if self._pack else font_of(h), 10 if self._pack else 8.5)
            {"centre": canvas.drawCentredString, "left": canvas.drawString, "right": canvas.drawRightString}[side](
                {"centre": PAGE_WIDTH / 2, "left": h.left, "right": PAGE_WIDTH - h.right}[side], y, text.replace("{page}", printed)
            )
            if h.rules and not self._pack:
                line = y - 5 if y > 400 else y + 11
                canvas.setLineWidth(0.5)
                canvas.line(h.left, line, PAGE_WIDTH - h.right, line)
        if section.own_foot:
            canvas.setFont(font_of(h), 8.5)
            canvas.drawRightString(PAGE_WIDTH - h.right, 42, section.own_foot.replace("{page}", own))
        canvas.restoreState()

    def _stamps(self, canvas: Any, section: Section, page: int, opening: bool) -> None:
        canvas.addPageLabel(page - 1, style="D", start=page + self._source.first - 1)
        canvas.setFont("Helvetica-Bold", 12)
        right = PAGE_WIDTH - 40
        if page == 1:
            canvas.drawRightString(right, PAGE_HEIGHT - 26, "Public Document Pack")
        elif opening and section.item and not section.blank:
            canvas.drawRightString(right, PAGE_HEIGHT - 26, f"Agenda Item {section.item}")
        if opening and section.title:
            key = f"page{page}"
            canvas.bookmarkPage(key)
            canvas.addOutlineEntry(f"{section.item}. {section.title}" if section.item else section.title, key, 0, 0)


def _numbered(whole: list[Section]) -> dict[int, int]:
    numbers: dict[int, int] = {}
    for place, section in enumerate(whole):
        if not section.blank:
            numbers[place] = len(numbers)
    return numbers
