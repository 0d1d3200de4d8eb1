"""The best candidates of both rankings, ranked again by what they have in common with the question. Pure.

A small network over figures that can be read off a passage, its neighbours among the candidates and the question (docqa.fitted), fitted by
``python -m bench.fit``, which leaves one council out in turn to say what it is worth on papers never seen.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from docqa.records import Passage
from docqa.search import traits

# One figure a name, all about 0 to 1.
_OWN = (
    "cosine", "sentence", "second sentence", "meaning", "words", "fused", "date fits", "date near", "date misses", "day fits", "body fits", "body and date fit", "minute fits", "covered", "covered with context",
    "related covered", "covered by heading", "phrases", "window", "item", "beside", "document", "numbers", "holds", "length", "minutes", "agenda", "decides", "asks",
    "table", "in an item", "has a minute", "new", "newer than the best",
)  # fmt: skip
_AGAINST_BEST = ("cosine", "sentence", "words", "fused", "covered", "covered with context", "related covered", "window", "phrases")
NAMES = (*_OWN, *(f"{name} below the best" for name in _AGAINST_BEST), *traits.NAMES)
UNREAD = -30.0  # of a sentence that was not read
_LEAST_READ, _MOST_READ = -10.0, 10.0  # what the reader says is taken for within these
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


def figures(
    candidates: Sequence[Candidate],
    weights: Mapping[str, float],
    phrases: frozenset[tuple[str, str]],
    numbers: Sequence[Sequence[str]],
    holds: re.Pattern[str] | None,
    related: Mapping[str, float],
    asked: Sequence[float] = traits.NONE,
) -> list[list[float]]:
    """The figures of every candidate, in the order of NAMES.

    Args:
        candidates: in any order.
        weights: stem of the question -> its weight times its rarity.
        phrases: neighbouring stems of the question.
        numbers: figures in the question, each in the forms that papers write it in.
        holds: what a text holds that can answer (a sum, a date), where the form of the question says so.
        related: stems that papers may use instead, with weight times rarity.
        asked: what the question is like (docqa.search.traits).
    """
    total = sum(weights.values()) or 1.0
    best_of: Callable[[Passage], tuple[str, str | None]] = lambda p: (p.paper, p.item)  # noqa: E731
    by_item: dict[tuple[str, str | None], list[float]] = {}
    by_document: dict[str, list[float]] = {}
    by_row = {c.passage.row: c for c in candidates}
    for c in candidates:
        by_item.setdefault(best_of(c.passage), []).append(c.fused)
        by_document.setdefault(c.passage.document, []).append(c.fused)
    days = [c.passage.meeting_date for c in candidates]
    best_day = days[max(range(len(candidates)), key=lambda n: candidates[n].fused)] if candidates else None
    new = newness(days)
    table = []
    for n, c in enumerate(candidates):
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
            sum(any(form in p.text for form in forms) for forms in numbers) / (len(numbers) or 1),
            1.0 if holds is None else float(bool(holds.search(p.text))),
            math.log(1 + len(p.text)) / 7,
            float(p.paper_kind == "minutes"), float(p.paper_kind == "agenda"), float(bool(_DECIDES.search(p.text))), float(p.text.rstrip().endswith("?")),
            float(p.kind == "table"), float(p.item is not None), float(p.minute is not None),
            new[n], float(p.meeting_date > best_day) - float(p.meeting_date < best_day) if p.meeting_date and best_day else 0.0,
        ])  # fmt: skip
    return against_best(table, [_OWN.index(n) for n in _AGAINST_BEST], asked)


def within(said: float) -> float:
    """What the reader says of a sentence, as a figure; what it did not read has the least."""
    return min(_MOST_READ, max(_LEAST_READ, said))


def against_best(table: Sequence[Sequence[float]], columns: Sequence[int], asked: Sequence[float]) -> list[list[float]]:
    """Every row with how far it is below the highest figure in each of the ``columns``, and with what the question is like."""
    best = [max((row[c] for row in table), default=0.0) for c in columns]
    return [[*row, *(row[c] - b for c, b in zip(columns, best, strict=True)), *asked] for row in table]


def newness(days: Sequence[str | None]) -> list[float]:
    """How new each is among the days that are there, 0 for the oldest and 1 for the newest; a half where no day or one day is known."""
    known = sorted({d for d in days if d})
    place = {d: n / (len(known) - 1) for n, d in enumerate(known)} if len(known) > 1 else {}
    return [place.get(d, 0.5) if d else 0.5 for d in days]


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
