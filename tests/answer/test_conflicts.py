"""Two papers with rows of the same label and year and different figures are both shown; what changes from year to year is none of that."""

from __future__ import annotations

from pathlib import Path

import pytest

from docqa.assistant import Assistant
from docqa.records import Answer
from docqa.search.index import SearchIndex
from tests.search.small import HashedWords, make_index

HEAD = "SALTBY PARISH COUNCIL\n\nMinutes of the meeting held on {day} June 2024\n\n1. FINANCE.\n\nThe figures were received.\n\n"
BOARD = "Measure\t2023/24\t2024/25\nSafeguarding enquiries begun\t412\t468\nComplaints about housing\t541\t688\n"


def asked(folder: Path, other: str) -> Answer:
    index = make_index(folder, {"board.txt": HEAD.format(day=4) + BOARD, "performance.txt": HEAD.format(day=5) + other})
    assistant = Assistant(SearchIndex.open(index, HashedWords()), index)
    answer = assistant.ask("How many safeguarding enquiries were begun in 2024/25?")
    assistant.close()
    return answer


def test_the_same_row_and_year_with_another_figure(tmp_path: Path) -> None:
    answer = asked(tmp_path / "index", "Measure\t2023/24\t2024/25\nSafeguarding enquiries begun\t412\t464\nPotholes mended\t90\t95\n")
    assert len(answer.conflicts) == 1 and "Safeguarding enquiries begun, 2024/25" in answer.conflicts[0].about
    assert "two figures" in answer.answer and "468" in answer.answer and "464" in answer.answer
    cited = {c.mark: c.document for c in answer.citations}
    assert {cited[m] for m in answer.conflicts[0].citations} == {"board.txt", "performance.txt"}


@pytest.mark.parametrize(
    "other",
    [
        "Measure\t2023/24\t2024/25\nSafeguarding enquiries begun\t412\t468\nPotholes mended\t90\t95\n",
        "Measure\t2024/25\t2025/26\nSafeguarding enquiries begun\t468\t490\nPotholes mended\t90\t95\n",
        "Measure\t2023/24\t2024/25\nSafeguarding enquiries closed\t380\t401\nPotholes mended\t90\t95\n",
    ],
    ids=["the same figure", "another year", "another label"],
)
def test_what_is_no_conflict(tmp_path: Path, other: str) -> None:
    assert asked(tmp_path / "index", other).conflicts == ()


FEBRUARY = """SALTBY PARISH COUNCIL

Minutes of the meeting held on Tuesday 6 February 2024 in the Village Hall

Present: Cllrs A. Marlow (Chair), B. Oduya, C. Finch

81. FLOOD WALL

The agency board meets in March to choose the flood wall schemes.

RESOLVED: That the flood wall be supported.

82. MOBILE LIBRARY

The mobile library van calls at the green from March.

RESOLVED: That the mobile library van be welcomed.
"""
APRIL = """SALTBY PARISH COUNCIL

Minutes of the meeting held on Tuesday 2 April 2024 in the Village Hall

Present: Cllrs A. Marlow (Chair), B. Oduya, C. Finch

87. MINUTES

RESOLVED: That the minutes of the meeting held on 6 February 2024 be approved as a correct record, subject to minute 82 being corrected to show that the van would call from May and not from March.
"""


@pytest.mark.parametrize(("question", "corrected"), [("When does the mobile library van call at the green?", True), ("When does the agency board choose the flood wall schemes?", False)])
def test_a_correction_is_of_the_minute_that_it_names(tmp_path: Path, question: str, corrected: bool) -> None:
    index = make_index(tmp_path / "index", {"february.txt": FEBRUARY, "april.txt": APRIL}, linked=True)
    assistant = Assistant(SearchIndex.open(index, HashedWords()), index)
    answer = assistant.ask(question)
    assistant.close()
    assert "March" in answer.answer
    assert bool(answer.conflicts) is corrected
