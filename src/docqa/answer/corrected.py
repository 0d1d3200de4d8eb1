"""Corrections of minutes at a later meeting: what was put right, of which meeting, and where that is minuted.

What comes in: the question as understood and the register. What goes out: Corrections of a meeting or an item, and a Lookup where a question asks which
minutes were corrected. Owns one rule: a correction stands beside what it corrects, neither takes the other's place.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from docqa.answer.naming import spoken_date
from docqa.answer.places import Lines, Lookup, Place, counted, meetings_words, place_at
from docqa.answer.question import Understood
from docqa.answer.scope import Scope, minutes_in, scope_of
from docqa.records import Decision, Filters, Paper
from docqa.register import Register
from docqa.text import shorten

_ASKED = re.compile(
    r"\b(?:minutes|record|notes)\b[^?]{0,60}\b(?:correct\w*|amend(?:ed|ments?)|alter(?:ed|ations?)|put right|changed|signed off|approved as)\b|\b(?:correct(?:ed|ions?)|amend(?:ed|ments?)|alter(?:ed|ations?)) (?:\w+ ){0,3}(?:minutes|record|notes)\b",
    re.I,
)
_EMPTY = frozenset(["minutes", "minute", "correct", "corrected", "corrections", "correction", "corrects", "amended", "amendments", "altered", "alterations", "put", "right", "changed", "record", "notes", "sets", "set", "meeting", "meetings", "later", "afterwards", "afterward", "committee", "commission", "council", "sign", "signed", "off", "approved", "papers", "pool", "many", "sessions", "which", "were", "made", "last", "next"])


@dataclass(frozen=True, slots=True)
class Correction:
    """A later decision that puts something right in the minutes of a meeting."""

    decision: Decision
    paper: Paper
    item: str | None  # id of the item that is corrected, where it is known
    words: str  # of the decision

    def line(self) -> str:
        """The correction in a line."""
        d = self.decision
        return f"Corrected on {spoken_date(d.meeting_date or '')}{f', minute {d.minute}' if d.minute else ''}: “{shorten(self.words, 200)}”"

    def place(self, register: Register) -> Place | None:
        """Where the correction is minuted."""
        return place_at(register, self.decision.document, self.decision.spans)


def corrections(register: Register, meetings: Collection[tuple[str | None, str | None]] | None = None) -> Iterator[Correction]:
    """Corrections of these meetings (body, date), or all, by date of the correction; each once."""
    links = [k for k in register.links_named("corrects") if k.source != k.target]
    decisions = {d.id: d for d in register.decisions(ids=list({k.source for k in links}))}
    seen: set[tuple[str, str | None, str]] = set()
    for link in sorted(links, key=lambda k: (decisions[k.source].meeting_date or "") if k.source in decisions else ""):
        decision = decisions.get(link.source)
        item = register.item(link.target)
        paper = register.paper(item.paper if item else link.target)
        if decision is None or paper is None or (meetings is not None and (paper.body, paper.meeting_date) not in meetings):
            continue
        key = (decision.id, paper.meeting_date, link.target if item else "")
        if key not in seen:
            seen.add(key)
            yield Correction(decision, paper, item.id if item else None, link.evidence)


def corrections_asked(understood: Understood, register: Register, filters: Filters = Filters()) -> Lookup | None:
    """Which minutes were corrected, listed and counted, where a question asks for that."""
    if not _ASKED.search(understood.text):
        return None
    scope = scope_of(understood, register, filters, _EMPTY)
    if not (scope.bodies or scope.spans) or len(scope.topic) > 2:
        return None
    papers = minutes_in(register, scope)
    meetings = {(p.body, p.meeting_date) for p in papers}
    found = list({c.decision.id + (c.paper.meeting_date or ""): c for c in corrections(register, meetings)}.values())
    if not papers or (not found and len(papers) > 1 and not scope.bodies):
        return None
    return _listed(register, found, papers, scope)


def _listed(register: Register, found: Sequence[Correction], papers: Sequence[Paper], scope: Scope) -> Lookup:
    lines = Lines()
    if len(papers) == 1:
        return _of_one(register, found, papers[0])
    corrected = {(c.paper.body, c.paper.meeting_date) for c in found}
    named = f"{scope.bodies[0]}: " if len(scope.bodies) == 1 else ""
    lines.add(f"{named}{counted(len(corrected), 'set')} of minutes corrected at a later meeting (complete over the minutes indexed of {meetings_words((p.body, p.meeting_date) for p in papers)}){':' if found else '.'}")
    for c in found:
        lines.add(f"{spoken_date(c.paper.meeting_date or '')}{'' if named else f' ({c.paper.body})'}. {c.line()}", c.place(register))
    return lines.lookup("register", [c.decision for c in found], whole=bool(named))


def _of_one(register: Register, found: Sequence[Correction], paper: Paper) -> Lookup:
    """Whether the minutes of one meeting were approved, and corrected."""
    lines = Lines()
    approved = [d for k in register.links_named("approves-minutes") if k.target in _papers_of(register, paper) for d in register.decisions(ids=[k.source])]
    when = f"{paper.body or ''}, {spoken_date(paper.meeting_date or '')}"
    if found:
        lines.add(f"The minutes of {when} were corrected:")
        for c in found:
            lines.add(c.line(), c.place(register))
    for d in approved[:1]:
        words = f"Approved on {spoken_date(d.meeting_date or '')}{f', minute {d.minute}' if d.minute else ''}: “{shorten(d.text, 200)}”"
        lines.add(words if found else f"The minutes of {when}: no correction is recorded in the indexed papers. {words}", place_at(register, d.document, d.spans))
    if not lines.lines:
        lines.add(f"No approval or correction of the minutes of {when} is recorded in the indexed papers.")
    return lines.lookup("register", [*(c.decision for c in found), *approved[:1]], whole=bool(found or approved))


def _papers_of(register: Register, paper: Paper) -> set[str]:
    meeting = next((m for m in register.meetings() if m.body == paper.body and m.date == paper.meeting_date), None)
    return set(meeting.papers) if meeting else {paper.id}
