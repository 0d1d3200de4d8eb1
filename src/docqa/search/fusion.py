"""Two rankings on one scale, to be added up: min-max normalised. Pure.

Bruch, Gai, Ingber, "An Analysis of Fusion Functions for Hybrid Retrieval" (2023): a convex combination of normalised scores beats
reciprocal ranks, and needs one weight.
"""

from __future__ import annotations

from collections.abc import Mapping

DENSE_WEIGHT = 0.6  # of the sum; the rest is for the words; settled in bench/: see the rows "dense", "words", "both"


def scaled(scores: Mapping[int, float], *, floor: float | None) -> dict[int, float]:
    """Scores from 0 to 1 over the candidates; ``floor`` is what counts as 0, None for the lowest of them."""
    if not scores:
        return {}
    low = min(scores.values()) if floor is None else floor  # of BM25: a passage without any of the words has 0
    high = max(scores.values())
    width = high - low
    return {row: (score - low) / width if width > 0 else 1.0 for row, score in scores.items()}
