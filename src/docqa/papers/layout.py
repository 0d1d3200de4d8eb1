"""Lines of pages with their geometry -> pages of laid-out text and blocks. Pure; knows nothing of PDF.

Rules owned here: running heads and feet and page numbers are kept in the page's text but out of its blocks; lines are joined to paragraphs
and words broken over lines made whole; a paragraph that runs over the end of a page is one block; rows of tables stay whole.
"""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from docqa.papers.furniture import is_furniture, printed_number, running_lines
from docqa.papers.lines import Line, RawPage
from docqa.papers.tables import SAME_COLUMN, TableRow, table_rows
from docqa.records import Block, BlockKind, Page, Row, Span

_MARKER = re.compile(
    r"^(?P<marker>\(?\d{1,4}(?:[./]\d{1,3}){0,3}[.):]|\d{1,3}(?:\.\d{1,3}){1,3}|\d{1,4}/\d{2,4}[.):]?|\((?:[a-zA-Z]|[ivxIVX]{1,5}|aa|bb|cc|dd)\)|[a-zA-Z][.)]|[ivxIVX]{1,5}[.)]|"
    r"[•●▪■◦○➢►✓·\uf0b7\uf0a7\uf0d8\uf076o*–—-])(?=\s|\t)\s*"
)
_GLUED_BULLET = re.compile(r"^(?P<marker>[•●▪■\uf0b7\uf0a7])(?=\S)")
_BULLETS = "•●▪■◦○➢►✓·\uf0b7\uf0a7\uf0d8\uf076o*–—-"
_ORDINAL = re.compile(r"\b(\d{1,2}) (st|nd|rd|th)\b(?! (?:Street|Road|Ave))")  # set above the line: "2 nd March"
_TERMINAL = re.compile(r"[.?!:;][\"'’”)\]]*$")
_KEYWORD = re.compile(r"(?:RESOLVED|Resolved|AGREED|DECISION|Decision|RECOMMENDED|Recommended|ACTION|UNANIMOUSLY RESOLVED)\b\s*(?:[:–—-]|$|that\b|THAT\b|That\b)")
_CAPTION_CHARS = 120
_FURNITURE_WORDS = 12  # on a page with nothing else: more is no running head


@dataclass(slots=True)
class _Laid:
    """A block while its page is laid out."""

    kind: BlockKind
    text: str
    lines: list[Line]
    marker: str = ""
    row: Row | None = None
    strong: bool = False
    furniture: bool = False
    page: int = 0
    start: int = 0
    size: float = 0.0
    level: int = 0
    full: bool = False  # its last line reaches the right edge
    place: TableRow | None = None
    spans: list[Span] = field(default_factory=list)


def lay_out(raw: Sequence[RawPage]) -> tuple[tuple[Page, ...], tuple[Block, ...]]:
    """Pages with their text and blocks in reading order."""
    raw = _plain_where_bold(raw)
    furniture = running_lines(raw)
    body_size = _body_size(raw)
    spelled = _words_seen(raw)
    pages: list[Page] = []
    laid: list[list[_Laid]] = []
    tables = 0
    for page in raw:
        blocks = _page_blocks(page, furniture, body_size, spelled, laid[-1][-1].place if laid and laid[-1] else None)
        for block in blocks:
            if block.row is not None:
                block.row = replace(block.row, table=block.row.table + tables)
        if laid and laid[-1]:
            _continue_table(laid[-1][-1], blocks)
        printed = printed_number(page, furniture) or (re.sub(r"^page\s+", "", page.label, flags=re.I) if page.label else None)
        parts: list[str] = []
        at = 0
        for n, block in enumerate(blocks):
            if n:
                glue = "\n" if _same_table(block.row, blocks[n - 1].row) else "\n\n"
                parts.append(glue)
                at += len(glue)
            block.page, block.start = page.number, at
            parts.append(block.text)
            at += len(block.text)
            bullet = re.match(rf"[{re.escape(_BULLETS)}]\s*|{re.escape(block.marker)}\s+", block.text) if block.kind == "list_item" and len(block.marker) == 1 else None
            if bullet and bullet.end() < len(block.text):  # the page keeps the bullet, the block is what it introduces
                block.start += bullet.end()
                block.text = block.text[bullet.end() :]
            block.spans = [Span(page.number, block.start, at)]
        tables = max([tables, *(b.row.table + 1 for b in blocks if b.row)])
        pages.append(Page(page.number, "".join(parts), printed, page.estimated))
        laid.append([b for b in blocks if not b.furniture])
    return _without_stray_numbers(pages), _joined(laid)


