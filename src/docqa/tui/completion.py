"""Filters typed into a question, and what can be completed at the cursor. Pure.

A filter is typed as ``body:cabinet``, ``body:"Improving Lives"``, ``from:2024-03``, ``to:2024``, ``kind:minutes``, ``minute:90``, ``access:public`` or
``meeting:NAME/2024-03-05``. It is taken out of the question and stays in force until it is taken off.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from docqa.text import fold, one_line

if TYPE_CHECKING:
    from docqa.records import Filters, Meeting

KINDS = ("agenda", "minutes", "report", "appendix", "decision_record", "notice", "other")
NAMES = ("body", "from", "to", "kind", "minute", "access", "meeting")
_TOKEN = re.compile(r"(?<!\S)(?P<name>" + "|".join(NAMES) + r'):(?:"(?P<quoted>[^"]*)"?|(?P<plain>\S*))', re.I)
_AT_CURSOR = re.compile(r"(?<!\S)(?P<name>" + "|".join(NAMES) + r'):(?P<quote>"?)(?P<typed>[^"]*)$', re.I)
_MOST = 6


@dataclass(frozen=True, slots=True)
class Completion:
    """Something that can stand at the cursor: ``line[start:cursor]`` becomes ``text``."""

    label: str
    text: str
    start: int


def completions(line: str, cursor: int, bodies: Sequence[str], meetings: Sequence[Meeting]) -> list[Completion]:
    """What can stand at the cursor, best first; empty where nothing is to be completed."""
    before = line[:cursor]
    at = _AT_CURSOR.search(before)
    if at and (at["quote"] or " " not in at["typed"]):
        return [Completion(label, f"{at['name'].lower()}:{_quoted(value)} ", at.start()) for label, value in _values(at["name"].lower(), at["typed"], bodies, meetings)][:_MOST]
    word = re.search(r"(?<!\S)[^\W\d_]\S*$", before)
    if not word or len(word.group()) < 2:
        return []
    typed = fold(word.group())
    found = [Completion(f"{name}:   {_MEANING[name]}", f"{name}:", word.start()) for name in NAMES if name.startswith(typed)]
    if len(typed) >= 3 and word.group()[0].isupper():
        found += [Completion(b, f"{b} ", word.start()) for b in bodies if fold(b).startswith(typed) and fold(b) != typed]
    return found[:_MOST]


_MEANING = {
    "body": "only papers of this body",
    "from": "only meetings from this date on",
    "to": "only meetings up to this date",
    "kind": "only this kind of paper",
    "minute": "only this minute",
    "access": "public: without private sessions",
    "meeting": "only this meeting",
}


def _values(name: str, typed: str, bodies: Sequence[str], meetings: Sequence[Meeting]) -> list[tuple[str, str]]:
    wanted = fold(typed).split()
    if name == "body":
        return [(b, b) for b in bodies if all(w in fold(b) for w in wanted)]
    if name == "meeting":
        return [(f"{m.date}  {m.body}", f"{m.body}/{m.date}") for m in reversed(meetings) if all(w in fold(f"{m.body}/{m.date}") for w in wanted)]
    if name in ("from", "to"):
        dates = sorted({m.date for m in meetings}, reverse=name == "to")
        return [(d, d) for d in dates if d.startswith(typed)]
    fixed = {"kind": KINDS, "access": ("public",)}.get(name, ())
    return [(v, v) for v in fixed if v.startswith(typed.lower())]


def _quoted(value: str) -> str:
    return f'"{value}"' if " " in value else value


def split_filters(typed: str, filters: Filters) -> tuple[str, Filters]:
    """A question without the filters typed into it, and the filters in force after it.

    Raises:
        UsageError: a filter has a value that cannot be.
    """
    from docqa.batch import filters_from

    question, end = [], 0
    for token in _TOKEN.finditer(typed):
        value = one_line(token["quoted"] if token["quoted"] is not None else token["plain"])
        name = token["name"].lower()
        question.append(typed[end : token.start()])
        end = token.end()
        if not value:
            continue
        if name == "meeting":
            body, _, date = value.rpartition("/")
            told = filters_from({"from": date, "to": date})
            filters = replace(filters, body=body or None, from_date=told.from_date, to_date=told.to_date)
        else:
            told = filters_from({name: value})
            field = {"from": "from_date", "to": "to_date"}.get(name, name)
            filters = replace(filters, **{field: getattr(told, field)})
    question.append(typed[end:])
    return re.sub(r"[ \t]+", " ", "".join(question)).strip(), filters


def filter_labels(filters: Filters) -> list[tuple[str, str]]:
    """The filters in force: name of the field and what to show."""
    f = filters
    if f.from_date and f.from_date == f.to_date:
        dates = [("dates", f"on {f.from_date}")]
    else:
        dates = [(n, f"{word} {v}") for n, word, v in (("from_date", "from", f.from_date), ("to_date", "to", f.to_date)) if v]
    rest = [("kind", f.kind), ("minute", f"minute {f.minute}" if f.minute else None), ("access", "public only" if f.access == "public" else f.access)]
    return [*([("body", f.body)] if f.body else []), *dates, *((n, v) for n, v in rest if v)]


def without(filters: Filters, name: str) -> Filters:
    """``filters`` with one taken off; "dates" takes off both ends."""
    if name == "dates":
        return replace(filters, from_date=None, to_date=None)
    return replace(filters, **{name: None})


def without_words(question: str, words: str) -> str:
    """A question with what was understood as a date, body or minute taken out, its little word in front too."""
    pattern = re.compile(rf"(?:[,;]\s*)?(?:\b(?:in|on|at|of|from|during|since|by|for|under|the|last|this)\s+)*{re.escape(words)}\b['’]?s?", re.I)
    shorter = pattern.sub(" ", question, count=1)
    return re.sub(r"\s+([?.!,])", r"\1", re.sub(r"\s+", " ", shorter)).strip(" ,;")
