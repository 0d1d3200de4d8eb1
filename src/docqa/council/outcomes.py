"""What later minutes tell of something asked for: a sentence or row of theirs -> the item that asked. Pure, over the whole register.

A clerk's report, an action list or an answer to a question tells of one matter after another, so a whole item says nothing: each sentence is
held against each part of a decision, each action and each undertaking of the meetings before, by the rare words and figures they have in common.
"""

from __future__ import annotations

import calendar
import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from docqa.council.dates import MONTHS
from docqa.council.threads import Place, Threads, subject, without_dates
from docqa.council.wording import ARISING
from docqa.records import Decision, Statement
from docqa.register import Register
from docqa.text import fold, one_line, words

SAME_CHARS = 80
_WITHIN_DAYS = 420
_NEAR = 0.1
_LEAST = 2  # stems in common
_RUN = 10  # words in a row that a line printed again and again has in common
_OLD, _OLD_DAYS = 0.1, 200  # what was asked for longer ago is less likely meant
_MOST_MEETINGS, _FEW_MEETINGS = 0.4, 15  # a stem of this share of the meetings of a body is a standing one; of few meetings nothing can be said
_GENERAL = subject(
    "resolved agreed report reported reporting asked ask request requested meeting minute minutes council committee commission board cabinet chair chairman clerk officer councillor member members "
    "matter item considered consider brought bring back next date year month week day time noted note said told write wrote written letter action done made make given give sent send promised undertook update people "
    "one two three four five six seven eight nine ten strategic director head service first last new old later earlier"
)  # words that say nothing about what a commitment is
_NAMES = re.compile(r"\b(?:Cllrs?\.?|Councill?ors?|Mr|Mrs|Ms|Miss|Dr|Sgt|Sergeant)\.? (?:Mrs |Miss )?[A-Z][\w’'-]+(?:(?:,| and|, and) (?:Cllr |Councillor |Mr |Mrs |Ms |Dr )?(?!The\b)[A-Z][\w’'-]+)*")  # who spoke says nothing about what of
_OWNER = re.compile(r"\(\s*(?:owner|lead|action by|by whom)\s*:[^)]*\)", re.I)
_FIGURE = re.compile(r"(?!(?:19|20)\d\d$)[\d.,]*\d{3,}[\d.,]*")  # a sum or a count that can hardly be another's
_MOVED = re.compile(r"\b(?:proposed|moved|seconded) (?:by )?(?:Cllr|Councillor|Mr|Mrs|Ms|Dr)\b.*$", re.I)
_HAPPENED = re.compile(r"\b(?:ha(?:s|ve|d) (?:now |not |still )?(?:been )?\w+(?:ed|en|t|ne|me)|\w+(?:ed|en|lt|nt|ght) (?:on|in|by) (?:the )?\w*\d|came|went|wrote|done|complete|finished|is (?:back|in place|mended))\b", re.I)
_NOT_DONE = re.compile(r"\b(?:not|never|nothing|none|no (?:reply|answer|response|progress))\b[^.;]{0,40}\b(?:been|yet|replied|answered|received|begun|done|started|come|ready|met|moved)\b|\bnone has come\b|\bnot (?:yet )?(?:done|ready)\b|\bstill (?:to|not|outstanding)\b|\bput (?:back|off)\b|\blate:|\bat risk\b", re.I)
_QUESTIONS = re.compile(r"^\W*questions?\b", re.I)
_SAME_HEADING = 0.6  # of the words of a heading: then one item goes on where the other stopped
_SURE_IN_LIST, _SURE_IN_QUESTIONS, _SURE_ELSEWHERE = 0.5, 0.6, 0.85  # how alike a sentence and what was asked are: in a list of matters arising, in an answer, in a debate
_IN_MONTH = re.compile(rf"\b(?:in|of|last|since) (?P<m>{'|'.join(m for m in calendar.month_name if m)})\b(?! \d)")
_SAID_WHEN = 0.15  # "as agreed in December"
_PASSIVE = re.compile(r"^\W*(?:\(?[\w.]{1,4}\)\s*)?(?:resolved\W*|agreed\W*)?(?:that )?(?:the )?[^.]{0,120}\b(?:be|is|was) (?:noted|received|thanked|welcomed|approved as|taken as read)\b|\bresolved to (?:object|support|make no objection|thank|welcome|note)\b|\b(?:payments?|bills?|invoices?|cheques?|accounts?)\b[^.]{0,60}\b(?:be|were|are) (?:paid|made|approved|passed|signed)\b|\bmake the payments\b", re.I)  # nothing is to be done


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
    return subject(_NAMES.sub(" ", _MOVED.sub(" ", _OWNER.sub(" ", without_dates(text))))) - _GENERAL


