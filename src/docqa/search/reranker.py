"""A cross-encoder: reads a question and a text together and says how well the text answers it. The one module that runs one.

"default" is our own (docqa/weights/README.md), run by ONNX Runtime without torch; "off" is none; anything else is the name or path of a cross-encoder
that sentence-transformers loads.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from docqa.errors import ModelError
from docqa.search.encoder import default_model_folder, fingerprint, made_once

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

OFF = "off"
_MAX_TOKENS = 128  # of question and text together, as in training
_BATCH_PAIRS = 8  # of about the same length


class Reranker(Protocol):
    """What ranks texts for a question."""

    name: str

    def score(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """One figure a text, higher is better, shape (texts,); comparable within one question and, for ours, between questions (log odds)."""
        ...


def open_reranker(model: str, cache: Path) -> Reranker | None:
    """The cross-encoder that the setting names; None for "off".

    Raises:
        ModelError: it cannot be loaded.
    """
    if model == OFF:
        return None
    return OnnxReranker(cache) if model == "default" else SentenceTransformersReranker(model)


def trained_reranker() -> Path:
    """The file with the cross-encoder we trained: safetensors, half floats."""
    return Path(__file__).parent.parent / "weights" / "reranker.safetensors"


class OnnxReranker:
    """Our cross-encoder on ONNX Runtime."""

    def __init__(self, cache: Path, weights: Path | None = None, *, threads: int = 0) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        weights = weights or trained_reranker()
        self.name = "MiniLM cross-encoder trained on council questions"
        path = made_once(cache / f"reranker-{fingerprint(weights)}-v1.onnx", "docqa.search.export_reranker", [str(weights)])
        self._tokenizer = Tokenizer.from_file(str(default_model_folder() / "tokenizer.json"))
        self._tokenizer.enable_truncation(_MAX_TOKENS, strategy="only_second")
        self._tokenizer.enable_padding()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads or min(os.cpu_count() or 1, 8)
        options.log_severity_level = 3
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        try:
            self._session: Any = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        except Exception as error:  # onnxruntime raises its own unexported classes
            raise ModelError(f"the exported model {path} cannot be loaded: {error}", hint=f"Delete it; it is made again: rm {path}", code="export-broken") from error

    def score(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """See Reranker."""
        import numpy as np

        scores = np.zeros(len(texts), dtype=np.float32)
        asked = question[:600]
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        for start in range(0, len(order), _BATCH_PAIRS):
            rows = order[start : start + _BATCH_PAIRS]
            encoded = self._tokenizer.encode_batch([(asked, texts[i]) for i in rows])
            inputs = {"ids": [e.ids for e in encoded], "mask": [e.attention_mask for e in encoded], "types": [e.type_ids for e in encoded]}
            scores[rows] = self._session.run(None, {k: np.array(v, dtype=np.int64) for k, v in inputs.items()})[0]
        return scores


class SentenceTransformersReranker:
    """Any cross-encoder that sentence-transformers loads, by name or path."""

    def __init__(self, model: str) -> None:
        os.environ.setdefault("HF_HUB_OFFLINE", "1")  # a hub is asked only if the user says so by setting it to 0
        from sentence_transformers import CrossEncoder

        try:
            self._model: Any = CrossEncoder(model, device="cpu")
        except (OSError, ValueError) as error:
            raise ModelError(
                f"the reranker {model!r} cannot be loaded: {str(error).splitlines()[0]}",
                hint="Name a folder with a cross-encoder of sentence-transformers, or set reranker = 'default'.",
                code="model-missing",
            ) from error
        self.name = model

    def score(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """See Reranker."""
        import numpy as np

        return np.asarray(self._model.predict([(question, t) for t in texts], show_progress_bar=False), dtype=np.float32).reshape(-1)
