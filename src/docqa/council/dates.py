"""Dates as papers write them -> ISO dates with their place. Pure; never invents a part that is not there.

Day first ("06/06/12" is 6 June 2012) unless the document is plainly American (see ``month_first``).
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

MONTHS = {n.lower(): i for i, n in enumerate(calendar.month_name) if n} | {n.lower(): i for i, n in enumerate(calendar.month_abbr) if n} | {"sept": 9}
_WELSH = ["ionawr", "chwefror", "mawrth", "ebrill", "mai", "mehefin", "gorffennaf", "awst", "medi", "hydref", "tachwedd", "rhagfyr"]
MONTHS |= {name: n for n, name in enumerate(_WELSH, 1)}
_NAMES = "|".join(sorted(MONTHS, key=len, reverse=True))
_DAY = r"(?P<d>\d{1,2})\s*(?:st|nd|rd|th|ain|eg|fed|af)?"
_PATTERNS = (
    re.compile(rf"\b{_DAY}\s*(?:day\s+)?(?:of\s+)?(?P<m>{_NAMES})\b\.?,?\s*(?:of\s+)?(?P<y>(?:19|20)\d\d)\b", re.I),
    re.compile(rf"\b(?P<m>{_NAMES})\b\.?\s+{_DAY},?\s+(?:of\s+)?(?P<y>(?:19|20)\d\d)\b", re.I),
    re.compile(r"(?<![\d/-])(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)(?![\d-])"),
    re.compile(r"(?<![\d/.-])(?P<d>\d{1,2})(?P<sep>[/.-])(?P<m>\d{1,2})(?P=sep)(?P<y>(?:19|20)?\d\d)(?![\d/-]|\.\d)"),
)


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a text: ``text[start:end]``."""

    iso: str
    start: int
    end: int


def find_dates(text: str, *, month_first: bool = False) -> list[FoundDate]:
    """Complete dates in ``text``, in order. ``month_first`` reads 6/12/24 as 12 June."""
    found: list[FoundDate] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            iso = _iso(match["y"], match["m"], match["d"], month_first)
            if iso and not any(match.start() < f.end and f.start < match.end() for f in found):
                found.append(FoundDate(iso, match.start(), match.end()))
    return sorted(found, key=lambda f: f.start)


def _iso(year: str, month: str, day: str, month_first: bool) -> str | None:
    y = int(year) if len(year) == 4 else 2000 + int(year) if int(year) < 60 else 1900 + int(year)
    m, d = (MONTHS[month.lower()] if not month.isdigit() else int(month)), int(day)
    if month.isdigit() and len(year) != 4 or month.isdigit() and month_first:
        if month_first:
            m, d = d, m
    if month.isdigit() and m > 12 >= d:  # only one reading is a date
        m, d = d, m
    try:
        return date(y, m, d).isoformat()
    except ValueError:
        return None


def month_first(text: str) -> bool:
    """True where a document writes dates the American way: "June 5, 2024", and never "5 June 2024"."""
    american = len(re.findall(rf"\b(?:{_NAMES})\s+\d{{1,2}},\s+(?:19|20)\d\d\b", text, re.I))
    british = len(re.findall(rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{_NAMES}),?\s+(?:19|20)\d\d\b", text, re.I))
    return american > 2 * british and american >= 2


def partial_dates(text: str) -> Iterator[tuple[int, int, int, int]]:
    """Day, month, start, end of dates without a year ("Wednesday 5th June")."""
    pattern = rf"\b{_DAY}\s*(?:of\s+)?(?P<m>{_NAMES})\b(?!,?\s*\d{{4}})|\b(?P<m2>{_NAMES})\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\b(?!,?\s*\d)"
    for match in re.finditer(pattern, text, re.I):
        day, month = match["d"] or match["d2"], match["m"] or match["m2"]
        if 1 <= int(day) <= 31:
            yield int(day), MONTHS[month.lower()], match.start(), match.end()
