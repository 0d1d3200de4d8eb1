"""How it ended: the decision that was taken on what an answer quotes, with mover, seconder and votes as the record has them. Pure.

A passage tells what was considered; the resolution and the roll call often stand some lines below, in other words than anybody would ask in.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from docqa.answer.extract import Extract
from docqa.answer.question import Understood
from docqa.answer.referred import letter_of, letters_of, moves_by_letter
from docqa.records import Decision, Votes
from docqa.text import first_words, stems

_ASKED = re.compile(
    r"\b(?:agree\w*|decid\w*|decision|approv\w*|vot\w+|side[ds]?|turn(?:ed)? (?:down|away)|refus\w+|reject\w*|accept\w*|outcome|result\w*|back(?:ed)?|support\w*|allow\w*|object\w*|resolv\w+|settle\w*|"
    r"pass(?:ed)?|grant\w*|go ahead|went ahead|went along|nod|carried|lost|win|won|against|favour|abstain\w*|second(?:ed|er)|mov(?:ed|er)|propos\w+|end up|finish|happen\w*|tally|ayes?|nays?|"
    r"unanim\w*|split|defer\w*|put off|withdr\w+|elect\w*|appoint\w*|chos\w+|pick\w*|recommend\w*|respond\w*|response|say about|view on|do about|do with|did we|did they|did the (?:council|committee|board|cabinet))\b",
    re.I,
)
_MOVED_TO = re.compile(r"\b(?:moved?|motion|proposed) (?:was )?(?:made )?to (deny|refuse|reject|approve|adopt|accept|support|defer|withdraw|table|continue|amend)\b", re.I)
_DONE = {
    "deny": "denied", "refuse": "refused", "reject": "rejected", "approve": "approved", "adopt": "adopted", "accept": "accepted", "support": "supported", "defer": "deferred", "withdraw": "withdrawn",
    "table": "tabled", "continue": "continued", "amend": "amended",
}  # fmt: skip
_TURNED_DOWN = ("denied", "refused", "rejected")
_MOST_WORDS = 60
_MOST_NAMES = 12
_EVERY_NAME = 25
_LEADS = 0.2  # of the weight of the question that the decision and its heading hold
_SECONDED = re.compile(r"\bseconded\b", re.I)
_SECONDED_CHARS = 60  # who seconds a motion is often a sentence of its own after it
_DECIDES_ITSELF = re.compile(r"\b(?:it was|the (?:parish |town )?council|members|all) (?:then |also |unanimously )?(?:agreed|resolved|decided)\b", re.I)  # in words that the record does not take for a decision
_REACH_CHARS = 4000  # a decision further below belongs to something else


def outcome_asked(understood: Understood) -> bool:
    """Does the question ask how something ended, or who moved it, or how the vote went?"""
    return understood.form in ("vote", "yes_no") or bool(_ASKED.search(understood.text))


def outcome_of(extract: Extract, decisions: Sequence[Decision]) -> Decision | None:
    """The decision that ``extract`` lies in, or the next one below it in the same item; None where none is near.

    Args:
        extract: what the answer quotes first.
        decisions: of the item it stands in, in order.
    """
    at = (extract.span.page or 0, extract.span.start)
    best: Decision | None = None
    letter = letter_of(extract.text)
    for d in decisions:
        if letter and letter not in (letters_of(d.text) or [letter]):
            continue
        if d.document != extract.hit.passage.document or not d.spans:
            continue
        first, last = d.spans[0], d.spans[-1]
        end = last.end + (_SECONDED_CHARS if _SECONDED.search(extract.text) else 0)
        if (first.page or 0, first.start) <= at < (last.page or 0, end):
            return d
        below = ((first.page or 0) - at[0]) * _REACH_CHARS // 2 + (first.start - at[1] if first.page == extract.span.page else first.start)
        if (first.page or 0, first.start) > at and below <= _REACH_CHARS and (best is None or (best.kind == "procedural" and d.kind != "procedural")):
            best = d
    if _DECIDES_ITSELF.search(extract.text) and not (best and letter):
        return None  # what comes below it is about something else
    own = [d for d in decisions if d.kind == "substantive" and d.document == extract.hit.passage.document]
    return best or (own[0] if len(own) == 1 and own[0].spans and (own[0].spans[0].page or 0, own[0].spans[0].start) > at else None)


def leads(decision: Decision, understood: Understood, weights: Mapping[str, float]) -> bool:
    """Is it what the question is about, by subject and time, so that its words come before the discussion?

    Args:
        decision: how what the answer quotes first ended.
        understood: the question.
        weights: stem of the question -> its weight times its rarity.
    """
    held = set(stems(f"{decision.heading} {decision.text}"))
    fits = not understood.periods or decision.meeting_date is None or any(p.first <= decision.meeting_date <= p.last for p in understood.periods)
    return fits and sum(w for s, w in weights.items() if s in held) >= _LEADS * sum(weights.values())


def decision_first(decision: Decision, chosen: Sequence[Extract]) -> tuple[list[Extract], list[Extract]]:
    """The sentences of an answer in two: those of the decision, behind the matter that it decides by its letter ("moved to approve 8.b"), and the others."""
    matters: list[Extract] = []
    told: list[Extract] = []
    others: list[Extract] = []
    letters = letters_of(decision.text)
    for extract in chosen:
        own = extract.hit.passage.item == decision.item and letter_of(extract.text) in letters
        (told if quotes(extract, decision) else matters if own else others).append(extract)
    return [*matters, *told], others


def outcome_words(decision: Decision, *, quoted: bool) -> str:
    """The decision in a line: its words where the answer does not quote them already and they say what it is on, then who moved it and how the vote went."""
    facts = [ended] if (ended := ended_words(decision)) else []
    if decision.mover:
        facts.append(f"moved by {decision.mover}" + (f", seconded by {decision.seconder}" if decision.seconder else ""))
    if decision.votes:
        facts.append(votes_words(decision.votes) + casting_words(decision))
    told = "; ".join(f for f in facts if f)
    if quoted or (told and moves_by_letter(decision.text)):
        return f"Outcome: {told}" if told else ""
    return f"Outcome: “{first_words(decision.text, _MOST_WORDS)}”" + (f" ({told})" if told else "")


def ended_words(decision: Decision) -> str:
    """How a motion ended, in a word: "lost", "deferred", of one that was carried what came of it ("denied", where it was moved to deny); "" where none was put."""
    if decision.outcome != "carried":
        return decision.outcome
    if not (decision.mover or decision.votes):
        return ""
    moved = _MOVED_TO.search(decision.text)
    return _DONE[moved[1].lower()] if moved else "carried"


def remarkable(decision: Decision) -> str:
    """How a motion ended, beside its own words: "" where it was carried and approves something."""
    ended = ended_words(decision)
    return ended if decision.outcome != "carried" or ended in _TURNED_DOWN else ""


def quotes(extract: Extract, decision: Decision) -> bool:
    """Does a sentence stand in the words of a decision?"""
    return extract.hit.passage.document == decision.document and any(s.overlaps(extract.span) for s in decision.spans)


def casting_words(decision: Decision) -> str:
    """How a tie was broken, where the motion was carried with as many votes against it; "" else."""
    votes = decision.votes
    return " on a casting vote" if votes and votes.for_ and votes.for_ == votes.against and decision.outcome == "carried" else ""


def votes_words(votes: Votes, *, every_name: bool = False) -> str:
    """A vote in words: "6-2 (against: Hall, McKee; abstained: Fenn)"; ``every_name``: of a long side too. Sides that the paper does not print are left out."""
    tally = f"{votes.for_}-{votes.against}" if votes.for_ is not None and votes.against is not None else ""
    told = []
    for key, word, count in (("for", "for", votes.for_), ("against", "against", votes.against), ("abstain", "abstained", votes.abstain), ("absent", "absent", votes.absent)):
        names = [n for n, how in votes.names.items() if how == key]
        if names and (every_name or key != "for" or len(names) <= 3) and len(names) <= (_EVERY_NAME if every_name else _MOST_NAMES):
            told.append(f"{word}{'' if tally and key in ('for', 'against') else f' {len(names) if count is None else count}'}: {', '.join(names)}")
        elif (names or count) and not (tally and key in ("for", "against")):
            told.append(f"{word} {len(names) if count is None else count}")
    details = "; ".join(told)
    return f"{tally} ({details})" if tally and details else tally or details
