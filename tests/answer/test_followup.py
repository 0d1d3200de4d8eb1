"""A question in a conversation is read with the turns before it, and only where it leaves something to them."""

from __future__ import annotations

import pytest

from docqa.answer.followup import in_full
from docqa.records import Answer

BEFORE = "What did Cabinet decide about parking charges in 2024?"


def turn(question: str) -> Answer:
    return Answer(None, question, "answered", "", 0.9, "passages")


@pytest.mark.parametrize(
    ("question", "full"),
    [
        ("and who seconded it?", "and who seconded it? (What did Cabinet decide about parking charges in 2024)"),
        ("Did they change it?", "Did they change it? (What did Cabinet decide about parking charges in 2024)"),
        ("what about the year before?", "What did Cabinet decide about parking charges in 2023"),
        ("and the following year?", "What did Cabinet decide about parking charges in 2025"),
        ("Who was there?", "Who was there? (What did Cabinet decide about parking charges in 2024)"),
        ("How many vacancies are there on the council?", "How many vacancies are there on the council?"),
        ("Is there going to be a new bench?", "Is there going to be a new bench?"),
        ("Who chaired the Planning Committee in June 2025?", "Who chaired the Planning Committee in June 2025?"),
        ("How much will the new leisure centre boilers cost residents?", "How much will the new leisure centre boilers cost residents?"),
    ],
)
def test_read_with_the_turn_before(question: str, full: str) -> None:
    assert in_full(question, [turn(BEFORE)]) == full


def test_without_a_turn_before_it_stands_as_typed() -> None:
    assert in_full("and who seconded it?", []) == "and who seconded it?"


def test_two_turns_back_is_still_known() -> None:
    assert "parking charges" in in_full("and why?", [turn(BEFORE), turn("and who seconded it?")])


def test_since_when_is_asked_of_the_turn_before() -> None:
    assert in_full("since when", [turn("who is the clerk")]) == "since when (who is the clerk)"
    assert in_full("by whom?", [turn("who is the clerk")]) == "by whom? (who is the clerk)"
