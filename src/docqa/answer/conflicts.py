"""Two papers, or two places, that give different values for one thing.

What comes in: what an answer quotes, the sentences and rows that were found, the register. What goes out: Disagreements, each with what it is about and the
places that differ. Owns one rule: a disagreement is shown and never settled, and it is only raised where it is plain - minutes that a later meeting
corrects, or rows of the same label and column with different figures. What changes from year to year is no disagreement.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docqa.answer.compose import Evidence
from docqa.answer.corrected import Correction, corrections
from docqa.answer.extract import Extract
from docqa.answer.places import Place
from docqa.records import Passage, Span
from docqa.register import Register
from docqa.search.units import units_of
from docqa.text import content_words, fold, one_line, shorten

_VALUE = r"£?\d[\d.,]*\d%?|£?\d%?|[A-Z][a-z]+|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[a-z]+teen|[a-z]+ty)(?:-[a-z]+)?"
_CHANGES = (
    re.compile(r"\b(?:for|changing)\s+[\"“'](?P<old>[^\"”]{1,80}?)[\"”']\s*,?\s*(?:read|to|substitute|put|insert)\s+[\"“'](?P<new>[^\"”]{1,80}?)[\"”']", re.I),
    re.compile(r"[\"“'](?P<new>[^\"”]{1,80}?)[\"”']\s*,?\s*(?:and not|instead of|rather than|in place of|in lieu of)\s+[\"“'](?P<old>[^\"”]{1,80}?)[\"”']", re.I),
    re.compile(rf"\b(?P<new>{_VALUE})\s*,?\s*(?:and not|instead of|rather than|in place of)\s+(?:from |on |at |by |in |to |about )?(?P<old>{_VALUE})"),
)
_ASKS_WHICH = re.compile(r"\b(?:correct\w*|put right|chang(?:ed|e)|alter\w*|amend\w*|first (?:record|printed|draft)|really|actually|which (?:is|was|of them is|one is) right|right\?|agree|differ\w*|match)\b", re.I)
_FIGURE = re.compile(r"[£$€]?\s?\d[\d,]*(?:\.\d+)?\s?(?:%|per cent|m\b|million|k\b)?", re.I)
_YEAR = re.compile(r"\b(?:19|20)\d\d(?:\s*[/-]\s*\d\d(?:\d\d)?)?\b")
_MINUTES = re.compile(r"\b(?:minute|item)s?\s+(?:no\.?\s*)?([\w/.]*\d+(?:/\d+)?)", re.I)  # that a correction names
_LABEL_WORDS = 2  # of a row's label, so that "Total" is never compared


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One thing with two values: what it is about, the two lines, and where each stands (the first may be what the answer quotes already)."""

    about: str
    line: str
    places: tuple[Place, ...]
    corrected: Correction | None = None
    beside: bool = False  # what differs is quoted, and is not what was asked for


def disagreements(question: str, chosen: Sequence[Extract], evidence: Sequence[Evidence], extracts: Sequence[Extract], register: Register) -> list[Disagreement]:
    """What the papers disagree on in what the answer quotes; at most two.

    Args:
        question: as typed.
        chosen: the sentences of the answer, best first.
        evidence: what is cited, best first; only what sentences of the answer stand in counts.
        extracts: the sentences and rows that were found, best first.
        register: the record.
    """
    found = [*_corrected(question, chosen, evidence, register), *_rows(evidence, extracts)]
    return found[:2]


# --------------------------------------------------------------------------------------------------------- corrections


def _corrected(question: str, chosen: Sequence[Extract], evidence: Sequence[Evidence], register: Register) -> Iterator[Disagreement]:
    """Corrections of what is quoted: the minutes say one thing, a later meeting put it right."""
    quoted = [e for e in evidence if e.extracts]
    meetings = {(e.passage.body, e.passage.meeting_date) for e in quoted if e.passage.paper_kind == "minutes"}
    if not meetings:
        return
    for correction in corrections(register, meetings):
        old = old_value(correction.words)
        minutes = _MINUTES.findall(correction.words)
        for e in quoted:
            if (e.passage.body, e.passage.meeting_date) != (correction.paper.body, correction.paper.meeting_date):
                continue
            if minutes and e.passage.minute and e.passage.minute not in minutes:  # another minute of that meeting
                continue
            if old and any(_holds(x.text, old) for x in e.extracts):
                place = correction.place(register)
                if place is not None:
                    asked = _ASKS_WHICH.search(question) is not None or bool(chosen and _holds(chosen[0].text, old))
                    yield Disagreement(f"{shorten(correction.paper.title or '', 60)}: {old}", correction.line(), (Place(e.passage, e.span), place), correction, not asked)
                break


def old_value(words: str) -> str:
    """What a correction takes out: "27" in "29 and not 27", "18 votes to 13" in 'for "18 votes to 13" read "18 votes to 14"'. "" where it does not say."""
    for pattern in _CHANGES:
        found = pattern.search(words)
        if found and fold(found["old"]) != fold(found["new"]):
            return one_line(found["old"])
    return ""


def _holds(text: str, value: str) -> bool:
    return re.search(rf"(?<![\w.,£]){re.escape(fold(value))}(?![\w]|[.,]\d)", fold(text)) is not None


# ---------------------------------------------------------------------------------------------------------------- rows


@dataclass(frozen=True, slots=True)
class _Row:
    passage: Passage
    span: Span
    label: str
    cells: tuple[tuple[str, str], ...]  # label of the column, value


def _rows(evidence: Sequence[Evidence], extracts: Sequence[Extract]) -> Iterator[Disagreement]:
    """Rows with the label of a quoted row, from another document, whose figure in a column of the same label and year is another one."""
    shown = [x for e in evidence for x in e.extracts if "\t" in x.text]
    if not shown:
        return
    others = [x for x in extracts if "\t" in x.text]
    for x in shown[:2]:
        own = _row(x.hit.passage, x.span, x.text)
        if own is None:
            continue
        for y in others:
            if y.hit.passage.document == x.hit.passage.document:
                continue
            other = _row(y.hit.passage, y.span, y.text)
            if other is None or fold(own.label) != fold(other.label):
                continue
            differing = next(((c, a, b) for c, a in own.cells for d, b in other.cells if fold(c) == fold(d) and _YEAR.search(c) and _figure(a) and _figure(b) and _figure(a) != _figure(b)), None)
            if differing:
                column, a, b = differing
                line = f"The papers give two figures for “{own.label}”, {column}: {a} and {b}"
                yield Disagreement(f"{own.label}, {column}", line, (Place(own.passage, own.span), Place(other.passage, other.span)))
                return


def _row(passage: Passage, span: Span, text: str) -> _Row | None:
    """A row with the labels of its columns, where the passage holds the table's head and both have as many cells."""
    cells = [one_line(c) for c in text.split("\t")]
    units = [u for u in units_of(passage) if "\t" in u.text]
    if not units or units[0].span == span or len(content_words(cells[0])) < _LABEL_WORDS:
        return None
    head = [one_line(c) for c in units[0].text.split("\t")]
    if len(head) != len(cells) or any(_figure(h) and not _YEAR.search(h) for h in head[1:]):
        return None
    return _Row(passage, span, cells[0], tuple(zip(head[1:], cells[1:], strict=True)))


def _figure(text: str) -> str:
    found = _FIGURE.fullmatch(text.strip())
    return re.sub(r"[\s,]", "", found.group()).lower() if found else ""
