"""Who holds an office now, when the next meeting is, and why the public was sent out: from the newest paper, and from the resolution."""

from __future__ import annotations

from pathlib import Path

import pytest

from docqa.answer.current import newest_first
from docqa.answer.extract import Extract
from docqa.answer.question import understand
from docqa.assistant import Assistant
from docqa.records import Hit, Passage, Span
from docqa.search.index import SearchIndex
from tests.search.small import HashedWords, make_index

MAY = """SALTBY TOWN COUNCIL

Minutes of the meeting held on Tuesday 14 May 2024 in the Town Hall at 7.00 pm

Present: Cllr A. Marlow (Town Mayor), Cllr B. Oduya (Deputy Mayor), Cllr C. Finch

In attendance: Mrs D. Foll (Town Clerk)

1. Bandstand

RESOLVED: That the bandstand be painted green.

2. Next meeting

The next meeting will be held on 11 June 2024.
"""
SEPTEMBER = """SALTBY TOWN COUNCIL

Minutes of the meeting held on Tuesday 10 September 2024 in the Town Hall at 7.00 pm

Present: Cllr B. Oduya (Town Mayor), Cllr C. Finch (Deputy Mayor), Cllr A. Marlow

In attendance: Mr E. Quarmby (Town Clerk)

14. Exclusion of the public

RESOLVED: That under section 100A(4) of the Local Government Act 1972 the press and public be excluded from the meeting during item 15 (sale of the old depot), as it involves exempt information as defined in paragraph 3 of Part 1 of Schedule 12A.

15. Sale of the old depot

RESOLVED: That the offer of £120,000 for the old depot be accepted.

16. Next meeting

The next meeting will be held on 8 October 2024.
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder: Path = tmp_path_factory.mktemp("current")
    make_index(folder, {"2024-05-14.txt": MAY, "2024-09-10.txt": SEPTEMBER}, linked=True)
    return Assistant(SearchIndex.open(folder, HashedWords()), folder)


@pytest.mark.parametrize(
    ("question", "name", "not_named"),
    [
        ("Who is the mayor?", "Oduya", "Marlow"),
        ("who's our town mayor", "Oduya", "Marlow"),
        ("Who is the current deputy mayor of Saltby Town Council?", "Finch", "Oduya"),
        ("Who is the town clerk now?", "Quarmby", "Foll"),
    ],
)
def test_an_office_is_read_from_the_newest_minutes(assistant: Assistant, question: str, name: str, not_named: str) -> None:
    first = assistant.ask(question).answer.splitlines()[0]
    assert name in first
    assert not_named not in first
    assert "as listed on 10 September 2024" in first


@pytest.mark.parametrize("question", ["When is the next meeting?", "When is the next council meeting?", "date of next meeting", "when do we next meet"])
def test_the_next_meeting_is_the_one_the_newest_minutes_name(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert "8 October 2024" in answer.answer.splitlines()[0]
    assert answer.method == "dates"


@pytest.mark.parametrize(
    "question",
    [
        "Why was the public excluded before the sale of the old depot?",
        "Why were we all sent out before the old depot?",
        "Under which paragraph was the depot taken in private?",
        "Which items were taken behind closed doors in September 2024?",
    ],
)
def test_why_the_public_was_sent_out(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert "paragraph 3 of Part 1 of Schedule 12A" in answer.answer.splitlines()[0]
    assert "be excluded from the meeting" in answer.citations[0].quote


def test_what_was_decided_in_private_is_not_answered_with_the_exclusion(assistant: Assistant) -> None:
    assert not assistant.ask("What was decided in private about the old depot?").answer.startswith("“RESOLVED: That under section 100A")


def test_of_what_comes_up_meeting_after_meeting_the_newest_is_told_first_where_it_is_asked_how_things_stand() -> None:
    def precept(day: str, score: float, heading: str = "Precept") -> Extract:
        text = f"The precept was set on {day}."
        passage = Passage(0, f"{day}.txt", f"{day}#1", None, "text", text, (Span(1, 0, len(text)),), "", "Minutes", "minutes", "Saltby Town Council", day, "1", heading)
        return Extract(text, Span(1, 0, len(text)), Hit(passage, 1.0), int(score * 10), 0, score, 1.0)

    older, newer, other = precept("2021-01-05", 4.0), precept("2024-01-09", 2.0), precept("2025-01-07", 2.5, "Play area")
    found = [older, other, newer]

    def first(question: str) -> str | None:
        return newest_first(understand(question), found)[0].hit.passage.meeting_date

    assert first("How much is the precept this year?") == "2024-01-09"
    assert first("How much was the precept this year against last year?") == "2021-01-05"
    assert first("How much was the precept?") == "2021-01-05"


def test_the_newest_that_says_all_of_a_short_question_is_told_first_under_whatever_heading() -> None:
    def said(day: str, text: str, score: float, heading: str) -> Extract:
        passage = Passage(0, f"{day}.txt", f"{day}#1", None, "text", text, (Span(1, 0, len(text)),), "", "Minutes", "minutes", "Saltby Town Council", day, "1", heading)
        return Extract(text, Span(1, 0, len(text)), Hit(passage, 1.0), int(score * 10), 0, score, 1.0)

    older = said("2021-01-05", "The precept was set at £6,000.", 4.0, "Precept")
    newer = said("2024-01-09", "It was resolved that the precept be £7,000.", 3.5, "Finance")
    beside = said("2025-01-07", "Councillor Ash thanked the clerk for £20.", 3.6, "Thanks")

    def first(question: str) -> str:
        return newest_first(understand(question), [older, beside, newer])[0].text

    assert first("how much is the precept") == newer.text
    assert first("How much was the precept?") == older.text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("what became of the hub trust", "2024-10-09"),
        ("Has the hub trust closed?", "2024-10-09"),
        ("Why was the hub trust in limbo?", "2023-12-13"),
        ("Is the hub trust any better off than before?", "2023-12-13"),
        ("what became of the hub trust in December 2023", "2023-12-13"),
    ],
)
def test_how_a_matter_stands_is_told_from_the_newest_meeting_that_answers_in_whatever_words(question: str, told: str) -> None:
    def said(day: str, text: str, score: float, read: float) -> Extract:
        passage = Passage(0, f"{day}.txt", f"{day}#1", None, "text", text, (Span(1, 0, len(text)),), "", "Minutes", "minutes", "Saltby Town Council", day, "1", "Updates")
        return Extract(text, Span(1, 0, len(text)), Hit(passage, 1.0, read=(read,)), int(score * 10), 0, score, 1.0)

    older = said("2023-12-13", "The hub trust was still in limbo while the ministers decided.", 3.5, 1.8)
    newest = said("2024-10-09", "(c) Bowling green - this had been dissolved.", 2.4, 2.5)
    beside = said("2025-02-12", "The bowling green wants cutting.", 2.0, -3.0)
    assert newest_first(understand(question), [older, newest, beside])[0].hit.passage.meeting_date == told


def test_of_the_newest_meeting_what_reads_best_is_told() -> None:
    text = "The hub trust reports on its lease once more in May. The hub trust had been dissolved."
    passage = Passage(0, "m.txt", "m.txt#1", None, "text", text, (Span(1, 0, len(text)),), "", "Minutes", "minutes", "Saltby Town Council", "2024-10-09", "1", "Updates")
    reports, dissolved = (Extract(t, Span(1, text.index(t), text.index(t) + len(t)), Hit(passage, 1.0, read=(2.8, 3.1)), 0, n, 1.5 - n, 1.0) for n, t in enumerate(text.split(". ")))
    assert newest_first(understand("what became of the hub trust"), [reports, dissolved])[0].text == dissolved.text
