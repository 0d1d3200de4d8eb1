"""Text and Markdown files -> one page and its blocks. The page's text is the file's text, HTML tables in it laid out; blocks are spans of it that leave markup out.

Rules owned here: front matter becomes metadata and its title a heading; a bold line, a line in capitals or one with ``#`` is a heading; bold
glued into a line is split off; minutes pasted as one line are cut at their numbers and bullets; a paragraph broken by a page end (blank line, then lower case) is one block; rows with tabs or bars are tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from docqa.errors import ReadingError
from docqa.papers.markup import without_tables
from docqa.papers.tables import column_labels
from docqa.records import Block, Page, Row, Span
from docqa.text import cells_of, is_row, is_rule

_MARKER = re.compile(
    r"(?:\\?[-*+•●▪■◦○➢►✓·–\uf0a7\uf0a8\uf0b7\uf0d8\uf0fc](?=\s)\s*)?(?P<marker>\(?\d{1,4}(?:[./]\d{1,3}){0,3}\\?[.):](?=\s|\*|$)|\d{1,3}(?:\.\d{1,3}){1,3}(?=\s)|\d{1,4}/\d{2,4}[.):]?(?=\s)|"
    r"\((?:[a-zA-Z]|[ivxIVX]{1,5}|aa|bb|cc|dd)\)(?=\s)|[a-zA-Z]\\?[.)](?=\s)|[ivxIVX]{1,5}[.)](?=\s))?"
)
_LONG_LINE, _FEWEST_ITEMS = 1500, 5  # characters of a line, and numbered items in it, that show that minutes were pasted as one line
_WITHIN = re.compile(r"(?<=\s)(?:(?P<number>\d{1,2})\.(?:(?P<point>\d{1,2})\.?)?\s+(?=[A-Z“‘\"])|•(?=\s))")
_HEAD_CHARS = 500
_PRESENT = re.compile(r"(?<=\s)(?:Present|PRESENT|Attendance|ATTENDANCE|Attendees|Those [Aa]ttending)\b\s*(?:\([^()]{1,40}\)\s*)?[:–—-]")
_OTHERS = re.compile(r"(?<=\s)(?:(?:Also,? )?[Ii]n attendance|Also present|Apologies(?: for absence)?|Public)\s*:")  # labels after the list of those present
_TOLD_AFTER = re.compile(r"(?<=\.\s)(?=(?:The|Before|At|It|A) [A-Za-z]+ )|(?<=\s)(?=\d{1,2}\.\s+[A-Z]|\d{1,3}/\d\d\s+[A-Z])")  # where the list has ended
_OF_A_MEETING = re.compile(r"\b(?:minutes|notes|held|meeting)\b", re.I)
_SUM_UP = re.compile(r"\W*(?:[A-Z]+ ){1,3}[£$€]?\s?\d[\d,]*(?:\.\d\d)\W*$")  # the last line of an account: "TOTAL £32,349.11"
_DASH = re.compile(r"\s*\\?[-*+•●▪■◦○➢►✓·–\uf0a7\uf0a8\uf0b7\uf0d8\uf0fc](?=\s)\s*")
_HEADING = re.compile(r"(#{1,6})\s+(?=\S)")
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n---[ \t]*(?:\n|\Z)", re.S)
_NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")  # control characters that no text file has
_NOT_CONTINUED = re.compile(r"https?:|www\.|[a-z]+[A-Z]|[a-z]\)|[a-z]\.|[ivx]+[.)]|\(?[ivx]+\)")


def decode(data: bytes) -> tuple[str, list[str]]:
    """Text of a file with ``\\n`` line ends, and notices.

    Raises:
        ReadingError: the bytes are no text.
    """
    notices: list[str] = []
    wide = _wide_encoding(data)
    if wide:
        text = data.decode(wide, "replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", "replace")
            notices.append("not UTF-8; read as Windows-1252")
    if len(_NO_TEXT.findall(text)) > len(text) // 100 or text.count("\ufffd") > len(text) // 20 + 5:
        raise ReadingError("the file is not text", hint="Save it as PDF, text, Markdown, HTML or DOCX.", code="unsupported")
    return text.replace("\r\n", "\n").replace("\r", "\n"), notices


def _wide_encoding(data: bytes) -> str:
    """Name of the encoding of text in units of two or four bytes, "" for text in bytes: by its mark, else by where the zero bytes stand."""
    for mark, name in ((b"\xff\xfe\x00\x00", "utf-32"), (b"\x00\x00\xfe\xff", "utf-32"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return name
    sample = data[:2000]
    half = len(sample) // 2
    for begin, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        if half >= 8 and sample[begin::2].count(0) > 0.8 * half and sample[1 - begin :: 2].count(0) < 0.05 * half:
            return name
    return ""


def front_matter(text: str) -> tuple[dict[str, str], int, Span | None]:
    """Keys of the front matter (lower case), where the text after it starts, and where the title's value stands."""
    found = _FRONT_MATTER.match(text)
    if not found:
        return {}, 0, None
    keys: dict[str, str] = {}
    title: Span | None = None
    for line in re.finditer(r"^([A-Za-z_][\w-]*):[ \t]*(.*)$", found.group(1), re.M):
        value = line.group(2).strip()
        inner = value.strip("\"'")
        keys[line.group(1).lower()] = inner
        if line.group(1).lower() == "title" and inner:
            start = found.start(1) + line.start(2) + line.group(2).index(inner)
            title = Span(None, start, start + len(inner))
    return keys, found.end(), title


