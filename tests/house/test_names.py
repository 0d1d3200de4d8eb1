"""Things that are written twice: public names, error codes, commands in the documents, layers."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest

import docqa
from docqa.cli import parser

ROOT = Path(__file__).resolve().parent.parent.parent
SOURCE = ROOT / "src" / "docqa"
DOCUMENTS = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md")])


def test_public_names() -> None:
    assert sorted(docqa.__all__) == ["Assistant", "__version__", "build_index"]
    assert all(getattr(docqa, name) for name in docqa.__all__)
    with pytest.raises(AttributeError):
        _ = docqa.nothing


def options_of(command: str) -> set[str]:
    commands = parser()._subparsers._group_actions[0].choices  # type: ignore[union-attr]
    assert commands is not None and command in commands, f"docqa {command}"
    return {s for a in commands[command]._actions for s in a.option_strings}  # type: ignore[attr-defined]


@pytest.mark.parametrize("document", [d for d in DOCUMENTS if d.is_file()], ids=lambda d: d.name)
def test_every_command_in_the_documents_exists(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    code = [*re.findall(r"^```[^\n]*\n(.*?)^```", text, re.S | re.M), *re.findall(r"`(docqa [^`]+)`", text)]
    for line in "\n".join(code).splitlines():
        found = re.match(r"\s*(?:\$ )?docqa ([a-z]+)(.*)", line)
        if not found:
            continue
        known = options_of(found.group(1))
        quoted_out = re.sub(r"\"[^\"]*\"|'[^']*'|#.*", "", found.group(2))
        used = set(re.findall(r"(?<!\S)\[?(--?[a-z][a-z-]*)", quoted_out))
        assert used <= known, f"{document.name}: {line.strip()}"


@pytest.mark.parametrize("document", [d for d in DOCUMENTS if d.is_file()], ids=lambda d: d.name)
def test_every_make_target_in_the_documents_exists(document: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.M))
    assert set(re.findall(r"`make ([a-z]+)`", document.read_text(encoding="utf-8"))) <= targets


def raised() -> dict[str, set[tuple[str, str]]]:
    """Error code -> (class, module) of every place that raises it, and of every Skipped row."""
    places: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and (node.func.id.endswith("Error") or node.func.id == "unwritable"):
                for keyword in node.keywords:
                    if keyword.arg == "code" and isinstance(keyword.value, ast.Constant):
                        places[str(keyword.value.value)].add((node.func.id, path.name))
    return places


def test_error_codes_are_kebab_case_and_of_one_class_each() -> None:
    codes = raised()
    assert len(codes) > 20
    assert [c for c in codes if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", c)] == []
    assert {c: sorted({kind for kind, _ in where}) for c, where in codes.items() if len({kind for kind, _ in where}) > 1} == {}


def test_every_error_has_a_hint() -> None:
    without = []
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and isinstance(node.exc.func, ast.Name):
                call = node.exc
                if call.func.id in ("UsageError", "CorpusError", "ReadingError", "BrokenIndexError", "ModelError") and not any(k.arg == "hint" for k in call.keywords):
                    without.append(f"{path.name}:{node.lineno}")
    assert without == []


def test_layers() -> None:
    program = shutil.which("lint-imports", path=str(Path(sys.executable).parent)) or shutil.which("lint-imports")
    if program is None:
        pytest.skip("import-linter is not installed")
    done = subprocess.run([program], capture_output=True, text=True, check=False, cwd=ROOT, env={"PYTHONPATH": str(SOURCE.parent), "PATH": "/usr/bin:/bin"}, timeout=120)
    assert done.returncode == 0, done.stdout[-2000:]
