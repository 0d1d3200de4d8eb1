"""Papers, their places and days in words, as answers and lists say them. Pure.

What comes in: a passage or citation, or what is known of one. What goes out: a few words. Owns one rule: the paper of a meeting is called by its body and
day, any other by its title.
"""

from __future__ import annotations

import calendar
import re

from docqa.records import Citation, Decision, Passage, Resolution
from docqa.text import fold, shorten

_ANY_BODY = re.compile(r"(?:the )?(?:parish |town |city |community |borough |county |district )?(?:council|committee|board|commission|cabinet|meeting)", re.I)


def held(passage: Passage | Citation) -> str:
    """Body and day of a passage, or what its paper is called; its minute stands with the source."""
    return ", ".join([named(passage), *([spoken_date(passage.meeting_date)] if passage.meeting_date else [])])


def named(passage: Passage | Citation) -> str:
    """The body of a meeting's paper; of any other paper what it is called, behind its body where the title does not name it."""
    return paper_name(body_of(passage), passage.title, passage.meeting_date)


def paper_name(body: str | None, title: str, date: str | None) -> str:
    """See ``named``."""
    if date or not title:
        return body or shorten(title, 60)
    return shorten(title, 60) if not body or fold(body) in fold(title) else f"{body}, {shorten(title, 60)}"


def body_of(passage: Passage | Citation) -> str:
    """The name of the body; none where a word that stands for any ("Council") is all that the paper of no meeting gives and its title tells more."""
    body = passage.body or ""
    return "" if not passage.meeting_date and passage.title and _ANY_BODY.fullmatch(body) else body


def where(passage: Passage | Citation) -> str:
    """Body, date and minute of a passage in a few words."""
    return ", ".join([held(passage), *([f"minute {passage.minute}"] if passage.minute else [])])


def taken_at(decision: Decision | Resolution) -> str:
    """Body, day and minute of a decision, as far as they are known."""
    d = decision
    return ", ".join(x for x in (d.body or "", spoken_date(d.meeting_date) if d.meeting_date else "", f"minute {d.minute}" if d.minute else "") if x)


def spoken_date(iso: str) -> str:
    """ "2017-10-31" as "31 October 2017"."""
    year, month, day = iso.split("-")
    return f"{int(day)} {calendar.month_name[int(month)]} {year}"
