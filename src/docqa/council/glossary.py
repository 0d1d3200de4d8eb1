"""Acronyms and what the papers say they stand for, with the place. Pure.

Forms: "Long Form (ABC)", "ABC (Long Form)", "(ABC: Long Form)", "ABC: Long Form" in a legend. The initials must fit; brackets such as "(in the
Chair)" are no definitions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from docqa.records import Block, Definition, Reading, Span
from docqa.text import one_line

_BEHIND = re.compile(r"\((?P<a>[A-Z][A-Za-z&/-]{1,9}s?)\)")
_BEFORE = re.compile(r"\b(?P<a>[A-Z][A-Za-z&]{1,8})\s*\((?P<long>[A-Za-z][^()]{5,90})\)")
_INSIDE = re.compile(r"\((?P<a>[A-Z][A-Za-z&]{1,8})\s*[:=–-]\s*(?P<long>[A-Z][^()]{5,90})\)")
_LEGEND = re.compile(r"^(?P<a>[A-Z][A-Z&]{1,8})\s*(?:[:=–]|\s-)\s*(?P<long>[A-Z][A-Za-z’' -]{5,80})$")
_SMALL = {"of", "the", "and", "for", "in", "to", "on", "a", "an", "by", "with", "at", "or", "&"}


def find_definitions(reading: Reading) -> tuple[Definition, ...]:
    """Definitions in a document, each (acronym, meaning) once, where it stands first."""
    seen: dict[tuple[str, str], Definition] = {}
    for block in reading.blocks:
        if "(" not in block.text and not _LEGEND.match(block.text):
            continue
        for acronym, meaning, start, end in _in_block(block):
            span = _place(block, start, end)
            key = (acronym, meaning.lower())
            if span and key not in seen:
                seen[key] = Definition(acronym, one_line(meaning), reading.document, span)
    return tuple(seen.values())


def _in_block(block: Block) -> Iterator[tuple[str, str, int, int]]:
    text = block.text
    for match in _BEHIND.finditer(text):
        acronym = match["a"]
        if sum(c.isupper() for c in acronym) < 2:
            continue
        letters = re.sub(r"[^A-Za-z]", "", acronym.removesuffix("s") if acronym[-1] == "s" else acronym)
        start = _long_form(text[: match.start()], letters)
        if start is not None:
            yield acronym.removesuffix("s") if acronym[-1] == "s" and acronym[:-1].isupper() else acronym, text[start : match.start()].strip(" -–,"), start, match.end()
    for pattern in (_BEFORE, _INSIDE):
        for match in pattern.finditer(text):
            if sum(c.isupper() for c in match["a"]) >= 2 and fits(match["a"], match["long"]):
                yield match["a"], match["long"].strip(), match.start(), match.end()
    legend = _LEGEND.match(text)
    if legend and fits(legend["a"], legend["long"]):
        yield legend["a"], legend["long"].strip(), 0, len(text)


def _long_form(before: str, letters: str) -> int | None:
    """Where the words that the letters abbreviate begin, reading back from the bracket; None where they do not fit."""
    words = list(re.finditer(r"[A-Za-z][\w’']*|&", before[-160:]))
    base = max(0, len(before) - 160)
    if not words or len(before.rstrip()) - (base + words[-1].end()) > 2:
        return None
    for count in range(1, min(len(words), len(letters) * 2 + 3) + 1):
        start = base + words[-count].start()
        if count >= max(2, len(letters) // 2) and fits(letters, before[start:]) and words[-count].group().lower() not in _SMALL:
            return start
    return None


def fits(acronym: str, meaning: str) -> bool:
    """True where the letters are the initials of the words: all letters in order, small words may be left out, one word may give two letters."""
    letters = re.sub(r"[^A-Za-z]", "", acronym).lower()
    words = re.findall(r"[A-Za-z][\w’']*", meaning.replace("-", " "))
    if len(words) < 2 or len(letters) < 2 or words[0][0].lower() != letters[0]:
        return False
    return _match(letters, [w.lower() for w in words])


def _match(letters: str, words: list[str]) -> bool:
    if not letters:
        return all(w in _SMALL for w in words)
    if not words:
        return False
    if words[0][0] == letters[0]:
        if _match(letters[1:], words[1:]):
            return True
        if len(letters) > 1 and letters[1] in words[0][1:] and _match(letters[2:], words[1:]):
            return True
    return words[0] in _SMALL and _match(letters, words[1:])


def _place(block: Block, start: int, end: int) -> Span | None:
    offset = 0
    for span in block.spans:
        length = span.end - span.start
        if offset <= start < offset + length:
            return Span(span.page, span.start + start - offset, min(span.end, span.start + end - offset))
        offset += length + 1
    return None
