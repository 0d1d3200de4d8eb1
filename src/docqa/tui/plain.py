"""Text from papers as Content: never markup, no control characters, quotes highlighted."""

from __future__ import annotations

import re

from textual.content import Content

from docqa.answer.compose import shown, spoken_date
from docqa.answer.render import place
from docqa.records import Answer, Citation, Page, Resolution
from docqa.text import one_line, printable, shorten

_AROUND = 4000  # characters shown before and after a quote in a file without pages
_MARK = re.compile(r"(\[\d+\])")


def answer_content(answer: Answer) -> Content:
    """The answer with its marks standing out."""
    return Content.assemble(*[(piece, "bold $accent") if _MARK.fullmatch(piece) else (piece, "") for piece in _MARK.split(printable(answer.answer))])


def citation_content(citation: Citation) -> Content:
    """One line for a citation, then the start of its quote."""
    quote = shorten(shown(citation.quote), 200)
    return Content.assemble((f"[{citation.mark}] ", "bold $accent"), (place(citation), "bold"), "\n    ", (quote, "$text-muted"))


def page_content(page: Page, citation: Citation) -> Content:
    """The text of a page; where it is the citation's own page, the quote is highlighted."""
    if page.number != citation.page:
        return Content(_tabs(page.text))
    start, end = citation.start, citation.end
    low = max(0, start - _AROUND) if page.number is None else 0
    high = min(len(page.text), end + _AROUND) if page.number is None else len(page.text)
    before, quote, after = (_tabs(page.text[a:b]) for a, b in ((low, start), (start, end), (end, high)))
    return Content.assemble("… " if low else "", before, (quote, "reverse"), after, " …" if high < len(page.text) else "")


def _tabs(text: str) -> str:
    return printable(text).replace("\t", " │ ")


def resolution_content(resolution: Resolution) -> Content:
    """A resolution with its place, state and parts."""
    r = resolution
    told = (r.body or "", spoken_date(r.meeting_date) if r.meeting_date else "", f"minute {r.minute}" if r.minute else "", f"p. {r.page}" if r.page else "")
    pieces: list[tuple[str, str]] = [
        (printable(", ".join(t for t in told if t) or r.document) + "\n", "bold"),
        (f"{r.relation} · {r.kind} · {r.outcome}\n", "$text-muted"),
        (one_line(r.heading) + "\n" if r.heading else "", "italic"),
    ]
    first = r.parts[0].text[:40] if r.parts else ""
    if first and first in r.text:
        lead = re.sub(r"\W*\(?\w{1,3}[).]?\s*$", "", r.text.split(first, 1)[0])
        pieces.append((one_line(lead) + "\n" if lead.strip() else "", ""))
        for part in r.parts:
            pieces.append((f"  {part.number} {one_line(part.text)}\n", ""))
            pieces += [(f"      • {one_line(child)}\n", "") for child in part.children]
    else:
        pieces.append((one_line(r.text) + "\n", ""))
    return Content.assemble(*pieces)
