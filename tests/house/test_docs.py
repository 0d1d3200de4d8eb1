"""The documents say what the program does: commands, settings, exit codes, links, spelling."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

import docqa.errors
from bench.commands import commands, page
from docqa.config import Settings
from docqa.errors import DocqaError
from docqa.records import Answer, Citation, Resolution

ROOT = Path(__file__).resolve().parent.parent.parent
NAMES = ["README.md", "CHANGELOG.md", "CONTRIBUTING.md", "docs/architecture.md", "docs/design.md", "docs/glossary.md", "docs/commands.md", "docs/language-model.md"]


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    return {name: (ROOT / name).read_text(encoding="utf-8") for name in NAMES}


def test_commands_are_what_help_prints(texts: dict[str, str]) -> None:
    assert texts["docs/commands.md"] == page(), "run make docs"


def test_the_readme_names_every_command(texts: dict[str, str]) -> None:
    named = set(re.findall(r"docqa ([a-z]+)", texts["README.md"]))
    assert set(commands()) <= named


def test_the_readme_opens_with_the_two_commands(texts: dict[str, str]) -> None:
    start = texts["README.md"][:700]
    assert start.index("make run") < start.index("make test")


def test_the_readme_names_every_setting(texts: dict[str, str]) -> None:
    plain = {f.name: f.default for f in fields(Settings) if not is_dataclass(f.default)}
    grouped = {f"{f.name}.{g.name}": g.default for f in fields(Settings) if is_dataclass(f.default) for g in fields(f.default) if g.name != "key"}
    for name, value in {**plain, **grouped}.items():
        rows = [line for line in texts["README.md"].splitlines() if line.startswith(f"| `{name}` |")]
        default = str(value).removesuffix(".0").replace("False", "false")
        assert rows and (f"`{default}`" in rows[0] or not default), f"{name}: {default}"
    assert "DOCQA_MODEL_ENDPOINT_KEY" in texts["README.md"]


def exit_codes() -> set[int]:
    errors = [e for e in vars(docqa.errors).values() if isinstance(e, type) and issubclass(e, DocqaError)]
    return {e.exit_code for e in errors} | {0, 6, 130}


@pytest.mark.parametrize("name", ["README.md", "docs/architecture.md"])
def test_exit_codes(texts: dict[str, str], name: str) -> None:
    rows = {int(n) for n in re.findall(r"^\| (\d+) \|", texts[name], re.M)}
    assert rows == exit_codes()


def test_the_outside_form_of_an_answer_is_written_down(texts: dict[str, str]) -> None:
    text = texts["docs/architecture.md"]
    example = text[text.index('{"id": "f01"') :]
    example = example[: example.index("```")]
    for record in (Answer, Citation, Resolution):
        missing = [f.name for f in fields(record) if f'"{f.name}"' not in example]
        assert not missing, f"{record.__name__}: {missing}"


def test_the_layout_table_names_what_is_there(texts: dict[str, str]) -> None:
    source = ROOT / "src" / "docqa"
    text = texts["docs/architecture.md"]
    layout = text[text.index("## Layout") : text.index("## Direction")]
    for folder in ("papers", "council", "search", "answer"):
        row = next(line for line in layout.splitlines() if f"`{folder}/`" in line)
        there = {p.stem for p in (source / folder).glob("*.py")} - {"__init__"}
        assert there == set(re.findall(r"`(\w+)`", row.split("|")[3])), folder
    top = {p.name for p in source.glob("*.py")} - {"__init__.py", "__main__.py", "version.py"}
    assert {name for name in top if f"`{name}`" not in layout} == set()


@pytest.mark.parametrize("name", NAMES)
def test_links_lead_somewhere(texts: dict[str, str], name: str) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", texts[name]):
        if not target.startswith(("http:", "https:", "mailto:")):
            assert ((ROOT / name).parent / target).exists(), target


@pytest.mark.parametrize("name", NAMES)
def test_files_named_in_the_documents_exist(texts: dict[str, str], name: str) -> None:
    for path in re.findall(r"`((?:src|tests|bench|docs|sample)/[\w./-]+\.(?:py|md|json|toml|txt))`", texts[name]):
        assert (ROOT / path).is_file(), path


def test_an_installed_docqa_has_every_file_it_reads() -> None:
    """Files beside the modules are installed only where pyproject.toml names them."""
    package = ROOT / "src" / "docqa"
    patterns = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]["package-data"]["docqa"]
    installed = {p for pattern in patterns for p in package.glob(pattern)}
    beside = {p for p in package.rglob("*") if p.is_file() and p.suffix not in (".py", ".pyc")}
    assert sorted(str(p.relative_to(package)) for p in beside - installed) == []


def test_spelling() -> None:
    pytest.importorskip("codespell_lib")
    command = [sys.executable, "-m", "codespell_lib", "src", "tests", "bench", "docs", "README.md", "CHANGELOG.md", "CONTRIBUTING.md"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, timeout=120)
    assert (done.returncode, done.stdout) == (0, "")
