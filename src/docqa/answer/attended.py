"""Who was at a meeting, who was not, who chaired, how often somebody came; and who declared which interest.

What comes in: the question as understood and the register. What goes out: a Lookup from the headers of minutes and the declarations, or None where the
question asks for no such thing or no meeting is meant. Owns one rule: attendance is what the header lists, never who spoke; somebody in no list is "not
listed", never "absent".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from docqa.answer.corrected import corrections
from docqa.answer.naming import spoken_date
from docqa.answer.places import Lines, Lookup, Place, counted, meeting_words, meetings_words, place_at
from docqa.answer.question import Understood
from docqa.answer.scope import Scope, fit, minutes_in, rarity, scope_of, stem_set, surname
from docqa.records import Attendance, Filters, Interest, Paper
from docqa.register import Register
from docqa.text import one_line, shorten

_APOLOGIES = re.compile(r"\bapolog\w*|\b(?:couldn'?t|could not|unable to|didn'?t|not able to|failed to) (?:make|come|attend|be there|turn up)|\bmissing from\b|\bwho (?:was|were) (?:missing|absent|away|not there|not present)|\babsent(?:ees?)?\b|\babsences?\b|\bexcuses?\b|\bwho (?:all )?(?:missed|skipped)\b|\bmiss(?:ed|ing) the\b", re.I)
_APOLOGY_OF = re.compile(r"\bapolog(?:y|ies)\b[^\n]{0,80}\b(?:Cllrs?|Councill?ors?|Mrs?|Ms|Miss|Dr)\b|\bapolog(?:y|ies)\b[^\n]{0,40}\b(?:from|by)\b", re.I)
_CHAIR = re.compile(r"\bwho (?:\w+ ){0,2}(?:chairs|chaired|presided|ran|took the chair|was (?:in|on) the chair|led)\b|\bin the chair\b|\bwho (?:was|is) (?:the )?chair\b|\bchair(?:ed|ing|man|person)? (?:of|at) (?:the|that|full)\b.*\bmeeting\b|\bwho chaired\b", re.I)
_INTEREST = re.compile(r"\b(?:declar\w+|owned up|conflicts? of|pecuniary|money interest|interests?:|recus\w+|interests? (?:were|was|did|has|have)|had an interest|sat out|stepped (?:out|back|aside)|left the (?:room|meeting)|(?:had|have) to leave)\b", re.I)
_PRESENT = re.compile(
    r"\bwho (?:was|were) (?:all |else )?(?:there|present|at|in attendance|sitting)\b|\bwho (?:all )?(?:attended|came(?! (?:on|up|from|out|down|back|first|in)\b)|turned up|showed up|went to)\b|\battendance\b|\battended by\b|"
    r"\bwhich (?:\w+ ){0,3}(?:members|councill?ors|officers|people|consultants)(?: \w+){0,2} (?:attended|came|were (?:there|present))|\b(?:members|councill?ors|officers|consultants|guests) (?:there|present)\b|\bquorum\b|"
    r"\bhow many (?:\w+ ){0,2}(?:members|councill?ors|people|public|residents|of us)(?: \w+){0,3} (?:there|present|attended|came|turned up|showed up)\b|\bhow many (?:of )?(?:the )?(?:members|councill?ors|us)\b.{0,30}\bturned up\b|\bof us turned up\b",
    re.I,
)
_OF_SOMEBODY = re.compile(r"\b(?:attend\w*|present|there|absent|turn(?:ed)? up|show(?:ed)? up|c[ao]me to|make it to|miss(?:ed|ing)?|apolog\w+|skip\w*|(?:was|were|been) (?:(?:councill?or|cllr|mrs?|ms|dr)\.? )?\w+ (?:at|in)|at (?:any|all|every)|attendance record|go to|went to)\b", re.I)
_ASKS_OF_SOMEBODY = re.compile(r"^\W*(?:so |and |but )?(?:was|were|did|has|had|is|does|how (?:often|many (?:times|meetings))|which (?:of the )?meetings|what meetings|when (?:was|did))\b|\battendance (?:record|of)\b|\bmeetings (?:did|has|was)\b", re.I)
_OF_OTHER_THINGS = re.compile(r"\b(?:vote[ds]?|voting|say|said|propos\w+|second(?:ed)?|mov(?:ed|er)|promised?|ask(?:ed)?|report(?:ed)?|answer\w*|agree\w*|declar\w+|decid\w+|hand(?:ed)?|bring|brought|deliver\w*|list|figures?)\b", re.I)
_OFTEN = re.compile(r"\bhow (?:often|many)\b|\brecord\b|\bwhich (?:of )?(?:the )?meetings\b|\bwhat meetings\b", re.I)
_TO_SPEAK = re.compile(r"\b(?:came|come|attend\w*|there|present|invited|brought in)\b[^?]{0,60}\bto (?:talk|speak|present|explain|discuss|tell|brief|update|report|answer|give|introduce)\b", re.I)
_PUBLIC = re.compile(r"\bhow many\b[^?]{0,20}\b(?:public|residents?|parishioners|villagers|visitors|spectators)\b", re.I)  # of whom minutes tell in a sentence
_LEFT_OUT = re.compile(r"\b(?:attendance|present|apolog\w+|names? (?:of those|on the list))\b.*\b(?:corrected|put right|wrong(?:ly)?|left (?:off|out)|missed (?:off|out)|omitted)\b|\b(?:wrongly|left (?:off|out)|missed (?:off|out)|omitted|corrected)\b.*\b(?:attendance|present|apolog\w+|names of those)\b", re.I)
_LAST_MEETING = re.compile(r"\b(?:last|latest|newest|most recent)(?: \w+){0,4} meeting\b", re.I)
_NEARLY_ALL = 0.8
_HOW_MANY = re.compile(r"\bhow many\b|\bnumber of\b|\bcount\b", re.I)
_THERE = ("chair", "vice_chair", "present", "substitute")
_WITH_OFFICERS = (*_THERE, "in_attendance", "clerk")
_MOST_MEETINGS = 2  # a question about who was there that fits more meetings is left to the search
_MOST_WITH_FEW = 6  # who was not there, or who chaired, is a name or two of each
_MOST_NAMES = 40
_MOST_ROWS = 8
_MOST_DECLARED = 12
_ALL_DECLARED = re.compile(r"\b(?:who|any(?:body|one)?|list|all|every|each|which (?:members?|councill?ors)|how many|what|show|have|has|did)\b[^?]{0,60}\b(?:declar\w+|interests?)\b|^\W*(?:declarations? of )?interests?\b", re.I)
_FITS = 0.6  # share of the matter's words that a declaration must hold
_EMPTY = frozenset(
    ["attend", "attended", "attending", "attendance", "present", "absent", "absence", "apologies", "apology", "meeting", "meetings", "session", "sessions", "there", "turned", "turn", "show", "showed", "came", "come", "miss", "missed", "missing", "times", "often", "record", "many", "how", "declared", "declare", "declaration", "interest", "interests", "councillor", "cllr", "councillors", "members", "member", "which", "item", "items", "left", "room", "leave", "meeting", "personal", "prejudicial", "pecuniary", "disclosable", "owned", "register", "declares", "declarations", "interests", "anyone", "anybody", "year", "conflict", "conflicts", "list", "show", "recorded", "minuted", "time", "first", "last", "latest", "newest", "most", "recent", "made", "make"]
)


def attendance_asked(understood: Understood, register: Register, filters: Filters = Filters()) -> Lookup | None:
    """Who was there, from the header, or who declared what; None where that is not asked."""
    text = understood.text
    scope = scope_of(understood, register, filters, _EMPTY)
    if scope.people and _ASKS_OF_SOMEBODY.search(text) and _OF_SOMEBODY.search(text) and not _OF_OTHER_THINGS.search(text):
        told = _of_somebody(register, scope, number=bool(_OFTEN.search(text)))
        if told:
            return told
    if _LEFT_OUT.search(text):
        return _left_out(register, scope)
    roles: tuple[str, ...]
    if _APOLOGIES.search(text):
        label, roles = "Apologies or absent", ("apologies", "absent")
    elif _CHAIR.search(text):
        label, roles = "In the chair", ("chair",)
    elif _PRESENT.search(text) and not _TO_SPEAK.search(text) and not _PUBLIC.search(text):
        label, roles = "Present", _WITH_OFFICERS
    elif _INTEREST.search(text):
        return _interests(understood, register, scope)
    else:
        return None
    papers = _minutes_meant(register, scope, _MOST_MEETINGS if label == "Present" else _MOST_WITH_FEW) or (_newest(register, scope) if (roles == ("chair",) and scope.bodies) or (_LAST_MEETING.search(text) and not scope.topic) else [])
    if not papers and not scope.people and not scope.topic and (day := _without_minutes(register, scope)):
        lines = Lines()
        lines.add(f"No minutes of {spoken_date(day)} are in the index, so who was there is not told.")
        return lines.lookup("attendance", whole=True, missing=True)
    return _headers(register, papers, label, roles, number=bool(_HOW_MANY.search(text)))


def _minutes_meant(register: Register, scope: Scope, most: int) -> list[Paper]:
    """Minutes of the meetings that a question names by date; none where it names no date or more than ``most`` meetings fit."""
    every = [p for p in register.papers() if p.kind == "minutes" and p.meeting_date]
    held = [[p for p in every if first <= (p.meeting_date or "") <= last] for first, last in scope.spans]
    named = [[p for p in fits if p.body in scope.bodies] for fits in held]
    fits = next((f for f in (*named, *held) if f), [])
    meetings = list(dict.fromkeys((p.body, p.meeting_date) for p in fits))
    return fits[: 2 * most] if 0 < len(meetings) <= most else []


def _without_minutes(register: Register, scope: Scope) -> str:
    """The one day that a question names, where papers of a meeting on it are indexed and no record of who was there is; else ""."""
    day = scope.spans[0][0] if len(scope.spans) == 1 and scope.spans[0][0] == scope.spans[0][1] else ""
    held = [p for p in register.papers() if day and p.meeting_date == day]
    return day if held and not any(p.kind in ("minutes", "decision_record") or register.attendance([p.id]) for p in held) else ""


def _newest(register: Register, scope: Scope) -> list[Paper]:
    """The newest minutes of the one body that the question names, or that nearly all minutes are of."""
    if len(scope.bodies) > 1 or scope.spans:
        return []
    every = [p for p in register.papers() if p.kind == "minutes" and p.meeting_date]
    body = scope.bodies[0] if scope.bodies else max({p.body for p in every}, key=[p.body for p in every].count, default=None)
    own = [p for p in every if p.body == body]
    if not scope.bodies and len(own) < _NEARLY_ALL * len(every):
        return []
    return [max(own, key=lambda p: p.meeting_date or "")] if own else []


def _headers(register: Register, papers: Sequence[Paper], label: str, roles: Sequence[str], *, number: bool) -> Lookup | None:
    lines = Lines()
    told: set[str] = set()  # a draft and the minutes as approved say the same
    for paper in papers:
        every = register.attendance([paper.id])
        listed = [a for a in every if a.role in roles]
        if not listed:
            if roles[0] == "apologies" and every and not _names_somebody(register, paper) and (place := place_at(register, paper.document, [s for a in every for s in a.spans])):
                lines.add(f"No apologies are listed ({meeting_words(paper)})", place)
            continue
        place = place_at(register, paper.document, [s for a in listed for s in a.spans])
        members = [a for a in listed if a.role in _THERE]
        count = f"{len(members)} members listed as present" if number and members else label
        line = f"{count} ({meeting_words(paper)}): {_names(listed)}"
        if line in told:
            continue
        told.add(line)
        lines.add(line, place)
        for line, there in _corrections(register, paper):
            lines.add(line, there)
    return lines.lookup("attendance") if lines.lines else None


def _names_somebody(register: Register, paper: Paper) -> bool:
    """Does a name stand behind the word on the first page of minutes, although none was read?"""
    page = register.page(paper.document, paper.first_page)
    return page is not None and _APOLOGY_OF.search(page.text) is not None


def _left_out(register: Register, scope: Scope) -> Lookup | None:
    """Corrections of who was there, of the meetings that are meant."""
    lines = Lines()
    papers = minutes_in(register, replace(scope, topic=(), people=()))
    for paper in papers:
        for line, place in _corrections(register, paper, scope.people):
            lines.add(f"Minutes of {meeting_words(paper)}. {line}", place)
    return lines.lookup("attendance") if lines.lines and (scope.spans or scope.bodies) else None


def _names(listed: Sequence[Attendance]) -> str:
    notes = [a.note or ("in the chair" if a.role == "chair" else "") for a in listed]
    shown = [f"{a.name} ({note})" if note else a.name for a, note in zip(listed, notes, strict=True)]
    more = f" and {len(shown) - _MOST_NAMES} more" if len(shown) > _MOST_NAMES else ""
    return ", ".join(shown[:_MOST_NAMES]) + more


def _corrections(register: Register, paper: Paper, people: Sequence[str] = ()) -> Iterator[tuple[str, Place | None]]:
    """What later minutes correct of who was there at a meeting."""
    for c in corrections(register, {(paper.body, paper.meeting_date)}):
        if re.search(r"\b(?:present|apolog\w+|attend\w*|absent)\b", c.words, re.I) and (not people or any(p in c.words.lower() for p in people)):
            yield c.line(), c.place(register)


# ------------------------------------------------------------------------------------------------------ one person


def _of_somebody(register: Register, scope: Scope, *, number: bool) -> Lookup | None:
    """At which of the meetings that are meant somebody is listed, and as what."""
    who = scope.people[0]
    papers = minutes_in(register, replace(scope, topic=()))
    rows: list[tuple[Paper, Attendance | None, list[Attendance]]] = []
    for paper in papers:
        listed = register.attendance([paper.id])
        if paper.kind == "minutes" and listed:
            own = [a for a in listed if surname(a.name) == who]
            rows.append((paper, min(own, key=lambda a: a.role not in (*_THERE, "in_attendance", "clerk")) if own else None, listed))
    bodies = {p.body for p, a, _ in rows if a and a.role in (*_THERE, "apologies", "absent")} or {p.body for p, a, _ in rows if a}
    rows = [r for r in rows if r[0].body in bodies or len(papers) == 1]
    if not rows or (not any(a for _, a, _ in rows) and len(rows) > 1):
        return None
    name = max((a.name for _, a, _ in rows if a), key=len, default=who.capitalize())
    if len(rows) <= _MOST_MEETINGS and not (number and len(rows) > 1):
        return _at_one(register, rows, name, who)
    return _over_meetings(register, rows, name)


def _state(a: Attendance | None) -> str:
    if a is None:
        return "not listed"
    return "present" if a.role in _THERE else "in attendance" if a.role in ("in_attendance", "clerk") else "apologies" if a.role == "apologies" else "listed as absent"


def _at_one(register: Register, rows: Sequence[tuple[Paper, Attendance | None, list[Attendance]]], name: str, who: str) -> Lookup:
    lines = Lines()
    for paper, a, listed in rows:
        state = _state(a)
        words = {
            "present": f"Yes: {name} is listed as present", "in attendance": f"Yes: {name} is listed in attendance", "apologies": f"No: {name} sent apologies",
            "listed as absent": f"No: {name} is listed as absent", "not listed": f"{name} is not listed as present, and no apology is recorded",
        }[state]  # fmt: skip
        note = f" ({a.note})" if a and a.note else ""
        fixed = list(_corrections(register, paper, (who,)))
        lines.add(f"{words}{note}, {meeting_words(paper)}{'; but the minutes were corrected:' if fixed else ''}", place_at(register, paper.document, a.spans if a else [s for o in listed for s in o.spans]))
        for line, place in fixed:
            lines.add(line, place)
    return lines.lookup("attendance")


def _over_meetings(register: Register, rows: Sequence[tuple[Paper, Attendance | None, list[Attendance]]], name: str) -> Lookup:
    lines = Lines()
    by_state: dict[str, list[tuple[Paper, Attendance | None]]] = {}
    for paper, a, _ in rows:
        by_state.setdefault(_state(a), []).append((paper, a))
    there = len(by_state.get("present", [])) + len(by_state.get("in attendance", []))
    bodies = list(dict.fromkeys(p.body for p, _, _ in rows))
    lines.add(f"{name} is listed as present at {there} of {counted(len(rows), 'meeting')} of {', '.join(b or '' for b in bodies[:4])} (complete over the minutes indexed of {meetings_words((p.body, p.meeting_date) for p, _, _ in rows)})")
    for state in ("apologies", "listed as absent", "not listed", "present", "in attendance"):
        own = by_state.get(state, [])
        if not own:
            continue
        days = [f"{spoken_date(p.meeting_date or '')}{f' ({p.body})' if len(bodies) > 1 else ''}" for p, _ in own]
        shown = ", ".join(days[:_MOST_ROWS]) + (f" and {len(days) - _MOST_ROWS} more" if len(days) > _MOST_ROWS else "")
        first = next(((p, a) for p, a in own if a), None)
        lines.add(f"{state.capitalize()} {len(own)}: {shown}", place_at(register, first[0].document, first[1].spans) if first and first[1] else None)
    return lines.lookup("attendance", whole=True)


# ---------------------------------------------------------------------------------------------------------- interests


def _interests(understood: Understood, register: Register, scope: Scope) -> Lookup | None:
    """Declarations at the meetings that are meant; without a date, those of the people or about the matter that the question names, or all."""
    papers = {p.id: p for p in _minutes_meant(register, scope, _MOST_MEETINGS)}
    if not scope.people and not scope.topic and _ALL_DECLARED.search(understood.text) and (not papers or any(first != last for first, last in scope.spans)):
        return _all_declared(register, scope)
    if papers:
        found = [i for i in register.interests(papers) if not scope.people or surname(i.member) in scope.people] or register.interests(papers)
    else:
        minutes = {p.id: p for p in minutes_in(register, scope)}
        papers = minutes
        every = [i for i in register.interests() if i.paper in minutes]
        own = [i for i in every if surname(i.member) in scope.people]
        found = (_about(register, scope, own) if scope.topic else own) if scope.people else _about(register, scope, every) if scope.topic else []
    once = list({one_line(i.text): i for i in found}.values())
    lines = Lines()
    for interest in once[:6]:
        paper = papers[interest.paper]
        lines.add(f"“{shorten(interest.text, 260)}” ({meeting_words(paper)})", place_at(register, paper.document, interest.spans))
    return lines.lookup("attendance") if lines.lines else None


def _all_declared(register: Register, scope: Scope) -> Lookup | None:
    """Every declaration of the time and the body that are meant, counted, by date."""
    minutes = {p.id: p for p in minutes_in(register, scope)}
    lines = Lines()
    if not minutes:  # "this year", where the papers go no further than last year
        every = minutes_in(register, replace(scope, spans=()))
        if not every or not scope.spans:
            return None
        newest = every[-1].meeting_date or ""
        lines.add(f"No minutes of that time are indexed; the newest are of {spoken_date(newest)}. In {newest[:4]}:")
        minutes = {p.id: p for p in every if (p.meeting_date or "")[:4] == newest[:4]}
    order = {id_: n for n, id_ in enumerate(minutes)}
    found = [i for i in register.interests(minutes) if re.search(r"\binterest", i.text, re.I) or i.kind or i.item]  # "the Chair declared the meeting open" is none
    once = list({(i.paper, one_line(i.text)): i for i in sorted(found, key=lambda i: order[i.paper])}.values())
    over = meetings_words((p.body, p.meeting_date) for p in minutes.values())
    lines.add(f"{counted(len(once), 'declaration').capitalize()} of interest {'are' if len(once) != 1 else 'is'} recorded (complete over the minutes indexed of {over}){':' if once else '.'}")
    for interest in once[:_MOST_DECLARED]:
        paper = minutes[interest.paper]
        bodies = len({p.body for p in minutes.values()}) > 1
        lines.add(f"{spoken_date(paper.meeting_date or '')}{f', {paper.body}' if bodies and paper.body else ''}: “{shorten(interest.text, 200)}”", place_at(register, paper.document, interest.spans))
    if len(once) > _MOST_DECLARED:
        lines.add(f"and {len(once) - _MOST_DECLARED} more.")
    return lines.lookup("attendance", whole=True)


def _about(register: Register, scope: Scope, found: Sequence[Interest]) -> list[Interest]:
    """Declarations about the matter that a question names, those that fit best."""
    own = {i.text: stem_set(f"{i.text} {_heading(register, i)}") for i in found}
    rare = rarity(list(own.values()))
    fits = {text: fit(scope.topic, held, set(), rare, max(rare.values(), default=1.0)) for text, held in own.items()}
    best = max(fits.values(), default=0.0)
    return [i for i in found if best >= _FITS and fits[i.text] >= best - 0.15]


def _heading(register: Register, interest: Interest) -> str:
    return next((i.heading for i in register.items_of(interest.paper) if interest.item and i.number == interest.item), "")
