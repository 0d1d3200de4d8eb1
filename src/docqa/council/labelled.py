"""Decisions behind a label: "RESOLVED:", "Resolved:- (1) That", "It was RESOLVED that", "Decision", "AGREED:". Pure.

A block begins at its label and runs over its parts and bullets to the next label, heading or closing matter ("Reasons for decision", "Note:").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from docqa.council.parts import PART, parts_of
from docqa.council.wording import ENDS, Found, taken
from docqa.records import Block
from docqa.text import one_line

_SPACED = r"R\sE\sS\sO\sL\sV\sE\sD|R\sE\sC\sO\sM\sM\sE\sN\sD\sE\sD"
_CAPITAL = rf"(?:RESOLVED|RECOMMENDED|RECOMMENDS|PENDERFYNWYD|CYTUNWYD|ARGYMHELLWYD|NODWYD|{_SPACED})\b"
_TITLED = r"(?:Resolved|Recommended|Penderfynwyd|Cytunwyd|Argymhellwyd|Nodwyd)\b"
_LEAD = r"(?:(?:[Aa]nd\s+)?(?:[Ii]t\s+was\s+)?(?:(?:THEREUPON|[Tt]hereupon|(?:it was )?(?:then|therefore|accordingly|duly|further))\s+)?(?:UNANIMOUSLY|[Uu]nanimously)?\s*)"
_ASIDE = r"(?:,?\s*\(?\s*(?:[Uu]nanimously|UNANIMOUSLY|nem\.? ?con\.?|by (?:\w+|\d+) votes? to (?:\w+|\d+)|with \w+ abstentions?|(?:on|upon) the (?:motion|proposition|proposal) of [^.:;]{5,120}?)\)?,?)?"
_SIGN = r"(?:\s*/?\s*[:–—-]+|\s*/|\s*\*\*+)"
_OPENS = re.compile(
    rf"(?P<lead>{_LEAD})(?:(?P<capital>{_CAPITAL})(?P<a1>{_ASIDE})(?P<s1>{_SIGN})?|(?P<titled>{_TITLED})(?P<a2>{_ASIDE})(?:(?P<s2>{_SIGN})|(?=\s*(?:$|\(?1\)|That\b|that\b|THAT\b|to\b|“)))"
    rf"|(?P<low>(?:[Ii]t was |and )(?:unanimously )?(?:resolved|agreed)\s*(?::-?|[–—](?=\s*$)|:–)))"
)
_ALONE = re.compile(
    r"^\W*(?:\d+(?:\.\d+)*\.?\s+)?(?:DECISIONS?|Decisions?|AGREED|Agreed|NOTED|Noted|APPROVED|Approved|RECEIVED|Received|DECIDED|Decided|REFUSED|GRANTED)\s*(?P<sign>(?:[:–—-]+|\*\*+)(?=\s|$|[A-Z(])|\.?\s*$)"
)
_ALONE_CAPITALS = re.compile(r"^\W*(?:AGREED|NOTED|APPROVED|DECIDED)\b\s+(?=(?:that|to)\b)")
_REPORTED = re.compile(r"\b(?:previously|had been|has been|have been|having been|as|already|was also|were|not|been|be|when|if|unless|until|is)\s*(?:it was\s*)?$", re.I)
STRONG = re.compile(rf"\b{_CAPITAL}|\bResolved\s*(?:/|[:–—-])|^\W*(?:Decision|DECISION)S?\s*(?:\W*$|:)|\b(?:Penderfynwyd|Cytunwyd)\b", re.M)
_OPEN_END = re.compile(r"(?:[:;,–—-]|\b(?:and|or|that|to|That|THAT|T H A T))\s*\**\s*$")
_CONTINUES = re.compile(r"^\W*(?:[Tt]hat|THAT|T H A T|and|or|but|subject to|provided that)\b")


def find_labelled(blocks: Sequence[Block], start: int, end: int) -> Iterator[Found]:
    """Labelled decisions in the blocks of one item."""
    n = start
    at_most = -1  # the last block already used
    while n < end:
        block = blocks[n]
        place = _label_in(block.text) if block.row is None or STRONG.search(block.text) else None
        if place is None:
            n += 1
            continue
        at, body_at = place
        body = block.text[body_at:].strip(" *:–—-\n\t")
        last = _last_block(blocks, n, end, body)
        if not body and last == n:
            before = _decided_before(blocks, n, at, max(start, at_most + 1))
            if before is not None:
                yield taken(blocks, before, n, 0, start, end)
                at_most = n
            n += 1
            continue
        again = _label_in(blocks[n + 1].text) if not body and last == n + 1 else None
        if again is not None:  # "Decision:" over "RESOLVED: That ...": one decision, not two
            n += 1
            continue
        parts = parts_of(block.text[body_at:].lstrip(" *:–—-\n\t").rstrip(" *"), blocks[n + 1 : last + 1])
        yield taken(blocks, n, last, at, start, end, parts=parts)
        at_most = last
        n = last + 1


def _label_in(text: str) -> tuple[int, int] | None:
    """Where a label stands in a block, and where the words after it begin."""
    alone = _ALONE.match(text)
    if alone:
        return len(text) - len(text.lstrip(" *")), alone.end()
    alone = _ALONE_CAPITALS.match(text)
    if alone:
        return 0, alone.end()
    for found in _OPENS.finditer(text):
        before = text[: found.start()].rstrip(" *\n")
        if _REPORTED.search(text[: found.start()].rstrip(" *")) and not (found["lead"] or "").strip():
            continue
        if found["titled"] and not _opens_sentence(before, found["lead"] or ""):
            continue
        start = found.start() + len(found.group()) - len(found.group().lstrip(" *\n"))
        return start, found.end()
    return None


def _opens_sentence(before: str, lead: str) -> bool:
    return not before or before[-1] in ".:;!?)]”\"',-–" or bool(re.search(r"\b(?:and|was)\s*$", f"{before} {lead}", re.I))


def _last_block(blocks: Sequence[Block], first: int, end: int, body: str) -> int:
    """The last block of the decision whose label stands in block ``first`` with ``body`` after it."""
    last = first
    opened = not body or bool(_OPEN_END.search(body)) or bool(PART.match(body))
    parted = bool(PART.match(body))
    infinitive = body[:3] == "To "
    while last + 1 < end:
        block = blocks[last + 1]
        text = one_line(block.text)
        above = one_line(blocks[last].text)
        if ENDS.match(text):
            break
        if not body and last == first:
            if block.kind == "heading" and not (PART.match(text) or _CONTINUES.match(text) or len(text) > 60):
                break
            body, infinitive = text, text[:3] == "To "
            parted = bool(PART.match(text) or block.kind == "list_item")
            opened = bool(_OPEN_END.search(text)) or parted
            last += 1
            if _label_in(block.text) is not None:
                break
            continue
        if _label_in(block.text) is not None or not _goes_on(block, text, above, opened, parted, infinitive):
            break
        parted = parted or bool(PART.match(text))
        last += 1
    return last


def _goes_on(block: Block, text: str, above: str, opened: bool, parted: bool, infinitive: bool) -> bool:
    """True where a block still belongs to the decision above it."""
    number = PART.match(text)
    if block.kind == "heading" and not (number and (parted or opened)) and not _CONTINUES.match(text):
        return False
    if _CONTINUES.match(text):
        return opened or parted or re.match(r"^\W*(?:[Tt]hat|THAT)\b", text) is not None
    if number or block.kind == "list_item" or block.number or text[:1] in "•":
        return opened or parted or _OPEN_END.search(above) is not None
    if block.row is not None:
        return above.endswith((":", ":-")) or "\t" in above or " | " in above
    if infinitive and text[:3] == "To ":
        return True
    if text[:1].islower():
        return True
    if _OPEN_END.search(above) and not parted and len(text) < 400 and above.endswith((":", ":-", ":–", "that", "That")):
        return True
    return bool(re.search(r"(?:following (?:correction|amendment|change)s?|as follows)[^.]{0,30}[:.–-]+\s*$", above, re.I))


def _decided_before(blocks: Sequence[Block], n: int, at: int, start: int) -> int | None:
    """The block that holds what was decided, for a bare "RESOLVED." or "Noted." that follows it; None where there is none."""
    if len(blocks[n].text[:at].strip(" *")) > 20:
        return n
    for k in range(n - 1, start - 1, -1):
        if blocks[k].kind != "heading" and len(blocks[k].text) > 20:
            return k
        if blocks[k].kind == "heading":
            break
    return n if n > start else None
