"""How fast docqa is: whole processes with a warm disk, questions in a running process, the build, memory."""

from __future__ import annotations

import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.sets import ROOT, WORK, QuestionSet
from docqa.assistant import Assistant

_RUNS = 7


def process_seconds(arguments: Sequence[str]) -> float:
    """Median wall time of ``python -m docqa ARGUMENTS`` over some runs, the first not counted."""
    times = []
    for _ in range(_RUNS + 1):
        began = time.perf_counter()
        subprocess.run([sys.executable, "-m", "docqa", *arguments], check=True, capture_output=True, cwd=ROOT)
        times.append(time.perf_counter() - began)
    return round(statistics.median(times[1:]), 3)


def question_ms(s: QuestionSet) -> dict[str, float]:
    """Percentiles of the time of one question in a running process, in milliseconds, and the memory of that process."""
    code = (
        "import json, re, sys, time\n"
        "from docqa.assistant import Assistant\n"
        "a = Assistant.open(sys.argv[1]); qs = json.load(sys.stdin); a.ask(qs[0]); t = []\n"
        "for q in qs:\n b = time.perf_counter(); a.ask(q); t.append(1000 * (time.perf_counter() - b))\n"
        "t.sort(); print(json.dumps({'p50': t[len(t) // 2], 'p95': t[int(len(t) * .95)], 'rss_mb': int(re.search(r'VmHWM:\\s*(\\d+)', open('/proc/self/status').read()).group(1)) / 1024}))\n"
    )
    questions = json.dumps([q["question"] for q in s.questions()])
    done = subprocess.run([sys.executable, "-c", code, str(s.index)], input=questions, check=True, capture_output=True, text=True, cwd=ROOT)
    figures: dict[str, float] = json.loads(done.stdout)
    return {k: round(v, 1) for k, v in figures.items()}


def build_seconds(s: QuestionSet) -> dict[str, Any]:
    """A build from nothing, its pages and passages, and a second one with nothing changed."""
    folder = WORK / f"build_{s.name}"
    shutil.rmtree(folder, ignore_errors=True)
    report = _build(s.papers, folder)
    again = _build(s.papers, folder)
    shutil.rmtree(folder, ignore_errors=True)
    return {
        "documents": report["documents"], "pages": report["pages"], "passages": report["passages"], "encoded": report["encoded"],
        "seconds": report["seconds"], "pages_per_second": round(report["pages"] / report["seconds"], 1), "again_seconds": again["wall"],
    }  # fmt: skip


def _build(papers: Path, folder: Path) -> dict[str, Any]:
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "docqa", "build", str(papers), "--index", str(folder), "--ocr", "off", "--json"], check=True, capture_output=True, text=True, cwd=ROOT
    )
    table: dict[str, Any] = json.loads(done.stdout)
    return {**table, "wall": round(time.perf_counter() - began, 2)}


def measured(sets: Sequence[QuestionSet]) -> dict[str, Any]:
    """Everything, over the sets that are here; the build over the smallest and the sample council."""
    smallest = next((s for s in sets if s.name == "burton"), sets[0])
    index = str(smallest.index)
    Assistant.open(smallest.index).close()  # the encoder is exported
    return {
        "cores": os.cpu_count(),
        "docqa --help, s": process_seconds(["--help"]),
        "docqa ask, s": process_seconds(["ask", "What was decided about the village hall?", "--index", index]),
        "docqa decisions, s": process_seconds(["decisions", "--index", index]),
        "questions": {s.name: question_ms(s) for s in sets},
        "build": {s.name: build_seconds(s) for s in sets if s.name in (smallest.name, "sample")},
        "bench_rss_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }
