"""Pictures of pages -> lines, with the program Tesseract where it is installed."""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from docqa.papers.lines import Cell, Line, RawPage
from docqa.papers.pdf import render
from docqa.papers.pool import ask_for_time

INSTALL = "Install Tesseract to read scanned pages: apt install tesseract-ocr (Debian, Ubuntu), brew install tesseract (macOS), or its Windows installer."
_SECONDS = 60.0  # for one page; .8 to 1.6 s is usual
_DPI = 300
_STROKES = re.compile(r"[|¦_~\[\]{}=]+")  # what it makes of the lines of a table
_SURE = 30.0  # words below this confidence (0-100) are noise of pictures and stamps


def available() -> bool:
    """True where the program ``tesseract`` is on the path."""
    return shutil.which("tesseract") is not None


def read_page(path: Path, page: RawPage) -> RawPage:
    """The page with the lines Tesseract sees, marked as estimated; without lines where it sees none, fails or takes too long."""
    ask_for_time(_SECONDS)
    try:
        done = subprocess.run(
            ["tesseract", "stdin", "stdout", "--dpi", str(_DPI), "tsv"],
            input=render(path, page.number, dpi=_DPI), capture_output=True, timeout=_SECONDS, check=False,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},  # its own threads gain little, and lose much where several files are read at a time
        )  # fmt: skip
    except (subprocess.TimeoutExpired, OSError):
        return page
    if done.returncode:
        return page
    return RawPage(page.number, page.width, page.height, tuple(_lines(done.stdout.decode("utf-8", "replace"))), page.label, estimated=True)


def _lines(table: str) -> Sequence[Line]:
    """Lines out of Tesseract's table of words (tsv), pixels turned into points."""
    scale = 72 / _DPI
    groups: dict[tuple[str, ...], list[tuple[float, float, float, float, str]]] = {}
    for word in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        text = (word.get("text") or "").strip()
        try:
            left, top, width, height, sure = (float(word[k] or 0) for k in ("left", "top", "width", "height", "conf"))
        except (KeyError, TypeError, ValueError):
            continue
        if text and sure >= _SURE and not _STROKES.fullmatch(text):
            key = (word["block_num"], word["par_num"], word["line_num"])
            groups.setdefault(key, []).append((left * scale, top * scale, (left + width) * scale, (top + height) * scale, text))
    lines = []
    for words in groups.values():
        top, bottom = min(w[1] for w in words), max(w[3] for w in words)
        size = max(bottom - top, 6.0)
        cells: list[Cell] = []
        for left, _, right, _, text in sorted(words):
            if cells and left - cells[-1].x1 < 1.6 * size:
                cells[-1] = Cell(f"{cells[-1].text} {text}", cells[-1].x0, right)
            else:
                cells.append(Cell(text, left, right))
        lines.append(Line(tuple(cells), top, bottom, size, words=tuple(Cell(text, left, right) for left, _, right, _, text in sorted(words))))
    return lines
