"""Commands that read the council's record alone: decisions, meetings, show, glossary. They load no model and no index."""

from __future__ import annotations

import argparse
import re
from typing import TYPE_CHECKING, Any

from docqa.cli.options import AddCommand, filter_options, filters_of, index_option, open_register, positive, print_json
from docqa.errors import UsageError

if TYPE_CHECKING:
    from docqa.records import Decision
    from docqa.register import Register

_DECISIONS = """examples:
  docqa decisions --body cabinet --from 2024-10 --to 2025-03        what Cabinet decided that winter
  docqa decisions --text "leisure centre" --kind substantive        without minutes approved and next meetings
  docqa decisions --outcome lost                                    motions and amendments that were lost
  docqa decisions --recommends-to cabinet --format csv > r.csv      what was recommended to Cabinet, for a spreadsheet
  docqa decisions --minute 41 --body cabinet --format json          one minute, with votes and links

A decision printed twice (a draft beside the approved minutes, minutes again in a pack) is listed once; --all, and JSON, list every text of it."""

_SHOW = """ids:
  ilsc/2017-10-31/m90/r1     a decision (from docqa decisions)
  ilsc/2017-10-31/m90        everything under one minute
  ilsc/2017-10-31            a meeting: papers, who was there, interests declared, items, decisions
  papers/pack.pdf#2          a paper of a document, with its items
  papers/pack.pdf --page 12  the text of a page"""


def add_to(add: AddCommand) -> None:
    """Add these commands to the parser."""
    raw = argparse.RawDescriptionHelpFormatter
    decisions = add("decisions", "list decisions from the minutes", _decisions, epilog=_DECISIONS, formatter_class=raw)
    index_option(decisions)
    filter_options(decisions, paper_kind=False)
    decisions.add_argument("--kind", choices=("substantive", "procedural"), help="only decisions of this kind")
    decisions.add_argument("--text", metavar="WORDS", help="only decisions with all these words, in their text or heading")
    decisions.add_argument("--outcome", choices=("carried", "lost", "deferred", "withdrawn"), help="only decisions with this outcome")
    decisions.add_argument("--strength", metavar="VERB", help="only decisions of this verb: noted, received, supported, recommended, approved, delegated, refused, appointed, deferred")
    decisions.add_argument("--recommends-to", metavar="BODY", help="only recommendations to this body")
    decisions.add_argument("--mover", metavar="NAME", help="only decisions this person moved or seconded")
    decisions.add_argument("--all", action="store_true", help="with second copies of the same minutes")
    decisions.add_argument("--format", choices=("table", "json", "csv", "md"), default="table", help="(default: table)")

    meetings = add("meetings", "list the meetings in the index", _meetings)
    index_option(meetings)
    filter_options(meetings, paper_kind=False)
    meetings.add_argument("--json", action="store_true", help="print them as JSON")
    meetings.add_argument("--format", choices=("table", "json", "csv", "md"), default="table", help="(default: table)")

    show = add("show", "show a decision, a minute, a meeting, a paper, or a page of a document", _show, epilog=_SHOW, formatter_class=raw)
    show.add_argument("id", help="id of a decision, minute, meeting or paper, or a document's path")
    show.add_argument("--page", type=positive, metavar="N", help="page of the document")
    index_option(show)
    show.add_argument("--access", choices=("public",), help="public: show nothing that was taken in private session")
    show.add_argument("--json", action="store_true", help="print it as JSON")

    glossary = add("glossary", "what acronyms stand for, and where a paper says so", _glossary)
    glossary.add_argument("term", nargs="?", help="one acronym, or words of its meaning (default: all)")
    index_option(glossary)
    glossary.add_argument("--json", action="store_true", help="print them as JSON")


def _decisions(options: argparse.Namespace) -> int:
    from docqa.answer.listing import decision_json, decisions_text
    from docqa.text import fold

    register = open_register(options)
    filters = register.resolved(filters_of(options))
    words = fold(options.text or "").split()
    found = [d for d in register.decisions(filters, kind=options.kind, copies=options.all or options.format == "json") if _wanted(d, options, words)]
    if options.format == "json":
        links = register.links_of([d.id for d in found])
        print_json([decision_json(d, links.get(d.id, [])) for d in found])
    else:
        print(decisions_text(found, options.format))
    return 0


def _wanted(decision: Decision, options: argparse.Namespace, words: list[str]) -> bool:
    from docqa.text import fold

    text = fold(f"{decision.heading} {decision.text}")
    return (
        all(w in text for w in words)
        and options.outcome in (None, decision.outcome)
        and options.strength in (None, decision.strength)
        and (not options.recommends_to or fold(options.recommends_to) in fold(decision.recommends_to or ""))
        and (not options.mover or fold(options.mover) in fold(f"{decision.mover or ''} {decision.seconder or ''}"))
    )


