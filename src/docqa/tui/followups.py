"""What was to come back, when it is due, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from docqa.council.followups import as_of
from docqa.records import FollowUp
from docqa.text import one_line, shorten
from docqa.tui.browse import TableScreen
from docqa.tui.papers import Papers
from docqa.tui.table import Column, Row, row
from docqa.tui.thing import decision_content

_SHOWN = ("all", "outstanding", "overdue")


class FollowupsScreen(TableScreen):
    """The follow-ups of all decisions."""

    VIEW = "followups"
    COLUMNS = (
        Column("Due", 10), Column("Status", 16), Column("What was to come back", 20, 3), Column("Who", 10, 1, drop_below=100), Column("Body", 12, 1, drop_below=80),
        Column("Decided", 10, drop_below=70), Column("Min.", 6, drop_below=90),
    )  # fmt: skip
    PLACEHOLDER = "Filter: words, a status, a body, a department ..."
    NOTHING = "No decision in the indexed papers asks for something to come back."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "which", "Which", id="followups.which", tooltip="All, only outstanding, only overdue ones"),
        Binding("t", "timeline", "Timeline", id="followups.timeline", tooltip="What else was decided and said on this subject, by date"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._which = "outstanding"
        self._every: Sequence[FollowUp] = ()
        self._today = date.today().isoformat()

    def rows_of(self, papers: Papers) -> Sequence[Row]:
        """A row a follow-up, what is overdue marked."""
        self._today = date.today().isoformat()
        self._every = [as_of(f, self._today) for f in papers.followups()]
        return self._rows_shown()

    def _rows_shown(self) -> Sequence[Row]:
        return [followup_row(f, self._today) for f in self._every if self._which == "all" or is_outstanding(f) and (self._which == "outstanding" or is_overdue(f, self._today))]

    def _told(self) -> None:
        super()._told()
        overdue = sum(1 for f in self._every if is_overdue(f, self._today))
        self._count(f"{len(self.table.rows):,} {self._which}, {overdue:,} overdue")

    def preview_of(self, papers: Papers, key: str) -> Content:
        """The follow-up and its decision."""
        found = next((f for f in self._every if f.id == key), None)
        if found is None:
            return Content("")
        decisions = papers.decisions([found.decision])
        told = [
            (one_line(found.what), "bold"),
            (f"\n{shown_status(found)}" + (f" · to be back by {found.due}" if found.due else "") + (f" (“{one_line(found.due_words)}”)" if found.due_words else ""), "bold $warning"),
            (f"\nwho: {one_line(found.owner)}" if found.owner else "", ""),
            (f"\ncame back {found.answered_on or ''}: {found.answered_by}" if found.answered_by else "", "$success"),
            ("\n\n", ""),
        ]
        whole = Content.assemble(*told)
        return whole.append(decision_content(decisions[found.decision])) if found.decision in decisions else whole

    def choose(self, key: str) -> None:
        """Show the decision with its links."""
        found = next((f for f in self._every if f.id == key), None)
        if found:
            self.desk.show_thing(found.decision)

    def action_which(self) -> None:
        """Go through which are shown."""
        self._which = _SHOWN[(_SHOWN.index(self._which) + 1) % len(_SHOWN)]
        self.table.load(self._rows_shown())
        self._told()

    async def action_timeline(self) -> None:
        """The timeline of the subject."""
        found = next((f for f in self._every if self.table.current and f.id == self.table.current.key), None)
        if found:
            await self.desk.show_timeline(found.heading or shorten(found.what, 80))


def is_outstanding(followup: FollowUp) -> bool:
    """True where it has not come back whole and was not overtaken."""
    return followup.status in ("open", "due", "answered in part")


def is_overdue(followup: FollowUp, today: str) -> bool:
    """True where its date is past by ``today`` and it has not come back, or not whole."""
    return is_outstanding(followup) and bool(followup.due) and (followup.due or "") < today[: len(followup.due or "")]


def shown_status(followup: FollowUp) -> str:
    """Its status as a person says it."""
    return "overdue" if followup.status == "due" else followup.status


def followup_row(followup: FollowUp, today: str) -> Row:
    """A follow-up as a row; those without a date stand last."""
    f = followup
    state = shown_status(f)
    cells = (f.due or "no date", state, shorten(f.what, 200), f.owner or "", f.body or "", f.meeting_date or "", f.minute or "")
    order = (f.due or "9999", state, f.what[:60], f.owner, f.body, f.meeting_date, f.minute)
    return row(f.id, cells, order=order, more=f"{f.what} {f.heading}", marked=is_overdue(f, today))
