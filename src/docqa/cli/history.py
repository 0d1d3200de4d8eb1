"""Commands that follow matters through time: followups, timeline, changes. They read the register alone."""

from __future__ import annotations

import argparse
import re
import sys
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from docqa.cli.options import AddCommand, filter_options, filters_of, index_option, open_register, print_json
from docqa.errors import UsageError

if TYPE_CHECKING:
    from docqa.records import FollowUp
    from docqa.register import Register

_FOLLOWUPS = """status, as of today or of --as-of:
  open               no later item found, not yet due (or no date was given)
  due                the date is past and no later item was found: "No later record in the indexed papers", not "it did not happen"
  reported           a later item is about it
  answered in part   a later item is about it and says that something remains
  superseded         another decision took its place

examples:
  docqa followups --status due                             what should have come back and did not
  docqa followups --body scrutiny --as-of 2025-03-31       as it stood at the end of March 2025
  docqa followups --owner "head of leisure" --format csv
  docqa followups --format ics > follow-ups.ics            for a calendar; a month without a day is an entry over the month"""

_TIMELINE = """examples:
  docqa timeline "leisure centre"            every item of the minutes about it, oldest first, with what was decided
  docqa timeline parking --body cabinet
  docqa timeline LAC                         an acronym stands for its meaning too"""

_CHANGES = """What happened at meetings since a day: minutes approved and corrected, decisions that took the place of others, what other bodies did with
recommendations, reports that came back, and what fell due.

example: docqa changes --since 2025-01-01 --body scrutiny"""


def add_to(add: AddCommand) -> None:
    """Add these commands to the parser."""
    raw = argparse.RawDescriptionHelpFormatter
    followups = add("followups", "what was to come back, when, and whether it did", _followups, epilog=_FOLLOWUPS, formatter_class=raw)
    index_option(followups)
    filter_options(followups, paper_kind=False)
    followups.add_argument("--as-of", type=_day, metavar="DATE", help="status as of this day (default: today)")
    followups.add_argument("--status", choices=("open", "due", "reported", "partly", "superseded"), help="only those with this status (partly: answered in part)")
    followups.add_argument("--owner", metavar="NAME", help="only those this person or office is to act on")
    followups.add_argument("--text", metavar="WORDS", help="only those with all these words")
    followups.add_argument("--format", choices=("table", "json", "csv", "md", "ics"), default="table", help="(default: table)")

    timeline = add("timeline", "everything minuted about a topic, oldest first", _timeline, epilog=_TIMELINE, formatter_class=raw)
    timeline.add_argument("topic", nargs="+", help="words of the topic")
    index_option(timeline)
    filter_options(timeline, paper_kind=False)
    timeline.add_argument("--json", action="store_true", help="print it as JSON")

    changes = add("changes", "what has changed in the record since a day", _changes, description=_CHANGES, formatter_class=raw)
    changes.add_argument("--since", type=_day, metavar="DATE", required=True, help="the day, as 2025-01-31, 2025-01 or 2025")
    index_option(changes)
    changes.add_argument("--body", metavar="B", help="name of the body, a part of it, or its initials")
    changes.add_argument("--access", choices=("public",), help="public: leave out what was taken in private session")
    changes.add_argument("--json", action="store_true", help="print them as JSON")


def _day(text: str) -> str:
    """A day for argparse; a year or a month means its first day."""
    full = text if len(text) == 10 else f"{text}-01" if re.fullmatch(r"\d{4}-\d\d", text) else f"{text}-01-01" if re.fullmatch(r"\d{4}", text) else ""
    try:
        return date.fromisoformat(full).isoformat()
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is no date: write 2025-01-31, 2025-01 or 2025") from error


