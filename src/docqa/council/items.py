"""Blocks of a paper -> its items: agenda items, minutes, numbered sections. Pure.

The numbering that makes items is found by looking for numbers that rise: "85." "86." through a year, "1." "2." of a meeting, "135/19".
Where nothing is numbered, headings make the items.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from docqa.council.dates import MONTHS
from docqa.records import Block, Item, Paper
from docqa.text import one_line, shorten

_AT_START = re.compile(
    r"^(?:minute|item|min\.?)?\s*(?:no\.?\s*)?(?P<marker>\(?(?-i:[A-Z]{1,5}[ /.]?|[A-Z][a-z]{1,3}/)?\d{1,5}(?:/\d{1,4}){0,2}(?:-\d\d)?(?:\.0|\.\d{2,3}(?=\s+\S))?(?:\\?[.):])?)(?:\s+|(?=\*)|$)\**\s*(?P<rest>.*)$", re.I | re.S
)
_GLUED_END = re.compile(r"(?:\.\s|:\s|\s[-–—]\s|\s{3,}|\*\*|\t|\n|$)")
_KEYWORD = re.compile(r"\b(?:RESOLVED|AGREED|Resolved\b\s*[:–-]|The (?:Chair|Clerk|Council|Committee)\b|It was\b|Cllr|Councillor(?!s?['’]|['’]?s\b)|There (?:were|was)|Apologies were|None\b)")
_PAYMENT = re.compile(r"^[^:.]{3,51}\s[-–—]\s.*[£$€]\s?\d[\d,]*(?:\.\d\d)?\W*$")  # "Mrs Birch - salary to the end of May £325"
_MOST_HEADING = 110
_CONTENTS = re.compile(r"(?:\.\s?){5,}\s*\d{1,4}\s*$|…\s*\d{1,4}\s*$")  # a line of a table of contents
_HEADER_ROW = re.compile(
    r"^(?:(?:date|time) (?:and time )?of (?:the )?(?:meeting|committee|decision)|(?:meeting|committee) date|date|title|subject|report (?:title|author|of|to|by|from)|author|directorate|service(?: area)?|department|"
    r"(?:cabinet|lead|portfolio|executive) (?:member|holder)|lead officer|chief officer|director|wards?(?: affected| involved)?|key decision|contact(?: officer)?|purpose of (?:the )?report|status|to)\s*(?:[:\t–-]|$)",
    re.I,
)  # of the numbered table at the head of a report
_HEADER_BLOCKS = 16
_NUMBER_ALONE = re.compile(r"^\W*(?:[A-Z]{1,5}[ /.]?)?\d{1,5}(?:/\d{1,4}){0,2}\s*[.):]?\W*$")
_CODED_STEP = 6  # numbers left out between two marks of a shape that is hardly anything else: "PLA137/23", "PLA142/23"
_MOSTLY = 0.6
_LIST = 4  # numbers of a list within an item
_TITLE_LINE = re.compile(r"^\d+\s+[A-Z][A-Z ,:;’'()&/-]{5,}[A-Z)](?:\s*\([^()]*\))?\s*$|\((?:Agenda )?[Ii]tem \d{1,3}[a-z]?\)\s*$")  # "131 APOLOGIES FOR ABSENCE (Item 1)": a number without a full stop before a title
_HEADED = 5  # headings before a numbered list that show that the headings make the items
_DAY_OF = re.compile(rf"^\s*(?:{'|'.join(sorted(MONTHS, key=len, reverse=True))})\b", re.I)  # "1 April 2023"


@dataclass(frozen=True, slots=True)
class _Mark:
    block: int
    number: str
    value: int
    bracketed: bool = False


def find_items(blocks: Sequence[Block], paper: Paper) -> list[Item]:
    """Items of one paper, in order; each runs to the next. Blocks before the first belong to the paper alone."""
    marks = _rising(_marks(blocks, paper), blocks)
    if (paper.kind == "minutes" and _a_list(marks, blocks, paper)) or (paper.kind == "decision_record" and not any(blocks[m.block].kind == "heading" for m in marks)):
        marks = []  # the parts of what is decided
    numbering: Literal["agenda", "minute", "section", "none"]
    above: set[int] = set()
    if len(marks) >= 2:
        numbering = {"minutes": "minute", "agenda": "agenda", "decision_record": "section"}.get(paper.kind, "section")  # type: ignore[assignment]
        starts = [(m.block, m.number) for m in marks]
        above = _headings_above(marks, blocks, paper)
    else:
        numbering = "none"
        starts = [(n, "") for n in range(paper.first_block, paper.end_block) if _is_title(blocks, n, paper)]
        if len(starts) < 2:
            return []
    items = []
    firsts = [start - 1 if start in above else start for start, _ in starts]
    for k, (start, number) in enumerate(starts):
        end = firsts[k + 1] if k + 1 < len(starts) else paper.end_block
        below = _title_below(blocks, start, paper) if number else None
        heading = heading_of(below or blocks[firsts[k]], "" if below or start in above else number)
        items.append(Item(f"{paper.id}/{k + 1}", paper.id, number, numbering, heading, firsts[k], end))
    return items


def _headings_above(marks: Sequence[_Mark], blocks: Sequence[Block], paper: Paper) -> set[int]:
    """Blocks with a number whose heading stands in the block above ("GRIT BINS" over "PLA142/23 The Committee ..."); none unless most are so."""
    found = {
        m.block for m in marks
        if m.block > paper.first_block and blocks[m.block].kind != "heading" and blocks[m.block - 1].kind == "heading" and not blocks[m.block - 1].number and not _AT_START.match(blocks[m.block - 1].text[:200])
    }  # fmt: skip
    return found if len(found) >= _MOSTLY * len(marks) else set()


def _words(block: Block) -> str:
    """The text of a block, of a row its cells."""
    return block.text if block.row is None else "\t".join(block.row.cells)


def _title_below(blocks: Sequence[Block], n: int, paper: Paper) -> Block | None:
    """The title under a number that stands on a line of its own, as web pages print it."""
    if n + 1 >= paper.end_block or not _NUMBER_ALONE.match(blocks[n].text):
        return None
    below = blocks[n + 1]
    return below if below.row is None and not below.number and 3 < len(below.text) < _MOST_HEADING and re.match(r"\W*[A-Z]", below.text) else None


def _a_list(marks: Sequence[_Mark], blocks: Sequence[Block], paper: Paper) -> bool:
    """True where what is numbered is one list (conditions of a licence) in minutes whose items have headings without numbers."""
    if len(marks) < 2 or marks[-1].block - marks[0].block >= len(marks) or any(blocks[m.block].kind == "heading" for m in marks):
        return False
    before = sum(blocks[n].kind == "heading" for n in range(paper.first_block, marks[0].block))
    behind = any(blocks[n].kind == "heading" for n in range(marks[-1].block, paper.end_block))
    return before >= _HEADED and behind and len(marks) < 0.4 * (paper.end_block - paper.first_block)


def _marks(blocks: Sequence[Block], paper: Paper) -> list[_Mark]:
    marks = []
    sections = paper.kind not in ("minutes", "agenda")
    for n in range(paper.first_block, paper.end_block):
        block = blocks[n]
        if sections and block.row is not None:  # the header table of a report is numbered, and so are rows of figures
            continue
        cell = (block.row.cells or ("",))[0].strip() if block.row is not None else ""
        if block.row is not None and not re.match(r"^\d{1,4}(?:/\d\d)?(?:\.?$|[.)]\s+[A-Z])" if paper.kind != "agenda" else r"^\d{1,3}\.?(?:$|\s+\D)", cell):
            continue  # an agenda may be a table: "5. Riverside Leisure Centre | 4 to 7"
        below = _title_below(blocks, n, paper)
        found = _AT_START.match(f"{block.text.strip()} {below.text}"[:200] if below else _words(block)[:200])
        if not found:
            continue
        if _CONTENTS.search(block.text) or (sections and n < paper.first_block + _HEADER_BLOCKS and _HEADER_ROW.match(found["rest"])):
            continue
        number = found["marker"].strip("(). :")
        number = re.sub(r"\.0$", "", number.rstrip("\\. "))
        if re.fullmatch(r"\d{1,2}/\d{1,2}/\d{2,4}", number):  # a date
            continue
        digits = re.search(r"\d+", number)
        if not digits or (len(digits.group()) == 4 and digits.group()[:2] in ("19", "20") and "/" not in number) or not found["rest"].strip():
            continue
        if _DAY_OF.match(found["rest"]) or re.match(r"^\s*(?:[ap]\.?m\b|%|st\b|nd\b|rd\b|th\b|(?-i:members?|people|residents)\b)", found["rest"], re.I):
            continue
        bare = re.match(r"^\d{2,5}\s+\S", block.text) and _TITLE_LINE.search(block.text.split("\n")[0])
        if not re.search(r"[.):/]", found["marker"]) and not (bare or block.kind == "heading" or block.strong or block.row):
            continue
        marks.append(_Mark(n, number, int(digits.group()), found["marker"].startswith("(")))
    return marks


def _rising(marks: Sequence[_Mark], blocks: Sequence[Block]) -> list[_Mark]:
    """The run of marks that numbers the items: of one shape ("85", "C44", "24/165"), rising; headings speak for it, brackets against."""
    shapes: dict[str, list[_Mark]] = {}
    for mark in marks:
        shapes.setdefault(re.sub(r"\d+", "9", mark.number) + ("()" if mark.bracketed else ""), []).append(mark)
    best: tuple[float, list[_Mark]] = (0.0, [])
    for shape, held in shapes.items():
        run = _longest(_without_lists(_counted(held)))
        weight = 0.3 if shape.endswith("()") or shape == "9.9" else 1.0
        if shape == "9.9" and len({m.number.partition(".")[0] for m in run}) == 1:
            weight = 0.5
        score = weight * (len(run) + 0.5 * sum(blocks[m.block].kind == "heading" or blocks[m.block].strong for m in run))
        if score > best[0] and len(run) >= 2:
            best = (score, run)
    return best[1]


def _counted(marks: Sequence[_Mark]) -> list[_Mark]:
    """Marks of one shape with the part of their number that counts: 77 of "77/21", 165 of "24/165", 44 of "PL/24/44"."""
    runs = [[int(x) for x in re.findall(r"\d+", m.number)] for m in marks]
    width = min((len(r) for r in runs), default=1)
    if width < 2:
        return list(marks)
    varied = [len({r[k] for r in runs}) for k in range(width)]
    k = max(range(width), key=lambda n: (varied[n], -n))
    return [_Mark(m.block, m.number, r[k], m.bracketed) for m, r in zip(marks, runs, strict=True)]


def _without_lists(marks: Sequence[_Mark]) -> list[_Mark]:
    """The marks without those of a list within an item: one, two, three ... under each other, after which the item's own number is followed by the next."""
    kept: list[_Mark] = []
    n = 0
    while n < len(marks):
        end = n + 1
        while end < len(marks) and marks[end].value == marks[end - 1].value + 1 and marks[end].block == marks[end - 1].block + 1:
            end += 1
        listed = bool(kept) and marks[n].value == 1 and end - n >= _LIST and any(m.value == kept[-1].value + 1 for m in marks[end:])
        kept += [] if listed else marks[n:end]
        n = end
    return kept


