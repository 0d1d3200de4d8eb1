"""What was to come back, when, and what answered it. ``as_of`` gives the status on a day; never "done", unless a paper says so.

open (no later item found, not yet due) · due (the date is past, none found) · reported (a later item on it) · answered in part · superseded.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain

from docqa.council.attributes import asked_in
from docqa.council.due import AGAIN, NEXT_MEETING, Due, find_due
from docqa.council.outcomes import SAME_CHARS, Outcome, find_outcomes, matter
from docqa.council.threads import ROUTINE, Place, Threads, subject
from docqa.records import Decision, FollowUp, Link, Statement
from docqa.register import Register
from docqa.text import one_line, shorten

_ROUTINE = re.compile(r"\b(?:next|further) (?:ordinary )?meeting\b[^.]{0,60}\b(?:be held|will be|take place)|\bapproval of the minutes\b|\bminutes\b[^.]{0,80}\bcorrect record\b|\bpress and public\b|\bapprove the minutes\b|\bminutes of the (?:\w+ )?meetings? held\b[^.]{0,80}\b(?:approved|confirmed|agreed|signed)", re.I)
_DOES = r"(?:ask|write|reply|find out|get|obtain|seek|invite|report|challenge|investigate|contact|arrange|prepare|produce|send|bring|submit|provide|publish|consult|review|look into|chase|request|circulate|order)"
_TASK = re.compile(
    rf"\b(?:is|are) to {_DOES}\b|\bRESOLVED to (?:{_DOES}|have\b[^.]{{0,60}}\blooked at)\b|\b[Tt]hat (?:the )?[A-Z][\w’']+(?: (?:[A-Z][\w’']+|\([A-Z][\w ]+\)|\d+|of|and|for|the)){{0,6}} (?:be (?:asked|requested|instructed|required) to|should|{_DOES})\b|"
    rf"\b(?:undertook|agreed|promised|offered) to {_DOES}\b|\breply would be sent\b"
)  # somebody is given something to do
_POWER = re.compile(r"\b(?:authori[sz]ed|authority|delegat\w+|empowered)\b", re.I)
_AMENDS = re.compile(r"^.{0,80}\b(?:proposed as an amendment|amendment was (?:then )?moved|moved (?:as )?an amendment|moved that the words)\b", re.I | re.S)
_NEXT_MEETING = re.compile(r"\b(?:date|time)s? of (?:the )?(?:next|future) meetings?\b|^\W*next meeting\b", re.I)
_OWNER = re.compile(r"\(?\b(?:owner|lead|action by|by whom)\s*:\s*(?P<who>[^;)]{2,80})\)?", re.I)
_NUMBER = r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_PARTLY = re.compile(rf"\b{_NUMBER} (?:out )?of (?:the |its |their )?{_NUMBER}\b|\b(?:in part|partly|interim|yet to|not yet|only \w+ of the|still (?:to|outstanding)|remain\w* outstanding|to follow)\b", re.I)  # part of it was done
_EVERY = subject("resolved agreed matter item considered consider again next meeting brought bring forward back report reported")  # words that say nothing about what is to come back
_TO_BODY = re.compile(r"\bto (?:the )?(?P<body>Cabinet|Council|Executive|(?:[A-Z][\w’']+ (?:(?:and|of|for|the) )?){1,6}(?:Committee|Commission|Board|Panel|Council))\b(?! (?:Member|Tax))")
_ANSWER_DAYS = 560
_EARLY_DAYS = 45
_LATE_DAYS = 240  # an answer that comes this long after its day and does not say what it answers is about something else
_LINK_BAR = 0.8  # an answer this sure is a link too


def find_followups(threads: Threads, register: Register, links: Sequence[Link], copies: Container[str] = ()) -> tuple[list[FollowUp], list[Link]]:
    """All follow-ups of a register (without those of ``copies``), and the links from the items that answer them."""
    spoken = _spoken_of(threads, links)
    superseded = {k.target: k.source for k in links if k.relation == "supersedes"}
    texts = {d.id: d for held in threads.decisions.values() for d in held}
    found: list[FollowUp] = []
    outcomes = list(find_outcomes(threads, register, ((f"{d.id}/{number}" if number else d.id, d, text) for held in threads.decisions.values() for d in held for number, text in _pieces(d)), {(k.source, k.evidence[:SAME_CHARS]) for k in links}))
    linked = {(threads.item_of(k.source), threads.item_of(k.target)) for k in links if k.relation not in ("refers-to", "taken-up")}
    answers = [
        Link(o.place.item.id, "reports-back", o.commitment.place.item.id, shorten(o.text, 400), o.sure)
        for o in outcomes if (o.place.item.id, o.commitment.place.item.id) not in linked
    ]  # fmt: skip
    told: dict[str, list[Outcome]] = {}
    for outcome in sorted((o for o in outcomes if o.done), key=lambda o: (o.place.date, -o.sure)):
        told.setdefault(outcome.commitment.id, []).append(outcome)
    for followup, item in chain(_from_decisions(threads, copies), _from_actions(threads, register)):
        tells = next((o for o in told.get(followup.id, ()) if not _early(followup, o.place.date)), None)
        answered = (tells.place, tells.sure, tells.text) if tells else _answer(threads, followup, item, spoken)
        if answered:
            place, sure, evidence = answered
            followup = replace(followup, answered_by=place.item.id, answered_on=place.date, partly=bool(_PARTLY.search(evidence)))
            if sure >= _LINK_BAR and place.item.id != item and place.paper.body in _bodies(threads, followup):
                answers.append(Link(place.item.id, "reports-back", item, shorten(followup.what, 400), sure))
        again = list(_again(threads, followup))
        if again and not answered:
            followup = replace(followup, answered_by=again[-1].item.id, answered_on=again[-1].date)
        answers += [Link(p.item.id, "reports-back", item, shorten(followup.what, 400), 0.9) for p in again if (p.item.id, item) not in linked]
        if followup.decision in superseded and not answered and _taken_over(threads, followup, superseded[followup.decision], texts):
            followup = replace(followup, superseded_by=superseded[followup.decision])
        found.append(followup)
    return found, answers


def as_of(followup: FollowUp, day: str) -> FollowUp:
    """The follow-up with its status on ``day`` (ISO)."""
    if followup.superseded_by:
        status = "superseded"
    elif followup.answered_on and followup.answered_on <= day:
        status = "answered in part" if followup.partly else "reported"
    elif followup.due and day > (followup.due if len(followup.due) == 10 else f"{followup.due}-31"):
        status = "due"
    else:
        status = "open"
    return replace(followup, status=status)


def states_of(followups: Iterable[FollowUp]) -> list[tuple[str, str | None, str | None]]:
    """Decision, earliest due date and status without regard to the day ("open" where nothing answers), for the register."""
    rank = {"open": 0, "answered in part": 1, "reported": 2, "superseded": 3}
    states: dict[str, tuple[str | None, str]] = {}
    for followup in followups:
        status = as_of(replace(followup, due=None), "9999-12-31").status
        due, before = states.get(followup.decision, (None, "superseded"))
        states[followup.decision] = (min((d for d in (due, followup.due) if d), default=None), min(before, status, key=lambda s: rank[s]))
    return [(id_, due, status) for id_, (due, status) in states.items()]


def _from_decisions(threads: Threads, copies: Container[str]) -> Iterator[tuple[FollowUp, str]]:
    for item, decisions in threads.decisions.items():
        for d in decisions:
            if not d.meeting_date or d.outcome == "lost" or d.id in copies or _ROUTINE.search(one_line(d.text)) or _NEXT_MEETING.search(d.heading) or _AMENDS.search(d.text):
                continue
            for number, text in _pieces(d):
                due = find_due(text, d.meeting_date) or (Due(None, "") if d.kind == "substantive" and asks(text) else None)
                if due is None:
                    continue
                id_ = f"{d.id}/{number}" if number else d.id
                yield _made(threads, id_, d, text, due, asked_in(text) or _own(d.owner), item), item


def asks(text: str) -> bool:
    """True for words that give somebody something to do, with or without a day; not for powers given."""
    return bool(_TASK.search(one_line(text))) and not _POWER.search(text)


def _pieces(decision: Decision) -> Iterator[tuple[str, str]]:
    """Parts with their bullets, each bullet that names its own time by itself."""
    if not decision.parts:
        yield "", one_line(decision.text)
    for n, part in enumerate(decision.parts, 1):
        number = part.number or str(n)
        timed = [(k, c) for k, c in enumerate(part.children, 1) if decision.meeting_date and (due := find_due(c, decision.meeting_date)) and due.when]
        for k, child in timed:
            yield f"{number}.{k}", one_line(f"{part.text} {child}")
        rest = [c for k, c in enumerate(part.children, 1) if k not in {t for t, _ in timed}]
        if rest or not part.children:
            yield number, one_line(" ".join([part.text, *rest]))


def _made(threads: Threads, id_: str, d: Decision, text: str, due: Due, owner: str | None, item: str) -> FollowUp:
    return FollowUp(id_, d.id, d.document, d.body, d.meeting_date, d.minute, d.heading, text, _settled(threads, due, d.body, d.meeting_date), due.words, owner, access=d.access)


def _own(owner: str | None) -> str | None:
    """Who is named under a decision; not the words of an action that stands there with an owner of its own."""
    return None if owner and (_OWNER.search(owner) or len(owner) > 60) else owner


def _settled(threads: Threads, due: Due, body: str | None, day: str | None) -> str | None:
    if due.when != NEXT_MEETING:
        return due.when
    later = threads.later_days(body or "", day or "", 200)
    return later[0] if later else None


def _from_actions(threads: Threads, register: Register) -> Iterator[tuple[FollowUp, str]]:
    for statement in register.statements():
        place = threads.items.get(statement.item or "")
        if place is None or not place.date or not threads.counts(place.paper):
            continue
        if statement.kind == "action" or statement.kind == "undertaking" and (asks(statement.text) or find_due(statement.text, place.date)):
            yield _of_action(threads, statement, place), place.item.id


def _of_action(threads: Threads, statement: Statement, place: Place) -> FollowUp:
    due = find_due(f"action {statement.text}", place.date) or Due(None, "")
    owner = _OWNER.search(statement.text)
    return FollowUp(
        statement.id, place.item.id, place.paper.document, place.paper.body, place.date, place.item.number or None, place.item.heading, statement.text,
        _settled(threads, due, place.paper.body, place.date), due.words, owner["who"].strip(" .") if owner else None, access=place.item.access,
    )  # fmt: skip


# ------------------------------------------------------------------------------------------------------------- answers


def _spoken_of(threads: Threads, links: Sequence[Link]) -> dict[str, list[tuple[Place, str]]]:
    """Item -> later items that speak of it, with their words."""
    found: dict[str, list[tuple[Place, str]]] = {}
    for link in links:
        place = threads.items.get(link.source)
        if place and (link.relation == "reports-back" or link.relation == "considers" and place.paper.kind != "minutes"):
            found.setdefault(link.target, []).append((place, link.evidence))
    return found


def _answer(threads: Threads, followup: FollowUp, item: str, spoken: dict[str, list[tuple[Place, str]]]) -> tuple[Place, float, str] | None:
    """The item that answers, how sure it is, and the words that speak of it."""
    if not followup.body or not followup.meeting_date:
        return None
    heading = subject(followup.heading)
    what = matter(followup.what) - subject(followup.body) - _EVERY
    bare = len(what) < 2  # "that this matter be brought to the next meeting": the heading says which
    what = what | heading if bare else what
    part = re.search(r"\((\w{1,3})\)", followup.id.rpartition("/")[2])
    best: tuple[float, Place, str, bool] | None = None
    for place, words in spoken.get(item, ()):
        if place.date <= followup.meeting_date or place.paper.kind != "minutes" or _early(followup, place.date):
            continue
        own = part is not None and f"({part[1]})" in words
        score = 0.6 + threads.shared(what, threads.gist(place.item.id)) + 0.4 * own + _on_time(followup, place.date)
        if best is None or score > best[0]:
            best = (score, place, words, True)
    for body, day in _meetings(threads, followup) if followup.due or followup.due_words else ():  # a task without a day is answered by what speaks of it, not by its subject
        for place in threads.items_on(body, day):
            if ROUTINE.match(place.item.heading):
                continue
            gist = threads.gist(place.item.id)
            share = threads.shared(what, gist)
            titled = threads.shared(heading, subject(place.item.heading))
            timely = _on_time(followup, day)
            least = 0.0 if timely >= 0.6 and titled >= 0.4 else 0.25 if timely >= 0.6 and titled >= 0.3 else 0.4 if timely else 0.5
            if share < least or titled < 0.3 and not timely or bare and titled < 0.5 or body != followup.body and (titled < 0.4 or not timely):
                continue
            score = share + 0.4 * titled + timely
            if best is None or score > best[0] + 0.05:
                best = (score, place, "", False)
    if best is None or best[0] < 0.75:
        return None
    score, place, words, named = best
    return place, round(min(0.95, (0.6 if named else 0.4) + 0.35 * score), 2), words


def _meetings(threads: Threads, followup: FollowUp) -> Iterator[tuple[str, str]]:
    """Body and day of the meetings at which an answer can come: of the body that asked, and of one that it is to come to ("to Cabinet by November")."""
    latest = _latest(followup)
    for body in _bodies(threads, followup):
        yield from ((body, day) for day in threads.later_days(body, followup.meeting_date or "", _ANSWER_DAYS) if (latest is None or day <= latest) and not _early(followup, day))


def _bodies(threads: Threads, followup: FollowUp) -> list[str]:
    """The body that asked, and those it is to come to."""
    own = followup.body or ""
    return [own, *sorted({b for m in _TO_BODY.finditer(followup.what) if (b := threads.body_named(m["body"], own)) and b != own})]


def _again(threads: Threads, followup: FollowUp) -> Iterator[Place]:
    """Every item that answers what is to come back again and again: under about the same heading."""
    if not followup.body or not followup.meeting_date or not AGAIN.search(followup.due_words):
        return
    heading, what = matter(followup.heading), matter(followup.what) - _EVERY - subject(" ".join(_bodies(threads, followup)))
    for day in threads.later_days(followup.body, followup.meeting_date, _ANSWER_DAYS):
        for place in threads.items_on(followup.body, day):
            own = matter(place.item.heading)
            alike = max(threads.shared(heading, own), threads.shared(own, heading))
            if not ROUTINE.match(place.item.heading) and len(heading & own) >= 2 and alike + threads.shared(what, threads.gist(place.item.id)) >= 1.0:
                yield place


def _early(followup: FollowUp, day: str) -> bool:
    """True for a day long before something is due: what is said then is not yet the answer."""
    if not followup.due:
        return False
    due = date.fromisoformat(followup.due if len(followup.due) == 10 else f"{followup.due}-01")
    return due.toordinal() - date.fromisoformat(day).toordinal() > _EARLY_DAYS


def _taken_over(threads: Threads, followup: FollowUp, by: str, decisions: Mapping[str, Decision]) -> bool:
    """Does the decision that takes the place of another say something on this part of it?"""
    old, new = decisions.get(followup.decision), decisions.get(by)
    return old is None or new is None or len(old.parts) < 2 or threads.shared(matter(followup.what), subject(new.text)) >= 0.3


def _latest(followup: FollowUp) -> str | None:
    """The last day on which an item that does not speak of a follow-up can be its answer."""
    if not followup.due:
        return None
    due = date.fromisoformat(followup.due if len(followup.due) == 10 else f"{followup.due}-28")
    return date.fromordinal(due.toordinal() + _LATE_DAYS).isoformat()


def _on_time(followup: FollowUp, day: str) -> float:
    """What it says for an answer that it came when it was due: on the very day, or in the month."""
    if not followup.due:
        return 0.0
    return 0.6 if day == followup.due else 0.3 if day.startswith(followup.due[:7]) else 0.0
