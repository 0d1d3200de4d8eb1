"""A row that comes back from paper to paper: the indicator of a scorecard, the line of a budget, which every quarter's report has with other figures. Pure.

What comes in: a row found and all that was found. What goes out: the rows of the same label in other papers, newest first. Owns one rule: such a row is told for the
other times too, before anything else is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from docqa.answer.extract import Extract
from docqa.text import cells_of, one_line

_MOST = 2  # further papers
_FIGURE = re.compile(r"[\W£$€]*\d[\d,. /:%()-]*[a-zA-Z%]{0,3}\W*")


def same_row(row: Extract, found: Sequence[Extract]) -> list[Extract]:
    """Rows of other papers that have the label of ``row`` and other figures, newest meeting first; none where it has no label or no figures."""
    label, figures = _parts(row.text)
    if not label or not figures:
        return []
    own = (row.hit.passage.document, row.hit.passage.paper)
    others: dict[tuple[str, str | None], Extract] = {}
    for e in found:
        place = (e.hit.passage.document, e.hit.passage.paper)
        told = _parts(e.text) if place != own and place not in others else ("", "")
        if told[0] == label and told[1] and told[1] != figures:
            others[place] = e
    return sorted(others.values(), key=lambda e: e.hit.passage.meeting_date or "", reverse=True)[:_MOST]


def _parts(text: str) -> tuple[str, str]:
    """The longest cell before the first figure, and the cells from that on; "" and "" of what is no row."""
    cells = cells_of(text)
    first = next((n for n, c in enumerate(cells) if _FIGURE.fullmatch(c.strip())), len(cells))
    label = max((one_line(c).lower() for c in cells[:first]), key=len, default="")
    return (label, " ".join(cells[first:])) if re.search(r"[^\W\d_]{3}", label) else ("", "")
