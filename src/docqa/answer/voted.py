"""How a vote went, who moved and seconded, who was against: the decision that is asked about, with what the minutes say of its vote.

What comes in: the question, the hits of the search, the register. What goes out: a Lookup with the decision in a line, its mover and votes as the record has
them and the sentence that tells of the vote, or None where no vote is asked for or no decision near the hits fits. Owns one rule: where the minutes hold
the decision and not the detail that is asked for, the answer says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from docqa.answer.cast import vote_of_members
from docqa.answer.compose import QUOTE_CHARS
from docqa.answer.naming import taken_at
from docqa.answer.outcome import casting_words, remarkable, votes_words
from docqa.answer.places import Lines, Lookup, Place, place_at
from docqa.answer.question import Understood
from docqa.answer.referred import Matter, letter_of, matter_words, referred_to
from docqa.answer.scope import Scope, fit, rarity, scope_of, stem_set, surname
from docqa.answer.shown import opened
from docqa.council.votes import find_votes
from docqa.records import Decision, Filters, Hit, Passage, Span, Votes
from docqa.register import Register
from docqa.search.units import Unit, units_of
from docqa.text import one_line, shorten, stems

_MOVER = re.compile(r"\bwho (?:\w+ ){0,2}?(?:moved|proposed|seconded|put (?:it )?forward|brought|wanted|tried|asked for|called for|suggested)\b|\b(?:proposer|seconder|mover)s?\b|\bwhose (?:\w+ ){0,3}(?:motion|idea|amendment|proposal|cap|plan|suggestion)\b|\b(?:moved|proposed|seconded) by\b|\bany(?:body|one) (?:try|tried|second|want)\b|\bwho(?:ever)? tried\b", re.I)
_NAMES = re.compile(r"\bwho (?:\w+ ){0,2}?(?:voted|was against|were against|opposed|objected|abstained|said no|said yes|backed|supported)\b|\bwhich (?:\w+ ){0,3}(?:members?|councill?ors?)(?: \w+){0,2} (?:voted|abstained|opposed|backed)\b|\bhow (?:did|has) (?:each|every)\b|\bby name\b|\bnamed vote\b|\bnames? of (?:those|the members)|\broll call\b", re.I)
_ABSTAINED = re.compile(r"\babst\w+|\bsat on (?:their|his|her|the) (?:hands|fence)\b|\bheld back\b|\bhold back\b|\bcome down on either\b|\bdid(?:n'?t| not) vote\b|\bdeclined to vote\b", re.I)
_AGAINST = re.compile(r"\b(?:against|opposed|objected|dissent\w*|broke ranks|rebel\w*|voted no|said no|nays?|nos)\b", re.I)
_FELL = re.compile(r"\bLOST\b|\b(?:amendment|motion) (?:was |being )?(?:declared )?(?:lost|fell)\b")
_CASTING = re.compile(r"\b(?:casting|deciding|second) vote\b|\btie[ds]?\b|\bsplit\b", re.I)
_ATTEMPT = re.compile(r"\b(?:tr(?:y|ied|ies) |attempt\w*|call for|bid to|get support|got support|amendment|wanted|stop(?:ping)?|block|scrap|kill(?:ing)?|lower|shorten\w*|cut(?:ting)? short|instead)\b", re.I)
_TALLY = re.compile(
    r"\bvot(?:e[ds]?|ing)\b|\bshow of hands\b|\bdivision\b|\btally\b|\bfinal count\b|\bhow close\b|\bby how many\b|\bmargin\b|\bunanim\w+|\bhow (?:did|was) .{0,60}\b(?:go|split|settled|divide)\b|\bhow did (?:it|that|they) go\b|\bcarried\b|"
    r"\bdid .{0,80}\b(?:get|go) through\b|\bget support\b|\bwhat (?:happened to|became of) .{0,40}\b(?:try|attempt|motion|amendment|call for|bid|proposal)\b|\bayes\b|\bhow many (?:(?:of us|of them|members|people|councillors|councilors|votes|were|voted|in) ){0,3}(?:against|in favour|backed|supported|opposed|voted)\b|\bdid .{0,40}\bback (?:the|it|this|that)\b",
    re.I,
)
_OPINION = re.compile(r"\b(?:should|shall) (?:i|we) vote\b|\bvot(?:e|ing) (?:for|in) (?:the )?(?:election|parliament)|\bwhere do (?:i|we) vote\b|\bpolling\b", re.I)
_OF_A_VOTE = re.compile(r"\b(?:vot(?:e[sd]?|ing)|show of hands|casting|carried|lost|abst\w+|in favour|(?:for|against) the (?:motion|amendment|proposal)|seconder|fell|\d+ for\b|unanimous\w*|all agreed|NOT AGREED)\b", re.I)
_TELLS_OF_MOVER = re.compile(r"\b(?:moved|proposed|seconded|proposer|seconder|motion (?:of|by)|in the name of)\b", re.I)
_HITS = 8
_FALL = 0.15  # for every place further down the list of hits
_NEAR, _NEAR_ZERO = 1.5, 0.3  # of the cosine of its best sentence; what counts as nothing
_UNRANKED = 6  # the place of a decision that only the record brought
_BESIDE = 3  # sentences around a decision that may tell of its vote
_MOST_WORDS = 45
_MATTER_WORDS = 25
_CLEARLY = 0.25
_SURE = 0.5  # share of the question that a decision holds from which it may be said that the minutes do not give a detail
_SOME = 0.05  # share of the question below which a decision is on something else, as far as its words go
_OFF_TOPIC = 0.3
_LEAST = 1.6  # below this nothing near the hits is the vote that is asked about
_EMPTY = frozenset(["vote", "votes", "voted", "voting", "moved", "mover", "seconded", "seconder", "proposed", "proposer", "against", "favour", "abstained", "abstain", "abstention", "carried", "lost", "tally", "count", "close", "show", "hands", "division", "casting", "deciding", "amendment", "motion", "who", "try", "tried", "wanted", "support", "happened", "went", "split", "members", "member", "councillors", "names", "name", "named"])
_OF_ANY_VOTE = frozenset(stems("vote votes voted voting unanimous unanimously carried"))  # these say nothing of what was voted on


@dataclass(frozen=True, slots=True)
class _Asked:
    """What of a vote a question asks for."""

    mover: bool
    names: bool
    abstained: bool
    against: bool
    casting: bool
    attempt: bool


@dataclass(frozen=True, slots=True)
class _Weighed:
    decision: Decision
    weight: float
    near: float  # the same without what the minutes give of the vote
    share: float  # of the question that it holds
    told: tuple[tuple[Unit, Passage], ...]  # sentences in it and around it that tell of the vote
    matter: Matter = ()  # sentences of what it decides on by number


def vote_asked(understood: Understood) -> _Asked | None:
    """What of a vote is asked for, or None where none is."""
    text = understood.text
    if _OPINION.search(text) or not (understood.form == "vote" or _MOVER.search(text) or _NAMES.search(text) or _ABSTAINED.search(text) or _TALLY.search(text) or _CASTING.search(text) or re.search(r"\bbroke ranks\b", text, re.I)):
        return None
    found = [bool(p.search(text)) for p in (_MOVER, _NAMES, _ABSTAINED, _AGAINST, _CASTING, _ATTEMPT)]
    return _Asked(*found)


def voted(understood: Understood, weights: Mapping[str, float], hits: Sequence[Hit], register: Register, filters: Filters = Filters()) -> Lookup | None:
    """The decision whose vote is asked about.

    Args:
        understood: the question.
        weights: stem of the question -> its weight times its rarity.
        hits: of the search, best first.
        register: the record.
        filters: limits set by a person.
    """
    if known := vote_of_members(understood, register, filters):
        return known
    asked = vote_asked(understood)
    if asked is None:
        return None
    scope = scope_of(understood, register, filters, _EMPTY)
    weighed = sorted(_weighed(asked, weights, hits, register, scope, filters), key=lambda w: -w.weight)
    if not weighed or weighed[0].weight < _LEAST:
        return None
    best = weighed[0]
    nearest = max(weighed, key=lambda w: w.near)
    if nearest.share >= _SURE and nearest.share >= best.share + _CLEARLY:  # what is asked about, though the minutes give less of it
        best = nearest
    missing = _missing(asked, best)
    lines = Lines()
    if missing:
        d = best.decision
        lines.add(f"{missing} ({taken_at(d)}): {_in_words(d)}", _place(register, best))
        return lines.lookup("register", [d], whole=True, missing=True)
    lines.add(_line(best), _place(register, best))
    second = next((w for w in weighed[1:] if w.decision.item == best.decision.item and w.weight >= best.weight - 0.35 and (w.decision.votes or w.decision.mover)), None)
    if second:
        lines.add(_line(second), _place(register, second))
    return replace(lines.lookup("register", [w.decision for w in (best, second) if w]), sure=False)


# -------------------------------------------------------------------------------------------------------------- weighing


def _weighed(asked: _Asked, weights: Mapping[str, float], hits: Sequence[Hit], register: Register, scope: Scope, filters: Filters) -> Iterable[_Weighed]:
    weights = {s: w for s, w in weights.items() if s not in _OF_ANY_VOTE} or weights
    total = sum(weights.values()) or 1.0
    ranks: dict[str, int] = {}
    near: dict[str, float] = {}
    for n, hit in enumerate(hits[:_HITS]):
        if hit.passage.item:
            ranks.setdefault(hit.passage.item, n)
    units: dict[str, list[tuple[Unit, Passage]]] = {}
    decisions = register.decisions(items=list(ranks)) if ranks else []
    known = {d.id for d in decisions}
    decisions += [d for d in (*_of_people(register, scope, filters), *(_attempts(register, scope, filters) if asked.attempt else ())) if d.id not in known]
    decisions = list({d.id: d for d in decisions}.values())
    for hit in hits[:_HITS]:
        for u, cosine in zip(units_of(hit.passage), hit.units, strict=False):
            for d in decisions:
                if d.document == hit.passage.document and any(s.overlaps(u.span) for s in d.spans):
                    near[d.id] = max(near.get(d.id, 0.0), cosine)
    for d in decisions:
        if d.kind == "procedural" and not (d.votes or d.mover):
            continue
        if d.item and d.item not in units:
            units[d.item] = [(u, p) for p in register.passages_of_item(d.item) for u in units_of(p)]
        told = _told(d, units.get(d.item or "", []))
        matter = max(referred_to(d, units.get(d.item or "", [])), key=lambda m: sum(weights.get(s, 0.0) for s in set(stems(" ".join(u.text for u, _ in m)))), default=())
        held = set(stems(f"{d.heading} {d.text} {' '.join(u.text for u, _ in (*told, *matter))}"))
        share = sum(w for s, w in weights.items() if s in held) / total
        rank = ranks.get(d.item or "", _UNRANKED)
        plain = 1.0 - _FALL * rank + share + _NEAR * (near.get(d.id, 0.0) - _NEAR_ZERO) + _limits(d, told, scope, share) - (_OFF_TOPIC if share < _SOME else 0.0)
        yield _Weighed(d, plain + _facets(asked, d, told), plain, share, told, matter)


def _of_people(register: Register, scope: Scope, filters: Filters) -> list[Decision]:
    """Decisions that the people of the question moved, seconded or are named in the vote of, on its topic."""
    if not scope.people or not scope.topic:
        return []
    every = [d for d in register.decisions(filters, copies=False) if scope.holds(d.body, d.meeting_date)]
    own = [d for d in every if any(surname(n) in scope.people for n in (d.mover or "", d.seconder or "", *(d.votes.names if d.votes else ())))]
    held = {d.id: stem_set(f"{d.heading} {d.text}") for d in own}
    rare = rarity(list(held.values()))
    unheard = max(rare.values(), default=1.0)
    return [d for d in own if fit(scope.topic, held[d.id], set(), rare, unheard) >= 0.4]


def _attempts(register: Register, scope: Scope, filters: Filters) -> list[Decision]:
    """Motions and amendments that came to nothing, on the topic of the question: few in any register, and seldom in the words they are asked for in."""
    own = [d for d in register.decisions(filters, outcomes=("lost", "withdrawn"), copies=False) if scope.loose or scope.holds(d.body, d.meeting_date)]
    held = {d.id: stem_set(f"{d.heading} {d.text}") for d in own}
    rare = rarity(list(held.values()))
    unheard = max(rare.values(), default=1.0)
    return [d for d in own if fit(scope.topic, held[d.id], set(), rare, unheard) >= 0.35]


def _facets(asked: _Asked, d: Decision, told: Sequence[tuple[Unit, Passage]]) -> float:
    """What speaks for a decision because the minutes give of it what is asked for."""
    text = " ".join(u.text for u, _ in told)
    votes = d.votes
    weight = 0.5 if votes or (asked.mover and d.mover) else 0.25 if text else -0.5
    if asked.mover:
        weight += 0.3 if d.mover else 0.0
    if asked.names:
        weight += 0.5 if votes and votes.names else 0.0
    if asked.abstained:
        weight += 0.6 if (votes and (votes.abstain or "abstain" in votes.names.values())) or re.search(r"\babstain|\bnot voting", text, re.I) else 0.0
    if asked.against:
        weight += 0.3 if votes and (votes.against or "against" in votes.names.values()) else 0.0
    if asked.casting:
        weight += 0.6 if re.search(r"\bcasting\b", text, re.I) else 0.0
    if asked.attempt:
        weight += 0.4 if d.outcome == "lost" or re.search(r"\bamendment\b", d.text[:300], re.I) else 0.0
    return weight


def _limits(d: Decision, told: Sequence[tuple[Unit, Passage]], scope: Scope, share: float) -> float:
    """What speaks for a decision because it is of the time, the body and the people that are named."""
    weight = 0.0
    if scope.spans:
        if scope.loose:
            weight += 0.4 if (d.meeting_date or "")[5:7] in {first[5:7] for first, _ in scope.spans} else -0.2
        else:
            weight += 0.4 if any(first <= (d.meeting_date or "") <= last for first, last in scope.spans) else -0.6
    if scope.bodies:
        weight += 0.3 if d.body in scope.bodies else -0.5
    if scope.people:
        people = {surname(n) for n in (d.mover or "", d.seconder or "", *(d.votes.names if d.votes else ()))}
        text = f"{d.text} {' '.join(u.text for u, _ in told)}".lower()
        weight += (0.6 if people & set(scope.people) else 0.3 if any(p in text for p in scope.people) else 0.0) * min(1.0, share / 0.3)
    return weight


def _told(d: Decision, units: Sequence[tuple[Unit, Passage]]) -> tuple[tuple[Unit, Passage], ...]:
    """Sentences of the decision, and of those around it up to the next decision, that tell of a vote."""
    own = [n for n, (u, p) in enumerate(units) if p.document == d.document and any(s.overlaps(u.span) for s in d.spans)]
    if not own:
        return ()
    around = range(max(0, own[0] - _BESIDE), min(len(units), own[-1] + 1 + _BESIDE))
    return tuple(units[n] for n in around if _OF_A_VOTE.search(units[n][0].text))


# ----------------------------------------------------------------------------------------------------------------- words


def _line(w: _Weighed) -> str:
    d = w.decision
    place = taken_at(d)
    own = one_line(d.text)
    quoted = one_line(own).lower()
    beside = [one_line(u.text) for u, _ in w.told if one_line(u.text).lower() not in quoted and not _of_another_vote(u.text, d)]
    more = f" “{shorten(' '.join(beside[:2]), 260)}”" if beside else ""
    matter = f"“{matter_words(w.matter, _MATTER_WORDS)}”: " if w.matter and len(own.split()) < _MATTER_WORDS and not letter_of(own) else ""
    return f"{matter}{_in_words(d)}{more} - {place}"


def _of_another_vote(text: str, d: Decision) -> bool:
    """Does a sentence give other figures than the decision has, or another end? Then it tells of an amendment beside it."""
    own, other = d.votes, find_votes(text)
    if d.outcome == "carried" and _FELL.search(text):
        return True
    if not own or own.for_ is None or own.against is None:
        return False
    if own.for_ != own.against and re.search(r"\bcasting vote\b", text, re.I):
        return True
    return bool(other and other.for_ is not None and other.against is not None and (own.for_, own.against) != (other.for_, other.against))


def _in_words(d: Decision) -> str:
    """The decision, cut where it is long, with its outcome, mover and votes."""
    number, formula, rest = opened(one_line(d.text))
    words = f"{number}{'… ' if formula else ''}{rest}".split()
    text = " ".join(words[:_MOST_WORDS]) + (" …" if len(words) > _MOST_WORDS else "")
    facts = [ended] if (ended := remarkable(d)) else []
    said = re.search(rf"(?:^|\W){re.escape(d.mover)} moved (?:to|that)\b", text) if d.mover else None
    people = [f"{how} by {name}" for how, name in (("moved", "" if said else d.mover), ("seconded", d.seconder)) if name]
    if people:
        facts.append(", ".join(people))
    if d.votes:
        facts.append(_tally(d.votes) + casting_words(d))
    told = "; ".join(f for f in facts if f)
    return f"“{text}”{f' ({told})' if told else ''}"


def _tally(votes: Votes) -> str:
    """A vote in words: "15 votes to 18, 2 abstaining"; with the names where they are printed."""
    if votes.names or votes.for_ is None or votes.against is None:
        return votes_words(votes, every_name=True)
    return f"{votes.for_} votes to {votes.against}{f', {votes.abstain} abstaining' if votes.abstain else ''}"


def _place(register: Register, w: _Weighed) -> Place | None:
    """The decision with the sentences that tell of its vote, where they stand on one page and are not too long to quote."""
    place = place_at(register, w.decision.document, w.decision.spans)
    if place is None:
        return None
    span = place.span
    for u, p in w.told:
        if p.document == w.decision.document and u.span.page == span.page:
            wider = Span(span.page, min(span.start, u.span.start), max(span.end, u.span.end))
            if wider.end - wider.start <= QUOTE_CHARS:
                span = wider
    return Place(place.passage, span)


def _missing(asked: _Asked, best: _Weighed) -> str:
    """What the minutes do not give of what is asked for; nothing where they give it or it is not sure which decision is meant."""
    d = best.decision
    text = f"{d.text} {' '.join(u.text for u, _ in best.told)}"
    if best.share < _SURE:
        return ""
    if asked.mover and not asked.attempt and not d.mover and not _TELLS_OF_MOVER.search(text):
        return "Not in the indexed papers: the minutes name no mover or seconder for this decision"
    if asked.names and d.votes and not d.votes.names and d.votes.for_ is not None and not re.search(r"\b(?:Councill?ors?|Cllrs?|Mrs?|Ms|Members?)\b[^.]{0,60}\b(?:voted|abstain\w*|against|for)\b|\brecorded vote\b|\bnames?\b", text):
        return "Not in the indexed papers: the minutes give the figures of this vote and no names"
    return ""
