"""A question whose subject the papers found do hold, and the detail not: the sum, the day, the name that is asked for, or how it ended.

What comes in: the question as understood, the sentences of the best hits with the share of its subject that they hold (docqa.answer.subject), the best
extracts. What goes out: a Lookup that says what is not said, with the nearest passage, or None. Owns one rule: a detail is called missing only where the
sentences that hold the subject best hold nothing of its kind, and none that does comes as near.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from docqa.answer.extract import Extract
from docqa.answer.places import Lookup
from docqa.answer.question import Understood, find_periods
from docqa.answer.subject import Said, told
from docqa.records import Passage
from docqa.register import Register
from docqa.search.rerank import UNREAD
from docqa.text import days_of, is_row, stem, stems

_MONTHS = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"


_TOLD = r"(?:said|stated|given|confirmed|known|disclosed|announced|published|available|set|fixed|agreed|recorded|decided|established|ascertained)"
_NOT_KNOWN = (
    rf"to be announced|(?:as )?yet unknown|(?:as )?yet to be (?:announced|confirmed)|not yet (?:been )?{_TOLD}|(?:unable|not able|not in a position) to (?:say|give|confirm|state|tell)|(?:cannot|can not|could not|could(?:n['’]t)|can['’]t) (?:say|give|confirm|state)|"
    r"uncertain(?:ty)? (?:as to |about |over )?(?:who|when|how|what|which|where)|not known (?:who|when|how|what|which|where)"
)


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of detail: how it is asked for, what holds one, and what must speak for its absence."""

    words: str
    asked: re.Pattern[str]
    held: re.Pattern[str]
    beside: int  # sentences before and after it in which the detail counts as given
    least: float  # share of the subject that the best sentence without one must hold
    least_dated: float  # the same where the time is named, and only what is of that time counts
    ahead: float  # by how much more than the best sentence with one
    open: re.Pattern[str]  # what says outright that it is not known yet, or is not told


