"""The networks of the rankings: what they add up, what they refuse, and that what is shipped was fitted on the figures there are."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pytest

from bench.ranker import fit_network
from docqa.answer import confidence, extract
from docqa.fitted import Network, linear, network
from docqa.search import rerank

ONE_UNIT = Network(("words", "date"), *(np.array(x, dtype=np.float32) for x in ([1.0, 0.0], [[0.0, 2.0]], [-1.0], [3.0])))


def gelu(x: float) -> float:
    return 0.5 * x * (1 + math.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x**3)))


def test_a_network_adds_up_figures_and_units() -> None:
    assert ONE_UNIT.scores(("words", "date"), [[0.5, 0.0], [0.5, 1.0]]) == pytest.approx([0.5 + 3 * gelu(-1.0), 0.5 + 3 * gelu(1.0)], abs=1e-5)


def test_nothing_to_score() -> None:
    assert ONE_UNIT.scores(("words", "date"), []) == []


def test_other_figures_are_refused() -> None:
    with pytest.raises(ValueError, match="other figures: .*body.*fit again"):
        ONE_UNIT.scores(("words", "body"), [[0.5, 0.0]])


@pytest.mark.parametrize(("name", "figures"), [("passage", rerank.NAMES), ("sentence", extract.NAMES), ("sentence read", extract.READ_NAMES)])
def test_what_is_shipped_was_fitted_on_these_figures(name: str, figures: tuple[str, ...]) -> None:
    assert network(name).names == figures
    assert len(set(figures)) == len(figures)


def test_the_shipped_confidence_was_fitted_on_these_figures() -> None:
    assert tuple(linear("confidence").weights) == confidence.NAMES
    assert tuple(linear("confidence read").weights) == confidence.READ_NAMES


@dataclass
class Asked:
    figures: np.ndarray
    gold: np.ndarray


def test_a_network_learns_what_only_two_figures_together_tell() -> None:
    """The right one has both figures or neither: no weighted sum of the two puts it on top."""
    four = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], dtype=np.float32)
    groups = []
    for n in range(640):
        both = np.array([[n % 2, n % 2]], dtype=np.float32)
        groups.append(Asked(np.vstack([four[1:3], both]), np.array([0, 0, 1], dtype=np.float32)))
    fitted = fit_network(groups, ("a", "b"), spread=2.0)
    scores = fitted.scores(("a", "b"), four.tolist())
    assert min(scores[0], scores[3]) > max(scores[1], scores[2])
    assert np.mean([max(s) - min(s) for s in (scores[:3], scores[1:])]) == pytest.approx(2.0, rel=0.05), "in the measure that is asked for"
