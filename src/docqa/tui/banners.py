"""What must be said above an answer before it is relied on: who wrote it, private sessions, drafts, pages read from pictures, papers that disagree, later decisions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content
from textual.style import Style

from docqa.text import one_line, printable, shorten
from docqa.tui.messages import Details
from docqa.tui.plain import citation_place, short_place

if TYPE_CHECKING:
    from docqa.records import Answer, Citation, Conflict

_QUOTE_CHARS = 240  # of a quote in a banner
_MARK = re.compile(r"\[(\d+)\]")

MODEL = "Written by a language model from the sources below, not quoted word for word: read them before you rely on it."
PRIVATE = "from a part of the meeting with the press and public excluded: check with Democratic Services before sharing."
CLOSED = "not for publication: do not share."
DRAFT = "draft minutes, not yet approved."
ESTIMATED = "text that was read from a picture of the page (OCR): check it against the paper."


def banners(answer: Answer, details: Details, turn: int) -> list[Content]:
    """The banners of an answer, each once; a mark in them opens its source when it is clicked.

    Args:
        answer: the answer.
        details: the decisions and links behind its resolutions.
        turn: number of its turn, for the marks.
    """
    told = [MODEL] if answer.method == "model" else []
    told += [one_line(n) for n in answer.notices]
    said = " ".join(answer.notices).lower()
    flags = (
        (CLOSED, [c for c in answer.citations if c.access in ("exempt", "confidential")], ""),
        (PRIVATE, [c for c in answer.citations if c.access == "private_session"], "public excluded"),
        (DRAFT, [c for c in answer.citations if c.draft], "draft"),
        (ESTIMATED, [c for c in answer.citations if c.estimated], ""),
    )
    told += [f"{_marks(citations)} {text}" for text, citations, already in flags if citations and not (already and already in said)]
    told += [_disagreement(c, answer.citations) for c in answer.conflicts]
    told += [] if "superseded" in said else _superseded(answer, details)
    return [clickable(text, turn) for text in dict.fromkeys(told)]


def _marks(citations: Sequence[Citation]) -> str:
    return "".join(f"[{c.mark}]" for c in citations)


def _disagreement(conflict: Conflict, citations: Sequence[Citation]) -> str:
    """What two papers disagree about, and what each of them says."""
    by_mark = {c.mark: c for c in citations}
    sides = [f"\n[{m}] {citation_place(by_mark[m])}: “{shorten(by_mark[m].quote, _QUOTE_CHARS)}”" for m in conflict.citations if m in by_mark]
    return f"The papers disagree about {one_line(conflict.about)}:{''.join(sides)}"


def _superseded(answer: Answer, details: Details) -> list[str]:
    found = []
    for r in answer.resolutions:
        links = details[r.id][1] if r.id in details else ()
        if any(k.relation == "supersedes" and k.target == r.id for k in links):
            place = short_place(r.body, r.heading or r.document, r.meeting_date, r.minute, None)
            found.append(f"A later decision supersedes the resolution of {place}: r and then Enter show it.")
    return found


def clickable(text: str, turn: int) -> Content:
    """A text whose marks open their sources when they are clicked."""
    content = Content(printable(text))
    for found in _MARK.finditer(content.plain):
        click = Style.from_meta({"@click": f"screen.open_mark({turn},{int(found.group(1))})"})
        content = content.stylize("bold $accent", *found.span()).stylize(click, *found.span())
    return content
