"""Lists, counts, votes and attendance come complete from the record, in whatever words they are asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from docqa.assistant import Assistant
from docqa.search.index import SearchIndex
from tests.search.small import HashedWords, make_index

JANUARY = """SALTBY BOROUGH COUNCIL

PLANNING COMMITTEE

Wednesday, 17th January, 2024

Present:- Councillor Marlow (in the Chair); Councillors Oduya, Finch and Pell.

Apologies for absence were received from Councillor Voss.

1. Application 23/00417/FUL: Mill Lane

RESOLVED - That consideration of application 23/00417/FUL be DEFERRED for a site visit.

2. Application 23/00455/FUL: kiosk at the quay

RESOLVED - That permission be REFUSED by reason of the loss of the view.

3. Benches

Councillor Pell moved, seconded by Councillor Finch, that six benches be bought. On being put to the vote there were 2 votes for and 3 against and the motion was LOST.
"""

MARCH = """SALTBY BOROUGH COUNCIL

PLANNING COMMITTEE

Wednesday, 20th March, 2024

Present:- Councillor Marlow (in the Chair); Councillors Oduya, Pell and Voss.

Apologies for absence were received from Councillor Finch.

4. Minutes

RESOLVED - That the minutes of the meeting held on 17 January 2024 be approved as a correct record, subject to the following correction: Present: Councillor Voss.

5. Application 23/00417/FUL: Mill Lane

Councillor Oduya moved, seconded by Councillor Pell, that permission be granted. There voted 2 for and 2 against. The Chair gave her casting vote for the motion.

RESOLVED - That permission be GRANTED.

6. Application 24/00012/FUL: barn at Carr Lane

RESOLVED - That permission be REFUSED by reason of noise.
"""

CABINET = """SALTBY BOROUGH COUNCIL

CABINET

Tuesday, 9th April, 2024

Present:- Councillor Odell (in the Chair); Councillors Kowal and Finch.

7. Declarations of interest

Councillor Kowal declared a personal interest in item 8, as a tenant of a beach hut.

8. Beach huts

RESOLVED: That the rent of a beach hut be £340 a year. (Carried by 2 votes to 1, Councillor Kowal voting against.)

9. Car parks

RESOLVED: That the first hour be free from May.
"""

TEXTS = {"planning 2024-01-17.txt": JANUARY, "planning 2024-03-20.txt": MARCH, "cabinet 2024-04-09.txt": CABINET}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder: Path = tmp_path_factory.mktemp("lists")
    make_index(folder, TEXTS)
    return Assistant(SearchIndex.open(folder, HashedWords()), folder)


@pytest.mark.parametrize(
    ("question", "count", "minutes"),
    [
        ("Which applications were refused in 2024?", "2 applications refused", {"2", "6"}),
        ("How many planning applications were turned down?", "2 applications refused", {"2", "6"}),
        ("list every application that Planning rejected since January 2024", "2 applications refused", {"2", "6"}),
        ("What did Planning turn down between February and March 2024?", "1 decision refused", {"6"}),
        ("What did the Planning Committee defer in January 2024?", "1 decision deferred", {"1"}),
        ("How often has Mill Lane been put off?", "1 decision deferred", {"1"}),
        ("How many motions were lost in 2024?", "1 motion lost", {"3"}),
        ("Motions defeated at Planning, 2024", "1 motion lost", {"3"}),
        ("How many times did the chair have to use a casting vote?", "1 decision on a casting vote", {"5"}),
        ("Which decisions needed the chair to break a tie in 2024?", "1 decision on a casting vote", {"5"}),
    ],
)
def test_all_of_them_are_listed_and_counted(assistant: Assistant, question: str, count: str, minutes: set[str]) -> None:
    answer = assistant.ask(question)
    first = answer.answer.splitlines()[0]
    assert count in first, answer.answer
    assert "complete over the minutes indexed of" in first
    assert {r.minute for r in answer.resolutions} == minutes
    assert len(answer.answer.splitlines()) == 1 + len(minutes)
    assert all(f"[{n}]" in answer.answer for n in range(1, len(minutes) + 1))


def test_a_list_with_nothing_in_it_says_over_how_many_meetings(assistant: Assistant) -> None:
    answer = assistant.ask("How many motions were lost at Cabinet in 2024?")
    assert answer.answer.startswith("Cabinet: no motions lost (complete over the minutes indexed of 1 meeting on 9 April 2024)")


def test_decisions_of_a_body_on_a_topic_since_a_month(assistant: Assistant) -> None:
    answer = assistant.ask("What has Cabinet decided about beach huts since March 2024?")
    assert answer.answer.startswith("Cabinet: 1 decision (complete")
    assert {r.minute for r in answer.resolutions} == {"8"}


@pytest.mark.parametrize(
    "question",
    [
        "How many benches were to be bought?",
        "How many people objected to the application at Carr Lane?",
        "What was decided about the kiosk?",
        "Which application is for a barn?",
        "What is the rent of a beach hut?",
    ],
)
def test_a_question_about_one_thing_gets_no_list(assistant: Assistant, question: str) -> None:
    assert "complete over" not in assistant.ask(question).answer


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Who moved that six benches be bought, and who seconded?", "moved by Councillor Pell, seconded by Councillor Finch"),
        ("Did anybody try to get benches, and how close was it?", "2 votes to 3"),
        ("How was the vote on the application for Mill Lane, a tie?", "casting vote"),
        ("Who voted against the rent of the beach huts?", "Kowal"),
    ],
)
def test_a_vote_is_told_with_mover_and_figures(assistant: Assistant, question: str, told: str) -> None:
    answer = assistant.ask(question)
    assert told in answer.answer.splitlines()[0], answer.answer
    assert answer.citations[0].quote


def test_a_mover_that_the_minutes_do_not_name_is_said_to_be_missing(assistant: Assistant) -> None:
    answer = assistant.ask("Who moved that the first hour in car parks be free from May?")
    assert answer.status == "not_found"
    assert "name no mover or seconder" in answer.answer
    assert "first hour be free" in answer.citations[0].quote


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("How many meetings of Planning did Councillor Finch attend?", "listed as present at 1 of 2 meetings"),
        ("how often was finch at planning committee in 2024", "listed as present at 1 of 2 meetings"),
        ("Was Councillor Pell at the meeting of 17 January 2024?", "Yes: Pell is listed as present"),
        ("Did Councillor Finch attend on 20 March 2024?", "No: Councillor Finch sent apologies"),
        ("Was Councillor Kowal present on 20 March 2024?", "is not listed as present, and no apology is recorded"),
    ],
)
def test_somebodys_attendance_is_counted_from_the_headers(assistant: Assistant, question: str, told: str) -> None:
    answer = assistant.ask(question)
    assert told.replace("Councillor ", "") in answer.answer.splitlines()[0].replace("Councillor ", ""), answer.answer
    assert answer.method == "attendance"


def test_an_interest_is_found_by_what_it_is_about(assistant: Assistant) -> None:
    answer = assistant.ask("Who declared an interest as tenant of a beach hut?")
    assert "Councillor Kowal declared a personal interest" in answer.answer.splitlines()[0]


THORPE = """THORPE PARISH COUNCIL

