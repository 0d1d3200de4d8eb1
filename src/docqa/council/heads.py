"""Running heads and feet of pages -> what they say of the paper they stand over: the agenda item, the body, the date of the meeting. Pure.

Running lines stand in the text of a page and in none of its blocks. Two things are read from them: where in a pack the papers of an item begin
("Agenda Item 8"), and the meeting a paper was written for ("PLANNING COMMITTEE, 15 OCTOBER 2025 - ITEM 5").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docqa.council.bodies import find_body
from docqa.council.dates import find_dates
from docqa.records import Page, Reading, Span
from docqa.text import one_line

_ITEM = re.compile(r"^(?:agenda\s+item|item|eitem(?: ar yr agenda)?)\s*(?:no\.?|number)?\s*[:.-]?\s*(?P<n>\d{1,3}[a-z]?)\.?$", re.I)
_MOST_CHARS = 120  # a longer line is no running line
_OFTEN = 0.8  # of the pages: then the item stands on every page of its papers, not only on the first of each
_MEETS = re.compile(r"\b(?:meeting|minutes|committee|council|cabinet|board|commission|panel|agenda|item)\b", re.I)


@dataclass(frozen=True, slots=True)
class PageHead:
    """What stands on a page outside of its blocks."""

    page: int
    first_block: int | None  # the first block that begins on the page; None where none does
    lines: tuple[str, ...]
    item: str | None  # "8" of "Agenda Item 8"


def page_heads(reading: Reading) -> list[PageHead]:
    """The running lines of every page of a document with pages, in order."""
    if reading.media != "pdf":
        return []
    covered: dict[int | None, list[Span]] = {}
    first: dict[int | None, int] = {}
    for n, block in enumerate(reading.blocks):
        for span in block.spans:
            covered.setdefault(span.page, []).append(span)
        first.setdefault(block.spans[0].page if block.spans else None, n)
    heads = []
    for page in reading.pages:
        if page.number is None:
            continue
        lines = tuple(_outside(page, sorted(covered.get(page.number, ()), key=lambda s: s.start)))
        item = next((m["n"] for line in lines if (m := _ITEM.match(line))), None)
        heads.append(PageHead(page.number, first.get(page.number), lines, item))
    return heads


def _outside(page: Page, spans: Sequence[Span]) -> Iterator[str]:
    at = 0
    pieces = []
    for span in spans:
        pieces.append(page.text[at : span.start])
        at = max(at, span.end)
    pieces.append(page.text[at:])
    for piece in pieces:
        for line in piece.split("\n"):
            text = one_line(line)
            if len(text) > 2 and len(text) <= _MOST_CHARS and "\t" not in line.strip():
                yield text


def begins_at(heads: Sequence[PageHead]) -> list[int]:
    """Blocks with which, by the running heads, a paper for an agenda item begins.

    Where the item stands on (nearly) every page, a paper begins where its number changes; else it begins on each page that has one.
    """
    held = [h for h in heads if h.first_block is not None]
    numbered = [h for h in held if h.item]
    if len(numbered) < 2:
        return []
    everywhere = len(numbered) >= _OFTEN * len(held)
    starts = []
    before: str | None = None
    for head in held:
        if head.item and head.first_block is not None and not (everywhere and head.item == before):
            starts.append(head.first_block)
        before = head.item or before
    return starts


def over(heads: Sequence[PageHead], first_page: int | None, last_page: int | None) -> list[str]:
    """The running lines of a paper's pages, each once, those of its first page first."""
    if first_page is None or last_page is None:
        return []
    return list(dict.fromkeys(line for h in heads if first_page <= h.page <= last_page for line in h.lines))


def meeting_over(lines: Sequence[str]) -> tuple[str | None, str | None]:
    """Body and date of the meeting that running lines name: only a line that speaks of a meeting or a body gives a date."""
    for line in lines:
        days = find_dates(line)
        if len(days) == 1 and (find_body(line) or _MEETS.search(line)):
            return body_over(line[: days[0].start]), days[0].iso
    return None, None


def body_over(line: str) -> str | None:
    """The body that a running line names: "CABINET - ", "COUNCIL, "."""
    return find_body(re.sub(r"[\s,:–—|-]+$", "", line))


def name_alone(lines: Sequence[str]) -> str | None:
    """The body whose name is a running line of its own."""
    return next((name for line in lines if (name := find_body(line)) and len(line) <= len(name) + 4), None)
