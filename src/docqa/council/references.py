"""What an item says of earlier meetings -> what it means: reports back, refers to, considers, takes the place of, is called in, is sent back.

What comes in: the mentions read from single papers. What goes out: links, settled over the whole register.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from docqa.council.outcomes import matter
from docqa.council.recommendations import nearest
from docqa.council.threads import ROUTINE, Place, Spoken, Threads, subject
from docqa.council.wording import ARISING
from docqa.records import Link, Mention, Paper
from docqa.register import Register
from docqa.text import one_line, shorten

_ASKED = re.compile(
    r"\b(?:further to|as resolved|required by|(?:committee|commission|board|council|cabinet) asked|(?:had|been|was|were|first) asked|asked (?:for|in|at)|as asked|deferred|requested|due\b|called for|presented|brought back|as (?:had been )?(?:agreed|resolved|promised)|had (?:recommended|resolved)|had been (?:due|recommended|promised|begun)|(?:has|have|had|was|were)\b[^.]{0,20} to come back|"
    r"in the light of|agreed in|which the (?:commission|committee|board|council) had|(?:reported|explain\w*|required) (?:in person )?under (?:minute|item)|what (?:had|has) become of|as said in|reminded [^.]{0,60}\bwere to)\b|\bunder (?:minute|item)s? (?:nos?\.? )?[A-Z]{0,3}\d", re.I
)
_APPEALED = re.compile(r"\b(?:appeal\w*|inspector)\b[^.]{0,200}\b(?:allowed|dismissed|upheld)\b|\b(?:allowed|dismissed|upheld) (?:on appeal|by (?:the|an) inspector)\b", re.I)  # what became of a refusal
_TOLD = re.compile(r"\b(?:told|reported|informed|heard|considered|considering|decided|received|presented|had been (?:to|before)|report of)\b", re.I)
_REPORT_OF = re.compile(r"^\W*(?:\d+\.\s*)?report of\b", re.I)
_ANSWERED = re.compile(r"\b(?:Cabinet|Council|Committee|Commission|Board|Executive)\b(?:\s\([^)]{0,30}\))?[^.()]{0,60}\b(?:had|has) (?:considered|accepted|agreed|decided|declined|refused|approved|rejected|adopted)\b")
_DECIDED = re.compile(r"\b(?:was|were|been|be|had|has) (?:\w+ly )?(?:granted|refused|approved|lost|carried|noted|taken|adopted|deferred|rejected)\b|\bconsidered the\b|\bhad (?:taken|considered|decided)\b", re.I)  # told of a decision
_SELF = re.compile(r"\b(?:[Nn]otice of )?[Aa]ppeal\b[^.]{0,200}\basked for\b|(?<!\bas )\b(?:[Hh]e|[Ss]he|[Tt]hey|(?:Councillor|Cllr\.?|Mr|Mrs|Ms|Miss|Dr)(?: Mrs| Miss)? [A-Z][\w’'-]+) (?:had |has )?asked\b(?: (?:for|in|at))?")  # what a member asks in debate nobody has to answer
_BODY_ASKED = re.compile(r"\b(?:which|as) (?:the )?(?:[A-Z]\w+ ){0,4}(?:Cabinet|Council|Committee|Commission|Board|Panel) had (?:asked|requested|required)\b")
_IN_PLACE = re.compile(
    r"\b(?:having reconsidered|reconsidered its|rescind\w*|revok\w*|supersed\w*|in place of (?:the|that|£?\d[\d.,]*)|instead of the|not (?:be )?proceeded with|withdraw the (?:offer|objection|decision)|take out the words put in)\b|\byn lle['’]?r\b", re.I
)  # fmt: skip
_CAME_BACK = re.compile(r"\basked|\bcome back\b|\bdue\b|\brequest|\bas (?:agreed|resolved|said)\b|\bfurther to\b", re.I)
_CHANGED = re.compile(r"\bfrom (?P<a>£[\d.,]*\d)(?P<unit>m|k| million)?\b[^.;]{0,12}\bto £[\d.,]*\d")
_CALL_IN = re.compile(r"\bcall(?:ed)?[- ]in\b", re.I)
_PLAIN = 0.55  # of the words of a sentence without dates and names that stand in the item it tells of
_REFER_BACK = re.compile(r"\b(?:be |is |was )?referred back\b|\brefers? (?:the decision |it )?back\b|\breference back\b", re.I)
_RECONSIDERED = re.compile(r"\breconsider\w*|\brescind\w*|\brevok\w*|\bsupersed\w*|\bin place of\b|\bnot (?:be )?proceeded with", re.I)


def settle_mentions(threads: Threads, register: Register) -> Spoken:
    """Item (or paper) -> the earlier items it speaks of, each with the sentence; what is not sure is left out."""
    mentions: Spoken = {}
    for mention in register.mentions():
        own = threads.papers.get(mention.paper)
        if own is None or own.kind not in ("minutes", "report", "appendix", "other", "decision_record", "notice"):
            continue
        meant = threads.meant(mention, own)
        source = _speaking(threads, mention.source, own)
        if mention.minute is None and mention.date and own.kind in ("minutes", "decision_record") and (_asked(mention.text) or _IN_PLACE.search(mention.text) or _DECIDED.search(mention.text)):
            meant = _on_the_day(threads, source, own, mention)
        if isinstance(meant, Place) and meant.item.id != source and (meant.date <= (own.meeting_date or "") or (own.body is None and own.kind == "report")):
            mentions.setdefault(source, []).append((meant, mention.text))
    return mentions


def _asked(words: str) -> re.Match[str] | None:
    """The words that tell that something was asked for, or was to come back."""
    return _ASKED.search(_SELF.sub(" ", words))


def _speaking(threads: Threads, source: str, own: Paper) -> str:
    """What speaks: in a decision record, whichever section does, it is the decision."""
    if own.kind != "decision_record":
        return source
    return next((p.item.id for p in threads.items_of(own.id) if threads.decisions.get(p.item.id)), source)


def _on_the_day(threads: Threads, source: str, own: Paper, mention: Mention) -> Place | None:
    """The item of a meeting that is named by its day only ("deferred from 3 October"): the one that is plainly on the same subject.

    Where no body is named and that which speaks did not meet on the day, any body that did may be meant ("it was granted on 18 September").
    """
    if source not in threads.items or not own.meeting_date:
        return None
    heading, said = subject(threads.items[source].item.heading if own.kind == "minutes" else own.title), _said(mention)
    arising = bool(ARISING.match(threads.items[source].item.heading))
    if ROUTINE.match(threads.items[source].item.heading) and not arising:
        return None
    body = threads.body_named(mention.body, own.body)
    bodies = [body] if body and threads.day_meant(body, mention.date, own.meeting_date) else list(threads.days) if mention.body is None and re.search(r"-\d\d-\d\d$", mention.date or "") else []
    ranked: list[tuple[float, int, Place]] = []
    for one in bodies:
        day = threads.day_meant(one, mention.date, own.meeting_date)
        for place in threads.items_on(one, day) if day else ():
            if not ROUTINE.match(place.item.heading) and place.item.id != source:
                alike, told = threads.shared(heading, subject(place.item.heading)), threads.shared(said, threads.gist(place.item.id))
                if len(said & threads.gist(place.item.id)) < 2 and (one != body or alike < 0.5):
                    continue
                score = told + 0.3 * threads.shared(subject(place.item.heading), said) if arising or one != body else 0.7 * alike + 0.5 * told
                ranked.append((score, -len(ranked), place))
    ranked.sort(key=lambda r: r[:2], reverse=True)
    least = 0.6 if bodies == [body] and not arising else _PLAIN
    sure = ranked and ranked[0][0] >= least and (len(ranked) < 2 or ranked[0][0] - ranked[1][0] > 0.15)
    return ranked[0][2] if sure else None


def _said(mention: Mention) -> frozenset[str]:
    """What a sentence says of the matter: without dates, names, and the name of the body it speaks of."""
    return matter(mention.text) - subject(mention.body or "")


def find_references(threads: Threads, mentions: Spoken, decided: set[tuple[str, str]]) -> Iterator[Link]:
    """What an item says of earlier minutes.

    Args:
        decided: recommendation and answer, and answer and recommendation, by id.
    """
    pairs = {(threads.item_of(a), threads.item_of(b)) for a, b in decided}
    asked_by: dict[str, set[str | None]] = defaultdict(set)  # item -> the bodies it answered, or had asked
    for a, b in pairs:
        if b in threads.items:
            asked_by[a].add(threads.items[b].paper.body)
    for source, meant in mentions.items():
        place = threads.items.get(source)
        own = place.paper if place else threads.papers.get(source)
        arising = place is not None and bool(ARISING.match(place.item.heading))
        if own is None or place and ROUTINE.match(place.item.heading) and not arising or not threads.counts(own):
            continue  # also the same minutes again, in a pack or as a draft
        speaks = _Speaker(source, place, own, arising, " ".join(w for _, w in meant))
        for earlier, words in meant:
            same = earlier.paper.body == own.body or (own.body is None and own.kind == "report")  # a report that names no body is to the one whose minute it cites
            if same and earlier.date == own.meeting_date:
                continue
            if same:
                yield from _of_own_body(threads, speaks, earlier, words, pairs)
            else:
                yield from _of_other_body(threads, speaks, earlier, words, pairs, own.body in asked_by[earlier.item.id])


@dataclass(frozen=True, slots=True)
class _Speaker:
    """An item, or a paper without items, that speaks of earlier minutes."""

    id: str
    place: Place | None
    paper: Paper
    arising: bool  # its heading says that it tells of one matter after another
    said: str  # all its sentences that do


def _of_own_body(threads: Threads, speaks: _Speaker, earlier: Place, words: str, pairs: set[tuple[str, str]]) -> Iterator[Link]:
    if speaks.place and threads.decisions.get(earlier.item.id) and _takes_the_place(threads, speaks.id, earlier):
        yield Link(_decision_or_item(threads, speaks.place), "supersedes", _decision_or_item(threads, earlier), words, 0.9)
        if _CAME_BACK.search(words) and not _refused(threads, earlier):
            yield Link(speaks.id, "reports-back", earlier.item.id, words, 0.9)
    elif (speaks.id, earlier.item.id) not in pairs and (earlier.item.id, speaks.id) not in pairs:
        back = speaks.arising or _asked(words) or _APPEALED.search(words) or _ANSWERED.search(words)
        yield Link(speaks.id, "reports-back" if back else "refers-to", earlier.item.id, words, 0.9)


def _of_other_body(threads: Threads, speaks: _Speaker, earlier: Place, words: str, pairs: set[tuple[str, str]], answered: bool) -> Iterator[Link]:
    """Links to another body's minute; ``answered``: it decided on what the body that speaks had recommended."""
    own, place = speaks.paper, speaks.place
    called_in = _CALL_IN.search(place.item.heading if place else own.title)
    if called_in and own.kind == "notice" and place is None:
        yield Link(speaks.id, "called-in", _decision_or_item(threads, earlier), words, 0.95)
    elif called_in and own.kind != "notice":
        yield Link(_decision_or_item(threads, earlier), "called-in", speaks.id, words, 0.95)
        if place and _referred_back(threads, place):
            yield Link(_decision_or_item(threads, place), "refers-back", earlier.item.id, words, 0.95)
    elif place and _RECONSIDERED.search(speaks.said) and _referred_back(threads, earlier):
        yield Link(_decision_or_item(threads, earlier), "refers-back", speaks.id, words, 0.95)
        answer = nearest(threads, place, threads.decisions[earlier.item.id][0])
        if answer:
            yield Link(answer.id, "decides-on", _decision_or_item(threads, earlier), shorten(one_line(answer.text), 400), 0.95)
    elif (speaks.id, earlier.item.id) in pairs or (earlier.item.id, speaks.id) in pairs:
        if own.kind == "minutes" and re.search(r"\b(?:had been to|reported that)\b", words):
            yield Link(speaks.id, "considers", earlier.item.id, words, 0.85)
    elif _comes_back(threads, speaks, earlier, words) or own.kind == "minutes" and answered and _ANSWERED.search(words):
        yield Link(speaks.id, "reports-back", earlier.item.id, words, 0.9)
    else:
        told = _asked(words) or own.kind in ("decision_record", "notice") or own.kind == "minutes" and _TOLD.search(words) or own.kind == "report" and _REPORT_OF.match(words) or re.search(r"\breported to\b", words)
        yield Link(speaks.id, "considers" if told else "refers-to", earlier.item.id, words, 0.85)


