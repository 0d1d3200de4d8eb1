"""Numbers fitted by ``python -m bench fit`` on the question sets: weights of the passage and sentence rankings and of the confidence.

They stand in ``fitted.json`` beside this file, each model as ``{"names": [...], "weights": [...], "intercept": x}``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Linear:
    """A weighted sum of named figures."""

    weights: Mapping[str, float]
    intercept: float = 0.0

    def score(self, names: Sequence[str], figures: Sequence[float]) -> float:
        """The sum for one thing; a name without a weight counts nothing."""
        return self.intercept + sum(self.weights.get(n, 0.0) * f for n, f in zip(names, figures, strict=True))


@cache
def linear(name: str) -> Linear:
    """The fitted model ``name``: "passage", "sentence" or "confidence"."""
    models = json.loads(Path(__file__).with_name("fitted.json").read_text(encoding="utf-8"))
    return Linear(dict(zip(models[name]["names"], models[name]["weights"], strict=True)), models[name].get("intercept", 0.0))
