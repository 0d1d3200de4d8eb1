"""The best candidates of both rankings, ranked again by what they have in common with the question. Pure.

A small network over figures that can be read off a passage, its neighbours among the candidates and the question (docqa.fitted), fitted by
``python -m bench.fit``, which leaves one council out in turn to say what it is worth on papers never seen.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from docqa.fitted import Model, network
from docqa.records import Passage
from docqa.search import traits

# One figure a name, all about 0 to 1.
_OWN = (
    "cosine", "sentence", "second sentence", "meaning", "words", "fused", "date fits", "date near", "date misses", "day fits", "body fits", "body and date fit", "minute fits", "covered", "covered with context",
    "related covered", "covered by heading", "phrases", "window", "item", "beside", "document", "numbers", "holds", "length", "minutes", "agenda", "decides", "asks",
    "table", "in an item", "has a minute",
)  # fmt: skip
_AGAINST_BEST = ("cosine", "sentence", "words", "fused", "covered", "covered with context", "related covered", "window", "phrases")
NAMES = (*_OWN, *(f"{name} below the best" for name in _AGAINST_BEST), *traits.NAMES)
_WINDOW = 25  # stems: about two sentences
_DECIDES = re.compile(r"resolved|agreed|approved|carried", re.I)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage on its way up."""

    passage: Passage
    cosine: float  # of the whole passage
    units: tuple[float, ...]  # cosine of each of its sentences, in reading order
    meaning: float  # both together, scaled over the candidates, 0 to 1
    words: float  # BM25 over the best BM25, 0 to 1
    fused: float  # of the first stage
    day: bool  # the meeting was held on a day that the question names
    date: float  # 1 where the meeting date is in a period the question names, 0.5 where it is near one, -1 where it is not, 0 where none is named
    body: bool
    minute: bool


def rerank(
    candidates: Sequence[Candidate],
    weights: Mapping[str, float],
    phrases: frozenset[tuple[str, str]],
    numbers: frozenset[str],
    holds: re.Pattern[str] | None,
    related: Mapping[str, float],
    asked: Sequence[float] = traits.NONE,
    *,
    model: Model | None = None,
) -> list[float]:
    """A score for every candidate, higher is better.

    Args:
        candidates: in any order.
        weights: stem of the question -> its weight times its rarity.
        phrases: neighbouring stems of the question.
        numbers: figures in the question.
        holds: what a text holds that can answer (a sum, a date), where the form of the question says so.
        related: stems that papers may use instead, with weight times rarity.
        asked: what the question is like (docqa.search.traits).
        model: other weights than the shipped ones, for measuring.
    """
    return (model or network("passage")).scores(NAMES, figures(candidates, weights, phrases, numbers, holds, related, asked))


def figures(
    candidates: Sequence[Candidate],
    weights: Mapping[str, float],
    phrases: frozenset[tuple[str, str]],
    numbers: frozenset[str],
    holds: re.Pattern[str] | None,
    related: Mapping[str, float],
    asked: Sequence[float] = traits.NONE,
) -> list[list[float]]:
    """The figures of every candidate, in the order of NAMES; arguments as in ``rerank``."""
    total = sum(weights.values()) or 1.0
    best_of: Callable[[Passage], tuple[str, str | None]] = lambda p: (p.paper, p.item)  # noqa: E731
    by_item: dict[tuple[str, str | None], list[float]] = {}
    by_document: dict[str, list[float]] = {}
    by_row = {c.passage.row: c for c in candidates}
    for c in candidates:
        by_item.setdefault(best_of(c.passage), []).append(c.fused)
        by_document.setdefault(c.passage.document, []).append(c.fused)
    table = []
    for c in candidates:
        p = c.passage
        stems = p.stems.split()
        held, context = set(stems), set(p.context_stems.split())
        heading = p.heading.lower()
        others = sorted(by_item[best_of(p)], reverse=True)
        rest = others[1:] if others and others[0] == c.fused else others
        beside = [by_row[r].fused for r in (p.row - 1, p.row + 1) if r in by_row and by_row[r].passage.document == p.document]
        top = sorted(by_document[p.document], reverse=True)[:5]
        table.append([
            c.cosine, *best_two(c.units), c.meaning, c.words, c.fused, float(c.date == 1), float(c.date == 0.5), float(c.date < 0), float(c.day), float(c.body), float(c.body and c.date == 1), float(c.minute),
            sum(w for s, w in weights.items() if s in held) / total,
            sum(w for s, w in weights.items() if s in held or s in context) / total,
            sum(w for s, w in related.items() if s in held) / total,
            sum(w for s, w in weights.items() if s in heading) / total,
            len(phrases & set(zip(stems, stems[1:], strict=False))) / (len(phrases) or 1),
            _window(stems, weights) / total,
            rest[0] if rest else 0.0,
            max(beside, default=0.0),
            sum(top) / 5,
            sum(n in p.text for n in numbers) / (len(numbers) or 1),
            1.0 if holds is None else float(bool(holds.search(p.text))),
            math.log(1 + len(p.text)) / 7,
            float(p.paper_kind == "minutes"), float(p.paper_kind == "agenda"), float(bool(_DECIDES.search(p.text))), float(p.text.rstrip().endswith("?")),
            float(p.kind == "table"), float(p.item is not None), float(p.minute is not None),
        ])  # fmt: skip
    return against_best(table, [_OWN.index(n) for n in _AGAINST_BEST], asked)


def against_best(table: Sequence[Sequence[float]], columns: Sequence[int], asked: Sequence[float]) -> list[list[float]]:
    """Every row with how far it is below the highest figure in each of the ``columns``, and with what the question is like."""
    best = [max((row[c] for row in table), default=0.0) for c in columns]
    return [[*row, *(row[c] - b for c, b in zip(columns, best, strict=True)), *asked] for row in table]


def best_two(cosines: Sequence[float]) -> tuple[float, float]:
    """The best cosine and the next best; where there is one only, that one twice."""
    ordered = sorted(cosines, reverse=True)[:2]
    return (ordered[0], ordered[-1]) if ordered else (0.0, 0.0)


def _window(stems: Sequence[str], weights: Mapping[str, float]) -> float:
    """The most weight of the question that stands within ``_WINDOW`` stems."""
    places = [(n, s) for n, s in enumerate(stems) if s in weights]
    best = 0.0
    for start, (at, _) in enumerate(places):
        seen = {s for n, s in places[start:] if n < at + _WINDOW}
        best = max(best, sum(weights[s] for s in seen))
    return best
