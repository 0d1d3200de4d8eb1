"""The head of a paper -> the date of the meeting it belongs to. Pure; where the paper does not say, there is none.

The date of a set of minutes or an agenda stands in its head. A report mentions many dates: only one that is said to be the meeting's, that stands
alone in its head or in the running head of its pages counts, never one of its story ("valid from 11 March 2024", "the year to 31 March 2025").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import PurePosixPath

from docqa.council.dates import MONTHS, FoundDate, find_dates, partial_dates
from docqa.records import Block, PaperKind, Reading
from docqa.text import one_line

HEAD_BLOCKS = 14  # at the start of a paper, where body and date stand
_PREVIOUS = re.compile(
    r"(?:minutes of (?:the )?(?:previous|last)|(?:approv\w+|sign\w*|confirm\w*|adopt\w*|receiv\w+|agree\w*|accept\w*|correct\w*|amend\w*|of previous)\b[^.]{0,60}\bminutes?\b|(?:previous|last) (?:minutes|meeting)|\bAGM minutes\b|\bminutes meeting\b|next meeting|previous meeting|last meeting|approve the minutes|posted|published|circulated|notice and agenda)[^.]{0,120}$", re.I
)
_SAID = re.compile(r"^(?:\d\.?\s*)?(?:date(?: and time)?(?: of (?:the )?(?:meeting|committee|decision))?|meeting(?: date)?|committee(?: date)?|decision date)\b\s*[:.\t]?|\b(?:meeting|committee|council|cabinet|commission|board|panel)\b", re.I)  # of the line
_STORY = re.compile(
    r"\b(?:valid(?:ated)?|expir\w+|permission|granted|received|registered|submitted|lodged|decided|determined|target|deadline|published|issued|printed|updated|"
    r"year|years|quarter|period|months?|ended|ending|position|outturn|effect|effective|extension|deferred|appeal\w*|born|reviewed|version)\b[^.;]{0,50}$"
    r"|\b(?:since|from|until|till|before|after|by|at|to|between|as of|dated)\s+(?:the\s+)?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s*)?$",
    re.I,
)
_SPAN = re.compile(r"^\s*(?:to|until|[-–—])\s*\d{1,2}\b")
_NUMBERED = re.compile(r"^\W*\d{1,2}\.\d")
_TAKEN_AS_RIGHT = re.compile(r"[^.]{0,60}?\b(?:were|was|be|been|having been)\s+(?:\w+ly )?(?:agreed|approved|confirmed|signed|accepted|read|taken as|adopted|proposed|received|circulated|made available)\b", re.I)  # after the date of minutes
_DRAFT_NOTE = re.compile(r"\b(?:subject to|until|awaiting|pending|for)(?: the| their)? (?:approv\w+|adoption|agreement|confirmation|consideration|ratification|signature) (?:at|by)(?: the| its| our)? next (?:\w+ ){0,3}meeting\b", re.I)
_CODED = re.compile(r"(?<![\d/])(\d\d)/(\d\d)/(\d{1,2})(?![\d/])")
_FEWEST_CODED = 3
_NAMED_MONTH = re.compile(rf"(?<![a-z])(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})[-_ ]?(?P<year>20\d\d|\d\d)(?!\d)", re.I)  # in a file's name
_MISTYPED = re.compile(r"\bl(?=\d(?:st|nd|rd|th)\b)")  # "l0th"
_WEEKDAY = re.compile(r"\b(mon|tue|wed|thu|fri|sat|sun)[a-z]*\W+(?:the\s+)?(?:[a-z]+\s+)?$", re.I)  # "THURSDAY FEBRUARY 4TH 2009" too
_SENTENCE = 90  # characters
_WEAK = 40  # a candidate of this weight is none


def meeting_date(reading: Reading, blocks: Sequence[Block], kind: PaperKind, n: int, american: bool, running: str | None, *, only_said: bool = False) -> str | None:
    """The date that paper ``n`` of a document gives for its meeting, from its head, its running head, else the document's title or name.

    ``running`` is the date in the running heads of its pages; ``only_said``: only a date that is said to be the meeting's counts (of a report in a pack).
    """
    head = _plain([b.text for b in blocks[:HEAD_BLOCKS]])
    told = kind in ("minutes", "agenda", "decision_record", "notice")
    candidates = sorted(_candidates(blocks, head, kind, american), key=lambda c: c[0])  # of those alike the first
    if candidates and candidates[0][0] < 30 and (told or kind == "report" or candidates[0][0] < 8):
        weight, iso = candidates[0]
        if kind == "minutes" and any(_of_several(h, iso, american) for h in head[:6]):
            return None  # "the meetings held on 5 March and 12 March": which of them, nobody can say
        if kind == "minutes":
            iso = _year_by_weekday(_not_after_posting(iso, reading), head, reading, american)
            iso = _year_by_name(iso, reading) if n == 0 else iso
        if told or weight < 0 or not (running or only_said):  # "Date of meeting: ..." of a report goes before its running head
            return iso
    named = _named_date(reading, head, american, not told) if n == 0 else None
    return running or named


def _plain(lines: Sequence[str]) -> list[str]:
    """Lines of a head without emphasis marks ("MONDAY 12th** **MAY"), notes that it is a draft, and numbers of items that look like dates ("16/05/1", "16/05/2")."""
    plain = [_MISTYPED.sub("1", _DRAFT_NOTE.sub(" ", one_line(line.replace("**", " ")))) for line in lines]
    numbers: dict[tuple[str, str], set[str]] = {}
    for year, month, number in _CODED.findall("\n".join(plain)):
        numbers.setdefault((year, month), set()).add(number)
    coded = {key for key, held in numbers.items() if len(held) >= _FEWEST_CODED}
    return [_CODED.sub(lambda n: " " if n.groups()[:2] in coded else n.group(), line) for line in plain]


def _year_by_weekday(iso: str, head: Sequence[str], reading: Reading, american: bool) -> str:
    """The date of minutes with the next year, where they were posted more than a year after it and the weekday that is printed with it is that of the next year: in January the old year is soon typed."""
    posted = _posted(reading)
    if not posted or iso[5:] == "02-29" or iso >= f"{int(posted[:4]) - 1}{posted[4:]}":
        return iso
    later = f"{int(iso[:4]) + 1}{iso[4:]}"
    for line in head:
        for found in find_dates(line, month_first=american):
            named = _WEEKDAY.search(line[: found.start]) if found.iso == iso else None
            if named and date.fromisoformat(later).strftime("%A").lower().startswith(named[1].lower()) and later <= posted:
                return later
    return iso


def _year_by_name(iso: str, reading: Reading) -> str:
    """The date of minutes with the year before, where their file is named by that month of that year ("oct25minutes.pdf" of "8th October 2026"): who types next year's number names the file rightly."""
    named = _NAMED_MONTH.search(PurePosixPath(reading.document).stem)
    if not named or iso[5:] == "02-29":
        return iso
    year = int(named["year"]) if len(named["year"]) == 4 else 2000 + int(named["year"])
    same = MONTHS[named["month"].lower()] == int(iso[5:7]) and int(iso[8:]) != int(named["year"])  # "oct25" may be the 25th
    return f"{year}{iso[4:]}" if same and int(iso[:4]) == year + 1 else iso


