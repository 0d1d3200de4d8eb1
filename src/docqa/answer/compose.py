"""Extracts -> an Answer: the best sentences with marks, their citations checked against the page, the decisions of the item beside them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docqa.answer.alike import alike, said_after
from docqa.answer.beside import SEVERAL_WORDS, bullet_of, is_scrap, is_table_row, to_quote, with_head
from docqa.answer.extract import Extract
from docqa.answer.naming import body_of, held, spoken_date
from docqa.answer.repeated import same_row
from docqa.answer.shown import said
from docqa.answer.variety import HORIZON, Variety
from docqa.records import Answer, Citation, Coverage, Page, Passage, Span
from docqa.text import one_line

CITATIONS = 5
ANSWER_WORDS = 100  # of quoted text; a councillor reads this at a glance
_BOTH_SIDES_WORDS = 145  # where one thing is set against another, each side has its sentence
_ANSWER_SENTENCES = 6
_WHOLE = 3  # sentences of a run that is a list or table
_WITH_NEIGHBOURS = 1  # sentences of the answer that bring their neighbours along
_QUOTED = re.compile(r"^[“\"]([^“”\"]+)[”\"]$")  # all of it: one pair of marks is enough
QUOTE_CHARS = 1600  # of a citation: a short minute whole; .01 to .05 more evidence is cited than with the passage alone
_WORSE = 3.0  # a further sentence is shown where its score is at most so much below the best one's

if TYPE_CHECKING:
    from docqa.answer.places import Lookup

PageOf = Callable[[str, int | None], Page | None]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A citation-to-be: the run of a page that is quoted, with the sentences of the answer that stand in it."""

    passage: Passage
    span: Span
    extracts: tuple[Extract, ...]


def choose(
    extracts: Sequence[Extract], passages: Sequence[Passage], first: Sequence[Evidence] = (), words: int = 0, widened: Callable[[Evidence], Evidence] = lambda e: e,
    *, several: bool = False, variety: Variety | None = None,
) -> tuple[list[Extract], list[Evidence]]:
    """The sentences of the answer, best first, and the evidence to cite: ``first``, then what the answer quotes, then the next best passages.

    Args:
        extracts: sentences, best first.
        passages: what was found, best first.
        first: what a lookup in the record rests on.
        words: words that the answer has already.
        widened: a piece of evidence with what is cited around it; what that holds is not cited again.
        several: more than one thing is asked for; a list or table is then quoted whole where it is short.
        variety: what is asked, by which the next sentence is picked.
    """
    chosen: list[Extract] = []
    best = 0.0
    beside = {(e.rank, e.unit): e for e in extracts}
    variety = variety or Variety()
    left = [*extracts[:HORIZON], *(s for s in variety.sides if s not in extracts[:HORIZON])] if words < ANSWER_WORDS else []
    most = len(variety.sides) + 1 if len(variety.sides) > 1 else _ANSWER_SENTENCES  # two sides, and little beside them
    while left and len(chosen) < most and (several or not variety.enough(extracts, chosen)):
        extract = variety.following(left, chosen)
        left.remove(extract)
        is_side = extract in variety.sides
        if extract in chosen or is_scrap(extract) or (chosen and ((not is_side and extract.score < best - _WORSE) or _told(extract, chosen))):
            continue
        best = best if chosen else extract.score
        of_pattern = alike(extract, extracts) if several and not chosen else []
        run = of_pattern if len(of_pattern) > 1 else to_quote(extract, beside, near=len(chosen) < _WITH_NEIGHBOURS and not is_side, several=several)
        if not chosen and is_table_row(extract) and len(run) <= 2 and not any(p.certain for p in variety.periods):
            run = [*run, *(e for other in same_row(extract, extracts) for e in with_head(other, beside))]
        most_words = _BOTH_SIDES_WORDS if is_side else SEVERAL_WORDS if several and len(run) > _WHOLE else ANSWER_WORDS
        for sentence in run:
            size = len(said_after(sentence, chosen[-1] if chosen and several else None).split())
            if sentence in chosen or (len(of_pattern) > 1 and _told(sentence, chosen)) or (sentence.rank != run[0].rank and _told(sentence, chosen)):
                continue
            if chosen and words + size > most_words:
                if sentence is run[0]:
                    break  # what leads in a list, or is pointed back to, is not left out alone
                continue
            chosen.append(sentence)
            words += size
    chosen = chosen or list(extracts[:1] if words < ANSWER_WORDS else ())
    evidence = [widened(e) for e in first]
    for extract in chosen:
        _cite(evidence, extract.hit.passage, extract.span, extract, widened)
    for passage in passages:
        if len(evidence) >= CITATIONS:
            break
        longest = max(passage.spans, key=lambda s: s.end - s.start, default=None)
        if longest and not any(longest.overlaps(e.span) and e.passage.document == passage.document for e in evidence):
            _cite(evidence, passage, longest, None, widened)
    return chosen, needed(evidence, len(first))


