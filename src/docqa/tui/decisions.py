"""The decision register as a table: filter as you type, sort, export, all of a decision beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from docqa.records import Decision
from docqa.text import shorten
from docqa.tui.browse import TableScreen
from docqa.tui.papers import Papers
from docqa.tui.table import Column, Row, row
from docqa.tui.thing import decision_content

_KINDS = ("all", "substantive", "procedural")
_CELL_CHARS = 160  # of a decision in its cell
_LEAD = re.compile(r"^\W*+(?:it was\s+)?(?:resolved|agreed|recommended|decision)\b[\s:.–-]*+(?!\([^)]*\b(?:for|unanim))(?:that\b[\s,:.–-]*)?", re.I)  # says nothing in a table


class DecisionsScreen(TableScreen):
    """Every decision of the minutes."""

    VIEW = "decisions"
    COLUMNS = (
        Column("Date", 10), Column("Body", 12, 1, drop_below=70), Column("Min.", 6), Column("Subject", 14, 2, drop_below=76), Column("Decision", 20, 3),
        Column("Outcome", 9, drop_below=90),
    )  # fmt: skip
    REVERSE = True
    PLACEHOLDER = "Filter decisions: words, a body, a name, 2024-03 ..."
    NOTHING = "No decision was found in the indexed papers."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "kind", "Kind", id="decisions.kind", tooltip="All, only substantive, only procedural decisions"),
        Binding("t", "timeline", "Topic", id="decisions.timeline", tooltip="What else was decided and said on this subject, by date"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._kind = "all"
        self._every: Sequence[tuple[str, Row]] = ()

    def rows_of(self, papers: Papers) -> Sequence[Row]:
        """A row a decision."""
        self._every = [(d.kind, decision_row(d)) for d in papers.iterate_decisions()]
        return self._of_kind()

    def _of_kind(self) -> Sequence[Row]:
        return [r for kind, r in self._every if self._kind in ("all", kind)]

    def preview_of(self, papers: Papers, key: str) -> Content:
        """All of the decision."""
        found = papers.decisions([key])
        return decision_content(found[key]) if key in found else Content("")

    def choose(self, key: str) -> None:
        """Show the decision with its links."""
        self.desk.show_thing(key)

    def action_kind(self) -> None:
        """Go through the kinds."""
        self._kind = _KINDS[(_KINDS.index(self._kind) + 1) % len(_KINDS)]
        self.table.load(self._of_kind())
        self._told()
        self.notify(f"Showing {self._kind} decisions", timeout=2)

    def action_timeline(self) -> None:
        """The timeline of the subject."""
        current = self.table.current
        if current:
            self.call_later(self.desk.show_timeline, current.cells[3] or shorten(current.cells[4], 80))

    def action_export(self) -> None:
        """Write the decisions that are shown to a file, whole, as the command line would."""
        papers, keys = self.desk.papers, [r.key for r in self.table.rows]
        if papers is None or not keys:
            self.notify("There is nothing to export.", severity="warning")
            return

        def text(ending: str) -> str:
            return export_decisions(papers, keys, ending)

        self.desk.save_as("docqa-decisions.csv", text, f"Export {len(keys):,} decisions as .csv, .json, .md or .txt")


def decision_row(decision: Decision) -> Row:
    """A decision as a row."""
    d = decision
    words = _LEAD.sub("", d.text, count=1) or d.text
    cells = (d.meeting_date or "", d.body or d.document, d.minute or "", d.heading, shorten(words, _CELL_CHARS), d.outcome)
    order = (d.meeting_date, d.body or d.document, minute_order(d.minute), d.heading, d.text[:60], d.outcome)
    more = f"{d.text} {d.mover or ''} {d.seconder or ''} {d.kind}{' draft' if d.draft else ''}"
    return row(d.id, cells, order=order, more=more, marked=d.outcome != "carried")


def minute_order(minute: str | None) -> str:
    """A key under which minute 9 stands before minute 10."""
    return "".join(p.rjust(6, "0") if p.isdigit() else p for p in (minute or "").replace("/", " / ").split())


def export_decisions(papers: Papers, keys: Sequence[str], ending: str) -> str:
    """Decisions in the order of ``keys`` as CSV, JSON, Markdown or text."""
    import json

    from docqa.answer.render import decision_json, decisions_text

    found: dict[str, Decision] = {}
    for start in range(0, len(keys), 500):
        found |= papers.decisions(keys[start : start + 500])
    decisions = [found[k] for k in keys if k in found]
    if ending == ".json":
        return json.dumps([decision_json(d, papers.links(d.id)) for d in decisions], ensure_ascii=False, indent=1) + "\n"
    return decisions_text(decisions, {".md": "md", ".txt": "table"}.get(ending, "csv")) + "\n"
