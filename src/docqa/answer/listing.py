"""Lists from the register - decisions, follow-ups, meetings, a timeline - as tables, CSV, Markdown, and the outside JSON. Pure.

Text from papers is made printable. Nothing here needs the index or a model.
"""

from __future__ import annotations

import csv
import io
import shutil
import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

from docqa.records import Decision, FollowUp, Link, Meeting, Votes, to_json
from docqa.text import one_line, printable, shorten


def columns() -> int:
    """Characters in a line of the terminal, between 40 and 110."""
    return max(40, min(shutil.get_terminal_size((100, 24)).columns, 110))


def wrapped(text: str, indent: str = "", first: str | None = None) -> str:
    """``text`` over lines, each after ``indent``, the first after ``first``."""
    return textwrap.fill(printable(text), columns(), initial_indent=indent if first is None else first, subsequent_indent=indent, break_on_hyphens=False)


# ----------------------------------------------------------------------------------------------------------- decisions


def decision_json(decision: Decision, links: Sequence[Link]) -> dict[str, Any]:
    """A decision with exactly the keys that scripts rely on."""
    d = decision
    return {
        "id": d.id, "document": d.document, "paper": d.paper, "page": d.page, "body": d.body, "meeting_date": d.meeting_date, "minute": d.minute,
        "heading": d.heading, "text": d.text, "parts": [to_json(p) for p in d.parts], "kind": d.kind, "outcome": d.outcome, "mover": d.mover,
        "seconder": d.seconder, "votes": _votes(d.votes), "access": d.access, "draft": d.draft, "recommends_to": d.recommends_to, "due": d.due,
        "status": d.status, "links": [to_json(k) for k in links],
    }  # fmt: skip


def decision_in_full(decision: Decision, links: Sequence[Link]) -> dict[str, Any]:
    """A decision with all that is known of it: its place in the text, who voted how, reasons, owner."""
    d = decision
    more = {
        "strength": d.strength, "reasons": d.reasons, "alternatives": d.alternatives, "owner": d.owner, "call_in": d.call_in, "item": d.item,
        "named_votes": dict(d.votes.names) if d.votes else {}, "spans": [to_json(s) for s in d.spans],
    }  # fmt: skip
    return decision_json(d, links) | more


def _votes(votes: Votes | None) -> dict[str, int | None] | None:
    return {"for": votes.for_, "against": votes.against, "abstain": votes.abstain, "absent": votes.absent} if votes else None


def place_of(body: str | None, date: str | None, minute: str | None) -> str:
    """Where something was minuted, in words."""
    return ", ".join(x for x in (body or "", date or "undated", f"minute {minute}" if minute else "") if x)


def decision_text(decision: Decision, links: Sequence[Link] = (), titles: Mapping[str, str] = {}) -> str:
    """All of a decision for a terminal. ``titles``: id of a linked thing -> how it is shown."""
    d = decision
    lines = [d.id, wrapped(", ".join(x for x in (place_of(d.body, d.meeting_date, d.minute), d.heading) if x)), wrapped(f"{d.document}{f', p. {d.page}' if d.page else ''}"), ""]
    lines += [wrapped(one_line(d.text)), ""]
    facts = [d.kind, d.outcome, d.strength, f"moved by {d.mover}" if d.mover else "", f"seconded by {d.seconder}" if d.seconder else ""]
    if d.votes:
        facts.append(f"for {_or_dash(d.votes.for_)}, against {_or_dash(d.votes.against)}, abstained {_or_dash(d.votes.abstain)}")
    facts += [f"recommends to {d.recommends_to}" if d.recommends_to else "", f"due {d.due}" if d.due else "", d.status or "", f"to act: {d.owner}" if d.owner else ""]
    lines.append(wrapped(" · ".join(f for f in facts if f) + (" · draft minutes" if d.draft else "") + (" · private session" if d.access == "private_session" else "")))
    if d.votes and d.votes.names:
        lines.append(wrapped("; ".join(f"{how}: {', '.join(n for n, h in d.votes.names.items() if h == how)}" for how in ("for", "against", "abstain") if how in d.votes.names.values())))
    for label, text in (("Reasons", d.reasons), ("Alternatives", d.alternatives), ("Call-in", d.call_in)):
        if text:
            lines.append(wrapped(f"{label}: {text}", "    ", ""))
    return "\n".join([*lines, *links_text(links, d.id, titles)])


