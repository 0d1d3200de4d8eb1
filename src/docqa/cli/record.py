"""Commands that read the council's record alone: decisions, meetings, show, glossary. They load no model and no index."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from docqa.cli.options import AddCommand, filter_options, filters_of, index_option, open_register, positive, print_json
from docqa.errors import UsageError

if TYPE_CHECKING:
    from docqa.records import Decision


def add_to(add: AddCommand) -> None:
    """Add these commands to the parser."""
    decisions = add("decisions", "list decisions from the minutes", _decisions)
    index_option(decisions)
    filter_options(decisions, paper_kind=False)
    decisions.add_argument("--kind", choices=("substantive", "procedural"), help="only decisions of this kind")
    decisions.add_argument("--text", metavar="WORDS", help="only decisions with all these words")
    decisions.add_argument("--format", choices=("table", "json", "csv", "md"), default="table", help="(default: table)")

    meetings = add("meetings", "list the meetings in the index", _meetings)
    index_option(meetings)
    meetings.add_argument("--json", action="store_true", help="print them as JSON")

    show = add("show", "show a decision, or a page of a document", _show)
    show.add_argument("id", help="id of a decision, or a document's path")
    show.add_argument("--page", type=positive, metavar="N", help="page of the document")
    index_option(show)
    show.add_argument("--json", action="store_true", help="print it as JSON")

    glossary = add("glossary", "what acronyms stand for, and where a paper says so", _glossary)
    glossary.add_argument("term", nargs="?", help="one acronym (default: all)")
    index_option(glossary)
    glossary.add_argument("--json", action="store_true", help="print them as JSON")


def _decisions(options: argparse.Namespace) -> int:
    from docqa.answer.render import decision_json, decisions_text
    from docqa.text import fold

    register = open_register(options)
    filters = register.resolved(filters_of(options))
    wanted = fold(options.text or "").split()
    found: list[Decision] = [d for d in register.decisions(filters, kind=options.kind) if all(w in fold(f"{d.heading} {d.text}") for w in wanted)]
    if options.format == "json":
        print_json([decision_json(d, register.links(d.id)) for d in found])
    else:
        print(decisions_text(found, options.format))
    return 0


def _meetings(options: argparse.Namespace) -> int:
    from docqa.records import to_json

    meetings = open_register(options).meetings()
    if options.json:
        print_json([to_json(m) for m in meetings])
    else:
        print("\n".join(f"{m.date}  {m.body}  ({len(m.papers)} paper{'s' if len(m.papers) != 1 else ''})" for m in meetings) or "no meeting was recognised")
    return 0


def _show(options: argparse.Namespace) -> int:
    from docqa.answer.render import decision_json, decision_text
    from docqa.records import to_json
    from docqa.text import printable

    register = open_register(options)
    found = register.decisions(ids=[options.id])
    if found:
        if options.json:
            print_json(decision_json(found[0], register.links(found[0].id)))
        else:
            print(decision_text(found[0]))
        return 0
    numbers = register.page_numbers(options.id)
    page = register.page(options.id, options.page or (numbers[0] if numbers else None))
    if page is None:
        where = f", page {options.page}" if options.page else ""
        raise UsageError(f"nothing in the index is called {options.id!r}{where}", hint="Ids: docqa decisions. Documents: docqa status.", code="unknown-id")
    if options.json:
        print_json(to_json(page))
    else:
        print(printable(page.text))
    return 0


def _glossary(options: argparse.Namespace) -> int:
    from docqa.records import to_json

    found = open_register(options).definitions(options.term)
    if options.json:
        print_json([to_json(d) for d in found])
    elif not found:
        print(f"no paper in the index says what {options.term} stands for" if options.term else "no acronym is defined in the indexed papers")
    else:
        lines = {f"{d.acronym:<10} {d.meaning}  ({d.document}{f', page {d.span.page}' if d.span.page else ''})": None for d in found}
        print("\n".join(lines))
    return 0
