"""What stands now in the place of a decision that an answer quotes: the later one that supersedes it, in the words that matter here. Reads the register.

What comes in: the sentences of an answer and the question. What goes out: the later decision and the part of it that speaks of what is quoted. Owns one rule: who reads
what was resolved reads in the same breath that it no longer holds, unless the question is about that time.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from docqa.answer.extract import Extract
from docqa.answer.naming import taken_at
from docqa.answer.outcome import quotes
from docqa.answer.places import Place, place_at
from docqa.answer.question import Period
from docqa.records import Decision
from docqa.register import Register
from docqa.text import first_words, stems

_MOST_WORDS = 60


@dataclass(frozen=True, slots=True)
class Overtaken:
    """A line that says what came in the place of a decision, the later decision, and where it stands."""

    line: str
    decision: Decision
    place: Place


def overtaken(chosen: Sequence[Extract], asked: Collection[str], periods: Sequence[Period], register: Register) -> Overtaken | None:
    """What supersedes the first decision among ``chosen`` that something does; None where nothing does, or it is quoted, or the question is about another time.

    Args:
        chosen: the sentences of the answer.
        asked: stems of the question.
        periods: times that the question is about.
        register: the record.
    """
    for extract in chosen:
        item = extract.hit.passage.item
        for d in register.decisions(items=[item]) if item else ():
            if not quotes(extract, d):
                continue
            for later in in_its_place(d, register):
                place = place_at(register, later.document, later.spans)
                if place is None or any(quotes(c, later) for c in chosen) or not _of_time(later, periods):
                    continue
                return Overtaken(f"Superseded by {taken_at(later)}: “{telling_words(later, {*asked, *stems(extract.text)})}”", later, place)
    return None


def in_its_place(decision: Decision, register: Register) -> list[Decision]:
    """The decisions of known days that supersede ``decision``, newest first."""
    ids = [k.source for k in register.links(decision.id) if k.relation == "supersedes" and k.target == decision.id]
    found = register.decisions(ids=ids) if ids else ()
    return sorted((d for d in found if d.meeting_date), key=lambda d: d.meeting_date or "", reverse=True)


def _of_time(decision: Decision, periods: Sequence[Period]) -> bool:
    certain = [p for p in periods if p.certain]
    return not certain or any(p.first <= (decision.meeting_date or "") <= p.last for p in certain)


def telling_words(decision: Decision, about: Collection[str]) -> str:
    """The decision where it is short, else the part of it that speaks of most of what it is ``about``."""
    if len(decision.text.split()) <= _MOST_WORDS or not decision.parts:
        return first_words(decision.text, _MOST_WORDS)
    part = max(decision.parts, key=lambda p: len(set(stems(p.text)) & set(about)))
    return first_words(f"{part.number} {part.text}", _MOST_WORDS)
