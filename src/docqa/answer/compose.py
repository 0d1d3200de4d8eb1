"""Extracts -> an Answer: the best sentences with marks, their citations checked against the page, the decisions of the item beside them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docqa.answer.extract import Extract, is_heading
from docqa.answer.naming import body_of, held, spoken_date
from docqa.answer.variety import HORIZON, Variety
from docqa.records import Answer, Citation, Coverage, Page, Passage, Span
from docqa.text import is_row, one_line

CITATIONS = 5
ANSWER_WORDS = 100  # of quoted text; a councillor reads this at a glance
_BOTH_SIDES_WORDS = 145  # where one thing is set against another, each side has its sentence
_ANSWER_SENTENCES = 6
_WITH_NEIGHBOURS = 1  # sentences of the answer that bring their neighbours along
_RUN_WORDS = 40
_LIST_WORDS = 60
_FEW_WORDS = 8
_SCRAP_WORDS = 3
_FORMULA = re.compile(
    r"(?:(?:to )?(?:consider\w*|receive|discuss\w*|approve|review)\b[\s,]*(?:(?:and|or|of|to|possible|vote|action|approval|adoption|denial|amendment|revision|on|regarding|for|consider|consideration|discuss|approve|note|receive|review)\b[\s,]*)*)?",
    re.I,
)
_LETTER = re.compile(r"(?:\(?[a-z]{1,2}[.)]|\d{1,2}[.)])\s+(?:[A-Z]{4,}(?: [A-Z]+)?\s*:\s*)?")
_LONG_FORMULA = 7
_FORMALITY = re.compile(r"\W*(?:(?:the )?(?:[A-Z][\w.'’-]+ ){1,4}seconded(?: the (?:motion|amendment|nomination|proposal))?|(?:discussion|debate) ensued(?:(?: (?:on|upon) [^.:,]{3,60}?)?,? (?:and|with) the following (?:issues|points|comments|matters|questions)[^.:]{0,60})?|there was (?:[\w]+ )?discussion|(?:the )?motion carried(?: and the [\w ]{3,40} (?:was|were) [a-z]+)?|roll call|public comments?)\W*", re.I)  # of which the record tells what matters
_POINTS_BACK = re.compile(r"\W*(?:it|this|that|they|these|those|he|she|his|her|their|its|such|both|all agreed|agreed|carried)\b", re.I)
_ITEM = re.compile(r"\W{0,3}(?:\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})[.)]|[-•–*o])\s")
_NUMBERED = re.compile(r"^\W*\d{1,3}(?:\.\d+)*[.)]\s+")
_MINUTE = re.compile(r"^\W*(?:[A-Z]{1,4}[./]?)?\d{1,4}(?:[./]\d+)*[.)]?\s+")  # before a heading: "25/045 Allotments."
_CONTENTS = re.compile(r"(?:\t\s*(?:page|p\.?)\s*\d+|(?:\.\s?){4,}\s*\d+)\s*$", re.I)
_OFFICE = r"(?:vice[- ]?|depute |deputy )?(?:chair(?:man|woman|person)?|convener|treasurer|secretary|clerk|president)(?:'s)?"
_NO_REPORT = re.compile(
    rf"(?:\W*(?:\(?[a-z]\))?\W*{_OFFICE}\W*(?:reports?\W*)?(?:(?:(?:there (?:was|is) )?(?:no|nothing)(?: (?:news|reports?|updates?|new|changed?))?(?: to report| in accounts)?|none|nil)\b)?\W*)+",
    re.I,
)
_PART = re.compile(r"[a-z][^;]*;(?: and| or)?")  # a few words out of the middle of a list: "the total does not exceed £2.9m; and"
_BULLET = re.compile(r"\W{0,3}[-•*–]\s")
_ACCOUNT = re.compile(r"[^.?!;]{0,70}?(?:[£$€]\s?\d[\d,]*(?:\.\d\d)?|(?<!\d)\d[\d,]*\.\d\d)\W*")  # a line of an account: "Reserve Account 12761.56"
_RESULT = re.compile(
    r"\W*(?:the )?motion carried and the [\w ]{3,40} (?:was|were) [a-z]+\W*|\W*(?:(?:the )?(?:motion|amendment|proposal|recommendation)s? (?:was |were )?(?:put and )?(?:declared )?)?(?:carried|lost|agreed|defeated|adopted|granted|refused|approved|deferred|withdrawn|fell|resolved accordingly)\b"
    r"(?: (?:unanimously|nem\.? con\.?|by \w+ (?:votes )?to \w+))?[\s,(]*(?:\d+\s?[-–]\s?\d+(?:\s?[-–]\s?\d+)?|unanimous(?:ly)?|(?:\d+|\w+) (?:votes? )?(?:for|to|in favour)\b[^.]{0,50})?\W*", re.I
)
_LEADS_IN = re.compile(r":\s*-?\s*$")  # what it says comes after it
_TAGS = re.compile(r"</?(?:p|br|b|i|em|strong|ul|ol|li|td|tr|th|span|div)\b[^<>]*>", re.I)  # left in by converters
_QUOTED = re.compile(r"^[“\"]([^“”\"]+)[”\"]$")  # all of it: one pair of marks is enough
_IMAGE = re.compile(r"!\[[^\]]*\]\([^)\s]*\)")
_LINK = re.compile(r"\[([^\]\[]+)\]\([^)\s]*\)")
_MARKS = re.compile(r"^[ ]*(?:#{1,6}\s+|>\s+|[x\uf000-\uf0ff]\s+(?=[A-Z]))+", re.M)  # of headings and quotes in Markdown; a bullet whose font is lost
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
    while left and len(chosen) < most:
        extract = variety.following(left, chosen)
        left.remove(extract)
        is_side = extract in variety.sides
        if extract in chosen or _is_scrap(extract) or (chosen and ((not is_side and extract.score < best - _WORSE) or _told(extract, chosen))):
            continue
        best = best if chosen else extract.score
        heads = _heads(extract)
        run = _run(extract, beside) if (len(chosen) < _WITH_NEIGHBOURS and not is_side) or heads or _is_row(extract) or _is_account(extract) or _LEADS_IN.search(extract.text) else [extract]
        if several or (_is_row(extract) and _table(extract, beside)[0] is extract):  # a first row that is like the question: which of the others, it does not say
            run = _listed(extract, beside) or run
        run = _ended(run, beside)
        run = [e for e in run if _RESULT.fullmatch(e.text) or (not _heads(e) and (not _is_scrap(e) or (len(run) > 2 and (_is_item(e) or _is_account(e)))))]  # what stands under a heading, not the heading
        for sentence in run:
            size = len(said(sentence.text).split())
            if sentence not in chosen and (not chosen or words + size <= (_BOTH_SIDES_WORDS if is_side else ANSWER_WORDS)):
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
    return chosen, evidence[: max(CITATIONS, len(first))]


def _run(extract: Extract, beside: Mapping[tuple[int, int], Extract]) -> list[Extract]:
    """A sentence with what it needs to be understood: the one before where it points back, and those after it, which often say how it ended."""
    run = [extract]
    if _is_row(extract):
        return _with_head(extract, beside)
    if listed := _account(extract, beside) or _introduced(extract, beside):
        return listed
    before = _lead_in(extract, beside) or beside.get((extract.rank, extract.unit - 1))
    if before and (_POINTS_BACK.match(extract.text) or len(extract.text.split()) < _FEW_WORDS) and not _is_row(before):
        run.insert(0, before)
    words = sum(len(e.text.split()) for e in run)
    for step in (1, 2):
        after = beside.get((extract.rank, extract.unit + step))
        if after is None or _heads(after) or _is_row(after) or words + len(after.text.split()) > _RUN_WORDS:
            break
        run.append(after)
        words += len(after.text.split())
    return run


def _ended(run: list[Extract], beside: Mapping[tuple[int, int], Extract]) -> list[Extract]:
    """With the word or two that say how what is quoted ended ("LOST (4-5)."), where they come right after it or after one more sentence."""
    for step in (1, 2):
        after = beside.get((run[-1].rank, run[-1].unit + step))
        if after is None or _is_row(after):
            break
        if _RESULT.fullmatch(after.text) and not _RESULT.fullmatch(run[-1].text):
            return [*run, *(beside[after.rank, n] for n in range(run[-1].unit + 1, after.unit + 1))]
    return run


def _lead_in(item: Extract, beside: Mapping[tuple[int, int], Extract]) -> Extract | None:
    """The line that a list item of a few words stands under ("The Clerk reported on:"), where the item is not the first."""
    unit = item.unit
    while _BULLET.match(item.text) and len(item.text.split()) < _FEW_WORDS and (above := beside.get((item.rank, unit - 1))) is not None:
        if not _BULLET.match(above.text):
            return above if _LEADS_IN.search(above.text) and unit < item.unit and len(above.text.split()) < 2 * _FEW_WORDS else None
        unit -= 1
    return None


def _introduced(extract: Extract, beside: Mapping[tuple[int, int], Extract]) -> list[Extract]:
    """A line that says what a list below it is of, with the list as far as it is short; nothing where there is no list."""
    if not (_LEADS_IN.search(extract.text) or len(extract.text.split()) <= _FEW_WORDS):
        return []
    run = [extract]
    words = len(extract.text.split())
    while (after := beside.get((extract.rank, run[-1].unit + 1))) is not None and not _is_row(after) and words + len(after.text.split()) <= _LIST_WORDS:
        if not (_is_item(after) or _is_account(after)) and (len(after.text.split()) > _FEW_WORDS or after.text.rstrip().endswith(".") or _heads(after)):
            break
        run.append(after)
        words += len(after.text.split())
    return run if 2 * sum(_is_item(e) or _is_account(e) for e in run) >= len(run) > 2 else []


def _account(extract: Extract, beside: Mapping[tuple[int, int], Extract]) -> list[Extract]:
    """A line of an account with those around it and the line that they stand under, as far as that is short; nothing where it stands alone."""
    if not _is_account(extract):
        return []
    run = _alike(extract, beside, _is_account)
    if len(run) < 2:
        return []
    above = beside.get((extract.rank, run[0].unit - 1))
    while sum(len(e.text.split()) for e in run) > _LIST_WORDS:
        run.pop(0 if extract.unit - run[0].unit > run[-1].unit - extract.unit else -1)
    return [above, *run] if above is not None and len(above.text.split()) <= _FEW_WORDS and above.unit == run[0].unit - 1 else run


def _listed(extract: Extract, beside: Mapping[tuple[int, int], Extract]) -> list[Extract]:
    """All rows of the table, or items of the list, that it stands in, in reading order; none where it stands in none, or they are too many to show."""
    alike = _is_row if _is_row(extract) else _is_item
    if not alike(extract):
        return []
    run = _alike(extract, beside, alike)
    return run if len(run) > 1 and sum(len(e.text.split()) for e in run) <= ANSWER_WORDS else []


def _is_item(extract: Extract) -> bool:
    return bool(_ITEM.match(extract.text))


def _is_account(extract: Extract) -> bool:
    return not _is_row(extract) and bool(_ACCOUNT.fullmatch(extract.text))


def _with_head(row: Extract, beside: Mapping[tuple[int, int], Extract]) -> list[Extract]:
    """A row of a table with the table's first row, which says what the figures are; the first row with the best of the others, as it says nothing by itself."""
    table = _table(row, beside)
    if len(table) == 1:
        return table
    return [table[0], max(table[1:], key=lambda e: e.score) if row is table[0] else row]


