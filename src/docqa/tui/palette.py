"""Everything docqa can do, by name, for the command palette: the views, the actions of the view in front, themes, meetings' bodies."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from textual.app import SystemCommand
from textual.binding import Binding
from textual.screen import Screen

from docqa.tui.bars import VIEWS
from docqa.tui.themes import CONTRAST, DARK, LIGHT

if TYPE_CHECKING:
    from docqa.tui.app import DocqaApp

_HIDDEN = ("ask.open.", "table.up", "table.down", "table.page", "table.first", "table.last", "help", "palette", "interrupt", "view.", "quit", "theme", "build", "reader.", "question.", "filter.", "ask.ask", "ask.back", "browse.back", "meetings.back", "meetings.fold", "meetings.unfold")


def commands(app: DocqaApp, screen: Screen[object]) -> Iterable[SystemCommand]:
    """Commands for a screen."""
    for name, key, label, _ in VIEWS:
        yield SystemCommand(f"Go to {label}", f"Key {key.upper()}", partial(app.call_later, app.action_view, name))
    yield from _of_screen(app, screen)
    if not app.is_web:
        yield SystemCommand("Build the index", f"Read new and changed papers in {app.corpus} (Ctrl+B)", app.action_build)
    yield SystemCommand("New conversation", "Begin anew; the one before stays kept (Ctrl+N in Ask)", partial(app.call_later, app.new_conversation))
    yield SystemCommand("Export the conversation", "Markdown with footnotes, or plain text", app.export_current)
    for label, theme in (("dark", DARK), ("light", LIGHT), ("high contrast", CONTRAST)):
        yield SystemCommand(f"Theme: {label}", "Ctrl+T goes through the themes", partial(app.set_theme, theme))
    yield SystemCommand("Screenshot", "Save the screen as an SVG picture", partial(app.set_timer, 0.1, app.deliver_screenshot))
    yield SystemCommand("Help", "All keys (?)", app.action_help)
    yield SystemCommand("Quit", "Close docqa (Ctrl+Q)", app.exit)


def _of_screen(app: DocqaApp, screen: Screen[object]) -> Iterable[SystemCommand]:
    """The keys of the view in front and of the widget that has the focus."""
    nodes = [*([screen.focused] if screen.focused else []), screen]
    seen: set[str] = set()
    for node in nodes:
        for binding in node.BINDINGS:
            if not isinstance(binding, Binding) or not binding.tooltip or not binding.id or binding.id.startswith(_HIDDEN) or binding.action in seen:
                continue
            seen.add(binding.action)
            yield SystemCommand(binding.description or binding.tooltip, f"{binding.tooltip} ({key_names(binding)})", partial(app.call_later, app.run_action, binding.action, node))


_NAMES = {"question_mark": "?", "slash": "/", "left_square_bracket": "[", "right_square_bracket": "]", "escape": "Esc", "enter": "Enter", "space": "Space"}


def key_names(binding: Binding) -> str:
    """The keys of a binding as printed on the keys."""
    return ", ".join(_NAMES.get(k, k.upper() if k[:1] == "f" and k[1:].isdigit() else k.replace("ctrl+", "Ctrl+").replace("alt+", "Alt+").replace("shift+", "Shift+")) for k in binding.key.split(","))
