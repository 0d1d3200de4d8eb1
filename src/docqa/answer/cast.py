"""How one member voted, and whether anyone voted against, on the decisions about a topic.

What comes in: the question as understood and the register. What goes out: a Lookup, or None where neither is asked or no decision holds the topic. Owns one
rule: only a decision that holds what is asked about, in its words or its heading, is told; where its minutes give no such vote, the answer says so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from docqa.answer.naming import taken_at
from docqa.answer.outcome import remarkable, votes_words
from docqa.answer.places import Lines, Lookup, Place, place_at
from docqa.answer.question import Understood
from docqa.answer.scope import Scope, fit, full_name, rarity, scope_of, stem_set, surname
from docqa.records import Decision, Filters, Passage
from docqa.register import Register
from docqa.search.units import Unit, units_of
from docqa.text import one_line, shorten, stem

_HOW_VOTED = re.compile(r"\b(?:how|which way|what way)\b[^?]{0,60}\bvot(?:e[ds]?|ing)\b|\b(?:did|has|was|were)\b[^?]{0,60}\b(?:vot(?:e[ds]?|ing)|abstain\w*|oppose[ds]?)\b|\bvote of\b|\b\w+'s vote\b", re.I)
_ANYONE_AGAINST = re.compile(
    r"\b(?:any(?:one|body)|some(?:one|body))\b[^?]{0,30}\b(?:vot(?:e[ds]?|ing) (?:against|no\b)|dissent\w*|abstain\w*)|\b(?:any|some) (?:of (?:the |our )?)?(?:\w+ )?(?:members?|councill?ors?)\b[^?]{0,30}\b(?:against|oppos\w+|dissent\w*|object\w*)\b|"
    r"\b(?:were|was) there (?:any |a )?(?:votes? (?:cast )?against|dissent\w*|opposition)\b|\bany votes? (?:cast )?against\b",
    re.I,
)
_EMPTY = frozenset(
    ["vote", "votes", "voted", "voting", "against", "favour", "oppose", "opposed", "opposition", "opposing", "dissent", "dissented", "object", "objected", "anyone", "anybody", "someone", "somebody", "member", "members", "councillor", "councillors", "abstain", "abstained", "recorded", "council", "decision", "motion", "resolution", "setting", "set", "cast", "way", "approving", "approve", "meeting"]
)
_ALIKE = {stem("budget"): stem("precept"), stem("precept"): stem("budget")}  # the one is set by the other
_FITS = 0.75
_MOST = 3
_LOOKED_AT = 12
_CAST = r"(?:vot(?:e[ds]?|ing)|abstain\w*|dissent\w*|in favour)\b"
_AGAINST = re.compile(r"\bvot(?:e[ds]?|ing) against\b|\b(?:one|two|three|four|five|six|seven|eight|nine|\d+) (?:votes? )?against\b|\bdissent\w*|\bopposed (?:the|this) (?:motion|proposal|resolution|budget)\b", re.I)
_SIDES = {"for": "voted for", "against": "voted against", "abstain": "abstained", "absent": "was not there"}


def vote_of_members(understood: Understood, register: Register, filters: Filters = Filters()) -> Lookup | None:
    """How the member named voted, or whether anyone voted against, on the decisions about what is asked."""
    text = understood.text
    scope = scope_of(understood, register, filters, _EMPTY)
    if not scope.topic or re.search(r"\b(?:casting|deciding|second) vote", text, re.I):
        return None
    scope = replace(scope, topic=tuple(replace(w, related=w.related | {_ALIKE[w.own]}) if w.own in _ALIKE else w for w in scope.topic))
    years = tuple(p.words.strip() for p in understood.periods if re.fullmatch(r"\d{4}\s*[/-]\s*\d{2,4}", p.words.strip()))
    if len(scope.people) == 1 and _HOW_VOTED.search(text):
        found = decisions_about(register, scope, filters, years)
        return _of_member(register, scope, scope.people[0], found) if found else None
    if not scope.people and _ANYONE_AGAINST.search(text):
        found = decisions_about(register, scope, filters, years)
        return _against(register, found) if found else None
    return None


def decisions_about(register: Register, scope: Scope, filters: Filters, years: Sequence[str]) -> list[Decision]:
    """Decisions that hold the topic, those first whose heading does, the newest first among equals; ``years``: as "2025/26", which a budget is for, seldom of."""
    own = [d for d in register.decisions(filters, copies=False) if d.kind == "substantive"]
    every = [d for d in own if scope.holds(d.body, d.meeting_date)]
    if years and (of_year := [d for d in own if any(y in f"{d.heading} {d.text}" for y in years)]):
        every = of_year
    headed = {d.id: stem_set(d.heading) for d in every}
    held = {d.id: headed[d.id] | stem_set(d.text) for d in every}
    rare = rarity(list(held.values()))
    unheard = max(rare.values(), default=1.0)
    fits = {d.id: fit(scope.topic, held[d.id], set(), rare, unheard) for d in every}
    found = [d for d in every if fits[d.id] >= _FITS]
    found.sort(key=lambda d: d.meeting_date or "", reverse=True)
    found.sort(key=lambda d: -(fits[d.id] + fit(scope.topic, headed[d.id], set(), rare, unheard)))
    return found


def _of_member(register: Register, scope: Scope, who: str, found: Sequence[Decision]) -> Lookup:
    """What the minutes give of a member's vote; where they give none, the decisions, and that they do not."""
    lines = Lines()
    told: list[Decision] = []
    name = full_name(register, who)
    by_name = re.compile(rf"\b{re.escape(who)}\b[^.;]{{0,60}}\b{_CAST}|\b{_CAST}[^.;]{{0,80}}\b{re.escape(who)}\b", re.I)
    for d in found[:_LOOKED_AT]:
        said = next((how for n, how in (d.votes.names.items() if d.votes else ()) if surname(n) == who), "")
        sentence = None if said else _saying(register, d, by_name)
        if said:
            lines.add(f"{name}: {_SIDES.get(said, said)}. {words_of(d)}", place_at(register, d.document, d.spans))
        elif sentence:
            lines.add(f"“{shorten(one_line(sentence[0].text), 220)}”", Place(sentence[1], sentence[0].span))
            lines.add(words_of(d), place_at(register, d.document, d.spans))
        else:
            continue
        told.append(d)
        if len(told) == _MOST:
            break
    if told:
        return lines.lookup("register", told, whole=True)
    for n, d in enumerate(found[:_MOST]):
        opening = "" if n else f"Not in the indexed papers: the minutes do not record how {name} voted on {'this' if len(found) == 1 else 'these'}. "
        lines.add(f"{opening}{words_of(d)}", place_at(register, d.document, d.spans))
    return lines.lookup("register", found[:_MOST], whole=True, missing=True)


