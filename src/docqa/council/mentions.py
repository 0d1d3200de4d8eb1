"""Where an item speaks of another meeting, minute or body: "Further to Minute No. 20 of the meeting held on 21st November, 2024". Pure.

Only what is printed is kept: a body, a date (with its year, or "--06-11" without), a minute number, and the sentence. Which thing of the record is
meant is settled over the whole register (see ``docqa.council.links``).
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docqa.council.bodies import find_body
from docqa.council.dates import MONTHS, find_dates, partial_dates
from docqa.records import Block, Item, Mention, Paper
from docqa.text import one_line, sentences

_MINUTE = re.compile(
    r"\b(?P<word>[Mm]inutes?|MINUTES?|[Ii]tems?)\s*(?:[Nn](?:os?|umbers?)\.?\s*)?(?P<n>(?:[A-Z]{1,4} ?)?\d{1,4}(?:/\d{2,4})?(?:\.\d{1,2})?)(?P<part>\s?\([a-z0-9]{1,3}\))?(?![\w/])(?!\s*(?:minutes?|members?|per cent|%|[ap]\.?m))"
)
_CODED = re.compile(r"(?<![\w/.])(?P<n>[A-Z]{1,4}/\d{2}/\d{1,4}|(?<=\()\d{2}/\d{3}(?=[),;(])|(?<=\()\d{2}\.\d{2,3}(?=\))|(?<=\bat )\d{2}/\d{3}|(?<=\) )\d{2}/\d{3}(?=[:,]))(?![\w/])")  # a number that can only be a minute's: "PL/24/44", "(24/101)"
_BODY = re.compile(
    r"\b(?:(?:Full |City |County )?Council(?! (?:tax|house|housing|officer|staff|building|offices|Chamber))|Cabinet(?! Member)|Executive(?! (?:Member|Director))|(?:(?!(?:January|February|March|April|May|June|July|August|September|October|November|December|The|On|In|At)\b)[A-Z][\w’']+(?: (?:and|of|for|the|&))? ){1,6}(?:Sub-)?(?:Committee|Commission|Board|Panel|Council|Authority|Forum|Cabinet))\b"
)
_MONTH = re.compile(rf"\b(?:in|of|last|since)\s+(?P<m>{'|'.join(n for n in calendar.month_name if n)})(?:,?\s+(?P<y>20\d\d))?\b")
_TALKS_BACK = re.compile(
    r"\b(?:further to|following|follows|asked|requested|deferred|reported|recommend\w*|referred|called[- ]in|call-in|reconsider\w*|as (?:agreed|resolved|decided)|had been|previous(?:ly)?|held on|at its meeting|decision of|refer(?:s|red)? to|meeting (?:of|on|in)|in the light of|agreed|approved|adopted|minute|rescind\w*|revoke\w*|granted|refused|lost|noted|b?penderfynwyd|gofynnwyd)\b", re.I
)
_SAME_BODY = re.compile(r"\b[Tt]he same (Commission|Committee|Board|Panel|Council|Authority|Forum)\b")
_MOST = 40  # mentions kept of one item


@dataclass(frozen=True, slots=True)
class _Day:
    iso: str  # "2024-06-11", "--06-11" or "2024-07"
    start: int
    end: int


def find_mentions(blocks: Sequence[Block], paper: Paper, items: Sequence[Item]) -> Iterator[Mention]:
    """What the items of a paper (the paper itself, where it has none) say of other meetings."""
    places = [(i.id, i.first_block, i.end_block) for i in items if i.paper == paper.id] or [(paper.id, paper.first_block, paper.end_block)]
    if places[0][0] != paper.id and places[0][1] > paper.first_block:
        places.append((paper.id, paper.first_block, places[0][1]))
    for source, start, end in places:
        made: dict[tuple[str | None, str | None, str | None], Mention] = {}
        named: dict[str, str] = {}  # the body last named of each kind: "Commission" -> "Environment and Growth Scrutiny Commission"
        carried = ""
        for block in blocks[start:end]:
            if len(made) >= _MOST:
                break
            text = one_line(block.text)
            if carried:  # "(Cabinet, 12" in one row and "November 2024, minute 52)" in the next are one thing said
                text, carried = f"{carried} {text}", ""
            if text.count("(") > text.count(")") and len(text) < 600:
                carried = text
                continue
            if not (_MINUTE.search(text) or _CODED.search(text) or _BODY.search(text) or _TALKS_BACK.search(text)):
                continue
            for a, b in sentences(text):
                said = _SAME_BODY.sub(lambda m: named.get(m[1], m[0]), text[a:b])  # noqa: B023
                named.update((name.rpartition(" ")[2], name) for m in _BODY.finditer(said) if " " in (name := _named(m.group())))
                for body, date, minute in _in_sentence(said):
                    made.setdefault((body, date, minute), Mention(source, paper.id, body, date, minute, text[a:b][:600]))
        yield from made.values()


def _in_sentence(said: str) -> Iterator[tuple[str | None, str | None, str | None]]:
    if not _TALKS_BACK.search(said) and not _MINUTE.search(said) and not _CODED.search(said):
        return
    bodies = [(m.start(), m.end(), _named(m.group())) for m in _BODY.finditer(said)]
    days = _days(said)
    coded = list(_CODED.finditer(said))
    for match in coded:
        yield _nearest_body(said, match.start(), match.end(), bodies), _nearest_day(said, match.start(), match.end(), days), match["n"]
    numbered = [m for m in _MINUTE.finditer(said) if not any(c.start() < m.end() and m.start() < c.end() for c in coded)]
    for match in numbered:
        if match["word"].lower().startswith("item") and not re.search(r"\bmeeting|\bheld\b|\b(?:19|20)\d\d\b", said):
            continue
        body = _nearest_body(said, match.start(), match.end(), bodies)
        if re.search(r"\b[Ii]ts\s*$", said[: match.start()]):  # "the Commission (its minute 31)": of the body named before
            body = next((name for _, b, name in reversed(bodies) if b <= match.start()), None)
            if body is None:
                continue
        day = _nearest_day(said, match.start(), match.end(), days)
        yield body, day, re.sub(r"\.\d+$", "", match["n"]).strip()
    if not numbered and not coded:
        for _, _, body in bodies[:3]:
            yield body, days[0].iso if days else None, None
        if not bodies and days:
            yield None, days[0].iso, None


def _named(text: str) -> str:
    return re.sub(r"^(?:The|That|This|At|In|On|By|To|When|If|For|From|Of|A) (?:the )?", "", find_body(text) or text).strip()


def _nearest_body(said: str, start: int, end: int, bodies: Sequence[tuple[int, int, str]]) -> str | None:
    """The body a minute number belongs to: "Cabinet (Minute No. 41)", "Minute No. 8 of the meeting of Cabinet"; None is the body that speaks."""
    for a, b, name in bodies:
        if b <= start and re.fullmatch(r"[\s,(:]*(?:(?:on|of|held on|in its|at)\s[^().;]{0,40})?[\s,(]*", said[b:start]):
            return name
        if a >= end and re.fullmatch(r"(?:\([^)]*\))?\s*(?:,\s*)?(?:of|at|by)\s+(?:the\s+)?(?:(?:meeting|minutes)\s+(?:of|held by)\s+(?:the\s+)?)?", said[end:a]):
            return name
    for a, b, name in bodies:  # "on 10 September 2024 (minute 32) Cabinet had ordered"
        if a >= end and re.fullmatch(r"[\s),]*(?:the\s+)?", said[end:a]):
            return name
        if b <= start and re.fullmatch(r"[^();.]{0,30}\bon\b[^();.]{4,30}[\s,(]*|\s+(?:had|has) \w+ on [^();.]{4,30}[\s,(]*", said[b:start]):
            return name
    return None


def _nearest_day(said: str, start: int, end: int, days: Sequence[_Day]) -> str | None:
    best = min(days, key=lambda d: (start - d.end if d.end <= start else d.start - end), default=None)
    if best is None:
        return None
    apart = start - best.end if best.end <= start else best.start - end
    return best.iso if apart < 70 else None


def _days(said: str) -> list[_Day]:
    found = [_Day(d.iso, d.start, d.end) for d in find_dates(said)]
    for day, month, start, end in partial_dates(said):
        if not any(d.start < end and start < d.end for d in found):
            found.append(_Day(f"--{month:02}-{day:02}", start, end))
    for match in _MONTH.finditer(said):
        if not any(d.start < match.end() and match.start() < d.end for d in found):
            month = MONTHS[match["m"].lower()]
            found.append(_Day(f"{match['y']}-{month:02}" if match["y"] else f"--{month:02}", match.start(), match.end()))
    return sorted(found, key=lambda d: d.start)
