"""The words of a decision before it is dressed with mover, votes and kind: where they stand, and what runs before and after them. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from docqa.records import Block, Part, Span

_ITEM_CELL = re.compile(r"\d{1,3}(?:[./]\d{1,3})?[.):]?")
_SENTENCE_CELL = re.compile(r"[a-z)][.!?](?:\s|$)")
_SENTENCE_WORDS = 8
MOST_CHARS = 6000  # of one decision; a runaway block is cut here

ARISING = re.compile(
    r"^\W*(?:matters? (?:arising|outstanding|reported|brought)|(?:notes|minutes) of (?:the )?(?:last|previous) meeting and\b|(?:outstanding |review of )?actions? (?:log|list|points?|tracker|from|arising|update)|outstanding actions|"
    r"(?:clerk|secretary|chair(?:man|person)?|convener|(?:(?:county|borough|district|city|ward) )?councillors?|members?|office bearers?)['’]?s?['’]? (?:report|update|statement)|report (?:of|from) the clerk|"
    r"recommendations? (?:not yet|outstanding|tracker)|progress on|questions? (?:on notice|from|by|to))", re.I
)  # items under which one matter after another is told of

ENDS = re.compile(
    r"^\W*(?:reasons?(?: for(?: the)?(?: decision)?)?\s*(?:[:–-]|$)|reasons? for\b|alternative options|alternatives? (?:considered|rejected)|other options|options considered|(?:the )?meeting (?:closed|ended|concluded|finished|rose|terminated|was closed)|"
    r"there being no (?:further|other)|this concluded the business|n\.?b\.?\b|note:|conflicts? of interest|any (?:conflict|dispensation)|dispensation|action(?:s|ed)?\s*(?:by)?\s*[:–-]|lead officer\b|"
    r"call[- ]in\b|implementation date|minutes\s*:\s*$|chair(?:man|person)?\W*[.…_]{3,}|signed\b)",
    re.I,
)  # what follows a decision and is not its words

TOLD = re.compile(
    r"^\W*(?:prop(?:osed|oser)?\b|sec(?:onded|onder)?\b|moved\b|mover\b|2\s?nd|all (?:were )?(?:agreed|in favour|in agreement)\b|carried\b|agreed\W*$|unanimous|vote|on a vote\b|motion (?:was )?carried|(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten) (?:votes?|in favour|for)\b)",
    re.I,
)  # a sentence behind a decision that tells who moved it and how the vote went

NUMBER = r"(?:no\.?\s*)?\d{1,4}(?:[/.-]+\d{1,4})+"  # of a resolution: "24/06/9.04"


@dataclass(frozen=True, slots=True)
class Found:
    """A decision as found: its words, and the words around it that tell who moved it and how the vote went."""

    spans: tuple[Span, ...]
    text: str
    parts: tuple[Part, ...]
    before: str
    after: str
    first_block: int
    last_block: int
    outcome: str = ""  # where the form itself says so ("The amendment was LOST")


def is_data(block: Block) -> bool:
    """Is a block the row of a table of data, and not of one that lays out minutes: a number, what was said and decided, who is to act?"""
    if block.row is None:
        return False
    first, *others = block.row.cells or ("",)
    return not (_ITEM_CELL.fullmatch(first.strip()) and any(len(c.split()) >= _SENTENCE_WORDS and _SENTENCE_CELL.search(c) for c in others))


def taken(blocks: Sequence[Block], first: int, last: int, at: int, start: int, end: int, *, until: int | None = None, parts: tuple[Part, ...] = (), outcome: str = "") -> Found:
    """What stands from character ``at`` of block ``first`` to the end of block ``last`` (or to character ``until`` of it), within an item's blocks."""
    if at == 0 and blocks[first].row is not None and not is_data(blocks[first]):
        at = blocks[first].text.find("\t") + 1  # past the number of the item
    if first == last:
        spans = between(blocks[first], at, len(blocks[first].text) if until is None else until)
        text = blocks[first].text[at:until]
    else:
        tail = blocks[last].text if until is None else blocks[last].text[:until]
        spans = [*between(blocks[first], at, len(blocks[first].text)), *(s for b in blocks[first + 1 : last] for s in b.spans), *between(blocks[last], 0, len(tail))]
        text = " ".join([blocks[first].text[at:], *(b.text for b in blocks[first + 1 : last]), tail])
    before = " ".join([*(b.text for b in blocks[max(start, first - 30) : first] if b.row is None), blocks[first].text[:at]])[-6000:]
    left = blocks[last].text[until:] if until is not None else ""
    after = " ".join([left, *(b.text for b in takewhile(_may_tell, blocks[last + 1 : min(last + 8, end)]))]).replace("\t", " ").strip()[:1500]
    return Found(tuple(spans), text[:MOST_CHARS], parts, before, after, first, last, outcome)


def _may_tell(block: Block) -> bool:
    """False where another matter begins behind a decision: under a number of its own, misnumbered or not."""
    return not (re.match(r"\d{1,3}[.)]\s+[A-Z]", block.text) and len(block.text) > 3) or re.search(r"\bvot(?:e|es|ing)\b", block.text[:60], re.I) is not None


def between(block: Block, a: int, b: int) -> list[Span]:
    """Spans of characters ``a`` to ``b`` of a block's text."""
    spans = []
    offset = 0
    for span in block.spans:
        length = span.end - span.start
        low, high = max(a, offset), min(b, offset + length)
        if low < high:
            spans.append(Span(span.page, span.start + low - offset, span.start + high - offset))
        offset += length + 1
    return spans
