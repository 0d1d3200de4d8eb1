"""The index of three made-up papers: what is found, what filters leave out, what folds, what is refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from docqa.errors import BrokenIndexError
from docqa.records import Filters, Hit, Passage, Span
from docqa.search.index import Query, Ranking, SearchIndex, folded
from docqa.search.passages import embedded_text
from docqa.search.units import units_of
from docqa.text import content_words
from tests.search.small import MARCH, HashedWords, make_index


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_index(tmp_path_factory.mktemp("small") / "index")


@pytest.fixture
def index(folder: Path) -> Iterator[SearchIndex]:
    opened = SearchIndex.open(folder, HashedWords())
    yield opened
    opened.close()


def query(text: str, filters: Filters = Filters(), **more: object) -> Query:
    return replace(Query(text, tuple((w, 1.0) for w in content_words(text)), filters=filters), **more)  # type: ignore[arg-type]


RANKINGS = {
    "passages only": Ranking(units=False, words=False, rerank=False),
    "sentences only": Ranking(dense=False, words=False, rerank=False),
    "words only": Ranking(dense=False, units=False, rerank=False),
    "fused": Ranking(rerank=False),
    "ranked again": Ranking(),
}


@pytest.mark.parametrize("ranking", RANKINGS.values(), ids=RANKINGS)
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("lamp Quay Lane repair", "£240"),
        ("waiting list for allotments", "14 names"),
        ("harbour wall buttress cost", "£18,500"),
        ("swings rust inspector", "found rust on both swings"),
        ("speed camera Mill Road vote", "two votes to five"),
    ],
)
def test_the_right_passage_comes_first(index: SearchIndex, ranking: Ranking, text: str, said: str) -> None:
    assert said in index.search(query(text), 5, ranking)[0].passage.text


def test_cosines_are_those_of_the_encoder(index: SearchIndex) -> None:
    text = "harbour wall buttress cost"
    encoder = HashedWords()
    asked = encoder.encode([text])[0]
    for candidate in index.candidates(query(text)):
        p = candidate.passage
        assert candidate.cosine == pytest.approx(float(encoder.encode([embedded_text(p)])[0] @ asked), abs=1e-5)
        assert len(candidate.units) == len(units_of(p)), "a cosine for every sentence and row"


@pytest.mark.parametrize(
    ("filters", "dates", "kinds"),
    [
        pytest.param(Filters(from_date="2024-04-01"), {"2024-06-04"}, {"minutes"}, id="from a date"),
        pytest.param(Filters(to_date="2024-04-01"), {"2024-03-05"}, {"minutes"}, id="up to a date"),
        pytest.param(Filters(from_date="2024-03-05", to_date="2024-03-05"), {"2024-03-05"}, {"minutes"}, id="one day, both ends included"),
        pytest.param(Filters(minute="32"), {"2024-03-05"}, {"minutes"}, id="a minute"),
        pytest.param(Filters(body="saltby"), {"2024-03-05", "2024-06-04"}, {"minutes"}, id="a body by a part of its name"),
        pytest.param(Filters(body="spc"), {"2024-03-05", "2024-06-04"}, {"minutes"}, id="a body by its initials"),
        pytest.param(Filters(kind="minutes", access="public"), {"2024-03-05", "2024-06-04"}, {"minutes"}, id="kind of paper and access"),
    ],
)
def test_filters_exclude(index: SearchIndex, filters: Filters, dates: set[str], kinds: set[str]) -> None:
    hits = index.search(query("the lamp, the wall, the swings and the surface cost"), 50)
    assert {h.passage.meeting_date for h in hits} > dates or len(dates) == 2, "there is something to leave out"
    found = index.search(query("the lamp, the wall, the swings and the surface cost", filters), 50)
    assert found
    assert {h.passage.meeting_date for h in found} == dates
    assert {h.passage.paper_kind for h in found} == kinds


def test_a_filter_that_nothing_fits(index: SearchIndex) -> None:
    assert index.search(query("lamp", Filters(body="Grimsby")), 5) == []
    assert index.search(query("lamp", Filters(from_date="2031-01-01")), 5) == []


@pytest.mark.parametrize(
    ("periods", "held"),
    [
        pytest.param((("2024-03-05", "2024-03-05"),), {"2024-03-05"}, id="a day"),
        pytest.param((("2024-03-01", "2024-03-31"),), set(), id="a month names no day"),
        pytest.param(tuple((d, d) for d in ("2021-03-05", "2022-03-05", "2023-03-05", "2024-03-05")), set(), id="a day of any year names none"),
    ],
)
def test_the_very_day_that_is_named(index: SearchIndex, periods: tuple[tuple[str, str], ...], held: set[str]) -> None:
    found = index.candidates(query("lamp Quay Lane repair", periods=periods))
    assert {c.passage.meeting_date for c in found if c.day} == held


def test_a_period_or_minute_named_is_preferred_and_nothing_excluded(index: SearchIndex) -> None:
    text = "what was resolved"
    march = index.search(query(text, periods=(("2024-03-01", "2024-03-31"),)), 50, Ranking(rerank=False))
    june = index.search(query(text, periods=(("2024-06-01", "2024-06-30"),)), 50, Ranking(rerank=False))
    assert [next(h.passage.meeting_date for h in hits if h.passage.meeting_date) for hits in (march, june)] == ["2024-03-05", "2024-06-04"]
    assert {h.passage.row for h in march} == {h.passage.row for h in june}
    assert index.search(query(text, minute="33"), 50, Ranking(rerank=False))[0].passage.minute == "33"


def test_words_that_stand_nowhere(index: SearchIndex) -> None:
    assert index.search(query("zeppelin"), 5, RANKINGS["words only"]) == []
    index.search(query("zeppelin"), 5)  # finds what is nearest, or nothing; must not fail
    index.search(query("?!"), 5)


# ----------------------------------------------------------------------------------------------------------- folding


def hit(row: int, text: str, *, document: str = "a.txt", date: str | None = "2024-03-05", start: int = 0, score: float = 1.0) -> Hit:
    passage = Passage(row, document, f"{document}#1", None, "text", text, (Span(1, start, start + len(text)),), "", "", "minutes", None, date, None, "")
    return Hit(passage, score)


LAMP = "the lamp at Quay Lane be repaired at a cost of £240 by the summer"


@pytest.mark.parametrize(
    ("second", "kept"),
    [
        pytest.param(hit(2, LAMP, document="pack.txt", start=900), 1, id="the same text in a pack of the meeting"),
        pytest.param(hit(2, LAMP + " term", document="pack.txt"), 1, id="but for one word"),
        pytest.param(hit(2, LAMP, document="2025.txt", date="2025-03-04"), 2, id="the same words a year later are another decision"),
        pytest.param(hit(2, "the lamp be left as it is", document="b.txt"), 2, id="other words"),
        pytest.param(hit(2, "of £240 by the summer, said the clerk", start=40), 1, id="overlapping in place"),
        pytest.param(hit(2, "the lamp be left as it is", start=500), 2, id="another place of the same paper"),
    ],
)
def test_folding(second: Hit, kept: int) -> None:
    found = folded([hit(1, LAMP), second], 5)
    assert [h.passage.row for h in found] == [1, 2][:kept]
    assert [p.row for p in found[0].places] == ([2] if kept == 1 else [])


def test_folding_fills_up_to_the_number_asked() -> None:
    hits = [hit(1, LAMP), hit(2, LAMP, document="pack.txt"), hit(3, "one thing", document="c.txt"), hit(4, "two things here", document="d.txt")]
    assert [h.passage.row for h in folded(hits, 2)] == [1, 3]


@pytest.mark.parametrize(
    ("copy", "plain"),
    [("may25m~1.pdf", "may25m.pdf"), ("minutes (2).pdf", "minutes.pdf"), ("report copy.docx", "report.docx"), ("minutes (2).pdf", "letter_copy.pdf")],
)
def test_a_file_stands_for_its_second_copy_wherever_it_comes(copy: str, plain: str) -> None:
    first, second = hit(1, LAMP, document=copy, score=3.0), hit(2, LAMP, document=plain, score=2.0)
    found = folded([first, second], 5)
    stands = 1 if "copy" in plain else 2  # of two copies the better one
    assert [(h.passage.row, h.score) for h in found] == [(stands, 3.0)]
    assert [p.row for p in found[0].places] == [3 - stands]
    assert [h.passage.row for h in folded([second, first], 5)] == [2]


def test_the_approved_text_stands_for_its_draft() -> None:
    draft, approved = hit(1, LAMP, document="d.pdf"), hit(2, LAMP, document="m.pdf")
    assert [h.passage.row for h in folded([replace(draft, passage=replace(draft.passage, draft=True)), approved], 5)] == [2]


def test_the_same_minutes_in_two_files_are_shown_once(tmp_path: Path) -> None:
    folder = make_index(tmp_path / "index", {"minutes.txt": MARCH, "pack.txt": MARCH.replace("Cllr Dunmore", "Cllr Dunmore and Cllr Pell")})
    index = SearchIndex.open(folder, HashedWords())
    hits = index.search(query("lamp Quay Lane repair"), 5)
    assert sum("£240" in h.passage.text for h in hits) == 1
    assert {hits[0].passage.document, *(p.document for p in hits[0].places)} == {"minutes.txt", "pack.txt"}
    index.close()


# ----------------------------------------------------------------------------------------------------------- refused


def test_an_index_of_another_model_names_both(folder: Path) -> None:
    with pytest.raises(BrokenIndexError) as caught:
        SearchIndex.open(folder, HashedWords(salt=" with salt"))
    assert caught.value.code == "index-model"
    assert "hashed words" in caught.value.message and "with salt" in caught.value.message
    assert "docqa build" in caught.value.hint


def test_save_and_open_is_identity(folder: Path) -> None:
    one, two = (SearchIndex.open(folder, HashedWords()) for _ in range(2))
    q = query("harbour wall buttress cost")
    first, second = one.search(q, 5), two.search(q, 5)
    assert [(h.passage, h.score) for h in first] == [(h.passage, h.score) for h in second]
    assert np.isfinite([h.score for h in first]).all()
