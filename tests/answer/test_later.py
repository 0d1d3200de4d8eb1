"""What later papers say: corrections shown beside what they correct, outcomes that a question has wrong, meetings that are not there, what came back."""

from __future__ import annotations

from pathlib import Path

import pytest

from docqa.answer.conflicts import old_value
from docqa.answer.outstanding import _FIRST_ELSE
from docqa.assistant import Assistant
from docqa.search.index import SearchIndex
from tests.search.small import HashedWords, make_index

HEAD = """SALTBY BOROUGH COUNCIL

HARBOUR COMMITTEE

{day}

Present:- Councillor Marlow (in the Chair); Councillors Oduya, Finch and Pell.

"""
JANUARY = (
    HEAD.format(day="Wednesday, 17th January, 2024")
    + """1. Dredging of the inner basin

The Harbour Master reported that the dredging of the inner basin would take 27 days.

RESOLVED - That the Harbour Master report on the cost of dredging the inner basin to the meeting on 20 March 2024.

2. Night fishing from the north pier

RESOLVED - That night fishing from the north pier be approved for one year.
"""
)
MARCH = (
    HEAD.format(day="Wednesday, 20th March, 2024")
    + """3. Minutes

RESOLVED - That the minutes of the meeting held on 17 January 2024 be approved as a correct record, subject to the following correction: Minute No. 1, for "27 days" read "37 days".

4. Dredging of the inner basin

The Harbour Master reported, as asked in January, that the cost of dredging the inner basin would be £81,500.

RESOLVED - That the report on dredging be noted, and that a survey of the basin floor be brought to the meeting in September 2024.
"""
)
JULY = (
    HEAD.format(day="Wednesday, 17th July, 2024")
    + """5. Minutes

RESOLVED - That the minutes of the meeting held on 20 March 2024 be approved as a correct record.

6. Slipway charges

RESOLVED - That a charge for the slipway be REFUSED.

7. Night fishing from the north pier

Members looked again at the decision of 17 January 2024 (Minute No. 2).

RESOLVED - That night fishing from the north pier be allowed on Fridays alone, in place of the decision of 17 January 2024 (Minute No. 2).
"""
)
TEXTS = {"harbour 2024-01-17.txt": JANUARY, "harbour 2024-03-20.txt": MARCH, "harbour 2024-07-17.txt": JULY}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder: Path = tmp_path_factory.mktemp("later")
    make_index(folder, TEXTS, linked=True)
    return Assistant(SearchIndex.open(folder, HashedWords()), folder)


def test_what_was_corrected_later_is_shown_beside_what_was_minuted(assistant: Assistant) -> None:
    answer = assistant.ask("How many days would the dredging of the inner basin take?")
    assert "27 days" in answer.answer
    assert "Corrected on 20 March 2024, minute 3" in answer.answer
    (conflict,) = answer.conflicts
    quotes = [answer.citations[m - 1].quote for m in conflict.citations]
    assert "would take 27 days" in quotes[0]
    assert 'read "37 days"' in quotes[1]


def test_where_nothing_was_corrected_no_conflict_is_raised(assistant: Assistant) -> None:
    assert not assistant.ask("What did the Harbour Master say dredging the inner basin would cost, as asked in January?").conflicts


@pytest.mark.parametrize(
    ("words", "old"),
    [
        ('Minute No. 18, for "two days in February" read "three days in February".', "two days in February"),
        ("the number of letters was 29 and not 27.", "27"),
        ("that the mobile library would call from May and not from March.", "March"),
        ('after changing "on 1 November" to "on 2 November" in item 6.', "on 1 November"),
        ("the age of the tree being given as “140 years” and not “170 years”", "170 years"),
        ("Present: Councillor Holloway.", ""),
        ("the gate be painted green and not left as it is", ""),
    ],
)
def test_what_a_correction_takes_out(words: str, old: str) -> None:
    assert old_value(words) == old