def _of_several(line: str, iso: str, american: bool) -> bool:
    """Is the date one of several in the same sentence that meetings were held on?"""
    dates = find_dates(line, month_first=american)
    for found in dates:
        start = max(0, found.start - _SENTENCE)
        if found.iso == iso and re.search(r"\bmeetings\b[^:]*$", line[start : found.start], re.I) and any(d.iso != iso and abs(d.start - found.start) < _SENTENCE for d in dates):
            return True
    return False


def _not_after_posting(iso: str, reading: Reading) -> str:
    """The date of minutes with the year in which they can have been posted, where the printed one is later than the post."""
    posted = _posted(reading)
    return f"{_year_before(posted, iso[5:])}{iso[4:]}" if posted and iso[:7] > posted[:7] and iso[5:] != "02-29" else iso


def _posted(reading: Reading) -> str:
    """The day on which a web page was posted, as it says itself; "" where it does not."""
    posted = reading.metadata.get("date", "")[:10]
    return posted if re.fullmatch(r"\d{4}-\d\d-\d\d", posted) else ""


def _year_before(posted: str, day: str) -> int:
    """The year of the last ``day`` ("07-26") up to the day of posting."""
    return int(posted[:4]) - (day > posted[5:])


def _candidates(blocks: Sequence[Block], head: Sequence[str], kind: PaperKind, american: bool) -> Iterator[tuple[int, str]]:
    """Dates in the head with their weight: the lower, the likelier it is the meeting's."""
    story = kind in ("report", "appendix", "other")
    for k, line in enumerate(head):
        for found in find_dates(line[:600], month_first=american):
            before = re.sub(r"\([^()]*\)", "", line[: found.start])  # "Draft (until approved at the next meeting)"
            weight = k * 2 + (0 if found.start < 200 else 6)
            if _PREVIOUS.search(before[-160:]) or (re.search(r"\bminutes\b[^.]{0,90}$", before, re.I) and _TAKEN_AS_RIGHT.match(line[found.end :])):
                weight += _WEAK
            if re.search(r"\b(?:held|meeting|date|scheduled|on)\b[^.]{0,60}$", before, re.I):
                weight -= 4
            if blocks[k].kind == "heading":
                weight -= 2
            if blocks[k].number and re.match(r"\d", blocks[k].number) and kind == "minutes":
                weight += 8
            if story:
                weight = max(weight, 0) + _of_the_story(line, found, k, blocks[k].kind == "heading")
            yield weight, found.iso


