"""Is everything docqa needs there? Checks that run without loading a model into this process for longer than needed."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from docqa.config import read_settings
from docqa.errors import BrokenIndexError, DocqaError, ModelError
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
    return [*_program(), *_model(), *_index(index), _ocr()]


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


def _index(index: Path) -> Iterator[Check]:
    try:
        generation = current_generation(index)
        manifest = read_manifest(generation)
        counts = manifest.counts
        yield Check("index", True, f"{generation}: {counts.get('documents', 0)} documents, {counts.get('passages', 0)} passages, built {manifest.built}")
    except BrokenIndexError as error:
        yield Check("index", False, error.message, error.hint, exit_code=error.exit_code)
    free = shutil.disk_usage(index if index.exists() else Path()).free
    yield Check("disk", free > 500_000_000, f"{free / 1e9:.1f} GB free", "A build needs about 10 MB for 1,000 passages.", needed=False)


def _ocr() -> Check:
    from docqa.papers.ocr import INSTALL

    found = shutil.which("tesseract")
    return Check("OCR", found is not None, found or "Tesseract is not installed; scanned pages are skipped", INSTALL, needed=False)


