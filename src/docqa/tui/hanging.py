"""Text whose wrapped lines stand under the first letter after the marker of their line: under the words of "(a) ...", not under its bracket."""

from __future__ import annotations

import re

from textual.content import Content
from textual.geometry import Size
from textual.widgets import Static

_MARKER = re.compile(r" *(?:(?:\(?[0-9A-Za-z]{1,4}(?:\.\d{1,3})*[.)]|[•§–-]|\[\d+\]) +)?")
_MOST_INDENT = 10


class HangingText(Static):
    """A Static for lines that begin with markers or spaces."""

    def __init__(self, content: Content, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(content, id=id, classes=classes)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Lines that it takes at a width."""
        return self._hung(width).plain.count("\n") + 1 if width else 0

    def render(self) -> Content:
        """The text, wrapped for the width there is."""
        return self._hung(self.size.width)

    def _hung(self, width: int) -> Content:
        content = self.content
        return hanging(content if isinstance(content, Content) else Content(str(content)), width)


def hanging(content: Content, width: int) -> Content:
    """``content`` with its lines wrapped to ``width`` cells, each under its own marker."""
    if width < 3 * _MOST_INDENT:
        return content
    lines: list[Content] = []
    for line in content.split("\n", allow_blank=True):
        found = _MARKER.match(line.plain)
        indent = min(len(found.group()), _MOST_INDENT) if found else 0
        if line.cell_length <= width or not indent:
            lines += line.wrap(width)
            continue
        first, *rest = line[indent:].wrap(width - indent)
        lines += [line[:indent].append(first), *(r.pad_left(indent) for r in rest)]
    return Content("\n").join(line.rstrip() for line in lines)
