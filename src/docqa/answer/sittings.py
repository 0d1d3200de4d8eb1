"""Which meeting a question means by its place in the row: the first of 2015, the last before Christmas 2022, the last one. Pure.

What comes in: the question as understood and the meetings that have minutes. What goes out: the question with the day of that meeting in place of the time
that it was looked for in; as it was where several bodies meet and none is named.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from docqa.answer.question import Period, Understood

_ROW = r"(?:\w+ ){0,3}?meeting\b"
_FIRST = re.compile(rf"\bfirst {_ROW}\s+(?P<link>of|in|after|since)\s+(?:the\s+)?(?:year\s+)?$", re.I)
_LAST = re.compile(rf"\b(?:last|final) {_ROW}\s+(?P<link>of|in|before)\s+(?:the\s+)?(?:year\s+)?$", re.I)
_NEWEST = re.compile(rf"(?<!before the )(?<!since the )(?<!from the )(?<!of the )(?<!of )(?<!since )\b(?:last|latest|newest|most recent) {_ROW}(?! (?:of|in|before|on|held|about|over|regarding|with|where|when|which|that|to discuss)\b)", re.I)
_NEARLY_ALL = 0.8  # share of the meetings that are of one body, which need not be named then
Meeting = tuple[str | None, str]  # body and day, ISO


def names_one(question: str) -> bool:
    """Does a question speak of a first or last meeting at all?"""
    return bool(re.search(rf"\b(?:first|last|final|latest|newest|most recent) {_ROW}", question, re.I))


def of_one_meeting(understood: Understood, meetings: Sequence[Meeting]) -> Understood:
    """The question with the day of the meeting that it means.

    Args:
        understood: the question.
        meetings: those that have minutes.
    """
    days = _days(understood, meetings)
    text = understood.text
    if not days:
        return understood
    if not understood.periods:
        newest = _NEWEST.search(text)
        return replace(understood, periods=(Period(days[-1], days[-1], newest.group(), certain=False),)) if newest else understood
    if len(understood.periods) > 1:
        return understood
    period = understood.periods[0]
    before = text[: max(text.find(period.words), 0)]
    first, last = _FIRST.search(before), _LAST.search(before)
    if first:
        after = first["link"].lower() in ("after", "since")
        day = next((d for d in days if (d > period.last if after else period.first <= d <= period.last)), None)
    elif last:
        sooner = last["link"].lower() == "before"
        day = next((d for d in reversed(days) if (d <= period.last if sooner else period.first <= d <= period.last)), None)
    else:
        return understood
    return replace(understood, periods=(replace(period, first=day, last=day),)) if day else understood


def _days(understood: Understood, meetings: Sequence[Meeting]) -> list[str]:
    """Days, oldest first, on which the body met that is named, or that nearly all meetings are of."""
    bodies = set(understood.bodies)
    if not bodies and meetings:
        body, held = Counter(body for body, _ in meetings).most_common(1)[0]
        if held < _NEARLY_ALL * len(meetings):
            return []
        bodies = {body} if body else set()
    return sorted({day for body, day in meetings if body in bodies})
