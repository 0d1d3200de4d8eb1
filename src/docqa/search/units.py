"""Passages -> units: the sentences and table rows that an answer can quote, each with its place in the paper and in the text that is encoded. Pure.

The units of a passage are cut the same way when the index is built and when a question is answered, so the n-th vector of a passage is
always that of its n-th unit. The model reads a unit in its passage: "Agreed." has a vector that knows what was agreed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docqa.records import Passage, Span
from docqa.text import is_row, is_rule, one_line, sentences

_LONGEST_ROW = 70  # words
_EDGE = re.compile(r"[\t|]")  # of a cell
_SHORTEST_WRAPPED, _LONG_LINE = 25, 70  # characters of a line
_ENDS = re.compile(r"[.?!:;][\"'’”)\]*]*\s*$|\\$|  $")
_IN_SENTENCE = re.compile(r"(?:[a-z,]|\b(?:Mr|Mrs|Ms|Dr|Cllr|Councillor|the [A-Z]\w+))\s*$")
_OPENS = re.compile(r"\s*(?:\(?(?:\d{1,4}|[a-zA-Z]|[ivx]{1,5})(?:[./]\d+)*[.)]\s|[-*•●▪–>#]|www\.|https?:|[A-Z][A-Z\s]{6,}$)")


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence or row of a passage; ``text`` is the text of ``span``."""

    text: str
    span: Span


def units_of(passage: Passage) -> list[Unit]:
    """Sentences of running text and lines of lists and tables, in reading order, none of them empty; no row that tells of single people.

    A row is quoted whole, unless its cells hold paragraphs: then it is cut like running text.
    """
    found: list[Unit] = []
    at = 0
    for span in passage.spans:
        text = passage.text[at : at + span.end - span.start]
        at += len(text) + 1  # the slices are joined by one space
        offset = span.start
        for line in _stretches(text):
            content = line.rstrip("\n")
            pieces = [(0, len(content))] if is_row(content) and len(content.split()) <= _LONGEST_ROW else list(_sentences_of_cells(content))
            cut = [Unit(content[a:b], Span(span.page, offset + a, offset + b)) for a, b in pieces if content[a:b].replace("|", " ").strip() and not is_rule(content)]
            found += [u for u in cut if not any(s.overlaps(u.span) for s in passage.small_numbers)]
            offset += len(line)
    return found


def _stretches(text: str) -> Iterator[str]:
    """The lines of a text, those that were wrapped put together, with their line ends."""
    held = ""
    for line in text.splitlines(keepends=True):
        if held and not _runs_on(held.splitlines()[-1], line.rstrip("\n")):
            yield held
            held = ""
        held += line
    if held:
        yield held


def _runs_on(line: str, following: str) -> bool:
    """Was a sentence wrapped here: no mark that ends one, and the next line goes on in small letters, or the line is as long as wrapped ones are?"""
    if is_row(line) or is_row(following) or not line.strip() or not following.strip() or _ENDS.search(line) or _OPENS.match(following):
        return False
    return following.lstrip()[0].islower() and len(line) >= _SHORTEST_WRAPPED or len(line) >= _LONG_LINE and bool(_IN_SENTENCE.search(line))


def _sentences_of_cells(line: str) -> Iterator[tuple[int, int]]:
    at = 0
    for cell in _EDGE.split(line) if is_row(line) else [line]:
        yield from ((at + a, at + b) for a, b in sentences(cell))
        at += len(cell) + 1


def unit_ranges(text: str, units: Sequence[Unit]) -> list[tuple[int, int]]:
    """First character of each unit in ``text`` and the one after its last.

    Args:
        text: what the passage is encoded by (``passages.embedded_text``): its own text on one line, perhaps with headings in front.
        units: of the passage, in reading order.
    """
    ranges = []
    at = 0
    for unit in units:
        line = one_line(unit.text)
        start = max(text.find(line, at), at)
        at = start + len(line)
        ranges.append((start, at))
    return ranges
