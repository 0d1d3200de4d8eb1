"""What a decision refers to by its number: "moved to approve 8.b" decides on the matter that stands as b. in its item, and an
amendment of "the original motion" on the one above. Pure.

What comes in: a decision and the sentences of its item. What goes out: the matters that its numbers point to, none where it gives none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from docqa.answer.shown import opened
from docqa.records import Decision, Passage
from docqa.search.units import Unit
from docqa.text import one_line

Matter = tuple[tuple[Unit, Passage], ...]
_POINTS = re.compile(r"(?<![\w.-])(?P<item>\d{1,2})\s?[.(]?(?P<first>[a-z]{1,2})\)?(?:\s*(?:[–‐-]|to|through)\s*(?:\d{1,2}\s?[.(]?)?(?P<last>[a-z]{1,2})\)?)?(?![\w])")
_LETTERED = re.compile(r"\s*\(?(?P<letter>[a-z]{1,2})[.)]\s+\S")
_OTHER_MOTION = re.compile(r"\b(?:original|previous|main|first|substantive) motion\b|\bthe (?:motion|amendment|appeal)\b", re.I)  # of the matter that stands above
_MOVED = re.compile(r"\bmo(?:ved|tion)\b")  # behind the matter that a motion is kept with
_BY_LETTER = re.compile(r"\W*(?:the )?(?:[A-Z][\w.'’-]+ ){1,4}moved (?:to )?(?:approve|adopt|deny|accept|defer|table) \d{1,2}\.?[a-z](?:\W{1,3}(?:and |through |to )?\d{1,2}\.?[a-z])*\W*", re.I)
_MOST = 12  # matters of a range that are looked at


def referred_to(decision: Decision, units: Sequence[tuple[Unit, Passage]]) -> list[Matter]:
    """The lettered matters above a decision that it points to, in reading order, each with its sentences.

    Args:
        decision: as read from its paper.
        units: sentences of its item, in reading order.
    """
    wanted = letters_of(decision.text)
    other_motion = not wanted and _OTHER_MOTION.search(decision.text)
    if not (wanted or other_motion) or not decision.spans:
        return []
    start = (decision.spans[-1].page or 0, decision.spans[-1].start)  # a decision may be kept with the matter it points to
    found: dict[str, list[tuple[Unit, Passage]]] = {}
    letter = ""
    for unit, passage in units:
        if passage.document != decision.document or (unit.span.page or 0, unit.span.start) >= start:
            continue
        lettered = _LETTERED.match(unit.text)
        if lettered:
            letter = lettered["letter"]
            found[letter] = []
        if letter and (letter in wanted or other_motion):
            found[letter].append((unit, passage))
    if other_motion:
        wanted = [letter]
    return [tuple(found[key]) for key in wanted if found.get(key)]


def letter_of(text: str) -> str:
    """The letter that a matter stands under, "" where it has none."""
    lettered = _LETTERED.match(text)
    return lettered["letter"] if lettered else ""


def moves_by_letter(text: str) -> bool:
    """Is it a motion that says what it is about by nothing but a letter: "Councillor Ash moved to approve 8.b - 8.c."?"""
    return bool(_BY_LETTER.fullmatch(text))


def matter_words(matter: Matter, most: int) -> str:
    """What a matter is, in at most so many words, without the formula it opens with ("Consideration and possible approval of")."""
    words = opened(one_line(matter[0][0].text))[2].split()
    return " ".join(words[:most]) + (" …" if len(words) > most else "")


def letters_of(text: str) -> list[str]:
    """The letters that a decision points to, ranges filled up as far as they are short."""
    found: list[str] = []
    moved = _MOVED.search(text) if _LETTERED.match(text) else None
    for pointed in _POINTS.finditer(text, moved.start() if moved else 0):
        first, last = pointed["first"], pointed["last"] or pointed["first"]
        if len(first) == len(last) == 1 and first <= last:
            found += [chr(c) for c in range(ord(first), ord(last) + 1)][:_MOST]
        else:
            found += [first, last]
    return list(dict.fromkeys(found))
