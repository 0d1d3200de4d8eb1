"""What is said where the papers do not say what a question assumes: what was not taken, what was to come, details that are not given."""

from __future__ import annotations

from pathlib import Path

import pytest

from docqa.answer.amounts import amounts
from docqa.answer.extract import Extract
from docqa.answer.not_taken import is_not_taken, not_taken
from docqa.answer.question import understand
from docqa.answer.subject import Said
from docqa.answer.unsaid import unsaid
from docqa.assistant import Assistant
from docqa.records import Hit, Passage, Span
from docqa.search.index import SearchIndex
from docqa.search.rerank import UNREAD
from tests.search.small import HashedWords, make_index

HEAD = """SALTBY BOROUGH COUNCIL

HARBOUR COMMITTEE

{day}

Present:- Councillor Marlow (in the Chair); Councillors Oduya, Finch and Pell.

Apologies for absence were received from Councillor Tarn.

"""
MAY = (
    HEAD.format(day="Wednesday, 15th May, 2024")
    + """1. Weekly update from the Pier Master on staff and gates

There was no report.

2. PULLED: Consideration and possible approval of a lease of the ice house to Gannet Smokeries for ten years at a rent to be agreed.

3. Mooring fees

The Treasurer explained the mooring fees. It was moved by Councillor Finch and seconded by Councillor Pell that mooring fees rise by 4 per cent. The motion was carried by 3 votes to 1.

4. Chandlery roof

The Surveyor reported that slates had fallen from the chandlery roof and that a roofer had been asked to mend the chandlery roof.

RESOLVED: That the report be noted.

9. Grant for the regatta

It was moved by Councillor Oduya and seconded by Councillor Marlow that a grant of £50,000 be made to the regatta. There voted for the motion 3, against 1 (Councillor Pell).

RESOLVED: That a grant of £50,000 be made to the regatta.

11. Harbour prize

The winner of the harbour prize had been picked and was to be announced at a later date.

12. Slipway inquiry

RESOLVED - That the inquiry into the slipway report its findings on 17 July 2024.

10. Bait shed licence

RESOLVED: That the Committee has no objection to the licence for the bait shed.

5. Ferry timetable

Ms Holt spoke about the ferry timetable. The ferry company is to decide on the evening ferry timetable at its board meeting.
"""
)
JUNE = (
    HEAD.format(day="Wednesday, 19th June, 2024")
    + """6. Weekly update from the Pier Master on staff and gates

The Pier Master reported that two gates had been painted and one of the staff had left.

7. Dredger hire

A dredger was hired for £3,400 a day. An engineer examined the sluice and advised greasing the sluice twice in every year.

8. Lighthouse lamp

The Keeper said that the lighthouse lamp would be relit by the end of August 2024.
"""
)

