"""Links between the things of the record, over a whole register: made at the end of every build, in place of those of the build before.

Relations, each with the words it rests on and a confidence; below the bar a link is not made:

    approves-minutes   a decision -> minutes it approves          corrects       a decision -> the item or minutes it corrects
    supersedes         approved minutes -> their draft, a decision -> the one it takes the place of
    recommends-to      a decision -> what the body did with it    decides-on     the other way, with "as recommended", "amended", "not accepted"
    called-in          a decision -> the item that reviews it     refers-back    a decision -> the item that takes it again, and the one it sends back
    considers          an item -> a report or another body's minute
    reports-back       an item -> the item that had asked for it  refers-to      an item -> an earlier item it only speaks of
    adopts             a decision -> the recommendation of the report it follows
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from docqa.council.dates import find_dates, partial_dates
from docqa.council.followups import find_followups, states_of
from docqa.council.threads import ROUTINE, Place, Threads, subject
from docqa.records import Decision, Link, Paper
from docqa.register import Register
from docqa.text import fold, one_line, shorten

_CASE = re.compile(r"\b\d{2}/\d{4,5}/[A-Z]{2,4}\b")  # a planning application
BAR = 0.7  # links of less confidence are not made
_WAIT_DAYS = 300  # within which a recommendation is decided on
_APPROVED = re.compile(r"\b(?:approved?|confirmed?|agreed|accepted|adopted|signed|correct records?|true record)\b", re.I)
_MINUTES = re.compile(r"\b(?:minutes?|notes|cofnodion)\b", re.I)
_CORRECTION = re.compile(r"\b(?:correct(?:ion|ed)s?|amend(?:ment|ed)s?|with one change|one change|read [\"“]|with the (?:addition|deletion|name)|to read|(?:after|by) (?:changing|altering|correcting|deleting|adding))\b(?! record)", re.I)
_ASKED = re.compile(
    r"\b(?:further to|as resolved|required by|(?:committee|commission|board|council|cabinet) asked|(?:had|been|was|were|first) asked|asked (?:for|in|at)|as asked|deferred|requested|due\b|called for|presented|brought back|as (?:had been )?(?:agreed|resolved|promised)|had (?:recommended|resolved)|had been (?:due|recommended|promised|begun)|(?:has|have|had|was|were)\b[^.]{0,20} to come back|"
    r"in the light of|agreed in|which the (?:commission|committee|board|council) had)\b", re.I
)
_SELF = re.compile(r"(?<!\bas )\b(?:[Hh]e|[Ss]he|[Tt]hey|(?:Councillor|Cllr\.?|Mr|Mrs|Ms|Miss|Dr)(?: Mrs| Miss)? [A-Z][\w’'-]+) (?:had |has )?asked\b(?: (?:for|in|at))?")  # what a member asks in debate nobody has to answer
_BODY_ASKED = re.compile(r"\b(?:which|as) (?:the )?(?:[A-Z]\w+ ){0,4}(?:Cabinet|Council|Committee|Commission|Board|Panel) had (?:asked|requested|required)\b")
_IN_PLACE = re.compile(
    r"\b(?:having reconsidered|reconsidered its|rescind\w*|revok\w*|supersed\w*|in place of (?:the|that|£?\d[\d.,]*)|instead of the|not (?:be )?proceeded with|withdraw the (?:offer|objection|decision)|take out the words put in)\b|\byn lle['’]?r\b", re.I
)  # fmt: skip
_AMISS = re.compile(r"\bshould (?:have )?(?:read|be|been|said)\b|\bread [\"“]|\bcorrect\w*|\bnot recorded\b", re.I)
_CALL_IN = re.compile(r"\bcall(?:ed)?[- ]in\b", re.I)
_REFER_BACK = re.compile(r"\b(?:be |is |was )?referred back\b|\brefers? (?:the decision |it )?back\b|\breference back\b", re.I)
_RECONSIDERED = re.compile(r"\breconsider\w*|\brescind\w*|\brevok\w*|\bsupersed\w*|\bin place of\b|\bnot (?:be )?proceeded with", re.I)
_REFUSED = re.compile(r"\b(?:not (?:be )?(?:accepted|agreed|supported|approved)|be rejected|be refused|declined|not proceed)\b", re.I)


def link_register(register: Register) -> None:
    """Make all links and follow-ups of a register and write them."""
    register.settle_ids()
    threads = Threads(register)
    copies = list(_copies(threads))
    register.mark_copies(copies)
    links = list(_once(k for k in make_links(threads, register) if k.confidence >= BAR))
    followups, answers = find_followups(threads, register, links, {copy for copy, _ in copies})
    links = list(_once([*links, *answers]))
    register.write_links(links, followups, states_of(followups))
    register.mark_approved(_approved_papers(threads, links))


def _asked(words: str) -> re.Match[str] | None:
    """The words that tell that something was asked for, or was to come back."""
    return _ASKED.search(_SELF.sub(" ", words))


def _copies(threads: Threads) -> Iterator[tuple[str, str]]:
    """Decisions of a second text of the same minutes, with those of the text that counts."""
    for (body, day), held in threads.minutes.items():
        best = threads.minutes_of(body, day)
        if best is None or len(held) < 2:
            continue
        own = [d for p in threads.items_of(best.id) for d in threads.decisions.get(p.item.id, [])] + threads.decisions.get(best.id, [])
        for paper in held:
            if paper.id == best.id:
                continue
            for decision in [d for p in threads.items_of(paper.id) for d in threads.decisions.get(p.item.id, [])] + threads.decisions.get(paper.id, []):
                words = subject(decision.text)
                same = next((o for o in own if o.minute == decision.minute and (fold(o.text) == fold(decision.text) or threads.shared(words, subject(o.text)) > 0.8)), None)
                if same:
                    yield decision.id, same.id


def make_links(threads: Threads, register: Register) -> Iterator[Link]:
    """Every link that does not rest on a follow-up, whatever its confidence."""
    mentions: dict[str, list[tuple[Place, str]]] = {}
    for mention in register.mentions():
        own = threads.papers.get(mention.paper)
        if own is None or own.kind not in ("minutes", "report", "appendix", "other", "decision_record", "notice"):
            continue
        meant = threads.meant(mention, own)
        source = _speaking(threads, mention.source, own)
        if isinstance(meant, str) and own.kind == "minutes" and (_asked(mention.text) or _IN_PLACE.search(mention.text)):
            meant = _on_the_day(threads, source, threads.body_named(mention.body, own.body), meant, mention.text)
        if isinstance(meant, Place) and meant.item.id != source and (meant.date <= (own.meeting_date or "") or (own.body is None and own.kind == "report")):
            mentions.setdefault(source, []).append((meant, mention.text))
    decided = list(_decided_on(threads, mentions))
    yield from _approvals(threads, mentions)
    yield from _drafts(threads)
    yield from decided
    yield from _mentioned(threads, mentions, {(k.source, k.target) for k in decided})
    yield from _reports(threads, register, _known_to(threads, mentions))


def _speaking(threads: Threads, source: str, own: Paper) -> str:
    """What speaks: in a decision record, whichever section does, it is the decision."""
    if own.kind != "decision_record":
        return source
    return next((p.item.id for p in threads.items_of(own.id) if threads.decisions.get(p.item.id)), source)


def _on_the_day(threads: Threads, source: str, body: str | None, day: str, words: str) -> Place | None:
    """The item of a meeting that is named by its day only ("deferred from 3 October"): the one that is plainly on the same subject."""
    if body is None or source not in threads.items or ROUTINE.match(threads.items[source].item.heading):
        return None
    heading, said = subject(threads.items[source].item.heading), subject(words)
    ranked = sorted(
        ((0.7 * threads.shared(heading, subject(p.item.heading)) + 0.5 * threads.shared(said, threads.gist(p.item.id)), n, p) for n, p in enumerate(threads.items_on(body, day)) if not ROUTINE.match(p.item.heading)),
        reverse=True, key=lambda r: r[0],
    )  # fmt: skip
    sure = ranked and ranked[0][0] >= 0.6 and (len(ranked) < 2 or ranked[0][0] - ranked[1][0] > 0.15)
    return ranked[0][2] if sure else None


def _once(links: Iterator[Link] | list[Link]) -> Iterator[Link]:
    best: dict[tuple[str, str, str], Link] = {}
    for link in links:
        key = (link.source, link.relation, link.target)
        if key not in best or best[key].confidence < link.confidence:
            best[key] = link
    yield from best.values()


# ----------------------------------------------------------------------------------------------------- approved minutes


def _approvals(threads: Threads, mentions: dict[str, list[tuple[Place, str]]]) -> Iterator[Link]:
    for decision in chain.from_iterable(threads.decisions.values()):
        text = one_line(decision.text)
        if not (decision.body and decision.meeting_date and decision.outcome == "carried" and _stands(threads, decision) and _APPROVED.search(text) and _MINUTES.search(f"{decision.heading} {text}")):
            continue
        if not re.search(r"\b(?:minutes?|notes|cofnodion|correct record)\b[^.]{0,260}\b(?:approv|confirm|agre|accept|adopt|sign|correct|true)|\b(?:approv|confirm|agre|accept|adopt|sign)\w*\b[^.]{0,60}\b(?:minutes|notes)\b", text, re.I):
            continue
        for day in _days_approved(threads, decision):
            if day >= decision.meeting_date:
                continue
            paper = threads.minutes_of(decision.body, day, draft=True)
            if paper is None or paper.id == decision.paper:
                continue
            yield Link(decision.id, "approves-minutes", paper.id, shorten(text, 400), 0.97)
            if _CORRECTION.search(text):
                above = [(p, words) for p, words in mentions.get(decision.item or "", ()) if p.paper.meeting_date == paper.meeting_date and _AMISS.search(words)]
                if above and re.search(r"\babove\b", text):
                    yield from (Link(decision.id, "corrects", p.item.id, shorten(words, 400), 0.95) for p, words in above)
                else:
                    yield from _corrections(threads, decision, paper, text)


def _days_approved(threads: Threads, decision: Decision) -> list[str]:
    body, base = decision.body or "", decision.meeting_date or ""
    text = f"{decision.heading} {decision.text}"
    days = [d.iso for d in find_dates(text) if d.iso in threads.days.get(body, [])]
    for _day, month, start, _ in partial_dates(text):
        found = threads.day_meant(body, f"--{month:02}-{_day:02}", base)
        if found and start >= 0:
            days.append(found)
    if not days and not find_dates(text) and re.search(r"\b(?:previous|last) (?:ordinary )?meeting\b|^minutes\b", text, re.I):
        previous = threads.previous_day(body, base)
        days = [previous] if previous else []
    return list(dict.fromkeys(days))


def _corrections(threads: Threads, decision: Decision, paper: Paper, text: str) -> Iterator[Link]:
    """The items that corrections of approved minutes are about, else the minutes."""
    start = re.search(r"\b(?:subject to|with (?:the|one|two) (?:following )?(?:correction|change|amendment|addition)s?)\b", text, re.I) or _CORRECTION.search(text)
    said = text[start.start() :] if start else text
    told = [p for p in (threads.day_meant(decision.body or "", f"--{month:02}-{day:02}", decision.meeting_date or "") for day, month, _, _ in partial_dates(said)) if p]
    told += [d.iso for d in find_dates(said)]
    if told and paper.meeting_date not in told and any(threads.minutes_of(decision.body or "", d) for d in told):
        return  # the correction is to other minutes that were approved with these
    numbers = [m[1] for m in re.finditer(r"\b(?:minutes?|item|paragraph|at|in)\s*(?:no\.?\s*)?((?:[A-Z]{1,4}/?)?\d{1,4}(?:/\d{1,4}){0,2})(?:\.\d+)?\b", said, re.I)]
    items = [p for n in dict.fromkeys(numbers) for p in threads.items_of(paper.id) if p.item.number == n]
    for target in [p.item.id for p in items] or [paper.id]:
        yield Link(decision.id, "corrects", target, shorten(said, 400), 0.95)


def _drafts(threads: Threads) -> Iterator[Link]:
    for held in threads.minutes.values():
        final = next((p for p in held if not p.draft), None)
        for draft in held:
            if final and draft.draft and draft.document != final.document:
                yield Link(final.id, "supersedes", draft.id, final.title, 0.95)


def _approved_papers(threads: Threads, links: list[Link]) -> list[str]:
    """Drafts that a later meeting approved, where no approved text supersedes them (the draft then stays a draft)."""
    superseded = {k.target for k in links if k.relation == "supersedes"}
    approved = {k.target for k in links if k.relation == "approves-minutes"}
    corrected = {k.target for k in links if k.relation == "corrects"}
    return [p for p in approved - superseded - corrected if p in threads.papers and threads.papers[p].draft]


# --------------------------------------------------------------------------------------------- recommendations and mentions


def _decided_on(threads: Threads, mentions: dict[str, list[tuple[Place, str]]]) -> Iterator[Link]:
    """Recommendation to a body -> what that body decided, and back."""
    for decision in chain.from_iterable(list(threads.decisions.values())):
        if not (decision.recommends_to and decision.meeting_date and decision.outcome == "carried") or not _stands(threads, decision):
            continue
        body = threads.body_named(decision.recommends_to.split(" and ")[0] if decision.recommends_to.startswith("Cabinet and ") else decision.recommends_to, decision.body)
        if body is None or body == decision.body:
            continue
        found = _answer_of(threads, decision, body, mentions)
        if found is None:
            continue
        place, sure = found
        answer = _nearest(threads, place, decision)
        target = answer.id if answer else place.item.id
        yield Link(decision.id, "recommends-to", target, shorten(one_line(decision.text), 400), sure)
        if answer:
            yield Link(answer.id, "decides-on", decision.id, shorten(one_line(answer.text), 400), sure, _how(threads, decision, answer))


def _stands(threads: Threads, decision: Decision) -> bool:
    """False for a decision of minutes that another text of the same minutes is preferred to."""
    best = threads.minutes_of(decision.body or "", decision.meeting_date or "")
    return best is None or best.id == decision.paper


def _answer_of(threads: Threads, decision: Decision, body: str, mentions: dict[str, list[tuple[Place, str]]]) -> tuple[Place, float] | None:
    wanted, heading = subject(decision.text), subject(decision.heading)
    name = subject(decision.body or "")
    best: tuple[float, str, Place] | None = None
    for day in threads.later_days(body, decision.meeting_date or "", _WAIT_DAYS)[:8]:
        for place in threads.items_on(body, day):
            gist = threads.gist(place.item.id)
            named = any(p.item.id == decision.item for p, _ in mentions.get(place.item.id, ()))
            decided = max((threads.shared(wanted, subject(d.text)) for d in threads.decisions.get(place.item.id, [])), default=0.0)
            if not threads.decisions.get(place.item.id) and not named:
                continue
            score = 0.45 * threads.shared(wanted, gist) + 0.3 * decided + 0.5 * threads.shared(heading, subject(place.item.heading)) + 0.15 * (name <= gist) + (0.7 if threads.decisions.get(place.item.id) else 0.3) * named
            if not named and (ROUTINE.match(place.item.heading) or score < 0.72):
                continue
            if best is None or score > best[0] + 0.05:
                best = (score, day, place)
    if best is None or best[0] < 0.5:
        return None
    place = best[2]
    if not threads.decisions.get(place.item.id):  # moved under one item and put to the vote under another of the same day
        voted = [(max(threads.shared(wanted, subject(d.text)) for d in held), n, p) for n, p in enumerate(threads.items_on(body, best[1])) if (held := threads.decisions.get(p.item.id))]
        share, _, other = max(voted, default=(0.0, 0, place))
        place = other if share >= 0.5 else place
    return place, round(min(0.98, 0.55 + 0.4 * best[0]), 2)


def _nearest(threads: Threads, place: Place, decision: Decision) -> Decision | None:
    wanted = subject(decision.text)
    return max(threads.decisions.get(place.item.id, []), key=lambda d: threads.shared(wanted, subject(d.text)), default=None)


def _how(threads: Threads, asked: Decision, answer: Decision) -> str:
    if _REFUSED.search(answer.text):
        return "not accepted"
    return "as recommended" if threads.shared(subject(asked.text), subject(answer.text)) >= 0.7 else "amended"


def _mentioned(threads: Threads, mentions: dict[str, list[tuple[Place, str]]], decided: set[tuple[str, str]]) -> Iterator[Link]:
    """What an item says of earlier minutes."""
    pairs = {(threads.item_of(a), threads.item_of(b)) for a, b in decided}
    for source, meant in mentions.items():
        own = threads.items[source].paper if source in threads.items else threads.papers.get(source)
        arising = source in threads.items and bool(re.match(r"\W*(?:matters? |clerk's report|report of the clerk)", threads.items[source].item.heading, re.I))
        if own is None or (source in threads.items and ROUTINE.match(threads.items[source].item.heading) and not arising):
            continue
        item = threads.items[source].item if source in threads.items else None
        best = threads.minutes_of(own.body or "", own.meeting_date or "") if own.kind == "minutes" else own
        if best is not None and best.id != own.id:
            continue  # the same minutes again, in a pack or as a draft
        for place, words in meant:
            same = place.paper.body == own.body or (own.body is None and own.kind == "report")  # a report that names no body is to the one whose minute it cites
            heading = item.heading if item else own.title
            if same and place.date == own.meeting_date:
                continue
            if _CALL_IN.search(heading) and not same:
                yield Link(_decision_or_item(threads, place), "called-in", source, words, 0.95)
                if item and _referred_back(threads, threads.items[source]):
                    yield Link(_decision_or_item(threads, threads.items[source]), "refers-back", place.item.id, words, 0.95)
            elif not same and item and _RECONSIDERED.search(" ".join(w for _, w in meant)) and _referred_back(threads, place):
                yield Link(_decision_or_item(threads, place), "refers-back", source, words, 0.95)
                answer = _nearest(threads, threads.items[source], threads.decisions[place.item.id][0])
                if answer:
                    yield Link(answer.id, "decides-on", _decision_or_item(threads, place), shorten(one_line(answer.text), 400), 0.95)
            elif same and item and any(_IN_PLACE.search(d.text) and d.outcome == "carried" and not _REFER_BACK.search(d.text) for d in threads.decisions.get(source, [])) and threads.decisions.get(place.item.id):
                yield Link(_decision_or_item(threads, threads.items[source]), "supersedes", _decision_or_item(threads, place), words, 0.9)
                if _asked(words):
                    yield Link(source, "reports-back", place.item.id, words, 0.9)
            elif (source, place.item.id) in pairs or (place.item.id, source) in pairs:
                continue
            elif same:
                yield Link(source, "reports-back" if arising or _asked(words) else "refers-to", place.item.id, words, 0.9)
            elif _asked(words) and _reports_decision(threads, place, own, words):
                yield Link(source, "reports-back", place.item.id, words, 0.9)
            else:
                told = _asked(words) or own.kind in ("decision_record", "notice") or re.search(r"\breported to\b", words)
                yield Link(source, "considers" if told else "refers-to", place.item.id, words, 0.85)


def _referred_back(threads: Threads, place: Place) -> bool:
    return any(_REFER_BACK.search(d.text) and d.outcome == "carried" for d in threads.decisions.get(place.item.id, []))


def _decision_or_item(threads: Threads, place: Place) -> str:
    held = [d for d in threads.decisions.get(place.item.id, []) if d.kind == "substantive" and d.outcome != "lost"]
    return held[0].id if len(held) == 1 else place.item.id


def _reports_decision(threads: Threads, place: Place, own: Paper, words: str) -> bool:
    """True where another body's decision is told to the body that had recommended something in it."""
    words = words.replace("No.", "No")
    if _BODY_ASKED.search(words):
        return True
    if not re.search(r"\b(?:reported|told|noted|informed|advised|learn\w*)\b[^.]{0,120}\b(?:Cabinet|Council|Committee|Commission|Board|Executive)\b[^.]{0,40}\bhad\b", words):
        return False
    if re.match(rf"\W*(?:[\d.]+\s+)?[Ff]urther to\b[^,;]{{0,80}}\b{re.escape(place.item.number or 'the')}\b", words):
        return False
    return bool(subject(own.body or "") <= threads.gist(place.item.id)) or re.search(r"\brecommend|\basked\b|\bminute", words, re.I) is not None


