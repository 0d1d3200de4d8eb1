"""A recommendation to another body -> what that body decided on it, and back. Pure, over the whole register."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from docqa.council.threads import ROUTINE, Place, Spoken, Threads, subject
from docqa.records import Decision, Link
from docqa.text import fold, one_line, shorten

_WAIT_DAYS = 300  # within which a recommendation is decided on
_REFUSED = re.compile(r"\b(?:not (?:be )?(?:accepted|agreed|supported|approved)|be rejected|be refused|declined|not proceed)\b", re.I)


def find_answers(threads: Threads, mentions: Spoken) -> Iterator[Link]:
    """Recommendation to a body -> what that body decided, and back."""
    for decision in chain.from_iterable(list(threads.decisions.values())):
        if not (decision.recommends_to and decision.meeting_date and decision.outcome == "carried") or not threads.stands(decision):
            continue
        body = _body_asked(threads, decision)
        if body is None or body == decision.body:
            continue
        found = _answer_of(threads, decision, body, mentions)
        if found is None:
            continue
        place, sure = found
        answer = nearest(threads, place, decision)
        target = answer.id if answer else place.item.id
        yield Link(decision.id, "recommends-to", target, shorten(one_line(decision.text), 400), sure)
        if answer:
            yield Link(answer.id, "decides-on", decision.id, shorten(one_line(answer.text), 400), sure, _how(threads, decision, answer))


def _body_asked(threads: Threads, decision: Decision) -> str | None:
    """The body of the register that a recommendation goes to; "the Board" is the one that the heading names."""
    printed = decision.recommends_to or ""
    body = threads.body_named(printed.split(" and ")[0] if printed.startswith("Cabinet and ") else printed, decision.body)
    if body is None and " " not in printed:
        named = [b for b in threads.bodies if fold(b).endswith(f" {fold(printed)}") and fold(b) in fold(decision.heading)]
        return named[0] if len(named) == 1 else None
    return body


def _answer_of(threads: Threads, decision: Decision, body: str, mentions: Spoken) -> tuple[Place, float] | None:
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
            score += 0.1 * (len(heading) > 1 and heading == subject(place.item.heading))
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


def nearest(threads: Threads, place: Place, decision: Decision) -> Decision | None:
    """The decision of an item that has most in common with another."""
    wanted = subject(decision.text)
    return max(threads.decisions.get(place.item.id, []), key=lambda d: threads.shared(wanted, subject(d.text)), default=None)


def _how(threads: Threads, asked: Decision, answer: Decision) -> str:
    if _REFUSED.search(answer.text):
        return "not accepted"
    return "as recommended" if threads.shared(subject(asked.text), subject(answer.text)) >= 0.7 else "amended"
