"""PDF file -> lines with geometry. The only module that imports pypdfium2 and pypdf.

pypdfium2 gives text and geometry (20 times as fast as pypdf); pypdf gives page labels and mends files that pdfium refuses. Runs in
worker processes: pdfium is not safe for threads.
"""

from __future__ import annotations

import ctypes
import io
import logging
import math
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docqa.errors import ReadingError
from docqa.papers.glyphs import looks_garbled, repaired_runs
from docqa.papers.lines import Cell, Line, RawPage
from docqa.text import printable

MOST_PAGES = 3000
_WIDE_GAP = 1.6  # of the letter size: a gap between two words that separates table cells
_BOLD_NAME = re.compile(r"bold|black|heavy|demi|cmbx|sfbx", re.I)
_TELLING_NAME = re.compile(r"[A-Za-z]{4}")  # "F1" and "TT3" say nothing
_BOLD_WEIGHTS = (600, 950)  # above, the weight was made up
_FONT_NAME_BYTES = 96
_PASSWORD_ERROR = 4  # FPDF_ERR_PASSWORD


def read_pages(path: Path) -> tuple[list[RawPage], dict[str, str], list[str]]:
    """Pages, document information (keys in lower case) and notices of a PDF file.

    A page without a usable text layer has no lines.

    Raises:
        ReadingError: encrypted with a password, broken beyond repair, or without pages.
    """
    notices: list[str] = []
    data = path.read_bytes()
    document = _open(data, path.name, notices)
    try:
        count = len(document)
        if count == 0:
            raise ReadingError("the PDF has no pages", hint="Ask for the file again: it may have been cut off.", code="empty")
        if count > MOST_PAGES:
            raise ReadingError(f"the PDF has {count} pages, more than {MOST_PAGES}", hint="Split it into its papers.", code="too-large")
        labels = _labels(data, document, count)
        pages = []
        garbled: list[int] = []
        for n in range(count):
            try:
                pages.append(_page(document, n, labels, garbled))
            except (RuntimeError, OSError, ValueError) as error:  # one broken page does not cost the others
                notices.append(f"page {n + 1} cannot be read: {error}")
                pages.append(RawPage(n + 1, 595.0, 842.0, ()))
        if garbled:
            notices.append(f"{_listed(garbled)}: the fonts carry no Unicode map; the text was restored from glyph numbers and is marked as estimated")
        information = {k.lower(): v for k, v in document.get_metadata_dict(skip_empty=True).items()}
        return pages, information, notices
    finally:
        document.close()


def _listed(numbers: list[int]) -> str:
    return f"page {numbers[0]}" if len(numbers) == 1 else f"pages {', '.join(map(str, numbers[:12]))}{' ...' if len(numbers) > 12 else ''}"


def _open(data: bytes, name: str, notices: list[str]) -> Any:
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        code = getattr(error, "err_code", None)
        if code == _PASSWORD_ERROR or "password" in str(error).lower():
            raise ReadingError(
                "the PDF is encrypted and opens only with a password", hint="Save a copy without a password, then build again.", code="encrypted"
            ) from error
        first = str(error)
    mended = _mended(data)
    try:
        document = pypdfium2.PdfDocument(mended)
    except pypdfium2.PdfiumError as error:
        raise ReadingError(f"the PDF is broken and cannot be mended ({first.rstrip('.')})", hint="Ask for the file again, or print it to a new PDF.", code="broken") from error
    notices.append("the PDF was broken and has been mended before reading")
    return document


def _mended(data: bytes) -> bytes:
    """The file as pypdf reads it, written anew."""
    import pypdf

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise ReadingError(
                "the PDF is encrypted and opens only with a password", hint="Save a copy without a password, then build again.", code="encrypted"
            )
        writer = pypdf.PdfWriter()
        for page in reader.pages:
            writer.add_page(page)
        out = io.BytesIO()
        writer.write(out)
    except ReadingError:
        raise
    except Exception as error:  # a broken file can break pypdf in any way; it is data, not a bug
        raise ReadingError(
            f"the PDF is broken and cannot be mended ({str(error).splitlines()[0] if str(error) else type(error).__name__})",
            hint="Ask for the file again, or print it to a new PDF.",
            code="broken",
        ) from error
    return out.getvalue()


def _labels(data: bytes, document: Any, count: int) -> list[str | None]:
    """Page labels of the file, None where it has none (pdfium gives "" or the plain number then)."""
    if b"/PageLabels" not in data:
        return [None] * count
    labels = [document.get_page_label(n) or None for n in range(count)]
    return [None if label == str(n + 1) else label for n, label in enumerate(labels)]


