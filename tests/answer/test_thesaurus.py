"""Words of a question -> words of the papers."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from docqa.answer import thesaurus
from docqa.answer.thesaurus import GAP, expand, parse_entries, phrase_stems, pieces
from docqa.errors import DocqaError
from docqa.text import STOP_WORDS, content_words, stem, stems, words

FILE = Path(thesaurus.__file__).with_name("thesaurus.txt")
LINES = [line for line in FILE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]


def sides(line: str) -> tuple[list[str], list[str]]:
    left, _, right = line.partition(" = " if " = " in line else " ~ ")
    return left.split(", "), right.split(", ")


def matched_by(said: str) -> tuple[str, ...]:
    return tuple(k for word in said.lower().split() for k in ([GAP] if word == GAP else pieces(word)))


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("Why was the extension turned down?", "refused"),
        ("Did they turn that awful plan down in the end?", "refused"),
        ("who is knocking the old school down", "demolition"),
        ("Was it kicked into the long grass?", "deferred"),
        ("who couldnt make it to the March meeting", "apologies"),
        ("What was heard behind closed doors?", "exempt"),
        ("which member had a money interest", "pecuniary"),
        ("any news on dog mess?", "fouling"),
        ("fly tipping on the lane", "illegal deposit"),
        ("The granny-flat in Mill Lane", "annexe"),
        ("what does the boss earn", "chief executive"),
        ("How bad are the potholes?", "carriageway"),
        ("What's the tally of councillors", "member"),
        ("who was the mayor then", "cathaoirleach"),
        ("who was the cathaoirleach then", "mayor"),
    ],
)
def test_everyday_words_lead_to_those_of_the_papers(question: str, wanted: str) -> None:
    found = expand(words(question))
    assert set(stems(wanted)) <= set(found)
    assert all(0 < weight <= 1 for weight in found.values())


@pytest.mark.parametrize(
    ("question", "unwanted"),
    [
        ("rats behind the shops", "rateable"),
        ("business rates", "rodent"),
        ("where is the parking", "parkland"),
        ("what did the fire cost", "dismissal"),
        ("Was it turned round and did the price go down", "refused"),
        ("turned the whole of the old and empty town hall upside down", "refused"),
        ("papers speak officialese", "chief executive"),
    ],
    ids=["rats-are-no-rates", "rates-are-no-rats", "parking-is-no-park", "fire-is-not-fired", "too-far-apart", "too-many-between", "nothing-said"],
)
def test_what_only_looks_alike_is_left_alone(question: str, unwanted: str) -> None:
    assert not set(stems(unwanted)) & set(expand(words(question)))


def test_the_longest_phrase_wins() -> None:
    ticket = expand(words("my parking ticket"))
    assert stem("penalty") in ticket
    assert not set(ticket) & (set(expand(["parking"])) - set(stems("charge notice")))


def test_what_the_question_says_already_is_not_said_again() -> None:
    assert stem("refused") in expand(words("turned down"))
    assert stem("refused") not in expand(words("turned down or refused"))


def test_many_wordings_share() -> None:
    few, many = expand(words("neighbor")), expand(words("turned down"))
    assert few == {stem("neighbour"): 1.0}
    assert all(weight < 1 for weight in many.values())


def test_words_of_a_phrase() -> None:
    asked = words("Was the skate park kicked into the long grass?")
    assert {stem("long"), stem("grass"), stem("kicked")} <= phrase_stems(asked)
    assert stem("grass") not in phrase_stems(words("who cuts grass"))


def test_nothing_for_nothing() -> None:
    assert expand([]) == {} and phrase_stems([]) == frozenset()


def test_both_ways_and_one_way() -> None:
    entries = list(parse_entries(["# a comment", "", "loo = public convenience, WC", "kerb ~ curb"]))
    assert [(e.said, e.put) for e in entries] == [(("loo",), ("public convenience", "WC")), (("kerb",), ("curb",)), (("curb",), ("kerb",))]


@pytest.mark.parametrize("line", ["loo", "loo = ", " = toilet", "loo=toilet"])
def test_a_line_that_lacks_a_side_is_named(line: str) -> None:
    with pytest.raises(DocqaError, match="line 2"):
        list(parse_entries(["a = b", line]))


# ------------------------------------------------------------------------------------------------ the file itself


def test_the_file_is_large_and_every_line_reads() -> None:
    assert len(LINES) >= 900
    assert all(e.said[0] != GAP and e.said[-1] != GAP for e in parse_entries(LINES))


def test_no_left_side_stands_twice() -> None:
    counts = Counter(matched_by(said) for line in LINES for said in sides(line)[0])
    assert [said for said, count in counts.items() if count > 1] == []


def test_no_line_has_a_stem_on_both_sides() -> None:
    def of(side: list[str]) -> set[str]:
        return {stem(w) for said in side for w in content_words(said)}

    assert [line for line in LINES if of(sides(line)[0]) & of(sides(line)[1])] == []


def test_no_wording_stands_twice_in_a_line() -> None:
    assert [line for line in LINES if len({tuple(stems(p)) for p in sides(line)[1]}) < len(sides(line)[1])] == []


def test_no_little_word_alone_on_a_side() -> None:
    assert [said for line in LINES for said in sides(line)[0] if said in STOP_WORDS] == []
    assert [put for line in LINES for put in sides(line)[1] if not stems(put)] == []
