"""Word search over passages: tantivy, BM25. The only module that imports tantivy.

The index is a folder. One field holds the stems of a passage's context and text, as docqa.text makes them, so that the same stems can be
asked for their rarity and compared later. ``row`` is the passage's row number in the register; filters are given as the rows allowed.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docqa.errors import BrokenIndexError

if TYPE_CHECKING:
    from docqa.records import Passage

_MOST_FILTER_ROWS = 50_000  # above this a filter is applied to the results instead of the query
_MOST_TERMS = 64


def _schema() -> Any:
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("row", stored=True, indexed=True, fast=True)
    builder.add_text_field("document", stored=False, tokenizer_name="raw")
    builder.add_text_field("stems", stored=False, tokenizer_name="whitespace")
    return builder.build()


class LexicalWriter:
    """Adds and removes passages; nothing is seen by readers before ``commit``."""

    def __init__(self, folder: Path) -> None:
        import tantivy

        folder.mkdir(parents=True, exist_ok=True)
        self._index = tantivy.Index(_schema(), path=str(folder), reuse=True)
        self._writer = self._index.writer(heap_size=64_000_000, num_threads=1)

    def remove(self, document: str) -> None:
        """Remove every passage of a document."""
        self._writer.delete_documents_by_term("document", document)

    def add(self, passages: Iterable[Passage]) -> None:
        """Add passages that have their row numbers."""
        import tantivy

        for p in passages:
            self._writer.add_document(tantivy.Document(row=p.row, document=p.document, stems=f"{p.context_stems} {p.stems}"))

    def commit(self) -> None:
        """Write everything and wait for merges."""
        self._writer.commit()
        self._writer.wait_merging_threads()


class LexicalIndex:
    """Reads the folder that LexicalWriter wrote.

    Raises:
        BrokenIndexError: the folder does not hold such an index.
    """

    def __init__(self, folder: Path) -> None:
        import tantivy

        try:
            self._index: Any = tantivy.Index.open(str(folder))
            self._index.reload()
            self._searcher: Any = self._index.searcher()
        except (ValueError, OSError) as error:
            raise BrokenIndexError(
                f"the word index {folder} cannot be opened: {error}", hint="Build the index again: docqa build", code="index-broken"
            ) from error
        self._rarity: dict[str, float] = {}

    def search(self, terms: Sequence[tuple[str, float]], most: int, allowed: Sequence[int] | None = None) -> list[tuple[int, float]]:
        """Rows with their BM25 score, best first.

        Args:
            terms: stems with their weight; a passage needs at least one.
            most: how many rows at the most.
            allowed: rows that may be returned, ascending; None for all.
        """
        import tantivy

        if not terms or (allowed is not None and not allowed):
            return []
        query = tantivy.Query.boolean_query(
            [
                (tantivy.Occur.Should, tantivy.Query.boost_query(tantivy.Query.term_query(self._index.schema, "stems", term), weight))
                for term, weight in terms[:_MOST_TERMS]
            ]
        )
        if allowed is not None and len(allowed) <= _MOST_FILTER_ROWS:
            only = tantivy.Query.term_set_query(self._index.schema, "row", [int(r) for r in allowed])
            query = tantivy.Query.boolean_query([(tantivy.Occur.Must, query), (tantivy.Occur.Must, tantivy.Query.const_score_query(only, 0.0))])
            allowed = None
        found = self._searcher.search(query, most if allowed is None else most * 20).hits
        rows = self._searcher.fast_field_values("row", [address for _, address in found])
        scored = [(int(row), float(score)) for row, (score, _) in zip(rows, found, strict=True)]
        if allowed is None:
            return scored
        keep = set(allowed)
        return [(r, s) for r, s in scored if r in keep][:most]

    def absent(self, stems: Iterable[str]) -> list[str]:
        """Those of the stems that stand in no passage."""
        return [s for s in stems if not self._searcher.doc_freq("stems", s)]

    def nearly(self, stem: str, most: int) -> list[int]:
        """Rows of passages that hold a stem one letter away from this one, two letters changed about counting as one; the best ``most``."""
        import tantivy

        query = tantivy.Query.fuzzy_term_query(self._index.schema, "stems", stem, distance=1, transposition_cost_one=True)
        rows = self._searcher.fast_field_values("row", [address for _, address in self._searcher.search(query, most).hits])
        return [int(row) for row in rows]

    def rarity(self, stem: str) -> float:
        """Inverse document frequency of a stem as in BM25: about 0 for one that stands everywhere."""
        if stem not in self._rarity:
            n, held = self._searcher.num_docs, self._searcher.doc_freq("stems", stem)
            self._rarity[stem] = math.log(1 + (n - held + 0.5) / (held + 0.5))
        return self._rarity[stem]
