"""Meetings by body and year, down to their papers and items."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from rich.text import Text
from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static, Tree
from textual.widgets.tree import TreeNode

from docqa.records import Item, Meeting, Paper
from docqa.text import fold, one_line
from docqa.tui.browse import no_index
from docqa.tui.desk import DeskScreen
from docqa.tui.hanging import HangingText
from docqa.tui.papers import Papers
from docqa.tui.plain import clean
from docqa.tui.thing import Thing, thing_of


@dataclass(frozen=True, slots=True)
class Branch:
    """What a node of the tree stands for."""

    kind: str  # "body" | "year" | "meeting" | "paper" | "item"
    id: str = ""
    text: str = ""  # of a year: what it is called


@dataclass
class MeetingsLoaded(Message):
    """The meetings and papers are there."""

    meetings: list[Meeting]
    papers: dict[str, Paper]


@dataclass
class ItemsLoaded(Message):
    """The items of a paper are there."""

    node: TreeNode[Branch]
    items: list[Item]


@dataclass
class BesideLoaded(Message):
    """What stands under the cursor is there."""

    id: str
    thing: Thing | None


class MeetingsScreen(DeskScreen):
    """A tree of bodies, years, meetings, papers and items."""

    VIEW = "meetings"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", id="meetings.back", tooltip="Empties the filter; from the filter to the tree; from the tree back to Ask"),
        Binding("right,l", "unfold(True)", "Unfold", show=False, id="meetings.unfold", tooltip="Unfold what is under the cursor, or go into it"),
        Binding("left,h", "unfold(False)", "Fold", show=False, id="meetings.fold", tooltip="Fold what is under the cursor, or go to what it belongs to"),
        Binding("slash", "filter", "Filter", id="meetings.filter", tooltip="Filter the meetings"),
        Binding("p", "show", "Show", id="meetings.show", tooltip="Show the paper or item with what is linked to it"),
        Binding("a", "ask_about", "Ask about", id="meetings.ask", tooltip="Ask about this meeting only"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._meetings: list[Meeting] = []
        self._papers: dict[str, Paper] = {}

    def compose_view(self) -> Iterable[Widget]:
        tree: Tree[Branch] = Tree("", id="tree")
        tree.show_root = False
        tree.guide_depth = 2
        line = Horizontal(Input(placeholder="Filter meetings: a body, 2024-03 ...", id="filter", compact=True), Static("", id="count"), id="filter-line")
        yield Horizontal(Vertical(line, tree, id="list"), VerticalScroll(HangingText(Content(""), id="preview-text"), id="preview"), id="browse")

    def on_mount(self) -> None:
        """Load."""
        self.meeting_tree.focus()
        self.papers_changed()

    @property
    def meeting_tree(self) -> Tree[Branch]:
        """The tree."""
        return self.query_one("#tree", Tree)

    def papers_changed(self) -> None:
        """Load the meetings again."""
        if self.desk.papers is not None:
            self._load(self.desk.papers)
        else:
            self.query_one("#count", Static).update("no index")
            self.query_one("#preview-text", HangingText).update(clean(no_index(self.desk)))

    @work(thread=True, group="rows", exclusive=True)
    def _load(self, papers: Papers) -> None:
        self.post_message(MeetingsLoaded(papers.meetings(), papers.papers()))

    @on(MeetingsLoaded)
    def _loaded(self, message: MeetingsLoaded) -> None:
        self._meetings, self._papers = message.meetings, message.papers
        self._plant("")

    def _plant(self, words: str) -> None:
        """Grow the tree for the meetings that hold all the words."""
        wanted = fold(words).split()
        shown = [m for m in self._meetings if all(w in fold(f"{m.body} {m.date}") for w in wanted)]
        self.query_one("#count", Static).update(f"{len(shown):,} meetings" if self._meetings else "no meeting was recognised")
        tree = self.meeting_tree
        tree.clear()
        by_body: dict[str, list[Meeting]] = {}
        for meeting in shown:
            by_body.setdefault(meeting.body, []).append(meeting)
        for body in sorted(by_body, key=lambda b: (-len(by_body[b]), b)):
            meetings = by_body[body]
            n = len(meetings)
            node = tree.root.add(_label(body, f"{n} meeting{'s' if n != 1 else ''}"), Branch("body", body))
            years: dict[str, TreeNode[Branch]] = {}
            for meeting in sorted(meetings, key=lambda m: m.date, reverse=True):
                year = years.get(meeting.date[:4]) or node.add(_label(meeting.date[:4]), Branch("year", "", f"{body}, {meeting.date[:4]}"), expand=len(shown) < 40)
                years[meeting.date[:4]] = year
                self._plant_meeting(year, meeting)
            if len(shown) < 40 or len(by_body) == 1:
                node.expand()
        if shown:
            tree.cursor_line = 0  # so that one sees where the keys are

    def _plant_meeting(self, year: TreeNode[Branch], meeting: Meeting) -> None:
        from docqa.answer.naming import spoken_date

        n = len(meeting.papers)
        node = year.add(_label(spoken_date(meeting.date), f"{n} paper{'s' if n != 1 else ''}"), Branch("meeting", f"{meeting.body}/{meeting.date}"))
        papers = [self._papers[p] for p in meeting.papers if p in self._papers]
        for paper in sorted(papers, key=lambda p: (p.kind != "minutes", p.document, p.first_block)):
            state = "draft" if paper.draft else "private" if paper.access == "private_session" else ""
            node.add(_label(f"{paper.kind}: {paper.title}", state), Branch("paper", paper.id))

    # -------------------------------------------------------------------------------------------------------- moving

    @on(Tree.NodeExpanded)
    def _expanded(self, event: Tree.NodeExpanded[Branch]) -> None:
        branch = event.node.data
        if branch and branch.kind == "paper" and not event.node.children and self.desk.papers is not None:
            self._items(self.desk.papers, event.node, branch.id)

    @work(thread=True, group="items")
    def _items(self, papers: Papers, node: TreeNode[Branch], paper: str) -> None:
        self.post_message(ItemsLoaded(node, papers.items(paper)))

    @on(ItemsLoaded)
    def _items_loaded(self, message: ItemsLoaded) -> None:
        for item in message.items:
            message.node.add_leaf(_label(f"{item.number} {item.heading}".strip(), "private" if item.access == "private_session" else ""), Branch("item", item.id))
        if not message.items:
            message.node.allow_expand = False

    @on(Tree.NodeHighlighted)
    def _highlighted(self, event: Tree.NodeHighlighted[Branch]) -> None:
        branch = event.node.data
        if branch and branch.kind in ("paper", "item") and self.query_one("#preview").display and self.desk.papers is not None:
            self._beside(self.desk.papers, branch.id)

        elif branch and branch.kind in ("body", "meeting", "year"):
            self.query_one("#preview-text", HangingText).update(self._hint(branch))

    def _hint(self, branch: Branch) -> Content:
        """What a node that is no paper stands for, and what can be done with it."""
        from docqa.answer.naming import spoken_date

        body, _, date = branch.id.rpartition("/") if branch.kind == "meeting" else (branch.id, "", "")
        told = [t for t in (body or branch.text, spoken_date(date) if date else "") if t]
        only = "" if branch.kind == "year" else f" a asks about this {branch.kind} only."
        return Content.assemble((one_line(", ".join(told)), "bold"), (f"\nThe arrow keys unfold and fold.{only}", "dim"))

    @work(thread=True, group="preview", exclusive=True)
    def _beside(self, papers: Papers, id_: str) -> None:
        self.post_message(BesideLoaded(id_, thing_of(papers, id_)))

    @on(BesideLoaded)
    def _beside_loaded(self, message: BesideLoaded) -> None:
        thing = message.thing
        if thing is None:
            return
        lines = [Content.assemble(("\n" + r.label + ": ", "bold $accent"), one_line(r.text)) for r in thing.related]
        self.query_one("#preview-text", Static).update(Content("").join([thing.body, Content("\n"), *lines]))

    @on(Tree.NodeSelected)
    def _selected(self, event: Tree.NodeSelected[Branch]) -> None:
        branch = event.node.data
        if branch and branch.kind == "item":
            self.desk.show_thing(branch.id)

    def action_show(self) -> None:
        """Show the paper or item under the cursor."""
        node = self.meeting_tree.cursor_node
        if node and node.data and node.data.kind in ("paper", "item"):
            self.desk.show_thing(node.data.id)

    # ----------------------------------------------------------------------------------------------------- filtering

    @on(Input.Changed, "#filter")
    def _filtered(self, event: Input.Changed) -> None:
        event.stop()
        self._plant(event.value)

    @on(Input.Submitted, "#filter")
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.meeting_tree.focus()

    def action_filter(self) -> None:
        """Go to the filter."""
        self.query_one("#filter").focus()

    async def action_back(self) -> None:
        """Empty the filter; from an empty filter to the tree; from the tree back to where questions are asked."""
        line = self.query_one("#filter", Input)
        if line.value:
            line.value = ""
        elif line.has_focus and self._meetings:
            self.meeting_tree.focus()
        else:
            await self.desk.action_view("ask")

    def action_unfold(self, unfold: bool) -> None:
        """Unfold or fold the node under the cursor; where that is done already, go to its first child or to its parent."""
        tree, node = self.meeting_tree, self.meeting_tree.cursor_node
        if node is None:
            return
        if unfold and not node.is_expanded and node.allow_expand:
            node.expand()
        elif not unfold and node.is_expanded:
            node.collapse()
        elif unfold and node.children:
            tree.move_cursor(node.children[0])
        elif not unfold and node.parent is not None and node.parent is not tree.root:
            tree.move_cursor(node.parent)

    async def action_ask_about(self) -> None:
        """Ask about the meeting under the cursor only."""
        node = self.meeting_tree.cursor_node
        while node is not None and node.data and node.data.kind in ("paper", "item"):
            node = node.parent
        if node and node.data and node.data.kind in ("meeting", "body"):
            await self.desk.limit_to(node.data.id if node.data.kind == "meeting" else f"{node.data.id}/")


def _label(text: str, more: str = "") -> Text:
    return Text.assemble(one_line(text), (f"  {more}", "dim") if more else "")