def needed(evidence: Sequence[Evidence], first: int = 0) -> list[Evidence]:
    """The first ``CITATIONS``, or ``first``, and those that the answer quotes."""
    return [e for n, e in enumerate(evidence) if n < max(CITATIONS, first) or e.extracts]


def _told(extract: Extract, chosen: Sequence[Extract]) -> bool:
    line = one_line(extract.text).lower()
    return any(line in one_line(c.text).lower() or one_line(c.text).lower() in line for c in chosen)


def quotable(passage: Passage, span: Span) -> Span:
    """What stands beside a sentence in its passage, where that is not too long to quote; else the sentence."""
    around = next((s for s in passage.spans if s.holds(span)), span)
    return around if around.end - around.start <= QUOTE_CHARS else span


def _cite(evidence: list[Evidence], passage: Passage, span: Span, extract: Extract | None, widened: Callable[[Evidence], Evidence]) -> None:
    for n, known in enumerate(evidence):
        if known.passage.document == passage.document and known.span.holds(span):
            if extract:
                evidence[n] = Evidence(known.passage, known.span, (*known.extracts, extract))
            return
    evidence.append(widened(Evidence(passage, quotable(passage, span), (extract,) if extract else ())))


def cite(evidence: Sequence[Evidence], page_of: PageOf) -> tuple[Citation, ...]:
    """Citations with marks 1, 2, ...; every quote is read from its page here, so it stands there."""
    citations = []
    for mark, found in enumerate(evidence, 1):
        p, span = found.passage, found.span
        page = page_of(p.document, span.page)
        if page is None or not page.text[span.start : span.end].strip():
            raise LookupError(f"{p.document}, page {span.page}: no text at {span.start}-{span.end}")
        citations.append(
            Citation(
                mark, page.text[span.start : span.end], p.document, p.title, p.paper_kind, span.page, page.printed, page.estimated, span.start, span.end,
                p.body, p.meeting_date, p.minute, p.heading, p.access, p.draft,
            )
        )  # fmt: skip
    return tuple(citations)


def worded(chosen: Sequence[Extract], evidence: Sequence[Evidence], before: Extract | None = None, *, several: bool = False) -> str:
    """The answer: sentences as they stand with their marks, those that follow each other as one quote; a place is said once, its body where it changes.

    ``before``: the last sentence of what is said above; ``several``: more than one thing is asked for, and what lines made after one pattern share is said once.
    """
    lines: list[str] = []
    place, body = (held(before.hit.passage), body_of(before.hit.passage)) if before else ("", "")
    for run, mark in _runs(chosen, evidence):
        passage = run[0].hit.passage
        quote = " ".join([said_after(run[0], before if several else None), *(f"{bullet} {said(e.text)}" if (bullet := bullet_of(e.text)) else said(e.text) for e in run[1:])]).strip("| ")
        quote = _QUOTED.sub(r"\1", quote)
        line = f"“{quote}” [{mark}]" if mark else f"“{quote}”"
        before = run[-1]
        here = held(passage)
        if here != place:
            line = f"{line} - {here.removeprefix(f'{body}, ') if body else here}"
            place, body = here, body_of(passage)
        lines.append(line)
    return "\n".join(lines)


def _runs(chosen: Sequence[Extract], evidence: Sequence[Evidence]) -> list[tuple[list[Extract], int | None]]:
    """Sentences that stand beside each other in a passage, in reading order, with the mark of the evidence; each row of a table by itself."""
    runs: list[tuple[list[Extract], int | None]] = []
    for extract in chosen:
        mark = next((n for n, e in enumerate(evidence, 1) if extract in e.extracts), None)
        run = runs[-1][0] if runs and runs[-1][1] == mark else []
        if run and not is_table_row(extract) and not is_table_row(run[0]) and _beside(run[-1], extract):
            run.append(extract)
        elif run and not is_table_row(extract) and not is_table_row(run[0]) and _beside(extract, run[0]):
            run.insert(0, extract)
        else:
            runs.append(([extract], mark))
    return runs


def _beside(a: Extract, b: Extract) -> bool:
    """Does ``b`` come right after ``a``?"""
    return (a.rank, a.unit + 1, a.span.page) == (b.rank, b.unit, b.span.page)


def looked_up(known: Lookup) -> str:
    """What the record says, each line with the mark of the place it rests on."""
    return "\n".join(line if place is None else f"{line} [{place + 1}]" for line, place in known.lines)


def not_found(question: str, coverage: Coverage, nearest: Sequence[Citation], confidence: float, extra: str = "") -> Answer:
    """The answer where nothing answers: what was searched, and the nearest passages."""
    papers = f"{coverage.documents} document{'s' if coverage.documents != 1 else ''}"
    span = f", meetings from {spoken_date(coverage.from_date)} to {spoken_date(coverage.to_date)}" if coverage.from_date and coverage.to_date else ""
    text = f"Not in the indexed papers ({papers}{span}).{extra}"
    if nearest:
        text += " Nearest passages are listed; they do not answer the question."
    return Answer(None, question, "not_found", text, confidence, "passages", citations=tuple(nearest), coverage=coverage)
