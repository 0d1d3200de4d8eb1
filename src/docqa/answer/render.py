"""Answers, hits, decisions and reports as text for a terminal, and the outside JSON of a decision. Pure; text from papers is made printable."""

from __future__ import annotations

import csv
import io
import shutil
import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

from docqa.answer.compose import shown, spoken_date, where
from docqa.records import Answer, BuildReport, Citation, Decision, Hit, Link, Resolution, to_json
from docqa.text import one_line, printable, shorten

_QUOTE_CHARS = 320  # of a citation's quote on the command line; the whole of it is in --json and on the screen


def _width() -> int:
    return max(40, min(shutil.get_terminal_size((100, 24)).columns, 110))


def _wrapped(text: str, indent: str = "", first: str | None = None) -> str:
    return textwrap.fill(text, _width(), initial_indent=indent if first is None else first, subsequent_indent=indent, break_on_hyphens=False)


def place(citation: Citation) -> str:
    """Where a quote stands, in words: body, date, minute, page, document."""
    parts = [citation.body or shorten(citation.title, 60)]
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
    lines = [_wrapped(printable(line)) for line in answer.answer.splitlines()]
    if answer.citations:
        lines.append("")
        lines.append("Nearest passages" if answer.status == "not_found" else "Sources")
        for citation in answer.citations:
            lines.append(_wrapped(place(citation), "    ", f"[{citation.mark}] "))
            lines.append(_wrapped(f"“{shorten(shown(citation.quote), _QUOTE_CHARS)}”", "    "))
    if answer.resolutions:
        lines += ["", "Resolutions", *(resolution_text(r) for r in answer.resolutions)]
    for notice in answer.notices:
        lines += ["", _wrapped(f"Note: {printable(notice)}")]
    if answer.status == "answered":
        lines += ["", f"confidence {answer.confidence:.2f} · {answer.elapsed_ms:.0f} ms"]
    return "\n".join(lines)


def resolution_text(resolution: Resolution) -> str:
    """A resolution with its place."""
    parts = [resolution.body or "", spoken_date(resolution.meeting_date) if resolution.meeting_date else "", f"minute {resolution.minute}" if resolution.minute else ""]
    head = ", ".join(p for p in parts if p) or resolution.document
    page = f", p. {resolution.page}" if resolution.page else ""
    state = f" [{resolution.outcome}]" if resolution.outcome != "carried" else ""
    return _wrapped(f"{head}{page} ({resolution.relation}){state}: {one_line(resolution.text)}", "    ", "  * ")


def hits_text(hits: Sequence[Hit]) -> str:
    """Hits of a search for a terminal."""
    if not hits:
        return "nothing found"
    lines = []
    for n, hit in enumerate(hits, 1):
        p = hit.passage
        page = f", p. {p.spans[0].page}" if p.spans and p.spans[0].page else ""
        more = f" (+{len(hit.places)} more places)" if hit.places else ""
        lines.append(_wrapped(printable(f"{where(p)}{page}, {p.document}{more}"), "    ", f"{n:>2}. "))
        lines.append(_wrapped(shorten(shown(p.text), 400), "    "))
    return "\n".join(lines)


def decision_json(decision: Decision, links: Sequence[Link]) -> dict[str, Any]:
    """A decision with the keys that scripts rely on."""
    table: dict[str, Any] = to_json(decision)
    spans = table.pop("spans")
    table.pop("item")
    table["page"] = decision.page
    table["start"], table["end"] = (spans[0]["start"], spans[-1]["end"]) if spans else (None, None)
    table["links"] = [to_json(link) for link in links]
    return table


