"""Exempt papers stay out with their words; what was taken in private carries its banner."""

from __future__ import annotations

from docqa.council.access import without_withheld
from docqa.council.record import parse_record
from tests.council.minutes import minutes_with, reading_of

PACK = """CABINET

AGENDA

Tuesday, 5th March, 2024

1. Apologies

2. Lease of Unit 4

Members of the public may ask questions at item 1 of this meeting of Cabinet, if they are given in writing.

The meeting will not be webcast.

A hearing loop is fitted in the Chamber and in both of the committee rooms.

Filming is allowed while the meeting is public.

The next meeting is on 9th April, 2024.

# APPENDIX A

NOT FOR PUBLICATION by virtue of paragraph 3 of Part 1 of Schedule 12A to the Local Government Act 1972

The rent offered by Marram Limited (ML) is £41,750.
"""


def test_an_exempt_appendix_leaves_neither_record_nor_text() -> None:
    reading = reading_of(PACK, "pack.md", markdown=True)
    record = parse_record(reading)
    assert [p.access for p in record.papers] == ["public", "exempt"]
    kept, pages, notices = without_withheld(reading, record)
    assert [p.access for p in kept.papers] == ["public"]
    assert "41,750" not in pages[0].text
    assert "hearing loop" in pages[0].text
    assert len(pages[0].text) == len(reading.pages[0].text)
    assert notices
    assert "exempt" in notices[0]


def test_public_papers_are_untouched() -> None:
    reading = reading_of("CABINET\n\n5 March 2024\n\nPresent: Councillor Ash\n\n1. BINS\n\nRESOLVED: That bins be bought.\n\n2. LAMPS\n\nRESOLVED: That lamps be mended.\n")
    record = parse_record(reading)
    assert without_withheld(reading, record) == (record, reading.pages, ())


def test_minutes_taken_in_private() -> None:
    record = minutes_with(
        "EXCLUSION OF THE PUBLIC\n\nRESOLVED: That the press and public be excluded from the meeting for minute 8 as it involves exempt information under paragraph 3 of Part 1 of Schedule 12A.",
        "SALE OF LAND\n\nRESOLVED: That the land be sold.",
        "BINS\n\nRESOLVED: That bins be bought.",
    )
    assert [(i.number, i.access) for i in record.items] == [("7", "public"), ("8", "private_session"), ("9", "public")]
    assert [d.access for d in record.decisions] == ["public", "private_session", "public"]
    assert "paragraph" not in record.items[1].banner
    assert "para 3" in record.items[1].banner


def test_public_not_excluded_after_all() -> None:
    record = minutes_with(
        "EXCLUSION OF THE PUBLIC\n\nIt was noted that part of minute 8 was exempt under paragraph 1 of Schedule 12A. As nobody wished to refer to it the public were not excluded.",
        "SALE OF LAND\n\nRESOLVED: That the land be sold.",
        "BINS\n\nRESOLVED: That bins be bought.",
    )
    assert {i.access for i in record.items} == {"public"}