def links_text(links: Sequence[Link], id_: str, titles: Mapping[str, str] = {}) -> list[str]:
    """Links from and to one thing, one a line with the words it rests on."""
    lines = ["", "Links"] if links else []
    for link in links:
        there = link.target if link.source == id_ else link.source
        how = link.relation if link.source == id_ else f"{link.relation} (from)"
        note = f", {link.note}" if link.note else ""
        lines.append(wrapped(f"{how}{note}: {titles.get(there, there)}", "    ", "  * "))
        lines.append(wrapped(f"“{shorten(link.evidence, 200)}”", "    "))
    return lines


def _or_dash(number: int | None) -> str:
    return "-" if number is None else str(number)


def decisions_text(decisions: Sequence[Decision], form: str) -> str:
    """Decisions as "table", "csv" or "md"."""
    if form == "csv":
        head = ["id", "body", "meeting_date", "minute", "heading", "kind", "outcome", "text", "mover", "seconder", "for", "against", "abstain", "recommends_to", "due", "status", "access", "draft", "document", "page"]
        rows = [
            [d.id, d.body, d.meeting_date, d.minute, d.heading, d.kind, d.outcome, one_line(d.text), d.mover, d.seconder]
            + [d.votes.for_ if d.votes else None, d.votes.against if d.votes else None, d.votes.abstain if d.votes else None]
            + [d.recommends_to, d.due, d.status, d.access, d.draft, d.document, d.page]
            for d in decisions
        ]
        return _csv(head, rows)
    if form == "md":
        lines = ["| date | body | minute | decision | outcome | id |", "|---|---|---|---|---|---|"]
        return "\n".join([*lines, *(f"| {d.meeting_date or ''} | {_cell(d.body)} | {d.minute or ''} | {_cell(d.text)} | {d.outcome} | {d.id} |" for d in decisions)])
    if not decisions:
        return "no decisions found"
    lines = []
    for d in decisions:
        marks = [m for m, on in ((d.outcome, d.outcome != "carried"), ("draft", d.draft), ("private session", d.access == "private_session")) if on]
        state = f" [{', '.join(marks)}]" if marks else ""
        lines.append(wrapped(f"{place_of(d.body or d.document, d.meeting_date, d.minute)}: {shorten(d.text, 300)}{state}", "    ", ""))
    return "\n".join([*lines, f"{len(decisions)} decision{'s' if len(decisions) != 1 else ''} of {meetings_counted(decisions)}"])


def meetings_counted(things: Sequence[Decision] | Sequence[FollowUp]) -> str:
    """ "9 meetings from 2024-05-15 to 2025-02-26"."""
    held = {(t.body, t.meeting_date) for t in things if t.meeting_date}
    days = sorted(d for _, d in held if d)
    return f"{len(held)} meeting{'s' if len(held) != 1 else ''}{f' from {days[0]} to {days[-1]}' if days else ''}"


# ---------------------------------------------------------------------------------------------------------- follow-ups


