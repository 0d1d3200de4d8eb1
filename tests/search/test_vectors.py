"""Nearest vectors: FAISS against a few lines of numpy."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from docqa.errors import BrokenIndexError
from docqa.search import vectors
from docqa.search.vectors import UNITS, VectorIndex, write_vectors


def drawn(n: int, dimensions: int = 24, seed: int = 7) -> NDArray[np.float32]:
    found = np.random.default_rng(seed).normal(size=(n, dimensions)).astype(np.float32)
    return np.asarray(found / np.linalg.norm(found, axis=1, keepdims=True), dtype=np.float32)


def by_hand(rows: NDArray[np.int64], table: NDArray[np.float32], asked: NDArray[np.float32], most: int, allowed: Sequence[int] | None = None) -> list[tuple[int, float]]:
    may = np.ones(len(rows), dtype=bool) if allowed is None else np.isin(rows, allowed)
    scored = [(float(v @ asked), int(r)) for r, v in zip(rows[may], table[may], strict=True)]
    return [(r, s) for s, r in sorted(scored, reverse=True)[:most]]


def agree(found: list[tuple[int, float]], wanted: list[tuple[int, float]]) -> None:
    assert [row for row, _ in found] == [row for row, _ in wanted]
    assert [s for _, s in found] == pytest.approx([s for _, s in wanted], abs=1e-5)


def rows_with_several(n: int, seed: int = 3) -> NDArray[np.int64]:
    """Row numbers for n vectors, ascending, with gaps; a row has one to four vectors."""
    return np.sort(np.random.default_rng(seed).choice(np.arange(1, n), size=n)).astype(np.int64) * 3


@pytest.fixture(scope="module")
def table() -> NDArray[np.float32]:
    return drawn(6000)


@pytest.fixture(scope="module")
def rows() -> NDArray[np.int64]:
    return rows_with_several(6000)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory, rows: NDArray[np.int64], table: NDArray[np.float32]) -> VectorIndex:
    folder = tmp_path_factory.mktemp("vectors")
    assert write_vectors(folder, UNITS, rows, table) == "Flat"
    return VectorIndex(folder, UNITS)


@pytest.mark.parametrize("most", [1, 10, 300], ids=lambda n: f"{n} best")
def test_all_vectors(index: VectorIndex, rows: NDArray[np.int64], table: NDArray[np.float32], most: int) -> None:
    for asked in drawn(5, seed=most):
        agree(index.search(asked, most), by_hand(rows, table, asked, most))


@pytest.mark.parametrize("share", [0.002, 0.09, 0.5, 0.9, 0.999], ids=lambda s: f"a filter that keeps {s:.1%}")
def test_filtered(index: VectorIndex, rows: NDArray[np.int64], table: NDArray[np.float32], share: float) -> None:
    different = np.unique(rows)
    allowed = sorted(np.random.default_rng(1).choice(different, size=int(share * len(different)), replace=False).tolist())
    assert share < 0.9 or np.isin(rows, allowed).sum() > 4096, "the bitmap is tried too"
    for asked in drawn(3, seed=99):
        agree(index.search(asked, 20, allowed), by_hand(rows, table, asked, 20, allowed))


def test_a_filter_of_unknown_rows_finds_nothing(index: VectorIndex) -> None:
    assert index.search(drawn(1)[0], 5, [1, 2]) == []
    assert index.search(drawn(1)[0], 5, []) == []


def test_fewer_than_asked(index: VectorIndex, rows: NDArray[np.int64]) -> None:
    assert len(index.search(drawn(1)[0], 9000)) == len(rows)
    one = [int(rows[0])]
    assert len(index.search(drawn(1)[0], 50, one)) == int((rows == rows[0]).sum())


def test_cosines_of_rows_stand_in_reading_order(index: VectorIndex, rows: NDArray[np.int64], table: NDArray[np.float32]) -> None:
    asked = drawn(1, seed=5)[0]
    wanted = np.unique(rows)[10:60].tolist()
    found = index.cosines(asked, [*reversed(wanted), 1])  # row 1 has no vector
    assert list(found) == wanted
    for row, cosines in found.items():
        assert cosines == pytest.approx([float(v @ asked) for v in table[rows == row]], abs=1e-5)
    assert max(len(c) for c in found.values()) > 1
    assert index.cosines(asked, []) == {}


def test_many_vectors_are_grouped_and_still_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vectors, "_IVF_FROM", 2000)
    table, rows = drawn(4000), rows_with_several(4000)
    assert write_vectors(tmp_path, UNITS, rows, table).startswith("IVF")
    index = VectorIndex(tmp_path, UNITS)
    hits = sum(len({r for r, _ in index.search(asked, 10)} & {r for r, _ in by_hand(rows, table, asked, 10)}) for asked in table[::200])
    assert hits >= 0.6 * 10 * 20, "random vectors are the hardest there are; 32 lists of 252 are looked at"
    for asked in table[::400]:
        row, score = index.search(asked, 1)[0]
        assert score == pytest.approx(1.0, abs=1e-5) and row in rows
    allowed = np.unique(rows)[:50].tolist()
    agree(index.search(table[0], 5, allowed), by_hand(rows, table, table[0], 5, allowed))
    row = int(rows[17])
    assert index.cosines(table[0], [row])[row] == pytest.approx([float(v @ table[0]) for v in table[rows == row]], abs=1e-5)


def test_no_vectors_at_all(tmp_path: Path) -> None:
    write_vectors(tmp_path, UNITS, np.empty(0, dtype=np.int64), np.empty((0, 8), dtype=np.float32))
    index = VectorIndex(tmp_path, UNITS)
    assert (len(index), index.dimensions) == (0, 8)
    assert index.search(drawn(1, 8)[0], 5) == []
    assert index.cosines(drawn(1, 8)[0], [1]) == {}


def test_rows_and_vectors_must_fit(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="3 rows but 2 vectors"):
        write_vectors(tmp_path, UNITS, np.arange(3), drawn(2))


def broken(folder: Path, what: str) -> None:
    if what == "no vectors":
        (folder / "units.faiss").unlink()
    elif what == "no rows":
        (folder / "units.npy").unlink()
    elif what == "vectors cut off":
        data = (folder / "units.faiss").read_bytes()
        (folder / "units.faiss").write_bytes(data[: len(data) // 2])
    elif what == "rows of another index":
        np.save(folder / "units.npy", np.arange(7))
    else:
        (folder / "units.faiss").write_bytes(b"not an index")


@pytest.mark.parametrize("what", ["no vectors", "no rows", "vectors cut off", "rows of another index", "not an index"])
def test_a_broken_index_says_what_to_do(tmp_path: Path, what: str) -> None:
    write_vectors(tmp_path, UNITS, np.arange(10), drawn(10))
    broken(tmp_path, what)
    with pytest.raises(BrokenIndexError) as caught:
        VectorIndex(tmp_path, UNITS)
    assert "docqa build" in caught.value.hint