def _page(document: Any, n: int, labels: list[str | None], garbled: list[int]) -> RawPage:
    page = document[n]
    try:
        width, height = page.get_size()
        text_page = page.get_textpage()
        try:
            lines = tuple(_lines(text_page, height))
            estimated = False
            if lines and looks_garbled(" ".join(line.text for line in lines)):
                lines, estimated = _repaired(text_page, height, lines)
                if estimated:
                    garbled.append(n + 1)
        finally:
            text_page.close()
    finally:
        page.close()
    return RawPage(n + 1, width, height, _across(lines), labels[n], estimated)


class _Geometry:
    """Boxes and sizes of the letters of one page, asked for one at a time."""

    def __init__(self, text_page: Any, height: float) -> None:
        import pypdfium2.raw as pdfium

        self._pdfium, self._page, self._height = pdfium, text_page.raw, height
        self._rect = pdfium.FS_RECTF()
        self._reference = ctypes.byref(self._rect)
        self._name = ctypes.create_string_buffer(_FONT_NAME_BYTES)
        self._flags_reference = ctypes.byref(ctypes.c_int())
        self._matrix = pdfium.FS_MATRIX()
        self._matrix_reference = ctypes.byref(self._matrix)
        self.count = int(pdfium.FPDFText_CountChars(self._page))

    def box(self, index: int) -> tuple[float, float, float, float]:
        """Left, top, right, bottom of letter ``index``, top-left origin."""
        self._pdfium.FPDFText_GetLooseCharBox(self._page, index, self._reference)
        rect = self._rect
        return rect.left, self._height - rect.top, rect.right, self._height - rect.bottom

    def size(self, index: int) -> float:
        """Size of letter ``index`` as it appears: the font's, scaled by the text matrix. The height of its box depends on the font as well."""
        if not self._pdfium.FPDFText_GetMatrix(self._page, index, self._matrix_reference):
            return 0.0
        return float(self._pdfium.FPDFText_GetFontSize(self._page, index) * math.hypot(self._matrix.c, self._matrix.d))

    def bold(self, index: int) -> bool:
        """True where the letter's font is bold by name; by its weight only where the name tells nothing: weights are often wrong."""
        name = self.font(index)
        if _BOLD_NAME.search(name):
            return True
        return not _TELLING_NAME.search(name) and _BOLD_WEIGHTS[0] <= self._pdfium.FPDFText_GetFontWeight(self._page, index) <= _BOLD_WEIGHTS[1]

    def font(self, index: int) -> str:
        """Name of the letter's font."""
        self._pdfium.FPDFText_GetFontInfo(self._page, index, self._name, _FONT_NAME_BYTES, self._flags_reference)
        return self._name.value.decode("utf-8", "replace")

    def letter(self, index: int) -> tuple[str, str, tuple[float, float, float, float]]:
        """Letter ``index`` with its font and box; what pdfium put in itself (spaces, line ends) has no font."""
        letter = chr(self._pdfium.FPDFText_GetUnicode(self._page, index))
        if self._pdfium.FPDFText_IsGenerated(self._page, index) == 1 and letter in " \r\n":
            return ("\n" if letter in "\r\n" else " "), "", (0.0, 0.0, 0.0, 0.0)
        return letter, self.font(index) or "?", self.box(index)

    def char_index(self, text_index: int) -> int:
        """Index of the letter behind position ``text_index`` of the page's text."""
        return int(self._pdfium.FPDFText_GetCharIndexFromTextIndex(self._page, text_index))


def _lines(text_page: Any, height: float) -> Iterator[Line]:
    geometry = _Geometry(text_page, height)
    if geometry.count <= 0:
        return
    text = text_page.get_text_range()
    # Positions of text and letters differ only where pdfium leaves letters out or pairs surrogates.
    same = len(text) == geometry.count
    for match in re.finditer(r"[^\r\n]+", text):
        raw = match.group()
        if not raw.strip():
            continue
        lead = len(raw) - len(raw.lstrip())
        raw = raw.strip()
        begin = match.start() + lead

        def at(i: int, begin: int = begin) -> int:
            return begin + i if same else max(geometry.char_index(begin + i), 0)

        yield _line(raw, at, geometry)


