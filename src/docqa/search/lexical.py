"""Word search over passages: tantivy, BM25 with English stemming. The only module that imports tantivy.

The index is a folder. ``row`` is the passage's row number in the register; filters are given as the rows that are allowed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docqa.errors import BrokenIndexError

if TYPE_CHECKING:
    from docqa.records import Passage

_CONTEXT_BOOST = 0.4  # words of the heading, body and date count, but less than words of the text itself
_HEADING_BOOST = 0.8
_MOST_FILTER_ROWS = 50_000  # above this a filter is applied to the results instead of the query


def _schema() -> Any:
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("row", stored=True, indexed=True, fast=True)
    builder.add_text_field("document", stored=False, tokenizer_name="raw")
    builder.add_text_field("text", stored=False, tokenizer_name="en_stem")
    builder.add_text_field("heading", stored=False, tokenizer_name="en_stem")
    builder.add_text_field("context", stored=False, tokenizer_name="en_stem")
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
        self._writer.delete_documents("document", document)

    def add(self, passages: Iterable[Passage]) -> None:
        """Add passages that have their row numbers."""
        import tantivy

        for p in passages:
            self._writer.add_document(
                tantivy.Document(row=p.row, document=p.document, text=p.text.replace("\t", " "), heading=p.heading, context=p.context)
            )

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

    def search(self, terms: Sequence[tuple[str, float]], most: int, allowed: Sequence[int] | None = None) -> list[tuple[int, float]]:
        """Rows with their BM25 score, best first.

        Args:
            terms: words or phrases with their weight; a passage needs at least one.
            most: how many rows at the most.
            allowed: rows that may be returned, ascending; None for all.
        """
        query = self._query(terms)
        if query is None or (allowed is not None and not allowed):
            return []
        import tantivy

        if allowed is not None and len(allowed) <= _MOST_FILTER_ROWS:
            only = tantivy.Query.term_set_query(self._index.schema, "row", [int(r) for r in allowed])
            query = tantivy.Query.boolean_query([(tantivy.Occur.Must, query), (tantivy.Occur.Must, tantivy.Query.const_score_query(only, 0.0))])
            allowed = None
        found = self._searcher.search(query, most if allowed is None else most * 20).hits
        rows = [(int(self._searcher.doc(address)["row"][0]), float(score)) for score, address in found]
        if allowed is None:
            return rows
        keep = set(allowed)
        return [(r, s) for r, s in rows if r in keep][:most]

    def _query(self, terms: Sequence[tuple[str, float]]) -> Any:
        words = []
        for term, weight in terms:
            clean = re.sub(r"[^\w\s.£$%&/'-]", " ", term).replace('"', " ").strip(" -'./&")
            if clean:
                words.append(f'"{clean}"^{weight:g}')
        if not words:
            return None
        boosts = {"text": 1.0, "heading": _HEADING_BOOST, "context": _CONTEXT_BOOST}
        query, _ = self._index.parse_query_lenient(" ".join(words), ["text", "heading", "context"], field_boosts=boosts)
        return query
