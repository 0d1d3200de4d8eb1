"""Comings and goings at a meeting: who came late, left, stood aside or spoke, how many of the public watched, when it ended.

What comes in: the question as understood, the hits of the search, the register. What goes out: a Lookup with the sentences that tell it, from the item or
the minutes that fit best, or None where no such thing is asked or nothing near tells it. Owns one rule: such sentences are told by their verb and belong to
what stands above them, since they name neither the topic nor the day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from docqa.answer.compose import quotable
from docqa.answer.naming import held
from docqa.answer.places import Lines, Lookup, Place
from docqa.answer.question import Understood
from docqa.answer.scope import Scope, scope_of
from docqa.answer.voted import vote_asked
from docqa.records import Filters, Hit, Passage
from docqa.register import Register
from docqa.search.units import Unit, units_of
from docqa.text import is_row, one_line, stem, stems

_ROOM = r"(?:the )?(?:meeting|room|chamber|table|session)"


@dataclass(frozen=True, slots=True)
class _Kind:
    """Something that happens at a meeting: how it is asked for, how minutes tell it, and whether it belongs to an item or to the whole meeting."""

    asked: re.Pattern[str]
    told: re.Pattern[str]
    of_item: bool


_KINDS = (
    _Kind(
        re.compile(r"\b(?:turn(?:ed)? up|arriv\w+|c[ao]me(?: in)?|join(?:ed)?|show(?:ed)? up|(?:was|were) there)\b[^?]{0,30}\blate\b|\blate (?:arriv\w+|comers?)\b|\bwho (?:was|were|came) late\b|\barrived after\b", re.I),
        re.compile(rf"\b(?:arrived|joined {_ROOM}|entered {_ROOM}|came in late|late arrival|took (?:his|her|their) seats?)\b", re.I), False,
    ),
    _Kind(
        re.compile(rf"\b(?:left|leave|leaving)\b[^?]{{0,20}}\b(?:early|{_ROOM}|before the end)\b|\b(?:step(?:ped)?|walk(?:ed)?|went|go) out\b|\brecus\w+|\bst(?:epped|ood|and|ep) (?:back|aside|down from the table)\b|\bsat out\b|\btook no part\b", re.I),
        re.compile(rf"\b(?:recused|withdrew|left {_ROOM}|left at|retired from|took no part|stood (?:aside|down)|did not take part|vacated the chair)\b", re.I), True,
    ),
    _Kind(
        re.compile(r"\b(?:what time|when|how late)\b[^?]{0,80}\b(?:adjourn\w*|finish\w*|end(?:ed)?|close[ds]?|wrap(?:ped)?(?: up)?|over|break up|broke up)\b", re.I),
        re.compile(r"\b(?:meeting|session|hearing|business|council)\b[^.]{0,40}\b(?:adjourned|closed|ended|concluded|finished|rose)\b[^.]{0,30}\d|\bclosed the meeting\b[^.]{0,30}\d", re.I), False,
    ),
    _Kind(
        re.compile(r"\bwho (?:[\w']+ ){0,4}?(?:remained|stay(?:ed)?|(?:let|allowed|asked|invited)(?: to)? (?:stay|remain))\b|\b(?:let|allowed|asked|invited) to (?:stay|remain)\b", re.I),
        re.compile(r"\b(?:invited to (?:remain|stay|attend)|remained|stayed)\b", re.I), False,
    ),
    _Kind(
        re.compile(r"\bwho (?:[\w']+ ){0,6}?(?:spoke|came|talked|presented|addressed|briefed|explained|was (?:there|brought in|invited))\b[^?]*\b(?:to|about|on|for|during|at)\b", re.I),
        re.compile(r"\b(?:spoke|presented|addressed (?:the )?\w+|introduced|gave (?:a|an|the) (?:\w+ ){0,2}(?:presentation|talk|report|update|briefing|overview)|answered questions|welcomed)\b", re.I), True,
    ),
    _Kind(
        re.compile(r"\bhow many\b[^?]{0,30}\b(?:public|residents?|parishioners|people|villagers|visitors|onlookers|spectators)\b[^?]{0,40}\b(?:came|come|attend\w*|present|there|watch\w*|turn(?:ed)? (?:up|out)|show(?:ed)? up|sat in|at the)\b", re.I),
        re.compile(r"\b(?:\d+|no|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|some|several|about \d+)\s+(?:other )?(?:members? of (?:the )?public|residents?|parishioners?|electors?|visitors?|villagers?)\b|\bmembers? of (?:the )?public\b[^.]{0,20}(?:\d|none|nil)", re.I), False,
    ),
)  # fmt: skip
_WHO = re.compile(r"\b(?:who|which|list|names?)\b", re.I)
_HITS = 8
_MOST = 5  # sentences that are shown
_MOST_WORDS = 70
_MOST_MEETINGS = 4  # of a day that is named, that are looked through
_AROUND = 0.7  # what the item says of the question, against the sentence itself
_DAY = 0.5
_FOUND = 0.3  # that the search found it, first
_LEAST = 0.45
_EMPTY = frozenset(["late", "arrived", "arrive", "turned", "turn", "came", "come", "left", "leave", "room", "meeting", "members", "member", "councillors", "councilors", "councillor", "councilor", "recusals", "recused", "recusal", "stepped", "spoke", "talk", "time", "finish", "finished", "end", "ended", "close", "closed", "wrap", "adjourned", "public", "people", "residents", "many", "item", "watched", "session", "stay", "last", "first"])


def proceedings_asked(understood: Understood, weights: Mapping[str, float], hits: Sequence[Hit], register: Register, filters: Filters = Filters()) -> Lookup | None:
    """The sentences that tell of what happened at the table.

    Args:
        understood: the question.
        weights: stem of the question -> its weight times its rarity.
        hits: of the search, best first.
        register: the record.
        filters: limits set by a person.
    """
    if vote_asked(understood):
        return None
    kind = next((k for k in _KINDS if k.asked.search(understood.text)), None)
    scope = scope_of(understood, register, filters, _EMPTY)
    if kind is None:
        return _listed(understood, hits, scope)
    of_item = kind.of_item and bool(scope.topic)
    groups: dict[str, list[Passage]] = {}
    for passage in _near(hits, register, scope):
        groups.setdefault((of_item and passage.item) or passage.paper, []).append(passage)
    empty = {stem(w) for w in _EMPTY}
    weights = {s: w for s, w in weights.items() if s not in empty}
    total = sum(weights.values()) or 1.0
    best: tuple[float, list[tuple[Unit, Passage]]] = (0.0, [])
    for passages in groups.values():
        told = [(u, p) for p in passages for u in units_of(p) if kind.told.search(u.text) and not u.text.rstrip().endswith("?")]
        if not told:
            continue
        own = set(stems(" ".join(u.text for u, _ in told)))
        around = {s for p in passages for s in (*p.stems.split(), *p.context_stems.split())}
        first = min((n for n, h in enumerate(hits[:_HITS]) if any(h.passage.row == p.row for p in passages)), default=_HITS)
        share = _FOUND * (1 - first / _HITS) + sum(w * (1.0 if s in own else _AROUND if s in around else 0.0) for s, w in weights.items()) / total
        day = passages[0].meeting_date or ""
        on_day = _DAY * any(begin <= day <= end for begin, end in scope.spans) if scope.spans and not scope.loose else 0.0
        if scope.spans and not scope.loose and not on_day:
            continue
        if share + on_day > best[0]:
            best = (share + on_day, told)
    score, told = best
    if score < _LEAST:
        return None
    lines = Lines()
    words = 0
    for unit, passage in _best_of(told, weights):
        words += len(unit.text.split())
        if lines.lines and words > _MOST_WORDS:
            break
        place = f" - {held(passage)}" if not lines.lines else ""
        lines.add(f"“{one_line(unit.text)}”{place}", Place(passage, quotable(passage, unit.span)))
    return replace(lines.lookup("passages"), sure=False)


def _listed(understood: Understood, hits: Sequence[Hit], scope: Scope) -> Lookup | None:
    """What stands under a heading that names what is asked for ("PANELISTS", "GUESTS"), whole where it is short."""
    if not _WHO.search(understood.text) and understood.form not in ("person", "list", "any"):
        return None
    asked = set(stems(understood.text))
    for hit in hits[:_HITS]:
        passage = hit.passage
        heading = passage.heading.split(" > ")[-1]
        entries = [u for u in units_of(passage) if one_line(u.text) != heading]
        dated = not scope.spans or any(begin <= (passage.meeting_date or "") <= end for begin, end in scope.spans)
        named = heading.isupper() and all(any(_same(n, a) for a in asked) for n in stems(heading) or [""])
        short = sum(len(u.text.split()) for u in entries) <= _MOST_WORDS and not any(is_row(u.text) or u.text.rstrip().endswith(".") for u in entries)
        if entries and dated and named and short:
            lines = Lines()
            quote = "; ".join(one_line(line) for u in entries for line in u.text.splitlines() if line.strip())
            lines.add(f"{heading}: {quote} - {held(passage)}", Place(passage, quotable(passage, entries[0].span)))
            return replace(lines.lookup("passages"), sure=False)
    return None


def _same(a: str, b: str) -> bool:
    """Are two stems one word, or one made of the other ("panel", "panelist")?"""
    return a == b or (min(len(a), len(b)) > 4 and (a.startswith(b) or b.startswith(a)))


def _best_of(told: Sequence[tuple[Unit, Passage]], weights: Mapping[str, float]) -> list[tuple[Unit, Passage]]:
    """The sentences that hold most of the question, in reading order."""
    ranked = sorted(range(len(told)), key=lambda n: -sum(weights.get(s, 0.0) for s in set(stems(told[n][0].text))))
    return [told[n] for n in sorted(ranked[:_MOST])]


def _near(hits: Sequence[Hit], register: Register, scope: Scope) -> Iterator[Passage]:
    """The minutes of a day that is named, and the items of the hits; each passage once."""
    seen: set[int] = set()
    days = [(first, last) for first, last in scope.spans if first == last] if not scope.loose else []
    for first, last in days[:1]:
        rows = register.passage_rows(Filters(from_date=first, to_date=last, kind="minutes"))
        found = register.passages(rows)
        if len({p.paper for p in found.values()}) <= _MOST_MEETINGS:
            for row in sorted(found):
                seen.add(row)
                yield found[row]
    for hit in hits[:_HITS]:
        item = hit.passage.item
        for passage in register.passages_of_item(item) if item else (hit.passage,):
            if passage.row not in seen and passage.paper_kind == "minutes":
                seen.add(passage.row)
                yield passage
