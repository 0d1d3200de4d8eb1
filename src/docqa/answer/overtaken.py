"""What stands now in the place of a decision that an answer quotes: the later one that supersedes it, in the words that matter here. Reads the register.

What comes in: the sentences of an answer and the question. What goes out: the later decision and the part of it that speaks of what is quoted. Owns one rule: who reads
what was resolved reads in the same breath that it no longer holds, unless the question is about that time.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from docqa.answer.extract import Extract
from docqa.answer.naming import spoken_date
from docqa.answer.places import Place, place_at
from docqa.answer.question import Period
from docqa.records import Decision
from docqa.register import Register
from docqa.text import one_line, shorten, stems

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
            if not _within(extract, d):
                continue
            for later in _in_its_place(d, register):
                place = place_at(register, later.document, later.spans)
                if place is None or any(_within(c, later) for c in chosen) or not _of_time(later, periods):
                    continue
                where = ", ".join(x for x in (later.body, spoken_date(later.meeting_date or ""), f"minute {later.minute}" if later.minute else "") if x)
                return Overtaken(f"Superseded by {where}: “{telling_words(later, {*asked, *stems(extract.text)})}”", later, place)
    return None


def _in_its_place(decision: Decision, register: Register) -> list[Decision]:
    ids = [k.source for k in register.links(decision.id) if k.relation == "supersedes" and k.target == decision.id]
    found = register.decisions(ids=ids) if ids else ()
    return sorted((d for d in found if d.meeting_date), key=lambda d: d.meeting_date or "", reverse=True)


def _within(extract: Extract, decision: Decision) -> bool:
    return extract.hit.passage.document == decision.document and any(s.overlaps(extract.span) for s in decision.spans)


def _of_time(decision: Decision, periods: Sequence[Period]) -> bool:
    certain = [p for p in periods if p.certain]
    return not certain or any(p.first <= (decision.meeting_date or "") <= p.last for p in certain)


def telling_words(decision: Decision, about: Collection[str]) -> str:
    """The decision where it is short, else the part of it that speaks of most of what it is ``about``."""
    text = one_line(decision.text)
    if len(text.split()) <= _MOST_WORDS or not decision.parts:
        return shorten(" ".join(text.split()[:_MOST_WORDS]), 10_000) + (" …" if len(text.split()) > _MOST_WORDS else "")
    part = max(decision.parts, key=lambda p: len(set(stems(p.text)) & set(about)))
    words = one_line(f"{part.number} {part.text}").split()
    return " ".join(words[:_MOST_WORDS]) + (" …" if len(words) > _MOST_WORDS else "")
