"""``python -m bench [quality] [ranking] [baseline] [speed] [--sets A,B]``: measures on what is present and writes bench/results/.

Quality: the scorer's figures by set and class. Ranking: one row an idea. Baseline: plain chunks beside it. Speed: processes, questions, builds. All of
them without a name. ``python -m bench.fit`` fits the rankings, ``python -m bench.train`` trains encoder and reader.
"""

from __future__ import annotations

import argparse
import json
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from bench import baseline, quality, speed
from bench.sets import ROOT, built, present

RESULTS = ROOT / "bench" / "results"
_FIGURES = ("questions", "right", "matched", "cited", "page", "abstain_precision", "abstain_recall", "resolution_recall", "resolution_precision", "median_words")
_STEPS = ("quality", "ranking", "baseline", "speed")


def main() -> int:
    """Measure."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("steps", nargs="*", metavar="STEP", help=f"{', '.join(_STEPS)} (default: all)")
    parser.add_argument("--sets", default="", help="names of question sets, with commas (default: all that are here)")
    options = parser.parse_args()
    if set(options.steps) - set(_STEPS):
        parser.error(f"steps are {', '.join(_STEPS)}")
    steps = options.steps or list(_STEPS)
    sets = [s for s in present() if not options.sets or s.name in options.sets.split(",")]
    if not sets:
        print("no question set is here; see bench/sets.py", file=sys.stderr)
        return 2
    built(sets)
    if "quality" in steps:
        with ProcessPoolExecutor() as pool:
            table = dict(zip([s.name for s in sets], pool.map(quality.scored, sets), strict=True))
        save("quality", table, quality_page(table))
    if "ranking" in steps:
        with ProcessPoolExecutor() as pool:
            ranks = merged(list(pool.map(quality.found_by_ranking, [[s] for s in sets])))
        save("ranking", ranks, ranking_page(ranks))
    if "baseline" in steps:
        shares = baseline.baseline_cited(sets)
        save("baseline", shares, "| set | evidence in the first five chunks |\n|---|---|\n" + "".join(f"| {k} | {v:.3f} |\n" for k, v in shares.items()))
    if "speed" in steps:
        figures = speed.measured(sets)
        save("speed", figures, f"```json\n{json.dumps(figures, indent=1)}\n```\n")
    return 0


def merged(parts: list[dict[str, dict[str, list[float]]]]) -> dict[str, dict[str, list[float]]]:
    """What was found, idea by idea, over the sets of all parts."""
    return {idea: {name: row for part in parts for name, row in part[idea].items()} for idea in parts[0]}


def quality_page(table: dict[str, Any]) -> str:
    """Markdown: a row a set, then a table of classes for each."""
    head = f"| set | {' | '.join(_FIGURES)} |\n|{'---|' * (len(_FIGURES) + 1)}\n"
    page = head + "".join(_row(name, figures["all"]) for name, figures in table.items())
    for name, figures in table.items():
        page += f"\n## {name}\n\n{head.replace('| set |', '| class |')}" + "".join(_row(c, f) for c, f in figures["classes"].items())
    return page


def _row(name: str, figures: dict[str, Any]) -> str:
    return f"| {name} | {' | '.join('' if figures.get(k) is None else str(figures[k]) for k in _FIGURES)} |\n"


def ranking_page(table: dict[str, dict[str, list[float]]]) -> str:
    """Markdown: a table a set, a row an idea."""
    names = list(next(iter(table.values())))
    page = ""
    for s in names:
        page += f"\n## {s}\n\n| ranking | {' | '.join(f'R@{k}' for k in quality.DEPTHS)} | MRR |\n|{'---|' * (len(quality.DEPTHS) + 2)}\n"
        page += "".join(f"| {idea} | {' | '.join(f'{x:.3f}' for x in row[s])} |\n" for idea, row in table.items())
    return page


def save(name: str, table: Any, page: str, folder: Path = RESULTS) -> None:
    """Write results as JSON and as a page, and print the page."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.json").write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")
    (folder / f"{name}.md").write_text(f"# {name}\n\nMade by `python -m bench {name}`.\n\n{page}", encoding="utf-8")
    print(page)


if __name__ == "__main__":
    sys.exit(main())