_KINDS = (
    _Kind(
        "sum",
        re.compile(r"\bhow much (?:money|did|does|do|has|have|had|will|would|was|is|are|were|of|to)\b|\bwhat(?:'s| is| was| were| are| will| would)?(?: be)?(?: the| our| its| their)?(?: (?!did|does|do|has|have)\w+)? (?:price|sum|fee|bill|cost|salary|budget|charge|rent|wage)s?\b|\bhow many (?:pounds|dollars)\b|\bcosts?\b.*\?|\bearn\b", re.I),
        re.compile(r"[£$€]\s?\d|\b\d+p\b|\d[\d,.]*\s*(?:pounds|dollars|euros?|pence)\b|\b(?:hundred|thousand|million)\b|\d,\d{3}\b|\b\d+\.\d\d\b|\bfree\b|\bno (?:cost|charge)\b|\bnil\b|\d\s*(?:%|per ?cent)|\d+k\b|\b\d+(?:\.\d+)?m\b", re.I),
        1, 0.6, 0.5, 0.0,
        re.compile(rf"\b(?:{_NOT_KNOWN}|(?:still|yet) to be (?:costed|priced|agreed)|no (?:\w+ )?(?:figure|price|sum|cost)s? (?:has|have|had|was|were|is|are|{_TOLD})|(?:price|cost|fee|sum|figure)s? (?:could not|cannot) be (?:agreed|given|fixed|known))\b", re.I),
    ),
    _Kind(
        "date",
        re.compile(r"\bwhen\b.{0,40}\b(?:will|is|are|going|due|does|do)\b|\b(?:what|which) (?:date|day|time|week|month|year)\b|\bby when\b|\bwhen exactly\b", re.I),
        re.compile(
            rf"\b{_MONTHS}\b|\b(?:19|20)\d\d\b|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2}}|\b\d{{1,2}}[.:]\d\d\b|\b\d{{1,2}}(?:st|nd|rd|th)\b|\b\d{{1,2}} ?[ap]\.?m\b|\b(?:week|month|year|day|fortnight|spring|summer|autumn|winter|today|tomorrow|yesterday|tonight|"
            r"morning|evening|afternoon|noon|monday|tuesday|wednesday|thursday|friday|saturday|sunday|easter|christmas|immediately|next meeting)s?\b", re.I
        ),
        0, 0.6, 0.5, 0.0,
        re.compile(rf"\b(?:{_NOT_KNOWN}|no (?:\w+ )?(?:date|timescale|timetable)s? (?:has|have|had|was|were|is|are|{_TOLD}))\b", re.I),
    ),
    _Kind(
        "name",
        re.compile(r"\bwho\b(?! or what)|\bwhich (?:\w+ ){0,2}(?:firm|company|companies|contractor|person|man|woman|people|resident|councill?or|member|architect|builder|officer|business|supplier|organisation|lady|speaker|consultant|engineer|surveyor|solicitor|owner|tenant|applicant|artist|auditor|volunteer|driver|teacher|doctor|bidder|tenderer)s?\b|\bnames? of\b", re.I),
        re.compile(r"(?<!^)(?<![.?!:] )\b[A-Z][a-z]+\b|\b[A-Z]{2,}\b|\bthe (?:clerk|chair|chairman|mayor|leader|vice)\b"),
        0, 0.6, 0.6, 0.05,
        re.compile(rf"\b(?:{_NOT_KNOWN}|(?:it is|was) not clear|not (?:propose|wish|want|willing|prepared) to name|(?:not|cannot|could not) be named|declined to name|(?:not|never) (?:been )?identified|no records? (?:is|are|was|were) available)\b", re.I),
    ),
    _Kind(
        "number",
        re.compile(r"\bwhat (?:\w+ ){0,2}(?:figures|readings?|statistics|results of the (?:count|survey|sampling))\b", re.I),
        re.compile(
            rf"(?<![\d/.,:])(?<!^)\d{{1,3}}(?:,\d{{3}})*(?:\.\d+)?(?![/:,.]?\d)(?!st\b|nd\b|rd\b|th\b)(?!\s+(?:of\s+)?{_MONTHS}\b)|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|"
            r"sixty|seventy|eighty|ninety|hundreds?|thousands?|million|half|dozen|none|no|nobody|both|once|twice|third|quarter|majority|few|several|single|couple)\b", re.I
        ),
        1, 0.5, 0.5, 0.2,
        re.compile(rf"\b(?:{_NOT_KNOWN}|no (?:\w+ )?(?:figure|number|total)s? (?:has|have|had|was|were|is|are|{_TOLD}))\b", re.I),
    ),
)  # fmt: skip
_A_RESULT = re.compile(r"^\W*(?:so |and |but )?(?:did|has|have|had|was|were)\b|\b(?:conclu\w+|findings?|outcome|results?|verdict|which way|approve\w*|recommend\w*|picked|chosen|appointed|agreed? to)\b", re.I)
_TO_COME = re.compile(
    r"\b(?:await(?:s|ed|ing)|to be (?:announced|confirmed|decided|determined|costed|advertised)|is to (?:take a decision|decide|consider|determine)|(?:are|were|was) to (?:decide|consider|determine)|"
    r"(?:will|would) be (?:considered|announced|decided|determined|advertised) (?:at|on|in|by|later|after|when)|(?:is|are|was|were) (?:due|expected) (?:in|on|by|at|next|the following)|(?:has|have|had) (?:yet|still) to (?:decide|reply|answer|respond|be)|"
    r"(?:still|yet) to be (?:costed|decided|made|agreed|announced|confirmed|received)|not yet (?:been )?(?:known|decided|agreed|received|heard|replied|answered|determined|named|costed|appointed|available))\b|(?<![\w-])(?:TBC|TBA)\b",
    re.I,
)
_ASKS_WHAT_IS_TO_COME = re.compile(r"\b(?:await\w*|due|yet|still|pending|outstanding|will|would|next|not|\w+n't|when|how (?:much|many))\b", re.I)
_ASKS_WHAT_CAME = re.compile(r"\bwhat (?:did|was|were)\b|^\W*(?:so |and |but )?did\b|\bhow did\b|\bwho (?:was|were)\b", re.I)
_LISTED = re.compile(
    r"^\W*(?:\(?[\da-z]{1,3}[.)]\s*)?(?:to (?:consider|review|receive|note|discuss|approve|agree|decide|resolve|appoint|elect|confirm)|update|report|discussion|consideration|consider|receive|review|approve|approval|appointment|election)\b", re.I
)  # fmt: skip
_OF_AN_AGENDA = re.compile(r"\b(?:agenda|listed|up for|to be)\b", re.I)
_LONGEST_DAYS, _LEAST_ANNOUNCED, _CLEARLY = 31, 0.4, 0.1
_FORMS = ("definition", "vote")
_NEAREST, _FIRST, _LEAST_TO_COME, _AS_NEAR = 2, 3, 0.3, 0.15
_AS_GOOD = 1.0  # of sentence scores
_AS_GOOD_UNREAD = 3.0
_LIKE_NO_ANSWER = -4.0  # of the reader's figures: below, of 215 questions of that kind there were seven without an answer and none with one (bench/results/reader.md)


