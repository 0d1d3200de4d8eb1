"""What looks like a decision and is none: undertakings, requests of the chair, recommendations in reports, action lines; and what is told of earlier matters. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from docqa.council.parts import PART
from docqa.council.wording import ARISING, between
from docqa.records import Block, Item, Paper, Statement
from docqa.text import one_line, sentences

_PERSON = r"(?:(?:The )?(?:Chair(?:man|person)?|Clerk|Mayor|Leader)|(?:Councillor|Cllr\.?|Mr|Mrs|Ms|Miss|Dr|Sergeant|Inspector)\.? [A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?|(?:The )?(?:[A-Z][\w’'-]+ )?(?:Head|Director|Manager|Officer|Member)(?: (?:of|for) [A-Z][\w’' ]+)?|Officers?|[A-Z][a-z]+ [A-Z][a-z]+|[A-Z]{2,3})"
_UNDERTAKING = re.compile(rf"\b{_PERSON}\s+(?:\w+ly )?(?:(?:undertook|committed|offered|promised|volunteered)\s+(?:to|that)\b|agreed to (?!be\b)|(?:said|advised|replied|answered) that (?:he|she|they|it|these|this) would (?!rather\b|sooner\b|not\b|have\b|vote\b|like\b|prefer\b|support\b|be (?:glad|hard|happy|sorry|better)\b|and\b|of itself\b)\w+)|\b(?:would be circulated|further report would be (?:submitted|brought)|a reply would be sent)\b")
_IS_TO = re.compile(rf"(?:^|(?<=[.;:] ))\W*{_PERSON} (?:is|are) (?:asked )?to (?!be\b)[a-z]+\b")
_REQUEST = re.compile(rf"\b[Ii]t was (?:requested|suggested) that\b|\b{_PERSON} (?:requested|asked) (?:that|for a|for an|for the)\b")
_ACTION = re.compile(r"^\W*ACTIONS?\s*(?:\(?\d+\)?)?\s*[:–-]\s*\S", re.I)
_TELLS = re.compile(
    r"\b(?:has|have|had)\s+(?:(?:now|since|not|still|also|already|just|only|recently|yet|all|both|never)\s+){0,2}(?:been\s+)?(?:\w+ed|sent|written|done|come|gone|begun|made|told|given|held|put|bought|brought|paid|sold|set|found|met|built|left|kept|got|seen)\b|"
    r"\b(?:is|are|was|were) (?:now )?(?:done|finished|complete|completed|tabled|handed round|under way|in place|still|not yet|on order|overdue)\b|\bnot (?:yet )?(?:been )?(?:done|received|begun|answered)\b|\breported (?:on|that|under)\b|\bpresented (?:the|her|his|their|a)\b|\bin reply to\b|\basked (?:again|whether|what had become)\b",
    re.I,
)  # what a sentence about the fate of something says
_LETTERED = re.compile(r"(?<![\w)])(?=\((?:[a-z]|[ivx]{1,4}|\d{1,2})\)\s+[A-Z0-9])")
_MOST_ADVICE = 25  # recommendations under one heading; more is running text
_RESOLVES = re.compile(r"^\W*(?:it was (?:then |also |further )?)?(?:resolved|agreed|recommended)\b|^\W*(?:proposed|seconded|moved)\b", re.I)
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
        yield from (made("recommendation", blocks[n].text, n, 0, len(blocks[n].text)) for n in _recommendations(blocks, paper, items))
    if paper.kind != "minutes":
        return
    told = {i.id: bool(ARISING.match(i.heading)) for i in items}
    for n in range(paper.first_block, paper.end_block):
        block = blocks[n]
        item = next((i for i in items if i.first_block <= n < i.end_block), None)
        arising = item is not None and told[item.id]
        if block.row is not None:
            if arising and len(block.text) > 20 and not block.row.header:
                yield made("report", block.text.replace("\t", " "), n, 0, len(block.text))
            continue
        if _ACTION.match(block.text):
            yield made("action", re.sub(r"^\W*ACTIONS?\s*(?:\(?\d+\)?)?\s*[:–-]\s*", "", block.text, flags=re.I), n, 0, len(block.text))
            continue
        for a, b in _units(block.text):
            said = block.text[a:b]
            kind = "undertaking" if _UNDERTAKING.search(said) or _IS_TO.search(said) else "request" if _REQUEST.search(said) else None
            if kind:
                yield made(kind, said, n, a, b)
            if item is not None and (arising or _TELLS.search(said)) and len(said) > 15 and not _RESOLVES.match(said):
                yield made("report", said, n, a, b)


def _units(text: str) -> Iterator[tuple[int, int]]:
    """Sentences, but what is lettered "(a) ... (b) ..." by the letter: all that is said under one belongs together."""
    cuts = [m.start() for m in _LETTERED.finditer(text)]
    if len(cuts) < 2:
        yield from sentences(text)
        return
    for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True):
        if text[a:b].strip():
            yield a, b


def _recommendations(blocks: Sequence[Block], paper: Paper, items: Sequence[Item]) -> Iterator[int]:
    """Blocks of the recommendations of a report; their section ends with its item, where the report has items."""
    inside, taken = False, 0
    starts = {i.first_block for i in items}
    for n in range(paper.first_block, paper.end_block):
        if n in starts:
            inside = False
        block = blocks[n]
        text = one_line(block.text)
        if _SECTION.match(text) and len(text) < 90:
            inside, taken = True, 0
            continue
        if inside and (block.kind == "heading" and not PART.match(text) or block.row is not None or taken == _MOST_ADVICE):
            inside = False
        if block.row is None and len(text) > 15 and (inside or _RECOMMENDED.match(text)):
            taken += 1
            yield n
