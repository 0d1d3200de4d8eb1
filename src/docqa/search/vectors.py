"""Nearest passages by meaning: FAISS. The only module that imports faiss.

Two indexes in a generation, PASSAGES and UNITS, each of two files: ``NAME.faiss`` (position i holds a vector of length 1) and ``NAME.npy`` (int64,
shape (n,): the passage's row number in the register at position i, ascending; units of one passage in reading order). Inner product of vectors
of length 1 is their cosine.
"""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docqa.errors import BrokenIndexError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PASSAGES = "passages"  # one vector a passage
UNITS = "units"  # one vector a sentence or table row
_IVF_FROM = 200_000  # below: Flat, 6.7-8.9 ms a query at 100 k; above: IVF Flat, 1 ms at 1 M with recall .998
_PROBES = 32
_EXACT_SHARE = 0.1  # a filter that keeps less than this share is searched exactly over the allowed vectors


def write_vectors(folder: Path, name: str, rows: NDArray[np.int64], vectors: NDArray[np.float32]) -> str:
    """Write the index ``name`` for ``vectors`` (float32, shape (n, dimensions), unit length) of passages ``rows`` (int64, shape (n,), ascending).

    Several vectors may belong to one passage, in its reading order.

    Returns the kind of index: "Flat" or "IVFn,Flat".
    """
    faiss: Any = importlib.import_module("faiss")
    import numpy as np

    if len(rows) != len(vectors):
        raise ValueError(f"{len(rows)} rows but {len(vectors)} vectors")
    dimensions = int(vectors.shape[1])
    if len(rows) < _IVF_FROM:
        kind = "Flat"
        index: Any = faiss.IndexFlatIP(dimensions)
    else:
        lists = int(4 * len(rows) ** 0.5)
        kind = f"IVF{lists},Flat"
        index = faiss.index_factory(dimensions, kind, faiss.METRIC_INNER_PRODUCT)
        sample = np.random.default_rng(0).choice(len(rows), min(len(rows), 64 * lists), replace=False)
        index.train(vectors[np.sort(sample)])
        index.set_direct_map_type(faiss.DirectMap.Array)
    index.add(vectors)
    faiss.write_index(index, str(folder / f"{name}.faiss"))
    np.save(folder / f"{name}.npy", np.asarray(rows, dtype=np.int64))
    return kind


class VectorIndex:
    """Reads what ``write_vectors`` wrote, mapped from disk.

    Raises:
        BrokenIndexError: a file is missing or broken, or the two do not fit together.
    """

    def __init__(self, folder: Path, name: str) -> None:
        faiss: Any = importlib.import_module("faiss")
        import numpy as np

        path = folder / f"{name}.faiss"
        try:
            self._index: Any = faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC)
            self._rows: NDArray[np.int64] = np.load(folder / f"{name}.npy")
        except (RuntimeError, OSError, ValueError) as error:
            raise BrokenIndexError(
                f"the vectors in {folder} cannot be opened: {str(error).splitlines()[0]}",
                hint="Build the index again: docqa build",
                code="index-broken",
            ) from error
        if self._index.ntotal != len(self._rows):
            raise BrokenIndexError(
                f"{path} holds {self._index.ntotal} vectors for {len(self._rows)} rows", hint="Build the index again: docqa build", code="index-broken"
            )
        if hasattr(self._index, "nprobe"):
            self._index.nprobe = _PROBES
        faiss.omp_set_num_threads(1)  # one query at a time: more threads cost more than they save

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        return int(self._index.d)

    def search(self, vector: NDArray[np.float32], most: int, allowed: Sequence[int] | None = None) -> list[tuple[int, float]]:
        """Rows with their cosine, best first; fewer than ``most`` where there are fewer. A row stands there once for each of its vectors.

        Args:
            vector: float32, shape (dimensions,), unit length.
            most: how many rows at the most.
            allowed: row numbers that may be returned, ascending; None for all.
        """
        faiss: Any = importlib.import_module("faiss")  # its stubs do not know its own keyword arguments
        import numpy as np

        if not len(self._rows):
            return []
        if allowed is None:
            scores, positions = self._index.search(vector[None, :], min(most, len(self._rows)))
        else:
            keep = np.flatnonzero(np.isin(self._rows, np.asarray(allowed, dtype=np.int64)))
            if not len(keep):
                return []
            if len(keep) < _EXACT_SHARE * len(self._rows) or len(keep) <= 4096:
                return self._exact(vector, keep, most)
            bits = np.packbits(np.isin(np.arange(len(self._rows)), keep), bitorder="little")
            selector = faiss.IDSelectorBitmap(bits)
            settings = faiss.SearchParametersIVF(sel=selector, nprobe=_PROBES) if hasattr(self._index, "nprobe") else faiss.SearchParameters(sel=selector)
            scores, positions = self._index.search(vector[None, :], min(most, len(keep)), params=settings)
        return [(int(self._rows[p]), float(s)) for s, p in zip(scores[0], positions[0], strict=True) if p >= 0]  # -1: fewer found than asked

    def _exact(self, vector: NDArray[np.float32], positions: NDArray[np.int64], most: int) -> list[tuple[int, float]]:
        import numpy as np

        scores = self._vectors(positions) @ vector
        best = np.argsort(-scores, kind="stable")[:most]
        return [(int(self._rows[positions[i]]), float(scores[i])) for i in best]

    def cosines(self, vector: NDArray[np.float32], rows: Sequence[int]) -> dict[int, tuple[float, ...]]:
        """Cosine of ``vector`` with each vector of the passages ``rows``, in reading order; rows without a vector are left out."""
        import numpy as np

        asked = np.asarray(sorted(rows), dtype=np.int64)
        first, after = np.searchsorted(self._rows, asked), np.searchsorted(self._rows, asked, side="right")
        positions = np.concatenate([np.arange(a, b) for a, b in zip(first, after, strict=True)]) if len(asked) else np.empty(0, dtype=np.int64)
        if not len(positions):
            return {}
        scores = (self._vectors(positions) @ vector).tolist()
        found: dict[int, tuple[float, ...]] = {}
        at = 0
        for row, a, b in zip(asked.tolist(), first.tolist(), after.tolist(), strict=True):
            if b > a:
                found[row] = tuple(scores[at : at + b - a])
                at += b - a
        return found

    def _vectors(self, positions: NDArray[np.int64]) -> NDArray[np.float32]:
        import numpy as np

        return np.asarray(self._index.reconstruct_batch(np.asarray(positions, dtype=np.int64)), dtype=np.float32)
