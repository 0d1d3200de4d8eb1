"""Text of a source -> its settings and pieces. What comes in: a file of sample/papers; what goes out: a Source and the pieces of its body.

Owns the format that sample/build.py describes. Knows nothing of PDFs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PAPERS = Path(__file__).parent / "papers"
LAYOUTS = ("minutes", "pack", "parish", "letter", "report", "form")
_SETTINGS = {"file", "title", "layout", "house", "head", "foot", "first"}
_MARK = re.compile(r"(###|##|#|--|-|>|==)\s+(.*)")
_DIRECTIVE = re.compile(r"\{(include|item|chart|index|scan|two columns|one column)\b\s*([^{}]*)\}\s*$")


@dataclass(frozen=True, slots=True)
class Source:
    """A paper as written."""

    path: Path
    title: str
    file: str  # the PDF under corpus/; "" for a paper that is only a part of packs
    layout: str = "minutes"
    house: str = ""  # a name in sample.houses; "" means the one of its folder
    head: str = ""
    foot: str = ""
    first: int = 1  # printed number of the first page
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a body.

    ``kind`` is "" (a paragraph), a mark ("#", "##", "###", ">", "-", "--", "=="), "table", "labels", "chart", "page", or a directive's name.
    ``value`` is text; for "table" a list of (is heading row, cells); for "labels" a list of (left, right); for "chart" (kind, title, rows).
    """

    kind: str
    value: Any = ""


def read_source(path: Path) -> Source:
    """Read a source.

    Raises:
        ValueError: a setting is missing or unknown.
    """
    head, _, body = path.read_text(encoding="utf-8").partition("\n---\n")
    settings = {k.strip(): v.strip() for k, _, v in (line.partition(":") for line in head.splitlines() if line.strip())}
    unknown = set(settings) - _SETTINGS
    if unknown or not {"file", "title"} <= set(settings) or settings.get("layout", "minutes") not in LAYOUTS:
        raise ValueError(f"{path}: settings are {sorted(settings)}; needed are file and title, allowed {sorted(_SETTINGS)}, layout is one of {LAYOUTS}")
    file = "" if settings["file"] == "-" else settings["file"]
    return Source(
        path, settings["title"], file, settings.get("layout", "minutes"), settings.get("house", ""), settings.get("head", ""), settings.get("foot", ""),
        int(settings.get("first", "1")), tuple(body.splitlines()),
    )  # fmt: skip


def pieces(lines: Sequence[str]) -> Iterator[Piece]:
    """The pieces of a body in order."""
    run: list[str] = []
    rows: list[tuple[bool, list[str]]] = []
    labels: list[tuple[str, str]] = []
    chart: tuple[str, str] | None = None

    def flush() -> Iterator[Piece]:
        nonlocal chart
        if run:
            yield Piece("", " ".join(run))
            run.clear()
        if rows:
            yield Piece("chart", (*chart, list(rows))) if chart else Piece("table", list(rows))
            rows.clear()
            chart = None

    for line in lines:
        left = line.startswith("[[left]]")
        if labels and not left and line.strip():
            yield Piece("labels", list(labels))
            labels.clear()
        if line.startswith("|"):
            if run:
                yield from flush()
            rows.append((line.startswith("|="), [c.strip() for c in line.lstrip("|=").split("|")]))
            continue
        mark, directive = _MARK.match(line), _DIRECTIVE.match(line)
        if not line.strip() or line == "~~~" or mark or directive or left:
            yield from flush()
        if line == "~~~":
            yield Piece("page")
        elif directive and directive[1] == "chart":
            kind, _, title = directive[2].partition(":")
            chart = (kind.strip(), title.strip())
        elif directive:
            yield Piece(directive[1], directive[2].strip())
        elif mark:
            yield Piece(mark[1], mark[2])
        elif left:
            first, _, second = line.removeprefix("[[left]]").partition("[[right]]")
            labels.append((first.strip(), second.strip()))
        elif line.strip():
            run.append(line.strip())
    if labels:
        yield Piece("labels", list(labels))
    yield from flush()
