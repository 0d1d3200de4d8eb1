"""Two times that a question sets against each other are two questions, and each has its sentence in the answer."""

from __future__ import annotations

import pytest

from docqa.answer.compose import choose, worded
from docqa.answer.extract import Extract
from docqa.answer.question import understand
from docqa.answer.sides import LONG, best_of_each, change_asked, sides, tells_both
from docqa.answer.variety import Variety
from docqa.records import Hit, Passage, Span


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        pytest.param("How much was in the fund in May 2023 and in May 2024?", ("How much was in the fund in May 2023 and in ?", "How much was in the fund in and in May 2024?"), id="two months"),
        pytest.param("Hall rent, 2022 v 2023", ("Hall rent, 2022 v", "Hall rent, v 2023"), id="two years"),
        pytest.param("Did the price rise between the April and May 2023 meetings?", ("Did the price rise between the April 2023 and meetings?", "Did the price rise between the and May 2023 meetings?"), id="a change between two months of a year"),
        pytest.param("The June 2023, July 2023 totals", ("The June 2023, totals", "The , July 2023 totals"), id="in a row"),
        pytest.param("What was refused between May 2023 and June 2024?", (), id="one stretch of time"),
        pytest.param("Venues for the 2022 fair at the meeting of 12 October 2021", (), id="one time is of the other's subject"),
        pytest.param("What did the lamp cost in May 2023?", (), id="one time"),
        pytest.param("Who voted against the lamp and why?", (), id="no time"),
        pytest.param("What was agreed in May 2023 and on 9 May 2023?", (), id="one time within the other"),
    ],
)
def test_sides(question: str, wanted: tuple[str, ...]) -> None:
    assert sides(understand(question)) == wanted


def extract(text: str, score: float, day: str | None, rank: int = 0) -> Extract:
    within = Passage(rank, f"{day}.pdf", f"{day}.pdf#1", None, "text", text, (Span(1, 0, len(text)),), "", "Minutes", "minutes", "Saltby Parish Council", day, "32", "")
    return Extract(text, Span(1, 0, len(text)), Hit(within, 1.0), rank, 0, score, 1.0)


FIRST, LATER = (understand(q) for q in ("How was the fund in May 2023?", "How was the fund in May 2024?"))
OLD = extract("The fund stood at £240.", 3.0, "2023-05-02")
NEW = extract("The fund stood at £310.", 2.0, "2024-05-07", 2)
TALK = extract("The fund was discussed at length.", 3.5, "2024-05-07", 1)


def test_each_side_has_a_sentence_of_its_time_and_sums_stand_beside_sums() -> None:
    assert best_of_each([(FIRST, [OLD, TALK]), (LATER, [TALK, OLD, NEW])]) == [OLD, NEW]
    words = extract("The fund was small.", 3.0, "2023-05-02")
    assert best_of_each([(FIRST, [words]), (LATER, [TALK])]) == [words, TALK], "no sum on either side"
    poor = extract("The fund paid £3.", 1.0, "2024-05-07", 3)
    assert best_of_each([(FIRST, [OLD]), (LATER, [TALK, poor])]) == [OLD, TALK], "a sum that is much worse"


def test_without_a_sentence_of_its_time_a_side_has_one_that_is_not_of_the_other_time() -> None:
    undated = extract("The fund stands at £310.", 1.0, None, 2)
    assert best_of_each([(FIRST, [OLD]), (LATER, [OLD, extract("A fund of £1.", 2.5, "2023-05-30", 3), undated])]) == [OLD, undated]
    assert best_of_each([(FIRST, [OLD]), (LATER, [OLD])]) == [OLD]


def test_a_sentence_too_long_to_stand_beside_the_other_side_is_left() -> None:
    long = extract("The fund of £310 " + "and so on " * LONG, 9.0, "2024-05-07", 4)
    assert best_of_each([(FIRST, [OLD]), (LATER, [long, NEW])]) == [OLD, NEW]


def test_an_answer_tells_the_sides_first_and_cites_both() -> None:
    more = [extract(f"The fund paid for lamp number {n} by the lane.", 2.9, "2023-05-02", n) for n in range(5, 10)]
    found = [TALK, OLD, *more, NEW]
    chosen, evidence = choose(found, [e.hit.passage for e in found], variety=Variety({"fund": 1.0}, sides=[OLD, NEW]))
    assert chosen[:2] == [OLD, NEW] and len(chosen) == 3
    assert [e.passage.meeting_date for e in evidence[:2]] == ["2023-05-02", "2024-05-07"]
    assert worded(chosen, evidence).splitlines()[:2] == [
        "“The fund stood at £240.” [1] - Saltby Parish Council, 2 May 2023",
        "“The fund stood at £310.” [2] - 7 May 2024",
    ]


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        pytest.param("Have cars slowed in Mill Lane?", True, id="slowed"),
        pytest.param("Is the rent any higher?", True, id="higher"),
        pytest.param("Do more people know about the lamp than before?", True, id="more than before"),
        pytest.param("What did the lamp cost?", False, id="a sum"),
        pytest.param("Who spoke on the lamp?", False, id="a person"),
    ],
)
def test_a_change_is_asked_for(question: str, asked: bool) -> None:
    assert change_asked(question) is asked


@pytest.mark.parametrize(
    ("text", "both"),
    [
        pytest.param("Of the members 57 per cent knew; it had been 38 per cent.", True, id="it had been"),
        pytest.param("There were 900 visits, against 600 in the winter before.", True, id="against"),
        pytest.param("The rent rose from £20 to £25.", True, id="from and to"),
        pytest.param("Late\t31 %\t13 %\t5 %", True, id="columns of figures"),
        pytest.param("There were 900 visits.", False, id="one figure"),
        pytest.param("There were 900 visits and 40 complaints.", False, id="figures of two things"),
        pytest.param("Item\tRisk\tCost", False, id="a head of a table"),
    ],
)
def test_a_sentence_tells_both_sides(text: str, both: bool) -> None:
    assert tells_both(text) is both


def test_where_a_change_is_asked_for_the_sentence_with_both_figures_comes_first() -> None:
    both = extract("The fund stood at £310; it was £240.", 2.0, "2024-05-07", 2)
    assert Variety(changed=True).following([TALK, both], []) == both
    assert Variety().following([TALK, both], []) == TALK