def _meetings(options: argparse.Namespace) -> int:
    from docqa.answer.listing import meeting_json, meetings_text

    register = open_register(options)
    filters = register.resolved(filters_of(options))
    counts = register.decisions_per_meeting()
    papers = {p.id: p for p in register.papers()}
    names = set((filters.body or "").split("\x1f")) if filters.body else None
    rows = []
    for m in register.meetings():
        if (names is not None and m.body not in names) or (filters.from_date and m.date < filters.from_date) or (filters.to_date and m.date > filters.to_date):
            continue
        minutes = [papers[p] for p in m.papers if papers[p].kind == "minutes"]
        rows.append(meeting_json(m, counts.get((m.body, m.date), 0), None, bool(minutes) and all(p.draft for p in minutes)))
    chairs = register.chairs()
    for row in rows:
        row["chair"] = next((chairs[p] for p in row["papers"] if p in chairs), None)
    if options.json or options.format == "json":
        print_json(rows)
    else:
        print(meetings_text(rows, options.format))
    return 0


def _show(options: argparse.Namespace) -> int:
    from docqa.records import to_json
    from docqa.text import printable

    register = open_register(options)
    found = _decision_shown(register, options) or _minute_shown(register, options) or _meeting_shown(register, options) or _paper_shown(register, options)
    if found:
        print_json(found[1]) if options.json else print(found[0])
        return 0
    numbers = register.page_numbers(options.id)
    page = register.page(options.id, options.page or (numbers[0] if numbers else None))
    if page is None:
        where = f", page {options.page}" if options.page else ""
        raise UsageError(f"nothing in the index is called {options.id!r}{where}", hint="Ids: docqa decisions, docqa meetings. Documents: docqa status.", code="unknown-id")
    if options.access == "public" and any(p.access != "public" for p in register.papers(options.id)):
        raise UsageError(f"{options.id} holds text that is not public", hint="Leave --access out to see it.", code="not-public")
    print_json(to_json(page)) if options.json else print(printable(page.text))
    return 0


Shown = tuple[str, Any]


def _decision_shown(register: Register, options: argparse.Namespace) -> Shown | None:
    from docqa.answer.listing import decision_in_full, decision_text

    found = [d for d in register.decisions(ids=[options.id]) if options.access is None or d.access == options.access]
    if not found:
        return None
    links = register.links(found[0].id) + (register.links(found[0].item) if found[0].item else [])
    return decision_text(found[0], links, _titles(register, [k.source for k in links] + [k.target for k in links])), decision_in_full(found[0], links)


def _minute_shown(register: Register, options: argparse.Namespace) -> Shown | None:
    """Everything under one minute: its text, decisions, what was said that is no decision, links."""
    from docqa.answer.listing import decision_in_full, decision_text, links_text, wrapped
    from docqa.records import to_json

    item = register.item(options.id) or register.item_of_minute(options.id)
    if item is None or (options.access and item.access != options.access):
        return None
    decisions = register.decisions(items=[item.id])
    links = register.links(item.id)
    titles = _titles(register, [k.source for k in links] + [k.target for k in links])
    said = register.statements([item.id])
    lines = [wrapped(f"{item.number} {item.heading}".strip()), *([wrapped(item.banner)] if item.banner else [])]
    for d in decisions:
        lines += ["", decision_text(d, register.links(d.id), titles | _titles(register, [x for k in register.links(d.id) for x in (k.source, k.target)]))]
    lines += ["", "Said, not resolved"] if said else []
    lines += [wrapped(f"{s.kind}: {s.text}", "    ", "  * ") for s in said]
    lines += links_text(links, item.id, titles)
    table = to_json(item) | {"decisions": [decision_in_full(d, register.links(d.id)) for d in decisions], "statements": [to_json(s) for s in said], "links": [to_json(k) for k in links]}
    table.pop("gist", None)
    return "\n".join(lines), table


