"""``python -m bench.large [SET] [COPIES]``: the time of a question over many passages: copies of a set's text papers, each copy dated thirty years after the last.

A copy says the same on other dates, so its passages are encoded once and fold into none of the others; what a question costs is what it costs over as many
papers of as many years. The copies and their index are in the folder bench/.work/large, and stay there.
"""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

from bench.sets import WORK, QuestionSet, built, present
from bench.speed import question_ms

_YEARS = 30
_HEAD_LINES = 12  # where a paper says its date
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def copied(s: QuestionSet, copies: int, folder: Path) -> QuestionSet:
    """A set with the same questions over ``copies`` of its papers."""
    for path in sorted(s.papers.rglob("*.md")):
        head, body = _split(path.read_text(encoding="utf-8", errors="replace"))
        for n in range(copies):
            target = folder / str(n) / path.relative_to(s.papers)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(_YEAR.sub(lambda year, n=n: str(int(year.group()) + _YEARS * n), head) + body, encoding="utf-8")  # type: ignore[misc]
    return QuestionSet("large", folder, s.files)


def _split(text: str) -> tuple[str, str]:
    lines = text.splitlines(keepends=True)
    return "".join(lines[:_HEAD_LINES]), "".join(lines[_HEAD_LINES:])


def main() -> None:
    """Build and measure."""
    name, copies = ([*sys.argv[1:], "stoke_ferry", "8"] if len(sys.argv) < 3 else sys.argv[1:])[:2]
    wanted = next((s for s in present() if s.name == name), None)
    if wanted is None:
        sys.exit(f"the papers of {name} are not here; see bench/sets.py")
    papers = WORK / "large papers"
    shutil.rmtree(papers, ignore_errors=True)
    large = copied(wanted, int(copies), papers)
    if (wanted.index / "cache").is_dir() and not large.index.exists():
        shutil.copytree(wanted.index / "cache", large.index / "cache")  # vectors of the texts that are known
    built([large])
    from docqa.register import Register

    passages = sum(1 for _ in Register(max(large.index.glob("generation-*")) / "register.sqlite").iterate_passages())
    print(f"{passages:,} passages", {s.name: question_ms(s) for s in (wanted, large)})


if __name__ == "__main__":
    main()