def unsaid(understood: Understood, said: Sequence[Said], found: Sequence[Extract], register: Register) -> Lookup | None:
    """What the papers found do not say of what they are asked, with what comes nearest; None where they may say it.

    Args:
        understood: the question.
        said: the sentences of the best hits.
        found: the same as extracts, best first.
        register: which meetings have minutes.
    """
    if not said or understood.form in _FORMS:
        return None
    listed = _only_listed(understood, said, found, register)
    if listed:
        return told("The papers found do not say: it is only listed on an agenda, and no minutes of that meeting are in the index", listed, missing=True)
    spans = [(p.first, p.last) for p in understood.periods if p.certain]
    kind = _kind_asked(understood.text)
    if kind:
        asked = set(stems(understood.text))
        nearest = _open(kind, said, found, asked) or (None if _given(kind, found, asked) else _without(kind, said, spans, asked)) or _read_as_none(kind, said, found, asked)
        return told(f"The papers found do not give the {kind.words}. Nearest", nearest, missing=True) if nearest else None
    pending = _to_come(understood, said, found) or _announced(understood, said, spans)
    return told("The papers found do not say how it ended, only that it was to come", pending, missing=True) if pending else None


def read_of_kind(question: str, found: Sequence[Extract]) -> float:
    """The most that the reader says of a sentence that holds a detail of the kind asked for; of any sentence where no such detail is asked for."""
    kind = _kind_asked(question)
    asked = set(stems(question))
    return max((e.read for e in found if kind is None or _holds(kind, e.text, e.hit.passage, asked)), default=UNREAD)


def _kind_asked(question: str) -> _Kind | None:
    return next((k for k in _KINDS if k.asked.search(question)), None)


def _open(kind: _Kind, said: Sequence[Said], found: Sequence[Extract], asked: Collection[str]) -> Said | None:
    """One of the best extracts, where it says outright that the detail is not known or not told; not a row of a table with the detail, whose remark tells of something else."""
    best = next((e for e in found[:_FIRST] if kind.open.search(e.text) and not (is_row(e.text) and _holds(kind, e.text, e.hit.passage, asked))), None)
    return _as_said(best, said) if best else None


def _without(kind: _Kind, said: Sequence[Said], spans: Sequence[tuple[str, str]], asked: Collection[str]) -> Said | None:
    """The sentence nearest to the subject, where it holds no detail of this kind and none that does is as near; of the time that is named, if one is."""
    holds = {(s.rank, s.unit) for s in said if _holds(kind, s.text, s.passage, asked)}
    near = [s for s in said if not spans or any(first <= (s.passage.meeting_date or "") <= last for first, last in spans)]
    given = [any((s.rank, n) in holds for n in range(s.unit - kind.beside, s.unit + kind.beside + 1)) for s in near]
    best = max((s for s, g in zip(near, given, strict=True) if not g), key=lambda s: s.share, default=None)
    rival = max((s.share for s, g in zip(near, given, strict=True) if g), default=0.0)
    return best if best and best.share >= (kind.least_dated if spans else kind.least) and best.share - rival > kind.ahead else None


