"""Where papers begin in a pack, and the body and date each has."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from docqa.council.bodies import find_body
from docqa.council.packs import split_papers
from docqa.council.record import parse_record
from docqa.records import Block, Page, Paper, Reading, Span
from tests.council.minutes import record_of


def paged(*pages: tuple[Sequence[str], Sequence[str]], document: str = "pack.pdf", title: str = "pack") -> Reading:
    """A PDF as read: of each page its running lines and its paragraphs; a paragraph in capitals or with a section number is a heading."""
    read: list[Page] = []
    blocks: list[Block] = []
    for number, (running, paragraphs) in enumerate(pages, 1):
        text = "\n".join(running)
        for paragraph in paragraphs:
            start = len(text) + 2
            text = f"{text}\n\n{paragraph}"
            heading = paragraph.isupper()
            blocks.append(Block("heading" if heading else "paragraph", paragraph, (Span(number, start, len(text)),), strong=heading))
        read.append(Page(number, text))
    return Reading(document, "0" * 64, "pdf", title, tuple(read), tuple(blocks))


def facts(papers: Sequence[Paper]) -> list[tuple[str, str | None, str | None]]:
    return [(p.kind, p.body, p.meeting_date) for p in papers]


AGENDA = (["Public Document Pack", "SALTBY BOROUGH COUNCIL"], ["SUMMONS TO A MEETING OF THE COUNCIL", "Tuesday, 5 March 2024", "AGENDA", "1. Apologies", "2. Budget", "3. Pay policy", "A notice."])


def test_the_item_in_the_page_head_begins_a_paper() -> None:
    pack = paged(
        AGENDA,
        (["Agenda Item 2", "COUNCIL - 5 MARCH 2024"], ["REVENUE BUDGET", "The budget rests on a council tax base agreed on 12 December 2023.", "The Council is asked to set it."]),
        (["Page 3"], ["The second page of the budget goes on."]),
        (["Agenda Item 3"], ["PAY POLICY STATEMENT", "The statement was last changed on 1 April 2023."]),
    )
    assert facts(split_papers(pack)) == [("agenda", "Saltby Borough Council", "2024-03-05"), ("report", "Saltby Borough Council", "2024-03-05"), ("report", "Saltby Borough Council", "2024-03-05")]


def test_an_item_on_every_page_begins_one_paper_only() -> None:
    pages = [(["Agenda Item 2"], [f"Page {n} of the budget tells of the budget."]) for n in range(3)]
    assert len(split_papers(paged(AGENDA, *pages, (["Agenda Item 3"], ["PAY POLICY STATEMENT"])))) == 3


def test_a_report_is_of_the_meeting_in_its_page_head() -> None:
    report = paged(
        (["PLANNING COMMITTEE, 15 OCTOBER 2025 - ITEM 5"], ["REPORT OF THE HEAD OF PLANNING", "APPLICATION FOR A MILL", "Valid from: 11 March 2024", "1.1 The Committee deferred this on 17 July 2024."]),
        document="report-24-00417.pdf", title="Report of the Head of Planning",
    )  # fmt: skip
    assert facts(split_papers(report)) == [("report", "Planning Committee", "2025-10-15")]


NO_DATES = [
    "Valid from: 11 March 2024",
    "Permission was granted on 14 February 2024.",
    "1.1 The scheme was discussed by the Committee on 17 July 2024.",
    "APPEALS DECIDED SINCE 1 APRIL 2025",
    "1 April 2023 to 31 March 2024",
    "OUTTURN FOR THE YEAR TO 31 MARCH 2025",
    "The application expires on 3 May 2024.",
    "Published on 12 August 2024.",
]


@pytest.mark.parametrize("line", NO_DATES)
def test_dates_of_the_story_are_no_meeting(line: str) -> None:
    (paper,) = record_of(f"REPORT OF THE HEAD OF PLANNING\n\nThe mill\n\n{line}\n\n1. THE SITE\n\nIt is by the river.\n\n2. ADVICE\n\nGrant.\n", "mill.txt").papers
    assert (paper.kind, paper.meeting_date) == ("report", None)


DATED = ["Date of meeting: 5th March, 2024", "Report to: Cabinet, 5 March 2024", "Planning Committee 5 March 2024", "Date: Tuesday 5 March 2024", "5 March 2024"]


@pytest.mark.parametrize("line", DATED)
def test_the_date_that_a_report_says_is_its_meeting(line: str) -> None:
    (paper,) = record_of(f"REPORT OF THE HEAD OF PLANNING\n\n{line}\n\n1. THE SITE\n\n1.1 It was bought on 3 April 1998.\n\n2. ADVICE\n\nGrant.\n", "mill.txt").papers
    assert paper.meeting_date == "2024-03-05"


BODIES = [
    ("Annex A Saltby Parish Council", "Saltby Parish Council"),
    ("July Meeting of Saltby Parish Council", "Saltby Parish Council"),
    ("Minutes of the Saltby Annual Parish Council Meeting", "Saltby Parish Council"),
    ("Minutes of Saltby Annual PC Mtg", "Saltby Parish Council"),
    ("Newsletter of Saltby Parish Council", "Saltby Parish Council"),
    ("April Saltby Community Council Agenda", "Saltby Community Council"),
    ("March Town Council", "March Town Council"),
    ("Register of Members' Interests Saltby Parish Council", "Saltby Parish Council"),
    ("General Purposes Committee", "General Purposes Committee"),
    ("Public Protection Committee", "Public Protection Committee"),
    ("Special meeting of the Planning Committee", "Planning Committee"),
    ("Report to: Cabinet", "Cabinet"),
    ("COUNCIL", "Council"),
    ("Request with Council", None),
    ("Between the Council and the Cabinet Member", None),
    ("1.1 That Cabinet adopt the strategy", None),
    ("Smaller Authority", None),
]


@pytest.mark.parametrize(("line", "body"), BODIES, ids=[b[0] for b in BODIES])
def test_the_body_in_a_heading(line: str, body: str | None) -> None:
    assert find_body(line) == body


def test_the_office_that_decides_may_run_over_a_line() -> None:
    record = record_of("RECORD OF A DECISION TAKEN BY A CABINET MEMBER\n\nWarm spaces\n\nDecision taken by: Councillor Ash, Cabinet Member for Adult Care and\n\nHealth\n\nDate of decision: 5 March 2024\n\n1. DECISION\n\nRESOLVED: That it be done.\n\n2. REASONS\n\nCold.\n")
    assert record.papers[0].body == "Cabinet Member for Adult Care and Health"


def test_the_numbered_header_table_of_a_report_makes_no_items() -> None:
    text = "# REPORT TO CABINET\n\n| 1. | Date of meeting: | 5th March, 2024 |\n|---|---|---|\n| 2. | Title: | The mill |\n| 3. | Directorate: | Place |\n\n## 1. Background\n\nIt is old.\n\n## 2. Recommendations\n\nMend it.\n"
    record = record_of(text, "mill.md", markdown=True)
    assert [(i.number, i.heading) for i in record.items] == [("1", "Background"), ("2", "Recommendations")]


def test_contents_and_tables_are_no_sections() -> None:
    text = "ANNUAL REPORT\n\n1 April 2023 to 31 March 2024\n\n1. Foreword ........................ 2\n\n2. Money ........................ 3\n\n1. FOREWORD\n\nTable 1: Bins\n\nTable 2: Lamps\n\nTable 3: Pumps\n\nIt went well.\n\n2. MONEY\n\nThere was some.\n"
    record = record_of(text, "report-of-the-year.txt")
    assert [(i.number, i.heading) for i in record.items] == [("1", "FOREWORD"), ("2", "MONEY")]


def test_conditions_of_a_licence_are_no_items() -> None:
    heads = "\n\n".join(f"# {h}\n\nIt was said." for h in ("The application", "The case", "The residents", "Questions"))
    record = record_of(f"# LICENSING SUB-COMMITTEE\n\n5 March 2024\n\nPRESENT: Councillor Ash (Chair)\n\n{heads}\n\n# Decision\n\nGranted, subject to:\n\n1. Doors shall be shut at ten.\n2. Music shall cease.\n\n# Reasons\n\nQuiet.\n", markdown=True)
    assert "Questions" in [i.heading for i in record.items]
    assert {i.number for i in record.items} == {""}


def test_agenda_items_in_a_table() -> None:
    record = record_of("# CABINET\n\n# AGENDA\n\nTuesday 5 March 2024\n\n| Item | Pages |\n|---|---|\n| 1. Apologies | - |\n| 2. Lease of Unit 4 | 2 to 3 |\n| 3. Bins | 4 |\n", markdown=True)
    assert [i.number for i in record.items] == ["1", "2", "3"]


def test_running_lines_stay_what_they_are() -> None:
    record = parse_record(paged((["CABINET - 5 MARCH 2024"], ["CABINET", "Present: Councillor Ash", "1. BINS", "RESOLVED: That bins be bought.", "2. LAMPS", "RESOLVED: That lamps be mended."]), title="Minutes"))
    assert [d.minute for d in record.decisions] == ["1", "2"]
    assert record.papers[0].meeting_date == "2024-03-05"


HEADS = [
    ("approved at the next meeting", "Draft (until approved at the next meeting) Minutes of the meeting held on 5 March 2024", "2024-03-05"),
    ("considered at the next meeting", "Saltby Parish Council - Ordinary Meeting DRAFT FOR CONSIDERATION AT THE NEXT MEETING Tuesday 5th March 2024, 7.30pm Village Hall", "2024-03-05"),
    ("minutes to be signed", "To approve and sign the minutes of the meeting held on 6 February 2024", None),
    ("all in one paragraph", "MINUTES OF SALTBY PARISH COUNCIL MEETING HELD AT THE CHURCH TUESDAY MARCH 5TH 2024 Present: Cllr Ash " + "and many words more " * 20, "2024-03-05"),
]


@pytest.mark.parametrize(("line", "date"), [h[1:] for h in HEADS], ids=[h[0] for h in HEADS])
def test_the_date_of_minutes(line: str, date: str | None) -> None:
    record = record_of(f"Saltby Parish Council meeting\n\n{line}\n\nPresent: Cllr Ash, Cllr Birch\n\n1. Bins\n\nIt was agreed to buy bins.\n\n2. Lamps\n\nNothing.\n", "saltby.txt")
    assert [(p.kind, p.meeting_date) for p in record.papers] == [("minutes", date)]


def test_minutes_in_two_languages_are_of_one_body() -> None:
    welsh = "# CYNGOR CYMUNED HALENFA\n\nCofnodion y cyfarfod, 5 Mawrth 2024\n\nYn bresennol: Y Cynghorydd Puw\n\n1. Biniau\n\nPENDERFYNWYD prynu biniau.\n\n2. Lampau\n\nDim.\n\n3. Pympiau\n\nDim.\n\n"
    english = "# HALENFA COMMUNITY COUNCIL\n\nMinutes of the meeting, 5 March 2024\n\nPresent: Councillor Puw\n\n1. Bins\n\nRESOLVED: That bins be bought.\n\n2. Lamps\n\nNone.\n"
    assert {p.body for p in record_of(welsh + english, markdown=True).papers} == {"Halenfa Community Council"}
    assert record_of(welsh, markdown=True).papers[0].body == "Cyngor Cymuned Halenfa"


SUMMONED = "SALTBY PARISH COUNCIL\n\nMeeting 5 March 2024\n\nCouncillors are summoned to a meeting for the purposes of transacting the following business.\n\n1. Apologies\n\n2. Bins\n\n"


@pytest.mark.parametrize(
    ("below", "kind"),
    [
        pytest.param("To agree the purchase of six bins.\n\n3. Precept\n\nTo set the precept.\n\n4. Minutes\n\nTo approve the minutes.", "agenda", id="a summons"),
        pytest.param("All agreed to buy six bins.\n\n3. Precept\n\nIt was agreed that the precept be £1,350.\n\n4. Wall\n\nIt was resolved to mend it.", "minutes", id="minutes written into it"),
    ],
)
def test_a_summons_with_what_was_decided_is_minutes(below: str, kind: str) -> None:
    record = record_of(SUMMONED + below)
    assert facts(record.papers) == [(kind, "Saltby Parish Council", "2024-03-05")]
    assert len(record.decisions) == (3 if kind == "minutes" else 0)
