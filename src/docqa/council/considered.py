"""An item -> the report it considered; a decision -> the recommendation of that report it follows. Pure, over the whole register."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from docqa.council.threads import ROUTINE, Place, Threads, subject
from docqa.records import Link, Paper
from docqa.register import Register
from docqa.text import one_line, shorten

_TWIN = 0.7  # of the words of a title: then two papers are the same report
_MINUTES = re.compile(r"(?:minutes?|notes|cofnodion)\b", re.I)


def find_considered(threads: Threads, register: Register, known: set[tuple[str, str]], sent: Mapping[str, Sequence[Paper]]) -> Iterator[Link]:
    """Item -> report considered (``considers``), by the agenda, else by its title; decision -> recommendation of the report (``adopts``).

    Args:
        threads: the register's look-ups.
        register: for the recommendations of the reports.
        known: report and minute for each minute that a report speaks of: it cannot have been considered there.
        sent: minute -> the reports sent out with its agenda item.
    """
    advice = _advice(register)
    titles = _Titles(threads)
    taken: dict[tuple[str, str], tuple[float, Place, Paper]] = {}  # of the items of one meeting, the one that is most about a report
    for place in threads.items.values():
        if place.paper.kind != "minutes" or not place.date or _MINUTES.match(place.item.heading) or ROUTINE.match(place.item.heading) or not threads.counts(place.paper):
            continue
        by_title = titles.of(place, known)
        first = [p for p in sent.get(place.item.id, ()) if p.kind == "report"][:1]  # what is behind it are its papers
        by_agenda = [(p, 0.85) for p in first if not by_title and (p.id, place.item.id) not in known]
        for paper, score in [*by_title, *by_agenda]:
            key = (place.paper.id, paper.id)
            if key not in taken or taken[key][0] < score:
                taken[key] = (score, place, paper)
    for score, place, paper in taken.values():
        yield Link(place.item.id, "considers", paper.id, _considered(threads, place) or place.item.heading, round(min(0.97, 0.5 + 0.45 * score), 2))
        yield from _adopted(threads, place, paper, advice)


class _Titles:
    """Reports by the words of their titles."""

    def __init__(self, threads: Threads) -> None:
        self._threads = threads
        self._titles = [(p, subject(_title(p))) for p in threads.reports if p.kind != "appendix"]
        self._by_stem: dict[str, list[int]] = {}
        for n, (_, stems_of) in enumerate(self._titles):
            for stem in stems_of:
                self._by_stem.setdefault(stem, []).append(n)

    def alike(self, one: Paper, other: Paper) -> bool:
        """Are two papers one report, as a file and in the pack?"""
        return one.id == other.id or self._threads.shared(subject(_title(one)), subject(_title(other))) >= _TWIN

    def of(self, place: Place, known: set[tuple[str, str]]) -> list[tuple[Paper, float]]:
        """The report a minute is about with its score, and the same report in another file."""
        threads = self._threads
        heading = subject(place.item.heading)
        best: tuple[float, Paper] | None = None
        alone: list[tuple[float, Paper]] = []  # surely this report, whatever else is
        for n in {n for s in heading if threads.weight(s) > 1.0 for n in self._by_stem.get(s, ())}:
            paper, title = self._titles[n]
            here = paper.body == place.paper.body and paper.meeting_date == place.date
            if (paper.id, place.item.id) in known or not _can_be(threads, paper, place, here) or len(heading) < 2 and not here:
                continue
            every = heading | threads.gist(place.item.id)
            both = max(0.5 * threads.shared(heading, t) + 0.5 * threads.shared(t, every) for t in (title, title | subject(paper.title)))
            score = both + (0.25 if here else 0.0) + (0.01 if paper.id.endswith("#1") else 0.0)  # a paper of its own before the same in a pack
            if (here and both >= 0.45 or both >= 0.85) and (best is None or score > best[0]):
                best = (score, paper)
            if both >= 0.85 and paper.id.endswith("#1"):
                alone.append((score, paper))
        if best is None:
            return []
        twin = max((a for a in alone if a[1].document != best[1].document and self.alike(a[1], best[1])), key=lambda a: a[0], default=None)
        return [(paper, score) for score, paper in (best, twin) if paper] if twin else [(best[1], best[0])]


def _can_be(threads: Threads, paper: Paper, place: Place, here: bool) -> bool:
    """False for what was written later, for another meeting, or is no paper of any meeting."""
    if paper.body and paper.body != place.paper.body and paper.meeting_date in threads.days.get(paper.body, ()):
        return False
    if paper.meeting_date is None:
        return paper.kind == "report" or any(c.isdigit() for c in paper.title)  # a page without a date is about no one meeting; "statement 2024/25" may be
    return paper.meeting_date <= place.date and (here or paper.body != place.paper.body)


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
