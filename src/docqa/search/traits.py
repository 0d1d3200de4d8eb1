"""What a question is like, in figures: its form, its length, what it names. The rankings weigh what a text has by what is asked. Pure."""

from __future__ import annotations

import re
from typing import Literal, get_args

from docqa.text import words

Form = Literal["number", "money", "date", "person", "yes_no", "definition", "reason", "list", "count", "vote", "any"]  # of answer that is wanted

# One figure a name, all 0 to 1.
NAMES = (*(f"asks {form}" for form in get_args(Form)), "asks at length", "asks of a date", "asks of a body", "asks of names", "asks of a figure", "asks in capitals", "asks with a mark", "asks of the past", "asks of now", "asks of the future")  # fmt: skip
NONE = (0.0,) * len(NAMES)
_MANY_WORDS = 20
_MANY_NAMES = 3
_PAST = re.compile(r"\b(?:did|was|were|had|happened|came|went|got|when we|who (?:moved|seconded|proposed|voted|chaired))\b", re.I)
_NOW = re.compile(r"\b(?:is|are|isn't|aren't|does|do|has|have|can|now|current(?:ly)?|still|yet|latest|today|these days|so far|any more|anymore)\b", re.I)
_FUTURE = re.compile(r"\b(?:will|won't|shall|going to|gonna|next|due|plan|plans|planned|upcoming|coming|until)\b", re.I)
_NAME = re.compile(r"(?<=[\w,;:'’)] )[A-Z][\w'’-]+")


def traits(question: str, form: Form, *, dated: bool, of_body: bool) -> tuple[float, ...]:
    """The figures of a question in the order of NAMES.

    Args:
        question: as typed.
        form: of answer that it wants.
        dated: it names a time.
        of_body: it names a body.
    """
    return (
        *(float(form == f) for f in get_args(Form)),
        min(1.0, len(words(question)) / _MANY_WORDS),
        float(dated),
        float(of_body),
        min(1.0, len(_NAME.findall(question)) / _MANY_NAMES),
        float(bool(re.search(r"\d", question))),
        float(question[:1].isupper()),
        float(question.rstrip().endswith("?")),
        float(bool(_PAST.search(question))),
        float(bool(_NOW.search(question))),
        float(bool(_FUTURE.search(question))),
    )
