"""What an item says of earlier meetings -> what it means: reports back, refers to, considers, takes the place of, is called in, is sent back.

What comes in: the mentions read from single papers. What goes out: links, settled over the whole register.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

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
    bodies = {threads.item_of(a): {p.paper.body for b in (b for x, b in decided if threads.item_of(x) == threads.item_of(a)) if (p := threads.items.get(threads.item_of(b)))} for a, _ in decided}
    pairs = {(threads.item_of(a), threads.item_of(b)) for a, b in decided}
    for source, meant in mentions.items():
        own = threads.items[source].paper if source in threads.items else threads.papers.get(source)
        arising = source in threads.items and bool(ARISING.match(threads.items[source].item.heading))
        if own is None or (source in threads.items and ROUTINE.match(threads.items[source].item.heading) and not arising):
            continue
        item = threads.items[source].item if source in threads.items else None
        if not threads.counts(own):
            continue  # the same minutes again, in a pack or as a draft
        for place, words in meant:
            same = place.paper.body == own.body or (own.body is None and own.kind == "report")  # a report that names no body is to the one whose minute it cites
            heading = item.heading if item else own.title
            if same and place.date == own.meeting_date:
                continue
            if _CALL_IN.search(heading) and not same and own.kind == "notice" and item is None:
                yield Link(source, "called-in", _decision_or_item(threads, place), words, 0.95)
            elif _CALL_IN.search(heading) and not same and own.kind != "notice":
                yield Link(_decision_or_item(threads, place), "called-in", source, words, 0.95)
                if item and _referred_back(threads, threads.items[source]):
                    yield Link(_decision_or_item(threads, threads.items[source]), "refers-back", place.item.id, words, 0.95)
            elif not same and item and _RECONSIDERED.search(" ".join(w for _, w in meant)) and _referred_back(threads, place):
                yield Link(_decision_or_item(threads, place), "refers-back", source, words, 0.95)
                answer = nearest(threads, threads.items[source], threads.decisions[place.item.id][0])
                if answer:
                    yield Link(answer.id, "decides-on", _decision_or_item(threads, place), shorten(one_line(answer.text), 400), 0.95)
            elif same and item and threads.decisions.get(place.item.id) and _takes_the_place(threads, source, place):
                yield Link(_decision_or_item(threads, threads.items[source]), "supersedes", _decision_or_item(threads, place), words, 0.9)
                if re.search(r"\basked|\bcome back\b|\bdue\b|\brequest|\bas (?:agreed|resolved|said)\b|\bfurther to\b", words, re.I) and not _refused(threads, place):
                    yield Link(source, "reports-back", place.item.id, words, 0.9)
            elif (source, place.item.id) in pairs or (place.item.id, source) in pairs:
                if own.kind == "minutes" and not same and re.search(r"\b(?:had been to|reported that)\b", words):
                    yield Link(source, "considers", place.item.id, words, 0.85)
            elif same:
                back = arising or _asked(words) or _APPEALED.search(words) or _ANSWERED.search(words)
                yield Link(source, "reports-back" if back else "refers-to", place.item.id, words, 0.9)
            elif arising and _DECIDED.search(words) and place.date < (own.meeting_date or "") or (_asked(words) or arising) and _reports_decision(threads, place, own, words) or own.kind == "minutes" and own.body in bodies.get(place.item.id, ()) and _ANSWERED.search(words):
                yield Link(source, "reports-back", place.item.id, words, 0.9)
            else:
                told = _asked(words) or own.kind in ("decision_record", "notice") or own.kind == "minutes" and _TOLD.search(words) or own.kind == "report" and _REPORT_OF.match(words) or re.search(r"\breported to\b", words)
                yield Link(source, "considers" if told else "refers-to", place.item.id, words, 0.85)


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

