"""The next sentence of an answer is a good one that says something not yet said."""

from __future__ import annotations

from dataclasses import replace

from docqa.answer.compose import choose, worded
from docqa.answer.extract import Extract
from docqa.answer.question import find_periods, one_thing_asked
from docqa.answer.variety import Variety
from docqa.records import Hit, Passage, Span

LINES = (
    "The lamp by the lane failed in March.",
    "The lamp by the lane has failed again.",
    "A new lamp was bought for £240 from the county.",
    "The wall leans by nine inches.",
)


def passage(text: str = " ".join(LINES), day: str = "2024-03-05", heading: str = "") -> Passage:
    return Passage(0, f"{day}.pdf", f"{day}.pdf#1", None, "text", text, (Span(1, 0, len(text)),), "", "Minutes", "minutes", "Saltby Parish Council", day, "32", heading)


def extract(text: str, score: float, unit: int, within: Passage, rank: int = 0) -> Extract:
    start = within.text.index(text)
    return Extract(text, Span(1, start, start + len(text)), Hit(within, 1.0), rank, unit, score, 1.0)


def test_what_is_said_already_comes_after_what_is_new_of_the_question() -> None:
    within = passage()
    failed, again, bought, wall = (extract(t, s, n, within) for n, (t, s) in enumerate(zip(LINES, (3.0, 2.9, 2.6, 0.0), strict=True)))
    variety = Variety({"lamp": 1.0, "fail": 1.0, "county": 3.0})
    assert variety.following([failed, again, bought, wall], []) == failed
    assert variety.following([again, bought, wall], [failed]) == bought, "it brings in the county; the other repeats"
    assert Variety().following([again, wall], [failed]) == again, "a much worse sentence is no better for being new"


def test_of_two_times_that_are_asked_about_each_gets_its_sentence() -> None:
    march, april = passage("The hall costs £200. It costs £210 in summer.", "2024-03-05"), passage("The hall costs £250.", "2024-04-09")
    first, beside = extract("The hall costs £200.", 2.0, 0, march), extract("It costs £210 in summer.", 1.9, 1, march)
    later = extract("The hall costs £250.", 0.5, 0, april, 1)
    chosen, _ = choose([first, beside, later], [march, april], variety=Variety({"hall": 1.0, "cost": 1.0}, find_periods("What did the hall cost in March 2024 and in April 2024?")))
    assert {e.text for e in chosen} >= {"The hall costs £200.", "The hall costs £250."}
    assert worded(chosen, []).splitlines()[-1].endswith("9 April 2024")
    one = Variety({"hall": 1.0, "cost": 1.0}, find_periods("What did the hall cost in April 2024?"))
    assert one.following([first, later], []) == first, "one time is a preference of the search"


def test_a_numbered_heading_gives_way_to_what_stands_under_it_and_a_formality_to_anything() -> None:
    text = "8. Street lamp. It was bought for £240. Councillor Hall seconded the motion. The Clerk will order it."
    within = passage(text, heading="Street lamp")
    heading, bought, seconded, order = (
        extract(t, s, n, within) for n, (t, s) in enumerate([("8. Street lamp.", 3.0), ("It was bought for £240.", 1.0), ("Councillor Hall seconded the motion.", 2.5), ("The Clerk will order it.", 0.9)])
    )
    chosen, _ = choose([heading, seconded, bought, order], [within])
    assert [e.text for e in chosen] == ["It was bought for £240.", "The Clerk will order it."]
    sentence = passage("8. The Clerk said that the street lamp will be bought. It is late.", heading="The Clerk said that the street lamp will be bought")
    said = replace(extract("8. The Clerk said that the street lamp will be bought.", 3.0, 0, sentence))
    assert choose([said], [sentence])[0] == [said], "a sentence that a paper sets as a heading says something"


def test_nothing_more_is_said_where_one_thing_is_asked_and_one_sentence_is_far_ahead() -> None:
    within = passage()
    failed, again, bought, wall = (extract(t, s, n, within) for n, (t, s) in enumerate(zip(LINES, (5.0, 2.5, 2.4, 2.3), strict=True)))
    found = [failed, again, bought, wall]
    assert Variety(one_thing=True).enough(found, [failed])
    assert not Variety(one_thing=True).enough(found, [wall])
    assert not Variety().enough(found, [failed]), "a question of two parts may want a second sentence"
    assert not Variety(one_thing=True, changed=True).enough(found, [failed]), "so does one about a change"
    said, _ = choose([*found], [within], variety=Variety(one_thing=True))
    more, _ = choose([*found], [within], variety=Variety())
    assert len(said) < len(more)


def test_one_thing_is_asked_where_nothing_joins_two_questions() -> None:
    assert one_thing_asked("How much is the clerk's new laptop?")
    assert not one_thing_asked("Who moved it, and when?")
    assert not one_thing_asked("Is it still there? And who pays?")
    assert not one_thing_asked("Parish share, county share of the railings: how much?")
    assert not one_thing_asked("list the grounds of refusal")
