"""What was to come back, and what became of it: lists of what is due, and what later papers say of something that was asked for.

What comes in: the question as understood, the hits of the search, the register. What goes out: a Lookup, or None. Owns one rule: a status is "reported" where
a later item reports, "no later record" where none does; never "done" unless a paper says so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from docqa.answer.naming import spoken_date, taken_at
from docqa.answer.overtaken import telling_words
from docqa.answer.places import Lines, Lookup, Place, meetings_words, place_at
from docqa.answer.question import Understood
from docqa.answer.scope import Scope, fit, minutes_in, rarity, scope_of, stem_set
from docqa.council.followups import as_of
from docqa.records import Decision, Filters, FollowUp, Hit, Item, Paper
from docqa.register import Register
from docqa.search.units import units_of
from docqa.text import one_line, shorten, stems

_LISTED = re.compile(
    r"\b(?:what|which|list|everything|anything|show)\b[^?]{0,60}\b(?:outstanding|overdue|still (?:open|to (?:do|come))|due(?: back)?|to come back|not (?:yet )?(?:been )?(?:reported|done|answered)|unanswered|follow-?ups?|actions?|chas(?:e|ing)|pending)\b|"
    r"\b(?:outstanding|overdue) (?:actions?|items?|reports?|follow-?ups?|matters?)\b",
    re.I,
)
_ALL_OPEN = re.compile(
    r"^\W*(?:so |and |please )?(?:what(?:'s| is| are| things| matters| actions)?|which|is|are|do|have|list|show|tell|anything|any|everything)\b[^?]{0,50}"
    r"\b(?:outstanding|overdue|unresolved|still (?:open|pending|to (?:do|come|be (?:done|reported)))|(?:still )?(?:waiting|await\w*)(?: (?:for|on|to hear(?: about| back)?))?|pending|not (?:yet )?(?:been )?(?:reported|done|answered|finished)|unanswered|due(?: back)?|open)\W*(?:now|at the moment|today|still|actions?|items?|matters?|things?|reports?|follow-?ups?)?\W*$",
    re.I,
)
_BY_DUE = re.compile(r"\b(?:due|to come back|expected|coming back)\b", re.I)
_OVERDUE = re.compile(r"\b(?:overdue|late|past (?:its|their) date|should have)\b", re.I)
_STILL_OPEN = re.compile(r"\b(?:outstanding|open|overdue|not (?:yet )?(?:been )?(?:reported|done|answered)|unanswered|pending|chas(?:e|ing))\b", re.I)
# "What was decided about X, and did it come back?" asks for the decision first.
_FIRST_ELSE = re.compile(r"^\W*(?:what|who|when|how|why|which|where)\b.{12,}?(?:,|\band\b)\s*(?:and\s+)?(?:did|has|have|is|was)\b", re.I)
_CAME_BACK = re.compile(
    r"\b(?:c[ao]me back|brought back|report(?:ed)? back|follow(?:ed)?[- ]up|what (?:has )?(?:became|become|came|come|happened)|what(?:'s| has) happened|ever (?:come|done|sent|hear|said|get|got|dealt|answer\w*|report\w*|mend\w*|fix\w*)|on time|in time|when it (?:should|was)|"
    r"as (?:asked|promised)|when promised|was it done|been done|has it happened|did it happen|still waiting|since then|get(?:ting)? an answer|where has (?:that|it) got|handed over|(?:have|has) (?:we|they|it|anything|anybody) (?:had|been|heard)|did (?:we|they) (?:ever )?get|turn(?:ed)? up|did (?:she|he|they) answer|yet)\b",
    re.I,
)
_EMPTY = frozenset(
    ["outstanding", "overdue", "open", "due", "back", "come", "came", "actions", "action", "follow", "ups", "follow-ups", "followups", "reported", "report", "done", "answered", "unanswered", "pending", "items", "list", "show", "meeting", "meetings", "members", "late", "chase", "chasing", "things", "asked", "anything", "still", "matters", "await", "awaiting", "awaited", "hear", "moment", "today", "now", "unresolved", "finished", "tell", "waiting", "hold", "held", "owned", "everything"]
)
_SPEAKS_OF = ("decides-on", "supersedes", "reports-back", "refers-back", "taken-up", "refers-to", "considers", "called-in")  # of links from later papers
_HITS = 5
_FALL = 0.12
_MOST = 10
_FEW = 5
_SURE = 0.4  # share of the question that what was asked for must hold
_LEAST = 0.95


def followups_asked(understood: Understood, register: Register, filters: Filters = Filters()) -> Lookup | None:
    """What is due, outstanding or overdue, by body, time, owner and topic; as of the newest paper."""
    text = understood.text
    bare = bool(_ALL_OPEN.search(text))
    if not bare and not _LISTED.search(text):
        return None
    scope = scope_of(understood, register, filters, _EMPTY)
    bare = bare and not scope.topic
    if not (scope.bodies or scope.spans or scope.people or bare):
        return None
    day = register.coverage().to_date or "9999-12-31"
    every = [as_of(f, day) for f in register.followups(filters)]
    found = [f for f in every if (not scope.bodies or f.body in scope.bodies) and _in_time(f, scope, by_due=bool(_BY_DUE.search(text)))]
    found = list({(f.what, f.due, f.body): f for f in found}.values())
    if scope.people:
        found = [f for f in found if any(p in f"{f.owner or ''} {f.what}".lower() for p in scope.people)]
    if scope.topic:
        held = {f.id: stem_set(f"{f.heading} {f.what} {f.owner or ''}") for f in every}
        rare = rarity(list(held.values()))
        found = [f for f in found if fit(scope.topic, held[f.id], set(), rare, max(rare.values(), default=1.0)) >= 0.6]
    if _OVERDUE.search(text):
        found = [f for f in found if f.status == "due" or (f.status == "reported" and f.due and f.answered_on and f.answered_on[: len(f.due)] > f.due)]
    elif _STILL_OPEN.search(text) or bare:
        found = [f for f in found if f.status in ("open", "due", "answered in part")]
    if bare:
        found = sorted(found, key=lambda f: (f.status not in ("due", "open"), f.due is None, f.due or "", f.meeting_date or ""))
        if not found:
            return _none_open(register, scope)
    return _listed(register, found, scope, day) if found else None


def _none_open(register: Register, scope: Scope) -> Lookup:
    lines = Lines()
    lines.add(f"No undertaking with an open end is found in the minutes indexed ({meetings_words((p.body, p.meeting_date) for p in minutes_in(register, scope))}).")
    return lines.lookup("followups", whole=True)


def _in_time(f: FollowUp, scope: Scope, *, by_due: bool) -> bool:
    """Due in the time that is named, or, unless the question says due, minuted in it."""
    days = [d for d in (f.due, None if by_due and f.due else f.meeting_date) if d]
    return not scope.spans or any(first[: len(day)] <= day <= last for first, last in scope.spans for day in days)


def _listed(register: Register, found: Sequence[FollowUp], scope: Scope, day: str) -> Lookup:
    lines = Lines()
    named = f"{scope.bodies[0]}: " if len(scope.bodies) == 1 else ""
    lines.add(f"{named}{len(found)} thing{'s' if len(found) > 1 else ''} that {'were' if len(found) > 1 else 'was'} to come back (as far as the indexed papers go, to {spoken_date(day)}):")
    decisions = {d.id: d for d in register.decisions(ids=list({f.decision for f in found}))}
    for f in found[:_MOST]:
        when = f"due {_due(f.due)}" if f.due else "no date"
        state = _state(f)
        owner = f", {f.owner}" if f.owner else ""
        place = ", ".join(x for x in ("" if named else f.body or "", spoken_date(f.meeting_date) if f.meeting_date else "", f"minute {f.minute}" if f.minute else "") if x)
        decision = decisions.get(f.decision)
        lines.add(f"“{shorten(f.what, 170 if len(found) <= _FEW else 110)}” ({when}{owner}; {state}) - {place}", place_at(register, decision.document, decision.spans) if decision else _of_item(register, f.decision, f.what))
    if len(found) > _MOST:
        lines.add(f"and {len(found) - _MOST} more; docqa followups lists them all.")
    return lines.lookup("followups", decisions.values(), whole=True)


def _state(f: FollowUp) -> str:
    if f.answered_on and f.status in ("reported", "answered in part"):
        early = bool(f.due) and f.answered_on[:7] < (f.due or "")[:7]
        return f"{'spoken of on' if early else 'reported'} {spoken_date(f.answered_on)}"
    return "no later record" if f.status in ("open", "due") else f.status


def _due(due: str) -> str:
    return spoken_date(due) if len(due) == 10 else spoken_date(f"{due}-01").split(" ", 1)[1]


# --------------------------------------------------------------------------------------------- what became of one thing


@dataclass(frozen=True, slots=True)
class _Answered:
    """Something that was decided or asked for, and the later item that speaks of it."""

    weight: float
    decision: Decision
    followup: FollowUp | None
    later: Item | None
    paper: Paper | None
    words: str  # of the follow-up, for finding the sentence that answers


def returned(understood: Understood, weights: Mapping[str, float], hits: Sequence[Hit], register: Register) -> Lookup | None:
    """What later papers say of the thing that is asked about, found from the items of the best hits."""
    if not _CAME_BACK.search(understood.text) or _FIRST_ELSE.match(understood.text):
        return None
    items = list(dict.fromkeys(h.passage.item for h in hits[:_HITS] if h.passage.item))
    if not items:
        return None
    total = sum(weights.values()) or 1.0
    decisions = register.decisions(items=items, copies=False)
    followups: dict[str, list[FollowUp]] = {}
    for f in register.followups(decisions=[d.id for d in decisions]):
        followups.setdefault(f.decision, []).append(f)
    found: list[_Answered] = []
    for d in decisions:
        if d.kind == "procedural" or not d.item:
            continue
        for f in followups.get(d.id, ()):
            held = set(stems(f"{f.what} {f.heading}"))
            share = sum(w for s, w in weights.items() if s in held) / total
            later = register.item(f.answered_by) if f.answered_by else None
            if share < _SURE:
                continue
            found.append(_Answered(1.0 - _FALL * items.index(d.item) + share, d, f, later, register.paper(later.paper) if later else None, f.what))
    found.sort(key=lambda a: -a.weight)
    best = found[0] if found else None
    if best is None or best.weight < _LEAST:
        return None
    return _told(register, best, weights)


def _told(register: Register, best: _Answered, weights: Mapping[str, float]) -> Lookup | None:
    lines = Lines()
    d, f = best.decision, best.followup
    if f is None:
        return None
    due = f", due {_due(f.due)}" if f.due else ""
    asked = f"“{shorten(f.what, 220)}” - {taken_at(d)}{due}"
    if best.later is None or best.paper is None:
        later, spoken_of = _taken_up(register, d)
        place = place_at(register, later.document, later.spans) if later else None
        if later and place:
            lines.add(f"Taken up by {taken_at(later)}: “{telling_words(later, {*weights, *stems(f.what)})}”", place)
        elif spoken_of:
            return None  # the search finds what it says
        lines.add(f"Asked for: {asked}", place_at(register, d.document, d.spans))
        if later and place:
            return replace(lines.lookup("followups", [later, d]), sure=False)
        lines.add(f"No later record of it: what came of it is not in the indexed papers, which go to {spoken_date(register.coverage().to_date or '')}.")
        return replace(lines.lookup("followups", [d]), sure=False)
    there = f"{best.paper.body or ''}, {spoken_date(best.paper.meeting_date or '')}{f', minute {best.later.number}' if best.later.number else ''}"
    sentence = _answering(register, best.later, best.words, weights)
    if sentence is None:
        return None
    words, place = sentence
    late = " (late)" if f.due and f.answered_on and f.answered_on[: len(f.due)] > f.due else ""
    lines.add(f"Came back on {spoken_date(f.answered_on or best.paper.meeting_date or '')}{late}: “{shorten(words, 300)}” - {there}", place)
    lines.add(f"Asked for: {asked}", place_at(register, d.document, d.spans))
    return replace(lines.lookup("followups", [d]), sure=False)


def _taken_up(register: Register, decision: Decision) -> tuple[Decision | None, bool]:
    """The first decision of a later meeting that the record links to a decision or its item, and whether anything later is linked to it at all."""
    links = [k for end in (decision.id, decision.item) if end for k in register.links(end) if k.target == end and k.relation in _SPEAKS_OF]
    found = [d for d in (register.decisions(ids=[k.source for k in links]) if links else ()) if (d.meeting_date or "") > (decision.meeting_date or "")]
    return min(found, key=lambda d: d.meeting_date or "", default=None), bool(links)


def _answering(register: Register, item: Item, words: str, weights: Mapping[str, float]) -> tuple[str, Place] | None:
    """The sentence of an item that has most in common with what was asked for and with the question, with the one after it."""
    wanted = set(stems(words))
    units = [(u, p) for p in register.passages_of_item(item.id) for u in units_of(p)]
    if not units:
        return None
    total = sum(weights.values()) or 1.0

    def score(n: int) -> float:
        held = set(stems(units[n][0].text))
        return len(held & wanted) / (len(wanted) or 1) + sum(w for s, w in weights.items() if s in held) / total

    n = max(range(len(units)), key=score)
    if score(n) < 0.2:
        return None
    unit, passage = units[n]
    text, span = unit.text, unit.span
    if n + 1 < len(units) and units[n + 1][1] == passage and units[n + 1][0].span.page == span.page and len(text) < 160:
        following = units[n + 1][0]
        text, span = f"{text} {following.text}", replace(span, end=following.span.end)
    return one_line(text), Place(passage, span)


def _of_item(register: Register, item: str, words: str) -> Place | None:
    found = register.item(item)
    told = _answering(register, found, words, {}) if found else None
    return told[1] if told else None

