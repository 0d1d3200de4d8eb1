"""A cross-encoder: reads a question and a text together and says how well the text answers it. Off unless the setting ``reranker`` names one.

One of our own, trained on council questions, did not beat the ranking without it on councils it had never seen (bench/results/crossencoder.md), so none
is shipped; a stronger one is one setting away.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol

from docqa.errors import ModelError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

OFF = "off"


class CrossEncoder(Protocol):
    """What ranks texts for a question."""

    name: str

    def score(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """One figure a text, higher is better, shape (texts,); comparable within one question."""
        ...


def open_cross_encoder(model: str) -> CrossEncoder | None:
    """The cross-encoder that the setting names; None for "off".

    Raises:
        ModelError: it cannot be loaded.
    """
    return None if model == OFF else SentenceTransformersCrossEncoder(model)


class SentenceTransformersCrossEncoder:
    """Any cross-encoder that sentence-transformers loads, by name or path."""

    def __init__(self, model: str) -> None:
        os.environ.setdefault("HF_HUB_OFFLINE", "1")  # a hub is asked only if the user says so by setting it to 0
        import sentence_transformers

        try:
            self._model: Any = sentence_transformers.CrossEncoder(model, device="cpu")
        except (OSError, ValueError) as error:
            raise ModelError(
                f"the reranker {model!r} cannot be loaded: {str(error).splitlines()[0]}",
                hint="Name a folder with a cross-encoder of sentence-transformers, or set reranker = 'off'.",
                code="model-missing",
            ) from error
        self.name = model

    def score(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """See CrossEncoder."""
        import numpy as np

        return np.asarray(self._model.predict([(question, t) for t in texts], show_progress_bar=False), dtype=np.float32).reshape(-1)
