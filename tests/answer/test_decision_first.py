"""Where a decision is asked for, its words come before the discussion."""

from __future__ import annotations

from pathlib import Path

import pytest

from docqa.answer.outcome import decision_first, leads
from docqa.answer.question import understand
from docqa.assistant import Assistant
from docqa.search.index import SearchIndex
from tests.answer.test_resolutions import APRIL, MARCH, WEIGHTS, decision, extract
from tests.search.small import HashedWords, make_index

MINUTES = """SALTBY PARISH COUNCIL

Minutes of the meeting held on Wednesday, 5 June 2024

Present: Councillors Marlow, Oduya and Finch

41. Lamp at the ferry steps

The lamp at the ferry steps has been dark since Easter. Members had walked there by torch light.

RESOLVED: That the lamp at the ferry steps be replaced by two solar lamps.
"""


def test_a_decision_leads_where_subject_and_time_fit() -> None:
    asked = decision("Resolved: to mend the lamp in the lane.", MARCH)
    assert leads(asked, understand("What was decided about the lamp in the lane?"), WEIGHTS)
    assert leads(asked, understand("What was decided about the lamp in the lane in March 2024?"), WEIGHTS)
    assert not leads(asked, understand("What was decided about the lamp in the lane in April 2024?"), WEIGHTS)
    assert not leads(asked, understand("What was decided about the zoo?"), {"zoo": 3.0, "lamp": 0.5})


def test_sentences_of_the_decision_are_told_from_the_others() -> None:
    discussed, resolved, other = extract("The lamp in the lane has failed.", MARCH), extract("Resolved: to ask the county.", MARCH), extract("Resolved: to thank the county.", APRIL, 1)
    assert decision_first(decision("Resolved: to ask the county.", MARCH), [discussed, resolved, other]) == ([resolved], [discussed, other])


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder: Path = tmp_path_factory.mktemp("first")
    make_index(folder, {"june.txt": MINUTES})
    return Assistant(SearchIndex.open(folder, HashedWords()), folder)


def test_the_answer_opens_with_the_resolution(assistant: Assistant) -> None:
    answer = assistant.ask("What did they decide about the lamp at the ferry steps?")
    assert "two solar lamps" in answer.answer.splitlines()[0]
    assert answer.resolutions and "two solar lamps" in answer.resolutions[0].text
