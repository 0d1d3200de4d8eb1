"""Which stretch of a passage a question is compared with word by word: its nearest sentence with those around it. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from docqa.records import Passage
from docqa.search.units import units_of
from docqa.text import one_line

WINDOW_CHARS = 420  # about 90 tokens: long enough for a sentence in its setting, short enough to read thirty of them in a third of a second


def window_of(lengths: Sequence[int], best: int) -> tuple[int, int]:
    """First and end (half-open) of the units around unit ``best``, taken in turn after and before it while ``WINDOW_CHARS`` allow.

    Args:
        lengths: characters of each unit.
        best: index of the unit that must be in it.
    """
    first, end = best, best + 1
    chars = lengths[best]
    while True:
        grown = False
        if end < len(lengths) and chars + lengths[end] <= WINDOW_CHARS:
            chars, end, grown = chars + lengths[end], end + 1, True
        if first > 0 and chars + lengths[first - 1] <= WINDOW_CHARS:
            chars, first, grown = chars + lengths[first - 1], first - 1, True
        if not grown:
            return first, end


def stretch(passage: Passage, cosines: Sequence[float]) -> str:
    """The text of the window around the sentence or row that is nearest to the question.

    Args:
        passage: what was found.
        cosines: of its units with the question, in reading order; empty where they are not known.
    """
    texts = [one_line(u.text) for u in units_of(passage)]
    if not texts:
        return one_line(passage.text)[:WINDOW_CHARS]
    best = max(range(len(texts)), key=lambda n: cosines[n]) if len(cosines) == len(texts) else 0
    first, end = window_of([len(t) for t in texts], best)
    return " ".join(texts[first:end])[: 2 * WINDOW_CHARS]
