"""What was said and decided on a topic, by date."""

from __future__ import annotations

from collections.abc import Sequence

from textual import work
from textual.content import Content
from textual.widgets import Input

from docqa.errors import DocqaError
from docqa.records import Decision, Filters, Hit
from docqa.text import fold, one_line, shorten
from docqa.tui.asking import banner_for
from docqa.tui.browse import LoadFailed, RowsLoaded, TableScreen, no_index
from docqa.tui.engine import Locked
from docqa.tui.messages import PlaceChosen
from docqa.tui.papers import Papers, Place
from docqa.tui.plain import clean, short_place
from docqa.tui.table import Column, Row, row
from docqa.tui.thing import thing_of

_PASSAGES = 40
_LEAST = 0.35  # share of the best hit's score below which a passage is no longer about the topic


class TimelineScreen(TableScreen):
    """Ask for a topic; decisions and passages about it, the oldest first."""

    VIEW = "timeline"
    COLUMNS = (Column("Date", 10), Column("What", 8), Column("Body", 12, 1, drop_below=70), Column("Min.", 6, drop_below=80), Column("Text", 20, 4))
    PLACEHOLDER = "A topic, then Enter: leisure centre, parking charges ..."
    NOTHING = "Type a topic and press Enter."

    def __init__(self) -> None:
        super().__init__()
        self._topic = ""
        self._places: dict[str, Place] = {}

    def show_topic(self, topic: str) -> None:
        """Show the timeline of a topic."""
        self._topic = topic.strip()
        line = self.query_one("#filter", Input)
        line.value = self._topic
        self.table.focus()
        self.papers_changed()

    def papers_changed(self) -> None:
        """Look the topic up again."""
        if not self._topic:
            self._count("")
            self.say(self.NOTHING if self.desk.papers is not None else no_index(self.desk))
            return
        if self.desk.papers is None:
            self._count("no index")
            self.say(no_index(self.desk))
            return
        self._ticket += 1
        self._count("searching ...")
        self._search(self.desk.papers, self.desk.engine, self._topic, self._ticket)

    @work(thread=True, group="rows", exclusive=True)
    def _search(self, papers: Papers, engine: Locked | None, topic: str, ticket: int) -> None:
        try:
            items, rows = minuted_rows(papers, topic)
            if engine is not None:  # what reports say; the minutes come from the record, which is complete
                hits = engine.search(topic, Filters(), _PASSAGES)
                rows += self._passage_rows([h for h in hits if h.passage.item not in items])
            self.post_message(RowsLoaded(rows, ticket))
        except DocqaError as error:
            self.post_message(LoadFailed(f"{error.message}. {error.hint}"))

    def _passage_rows(self, hits: Sequence[Hit]) -> list[Row]:
        rows = []
        best = max((h.score for h in hits), default=0.0)
        for hit in hits:
            p = hit.passage
            if not p.spans or hit.score < _LEAST * best:
                continue
            span = p.spans[0]
            key = f"p|{p.row}"
            label = short_place(p.body, p.title, p.meeting_date, p.minute, span.page)
            self._places[key] = Place(p.document, span.page, span.start, span.end, label, None, banner_for(p.access, p.draft))
            rows.append(row(key, (p.meeting_date or "undated", p.paper_kind, p.body or p.title, p.minute or "", shorten(p.text, 300)), more=p.text))
        return rows

    def filter_typed(self, value: str) -> None:
        """A topic is looked up when it is entered, not as it is typed."""

    def filter_entered(self, value: str) -> None:
        """Look a topic up."""
        if value.strip():
            self.show_topic(value)

    def preview_of(self, papers: Papers, key: str) -> Content:
        """The decision, the item, or the passage with its page around it."""
        kind, _, id_ = key.partition("|")
        if kind in "di":
            thing = thing_of(papers, id_)
            return thing.body if thing else Content("")
        place = self._places[key]
        page = papers.page(place.document, place.page)
        text = page.text[max(0, place.start - 200) : place.end + 600] if page else ""
        return Content.assemble((f"{place.label}\n\n", "bold"), clean(text.replace("\t", " │ ")))

    def choose(self, key: str) -> None:
        """Show the decision, or read the passage."""
        kind, _, id_ = key.partition("|")
        if kind in "di":
            self.desk.show_thing(id_)
        else:
            self.post_message(PlaceChosen(self._places[key]))


def minuted_rows(papers: Papers, topic: str) -> tuple[set[str], list[Row]]:
    """Rows for the items of minutes on a topic and what was decided under them, and the ids of those items."""
    rows, items, told = [], set(), set()
    for item, paper, decisions in papers.topic(topic):
        items.add(item.id)
        same = (paper.body, paper.meeting_date, item.number or item.heading)
        if same in told:
            continue  # the same minute in another text of the minutes
        told.add(same)
        heading = one_line(f"{item.number} {item.heading}")
        rows.append(row(f"i|{item.id}", (paper.meeting_date or "undated", "minuted", paper.body or paper.title, item.number, heading)))
        rows += [timeline_row(d) for d in decisions]
    return items, rows


def timeline_row(decision: Decision) -> Row:
    """A decision as a row of a timeline."""
    d = decision
    return row(f"d|{d.id}", (d.meeting_date or "undated", "DECIDED", d.body or d.document, d.minute or "", shorten(d.text, 300)), more=fold(d.text), marked=d.outcome != "carried")