def find_outcomes(threads: Threads, register: Register, pieces: Iterable[tuple[str, Decision, str]], spoken: Container[tuple[str, str]] = ()) -> Iterator[Outcome]:
    """The surest outcome each sentence tells of.

    Args:
        threads: the register's look-ups.
        register: for its statements.
        pieces: id, decision and words of each part of each decision.
        spoken: item and sentence (its first ``SAME_CHARS`` characters) of what names the minute it tells of: that is linked by its number.
    """
    statements = [(s, threads.items[s.item]) for s in register.statements() if s.item in threads.items]
    held = [*_of_decisions(threads, pieces), *(Commitment(s.id, p, s.text) for s, p in statements if s.kind in ("action", "undertaking", "request") and p.date and threads.counts(p.paper))]
    standing = _standing(threads)
    by_stem: dict[tuple[str | None, str], list[_Known]] = defaultdict(list)
    for commitment in held:
        known = _known(commitment, standing.get(commitment.place.paper.body, frozenset()))
        for stem in known.about:
            by_stem[commitment.place.paper.body, stem].append(known)
    for statement, place in statements:
        if statement.kind == "report" and not _decided(threads, statement, place) and (place.item.id, statement.text[:SAME_CHARS]) not in spoken and place.date and threads.counts(place.paper):
            told = _telling(threads, statement, place, standing.get(place.paper.body, frozenset()))
            best = _told_of(threads, told, by_stem) if told else None
            if best:
                yield best


def _decided(threads: Threads, statement: Statement, place: Place) -> bool:
    """True for a sentence of a decision: it decides, and tells of nothing."""
    said = fold(statement.text)
    return any(said in fold(d.text) for d in threads.decisions.get(place.item.id, []))


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


@dataclass(frozen=True, slots=True)
class _Known:
    """A commitment in the shape that sentences are held against."""

    commitment: Commitment
    about: frozenset[str]  # what it is about; "the Clerk is to do it by July" is about what its heading says
    own: frozenset[str]  # the stems of its own words
    heading: frozenset[str]
    day: int


@dataclass(frozen=True, slots=True)
class _Telling:
    """A sentence in the shape that it is held against commitments."""

    statement: Statement
    place: Place
    said: frozenset[str]
    around: frozenset[str]  # and the stems of its heading, unless that is a list of one matter after another
    heading: frozenset[str]
    arising: bool
    months: frozenset[int]  # "as agreed in December"
    day: int


def _known(commitment: Commitment, standing: frozenset[str]) -> _Known:
    own, heading = matter(commitment.text), matter(commitment.place.item.heading)
    about = own if len(own) > _LEAST else own | heading
    return _Known(commitment, about - standing, own, heading - standing, _day(commitment.place.date))


def _telling(threads: Threads, statement: Statement, place: Place, standing: frozenset[str]) -> _Telling | None:
    said = matter(statement.text) - standing
    if len(said) < _LEAST or statement.text.rstrip().endswith(":") or fold(statement.text).strip(" .").endswith(fold(place.item.heading).strip(" .")):
        return None
    heading, arising = matter(place.item.heading), bool(ARISING.match(place.item.heading))
    months = frozenset(MONTHS[m["m"].lower()] for m in _IN_MONTH.finditer(statement.text))
    return _Telling(statement, place, said, said if arising else said | heading, heading, arising, months, _day(place.date))