def _against(register: Register, found: Sequence[Decision]) -> Lookup | None:
    """Decisions with a vote against them, or, where none has one, that none is recorded."""
    lines = Lines()
    shown = [d for d in found if d.votes and (d.votes.against or "against" in d.votes.names.values())][:_MOST]
    if not shown:
        shown = list(found[:_MOST])
        told = [(d, sentence) for d in shown if (sentence := _saying(register, d, _AGAINST))]
        for _, (unit, passage) in told:
            lines.add(f"“{shorten(one_line(unit.text), 220)}”", Place(passage, unit.span))
        if not told:
            lines.add(f"No vote against is recorded on {'this decision' if len(shown) == 1 else 'these decisions'}:")
    for d in shown:
        lines.add(words_of(d), place_at(register, d.document, d.spans))
    return lines.lookup("register", shown, whole=True)


def _saying(register: Register, d: Decision, pattern: re.Pattern[str]) -> tuple[Unit, Passage] | None:
    """The first sentence of the decision's item that says so."""
    return next(((u, p) for p in (register.passages_of_item(d.item) if d.item else ()) for u in units_of(p) if pattern.search(u.text)), None)


def words_of(d: Decision) -> str:
    """A decision in a line: its words, outcome, mover, votes with names, and where it was taken."""
    place = ", ".join(x for x in (taken_at(d), shorten(one_line(d.heading), 60)) if x)
    facts = [x for x in (remarkable(d), (f"moved by {d.mover}" + (f", seconded by {d.seconder}" if d.seconder else "")) if d.mover else "", votes_words(d.votes, every_name=True) if d.votes else "") if x]
    told = "; ".join(facts)
    return f"“{shorten(one_line(d.text), 260)}”{f' ({told})' if told else ''} - {place}"
