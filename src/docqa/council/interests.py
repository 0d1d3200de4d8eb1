"""Declarations of interest: who, about which item, of what kind, and whether they left. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from docqa.council.wording import between
from docqa.records import Block, Interest, Item, Paper
from docqa.text import one_line, sentences

_WHO = r"(?P<who>(?:Councill?ors?|Cllrs?\.?|Mr|Mrs|Ms|Miss|Dr|Alderman|Bailie|The Chair(?:man)?|Sir|Dame)\.?\s+(?:[A-Z][\w’'.-]+\s?){1,4}(?:(?:,\s|and\s)+(?:(?:Councillor|Cllr\.?|Mr|Mrs|Ms)\s)?(?:[A-Z][\w’'.-]+\s?){1,3})*|[A-Z][a-z]+ [A-Z][a-z]+|[A-Z]{2,3})"
_DECLARED = re.compile(rf"{_WHO}\s*(?:,\s[^,.]{{3,80}},\s*)?(?:also |each |both |then |had )*(?:declared|disclosed|stated|registered|intimated)\s+(?:that|(?:(?:a|an|his|her|their|the)\s+)?(?P<kind>[A-Za-z,/ -]{{0,60}}?)\s*interests?\b)")
_ABOUT = re.compile(r"\b(?:agenda items?|items?|minutes?)\s*(?:nos?\.?|numbers?)?\s*(?P<n>\d{1,4}(?:/\d{2,4})?[a-z]?(?:\([a-z0-9]\))?(?:(?:,| and| &)\s*\d{1,4}(?:/\d\d)?)*)", re.I)
_LEFT = re.compile(r"\b(?:left the (?:room|meeting|chamber)|withdrew|would (?:leave|withdraw)|leave the (?:room|meeting|chamber)|took no part|take no part|was not present for|retired from)\b", re.I)
_STAYED = re.compile(r"\b(?:remained|stayed|could (?:take part|stay|speak|vote)|took part|would (?:stay|remain|take part)|able to take part)\b", re.I)
_NOT = re.compile(r"\b(?:no|not any|nil) (?:declarations?|interests?)\b|\bno (?:member|one|councillor)s? declared\b", re.I)


def find_interests(blocks: Sequence[Block], paper: Paper, items: Sequence[Item]) -> Iterator[Interest]:
    """Declarations in a set of minutes."""
    if paper.kind != "minutes":
        return
    for n in range(paper.first_block, paper.end_block):
        block = blocks[n]
        if "interest" not in block.text and not re.search(r"\bdeclared that\b", block.text):
            continue
        item = next((i for i in items if i.first_block <= n < i.end_block), None)
        of_declarations = item is not None and bool(re.search(r"\bdeclar|\binterest", item.heading, re.I))
        cuts = list(sentences(block.text))
        for k, (a, b) in enumerate(cuts):
            said = block.text[a:b]
            found = _DECLARED.search(said)
            if not found or _NOT.search(said) or (found["kind"] is None and not of_declarations):
                continue
            nearby = said + " " + (block.text[cuts[k + 1][0] : cuts[k + 1][1]] if k + 1 < len(cuts) and not _DECLARED.search(block.text[cuts[k + 1][0] : cuts[k + 1][1]]) else "")
            about = _ABOUT.search(said)
            numbers = re.findall(r"\d+(?:/\d+)?[a-z]?", about["n"]) if about else [item.number] if item and item.number and not of_declarations else [""]
            left = True if _LEFT.search(nearby) else False if _STAYED.search(nearby) else None
            for who in _people(found["who"]):
                for number in numbers:
                    yield Interest(paper.id, who, number or None, one_line(found["kind"] or "").strip(" ,"), left, one_line(said), tuple(between(block, a, b)))


def _people(text: str) -> Iterator[str]:
    title = re.match(r"^(?:Councill?ors?|Cllrs?\.?|Mr|Mrs|Ms|Miss|Dr|Alderman|Bailie)\b\.?", text)
    for piece in re.split(r",|\band\b", text):
        name = piece.strip(" ,.")
        if name:
            own = re.match(r"^(?:Councill?ors?|Cllrs?|Mr|Mrs|Ms|Miss|Dr|Alderman|Bailie|The)\b", name)
            yield re.sub(r"^(Councillor|Councilor|Cllr)s\b", r"\1", name if own or title is None else f"{title.group()} {name}")
