"""Sentences made after one pattern ("a travel authorization of $2,516 for Councilor ..."), which answer together where several things are asked for. Pure.

What comes in: the best sentence and all that were found. What goes out: those of its paper that are like it, in reading order, and what one says that the one
before it does not. Owns one rule: what two lines under each other share at their beginning and end is said once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from docqa.answer.extract import Extract, is_heading
from docqa.answer.shown import opened, said, shown
from docqa.text import is_row, words

_ALIKE = 0.5  # of the words of two sentences are in both
_FEWEST_WORDS = 8
_SAID_AGAIN = 5  # words at an end that are left out where the line before has them
_AMOUNT = re.compile(r"(?:one|two|three|four|five|six|seven|eight|nine|ten|\w+teen|\w+ty(?:[-‐]\w+)?|hundred|thousand|million|and|[£$€(]*[\d,.]+\)?),?", re.I)


def alike(first: Extract, found: Sequence[Extract]) -> list[Extract]:
    """The sentence and those of the same paper that are made after its pattern, in reading order; itself alone where there are none."""
    own = _bag(first)
    if is_row(first.text) or len(own) < _FEWEST_WORDS or is_heading(first.text, first.hit.passage):
        return [first]
    of_paper = [e for e in found if e.hit.passage.paper == first.hit.passage.paper and not is_row(e.text)]
    like = [e for e in of_paper if e is first or (_shared(own, _bag(e)) >= _ALIKE and (_bag(e) != own or _sums(e) != _sums(first)))]  # not those that differ in nothing but a file's number
    return sorted(like, key=lambda e: (e.span.page or 0, e.span.start))


def said_after(extract: Extract, before: Extract | None) -> str:
    """A sentence as an answer quotes it under ``before``: without what both begin and end with, where that is long and both are made after one pattern, and with a mark in its place."""
    text = extract.text
    if before is None or before.hit.passage.paper != extract.hit.passage.paper or is_row(text) or _shared(_bag(before), _bag(extract)) < _ALIKE:
        return said(text)
    number, line = _numbered(text)
    above = _numbered(before.text)[1]
    start = _common(line, above)
    end = _common(line[start:][::-1], above[start:][::-1])
    while start and _AMOUNT.fullmatch(line[start - 1]):
        start -= 1  # no sum is cut in two
    start, end = (n if n >= _SAID_AGAIN else 0 for n in (start, end))
    if not start and not end or start + end >= len(line):
        return said(text)
    return number + " ".join([*(["…"] if start else []), *line[start : len(line) - end], *(["…"] if end else [])])


def _numbered(text: str) -> tuple[str, list[str]]:
    """The number or letter that a sentence opens with, and its words."""
    line = said(text)
    number, *_ = opened(line)
    return number, line[len(number) :].split()


def _common(a: Sequence[str], b: Sequence[str]) -> int:
    n = 0
    while n < min(len(a), len(b)) and a[n] == b[n]:
        n += 1
    return n


def _bag(extract: Extract) -> frozenset[str]:
    _, formula, rest = opened(shown(extract.text))
    return frozenset(w for w in words((rest or formula).lower()) if not any(c.isdigit() for c in w))


def _sums(extract: Extract) -> list[str]:
    return re.findall(r"[£$€]\s?[\d,.]+", extract.text)


def _shared(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / (len(a | b) or 1)
