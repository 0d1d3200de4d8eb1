"""What is asked as of now: when the next meeting is, from the newest paper that says so, and how things stand, from the newest of what was found.

What comes in: the question as understood, the register, the sentences found. What goes out: a Lookup that says of which day it is, or None; the sentences with
newer ones before older ones that say about as much. Who holds an office is in docqa.answer.offices.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from docqa.answer.extract import Extract
from docqa.answer.naming import spoken_date
from docqa.answer.places import Lines, Lookup, place_at
from docqa.answer.question import HOLDS, Understood
from docqa.answer.scope import scope_of
from docqa.answer.sides import change_asked
from docqa.records import Filters, Paper, PaperKind, Passage
from docqa.register import Register
from docqa.search.rerank import UNREAD
from docqa.search.units import Unit, units_of
from docqa.text import content_words, days_of, fold, shorten, stem, stems

_NEXT_MEETING = re.compile(r"\bwhen(?:'s| is| will| does)\b.{0,20}\bnext\b.{0,40}\bmeet(?:ing|s)?\b|\bwhen\b.{0,20}\bnext meet\b|\bnext meeting\b.{0,30}\b(?:when|date)\b|^\W*(?:date of )?(?:the )?next meeting\W*$", re.I)
_SAYS_NEXT = re.compile(r"\b(?:next|further|following)\b[^.]{0,60}\bmeeting\b|\bmeeting\b[^.]{0,40}\bnext\b", re.I)
_DATE = re.compile(r"\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\s+\d{1,2}|\d{1,2}[./]\d{1,2}[./]\d{2}", re.I)
_MOST_BODIES = 3
_OF_NOW = re.compile(r"\b(?:this (?:municipal |financial )?year(?!['’])|current(?:ly)?|nowadays|these days|at (?:the moment|present)|latest|newest|most recent(?:ly)?|as (?:it|things) stands?)\b|\bnow\W*$", re.I)
_IS = re.compile(r"^\W*(?:so |and |but )?(?:how (?:much|many|big|high|long) (?:is|are)|what(?:'s| is| are) (?:our|the))\b", re.I)
_STANDS = re.compile(
    r"^\W*(?:so |and |but )?(?:when(?:'s| is| are| does| do| will)\b|how (?:much|many|big|high|long|often) (?:is|are)\b|(?:is|are|has|have)\b)|"
    r"\b(?:what(?:ever)? (?:became|happened|has (?:become|happened)|'s happened|came) (?:of|to|with)|how did\b.{1,60}\b(?:end|turn out)\b|where (?:are we|do we stand|have we got|has it got)\b|any (?:news|progress|update)\b|what(?:'s| is| are| do)\b.{0,40}\b(?:being done|doing|happening|going on)\b)", re.I
)  # fmt: skip
_FEW = 3  # content words of a question that asks for one figure
_COMPARES = re.compile(r"\b(?:last|previous|before|against|vs?|versus|than|compared|differ\w*|normal\w*|was|were)\b", re.I)
_ABOUT_AS_MUCH = 3.5  # of sentence scores: among those, newer ones come first
_ANSWERS, _READ_ALIKE = 1.0, 2.0  # of the reader's figures: rather answers than nothing does; about as much as the best
_NEWEST = 3.0  # what the newest of them gains over the oldest
_SAY_IT: tuple[PaperKind, ...] = ("minutes", "agenda")
_EMPTY = frozenset(["town", "council", "current", "present", "new", "next", "meeting", "meet", "held"])


def current_asked(understood: Understood, register: Register, filters: Filters = Filters()) -> Lookup | None:
    """When the next meeting is, from the newest paper."""
    if understood.periods or not _NEXT_MEETING.search(understood.text):
        return None
    scope = scope_of(understood, register, filters, _EMPTY)
    if scope.topic or scope.people:
        return None
    papers = {p.id: p for p in register.papers() if p.kind in _SAY_IT and p.meeting_date and scope.holds(p.body, p.meeting_date)}
    return _next(register, papers)


def newest_first(understood: Understood, found: Sequence[Extract]) -> list[Extract]:
    """The sentences, best first; where it is asked how things stand now, of what comes up under one heading meeting after meeting, or says all of a short question, the newer ones before the older ones."""
    now = _OF_NOW.search(understood.text)
    stands = _STANDS.search(understood.text) and not change_asked(understood.text)
    figure = now or _IS.search(understood.text)
    if not found or not (figure or stands) or _COMPARES.search(understood.text) or any(p.certain for p in understood.periods):
        return list(found)
    best = found[0].hit.passage
    named = {stem(w) for w in content_words(understood.text)}
    holds = HOLDS.get(understood.form)

    def as_good(e: Extract) -> bool:
        """Of the same heading, or holding all that a few words ask for."""
        p = e.hit.passage
        return p.body == best.body and (bool(now and fold(p.heading) == fold(best.heading)) or bool(0 < len(named) <= _FEW and holds and holds.search(e.text) and named <= set(stems(e.text))))

    near = [e for e in found if figure and e.hit.passage.meeting_date and e.score >= found[0].score - _ABOUT_AS_MUCH and as_good(e)]
    days = {e.hit.passage.meeting_date: days_of(e.hit.passage.meeting_date or "") for e in near}
    first, last = min(days.values(), default=0), max(days.values(), default=0)
    gained = {(e.rank, e.unit): _NEWEST * (days[e.hit.passage.meeting_date] - first) / ((last - first) or 1) for e in near}
    ordered = sorted((replace(e, score=e.score + gained.get((e.rank, e.unit), 0.0)) for e in found), key=lambda e: -e.score)
    newest = _newest_that_answers(found) if stands else None
    return [replace(newest, score=ordered[0].score), *(e for e in ordered if (e.rank, e.unit) != (newest.rank, newest.unit))] if newest else ordered


def _newest_that_answers(found: Sequence[Extract]) -> Extract | None:
    """Of those of the body that answer about as well as any, as far as question and sentence were read together, that of the newest meeting."""
    own = [e for e in found if e.hit.passage.body == found[0].hit.passage.body and e.hit.passage.meeting_date and e.score >= found[0].score - _ABOUT_AS_MUCH]
    reads = max((e.read for e in own), default=UNREAD)
    alike = [e for e in own if e.read >= max(_ANSWERS, reads - _READ_ALIKE)]
    return max(alike, key=lambda e: (e.hit.passage.meeting_date or "", e.read), default=None)


def _next(register: Register, papers: Mapping[str, Paper]) -> Lookup | None:
    """What the newest minutes or agenda of each body says of the next meeting, where there are few bodies."""
    said: dict[str | None, tuple[str, Paper, Passage, Unit]] = {}
    for passage in register.items_saying("meeting", kinds=_SAY_IT):
        paper = papers.get(passage.paper)
        if paper is None or (paper.body in said and said[paper.body][0] >= (paper.meeting_date or "")):
            continue
        for unit in units_of(passage):
            if (_SAYS_NEXT.search(unit.text) or re.search(r"\bnext\b", passage.heading, re.I)) and _DATE.search(unit.text):
                said[paper.body] = (paper.meeting_date or "", paper, passage, unit)
                break
    if len(said) > _MOST_BODIES:
        return None
    lines = Lines()
    for day, paper, passage, unit in sorted(said.values(), key=lambda s: s[0], reverse=True):
        lines.add(f"“{shorten(unit.text, 200)}” ({paper.body}, {paper.kind} of {spoken_date(day)}, the newest that {'say' if paper.kind == 'minutes' else 'says'} so)", place_at(register, passage.document, [unit.span]))
    return lines.lookup("dates") if lines.lines else None
