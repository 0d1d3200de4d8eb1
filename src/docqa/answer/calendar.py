"""Follow-ups as a calendar (RFC 5545): one all-day entry for each that has a due date. Pure."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from docqa.records import FollowUp
from docqa.text import one_line, printable, shorten


def calendar_text(followups: Iterable[FollowUp], stamp: str) -> str:
    """The calendar file. ``stamp``: when it was made, "20251124T220000Z"."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//docqa//follow-ups//EN", "CALSCALE:GREGORIAN"]
    for followup in followups:
        if followup.due:
            lines += _event(followup, stamp)
    return "\r\n".join(piece for line in [*lines, "END:VCALENDAR"] for piece in _folded(line)) + "\r\n"


def _event(followup: FollowUp, stamp: str) -> Iterator[str]:
    due = followup.due or ""
    first, last = _days(due)
    about = "" if len(due) == 10 else " (about)"
    place = ", ".join(x for x in (followup.body or "", followup.meeting_date or "", f"minute {followup.minute}" if followup.minute else "") if x)
    yield "BEGIN:VEVENT"
    yield f"UID:{_escaped(followup.id)}@docqa"
    yield f"DTSTAMP:{stamp}"
    yield f"DTSTART;VALUE=DATE:{first:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{last + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_escaped(shorten(followup.what, 120))}{about}"
    yield f"DESCRIPTION:{_escaped(f'{followup.what} - {place}. Status: {followup.status}.' + (f' To act: {followup.owner}.' if followup.owner else ''))}"
    yield f"CATEGORIES:{_escaped(followup.status)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _days(due: str) -> tuple[date, date]:
    """First and last day of a due date: the day itself, or the month."""
    if len(due) == 10:
        day = date.fromisoformat(due)
        return day, day
    year, month = int(due[:4]), int(due[5:7])
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def _escaped(text: str) -> str:
    return one_line(printable(text)).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _folded(line: str) -> Iterator[str]:
    """A line in pieces of at most 75 bytes, those after the first behind a space."""
    piece = ""
    for char in line:
        if len((piece + char).encode()) > 75:
            yield piece
            piece = " "
        piece += char
    yield piece
