"""Folders -> files -> Readings: which files there are, which reader a file needs, and the worker processes that read them.

A file that hangs, eats memory or crashes its reader becomes a Skipped row; the others go on.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from stat import S_ISREG

from docqa.errors import ReadingError
from docqa.papers import ocr as tesseract
from docqa.papers.layout import lay_out
from docqa.papers.plain import decode, read_plain
from docqa.papers.pool import ReadingPool
from docqa.records import Block, Media, Page, Reading, Skipped
from docqa.text import fold, one_line, shorten

__all__ = ["ReadingPool", "SourceFile", "find_files", "read_document"]

_MEDIA: dict[str, Media] = {
    ".pdf": "pdf", ".txt": "text", ".text": "text", ".md": "markdown", ".markdown": "markdown", ".html": "html", ".htm": "html", ".docx": "docx",
}  # fmt: skip
_LIKELY_PAPERS = {".doc", ".odt", ".rtf", ".xls", ".xlsx", ".ppt", ".pptx", ".csv", ".eml", ".msg", ".tif", ".tiff", ".jpg", ".jpeg", ".png", ".pages", ".epub"}
MOST_BYTES = 400_000_000
_READ_KINDS = "Save it as PDF, DOCX, HTML, Markdown or text."
_TITLE_CHARS = 200
_ANY_PAPER = re.compile(r"\W*(?:(?:the )?(?:parish |town |city |community |borough |county |district )?council|(?:table of )?contents|introduction|foreword|welcome|overview|index)\W*", re.I)
_LONG_TITLE = 120  # the first lines of the paper, put there by the program that wrote it
_NEEDED_LETTERS = 16  # on a page, to count as a text layer


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that docqa can read."""

    path: Path
    document: str  # relative to the corpus root, forward slashes
    size: int  # bytes
    mtime_ns: int


def find_files(roots: Sequence[Path]) -> tuple[list[SourceFile], list[Skipped]]:
    """Files under ``roots`` by path, and those that are no papers docqa can read.

    Hidden files, and files that are no documents at all (programs, data), are passed over in silence.
    """
    base = Path(os.path.commonpath([r.resolve() if r.is_dir() else r.resolve().parent for r in roots]))
    found: dict[Path, SourceFile] = {}
    skipped: dict[str, Skipped] = {}
    closed: list[OSError] = []
    for root in roots:
        for path in _walk(root.resolve(), closed):
            document = path.relative_to(base).as_posix()
            ending = path.suffix.lower()
            if ending in _LIKELY_PAPERS:
                skipped[document] = Skipped(document, "unsupported", f"{ending} files are not read", _READ_KINDS)
                continue
            if ending not in _MEDIA:
                continue
            try:
                stat = path.stat()
            except OSError as error:
                skipped[document] = Skipped(document, "unreadable", f"cannot be opened: {error.strerror}", "Check the file and its permissions.")
                continue
            if not S_ISREG(stat.st_mode):
                skipped[document] = Skipped(document, "unsupported", "it is no ordinary file but a device or a pipe", "Put a copy of the paper there.")
            elif stat.st_size == 0:
                skipped[document] = Skipped(document, "empty", "the file is empty (0 bytes)", "Ask for it again.")
            elif stat.st_size > MOST_BYTES:
                skipped[document] = Skipped(document, "too-large", f"the file has {stat.st_size / 1e6:.0f} MB, more than {MOST_BYTES / 1e6:.0f}", "Split it.")
            else:
                found[path] = SourceFile(path, document, stat.st_size, stat.st_mtime_ns)
    for refused in closed:
        document = Path(os.path.relpath(refused.filename or "", base)).as_posix()
        skipped[document] = Skipped(document, "unreadable", f"the folder cannot be opened: {refused.strerror}", "Check its permissions.")
    return sorted(found.values(), key=lambda f: f.document), sorted(skipped.values(), key=lambda s: s.document)