def decision_text(decision: Decision) -> str:
    """All of a decision for a terminal."""
    d = decision
    lines = [d.id, _wrapped(", ".join(x for x in (d.body or "", spoken_date(d.meeting_date) if d.meeting_date else "", f"minute {d.minute}" if d.minute else "", d.heading) if x))]
    lines += [_wrapped(printable(f"{d.document}{f', p. {d.page}' if d.page else ''}")), ""]
    lines += [_wrapped(printable(one_line(d.text))), ""]
    facts = [d.kind, d.outcome, d.strength, f"moved by {d.mover}" if d.mover else "", f"seconded by {d.seconder}" if d.seconder else ""]
    if d.votes:
        facts.append(f"for {_or_dash(d.votes.for_)}, against {_or_dash(d.votes.against)}, abstained {_or_dash(d.votes.abstain)}")
    lines.append(" · ".join(f for f in facts if f) + (" · draft" if d.draft else ""))
    return "\n".join(lines)


def _or_dash(number: int | None) -> str:
    return "-" if number is None else str(number)


def decisions_text(decisions: Sequence[Decision], form: str) -> str:
    """Decisions as "table", "csv" or "md"."""
    if form == "csv":
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerow(["id", "body", "meeting_date", "minute", "heading", "kind", "outcome", "text", "mover", "seconder", "for", "against", "document", "page"])
        for d in decisions:
            votes = d.votes
            writer.writerow([d.id, d.body, d.meeting_date, d.minute, d.heading, d.kind, d.outcome, one_line(d.text), d.mover, d.seconder,
                             votes.for_ if votes else None, votes.against if votes else None, d.document, d.page])  # fmt: skip
        return out.getvalue().rstrip("\r\n")
    if form == "md":
        lines = ["| date | body | minute | decision | outcome | id |", "|---|---|---|---|---|---|"]
        lines += [f"| {d.meeting_date or ''} | {_cell(d.body)} | {d.minute or ''} | {_cell(d.text)} | {d.outcome} | {d.id} |" for d in decisions]
        return "\n".join(lines)
    if not decisions:
        return "no decisions found"
    lines = []
    for d in decisions:
        state = "" if d.outcome == "carried" else f" [{d.outcome}]"
        lines.append(_wrapped(printable(f"{d.meeting_date or 'undated'}  {d.body or d.document}{f', minute {d.minute}' if d.minute else ''}: {shorten(d.text, 300)}{state}"), "    ", ""))
    lines.append(f"{len(decisions)} decisions")
    return "\n".join(lines)


def _cell(text: str | None) -> str:
    return one_line(text or "").replace("|", "\\|")


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
        lines += [_wrapped(printable(f"{s.document}: {s.reason}. {s.hint}"), "    ", "  - ") for s in report.skipped]
    if report.notices:
        lines.append("Notes:")
        lines += [_wrapped(printable(n), "    ", "  - ") for n in report.notices[:20]]
        if len(report.notices) > 20:
            lines.append(f"  and {len(report.notices) - 20} more: docqa status")
    return "\n".join(lines)


def status_text(table: Mapping[str, Any]) -> str:
    """What is in an index, for a person."""
    counts, coverage = table["counts"], table["coverage"]
    lines = [
        f"Index {table['index']}, built {table['built']} by docqa {table['docqa']}",
        f"{counts['documents']} documents ({counts['copies']} copies), {counts['pages']} pages, {counts['passages']} passages, {counts['decisions']} decisions",
        f"{coverage['meetings']} meetings{' from ' + coverage['from'] + ' to ' + coverage['to'] if coverage['from'] else ''}",
        f"Model {table['model']}, vectors {table['vectors']}",
        "Bodies:",
        *(f"  {b['papers']:>4} papers  {printable(b['body'])}" for b in table["bodies"]),
    ]
    if table["skipped"]:
        lines.append(f"Skipped {len(table['skipped'])}:")
        lines += [_wrapped(printable(f"{s['document']}: {s['reason']}. {s['hint']}"), "    ", "  - ") for s in table["skipped"]]
    noted = [(d["document"], n) for d in table["documents"] for n in d["notices"]]
    if noted:
        lines.append("Notes:")
        lines += [_wrapped(printable(f"{d}: {n}"), "    ", "  - ") for d, n in noted]
    return "\n".join(lines)
