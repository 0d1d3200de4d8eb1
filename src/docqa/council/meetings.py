"""Who was at a meeting: present, chair, in attendance, apologies, absent, from the header of the minutes. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from docqa.records import Attendance, Block, Item, Paper
from docqa.text import one_line

Role = Literal["chair", "vice_chair", "present", "in_attendance", "apologies", "absent", "substitute", "clerk"]

_MOST_BLOCKS = 40
_HEADERS: tuple[tuple[re.Pattern[str], Role], ...] = (
    (re.compile(r"\bapologies\b", re.I), "apologies"),
    (re.compile(r"^\W*(?:\d+[.)/]?\S*\s+)?(?:also (?:present|attending|in attendance)|in attendance|officers? (?:present|in attendance)|staff present|guests?|others? present|public|yn bresennol hefyd)\b", re.I), "in_attendance"),
    (re.compile(r"^\W*(?:\d+[.)/]?\S*\s+)?(?:members? )?absent\b", re.I), "absent"),
    (re.compile(r"^\W*(?:\d+[.)/]?\S*\s+)?(?:(?:committee |council |board )?members? |councillors? |those )*(?:present|attendance|sederunt)\b(?: were)?", re.I), "present"),
)  # fmt: skip
_NAME = re.compile(
    r"(?P<title>(?:Councillors?|Councilors?|Cllrs?\.?|Mr\.?|Mrs\.?|Ms\.?|Miss|Dr\.?|Rev\.?|Sir|Dame|Lord|Lady|Alderman|Ald\.|Bailie|Prof\.?)\s+)?"
    r"(?P<name>[A-Z][\w’'-]+(?:\.?\s+(?:[A-Z]\.?\s+)?[A-Z][\w’'-]+){0,3}|[A-Z]\.?\s?[A-Z]?\.?\s?[A-Z][a-z][\w’'-]+)\s*(?P<note>\([^)]{1,80}\))?"
)
_NOT_NAMES = {
    "The", "There", "Also", "Present", "Apologies", "None", "Members", "Member", "Public", "Council", "Parish", "Committee", "Clerk", "Chairman", "Chair", "Councillor",
    "Councillors", "Cllr", "Cllrs", "City", "Borough", "County", "District", "Community", "Absence", "Vice", "Secretary", "Treasurer", "In", "Attendance", "And", "With",
}  # fmt: skip


def find_attendance(blocks: Sequence[Block], paper: Paper, items: Sequence[Item]) -> list[Attendance]:
    """Names in the header of a set of minutes with their role; names in the discussion do not count."""
    if paper.kind != "minutes":
        return []
    found: list[Attendance] = []
    role: Role | None = None
    limit = min(paper.end_block, paper.first_block + _MOST_BLOCKS)
    for n in range(paper.first_block, limit):
        block = blocks[n]
        line = one_line(block.text.replace("*", ""))
        if block.row is not None:
            found += _roll(block, paper)
            continue
        opened = next((r for pattern, r in _HEADERS if pattern.search(line[:60])), None)
        if opened:
            role = opened
        elif block.kind == "heading" and len(line) > 3 and not _NAME.match(line):
            role = None
        elif len(line) > 200 or (block.number and not opened) or role is None:
            role = None if block.number else role
            continue
        if role:
            found += _names(line, role, block, paper)
    return list(dict.fromkeys(found))


def _roll(block: Block, paper: Paper) -> Iterator[Attendance]:
    """ "Ash Present Birch Absent" in the cells of a row."""
    cells = block.row.cells if block.row else ()
    for name, state in zip(cells, cells[1:], strict=False):
        if state.strip().lower() in ("present", "absent", "p", "a") and re.match(r"[A-Z][a-z]", name):
            yield Attendance(paper.id, name.strip(), "present" if state.strip().lower() in ("present", "p") else "absent", "", block.spans)


def _names(line: str, role: Role, block: Block, paper: Paper) -> Iterator[Attendance]:
    text = re.sub(
        r"^\W*(?:\d+[.)/]?\S*\s+)?[A-Za-z ,]{0,60}?(?:present|attendance|apologies(?: for absence)?|absent|attending)\b(?: were| was| received| accepted)*(?: from| by)?\s*[:.–-]*",
        "",
        line,
        count=1,
        flags=re.I,
    )
    for piece in re.split(r",|;|\band\b|\btogether with\b|\t| {3,}", re.sub(r"\(([^)]*)\)", lambda m: "(" + m[1].replace(",", "‚") + ")", text)):
        match = _NAME.search(piece)
        if not match or match["name"].split()[0] in _NOT_NAMES:
            continue
        note = (match["note"] or "").strip("()").replace("‚", ",")
        own = role
        if role == "present" and re.search(r"\bchair", note or piece, re.I):
            own = "vice_chair" if re.search(r"\bvice", note or piece, re.I) else "chair"
        elif re.search(r"\bclerk\b", piece, re.I):
            own = "clerk"
        yield Attendance(paper.id, f"{match['title'] or ''}{match['name']}".strip(), own, note, block.spans)
