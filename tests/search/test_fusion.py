"""Two rankings on one scale."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docqa.search.fusion import scaled


@pytest.mark.parametrize(
    ("scores", "floor", "wanted"),
    [
        pytest.param({}, None, {}, id="nothing"),
        pytest.param({1: 0.2, 2: 0.6, 3: 0.4}, None, {1: 0.0, 2: 1.0, 3: 0.5}, id="between the lowest and the highest"),
        pytest.param({1: 2.0, 2: 8.0}, 0.0, {1: 0.25, 2: 1.0}, id="words: 0 is a passage without any of them"),
        pytest.param({4: 0.3}, None, {4: 1.0}, id="one candidate"),
        pytest.param({4: 0.3, 5: 0.3}, None, {4: 1.0, 5: 1.0}, id="all alike"),
        pytest.param({4: 0.0}, 0.0, {4: 1.0}, id="one candidate without the words"),
    ],
)
def test_scaled(scores: dict[int, float], floor: float | None, wanted: dict[int, float]) -> None:
    assert scaled(scores, floor=floor) == pytest.approx(wanted)


@given(st.dictionaries(st.integers(0, 99), st.floats(-1, 1, allow_subnormal=False), min_size=1))
def test_order_is_kept(scores: dict[int, float]) -> None:
    found = scaled(scores, floor=None)
    assert all(0 <= s <= 1 for s in found.values())
    assert max(found.values()) == 1
    for a in scores:
        for b in scores:
            assert scores[a] > scores[b] or found[a] <= found[b] + 1e-12