def _table(row: Extract, beside: Mapping[tuple[int, int], Extract]) -> list[Extract]:
    """The rows of the table that a row stands in, in reading order."""
    return _alike(row, beside, _is_row)


def _alike(extract: Extract, beside: Mapping[tuple[int, int], Extract], alike: Callable[[Extract], bool]) -> list[Extract]:
    """What stands before and after it without a break and is ``alike``, with itself, in reading order."""
    run = [extract]
    for step in (-1, 1):
        unit = extract.unit + step
        while (other := beside.get((extract.rank, unit))) is not None and alike(other):
            run.insert(0, other) if step < 0 else run.append(other)
            unit += step
    return run


def _heads(extract: Extract) -> bool:
    """Is it the heading of its passage, with or without its number and full stop?"""
    passage = extract.hit.passage
    bare = {one_line(number.sub("", extract.text)).rstrip(" .:") for number in (_NUMBERED, _MINUTE)}
    return is_heading(extract.text, passage) or (len(passage.heading.split()) < _FEW_WORDS and passage.heading.rstrip(" .:") in bare)


def _is_row(extract: Extract) -> bool:
    return is_row(extract.text)


def _is_scrap(extract: Extract) -> bool:
    """A word or two that a page end has cut off ("She"), a bullet's label, a link, a numbered heading ("11. Planters."), a line of contents, a formality, a few words of a list: nothing by itself."""
    text = _NUMBERED.sub("", f"{shown(extract.text)} ")
    if _CONTENTS.search(extract.text) or _FORMALITY.fullmatch(extract.text) or _NO_REPORT.fullmatch(text):
        return True
    if len(text.split()) < _FEW_WORDS and _PART.fullmatch(text.strip()):
        return True
    if not _is_row(extract) and not re.search(r"[^\W\d_]{2}|[£$€%]", text):  # a number, and not of what
        return True
    return not _is_row(extract) and len(text.split()) < _SCRAP_WORDS and not any(c.isdigit() for c in text)


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