def _line(raw: str, at: Any, geometry: _Geometry) -> Line:
    first, last = geometry.box(at(0)), geometry.box(at(len(raw) - 1))
    sampled = [at(i) for i in _letters_of(raw)]
    size = sorted(geometry.size(i) for i in sampled)[1] or 10.0
    cells: list[Cell] = []
    words: list[Cell] = []
    begin = word = 0
    left = word_left = first[0]
    for gap in re.finditer(r"\s+", raw):
        before, after = geometry.box(at(gap.start() - 1)), geometry.box(at(gap.end()))
        words.append(Cell(_clean(raw[word : gap.start()]), word_left, before[2]))
        word, word_left = gap.end(), after[0]
        if after[0] - before[2] > _WIDE_GAP * size:
            cells.append(Cell(_clean(raw[begin : gap.start()]), left, before[2]))
            begin, left = gap.end(), after[0]
    cells.append(Cell(_clean(raw[begin:]), left, last[2]))
    words.append(Cell(_clean(raw[word:]), word_left, last[2]))
    top, bottom = min(first[1], last[1]), max(first[3], last[3])
    return Line(tuple(c for c in cells if c.text) or (Cell("", left, last[2]),), top, bottom, size, geometry.bold(sampled[0]) and geometry.bold(sampled[1]), tuple(w for w in words if w.text))


def _letters_of(raw: str) -> tuple[int, int, int]:
    """Positions of a letter early in a line, in its middle and late in it; spaces have no size of their own."""
    found = []
    for wanted in (min(3, len(raw) // 4), len(raw) // 2, 3 * len(raw) // 4):
        at = wanted
        while at and raw[at].isspace():
            at -= 1
        found.append(at)
    return found[0], found[1], found[2]


_LIGATURES = str.maketrans({"ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl", "\u00a0": " ", "\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0fc": "✓", "\uf076": "•", "\uf02d": "-", "Ɵ": "ti", "Ʃ": "tt", "ƫ": "tti", "\u02b9": "–", "\u0374": "–"})
# Ɵ, Ʃ, ƫ and ʹ are Calibri's glyph numbers of ligatures and the dash, which Unicode maps often leave out; English has none of these letters.


def _clean(text: str) -> str:
    """One line of text: ligatures apart, odd spaces plain, control characters out; pdfium's mark for a broken word stays at the end."""
    if text.isascii() and text.isprintable():  # most text
        return " ".join(text.split())
    broken = text.endswith(("\ufffe", "\u00ad", "\x02"))
    text = re.sub(r"\ufffe(?=[A-Z0-9])", "-", text)  # "Hall-Harper", set on one line after all
    text = printable(text.replace("\ufffe", "").replace("\u00ad", "").translate(_LIGATURES))
    return re.sub(r"[ \u2000-\u200a\u3000]+", " ", text).strip() + ("\ufffe" if broken else "")


def _across(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Lines with neighbours of the same height put side by side: cells that the file draws one after the other."""
    out: list[Line] = []
    for line in lines:
        last = out[-1] if out else None
        if last and abs(line.top - last.top) < 0.3 * last.size and line.x0 > last.x1 + 0.3 * last.size and abs(line.bottom - last.bottom) < 0.5 * last.size:
            glued = line.x0 - last.x1 < _WIDE_GAP * last.size
            if glued:
                joined = Cell(f"{last.cells[-1].text} {line.cells[0].text}", last.cells[-1].x0, line.cells[0].x1)
                cells = (*last.cells[:-1], joined, *line.cells[1:])
            else:
                cells = (*last.cells, *line.cells)
            out[-1] = Line(cells, min(last.top, line.top), max(last.bottom, line.bottom), last.size, last.bold, (*last.words, *line.words))
        else:
            out.append(line)
    return tuple(out)


def _repaired(text_page: Any, height: float, lines: tuple[Line, ...]) -> tuple[tuple[Line, ...], bool]:
    """The lines with runs of glyph numbers turned into letters; the second value says whether that made language of them."""
    geometry = _Geometry(text_page, height)
    letters = [geometry.letter(i) for i in range(geometry.count)]
    out: list[Line] = []
    changed = False
    for row in repaired_runs(letters):
        changed |= row.changed
        cells = tuple(c for c in (Cell(_clean(t), x0, x1) for t, x0, x1 in row.cells) if c.text)
        if cells:
            out.append(Line(cells, row.top, row.bottom, row.bottom - row.top or 10.0, row.bold))
    return (tuple(out), True) if changed else (lines, False)


def render(path: Path, page: int, *, dpi: int = 300) -> bytes:
    """Page ``page`` (1-based) as a portable graymap, for OCR."""
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    try:
        bitmap = document[page - 1].render(scale=dpi / 72, grayscale=True)
        array = bitmap.to_numpy()
        rows, columns = array.shape[:2]
        return b"P5\n%d %d\n255\n" % (columns, rows) + bytes(array.reshape(rows, columns).tobytes())
    finally:
        document.close()
