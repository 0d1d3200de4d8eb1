"""What reads a question and a text together: docqa's own reader, any cross-encoder that the setting ``reranker`` names, or none."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from docqa.errors import ModelError
from docqa.search.windows import stretch

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from docqa.records import Hit

DEFAULT, OFF = "default", "off"


@dataclass(frozen=True, slots=True)
class Reading:
    """What is said of a passage, a figure for each of its sentences and rows, in reading order; higher is better, comparable within one question."""

    units: tuple[float, ...]
    words: tuple[float, ...] = ()  # of their words alone: the logarithm of the sum of the odds that each answers; none where words are not read


class CrossEncoder(Protocol):
    """What reads passages for a question."""

    name: str
    fitted: bool  # what it says is on the scale of the passages' scores, and the network of the sentences was fitted with it; otherwise only the order of the passages is made anew

    def read(self, question: str, hits: Sequence[Hit]) -> list[Reading]:
        """What is said of each hit, in their order."""
        ...


def open_cross_encoder(model: str, cache: Path) -> CrossEncoder | None:
    """The cross-encoder that the setting names; None for "off".

    Raises:
        ModelError: it cannot be loaded.
    """
    if model == DEFAULT:
        from docqa.search.reader import TrainedReader

        return TrainedReader(cache)
    return None if model == OFF else SentenceTransformersCrossEncoder(model)


class SentenceTransformersCrossEncoder:
    """Any cross-encoder that sentence-transformers loads, by name or path; it reads one stretch of each passage."""

    fitted = False

    def __init__(self, model: str) -> None:
        os.environ.setdefault("HF_HUB_OFFLINE", "1")  # a hub is asked only if the user says so by setting it to 0
        import sentence_transformers

        try:
            self._model: Any = sentence_transformers.CrossEncoder(model, device="cpu")
        except (OSError, ValueError) as error:
            raise ModelError(
                f"the reranker {model!r} cannot be loaded: {str(error).splitlines()[0]}",
                hint="Name a folder with a cross-encoder of sentence-transformers, or set reranker = 'default'.",
                code="model-missing",
            ) from error
        self.name = model

    def read(self, question: str, hits: Sequence[Hit]) -> list[Reading]:
        """See CrossEncoder; all sentences of a hit have the same figure."""
        scores = self.score(question, [stretch(h.passage, h.units) for h in hits]).tolist()
        return [Reading((s,) * max(1, len(h.units))) for s, h in zip(scores, hits, strict=True)]

    def score(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """One figure a text, shape (texts,)."""
        import numpy as np

        return np.asarray(self._model.predict([(question, t) for t in texts], show_progress_bar=False), dtype=np.float32).reshape(-1)
