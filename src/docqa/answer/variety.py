"""Which sentence an answer says next: a good one that says something not yet said. Pure.

What comes in: the sentences that were found, those that are said already, and what is asked. What goes out: the next one. Owns one rule: a sentence is
worth more for what of the question and which of the times asked about it brings in, and less for the words that are there already; and none is said where
one thing is asked and what is said answers it most likely.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from docqa.answer.extract import Extract
from docqa.answer.question import Period
from docqa.answer.sides import of_time, tells_both
from docqa.text import stems

HORIZON = 60  # sentences, best first, that are looked at
# In the measure of the sentence scores; each was tried at half and at twice (question sets, weights of the shipped sentence model).
_NEW_WORDS = 1.0  # all of the question's words, said for the first time
_SAID = 1.0  # all of the sentence's words, said already
_BOTH = 2.0  # before and after in one sentence or row, where a change is asked for
_NEW_TIME = 3.0  # of one of several times asked about, nothing of which is said yet
_ENOUGH = 0.7  # share of the odds that what is said already answers


@dataclass(slots=True)
class Variety:
    """What is asked, and the words of the sentences looked at."""

    weights: Mapping[str, float] = field(default_factory=dict)  # stem of the question -> its weight times its rarity
    periods: Sequence[Period] = ()
    sides: Sequence[Extract] = ()  # the best sentence of each side of a comparison, first side first
    changed: bool = False  # a change is asked for
    one_thing: bool = False  # and nothing beside it, so that one sentence can answer
    _bags: dict[tuple[int, int], set[str]] = field(default_factory=dict)

    def following(self, left: Sequence[Extract], chosen: Sequence[Extract]) -> Extract:
        """The one of ``left`` (at least one, best first) that says most beside ``chosen``."""
        side = next((s for s in self.sides if s in left), None)
        if side:
            return side
        missing = self._missing(chosen)
        if not chosen:
            return max(left, key=lambda e: e.score + _NEW_TIME * of_time(e, missing) + _BOTH * (self.changed and tells_both(e.text)))
        total = sum(self.weights.values()) or 1.0
        bags = [self._bag(c) for c in chosen]
        told = set().union(*bags)

        def worth(extract: Extract) -> float:
            bag = self._bag(extract)
            new = sum(w for s, w in self.weights.items() if s in bag and s not in told) / total
            said = max(len(bag & b) for b in bags) / (len(bag) or 1)
            return extract.score + _NEW_WORDS * new - _SAID * said + _NEW_TIME * of_time(extract, missing)

        return max(left, key=worth)

    def enough(self, found: Sequence[Extract], chosen: Sequence[Extract]) -> bool:
        """Do the ``chosen`` ones of ``found`` (best first) hold the answer by themselves, as far as the scores tell?"""
        if not chosen or not self.one_thing or self.changed or len(self.periods) > 1 or len(self.sides) > 1:
            return False
        best = max(e.score for e in found[:HORIZON])
        shares = {(e.rank, e.unit): math.exp(e.score - best) for e in found[:HORIZON]}
        return sum(shares.get((c.rank, c.unit), 0.0) for c in chosen) >= _ENOUGH * sum(shares.values())

    def _missing(self, chosen: Sequence[Extract]) -> list[Period]:
        """Of several times asked about, those that no sentence is of."""
        periods = self.periods if len(self.periods) > 1 else ()
        return [p for p in periods if not any(of_time(c, [p]) for c in chosen)]

    def _bag(self, extract: Extract) -> set[str]:
        key = (extract.rank, extract.unit)
        if key not in self._bags:
            self._bags[key] = set(stems(extract.text))
        return self._bags[key]

