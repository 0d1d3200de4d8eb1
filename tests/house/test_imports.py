"""What a fresh process loads: `docqa --help` and a look at the record must not wait for models or screens."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
HEAVY = ("torch", "transformers", "sentence_transformers", "faiss", "textual", "numpy", "onnxruntime", "tantivy", "pypdfium2", "pypdf", "docx", "selectolax")


def loaded_after(code: str) -> set[str]:
    program = f"import sys\n{code}\nprint('\\n'.join(sys.modules), file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, env={**os.environ, "PYTHONPATH": str(ROOT / "src")}, timeout=60
    )
    return {name.partition(".")[0] for name in done.stderr.split()}


@pytest.mark.parametrize(
    ("code", "never"),
    [
        pytest.param("from docqa.cli import main; main(['--help'])", HEAVY, id="--help"),
        pytest.param("from docqa.cli import main; main(['--version'])", HEAVY, id="--version"),
        pytest.param("from docqa.cli import main; main(['ask', '--help'])", HEAVY, id="ask --help"),
        pytest.param("import docqa", HEAVY, id="import docqa"),
        pytest.param("import docqa.register, docqa.records, docqa.papers.layout", HEAVY, id="record and layout"),
        pytest.param("import docqa.assistant", ("torch", "transformers", "sentence_transformers", "textual"), id="asking"),
        pytest.param("import docqa.build", ("torch", "transformers", "sentence_transformers", "textual", "faiss", "onnxruntime"), id="building"),
    ],
)
def test_heavy_packages_stay_out(code: str, never: tuple[str, ...]) -> None:
    code = code.replace("main([", "main([").replace("; main", "\ntry:\n    main") + ("\nexcept SystemExit:\n    pass" if "; main" in code else "")
    assert loaded_after(code) & set(never) == set()
