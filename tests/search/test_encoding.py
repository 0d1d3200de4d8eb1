"""Passages to vectors, with their parts: each different text once, and what is cached never again."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import numpy as np

from docqa.search.encoding import encode_passages
from docqa.search.vectorcache import VectorCache
from tests.search.small import HashedWords

TEXTS = ["the lamp is out", "the wall leans", "the lamp is out", "", "a plot is free"]
PARTS = [[(0, 8), (9, 15)], [], [(0, 8), (9, 15)], [], [(0, 14)]]
INSIDE = ["the lamp", "is out", "the lamp", "is out", "a plot is free"]


def steps() -> tuple[list[tuple[int, int]], object]:
    seen: list[tuple[int, int]] = []
    return seen, lambda done, total, left: seen.append((done, total))


def test_vectors_in_the_order_of_the_texts(tmp_path: Path) -> None:
    encoder = HashedWords()
    seen, step = steps()
    whole, inside, encoded = encode_passages(encoder, tmp_path, TEXTS, PARTS, step)  # type: ignore[arg-type]
    assert np.allclose(whole, HashedWords().encode(TEXTS))
    assert np.allclose(inside, HashedWords().encode(INSIDE))
    assert encoded == 4 and sorted(encoder.encoded) == sorted({*TEXTS, *INSIDE}), "the same text in two papers is encoded once"
    assert (seen[0], seen[-1]) == ((0, 4), (4, 4))


def test_only_what_is_new_is_encoded(tmp_path: Path) -> None:
    _, step = steps()
    encode_passages(HashedWords(), tmp_path, TEXTS, PARTS, step)  # type: ignore[arg-type]
    second = HashedWords()
    whole, inside, encoded = encode_passages(second, tmp_path, ["a new text", *TEXTS], [[], *PARTS], step)  # type: ignore[arg-type]
    assert (encoded, second.encoded) == (1, ["a new text"])
    assert np.allclose(whole, HashedWords().encode(["a new text", *TEXTS]))
    assert np.allclose(inside, HashedWords().encode(INSIDE))


def test_a_text_that_is_cut_otherwise_is_encoded_again(tmp_path: Path) -> None:
    _, step = steps()
    encode_passages(HashedWords(), tmp_path, ["the lamp is out"], [[(0, 8)]], step)  # type: ignore[arg-type]
    _, inside, encoded = encode_passages(HashedWords(), tmp_path, ["the lamp is out"], [[(4, 8)]], step)  # type: ignore[arg-type]
    assert encoded == 1
    assert np.allclose(inside, HashedWords().encode(["lamp"]))


def test_another_model_has_its_own_vectors(tmp_path: Path) -> None:
    _, step = steps()
    encode_passages(HashedWords(), tmp_path, TEXTS, PARTS, step)  # type: ignore[arg-type]
    other = HashedWords(salt=" two")
    assert encode_passages(other, tmp_path, TEXTS, PARTS, step)[2] == 4  # type: ignore[arg-type]


def test_what_was_encoded_before_a_build_was_killed_is_kept(tmp_path: Path) -> None:
    class Dies(HashedWords):
        def encode(self, texts):  # type: ignore[no-untyped-def]
            if self.encoded:
                raise KeyboardInterrupt
            return super().encode(texts)

    many = [f"paper {n} about the harbour" for n in range(600)]
    none: list[list[tuple[int, int]]] = [[]] * len(many)
    dies = Dies()
    try:
        encode_passages(dies, tmp_path, many, none, lambda *_: None)
        raise AssertionError("it was to be interrupted")
    except KeyboardInterrupt:
        pass
    kept = len(dies.encoded)
    assert 0 < kept < 600
    assert encode_passages(HashedWords(), tmp_path, many, none, lambda *_: None)[2] == 600 - kept


def test_a_broken_cache_is_put_aside(tmp_path: Path) -> None:
    path = tmp_path / "model.sqlite"
    path.write_bytes(b"not a database, long enough to be looked at as one " * 40)
    with VectorCache(path, 4) as cache:
        cache.put(["a"], [np.ones((2, 4), dtype=np.float32)])
        assert [(k, v.shape) for k, v in cache.get(["a", "b"])] == [("a", (2, 4))]
    assert path.with_suffix(".broken").exists()


def test_a_cache_of_another_layout_is_started_anew(tmp_path: Path) -> None:
    path = tmp_path / "model.sqlite"
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE vectors (key TEXT PRIMARY KEY, vector BLOB) WITHOUT ROWID")
        db.execute("INSERT INTO vectors VALUES ('a', x'00')")
    db.close()
    with VectorCache(path, 4) as cache:
        assert list(cache.get(["a"])) == []
        cache.put(["a"], [np.ones((1, 4), dtype=np.float32)])
    with VectorCache(path, 4) as cache:
        assert [k for k, _ in cache.get(["a"])] == ["a"]


def test_vectors_of_another_length_are_not_given_out(tmp_path: Path) -> None:
    with VectorCache(tmp_path / "c.sqlite", 4) as cache:
        cache.put(["a"], [np.ones((1, 4), dtype=np.float32)])
    with VectorCache(tmp_path / "c.sqlite", 8) as cache:
        assert list(cache.get(["a"])) == []
