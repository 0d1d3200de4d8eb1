"""Who holds an office, who chairs a body, who the councillors are: the newest paper that says so answers.

What comes in: the question as understood and the register. What goes out: a Lookup that says of which day it is, or None where no office is asked for. Owns
one rule: a holder is somebody whom the header of minutes notes with the office, or else whom a sentence names as holding it; whoever only stands near the
word does not hold it, and where nobody is named, that is said.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from docqa.answer.naming import spoken_date, where
from docqa.answer.places import Lines, Lookup, Place, meeting_words, place_at
from docqa.answer.question import Understood
from docqa.answer.scope import minutes_in, scope_of
from docqa.answer.shown import shown
from docqa.records import Attendance, Filters, Paper, Passage
from docqa.register import Register
from docqa.search.units import units_of
from docqa.text import content_words, fold, shorten, words

_TITLES = r"mayor|leader|clerk|convener|provost|chair(?:man|woman|person)?|president|monitoring officer|chief executive|treasurer|secretary|responsible financial officer"
_OFFICE = rf"(?:(?:deputy|depute|vice|assistant)[- ])?(?:town |city |county |parish |council |lord |civic |honorary )?(?:vice[- ])?(?:{_TITLES})"
_WHO_IS = re.compile(
    rf"^\W*(?:and |so )?who(?:'s| is| are)\s+(?:the |our |your )?(?:current |present |new |now )?(?P<office>{_OFFICE})\b(?! of the meeting)(?P<rest>[^?]*)\??\s*$", re.I
)
_WHO_CHAIRS = re.compile(r"^\W*(?:and |so )?who chairs (?P<rest>[^?]*)\??\s*$", re.I)
_WHO_SITS = re.compile(
    r"^\W*(?:and |so )?(?:who(?:'s| is| are)|list(?: of)?|names of)\s+(?:(?:all|the|our|my|your|current|local|ward|town|city|parish|county|borough|community)\s+)*councill?ors?(?: (?:now|on|of|for|at|in) [^?]*| now)?\W*$",
    re.I,
)
_OF_ANOTHER_COUNCIL = re.compile(r"\b(?P<tier>county|borough|district|city|unitary) councill?ors?\b", re.I)  # who comes to the meetings of a parish, and sits elsewhere
_UNDER = re.compile(r"\b(?:deputy|depute|vice|assistant)\b", re.I)
_NAME = r"(?:(?:Mr|Mrs|Ms|Miss|Dr|Rev|Sir|Dame|Cllr|Councill?or)\.?\s+)*[A-Z][\w'’-]+(?:\s+(?:[A-Z]\.?\s+)?(?:Mc\s?)?[A-Z][\w'’-]+){0,3}(?!\s?[‐-])"
_ELECTED = r"(?:re-?)?(?:elected|appointed|chosen|confirmed)"
_BEFORE_OFFICE = r"(?<!vice[ -])(?<!deputy )(?<!depute )(?<!assistant )(?<!former )(?<!past )(?<!acting )(?<!previous )(?<!outgoing )(?<!retiring )(?<!new )(?<!co-)(?<!co‐)"
_NO_NAMES = frozenset(
    ["the", "a", "an", "council", "committee", "commission", "board", "cabinet", "vice", "deputy", "chair", "chairman", "chairperson", "chairwoman", "treasurer", "secretary", "clerk", "mayor", "leader", "report", "reports", "correspondence", "councillor", "councillors", "cllr", "member", "members", "minutes", "vacant", "none", "no", "there", "nothing", "following", "this", "that", "it", "all", "proposed", "resolved", "agreed", "present", "apologies", "attendance", "in", "meeting", "office", "officer", "financial", "responsible", "town", "city", "parish", "county", "finance", "legal", "and", "or", "to", "of", "for", "on", "election", "center", "centre", "street", "road", "lane", "hall", "room", "floor", "house", "school", "church", "college", "trust", "association", "society", "team", "police", "health", "watch", "service", "services", "department", "hotel", "pro", "tem", "emeritus", "elect", "items", "item", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"]
)
_EMPTY = frozenset(
    ["mayor", "leader", "clerk", "convener", "provost", "chair", "chairs", "chairman", "chairwoman", "chairperson", "president", "monitoring", "officer", "chief", "executive", "treasurer", "secretary", "deputy", "vice", "vice-chair", "assistant", "responsible", "financial", "honorary", "town", "city", "parish", "county", "council", "councillor", "councillors", "councilor", "councilors", "local", "ward", "community", "current", "present", "new", "member", "members", "list", "names"]
)
_OF_ALL = re.compile(r"mayor|leader|provost|chief executive|monitoring officer|clerk|treasurer|secretary|financial officer", re.I)  # there is one, whatever the body
_ELSEWHERE_TOO = re.compile(r"leader|chief executive|monitoring officer", re.I)  # sentences name those of other councils and firms
_MOST_BODIES = 3
_MOST_NAMES = 30
_LONGEST_NOTE = 14  # words: a longer note in brackets is none of an office
_KINDS = ("minutes", "agenda", "decision_record")


def office_asked(understood: Understood, register: Register, filters: Filters = Filters()) -> Lookup | None:
    """Who holds an office or sits on a council, as of the newest paper that tells; None where that is not asked."""
    text = understood.text
    if understood.periods:
        return None
    who, chairs, sits = _WHO_IS.match(text), _WHO_CHAIRS.match(text), _WHO_SITS.match(text)
    asked = who or chairs
    if not asked and not sits:
        return None
    scope = scope_of(understood, register, filters, _EMPTY)
    if scope.people:
        return None
    bodies: Collection[str] = scope.bodies
    if asked and not (len(bodies) == 1 and not scope.topic):
        named = _bodies_named(asked["rest"], register)
        bodies = named if 0 < len(named) <= _MOST_BODIES else bodies
        if not named and (scope.topic or chairs):
            return None
    papers = [p for p in reversed(minutes_in(register, scope)) if p.kind == "minutes" and (not bodies or p.body in bodies)]
    if sits:
        other = _OF_ANOTHER_COUNCIL.search(text)
        return None if other and not any(other["tier"].lower() in (p.body or "").lower() for p in papers) else _sitting(register, papers)
    office = who["office"].lower() if who else "chair"
    found = _listed(register, papers, office)
    if not found and bodies and (_OF_ALL.search(office) or all(b.lower() == "council" for b in bodies)):
        bodies = ()
        found = _listed(register, [p for p in reversed(register.papers()) if p.kind == "minutes" and p.meeting_date], office)
    if found or _ELSEWHERE_TOO.search(office):
        return found
    return _named(register, bodies, office, filters) or _presiding(register, papers, office) or _nobody(office, bodies)


def _bodies_named(rest: str, register: Register) -> tuple[str, ...]:
    """The bodies whose names hold all the telling words of "of planning"."""
    telling = set(content_words(rest))
    return tuple(b for b, _ in register.bodies() if telling and telling <= set(words(fold(b))))


def _core(office: str) -> str:
    """The word for an office without rank and place: "chair" of "vice-chairman"."""
    bare = re.sub(r"^(?:(?:deputy|depute|vice|assistant|town|city|county|parish|council|lord|civic|honorary)[- ])+", "", office)
    return "chair" if bare.startswith("chair") else bare


def _listed(register: Register, papers: Sequence[Paper], office: str) -> Lookup | None:
    """The newest of each body whose header notes somebody with that office."""
    lines = Lines()
    said: set[str | None] = set()
    for paper in papers:
        if paper.body in said or len(said) == _MOST_BODIES:
            continue
        own = next((a for a in register.attendance([paper.id]) if _holds(a, office, paper.body or "")), None)
        if own:
            said.add(paper.body)
            lines.add(
                f"{own.name} ({own.note or _core(office)}), as listed on {spoken_date(paper.meeting_date or '')}{f' ({paper.body})' if paper.body else ''}",
                place_at(register, paper.document, own.spans),
            )
    return lines.lookup("attendance") if lines.lines else None


def _holds(a: Attendance, office: str, body: str) -> bool:
    """Does the header give somebody this office, be it one of two ("Vice Chair and Treasurer"), and of no other body?"""
    under, core = bool(_UNDER.match(office)), _core(office)
    for part in re.split(r"[,;&/]| and ", a.note.lower()) if len(a.note.split()) <= _LONGEST_NOTE else ():
        found = re.search(rf"\b{re.escape(core)}(?:man|woman|person)?\b(?: (?:of|to|for) (?P<of>.*))?", part)
        if (
            found
            and bool(_UNDER.search(part)) == under
            and not re.search(r"\bin the chair\b|\bformer\b", part)
            and set(content_words(found["of"] or "")) <= {*words(body.lower()), "council", "meeting"}
        ):
            return True
    if under or a.role in ("apologies", "absent") or _UNDER.search(a.note):
        return False
    return (core == "chair" and a.role == "chair" and not re.search(r"\bin the chair\b", a.note, re.I)) or (core == "clerk" and a.role == "clerk")


def _named(register: Register, bodies: Collection[str], office: str, filters: Filters) -> Lookup | None:
    """The newest sentence of each body that names somebody as holding that office."""
    core = _core(office)
    rank = r"(?:vice|deputy|depute|assistant)[ -]" if _UNDER.match(office) else _BEFORE_OFFICE
    title = rf"(?i:{rank}\b(?:(?:town|city|county|parish|council|lord|civic|honorary|hon\.?) )?{re.escape(core)}(?:man|woman|person)?)\b"
    own = r"(?!(?i:'s|’s| of (?!the (?:council|community council|parish council)\b)))"
    patterns = [
        re.compile(
            rf"(?P<name>{_NAME})\s+(?:(?:was|is|be|has been|had been|were)\s+)?(?:(?:duly|unanimously|formally|then)\s+)?{_ELECTED}\s+(?:as\s+|to be\s+)?(?:the\s+)?{title}{own}"
        ),
        re.compile(rf"{title}{own}(?: of the [\w ]{{4,30}})?\s*[-–—:‐]\s*(?P<name>{_NAME})(?!\s+to\b)"),
        re.compile(rf"(?P<name>{_NAME})(?:\s*[,(]\s*|\t|\s+)(?:the |our )(?:new )?{title}{own}"),
        re.compile(rf"(?P<name>{_NAME})(?:\s*[,(–—]\s*|\t){title}{own}"),
        re.compile(rf"{title}{own}(?:\s+|,\s+(?=(?:Mrs?|Ms|Miss|Dr|Cllr|Councill?or)\b))(?P<name>{_NAME})"),
    ]
    lines = Lines()
    said: set[str | None] = set()
    for passage in reversed(register.items_saying(core, filters, kinds=_KINDS)):
        if not passage.meeting_date or passage.body in said or (bodies and passage.body not in bodies):
            continue
        found = _named_in(passage, patterns)
        if found:
            said.add(passage.body)
            lines.add(*found)
        if len(said) == (1 if _OF_ALL.search(office) else _MOST_BODIES):
            break
    return lines.lookup("register", whole=True) if lines.lines else None


def _named_in(passage: Passage, patterns: Sequence[re.Pattern[str]]) -> tuple[str, Place] | None:
    for unit in units_of(passage):
        for pattern in patterns:
            for found in pattern.finditer(unit.text):
                name = " ".join(found["name"].split())
                if _is_name(name):
                    return f"{name}: “{shorten(shown(unit.text), 200)}” - {where(passage)}", Place(passage, unit.span)
    return None


def _is_name(name: str) -> bool:
    bare = re.sub(r"^(?:(?:Mr|Mrs|Ms|Miss|Dr|Rev|Sir|Dame|Cllr|Councill?or)\.?\s+)+", "", name)
    own = words(fold(bare))
    return bool(own) and bare[:1].isupper() and len(bare) > 2 and not any(w in _NO_NAMES for w in own)


def _presiding(register: Register, papers: Sequence[Paper], office: str) -> Lookup | None:
    """Who took the chair at the newest meeting, where no paper says whose office it is."""
    if office.startswith("chair"):
        for paper in papers[:1]:
            own = next((a for a in register.attendance([paper.id]) if a.role == "chair"), None)
            if own:
                lines = Lines()
                lines.add(f"In the chair on {spoken_date(paper.meeting_date or '')} ({paper.body}): {own.name}", place_at(register, paper.document, own.spans))
                return lines.lookup("attendance")
    return None


def _nobody(office: str, bodies: Collection[str]) -> Lookup:
    lines = Lines()
    lines.add(f"The indexed papers do not say who the {office}{f' of {next(iter(bodies))}' if len(bodies) == 1 else ''} is.")
    return lines.lookup("register", whole=True, missing=True)


def _sitting(register: Register, papers: Sequence[Paper]) -> Lookup | None:
    """The councillors whom the newest minutes of each council list, there or not."""
    lines = Lines()
    said: set[str | None] = set()
    councils = [p for p in papers if re.search(r"\bcouncil\b", p.body or "", re.I)]
    for paper in councils or papers:
        if paper.body in said or len(said) == _MOST_BODIES:
            continue
        every = register.attendance([paper.id])
        members = [a for a in every if re.match(r"(?:Cllr|Councill?or)\b", a.name)] or [a for a in every if a.role not in ("in_attendance", "clerk")]
        if members:
            said.add(paper.body)
            names = list(dict.fromkeys(a.name for a in members))
            lines.add(
                f"Listed in the newest minutes ({meeting_words(paper)}): {', '.join(names[:_MOST_NAMES])}",
                place_at(register, paper.document, [s for a in members for s in a.spans]),
            )
    return lines.lookup("attendance", whole=True) if lines.lines else None
