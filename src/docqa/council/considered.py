"""An item -> the report it considered; a decision -> the recommendation of that report it follows. Pure, over the whole register."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docqa.council.threads import ROUTINE, Place, Spoken, Threads, subject
from docqa.records import Link, Paper
from docqa.register import Register
from docqa.text import one_line, shorten

_CASE = re.compile(r"\b\d{2}/\d{4,5}/[A-Z]{2,4}\b")  # a planning application
_MINUTES = re.compile(r"(?:minutes?|notes|cofnodion)\b", re.I)


def _known_to(threads: Threads, mentions: Spoken) -> set[tuple[str, str]]:
    """Paper and item for each item that a paper speaks of: it was written after that, and cannot have been considered there."""
    return {(threads.items[source].paper.id if source in threads.items else source, place.item.id) for source, meant in mentions.items() for place, _ in meant}


def find_considered(threads: Threads, register: Register, mentions: Spoken) -> Iterator[Link]:
    """Item -> report considered (``considers``); decision -> recommendation of the report (``adopts``)."""
    known = _known_to(threads, mentions)
    titles = [(p, subject(_title(p))) for p in threads.reports]
    by_stem: dict[str, list[int]] = {}
    for n, (_, stems_of) in enumerate(titles):
        for stem in stems_of:
            by_stem.setdefault(stem, []).append(n)
    advice = _advice(register)
    cases = {ref: p for p in threads.reports if p.kind != "appendix" for ref in _CASE.findall(p.title)}
    heard: dict[str, list[Place]] = {}
    for place in sorted(threads.items.values(), key=lambda p: p.date):
        best_text = threads.minutes_of(place.paper.body or "", place.date) if place.paper.kind == "minutes" and place.date else None
        if best_text is None or best_text.id != place.paper.id:
            continue
        for ref in dict.fromkeys(_CASE.findall(place.item.heading) or _CASE.findall(" ".join(d.text for d in threads.decisions.get(place.item.id, [])))):
            report = cases.get(ref)
            before = report is not None and any(p.date < place.date and (report.id, p.item.id) not in known for p in heard.get(ref, []))  # a deferred matter comes back with a report of its own
            if report and not before and (report.id, place.item.id) not in known and "appeal" not in place.item.heading.lower() and (report.meeting_date is None or report.meeting_date <= place.date):
                yield Link(place.item.id, "considers", report.id, place.item.heading, 0.95)
            earlier = [p for p in heard.get(ref, []) if p.date < place.date][-1:]
            if earlier and any(d.outcome == "deferred" for d in threads.decisions.get(earlier[0].item.id, [])):
                yield Link(place.item.id, "reports-back", earlier[0].item.id, place.item.heading, 0.95)
            heard.setdefault(ref, []).append(place)
    taken: dict[tuple[str, str], tuple[float, Place, Paper]] = {}  # of the items of one meeting, the one that is most about a report
    for place in threads.items.values():
        if place.paper.kind != "minutes" or not place.date or _MINUTES.match(place.item.heading):
            continue
        best_text = threads.minutes_of(place.paper.body or "", place.date)
        if best_text is not None and best_text.id != place.paper.id:
            continue
        heading = subject(place.item.heading)
        if len(heading) < 2 or ROUTINE.match(place.item.heading):
            continue
        candidates = {n for s in heading if threads.weight(s) > 1.0 for n in by_stem.get(s, ())}
        best: tuple[float, Paper] | None = None
        alone: list[tuple[float, Paper]] = []  # surely this report, whatever else is
        for n in candidates:
            paper, title = titles[n]
            if (paper.id, place.item.id) in known or (paper.body and paper.body != place.paper.body and paper.meeting_date in threads.days.get(paper.body, ())):
                continue  # written later, or for a meeting of another body
            here = paper.body == place.paper.body and paper.meeting_date == place.date
            if paper.kind == "appendix" or (paper.meeting_date and (paper.meeting_date > place.date or (paper.body == place.paper.body and not here))):
                continue
            both = min(threads.shared(heading, title), 1.0) * 0.5 + 0.5 * threads.shared(title, heading | threads.gist(place.item.id))
            score = both + (0.25 if here else 0.0) + (0.01 if paper.id.endswith("#1") else 0.0)  # a paper of its own before the same in a pack
            if (here and both >= 0.45 or both >= 0.85) and (best is None or score > best[0]):
                best = (score, paper)
            if both >= 0.85 and paper.id.endswith("#1"):
                alone.append((score, paper))
        alike = subject(_title(best[1])) if best else frozenset()
        twin = max((a for a in alone if best and a[1].document != best[1].document and threads.shared(subject(_title(a[1])), alike) >= 0.7), key=lambda a: a[0], default=None)  # the same report, as a file and in the pack
        for one in (best, twin):
            if one and ((key := (place.paper.id, one[1].id)) not in taken or taken[key][0] < one[0]):
                taken[key] = (one[0], place, one[1])
    for score, place, paper in taken.values():
        yield Link(place.item.id, "considers", paper.id, _considered(threads, place) or place.item.heading, round(min(0.97, 0.5 + 0.45 * score), 2))
        yield from _adopted(threads, place, paper, advice)


def _title(paper: Paper) -> str:
    """What a report is about: its title without who it is by or to, and without its first section."""
    title = re.sub(r"\s+1\.\s+[A-Z][a-z]+\s*$", "", re.sub(r"^REPORT OF (?:THE )?[A-Z][A-Z &,]+?\([A-Z &]+\)\s+(?=[A-Z])", "", paper.title))
    return re.sub(r"^(?:(?:briefing )?(?:paper|report) (?:to|for|of|by)\s+)?(?:the )?[^:]{0,60}(?:Commission|Committee|Cabinet|Council|Board|Panel)\b[^:]{0,30}:\s*", "", title, flags=re.I)


def _considered(threads: Threads, place: Place) -> str:
    return next((shorten(one_line(d.text), 300) for d in threads.decisions.get(place.item.id, [])), "")


def _advice(register: Register) -> dict[str, list[tuple[str, str]]]:
    """Recommendations by paper: id and words."""
    found: dict[str, list[tuple[str, str]]] = {}
    for statement in register.statements():
        if statement.kind == "recommendation":
            found.setdefault(statement.paper, []).append((statement.id, statement.text))
    return found


def _adopted(threads: Threads, place: Place, report: Paper, advice: dict[str, list[tuple[str, str]]]) -> Iterator[Link]:
    for decision in threads.decisions.get(place.item.id, []):
        for id_, text in advice.get(report.id, ()):
            share = threads.shared(subject(text), subject(decision.text))
            if share >= 0.6 and decision.outcome == "carried":
                yield Link(decision.id, "adopts", id_, shorten(text, 300), round(0.6 + 0.35 * share, 2), "as recommended" if share >= 0.8 else "amended")
