"""HTML tables left over in text and Markdown files -> laid-out text: the rows of a table of data with tabs between their cells, the cells of one that lays out prose as paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docqa.papers.office import read_html

_TAG = re.compile(r"<(?P<close>/?)table\b[^<>]*>", re.I)
_LOOSE = re.compile(r"<(?:table|tbody|tr|td)\b", re.I)
_GLUED = re.compile(r"(?<=[a-z.:])((?:</(?:b|strong|em|i|u|span)>)+)(?=[A-Z])", re.I)  # "<b>9. Phone box</b>It was agreed"
_PARAGRAPH_END = re.compile(r"\n[ \t]*\n|\Z")
_PARAGRAPH = re.compile(r"(?:[^\n]*\S[^\n]*(?:\n|\Z))+")


def without_tables(text: str) -> str:
    """``text`` with each HTML table, and each paragraph that holds some of one, laid out between blank lines as the page of an HTML file is; the rest of it as it stands."""
    parts: list[str] = []
    at = 0
    for start, end in _tables(text):
        parts += [text[at:start], _laid_out(text[start:end])]
        at = end
    rest = "".join([*parts, text[at:]])
    return _PARAGRAPH.sub(lambda found: _laid_out(found.group()) if _LOOSE.search(found.group()) else found.group(), rest) if _LOOSE.search(rest) else rest


def _tables(text: str) -> Iterator[tuple[int, int]]:
    """Where the tables stand that begin a line and are in no other one; one that is not closed ends with its paragraph."""
    opened: list[int] = []
    found: list[tuple[int, int]] = []
    for tag in _TAG.finditer(text):
        if not tag["close"]:
            opened.append(tag.start())
        elif opened:
            found.append((opened.pop(), tag.end()))
    for start in opened:
        blank = _PARAGRAPH_END.search(text, start)
        found.append((start, blank.start() if blank else len(text)))
    after = 0
    for start, end in sorted(found):
        if start >= after and not text[text.rfind("\n", 0, start) + 1 : start].strip():
            yield start, end
            after = end


def _laid_out(markup: str) -> str:
    page, _, _ = read_html(_GLUED.sub(r"\1 ", markup))
    return f"\n\n{page.text}\n\n"
