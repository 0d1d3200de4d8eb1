"""Word search against the formula of BM25, with its filters."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

import pytest

from docqa.errors import BrokenIndexError
from docqa.records import Passage
from docqa.search import lexical
from docqa.search.lexical import LexicalIndex, LexicalWriter

BAGS = {
    3: "lamp quay lane fail repair cost",
    5: "lamp quay lane repair repair cost",
    8: "plot split two april allot wait list name",
    9: "harbour wall lean inch buttress cost levy",
    12: "speed camera mill road vote lost",
    14: "wall wall wall",
}


def passage(row: int, stems: str, document: str = "a.txt") -> Passage:
    return Passage(row, document, f"{document}#1", None, "text", stems, (), "", "", "minutes", None, None, None, "", stems=stems)


def written(folder: Path, bags: dict[int, str]) -> LexicalIndex:
    writer = LexicalWriter(folder)
    writer.add(passage(row, bag, f"{row}.txt") for row, bag in bags.items())
    writer.commit()
    return LexicalIndex(folder)


@pytest.fixture
def index(tmp_path: Path) -> LexicalIndex:
    return written(tmp_path / "words", BAGS)


def bm25(terms: Sequence[tuple[str, float]]) -> dict[int, float]:
    """Robertson and Zaragoza, "The Probabilistic Relevance Framework" (2009), with k1 = 1.2 and b = 0.75."""
    bags = {row: bag.split() for row, bag in BAGS.items()}
    mean = sum(map(len, bags.values())) / len(bags)
    scores = {}
    for row, bag in bags.items():
        for term, weight in terms:
            held = sum(term in b for b in bags.values())
            n = bag.count(term)
            if n:
                idf = math.log(1 + (len(bags) - held + 0.5) / (held + 0.5))
                scores[row] = scores.get(row, 0.0) + weight * idf * n * 2.2 / (n + 1.2 * (0.25 + 0.75 * len(bag) / mean))
    return scores


@pytest.mark.parametrize(
    "terms",
    [
        pytest.param([("wall", 1.0)], id="one word, often in a short passage"),
        pytest.param([("repair", 1.0), ("cost", 1.0)], id="two words"),
        pytest.param([("lamp", 1.0), ("wall", 0.5), ("nowhere", 1.0)], id="weights, and a word that stands nowhere"),
        pytest.param([("nowhere", 1.0)], id="nothing found"),
        pytest.param([], id="nothing asked"),
    ],
)
def test_scores_are_those_of_the_formula(index: LexicalIndex, terms: list[tuple[str, float]]) -> None:
    wanted = sorted(bm25(terms).items(), key=lambda rs: -rs[1])
    found = index.search(terms, 10)
    assert [r for r, _ in found] == [r for r, _ in wanted]
    assert [s for _, s in found] == pytest.approx([s for _, s in wanted], rel=1e-4)


def test_the_best_few(index: LexicalIndex) -> None:
    terms = [("cost", 1.0), ("repair", 1.0)]
    assert index.search(terms, 2) == index.search(terms, 10)[:2]


@pytest.mark.parametrize("most_in_query", [50_000, 1], ids=["filter in the query", "filter on the results"])
def test_a_filter_leaves_the_scores_alone(index: LexicalIndex, monkeypatch: pytest.MonkeyPatch, most_in_query: int) -> None:
    monkeypatch.setattr(lexical, "_MOST_FILTER_ROWS", most_in_query)
    terms = [("cost", 1.0), ("wall", 1.0)]
    free = index.search(terms, 10)
    allowed = [5, 9, 12]
    found = index.search(terms, 10, allowed)
    assert [r for r, _ in found] == [r for r, _ in free if r in allowed] == [9, 5]
    assert dict(found) == pytest.approx({r: s for r, s in free if r in allowed})
    assert index.search(terms, 10, []) == []


def test_rarity(index: LexicalIndex) -> None:
    assert index.rarity("cost") == pytest.approx(math.log(1 + 3.5 / 3.5))
    assert index.rarity("levy") == pytest.approx(math.log(1 + 5.5 / 1.5))
    assert index.rarity("nowhere") == pytest.approx(math.log(1 + 6.5 / 0.5))
    assert index.rarity("nowhere") > index.rarity("levy") > index.rarity("cost") > 0


def test_context_is_found_with_the_text(tmp_path: Path) -> None:
    writer = LexicalWriter(tmp_path / "words")
    held = passage(1, "lean inch")
    writer.add([Passage(**{f: getattr(held, f) for f in Passage.__slots__} | {"context_stems": "harbour board"})])
    writer.commit()
    assert [r for r, _ in LexicalIndex(tmp_path / "words").search([("harbour", 1.0)], 5)] == [1]


def test_removed_and_added_again(tmp_path: Path) -> None:
    folder = tmp_path / "words"
    written(folder, BAGS)
    writer = LexicalWriter(folder)
    writer.remove("9.txt")
    writer.add([passage(20, "harbour bridge", "20.txt")])
    assert [r for r, _ in LexicalIndex(folder).search([("harbour", 1.0)], 5)] == [9], "nothing is seen before the commit"
    writer.commit()
    assert [r for r, _ in LexicalIndex(folder).search([("harbour", 1.0)], 5)] == [20]


@pytest.mark.parametrize("state", ["missing", "empty", "broken"])
def test_a_broken_word_index_says_what_to_do(tmp_path: Path, state: str) -> None:
    folder = tmp_path / "words"
    if state == "empty":
        folder.mkdir()
    elif state == "broken":
        written(folder, BAGS)
        (folder / "meta.json").write_text("{")
    with pytest.raises(BrokenIndexError) as caught:
        LexicalIndex(folder)
    assert "docqa build" in caught.value.hint
