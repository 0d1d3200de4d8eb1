"""Passages -> vectors at build time: each different text is encoded once, and what was encoded in an earlier build comes from the cache."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from docqa.search.vectorcache import VectorCache
from docqa.text import content_hash

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from docqa.search.encoder import Encoder
    from docqa.search.pooling import Part

_BATCH = 128  # texts between two progress steps and two writes to the cache

Step = Callable[[int, int, float | None], None]  # texts encoded, texts to encode, seconds left


def encode_passages(
    encoder: Encoder, cache: Path, texts: Sequence[str], parts: Sequence[Sequence[Part]], step: Step
) -> tuple[NDArray[np.float32], NDArray[np.float32], int]:
    """Vectors of ``texts`` (float32, shape (len(texts), dimensions), in order), those of their ``parts`` (one text after the other) and how many texts were
    encoded now.

    What is encoded is kept in the folder ``cache`` batch by batch, so that a build that is stopped loses little.
    """
    import numpy as np

    whole = np.zeros((len(texts), encoder.dimensions), dtype=np.float32)
    first = np.cumsum([0, *map(len, parts)])  # where the parts of each text begin
    inside = np.zeros((int(first[-1]), encoder.dimensions), dtype=np.float32)
    wanted: dict[str, list[int]] = {}  # key -> positions; the same text in three packs is encoded once
    for n, (text, ranges) in enumerate(zip(texts, parts, strict=True)):
        cuts = " ".join(f"{a}-{b}" for a, b in ranges)
        wanted.setdefault(content_hash(encoder.fingerprint, text, cuts), []).append(n)

    def place(positions: list[int], vectors: NDArray[np.float32]) -> None:
        for n in positions:
            whole[n] = vectors[0]
            inside[first[n] : first[n + 1]] = vectors[1:]

    with VectorCache(cache / f"{encoder.fingerprint}.sqlite", encoder.dimensions) as known:
        for key, vectors in known.get(list(wanted)):
            if len(vectors) == 1 + len(parts[wanted[key][0]]):
                place(wanted.pop(key), vectors)
        missing = sorted(wanted, key=lambda k: len(texts[wanted[k][0]]))
        chars_total = sum(len(texts[wanted[k][0]]) for k in missing) or 1
        began, chars, done = time.monotonic(), 0, 0
        step(0, len(missing), None)
        # Batches mix short and long texts over the run, so that the time left is honest; inside a batch the encoder sorts by length.
        order = missing[::2] + missing[1::2][::-1]
        for start in range(0, len(order), _BATCH):
            batch = order[start : start + _BATCH]
            chosen = [wanted[k][0] for k in batch]
            fresh = encoder.encode_parts([texts[n] for n in chosen], [parts[n] for n in chosen])
            known.put(batch, fresh)
            for key, vectors in zip(batch, fresh, strict=True):
                place(wanted[key], vectors)
            done += len(batch)
            chars += sum(len(texts[n]) for n in chosen)
            step(done, len(missing), (time.monotonic() - began) * (chars_total - chars) / chars)
    return whole, inside, len(missing)
