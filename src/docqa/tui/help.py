"""The help screen: every key, from the bindings themselves."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

_INTRO = """Ask in your own words and press Enter: "what did we decide about the library?"
Answers quote the papers word for word. [1] [2] are the places they stand; the resolutions that belong to the answer are beside it.
Name a body, a month or a minute number in the question to narrow it: "cabinet, June 2024, minute 12".
"""


class HelpScreen(ModalScreen[None]):
    """Keys and how to ask."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,question_mark,f1", "dismiss", "Back", id="help.back")]

    def __init__(self, rows: list[tuple[str, str]]) -> None:
        super().__init__()
        self._rows = rows

    def compose(self) -> ComposeResult:
        pieces: list[tuple[str, str]] = [(_INTRO + "\n", "")]
        for keys, text in self._rows:
            pieces += [(f"  {keys:<22}", "bold"), (f"{text}\n", "")]
        with VerticalScroll(id="help"):
            yield Static(Content.assemble(*pieces))

    async def action_dismiss(self, result: None = None) -> None:
        """Close the help."""
        self.dismiss(result)
