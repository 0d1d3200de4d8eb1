"""Planning applications and other matters with a reference ("23/05927/FUL"): the reference says for certain what belongs together. Pure, over the whole register.

    considers      a minute -> the report on the application; -> another body's minute on it, where it tells of that body's view
    reports-back   a minute -> the minute that had deferred the application
    corrects       an item of a supplement -> the report it corrects
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from docqa.council.threads import Place, Threads, subject
from docqa.records import Link, Paper

_CASE = re.compile(r"\b\d{2}/\d{4,5}/[A-Z]{2,4}\b")
_IN_GIST = re.compile(r"^\d{2}/\d{4,5}/[a-z]{2,4}$")
_SUPPLEMENT = re.compile(r"\b(?:supplement(?:ary)?|addendum|late (?:representations|items|information)|update sheet|corrections?|errata)\b", re.I)
_CONSULTED_DAYS = 300


def find_cases(threads: Threads, known: set[tuple[str, str]]) -> Iterator[Link]:
    """All links that a reference makes.

    Args:
        threads: the register's look-ups.
        known: report and minute for each minute that a report speaks of: it cannot have been considered there.
    """
    reports = {ref: p for p in threads.reports if p.kind != "appendix" and not _SUPPLEMENT.search(p.title) for ref in _CASE.findall(p.title)}
    told = _told_of(threads)
    heard: dict[str, list[Place]] = {}
    for place in sorted(threads.items.values(), key=lambda p: p.date):
        if place.paper.kind in ("agenda", "notice", "other", "report"):
            yield from _corrected(place, reports)
        if place.paper.kind != "minutes" or not place.date or not threads.counts(place.paper):
            continue
        for ref in dict.fromkeys(_CASE.findall(place.item.heading) or _CASE.findall(" ".join(d.text for d in threads.decisions.get(place.item.id, [])))):
            yield from _heard(threads, place, reports.get(ref), heard.setdefault(ref, []), known)
            yield from _consulted(threads, place, told.get(ref.lower(), []))
            heard[ref].append(place)


def _heard(threads: Threads, place: Place, report: Paper | None, before: list[Place], known: set[tuple[str, str]]) -> Iterator[Link]:
    earlier = [p for p in before if p.date < place.date]
    if report and (report.id, place.item.id) not in known and "appeal" not in place.item.heading.lower() and (report.meeting_date is None or report.meeting_date <= place.date):
        if all((report.id, p.item.id) in known for p in earlier):  # a deferred matter comes back with a report of its own
            yield Link(place.item.id, "considers", report.id, place.item.heading, 0.95)
    if earlier and any(d.outcome == "deferred" for d in threads.decisions.get(earlier[-1].item.id, [])):
        yield Link(place.item.id, "reports-back", earlier[-1].item.id, place.item.heading, 0.95)


def _told_of(threads: Threads) -> dict[str, list[Place]]:
    """Reference -> the minutes in whose text it stands."""
    found: dict[str, list[Place]] = {}
    for id_, place in threads.items.items():
        if place.paper.kind == "minutes" and place.date and threads.counts(place.paper):
            for stem in threads.gist(id_):
                if _IN_GIST.match(stem):
                    found.setdefault(stem, []).append(place)
    return found


def _consulted(threads: Threads, place: Place, told: list[Place]) -> Iterator[Link]:
    """Another body's minute on the application, shortly before, where this one names that body."""
    for other in told:
        days = date.fromisoformat(place.date).toordinal() - date.fromisoformat(other.date).toordinal()
        if other.paper.body and other.paper.body != place.paper.body and 0 <= days <= _CONSULTED_DAYS and subject(other.paper.body) <= threads.gist(place.item.id) and threads.decisions.get(other.item.id):
            yield Link(place.item.id, "considers", other.item.id, other.item.heading, 0.9)


def _corrected(place: Place, reports: Mapping[str, Paper]) -> Iterator[Link]:
    if _SUPPLEMENT.search(place.paper.title) and any(s.startswith("correct") for s in place.item.gist.split()):
        for ref in _CASE.findall(place.item.heading):
            report = reports.get(ref)
            if report and report.id != place.paper.id and (report.meeting_date or "") <= place.date:
                yield Link(place.item.id, "corrects", report.id, place.item.heading, 0.9)
