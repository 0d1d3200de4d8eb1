"""Rows of a table -> those that tell of single people: small counts by sex, age, ethnicity or need, and rows that are each one person. Pure.

No answer singles such a row out: it is quoted with its whole table or not at all. Totals, percentages and rows without a small count stay open.
Source of the threshold: the disclosure rules of official statistics on schools and children in care, where counts under five are suppressed ("x").
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from docqa.records import Block
from docqa.text import one_line

_FEW = 5  # a count below it, and not nought, may point at a person
_ATTRIBUTES = (
    re.compile(r"\b(?:gender|sex|male|female|boys?|girls?)\b", re.I),
    re.compile(r"\b(?:ethnic\w*|nationalit(?:y|ies)|religion|faith|first language|gypsy|roma)\b", re.I),
    re.compile(r"\b(?:disab\w+|impairment|SEND?|EHCPs?|special educational|mental health|diagnos\w+)\b"),
    re.compile(r"(?<!%)\b(?:age(?:d| group| band)?|years? old|under[- ]?\d+s?|NCY|school year|year group)\b", re.I),
    re.compile(r"\b(?:placements?|foster\w*|time in care|years in care)\b"),
    re.compile(r"\b(?:school type|excluded|exclusions?|persistent absen\w+|NEET|pregnan\w+)\b"),
    re.compile(r"\b(?:sexual orientation|gender identity|marital|asylum|victims?|offenders?|perpetrators?|patients?)\b", re.I),
)
_PEOPLE = re.compile(r"\b(?:children|child|pupils?|young people|young person|adults?|residents?|people|patients?|victims?|offenders?|mothers?|fathers?|tenants?|clients?|LAC|CLA|cohort|care leavers?|excluded|absentees|year olds?|service users?)\b", re.I)
_NO_STATISTIC = re.compile(r"\b(?:councill?ors?|members? of the (?:council|committee)|attendance at meetings|payee|cost|£|budget|vote)\b", re.I)
_WHOLE = re.compile(r"^\W*(?:total|all|overall|sum|england|national|region\w*)\b", re.I)
_COUNT = re.compile(r"^\d{1,6}$")
_SUPPRESSED = re.compile(r"^(?:x|\[?c\]?|<\s?5|\*)$", re.I)
_PERSON_COLUMNS = 3  # attributes in the header of a table of individuals
_CODES_OF_ROW = 0.5  # of its cells are words, not figures: a row that describes somebody


def small_rows(rows: Sequence[Block], heading: str = "") -> list[Block]:
    """Rows of one table that tell of single people, header rows left out; ``heading`` is what stands over it."""
    body = [r for r in rows if r.row is not None and not r.row.header]
    if len(body) < 1:
        return []
    caption = next((r.row.caption for r in rows if r.row and r.row.caption), "")
    labels = next((r.row.labels for r in reversed(body) if r.row and any(r.row.labels)), ())
    firsts = [one_line(r.row.cells[0]) for r in rows if r.row and r.row.cells]
    told = " ".join([caption, heading, *labels, *firsts])
    if _NO_STATISTIC.search(told):
        return []
    if individuals(body, labels):
        return [r for r in body if not _is_header(r, labels)]
    headed = " ".join(labels) or " ".join(firsts[:2])
    if not any(p.search(headed) for p in _ATTRIBUTES) and not (_PEOPLE.search(told) and any(p.search(told) for p in _ATTRIBUTES)):
        return []
    return [r for r in body if _points_at_people(r)]


def individuals(body: Sequence[Block], labels: Sequence[str]) -> bool:
    """Is each row of a table one person? Its columns are attributes of people, and its cells mostly say which, not how many."""
    named = sum(any(p.search(label) for p in _ATTRIBUTES) for label in labels)
    if named < _PERSON_COLUMNS or len(body) < 2:
        return False
    described = sum(_describes(r) for r in body)
    return described >= 0.6 * len(body)


def _describes(block: Block) -> bool:
    cells = [c.strip() for c in block.row.cells if c.strip()] if block.row else []
    worded = [c for c in cells if not re.match(r"^[\d,.%£-]+$", c)]
    return len(cells) >= _PERSON_COLUMNS and len(worded) >= _CODES_OF_ROW * len(cells)


def _is_header(block: Block, labels: Sequence[str]) -> bool:
    return block.row is not None and [c.strip() for c in block.row.cells] == [label.strip() for label in labels]


def _points_at_people(block: Block) -> bool:
    """Has a row a count of one to four, or one that was suppressed? A row of totals has not."""
    cells = [c.strip() for c in block.row.cells] if block.row else []
    if not cells or _WHOLE.match(cells[0]):
        return False
    counts = [int(c) for c in cells if _COUNT.match(c)]
    return any(0 < n < _FEW for n in counts) or any(_SUPPRESSED.match(c) for c in cells)