# ------------------------------------------------------------------------------------------------------- paragraphs


def _body_size(raw: Sequence[RawPage]) -> float:
    sizes: Counter[float] = Counter()
    for page in raw:
        for line in page.lines:
            sizes[round(line.size * 2) / 2] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 11.0


def _without_stray_numbers(pages: Sequence[Page]) -> tuple[Page, ...]:
    """The pages without printed numbers that do not count on from a neighbour's: figures of a drawing, the number of a house."""
    away = {k: int(p.printed) - k for k, p in enumerate(pages) if p.printed and p.printed.isdigit()}
    if len(away) < 3:
        return tuple(pages)
    numbered = sorted(away)
    near = {k: (numbered[max(n - 1, 0)], numbered[min(n + 1, len(numbered) - 1)]) for n, k in enumerate(numbered)}
    stray = {k for k in numbered if all(away[other] != away[k] for other in near[k] if other != k)}
    return tuple(replace(p, printed=None) if k in stray else p for k, p in enumerate(pages))


def _plain_where_bold(raw: Sequence[RawPage]) -> Sequence[RawPage]:
    """The pages with bold taken for plain where most of the text is bold: some writers call every font so."""
    letters = {bold: sum(len(line.text) for page in raw for line in page.lines if line.bold is bold) for bold in (True, False)}
    if letters[True] < 1.5 * letters[False]:
        return raw
    return [replace(page, lines=tuple(replace(line, bold=False) for line in page.lines)) for page in raw]


def _words_seen(raw: Sequence[RawPage]) -> set[str]:
    """Words that stand whole somewhere in the document, to decide whether a hyphen at a line end belongs to the word."""
    return {w.lower() for page in raw for line in page.lines for w in re.findall(r"[A-Za-z]+(?:-[A-Za-z]+)+|[A-Za-z]{4,}", line.text)}


def _same_table(row: Row | None, other: Row | None) -> bool:
    return row is not None and other is not None and row.table == other.table


def _page_blocks(page: RawPage, furniture: set[str], body_size: float, spelled: set[str], before: TableRow | None) -> list[_Laid]:
    lines = list(page.lines)
    if not lines:
        return []
    kept_out = [is_furniture(line, page, furniture) for line in lines]
    if all(kept_out) and sum(len(line.text.split()) for line in lines) > _FURNITURE_WORDS:  # slides, forms: pages that are nothing but what they share
        kept_out = [is_furniture(line, page, set()) for line in lines]
    body = [line for line, f in zip(lines, kept_out, strict=True) if not f] or lines
    rights = _right_edges(body, lines)
    pitch = _line_pitch(body)
    shown = [replace(line, cells=(), words=()) if f else line for line, f in zip(lines, kept_out, strict=True)]
    rows = {k: row for row in table_rows(shown, before) for k in row.lines}
    bullets = _letter_bullets(body)
    blocks: list[_Laid] = []
    current: _Laid | None = None
    for n, line in enumerate(lines):
        text = line.text.strip()
        right = rights[n]
        if not text:
            continue
        if kept_out[n]:
            blocks.append(_Laid("paragraph", text, [line], furniture=True))
            continue  # a page number between two lines of a paragraph does not end it
        row = rows.get(n)
        if row is not None:
            if n == row.lines[0]:
                caption = current.row.caption if current and current.row and current.row.table == row.row.table else _caption(blocks)
                current = _Laid("table_row", "\t".join(row.row.cells), [lines[k] for k in row.lines], row=replace(row.row, caption=caption), size=line.size, place=row)
                blocks.append(current)
            continue
        flat = re.sub(r"\s*\t\s*", " ", text)
        marker = _marker(flat, bullets)
        if current is None or current.row or _starts_block(line, flat, marker, current, right, pitch):
            current = _open_block(line, flat, marker, body_size)
            blocks.append(current)
        else:
            current.text = _join(current.text, flat, spelled)
            current.lines.append(line)
        current.full = line.x1 > right - 0.12 * (right - line.x0)
    for block in blocks:
        if block.row is None:
            block.text = _ORDINAL.sub(r"\1\2", block.text)
        _classify(block, body_size)
    return blocks


def _caption(blocks: Sequence[_Laid]) -> str:
    """What stands right above a table and names it: a short line that is no sentence and no item of a list."""
    above = next((b for b in reversed(blocks) if not b.furniture), None)
    if above is None or above.row is not None or len(above.text) > _CAPTION_CHARS or len(above.lines) > 2:
        return ""
    named = re.match(r"(?:table|figure|chart|appendix|annex|schedule)\b", above.text, re.I)
    return above.text if named or not (above.marker or re.search(r"[.;,]$", above.text)) else ""


