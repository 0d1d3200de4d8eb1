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