def read_plain(text: str, *, markdown: bool) -> tuple[Page, tuple[Block, ...], dict[str, str]]:
    """The one page of a text or Markdown file, its blocks, and its front matter."""
    text = without_tables(text)
    metadata, begin, title = front_matter(text)
    blocks: list[Block] = []
    if title is not None:
        blocks.append(_block("heading", text, [title], level=1, strong=True))
    blocks += _joined(text, list(_blocks(text, begin, markdown)))
    return Page(None, text), tuple(blocks), metadata


@dataclass(frozen=True, slots=True)
class _Chunk:
    """Lines without a blank line between them: offsets of each line, without its line end."""

    lines: tuple[tuple[int, int], ...]


def _chunks(text: str, begin: int) -> Iterator[_Chunk]:
    held: list[tuple[int, int]] = []
    at = begin
    for line in text[begin:].split("\n"):
        if line.strip():
            held.append((at, at + len(line)))
        elif held:
            yield _Chunk(tuple(held))
            held = []
        at += len(line) + 1
    if held:
        yield _Chunk(tuple(held))


def _blocks(text: str, begin: int, markdown: bool) -> Iterator[Block]:
    table = 0
    before = ""  # the short line in front of a table is its caption
    for chunk in _chunks(text, begin):
        lines = list(chunk.lines)
        run: list[tuple[int, int]] = []
        n = 0
        while n < len(lines):
            end = _rows_from(text, lines, n)
            if end - n >= 2 or (end > n and (before or text[slice(*lines[n])].count("\t") >= 1) and "\t" in text[slice(*lines[n])].strip()):
                yield from _paragraphs(text, run, markdown)
                run = []
                caption = before if before and len(before) < 160 else ""
                yield from _table(text, lines[n:end], table, caption)
                table += 1
                before = ""
                n = end
                continue
            run.append(lines[n])
            n += 1
        made = list(_paragraphs(text, run, markdown))
        if made:
            before = made[-1].text if len(made[-1].text) < 160 and not made[-1].text.rstrip().endswith(".") else ""
        yield from made


def _rows_from(text: str, lines: Sequence[tuple[int, int]], begin: int) -> int:
    """End of the run of table rows that starts at ``begin`` (``begin`` itself where there is none).

    A line with tabs at one end only - a caption padded with tabs, a row with one cell - is a row beside a real one, else it is indented text.
    """
    end = begin
    while end < len(lines) and (_is_row(text[slice(*lines[end])]) or "\t" in text[slice(*lines[end])]):
        end += 1
    while end > begin and not _is_row(text[slice(*lines[end - 1])]) and not text[slice(*lines[end - 1])].startswith("\t\t"):
        end -= 1
    real = [n for n in range(begin, end) if _is_row(text[slice(*lines[n])])]
    padded = end > begin and text[slice(*lines[begin])].endswith("\t")
    return end if real and (real[0] == begin or (padded and real[0] == begin + 1)) else begin


def _is_row(line: str) -> bool:
    return is_row(line.strip())


