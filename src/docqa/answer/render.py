"""Answers, hits and reports as text for a terminal. Pure; text from papers is made printable. Lists from the register: ``docqa.answer.listing``."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from docqa.answer.listing import decision_json, decisions_text, wrapped
from docqa.answer.naming import named, spoken_date, taken_at, where
from docqa.answer.shown import shown
from docqa.records import Answer, BuildReport, Citation, Hit, Resolution
from docqa.text import one_line, printable, shorten

__all__ = ["answer_text", "build_report", "decision_json", "decisions_text", "hits_text", "place", "resolution_text", "status_text"]

_SAYS_LITTLE = 12  # words: "That the report be noted." needs its heading
_QUOTE_CHARS = 320  # of a citation's quote on the command line; the whole of it is in --json and on the screen


def place(citation: Citation) -> str:
    """Where a quote stands, in words: body, date, minute, page, document."""
    parts = [named(citation)]
    if citation.meeting_date:
        parts.append(spoken_date(citation.meeting_date))
    if citation.minute:
        parts.append(f"minute {citation.minute}")
    if citation.page is not None:
        printed = f" (printed {citation.printed_page})" if citation.printed_page and citation.printed_page != str(citation.page) else ""
        parts.append(f"p. {'~' if citation.estimated else ''}{citation.page}{printed}")
    parts.append(citation.document)
    marks = [m for m, on in (("draft", citation.draft), ("private session", citation.access == "private_session"), ("page text estimated", citation.estimated)) if on]
    return printable(", ".join(parts) + (f"  [{', '.join(marks)}]" if marks else ""))


def answer_text(answer: Answer) -> str:
    """An answer with its citations and resolutions for a terminal."""
    lines = [wrapped(printable(line)) for line in answer.answer.splitlines()]
    if answer.citations:
        lines.append("")
        lines.append("Nearest passages" if answer.status == "not_found" else "Sources")
        for citation in answer.citations:
            lines.append(wrapped(place(citation), "    ", f"[{citation.mark}] "))
            lines.append(wrapped(f"“{_in_sight(citation, answer.answer)}”", "    "))
    if answer.resolutions:
        lines += ["", "Resolutions", *(resolution_text(r) for r in answer.resolutions)]
    for notice in answer.notices:
        lines += ["", wrapped(f"Note: {printable(notice)}")]
    if answer.status == "answered":
        lines += ["", f"confidence {answer.confidence:.2f} · {answer.elapsed_ms:.0f} ms"]
    return "\n".join(lines)


def _in_sight(citation: Citation, answer: str) -> str:
    """A quote cut to a few lines: from its beginning, or from the first sentence that the answer takes from it, where that stands further down."""
    quote = shown(citation.quote)
    said = re.search(rf"“([^”]*)” \[{citation.mark}\]", answer)
    at = quote.find(said[1]) if said else -1
    if said and at > 0 and at + len(said[1]) > _QUOTE_CHARS:
        return f"…{shorten(quote[at:], _QUOTE_CHARS)}"
    return shorten(quote, _QUOTE_CHARS)


def resolution_text(resolution: Resolution) -> str:
    """A resolution with its place."""
    head = taken_at(resolution) or resolution.document
    page = f", p. {resolution.page}" if resolution.page else ""
    state = f" [{resolution.outcome}]" if resolution.outcome != "carried" else ""
    about = f"{one_line(resolution.heading)} - " if resolution.heading and len(resolution.text.split()) < _SAYS_LITTLE else ""
    return wrapped(f"{head}{page} ({resolution.relation}){state}: {about}{one_line(resolution.text)}", "    ", "  * ")


def hits_text(hits: Sequence[Hit]) -> str:
    """Hits of a search for a terminal."""
    if not hits:
        return "nothing found"
    lines = []
    for n, hit in enumerate(hits, 1):
        p = hit.passage
        page = f", p. {p.spans[0].page}" if p.spans and p.spans[0].page else ""
        more = f" (+{len(hit.places)} more places)" if hit.places else ""
        lines.append(wrapped(printable(f"{where(p)}{page}, {p.document}{more}"), "    ", f"{n:>2}. "))
        lines.append(wrapped(shorten(shown(p.text), 400), "    "))
    return "\n".join(lines)


def build_report(report: BuildReport) -> str:
    """What a build did, for a person."""
    changes = [f"{len(report.new)} new", f"{len(report.changed)} changed", f"{len(report.removed)} removed", f"{report.unchanged} unchanged"]
    lines = [
        f"Indexed {report.documents} documents, {report.pages} pages, {report.passages} passages; {report.meetings} meetings, {report.decisions} decisions.",
        f"{', '.join(changes)}; {report.encoded} passages encoded; {report.seconds:.1f} s. Index: {report.index}",
    ]
    if report.duplicates:
        lines.append(f"{len(report.duplicates)} files hold the same content as another and were read once.")
    if report.skipped:
        lines.append(f"Skipped {len(report.skipped)}:")
        lines += [wrapped(printable(f"{s.document}: {s.reason}. {s.hint}"), "    ", "  - ") for s in report.skipped]
    if report.notices:
        lines.append("Notes:")
        lines += [wrapped(printable(n), "    ", "  - ") for n in report.notices[:20]]
        if len(report.notices) > 20:
            lines.append(f"  and {len(report.notices) - 20} more: docqa status")
    return "\n".join(lines)


def _language_model(table: Mapping[str, Any] | None) -> str:
    if table is None:
        return "Language model: none; answers are quotes, and nothing is sent anywhere"
    private = ", passages that are not public too" if table["send_private"] else ""
    return printable(f"Language model: {table['model']} at {table['host']} words answers; questions and the passages quoted are sent there{private}")


def status_text(table: Mapping[str, Any]) -> str:
    """What is in an index, for a person."""
    counts, coverage = table["counts"], table["coverage"]
    lines = [
        f"Index {table['index']}, built {table['built']} by docqa {table['docqa']}",
        f"{counts['documents']} documents ({counts['copies']} copies), {counts['pages']} pages, {counts['passages']} passages, {counts['decisions']} decisions",
        f"{coverage['meetings']} meetings{' from ' + coverage['from'] + ' to ' + coverage['to'] if coverage['from'] else ''}",
        f"Model {table['model']}, vectors {table['vectors']}",
        _language_model(table["language_model"]),
        "Bodies:",
        *(f"  {b['papers']:>4} papers  {printable(b['body'])}" for b in table["bodies"]),
    ]
    if table["skipped"]:
        lines.append(f"Skipped {len(table['skipped'])}:")
        lines += [wrapped(printable(f"{s['document']}: {s['reason']}. {s['hint']}"), "    ", "  - ") for s in table["skipped"]]
    noted = [(d["document"], n) for d in table["documents"] for n in d["notices"]]
    if noted:
        lines.append("Notes:")
        lines += [wrapped(printable(f"{d}: {n}"), "    ", "  - ") for d, n in noted]
    return "\n".join(lines)