def _walk(root: Path, closed: list[OSError]) -> Iterator[Path]:
    """Files under ``root`` by name; links to folders are followed, each folder once. Folders that cannot be opened are added to ``closed``."""
    if not root.is_dir():
        yield root
        return
    seen: set[tuple[int, int]] = set()
    for folder, names, files in os.walk(root, followlinks=True, onerror=closed.append):
        stat = Path(folder).stat()
        if (stat.st_dev, stat.st_ino) in seen:
            names.clear()
            continue
        seen.add((stat.st_dev, stat.st_ino))
        names[:] = sorted(n for n in names if not n.startswith("."))
        for name in sorted(files):
            if not name.startswith((".", "~$")):
                yield Path(folder) / name


def read_document(path: Path, document: str, ocr: str = "auto") -> Reading:
    """Read one file.

    Args:
        path: the file.
        document: its name in the index.
        ocr: "auto" reads pages without a usable text layer with Tesseract where it is installed, "force" reads every page so, "off" none.

    Raises:
        ReadingError: with the codes encrypted, broken, no-text, empty, unsupported or too-large.
    """
    data = path.read_bytes()
    sha256 = hashlib.sha256(data).hexdigest()
    media = _media(path, data)
    stem = re.sub(r"[-_]+", " ", path.parent.name if path.stem.lower() in ("index", "_index", "readme") else path.stem).strip()
    if media == "pdf":
        return _read_pdf(path, document, sha256, stem, ocr)
    notices: list[str] = []
    metadata: dict[str, str] = {}
    title = ""
    if media == "docx":
        from docqa.papers.office import read_docx

        page, blocks, metadata = read_docx(data)
    else:
        text, notices = decode(data)
        if media == "html":
            from docqa.papers.office import read_html

            page, blocks, title = read_html(text)
        else:
            page, blocks, metadata = read_plain(text, markdown=media == "markdown")
    if not blocks:
        raise ReadingError("the file holds no text", hint="Open it: if it shows text, save it as PDF.", code="no-text")
    title = one_line(metadata.get("title") or title) or _first_heading(blocks) or stem
    return Reading(document, sha256, media, title, (page,), blocks, metadata, tuple(notices))


_OTHER_KINDS = (
    (b"{\\rtf", "a rich-text document (RTF)"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document, or one with a password"), (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"), (b"GIF8", "a picture"), (b"II*\x00", "a scan (TIFF)"), (b"MM\x00*", "a scan (TIFF)"), (b"%!PS", "a PostScript document"),
    (b"\x1f\x8b", "a packed archive"), (b"Rar!", "a packed archive"), (b"7z\xbc\xaf", "a packed archive"),
)  # fmt: skip
_PARTS = (("word/", "docx"), ("xl/", "an Excel workbook"), ("ppt/", "a PowerPoint presentation"), ("content.xml", "an OpenDocument file"))


def _media(path: Path, data: bytes) -> Media:
    """Kind of file by its first bytes, else by its ending: a PDF called .txt is a PDF.

    Raises:
        ReadingError: it is of a kind that is not read, whatever its ending says.
    """
    head = data[:1024]
    if b"%PDF-" in head:
        return "pdf"
    named = _MEDIA.get(path.suffix.lower())
    if head[:4] == b"PK\x03\x04":
        kind = _kind_of_archive(data)
        if kind == "docx":
            return "docx"
        raise _of_another_kind(kind)
    if re.match(rb"(?:\xef\xbb\xbf)?\s*(?:<!doctype html|<html)", head, re.I):
        if named in ("pdf", "docx"):
            raise ReadingError(
                f"the file is a web page under the name of a {named.upper()}", hint="Download it again: the site gave a message instead of the paper.", code="broken"
            )
        return "html"
    for start, kind in _OTHER_KINDS:
        if head.startswith(start):
            raise _of_another_kind(kind)
    if named is None:
        raise ReadingError(f"{path.suffix or 'this kind of'} files are not read", hint=_READ_KINDS, code="unsupported")
    return named


