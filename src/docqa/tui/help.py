"""The help screen: how to ask, and every key, from the bindings themselves."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.dom import DOMNode
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from docqa.tui.palette import key_names

_ASKING = """Ask in your own words and press Enter: "what did we decide about the library?"
Answers quote the papers word for word. [1] [2] are the places they stand: Esc and the number opens one, or click it. § marks the resolutions that belong to the answer.
Name a body, a month or a minute number to prefer it; what was understood stands under the question and can be taken off (click it, or x).
To see nothing else, type a filter: body:cabinet  from:2024-03  to:2024  kind:minutes  minute:90  access:public  meeting:NAME/2024-03-05
"""


class HelpScreen(ModalScreen[None]):
    """How to ask, and the keys of a screen.

    Args:
        of: the screen whose keys are shown.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,question_mark,f1", "leave", "Back", id="help.back")]

    def __init__(self, of: Screen[object]) -> None:
        super().__init__()
        self._of = of

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="help"):
            yield Static(Content.assemble(*self._pieces()))

    def _pieces(self) -> list[tuple[str, str]]:
        pieces: list[tuple[str, str]] = [("Asking\n", "bold $accent"), (_ASKING, "")]
        seen: set[str] = set()
        nodes: list[tuple[str, DOMNode]] = [("Everywhere", self.app), ("This view", self._of)]
        nodes += [(type(w).__name__, w) for w in self._of.walk_children() if w.BINDINGS and type(w).__module__.startswith("docqa")]
        for title, node in nodes:
            rows = [(key_names(b), b.tooltip or b.description) for b in node.BINDINGS if isinstance(b, Binding) and (b.tooltip or b.description) and b.id and b.id not in seen]
            seen |= {b.id for b in node.BINDINGS if isinstance(b, Binding) and b.id}
            if rows:
                pieces.append((f"\n{_TITLES.get(title, title)}\n", "bold $accent"))
            for keys, text in rows:
                pieces += [(f"  {keys:<18} ", "bold"), (f"{text}\n", "")]
        return pieces

    def action_leave(self) -> None:
        """Close the help."""
        self.dismiss(None)


_TITLES = {
    "QuestionArea": "Input line", "CitationLine": "A source", "ResolutionLine": "A resolution", "ResolutionCard": "A resolution", "PageView": "A page", "VirtualTable": "A table",
    "Reader": "Reading",
}  # fmt: skip
