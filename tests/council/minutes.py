"""Minutes written for a test, read as a plain text file would be."""

from __future__ import annotations

from docqa.council.record import parse_record
from docqa.papers.plain import read_plain
from docqa.records import Reading, Record

HEAD = """SALTBY BOROUGH COUNCIL

ENVIRONMENT COMMITTEE

Tuesday, 5th March, 2024

Present:- Councillor Marlow (in the Chair); Councillors Oduya, Finch and Pell.

"""


def reading_of(text: str, document: str = "minutes.txt", *, markdown: bool = False) -> Reading:
    """A reading of ``text``."""
    page, blocks, metadata = read_plain(text, markdown=markdown)
    return Reading(document, "0" * 64, "text", document, (page,), blocks, metadata)


def record_of(text: str, document: str = "minutes.txt", *, markdown: bool = False) -> Record:
    """What is read out of ``text``."""
    return parse_record(reading_of(text, document, markdown=markdown))


def minutes_with(*items: str) -> Record:
    """What is read out of minutes of 5 March 2024 with these items; ``items`` are numbered from 7."""
    return record_of(HEAD + "\n\n".join(f"{n}. {item}" for n, item in enumerate(items, 7)) + "\n\nThe meeting closed at 9.05 pm.\n")