def _followups(options: argparse.Namespace) -> int:
    from docqa.answer.calendar import calendar_text
    from docqa.answer.listing import followups_text
    from docqa.records import to_json

    found = _found(open_register(options), options)
    if options.format == "json":
        print_json([to_json(f) for f in found])
    elif options.format == "ics":
        sys.stdout.write(calendar_text(found, f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}"))
    else:
        print(followups_text(found, options.format))
    return 0


def _found(register: Register, options: argparse.Namespace) -> list[FollowUp]:
    from docqa.council.followups import as_of
    from docqa.text import fold

    day = options.as_of or date.today().isoformat()
    words = fold(options.text or "").split()
    status = {"partly": "answered in part"}.get(options.status, options.status)
    known = [f for f in register.followups(register.resolved(filters_of(options))) if (f.meeting_date or "") <= day]
    return [
        f
        for f in (as_of(f, day) for f in known)
        if status in (None, f.status)
        and all(w in fold(f"{f.heading} {f.what}") for w in words)
        and (not options.owner or fold(options.owner) in fold(f.owner or ""))
    ]


def _timeline(options: argparse.Namespace) -> int:
    from docqa.answer.listing import timeline_text

    register = open_register(options)
    topic = " ".join(options.topic)
    rows = _rows(register, topic, options)
    if options.json:
        print_json(rows)
    else:
        print(timeline_text(rows, topic))
    return 0


def _rows(register: Register, topic: str, options: argparse.Namespace) -> list[dict[str, Any]]:
    from docqa.records import to_json
    from docqa.text import stems

    filters = register.resolved(filters_of(options))
    asked = [topic, *dict.fromkeys(d.meaning for d in register.definitions(topic))]
    found = {item.id: (item, paper) for words in asked for item, paper in register.topic(stems(words) or ["\x00"], filters)}
    seen: set[tuple[str | None, str | None, str]] = set()
    rows = []
    for item, paper in sorted(found.values(), key=lambda f: (f[1].meeting_date or "", f[1].draft, not f[1].id.endswith("#1"), f[1].document)):
        key = (paper.body, paper.meeting_date, item.number or item.heading)
        if key in seen:
            continue  # the same minute in another text of the minutes
        seen.add(key)
        decisions = register.decisions(items=[item.id])
        links = [(k, k.target) for k in register.links(item.id) if k.source == item.id]
        for d in decisions:
            links += [(k, k.target) for k in register.links(d.id) if k.source == d.id]
        rows.append(
            {
                "item": item.id, "body": paper.body, "meeting_date": paper.meeting_date, "minute": item.number or None, "heading": item.heading, "document": paper.document,
                "access": item.access, "draft": paper.draft,
                "decisions": [{"id": d.id, "text": d.text, "outcome": d.outcome, "kind": d.kind} for d in decisions],
                "links": [to_json(k) | {"there": _named(register, there)} for k, there in links],
            }
        )  # fmt: skip
    return rows


def _named(register: Register, id_: str) -> str:
    """A thing of the record in words."""
    from docqa.answer.listing import place_of

    decision = next(iter(register.decisions(ids=[id_])), None)
    if decision:
        return place_of(decision.body, decision.meeting_date, decision.minute)
    item = register.item(id_)
    paper = register.paper(item.paper if item else id_)
    if paper is None:
        return id_
    return place_of(paper.body, paper.meeting_date, item.number if item else None) if item or paper.kind == "minutes" else paper.title


_TOLD = {
    "approves-minutes": "approved the minutes of", "corrects": "corrected", "supersedes": "took the place of", "decides-on": "decided on the recommendation of",
    "called-in": "was called in by", "refers-back": "was referred to", "reports-back": "reported back on", "considers": "considered",
}  # fmt: skip


def _changes(options: argparse.Namespace) -> int:
    from docqa.answer.listing import wrapped
    from docqa.council.followups import as_of

    register = open_register(options)
    names = register.matching_bodies(options.body) if options.body else None
    if names == []:
        raise UsageError(f"no body in the index is called {options.body!r}", hint="Bodies: docqa status", code="unknown-body")
    rows: list[dict[str, Any]] = []
    for link, body, day, access in register.links_since(options.since):
        if (names is None or body in names) and link.relation in _TOLD and (options.access is None or access == options.access):
            rows.append(
                {"date": day, "body": body, "change": link.relation, "what": f"{_named(register, link.source)} {_TOLD[link.relation]} {_named(register, link.target)}"}
                | {"source": link.source, "target": link.target, "evidence": link.evidence, "note": link.note}
            )
    today = date.today().isoformat()
    for f in (as_of(f, today) for f in register.followups()):
        due = (f.due if len(f.due) == 10 else f"{f.due}-28") if f.due else None
        if due and options.since <= due <= today and f.status == "due" and (names is None or f.body in names) and (options.access is None or f.access == options.access):
            rows.append({"date": f.due, "body": f.body, "change": "fell-due", "what": f.what, "source": f.id, "target": None, "evidence": f.due_words, "note": ""})
    rows.sort(key=lambda r: (r["date"] or "", r["body"] or "", r["change"]))
    if options.json:
        print_json(rows)
    else:
        lines = []
        for r in rows:
            lead = "fell due, no later record found: " if r["change"] == "fell-due" else ""
            note = f" ({r['note']})" if r["note"] else ""
            lines.append(wrapped(f"{r['date']}  {lead}{r['what']}{note}", "    ", ""))
        print("\n".join(lines) or f"nothing changed in the record since {options.since}")
    return 0