@pytest.mark.parametrize(
    "question",
    [
        "Why did the committee refuse night fishing from the north pier?",
        "When was night fishing from the north pier turned down?",
        "On what grounds was night fishing from the north pier rejected?",
    ],
)
def test_a_wrong_outcome_is_put_right_first(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.answer.startswith("The record says it was not refused but approved: “RESOLVED - That night fishing"), answer.answer
    assert "be approved for one year" in answer.citations[0].quote


@pytest.mark.parametrize("question", ["Why was night fishing from the north pier approved?", "Why was the charge for the slipway refused?", "What was decided about night fishing?"])
def test_a_right_outcome_is_left_alone(assistant: Assistant, question: str) -> None:
    assert "The record says" not in assistant.ask(question).answer


@pytest.mark.parametrize("question", ["What did the Harbour Committee decide in May 2024?", "What was said at the meeting of the harbour committee in May 2024?"])
def test_a_meeting_that_is_not_there_is_said_with_the_nearest(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "not_found"
    assert "the nearest are of 20 March 2024 and 17 July 2024" in answer.answer


def test_a_meeting_that_is_there_is_answered(assistant: Assistant) -> None:
    assert assistant.ask("What did the Harbour Committee decide in July 2024?").status == "answered"


def test_which_minutes_were_corrected(assistant: Assistant) -> None:
    answer = assistant.ask("Were the minutes of 17 January 2024 corrected afterwards?")
    assert "were corrected" in answer.answer.splitlines()[0]
    assert "37 days" in answer.answer
    assert "no correction is recorded" in assistant.ask("Were the March 2024 minutes altered later?").answer


def test_what_came_back_is_said_with_when(assistant: Assistant) -> None:
    answer = assistant.ask("Did the report on the cost of dredging the inner basin come back on time?")
    assert answer.method == "followups"
    assert answer.answer.startswith("Came back on 20 March 2024: “The Harbour Master reported")
    assert "£81,500" in answer.citations[0].quote


def test_what_did_not_come_back_is_never_done(assistant: Assistant) -> None:
    answer = assistant.ask("Has the survey of the basin floor been brought back yet?")
    assert "No later record of it" in answer.answer
    assert "done" not in answer.answer.lower()


def test_what_is_due_is_listed(assistant: Assistant) -> None:
    answer = assistant.ask("What is due back to the Harbour Committee in September 2024?")
    assert answer.method == "followups"
    assert "1 thing that was to come back" in answer.answer
    assert "survey of the basin floor" in answer.answer


@pytest.mark.parametrize("question", ["what is outstanding?", "what are we still waiting for?", "what's overdue?", "anything still to be done?"])
def test_what_is_outstanding_is_listed_without_a_topic(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.method == "followups"
    assert "to come back" in answer.answer.splitlines()[0] or "No undertaking with an open end" in answer.answer
    assert "Night fishing" not in answer.answer


def test_nothing_outstanding_is_said(tmp_path: Path) -> None:
    make_index(tmp_path, {"harbour 2024-07-17.txt": JULY}, linked=True)
    with_nothing = Assistant(SearchIndex.open(tmp_path, HashedWords()), tmp_path)
    assert with_nothing.ask("what is outstanding?").answer.startswith("No undertaking with an open end is found in the minutes indexed (1 meeting on 17 July 2024).")


def test_a_question_that_asks_for_the_decision_first_is_not_taken_for_what_came_back() -> None:
    assert _FIRST_ELSE.match("What did Cabinet decide about parking charges, and did it come back?")
    assert _FIRST_ELSE.match("who moved the motion on the toilets and has it been reported back")
    assert not _FIRST_ELSE.match("Did the report on the toilets ever come back?")
    assert not _FIRST_ELSE.match("What came back about the toilets?")


def test_what_stands_in_the_place_of_a_decision_is_told_with_it(assistant: Assistant) -> None:
    answer = assistant.ask("Was night fishing from the north pier approved for one year?")
    quoted, later = answer.answer.index("be approved for one year"), answer.answer.index("Superseded by Harbour Committee, 17 July 2024, minute 7")
    assert quoted < later
    assert "on Fridays alone" in answer.answer[later:]
    mark = int(answer.answer[later:].split("[")[1].split("]")[0])
    assert "on Fridays alone" in answer.citations[mark - 1].quote
    assert any("on Fridays alone" in r.text for r in answer.resolutions)
    assert not any("Superseded" in n for n in answer.notices), "said once"


def test_asked_about_its_time_a_decision_stands_alone(assistant: Assistant) -> None:
    answer = assistant.ask("Was night fishing from the north pier approved in January 2024?")
    assert "Superseded by" not in answer.answer
