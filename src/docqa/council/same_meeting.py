"""Links between things of one meeting, and to the meeting that follows it. Pure, over the whole register.

    on-agenda            a minute -> the item of that meeting's agenda it was taken under
    comes-with           an agenda item -> a report sent out in a file of its own for that meeting
    next-meeting         a decision -> the meeting it fixes (as "body/date", which no paper of the index need tell of)
    excludes-public-for  a decision -> the minute for which it excludes press and public
    taken-up             a minute -> the decision in it that takes up what was asked for in its debate
    refers-to            a minute -> minutes that it puts off
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from docqa.council.dates import find_dates
from docqa.council.threads import Place, Threads, subject
from docqa.records import Decision, Link, Paper, Statement
from docqa.register import Register
from docqa.text import one_line, shorten

_NEXT = re.compile(r"\b(?:next|further|future) (?:ordinary |scheduled )?meetings?\b[^.]{0,120}\b(?:held|be|take place|on)\b|\bmeet (?:again|next) on\b", re.I)
_NEXT_HEADING = re.compile(r"\b(?:next|future) meetings?\b", re.I)
_TIME = re.compile(r"\b\d{1,2}(?:[.:]\d{2})?\s*(?:[ap]\.?m\b\.?|noon)|\b\d{1,2}[.:]\d{2}\b(?!\.\d)", re.I)
_EXCLUDED = re.compile(r"\b(?:press|public)\b[^.]{0,80}\bexcluded\b|\bexclu(?:de|sion of)\b[^.]{0,40}\b(?:press|public)\b", re.I)
_MINUTE_NO = re.compile(r"\b(?:minutes?|items?)\b\.?\s*(?:nos?\.?|numbers?)?\s*(?P<list>[A-Z]{0,4}/?\d{1,4}(?:/\d{1,4})*(?:\s*(?:,|and|&)\s*[A-Z]{0,4}/?\d{1,4}(?:/\d{1,4})*)*)", re.I)
_MINUTES_OF = re.compile(r"^\W*minutes of (?:the )?(?:previous|last) meeting\b", re.I)
_ASKS = re.compile(r"\b(?:requested|suggested|asked|committed|undertook|be (?:brought|submitted|given))\b", re.I)
_SAME = 0.55  # of the words of a request that stand in the decision which takes it up
_LEAST = 2  # one word in common says nothing
_TITLE = 0.7  # of the words of a heading, both ways round
_COMMON = subject("request suggest ask commit undertake chair committee commission panel board council member officer bring brought back agenda meeting report")  # words that every request has


def find_same_meeting(threads: Threads, register: Register) -> Iterator[Link]:
    """All links between things of one meeting."""
    for decision in chain.from_iterable(list(threads.decisions.values())):
        if decision.outcome == "carried" and decision.meeting_date and threads.stands(decision):
            yield from _fixed(decision)
            yield from _excluded(threads, decision)
    yield from _put_off(threads)
    yield from _taken_up(threads, register)
    yield from _on_agenda(threads)


def sent_for(threads: Threads, links: Iterable[Link], register: Register) -> dict[str, list[Paper]]:
    """Minute -> the reports that were sent out with the agenda item it was taken under."""
    every = [*register.all_links(), *links]
    papers: dict[str, list[Paper]] = {}
    for link in every:
        if link.relation == "comes-with" and link.target in threads.papers and threads.papers[link.target].kind in ("report", "notice", "other"):
            papers.setdefault(link.source, []).append(threads.papers[link.target])
    return {k.source: papers[k.target] for k in every if k.relation == "on-agenda" and k.target in papers}


def _fixed(decision: Decision) -> Iterator[Link]:
    text = one_line(decision.text)
    if not decision.id.partition("/")[2] or not (_NEXT.search(text) or _NEXT_HEADING.search(decision.heading) and decision.kind == "procedural"):
        return
    day = next((d for d in find_dates(text) if d.iso > (decision.meeting_date or "")), None)
    if day:
        hour = _TIME.search(text, day.end, day.end + 40)
        yield Link(decision.id, "next-meeting", f"{decision.id.partition('/')[0]}/{day.iso}", shorten(text, 300), 0.97, hour.group() if hour else "")


def _excluded(threads: Threads, decision: Decision) -> Iterator[Link]:
    text = one_line(decision.text)
    if not _EXCLUDED.search(text):
        return
    own = {p.item.number: p for p in threads.items_of(decision.paper) if p.item.number}
    for match in _MINUTE_NO.finditer(text):
        for number in re.findall(r"[A-Z]{0,4}/?\d{1,4}(?:/\d{1,4})*", match["list"]):
            if number in own and own[number].item.id != decision.item:
                yield Link(decision.id, "excludes-public-for", own[number].item.id, shorten(text, 300), 0.97)


def _put_off(threads: Threads) -> Iterator[Link]:
    """A minute under the heading of earlier minutes that decides nothing: they are not approved yet."""
    for place in threads.items.values():
        if place.paper.kind != "minutes" or not place.paper.body or not _MINUTES_OF.match(place.item.heading) or threads.decisions.get(place.item.id):
            continue
        for day in find_dates(place.item.heading):
            paper = threads.minutes_of(place.paper.body, day.iso)
            if paper is not None and day.iso < place.date:
                yield Link(place.item.id, "refers-to", paper.id, place.item.heading, 0.95, "no approval recorded")


def _taken_up(threads: Threads, register: Register) -> Iterator[Link]:
    """What was asked for in debate -> the part of the decision under the same minute that takes it up."""
    for statement in register.statements():
        place = threads.items.get(statement.item or "")
        if place is None or statement.kind not in ("request", "undertaking") or not _ASKS.search(statement.text):
            continue
        best = max(_parts(threads, place, statement), default=None)
        if best and best[0] >= _SAME:
            yield Link(place.item.id, "taken-up", best[1], shorten(statement.text, 400), round(min(0.95, 0.5 + 0.5 * best[0]), 2), best[2])


def _parts(threads: Threads, place: Place, statement: Statement) -> Iterator[tuple[float, str, str]]:
    """Share of the statement's words in each part of the minute's decisions, the decision, and the number of the part."""
    asked = subject(statement.text) - _COMMON

    def share(text: str) -> float:
        words = subject(text)
        return threads.shared(asked, words) if len(asked & words) >= _LEAST else 0.0

    for decision in threads.decisions.get(place.item.id, []):
        if decision.outcome == "carried" and decision.kind == "substantive":
            for part in decision.parts:
                yield share(" ".join([part.text, *part.children])), decision.id, f"part {part.number}"
            if not decision.parts:
                yield share(decision.text), decision.id, ""


def _on_agenda(threads: Threads) -> Iterator[Link]:
    agendas: dict[tuple[str, str], list[Place]] = {}
    for place in threads.items.values():
        if place.paper.kind == "agenda" and place.paper.body and place.date and place.item.number:
            agendas.setdefault((place.paper.body, place.date), []).append(place)
    for (body, day), listed in agendas.items():
        minutes = threads.minutes_of(body, day)
        for item, target in _alike(threads, threads.items_of(minutes.id) if minutes else [], listed):
            yield Link(item.item.id, "on-agenda", target.item.id, target.item.heading, 0.9)
        reports = [p for p in threads.reports if p.kind == "report" and p.body == body and p.meeting_date == day and p.document not in {x.paper.document for x in listed}]
        for report, target in _titled(threads, reports, listed):
            yield Link(target.item.id, "comes-with", report.id, target.item.heading, 0.9)


def _alike(threads: Threads, minutes: list[Place], listed: list[Place]) -> Iterator[tuple[Place, Place]]:
    """Minutes with the one agenda item whose words their heading shares, both ways round."""
    for place in minutes:
        heading = subject(place.item.heading)
        if not heading:
            continue
        ranked = sorted(((_both(threads, heading, subject(p.item.heading)), -n, p) for n, p in enumerate(listed)), reverse=True, key=lambda r: r[:2])
        if ranked and ranked[0][0] >= _TITLE and (len(ranked) < 2 or ranked[0][0] - ranked[1][0] > 0.1):
            yield place, ranked[0][2]


def _titled(threads: Threads, reports: list[Paper], listed: list[Place]) -> Iterator[tuple[Paper, Place]]:
    for report in reports:
        title = subject(report.title) - subject(report.body or "")
        ranked = sorted(((threads.shared(subject(p.item.heading), title), -n, p) for n, p in enumerate(listed) if len(subject(p.item.heading)) > 1), reverse=True, key=lambda r: r[:2])
        if ranked and ranked[0][0] >= 0.8 and (len(ranked) < 2 or ranked[0][0] - ranked[1][0] > 0.1):
            yield report, ranked[0][2]


def _both(threads: Threads, one: frozenset[str], other: frozenset[str]) -> float:
    return (threads.shared(one, other) + threads.shared(other, one)) / 2
