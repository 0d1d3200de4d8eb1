"""Two rankings into one: min-max normalised weighted sum. Pure.

Bruch, Gai, Ingber, "An Analysis of Fusion Functions for Hybrid Retrieval" (2023): a convex combination of normalised scores beats
reciprocal ranks, and needs one weight.
"""

from __future__ import annotations

from collections.abc import Mapping

DENSE_WEIGHT = 0.5  # settled in bench/: see the rows "dense", "words", "both"


def fuse(dense: Mapping[int, float], lexical: Mapping[int, float], *, dense_weight: float = DENSE_WEIGHT) -> dict[int, float]:
    """Score of every row in either ranking, from 0 to 1.

    Args:
        dense: cosine by row.
        lexical: BM25 by row.
        dense_weight: share of the dense score; the rest is for the words.
    """
    by_meaning = _scaled(dense, floor=None)
    by_words = _scaled(lexical, floor=0.0)  # a passage without any of the words has 0
    return {
        row: dense_weight * by_meaning.get(row, 0.0) + (1 - dense_weight) * by_words.get(row, 0.0) for row in dense.keys() | lexical.keys()
    }


def _scaled(scores: Mapping[int, float], floor: float | None) -> dict[int, float]:
    if not scores:
        return {}
    low = min(scores.values()) if floor is None else floor
    high = max(scores.values())
    width = high - low
    return {row: (score - low) / width if width > 0 else 1.0 for row, score in scores.items()}
