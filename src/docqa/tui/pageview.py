"""The text of a page, wrapped and drawn line by line: only the lines in sight are rendered, however long the page is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from docqa.text import printable

_MARGIN = 4  # lines of context kept above a quote when it is scrolled to


class PageView(ScrollView, can_focus=True):
    """Shows one text with a run of it highlighted."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"page--quote", "page--found"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "scroll_down", "Down", show=False, id="page.down"),
        Binding("k", "scroll_up", "Up", show=False, id="page.up"),
        Binding("space,pagedown", "further", "Further", show=False, id="page.further"),
        Binding("b,pageup", "back_up", "Back", show=False, id="page.back_up"),
    ]

    class Edge(Message):
        """Somebody reads on past an end of the text."""

        def __init__(self, by: int) -> None:
            super().__init__()
            self.by = by  # 1: past the end; -1: before the start

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._text = ""
        self._quote = (0, 0)
        self._found: list[tuple[int, int]] = []
        self._lines: list[tuple[int, int]] = []
        self._width = 0
        self._top = True

    def show(self, before: str, quote: str = "", after: str = "", *, top: bool = False, said: Sequence[str] = ()) -> None:
        """Show ``before + quote + after`` with ``quote`` highlighted and in sight (``top``: the start of the text in sight instead).

        Sentences of the quote that were ``said`` stand out, and the first of them is what is brought in sight.
        """
        first, middle, last = (_drawn(t) for t in (before, quote, after))
        self._text = first + middle + last
        self._quote = (len(first), len(first) + len(middle))
        self._found = self._places_of(said)
        self._wrap(self.size.width)
        self._top = top or not middle
        self._to_quote()
        self.refresh()

    def _to_quote(self) -> None:
        self.scroll_to(y=0 if self._top else max(0, self._line_at(self._found[0][0] if self._found else self._quote[0]) - _MARGIN), animate=False, force=True, immediate=True)

    def _places_of(self, said: Sequence[str]) -> list[tuple[int, int]]:
        """Where sentences stand in the quote; an answer shows them on one line, with bars between cells and plain hyphens."""
        found = []
        for sentence in said:
            words = [re.escape(w).replace(r"\-", "[-\u2010\u2011]") for w in sentence.rstrip("… ").split() if w != "|"]
            match = re.compile(r"\s+".join(words)).search(self._text, *self._quote) if words else None
            if match:
                found.append(match.span())
        return sorted(found)

    @property
    def text(self) -> str:
        """What is shown."""
        return self._text

    @property
    def highlighted(self) -> str:
        """The run of the text that is highlighted."""
        return self._text[self._quote[0] : self._quote[1]]

    def find(self, words: str, *, after: int = -1) -> int:
        """Mark every place of ``words`` in the text and bring the first after line ``after`` in sight; returns how many there are."""
        wanted, text = words.lower(), self._text.lower()
        self._found = []
        at = text.find(wanted) if wanted else -1
        while at >= 0:
            self._found.append((at, at + len(wanted)))
            at = text.find(wanted, at + len(wanted))
        if self._found:
            lines = [self._line_at(a) for a, _ in self._found]
            line = next((n for n in lines if n > after), lines[0])
            self.scroll_to(y=max(0, line - _MARGIN), animate=False, force=True)
        self.refresh()
        return len(self._found)

    def on_resize(self) -> None:
        """Wrap again, keeping what is read in sight."""
        if self._width == 0 and self._text:  # was shown while it was hidden
            self._wrap(self.size.width)
            self._to_quote()
        elif self.size.width != self._width and self._text:
            top = self._lines[min(int(self.scroll_y), len(self._lines) - 1)][0] if self._lines else 0
            self._wrap(self.size.width)
            self.scroll_to(y=self._line_at(top), animate=False, force=True, immediate=True)

    def action_further(self) -> None:
        """A screenful on; past the end, the next page."""
        if self.scroll_y >= self.max_scroll_y:
            self.post_message(self.Edge(1))
        else:
            self.scroll_page_down(animate=False)

    def action_back_up(self) -> None:
        """A screenful back; before the start, the page before."""
        if self.scroll_y <= 0:
            self.post_message(self.Edge(-1))
        else:
            self.scroll_page_up(animate=False)

    def render_line(self, y: int) -> Strip:
        """One line of what is in sight."""
        base = self.rich_style
        width = self.size.width
        n = y + int(self.scroll_y)
        if n >= len(self._lines):
            return Strip.blank(width, base)
        start, end = self._lines[n]
        found = self.get_component_rich_style("page--found")
        quote = self.get_component_rich_style("page--quote") if self._found else found  # with nothing in it to stand out, all of it does
        segments = []
        for a, b, kind in self._runs(start, end):
            segments.append(Segment(self._text[a:b], base if kind == 0 else quote if kind == 1 else found))
        return Strip(segments).extend_cell_length(width, base).crop(0, width)

    def _runs(self, start: int, end: int) -> Iterator[tuple[int, int, int]]:
        """The line cut where highlighting begins and ends: start, end, and 0 plain, 1 quote, 2 found."""
        marks = [(*self._quote, 1), *((a, b, 2) for a, b in self._found if a < end and b > start)]
        cuts = sorted({start, end, *(p for a, b, _ in marks for p in (a, b) if start < p < end)})
        for a, b in zip(cuts, cuts[1:], strict=False):
            yield a, b, max((kind for low, high, kind in marks if low <= a and b <= high), default=0)

    def _wrap(self, width: int) -> None:
        self._width = width
        self._lines = list(wrapped(self._text, max(width - 1, 10))) if width else []
        self.virtual_size = Size(width, len(self._lines))

    def _line_at(self, offset: int) -> int:
        low, high = 0, len(self._lines)
        while low < high:
            middle = (low + high) // 2
            if self._lines[middle][0] <= offset:
                low = middle + 1
            else:
                high = middle
        return max(low - 1, 0)


def wrapped(text: str, width: int) -> Iterator[tuple[int, int]]:
    """Offsets of the lines of ``text`` when it is wrapped at words to ``width`` cells; a word that is too long is cut."""
    at = 0
    for paragraph in text.split("\n"):
        yield from _wrapped_paragraph(text, at, at + len(paragraph), width)
        at += len(paragraph) + 1


def _wrapped_paragraph(text: str, start: int, end: int, width: int) -> Iterator[tuple[int, int]]:
    plain = text[start:end].isascii()
    while True:
        room = width if plain else _fitting(text, start, end, width)
        if end - start <= room:
            yield start, end
            return
        space = text.rfind(" ", start + 1, start + room + 1)
        cut = space if space > start else start + room
        yield start, cut
        start = cut + 1 if space > start else cut


def _fitting(text: str, start: int, end: int, width: int) -> int:
    """How many characters from ``start`` fit in ``width`` cells; at least one."""
    piece = text[start : min(end, start + width)]
    while len(piece) > 1 and cell_len(piece) > width:
        piece = piece[: len(piece) - max(1, (cell_len(piece) - width) // 2)]
    return max(len(piece), 1) if start + len(piece) < end else len(piece)


def _drawn(text: str) -> str:
    return printable(text).replace("\t", " │ ")
