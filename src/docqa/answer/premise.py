"""A question that takes for granted what the record contradicts: an outcome that was another one, a meeting that is not there.

What comes in: the question as understood, the hits of the search, the register. What goes out: a Lookup that says so with the passage that says so, or None.
Owns one rule: precision before recall; where the record does not plainly contradict the question, it is answered as asked.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from docqa.answer.naming import spoken_date, taken_at
from docqa.answer.outcome import votes_words
from docqa.answer.places import Lines, Lookup, place_at
from docqa.answer.question import Understood
from docqa.answer.scope import minutes_in, scope_of
from docqa.answer.subject import subject_of
from docqa.records import Decision, Filters, Hit
from docqa.register import Register
from docqa.text import days_of, one_line, shorten, stems

_TAKES_FOR_GRANTED = re.compile(r"^\W*(?:so |and |but )?(?:why|when|how come|who|what (?:was|were) the reasons?|on what grounds|for what reasons?|what reasons?)\b", re.I)
_REFUSED = re.compile(r"\b(?:refus\w+|reject\w*|turn(?:ed)? (?:\w+ ){0,4}?down|thr(?:ew|own|ow) (?:\w+ ){0,4}?out|vot(?:e|ed) (?:\w+ ){0,4}?down|den(?:y|ied)|block\w*|kill(?:ed)? off)\b", re.I)
_APPROVED = re.compile(r"\b(?:approv\w+|grant(?:ed)?|agree[ds]?|adopt(?:ed)?|back(?:ed)?|carried|pass(?:ed)?|accept(?:ed)?|permit(?:ted)?|sign(?:ed)? off|vot(?:e|ed)(?: in [\w ]{1,20})? to|(?:decide|resolve)d? to|give the go-ahead|gave the (?:go-ahead|nod))\b", re.I)
_OBJECTED = re.compile(r"\b(?:object(?:ed|s|ing)?|oppos(?:e|ed|es|ing)|f(?:ight|ought))\b", re.I)
_DEFERRED = re.compile(r"\b(?:defer\w*|postpon\w+|put off|adjourn\w*)\b", re.I)
_SAYS_REFUSED = re.compile(r"\b(?:REFUSED?|refused?|rejected?|(?:to|be) den(?:y|ied)|not (?:be )?(?:approved|accepted|supported|agreed))\b")
_DENIED = re.compile(r"\b(?:to|be) den(?:y|ied)\b")
_SAYS_NO_OBJECTION = re.compile(r"\bno (?:further )?objections?\b|\bnot (?:to )?(?:object|oppose)\b", re.I)
_SAYS_OBJECTS = re.compile(r"(?<!\bno )(?<!\bnot )(?<!\bfurther )\bobject(?:s|ed|ions?)?\b(?! of\b)|\boppos(?:e|ed|es|ition)\b", re.I)
_SAYS_RECEIVED = re.compile(r"\b(?:receive[ds]?|welcome[ds]?|supported|endorse[ds]?|accept(?:ed|s)?)\b", re.I)
_TAKEN = (("refused", _REFUSED), ("deferred", _DEFERRED), ("objected to", _OBJECTED), ("approved", _APPROVED))
_SAYS_APPROVED = re.compile(r"\b(?:GRANTED|granted|approved|APPROVED|adopted|endorsed|accepted|confirmed|agreed to)\b")
_SURE = 0.4  # share of the question's subject that the decision must hold
_NEAR = 0.2  # a decision so near to it that did end as the question says leaves the question alone
_HITS = 3
_A_MEETING = re.compile(r"\b(?:meetings?|sessions?|sittings?|met|meet)\b", re.I)
_BODY_DID = re.compile(r"\b(?:did|has|had)\b.{0,60}\b(?:resolve|decide|agree|approve|refuse|recommend|discuss|vote|meet|conclude|say)\b", re.I)
_LONGEST_DAYS = 31
_EMPTY: frozenset[str] = frozenset()


def premise_corrected(understood: Understood, weights: Mapping[str, float], hits: Sequence[Hit], register: Register) -> Lookup | None:
    """The decision that contradicts the outcome a question takes for granted, said first."""
    text = understood.text
    if not _TAKES_FOR_GRANTED.search(text):
        return None
    taken = next((word for word, pattern in _TAKEN if pattern.search(text)), "")
    if not taken:
        return None
    items = list(dict.fromkeys(h.passage.item for h in hits[:_HITS] if h.passage.item))
    decisions = [d for d in register.decisions(items=items, copies=False) if d.kind == "substantive"] if items else []
    if not decisions:
        return None
    outcome = set(stems(" ".join(m.group() for _, pattern in _TAKEN for m in pattern.finditer(text))))
    subject = {s: w for s, w in subject_of(understood, weights).items() if s not in outcome} or weights
    total = sum(subject.values()) or 1.0
    shares = {d.id: sum(w for s, w in subject.items() if s in set(stems(f"{d.heading} {d.text} {d.body or ''}"))) / total for d in decisions}
    own = [d for d in decisions if d.item == items[0] and _contradicts(taken, d)]
    best = max(own, key=lambda d: shares[d.id], default=None)
    if best is None or shares[best.id] < _SURE or any(_ended(d) == taken and shares[d.id] > shares[best.id] - _NEAR for d in decisions):
        return None
    lines = Lines()
    ended = _ended(best)
    facts = "; ".join(x for x in (best.outcome if best.outcome != "carried" else "", votes_words(best.votes) if best.votes else "") if x)
    place = taken_at(best)
    ended = "denied" if ended == "refused" and _DENIED.search(best.text) else ended
    lines.add(f"The record says it was not {taken}{'' if ended == f'not {taken}' else f' but {ended}'}: “{shorten(best.text, 280)}”{f' ({facts})' if facts else ''} - {place}", place_at(register, best.document, best.spans))
    return replace(lines.lookup("register", [best]), sure=False)


def _ended(d: Decision) -> str:
    """How a decision ended, in the words of a premise; "" where that cannot be told."""
    if d.outcome in ("deferred", "withdrawn"):
        return d.outcome
    refuses, approves = bool(_SAYS_REFUSED.search(d.text)), bool(_SAYS_APPROVED.search(d.text))
    if d.outcome == "lost":
        return "" if refuses else "lost"
    if refuses or approves:
        return "refused" if refuses else "approved"
    objects = bool(_SAYS_OBJECTS.search(d.text))
    if _SAYS_NO_OBJECTION.search(d.text):
        return "" if objects else "not objected to"
    return "objected to" if objects else "received" if _SAYS_RECEIVED.search(d.text) else ""


def _contradicts(taken: str, d: Decision) -> bool:
    ended = _ended(d)
    if taken == "refused":
        return ended in ("approved", "received", "withdrawn", "deferred")
    if taken == "approved":
        return ended in ("refused", "lost", "withdrawn", "deferred")
    if taken == "objected to":
        return ended == "not objected to"
    return ended in ("approved", "refused", "withdrawn")


def no_such_meeting(understood: Understood, register: Register, filters: Filters = Filters()) -> Lookup | None:
    """What is said where a question asks for a meeting of a body at a time when none is among the papers: which are nearest."""
    text = understood.text
    scope = scope_of(understood, register, filters, _EMPTY)
    if len(scope.bodies) != 1 or len(scope.spans) != 1 or scope.loose or not (_A_MEETING.search(text) or _BODY_DID.search(text)):
        return None
    (first, last), body = scope.spans[0], scope.bodies[0]
    if not first or last > "9000" or first[:4] != last[:4] or not days_of(last) - days_of(first) <= _LONGEST_DAYS:
        return None
    held = sorted({p.meeting_date for p in register.papers() if p.body == body and p.meeting_date})
    if len(held) < 3 or any(first <= day <= last for day in held):
        return None
    near = minutes_in(register, replace(scope, spans=()))
    before = [p for p in near if (p.meeting_date or "") < first][-1:]
    after = [p for p in near if (p.meeting_date or "") > last][:1]
    if not before:
        return None
    days = " and ".join(spoken_date(p.meeting_date or "") for p in (*before, *after))
    lines = Lines()
    words = next((p.words for p in understood.periods), "")
    lines.add(f"Not in the indexed papers: no meeting of {body} at that time ({one_line(words)}) is among them; the nearest {'are' if after else 'is'} of {days}.")
    return lines.lookup("register", whole=True, missing=True)
