"""The plain baseline: 1,000-character chunks with 200 of overlap, all-MiniLM-L6-v2 as it came, vectors and BM25 fused, the first five chunks.

What the popular frameworks do by default, over the same text as docqa reads. It has no structure: no papers, items, dates, sentences or decisions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from bench.sets import WORK, QuestionSet
from docqa.assistant import Assistant
from docqa.config import read_settings
from docqa.evaluation.verdicts import shares
from docqa.search.encoder import Encoder, open_encoder
from docqa.search.encoding import encode_passages
from docqa.search.fusion import scaled
from docqa.text import words

_CHARS, _OVERLAP = 1000, 200
_B, _K = 0.75, 1.2  # BM25


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of a document's text, its pages joined."""

    document: str
    text: str


def chunks_of(assistant: Assistant) -> Iterator[Chunk]:
    """Every chunk of the documents in an index."""
    register = assistant.register
    for document in register.documents():
        name = document["document"]
        pages = [register.page(name, number) for number in register.page_numbers(name) or [None]]
        text = "\n".join(p.text for p in pages if p)
        for start in range(0, max(1, len(text) - _OVERLAP), _CHARS - _OVERLAP):
            if text[start : start + _CHARS].strip():
                yield Chunk(name, text[start : start + _CHARS])


class Baseline:
    """Searches the chunks of one set of papers."""

    def __init__(self, assistant: Assistant, encoder: Encoder) -> None:
        self.encoder = encoder
        self.chunks = list(chunks_of(assistant))
        texts = [c.text for c in self.chunks]
        self.vectors, _, _ = encode_passages(encoder, WORK / "baseline", texts, [()] * len(texts), lambda done, total, left: None)
        self.bags = [words(c.text) for c in self.chunks]
        self.lengths = np.array([len(b) for b in self.bags], dtype=float)
        self.postings: dict[str, dict[int, int]] = {}
        for n, bag in enumerate(self.bags):
            for w in bag:
                held = self.postings.setdefault(w, {})
                held[n] = held.get(n, 0) + 1

    def search(self, question: str, most: int) -> list[Chunk]:
        """The best chunks."""
        dense = dict(enumerate((self.vectors @ self.encoder.encode([question])[0]).tolist()))
        lexical: dict[int, float] = dict.fromkeys(dense, 0.0)
        mean = self.lengths.mean()
        for w in set(words(question)):
            held = self.postings.get(w, {})
            rarity = np.log(1 + (len(self.chunks) - len(held) + 0.5) / (len(held) + 0.5))
            for n, count in held.items():
                lexical[n] += rarity * count * (_K + 1) / (count + _K * (1 - _B + _B * self.lengths[n] / mean))
        a, b = scaled(dense, floor=None), scaled(lexical, floor=0.0)
        return [self.chunks[n] for n in sorted(a, key=lambda n: -(a[n] + b[n]))[:most]]


def baseline_cited(sets: Sequence[QuestionSet]) -> dict[str, float]:
    """Set -> share of its answerable questions whose evidence is in the first five chunks."""
    encoder = open_encoder("minilm", read_settings().cache_folder())
    found_in = {}
    for s in sets:
        baseline = Baseline(Assistant.open(s.index), encoder)
        asked = [q for q in s.questions() if q["answerable"] and q.get("evidence")]
        found = [any(shares(e, c.text) for c in baseline.search(q["question"], 5) for e in q["evidence"]) for q in asked]
        found_in[s.name] = round(sum(found) / len(found), 3)
    return found_in