def _of_decisions(threads: Threads, pieces: Iterable[tuple[str, Decision, str]]) -> Iterator[Commitment]:
    for id_, decision, text in pieces:
        place = threads.items.get(decision.item or "")
        if place and place.date and decision.kind == "substantive" and decision.outcome in ("carried", "deferred") and threads.stands(decision) and not _PASSIVE.match(one_line(text)):
            yield Commitment(id_, place, text)


def _told_of(threads: Threads, told: _Telling, by_stem: Mapping[tuple[str | None, str], Sequence[_Known]]) -> Outcome | None:
    """The commitment of earlier meetings of the same body that a sentence tells of."""
    candidates = {k.commitment.id: k for s in told.said if threads.weight(s) >= threads.rare for k in by_stem.get((told.place.paper.body, s), ()) if 0 < told.day - k.day <= _WITHIN_DAYS}
    scored = [(score, k.day, k) for k in candidates.values() if (score := _score(threads, told, k)) > 0]
    if not scored:
        return None
    top = max(s[0] for s in scored)
    # in a list the latest of those about as near: what was asked for twice is answered once
    score, day, best = max(scored, key=lambda s: (s[0] > top - _NEAR, s[1], s[0]) if told.arising else (True, s[0], s[1]))
    rivals = [s for s in scored if s[2].commitment.place.item.id != best.commitment.place.item.id and score - s[0] < 0.08]
    continued = threads.shared(told.heading, best.heading) >= _SAME_HEADING and told.day - day <= _OLD_DAYS
    if told.arising:
        least = _SURE_IN_QUESTIONS if _QUESTIONS.match(told.place.item.heading) else _SURE_IN_LIST
    else:
        least = _SURE_IN_LIST if continued else _SURE_ELSEWHERE
    if score < least or rivals and not told.arising:
        return None
    text = one_line(told.statement.text)
    return Outcome(best.commitment, told.place, text, round(min(0.95, 0.3 + score), 2), not _NOT_DONE.search(text))


def _score(threads: Threads, told: _Telling, known: _Known) -> float:
    """How sure it is that a sentence tells of a commitment, 0 where it is not."""
    text = told.statement.text
    if not told.said & known.own and not (_HAPPENED.search(text) and threads.shared(told.said, known.about) >= 0.5):
        return 0.0  # only the heading is in common, and the sentence is about more, or tells of nothing that happened
    alike = _alike(threads, told, known)
    if not alike or _repeats(text, known.commitment.text):
        return 0.0
    return alike + _SAID_WHEN * (int(known.commitment.place.date[5:7]) in told.months) - _OLD * (told.day - known.day > _OLD_DAYS)


def _alike(threads: Threads, told: _Telling, known: _Known) -> float:
    both, common = told.said & known.about, told.said & (known.about | known.heading)
    share = threads.shared(known.about, told.around)
    if len(common) < _LEAST or not both or len(both) < _LEAST and share < 0.3:
        return 0.0
    weight = sum(threads.weight(s) for s in common)
    figure = any(_FIGURE.fullmatch(s) for s in both)
    return 0.45 * share + 0.45 * threads.shared(told.said, common) + 0.02 * min(weight, 12) + 0.2 * figure


def _repeats(one: str, other: str) -> bool:
    """True where two texts have a run of words in common: a line that every meeting's minutes print again, with other figures."""
    said = words(re.sub(r"[\d£.,]+", " ", one))
    told = " ".join(words(re.sub(r"[\d£.,]+", " ", other)))
    return any(" ".join(said[n : n + _RUN]) in told for n in range(len(said) - _RUN + 1))


def _day(iso: str) -> int:
    return date.fromisoformat(iso).toordinal()
