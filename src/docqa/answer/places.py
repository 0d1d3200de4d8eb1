"""What a lookup in the record gives back, and where in the papers it stands.

What comes in: spans of a document and the register. What goes out: a Place, which is a run of one page with a passage of the same paper for its
particulars; Lookups are made of lines and the places they rest on.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from docqa.answer.naming import spoken_date
from docqa.records import Decision, Paper, Passage, Span
from docqa.register import Register

MOST_PLACES = 10  # a list is cited line by line as far as this


@dataclass(frozen=True, slots=True)
class Place:
    """A run of a page that a lookup rests on, with a passage of the same paper for its particulars."""

    passage: Passage
    span: Span


@dataclass(frozen=True, slots=True)
class Lookup:
    """An answer from the record: lines, each with the number (0-based) of the place it rests on, or None.

    ``whole``: the lines are all there is to say; nothing found by search is quoted beside them.
    ``missing``: the record holds what is asked about and not the detail that is asked for; the lines say so.
    """

    method: str  # "attendance" | "glossary" | "register" | "followups"
    lines: tuple[tuple[str, int | None], ...]
    places: tuple[Place, ...]
    decisions: tuple[Decision, ...] = ()
    whole: bool = False
    missing: bool = False
    sure: bool = True  # False: picked among what the search found, so no surer than the search
    conflicts: tuple[tuple[str, tuple[int, ...]], ...] = ()  # what about, and the places (0-based) that disagree


@dataclass(slots=True)
class Lines:
    """The lines of a lookup in the making: each place is cited once, as far as ``MOST_PLACES``."""

    lines: list[tuple[str, int | None]] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)

    def add(self, line: str, place: Place | None = None) -> None:
        """A line, with the place it rests on."""
        if place is None:
            self.lines.append((line, None))
            return
        known = next((n for n, p in enumerate(self.places) if p.passage.document == place.passage.document and p.span.holds(place.span)), None)
        if known is None and len(self.places) < MOST_PLACES:
            known = len(self.places)
            self.places.append(place)
        self.lines.append((line, known))

    def lookup(self, method: str, decisions: Iterable[Decision] = (), *, whole: bool = False, missing: bool = False) -> Lookup:
        """What was gathered."""
        return Lookup(method, tuple(self.lines), tuple(self.places), tuple(decisions), whole, missing)


def place_at(register: Register, document: str, spans: Sequence[Span]) -> Place | None:
    """The run over the spans of the first page they stand on, with the passage it lies in."""
    if not spans:
        return None
    page = spans[0].page
    own = [s for s in spans if s.page == page]
    span = Span(page, min(s.start for s in own), max(s.end for s in own))
    found = register.passages_at(document, span)
    return Place(found[0], span) if found else None


def meeting_words(paper: Paper) -> str:
    """Body and day of the meeting a paper is of."""
    return ", ".join(x for x in (paper.body or "", spoken_date(paper.meeting_date) if paper.meeting_date else "") if x)


def meetings_words(held: Iterable[tuple[str | None, str | None]]) -> str:
    """ "9 meetings from 24 July 2024 to 2 March 2026": over what a count is complete."""
    meetings = {(b, d) for b, d in held if d}
    days = sorted(d for _, d in meetings if d)
    if not days:
        return "no meeting"
    span = f"on {spoken_date(days[0])}" if len(meetings) == 1 else f"from {spoken_date(days[0])} to {spoken_date(days[-1])}"
    return f"{len(meetings)} meeting{'s' if len(meetings) != 1 else ''} {span}"


def counted(n: int, noun: str) -> str:
    """ "1 motion", "3 motions", "no motions"."""
    return f"{n or 'no'} {noun}{'' if n == 1 else 's'}"
