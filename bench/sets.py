"""The question sets, the papers they are about, and the scorer: what is present is used, what is not is skipped.

The real papers are not part of the project; they are looked for in the folder DOCQA_SHARED (default ../shared) and the indexes over them are built in
the folder DOCQA_BENCH_WORK (default bench/.work). More questions of one's own about them, for training and fitting, are looked for there as asked_SET.jsonl; as they
quote other people's text they are not part of the project.
"""

from __future__ import annotations

import importlib.util
import json
import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("DOCQA_SHARED", ROOT.parent / "shared"))
WORK = Path(os.environ.get("DOCQA_BENCH_WORK", ROOT / "bench" / ".work"))


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """Questions over one council's papers."""

    name: str
    papers: Path
    files: tuple[Path, ...]  # JSONL files with questions
    training: tuple[Path, ...] = ()  # more questions over the same papers, for fitting only

    def questions(self) -> list[dict[str, Any]]:
        """The questions that are scored."""
        return [json.loads(line) for f in self.files if f.exists() for line in f.read_text(encoding="utf-8").splitlines() if line.strip()]

    def more(self) -> list[dict[str, Any]]:
        """Questions for fitting only."""
        return [json.loads(line) for f in self.training if f.exists() for line in f.read_text(encoding="utf-8").splitlines() if line.strip()]

    @property
    def index(self) -> Path:
        """Where its index is."""
        return WORK / self.name


NEVER_LEARNT = ("unitary", "sample")  # nothing is trained or fitted on these
# Left to the second stage of the encoder's training: on what the first gives, and on councils it has not seen, the rankings are fitted.
LATE = (
    "tulsa", "stoke_ferry", "community_councils", "county_services", "us_suburbs", "borough_scrutiny", "district_planning", "joint_bodies", "parish_modern", "scottish_ni", "unitary_tables", "us_action_minutes",
)  # fmt: skip


def present() -> list[QuestionSet]:
    """The sets whose papers and questions are here."""
    data, asked = SHARED / "data", SHARED / "data" / "questions"
    train = data / "train"
    known = [
        QuestionSet("rotherham", data / "rotherham", (asked / "rotherham_dev.jsonl",)),
        QuestionSet("burton", data / "uk_burton_cum_walden_pc", (asked / "burton_dev.jsonl",)),
        QuestionSet("broomhill", data / "uk_broomhill_cc_glasgow", (asked / "broomhill_dev.jsonl",)),
        QuestionSet("tulsa", data / "us_tulsa_city_council", (asked / "tulsa_dev.jsonl",), (train / "council_questions_tulsa2.jsonl", WORK / "asked_tulsa.jsonl")),
        QuestionSet("stoke_ferry", data / "uk_stoke_ferry_parishes_md", (asked / "stoke_ferry_dev.jsonl",), (train / "council_questions_stoke_ferry2.jsonl", WORK / "asked_stoke_ferry.jsonl")),
        QuestionSet("unitary", ROOT / "bench" / "unseen" / "unitary", (ROOT / "bench" / "unseen" / "unitary" / "questions.jsonl",)),
        QuestionSet("sample", ROOT / "corpus", tuple(sorted((ROOT / "bench" / "sample").glob("questions*.jsonl")))),
    ]
    return [s for s in known if s.papers.is_dir() and any(s.papers.rglob("*.*")) and s.questions()]


def invented() -> list[QuestionSet]:
    """Councils that we made up, with questions about their papers: for training and fitting only."""
    folders = sorted(f for f in (ROOT / "bench" / "train" / "councils").iterdir() if f.is_dir())
    return [QuestionSet(f.name, f, (f / "questions.jsonl",)) for f in folders]


@cache
def scorer(name: str) -> ModuleType:
    """``score_answers`` or ``score_decisions`` from the shared tools.

    Raises:
        FileNotFoundError: the tools are not here.
    """
    path = SHARED / "tools" / f"{name}.py"
    if not path.exists():
        raise FileNotFoundError(f"the scorer {path} is not here; set DOCQA_SHARED to the folder that holds tools/ and data/")
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def built(sets: list[QuestionSet]) -> list[QuestionSet]:
    """The sets with their indexes brought up to date."""
    from docqa.build import build_index

    for s in sets:
        build_index([s.papers], index=s.index)
    return sets
