"""Reading -> Record: everything the council side reads out of one document. Pure; never raises on odd papers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from docqa.council.access import with_access
from docqa.council.decisions import find_decisions
from docqa.council.glossary import find_definitions
from docqa.council.interests import find_interests
from docqa.council.items import find_items
from docqa.council.meetings import find_attendance
from docqa.council.mentions import find_mentions
from docqa.council.pack_links import find_pack_links
from docqa.council.packs import split_papers
from docqa.council.statements import find_statements
from docqa.records import Attendance, Block, Decision, Interest, Item, Mention, Reading, Record, Statement
from docqa.text import stems

_GIST_CHARS = 2500  # of an item: enough to know its subject by
_GIST_STEMS = 160


def parse_record(reading: Reading) -> Record:
    """Papers, items, attendance, decisions, what is said of other meetings, and definitions of a document. What is not sure is left out."""
    papers = split_papers(reading)
    items: list[Item] = []
    attendance: list[Attendance] = []
    decisions: list[Decision] = []
    interests: list[Interest] = []
    statements: list[Statement] = []
    mentions: list[Mention] = []
    for paper in papers:
        own = with_access(find_items(reading.blocks, paper), reading.blocks, paper.kind)
        items += [replace(i, gist=_gist(reading.blocks, i)) for i in own]
        present = find_attendance(reading.blocks, paper, own)
        attendance += present
        interests += find_interests(reading.blocks, paper, own, present)
        decisions += find_decisions(reading.blocks, paper, own)
        statements += find_statements(reading.blocks, paper, own)
        mentions += find_mentions(reading.blocks, paper, own)
    return Record(
        papers, tuple(items), tuple(attendance), tuple(decisions), find_pack_links(reading, papers, items), find_definitions(reading), tuple(dict.fromkeys(interests)), tuple(statements), tuple(mentions)
    )


def _gist(blocks: Sequence[Block], item: Item) -> str:
    text = item.heading
    for block in blocks[item.first_block : item.end_block]:
        if len(text) > _GIST_CHARS:
            break
        text += " " + block.text
    return " ".join(list(dict.fromkeys(stems(text[:_GIST_CHARS])))[:_GIST_STEMS])
