"""What the record answers by itself: who was at a meeting, what an acronym stands for, all decisions of a meeting.

What comes in: the question as understood and the register. What goes out: a Lookup with the words of the answer and the places they rest on, or None
where the question does not ask for such a thing or the record does not say; the passages found by search then stand alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from docqa.answer.compose import spoken_date
from docqa.answer.question import Understood
from docqa.records import Attendance, Decision, Definition, Filters, Paper, Passage, Span
from docqa.register import Register
from docqa.text import content_words, fold, one_line, shorten, words

_APOLOGIES = re.compile(r"\bapolog\w*|\b(?:couldn'?t|could not|unable to|didn'?t|not able to|failed to) (?:make|come|attend|be there|turn up)|\bmissing from\b|\bwho (?:was|were) (?:missing|absent|away|not there|not present)|\babsent(?:ees?)?\b|\babsences?\b", re.I)
_CHAIR = re.compile(r"\bwho (?:\w+ ){0,2}(?:chairs|chaired|presided|ran|took the chair|was (?:in|on) the chair|led)\b|\bin the chair\b|\bwho (?:was|is) (?:the )?chair\b|\bchair(?:ed|ing|man|person)? (?:of|at) (?:the|that|full)\b.*\bmeeting\b|\bwho chaired\b", re.I)
_INTEREST = re.compile(r"\b(?:declar\w+|owned up|conflict|pecuniary|money interest|interests?:|recus\w+|interests? (?:were|was|did)|had an interest|sat out|stepped (?:out|back|aside))\b", re.I)
_PRESENT = re.compile(
    r"\bwho (?:was|were) (?:all |else )?(?:there|present|at|in attendance|sitting)\b|\bwho (?:all )?(?:attended|came|turned up|showed up|went to)\b|\battendance\b|\battended by\b|"
    r"\bwhich (?:\w+ ){0,3}(?:members|councill?ors|officers|people|consultants)(?: \w+){0,2} (?:attended|came|were (?:there|present))|\b(?:members|councill?ors|officers|consultants|guests) (?:there|present)\b|\bquorum\b|"
    r"\bhow many (?:\w+ ){0,2}(?:members|councill?ors|people|public|residents)(?: \w+){0,3} (?:there|present|attended|came|turned up|showed up)\b",
    re.I,
)
_ALL_DECISIONS = re.compile(
    r"\b(?:list|all|what|which|every)\b.{0,40}\b(?:decisions?|resolutions?|resolved)\b|\bwhat (?:was|were|did\b.{0,40}) (?:decided|agreed|resolved|decide|resolve)(?: on| at| by)?\b",
    re.I,
)
_ABOUT_ONE_THING = re.compile(r"\b(?:about|regarding|concerning|over|on the|for the|to do with)\b", re.I)
_MOST_MEETINGS = 2  # a question about who was there that fits more meetings is left to the search
_MOST_NAMES = 40
_MOST_DECISIONS = 12


@dataclass(frozen=True, slots=True)
class Place:
    """A run of a page that a lookup rests on, with a passage of the same paper for its particulars."""

    passage: Passage
    span: Span


@dataclass(frozen=True, slots=True)
class Lookup:
    """An answer from the record: lines, each with the number (0-based) of the place it rests on, or None."""

    method: str  # "attendance" | "glossary" | "register"
    lines: tuple[tuple[str, int | None], ...]
    places: tuple[Place, ...]
    decisions: tuple[Decision, ...] = ()


def look_up(understood: Understood, register: Register, filters: Filters = Filters()) -> Lookup | None:
    """The answer from the record, or None."""
    return _definition(understood, register) or _attendance(understood, register, filters) or _decisions(understood, register, filters)


# ---------------------------------------------------------------------------------------------------------- acronyms


def _definition(understood: Understood, register: Register) -> Lookup | None:
    if understood.form != "definition" or not understood.expansions:
        return None
    asked = set(words(understood.text))
    chosen = [d for d in understood.expansions if d.acronym.lower() in asked or d.acronym.lower().rstrip("s") in asked]
    lines: list[tuple[str, int | None]] = []
    places: list[Place] = []
    for known in chosen[:2]:
        meanings = {fold(d.meaning): d for d in reversed(register.definitions(known.acronym))}
        for d in list(reversed(meanings.values()))[:3]:
            place = _place_of(register, d)
            if place:
                lines.append((f"{d.acronym}: {one_line(d.meaning)}", len(places)))
                places.append(place)
    return Lookup("glossary", tuple(lines), tuple(places)) if lines else None


def _place_of(register: Register, definition: Definition) -> Place | None:
    """The sentence around a definition."""
    span = definition.span
    for passage in register.passages_at(definition.document, span):
        whole = next((s for s in passage.spans if s.holds(span)), None)
        if whole:
            return Place(passage, whole)
    return None


# -------------------------------------------------------------------------------------------------------- attendance


def _attendance(understood: Understood, register: Register, filters: Filters) -> Lookup | None:
    text = understood.text
    roles: tuple[str, ...]
    if _APOLOGIES.search(text):
        label, roles = "Apologies or absent", ("apologies", "absent")
    elif _CHAIR.search(text):
        label, roles = "In the chair", ("chair",)
    elif _PRESENT.search(text):
        label, roles = "Present", ("chair", "vice_chair", "present", "substitute", "in_attendance", "clerk")
    elif _INTEREST.search(text):
        return _interests(understood, register, filters)
    else:
        return None
    lines: list[tuple[str, int | None]] = []
    places: list[Place] = []
    papers = _minutes_asked(understood, register, filters) or (_newest(understood, register) if roles == ("chair",) else [])
    for paper in papers:
        listed = [a for a in register.attendance([paper.id]) if a.role in roles]
        if not listed:
            continue
        place = _where_listed(register, paper, listed)
        when = f" ({_meeting(paper)})"
        lines.append((f"{label}{when}: {_names(listed)}", len(places) if place else None))
        if place:
            places.append(place)
    return Lookup("attendance", tuple(lines), tuple(places)) if lines else None


def _interests(understood: Understood, register: Register, filters: Filters) -> Lookup | None:
    lines: list[tuple[str, int | None]] = []
    places: list[Place] = []
    for paper in _minutes_asked(understood, register, filters):
        for interest in register.interests([paper.id])[:4]:
            place = _at(register, paper.document, interest.spans)
            lines.append((f"“{shorten(interest.text, 260)}” ({_meeting(paper)})", len(places) if place else None))
            if place:
                places.append(place)
    return Lookup("attendance", tuple(lines[:4]), tuple(places[:4])) if lines else None


def _minutes_asked(understood: Understood, register: Register, filters: Filters) -> list[Paper]:
    """Minutes of the meetings the question names by date; none where it names no date or too many meetings fit."""
    if not understood.periods and not filters.from_date:
        return []
    minutes = [p for p in register.papers() if p.kind == "minutes" and p.meeting_date]
    spans = [(p.first, p.last) for p in understood.periods] or [(filters.from_date or "", filters.to_date or "9999")]
    held = [[p for p in minutes if first <= (p.meeting_date or "") <= last] for first, last in spans]
    named = [[p for p in fits if p.body in understood.bodies] for fits in held]
    fits = next((f for f in (*named, *held) if f), [])
    if filters.body:
        wanted = register.matching_bodies(filters.body)
        fits = [p for p in fits if p.body in wanted]
    meetings = list(dict.fromkeys((p.body, p.meeting_date) for p in fits))
    return fits[: 2 * _MOST_MEETINGS] if 0 < len(meetings) <= _MOST_MEETINGS else []


def _newest(understood: Understood, register: Register) -> list[Paper]:
    """The newest minutes of the one body that the question names, for what does not change from meeting to meeting."""
    if len(understood.bodies) != 1 or understood.periods:
        return []
    own = [p for p in register.papers() if p.kind == "minutes" and p.meeting_date and p.body == understood.bodies[0]]
    return [max(own, key=lambda p: p.meeting_date or "")] if own else []


def _names(listed: Sequence[Attendance]) -> str:
    notes = [a.note or ("in the chair" if a.role == "chair" else "") for a in listed]
    shown = [f"{a.name} ({note})" if note else a.name for a, note in zip(listed, notes, strict=True)]
    more = f" and {len(shown) - _MOST_NAMES} more" if len(shown) > _MOST_NAMES else ""
    return ", ".join(shown[:_MOST_NAMES]) + more


def _where_listed(register: Register, paper: Paper, listed: Sequence[Attendance]) -> Place | None:
    return _at(register, paper.document, [s for a in listed for s in a.spans])


def _at(register: Register, document: str, spans: Sequence[Span]) -> Place | None:
    """The run of one page over ``spans``, with the passage it lies in."""
    if not spans:
        return None
    page = spans[0].page
    own = [s for s in spans if s.page == page]
    span = Span(page, min(s.start for s in own), max(s.end for s in own))
    found = register.passages_at(document, span)
    return Place(found[0], span) if found else None


def _meeting(paper: Paper) -> str:
    return ", ".join(x for x in (paper.body or "", spoken_date(paper.meeting_date) if paper.meeting_date else "") if x)


# --------------------------------------------------------------------------------------------------------- decisions


def _decisions(understood: Understood, register: Register, filters: Filters) -> Lookup | None:
    """All decisions of one meeting, where the question asks for them and for no topic."""
    if not _ALL_DECISIONS.search(understood.text) or _ABOUT_ONE_THING.search(understood.text):
        return None
    if not understood.periods or _topic_left(understood):
        return None
    papers = _minutes_asked(understood, register, filters)
    found = [d for p in papers[:1] for d in register.decisions(Filters(from_date=p.meeting_date, to_date=p.meeting_date)) if d.paper == p.id]
    if not found:
        return None
    substantive = [d for d in found if d.kind == "substantive"] or found
    lines: list[tuple[str, int | None]] = [(f"{len(found)} decisions, {len([d for d in found if d.kind == 'substantive'])} of them substantive ({_meeting(papers[0])}):", None)]
    places: list[Place] = []
    for d in substantive[:_MOST_DECISIONS]:
        place = _at(register, d.document, d.spans) if len(places) < 5 else None
        about = ", ".join(x for x in (d.minute or "", shorten(d.heading, 60)) if x)
        lines.append((f"{about}{': ' if about else ''}“{shorten(d.text, 150)}”", len(places) if place else None))
        if place:
            places.append(place)
    return Lookup("register", tuple(lines), tuple(places), tuple(found))


_EMPTY_WORDS = frozenset(["decision", "decisions", "resolution", "resolutions", "resolved", "decided", "agreed", "decide", "agree", "list", "meeting", "meetings", "minutes", "council", "full", "committee", "cabinet", "board", "substantive", "taken", "passed", "made"])


def _topic_left(understood: Understood) -> bool:
    """Does the question name anything beside decisions, a body and a date?"""
    text = fold(understood.text)
    for period in understood.periods:
        text = text.replace(fold(period.words), " ")
    for body in understood.bodies:
        text = text.replace(fold(body), " ")
    names = {w for b in understood.bodies for w in words(b)}
    return any(w not in _EMPTY_WORDS and w not in names and not w.isdigit() for w in content_words(text))
