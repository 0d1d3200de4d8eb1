"""What the reader says of passages, kept between the passes of bench.fit over the same questions."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from pathlib import Path

from docqa.records import Hit
from docqa.search.crossencoder import CrossEncoder, Reading
from docqa.search.packaged import fingerprint, trained_weights


class KeptReader:
    """A reader that reads each passage once for a question.

    Args:
        reader: what reads.
        folder: where what it says is kept, in a file for the weights of docqa's own reader.
    """

    fitted = True

    def __init__(self, reader: CrossEncoder, folder: Path) -> None:
        self.name = reader.name
        self._reader = reader
        self._path = folder / f"reading-{fingerprint(trained_weights('reader'))}.pickle"
        self._said: dict[tuple[str, str, tuple[float, ...]], Reading] = pickle.loads(self._path.read_bytes()) if self._path.is_file() else {}  # our own file

    def read(self, question: str, hits: Sequence[Hit]) -> list[Reading]:
        """See CrossEncoder."""
        keys = [(question, h.passage.text, h.units) for h in hits]
        new = [n for n, key in enumerate(keys) if key not in self._said]
        for n, said in zip(new, self._reader.read(question, [hits[n] for n in new]) if new else [], strict=True):
            self._said[keys[n]] = said
        return [self._said[key] for key in keys]

    def save(self) -> None:
        """Write what was read."""
        self._path.write_bytes(pickle.dumps(self._said))
