"""Who holds an office or sits on a council: from the header of the newest minutes, else from a sentence that names the holder, never from who stands near the word."""

from __future__ import annotations

from pathlib import Path

import pytest

from docqa.answer.compose import Evidence
from docqa.answer.extract import Extract
from docqa.answer.notices import elsewhere
from docqa.assistant import Assistant
from docqa.search.index import SearchIndex
from tests.search.small import HashedWords, make_index

COMMUNITY = """CARRICKBURN COMMUNITY COUNCIL

Minutes of the meeting held on Wednesday 12 March 2025 in the Old School at 7.30 pm

Present: Mrs A. Torrance (Chair), Mr B. Sloan (Vice Chair and Treasurer), Miss C. Neill

In attendance: Mr F. Dollan (Chair of Glenhead Trust)

1. Reports

(a) Chair - B) Secretary - No Report

Two letters about the ferry timetable had come in from the secretary of the harbour trust.
"""
PARISH = """WESTERBY PARISH COUNCIL

Minutes of the meeting held on Monday 14 April 2025 in the Reading Room at 7.00 pm

Present: Cllr H. Amory, Cllr I. Bright, Cllr J. Coultas

1. Election

It was RESOLVED that Cllr Bright be elected as Chairman for the year. The former Clerk, Mr Ogle, had sent his good wishes.

2. Accounts

The Treasurer's report was received. Ida Coultas was appointed as the Secretary to the gala.
"""
AGENDA = """WESTERBY PARISH COUNCIL

Agenda for the meeting to be held on Monday 12 May 2025 in the Reading Room at 7.00 pm

1. Apologies

2. Accounts
"""


GOVERNORS = """GOVERNING BOARD

Minutes of the meeting of the Governing Board held on Monday 3 March 2025 at 6.00 pm

Present: Mr L. Moss (Chair), Mrs N. Orde
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder: Path = tmp_path_factory.mktemp("offices")
    make_index(folder, {"community-2025-03-12.txt": COMMUNITY, "parish-2025-04-14.txt": PARISH, "agenda-2025-05-12.txt": AGENDA, "governors-2025-03-03.txt": GOVERNORS}, linked=True)
    return Assistant(SearchIndex.open(folder, HashedWords()), folder)


@pytest.mark.parametrize(
    ("question", "name", "not_named"),
    [
        ("who is the treasurer", "Sloan", "Coultas"),
        ("who is the vice chair", "Sloan", "Torrance"),
        ("Who is the chair of Carrickburn Community Council?", "Torrance", "Dollan"),
        ("who is the chairman of the parish council", "Bright", "Torrance"),
        ("who chairs the parish council?", "Bright", "Ogle"),
        ("who is the secretary", "Coultas", "Neill"),
        ("who are our councillors", "Amory", "Dollan"),
        ("who is the local councilor", "Coultas", "Ogle"),
    ],
)
def test_the_holder_is_whom_the_papers_name_as_such(assistant: Assistant, question: str, name: str, not_named: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert name in answer.answer
    assert not_named not in answer.answer
    assert answer.citations


@pytest.mark.parametrize("office", ["clerk", "mayor", "deputy mayor"])
def test_where_nobody_is_named_that_is_said(assistant: Assistant, office: str) -> None:
    answer = assistant.ask(f"who is the {office}")
    assert answer.status == "not_found"
    assert answer.answer == f"The indexed papers do not say who the {office} is."


def test_of_a_meeting_with_papers_and_no_minutes_nobody_is_told_as_absent(assistant: Assistant) -> None:
    answer = assistant.ask("who was absent on 12 May 2025")
    assert answer.status == "not_found"
    assert answer.answer == "No minutes of 12 May 2025 are in the index, so who was there is not told."
    assert "Amory" in assistant.ask("who was there on 14 April 2025").answer


def test_a_councillor_of_the_county_is_none_of_the_parish(assistant: Assistant) -> None:
    assert assistant.ask("who is our county councillor?").method != "attendance"
    assert assistant.ask("who are our parish councillors?").method == "attendance"


def test_it_is_said_that_nothing_quoted_is_of_the_body_that_is_named(assistant: Assistant) -> None:
    hits = assistant.search("letters about the ferry timetable", most=1)
    quoted = [Evidence(h.passage, h.passage.spans[0], (Extract(text=h.passage.text, span=h.passage.spans[0], hit=h, rank=0, unit=0, score=1.0, overlap=1.0),)) for h in hits]
    assert {e.passage.body for e in quoted} == {"Carrickburn Community Council"}
    assert elsewhere(["Westerby Parish Council"], quoted) == ("Nothing that is quoted is from papers of Westerby Parish Council.",)
    assert elsewhere(["Carrickburn Community Council"], quoted) == elsewhere([], quoted) == elsewhere(["Westerby Parish Council"], []) == ()