def _continue_table(before: _Laid, blocks: Sequence[_Laid]) -> None:
    """Give the rows at the top of a page the number, caption and labels of the table at the foot of the page before, where the columns are the same."""
    first = next((b for b in blocks if not b.furniture), None)
    if first is None or first.row is None or first.place is None or before.row is None or before.place is None:
        return
    old, new = before.place, first.place
    if len(old.columns) != len(new.columns) or any(abs(a - b) > SAME_COLUMN for a, b in zip(old.columns, new.columns, strict=True)):
        return
    number = first.row.table
    for block in blocks:
        if block.row is None or block.place is None or block.row.table != number:
            continue
        labels = block.row.labels or (tuple(old.labels[c] for c in block.place.places) if old.labels and not block.row.header else ())
        block.row = replace(block.row, table=before.row.table, caption=before.row.caption, labels=labels)
        block.place = replace(block.place, labels=block.place.labels or old.labels)


def _open_block(line: Line, text: str, marker: str, body_size: float) -> _Laid:
    return _Laid("list_item" if marker else "paragraph", text, [line], marker=marker, strong=line.bold or line.size > body_size * 1.12, size=line.size)


def _marker(text: str, bullets: frozenset[str]) -> str:
    found = _MARKER.match(text) or _GLUED_BULLET.match(text)
    if found:
        marker = found.group("marker")
        if re.fullmatch(r"\d{4}[.):]", marker) or (marker == "o" and "o" not in bullets):
            return ""
        if re.fullmatch(r"\d{1,2}[.:]\d\d", marker) and re.match(r"\s*(?:[ap]\.?m\b|hours|hrs)", text[found.end() :], re.I):
            return ""  # a time
        return marker
    return text[0] if text[:1] in bullets and text[1:2] == " " else ""


def _letter_bullets(lines: Sequence[Line]) -> frozenset[str]:
    """Letters that stand for a bullet because the symbol font has no Unicode map: "x Tree planting" on two lines or more."""
    starts = Counter(line.text[0] for line in lines if re.match(r"[a-zA-Z§](?:\s|\t)(?!\S\s\S\s)\S", line.text) and line.text[0] not in "AaI")  # not "R E S O L V E D"
    return frozenset(letter for letter, n in starts.items() if n >= 2)


def _right_edge(lines: Sequence[Line]) -> float:
    edges = sorted(line.x1 for line in lines)
    return edges[int(0.95 * (len(edges) - 1))]


def _right_edges(lines: Sequence[Line], of: Sequence[Line]) -> list[float]:
    """Right edge of the column each line of ``of`` stands in: of the lines that start near it, where many of them end at one place; else of the page."""
    whole = _right_edge(lines)
    known: dict[int, float] = {}
    for x in {round(line.x0) for line in of}:
        column = [line.x1 for line in lines if abs(line.x0 - x) < 60]
        edge = sorted(column)[int(0.95 * (len(column) - 1))] if column else whole
        reach = 0.1 * max(edge - x, 1.0)
        known[x] = edge if len(column) >= 6 and sum(abs(x1 - edge) < reach for x1 in column) >= 0.25 * len(column) else whole
    return [known[round(line.x0)] for line in of]


