"""How likely a decision belongs to an answer, from what the search and the answer say about it. Pure.

A logistic function of figures, fitted by ``python -m bench.fit`` (see docqa.fitted) on question sets that name the resolutions an answer should list.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from docqa.answer.extract import Extract
from docqa.answer.question import Period
from docqa.fitted import Linear, linear
from docqa.records import Decision, Passage, Span

NAMES = ("gap", "best score", "in item", "unfound", "item rank", "procedural", "cited rank", "below", "length", "period", "first cited")
_LAST_ITEM, _LAST_CITED, _SCALE = 5, 6, 3.0
_NOT_FOUND = 2.0  # gap and score of a decision that no sentence found stands in
_BELOW_CHARS, _PAGE_CHARS = 1500, 5000


def figures(
    decision: Decision, beside: Sequence[Decision], found: Sequence[Extract], passages: Sequence[Passage], cited: Span | None, periods: Sequence[Period]
) -> list[float]:
    """What speaks for a decision, in the order of NAMES.

    Args:
        decision: one of ``beside``.
        beside: all decisions near what the answer cites.
        found: the sentences of what was found, best first.
        passages: what is cited, best first.
        cited: the run of a page that the first citation quotes.
        periods: the times that the question speaks of.
    """
    scores = [e.score for e in found if stands_in(decision, e.hit.passage.document, e.span)]
    items = [p.item for p in passages]
    rank = next((n for n, p in enumerate(passages) if any(stands_in(decision, p.document, s) for s in p.spans)), _LAST_CITED)
    return [
        (found[0].score - max(scores)) / _SCALE if scores else _NOT_FOUND,
        max(scores) / _SCALE if scores else -_NOT_FOUND,
        math.log1p(sum(d.item == decision.item for d in beside)),
        float(not scores),
        min(items.index(decision.item) if decision.item in items else _LAST_ITEM, _LAST_ITEM) / _LAST_ITEM,
        float(decision.kind != "substantive"),
        min(rank, _LAST_CITED) / _LAST_CITED,
        _below(decision, found[0]) if found else 0.0,
        math.log1p(len(decision.text.split())) / 4,
        _of_period(decision, periods),
        float(cited is not None and bool(passages) and stands_in(decision, passages[0].document, cited)),
    ]


def likelihood(figures: Sequence[float], *, model: Linear | None = None) -> float:
    """Probability that the decision belongs to the answer, 0 to 1."""
    return (model or linear("belonging")).probability(NAMES, figures)


def stands_in(decision: Decision, document: str, span: Span) -> bool:
    """Does some of the decision stand in this run of a page?"""
    return decision.document == document and any(s.overlaps(span) for s in decision.spans)


def _below(decision: Decision, best: Extract) -> float:
    """1 where it comes soon after the best sentence, -0.5 where it comes before."""
    if not decision.spans or decision.document != best.hit.passage.document:
        return 0.0
    first = decision.spans[0]
    away = ((first.page or 0) - (best.span.page or 0)) * _PAGE_CHARS + first.start - best.span.start
    return 1.0 if 0 <= away < _BELOW_CHARS else -0.5 if away < 0 else 0.0


def _of_period(decision: Decision, periods: Sequence[Period]) -> float:
    """1 where it was taken in a time the question speaks of, -1 where it was taken at another one."""
    if not periods or not decision.meeting_date:
        return 0.0
    return 1.0 if any(p.first <= decision.meeting_date <= p.last for p in periods) else -1.0
