"""Which decisions are listed beside an answer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from docqa.answer.extract import Extract
from docqa.answer.minuted import minuted
from docqa.answer.question import find_periods
from docqa.answer.resolutions import belonging
from docqa.records import Decision, Hit, PaperKind, Passage, Span


def passage(text: str, day: str = "2024-03-05", item: str | None = "1", kind: PaperKind = "minutes") -> Passage:
    paper = f"{day}.pdf#1"
    return Passage(0, f"{day}.pdf", paper, f"{paper}/{item}" if item else None, "text", text, (Span(1, 0, len(text)),), "", "Minutes", kind, "Saltby Parish Council", day, item, "Lamps")


def extract(text: str, within: Passage, rank: int = 0) -> Extract:
    start = within.text.index(text)
    return Extract(text, Span(1, start, start + len(text)), Hit(within, 1.0), rank, 0, 1.0, 1.0)


def decision(text: str, within: Passage, number: int = 1) -> Decision:
    at = within.text.find(text)
    span = Span(1, at, at + len(text)) if at >= 0 else Span(2, 0, len(text))
    return Decision(f"{within.item}/r{number}", within.document, within.paper, within.item, within.body, within.meeting_date, within.minute, within.heading, text, (span,))


WEIGHTS = {"lamp": 1.0, "lane": 1.0}
MARCH = passage("The lamp in the lane has failed. Resolved: to ask the county.", "2024-03-05")
APRIL = passage("The county will mend the lamp in the lane. Resolved: to thank the county.", "2024-04-09")


def test_the_decision_by_which_the_answer_says_how_it_ended_is_listed_first() -> None:
    ended = decision("to hold a day of lamps in the lane", MARCH, 2)
    listed = belonging([decision("Resolved: to ask the county.", MARCH), ended], WEIGHTS, [extract("The lamp in the lane has failed.", MARCH)], [MARCH], None, ended)
    assert [(r.text, r.relation) for r in listed][:1] == [(ended.text, "decides")]
    assert len({r.id for r in listed}) == len(listed)


FOUND = [
    extract("The lamp in the lane has failed.", MARCH), extract("The county will mend the lamp in the lane.", APRIL, 1), extract("Resolved: to ask the county.", MARCH), extract("Resolved: to thank the county.", APRIL, 1),
]  # fmt: skip


def test_the_second_item_that_is_quoted_brings_its_one_decision() -> None:
    decisions = [decision("Resolved: to ask the county.", MARCH), decision("Resolved: to thank the county.", APRIL)]
    quoted = [extract("The lamp in the lane has failed.", MARCH), extract("The county will mend the lamp in the lane.", APRIL, 1)]
    assert [r.meeting_date for r in belonging(decisions, {"zinc": 1.0}, quoted, [MARCH, APRIL], found=FOUND)] == ["2024-03-05", "2024-04-09"]
    more = [*decisions, decision("to dance", APRIL, 2), decision("to sing", APRIL, 3)]
    assert [r.meeting_date for r in belonging(more, {"zinc": 1.0}, quoted, [MARCH, APRIL], found=FOUND)] == ["2024-03-05"], "of many none is sure"


def test_a_decision_of_another_time_than_asked_is_left_out_where_one_fits() -> None:
    decisions = [decision("Resolved: to ask the county.", MARCH), decision("Resolved: to thank the county.", APRIL)]
    quoted = [extract("The lamp in the lane has failed.", MARCH), extract("The county will mend the lamp in the lane.", APRIL, 1)]

    def days(question: str) -> list[str | None]:
        return [r.meeting_date for r in belonging(decisions, WEIGHTS, quoted, [MARCH, APRIL], periods=find_periods(question), found=FOUND)]

    assert days("What became of the lamp in April 2024?") == ["2024-04-09"]
    assert days("What became of the lamp in May 2019?") == ["2024-03-05", "2024-04-09"]


def test_a_decision_for_the_year_that_is_asked_about_may_be_older() -> None:
    within = passage("Resolved: that the lamp be lit for 2025.", "2024-03-05")
    asked = find_periods("Who keeps the lamp in 2025?")
    later = passage("Resolved: to ask the county about the lamp.", "2025-01-07")
    decisions = [decision("Resolved: that the lamp be lit for 2025.", within), decision("Resolved: to ask the county about the lamp.", later)]
    quoted = [extract(w.text, w, n) for n, w in enumerate((within, later))]
    assert [r.meeting_date for r in belonging(decisions, WEIGHTS, quoted, [within, later], periods=asked)] == ["2024-03-05", "2025-01-07"]


def test_a_decision_that_nothing_found_speaks_of_is_left_out_beside_the_one_that_is_quoted() -> None:
    beside = passage("The lamp in the lane has failed. Resolved: to mend the lamp in the lane. Cheques were signed. Resolved: to pay the accounts.", "2024-03-05")
    mend, pay = (decision(t, beside, n) for n, t in enumerate(("Resolved: to mend the lamp in the lane.", "Resolved: to pay the accounts."), 1))
    best = extract("Resolved: to mend the lamp in the lane.", beside)
    poor = replace(extract("Resolved: to pay the accounts.", beside), score=-5.0)
    assert [r.text for r in belonging([mend, pay], WEIGHTS, [best], [beside], None, found=[best, poor])] == [mend.text]


@pytest.mark.parametrize(
    "text",
    [
        "The lamp costs £90 - the Clerk was instructed to buy it.", "New lamp at 2 Mill Lane. Refusal recommended by 5 votes.", "The lamp contract not to be renewed.",
        "The council were in agreeance not to have a lamp there.", "4. Mill Lane, lamp. Parish Council objected.", "Lamp at Mill Lane - 50% approval 50% refusal by the council",
    ],
)  # fmt: skip
def test_a_decision_in_other_words_is_listed_as_minuted(text: str) -> None:
    within = passage(text)
    told = minuted([extract(text, within)], WEIGHTS, [])
    assert told and (told.text, told.relation, told.id) == (text, "minuted", within.item)


@pytest.mark.parametrize("text", ["The lamp in the lane has failed.", "3. Consider motion and possible vote on a lamp to be lit.", "Present: Cllrs Lane and Lamp, elected in May."])
def test_what_tells_of_no_decision_is_not(text: str) -> None:
    assert minuted([extract(text, passage(text))], WEIGHTS, []) is None


def test_what_is_no_minute_what_is_off_the_question_and_what_the_record_holds_is_not() -> None:
    text = "The lamp was not to be mended."
    within = passage(text)
    quoted = [extract(text, within)]
    assert minuted(quoted, WEIGHTS, [])
    assert minuted([extract(text, passage(text, kind="report"))], WEIGHTS, []) is None
    assert minuted(quoted, {"zebra": 1.0, "lamp": 0.1}, []) is None
    assert minuted(quoted, WEIGHTS, [decision(text, within)]) is None
    assert minuted([], WEIGHTS, []) is None
