"""What a question is about, and how much of that the sentences of the best passages hold. Pure.

What comes in: the question as understood with its weighted stems, the hits of the search. What goes out: the stems that name the thing, and every sentence
and row with the share of them that it and its surroundings hold. Owns one rule: words that only ask ("how much", "who seconded"), times and figures name
no thing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from docqa.answer.compose import quotable
from docqa.answer.naming import where
from docqa.answer.places import Lines, Lookup, Place
from docqa.answer.question import Understood
from docqa.answer.shown import shown
from docqa.records import Hit, Passage, Span
from docqa.search.units import units_of
from docqa.text import shorten, stem, stems, words

_BESIDE = 0.8  # what a word counts that only stands in the heading, or in the sentence before or after
_SHORT_WORDS = 14
_FEW_WORDS = 8  # a sentence that does not say by itself what it is about
_AROUND = 0.6  # or only in the headings above, the body or the date
_HITS = 8
_HOUR = re.compile(r"\d+|\d{1,2}(?:[.:]\d\d)?(?:am|pm)")
_ASKING = frozenset(
    stem(w)
    for w in words(
        "cost costs price prices much many how pay paid spend spent spending money sum fee charge bill number date when day month time year who which name names named people person "
        "council councils councillor councillors councilor councilors cllr mr mrs ms member members parish committee meeting meetings minutes session pc give given agree agreed say said tell told "
        "end final finally eventually go going went actually exactly figure figures total happen happened did pounds worth earn get vote votes voted margin moved seconded summarise summarize report reported many"
    )
)


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence or row of a hit, and the share of the question's subject (0 to 1) that it holds with what stands around it."""

    text: str
    span: Span
    passage: Passage
    rank: int  # of the passage among the hits, 0-based
    unit: int  # its position in the passage, 0-based
    share: float

    def place(self) -> Place:
        """Where it stands, with what the passage says around it as far as a citation may be long."""
        return Place(self.passage, quotable(self.passage, self.span))


def told(lead: str, said: Said, *, missing: bool = False) -> Lookup:
    """What is said before anything else: words of ours, then the sentence, with its heading where it is too short to tell what it is about.

    ``missing``: it is the nearest to what the papers do not say.
    """
    lines = Lines()
    about = f"{shorten(said.passage.heading, 80)}: " if len(said.text.split()) < _FEW_WORDS and said.passage.heading else ""
    lines.add(f"{lead}: {about}“{shorten(shown(said.text), 280)}” - {where(said.passage)}", said.place())
    return replace(lines.lookup("passages", whole=True, missing=missing), sure=False)


def subject_of(understood: Understood, weights: Mapping[str, float]) -> dict[str, float]:
    """Stems that name what a question is about, with weight times rarity; empty where it names nothing."""
    times = {s for p in understood.periods for s in stems(p.words)}
    return {s: w for s, w in weights.items() if s not in _ASKING and s not in times and not _HOUR.fullmatch(s)}


def said_of(subject: Mapping[str, float], hits: Sequence[Hit], alike: Mapping[str, Collection[str]] | None = None) -> list[Said]:
    """Every sentence and row of the best hits, in the order of the hits.

    Args:
        subject: stems with weights, see ``subject_of``; none gives nothing.
        hits: best first.
        alike: stem -> stems that count for it too.
    """
    meant = {s: {s, *(alike or {}).get(s, ())} for s in subject}
    total = sum(subject.values())
    found: list[Said] = []
    for rank, hit in enumerate(hits[:_HITS] if total else ()):
        units = units_of(hit.passage)
        bags = [set(stems(u.text)) for u in units]
        around = set(hit.passage.context_stems.split())
        heading = set(stems(hit.passage.heading))
        for n, unit in enumerate(units):
            short = len(unit.text.split()) < _SHORT_WORDS  # "There was no report." speaks of what came before it
            beside = heading.union(*(bags[max(0, n - 2) : n + 1] if short else bags[max(0, n - 1) : n + 2]))
            found.append(Said(unit.text, unit.span, hit.passage, rank, n, _share(subject, meant, bags[n], beside, around) / total))
    return found


def _share(subject: Mapping[str, float], meant: Mapping[str, set[str]], own: set[str], beside: set[str], around: set[str]) -> float:
    return sum(w * (1.0 if meant[s] & own else _BESIDE if meant[s] & beside else _AROUND if meant[s] & around else 0.0) for s, w in subject.items())