# ------------------------------------------------------------------------------------------------------------- reports


def _known_to(threads: Threads, mentions: dict[str, list[tuple[Place, str]]]) -> set[tuple[str, str]]:
    """Paper and item for each item that a paper speaks of: it was written after that, and cannot have been considered there."""
    return {(threads.items[source].paper.id if source in threads.items else source, place.item.id) for source, meant in mentions.items() for place, _ in meant}


def _reports(threads: Threads, register: Register, known: set[tuple[str, str]]) -> Iterator[Link]:
    """Item -> report considered; decision -> recommendation of the report."""
    titles = [(p, subject(_title(p))) for p in threads.reports]
    by_stem: dict[str, list[int]] = {}
    for n, (_, stems_of) in enumerate(titles):
        for stem in stems_of:
            by_stem.setdefault(stem, []).append(n)
    advice = _advice(register)
    cases = {ref: p for p in threads.reports if p.kind != "appendix" for ref in _CASE.findall(p.title)}
    heard: dict[str, list[Place]] = {}
    for place in sorted(threads.items.values(), key=lambda p: p.date):
        best_text = threads.minutes_of(place.paper.body or "", place.date) if place.paper.kind == "minutes" and place.date else None
        if best_text is None or best_text.id != place.paper.id:
            continue
        for ref in dict.fromkeys(_CASE.findall(place.item.heading) or _CASE.findall(" ".join(d.text for d in threads.decisions.get(place.item.id, [])))):
            report = cases.get(ref)
            before = report is not None and any(p.date < place.date and (report.id, p.item.id) not in known for p in heard.get(ref, []))  # a deferred matter comes back with a report of its own
            if report and not before and (report.id, place.item.id) not in known and "appeal" not in place.item.heading.lower() and (report.meeting_date is None or report.meeting_date <= place.date):
                yield Link(place.item.id, "considers", report.id, place.item.heading, 0.95)
            earlier = [p for p in heard.get(ref, []) if p.date < place.date][-1:]
            if earlier and any(d.outcome == "deferred" for d in threads.decisions.get(earlier[0].item.id, [])):
                yield Link(place.item.id, "reports-back", earlier[0].item.id, place.item.heading, 0.95)
            heard.setdefault(ref, []).append(place)
    taken: dict[tuple[str, str], tuple[float, Place, Paper]] = {}  # of the items of one meeting, the one that is most about a report
    for place in threads.items.values():
        if place.paper.kind != "minutes" or not place.date or _MINUTES.match(place.item.heading):
            continue
        best_text = threads.minutes_of(place.paper.body or "", place.date)
        if best_text is not None and best_text.id != place.paper.id:
            continue
        heading = subject(place.item.heading)
        if len(heading) < 2 or ROUTINE.match(place.item.heading):
            continue
        candidates = {n for s in heading if threads.weight(s) > 1.0 for n in by_stem.get(s, ())}
        best: tuple[float, Paper] | None = None
        alone: list[tuple[float, Paper]] = []  # surely this report, whatever else is
        for n in candidates:
            paper, title = titles[n]
            if (paper.id, place.item.id) in known or (paper.body and paper.body != place.paper.body and paper.meeting_date in threads.days.get(paper.body, ())):
                continue  # written later, or for a meeting of another body
            here = paper.body == place.paper.body and paper.meeting_date == place.date
            if paper.kind == "appendix" or (paper.meeting_date and (paper.meeting_date > place.date or (paper.body == place.paper.body and not here))):
                continue
            both = min(threads.shared(heading, title), 1.0) * 0.5 + 0.5 * threads.shared(title, heading | threads.gist(place.item.id))
            score = both + (0.25 if here else 0.0) + (0.01 if paper.id.endswith("#1") else 0.0)  # a paper of its own before the same in a pack
            if (here and both >= 0.45 or both >= 0.85) and (best is None or score > best[0]):
                best = (score, paper)
            if both >= 0.85 and paper.id.endswith("#1"):
                alone.append((score, paper))
        alike = subject(_title(best[1])) if best else frozenset()
        twin = max((a for a in alone if best and a[1].document != best[1].document and threads.shared(subject(_title(a[1])), alike) >= 0.7), key=lambda a: a[0], default=None)  # the same report, as a file and in the pack
        for one in (best, twin):
            if one and ((key := (place.paper.id, one[1].id)) not in taken or taken[key][0] < one[0]):
                taken[key] = (one[0], place, one[1])
    for score, place, paper in taken.values():
        yield Link(place.item.id, "considers", paper.id, _considered(threads, place) or place.item.heading, round(min(0.97, 0.5 + 0.45 * score), 2))
        yield from _adopted(threads, place, paper, advice)


