"""Hits -> the sentences and rows that answer, word for word. Pure.

Every sentence of the best passages, and every row of their tables, is scored by what it and its surroundings have in common with the question:
a small network fitted like the one in docqa.search.rerank (``python -m bench.fit``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from docqa.answer.question import HOLDS, Understood
from docqa.fitted import Model, network
from docqa.records import Hit, Passage, Span
from docqa.search import traits
from docqa.search.rerank import UNREAD, against_best, newness, within
from docqa.search.units import units_of
from docqa.text import cells_of, figures_of, is_row, one_line, stems, words

_OWN = (
    "cosine", "below the best", "cosine beside", "covered", "covered with neighbours", "covered with context", "related covered", "phrases", "numbers", "holds", "holds beside", "passage", "rank", "first", "short", "long",
    "heading", "asks", "row", "decides", "digits", "names", "later", "label", "row named", "columns asked", "new",
)  # fmt: skip
_AGAINST_BEST = ("cosine", "covered", "covered with context", "related covered", "phrases", "row named", "columns asked")
NAMES = (*_OWN, *(f"{name} below that" for name in _AGAINST_BEST), *traits.NAMES)
READ_NAMES = (*NAMES, "read", "read below the best", "passage read below the best")  # where the hits were read with the question
COVERED = NAMES.index("covered with context")
_SHORT_WORDS = 6
_LONG_WORDS = 60
_BARE_CHARS = 2  # of a cell that names nothing by itself
_DECIDES = re.compile(r"resolved|agreed|approved|carried|recommended", re.I)


@dataclass(frozen=True, slots=True)
class Extract:
    """A sentence or row that may answer."""

    text: str  # page text of ``span``
    span: Span
    hit: Hit
    rank: int  # of its passage among the hits, 0-based
    unit: int  # its position in the passage, 0-based
    score: float
    overlap: float  # share of the question's words (weighted by rarity) that it, its neighbours and its context hold, 0 to 1

    @property
    def read(self) -> float:
        """How much rather it answers than nothing does, where the question was read with it; UNREAD where it was not."""
        return self.hit.read[self.unit] if self.unit < len(self.hit.read) else UNREAD


def extracts(
    understood: Understood, hits: Sequence[Hit], weights: Mapping[str, float], related: Mapping[str, float], *, model: Model | None = None
) -> list[Extract]:
    """Every sentence and row of the hits, best first.

    Args:
        understood: the question.
        hits: passages, best first.
        weights: stem of the question -> its weight times its rarity.
        related: stems that papers may use instead, with weight times rarity.
        model: other weights than the shipped ones, for measuring.
    """
    rows = figures(understood, hits, weights, related)
    read = bool(hits) and all(h.read for h in hits)
    names, table = (READ_NAMES, with_reading(rows, hits)) if read else (NAMES, [f for *_, f in rows])
    scores = (model or network("sentence read" if read else "sentence")).scores(names, table)
    found = [Extract(text, span, hits[rank], rank, n, score, f[COVERED]) for (rank, n, span, text, f), score in zip(rows, scores, strict=True)]
    return sorted(found, key=lambda e: -e.score)


def figures(understood: Understood, hits: Sequence[Hit], weights: Mapping[str, float], related: Mapping[str, float]) -> list[tuple[int, int, Span, str, list[float]]]:
    """Rank of the passage, position in it, span, text and figures (in the order of NAMES) of every sentence and row."""
    total = sum(weights.values()) or 1.0
    said = stems(understood.text)
    phrases = set(zip(said, said[1:], strict=False))
    numbers = figures_of(understood.text)
    typed = " ".join(words(understood.text.lower()))
    asked = frozenset(stems(typed))
    holds = HOLDS.get(understood.form)
    best = hits[0].score if hits else 0.0
    table = []
    new = newness([h.passage.meeting_date for h in hits])
    nearest = max((c for h in hits for c in h.units), default=0.0)
    for rank, hit in enumerate(hits):
        context = set(hit.passage.context_stems.split())
        units = [(u.span, u.text) for u in units_of(hit.passage)]
        sequences = [stems(text) for _, text in units]
        bags = [set(s) for s in sequences]
        rows = [tuple(cells_of(text)) for _, text in units]
        heads = _heads_of(rows)
        columns = {head: set(stems(" ".join(head))) for head in set(heads.values())}
        for n, (span, text) in enumerate(units):
            before, after = bags[n - 1] if n else set(), bags[n + 1] if n + 1 < len(bags) else set()
            near = bags[n] | before | after
            cosine = hit.units[n] if n < len(hit.units) else 0.0
            beside = max((hit.units[k] for k in (n - 1, n + 1) if 0 <= k < len(hit.units)), default=0.0)
            length = len(text.split())
            table.append((rank, n, span, text, [
                cosine, cosine - nearest, beside,
                sum(w for s, w in weights.items() if s in bags[n]) / total,
                sum(w for s, w in weights.items() if s in near) / total,
                sum(w for s, w in weights.items() if s in near or s in context) / total,
                sum(w for s, w in related.items() if s in bags[n]) / total,
                len(phrases & set(zip(sequences[n], sequences[n][1:], strict=False))) / (len(phrases) or 1),
                sum(any(form in text for form in forms) for forms in numbers) / (len(numbers) or 1),
                1.0 if holds is None else float(bool(holds.search(text))),
                float(holds is not None and n > 0 and bool(holds.search(units[n - 1][1]))),
                hit.score - best, 1 / (1 + rank), float(n == 0), float(length < _SHORT_WORDS), float(length > _LONG_WORDS),
                float(is_heading(text, hit.passage)), float(text.rstrip().endswith("?")), float(bool(rows[n])), float(bool(_DECIDES.search(text))),
                min(1.0, 8 * sum(c.isdigit() for c in text) / (len(text) + 1)),
                min(1.0, len(re.findall(r"(?<=[a-z,] )[A-Z][a-z]+", text)) / 4),
                n / (len(units) or 1), float(bool(re.match(r"\W*[A-Za-z ]{2,30}:\s*\S", text))),
                _named(rows[n], heads[n], typed, asked) if n in heads else 0.0,
                sum(weights[s] for s in columns[heads[n]] - bags[n] if s in weights) / total if n in heads else 0.0,
                new[rank],
            ]))  # fmt: skip
    whole = against_best([f for *_, f in table], [_OWN.index(n) for n in _AGAINST_BEST], understood.traits)
    return [(rank, n, span, text, f) for (rank, n, span, text, _), f in zip(table, whole, strict=True)]


def with_reading(rows: Sequence[tuple[int, int, Span, str, list[float]]], hits: Sequence[Hit]) -> list[list[float]]:
    """The figures of the sentences of hits that were read with the question, in the order of READ_NAMES; ``rows``: as ``figures`` gives them."""
    said = [within(hits[rank].read[n]) if n < len(hits[rank].read) else within(UNREAD) for rank, n, *_ in rows]
    best = max(said, default=0.0)
    of_passage = [max(map(within, h.read), default=best) - best for h in hits]
    return [[*f, s, s - best, of_passage[rank]] for (rank, _, _, _, f), s in zip(rows, said, strict=True)]


def _heads_of(rows: Sequence[tuple[str, ...]]) -> dict[int, tuple[str, ...]]:
    """For each row of the units, as cells, by its position: the first row of its table; that one itself and what is no row are left out."""
    heads: dict[int, tuple[str, ...]] = {}
    head: tuple[str, ...] = ()
    for n, cells in enumerate(rows):
        if head and cells:
            heads[n] = head
        head = head if head and cells else cells
    return heads


def _named(cells: Sequence[str], head: Sequence[str], typed: str, asked: frozenset[str]) -> float:
    """How much of a row's name the question holds, 0 to 1: of the first two cells that are words the one it has most of; a letter or number only with its label ("band e").

    ``typed``: the question's words in small letters, one space between them; ``asked``: their stems.
    """
    best = 0.0
    for cell, label in zip(cells[:2], head[:2], strict=False):
        own = words(cell.lower())
        if len("".join(own)) <= _BARE_CHARS:
            best = max(best, float(bool(own) and f" {' '.join(words(label.lower())[-1:])} {' '.join(own)} " in f" {typed} "))
        elif said := stems(cell):
            best = max(best, sum(s in asked for s in said) / len(said))
    return best


def is_heading(text: str, passage: Passage) -> bool:
    """Is a unit nothing but the heading of its passage, or a line in capitals? "| E | 2,251.54 |" is a row."""
    line = one_line(text)
    return (bool(passage.heading) and (line == passage.heading or line in passage.heading)) or (line.isupper() and len(line) < 100 and not is_row(text))
