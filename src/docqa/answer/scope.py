"""What a question is limited to: bodies, time, people and topic, as people put them in passing.

What comes in: the question as understood and the register. What goes out: a Scope, by which the meetings, decisions and names of the record are picked.
Looser than docqa.answer.question: "scrutiny", "at Planning" and "the growth commission" name bodies here, and "since May" is open at its end.
"""

from __future__ import annotations

import calendar
import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from docqa.answer.question import Period, Understood
from docqa.answer.thesaurus import expand
from docqa.records import Filters, Paper
from docqa.register import Register
from docqa.text import STOP_WORDS, content_words, fold, stem, stems, words

_KINDS = frozenset(["committee", "commission", "board", "panel", "council", "cabinet", "executive", "group", "forum", "partnership", "sub-committee", "subcommittee", "scrutiny", "members", "councillors", "assembly", "authority"])
_GENERIC = frozenset(["council", "parish", "town", "city", "county", "borough", "district", "community", "committee", "commission", "board", "panel", "sub-committee", "subcommittee", "select", "joint", "overview", "meeting", "general", "regular", "special", "annual", "full", "group", "working", "sub", "partnership", "authority", "member", "services", "service"])
_BEFORE_BODY = r"(?:did|does|has|have|had|by|at|before)"
_PRINCIPAL = re.compile(r"\b(?:full council|the (?:main |council |full )?chamber|main chamber|council (?:meetings?|itself)|the council)\b", re.I)
_PRINCIPAL_NAME = re.compile(r"^(?:(?:the )?council|full council|[\w' -]+ (?:borough|city|county|district|metropolitan borough|unitary) council)$", re.I)
_EXECUTIVE = re.compile(r"\b(?:the executive|executive (?:decisions?|members?|meetings?)|the leadership|cabinet)\b", re.I)
_YEARS = re.compile(r"(?:19|20)(\d\d)\s*[/-]\s*(?:(?:19|20))?(\d\d)$")
_HONORIFIC = re.compile(r"^(?:the )?(?:councill?ors?|cllrs?|mrs?|ms|miss|dr|prof|sir|dame|lord|lady|rev|revd|alderman|bailie|provost|y cynghor\w+)\.?$", re.I)
_FROM_MONTH = re.compile(rf"\b(?:between|from)\s+((?:{'|'.join(calendar.month_abbr[1:])})[a-z]*)\s+(?:and|to|until|till|through|-|–)\s+$", re.I)
_EVER = "9999-12-31"
_TIME_WORDS = frozenset(["since", "between", "until", "till", "throughout", "onwards", "ever", "far", "recent", "recently", "lately", "currently", "current", "previous", "previously", "date", "municipal", "calendar", "two", "three", "four"]) | {m.lower() for m in calendar.month_name if m}


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the topic: its own stem, and the stems that papers may use instead."""

    own: str
    related: frozenset[str]


@dataclass(frozen=True, slots=True)
class Scope:
    """What a question is limited to; nothing named is no limit."""

    bodies: tuple[str, ...]
    spans: tuple[tuple[str, str], ...]  # first and last day, ISO, inclusive; any of them
    people: tuple[str, ...]  # surnames in lower case
    topic: tuple[Word, ...]
    loose: bool = False  # a time was named without its year, or is a guess

    def holds(self, body: str | None, date: str | None) -> bool:
        """Is a meeting of this body on this day meant?"""
        return (not self.bodies or body in self.bodies) and (not self.spans or any(first <= (date or "") <= last for first, last in self.spans))

    @property
    def limited(self) -> bool:
        """Does the question name anything at all?"""
        return bool(self.bodies or self.spans or self.people or self.topic)


def scope_of(understood: Understood, register: Register, filters: Filters = Filters(), empty_words: Collection[str] = ()) -> Scope:
    """Read the limits of a question.

    Args:
        understood: the question.
        register: whose bodies and people it may name.
        filters: limits set by a person, which come first.
        empty_words: words that ask and are no topic.
    """
    every = [b for b, _ in register.bodies()]
    bodies, body_words = bodies_meant(understood.text, every)
    if filters.body:
        bodies = tuple(register.matching_bodies(filters.body))
    people = people_meant(understood.text, register.names())
    spans, loose = spans_meant(understood.text, understood.periods)
    if filters.from_date or filters.to_date:
        spans = ((filters.from_date or "", filters.to_date or _EVER),)
    text = understood.text
    for period in understood.periods:
        text = text.replace(period.words, " ")
    left = [w for w in content_words(text) if w not in body_words and w.removesuffix("'s") not in people and w not in empty_words and w not in _TIME_WORDS and not re.fullmatch(r"(?:19|20)\d\d(?:/\d\d)?", w)]
    return Scope(bodies, spans, people, tuple(Word(stem(w), frozenset(expand([w]))) for w in dict.fromkeys(left) if not _HONORIFIC.match(w)), loose)


# ------------------------------------------------------------------------------------------------------------- bodies


def bodies_meant(text: str, bodies: Sequence[str]) -> tuple[tuple[str, ...], frozenset[str]]:
    """Bodies that a question means, and the words it names them by.

    A body that is only spoken to ("recommendations to Cabinet") or about is left out where another one is named.
    """
    asked = fold(text)
    full = {b for b in bodies if re.search(rf"\b{re.escape(fold(b))}\b", asked)}
    full = {b for b in full if not any(b != o and fold(b) in fold(o) for o in full)}
    named: dict[str, frozenset[str]] = {b: frozenset(words(b)) for b in full if fold(b) != "council"}
    loose = {b: by for b in bodies if b not in named and (by := _named_by(asked, text, b))}
    most = max((len(by) for by in loose.values()), default=0)
    named |= {b: by for b, by in loose.items() if len(by) == most and not any(by <= w for w in named.values())}
    executive = [b for b in bodies if re.match(r"(?:the )?(?:cabinet|executive)(?: board| committee)?$", b, re.I)]
    if _EXECUTIVE.search(text) and not re.search(r"\bcabinet member\b", asked):
        named |= {b: frozenset(["executive", "leadership", "cabinet"]) for b in executive if b not in named}
    speaking = {b: by for b, by in named.items() if not _spoken_to(asked, by)}
    chosen = speaking or named
    if chosen:
        return tuple(b for b in bodies if b in chosen), frozenset(x for by in named.values() for x in by) | _KINDS
    principal = tuple(b for b in bodies if _PRINCIPAL_NAME.match(b))
    if principal and (full or _PRINCIPAL.search(text)):
        return principal, frozenset(["full", "council", "chamber", "main", "meeting", "meetings"])
    return tuple(b for b in bodies if b in full), frozenset(w for b in full for w in words(b))


def _spoken_to(asked: str, by: frozenset[str]) -> bool:
    """Do the words that name a body only come after "to", "about" and the like?"""
    telling = [w for w in by if re.search(rf"\b{re.escape(w)}\b", asked) and w not in _KINDS - {"cabinet", "executive", "scrutiny"}]
    return all(re.search(rf"\b(?:to|about|told|asked)\s+(?:the\s+)?(?:\w+\s+)?{re.escape(w)}\b", asked) for w in telling)


def _named_by(asked: str, typed: str, body: str) -> frozenset[str]:
    """Telling words of a body by which the question names it, none where it may speak of the matter instead."""
    found = set()
    for word in words(body.replace("-", " ")):
        if word in _GENERIC or word in STOP_WORDS or len(word) < 4:
            continue
        with_kind = rf"\b{re.escape(word)}(?:'?s)?\b(?:\s+(?:and\s+)?[\w'-]+){{0,2}}?\s+(?:{'|'.join(_KINDS)})\b"
        as_body = rf"\b{_BEFORE_BODY}\s+(?:the\s+)?{re.escape(word)}\b(?!\s+(?:applications?|permissions?|charges?|fees?|services?|polic\w+|rules?|code))"
        capital = re.search(rf"(?<=[a-z] )\b{re.escape(word.capitalize())}\b(?!\s+[A-Z])", typed) and not re.search(rf"\b(?:in|on|about|over|the|for|near|from|(?<!meetings )(?<!meeting )of)\s+{re.escape(word.capitalize())}\b", typed)
        if re.search(with_kind, asked) or (word == "scrutiny" and re.search(r"\bscrutiny\b", asked)) or re.search(as_body, asked) or capital:
            found.add(word)
    return frozenset(found)


# -------------------------------------------------------------------------------------------------------------- time


def spans_meant(text: str, periods: Sequence[Period]) -> tuple[tuple[tuple[str, str], ...], bool]:
    """Stretches of time that a question is limited to, "since", "before" and "between" read; and whether any of them is a guess."""
    loose = any(not p.certain for p in periods)
    known = [(p, text.find(p.words)) for p in periods]
    if len(known) == 2 and known[0][1] < known[1][1]:
        before, between = text[: known[0][1]], text[known[0][1] + len(known[0][0].words) : known[1][1]]
        ranged = re.search(r"\b(?:between|from)\s+(?:the\s+)?$", before, re.I) or re.match(r"(?:between|from)\b", known[0][0].words, re.I)
        if ranged and re.match(r"\s*(?:and|to|until|till|up to|through|-|–)?\s*(?:the\s+)?$", between, re.I):
            first, last = _whole(known[0][0])[0], _whole(known[1][0])[1]
            if first <= last:
                return ((first, last),), loose
    spans = []
    for period, at in known:
        first, last = _whole(period)
        before, after = text[:at], text[at + len(period.words) :]
        opened = _FROM_MONTH.search(before)
        if opened and (month := next((n for n, name in enumerate(calendar.month_name) if n and name.lower().startswith(opened[1].lower()[:3])), 0)):
            year = int(last[:4]) - (month > int(last[5:7]))
            first = f"{year}-{month:02d}-01"
        elif re.search(r"\b(?:since|after|following)\s+(?:the\s+)?$", before, re.I) or re.match(r"(?:since|after)\b", period.words, re.I) or re.match(r"\s*(?:on\b(?!\s+(?:the|a)\b)|onwards?\b|or later\b)", after, re.I):
            last = _EVER
        elif re.search(r"\b(?:until|till|up to|before|prior to)\s+(?:the\s+)?$", before, re.I):
            first = ""
        spans.append((first, last))
    return tuple(dict.fromkeys(spans)), loose


def _whole(period: Period) -> tuple[str, str]:
    """First and last day; "2024/25" as the year of office, from May to April."""
    years = _YEARS.search(period.words.strip())
    if years and int(years[2]) == (int(years[1]) + 1) % 100:
        start = int(years.group()[:4])
        return f"{start}-05-01", f"{start + 1}-04-30"
    return period.first, period.last


# ------------------------------------------------------------------------------------------------------------- people


@lru_cache(maxsize=20_000)  # every question asks for those of everybody in the record
def surname(name: str) -> str:
    """The last word of a name that is none of its titles, in lower case: "Councillor R. O'Neil, MBE" gives "o'neil"."""
    kept = [w for w in words(name.split(",")[0].split("(")[0]) if not _HONORIFIC.match(w) and len(w) > 1]
    return kept[-1] if kept else ""


def full_name(register: Register, who: str) -> str:
    """The name that headers of minutes give somebody of this surname, else the surname."""
    return next((n for n in register.names() if surname(n) == who), who.title())


def people_meant(text: str, names: Iterable[str]) -> tuple[str, ...]:
    """Surnames of people of the record that stand in a question; lower-case ones only where it is typed without capitals."""
    known = {surname(n) for n in names} - {""}
    typed = [w.removesuffix("'s").removesuffix("s'") for w in re.findall(r"[^\W\d_][\w'’-]+", text.replace("’", "'"))]
    lower = not any(w[0].isupper() for w in typed[1:])
    titled = {w.lower() for w in re.findall(r"\b(?:councill?or|cllr|mrs?|ms|miss|dr|alderman)\.?\s+(?:[\w.]+\s+)?([\w'-]+)", text, re.I)}
    found = []
    for n, word in enumerate(typed):
        low = word.lower()
        capital = word[0].isupper() and (n > 0 or low not in STOP_WORDS)
        if low in known and low not in STOP_WORDS and (capital or low in titled or (lower and len(low) > 4 and not expand([low]))):
            found.append(low)
    return tuple(dict.fromkeys(found))


# -------------------------------------------------------------------------------------------------------------- topic


def rarity(texts: Sequence[set[str]]) -> dict[str, float]:
    """How much a stem tells among these texts: the fewer hold it, the more."""
    held = Counter(s for t in texts for s in t)
    return {s: math.log(1 + len(texts) / n) for s, n in held.items()}


def fit(topic: Sequence[Word], own: set[str], around: set[str], rare: Mapping[str, float], unheard: float) -> float:
    """Share of a topic that a text holds, 0 to 1, rare words counting more; other words for it, and what only stands around it, count for less.

    Args:
        topic: the words.
        own: stems of the text.
        around: stems of what it stands in.
        rare: weight of a stem.
        unheard: weight of a word that no text holds.
    """
    total = got = 0.0
    for word in topic:
        weight = rare.get(word.own) or max((rare[s] for s in word.related if s in rare), default=unheard)
        total += weight
        got += weight * (1.0 if word.own in own else _RELATED if word.related & own else _AROUND if word.own in around else 0.0)
    return got / total if total else 0.0


_RELATED = 0.75
_AROUND = 0.6


def stem_set(text: str) -> set[str]:
    """Stems of a text, each once."""
    return set(stems(text))


def minutes_in(register: Register, scope: Scope) -> list[Paper]:
    """Minutes of the meetings that are meant, one paper a meeting (approved before draft), by date."""
    chosen: dict[tuple[str | None, str | None], Paper] = {}
    for paper in register.papers():
        if paper.kind in ("minutes", "decision_record") and paper.meeting_date and scope.holds(paper.body, paper.meeting_date):
            key = (paper.body, paper.meeting_date)
            if key not in chosen or (chosen[key].draft and not paper.draft):
                chosen[key] = paper
    return sorted(chosen.values(), key=lambda p: (p.meeting_date or "", p.body or ""))