def _title(paper: Paper) -> str:
    """What a report is about: its title without who it is by or to, and without its first section."""
    title = re.sub(r"\s+1\.\s+[A-Z][a-z]+\s*$", "", re.sub(r"^REPORT OF (?:THE )?[A-Z][A-Z &,]+?\([A-Z &]+\)\s+(?=[A-Z])", "", paper.title))
    return re.sub(r"^(?:(?:briefing )?(?:paper|report) (?:to|for|of|by)\s+)?(?:the )?[^:]{0,60}(?:Commission|Committee|Cabinet|Council|Board|Panel)\b[^:]{0,30}:\s*", "", title, flags=re.I)


def _considered(threads: Threads, place: Place) -> str:
    return next((shorten(one_line(d.text), 300) for d in threads.decisions.get(place.item.id, [])), "")


def _advice(register: Register) -> dict[str, list[tuple[str, str]]]:
    """Recommendations by paper: id and words."""
    found: dict[str, list[tuple[str, str]]] = {}
    for statement in register.statements():
        if statement.kind == "recommendation":
            found.setdefault(statement.paper, []).append((statement.id, statement.text))
    return found


def _adopted(threads: Threads, place: Place, report: Paper, advice: dict[str, list[tuple[str, str]]]) -> Iterator[Link]:
    for decision in threads.decisions.get(place.item.id, []):
        for id_, text in advice.get(report.id, ()):
            share = threads.shared(subject(text), subject(decision.text))
            if share >= 0.6 and decision.outcome == "carried":
                yield Link(decision.id, "adopts", id_, shorten(text, 300), round(0.6 + 0.35 * share, 2), "as recommended" if share >= 0.8 else "amended")
