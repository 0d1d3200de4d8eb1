"""Motions as American councils minute them: "Councilor Ash moved to approve ... Councilor Birch seconded ... ROLL CALL ... Motion carried." Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from docqa.council.wording import Found, between, taken
from docqa.records import Block, Span
from docqa.text import sentences

MOTION = re.compile(
    r"\b(?:Councillor|Councilor|Cllr\.?|Commissioner|Alderman|Trustee|Member|Mayor|Vice[- ]Mayor|Chair|Mr\.?|Mrs\.?|Ms\.?|Supervisor|Selectman)\s+[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,2}\s+(?:(?:made a motion|moved|motioned)\s+(?:to|that|for|the|approval|adoption)\b|nominated\s+[A-Z])|"
    r"^Motion (?:was made )?by\b|^A motion was made\b|\bUpon a motion (?:by|of)\b|^(?:On (?:a )?motion (?:of|by))\b"
)
_WITHOUT_OBJECTION = re.compile(r"^(?:Without objection|By unanimous consent|By consensus)\b", re.I)
_SETTLED = re.compile(r"\bmotion (?:was )?(?:carried|failed|passed|lost|dies|died|denied|defeated)|\b(?:carried|failed)\b\s*\.?$", re.I)
_BARELY = re.compile(r"\W*(?:(?:the|this) )?motion (?:was )?(?:carried|passed)(?: unanimously)?\W*$", re.I)
_RESULT = re.compile(r"\b(?:(?:the|this|amended|substitute|original|main) )*motion (?:was )?(?:carried|failed|passed|lost|dies|died|denied|defeated)", re.I)
_SECONDED = re.compile(r"^\W*(?:Councill?or|Cllr|Commissioner|Alderman|Trustee|Member|Mayor|Vice|Chair|Mr|Mrs|Ms|Supervisor|Selectman|It was|The motion was|Second(?:ed)?)\b.{0,60}\bsecond(?:ed|s)?\b", re.I)
_BY_LETTER = re.compile(r"\b\d{1,2}\.(?P<letter>[a-z])\b")  # "moved to approve 8.b"
_LETTERED = re.compile(r"\W*(?:\d{1,2}\.)?(?P<letter>[a-z])[.)]\s")
_LOOKED_BACK = 40  # blocks, for the paragraph that a motion names by its letter
_ORIGINAL = re.compile(r"\b(?:original|main|substantive) motion\b|\bmotion as amended\b", re.I)


def find_motions(blocks: Sequence[Block], start: int, end: int) -> Iterator[Found]:
    """Motions in the blocks of one item."""
    for n in range(start, end):
        block = blocks[n]
        if block.row is not None:
            continue
        motion = _WITHOUT_OBJECTION.match(block.text) or MOTION.search(block.text)
        if not motion:
            continue
        last = n
        if block.text.rstrip().endswith((":", ",")):  # what is moved is listed below, up to the words of the seconder
            listed = next((k for k in range(n + 1, min(n + 30, end)) if re.search(r"\bsecond(?:ed|s)\b", blocks[k].text)), None)
            last = listed if listed is not None else n
        follow: list[str] = []
        for later in range(last + 1, min(last + 22, end)):
            said = blocks[later].text
            if MOTION.search(said) or _WITHOUT_OBJECTION.match(said):
                break
            follow.append(said.replace("\t", " "))
            if _SETTLED.search(said):
                break
        told = blocks[last + 1 : last + 1 + len(follow)]
        later = last + 1 + len(follow)
        if not any(_SETTLED.search(said) for said in follow):  # an amendment was put first: the vote on this motion stands after it
            follow += _vote_on_the_original(blocks, later, end)
        at = next((a for a, b in sentences(block.text) if a <= motion.start() < b), 0)
        cut = next((a for a, b in sentences(blocks[last].text) if (last > n or a > at) and _SECONDED.search(blocks[last].text[a:b])), None)
        seconded = "" if cut is None else blocks[last].text[cut:]
        if cut == 0 and last > n:
            last, cut = last - 1, None
        found = taken(blocks, n, last, at, start, end, until=cut)
        result, spans = _result(told)
        matter = _named_by_letter(blocks, start, n, found.text)
        named = () if matter is None else matter.spans
        yield Found((*named, *found.spans, *spans), f"{matter.text.strip() if matter else ''} {found.text.strip()} {result}".strip(), (), "", f"{seconded} {' '.join(follow)}".strip()[:1500], n, last)


def _named_by_letter(blocks: Sequence[Block], start: int, n: int, motion: str) -> Block | None:
    """The paragraph that a motion names by its letter alone, where it stands above; None where there is none or the motion names more than one."""
    named = {m["letter"] for m in _BY_LETTER.finditer(motion)}
    if len(named) != 1:
        return None
    for block in reversed(blocks[max(start, n - _LOOKED_BACK) : n]):
        lettered = _LETTERED.match(block.text) if block.row is None else None
        if lettered and lettered["letter"] in named:
            return block
    return None


def _result(after: Sequence[Block]) -> tuple[str, list[Span]]:
    """The sentence that says how the vote ended, with its place, where it tells more than that the motion was carried."""
    for block in after:
        if block.row is not None or not _SETTLED.search(block.text):
            continue
        for a, b in sentences(block.text):
            if _SETTLED.search(block.text[a:b]):
                clause = _RESULT.search(block.text, a, b)  # behind the count of the votes
                a = clause.start() if clause else a
                return ("", []) if _BARELY.match(block.text[a:b]) else (block.text[a:b], between(block, a, b))
    return "", []


def _vote_on_the_original(blocks: Sequence[Block], start: int, end: int) -> list[str]:
    """What follows "the vote on the original motion", up to its result."""
    said: list[str] = []
    for block in blocks[start:end]:
        if said or (_ORIGINAL.search(block.text) and not MOTION.search(block.text)):
            said.append(block.text.replace("\t", " "))
            if _SETTLED.search(block.text):
                break
    return said
