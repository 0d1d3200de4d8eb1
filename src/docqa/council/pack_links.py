"""Links inside one document, made when it is read: agenda item -> its papers and the next meeting, report -> its appendices, minutes -> who came for which minute.

What comes in: blocks, pages, papers and items of a document. What goes out: links whose ends have ids that no other document can change. Pure.

    comes-with      an agenda item -> a paper that was sent out with it, by the pages the agenda gives, else by order
    next-meeting    an agenda item -> the meeting it announces (as "body/date", which no paper of the index need tell of)
    refers-to       a section of a report -> the appendix it names, and the earlier meeting it follows
    attended-for    minutes -> the minute that people in their header came for, or sent apologies for
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from docqa.council.dates import find_dates
from docqa.records import Block, Item, Link, Page, Paper, Reading
from docqa.register import body_key
from docqa.text import one_line, shorten

_PAGES = re.compile(r"\(?\b[Pp](?:age|p|g)s?\.?\s*(?P<a>\d{1,4})(?:\s*(?:-|–|—|to|and)\s*(?P<b>\d{1,4}))?\s*\)?")
_LAST_CELL = re.compile(r"^\D{0,3}(?P<a>\d{1,4})(?:\s*(?:-|–|—|to)\s*(?P<b>\d{1,4}))?\W*$")
_ITEM_HEAD = re.compile(r"^\W*(?:agenda )?item\s*(?:no\.?\s*|number\s*)?:?\s*(?P<n>\d{1,3}[a-z]?)\b(?!\.\d)", re.I)
_NO_PAPER = re.compile(r"\b(?:verbal|oral|to follow|to be tabled|circulated separately|members only)\b", re.I)
_NEXT = re.compile(r"\b(?:next|future|further|forthcoming) (?:ordinary |scheduled |public )?meetings?\b", re.I)
_TIME = re.compile(r"\b\d{1,2}(?:[.:]\d{2})?\s*(?:[ap]\.?m\b\.?|noon)|\b\d{1,2}[.:]\d{2}\b(?!\.\d)", re.I)
_MINUTES_OF = re.compile(r"^\W*(?:to (?:confirm|approve|receive|consider|agree|sign) )?(?:as a correct record )?(?:the )?(?:draft )?(?:minutes|notes of)\b", re.I)
_APPENDIX = re.compile(r"\b[Aa](?:ppendix|PPENDIX|nnex)\s+(?P<n>[A-Z](?:\d{1,2})?|[a-z]|\d{1,2})(?![\w])")
_APPENDIX_HEAD = re.compile(r"\b(?:appendix|annex)\s+(?P<n>[A-Z]\d{0,2}|\d{1,2})\b", re.I)
_CONTENTS = re.compile(r"(?:\.{4,}|\bpage)\s*\d{1,4}\W*$", re.I)  # a line of a table of contents
_FOLLOWS = re.compile(r"\b(?:follows?|following|further to|builds on)\b[^.]{0,60}\b(?:previous|earlier|last)?\s?(?:report|paper|presentation|discussion|meeting)\b", re.I)
_FOR_ITEM = re.compile(r"\bfor (?:[Aa]genda )?(?:[Ii]tems?|[Mm]inutes?)(?: [Nn](?:o|umber)s?\.?)? (?P<n>[A-Z]{0,4}/?\d{1,4}(?:/\d{1,4})?(?:(?:,| and| &| to|-) ?[A-Z]{0,4}\d{1,4})*)\b")
_ONE = re.compile(r"(?P<lead>[A-Z]{0,4}/?)(?P<a>\d{1,4}(?:/\d{1,4})?)(?:(?: to |-)[A-Z]{0,4}(?P<b>\d{1,4}))?")
_LISTED = re.compile(r"\b(?:also in attendance|in attendance|also present|officers (?:present|in attendance)|present|apologies[^.:]{0,40}?(?:from|:))\s*:?-?\s*", re.I)
_LEAD = 4  # blocks of an agenda item that can tell when the next meeting is; the last item runs on into the membership


def find_pack_links(reading: Reading, papers: Sequence[Paper], items: Sequence[Item]) -> tuple[Link, ...]:
    """All links inside a document."""
    of = {p.id: [i for i in items if i.paper == p.id] for p in papers}
    found: list[Link] = []
    for n, paper in enumerate(papers):
        if paper.kind == "agenda":
            sent = [p for p in _until_next_agenda(papers[n + 1 :]) if p.access in ("public", "private_session")]
            found += _papers_of_items(reading, of[paper.id], sent)
            found += _announced(reading.blocks, paper, of[paper.id])
        elif paper.kind == "minutes":
            found += _came_for(reading.blocks, paper, of[paper.id])
        elif paper.kind == "report":
            found += _appendices(reading.blocks, paper, of[paper.id], _own_appendices(papers[n + 1 :]))
            found += _followed(reading.blocks, paper, of[paper.id])
    return tuple(dict.fromkeys(found))


# ------------------------------------------------------------------------------------------- agenda items and their papers


def _until_next_agenda(papers: Sequence[Paper]) -> list[Paper]:
    end = next((n for n, p in enumerate(papers) if p.kind == "agenda"), len(papers))
    return list(papers[:end])


def _papers_of_items(reading: Reading, items: Sequence[Item], sent: Sequence[Paper]) -> Iterator[Link]:
    said = [(i, p, words) for p in sent for i, words in _item_said(reading.blocks, p, items)]
    yield from (Link(i.id, "comes-with", p.id, words, 0.97) for i, p, words in said)
    sent = [p for p in sent if p.id not in {s.id for _, s, _ in said}]
    ranges = [(i, r, words) for i in items for r, words in [_pages_of(reading.blocks, i)] if r]
    if not ranges or not sent:
        return
    numbers = _file_pages(reading.pages)
    if numbers:
        for item, (a, b), words in ranges:
            first, last = numbers.get(a), numbers.get(b)
            if first is None or last is None:
                continue
            inside = [p for p in sent if p.first_page is not None and first <= p.first_page <= last]
            yield from (Link(item.id, "comes-with", p.id, words, 0.97, f"pages {a}-{b}") for p in inside)
    else:
        yield from _by_order(ranges, sent)


def _item_said(blocks: Sequence[Block], paper: Paper, items: Sequence[Item]) -> Iterator[tuple[Item, str]]:
    """The agenda item that the head of a paper names: "Agenda Item 8", "Item: 6"."""
    for block in blocks[paper.first_block : min(paper.end_block, paper.first_block + 6)]:
        match = _ITEM_HEAD.match(one_line(block.text))
        item = next((i for i in items if match and i.number == match["n"]), None)
        if item:
            yield item, one_line(block.text)
            return


def _pages_of(blocks: Sequence[Block], item: Item) -> tuple[tuple[int, int] | None, str]:
    """The pack pages an agenda item gives, and the line that gives them."""
    block = blocks[item.first_block]
    text = one_line(block.text)
    if _NO_PAPER.search(text):
        return None, text
    match = list(_PAGES.finditer(text))[-1:]
    found = match[0] if match else _LAST_CELL.match(block.row.cells[-1].strip()) if block.row and len(block.row.cells) > 1 else None
    if found is None:
        return None, text
    a, b = int(found["a"]), int(found["b"] or found["a"])
    return ((a, b) if a <= b else None), shorten(text, 300)


def _file_pages(pages: Sequence[Page]) -> dict[int, int]:
    """Number printed on a page -> its number in the file; empty for files without pages."""
    printed = {int(p.printed): p.number for p in reversed(pages) if p.number is not None and p.printed and p.printed.isdigit()}
    if printed:
        return printed
    return {p.number: p.number for p in pages if p.number is not None}


def _by_order(ranges: Sequence[tuple[Item, tuple[int, int], str]], sent: Sequence[Paper]) -> Iterator[Link]:
    """Without page numbers in the file: as many runs of papers as the agenda has items with pages, and in their order; else nothing is sure."""
    runs: list[list[Paper]] = []
    for paper in sent:
        own = paper.kind != "appendix" and not (paper.kind == "minutes" and runs and runs[-1][0].kind == "minutes" and runs[-1][0].body == paper.body)
        if own or not runs:
            runs.append([])
        runs[-1].append(paper)
    told = [r for r in ranges if r[1]]
    if len(runs) != len(told) or any(bool(_MINUTES_OF.search(i.heading)) != (run[0].kind == "minutes") for (i, _, _), run in zip(told, runs, strict=True)):
        return
    for (item, (a, b), words), run in zip(told, runs, strict=True):
        yield from (Link(item.id, "comes-with", p.id, words, 0.9, f"pack pages {a}-{b}") for p in run)


def _announced(blocks: Sequence[Block], paper: Paper, items: Sequence[Item]) -> Iterator[Link]:
    """The next meeting that an agenda item gives, with its hour."""
    for item in items:
        if not _NEXT.search(item.heading) or not paper.body or not paper.meeting_date:
            continue
        text = one_line(" ".join(b.text for b in blocks[item.first_block : min(item.end_block, item.first_block + _LEAD)]))
        day = next((d for d in find_dates(text) if d.iso > paper.meeting_date), None)
        if day:
            hour = _TIME.search(text, day.end, day.end + 40)
            yield Link(item.id, "next-meeting", f"{body_key(paper.body)}/{day.iso}", shorten(text, 300), 0.97, hour.group() if hour else "")


# ------------------------------------------------------------------------------------------------------------ reports


def _own_appendices(papers: Sequence[Paper]) -> list[Paper]:
    end = next((n for n, p in enumerate(papers) if p.kind != "appendix"), len(papers))
    return list(papers[:end])


def _appendices(blocks: Sequence[Block], paper: Paper, items: Sequence[Item], appendices: Sequence[Paper]) -> Iterator[Link]:
    """Sections that name an appendix -> the appendix, where the report is followed by one of that number."""
    named: dict[str, Paper] = {}
    for appendix in appendices:
        for match in _APPENDIX_HEAD.finditer(appendix.title):
            named.setdefault(match["n"].upper(), appendix)
    if not named:
        return
    done: set[tuple[str, str]] = set()
    for n in range(paper.first_block, paper.end_block):
        text = one_line(blocks[n].text)
        for match in _APPENDIX.finditer(text) if not _CONTENTS.search(text) else ():
            target = named.get(match["n"].upper())
            source = next((i.id for i in items if i.first_block <= n < i.end_block), paper.id)
            if target and (source, target.id) not in done:
                done.add((source, target.id))
                yield Link(source, "refers-to", target.id, shorten(text[max(0, match.start() - 160) :], 300), 0.95)


def _followed(blocks: Sequence[Block], paper: Paper, items: Sequence[Item]) -> Iterator[Link]:
    """A report that says it follows one made to an earlier meeting of the same body -> that meeting."""
    if not paper.body or not paper.meeting_date:
        return
    for n in range(paper.first_block, min(paper.end_block, paper.first_block + 30)):
        text = one_line(blocks[n].text)
        match = _FOLLOWS.search(text)
        day = next((d for d in find_dates(text) if match and 0 <= d.start - match.end() < 120 and d.iso < (paper.meeting_date or "")), None)
        if day and not re.search(r"\b[Mm]inute (?:[Nn]o\.? ?)?\d", text):  # a minute with its number is linked as a minute
            source = next((i.id for i in items if i.first_block <= n < i.end_block), paper.id)
            yield Link(source, "refers-to", f"{body_key(paper.body)}/{day.iso}", shorten(text, 300), 0.9)
            return


# ------------------------------------------------------------------------------------------------------------ minutes


def _came_for(blocks: Sequence[Block], paper: Paper, items: Sequence[Item]) -> Iterator[Link]:
    """Header of minutes -> the minute that the people named before "for Item 90" came for."""
    by_number = {i.number: i for i in items if i.number}
    end = items[0].first_block if items else paper.first_block
    for block in blocks[paper.first_block : end]:
        text = one_line(block.text)
        start = 0
        for match in _FOR_ITEM.finditer(text):
            names = _named_for(text, start, match.start(), match.end())
            note = "apologies" if re.search(r"\bapologies\b", text[: match.start()], re.I) else "in attendance"
            start = match.end()
            for number in _numbers(match["n"]):
                if number in by_number and names:
                    yield Link(paper.id, "attended-for", by_number[number].id, shorten(f"{names} ({match.group()})", 400), 0.97, note)


def _named_for(text: str, start: int, at: int, end: int) -> str:
    """Who is named before "for Item 90" (or after it: "and, for Item 90, from Dr Moss"); in brackets it is only about the last one named."""
    who = text[start:at]
    listed = list(_LISTED.finditer(who))
    names = who[listed[-1].end() :] if listed else who
    after = re.match(r",? (?:from )?(?P<names>[^.;]{3,120})", text[end:]) if re.search(r"\b(?:and|from)\W*$|^\W*$", names) else None
    if after:
        return after["names"].strip(" ,")
    if who.endswith("("):
        names = re.split(r";\s|\),\s|\.\s(?=[A-Z])", names)[-1]
    return re.sub(r"^(?:and|from|by)\s", "", names.lstrip(" .,;)").rstrip(" .,;("))


def _numbers(text: str) -> Iterator[str]:
    for match in _ONE.finditer(text):
        yield match["lead"] + match["a"]
        if match["b"] and match["a"].isdigit():
            yield from (f"{match['lead']}{n}" for n in range(int(match["a"]) + 1, min(int(match["b"]), int(match["a"]) + 40) + 1))