def _of_the_story(line: str, found: FoundDate, k: int, heading: bool) -> int:
    """What to add for a date in a report: much, where it is one that the report tells of; less than nothing, where the line says whose it is."""
    before, behind = line[: found.start], line[found.end :]
    label = re.match(r"^(?:\d\.?\s*)?(?:date of (?:the )?(?:meeting|committee|decision)|meeting(?: date)?|committee date|date|(?:to|report to)\b[^.]{0,60})\s*[:.]?\s*(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s*)?$", before, re.I)
    if label:
        return -30 - 2 * k
    if _NUMBERED.match(line) or _STORY.search(before[-80:]) or _SPAN.match(behind) or re.search(r"\bto\s*$", before):
        return _WEAK
    alone = len(before.strip(" ,:-–")) + len(behind.strip(" ,.:-–")) < 24
    named = _SAID.search(line) is not None and (heading or len(line) < 90) and not line.endswith(".")
    return 0 if alone or named else _WEAK


def _named_date(reading: Reading, head: Sequence[str], american: bool, story: bool) -> str | None:
    """A date in the title, or in the file's name; a day and month there take their year from the post's own date."""
    name = " ".join(PurePosixPath(reading.document).parts[-2:])
    for text in (reading.title, name, re.sub(r"[_\s-]+", " ", name)):
        for found in find_dates(text, month_first=american):
            if not (story and (_STORY.search(text[: found.start][-80:]) or _SPAN.match(text[found.end :]))):
                return found.iso
    posted = _posted(reading)
    if posted:
        for text in [reading.title, *head[:6]]:
            for day, month, start, _ in partial_dates(text[:300]):
                if _PREVIOUS.search(text[:start]):
                    continue
                dated = find_dates(f"{day} {list(MONTHS)[month - 1]} {_year_before(posted, f'{month:02}-{day:02}')}")
                if dated:
                    return dated[0].iso
    return None
