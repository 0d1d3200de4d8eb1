"""The index of one generation, ready to search: register, vectors and words together.

What comes in: a Query. What goes out: Hits, best first, the same text in several papers folded into one hit with its places.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from docqa.errors import BrokenIndexError
from docqa.manifest import current_generation, read_manifest
from docqa.records import Filters, Hit, Passage
from docqa.register import Register
from docqa.search.fusion import DENSE_WEIGHT, fuse
from docqa.text import fold

if TYPE_CHECKING:
    from docqa.search.encoder import Encoder

CANDIDATES = 100  # from each of the two rankings
_SAME_TEXT = 0.9  # share of words two passages must have in common to be shown as one


@dataclass(frozen=True, slots=True)
class Query:
    """What is searched for."""

    text: str  # as encoded
    terms: tuple[tuple[str, float], ...]  # words with weights
    filters: Filters = Filters()
    # What the question mentions without insisting: a passage that fits gets this much on top of its score (0 to 1).
    preferences: tuple[Preference, ...] = ()
    dense_weight: float = DENSE_WEIGHT


@dataclass(frozen=True, slots=True)
class Preference:
    """A soft filter: passages of these bodies, dates, kinds or minutes are preferred by ``bonus``."""

    bonus: float
    from_date: str | None = None
    to_date: str | None = None
    bodies: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    minute: str | None = None

    def fits(self, passage: Passage) -> bool:
        """True where the passage is what the question speaks of."""
        if self.from_date or self.to_date:
            date = passage.meeting_date
            if not date or (self.from_date and date < self.from_date) or (self.to_date and date > self.to_date):
                return False
        if self.bodies and passage.body not in self.bodies:
            return False
        if self.kinds and passage.paper_kind not in self.kinds:
            return False
        return not self.minute or passage.minute == self.minute


@dataclass(slots=True)
class SearchIndex:
    """An open generation. Not safe for two threads at once."""

    folder: Path
    register: Register
    encoder: Encoder
    _vectors: object = field(repr=False)
    _words: object = field(repr=False)

    @classmethod
    def open(cls, index: Path, encoder: Encoder) -> SearchIndex:
        """Open the current generation of the index folder.

        Raises:
            BrokenIndexError: missing, broken, of another format, or made with another model.
        """
        from docqa.search.lexical import LexicalIndex
        from docqa.search.vectors import VectorIndex

        folder = current_generation(index)
        manifest = read_manifest(folder)
        if manifest.model_fingerprint != encoder.fingerprint:
            raise BrokenIndexError(
                f"the index was made with the model {manifest.model} ({manifest.model_fingerprint[:8]}), "
                f"but the setting is {encoder.name} ({encoder.fingerprint[:8]})",
                hint=f"Build it again with this model: docqa build --index {index}, or set model back.",
                code="index-model",
            )
        return cls(folder, Register(folder / "register.sqlite"), encoder, VectorIndex(folder), LexicalIndex(folder / "words"))

    def close(self) -> None:
        """Close the files."""
        self.register.close()

    def search(self, query: Query, most: int, *, dense: bool = True, words: bool = True) -> list[Hit]:
        """The ``most`` best hits. ``dense`` and ``words`` switch a ranking off, for measuring."""
        from docqa.search.lexical import LexicalIndex
        from docqa.search.vectors import VectorIndex

        vectors, lexical = self._vectors, self._words
        assert isinstance(vectors, VectorIndex) and isinstance(lexical, LexicalIndex)
        allowed = self.register.passage_rows(self.register.resolved(query.filters)) if query.filters else None
        if allowed is not None and not allowed:
            return []
        by_words = dict(lexical.search(query.terms, CANDIDATES, allowed)) if words else {}
        by_meaning: dict[int, float] = {}
        if dense:
            vector = self.encoder.encode([query.text])[0]
            by_meaning = dict(vectors.search(vector, CANDIDATES, allowed))
            by_meaning |= vectors.cosines(vector, [r for r in by_words if r not in by_meaning])
        scores = fuse(by_meaning, by_words, dense_weight=query.dense_weight if words and dense else float(dense))
        passages = self.register.passages(list(scores))
        hits = [
            Hit(p, scores[r] + sum(q.bonus for q in query.preferences if q.fits(p)), by_meaning.get(r, 0.0), by_words.get(r, 0.0))
            for r, p in passages.items()
        ]
        hits.sort(key=lambda h: (-h.score, h.passage.row))
        return folded(hits, most)


def folded(hits: Sequence[Hit], most: int) -> list[Hit]:
    """The first ``most`` hits that say different things; a hit whose text stands in an earlier one becomes one of its places.

    A row of a table folds into the table passage that holds it, and the other way round, whichever came first.
    """
    kept: list[Hit] = []
    bags: list[set[str]] = []
    for hit in hits:
        bag = set(fold(hit.passage.text).split())
        for n, (other, seen) in enumerate(zip(kept, bags, strict=True)):
            if _same(hit.passage, bag, other.passage, seen):
                kept[n] = replace(other, places=(*other.places, hit.passage))
                break
        else:
            if len(kept) == most:
                break
            kept.append(hit)
            bags.append(bag)
    return kept


def _same(a: Passage, a_bag: set[str], b: Passage, b_bag: set[str]) -> bool:
    if a.document == b.document and any(x.page == y.page and x.start < y.end and y.start < x.end for x in a.spans for y in b.spans):
        return True
    if a.meeting_date != b.meeting_date or not a_bag or not b_bag:  # the same words a year later are another decision
        return False
    return len(a_bag & b_bag) >= _SAME_TEXT * max(len(a_bag), len(b_bag))


