"""How files are read: every file under a folder through the reading pool, as a build does, with nothing indexed.

    python -m bench.reading FOLDER... [--jobs N] [--ocr off|auto|force] [--json]

Reports files, pages and pages per second, what became of every file by reason, and the slowest files.
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from docqa.build import read_and_parse
from docqa.papers.corpus import ReadingPool, find_files
from docqa.records import Skipped


def measure(folders: Sequence[Path], jobs: int, ocr: str) -> dict[str, Any]:
    """Read, parse and cut every file under ``folders``; the table that is reported."""
    files, passed_over = find_files(folders)
    outcomes: Counter[str] = Counter(s.code for s in passed_over)
    reasons = {s.document: f"{s.code}: {s.reason}" for s in passed_over}
    pages = estimated = passages = done_bytes = 0
    ended: list[tuple[float, str]] = []
    began = last = time.monotonic()
    with ReadingPool(jobs, work=read_and_parse, ocr=ocr) as pool:
        for file, outcome in pool.results(files):
            now = time.monotonic()
            ended.append((now - last, file.document))
            last = now
            if isinstance(outcome, Skipped):
                outcomes[outcome.code] += 1
                reasons[file.document] = f"{outcome.code}: {outcome.reason}"
                continue
            outcomes["read"] += 1
            pages += len(outcome.pages)
            estimated += sum(p.estimated for p in outcome.pages)
            passages += len(outcome.passages)
            done_bytes += file.size
    seconds = time.monotonic() - began
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = used.ru_utime + used.ru_stime
    return {
        "folders": [f.name for f in folders], "jobs": jobs, "ocr": ocr, "files": len(files) + len(passed_over), "outcomes": dict(outcomes.most_common()),
        "pages": pages, "estimated_pages": estimated, "passages": passages, "megabytes": round(done_bytes / 1e6, 1), "seconds": round(seconds, 2),
        "pages_per_second": round(pages / seconds, 1) if seconds else None, "cpu_seconds": round(cpu, 1),
        "pages_per_cpu_second": round(pages / cpu, 1) if cpu else None, "worker_peak_mb": round(used.ru_maxrss / 1024),
        "waited_longest_for": [f"{s:.1f} s {d}" for s, d in sorted(ended, reverse=True)[:5]], "reasons": dict(sorted(reasons.items())),
    }  # fmt: skip


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folders", nargs="+", type=Path)
    options.add_argument("--jobs", type=int, default=2)
    options.add_argument("--ocr", choices=("off", "auto", "force"), default="off")
    options.add_argument("--json", action="store_true")
    chosen = options.parse_args()
    table = measure(chosen.folders, chosen.jobs, chosen.ocr)
    if chosen.json:
        print(json.dumps(table, indent=1, ensure_ascii=False))
        return
    for document, reason in table.pop("reasons").items():
        print(f"  {document}: {reason}")
    for name, value in table.items():
        print(f"{name:<20} {value}")


if __name__ == "__main__":
    main()