def _paragraphs(text: str, lines: Sequence[tuple[int, int]], markdown: bool) -> Iterator[Block]:
    """Lines of one chunk as headings, list items and paragraphs."""
    held: list[tuple[int, int]] = []

    def flush() -> Iterator[Block]:
        if held:
            cuts = [held[0][0], *_after_the_head(text, held[0][0], held[-1][1]), *(_items_within(text, *held[0]) if len(held) == 1 else ()), held[-1][1]]
            for start, end in pairwise(sorted(set(cuts))):
                yield from _split_bold(text, start, end, markdown)
            held.clear()

    for start, end in lines:
        line = text[start:end]
        bare = line.strip()
        if _HEADING.match(bare) or re.fullmatch(r"\*\*[^*].*\*\*:?", bare) or _in_capitals(bare):
            yield from flush()
            held.append((start, end))
            yield from flush()
            continue
        opens = bool(_DASH.match(line)) or bool((found := _MARKER.match(line.lstrip())) and found.group("marker"))
        if held and (opens or _ends_line(text[slice(*held[-1])], line, markdown)):
            yield from flush()
        held.append((start, end))
    yield from flush()


def _after_the_head(text: str, start: int, end: int) -> list[int]:
    """Where those present are listed on the line that says what meeting it is of ("MINUTES OF ... HELD ON 2ND MARCH 2020 Present: Cllr Finch"), and nothing where it does not."""
    found = _PRESENT.search(text, start, min(end, start + _HEAD_CHARS))
    if not found or not _OF_A_MEETING.search(text, start, found.start()):
        return []
    until = min(end, found.end() + 2 * _HEAD_CHARS)
    told = _TOLD_AFTER.search(text, found.end(), until)
    if told is None and end - found.start() > _LONG_LINE:  # where the list ends, nobody can say
        return []
    others = [m.start() for m in _OTHERS.finditer(text, found.end(), told.start() if told else until)]
    return [found.start(), *others, *([told.start()] if told else [])]


def _items_within(text: str, start: int, end: int) -> list[int]:
    """Where the items begin of minutes that were pasted as one line: numbered one after the other ("1. Apologies ... 2. Minutes ..."), and their points ("5.1", bullets)."""
    if end - start < _LONG_LINE:
        return []
    cuts: list[int] = []
    last = 0
    for found in _WITHIN.finditer(text, start, end):
        number = int(found["number"] or 0)
        if found["number"] and found["point"] is None and (number == last + 1 if cuts else number <= 2):
            last = number
            cuts.append(found.start())
        elif cuts and (found["number"] is None or (found["point"] is not None and number == last)):
            cuts.append(found.start())
    return cuts if last >= _FEWEST_ITEMS else []


def _in_capitals(line: str) -> bool:
    if _SUM_UP.match(line):
        return False
    letters = [c for c in line if c.isalpha()]
    return len(letters) >= 4 and len(line) < 140 and all(c.isupper() for c in letters) and not line.rstrip().endswith((",", ";"))


def _ends_line(before: str, after: str, markdown: bool) -> bool:
    """True where a line end inside a chunk ends a paragraph: a Markdown hard break, or a line too short to have been wrapped."""
    if markdown:
        return before.endswith(("  ", "\\"))
    return len(before) < 60 and not after.lstrip()[:1].islower()


def _split_bold(text: str, start: int, end: int, markdown: bool) -> Iterator[Block]:
    """A paragraph as one block, or as two where a heading and a bold keyword (or the other way round) are glued together."""
    piece = text[start:end]
    glued = re.match(r"\s*(?P<head>[^a-z*]{6,140}?)\*\*(?P<key>[A-Z][A-Za-z]+ ?:?\s?[-–]*)\*\*", piece)
    if glued and re.search(r"[A-Z]{3}", glued.group("head")):
        yield from _single(text, start, start + glued.end("head"), markdown, heading=True)
        yield from _single(text, start + glued.start("key"), end, markdown)
        return
    leading = re.match(r"\s*\*\*(?P<head>[^*\n]{2,140})\*\*[ \t]*\n(?=\S)", piece)
    if leading:
        yield from _single(text, start + leading.start("head"), start + leading.end("head"), markdown, heading=True)
        yield from _single(text, start + leading.end(), end, markdown)
        return
    yield from _single(text, start, end, markdown)


