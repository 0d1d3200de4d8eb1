"""Text from papers as Content: never markup, no control characters, marks that can be clicked.

What formats answers is imported when the first answer is shown, so that the first paint does not wait for it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeAlias

from textual.content import Content

from docqa.text import one_line, printable, shorten

if TYPE_CHECKING:
    from textual.style import Style

    from docqa.records import Answer, Citation, Decision, Link, Resolution

Piece: TypeAlias = "tuple[str, str | Style]"


def clean(text: str) -> Content:
    """Text from anywhere as Content."""
    return Content(printable(text))


def answer_content(answer: Answer, turn: int) -> Content:
    """The answer; each mark opens its citation when clicked."""
    from docqa.tui.banners import clickable

    return clickable(answer.answer, turn)


def short_place(body: str | None, title: str, date: str | None, minute: str | None, page: int | None, printed: str | None = None, estimated: bool = False) -> str:
    """Body, date, minute and page in few words."""
    from docqa.answer.naming import paper_name, spoken_date

    printed_page = f" (printed {one_line(printed)})" if printed and printed != str(page) else ""
    told = [paper_name(body, title, date), spoken_date(date) if date else "", f"minute {minute}" if minute else "", f"p. {'~' if estimated else ''}{page}{printed_page}" if page else ""]
    return one_line(", ".join(t for t in told if t))


def citation_place(citation: Citation) -> str:
    """Where a citation stands, in few words."""
    c = citation
    return short_place(c.body, c.title, c.meeting_date, c.minute, c.page, c.printed_page, c.estimated)


def citation_content(citation: Citation, *, told: bool, before: Citation | None = None) -> Content:
    """A line for a citation, as long as it must be: where it stands, unless the one before stands there too; how it begins, unless the answer quotes it."""
    from docqa.answer.shown import shown

    c = citation
    flags = [w for w, on in (("draft", c.draft), ("private", c.access == "private_session"), ("OCR", c.estimated)) if on]
    pieces: list[Piece] = [(f"[{c.mark}] ", "bold $accent")]
    here = citation_place(c)
    same = before is not None and citation_place(before) == here and before.document == c.document
    if not same:
        pieces += [(here, ""), *((f"  {w}", "bold $warning") for w in flags)]
    if same or not told:
        pieces.append(("" if same else "\n    ", ""))
        pieces.append((f"“{shorten(shown(c.quote), 150)}”", "dim"))
    return Content.assemble(*pieces)


def resolution_content(resolution: Resolution, decision: Decision | None = None, links: Sequence[Link] = ()) -> Content:
    """A resolution with its place, relation, status and parts."""
    from docqa.answer.naming import spoken_date

    r = resolution
    told = (r.body or "", spoken_date(r.meeting_date) if r.meeting_date else "", f"minute {r.minute}" if r.minute else "", f"p. {r.page}" if r.page else "")
    pieces: list[Piece] = [(one_line(", ".join(t for t in told if t) or r.document) + "\n", "bold")]
    pieces.append((f"{one_line(r.relation)} · {r.kind}", "dim"))
    pieces += [(f" · {r.outcome}", "dim" if r.outcome == "carried" else "bold $warning")]
    if decision:
        pieces += [(f" · {w}", "bold $warning") for w in state_of(decision)]
    pieces.append((f"\n{one_line(r.heading)}" if r.heading else "", "italic"))
    pieces += decision_text_pieces(r)
    superseded = [k for k in links if k.relation == "supersedes" and k.target == r.id]
    if superseded:
        pieces.append(("\nSuperseded by a later decision: Enter shows it.", "bold $warning"))
    elif links:
        pieces.append((f"\n{len(links)} link{'s' if len(links) != 1 else ''} to items, reports and other decisions: Enter shows them.", "dim"))
    return Content.assemble(*pieces)


def state_of(decision: Decision) -> list[str]:
    """What a person must know of a decision in a few words each: draft, private, due, status."""
    d = decision
    told = [("draft" if d.draft else ""), ("private" if d.access == "private_session" else ""), (one_line(d.status) if d.status else "")]
    told.append(f"due {d.due}" if d.due else "")
    return [t for t in told if t]


def decision_text_pieces(decision: Decision | Resolution) -> list[Piece]:
    """The words of a decision, a line a part."""
    d = decision
    first = d.parts[0].text[:40] if d.parts else ""
    if not (first and first in d.text):
        return [(f"\n{one_line(d.text)}", "")]
    lead = re.sub(r"\W*\(?\w{1,3}[).]?\s*$", "", d.text.split(first, 1)[0])
    pieces: list[Piece] = [(f"\n{one_line(lead)}", "")] if lead.strip() else []
    for part in d.parts:
        pieces.append((f"\n  {part.number} {one_line(part.text)}", ""))
        pieces += [(f"\n      • {one_line(child)}", "") for child in part.children]
    return pieces
