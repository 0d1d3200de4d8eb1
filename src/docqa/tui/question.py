"""The input line: several lines if need be, the questions asked before on the arrow keys, completions above it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static, TextArea

from docqa.text import printable
from docqa.tui.completion import Completion
from docqa.tui.messages import QuestionTyped

MOST_CHARS = 4000  # of a question are read by the engine; a longer paste is cut, and says so
_MOST_LINES = 6

Complete = Callable[[str, int], Sequence[Completion]]


class QuestionArea(TextArea):
    """Enter asks; Ctrl+J begins a new line; Tab takes the completion."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "Ask", show=False, id="question.ask", tooltip="Ask"),
        Binding("ctrl+j,shift+enter,alt+enter", "new_line", "New line", show=False, id="question.new_line", tooltip="Begin a new line of the question"),
        Binding("up", "older", "Earlier question", show=False, id="question.older", tooltip="The question before; in completions, the one above"),
        Binding("down", "newer", "Later question", show=False, id="question.newer", tooltip="The question after; in completions, the one below"),
        Binding("tab", "complete", "Complete", show=False, id="question.complete", tooltip="Take the completion; else go to the next part of the screen"),
        Binding("pageup", "screen.scroll_conversation(-1)", "Scroll up", show=False, id="question.page_up", tooltip="Scroll the conversation up"),
        Binding("pagedown", "screen.scroll_conversation(1)", "Scroll down", show=False, id="question.page_down", tooltip="Scroll the conversation down"),
    ]

    def __init__(self, line: QuestionLine) -> None:
        super().__init__(soft_wrap=True, compact=True, highlight_cursor_line=False, id="question", placeholder=line.placeholder, tab_behavior="focus")
        self._line = line

    async def _on_key(self, event: events.Key) -> None:
        if event.key in ("enter", "tab"):  # done here and not as a binding, which would run after keys that were typed later
            event.stop()
            event.prevent_default()
            if event.key == "enter":
                self.action_submit()
            else:
                self.action_complete()
            return
        if event.character == "?" and not self.text:  # no question begins so
            event.stop()
            event.prevent_default()
            await self.app.run_action("help")
            return
        if event.key == "escape" and self._line.offered:
            event.stop()
            event.prevent_default()
            self._line.offer(())
            return
        if event.key.startswith("alt+"):  # terminals send a letter with it; it is a key of the view, not a letter to be typed
            event.prevent_default()
            return
        await super()._on_key(event)

    async def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        text = printable(event.text.replace("\r\n", "\n").replace("\r", "\n"))
        room = max(MOST_CHARS - len(self.text) + len(self.selected_text), 0)
        if len(text) > room:
            self.app.notify(
                f"The paste has {len(text):,} characters; a question holds {MOST_CHARS:,}, so its first {room:,} are taken.", severity="warning", markup=False
            )
        result = self._replace_via_keyboard(text[:room], *self.selection)
        if result:
            self.move_cursor(result.end_location)

    def action_submit(self) -> None:
        """Ask what is typed, or take the completion that was moved to."""
        if self._line.picked:
            self.action_complete()
        elif self.text.strip():
            typed = self.text[:MOST_CHARS]
            self._line.clear()
            self.post_message(QuestionTyped(typed))

    def action_new_line(self) -> None:
        """Begin a new line."""
        self.insert("\n")

    def action_complete(self) -> None:
        """Take the completion, or leave the input line."""
        chosen = self._line.choice()
        if chosen is None:
            self.screen.focus_next()
            return
        row, column = self.cursor_location
        self._replace_via_keyboard(chosen.text, (row, chosen.start), (row, column))

    def action_older(self) -> None:
        """The completion above, the line above, or the question before."""
        if self._line.offered:
            self._line.move(-1)
        elif self.cursor_location[0] > 0 and self._line.at_newest:
            self.action_cursor_up()
        else:
            self._line.recall(-1)

    def action_newer(self) -> None:
        """The completion below, the line below, or the question after."""
        if self._line.offered:
            self._line.move(1)
        elif self.cursor_location[0] < self.document.line_count - 1 and self._line.at_newest:
            self.action_cursor_down()
        else:
            self._line.recall(1)


class QuestionLine(Vertical):
    """The input line with its completions.

    Args:
        complete: gives the completions of a line at a column.
        asked: questions asked before, oldest first.
    """

    def __init__(self, complete: Complete, asked: Sequence[str] = (), placeholder: str = "Ask about the papers ...") -> None:
        super().__init__(id="question-line")
        self.placeholder = placeholder
        self._complete = complete
        self._asked = list(asked)
        self._at = len(self._asked)
        self._draft = ""
        self._recalled = ""
        self._offers: Sequence[Completion] = ()
        self._pick: int | None = None

    def compose(self) -> ComposeResult:
        yield Static("", id="completions")
        yield QuestionArea(self)

    @property
    def area(self) -> QuestionArea:
        """Where one types."""
        return self.query_one(QuestionArea)

    @property
    def value(self) -> str:
        """What is typed."""
        return self.area.text

    def clear(self) -> None:
        """Empty the line."""
        self.area.text = ""
        self.offer(())

    def fill(self, text: str) -> None:
        """Put a text into the line, the cursor at its end."""
        self._recalled = text
        self.area.text = text
        self.area.move_cursor(self.area.document.end)

    # ------------------------------------------------------------------------------------------------------- history

    def remember(self, question: str) -> None:
        """Add a question to those on the arrow keys."""
        if not self._asked or self._asked[-1] != question:
            self._asked.append(question)
        self._at = len(self._asked)
        self._draft = ""

    @property
    def at_newest(self) -> bool:
        """True where no earlier question was called up."""
        return self._at == len(self._asked)

    def recall(self, by: int) -> None:
        """Call up the question before or after; what was being typed comes back at the end."""
        if self.at_newest:
            self._draft = self.value
        at = min(max(self._at + by, 0), len(self._asked))
        if at != self._at:
            self._at = at
            self.fill(self._asked[at] if at < len(self._asked) else self._draft)

    # --------------------------------------------------------------------------------------------------- completions

    @property
    def offered(self) -> bool:
        """True where completions are shown."""
        return bool(self._offers)

    @property
    def picked(self) -> bool:
        """True where a completion was moved to with the arrow keys."""
        return self._pick is not None

    def choice(self) -> Completion | None:
        """The completion that Tab takes."""
        return self._offers[self._pick or 0] if self._offers else None

    def move(self, by: int) -> None:
        """Move to another completion."""
        self._pick = (0 if by > 0 else len(self._offers) - 1) if self._pick is None else (self._pick + by) % len(self._offers)
        self._draw()

    def offer(self, offers: Sequence[Completion]) -> None:
        """Show completions, or none."""
        self._offers, self._pick = offers, None
        self._draw()

    def _draw(self) -> None:
        shown = self.query_one("#completions", Static)
        shown.display = bool(self._offers)
        lines = [Content(printable(o.label)).stylize("reverse" if n == (self._pick or 0) else "") for n, o in enumerate(self._offers)]
        shown.update(Content("\n").join([*lines, Content("Tab takes it, Esc closes").stylize("dim")]) if lines else "")

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Grow with the text and offer completions."""
        event.stop()
        area = self.area
        area.styles.height = min(max(area.wrapped_document.height, 1), _MOST_LINES)
        row, column = area.cursor_location
        if area.text == self._recalled:
            self.offer(())
            return
        self.offer(self._complete(area.document[row], column) if area.text else ())
