"""Blocks -> papers: where in a document the agenda, each set of minutes, each report and appendix begins and ends, and what each is. Pure.

A first split: a paper begins at a heading that names its kind or its body with a date, followed by what such a paper starts with. Where nothing
is sure the document stays one paper.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import PurePosixPath

from docqa.council.bodies import find_body, titled
from docqa.council.dates import MONTHS, find_dates, month_first
from docqa.council.dating import HEAD_BLOCKS, meeting_date
from docqa.council.heads import PageHead, begins_at, meeting_over, name_alone, over, page_heads
from docqa.council.prose import decides
from docqa.records import Access, Block, Paper, PaperKind, Reading
from docqa.text import one_line, sentences, shorten

_PRESENT = re.compile(r"^\W*(?:members?\s+|councillors?\s+|committee members\s+)*(?:present|attendance|in attendance|sederunt|yn bresennol|those present|roll call)\b", re.I)
_PRESENT_ANYWHERE = re.compile(r"\b(?:present(?: were)?\s*[:.-]|apologies|in attendance|members present|roll call|in the chair)", re.I)
_MINUTES = re.compile(r"\b(?:minutes?|cofnodion)\b", re.I)
_AGENDA = re.compile(r"^\W*(?:A\s*G\s*E\s*N\s*D\s*A|agenda|notice of meeting|summons)\b|\bagenda\b", re.I)
_REPORT = re.compile(
    r"^\W*(?:(?:briefing (?:paper|note)|report|cabinet report|committee report|council report)\s+(?:for|to|of|by)\b|report$|report of the\b|officer'?s? report\b|\d?\.?\s*date of meeting:)",
    re.I,
)
_APPENDIX = re.compile(r"^\W*(?:appendix|annexe?|schedule|enclosure|atodiad)\s+(?:[A-Z]|\d{1,2}|[ivx]+)\b(?!\s*(?:to|of) this)", re.I)
_DECISION_RECORD = re.compile(
    r"\b(?:record of (?:an? )?(?:executive |key )?decisions? (?:taken|made) by|record of (?:officer |executive |cabinet member |delegated )*decisions?|decision (?:record|notice)|notice of (?:executive |delegated |officer |key )*decision|delegated decision)\b",
    re.I,
)
_RESOLVED = re.compile(r"\bRESOLVED\b|^\W*(?:Resolved|Agreed|AGREED|Decision)\s*[:–-]|\b[Ii]t was (?:agreed|resolved)\b")
_NOTICE = re.compile(r"\b(?:public )?notice\b", re.I)
_DRAFT = re.compile(
    r"\bdraft\b(?! (?:local plan|plan|budget|policy|strategy|response|letter|report|agreement))|subject to (?:approval|confirmation)|unconfirmed|unapproved|not yet (?:been )?approved",
    re.I,
)
_APPROVED = re.compile(r"\bapproved minutes\b|minutes[^.]{0,20}\(approved\)|signed as a (?:true|correct) record\s*[:.]*\s*(?:chair|date)", re.I)
_EXEMPT = re.compile(
    r"not for publication|part (?:II|2|two)\b.{0,40}(?:exempt|confidential|private)|^\W*exempt (?:report|appendix|information)|^\W*confidential (?:report|appendix)|restricted item",
    re.I,
)


_WELSH = re.compile(r"^(?:Cyngor|Pwyllgor|Is-[Bb]wyllgor|Bwrdd)\b")
_NEAR_ITEMS = 60  # blocks
_FEWEST_ITEMS = 4
_DECIDED = 3  # sentences that tell of a decision make minutes of an agenda
_PRINCIPAL = re.compile(r"\b(?:Borough|City|District|County|Metropolitan|Town|Parish|Community)(?: and \w+)? Council$|^Council of the ")


@dataclass(frozen=True, slots=True)
class _Start:
    block: int
    kind: PaperKind


def split_papers(reading: Reading) -> tuple[Paper, ...]:
    """The papers of a document; together they cover all blocks."""
    heads = page_heads(reading)
    starts = _with_items(reading, _starts(reading.blocks), begins_at(heads))
    if starts and starts[0].kind == "minutes" and 0 < starts[0].block <= 6 and not any(_AGENDA.search(one_line(b.text)) for b in reading.blocks[: starts[0].block]):
        starts[0] = _Start(0, "minutes")  # the lines above are its own heading
    if not starts or starts[0].block > 0:
        kind = _kind_of_whole(reading, 0, starts[0].block if starts else len(reading.blocks))
        starts = [_Start(0, kind), *starts]
    elif len(starts) == 1 and starts[0].kind in ("appendix", "report"):
        starts = [_Start(0, _kind_of_whole(reading, 0, len(reading.blocks), default=starts[0].kind))]
    american = month_first("\n".join(b.text for b in reading.blocks[:400]))
    papers: list[Paper] = []
    for n, start in enumerate(starts):
        end = starts[n + 1].block if n + 1 < len(starts) else len(reading.blocks)
        papers.append(_paper(reading, n, start, end, papers, american, heads))
    return tuple(_under_one_name(p, papers) for p in papers)


def _with_items(reading: Reading, starts: list[_Start], items: Sequence[int]) -> list[_Start]:
    """Starts of papers with those that the running heads tell ("Agenda Item 8"); one told twice, a line or two apart, begins at the head of its page."""
    merged = list(starts)
    for block in items:
        near = next((k for k, s in enumerate(merged) if block <= s.block <= block + 8 and reading.blocks[s.block].spans[0].page == reading.blocks[block].spans[0].page), None)
        if near is not None:
            merged[near] = _Start(block, merged[near].kind)
        elif block > 0:
            end = next((s.block for s in starts if s.block > block), len(reading.blocks))
            merged.append(_Start(block, _kind_of_whole(reading, block, end, default="report")))
            merged.sort(key=lambda s: s.block)
    return merged


def _under_one_name(paper: Paper, papers: Sequence[Paper]) -> Paper:
    """A body that the papers of a pack call now "Select Commission", now "Select Committee", under the name that its agenda or minutes use."""
    if paper.body and _WELSH.match(paper.body):  # minutes in two languages, one after the other
        place = paper.body.split()[-1]
        english = next((p.body for p in papers if p.body and not _WELSH.match(p.body) and place in p.body.split()), None)
        return replace(paper, body=english) if english else paper
    if paper.body is None or paper.kind in ("agenda", "minutes"):
        return paper
    stem = paper.body.rpartition(" ")[0]
    other = next((p.body for p in papers if p.body and p.kind in ("agenda", "minutes") and p.body != paper.body and stem and p.body.rpartition(" ")[0] == stem), None)
    return replace(paper, body=other) if other else paper


def _starts(blocks: Sequence[Block]) -> list[_Start]:
    found: list[_Start] = []
    for n in range(len(blocks)):
        kind = _opens(blocks, n)
        if kind is None:
            continue
        if found and n - found[-1].block <= 8 and (found[-1].kind == kind or kind not in ("minutes", "appendix")):
            continue  # the same front matter
        if kind == "appendix" and _items_go_on(blocks, n):
            continue
        found.append(_Start(n, kind))
    return found


def _items_go_on(blocks: Sequence[Block], n: int) -> bool:
    """Are the items behind block ``n`` numbered on from those before it: "Appendix 1" over the accounts of item 9, and then item 10?"""
    before = next((number for b in reversed(blocks[max(0, n - _NEAR_ITEMS) : n]) if (number := _item_number(b))), 0)
    behind = next((number for b in blocks[n + 1 : n + _NEAR_ITEMS] if (number := _item_number(b))), 0)
    return before >= _FEWEST_ITEMS and behind == before + 1


def _item_number(block: Block) -> int:
    """The whole number of an item that a block opens, else 0."""
    found = re.fullmatch(r"(\d{1,2})[.)]", block.number) if block.kind in ("heading", "list_item") else None
    return int(found[1]) if found else 0


def _opens(blocks: Sequence[Block], n: int) -> PaperKind | None:
    """The kind of paper that begins at block ``n``, if one does."""
    block = blocks[n]
    line = one_line(block.text)
    ahead = blocks[n + 1 : n + 9]
    if block.row is not None:
        first = block.row.cells[0].strip() if block.row.cells else ""
        numbered = re.match(r"^(?:agenda )?item(?: no\.?)?\s*:?$", first, re.I) and re.match(r"^\d{1,3}[a-z]?\.?$", " ".join(block.row.cells[1:]).strip())
        opens = n > 8 and (numbered or re.match(r"^(?:1\.\s*)?(?:report to|date of meeting|meeting date|to)\s*:?$", first, re.I)) and blocks[n - 1].row is None
        return "report" if opens and _has_header(ahead) else None
    if len(line) > 260:
        return None
    heading = block.kind == "heading" or block.strong
    if heading and not block.number:
        near = [line, *(one_line(b.text) for b in ahead[:3])]
        dated = any(find_dates(t) for t in near)
        attended = any(_PRESENT.match(one_line(b.text)) for b in ahead)
        close = any(_PRESENT.match(one_line(b.text)) for b in ahead[:4])
        own = any(find_dates(t) for t in near[:2]) or find_body(near[1] if len(near) > 1 else "") or find_body(line)
        if attended and dated and n and own and (find_body(line) or (_MINUTES.search(line) and len(line) < 120) or (close and _DATED.match(line) and len(line) < 140)):
            return "minutes"
        if n and attended and re.match(r"\W*(?:draft\s+)?minutes of\b", line, re.I):
            return "minutes"
        if _DECISION_RECORD.search(line) and len(line) < 120:
            return "decision_record"
        if re.fullmatch(r"\W*A\s?G\s?E\s?N\s?D\s?A\W*", line) and n > 12:
            return "agenda"
    if _APPENDIX.match(line) and len(line) < 130 and (heading or len(line) < 60) and not line.endswith((".", ";", ",")) and not block.number:
        return "appendix"
    if _REPORT.match(line) and len(line) < 130 and n and (line.isupper() or heading) and _has_header(ahead):
        return "report"
    return None


_DATED = re.compile(rf"^\W*(?:(?:board|committee|council|ordinary|annual|special) )?(?:meeting|minutes)?\W*(?:held )?(?:on )?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?\d{{1,2}}(?:st|nd|rd|th)? (?:{'|'.join(MONTHS)})", re.I)


def _has_header(ahead: Sequence[Block]) -> bool:
    text = " ".join(one_line(b.text)[:80] for b in ahead[:6]).lower()
    return sum(w in text for w in ("date", "title", "subject", "directorate", "report of", "author", "ward", "purpose", "recommend", "meeting")) >= 2


def _kind_of_whole(reading: Reading, first: int, end: int, default: PaperKind = "other") -> PaperKind:
    """Kind of the paper in blocks ``first`` to ``end``, from its head; of the one at the start of the document also from its title and name."""
    head = [one_line(b.text) for b in reading.blocks[first : min(end, first + HEAD_BLOCKS)]]
    name = re.sub(r"[-_]+", " ", " ".join(PurePosixPath(reading.document).parts[-2:])).lower()
    top = " \n ".join(h[:200] for h in head[:8])
    titles = f"{reading.title} \n {name}" if first == 0 else " ".join(head[:2])[:200]
    attended = sum(bool(_PRESENT_ANYWHERE.search(h)) for h in head)
    if _DECISION_RECORD.search(top):
        return "decision_record"
    if re.search(r"\bcall-in notice\b|\bnotice of call-in\b", top, re.I):
        return "notice"
    if (
        re.search(r"\bagenda\b|A\s?G\s?E\s?N\s?D\s?A|notice of (?:the )?(?:\w+ ){0,4}meeting|summon", top, re.I)
        and not re.search(r"^\W*(?:draft )?minutes of\b", top, re.I)
        and attended < 2
    ):
        return "minutes" if _tells_what_was_decided(reading.blocks[first:end]) else "agenda"
    if any(_REPORT.match(h) and len(h) < 160 or re.match(r"\W*report of\b", h, re.I) for h in head[:8]) and attended < 2 and not re.search(r"^\W*(?:draft )?minutes of\b", head[0] if head else "", re.I):
        return "report"
    if any(_MINUTES.search(re.sub(r"\bminutes? nos?\b|\(minute\b", "", h, flags=re.I)) for h in head[:8] if len(h) < 200) or (_MINUTES.search(titles) and attended) or attended >= 2:
        return "minutes"
    if any(re.match(r"\W*(?:draft )?(?:\w+ )?minutes of\b", h[:60], re.I) for h in head[:3]):  # all in one paragraph
        return "minutes"
    if re.search(r"\bminutes\b|\bmeeting\b|\bmtg\b", titles, re.I) and (attended or "minutes" in titles.lower()):
        return "minutes"
    if "agenda" in titles.lower():
        return "agenda"
    if attended and any(_RESOLVED.search(b.text[:400]) for b in reading.blocks[first : min(end, first + 400)]):
        return "minutes"
    if _NOTICE.search(titles):
        return "notice"
    if re.search(r"\breport\b|strategy|statement of accounts|review\b", titles, re.I) or (head and _REPORT.match(head[0])):
        return "report"
    return default


def _tells_what_was_decided(blocks: Sequence[Block]) -> bool:
    """Is what was decided written below the summons to the meeting?"""
    told = (decides(b.text[a:z]) for b in blocks if b.row is None and b.kind != "heading" for a, z in sentences(b.text))
    return sum(islice((1 for t in told if t), _DECIDED)) == _DECIDED


def _paper(reading: Reading, n: int, start: _Start, end: int, before: Sequence[Paper], american: bool, heads: Sequence[PageHead]) -> Paper:
    blocks = reading.blocks[start.block : end]
    head = [one_line(b.text) for b in blocks[:HEAD_BLOCKS]]
    pages = [s.page for b in blocks for s in b.spans if s.page is not None]
    running = over(heads, min(pages, default=None), max(pages, default=None))
    running_body, running_date = meeting_over(running)
    body = _body(reading, head, start.kind, n)
    if start.kind == "appendix" and before:  # it names many bodies and belongs to the paper it follows
        body = running_body or next((p.body for p in reversed(before) if p.kind in ("report", "appendix")), before[0].body)
    if start.kind not in ("minutes", "agenda", "decision_record"):
        body = running_body or body
    body = body or running_body or (before[0].body if before and start.kind in ("report", "appendix", "notice", "other") else None)
    if body is None and start.kind == "minutes":
        body = name_alone(running) or (_inherited(head, before) if before and before[0].kind == "agenda" else None)
    if body in ("Council", "Full Council"):
        body = next((name for line in [*running, *head[:4], *(b.body or "" for b in before[:1])] if (name := find_body(line)) and _PRINCIPAL.search(name)), body)
    in_pack = bool(before) and before[0].kind == "agenda" and start.kind in ("report", "appendix", "notice", "other")
    date = meeting_date(reading, blocks, start.kind, n, american, running_date, only_said=in_pack or (n > 0 and start.kind == "appendix"))
    if date is None and (in_pack or (before and start.kind == "appendix")):
        date = before[-1].meeting_date if before[-1].kind in ("report", "appendix") and before[-1].meeting_date else before[0].meeting_date
    title = reading.title if n == 0 else shorten(" ".join(head[:2]), 160)
    text_head = " ".join(head)
    draft = start.kind == "minutes" and bool(_DRAFT.search(f"{text_head} {reading.title} {reading.document}")) and not _APPROVED.search(text_head)
    access: Access = "exempt" if any(_EXEMPT.search(h) for h in head[:6]) and start.kind in ("report", "appendix", "other") else "public"
    return Paper(
        f"{reading.document}#{n + 1}", reading.document, start.kind, title or reading.title, body, date, start.block, end,
        min(pages, default=None), max(pages, default=None), draft, access,
    )  # fmt: skip


def _inherited(head: Sequence[str], before: Sequence[Paper]) -> str | None:
    """The body of minutes in a pack that name none: that of the pack, unless their head speaks of another kind of body."""
    body = before[0].body
    above = next((k for k, h in enumerate(head) if _PRESENT.match(h)), 4)
    kinds = {m.group().lower() for h in head[:above] for m in re.finditer(r"\b(?:Board|Committee|Commission|Panel|Council|Cabinet|Forum)\b", h)}
    return None if body is None or (kinds and not any(k in body.lower() for k in kinds)) else body


def _body(reading: Reading, head: Sequence[str], kind: PaperKind, n: int) -> str | None:
    if kind in ("minutes", "agenda"):
        above = next((k for k, h in enumerate(head[:8]) if _PRESENT.match(h)), 8) if kind == "minutes" else 8  # names of other bodies stand among those present
        lines = [*head[: max(above, 1)], *([reading.title] if n == 0 else [])]
    else:
        lines = [re.sub(r"^\W*(?:[\w’' ]+ )?report of\b.*$", "", line, flags=re.I) for line in (*([reading.title] if n == 0 else []), *(h for h in head[:6] if not re.match(r"\W*\d{1,2}\.\d", h)))]  # whose report it is, not who meets
    joined = [f"{a} {b}" for a, b in zip(lines, lines[1:], strict=False) if len(a) < 60 and len(b) < 60 and re.search(r"\bof(?: the)?$", a, re.I)]
    if kind == "decision_record":
        joined = [f"{a} {b}" if re.search(r"(?:,|\b(?:and|of|for|the))$", a) else a for a, b in zip(head, [*head[1:], ""], strict=True)]
        maker = next((m for h in joined if (m := re.match(r"^(?:decisions? (?:taken|made) by|decision[- ]maker)\s*:?\s*(?P<who>.+)$", h, re.I))), None)
        maker = maker or next((m for h in head[:4] if (m := re.search(r"\bdecision (?:taken|made) by (?:the )?(?P<who>.+ (?:for|of) .+)$", h, re.I))), None)
        if maker:
            office = re.search(r"(?:(?:Cabinet|Executive) Member|Strategic Director|Director|Head|Chief Executive|Leader|Monitoring Officer|Portfolio Holder|Assistant Director)\b.*", maker["who"])
            who = (office.group() if office else maker["who"]).strip(" .")
            return shorten(titled(who) if who.isupper() else who, 80)
    council: str | None = None
    welsh: str | None = None
    for line in [*joined, *lines]:
        body = find_body(line[:200])
        if body and _WELSH.match(body):  # the English name may stand beside it
            welsh = welsh or body
        elif body and len(body) < 90:
            if not body.endswith("Council") or kind not in ("minutes", "agenda"):
                return body
            council = council or body
    named = find_body(reading.title) if n == 0 and council else None  # the council's own name heads the papers of its committees too
    return named if named and not named.endswith("Council") and not _WELSH.match(named) else council or welsh