def _meeting_shown(register: Register, options: argparse.Namespace) -> Shown | None:
    from docqa.answer.listing import wrapped
    from docqa.records import to_json
    from docqa.text import shorten

    meeting = next((m for m in register.meetings() if m.id == options.id), None)
    if meeting is None:
        return None
    papers = [p for p in register.papers() if p.id in meeting.papers]
    minutes = [p.id for p in papers if p.kind == "minutes"][:1]
    present, interests = register.attendance(minutes), register.interests(minutes)
    items = [i for p in minutes for i in register.items(p) if options.access is None or i.access == options.access]
    decisions = register.decisions(items=[i.id for i in items])
    lines = [f"{meeting.body}, {meeting.date}", "", "Papers", *(wrapped(f"{p.kind}: {p.title}  {p.id}{'  [draft]' if p.draft else ''}", "    ", "  ") for p in papers)]
    for label, roles in (("Chair", ("chair",)), ("Present", ("vice_chair", "present", "substitute")), ("In attendance", ("in_attendance", "clerk")), ("Apologies", ("apologies",)), ("Absent", ("absent",))):
        names = [f"{a.name}{f' ({a.note})' if a.note else ''}" for a in present if a.role in roles]
        lines += [wrapped(f"{label}: {'; '.join(names)}", "    ", "")] if names else []
    lines += [wrapped(f"Interest: {i.text}", "    ", "") for i in interests]
    lines += ["", "Items"] if items else []
    for item in items:
        own = [d for d in decisions if d.item == item.id]
        lines.append(wrapped(f"{item.number} {item.heading}{' [private session]' if item.access == 'private_session' else ''}", "    ", "  "))
        lines += [wrapped(f"{shorten(d.text, 200)}  {d.id}", "        ", "      - ") for d in own]
    table = {
        "id": meeting.id, "body": meeting.body, "date": meeting.date, "papers": [to_json(p) for p in papers], "attendance": [to_json(a) for a in present],
        "interests": [to_json(i) for i in interests], "items": [{k: v for k, v in to_json(i).items() if k != "gist"} for i in items], "decisions": [d.id for d in decisions],
    }  # fmt: skip
    return "\n".join(lines), table


def _paper_shown(register: Register, options: argparse.Namespace) -> Shown | None:
    from docqa.answer.listing import links_text, wrapped
    from docqa.records import to_json

    document, _, number = options.id.rpartition("#")
    paper = next((p for p in register.papers(document) if p.id == options.id), None) if number.isdigit() else None
    if paper is None or (options.access and paper.access != options.access):
        return None
    items, links = register.items(paper.id), register.links(paper.id)
    lines = [wrapped(paper.title), wrapped(", ".join(x for x in (paper.kind, paper.body or "", paper.meeting_date or "", "draft" if paper.draft else "", paper.access) if x))]
    lines += [f"{paper.document}{f', pages {paper.first_page}-{paper.last_page}' if paper.first_page else ''}", ""]
    of_items = register.links_of([i.id for i in items]) if paper.kind == "agenda" else {}
    titles = _titles(register, [k.target for held in of_items.values() for k in held])
    for i in items:  # an agenda leads to what was sent out with it
        lines.append(wrapped(f"{i.number} {i.heading}", "    ", "  "))
        lines += [wrapped(f"{titles.get(k.target, k.target)}{f' ({k.note})' if k.note else ''}", "          ", "        ") for k in of_items.get(i.id, ()) if k.source == i.id and k.relation in ("comes-with", "next-meeting")]
    lines += links_text(links, paper.id, _titles(register, [k.source for k in links] + [k.target for k in links]))
    return "\n".join(lines), to_json(paper) | {"items": [{k: v for k, v in to_json(i).items() if k != "gist"} for i in items], "links": [to_json(k) for k in links]}


def _titles(register: Register, ids: list[str]) -> dict[str, str]:
    """How linked things are shown: body, date, minute and heading beside the id."""
    from docqa.answer.listing import place_of

    known: set[str] = set()
    shown = {d.id: f"{place_of(d.body, d.meeting_date, d.minute)} ({d.heading})  {d.id}" for d in register.decisions(ids=list(dict.fromkeys(ids)))}
    for id_ in ids:
        if id_ in shown:
            continue
        item = register.item(id_)
        paper = register.paper(item.paper if item else id_)
        if item and paper:
            shown[id_] = f"{place_of(paper.body, paper.meeting_date, item.number)} ({item.heading})"
        elif paper:
            shown[id_] = f"{paper.title}  {paper.id}"
        elif re.fullmatch(r"[^/#]+/\d{4}-\d\d-\d\d", id_):  # a meeting
            known = known or {m.id for m in register.meetings()}
            shown[id_] = f"the meeting of {id_.rpartition('/')[2]}  {id_}" + ("" if id_ in known else ", of which no paper is in the index")
    return shown


def _glossary(options: argparse.Namespace) -> int:
    from docqa.records import to_json
    from docqa.text import fold

    register = open_register(options)
    found = register.definitions(options.term)
    if options.term and not found:  # words of the meaning: "looked after children"
        found = [d for d in register.definitions() if fold(options.term) in fold(d.meaning)]
    if options.json:
        print_json([to_json(d) for d in found])
    elif not found:
        print(f"no paper in the index says what {options.term} stands for" if options.term else "no acronym is defined in the indexed papers")
    else:
        lines = {f"{d.acronym:<10} {d.meaning}  ({d.document}{f', page {d.span.page}' if d.span.page else ''})": None for d in found}
        print("\n".join(lines))
    return 0