{when}

Present: Councillor Ash (Chairman), Councillors Birch and Cole.

"""

THORPE_PAPERS = {
    "thorpe 2025-01-14.txt": THORPE.format(when="Tuesday, 14th January, 2025")
    + """1. Declarations of interest

Councillor Birch declared a pecuniary interest in item 4.

2. Precept

RESOLVED: That the precept for 2025/26 be £9,400.

3. Village green

RESOLVED: That the village green be mown every fortnight.

4. Planning applications

The following planning applications were considered:

AB/25/101 for a porch at Mill House.

RESOLVED: That the Council objects to this application by reason of its height.

AB/25/102 for a shed at Low Farm.

RESOLVED: That the Council has no objection to this application.

5. Grit

RESOLVED: That permission for a grit bin be asked of the County.
""",
    "thorpe 2025-02-11.txt": THORPE.format(when="Tuesday, 11th February, 2025")
    + """6. Election of a chairman for the day

Councillor Cole moved, seconded by Councillor Birch, that Councillor Ash take the chair, which was carried.

7. Village green

RESOLVED: That parking on the village green be refused. Councillor Cole voted against.

8. Notice board

RESOLVED: That the notice board be painted.
""",
}


@pytest.fixture(scope="module")
def thorpe(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder: Path = tmp_path_factory.mktemp("thorpe")
    make_index(folder, THORPE_PAPERS)
    return Assistant(SearchIndex.open(folder, HashedWords()), folder)


@pytest.mark.parametrize(
    ("question", "said", "never"),
    [
        ("list all the decisions on the village green", ["2 decisions", "mown", "parking"], ["notice board", "precept"]),
        ("every resolution on the village green", ["2 decisions", "mown", "parking"], ["grit"]),
        ("who declared an interest in 2025", ["1 declaration of interest is recorded", "14 January 2025", "item 4"], []),
        ("any declarations of interest in February 2025?", ["No declarations of interest are recorded"], ["Birch"]),
        ("how many planning applications were considered in 2025?", ["2 decisions on planning applications"], ["grit", "Notice"]),
        ("which planning applications did we object to in 2025?", ["1 application objected to", "by reason of its height"], ["no objection"]),
        ("what did we say about planning application AB/25/102?", ["1 decision on AB/25/102", "no objection"], ["height"]),
        ("did anyone vote against the budget?", ["No vote against is recorded on this decision", "£9,400"], ["chair"]),
        ("how did Councillor Cole vote on the village green?", ["Councillor Cole voted against"], ["take the chair"]),
    ],
)
def test_what_the_record_holds_of_a_topic_is_told(thorpe: Assistant, question: str, said: list[str], never: list[str]) -> None:
    answer = thorpe.ask(question)
    assert answer.status == "answered"
    assert all(s in answer.answer for s in said), answer.answer
    assert not any(n in answer.answer for n in never), answer.answer


def test_a_vote_that_is_not_recorded_is_said_with_the_decision_on_the_topic(thorpe: Assistant) -> None:
    answer = thorpe.ask("how did Councillor Cole vote on the precept?")
    assert answer.status == "not_found"
    assert answer.answer.startswith("Not in the indexed papers: the minutes do not record how Cole voted on this.")
    assert answer.answer.count("£9,400") == 1
    assert answer.citations[0].minute == "2"