def _comes_back(threads: Threads, speaks: _Speaker, earlier: Place, words: str) -> bool:
    """True where another body's decision is told of as the answer to something."""
    if speaks.arising and _DECIDED.search(words) and earlier.date < (speaks.paper.meeting_date or ""):
        return True
    return bool(_asked(words) or speaks.arising) and _reports_decision(threads, earlier, speaks.paper, words)


def _takes_the_place(threads: Threads, source: str, earlier: Place) -> bool:
    """True where a decision of an item says that it is in place of another, changes a figure that the earlier one set, or carries what was lost."""
    before = threads.decisions.get(earlier.item.id, [])
    for decision in threads.decisions.get(source, []):
        if decision.outcome != "carried" or decision.kind != "substantive":
            continue
        if _IN_PLACE.search(decision.text) and not _REFER_BACK.search(decision.text):
            return True
        if any(f"{m['a']}{m['unit'] or ''}" in d.text for m in _CHANGED.finditer(decision.text) for d in before):
            return True
        alike = threads.shared(subject(threads.items[source].item.heading), subject(earlier.item.heading)) >= 0.6
        if alike and any(d.strength == "refused" for d in before) and re.search(r"\b(?:approved|granted|allowed)\b", decision.text, re.I):
            return True
        same = max((threads.shared(subject(d.text), subject(decision.text)) for d in before), default=0.0) >= 0.5
        if same and before and all(d.outcome == "lost" or d.strength == "refused" for d in before if d.kind == "substantive") and decision.strength != "refused":
            return True
    return False


def _refused(threads: Threads, place: Place) -> bool:
    return any(d.strength == "refused" for d in threads.decisions.get(place.item.id, []))


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
    if not re.search(r"\b(?:reported|told|noted|informed|advised|said|learn\w*)\b[^.]{0,120}\b(?:Cabinet|Council|Committee|Commission|Board|Executive)\b[^.]{0,40}\bhad\b", words):
        return False
    if re.match(rf"\W*(?:[\d.]+\s+)?[Ff]urther to\b[^,;]{{0,80}}\b{re.escape(place.item.number or 'the')}\b", words):
        return False
    return bool(subject(own.body or "") <= threads.gist(place.item.id)) or re.search(r"\brecommend|\basked\b|\bminute", words, re.I) is not None

