"""Which stretch of a passage is read together with a question: its nearest sentence with those around it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from docqa.records import Passage
from docqa.search.passages import embedded_text
from docqa.search.units import unit_ranges, units_of
from docqa.text import one_line

WINDOW_CHARS = 420  # about 90 tokens: long enough for a sentence in its setting, short enough to read thirty of them in a third of a second
READ_CHARS = 560  # of a passage that is read with its context in front; as trained
_READ_WHOLE = 600  # a passage of so many characters is read whole
_CONTEXT_CHARS = 120


def window_of(lengths: Sequence[int], best: int, most: int = WINDOW_CHARS) -> tuple[int, int]:
    """First and end (half-open) of the units around unit ``best``, taken in turn after and before it while ``most`` characters allow.

    Args:
        lengths: characters of each unit.
        best: index of the unit that must be in it.
        most: characters in all.
    """
    first, end = best, best + 1
    chars = lengths[best]
    while True:
        grown = False
        if end < len(lengths) and chars + lengths[end] <= most:
            chars, end, grown = chars + lengths[end], end + 1, True
        if first > 0 and chars + lengths[first - 1] <= most:
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


@dataclass(frozen=True, slots=True)
class Piece:
    """What is read of a passage."""

    text: str  # its context and its sentences
    ranges: tuple[tuple[int, int], ...]  # characters of the sentences and rows in it
    first: int  # position of the first of them among the units of the passage, 0-based
    units: int  # of the passage


def read_piece(passage: Passage, cosines: Sequence[float]) -> Piece:
    """What is read of a passage; ``cosines``: of its units with the question, in reading order, empty where they are not known."""
    text = embedded_text(passage)
    return piece_of(text, unit_ranges(text, units_of(passage)) or ((0, len(text)),), cosines)


def piece_of(text: str, cuts: Sequence[tuple[int, int]], cosines: Sequence[float]) -> Piece:
    """The whole of a short text, of a longer one the sentences around the one that is nearest to the question, with the context in front.

    Args:
        text: context and passage, as embedded.
        cuts: characters of its sentences and rows, at least one.
        cosines: of these with the question; empty where they are not known.
    """
    if cuts[-1][1] <= _READ_WHOLE:
        return Piece(text, tuple(cuts), 0, len(cuts))
    best = max(range(len(cuts)), key=lambda n: cosines[n]) if len(cosines) == len(cuts) else 0
    first, end = window_of([b - a for a, b in cuts], best, READ_CHARS)
    head = text[: cuts[0][0]] if first == 0 else text[: min(cuts[0][0], _CONTEXT_CHARS)]
    moved = len(head) - cuts[first][0]
    return Piece(head + text[cuts[first][0] : cuts[end - 1][1]], tuple((a + moved, b + moved) for a, b in cuts[first:end]), first, len(cuts))