AGENDA = """SALTBY BOROUGH COUNCIL

HARBOUR COMMITTEE

AGENDA

The next meeting of the Harbour Committee will be held on Wednesday 16 October 2024 at 7.00 pm.

1. To receive apologies for absence

2. To consider the purchase of a rescue boat from Cormorant Marine
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder: Path = tmp_path_factory.mktemp("premises")
    make_index(folder, {"harbour 2024-05-15.txt": MAY, "harbour 2024-06-19.txt": JUNE, "harbour agenda 2024-10-16.txt": AGENDA}, linked=True)
    return Assistant(SearchIndex.open(folder, HashedWords()), folder)


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("What did the Pier Master report about staff and gates on 15 May 2024?", "There was no report."),
        ("Who seconded the lease of the ice house to Gannet Smokeries on 15 May 2024?", "PULLED: Consideration"),
    ],
)
def test_what_a_meeting_did_not_take_is_said_first(assistant: Assistant, question: str, says: str) -> None:
    answer = assistant.ask(question)
    first = answer.answer.splitlines()[0]
    assert answer.status == "answered"
    assert first.startswith("The papers do not bear that out: ") and says in first and "15 May 2024" in first
    assert says in answer.citations[0].quote


@pytest.mark.parametrize(
    "question",
    [
        "What did the Pier Master report about staff and gates on 19 June 2024?",
        "Who seconded the rise in mooring fees on 15 May 2024?",
        "What became of the lease of the ice house on 15 May 2024?",
        "Who spoke for the lease of the ice house to Gannet Smokeries?",
    ],
    ids=["another meeting's", "another item's", "it is asked about", "no time is named"],
)
def test_a_question_that_is_borne_out_or_names_no_time_is_left_alone(assistant: Assistant, question: str) -> None:
    assert "bear that out" not in assistant.ask(question).answer


@pytest.mark.parametrize(
    ("question", "says", "near"),
    [
        ("How much will mending the chandlery roof cost?", "do not give the sum", "chandlery roof"),
        ("Which engineer examined the sluice and advised greasing?", "do not give the name", "greasing the sluice"),
        ("Did the committee agree the purchase of a rescue boat from Cormorant Marine?", "do not say: it is only listed on an agenda", "rescue boat"),
        ("Who was picked for the harbour prize?", "do not give the name", "to be announced"),
        ("What did the inquiry into the slipway find in July 2024?", "do not say how it ended", "its findings on 17 July"),
        ("Did the ferry company approve the evening ferry timetable?", "do not say how it ended", "is to decide"),
    ],
)
def test_a_detail_that_is_not_given_is_said_with_the_nearest_passage(assistant: Assistant, question: str, says: str, near: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "not_found"
    assert answer.answer.startswith(f"The papers found {says}")
    assert near in answer.citations[0].quote and answer.coverage is not None


@pytest.mark.parametrize("question", ["How much is the dredger hired for?", "When will the lighthouse lamp be relit?", "Who said that the lighthouse lamp would be relit?", "What would greasing the sluice do?", "Which purchase is on the agenda from Cormorant Marine?"])
def test_a_detail_that_is_given_or_of_no_kind_is_answered(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).status == "answered"


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("Why was a grant of £500,000 made to the regatta?", "The papers found do not give £500,000 for this, but: “"),
        ("Who seconded Councillor Finch's motion on a grant to the regatta?", "The papers do not bear that out of Finch: “"),
        ("Why did the committee object to the licence for the bait shed?", "The record says it was not objected to: “"),
    ],
)
def test_a_wrong_sum_mover_or_outcome_is_put_right_first(assistant: Assistant, question: str, says: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert answer.answer.startswith(says)
    assert ("£50,000" if "regatta" in question else "no objection") in answer.citations[0].quote


def test_somebody_who_was_not_there_said_nothing(assistant: Assistant) -> None:
    answer = assistant.ask("Why did Councillor Tarn vote for the mooring fees on 15 May 2024?")
    assert answer.answer.startswith("The papers do not bear that out: Councillor Tarn is listed among the apologies (Harbour Committee, 15 May 2024)"), answer.answer
    assert "Tarn" in answer.citations[0].quote
    assert "bear that out" not in assistant.ask("Was Councillor Tarn absent on 15 May 2024?").answer
    assert "bear that out" not in assistant.ask("Why did Councillor Pell vote on 15 May 2024?").answer


@pytest.mark.parametrize(
    "question",
    [
        "Why was a grant of £50,000 made to the regatta?",
        "Why was a grant of £50k made to the regatta?",
        "Why was a grant of about £60,000 made to the regatta?",
        "Who seconded Councillor Oduya's motion on a grant to the regatta?",
        "Why did Councillor Pell vote against the grant to the regatta?",
        "How did Councillor Finch speak on the grant to the regatta?",
    ],
)
def test_what_is_right_or_only_near_is_left_alone(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question).answer
    assert "bear that out" not in answer and "do not give £" not in answer


@pytest.mark.parametrize(
    ("text", "expected"),
    [("£2.9m and 4 per cent", [("£", 2_900_000.0), ("%", 4.0)]), ("$1,200.50 or £3k", [("$", 1200.5), ("£", 3000.0)]), ("minute 12 of 2024", [])],
)
def test_sums_and_percentages_of_a_text(text: str, expected: list[tuple[str, float]]) -> None:
    assert amounts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("c. PULLED: Possible approval of a lease", True),
        ("Item 4 was withdrawn by the applicant.", True),
        ("Mr Pell was not present to address the Council.", True),
        ("No action was taken.", True),
        ("The Chair withdrew the motion.", True),
        ("That the application be deferred to June.", False),
        ("The tooth was extracted, not pulled apart.", False),
        ("Councillor Finch was not present for the vote.", False),
        ("There was no doubt that the slipway was needed.", False),
    ],
)
def test_sentences_that_say_that_something_was_not_taken(text: str, expected: bool) -> None:
    assert is_not_taken(text) is expected


def the_said_and_found(sentences: list[str], read: tuple[float, ...], day: str, share: float = 0.5) -> tuple[list[Said], list[Extract]]:
    """Sentences of one passage of the minutes of ``day``, best first, with what the reader says of them."""
    text = " ".join(sentences)
    passage = Passage(0, "m.txt", "m.txt#1", None, "text", text, (Span(1, 0, len(text)),), "", "Minutes", "minutes", None, day, "1", "Playing field")
    spans = [Span(1, text.index(s), text.index(s) + len(s)) for s in sentences]
    said = [Said(s, span, passage, 0, n, share) for n, (s, span) in enumerate(zip(sentences, spans, strict=True))]
    return said, [Extract(s, span, Hit(passage, 1.0, read=read), 0, n, 2.0 - n, 0.5) for n, (s, span) in enumerate(zip(sentences, spans, strict=True))]


@pytest.mark.parametrize(
    ("read", "missing"),
    [
        pytest.param((-1.5, -6.0), True, id="the sentence with a sum is nothing like an answer"),
        pytest.param((-1.5, -2.0), False, id="it may be one"),
        pytest.param((-1.5, UNREAD), False, id="it was not read"),
        pytest.param((), False, id="nothing was read"),
    ],
)
def test_a_sum_that_is_nothing_like_the_one_asked_for_is_none(read: tuple[float, ...], missing: bool, assistant: Assistant) -> None:
    said, found = the_said_and_found(["Raises and benefits for crossing wardens.", "A donation of £400 for training was received."], read, "2024-02-21", 0.3)
    told = unsaid(understand("How much do the lollipop people earn an hour?"), said, found, assistant.register)
    assert (told is not None) == missing
    assert not told or (told.missing and "do not give the sum" in told.lines[0][0])


@pytest.mark.parametrize(("read", "corrected"), [((3.5, -4.0), False), ((-1.0, -4.0), True)])
def test_what_reads_as_the_answer_is_not_contradicted_by_a_report_that_was_not_received(read: tuple[float, ...], corrected: bool) -> None:
    said, found = the_said_and_found(["The donation was reduced as no letter had been answered.", "No report was received from the playing field."], read, "2024-05-14")
    told = not_taken(understand("Why was the playing field grant reduced in May 2024?"), said, found)
    assert (told is not None) == corrected


@pytest.mark.parametrize(
    ("question", "sentence", "missing"),
    [
        ("What date are they going to mend the drove?", "The works are programmed but no date available.", True),
        ("What date are they going to mend the drove?", "Highways are unable to say when the works will be done.", True),
        ("Which month will the drove be mended?", "The engineer could not say how the drove would be done.", True),
        ("What is the price of mending the drove?", "No final price was agreed.", True),
        ("Which firm mends the drove?", "There is uncertainty as to who mends the drove.", True),
        ("What date are they going to mend the drove?", "The drove will be mended on 4 May.", False),
    ],
)
def test_what_is_said_outright_not_to_be_known_is_missing(question: str, sentence: str, missing: bool, assistant: Assistant) -> None:
    said, found = the_said_and_found([sentence], (0.5,), "2024-05-14")
    told = unsaid(understand(question), said, found, assistant.register)
    assert (told is not None and told.missing) == missing
