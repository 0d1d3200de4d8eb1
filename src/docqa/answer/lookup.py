"""What the record answers by itself, tried in order: letters, attendance and interests, lists and counts of decisions, all decisions of a meeting.

What comes in: the question as understood and the register. What goes out: a Lookup with the words of the answer and the places they rest on, or None
where the question does not ask for such a thing or the record does not say; the passages found by search then stand alone.
"""

from __future__ import annotations

import re

from docqa.answer.attended import attendance_asked
from docqa.answer.corrected import corrections_asked
from docqa.answer.current import current_asked
from docqa.answer.decided import decisions_asked
from docqa.answer.defined import definition_asked
from docqa.answer.naming import spoken_date
from docqa.answer.offices import office_asked
from docqa.answer.outstanding import followups_asked
from docqa.answer.places import Lines, Lookup, place_at
from docqa.answer.question import Understood
from docqa.answer.scope import minutes_in, scope_of
from docqa.records import Filters
from docqa.register import Register
from docqa.text import shorten

_ALL_DECISIONS = re.compile(
    r"\b(?:list|all|what|which|every|everything|anything)\b.{0,40}\b(?:decisions?|resolutions?|resolved)\b|\bwhat (?:was|were|did\b.{0,40}) (?:decided|agreed|resolved|decide|agree|resolve)(?: on| at| by)?\b|\bwhat happened at\b|\beverything\b.{0,30}\b(?:agreed|decided)\b",
    re.I,
)
_ABOUT_ONE_THING = re.compile(r"\b(?:about|regarding|concerning|over|on the|for the|to do with)\b", re.I)
_MOST_DECISIONS = 12
_FEW = 4  # decisions that are quoted at length, housekeeping among them
_EMPTY = frozenset(["decision", "decisions", "resolution", "resolutions", "resolved", "decided", "agreed", "decide", "agree", "resolve", "list", "meeting", "meetings", "minutes", "council", "full", "committee", "cabinet", "board", "substantive", "taken", "passed", "made", "session", "sitting", "happened", "partners", "members", "everything"])


def look_up(understood: Understood, register: Register, filters: Filters = Filters()) -> Lookup | None:
    """The answer from the record, or None."""
    return (
        definition_asked(understood, register) or current_asked(understood, register, filters) or office_asked(understood, register, filters) or followups_asked(understood, register, filters) or decisions_asked(understood, register, filters) or corrections_asked(understood, register, filters)
        or attendance_asked(understood, register, filters) or _of_one_meeting(understood, register, filters)
    )  # fmt: skip


def _of_one_meeting(understood: Understood, register: Register, filters: Filters) -> Lookup | None:
    """All decisions of one meeting, where the question asks for them and for no topic."""
    if not _ALL_DECISIONS.search(understood.text) or _ABOUT_ONE_THING.search(understood.text) or not understood.periods:
        return None
    scope = scope_of(understood, register, filters, _EMPTY)
    if scope.topic or scope.people:
        return None
    papers = minutes_in(register, scope)
    if len(papers) != 1:
        return None
    found = register.decisions(papers=[papers[0].id])
    if not found:
        return None
    few = len(found) <= _FEW
    shown = found if few else [d for d in found if d.kind == "substantive"] or found
    lines = Lines()
    counted = len([d for d in found if d.kind == "substantive"])
    when = ", ".join(x for x in (papers[0].body or "", spoken_date(papers[0].meeting_date or "")) if x)
    lines.add(f"{len(found)} decisions, {counted} of them substantive ({when}):")
    for d in shown[:_MOST_DECISIONS]:
        about = ", ".join(x for x in (d.minute or "", shorten(d.heading, 60)) if x)
        ended = f" ({d.outcome})" if d.outcome != "carried" else ""
        lines.add(f"{about}{': ' if about else ''}“{shorten(d.text, 320 if few else 150)}”{ended}", place_at(register, d.document, d.spans))
    return lines.lookup("register", found, whole=True)
