"""Comings and goings are told by their verbs, from the item or the meeting that is asked about."""

from __future__ import annotations

from pathlib import Path

import pytest

from docqa.assistant import Assistant
from docqa.search.index import SearchIndex
from tests.search.small import HashedWords, make_index

JUNE = """SALTBY TOWN COUNCIL

Minutes of the meeting held on Tuesday, 4 June 2024

Present:- Councillor Marlow (in the Chair); Councillors Oduya, Finch and Pell.

Councillor Voss joined the meeting at 7.12 p.m.

Three members of the public were present.

1. Flood wall at the quay

Councillor Pell recused himself at 7.20 p.m.

Mina Frost from the Rivers Office spoke. Discussion ensued.

RESOLVED - That the drawings of the flood wall be accepted.

2. Benches in the park

Councillor Oduya left the room at 7.45 p.m.

Tom Ashe from the Parks Trust presented the plan for the benches.

RESOLVED - That six benches be bought.

3. Close of meeting

The meeting closed at 9.05 p.m.
"""

JULY = JUNE.replace("4 June 2024", "2 July 2024").replace("Voss joined the meeting at 7.12", "Finch joined the meeting at 7.30").replace("9.05", "8.15").replace("Mina Frost", "Olive Trent").replace("Three members", "No members")


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder: Path = tmp_path_factory.mktemp("proceedings")
    make_index(folder, {"june.txt": JUNE, "july.txt": JULY})
    return Assistant(SearchIndex.open(folder, HashedWords()), folder)


@pytest.mark.parametrize(
    ("question", "said", "not_said"),
    [
        pytest.param("Which members turned up late on 4 June 2024?", "Voss joined the meeting at 7.12 p.m.", "Finch joined", id="late"),
        pytest.param("What time did the meeting of 2 July 2024 finish?", "The meeting closed at 8.15 p.m.", "9.05", id="the end of the meeting"),
        pytest.param("Who recused themselves on the flood wall item, 4 June 2024?", "Councillor Pell recused himself", "Oduya left", id="of one item"),
        pytest.param("Who came to talk about the flood wall on 4 June 2024?", "Mina Frost from the Rivers Office spoke.", "Olive Trent", id="who spoke, not who was present"),
        pytest.param("How many residents came to the meeting on 2 July 2024?", "No members of the public were present.", "members listed", id="the public, not the members"),
    ],
)
def test_it_is_told_first(assistant: Assistant, question: str, said: str, not_said: str) -> None:
    answer = assistant.ask(question)
    first = answer.answer.split("Saltby")[0]
    assert said in first
    assert not_said not in first
    assert said.split(" at ")[0] in answer.citations[0].quote


def test_a_question_about_a_vote_is_none_about_who_sat_out(assistant: Assistant) -> None:
    assert "recused" not in assistant.ask("How did the vote on the benches go on 4 June 2024, and who sat out?").answer.splitlines()[0]


def test_what_stands_under_a_heading_that_is_asked_for_is_told_whole(tmp_path: Path) -> None:
    paper = "SALTBY TOWN COUNCIL\n\nMinutes of the town hall held on Tuesday, 4 June 2024\n\n1. Call to order\n\nThe meeting was called to order at 6.00 p.m.\n\nPANELISTS\n\nMina Frost, Rivers Office\n\nTom Ashe, Parks Trust\n\n2. Housing\n\nThe panel spoke of housing for the town.\n"
    make_index(tmp_path, {"hall.txt": paper})
    answer = Assistant(SearchIndex.open(tmp_path, HashedWords()), tmp_path).ask("Who was on the panel at the town hall in June 2024?")
    assert "Mina Frost" in answer.answer.splitlines()[0]
    assert "Tom Ashe" in answer.answer.splitlines()[0]