def _line_pitch(lines: Sequence[Line]) -> float:
    gaps = [b.top - a.top for a, b in zip(lines, lines[1:], strict=False) if 0 < b.top - a.top < 4 * max(a.size, 6)]
    return statistics.median_low(sorted(gaps)[: max(1, len(gaps) * 2 // 3)]) if gaps else 14.0


def _starts_block(line: Line, text: str, marker: str, current: _Laid, right: float, pitch: float) -> bool:
    last = current.lines[-1]
    gap = line.top - last.top
    goes_on = text[:1].islower() and not marker
    if gap < -2 * pitch or gap > 6 * pitch:  # next column, or far away
        return not (current.text[-1:].islower() and goes_on)
    if gap > 1.45 * pitch and gap > 1.25 * (last.bottom - last.top):
        outdented = line.x0 < last.x0 - 10
        return not (goes_on and not outdented and not _TERMINAL.search(current.text) and gap < 2.2 * pitch)
    if abs(line.size - last.size) > 0.12 * max(line.size, last.size) and line.size > 4 and not goes_on and len(text) > 3:
        return True
    if _KEYWORD.match(text) or (last.bold and not line.bold and text[:1].isupper() and all(x.bold for x in current.lines)):
        return True
    fills = last.x1 > right - 0.18 * max(right - last.x0, 1)
    if marker:  # a bullet always opens a block; anything else may be a word of a sentence that was wrapped in front of it
        always = marker in _BULLETS and marker not in "–—-*"
        return always or gap > 1.9 * (last.bottom - last.top) or not fills or bool(_TERMINAL.search(current.text)) or (bool(current.marker) and line.x0 <= current.lines[0].x0 + 2)
    if line.bold != last.bold and not goes_on and (not fills or _TERMINAL.search(current.text)):
        return True
    if fills:
        return False
    if goes_on or text[:1] in ",.;)":
        return False
    # The last line ended early: it was the last of its paragraph, unless a long next word just did not fit.
    first_word = (text.split() or [""])[0]
    room = right - last.x1
    return room > len(first_word) * line.size * 0.55 + line.size or bool(_TERMINAL.search(current.text))


def _join(before: str, after: str, spelled: set[str]) -> str:
    if before.endswith(("\ufffe", "\u00ad")):
        word, rest = re.search(r"[\w’'-]*$", before[:-1]), re.match(r"[\w’'-]*", after)
        hyphened = f"{word.group() if word else ''}-{rest.group() if rest else ''}".lower()
        return f"{before[:-1]}-{after}" if after[:1].isupper() or after[:1].isdigit() or hyphened in spelled else before[:-1] + after  # "Hall-Harper", "2023-24", "follow-up"
    broken = re.search(r"([A-Za-z]+)[-\u2010]$", before)
    follows = re.match(r"[a-z]+", after)
    if broken and follows:
        whole = (broken.group(1) + follows.group()).lower()
        hyphened = f"{broken.group(1)}-{follows.group()}".lower()
        if hyphened not in spelled and (whole in spelled or len(broken.group(1)) <= 3):
            return before[:-1] + after
        return before + after
    if re.search(r"\w[-\u2010\u2011]$", before) and after[:1].isalnum():  # a name, a range or a reference: 2023-24
        return before + after
    return f"{before} {after}"


_CAPITALS = re.compile(r"^[^a-z]*[A-Z]{2}[^a-z]*$")


def _classify(block: _Laid, body_size: float) -> None:
    if block.furniture or block.row:
        return
    text = block.text
    if block.marker and block.marker[0] in _BULLETS:
        block.kind = "list_item"
        return
    short = len(text) < 140 and len(block.lines) <= 3
    ends = text.rstrip()[-1:] in ".;,"
    if short and not (ends and not re.match(r"^\d", text) and not block.strong) and (
        block.size > body_size * 1.12 or (block.strong and not text.endswith((";", ","))) or (_CAPITALS.match(text) and len(text) > 3)
    ):
        block.kind = "heading"
        block.level = 1 if block.size > body_size * 1.3 else 2 if block.size > body_size * 1.12 or _CAPITALS.match(text) else 3
    elif block.marker:
        block.kind = "list_item" if len(text) < 600 else "paragraph"
    else:
        block.kind = "paragraph"


# ------------------------------------------------------------------------------------------------------------- over pages


def _joined(laid: Sequence[Sequence[_Laid]]) -> tuple[Block, ...]:
    """Blocks of all pages; a paragraph that goes on at the top of the next page becomes one block."""
    out: list[_Laid] = []
    for blocks in laid:
        for n, block in enumerate(blocks):
            if n == 0 and out and _continues(out[-1], block):
                out[-1].text = f"{out[-1].text} {block.text}"
                out[-1].spans += block.spans
                out[-1].full = block.full
            else:
                out.append(block)
    return tuple(Block(b.kind, b.text, tuple(b.spans), level=b.level, number=b.marker, row=b.row, strong=b.strong) for b in out)


def _continues(before: _Laid, after: _Laid) -> bool:
    if before.row or after.row or before.kind == "heading" or after.kind == "heading" or after.marker:
        return False
    if re.search(r"[.:?;!][\"'’”)]*$", before.text.rstrip()):
        return False
    hanging = before.full and len(before.lines) > 1 and abs(before.lines[-1].x0 - before.lines[0].x0) > 8
    if hanging and abs(after.lines[0].x0 - before.lines[-1].x0) < 3 and not after.strong:
        return True  # the text of a numbered item, at its indent
    starts_lower = after.text[:1].islower() and not re.match(r"https?:|www\.|[a-z]+[A-Z]", after.text)
    return starts_lower or (before.full and before.text[-1:] in ",-–" or bool(re.search(r"\b(?:the|of|and|to|a|an|for|by|in|with|that|Cllrs?|Mr|Mrs|Ms)$", before.text)))
