"""Who may see what: items taken with the public excluded, exempt and confidential papers. Pure.

Source: Local Government Act 1972, section 100A(4) and Schedule 12A; the paragraph numbers are quoted, never judged.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from docqa.records import Access, Block, Item
from docqa.text import one_line

_EXCLUDED = re.compile(
    r"\b(?:press and public|public and press|press|public)\b[^.]{0,60}\bexcluded\b|\bexclu(?:de|sion of)\b[^.]{0,40}\b(?:press|public)\b|\bclosed session\b", re.I
)
_FOR_MINUTES = re.compile(r"\b(?:minute|item)s?\.?\s*(?:nos?\.?|numbers?)?\s*(?P<list>\d{1,4}(?:/\d\d)?(?:\s*(?:,|and|to|-|–)\s*\d{1,4}(?:/\d\d)?)*)", re.I)
_PARAGRAPHS = re.compile(r"\bparagraphs?\s*(?:nos?\.?)?\s*(\d(?:\s*(?:,|and)\s*\d)*)", re.I)
_CONDITIONAL = re.compile(r"\b(?:to consider|whether|if|would|any part of)\b", re.I)


def with_access(items: Sequence[Item], blocks: Sequence[Block], paper_kind: str) -> list[Item]:
    """Items with their access level and banner: those for which a minute excludes the public, and those marked exempt."""
    marked: dict[str, tuple[str, str]] = {}  # number -> (minute that excludes, paragraphs)
    for item in items:
        if paper_kind != "minutes":
            break
        text = one_line(" ".join(b.text for b in blocks[item.first_block : min(item.end_block, item.first_block + 6)]))
        if not _EXCLUDED.search(text) or (_CONDITIONAL.search(text[:200]) and not re.search(r"\b(?:resolved|agreed)\b", text, re.I)):
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
