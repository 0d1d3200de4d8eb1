"""What a question asks for: when, which minute, which body, in what form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docqa.answer.question import MOST_CHARS, find_bodies, find_form, find_minute, find_periods, query_of, several_asked, understand
from docqa.answer.scope import spans_meant
from docqa.records import Coverage, Definition, Filters, Span

TO_JULY_2024 = Coverage(30, 12, "2022-05-10", "2024-07-02")


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        pytest.param("What was said on 5 March 2024?", [("2024-03-05", "2024-03-05")], id="a day"),
        pytest.param("meeting of 2024-03-05", [("2024-03-05", "2024-03-05")], id="a day in figures"),
        pytest.param("minutes of 05/03/2024", [("2024-03-05", "2024-03-05")], id="day first"),
        pytest.param("In February 2024, who came?", [("2024-02-01", "2024-02-29")], id="a month, in a leap year"),
        pytest.param("between Jan 2023 and Sept 2023", [("2023-01-01", "2023-01-31"), ("2023-09-01", "2023-09-30")], id="two months"),
        pytest.param("all decisions of 2023", [("2023-01-01", "2023-12-31")], id="a year"),
        pytest.param("in the summer of 2023", [("2023-06-01", "2023-08-31")], id="a season"),
        pytest.param("winter 2023", [("2023-12-01", "2024-02-29")], id="a winter ends in the next year"),
        pytest.param("the municipal year 2023/24", [("2023-05-01", "2024-05-15")], id="a municipal year"),
        pytest.param("decided in 2024-03", [("2024-03-01", "2024-03-31")], id="year and month in figures"),
        pytest.param("What happened in March?", [("2024-03-01", "2024-03-31")], id="a month without a year: the last one that is indexed"),
        pytest.param("What happened in September?", [("2023-09-01", "2023-09-30")], id="a month the papers have not reached yet: the year before"),
        pytest.param("last autumn", [("2023-09-01", "2023-11-30")], id="last autumn, counted from the newest paper"),
        pytest.param("the April and May 2023 meetings", [("2023-04-01", "2023-04-30"), ("2023-05-01", "2023-05-31")], id="a month has the year of the next"),
        pytest.param("Feb, March and April 2023", [("2023-02-01", "2023-02-28"), ("2023-03-01", "2023-03-31"), ("2023-04-01", "2023-04-30")], id="three months of a year"),
        pytest.param("lights at Christmas", [("2023-12-01", "2023-12-31")], id="a feast"),
        pytest.param("will it be done by Christmas", [], id="a feast that may be to come"),
        pytest.param("May I ask what they may decide?", [], id="may is a word"),
        pytest.param("the march to the harbour", [], id="march is a word"),
        pytest.param("Is £2024 a lot, or 2,024 lamps?", [], id="a sum is no year"),
        pytest.param("plot 12 and minute 31", [], id="numbers are no dates"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_periods(question: str, wanted: list[tuple[str, str]]) -> None:
    assert [(p.first, p.last) for p in find_periods(question, TO_JULY_2024)] == wanted


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        pytest.param("the vacant plots in dec 05", [("2005-12-01", "2005-12-31")], id="a month of a year"),
        pytest.param("May 09 drains", [("2009-05-01", "2009-05-31")], id="in front"),
        pytest.param("on 5 December", [(f"{y}-12-05", f"{y}-12-05") for y in range(2011, 2002, -1)], id="a day of any year"),
        pytest.param("on Dec 15", [(f"{y}-12-15", f"{y}-12-15") for y in range(2011, 2002, -1)], id="a day after its month"),
    ],
)
def test_month_and_two_digits(question: str, wanted: list[tuple[str, str]]) -> None:
    assert [(p.first, p.last) for p in find_periods(question, Coverage(30, 12, "2003-05-10", "2012-07-02"))] == wanted


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        pytest.param("the precept for 2023/24", [("2022-10-01", "2024-12-31")], id="is settled in the winter before"),
        pytest.param("the precept for 2023", [("2022-10-01", "2023-12-31")], id="of one year"),
        pytest.param("what is the 2023/24 tax bill", [("2022-10-01", "2024-12-31")], id="in front of the money"),
        pytest.param("asked of the borough for 2023/24", [("2022-10-01", "2024-12-31")], id="for a financial year"),
        pytest.param("the precept for 22/23", [("2021-10-01", "2023-12-31")], id="two digits each"),
        pytest.param("verges cut in 08/09", [("2008-04-01", "2009-12-31")], id="two digits that might be a day"),
        pytest.param("the chairs for the municipal year 2023/24", [("2023-05-01", "2024-05-15")], id="not the municipal year"),
        pytest.param("lamps mended in 2023/24", [("2023-04-01", "2024-12-31")], id="no money"),
        pytest.param("lamps paid for in 2023", [("2023-01-01", "2023-12-31")], id="in a year"),
        pytest.param("what did minute 22/23 say", [], id="a minute"),
        pytest.param("the walk of 08/09", [], id="a day, maybe"),
        pytest.param("a score of 22/24", [], id="not two years in a row"),
    ],
)
def test_financial_years(question: str, wanted: list[tuple[str, str]]) -> None:
    assert [(p.first, p.last) for p in understand(question, coverage=TO_JULY_2024).periods] == wanted


@pytest.mark.parametrize("question", ["who chaired planning in 2023/24", "who was the chair for 2023/24", "list the decisions on the precept for 2023/24"])
def test_a_year_of_office_is_its_own_year(question: str) -> None:
    understood = understand(question, coverage=TO_JULY_2024)
    assert spans_meant(understood.text, understood.periods) == ((("2023-05-01", "2024-04-30"),), False)


def test_a_guessed_period_says_so() -> None:
    assert [p.certain for p in find_periods("in March", TO_JULY_2024)] == [False]
    assert [p.certain for p in find_periods("in March 2024", TO_JULY_2024)] == [True]
    assert find_periods("in March", None) == ()


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("What was minute 90 about?", "90"),
        ("Minute No. 77/21", "77/21"),
        ("see item 96", "96"),
        ("minute number 12", "12"),
        ("resolution 17.064?", "17.064"),
        ("How many minutes did it take?", None),
        ("in the minutes of 5 March", None),
        ("96 lamps", None),
    ],
)
def test_minute_numbers(question: str, wanted: str | None) -> None:
    assert find_minute(question) == wanted


BODIES = ("Saltby Parish Council", "Planning Committee", "Improving Lives Select Commission", "Audit and Governance Committee", "Green Energy Trust")


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        pytest.param("Did the planning committee refuse it?", ("Planning Committee",), id="the name"),
        pytest.param("What did Planning say?", ("Planning Committee",), id="its telling word"),
        pytest.param("Who chairs the ILSC?", ("Improving Lives Select Commission",), id="its initials"),
        pytest.param("What did GET say?", ("Green Energy Trust",), id="its initials, which are a word, in capitals"),
        pytest.param("Did the post box get mended?", (), id="the word"),
        pytest.param("Audit and governance on the accounts", ("Audit and Governance Committee",), id="all its telling words"),
        pytest.param("Did the audit find anything?", (), id="one of two telling words is not enough"),
        pytest.param("What did the council decide?", (), id="council is any council"),
        pytest.param("Saltby's precept", ("Saltby Parish Council",), id="whose"),
        pytest.param("the Saltby’s", ("Saltby Parish Council",), id="whose, with the printer's mark"),
        pytest.param("what did saltbys council pay", ("Saltby Parish Council",), id="whose, without the mark"),
        pytest.param("what did the lives commission say", ("Improving Lives Select Commission",), id="a telling word and its kind"),
        pytest.param("potholes in Saltby Lane", (), id="a street"),
        pytest.param("potholes in Saltby Lane, Saltby", ("Saltby Parish Council",), id="a street in it"),
        pytest.param("Was the lamp mended?", (), id="no body"),
    ],
)
def test_bodies(question: str, wanted: tuple[str, ...]) -> None:
    assert find_bodies(question, BODIES) == wanted


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("How much did the lamp cost?", "money"),
        ("How many names are on the waiting list?", "count"),
        ("When will the wall be mended?", "date"),
        ("Who asked about plot 9?", "person"),
        ("Why was the camera refused?", "reason"),
        ("What does CIL stand for?", "definition"),
        ("CIL", "definition"),
        ("How did the vote go?", "vote"),
        ("Who seconded it?", "vote"),
        ("Was the wall mended?", "yes_no"),
        ("List all the works", "list"),
        ("harbour wall", "any"),
    ],
)
def test_forms(question: str, wanted: str) -> None:
    assert find_form(question) == wanted


CIL = Definition("CIL", "Community Infrastructure Levy", "a.txt", Span(None, 0, 35))


def defined(term: str) -> list[Definition]:
    return [CIL] if term.upper() == "CIL" else []


@pytest.mark.parametrize("question", ["What did CIL pay for?", "what about cil money", "Who gets the community infrastructure levy?"])
def test_letters_and_words_are_searched_together(question: str) -> None:
    found = understand(question, define=defined, acronyms={"community infrastructure levy": "CIL"})
    assert found.expansions == (CIL,)
    assert {"cil", "levy"} <= {word for word, _ in found.terms}


def test_letters_with_full_stops_are_read_without() -> None:
    assert understand("What did C.I.L. pay for in the U.K.?", define=defined).text == "What did CIL pay for in the U.K.?"
    assert understand("C.I.L. money", define=defined).expansions == (CIL,)


def test_query() -> None:
    found = query_of(understand("Did the Planning Committee refuse it in May 2024, minute 31?", bodies=BODIES), Filters(kind="minutes"))
    assert (found.periods, found.bodies, found.minute, found.filters.kind) == ((("2024-05-01", "2024-05-31"),), ("Planning Committee",), "31", "minutes")
    assert {"refuse"} <= {word for word, _ in found.terms}


def test_nothing_but_little_words_is_still_searched() -> None:
    assert understand("what is it about").terms


@given(st.text(max_size=400))
def test_any_text_is_understood(question: str) -> None:
    found = understand(question, bodies=BODIES, define=defined, acronyms={}, coverage=TO_JULY_2024)
    assert len(found.terms) <= 64
    assert all(p.first <= p.last for p in found.periods)


def test_a_pasted_letter_is_read_in_part() -> None:
    assert len(understand("the lamp at Quay Lane " * 5000).text) == MOST_CHARS


@pytest.mark.parametrize(
    ("question", "several"),
    [
        pytest.param("Which street revival groups did the council back?", True, id="a plural behind which and two words"),
        pytest.param("What objections came in about the mast?", True, id="a plural behind what"),
        pytest.param("What worried members about the mast?", True, id="what has done it may be many things"),
        pytest.param("Places we stopped at on the ward tour in April", True, id="a plural that opens a note"),
        pytest.param("three people sent to the conference", True, id="a number that opens a note"),
        pytest.param("What happens to the mast?", False, id="a verb is no plural"),
        pytest.param("What business is the shop in?", False, id="business is one thing"),
        pytest.param("Does the clerk take the minutes?", False, id="does is no plural"),
        pytest.param("Who chairs the board?", False, id="one person"),
    ],
)
def test_more_than_one_thing_is_asked_for(question: str, several: bool) -> None:
    assert several_asked(question) is several
