"""Texts -> vectors at build time: each different text is encoded once, and what was encoded in an earlier build comes from the cache."""

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

_BATCH = 256  # texts between two progress steps and two writes to the cache

Step = Callable[[int, int, float | None], None]  # texts encoded, texts to encode, seconds left


def encode_texts(encoder: Encoder, cache: Path, texts: Sequence[str], step: Step) -> tuple[NDArray[np.float32], int]:
    """Vectors of ``texts`` (float32, shape (len(texts), dimensions), in order) and how many of them were encoded now.

    What is encoded is kept in the folder ``cache`` batch by batch, so that a build that is stopped loses little.
    """
    import numpy as np

    vectors = np.zeros((len(texts), encoder.dimensions), dtype=np.float32)
    wanted: dict[str, list[int]] = {}  # key -> positions; the same text in three packs is encoded once
    for n, text in enumerate(texts):
        wanted.setdefault(content_hash(encoder.fingerprint, text), []).append(n)
    with VectorCache(cache / f"{encoder.fingerprint}.sqlite", encoder.dimensions) as known:
        for key, vector in known.get(list(wanted)):
            vectors[wanted.pop(key)] = vector
        missing = sorted(wanted, key=lambda k: len(texts[wanted[k][0]]))
        chars_total = sum(len(texts[wanted[k][0]]) for k in missing) or 1
        began, chars, done = time.monotonic(), 0, 0
        step(0, len(missing), None)
        # Batches mix short and long texts over the run, so that the time left is honest; inside a batch the encoder sorts by length.
        order = missing[::2] + missing[1::2][::-1]
        for start in range(0, len(order), _BATCH):
            batch = order[start : start + _BATCH]
            chosen = [texts[wanted[k][0]] for k in batch]
            fresh = encoder.encode(chosen)
            known.put(batch, fresh)
            for key, vector in zip(batch, fresh, strict=True):
                vectors[wanted[key]] = vector
            done += len(batch)
            chars += sum(map(len, chosen))
            step(done, len(missing), (time.monotonic() - began) * (chars_total - chars) / chars)
    return vectors, len(missing)
