"""Lines of pages -> which of them are running heads and feet, page numbers and notes about blank pages. Pure.

They stay in the text of their page and out of its blocks; the page number printed on a page is remembered.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from docqa.papers.lines import Line, RawPage

_PAGE_NUMBER = re.compile(
    r"^(?:page|p\.?|pg\.?|tudalen|duilleag)?\s*[-–—|]?\s*(?P<n>\d{1,5}|[ivxlc]{1,6}|[A-Z]{1,3}\s?\d{1,4})\s*[-–—|]?(?:\s*(?:of|/)\s*\d{1,4}|\s*pages?)?$", re.I
)
_BLANK_PAGE = re.compile(r"^this page (?:is |has been )?(?:intentionally |deliberately )?left (?:intentionally |deliberately )?blank\.?$|^public document pack$", re.I)
_EDGE_LINES = 4  # lines at the top and at the foot of a page that may be running heads or feet
_MARGIN = 0.12  # of the height of a page, above and below, where running lines stand
_TABLE_CELLS = 4
_SENTENCE = re.compile(r"^(?:\S+ ){2,}\S*[a-z]{3}\.$")  # a sentence that many pages share is a line of their forms, unless most pages have it
_MOSTLY = 0.5
_REPEATS = 3  # pages a line must stand on to be one


def _shape(text: str) -> str:
    return re.sub(r"\d+", "#", re.sub(r"\s+", " ", text)).strip().lower()


def _edges(page: RawPage) -> list[Line]:
    """The lines at the top and at the foot of a page, by height."""
    ordered = sorted(page.lines, key=lambda line: line.top)
    return ordered[:_EDGE_LINES] + ordered[max(len(ordered) - _EDGE_LINES, _EDGE_LINES) :]


def _in_margin(line: Line, page: RawPage) -> bool:
    return line.top < _MARGIN * page.height or line.bottom > (1 - _MARGIN) * page.height


def _may_run(line: Line, page: RawPage) -> bool:
    """Rows of a form or a table repeat on page after page, too: they run only in the margin, and not at all with the cells of a table."""
    cells = line.text.strip().count("\t") + 1
    return cells == 1 or (_in_margin(line, page) and ":\t" not in line.text and (cells < _TABLE_CELLS or re.search(r"\bpage\b", line.text, re.I) is not None))


def running_lines(raw: Sequence[RawPage]) -> set[str]:
    """Shapes (digits as #) of lines that stand at the same height on the edge of several pages."""
    seen: Counter[tuple[str, int]] = Counter()
    for page in raw:
        for key in {(_shape(line.text), round(line.top / 12)) for line in _edges(page) if _may_run(line, page)}:
            seen[key] += 1
    needed = min(_REPEATS, max(len(raw), 2))
    counted: Counter[str] = Counter()
    for (shape, _), n in seen.items():
        counted[shape] += n if n >= 2 else 0
    numbered = {shape for (shape, _), n in seen.items() if n >= needed and n >= 0.6 * len(raw) and shape == "#"}
    running = {shape for shape, n in counted.items() if n >= needed and shape and len(shape) < 160 and not re.fullmatch(r"#[.)]?", shape)}
    return numbered | {shape for shape in running if not _SENTENCE.search(shape) or counted[shape] >= _MOSTLY * len(raw)}


def is_furniture(line: Line, page: RawPage, furniture: set[str]) -> bool:
    text = line.text.replace("\t", " ").strip()
    if _BLANK_PAGE.match(text):
        return True
    at_edge = _in_margin(line, page)
    if _shape(line.text) in furniture and (at_edge or (line in _edges(page) and _may_run(line, page))):
        return True
    if re.fullmatch(r"[_\-–—=.\s]{5,}", text):
        return True
    return at_edge and bool(_PAGE_NUMBER.match(text)) and line in _edges(page)


def printed_number(page: RawPage, furniture: set[str]) -> str | None:
    for line in reversed(_edges(page)):
        text = line.text.replace("\t", " ").strip()
        explicit = re.search(r"\bpage\s+(\d{1,4})\b", text, re.I)
        if explicit and (len(text) < 40 or _shape(line.text) in furniture):
            return explicit.group(1)
        bare = _PAGE_NUMBER.match(text)
        if bare and is_furniture(line, page, furniture):
            return bare.group("n")
    return None
