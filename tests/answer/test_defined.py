"""Letters that no paper spells out are told as that, with where they are used."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from docqa.answer.defined import _capitals_before
from docqa.assistant import Assistant
from docqa.search.index import SearchIndex
from tests.search.small import HashedWords, make_index

PAPERS = {
    "minutes.txt": "SALTBY PARISH COUNCIL\n\nMinutes of the meeting held on 5 March 2024\n\n1. BUSES.\n\nThe notes of the QRS were received. The Chairman will ask QRS for the figures.\n\n"
    "2. PLAY.\n\nThe Playground Inspection Group (PIG) met twice.\n\n3. ROADS.\n\nThe Local Transport Forum has not met. LTF dates are awaited.\n",
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    papers = tmp_path_factory.mktemp("letters")
    folder = make_index(papers / "index", PAPERS)
    opened = Assistant(SearchIndex.open(folder, HashedWords()), folder)
    yield opened
    opened.close()


@pytest.mark.parametrize("question", ["What does QRS stand for?", "What is QRS, whose notes were received?", "QRS turns up in the minutes. What is it?", "Who or what is QRS?"])
def test_what_no_paper_spells_out(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "not_found" and answer.method == "glossary"
    assert answer.answer.startswith("QRS is used in the indexed papers and not spelled out") and any("QRS" in c.quote for c in answer.citations)


@pytest.mark.parametrize("question", ["What does PIG stand for?", "What does LTF stand for?", "What is the LTF?"])
def test_what_some_paper_spells_out_is_not_said_to_be_missing(assistant: Assistant, question: str) -> None:
    assert "not spelled out" not in assistant.ask(question).answer


def test_letters_that_stand_nowhere_are_not_found(assistant: Assistant) -> None:
    assert "is used" not in assistant.ask("What does XYZ stand for?").answer


@pytest.mark.parametrize(
    ("before", "letters", "meaning"),
    [
        ("in accordance with the Native Harbour Rights and Repair Act ", "NHRPRA", "Native Harbour Rights and Repair Act"),
        ("asked the Saltby Coastal Path Group ", "SCPG", "Saltby Coastal Path Group"),
        ("asked the Saltby Coastal Path Group ", "HBDT", ""),
        ("the lamp at the lane ", "TLATL", ""),
    ],
)
def test_letters_that_nearly_fit_the_words_before_them_are_spelled_out(before: str, letters: str, meaning: str) -> None:
    assert _capitals_before(before, letters) == meaning


def test_letters_that_are_asked_for_beside_something_else_are_told_first(assistant: Assistant) -> None:
    answer = assistant.ask("What is PIG and how often did it meet?").answer
    assert answer.startswith("PIG: Playground Inspection Group") and "met twice" in answer
