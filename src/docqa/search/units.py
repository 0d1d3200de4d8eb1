"""Passages -> units: the sentences and table rows that an answer can quote, each with its place and the text it is encoded by. Pure.

The units of a passage are cut the same way when the index is built and when a question is answered, so the n-th vector of a passage is
always that of its n-th unit. A unit of few words says little on its own; it is encoded together with the one before it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from docqa.records import Passage, Span
from docqa.text import one_line, sentences

_ALONE_CHARS = 40  # shorter units ("Agreed.", "Noted.") are encoded with what they answer


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence or row of a passage; ``text`` is the text of ``span``."""

    text: str
    span: Span


def units_of(passage: Passage) -> list[Unit]:
    """Sentences of running text and lines of lists and tables, in reading order, none of them empty."""
    found: list[Unit] = []
    at = 0
    for span in passage.spans:
        text = passage.text[at : at + span.end - span.start]
        at += len(text) + 1  # the slices are joined by one space
        offset = span.start
        for line in text.splitlines(keepends=True):
            content = line.rstrip("\n")
            pieces = [(0, len(content))] if "\t" in content else list(sentences(content))
            found += [Unit(content[a:b], Span(span.page, offset + a, offset + b)) for a, b in pieces if content[a:b].strip()]
            offset += len(line)
    return found


def unit_texts(units: list[Unit]) -> Iterator[str]:
    """What each unit is encoded by, on one line."""
    before = ""
    for unit in units:
        line = one_line(unit.text)
        yield line if len(line) >= _ALONE_CHARS or not before else f"{before[-200:]} {line}"
        before = line