def _longest(marks: Sequence[_Mark]) -> list[_Mark]:
    if not marks:
        return []
    best: list[int] = [1] * len(marks)
    cost: list[int] = [0] * len(marks)
    previous = [-1] * len(marks)
    for i, mark in enumerate(marks):
        for j in range(max(0, i - 60), i):
            step = mark.value - marks[j].value
            if 1 <= step <= (3 if mark.number.isdigit() else _CODED_STEP):
                length, spent = best[j] + 1, cost[j] + step
                if length > best[i] or (length == best[i] and spent < cost[i]):
                    best[i], cost[i], previous[i] = length, spent, j
    end = max(range(len(marks)), key=lambda i: (best[i], -cost[i]))
    run: list[_Mark] = []
    at = end
    while at >= 0:
        run.append(marks[at])
        at = previous[at]
    return run[::-1]


def _is_title(blocks: Sequence[Block], n: int, paper: Paper) -> bool:
    block = blocks[n]
    if block.row is not None or n == paper.first_block:
        return False
    line = one_line(block.text)
    if re.match(r"^\W*(?:RESOLVED|AGREED|DECISION|ROLL CALL)\b", line, re.I):
        return False
    if block.kind == "heading":
        return len(line) < _MOST_HEADING
    lead = re.match(r"^([A-Z][A-Za-z’'&/ -]{3,50})(?::|\.|\s[-–—])\s+\S", line)
    return paper.kind == "minutes" and bool(lead) and block.kind == "paragraph" and not _KEYWORD.match(line) and not _PAYMENT.match(line)


def heading_of(block: Block, number: str) -> str:
    """The title of an item: the text after its number up to where the minute itself begins."""
    text = re.sub(r"\\([.)])", r"\1", _words(block)).replace("**", " ")
    text = re.sub(r"\s*\(\s*pages?\s+\d[^)]*\)", "", text, flags=re.I).strip()  # pages of a pack are not the title
    found = _AT_START.match(text) if number else None
    if found:
        text = found["rest"].strip(" *\t.:-")
    glued = re.search(r"\s*[:.–-]*\s*\**\s*(?:RESOLVED|Resolved|AGREED|RECOMMENDED)\s*[:/–-]", text)
    if glued and glued.start() > 3:
        return shorten(text[: glued.start()].strip(" *:.–-"), _MOST_HEADING)
    if block.kind == "heading" and len(text) <= 200:
        return shorten(text.strip(" *:.-–—"), 200)
    text = text.lstrip("*\t ")
    keyword = _KEYWORD.search(text, 3)
    end = min((m.start() for m in (_GLUED_END.search(text, 3), keyword) if m), default=len(text))
    return shorten(text[:end].strip(" *:.-–—\t"), _MOST_HEADING)
