"""What the record answers: who was there, what letters stand for, how it ended, and which resolutions belong to an answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from docqa.answer.outcome import votes_words
from docqa.assistant import Assistant
from docqa.records import Votes
from docqa.search.index import SearchIndex
from tests.search.small import HashedWords, make_index


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder: Path = tmp_path_factory.mktemp("record")
    make_index(folder)
    return Assistant(SearchIndex.open(folder, HashedWords()), folder)


def test_apologies_of_a_dated_meeting_come_from_its_header(assistant: Assistant) -> None:
    answer = assistant.ask("Who sent apologies in March 2024?")
    assert answer.method == "attendance"
    assert "Dunmore" in answer.answer.splitlines()[0]
    assert "Dunmore" in answer.citations[0].quote
    assert answer.citations[0].meeting_date == "2024-03-05"


def test_the_chair_is_named_and_nobody_else(assistant: Assistant) -> None:
    first = assistant.ask("Who chaired the meeting on 4 June 2024?").answer.splitlines()[0]
    assert "Marlow" in first
    assert "Oduya" not in first


def test_without_a_date_no_header_is_guessed(assistant: Assistant) -> None:
    assert assistant.ask("Who sent apologies?").method != "attendance"


@pytest.mark.parametrize("question", ["who was at the last meeting", "Who was present at the latest Saltby Parish Council meeting?"])
def test_who_was_at_the_last_meeting_is_read_from_the_newest_minutes(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.answer.startswith("Present (Saltby Parish Council, 4 June 2024): ") and "Marlow" in answer.answer
    assert assistant.ask("who was at the last meeting about the ferry").method != "attendance"


def test_an_acronym_is_answered_from_where_a_paper_defines_it(assistant: Assistant) -> None:
    answer = assistant.ask("What does CIL stand for?")
    assert answer.method == "glossary"
    assert "Community Infrastructure Levy" in answer.answer.splitlines()[0]
    assert "Community Infrastructure Levy (CIL)" in answer.citations[0].quote


def test_how_it_ended_is_said_with_the_resolution_below(assistant: Assistant) -> None:
    answer = assistant.ask("Did the council agree to do something about the lamp at Quay Lane that failed again?")
    assert "be repaired at a cost of £240" in answer.answer
    assert [r.minute for r in answer.resolutions][:1] == ["32"]


def test_all_decisions_of_a_meeting_are_listed_and_counted(assistant: Assistant) -> None:
    answer = assistant.ask("List all the resolutions of the meeting of 5 March 2024")
    assert answer.method == "register"
    assert answer.answer.startswith("2 decisions")
    assert {r.minute for r in answer.resolutions} == {"32", "33"}


def test_a_question_about_nothing_in_the_papers_is_refused(assistant: Assistant) -> None:
    answer = assistant.ask("xylophone zeppelin quasar")
    assert answer.status == "not_found"
    assert answer.answer.startswith("Not in the indexed papers (3 documents")


@pytest.mark.parametrize(
    ("votes", "words"),
    [
        pytest.param(Votes(6, 2, 1, None, {"Hall": "against", "McKee": "against"}), "6-2 (against: Hall, McKee; abstained 1)", id="names of the few who were against"),
        pytest.param(Votes(None, None, None, None, {"Hall": "for"}), "for 1: Hall", id="names alone are counted"),
        pytest.param(Votes(5, None), "for 5", id="what a paper does not print is not said"),
    ],
)
def test_a_vote_in_words(votes: Votes, words: str) -> None:
    assert votes_words(votes) == words


def test_who_chairs_a_body_is_read_from_its_newest_minutes(assistant: Assistant) -> None:
    answer = assistant.ask("Who chairs Saltby Parish Council?")
    assert "Marlow" in answer.answer.splitlines()[0]
    assert answer.citations[0].meeting_date == "2024-06-04"
