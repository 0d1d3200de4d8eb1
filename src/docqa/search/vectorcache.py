"""Vectors by content hash, kept between builds: a text that was encoded once, with its parts, is never encoded again with the same model.

One SQLite file a model, ``index/cache/<model fingerprint>.sqlite``; written batch by batch, so that a build that is killed loses
nothing it has encoded. Safe to delete.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_ASK = 500  # keys in one query
_LAYOUT = 2  # of the file; one of another layout is started anew


class VectorCache:
    """A context manager around the file.

    Args:
        path: the file; a broken one is put aside and started anew.
        dimensions: length of a vector (float32).
    """

    def __init__(self, path: Path, dimensions: int) -> None:
        self._dimensions = dimensions
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._db = self._opened(path)
        except sqlite3.DatabaseError:
            path.replace(path.with_suffix(".broken"))
            self._db = self._opened(path)

    @staticmethod
    def _opened(path: Path) -> sqlite3.Connection:
        db = sqlite3.connect(path)
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = NORMAL")
        if db.execute("PRAGMA user_version").fetchone()[0] != _LAYOUT:
            db.execute("DROP TABLE IF EXISTS vectors")
            db.execute("VACUUM")
            db.execute(f"PRAGMA user_version = {_LAYOUT}")
        db.execute("CREATE TABLE IF NOT EXISTS vectors (key TEXT PRIMARY KEY, vectors BLOB) WITHOUT ROWID")
        return db

    def __enter__(self) -> VectorCache:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._db.close()

    def get(self, keys: Sequence[str]) -> Iterator[tuple[str, NDArray[np.float32]]]:
        """The keys that are known, with their vectors (shape (how many were kept, dimensions))."""
        import numpy as np

        for start in range(0, len(keys), _ASK):
            some = keys[start : start + _ASK]
            for key, blob in self._db.execute(f"SELECT key, vectors FROM vectors WHERE key IN ({','.join('?' * len(some))})", some):
                vectors = np.frombuffer(blob, dtype=np.float32)
                if len(vectors) % self._dimensions == 0:
                    yield key, vectors.reshape(-1, self._dimensions)

    def put(self, keys: Sequence[str], vectors: Sequence[NDArray[np.float32]]) -> None:
        """Keep for each key its vectors (shape (any number, dimensions)) and commit."""
        with self._db:
            self._db.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", [(k, v.tobytes()) for k, v in zip(keys, vectors, strict=True)])
