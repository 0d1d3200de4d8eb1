"""What is asked as of now: who holds an office, when the next meeting is. The newest paper that says so answers.

What comes in: the question as understood and the register. What goes out: a Lookup that says of which day it is, or None.
"""

from __future__ import annotations

import re

from docqa.answer.compose import spoken_date
from docqa.answer.places import Lines, Lookup, place_at
from docqa.answer.question import Understood
from docqa.answer.scope import minutes_in, scope_of
from docqa.records import Attendance, Filters, Paper
from docqa.register import Register
from docqa.search.units import units_of
from docqa.text import shorten

_OFFICE = r"(?:deputy |vice[- ])?(?:town |lord |civic )?(?:mayor|leader|clerk|convener|provost|chair(?:man|woman|person)?|president|monitoring officer|chief executive|treasurer|secretary)"
_WHO_IS = re.compile(rf"^\W*(?:and |so )?who(?:'s| is| are)\s+(?:the |our |your )?(?:current |present |new |now )?(?P<office>{_OFFICE})\b(?! of the meeting)(?P<rest>[^?]*)\??\s*$", re.I)
_NEXT_MEETING = re.compile(r"\bwhen(?:'s| is| will| does)\b.{0,20}\bnext\b.{0,40}\bmeet(?:ing|s)?\b|\bnext meeting\b.{0,30}\b(?:when|date)\b|^\W*(?:date of )?(?:the )?next meeting\W*$", re.I)
_SAYS_NEXT = re.compile(r"\b(?:next|further|following)\b[^.]{0,60}\bmeeting\b|\bmeeting\b[^.]{0,40}\bnext\b", re.I)
_DATE = re.compile(r"\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\s+\d{1,2}|\d{1,2}[./]\d{1,2}[./]\d{2}", re.I)
_MOST_BODIES = 3
_EMPTY = frozenset(["mayor", "leader", "clerk", "convener", "provost", "chair", "chairman", "chairwoman", "chairperson", "president", "monitoring", "officer", "chief", "executive", "treasurer", "secretary", "deputy", "vice", "vice-chair", "town", "council", "current", "present", "new", "next", "meeting", "meet", "held"])


def current_asked(understood: Understood, register: Register, filters: Filters = Filters()) -> Lookup | None:
    """Who holds an office, or when the next meeting is, from the newest paper."""
    if understood.periods:
        return None
    who = _WHO_IS.match(understood.text)
    if not who and not _NEXT_MEETING.search(understood.text):
        return None
    scope = scope_of(understood, register, filters, _EMPTY)
    if scope.topic or scope.people:
        return None
    papers = [p for p in reversed(minutes_in(register, scope)) if p.kind == "minutes"]
    return _holder(register, papers, who["office"].lower()) if who else _next(register, papers)


def _holder(register: Register, papers: list[Paper], office: str) -> Lookup | None:
    """The newest of each body whose header lists somebody in that office."""
    lines = Lines()
    said: set[str | None] = set()
    for paper in papers:
        if paper.body in said or len(said) == _MOST_BODIES:
            continue
        own = next((a for a in register.attendance([paper.id]) if _holds(a, office)), None)
        if own:
            said.add(paper.body)
            lines.add(f"{own.name} ({own.note or office}), as listed on {spoken_date(paper.meeting_date or '')} ({paper.body})", place_at(register, paper.document, own.spans))
    return lines.lookup("attendance") if lines.lines else None


def _holds(a: Attendance, office: str) -> bool:
    if a.role in ("apologies", "absent"):
        return False
    noted = a.note.lower()
    if re.search(r"\b(?:deputy|vice|depute)\b", noted) and not re.match(r"deputy|vice", office):
        return False
    core = "chair" if office.startswith("chair") else office
    named = re.search(rf"\b{re.escape(core)}(?:man|woman|person)?\b", noted) is not None
    return named or (core == "chair" and a.role == "chair" and not re.search(r"\bin the chair\b", noted)) or (core == "clerk" and a.role == "clerk" and "deputy" not in noted)


def _next(register: Register, papers: list[Paper]) -> Lookup | None:
    """What the newest minutes of each body say of the next meeting."""
    newest: dict[str | None, Paper] = {}
    for paper in papers:
        newest.setdefault(paper.body, paper)
    if len(newest) > _MOST_BODIES:
        return None
    wanted = {p.id: p for p in newest.values()}
    lines = Lines()
    for passage in register.items_saying("meeting"):
        if passage.paper not in wanted:
            continue
        paper = wanted[passage.paper]
        for unit in units_of(passage):
            if (_SAYS_NEXT.search(unit.text) or re.search(r"\bnext\b", passage.heading, re.I)) and _DATE.search(unit.text):
                lines.add(f"“{shorten(unit.text, 200)}” ({paper.body}, {spoken_date(paper.meeting_date or '')}, the newest minutes indexed)", place_at(register, passage.document, [unit.span]))
                break
    return lines.lookup("dates") if lines.lines else None
