"""The lines around a pane: the views on top, the filters in force, what goes on at the bottom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.style import Style
from textual.widgets import Static

from docqa.text import one_line, printable
from docqa.tui.completion import filter_labels

if TYPE_CHECKING:
    from docqa.records import Filters

# name of the view, key, label, short label
VIEWS = (
    ("ask", "f2", "Ask", "Ask"),
    ("meetings", "f3", "Meetings", "Meet"),
    ("decisions", "f4", "Decisions", "Dec"),
    ("followups", "f5", "Follow-ups", "Due"),
    ("timeline", "f6", "Timeline", "Time"),
    ("glossary", "f7", "Glossary", "Gloss"),
    ("coverage", "f8", "Coverage", "Cover"),
    ("kept", "f9", "Kept", "Kept"),
)


class ViewBar(Static):
    """The views with their keys; a click goes there."""

    def __init__(self, current: str) -> None:
        super().__init__("", classes="view-bar")
        self._current = current

    def on_mount(self) -> None:
        """Draw for the width there is."""
        self._draw(self.app.size.width)

    def on_resize(self, event: events.Resize) -> None:
        """Draw for another width."""
        self._draw(event.size.width)

    def _draw(self, width: int) -> None:
        short = width < 76
        keys = width >= (74 if short else 104)
        content = Content("")
        for name, key, label, brief in VIEWS:
            text = f" {key.upper() + ' ' if keys else ''}{brief if short else label} "
            style = "bold reverse" if name == self._current else ""
            click = Style.from_meta({"@click": f"app.view('{name}')"})
            content = content.append(Content(text).stylize(style).stylize(click))
        if not keys and width >= 80:
            content = content.append(Content("F2-F9").stylize("dim"))
        self.update(content)


class StatusLine(Static):
    """What is indexed, or what goes on."""

    def __init__(self) -> None:
        super().__init__("", classes="status-line")

    def on_mount(self) -> None:
        """Follow the app's status."""
        self.watch(self.app, "status", self._show)

    def _show(self, status: str) -> None:
        self.update(Content(one_line(status)))


class Chip(Static, can_focus=False):
    """Something in force that can be taken off with a click."""

    class TakenOff(Message):
        """The chip was clicked."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    def __init__(self, name: str, label: str) -> None:
        super().__init__(Content(f" {printable(one_line(label))} ✕ "), classes="chip")
        self._chip = name
        self.tooltip = "Click to take it off"

    def on_click(self, event: events.Click) -> None:
        """Take it off."""
        event.stop()
        self.post_message(self.TakenOff(self._chip))


class FilterBar(Horizontal):
    """The filters in force; not there where there are none."""

    def __init__(self) -> None:
        super().__init__(id="filters")
        self.display = False

    def compose(self) -> ComposeResult:
        yield Static("Limited to", classes="filter-label")
        yield Static("Esc and Backspace take the last one off", classes="hint")

    async def show(self, filters: Filters) -> None:
        """Show these filters."""
        labels = filter_labels(filters)
        await self.query(Chip).remove()
        await self.mount(*(Chip(name, label) for name, label in labels), before=self.query_one(".hint"))
        self.display = bool(labels)
