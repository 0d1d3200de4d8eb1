"""Who may see what: items taken with the public excluded, exempt and confidential papers. Pure.

Source: Local Government Act 1972, section 100A(4) and Schedule 12A; the paragraph numbers are quoted, never judged.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from docqa.records import Access, Block, Item, Page, Reading, Record, Span
from docqa.text import one_line

_EXCLUDED = re.compile(
    r"\b(?:press and public|public and press|press|public)\b[^.]{0,60}\bexcluded\b|\bexclu(?:de|sion of)\b[^.]{0,40}\b(?:press|public)\b|\bclosed session\b", re.I
)
_FOR_MINUTES = re.compile(r"\b(?:minute|item)s?\.?\s*(?:nos?\.?|numbers?)?\s*(?P<list>\d{1,4}(?:/\d\d)?(?:\s*(?:,|and|to|-|–)\s*\d{1,4}(?:/\d\d)?)*)", re.I)
_PARAGRAPHS = re.compile(r"\bparagraphs?\s*(?:nos?\.?)?\s*(\d(?:\s*(?:,|and)\s*\d)*)", re.I)
_NOT_EXCLUDED = re.compile(r"\b(?:not (?:been )?excluded|no (?:need|wish|items?)|were no\b|was not necessary|did not wish)", re.I)
_CONDITIONAL = re.compile(r"\b(?:to consider|whether|if|would|any part of)\b", re.I)


def with_access(items: Sequence[Item], blocks: Sequence[Block], paper_kind: str) -> list[Item]:
    """Items with their access level and banner: those for which a minute excludes the public, and those marked exempt."""
    marked: dict[str, tuple[str, str]] = {}  # number -> (minute that excludes, paragraphs)
    for item in items:
        if paper_kind != "minutes":
            break
        text = one_line(" ".join(b.text for b in blocks[item.first_block : min(item.end_block, item.first_block + 6)]))
        if not _EXCLUDED.search(text) or _NOT_EXCLUDED.search(text) or (_CONDITIONAL.search(text[:200]) and not re.search(r"\b(?:resolved|agreed)\b", text, re.I)):
            continue
        paragraphs = _PARAGRAPHS.search(text)
        for found in _FOR_MINUTES.finditer(text):
            for number in _numbers(found["list"]):
                if number != item.number:
                    marked[number] = (item.number, paragraphs[1] if paragraphs else "")
    out = []
    for item in items:
        access: Access = item.access
        banner = item.banner
        if item.number in marked:
            by, paragraphs_of = marked[item.number]
            law = f", Sch 12A para {paragraphs_of}" if paragraphs_of else ""
            access = "private_session"
            banner = f"Considered with the press and public excluded (Minute {by}{law}). Check with Democratic Services before sharing."
        out.append(replace(item, access=access, banner=banner))
    return out


def _numbers(text: str) -> list[str]:
    numbers: list[str] = []
    for low, high in re.findall(r"(\d+(?:/\d\d)?)(?:\s*(?:to|-|–)\s*(\d+))?", text):
        numbers.append(low)
        if high and "/" not in low and 0 < int(high) - int(low) < 40:
            numbers += [str(n) for n in range(int(low) + 1, int(high) + 1)]
    return numbers


WITHHELD = ("exempt", "confidential")


def without_withheld(reading: Reading, record: Record) -> tuple[Record, tuple[Page, ...], tuple[str, ...]]:
    """The record without exempt and confidential papers and items, the pages with their words blanked, and a notice for each.

    Every other character stays where it was: offsets count the same.
    """
    papers = {p.id for p in record.papers if p.access in WITHHELD}
    items = {i.id for i in record.items if i.access in WITHHELD or i.paper in papers}
    if not papers and not items:
        return record, reading.pages, ()
    blocks = [b for p in record.papers if p.id in papers for b in reading.blocks[p.first_block : p.end_block]]
    blocks += [b for i in record.items if i.id in items for b in reading.blocks[i.first_block : i.end_block]]
    hidden = [s for b in blocks for s in b.spans]
    kept_pages = {s.page for p in record.papers if p.id not in papers for b in reading.blocks[p.first_block : p.end_block] for s in b.spans}
    pages = tuple(_blanked(page, [s for s in hidden if s.page == page.number], page.number in kept_pages) for page in reading.pages)
    kept = replace(
        record,
        papers=tuple(p for p in record.papers if p.id not in papers),
        items=tuple(i for i in record.items if i.id not in items),
        decisions=tuple(d for d in record.decisions if d.paper not in papers and d.item not in items and d.access not in WITHHELD),
        attendance=tuple(a for a in record.attendance if a.paper not in papers),
        interests=tuple(i for i in record.interests if i.paper not in papers),
        statements=tuple(s for s in record.statements if s.paper not in papers and s.item not in items),
        mentions=tuple(m for m in record.mentions if m.paper not in papers and m.source not in items),
        links=tuple(k for k in record.links if not {k.source, k.target} & (papers | items)),
        definitions=tuple(d for d in record.definitions if not any(d.span.page == s.page and d.span.start < s.end and s.start < d.span.end for s in hidden)),
    )
    return kept, pages, tuple(f"not indexed, marked {p.access}: {p.title}" for p in record.papers if p.id in papers)


def _blanked(page: Page, hidden: Sequence[Span], shared: bool) -> Page:
    """The page with the hidden spans as blanks; all of it (running heads too) where nothing else stands on it."""
    if not hidden:
        return page
    if not shared:
        return replace(page, text=re.sub(r"[^\n]", " ", page.text))
    text = page.text
    for span in hidden:
        text = text[: span.start] + re.sub(r"[^\n]", " ", text[span.start : span.end]) + text[span.end :]
    return replace(page, text=text)
