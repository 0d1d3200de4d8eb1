"""The two times that a question sets against each other, each as a question of its own, and the best sentence of each. Pure.

What comes in: the question as understood, and the sentences found for each side. What goes out: the sides, first side first, and a sentence for each; and whether a
sentence tells both sides by itself, for questions that only ask for a change. Owns one rule:
the sides are read from the question alone - two or three times of which one is set beside the other; each side is the question without the other times.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from docqa.answer.extract import Extract
from docqa.answer.question import Period, Understood
from docqa.text import one_line

_MOST = 3
LONG = 110  # words of a sentence; with a longer one there is no room for the other side
_NEARLY = 2.0  # in the measure of the sentence scores
_SUM = re.compile(r"[£$€]\s?\d|\b\d+p\b")
_ALIKE = (_SUM, re.compile(r"\d\s?(?:%|per ?cent\b)", re.I))
_SETS = re.compile(r"\b(?:and|or|v|vs|versus|against|than|compared|what happened)\b|^[\s,/]*$", re.I)  # one time beside another
_CHANGE = re.compile(
    r"\b(?:chang\w+|differ\w*|compar\w+|mov\w+|go(?:ne)? (?:up|down)|went (?:up|down)|rise|risen|rose|fell|fall\w*|grow\w*|grew|climb\w*|shr[iu]nk\w*|more|less|fewer|higher|lower|dearer|cheaper)\b", re.I
)  # fmt: skip
_CHANGE_ASKED = re.compile(
    r"\b(?:got|gone|go|went|get|getting|grown|become|any|much|are|is|were|was|do|did|have|has)\b[^?]{0,60}\b(?:more|fewer|less|better|worse|busier|quicker|faster|slower|dearer|cheaper|higher|lower|bigger|smaller|up|down)\b|"
    r"\b(?:slow\w+|speeded|risen|fallen|shrunk|shrinking|chang(?:e|ed)|compare[ds]?|differ\w*|improv\w+)\b|\bthan (?:before|last|the)\b", re.I
)  # fmt: skip
_BOTH = re.compile(
    r"\d[^.\t]{0,120}\b(?:against|compared (?:with|to)|than in|up from|down from|(?:it|they) (?:had been|was|were)|the (?:year|winter|summer|quarter|month) before|previous(?:ly)?|last (?:year|winter|summer|quarter|month))\b[^\t]{0,80}\d|"
    r"\bfrom\b[^.\t]{0,40}\d[^.\t]{0,60}\bto\b[^\t]{0,40}\d|\d[^\t|]*[\t|][^\t|]*\d[^\t|]*[\t|]", re.I
)  # fmt: skip
_RANGE = re.compile(r"\b(?:between|from)\W+(?:the\W+)?$", re.I)


def sides(understood: Understood) -> tuple[str, ...]:
    """One question for each side, first side first: two or three, or none where nothing is set against anything."""
    text = understood.text
    apart = [p for n, p in enumerate(understood.periods) if p.certain and not any(_overlap(p, q) for q in understood.periods[:n])]
    if not 1 < len(apart) <= _MOST or not all(_beside(text, p, q) for p, q in pairwise(apart)):
        return ()
    return tuple(_only(text, p, understood.periods) for p in apart)


def _beside(text: str, first: Period, later: Period) -> bool:
    """Is one time set beside the other: "in May and in June", not "between May and June", which is one stretch, unless something changed between them?"""
    start = text.find(first.words)
    between = text[start + len(first.words) : text.find(later.words, start + len(first.words))]
    return bool(_SETS.search(between)) and (not _RANGE.search(text[:start]) or bool(_CHANGE.search(text)))


def _overlap(a: Period, b: Period) -> bool:
    return a.first <= b.last and b.first <= a.last


def _only(text: str, kept: Period, periods: Sequence[Period]) -> str:
    """The question with one of its times, which gets the year that it shares with the next ("April and May 2023")."""
    for other in periods:
        if other.words != kept.words:
            text = text.replace(other.words, " ", 1)
    if not re.search(r"\d\d", kept.words):
        text = text.replace(kept.words, f"{kept.words} {kept.first[:4]}", 1)
    return one_line(text)


def change_asked(text: str) -> bool:
    """Does a question ask whether or how something changed: "have cars slowed?", "is it dearer than before?"."""
    return bool(_CHANGE_ASKED.search(text))


def tells_both(text: str) -> bool:
    """Does a sentence or row hold a figure and what it was before: "57 per cent; it had been 38", "from £2m to £3m", two columns of figures?"""
    return bool(_BOTH.search(text))


def best_of_each(asked: Sequence[tuple[Understood, Sequence[Extract]]]) -> list[Extract]:
    """The best sentence of each side, first side first; fewer where a side has none of its own.

    It is of the side's time where any sentence is, else of none of the other sides' times. Sides are alike: where a sum is asked for, or the sentence of one side
    has a sum or a share, one that has it too is taken for the others if it is nearly as good.

    Args:
        asked: for each side its question and the sentences found for it, best first.
    """
    tops = _best(asked, None)
    for alike in _ALIKE:
        if any(alike.search(t.text) for t in tops) or (alike is _SUM and asked[0][0].form == "money"):
            return _best(asked, alike)
    return tops


def _best(asked: Sequence[tuple[Understood, Sequence[Extract]]], alike: re.Pattern[str] | None) -> list[Extract]:
    tops: list[Extract] = []
    for n, (side, found) in enumerate(asked):
        others = [p for m, (other, _) in enumerate(asked) if m != n for p in other.periods]
        free = [e for e in found if len(e.text.split()) <= LONG and not any(e.span.overlaps(t.span) and e.hit.passage.document == t.hit.passage.document for t in tops)]
        own = [e for e in free if of_time(e, side.periods)] or [e for e in free if not of_time(e, others)]
        near = (e for e in own if alike and e.score >= own[0].score - _NEARLY and alike.search(e.text))
        top = next(near, own[0] if own else None)
        tops += [top] if top else []
    return tops


def of_time(extract: Extract, periods: Iterable[Period]) -> bool:
    """Was the meeting that a sentence is of in one of the periods?"""
    day = extract.hit.passage.meeting_date
    return day is not None and any(p.first <= day <= p.last for p in periods)
