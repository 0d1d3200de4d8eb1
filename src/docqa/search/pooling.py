"""A passage's run of the model -> vectors of its sentences and rows. Pure.

The model has a vector for every token that knows the whole passage; a sentence's vector is the mean of those of its tokens (Günther, Mohr, Williams, Wang,
Xiao, "Late Chunking", 2024). It costs nothing beyond the passage's own run, and "Agreed." knows what was agreed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Part = tuple[int, int]  # first character of a part of a text and the one after its last

# Of the passage's vector, taken out of those of its parts: what a sentence has from its neighbours says little about itself (bench/results/pooling.md).
# Whoever changes what a vector is raises the layout in docqa.search.vectorcache, or old ones come from the cache.
SHARED = 0.3


def with_parts(vector: NDArray[np.float32], windows: Sequence[Any], states: NDArray[np.float32], parts: Sequence[Part]) -> NDArray[np.float32]:
    """A text's vector and those of its parts.

    Args:
        vector: of the text.
        windows: what the tokenizer gave for the text: with the places of the tokens, [CLS] in front and [SEP] behind.
        states: of every token of the windows, shape (windows, tokens, dimensions).
        parts: ranges of characters; one without a token of its own has the vector of the text.
    """
    import numpy as np

    rows = np.repeat(vector[None, :], 1 + len(parts), axis=0)
    most = [0] * len(parts)
    for window, state in zip(windows, states, strict=True):
        places = np.array(window.offsets[1:-1]).reshape(-1, 2)
        sums = np.concatenate([np.zeros((1, state.shape[1])), np.cumsum(state[1 : 1 + len(places)], axis=0, dtype=np.float64)])
        firsts = np.searchsorted(places[:, 1], [a for a, _ in parts], side="right")
        ends = np.searchsorted(places[:, 0], [b for _, b in parts], side="left")
        for n, (first, end) in enumerate(zip(firsts.tolist(), ends.tolist(), strict=True)):
            if end - first > most[n]:  # the window that holds most of it
                most[n] = end - first
                mean = sums[end] - sums[first]
                own = mean / np.linalg.norm(mean) - SHARED * vector
                rows[1 + n] = own / np.linalg.norm(own)
    return rows


def encode_separately(
    encode: Callable[[Sequence[str]], NDArray[np.float32]], texts: Sequence[str], parts: Sequence[Sequence[Part]]
) -> list[NDArray[np.float32]]:
    """For an encoder that shows no tokens: for each text its vector and below it those of its parts, each encoded as a text of its own, the same one once."""
    pieces = [[text, *(text[a:b] for a, b in found)] for text, found in zip(texts, parts, strict=True)]
    different = list(dict.fromkeys(p for of_one in pieces for p in of_one))
    vectors, at = encode(different), {p: n for n, p in enumerate(different)}
    return [vectors[[at[p] for p in of_one]] for of_one in pieces]
