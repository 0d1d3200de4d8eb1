"""Why the public was sent out, and for which items: the resolution that excluded them.

What comes in: the question as understood, the hits of the search, the register. What goes out: a Lookup with the resolution, or None. Text that was taken in
private is shown with its banner, and what is withheld stays withheld; this says only what the public papers say of it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from docqa.answer.naming import taken_at
from docqa.answer.places import Lines, Lookup, place_at
from docqa.answer.question import Understood
from docqa.answer.scope import scope_of
from docqa.records import Decision, Filters, Hit
from docqa.register import Register
from docqa.text import shorten, stems

_ASKED = re.compile(
    r"\b(?:sent out|put out|shown out|thrown out of the (?:room|meeting)|excluded?|exclusion|behind closed doors|closed (?:session|doors|meeting)|in private|private (?:session|part|item|business)|press and public|public (?:had to |were |was )?(?:leave|asked to leave|kept out)|"
    r"kept out|leave the room|confidential (?:session|part|item)s?|exempt (?:items?|business|information|session|part)|outsiders)\b",
    re.I,
)
_WHY = re.compile(r"\b(?:why|what (?:reason|grounds?|heading|paragraph|law|act)|on what|under (?:what|which)|which (?:bits?|items?|parts?|paragraph|minutes?|business)|what (?:bits?|items?|parts?))\b", re.I)
_EXCLUDES = re.compile(r"\bexempt information\b|\b(?:press|public)\b[^.]{0,80}\bexclu\w+|\bexclu\w+[^.]{0,60}\b(?:press|public)\b|\bPublic Bodies \(Admission|\bclosed session\b|\bin (?:private|committee)\b|\bconfidential nature\b", re.I)
_EMPTY = frozenset(["sent", "out", "people", "excluded", "exclude", "exclusion", "behind", "closed", "doors", "private", "public", "press", "session", "item", "items", "bit", "bits", "part", "meeting", "why", "reason", "grounds", "heading", "paragraph", "act", "law", "exempt", "confidential", "business", "outsiders", "room", "leave", "kept", "talked", "printed", "anyway", "before", "they"])
_HITS = 6


def exclusion_asked(understood: Understood, weights: Mapping[str, float], hits: Sequence[Hit], register: Register, filters: Filters = Filters()) -> Lookup | None:
    """The resolutions that excluded the public, of the meeting that is named or that the best hits are of."""
    text = understood.text
    if not (_ASKED.search(text) and _WHY.search(text)):
        return None
    scope = scope_of(understood, register, filters, _EMPTY)
    every = [d for d in register.decisions(filters, copies=False) if _EXCLUDES.search(d.text) and len(d.text) < 1500 and (d.kind == "procedural" or "exempt information" in d.text.lower())]
    months = {first[5:7] for first, _ in scope.spans}
    own = [d for d in every if not scope.bodies or d.body in scope.bodies]
    own = [d for d in own if ((d.meeting_date or "")[5:7] in months if scope.loose else scope.holds(d.body, d.meeting_date))] if scope.spans else own
    ranks: dict[tuple[str | None, str | None], int] = {}
    for n, h in enumerate(hits[:_HITS]):
        ranks.setdefault((h.passage.body, h.passage.meeting_date), n)
    if scope.topic and not scope.spans:
        own = [d for d in own if (d.body, d.meeting_date) in ranks or _about(register, d, set(weights))]
    if not own:
        return None
    total = sum(weights.values()) or 1.0

    def fits(d: Decision) -> float:
        held = set(stems(f"{d.text} {_headings(register, d)}"))
        return sum(w for s, w in weights.items() if s in held) / total - 0.05 * ranks.get((d.body, d.meeting_date), _HITS)

    own.sort(key=lambda d: -fits(d))
    lines = Lines()
    for d in own[:2]:
        place = taken_at(d)
        lines.add(f"“{shorten(d.text, 420)}” - {place}", place_at(register, d.document, d.spans))
        printed = _printed(register, d)
        if printed:
            lines.add(f"Taken in private and printed in the papers indexed: {printed}")
        if len(own) > 1 and fits(own[0]) > fits(own[1]) + 0.1:
            break
    return replace(lines.lookup("register", own[:2]), sure=False)


def _about(register: Register, d: Decision, wanted: set[str]) -> bool:
    return bool(wanted & set(stems(_headings(register, d))))


def _private_items(register: Register, d: Decision) -> list[tuple[str, str]]:
    return [(i.number, i.heading) for i in register.items_of(d.paper) if i.access == "private_session"]


def _headings(register: Register, d: Decision) -> str:
    return " ".join(h for _, h in _private_items(register, d))


def _printed(register: Register, d: Decision) -> str:
    return "; ".join(f"{n + ' ' if n else ''}{shorten(h, 60)}" for n, h in _private_items(register, d)[:4])
