"""Reading -> Record: everything the council side reads out of one document. Pure; never raises on odd papers."""

from __future__ import annotations

from docqa.council.access import with_access
from docqa.council.decisions import find_decisions
from docqa.council.glossary import find_definitions
from docqa.council.interests import find_interests
from docqa.council.items import find_items
from docqa.council.meetings import find_attendance
from docqa.council.packs import split_papers
from docqa.records import Attendance, Decision, Interest, Item, Reading, Record


def parse_record(reading: Reading) -> Record:
    """Papers, items, attendance, decisions and definitions of a document. What is not sure is left out."""
    papers = split_papers(reading)
    items: list[Item] = []
    attendance: list[Attendance] = []
    decisions: list[Decision] = []
    interests: list[Interest] = []
    for paper in papers:
        own = with_access(find_items(reading.blocks, paper), reading.blocks, paper.kind)
        items += own
        attendance += find_attendance(reading.blocks, paper, own)
        interests += find_interests(reading.blocks, paper, own)
        decisions += find_decisions(reading.blocks, paper, own)
    return Record(papers, tuple(items), tuple(attendance), tuple(decisions), (), find_definitions(reading), tuple(dict.fromkeys(interests)))
