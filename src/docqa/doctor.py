"""Is everything docqa needs there? Checks that run without loading a model into this process for longer than needed."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docqa.config import Settings, read_settings
from docqa.errors import BrokenIndexError, DocqaError, ModelError, UsageError
from docqa.manifest import current_generation, read_manifest

_PACKAGES = ("faiss", "tantivy", "onnxruntime", "tokenizers", "pypdfium2", "pypdf", "textual", "sentence_transformers")


@dataclass(frozen=True, slots=True)
class Check:
    """One finding."""

    name: str
    ok: bool
    detail: str
    hint: str = ""
    needed: bool = True
    exit_code: int = 0


def examine(index: Path) -> list[Check]:
    """Every check, in the order in which a person would mend things."""
    return [*_program(), *_model(), _reader(), *_index(index), _ocr(), _endpoint()]


def language_model(settings: Settings) -> dict[str, Any] | None:
    """What is configured to word answers: model, host, whether what is not public is sent; None where nothing is. Asks nobody.

    Raises:
        UsageError: the settings of the endpoint cannot be used.
    """
    if not settings.model_endpoint.url and not settings.model_endpoint.model:
        return None
    from docqa.answer.endpoint import Endpoint

    endpoint = Endpoint(settings.model_endpoint)
    return {"model": endpoint.model, "host": endpoint.host, "encrypted": endpoint.encrypted, "send_private": settings.model_endpoint.send_private}


def _program() -> Iterator[Check]:
    version = ".".join(map(str, sys.version_info[:3]))
    yield Check("Python", sys.version_info >= (3, 11), version, "docqa needs Python 3.11 or later.", exit_code=2)
    missing = [p for p in _PACKAGES if importlib.util.find_spec(p) is None]
    yield Check("packages", not missing, f"missing: {', '.join(missing)}" if missing else "all there", "Run make setup, or pip install docqa.", exit_code=2)


def _model() -> Iterator[Check]:
    from docqa.search.encoder import open_encoder

    settings = read_settings()
    try:
        encoder = open_encoder(settings.model, settings.cache_folder())
        vector = encoder.encode(["council"])[0]
        yield Check("model", True, f"{encoder.name}, {len(vector)} dimensions, {encoder.fingerprint[:8]}")
    except (DocqaError, ImportError) as error:
        hint = error.hint if isinstance(error, DocqaError) else "Run make setup."
        yield Check("model", False, str(error), hint, exit_code=ModelError.exit_code)


def _reader() -> Check:
    from docqa.search.crossencoder import open_cross_encoder

    settings = read_settings()
    try:
        reader = open_cross_encoder(settings.reranker, settings.cache_folder())
    except (DocqaError, ImportError) as error:
        hint = error.hint if isinstance(error, DocqaError) else "Run make setup."
        return Check("reader", False, str(error), hint, exit_code=ModelError.exit_code)
    return Check("reader", True, f"{reader.name} reads the best passages" if reader else "off; passages are ranked without being read")


def _index(index: Path) -> Iterator[Check]:
    from docqa.search.encoder import is_outdated

    try:
        generation = current_generation(index)
        manifest = read_manifest(generation)
        counts = manifest.counts
        if is_outdated(read_settings().model, manifest.model_fingerprint):
            detail = f"{generation} was made with another model or other weights of it than the setting {read_settings().model!r} gives"
            yield Check("index", False, detail, f"Build it again: {manifest.made_by(index)}", exit_code=BrokenIndexError.exit_code)
        else:
            yield Check("index", True, f"{generation}: {counts.get('documents', 0)} documents, {counts.get('passages', 0)} passages, built {manifest.built}")
    except BrokenIndexError as error:
        yield Check("index", False, error.message, error.hint, exit_code=error.exit_code)
    free = shutil.disk_usage(index if index.exists() else Path()).free
    yield Check("disk", free > 500_000_000, f"{free / 1e9:.1f} GB free", "A build needs about 10 MB for 1,000 passages.", needed=False)


def _ocr() -> Check:
    from docqa.papers.ocr import INSTALL

    found = shutil.which("tesseract")
    return Check("OCR", found is not None, found or "Tesseract is not installed; scanned pages are skipped", INSTALL, needed=False)


def _endpoint() -> Check:
    """Asks the endpoint for its list of models, where one is configured; no paper and no question is sent."""
    settings = read_settings().model_endpoint
    try:
        configured = language_model(read_settings())
        if configured is None:
            return Check("language model", True, "none configured; answers are quotes, and nothing is sent anywhere", needed=False)
        from docqa.answer.endpoint import Endpoint

        place = f"{configured['model']} at {configured['host']}"
        offered = Endpoint(settings).models()
    except UsageError as error:
        return Check("language model", False, error.message, error.hint, exit_code=error.exit_code)
    except ModelError as error:
        return Check("language model", False, f"{place}: {error.message}; answers are quotes meanwhile", "Start it, or correct [model_endpoint].", needed=False)
    if offered and settings.model not in offered and f"{settings.model}:latest" not in offered:
        return Check("language model", False, f"{place}: no such model there", f"It offers {', '.join(offered[:8])}.", needed=False)
    open_to_all = "" if configured["encrypted"] else "; the connection is not encrypted"
    return Check("language model", True, f"{place} words answers{open_to_all}", needed=False)
