"""Kept conversations and questions: searched, opened again, renamed, deleted; and what is new in the questions that are asked after each build."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from docqa.text import one_line, shorten
from docqa.tui.browse import TableScreen
from docqa.tui.completion import filter_labels
from docqa.tui.dialogs import LineDialog, YesNoDialog
from docqa.tui.kept import SavedQuestion
from docqa.tui.messages import AskThis
from docqa.tui.papers import Papers
from docqa.tui.table import Column, Row, row


class KeptScreen(TableScreen):
    """Watched questions first, then conversations, the last one on top."""

    VIEW = "kept"
    COLUMNS = (Column("", 12), Column("Title", 30, 3), Column("Turns", 5), Column("Last", 16))
    SORT = 3
    REVERSE = True
    PLACEHOLDER = "Search titles, questions and answers"
    NOTHING = "Nothing is kept yet. Conversations are kept as you ask; w in Ask watches a question."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "rename", "Rename", id="kept.rename", tooltip="Give the conversation another title"),
        Binding("d,delete", "delete", "Delete", id="kept.delete", tooltip="Delete the conversation, or stop watching the question"),
    ]

    def papers_changed(self) -> None:
        """What is kept can be looked at without an index."""
        if self.desk.kept.folder is None:
            self._count("nothing is kept (--no-history)")
            return
        self.table.load(self._rows())
        self._told()

    def on_screen_resume(self) -> None:
        """Conversations go on while another view is in front."""
        if self.is_mounted and self.query("#table"):
            self.papers_changed()

    def _rows(self) -> Sequence[Row]:
        kept = self.desk.kept
        rows = []
        for q in kept.questions():
            state = f"NEW: {len(q.fresh)}" if q.fresh else "watched"
            limits = ", ".join(label for _, label in filter_labels(q.filters))
            title = q.question + (f"  [{limits}]" if limits else "")
            rows.append(row(f"q|{q.id}", (state, title, "", q.asked.replace("T", " ")[:16]), order=(state, title, "", "~" + q.asked), more=" ".join(q.fresh), marked=bool(q.fresh)))
        for c in kept.conversations():
            texts = " ".join(f"{t.question} {t.answer.answer}" for t in kept.turns(c.id))
            cells = ("conversation", c.title, str(c.turns), c.changed.replace("T", " ")[:16])
            rows.append(row(f"c|{c.id}", cells, order=("conversation", c.title, str(c.turns).rjust(4, "0"), c.changed), more=texts))
        return rows

    def preview_of(self, papers: Papers, key: str) -> Content:
        """The questions of a conversation, or what is new for a question."""
        kind, _, id_ = key.partition("|")
        if kind == "q":
            question = self._question(id_)
            return _question_content(question) if question else Content("")
        pieces = []
        for turn in self.desk.kept.turns(id_):
            pieces += [(f"{one_line(turn.question)}\n", "bold"), (f"{shorten(turn.answer.answer, 300)}\n\n", "")]
        return Content.assemble(*pieces)

    def _question(self, id_: str) -> SavedQuestion | None:
        return next((q for q in self.desk.kept.questions() if q.id == id_), None)

    async def choose_async(self, key: str) -> None:
        """Go on with a conversation, or ask a question again."""
        kind, _, id_ = key.partition("|")
        if kind == "c":
            await self.desk.reopen(id_)
            return
        question = self._question(id_)
        if question:
            self.desk.keep(lambda kept: kept.save_question(seen(question)))
            await self.desk.ask_there(AskThis(question.question, question.filters))

    def choose(self, key: str) -> None:
        """As Enter."""
        self.call_later(self.choose_async, key)

    def action_rename(self) -> None:
        """Give the conversation another title."""
        current = self.table.current
        if current is None or not current.key.startswith("c|"):
            self.notify("Only conversations have titles.", severity="warning")
            return
        id_ = current.key[2:]

        def named(title: str | None) -> None:
            if title:
                self.desk.keep(lambda kept: kept.rename(id_, title))
                self.papers_changed()

        self.app.push_screen(LineDialog("Title of the conversation", current.cells[1]), named)

    def action_delete(self) -> None:
        """Delete the conversation, or stop watching the question."""
        current = self.table.current
        if current is None:
            return
        kind, _, id_ = current.key.partition("|")

        def answered(yes: bool | None) -> None:
            if yes:
                self.desk.keep(lambda kept: kept.delete(id_) if kind == "c" else kept.forget_question(id_))
                self.papers_changed()

        what = "Delete the conversation" if kind == "c" else "Stop watching"
        self.app.push_screen(YesNoDialog(f"{what} “{shorten(current.cells[1], 60)}”?"), answered)

    def action_export(self) -> None:
        """Write the conversation to a file."""
        current = self.table.current
        if current is None or not current.key.startswith("c|"):
            self.notify("Only conversations can be exported.", severity="warning")
            return
        self.desk.export_conversation(current.cells[1], self.desk.kept.turns(current.key[2:]))


def seen(question: SavedQuestion) -> SavedQuestion:
    """The question after a person looked at what is new."""
    from dataclasses import replace

    return replace(question, fresh=())


def _question_content(question: SavedQuestion) -> Content:
    pieces = [(f"{one_line(question.question)}\n\n", "bold")]
    if question.fresh:
        pieces.append((f"New since you last looked ({len(question.fresh)}):\n", "bold $warning"))
        pieces += [(f"  {shorten(f, 400)}\n", "") for f in question.fresh]
    else:
        pieces.append(("Nothing new. It is asked again after each build; Enter asks it now.", "dim"))
    return Content.assemble(*pieces)
