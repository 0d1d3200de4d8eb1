"""A question in a conversation -> the question in full. Pure.

"And who seconded it?" says what it is about only together with the turn before; "what about the year before?" asks that turn again of another year.
What a question names itself always stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from docqa.records import Answer
from docqa.text import content_words

_OPENS = re.compile(r"^\W*(?:and|but|so|also|what about|how about|what of|ok|okay|right)\b[\s,]*", re.I)
_POINTS = re.compile(r"\b(?:it|its|they|them|their|that|this|those|these|he|him|his|she|her|(?<!is )(?<!are )(?<!was )(?<!were )(?<!be )there(?! (?:is|are|was|were|be|will|has|have|had)\b)|then|one|the same|the (?:first|second|other|latter|former))\b", re.I)
_YEAR_BEFORE = re.compile(r"\b(?:the )?(?:year before|previous year|year earlier|year prior)(?: that)?\b", re.I)
_YEAR_AFTER = re.compile(r"\b(?:the )?(?:year after|following year|next year|year later)(?: that)?\b", re.I)
_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
_NAMES_NOTHING = re.compile(r"(?:vot\w*|second\w*|mov(?:ed|er)|propos\w*|abstain\w*|against|favour|costs?|pay|paid|happen\w*|decid\w*|decision|agreed|pass(?:ed)?|carried|lost|due|next|long|far|since|date|time)$", re.I)
_ASKS = re.compile(r"^\W*(?:and |but |so )?(?:(?:since|by|from|until|at|to|for|with) )?(?:who|whom|what|when|where|why|how|which|did|does|do|is|are|was|were|has|have|had|can|will)\b", re.I)
_WHAT_SOMEBODY_DID = re.compile(r"^\W*(?:and |but |so )?(?:what|how) did (?:the )?(?:\w+\.? ){1,3}(?:do|say|think|want|vote|reply|answer)\W*$", re.I)
_FEW_WORDS = 4  # content words: a question with more says what it is about


def in_full(question: str, history: Sequence[Answer]) -> str:
    """The question with what it leaves to the turns before; as typed where it leaves nothing.

    Args:
        question: as typed.
        history: the turns before, oldest first.
    """
    if not history:
        return question
    before = in_full(history[-1].question, history[:-1]).strip().rstrip("?. ")
    for pattern, by in ((_YEAR_BEFORE, -1), (_YEAR_AFTER, 1)):
        if pattern.search(question):
            return _another_year(question, pattern, before, history[-1], by)
    opened = _OPENS.match(question)
    few = len(content_words(question)) <= _FEW_WORDS
    words = content_words(question)
    empty = bool(_ASKS.match(question)) and all(_NAMES_NOTHING.match(w) for w in words)
    if empty or _WHAT_SOMEBODY_DID.match(question) or (opened and few) or (_POINTS.search(question) and few) or (opened and _POINTS.search(question)):
        return f"{question.strip()} ({before})"
    return question


def _another_year(question: str, pattern: re.Pattern[str], before: str, answer: Answer, by: int) -> str:
    """The turn before, asked of the year before or after the one it names or was answered from."""
    named = _YEAR.search(before)
    dated = next((c.meeting_date for c in answer.citations if c.meeting_date), None)
    year = int(named[1]) if named else int(dated[:4]) if dated else None
    rest = _OPENS.sub("", pattern.sub(" ", question)).strip(" ?.,")
    asked = f"{rest} ({before})" if content_words(rest) else before
    if year is None:
        return asked
    return _YEAR.sub(str(year + by), asked) if named else f"{asked} in {year + by}"