def worded(chosen: Sequence[Extract], evidence: Sequence[Evidence], before: Extract | None = None) -> str:
    """The answer: sentences as they stand with their marks, those that follow each other as one quote; a place is said once, its body where it changes.

    ``before``: the last sentence of what is said above.
    """
    lines: list[str] = []
    place, body = (held(before.hit.passage), body_of(before.hit.passage)) if before else ("", "")
    for run, mark in _runs(chosen, evidence):
        passage = run[0].hit.passage
        quote = " ".join([said(run[0].text), *(f"{bullet[0].strip()} {said(e.text)}" if (bullet := _BULLET.match(e.text)) else said(e.text) for e in run[1:])]).strip("| ")
        quote = _QUOTED.sub(r"\1", quote)
        line = f"“{quote}” [{mark}]" if mark else f"“{quote}”"
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
        if run and not _is_row(extract) and not _is_row(run[0]) and _beside(run[-1], extract):
            run.append(extract)
        elif run and not _is_row(extract) and not _is_row(run[0]) and _beside(extract, run[0]):
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


def said(text: str) -> str:
    """A sentence as an answer quotes it: without the formula that it opens with, where that is long, and with a mark in its place."""
    line = shown(text)
    number, formula, rest = opened(line)
    return f"{number}… {rest}" if rest and len(formula.split()) >= _LONG_FORMULA else line


