"""How sure an answer is, from 0 to 1, and when to say "not found". Pure.

A logistic function of four figures that can be read off the search; the coefficients are fitted by ``python -m bench calibrate`` on the question
sets and stand in bench/results with the reliability table.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

# Leaning: towards answering. A near miss with its citation helps more than silence; only plainly foreign questions are refused.
NOT_FOUND_BELOW = 0.30
_INTERCEPT = -3.2
_COSINE = 4.6
_OVERLAP = 2.6
_NAMED = -1.3


@dataclass(frozen=True, slots=True)
class Signals:
    """What the search says about its best hits."""

    cosine: float  # of the question with the best passages
    overlap: float  # share of the question's words, weighted by rarity, held by the best sentence with its context
    unseen: float  # share of the question's words that stand in no passage found


def confidence(signals: Signals) -> float:
    """Probability that the answer is right, 0 to 1, two decimals."""
    z = _INTERCEPT + _COSINE * signals.cosine + _OVERLAP * signals.overlap + _NAMED * signals.unseen
    return round(1 / (1 + math.exp(-z)), 2)
