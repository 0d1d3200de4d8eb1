"""The figures that the confidence rests on."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from docqa.answer.confidence import NAMES, READ_NAMES, signals
from docqa.records import Hit
from tests.answer.test_resolutions import MARCH

HIT = Hit(MARCH, 2.0, read=(1.0, -3.0), words=(0.0, math.log(3)))


def figures(hits: list[Hit]) -> dict[str, float]:
    told = signals("Who mends the lamp?", {"lamp": 1.0}, [], hits, [])
    return dict(zip(READ_NAMES if len(told) == len(READ_NAMES) else NAMES, told, strict=True))


def test_the_words_of_all_hits_count_together_and_those_of_the_first_by_themselves() -> None:
    told = figures([HIT, replace(HIT, score=1.0, words=(math.log(4), -1000.0))])
    assert (told["words of the first"], told["words"]) == (pytest.approx(math.log(4)), pytest.approx(math.log(8)))
    assert (told["read of the first"], told["read"]) == (1.0, 1.0)


def test_hits_that_were_not_read_have_no_figures_of_the_reader() -> None:
    assert set(figures([replace(HIT, read=(), words=())])) == set(NAMES)
