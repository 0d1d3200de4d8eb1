"""Decisions behind a label: "RESOLVED:", "Resolved:- (1) That", "It was RESOLVED that", "Decision", "AGREED:". Pure.

A block begins at its label and runs over its parts and bullets to the next label, heading or closing matter ("Reasons for decision", "Note:").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from docqa.council.parts import PART, parts_of
from docqa.council.wording import ENDS, NUMBER, TOLD, Found, taken
from docqa.records import Block
from docqa.text import one_line, sentences

_SPACED = r"R\sE\sS\sO\sL\sV\sE\sD|R\sE\sC\sO\sM\sM\sE\sN\sD\sE\sD"
_CAPITAL = rf"(?:RESOLVED|RECOMMENDED|RECOMMENDS|PENDERFYNWYD|CYTUNWYD|ARGYMHELLWYD|NODWYD|{_SPACED})\b"
_TITLED = r"(?:Resolved|Recommended|Penderfynwyd|Cytunwyd|Argymhellwyd|Nodwyd)\b"
_LEAD = r"(?:(?:[Aa]nd\s+)?(?:[Ii]t\s+was\s+)?(?:(?:THEREUPON|[Tt]hereupon|(?:it was )?(?:also|then|therefore|accordingly|duly|further|again))\s+)?(?:UNANIMOUSLY|[Uu]nanimously)?\s*)"
_ASIDE = r"(?:,?\s*\(?\s*(?:[Uu]nanimously|UNANIMOUSLY|nem\.? ?con\.?|\([^()]{3,70}\)|by (?:\w+|\d+) votes? to (?:\w+|\d+)|with \w+ abstentions?|(?:on|upon) the (?:motion|proposition|proposal) of [^.:;]{5,120}?)\)?,?)?"
_SIGN = r"(?:\s*/?\s*[:–—-]+|\s*/|\s*\*\*+)"
_OPENS = re.compile(
    rf"(?P<lead>{_LEAD})(?:(?P<capital>{_CAPITAL})(?P<a1>{_ASIDE})(?P<s1>{_SIGN})?|(?P<titled>{_TITLED})(?P<a2>{_ASIDE})(?:(?P<s2>{_SIGN})|(?=\s*(?:$|\(?1\)|That\b|that\b|THAT\b|to\b|“)))"
    rf"|(?P<welsh>(?:[Pp]enderfynwyd|[Cc]ytunwyd|[Aa]rgymhellwyd|[Nn]odwyd)\b)|(?P<heading>^[ \t*]*(?:Decisions?|DECISIONS?)[ \t*]*:?[ \t*]*$)"
    rf"|(?P<low>(?:[Ii]t was |and )(?:unanimously )?(?:resolved|agreed)\s*(?::-?|[–—](?=\s*$)|:–)))",
    re.M,
)
_ALONE = re.compile(
    r"^\W*(?:\d+(?:\.\d+)*\.?\s+)?(?:DECISIONS?|Decisions?|AGREED|Agreed|NOTED|Noted|APPROVED|Approved|RECEIVED|Received|DECIDED|Decided|REFUSED|GRANTED)\s*(?:\([^()]{2,60}\)\s*(?=[:–—-]))?(?P<sign>(?:[:–—-]+|\*\*+)(?=\s|$|[A-Z(])|\.?\s*$)"
)
_ALONE_CAPITALS = re.compile(r"^\W*(?:AGREED|NOTED|APPROVED|DECIDED)\b\s+(?=(?:that|to)\b)")
_REPORTED = re.compile(r"\b(?:previously|had been|has been|have been|having been|as|already|was also|were|not|been|be|when|if|unless|until|is)\s*(?:it was\s*)?$", re.I)
STRONG = re.compile(rf"\b{_CAPITAL}|\bResolved\s*(?:/|[:–—-])|^\W*(?:Decision|DECISION)S?\s*(?:\W*$|:)|\b(?:Penderfynwyd|Cytunwyd)\b|^\W*(?:\d+(?:\.\d+)*\.?\s+)?(?:AGREED|DECIDED|NOTED|APPROVED)\s*(?:\([^()]{2,60}\))?\s*[:–—-]", re.M)
_OPEN_END = re.compile(r"(?:[:;,–—-]|\b(?:and|or|that|to|That|THAT|T H A T))\s*\**\s*$")
_ONLY_A_NUMBER = re.compile(rf"{NUMBER}\W*", re.I)
_CONTINUES = re.compile(r"^\W*(?:[Tt]hat|THAT|T H A T|and|or|but|subject to|provided that)\b")


def find_labelled(blocks: Sequence[Block], start: int, end: int) -> Iterator[Found]:
    """Labelled decisions in the blocks of one item."""
    n, offset = start, 0
    used = -1  # the last block that belongs to a decision
    while n < end:
        block = blocks[n]
        place = _label_in(block.text, offset) if block.row is None or STRONG.search(block.text) else None
        if place is None:
            n, offset = n + 1, 0
            continue
        at, body_at, in_prose = place
        body = block.text[body_at:].strip(" *:–—-\n\t")
        if _ONLY_A_NUMBER.fullmatch(body):  # "RESOLVED 2024/05.12" above its words
            body = ""
        until = _end_in_block(block.text, body_at, in_prose)
        if until is not None:  # more stands in the paragraph than the decision
            yield taken(blocks, n, n, at, start, end, until=until, parts=parts_of(block.text[body_at:until].lstrip(" *:–—-\n\t"), ()))
            used, offset = n, until
            continue
        last = _last_block(blocks, n, end, body)
        if not body and last == n:
            before = None if re.search(r"\bdecisions?\W*$", block.text[at:body_at], re.I) else _decided_before(blocks, n, at, max(start, used + 1))
            if before is not None:
                yield taken(blocks, before, n, 0, start, end)
                used = n
            n, offset = n + 1, 0
            continue
        if not body and last == n + 1 and _label_in(blocks[n + 1].text) is not None:  # "Decision:" over "RESOLVED: That ...": one decision, not two
            n, offset = n + 1, 0
            continue
        parts = parts_of(block.text[body_at:].lstrip(" *:–—-\n\t").rstrip(" *"), blocks[n + 1 : last + 1])
        yield taken(blocks, n, last, at, start, end, parts=parts)
        used, n, offset = last, last + 1, 0


def _end_in_block(text: str, body_at: int, in_prose: bool) -> int | None:
    """Where a decision ends inside its paragraph: at the next label, or, in a sentence such as "It was RESOLVED to ...", at the end of that sentence
    and of those that tell who proposed it and how the vote went. None: it runs to the end of the paragraph."""
    following = _label_in(text, body_at + 1)
    stop = following[0] if following else len(text)
    if in_prose:
        cuts = [(a, b) for a, b in sentences(text) if b > body_at + 1]
        if cuts and not text[: cuts[0][1]].rstrip().endswith(":"):
            close = cuts[0][1]
            for a, b in cuts[1:]:
                if a >= stop or not TOLD.match(text[a:b]):
                    break
                close = b
            stop = min(stop, close) if close < len(text.rstrip()) or following else stop
    return stop if stop < len(text.rstrip()) and text[body_at:stop].strip(" *:–—-") else None


def _label_in(text: str, offset: int = 0) -> tuple[int, int, bool] | None:
    """Where the first label at or after ``offset`` stands, where the words after it begin, and whether it is part of a sentence of prose."""
    if offset == 0:
        alone = _ALONE.match(text)
        if alone:
            return len(text) - len(text.lstrip(" *")), alone.end(), False
        alone = _ALONE_CAPITALS.match(text)
        if alone:
            return 0, alone.end(), False
    for found in _OPENS.finditer(text, offset):
        before = text[: found.start()].rstrip(" *\n")
        lead = (found["lead"] or "").strip()
        if _REPORTED.search(text[: found.start()].rstrip(" *")) and not lead:
            continue
        if (found["titled"] or found["welsh"]) and not _opens_sentence(before, lead):
            continue
        start = found.start() + len(found.group()) - len(found.group().lstrip(" *\n"))
        return start, found.end(), bool(re.search(r"\bit was\b", lead, re.I)) and not (found["s1"] or found["s2"] or found["low"])
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
