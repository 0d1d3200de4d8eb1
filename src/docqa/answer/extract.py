"""Hits -> the sentences and rows that answer, word for word.

Each candidate is scored by the words it shares with the question (rare words count more, and a word of the heading or of the sentence
before counts a little), by whether it holds what is asked for (a sum, a date, a name), and by the score of its passage.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from docqa.answer.question import Form, Understood
from docqa.records import Hit, Passage, Span
from docqa.text import one_line, sentences, stems, words

_HOLDS: dict[Form, re.Pattern[str]] = {
    "number": re.compile(r"\d"),
    "count": re.compile(r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|none|dozen|no)\b", re.I),
    "money": re.compile(r"[£$€]\s?\d|\d+p\b|\b\d[\d,]*(?:\.\d\d)?\s*(?:pounds|dollars|per hour)?"),
    "date": re.compile(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b|\b(?:19|20)\d\d\b|\d{1,2}[./]\d{1,2}[./]\d{2}|\b\d{1,2}[.:]\d\d\b|\b(?:week|month|year)s?\b", re.I),
    "person": re.compile(r"(?<!^)(?<![.?!] )\b[A-Z][a-z]+\b|\b[A-Z]{2,3}\b"),
    "reason": re.compile(r"\b(?:because|due to|as a result|since|so that|in order to|owing to|reason|following|therefore|to (?:allow|ensure|avoid|enable))\b", re.I),
    "vote": re.compile(r"\b(?:vot\w+|carried|lost|unanimous\w*|abst\w+|for|against|ayes?|nays?|yeas?|yea|moved|seconded|proposed|agreed|resolved)\b", re.I),
    "definition": re.compile(r"\(|\bmeans?\b|\bstands for\b"),
}  # fmt: skip

_FORM_BONUS = 0.12  # a sentence that holds what is asked for against one that does not
_CONTEXT_SHARE = 0.35  # what a question word found only in the heading or context counts, against one in the sentence
_NEAR_SHARE = 0.35  # likewise for the sentence before or after
_HIT_SHARE = 0.6  # weight of the passage's own score
_LONG_WORDS = 60  # a sentence longer than this is no short answer


@dataclass(frozen=True, slots=True)
class Extract:
    """A sentence or row that may answer."""

    text: str  # page text of ``span``
    span: Span
    hit: Hit
    rank: int  # of its passage among the hits, 0-based
    score: float
    overlap: float  # share of the question's words (weighted by rarity) that it and its context hold, 0 to 1


def extracts(understood: Understood, hits: Sequence[Hit], page_slices: Sequence[Sequence[tuple[Span, str]]]) -> list[Extract]:
    """Every sentence and row of the hits, best first.

    Args:
        understood: the question.
        hits: passages, best first.
        page_slices: for each hit, its spans with their text.
    """
    weights = _rarity(understood, hits)
    total = sum(weights.values()) or 1.0
    best = hits[0].score if hits else 1.0
    found: list[Extract] = []
    for rank, (hit, slices) in enumerate(zip(hits, page_slices, strict=True)):
        context = set(stems(f"{hit.passage.heading} {hit.passage.context}"))
        units = [unit for span, text in slices for unit in _units(span, text, hit.passage)]
        bags = [set(stems(text)) for _, text in units]
        for n, (span, text) in enumerate(units):
            near = (bags[n - 1] if n else set()) | (bags[n + 1] if n + 1 < len(bags) else set())
            overlap = sum(
                w * (1.0 if s in bags[n] else _NEAR_SHARE if s in near else _CONTEXT_SHARE if s in context else 0.0) for s, w in weights.items()
            )
            overlap /= total
            score = overlap + _HIT_SHARE * hit.score / max(best, 1e-6)
            pattern = _HOLDS.get(understood.form)
            if pattern and pattern.search(text):
                score += _FORM_BONUS
            length = len(words(text))
            if length < 4:
                score -= 0.3
            elif length > _LONG_WORDS:
                score -= 0.05
            if text.rstrip().endswith("?") or _is_heading(text, hit.passage):
                score -= 0.2
            found.append(Extract(text, span, hit, rank, score, overlap))
    return sorted(found, key=lambda e: -e.score)


def _is_heading(text: str, passage: Passage) -> bool:
    line = one_line(text)
    return bool(passage.heading) and (line == passage.heading or line in passage.heading) or (line.isupper() and len(line) < 100)


def _rarity(understood: Understood, hits: Sequence[Hit]) -> dict[str, float]:
    """Weight of each stem of the question: rarer among the passages found counts more; one in all of them tells nothing apart."""
    seen: Counter[str] = Counter()
    for hit in hits:
        seen.update(set(stems(hit.passage.text)) & understood.stems)
    n = len(hits) or 1
    return {s: 0.3 + math.log(1 + n / (1 + seen[s])) for s in understood.stems}


def _units(span: Span, text: str, passage: Passage) -> list[tuple[Span, str]]:
    """Sentences of running text, lines of lists and tables."""
    units: list[tuple[Span, str]] = []
    offset = 0
    for line in text.splitlines(keepends=True):
        content = line.rstrip("\n")
        pieces = [(0, len(content))] if "\t" in content or passage.kind == "row" else list(sentences(content))
        for start, end in pieces:
            if content[start:end].strip():
                units.append((Span(span.page, span.start + offset + start, span.start + offset + end), content[start:end]))
        offset += len(line)
    return units
