"""What looks like a decision and is none: undertakings, requests of the chair, recommendations in reports, action lines. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from docqa.council.parts import PART
from docqa.council.wording import between
from docqa.records import Block, Item, Paper, Statement
from docqa.text import one_line, sentences

_PERSON = r"(?:(?:The )?(?:Chair(?:man|person)?|Clerk|Mayor|Leader)|(?:Councillor|Cllr\.?|Mr|Mrs|Ms|Miss|Dr|Sergeant|Inspector)\.? [A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?|(?:The )?(?:[A-Z][\w’'-]+ )?(?:Head|Director|Manager|Officer|Member)(?: (?:of|for) [A-Z][\w’' ]+)?|Officers?|[A-Z][a-z]+ [A-Z][a-z]+|[A-Z]{2,3})"
_UNDERTAKING = re.compile(rf"\b{_PERSON}\s+(?:\w+ly )?(?:undertook|agreed|committed|offered|promised|volunteered|said that (?:he|she|they|it) would|advised that (?:these|this|it|he|she|they) would)\s+(?:to\b|that\b|be\b|\w+)|\b(?:would be circulated|further report would be (?:submitted|brought))\b")
_REQUEST = re.compile(rf"\b[Ii]t was (?:requested|suggested) that\b|\b{_PERSON} (?:requested|asked) (?:that|for a|for an|for the)\b")
_ACTION = re.compile(r"^\W*ACTIONS?\s*(?:\(?\d+\)?)?\s*[:–-]\s*\S", re.I)
_SECTION = re.compile(r"^\W*(?:\d+(?:\.\d+)?\.?\s+)?(?:officer'?s? )?(?:recommendations?|recommendation\(s\)|decisions? required|proposals?)\b(?: (?:to|for) [^.]{2,60})?\s*:?\W*$", re.I)
_RECOMMENDED = re.compile(r"^\W*(?:\d+\.\d+\s+)?(?:(?:it is|are|is) (?:therefore )?recommended (?:that|to)|recommended\s*[–:-]|that (?:the )?(?:cabinet|council|committee|commission|members|board|panel)\b|members are (?:asked|recommended|invited) to)", re.I)


def find_statements(blocks: Sequence[Block], paper: Paper, items: Sequence[Item]) -> Iterator[Statement]:
    """Statements of one paper, in order."""
    counts: dict[str, int] = {}

    def made(kind: str, text: str, n: int, a: int, b: int) -> Statement:
        item = next((i for i in items if i.first_block <= n < i.end_block), None)
        owner = item.id if item else paper.id
        counts[owner] = counts.get(owner, 0) + 1
        return Statement(f"{owner}/s{counts[owner]}", paper.id, item.id if item else None, kind, one_line(text)[:1500], tuple(between(blocks[n], a, b)))  # type: ignore[arg-type]

    if paper.kind in ("report", "appendix", "other"):
        yield from (made("recommendation", blocks[n].text, n, 0, len(blocks[n].text)) for n in _recommendations(blocks, paper))
    if paper.kind != "minutes":
        return
    for n in range(paper.first_block, paper.end_block):
        block = blocks[n]
        if block.row is not None:
            continue
        if _ACTION.match(block.text):
            yield made("action", re.sub(r"^\W*ACTIONS?\s*(?:\(?\d+\)?)?\s*[:–-]\s*", "", block.text, flags=re.I), n, 0, len(block.text))
            continue
        for a, b in sentences(block.text):
            said = block.text[a:b]
            kind = "undertaking" if _UNDERTAKING.search(said) else "request" if _REQUEST.search(said) else None
            if kind:
                yield made(kind, said, n, a, b)


def _recommendations(blocks: Sequence[Block], paper: Paper) -> Iterator[int]:
    """Blocks of the recommendations of a report."""
    inside = False
    for n in range(paper.first_block, paper.end_block):
        block = blocks[n]
        text = one_line(block.text)
        if _SECTION.match(text) and len(text) < 90:
            inside = True
            continue
        if inside and block.kind == "heading" and not PART.match(text):
            inside = False
        if block.row is None and len(text) > 15 and (inside or _RECOMMENDED.match(text)):
            yield n
