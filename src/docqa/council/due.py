"""When something is to come back: "in six months' time", "by 30th September, 2025", "to the next meeting" -> a date or a month. Pure.

The base is the date of the meeting, never that of the pack. Nothing is computed where the paper gives neither a date nor a span.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

from docqa.council.dates import MONTHS, find_dates, partial_dates

NEXT_MEETING = "next meeting"  # settled over the register: the next meeting of the same body

_NUMBERS = {w: n for n, w in enumerate(["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"])} | {"eighteen": 18, "a": 1, "an": 1}
_SPAN = re.compile(
    rf"\b(?:in|within|after|at the end of|no later than|for a further|every)\s+(?:about\s+|the next\s+|a further\s+)?(?P<n>\d{{1,2}}|{'|'.join(_NUMBERS)})[\s-]*(?P<unit>weeks?|months?|years?|days?)\b(?:['’]s?)?(?:\s+time)?|"
    rf"\b(?P<n2>\d{{1,2}}|{'|'.join(_NUMBERS)})[\s-](?P<unit2>weeks?|months?)(?:['’]s?)?\s+time\b",
    re.I,
)
_MONTH = re.compile(rf"\b(?:(?:in|by|during|before|until|each|every|of|for|early|late|mid)\s+(?:the end of\s+|early\s+|late\s+|mid-)?|the end of\s+)(?P<m>{'|'.join(n.title() for n in MONTHS if len(n) > 3)})(?:,?\s+(?P<y>20\d\d))?\b(?!\s*\d)")
_NEXT = re.compile(r"\b(?:(?:to|at|for|by|until|attend|each|every)\s+(?:the\s+|its\s+|our\s+|their\s+)?(?:commission['’]s |committee['’]s |board['’]s )?(?:very )?next\s+(?:ordinary |scheduled |available )?meeting|next meeting of (?:the|this))\b", re.I)
AGAIN = re.compile(r"\b(?:each|every) (?:week|fortnight|month|quarter|six months|(?:half-?)?year|meeting)\b|\b(?:monthly|quarterly|weekly|six-monthly|half-yearly|every (?:two|three|four|six) months)\b", re.I)
_SEASON = re.compile(r"\b(?:in|by|before|next|for)\s+(?:the\s+)?(?P<s>spring|summer|autumn|winter|Christmas|Easter)\b(?:,?\s+(?:of\s+)?(?P<y>20\d\d))?", re.I)
_SEASONS = {"spring": 3, "easter": 4, "summer": 6, "autumn": 9, "winter": 12, "christmas": 12}  # the month in which it begins
_NEW_YEAR = re.compile(r"\bin the new year\b", re.I)
_PROGRAMME = re.compile(r"\b(?P<y>20\d\d)\s?[-/–]\s?(?P<z>\d{2,4})\s+work programme\b")
_COMES_BACK = re.compile(
    r"\b(?:report(?:s|ed|ing)?(?: back)?|update[sd]?|brought|bring|come back|return(?:ed)?|present(?:ed|s)?|submit(?:ted|s)?|attend|provide[ds]?|publish(?:ed)?|review(?:ed)?|sent|send|written|write|circulated|prepare[ds]?|produce[ds]?|costed|consider(?:ed|ation)|"
    r"deferred|complet(?:e|ed)|sign(?:ed)?|finish(?:ed)?|advertis\w*|read|find|given|scheduled|answer(?:ed)?|reply|replies|respon[ds]\w*|list|survey|invited?|set out|see|hold|held|include[ds]?|action|replaced?|explain|visit\w*|rewrite|make|made|begin|have|has|looked|look|add(?:ed)?|ask(?:ed)?|put|order(?:ed)?|open(?:ed)?)\b",
    re.I,
)
_NOT_DUE = re.compile(r"\b(?:meeting held on|minutes of|held on|decision of|deferred from|with effect from|from|since|of the meeting|dated|published on|approved on|agreed on|on the)\s*$", re.I)
_REPORT_BACK = re.compile(
    r"\b(?:be |is |are )?report(?:ed)? back\b|\bbrought back\b|\bupdates? (?:be|to be) (?:provided|brought|given|made|submitted|reported)\b|\b(?:further|regular) (?:updates?|reports?)\b(?! be (?:noted|received|approved|accepted))|\bbe (?:brought|presented|submitted|reported) to (?:this|the|a future|a later|the next)\b|\bcome back to\b|\bbe (?:brought|reported|presented|submitted) (?:back )?to(?= [A-Z])|\bbrought (?:back|to(?= [A-Z]))|\blook(?:ed)? at (?:it )?again\b|\bwhen (?:it is|they are) ready\b|\bwrite to\b", re.I
)


_FROM_ELSE = re.compile(r"\s+(?:of|after|from|following)\s+(?!today|now|this meeting|the (?:date of this )?meeting)", re.I)
_LASTS = re.compile(r"\b(?:appoint\w*|employ\w*|continu\w*|remain\w*|held|kept|go on|valid|run)\b[^.;]{0,120}\buntil\s+(?:the\s+)?$", re.I)  # how long something lasts
_CITED = re.compile(r",?\s*\(?(?:item|minute)\b", re.I)
_RANGE = re.compile(r"\bfrom\b[^.;]{3,40}\bto\s*$", re.I)  # the end of a stretch of days, not a day to act by


@dataclass(frozen=True, slots=True)
class Due:
    """When something is due, and the words that say so."""

    when: str | None  # "2025-09-30", "2018-05", NEXT_MEETING; None: it is to come back, without a date
    words: str


def find_due(text: str, meeting_date: str) -> Due | None:
    """When what ``text`` asks for is due; None where it asks for nothing to come back."""
    base = date.fromisoformat(meeting_date)
    if not _COMES_BACK.search(text):
        return None
    found: list[tuple[int, Due]] = []
    taken: list[tuple[int, int]] = []
    for day in find_dates(text):
        taken.append((day.start, day.end))
        if day.iso > meeting_date and not _NOT_DUE.search(text[: day.start]) and not _RANGE.search(text[: day.start]) and not _LASTS.search(text[: day.start]):
            found.append((day.start, Due(day.iso, _words(text, day.start, day.end))))
    for d, month, start, end in partial_dates(text):
        if not any(a < end and start < b for a, b in taken) and not _NOT_DUE.search(text[:start]) and not _RANGE.search(text[:start]) and not _LASTS.search(text[:start]) and not _CITED.match(text, end):
            taken.append((start, end))
            found.append((start, Due(_after(base, month, d), _words(text, start, end))))
    for match in _MONTH.finditer(text):
        if any(a < match.end() and match.start() < b for a, b in taken):
            continue
        month = MONTHS[match["m"].lower()]
        year = int(match["y"]) if match["y"] else base.year + (month <= base.month)
        if (year, month) >= (base.year, base.month):
            found.append((match.start(), Due(f"{year}-{month:02}", match.group())))
    for span in _SPAN.finditer(text):
        if _FROM_ELSE.match(text, span.end()):
            found.append((span.start(), Due(None, span.group())))  # of something whose day the paper does not give
            continue
        when = _later(base, _number(span["n"] or span["n2"]), (span["unit"] or span["unit2"]).lower())
        if when and (_REPORT_BACK.search(text) or re.search(r"\btime\b|within|report|update|review|bring|brought", text, re.I)):
            found.append((span.start(), Due(when, span.group())))
    programme = _PROGRAMME.search(text)
    if programme:
        year = int(programme["y"]) + 1
        found.append((programme.start(), Due(f"{year}-04", programme.group())))
    following = _NEXT.search(text)
    if following:
        found.append((following.start(), Due(NEXT_MEETING, following.group())))
    season = _SEASON.search(text)
    if season and not (season["y"] and int(season["y"]) < base.year):
        month = _SEASONS[season["s"].lower()]
        year = int(season["y"]) if season["y"] else base.year + (month <= base.month)
        found.append((season.start(), Due(f"{year}-{month:02}", season.group())))
    new_year = _NEW_YEAR.search(text)
    if new_year:
        found.append((new_year.start(), Due(f"{base.year + 1}-01", new_year.group())))
    if found:
        return min(found, key=lambda f: f[0])[1]
    back = AGAIN.search(text) or _REPORT_BACK.search(text)
    return Due(None, re.sub(r"(?: to)?(?: the| a)?$", "", back.group())) if back else None


def _words(text: str, start: int, end: int) -> str:
    lead = re.search(r"(?:\b(?:by|before|on|to|until|no later than)\s+(?:the (?:end of|meeting on)\s+)?)$", text[:start])
    return text[lead.start() if lead else start : end]


def _after(base: date, month: int, day: int) -> str | None:
    """The first such day after ``base``."""
    for year in (base.year, base.year + 1):
        if day <= calendar.monthrange(year, month)[1] and date(year, month, day) > base:
            return date(year, month, day).isoformat()
    return None


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS[word.lower()]


def _later(base: date, n: int, unit: str) -> str | None:
    if unit.startswith("day") or unit.startswith("week"):
        return date.fromordinal(base.toordinal() + n * (7 if unit.startswith("week") else 1)).isoformat()
    months = base.month - 1 + n * (12 if unit.startswith("year") else 1)
    return f"{base.year + months // 12}-{months % 12 + 1:02}"