def opened(line: str) -> tuple[str, str, str]:
    """A sentence in three: its number or letter, the formula that an agenda opens items with, and what the item is about."""
    lettered = _LETTER.match(line)
    at = lettered.end() if lettered else 0
    formula = _FORMULA.match(line, at)
    end = formula.end() if formula else at
    return line[:at], line[at:end], line[end:]


def shown(text: str) -> str:
    """A quote on one line, table cells separated by bars, converters' emphasis marks left out."""
    plain = _MARKS.sub("", _LINK.sub(r"\1", _IMAGE.sub(" ", _TAGS.sub(" ", text))))
    return one_line(plain.replace("\t", " | ").replace("**", "").replace("\\-", "-").strip("-*• |"))


def not_found(question: str, coverage: Coverage, nearest: Sequence[Citation], confidence: float, extra: str = "") -> Answer:
    """The answer where nothing answers: what was searched, and the nearest passages."""
    papers = f"{coverage.documents} document{'s' if coverage.documents != 1 else ''}"
    span = f", meetings from {spoken_date(coverage.from_date)} to {spoken_date(coverage.to_date)}" if coverage.from_date and coverage.to_date else ""
    text = f"Not in the indexed papers ({papers}{span}).{extra}"
    if nearest:
        text += " Nearest passages are listed; they do not answer the question."
    return Answer(None, question, "not_found", text, confidence, "passages", citations=tuple(nearest), coverage=coverage)
