"""Where a decision is asked for, its words come before the discussion."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from docqa.answer.beside import is_scrap
from docqa.answer.outcome import decision_first, ended_words, leads, outcome_of, outcome_words, remarkable
from docqa.answer.question import understand
from docqa.assistant import Assistant
from docqa.search.index import SearchIndex
from tests.answer.test_resolutions import APRIL, MARCH, WEIGHTS, decision, extract, passage
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


def test_what_a_motion_decides_by_its_letter_comes_before_it() -> None:
    item = passage("b. A lease of the quay. c. A donation of day passes to the museum. Councillor Ash moved to approve 8.c. Councillor Ash moved to approve the lease of 8.c.")
    motion = replace(decision("Councillor Ash moved to approve 8.c.", item), mover="Councillor Ash")
    donation, other = extract("c. A donation of day passes to the museum.", item), extract("b. A lease of the quay.", item)
    assert decision_first(motion, [other, donation]) == ([donation], [other])
    assert outcome_words(motion, quoted=False) == "Outcome: approved; moved by Councillor Ash"
    assert is_scrap(extract("Councillor Ash moved to approve 8.c.", item))
    assert not is_scrap(extract("Councillor Ash moved to approve the lease of 8.c.", item))


def test_how_a_motion_ended_is_said_in_a_word() -> None:
    denied = replace(decision("Councillor Ash moved to deny the appeal.", MARCH), mover="Councillor Ash")
    mended = replace(decision("Councillor Ash moved that the lamp be mended.", MARCH), mover="Councillor Ash")
    assert outcome_words(denied, quoted=True) == "Outcome: denied; moved by Councillor Ash"
    assert outcome_words(mended, quoted=True) == "Outcome: carried; moved by Councillor Ash"
    assert [ended_words(replace(d, outcome="lost")) for d in (denied, mended)] == ["lost", "lost"]
    assert [remarkable(d) for d in (denied, mended, replace(mended, outcome="deferred"))] == ["denied", "", "deferred"]
    assert ended_words(decision("Resolved: to ask the county.", MARCH)) == ""


def test_who_seconds_belongs_to_the_motion_before() -> None:
    text = "Councillor Ash moved to approve the minutes. Councillor Birch seconded the motion. Councillor Cole spoke of other things at some length and to no end that anybody could see."
    within = passage(text)
    moved = decision("Councillor Ash moved to approve the minutes.", within)
    assert outcome_of(extract("Councillor Birch seconded the motion.", within), [moved]) == moved
    assert outcome_of(extract("Councillor Cole spoke of other things", within), [moved]) is None


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder: Path = tmp_path_factory.mktemp("first")
    make_index(folder, {"june.txt": MINUTES})
    return Assistant(SearchIndex.open(folder, HashedWords()), folder)


def test_the_answer_opens_with_the_resolution(assistant: Assistant) -> None:
    answer = assistant.ask("What did they decide about the lamp at the ferry steps?")
    assert "two solar lamps" in answer.answer.splitlines()[0]
    assert answer.resolutions and "two solar lamps" in answer.resolutions[0].text