def _single(text: str, start: int, end: int, markdown: bool, *, heading: bool = False) -> Iterator[Block]:
    level = 0
    indent = len(text[start:end]) - len(text[start:end].lstrip())
    start += indent
    hashes = _HEADING.match(text[start:end])
    if hashes:
        level, heading = len(hashes.group(1)), True
        start += hashes.end()
    whole_bold = bool(re.fullmatch(r"\*\*[^*].*\*\*:?\s*", text[start:end], re.S))
    dash = _DASH.match(text[start:end]) if not hashes else None
    number = "-" if dash else ""
    if dash:
        start += dash.end()
    start, end = _trimmed(text, start, end)
    if start >= end:
        return
    found = _MARKER.match(text[start:end])
    if found and found.group("marker") and not (dash and not re.match(r"\(?[\da-zA-Z]", text[start:end])):
        number = found.group("marker").replace("\\", "")
        if re.fullmatch(r"\d{4}[.):]", number) or re.fullmatch(r"\d{1,2}\.\d\d", number) and re.match(r"\s*[ap]\.?m", text[start + found.end() : end], re.I):
            number = ""
    piece = text[start:end]
    one = "\n" not in piece
    if heading or (one and len(piece) < 160 and ((whole_bold and not piece.endswith((".", ";")) or _in_capitals(piece)) and not dash)):
        yield _block("heading", text, [Span(None, start, end)], level=level or (2 if _in_capitals(piece) else 3), number=number, strong=True)
    elif number:
        yield _block("list_item", text, [Span(None, start, end)], level=1 if indent else 0, number=number, strong=whole_bold)
    else:
        yield _block("paragraph", text, [Span(None, start, end)], strong=whole_bold)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Without white space and emphasis marks at the edges; footnote marks after a word stay."""
    while start < end and (text[start].isspace() or text[start] in "*\\_"):
        start += 1
    while end > start and (text[end - 1].isspace() or (text[end - 1] in "*_" and text.startswith("**", end - 2)) or text[end - 1] == "\\"):
        end -= 2 if text.startswith("**", end - 2) else 1
    return start, end


def _block(kind: str, text: str, spans: Sequence[Span], *, level: int = 0, number: str = "", strong: bool = False) -> Block:
    joined = " ".join(text[s.start : s.end] for s in spans)
    return Block(kind, joined, tuple(spans), level=level, number=number, strong=strong)  # type: ignore[arg-type]


def _joined(text: str, blocks: Sequence[Block]) -> Iterator[Block]:
    """Blocks with paragraphs that a page end broke (no closing mark, then lower case) put together again."""
    held: Block | None = None
    for block in blocks:
        if held is not None and _continues(held, block):
            held = replace(held, text=f"{held.text} {block.text}", spans=(*held.spans, *block.spans))
            continue
        if held is not None:
            yield held
        held = block
    if held is not None:
        yield held


def _continues(before: Block, after: Block) -> bool:
    return (
        before.kind in ("paragraph", "list_item")
        and after.kind == "paragraph"
        and after.text[:1].islower()
        and not _NOT_CONTINUED.match(after.text)
        and not re.search(r"[.:?;!][\"'’”)*]*$", before.text.rstrip())
        and len(before.text) > 20
    )


# ------------------------------------------------------------------------------------------------------------ tables


def _table(text: str, lines: Sequence[tuple[int, int]], table: int, caption: str) -> Iterator[Block]:
    """Rows of a table with tabs or bars."""
    kept = [(s, e) for s, e in lines if not is_rule(text[s:e])]
    rows = [_cells(text[s:e]) for s, e in kept]
    with_separator = len(kept) < len(lines)
    if rows and len([c for c in rows[0] if c]) == 1 and len(rows) > 1 and len(rows[0]) > 1:
        caption = next(c for c in rows[0] if c)  # a first row with one cell is the caption
        yield _row_block(text, kept[0], Row(table, rows[0], (), caption), "caption")
        kept, rows = kept[1:], rows[1:]
    first, end, named = column_labels(rows, headed=with_separator)
    above: tuple[str, ...] = ()
    for n, (place, row) in enumerate(zip(kept, rows, strict=True)):
        if first <= n < end:
            yield _row_block(text, place, Row(table, row, (), caption, header=True))
            continue
        filled = [c for c in row if c]
        if len(filled) == 1 and len(filled[0]) > 120:  # a note under the table
            yield _row_block(text, place, Row(table, row, (), caption), "note")
            continue
        labels = named if n >= end and len(named) == len(row) else ()
        inherited = above[0] if above and row and not row[0] and len(filled) >= 1 and len(row) == len(above) else ""
        yield _row_block(text, place, Row(table, (inherited, *row[1:]) if inherited else row, labels, caption))
        if row and row[0]:
            above = row


def _cells(line: str) -> tuple[str, ...]:
    parts = cells_of(line.strip("\n")) or line.strip().strip("|").split("|")
    return tuple(re.sub(r"\s+", " ", re.sub(r"<[^>]{1,200}>", " ", p)).strip(" *") for p in parts)


def _row_block(text: str, place: tuple[int, int], row: Row, kind: str = "table_row") -> Block:
    start, end = place
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Block(kind, text[start:end], (Span(None, start, end),), row=row)  # type: ignore[arg-type]
