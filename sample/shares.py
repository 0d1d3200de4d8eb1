"""Splits of totals that always come out the same and add up: the arithmetic of the data appendices."""

from __future__ import annotations

import zlib
from collections.abc import Sequence


def ratio(name: str, low: float, high: float) -> float:
    """A number between ``low`` and ``high`` that depends on ``name`` only."""
    return low + (high - low) * (zlib.crc32(name.encode()) % 10007) / 10006


def split(total: int, weights: Sequence[float]) -> list[int]:
    """Whole parts of ``total`` in proportion to ``weights``, adding up to it (largest remainders)."""
    whole = sum(weights)
    exact = [abs(total) * w / whole for w in weights]
    parts = [int(v) for v in exact]
    for n in sorted(range(len(parts)), key=lambda n: parts[n] - exact[n])[: abs(total) - sum(parts)]:
        parts[n] += 1
    return parts if total >= 0 else [-p for p in parts]
