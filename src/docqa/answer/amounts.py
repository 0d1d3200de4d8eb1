"""A question that takes a sum or a percentage for granted which the papers found give otherwise.

What comes in: the question as understood, its weighted stems, the hits of the search. What goes out: a Lookup with the passage that gives another figure,
said first, or None. Owns one rule: only where no passage found holds the figure of the question, and the sentence nearest to the thing holds another one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from docqa.answer.naming import where
from docqa.answer.places import Lines, Lookup, Place
from docqa.answer.question import Understood
from docqa.answer.shown import shown
from docqa.answer.subject import said_of, subject_of
from docqa.records import Hit
from docqa.text import shorten

_AMOUNT = re.compile(r"(?P<sign>[£$€])\s?(?P<sum>\d[\d,]*(?:\.\d+)?)\s?(?P<unit>m\b|million\b|k\b|bn\b|billion\b|thousand\b)?|\b(?P<share>\d+(?:\.\d+)?)\s?(?:%|per ?cent\b)", re.I)
_UNITS = {"m": 1e6, "million": 1e6, "k": 1e3, "thousand": 1e3, "bn": 1e9, "billion": 1e9}
_ROUGHLY = re.compile(r"\b(?:about|around|roughly|nearly|almost|some|over|under|more than|less than|at least|up to|or|between|from|to|above|below)\s+[£$€]?\d", re.I)
_ALIKE = 0.05  # figures so near to each other, as a share, may be one rounded
_LEAST = 0.55  # share of the subject that the sentence must hold
_AS_NEAR = 0.05  # by how much another sentence may hold more


def wrong_amount(understood: Understood, weights: Mapping[str, float], hits: Sequence[Hit]) -> Lookup | None:
    """The sentence that gives another sum or percentage than the one a question takes for granted."""
    asked = amounts(understood.text)
    if len(asked) != 1 or _ROUGHLY.search(understood.text):
        return None
    kind, figure = asked[0]
    if any(_alike(figure, other) for h in hits for k, other in amounts(h.passage.text) if k == kind):
        return None
    subject = {s: w for s, w in subject_of(understood, weights).items() if not any(c.isdigit() for c in s)}
    said = said_of(subject, hits)
    nearest = max((s for s in said if any(k == kind for k, _ in amounts(s.text))), key=lambda s: s.share, default=None)
    if nearest is None or nearest.share < max(_LEAST, max(s.share for s in said) - _AS_NEAR):
        return None
    lines = Lines()
    lines.add(f"The papers found do not give {_words(understood.text)} for this, but: “{shorten(shown(nearest.text), 280)}” - {where(nearest.passage)}", Place(nearest.passage, nearest.span))
    return replace(lines.lookup("passages"), sure=False)


def amounts(text: str) -> list[tuple[str, float]]:
    """Sums of money and percentages of a text, in order: ("£", 2900000.0) for "£2.9m", ("%", 4.0) for "4 per cent"."""
    found = []
    for m in _AMOUNT.finditer(text):
        if m["share"]:
            found.append(("%", float(m["share"])))
        else:
            found.append((m["sign"], float(m["sum"].replace(",", "")) * _UNITS.get((m["unit"] or "").lower(), 1)))
    return found


def _alike(a: float, b: float) -> bool:
    return abs(a - b) <= _ALIKE * max(a, b)


def _words(text: str) -> str:
    found = _AMOUNT.search(text)
    return found.group().strip() if found else ""
