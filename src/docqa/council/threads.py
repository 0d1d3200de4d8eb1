"""The record of a whole register in the shapes that links need: meetings by body and day, items by number, how alike two subjects are.

What comes in: an open register. What goes out: look-ups; nothing is written.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from docqa.council.dates import find_dates, partial_dates
from docqa.records import Decision, Item, Mention, Paper
from docqa.register import Register
from docqa.text import fold, stems

_YEAR_DAYS = 400  # a minute number without a date means one of the last twelve months or so
ROUTINE = re.compile(r"^\W*(?:minutes|notes of|date (?:and time )?of|next meeting|exclusion|apologies|declarations?|forward plan|questions|welcome|urgent business|to confirm|matters? (?:arising|outstanding)|public session|any other business)\b", re.I)  # items that nothing is about
_BARE = re.compile(r"^(?:the )?(?:commission|committee|board|panel|forum|council|sub-committee|group|authority)$", re.I)


@dataclass(frozen=True, slots=True)
class Place:
    """An item with its paper."""

    item: Item
    paper: Paper

    @property
    def date(self) -> str:
        """Date of the meeting; only places with one are kept."""
        return self.paper.meeting_date or ""


Spoken = dict[str, list[tuple[Place, str]]]  # item (or paper) -> earlier items it speaks of, with the sentence


class Threads:
    """Look-ups over a register."""

    def __init__(self, register: Register) -> None:
        self.papers = {p.id: p for p in _with_body(_under_one_name(register.papers()), register.items())}
        self.items = {i.id: Place(i, self.papers[i.paper]) for i in register.items() if i.paper in self.papers}
        self.decisions: dict[str, list[Decision]] = defaultdict(list)
        for decision in register.decisions():
            paper = self.papers.get(decision.paper)
            self.decisions[decision.item or decision.paper].append(replace(decision, body=paper.body) if paper else decision)
        self._item_of = {d.id: item for item, held in self.decisions.items() for d in held}
        self.minutes: dict[tuple[str, str], list[Paper]] = defaultdict(list)
        self.reports: list[Paper] = []
        for paper in self.papers.values():
            if paper.kind == "minutes" and paper.body and paper.meeting_date:
                self.minutes[(paper.body, paper.meeting_date)].append(paper)
            elif paper.kind in ("report", "appendix", "other", "notice"):
                self.reports.append(paper)
        self.days: dict[str, list[str]] = defaultdict(list)
        for body, day in sorted(self.minutes):
            self.days[body].append(day)
        self._of_paper: dict[str, list[Place]] = defaultdict(list)
        for place in self.items.values():
            self._of_paper[place.paper.id].append(place)
        self.bodies = Counter(p.body for p in self.papers.values() if p.body)
        self._named: dict[tuple[str, str | None], str | None] = {}
        self._gists = {id_: frozenset(p.item.gist.split()) for id_, p in self.items.items() if p.paper.kind == "minutes"}
        self._spread = Counter(s for g in self._gists.values() for s in g)
        self.rare = min(1.5, 0.4 * math.log(1 + len(self._gists)))  # the weight from which a stem says what something is about

    def item_of(self, id_: str) -> str:
        """The item a decision was taken under; the id itself for anything else."""
        return self._item_of.get(id_, id_)

    # --------------------------------------------------------------------------------------------------------- subjects

    def weight(self, stem: str) -> float:
        """How much a stem says: rare ones much, those in every item little."""
        return math.log(1 + len(self._gists) / (1 + self._spread.get(stem, 0)))

    def gist(self, item: str) -> frozenset[str]:
        """The stems of an item."""
        return self._gists.get(item, frozenset())

    def shared(self, one: Iterable[str], other: frozenset[str]) -> float:
        """The share (0 to 1, by weight) of ``one`` that is in ``other``."""
        mine = set(one)
        total = sum(self.weight(s) for s in mine)
        return sum(self.weight(s) for s in mine & other) / total if total else 0.0

    # ---------------------------------------------------------------------------------------------------------- meetings

    def body_named(self, printed: str | None, own: str | None) -> str | None:
        """The body of the register that a printed name means, said by ``own``."""
        if printed is None:
            return own
        key = (printed, own)
        if key not in self._named:
            self._named[key] = self._body_named(printed, own)
        return self._named[key]

    def _body_named(self, printed: str, own: str | None) -> str | None:
        asked = fold(printed).removeprefix("the ").removeprefix("full ")
        exact = [b for b in self.bodies if fold(b).removeprefix("full ") == asked]
        if exact:
            return exact[0]
        if own and (_BARE.match(asked) and fold(own).endswith(asked) or asked in fold(own)):
            return own
        if asked == "council" or re.fullmatch(r"(?:borough|city|district|county) council", asked):
            councils = [b for b in self.bodies if fold(b).endswith(asked) and not re.search(r"\b(?:parish|town|community)\b", fold(b))]
            return max(councils, key=lambda b: self.bodies[b]) if councils else None
        if _BARE.match(asked):
            return None
        ending = [b for b in self.bodies if fold(b).endswith(f" {asked}") or fold(b).startswith(f"{asked} ") and asked in ("cabinet", "executive")]
        return ending[0] if len(ending) == 1 else None

    def day_meant(self, body: str, printed: str | None, before: str) -> str | None:
        """The day of the meeting of ``body`` that a printed date means, not after ``before``."""
        days = self.days.get(body, [])
        if printed is None:
            return None
        if len(printed) == 10:
            return printed if printed in days else None
        earlier = days[: bisect_right(days, before)]
        wanted = printed.removeprefix("--")
        for day in reversed(earlier):
            with_year = len(printed) == 7 and printed[0] != "-"
            if day < before and (day.startswith(wanted) if with_year else day[5:].startswith(wanted) and _apart(day, before) < _YEAR_DAYS):
                return day
        return None

    def later_days(self, body: str, after: str, within: int) -> Sequence[str]:
        """Days on which ``body`` met after a day, at most ``within`` days later."""
        days = self.days.get(body, [])
        return [d for d in days[bisect_right(days, after) :] if _apart(after, d) <= within]

    def previous_day(self, body: str, before: str) -> str | None:
        """The last meeting of ``body`` before a day."""
        days = self.days.get(body, [])
        at = bisect_left(days, before)
        return days[at - 1] if at else None

    def minutes_of(self, body: str, day: str, *, draft: bool = False) -> Paper | None:
        """The minutes of a meeting: the approved text before the draft (with ``draft`` the other way round), a paper of its own before one in a pack."""
        held = self.minutes.get((body, day), [])
        return min(held, key=lambda p: (p.draft != draft, not p.id.endswith("#1"), p.id), default=None)

    def stands(self, decision: Decision) -> bool:
        """False for a decision of minutes that another text of the same minutes is preferred to."""
        best = self.minutes_of(decision.body or "", decision.meeting_date or "")
        return best is None or best.id == decision.paper or best.document == decision.document  # in one file: the same in two languages

    def counts(self, paper: Paper) -> bool:
        """False for minutes that another text of the same minutes is preferred to."""
        best = self.minutes_of(paper.body or "", paper.meeting_date or "") if paper.kind == "minutes" else None
        return best is None or best.document == paper.document  # in one file: the same in two languages

    def items_of(self, paper: str) -> list[Place]:
        """Items of a paper, in order."""
        return self._of_paper.get(paper, [])

    def items_on(self, body: str, day: str) -> list[Place]:
        """Items of the minutes of a meeting."""
        paper = self.minutes_of(body, day)
        return self.items_of(paper.id) if paper else []

    def numbered(self, body: str, day: str, number: str) -> Place | None:
        """The item with a number in the minutes of a meeting."""
        wanted = fold(number).replace(" ", "")
        return next((p for p in self.items_on(body, day) if fold(p.item.number).replace(" ", "") == wanted), None)

    def meant(self, mention: Mention, own: Paper) -> Place | str | None:
        """What a mention means: an item, the day of a meeting (no number printed), or None where it is not sure."""
        if not own.meeting_date:
            return None
        body = self.body_named(mention.body, own.body)
        if body is None:
            alike = [p for b in self.days if mention.minute and mention.date in self.days[b] and (p := self.numbered(b, mention.date or "", mention.minute))]
            return alike[0] if mention.body is None and len(alike) == 1 else None  # said by a paper that names no body
        day = self.day_meant(body, mention.date, own.meeting_date)
        if mention.minute is None:
            return day
        if day:
            return self.numbered(body, day, mention.minute)
        if mention.date and mention.body:
            return None  # a meeting that is not in the register
        if mention.date and len(mention.date) == 10:
            others = [p for b in self.days if b != body and mention.date in self.days[b] and (p := self.numbered(b, mention.date, mention.minute))]
            if len(others) == 1:
                return others[0]  # only one body met on that day and has such a minute
        if body == own.body and self.numbered(body, own.meeting_date, mention.minute):
            return None  # of this very meeting
        days = self.days.get(body, [])
        for earlier in reversed(days[: bisect_left(days, own.meeting_date)]):
            if _apart(earlier, own.meeting_date) > _YEAR_DAYS:
                break
            found = self.numbered(body, earlier, mention.minute)
            if found:
                return found
        return None


def _under_one_name(papers: Sequence[Paper]) -> list[Paper]:
    """Papers of "the Council" under the name of the one principal council of the register."""
    principal = {p.body for p in papers if p.body and re.search(r" (?:Borough|City|District|County|Metropolitan Borough) Council$|^Council of the ", p.body)}
    name = next(iter(principal)) if len(principal) == 1 else None
    return [replace(p, body=name) if name and p.body in ("Council", "Full Council") else p for p in papers]


def _with_body(papers: Sequence[Paper], items: Sequence[Item]) -> list[Paper]:
    """Minutes that name no body (printed again inside a pack) under the body whose minutes of that day have the same items."""
    held: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for item in items:
        held[item.paper].append((item.number, fold(item.heading)))
    named: dict[str, list[Paper]] = defaultdict(list)
    for paper in papers:
        if paper.kind == "minutes" and paper.body and paper.meeting_date:
            named[paper.meeting_date].append(paper)

    def body_of(paper: Paper) -> str | None:
        if paper.kind != "minutes" or paper.body or not paper.meeting_date or len(held[paper.id]) < 3:
            return paper.body
        return next((p.body for p in named[paper.meeting_date] if held[p.id] == held[paper.id]), None)

    return [replace(p, body=body_of(p)) for p in papers]


def _apart(one: str, other: str) -> int:
    return abs(date.fromisoformat(other).toordinal() - date.fromisoformat(one).toordinal())


def subject(text: str) -> frozenset[str]:
    """The stems of a text, without numbers of one or two digits."""
    return frozenset(s for s in stems(text) if not (s.isdigit() and len(s) < 3))


def without_dates(text: str) -> str:
    """A text without its dates: the words of a date say nothing about its subject."""
    for found in reversed(find_dates(text)):
        text = text[: found.start] + text[found.end :]
    for _, _, start, end in reversed(list(partial_dates(text))):
        text = text[:start] + text[end:]
    return text
