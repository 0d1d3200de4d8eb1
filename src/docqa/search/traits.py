"""What a question is like, in figures: its form, its length, what it names. The rankings weigh what a text has by what is asked. Pure."""

from __future__ import annotations

import re
from typing import Literal, get_args

from docqa.text import words

Form = Literal["number", "money", "date", "person", "yes_no", "definition", "reason", "list", "count", "vote", "any"]  # of answer that is wanted

# One figure a name, all 0 to 1.
NAMES = (*(f"asks {form}" for form in get_args(Form)), "asks at length", "asks of a date", "asks of a body", "asks of names", "asks of a figure", "asks in capitals", "asks with a mark")  # fmt: skip
NONE = (0.0,) * len(NAMES)
_MANY_WORDS = 20
_MANY_NAMES = 3
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
    )
