"""Sentences made after one pattern answer together, and say once what they share."""

from __future__ import annotations

from dataclasses import replace

import pytest

from docqa.answer.alike import alike, said_after
from docqa.answer.compose import choose, cite, worded
from docqa.answer.extract import Extract
from docqa.records import Hit, Page, Passage, Span

LINES = [
    "d. Consideration and possible approval, adoption, denial, amendment or revision of a travel authorization in the amount of two thousand, five hundred dollars ($2,500.00) for Councilor Ames to travel to Denver, CO on October 3, 2022.",
    "e. Consideration and possible approval, adoption, denial, amendment or revision of a travel authorization in the amount of two thousand, five hundred dollars ($2,500.00) for Councilor Boyd to travel to Denver, CO on October 3, 2022.",
    "f. Consideration and possible approval, adoption, denial, amendment or revision of a travel authorization in the amount of two thousand, three hundred dollars ($2,300.00) for Councilor Cole to travel to Denver, CO on October 3, 2022.",
]
OTHER = "Councilor Cole moved to approve 8.d - 8.f and left the room at ten."
TEXT = "\n".join([*LINES, OTHER])


def _passage(paper: str, row: int) -> Passage:
    return Passage(row, "a.pdf", paper, None, "text", TEXT, (Span(1, 0, len(TEXT)),), "", "Minutes", "minutes", "City Council", "2022-08-31", "8", "Items")


def _extract(text: str, score: float, unit: int, paper: str = "a.pdf#1") -> Extract:
    start = TEXT.index(text)
    return Extract(text=text, span=Span(1, start, start + len(text)), hit=Hit(_passage(paper, unit), 1.0), rank=unit, unit=0, score=score, overlap=1.0)


FOUND = [_extract(LINES[1], 3.0, 1), _extract(OTHER, 2.5, 3), _extract(LINES[2], 2.0, 2), _extract(LINES[0], 1.0, 0)]


def test_those_of_one_pattern_come_in_reading_order() -> None:
    assert [e.text for e in alike(FOUND[0], FOUND)] == LINES
    assert [e.text for e in alike(FOUND[1], FOUND)] == [OTHER]
    elsewhere = _extract(LINES[0], 1.0, 0, paper="a.pdf#2")
    assert [e.text for e in alike(FOUND[0], [FOUND[0], elsewhere])] == [LINES[1]], "of the same paper only"


def test_lines_that_differ_in_nothing_but_a_number_are_no_list() -> None:
    refs = [replace(FOUND[0], text=f"(Registration, Hotel, Per Diem, Airfare and Conference Fees, as listed) 24-{n}-2", unit=n) for n in (705, 706)]
    assert alike(refs[0], refs) == [refs[0]]


@pytest.mark.parametrize(
    ("line", "before", "wanted"),
    [
        (1, 0, "e. … Boyd …"),
        (2, 1, "f. … two thousand, three hundred dollars ($2,300.00) for Councilor Cole …"),  # no sum is cut in two
    ],
)
def test_what_two_lines_share_is_said_once(line: int, before: int, wanted: str) -> None:
    assert said_after(_extract(LINES[line], 1.0, line), _extract(LINES[before], 1.0, before)) == wanted


def test_a_line_that_is_not_like_the_one_before_is_said_whole() -> None:
    assert said_after(FOUND[1], FOUND[0]) == OTHER
    assert said_after(FOUND[1], None) == OTHER
    elsewhere = _extract(LINES[0], 1.0, 0, paper="a.pdf#2")
    assert "Denver" in said_after(FOUND[0], elsewhere)


def test_where_several_are_asked_for_each_is_told_and_cited() -> None:
    chosen, evidence = choose(FOUND, [], several=True)
    assert [e.text for e in chosen[:3]] == LINES
    answer = worded(chosen, evidence, several=True)
    assert "“e. … Boyd …” [" in answer
    assert "Cole …” [" in answer
    assert len(cite(evidence, lambda document, number: Page(1, TEXT))) == len(evidence)
    assert all("] " in line or line.endswith("]") for line in answer.splitlines()), "no line without its mark"
    twice, _ = choose([*FOUND, replace(FOUND[3], rank=9, score=0.5)], [], several=True)
    assert [e.text for e in twice].count(LINES[0]) == 1, "what is printed twice is told once"
    one, _ = choose(FOUND, [])
    assert one[0].text == LINES[1], "the best one first, where one thing is asked for"
