"""Minutes -> the decision that approves or corrects them, and approved minutes -> their draft. Pure, over the whole register."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from docqa.council.dates import find_dates, partial_dates
from docqa.council.threads import Spoken, Threads, subject
from docqa.records import Decision, Link, Paper
from docqa.text import one_line, shorten

_APPROVED = re.compile(r"\b(?:approved?|confirmed?|agreed|accepted|adopted|signed|correct records?|true record)\b", re.I)
_MINUTES = re.compile(r"\b(?:minutes?|notes|cofnodion)\b", re.I)
_CORRECTION = re.compile(r"\b(?:correct(?:ion|ed)s?|amend(?:ment|ed)s?|with one change|one change|read [\"“]|with the (?:addition|deletion|name)|altered|subject to|to read|(?:after|by) (?:changing|altering|correcting|deleting|adding))\b(?! record)", re.I)
_OF_MINUTES = re.compile(r"\b(?:minutes|notes) of\b[^.]{0,120}\b(?:held )?(?:on|of)\s+(?:\w+day,?\s+)?(?:the\s+)?$", re.I)
_AMISS = re.compile(r"\bshould (?:have )?(?:read|be|been|said)\b|\bread [\"“]|\bcorrect\w*|\bnot recorded\b", re.I)


def find_approvals(threads: Threads, mentions: Spoken) -> Iterator[Link]:
    """Decision -> the minutes it approves (``approves-minutes``), and the items or minutes it corrects (``corrects``)."""
    for decision in chain.from_iterable(threads.decisions.values()):
        text = one_line(decision.text)
        if not (decision.body and decision.meeting_date and decision.outcome == "carried" and threads.stands(decision) and _APPROVED.search(text) and _MINUTES.search(f"{decision.heading} {text}")):
            continue
        if not re.search(r"\b(?:minutes?|notes|cofnodion|correct record)\b[^.]{0,260}\b(?:approv|confirm|agre|accept|adopt|sign|correct|true)|\b(?:approv|confirm|agre|accept|adopt|sign)\w*\b[^.]{0,60}\b(?:minutes|notes)\b", text, re.I):
            continue
        for day in _days_approved(threads, decision):
            if day >= decision.meeting_date:
                continue
            paper = threads.minutes_of(decision.body, day, draft=True)
            if paper is not None and paper.id == decision.paper:
                continue
            meeting = f"{decision.id.partition('/')[0]}/{day}"  # what is approved, where its minutes are not in the register
            yield Link(decision.id, "approves-minutes", paper.id if paper else meeting, shorten(text, 400), 0.97)
            if not _CORRECTION.search(text):
                continue
            above = [(p, words) for p, words in mentions.get(decision.item or "", ()) if paper and p.paper.meeting_date == paper.meeting_date and _AMISS.search(words)]
            if above and re.search(r"\babove\b", text):
                yield from (Link(decision.id, "corrects", p.item.id, shorten(words, 400), 0.95) for p, words in above)
            else:
                yield from _corrections(threads, decision, day, paper, meeting)


def _days_approved(threads: Threads, decision: Decision) -> list[str]:
    body, base = decision.body or "", decision.meeting_date or ""
    text = f"{decision.heading} {decision.text}"
    days = [d.iso for d in find_dates(text) if d.iso in threads.days.get(body, []) or _OF_MINUTES.search(text[: d.start])]
    for _day, month, start, _ in partial_dates(text):
        found = threads.day_meant(body, f"--{month:02}-{_day:02}", base)
        if found and start >= 0:
            days.append(found)
    if not days and not find_dates(text) and re.search(r"\b(?:previous|last) (?:ordinary )?meeting\b|^minutes\b", text, re.I):
        previous = threads.previous_day(body, base)
        days = [previous] if previous else []
    return list(dict.fromkeys(days))


def _corrections(threads: Threads, decision: Decision, day: str, paper: Paper | None, meeting: str) -> Iterator[Link]:
    """The items that corrections of approved minutes are about, by number or by heading; else the minutes, else the meeting."""
    text = one_line(decision.text)
    start = re.search(r"\b(?:subject to|with (?:the|one|two) (?:following )?(?:correction|change|amendment|addition)s?|with the [^,]{0,80}\b(?:altered|amended|changed|corrected))\b", text, re.I) or _CORRECTION.search(text)
    said = text[start.start() :] if start else text
    told = [p for p in (threads.day_meant(decision.body or "", f"--{month:02}-{day:02}", decision.meeting_date or "") for day, month, _, _ in partial_dates(said)) if p]
    told += [d.iso for d in find_dates(said)]
    if told and day not in told and any(threads.minutes_of(decision.body or "", d) for d in told):
        return  # the correction is to other minutes that were approved with these
    numbers = [m[1] for m in re.finditer(r"\b(?:minutes?|item|paragraph|at|in)\s*(?:no\.?\s*)?((?:[A-Z]{1,4}/?)?\d{1,4}(?:/\d{1,4}){0,2})(?:\.\d+)?\b", said, re.I)]
    own = threads.items_of(paper.id) if paper else []
    items = [p for n in dict.fromkeys(numbers) for p in own if p.item.number == n]
    if not items:
        words = subject(said)
        named = [p for p in own if len(subject(p.item.heading)) > 1 and subject(p.item.heading) <= words]
        items = named if len(named) == 1 else []
    for target in [p.item.id for p in items] or [paper.id if paper else meeting]:
        yield Link(decision.id, "corrects", target, shorten(said, 400), 0.95)


def find_drafts(threads: Threads) -> Iterator[Link]:
    """Approved text of minutes -> their draft (``supersedes``)."""
    for held in threads.minutes.values():
        final = next((p for p in held if not p.draft), None)
        for draft in held:
            if final and draft.draft and draft.document != final.document:
                yield Link(final.id, "supersedes", draft.id, final.title, 0.95)


def approved_papers(threads: Threads, links: list[Link]) -> list[str]:
    """Drafts that a later meeting approved, where no approved text supersedes them (the draft then stays a draft)."""
    superseded = {k.target for k in links if k.relation == "supersedes"}
    approved = {k.target for k in links if k.relation == "approves-minutes"}
    corrected = {k.target for k in links if k.relation == "corrects"}
    return [p for p in approved - superseded - corrected if p in threads.papers and threads.papers[p].draft]

