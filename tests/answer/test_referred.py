"""A decision by number is on the matter its number points to."""

from __future__ import annotations

from pathlib import Path

import pytest

from docqa.answer.referred import letter_of, letters_of, matter_words, referred_to
from docqa.assistant import Assistant
from docqa.records import Decision, Passage
from docqa.search.index import SearchIndex
from docqa.search.units import Unit, units_of
from tests.search.small import HashedWords, make_index

MINUTES = """SALTBY CITY COUNCIL

Minutes of the meeting held on Wednesday, 5 June 2024

Present: Councilors Marlow, Oduya, Finch, Pell and Voss

8. COUNCIL ITEMS

a. Consideration and possible approval, denial or amendment of a request of the rowing club for a waiver of fees of three hundred dollars ($300.00).

b. Consideration and possible approval, denial or amendment of a donation of two lamps from the chamber of commerce.

Councilor Oduya moved to approve 8.a. Councilor Pell seconded the motion. On being put to the vote there were 3 for and 2 against and the motion was carried.

Councilor Finch moved to approve 8.b. Councilor Pell seconded the motion. All were in favour.
"""


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("moved to approve 8.b.", ["b"]), ("moved to approve 4.c – 4.f", ["c", "d", "e", "f"]), ("moved to deny 10(a)", ["a"]),
        ("moved to pay £4.50 a head", []), ("that 3 lamps be bought", []), ("moved to approve 2.a and 2.d", ["a", "d"]),
    ],
)  # fmt: skip
def test_letters_and_ranges_are_read(text: str, letters: list[str]) -> None:
    assert letters_of(text) == letters


def test_a_formula_at_the_opening_is_left_out_and_nothing_else() -> None:
    def words(text: str) -> str:
        unit = Unit(text, None)  # type: ignore[arg-type]
        return matter_words(((unit, None),), 6)  # type: ignore[arg-type]

    assert words("b. Consideration and possible approval, denial or amendment of a donation of two lamps.") == "a donation of two lamps."
    assert words("c. To consider the repair of the wall by the quay in spring.") == "the repair of the wall by …"
    assert words("Lamps for the lane.") == "Lamps for the lane."
    assert letter_of("b. A donation") == "b"
    assert letter_of("A donation") == ""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder: Path = tmp_path_factory.mktemp("referred")
    make_index(folder, {"june.txt": MINUTES})
    return Assistant(SearchIndex.open(folder, HashedWords()), folder)


def _decision(assistant: Assistant, words: str) -> tuple[Decision, list[tuple[Unit, Passage]]]:
    decision = next(d for d in assistant.register.decisions() if words in d.text)
    return decision, [(u, p) for p in assistant.register.passages_of_item(decision.item or "") for u in units_of(p)]


def test_the_matter_of_a_decision_is_the_one_its_number_points_to(assistant: Assistant) -> None:
    (waiver,) = referred_to(*_decision(assistant, "approve 8.a"))
    assert "rowing club" in waiver[0][0].text
    (lamps,) = referred_to(*_decision(assistant, "approve 8.b"))
    assert "two lamps" in lamps[0][0].text


def test_a_vote_is_found_by_what_was_decided_on_and_told_with_it(assistant: Assistant) -> None:
    first = assistant.ask("How did the vote on the fees of the rowing club go?").answer.splitlines()[0]
    assert "rowing club" in first
    assert "moved to approve 8.a" in first
    assert "3 for and 2 against" in first
    assert "moved by Councilor Oduya" not in first, "the words say it already"
    assert "seconded by Councilor Pell" in first
