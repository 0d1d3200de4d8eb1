"""A question that takes for granted who moved or seconded something, how a member voted, or that somebody was there, where the record has it otherwise.

What comes in: the question as understood and the register. What goes out: a Lookup that says who it was, or None. Owns one rule: only a decision that holds
what is asked about, in its words or its heading, is told, and only where its minutes name others and nowhere him or her in that part.
"""

from __future__ import annotations

import re
from dataclasses import replace

from docqa.answer.cast import decisions_about, words_of
from docqa.answer.places import Lines, Lookup, meeting_words, place_at
from docqa.answer.question import Understood
from docqa.answer.scope import full_name, minutes_in, scope_of, surname
from docqa.records import Decision, Filters
from docqa.register import Register

_EMPTY = frozenset(
    ["vote", "votes", "voted", "voting", "against", "favour", "motion", "motions", "amendment", "proposal", "resolution", "moved", "mover", "proposed", "proposer", "seconded", "seconder", "second", "move", "propose", "tabled", "put", "forward",
     "council", "committee", "meeting", "decision", "carried", "passed", "supported", "oppose", "opposed", "reason", "reasons", "get", "speak", "spoke"]
)  # fmt: skip
_DID = r"(?:vot(?:e|ed)|mov(?:e|ed)|second(?:ed)?|say|said|ask(?:ed)?|propos(?:e|ed)|object(?:ed)?|oppos(?:e|ed)|speak|spoke|argued?|report(?:ed)?|raised?|tell|told|abstain(?:ed)?|suggest(?:ed)?|warn(?:ed)?)"
_OF_ABSENCE = re.compile(r"\b(?:absen\w+|apolog\w+|miss(?:ed)?|attend\w*|not|\w+n't|present|there)\b", re.I)
_LISTED = {"apologies": "among the apologies", "absent": "as absent"}
_TITLE = r"(?:(?:councill?or|cllr|mr|mrs|ms|miss|dr)\.?\s+)?(?:\w\.?\s+){0,2}"
_MOST_MEETINGS = 2
_MOST = 8  # decisions on the topic; what came up more often is too little to tell one by


def wrong_person(understood: Understood, register: Register, filters: Filters = Filters()) -> Lookup | None:
    """The decision on the topic with who moved and seconded it and how the vote went, where the question has it of somebody else."""
    scope = scope_of(understood, register, filters, _EMPTY)
    if len(scope.people) != 1 or not scope.topic:
        return None
    who = scope.people[0]
    part = _taken(understood.text, who)
    if not part:
        return None
    found = decisions_about(register, scope, filters, ())
    if not found or len(found) > _MOST or any(_bears_out(part, who, d, register) for d in found):
        return None
    told = next((d for d in found if _has(part, who, d)), None)
    if told is None:
        return None
    lines = Lines()
    lines.add(f"The papers do not bear that out of {full_name(register, who)}: {words_of(told)}", place_at(register, told.document, told.spans))
    return replace(lines.lookup("register", [told]), sure=False)


def not_there(understood: Understood, register: Register, filters: Filters = Filters()) -> Lookup | None:
    """Where the minutes list somebody as absent who, the question has it, spoke, moved or voted on that day."""
    spans = [(p.first, p.last) for p in understood.periods if p.certain]
    scope = scope_of(understood, register, filters)
    if len(spans) != 1 or len(scope.people) != 1 or _OF_ABSENCE.search(understood.text) or not re.search(rf"\b{re.escape(scope.people[0])}\b[^?]{{0,30}}?\b{_DID}\b", understood.text, re.I):
        return None
    who = scope.people[0]
    papers = [p for p in minutes_in(register, scope) if p.kind == "minutes"]
    listed = [[a for a in register.attendance([p.id]) if surname(a.name) == who] for p in papers]
    if not papers or not all(own and all(a.role in _LISTED and not a.note for a in own) for own in listed):
        return None
    lines = Lines()
    for paper, own in list(zip(papers, listed, strict=True))[:_MOST_MEETINGS]:
        lines.add(f"The papers do not bear that out: {own[0].name} is listed {_LISTED[own[0].role]} ({meeting_words(paper)})", place_at(register, paper.document, own[0].spans))
    return replace(lines.lookup("attendance"), sure=False)


def _taken(text: str, who: str) -> str:
    """The part that the question takes for granted: "mover", "seconder", "for", "against", or "" """
    name = re.escape(who)
    if re.search(r"\bwho\s+(?:\w+\s+)?(?:moved|proposed)\b", text, re.I) and re.search(rf"\bseconded by {_TITLE}{name}\b|\b{name} seconded\b", text, re.I):
        return "seconder"
    if re.search(rf"\b{name}(?:'s|’s)\s+(?:\w+\s+){{0,2}}(?:motion|amendment|proposal|resolution)\b|\b(?:moved|proposed|tabled|put forward) by {_TITLE}{name}\b|\b{name}\s+(?:(?!not|never)\w+\s+)?(?:moved?|proposed?|tabled?|put forward)\b", text, re.I):
        return "mover"
    if re.search(rf"\bseconded by {_TITLE}{name}\b|\b{name}\s+(?:(?!not|never)\w+\s+)?second(?:ed)?\b", text, re.I):
        return "seconder"
    voted = re.search(rf"\b(?:why|when)\b[^?]*\b{name}\b[^?]{{0,20}}\bvoted?\s+(?P<side>against|for|in favour|no\b|yes\b)|\b(?:why|when)\b[^?]*\b{name}\b[^?]{{0,12}}\b(?P<oppose>opposed?)\b", text, re.I)
    if voted:
        return "against" if voted["oppose"] or voted["side"].lower() in ("against", "no") else "for"
    return ""


def _bears_out(part: str, who: str, d: Decision, register: Register) -> bool:
    """Do the minutes give that part to that member, or may they?"""
    own = {"mover": d.mover, "seconder": d.seconder}.get(part)
    if own and surname(own) == who:
        return True
    if d.votes and any(surname(n) == who and side == part for n, side in d.votes.names.items()):
        return True
    name = re.escape(who)
    verbs = {"mover": r"mov|propos|table|motion|amendment", "seconder": "second", "for": r"vot|support|favour", "against": r"vot|against|oppos|dissent"}[part]
    text = d.text + " ".join(p.text for p in (register.passages_of_item(d.item) if d.item else ()))
    return re.search(rf"\b{name}\b[^.;]{{0,60}}\b(?:{verbs})|\b(?:{verbs})\w*\b[^.;]{{0,60}}\b{name}\b", text, re.I) is not None


def _has(part: str, who: str, d: Decision) -> bool:
    """Does the record of a decision contradict that part?"""
    if part in ("mover", "seconder"):
        return bool(d.mover if part == "mover" else d.seconder)
    if d.votes is None:
        return False
    return any(surname(n) == who for n in d.votes.names) or (part == "against" and d.votes.against == 0)