def _given(kind: _Kind, found: Sequence[Extract], asked: Collection[str]) -> bool:
    """Does one of the best extracts, by meaning and words together, hold a detail of this kind?"""
    return any(_holds(kind, e.text, e.hit.passage, asked) for e in found[:_FIRST] if e.score >= found[0].score - _AS_GOOD)


def _read_as_none(kind: _Kind, said: Sequence[Said], found: Sequence[Extract], asked: Collection[str]) -> Said | None:
    """The best extract, where it holds no detail of this kind, question and sentences were read together, and none that holds one is anything like an answer."""
    of_kind = [e for e in found if _holds(kind, e.text, e.hit.passage, asked)]
    if not found[0].hit.read or found[0] in of_kind or any(e.read >= _LIKE_NO_ANSWER or (e.read <= UNREAD and e.score >= found[0].score - _AS_GOOD_UNREAD) for e in of_kind):
        return None
    return _as_said(found[0], said)


def _holds(kind: _Kind, text: str, passage: Passage, asked: Collection[str]) -> bool:
    return bool(kind.held.search(_new_names(text, passage, asked) if kind.words == "name" else text))


def _new_names(text: str, passage: Passage, asked: Collection[str]) -> str:
    """A sentence with small letters where a name is one of the question's, of the body's or of a month: those answer nothing."""
    own = {*asked, *stems(passage.body or "")}
    return re.sub(r"\b[A-Z][\w'’-]+", lambda m: m.group().lower() if stem(m.group().lower()) in own or re.fullmatch(_MONTHS, m.group(), re.I) else m.group(), text)


def _only_listed(understood: Understood, said: Sequence[Said], found: Sequence[Extract], register: Register) -> Said | None:
    """The best extract, where it is an item of an agenda whose meeting has no minutes, and what came of it is asked."""
    if not found or not _ASKS_WHAT_CAME.search(understood.text) or _OF_AN_AGENDA.search(understood.text):
        return None
    passage = found[0].hit.passage
    if passage.paper_kind != "agenda" or not passage.meeting_date or not _LISTED.search(found[0].text):
        return None
    if any(p.kind in ("minutes", "decision_record") and p.meeting_date == passage.meeting_date for p in register.papers()):
        return None
    return _as_said(found[0], said)


def _as_said(extract: Extract, said: Sequence[Said]) -> Said | None:
    return next((s for s in said if (s.rank, s.unit) == (extract.rank, extract.unit)), None)


def _to_come(understood: Understood, said: Sequence[Said], found: Sequence[Extract]) -> Said | None:
    """The sentence that says that what is asked for was still to come, where it is the nearest and no later meeting is as near."""
    if not _A_RESULT.search(understood.text) or _ASKS_WHAT_IS_TO_COME.search(understood.text):
        return None
    first = {(e.rank, e.unit) for e in found[:_FIRST]}
    best = max((s for s in said if s.rank < _NEAREST and (s.rank, s.unit) in first and _TO_COME.search(s.text)), key=lambda s: s.share, default=None)
    if best is None or best.share < max(_LEAST_TO_COME, max(s.share for s in said) - _AS_NEAR):
        return None
    day = best.passage.meeting_date or ""
    return None if any((s.passage.meeting_date or "") > day and s.share >= best.share - _AS_NEAR for s in said) else best


def _announced(understood: Understood, said: Sequence[Said], spans: Sequence[tuple[str, str]]) -> Said | None:
    """The sentence of an earlier meeting that only announces what is asked of a day or month, where nothing of that time or later is as near."""
    if len(spans) != 1 or days_of(spans[0][1]) - days_of(spans[0][0]) > _LONGEST_DAYS or not _ASKS_WHAT_CAME.search(understood.text):
        return None
    first, last = spans[0]
    before = [s for s in said if s.passage.meeting_date and s.passage.meeting_date < first and any(first <= p.first <= last for p in find_periods(s.text))]
    best = max(before, key=lambda s: s.share, default=None)
    if best is None or best.share < max(_LEAST_ANNOUNCED, max(s.share for s in said) - _AS_NEAR):
        return None
    since = max((s.share for s in said if not s.passage.meeting_date or s.passage.meeting_date >= first), default=0.0)
    return best if since < best.share - _CLEARLY else None
