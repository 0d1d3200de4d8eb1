"""Numbers fitted by ``python -m bench.fit`` on questions with their evidence: the networks of the passage and sentence rankings, the weights of the confidence.

They stand in ``fitted.json`` beside this file: the confidence as ``{"names": [...], "weights": [...], "intercept": x}``, a network with ``hidden``, one row
of weights for every hidden unit, their ``bias`` and what they ``add`` to the score.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Model(Protocol):
    """What scores rows of named figures."""

    def scores(self, names: Sequence[str], table: Sequence[Sequence[float]]) -> list[float]:
        """A score for every row of ``table``, whose figures stand in the order of ``names``; higher is better."""
        ...


@dataclass(frozen=True, slots=True)
class Linear:
    """A weighted sum of named figures."""

    weights: Mapping[str, float]
    intercept: float = 0.0

    def score(self, names: Sequence[str], figures: Sequence[float]) -> float:
        """The sum for one thing; a name without a weight counts nothing."""
        return self.intercept + sum(self.weights.get(n, 0.0) * f for n, f in zip(names, figures, strict=True))

    def probability(self, names: Sequence[str], figures: Sequence[float]) -> float:
        """The sum put through the logistic function, 0 to 1."""
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, self.score(names, figures)))))

    def scores(self, names: Sequence[str], table: Sequence[Sequence[float]]) -> list[float]:
        """See Model."""
        return [self.score(names, row) for row in table]


@dataclass(frozen=True, slots=True)
class Network:
    """A weighted sum of named figures, and of one layer of hidden units over them."""

    names: tuple[str, ...]
    weights: NDArray[np.float32]  # shape (figures,)
    hidden: NDArray[np.float32]  # shape (units, figures)
    bias: NDArray[np.float32]  # shape (units,)
    add: NDArray[np.float32]  # shape (units,)

    def scores(self, names: Sequence[str], table: Sequence[Sequence[float]]) -> list[float]:
        """See Model.

        Raises:
            ValueError: the network was fitted on other figures.
        """
        import numpy as np

        if tuple(names) != self.names:
            raise ValueError(f"fitted on other figures: {sorted(set(names) ^ set(self.names))}; fit again: python -m bench.fit")
        if not len(table):
            return []
        x = np.asarray(table, dtype=np.float32)
        z = x @ self.hidden.T + self.bias
        bent = 0.5 * z * (1 + np.tanh(0.79788456 * (z + 0.044715 * z**3)))  # GELU (Hendrycks, Gimpel, 2016), as fitted
        scores: list[float] = (x @ self.weights + bent @ self.add).tolist()
        return scores


@cache
def linear(name: str) -> Linear:
    """The fitted weighted sum ``name``: "confidence", or "confidence read" for hits that were read with the question."""
    own = _read(name)
    return Linear(dict(zip(own["names"], own["weights"], strict=True)), own.get("intercept", 0.0))


@cache
def network(name: str) -> Network:
    """The fitted network ``name``: "passage" or "sentence", or "sentence read" for those of passages that were read with the question."""
    import numpy as np

    own = _read(name)
    return Network(tuple(own["names"]), *(np.array(own[key], dtype=np.float32) for key in ("weights", "hidden", "bias", "add")))


def _read(name: str) -> dict[str, Any]:
    models: dict[str, dict[str, Any]] = json.loads(Path(__file__).with_name("fitted.json").read_text(encoding="utf-8"))
    return models[name]