def _kind_of_archive(data: bytes) -> str:
    try:
        names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise ReadingError("the file is a broken Office document or archive", hint="Ask for it again: it may have been cut off.", code="broken") from error
    return next((kind for part, kind in _PARTS if any(name.startswith(part) for name in names)), "an archive (ZIP)")


def _of_another_kind(kind: str) -> ReadingError:
    return ReadingError(f"the file is {kind}, which is not read", hint=_READ_KINDS, code="encrypted" if "password" in kind else "unsupported")


def _read_pdf(path: Path, document: str, sha256: str, stem: str, ocr: str) -> Reading:
    from docqa.papers.pdf import read_pages

    raw, information, notices = read_pages(path)
    blank = [p.number for p in raw if ocr == "force" or sum(len(line.text) for line in p.lines) < _NEEDED_LETTERS]
    scanned: list[int] = []
    if blank and ocr != "off" and tesseract.available():
        raw = [tesseract.read_page(path, p) if p.number in blank else p for p in raw]
        scanned = [p.number for p in raw if p.number in blank and p.lines]
        blank = [n for n in blank if n not in scanned]
    if ocr == "force":
        notices = [n for n in notices if "glyph numbers" not in n or len(scanned) < len(raw)]
    if scanned:
        notices.append(f"{_listed(scanned)} read by OCR; their text is an estimate")
    if not any(p.lines for p in raw):
        hint = tesseract.INSTALL if not tesseract.available() else "The pages hold no readable text."
        raise ReadingError(f"no page has a text layer ({len(raw)} scanned or empty page{'s' if len(raw) != 1 else ''})", hint=hint, code="no-text")
    empty = [p.number for p in raw if not p.lines]
    if empty:
        notices.append(f"{_listed(empty)} without text; {tesseract.INSTALL if not tesseract.available() else 'OCR found none either'}")
    pages, blocks = lay_out(raw)
    if not blocks:
        raise ReadingError("the pages hold no text beside page numbers", hint=tesseract.INSTALL, code="no-text")
    title, heads = _telling(one_line(information.get("title", "")), pages), _first_heading(blocks)
    rambling = len(title) > _LONG_TITLE and blocks[0].kind == "heading"
    title = heads if heads and (rambling or fold(title) in fold(heads)) else shorten(title, _TITLE_CHARS) or stem
    return Reading(document, sha256, "pdf", title, pages, blocks, information, tuple(notices))


def _telling(title: str, pages: Sequence[Page]) -> str:
    """The title of the file's information where it is one: not a file name, not a leftover of another paper."""
    if len(title) < 6 or re.search(r"\.(?:docx?|pdf|pub|xlsx?|rtf|indd)\b|^(?:microsoft word|untitled|document\d*|slide|powerpoint)", title, re.I):
        return ""
    start = " ".join(p.text for p in pages[:2]).lower()
    telling = re.findall(r"[a-z]{4,}", title.lower())
    return title if telling and sum(w in start for w in telling) >= 0.7 * len(telling) else ""


def _first_heading(blocks: Sequence[Block]) -> str:
    """The headings that stand together at the top, as one line; "" where they would name any paper."""
    first = next((n for n, b in enumerate(blocks[:6]) if b.kind == "heading"), len(blocks))
    heads = [one_line(b.text) for b in takewhile(lambda b: b.kind == "heading", blocks[first : first + 3])]
    title = shorten(" ".join(heads), _TITLE_CHARS)
    return "" if _ANY_PAPER.fullmatch(title) else title


def _listed(numbers: Sequence[int]) -> str:
    counted = Counter(numbers)
    shown = ", ".join(map(str, list(counted)[:12]))
    return f"page {shown}" if len(counted) == 1 else f"pages {shown}{' ...' if len(counted) > 12 else ''}"


