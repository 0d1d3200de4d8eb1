"""What later minutes tell of something asked for: a sentence or row of theirs -> the item that asked. Pure, over the whole register.

A clerk's report, an action list or an answer to a question tells of one matter after another, so a whole item says nothing: each sentence is
held against each part of a decision, each action and each undertaking of the meetings before, by the rare words and figures they have in common.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from docqa.council.threads import Place, Threads, subject
from docqa.council.wording import ARISING
from docqa.records import Decision, Statement
from docqa.register import Register
from docqa.text import fold, one_line, words

_WITHIN_DAYS = 420
_LEAST = 2  # stems in common
_RUN = 7  # words in a row that a line printed again and again has in common
_OLD, _OLD_DAYS = 0.1, 200  # what was asked for longer ago is less likely meant
_MOST_MEETINGS, _FEW_MEETINGS = 0.35, 8  # a stem of this share of the meetings of a body is a standing one; of few meetings nothing can be said
_GENERAL = subject(
    "resolved agreed report reported reporting asked ask request requested meeting minute minutes council committee commission board cabinet chair chairman clerk officer councillor member members "
    "matter item brought bring back next date year month week day time noted note said told write wrote written letter action done made make given give sent send promised undertook update people"
)  # words that say nothing about what a commitment is
_NAMES = re.compile(r"\b(?:Cllrs?\.?|Councill?ors?|Mr|Mrs|Ms|Miss|Dr|Sgt|Sergeant)\.? (?:Mrs |Miss )?[A-Z][\w’'-]+(?:(?:,| and|, and) (?:Cllr |Councillor |Mr |Mrs |Ms |Dr )?(?!The\b)[A-Z][\w’'-]+)*")  # who spoke says nothing about what of
_MOVED = re.compile(r"\b(?:proposed|moved|seconded) (?:by )?(?:Cllr|Councillor|Mr|Mrs|Ms|Dr)\b.*$", re.I)
_NOT_DONE = re.compile(r"\b(?:not|never|nothing|none|no (?:reply|answer|progress))\b[^.;]{0,40}\b(?:been|yet|replied|answered|received|begun|done|started|come|ready|met|moved)\b|\bnone has come\b|\bnot (?:yet )?(?:done|ready)\b|\bstill (?:to|not|outstanding)\b|\bput (?:back|off)\b|\blate:|\bat risk\b", re.I)
_QUESTIONS = re.compile(r"^\W*questions?\b", re.I)
_SURE_IN_LIST, _SURE_IN_QUESTIONS, _SURE_ELSEWHERE = 0.5, 0.6, 0.8  # how alike a sentence and what was asked are: in a list of matters arising, in an answer, in a debate
_PASSIVE = re.compile(r"^\W*(?:\(?[\w.]{1,4}\)\s*)?(?:resolved\W*|agreed\W*)?(?:that )?(?:the )?[^.]{0,120}\b(?:be|is|was) (?:noted|received|thanked|welcomed|approved as|taken as read)\b|\bresolved to (?:object|support|make no objection|thank|welcome|note)\b", re.I)  # nothing is to be done


@dataclass(frozen=True, slots=True)
class Commitment:
    """Something that was to be done: a part of a decision, an action, an undertaking."""

    id: str  # of the decision with its part, or of the statement
    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """A sentence of later minutes that tells what became of a commitment, and how sure that is."""

    commitment: Commitment
    place: Place
    text: str
    sure: float
    done: bool  # False where the sentence says that it was not done, or not yet


def matter(text: str) -> frozenset[str]:
    """The stems that say what a sentence or a commitment is about: no names of who spoke or moved, no words that every minute has."""
    return subject(_NAMES.sub(" ", _MOVED.sub(" ", text))) - _GENERAL


def find_outcomes(threads: Threads, register: Register, pieces: Iterable[tuple[str, Decision, str]]) -> Iterator[Outcome]:
    """The surest outcome each sentence tells of.

    Args:
        threads: the register's look-ups.
        register: for its statements.
        pieces: id, decision and words of each part of each decision.
    """
    statements = [(s, threads.items[s.item]) for s in register.statements() if s.item in threads.items]
    held = [*_of_decisions(threads, pieces), *(Commitment(s.id, p, s.text) for s, p in statements if s.kind in ("action", "undertaking", "request") and p.date and threads.counts(p.paper))]
    standing = _standing(threads)
    about = {c.id: matter(c.text) - standing.get(c.place.paper.body, frozenset()) for c in held}
    by_stem: dict[tuple[str | None, str], list[Commitment]] = defaultdict(list)
    for commitment in held:
        for stem in about[commitment.id]:
            by_stem[commitment.place.paper.body, stem].append(commitment)
    for statement, place in statements:
        if statement.kind == "report" and place.date and threads.counts(place.paper):
            best = _told_of(threads, statement, place, by_stem, about, standing.get(place.paper.body, frozenset()))
            if best:
                yield best


def _standing(threads: Threads) -> dict[str | None, frozenset[str]]:
    """The stems that a body's minutes have at most meetings, whatever is on ("the balance of the account"): they tell of no one matter."""
    of_meeting: dict[str | None, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for place in threads.items.values():
        if place.paper.kind == "minutes" and place.date:
            of_meeting[place.paper.body][place.date] |= threads.gist(place.item.id)
    return {
        body: frozenset(s for s, n in Counter(s for held in meetings.values() for s in held).items() if n >= _MOST_MEETINGS * len(meetings))
        for body, meetings in of_meeting.items() if len(meetings) >= _FEW_MEETINGS
    }  # fmt: skip


def _of_decisions(threads: Threads, pieces: Iterable[tuple[str, Decision, str]]) -> Iterator[Commitment]:
    for id_, decision, text in pieces:
        place = threads.items.get(decision.item or "")
        if place and place.date and decision.kind == "substantive" and decision.outcome in ("carried", "deferred") and threads.stands(decision) and not _PASSIVE.match(one_line(text)):
            yield Commitment(id_, place, text)


def _told_of(threads: Threads, statement: Statement, place: Place, by_stem: dict[tuple[str | None, str], list[Commitment]], about: dict[str, frozenset[str]], standing: frozenset[str]) -> Outcome | None:
    """The commitment of earlier meetings of the same body that a sentence tells of."""
    said = matter(statement.text) - standing
    if len(said) < _LEAST or statement.text.rstrip().endswith(":") or fold(statement.text).strip(" .").endswith(fold(place.item.heading).strip(" .")):
        return None
    arising = bool(ARISING.match(place.item.heading))
    around = said | (frozenset() if arising else matter(place.item.heading))
    total = sum(threads.weight(s) for s in said)
    seen: set[str] = set()
    ranked: list[tuple[float, str, Commitment]] = []
    for stem in said:
        if threads.weight(stem) < threads.rare:
            continue
        for commitment in by_stem.get((place.paper.body, stem), ()):
            if commitment.id in seen or not 0 < _days(commitment.place.date, place.date) <= _WITHIN_DAYS:
                continue
            seen.add(commitment.id)
            if _repeats(statement.text, commitment.text):
                continue
            score = _alike(threads, said, around, total, about[commitment.id], matter(commitment.place.item.heading) - standing)
            score -= _OLD * (_days(commitment.place.date, place.date) > _OLD_DAYS)
            if score > 0:
                ranked.append((score, commitment.place.date, commitment))
    if not ranked:
        return None
    ranked.sort(key=lambda r: r[:2], reverse=True)
    best = ranked[0]
    rivals = [r for r in ranked[1:] if r[2].place.item.id != best[2].place.item.id and best[0] - r[0] < 0.08]
    if best[0] < (_SURE_ELSEWHERE if not arising else _SURE_IN_QUESTIONS if _QUESTIONS.match(place.item.heading) else _SURE_IN_LIST) or rivals and not arising:
        return None
    text = one_line(statement.text)
    return Outcome(best[2], place, text, round(min(0.95, 0.3 + best[0]), 2), not _NOT_DONE.search(text))


def _alike(threads: Threads, said: frozenset[str], around: frozenset[str], total: float, what: frozenset[str], heading: frozenset[str]) -> float:
    """How sure it is that a sentence tells of a commitment, 0 where it is not."""
    both = said & what
    common = said & (what | heading)
    weight = sum(threads.weight(s) for s in common)
    share = threads.shared(what, around)
    if len(common) < _LEAST or not both or len(both) < _LEAST and share < 0.3:
        return 0.0
    told = weight / total if total else 0.0
    return 0.45 * share + 0.45 * told + 0.02 * min(weight, 12)


def _repeats(one: str, other: str) -> bool:
    """True where two texts have a run of words in common: a line that every meeting's minutes print again, with other figures."""
    said = words(re.sub(r"[\d£.,]+", " ", one))
    told = " ".join(words(re.sub(r"[\d£.,]+", " ", other)))
    return any(" ".join(said[n : n + _RUN]) in told for n in range(len(said) - _RUN + 1))


def _days(one: str, other: str) -> int:
    return date.fromisoformat(other).toordinal() - date.fromisoformat(one).toordinal()
