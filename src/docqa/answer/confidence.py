"""How sure an answer is, from 0 to 1, and when to say "not found". Pure.

A logistic function of figures that can be read off the search; fitted by ``python -m bench.fit`` (see docqa.fitted) on whether the cited passages hold
the evidence. The reliability table is in bench/results.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Mapping, Sequence

from docqa.answer.extract import Extract
from docqa.answer.unsaid import read_of_kind
from docqa.fitted import Linear, linear
from docqa.records import Hit
from docqa.search.rerank import UNREAD, within
from docqa.text import stem, words

NAMES = ("cosine", "covered", "unseen", "rarest unseen", "names unseen", "top", "margin", "sentence", "window", "short", "absent", "nearest sentence")
READ_NAMES = (*NAMES, "read", "next read", "read of the kind", "read of the first", "words", "words of the first")  # where the best hits were read with the question
# Leaning: towards answering. On five councils, each left out of the fit in turn, it refuses 77 of 176 questions about other councils' papers, 14 of 75 that their own papers do not answer, and 5 that
# the citations would have answered (bench/results/fit.md).
NOT_FOUND_BELOW = 0.25
LOOKED_UP = 0.8  # an answer from the record: share of them that hold the evidence, see bench/results
_TOP = 5


def signals(
    question: str, weights: Mapping[str, float], absent: Collection[str], hits: Sequence[Hit], found: Sequence[Extract]
) -> list[float]:
    """What the search says about its best hits, in the order of NAMES, or of READ_NAMES where they were read.

    Args:
        question: as typed.
        weights: stem of the question -> its weight times its rarity.
        absent: stems of the question that stand in none of the papers.
        hits: best first, at least one.
        found: sentences, best first.
    """
    held = set().union(*(h.passage.stems.split() + h.passage.context_stems.split() for h in hits[:_TOP]))
    total = sum(weights.values()) or 1.0
    rarest = max(weights, key=lambda s: weights[s], default="")
    read = sorted((within(max(h.read)) for h in hits if h.read), reverse=True)[:2]
    names = {stem(w) for w in words(" ".join(re.findall(r"(?<=[\w,] )[A-Z][\w'’]+", question)))}
    return [
        max(h.dense for h in hits[:_TOP]),
        max((e.overlap for e in found), default=0.0),
        sum(w for s, w in weights.items() if s not in held) / total,
        float(rarest not in held),
        len(names - held) / (len(names) or 1),
        hits[0].score / 10,
        hits[0].score - hits[min(_TOP, len(hits)) - 1].score,
        found[0].score if found else 0.0,
        max((len(set(h.passage.stems.split()) & weights.keys()) / (len(weights) or 1) for h in hits[:_TOP]), default=0.0),
        float(len(weights) < 3),
        sum(weights[s] for s in absent) / total,
        max((c for h in hits[:_TOP] for c in h.units), default=0.0),
        *((read[0], read[-1], within(read_of_kind(question, found)), within(max(hits[0].read, default=UNREAD)), *(within(_words(of)) for of in (hits, hits[:1]))) if read else ()),
    ]


def _words(hits: Sequence[Hit]) -> float:
    """What the reader says of the words of some hits together: the logarithm of the sum of the odds that each answers."""
    said = [w for h in hits for w in h.words]
    most = max(said, default=UNREAD)
    return most + math.log(sum(math.exp(w - most) for w in said)) if said else UNREAD


def confidence(figures: Sequence[float], *, model: Linear | None = None) -> float:
    """Probability that the cited passages hold the answer, 0 to 1, two decimals."""
    read = len(figures) == len(READ_NAMES)
    return round((model or linear("confidence read" if read else "confidence")).probability(READ_NAMES if read else NAMES, figures), 2)