def followups_text(followups: Sequence[FollowUp], form: str) -> str:
    """Follow-ups as "table", "csv" or "md"."""
    if form == "csv":
        head = ["id", "body", "meeting_date", "minute", "heading", "what", "due", "due_words", "owner", "status", "answered_by", "answered_on", "document"]
        return _csv(head, [[getattr(f, name) for name in head] for f in followups])
    if form == "md":
        lines = ["| due | status | what | owner | minuted | answered | id |", "|---|---|---|---|---|---|---|"]
        rows = (f"| {f.due or ''} | {f.status} | {_cell(f.what)} | {_cell(f.owner)} | {place_of(f.body, f.meeting_date, f.minute)} | {f.answered_on or ''} | {f.id} |" for f in followups)
        return "\n".join([*lines, *rows])
    if not followups:
        return "nothing to follow up found"
    lines = []
    for f in followups:
        when = f"due {f.due}" if f.due and len(f.due) == 10 else f"due about {f.due}" if f.due else "no date"
        answered = f", reported {f.answered_on}" if f.answered_on and f.status in ("reported", "answered in part") else ""
        owner = f" ({f.owner})" if f.owner else ""
        lines.append(wrapped(f"{f.status:<10} {when}{answered}: {shorten(f.what, 260)}{owner}", "    ", ""))
        lines.append(wrapped(f"{place_of(f.body, f.meeting_date, f.minute)}  {f.id}", "    "))
    counted = ", ".join(f"{sum(f.status == s for f in followups)} {s}" for s in ("open", "due", "reported", "answered in part", "superseded") if any(f.status == s for f in followups))
    return "\n".join([*lines, f"{len(followups)} found: {counted}"])


# ------------------------------------------------------------------------------------------------ meetings and timeline


def meetings_text(meetings: Sequence[Mapping[str, Any]], form: str) -> str:
    """Meetings as "table", "csv" or "md"; each with id, body, date, papers, decisions, chair, draft."""
    head = ["id", "date", "body", "papers", "decisions", "chair", "draft"]
    rows = [[m[h] if h != "papers" else len(m["papers"]) for h in head] for m in meetings]
    if form == "csv":
        return _csv(head, rows)
    if form == "md":
        return "\n".join(["| " + " | ".join(head) + " |", "|" + "---|" * len(head), *("| " + " | ".join(_cell(str(c if c is not None else "")) for c in r) + " |" for r in rows)])
    if not meetings:
        return "no meeting was recognised"
    lines = [f"{m['date']}  {m['body']}  ({_plural(len(m['papers']), 'paper')}, {_plural(m['decisions'], 'decision')}{', draft minutes' if m['draft'] else ''})  {m['id']}" for m in meetings]
    return printable("\n".join(lines))


def timeline_text(rows: Sequence[Mapping[str, Any]], topic: str) -> str:
    """What was minuted about a topic, oldest first."""
    if not rows:
        return f"nothing about {topic!r} in the minutes of the index"
    lines = []
    for row in rows:
        lines.append(wrapped(f"{row['meeting_date']}  {place_of(row['body'], None, row['minute']).replace('undated, ', '').replace(', undated', '')}: {row['heading']}", "    ", ""))
        for decision in row["decisions"]:
            mark = f" [{decision['outcome']}]" if decision["outcome"] != "carried" else ""
            lines.append(wrapped(f"{shorten(decision['text'], 240)}{mark}", "      ", "    - "))
        for link in row["links"]:
            lines.append(wrapped(f"{link['relation']} {link['there']}", "      ", "    > "))
    return "\n".join([*lines, f"{_plural(len(rows), 'item')} in the minutes"])


def meeting_json(meeting: Meeting, decisions: int, chair: str | None, draft: bool) -> dict[str, Any]:
    """A meeting with what a list shows of it."""
    return {"id": meeting.id, "body": meeting.body, "date": meeting.date, "papers": list(meeting.papers), "decisions": decisions, "chair": chair, "draft": draft}


def _plural(n: int, noun: str) -> str:
    return f"{n} {noun}{'s' if n != 1 else ''}"


def _csv(head: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(head)
    writer.writerows(rows)
    return out.getvalue().rstrip("\r\n")


def _cell(text: str | None) -> str:
    return one_line(text or "").replace("|", "\\|")
