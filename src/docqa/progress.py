"""Progress of a build on one line of a terminal, or as a few plain lines where stderr is none."""

from __future__ import annotations

import shutil
import time
from types import TracebackType
from typing import TextIO

from docqa.records import Progress
from docqa.text import shorten

_STAGES = {"scan": "looking for papers", "read": "reading", "encode": "encoding passages", "write": "writing the index", "done": "done"}


class ProgressLine:
    """A context manager; ``show`` is what ``build_index`` calls."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._live = stream.isatty()
        self._stage = ""
        self._drawn = 0.0
        self._began = time.monotonic()

    def __enter__(self) -> ProgressLine:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._live:
            self._stream.write("\r\x1b[K")
            self._stream.flush()

    def show(self, step: Progress) -> None:
        """Draw one step; at most ten a second."""
        changed = step.stage != self._stage
        if changed:
            self._stage, self._began = step.stage, time.monotonic()
        if not self._live:
            if changed and step.stage != "done":
                self._stream.write(f"{line_of(step, 0.0)}\n")
                self._stream.flush()
            return
        now = time.monotonic()
        if changed or now - self._drawn > 0.1 or step.done == step.total:
            self._drawn = now
            width = shutil.get_terminal_size().columns
            self._stream.write("\r\x1b[K" + shorten(line_of(step, now - self._began), width - 1))
            self._stream.flush()


def line_of(step: Progress, seconds: float) -> str:
    """A step in words: stage, how far, rate, time left, the file."""
    parts = [_STAGES[step.stage]]
    if step.total:
        parts.append(f"{step.done}/{step.total}{' files' if step.stage == 'read' else ''}")
    if step.pages and step.stage == "read":
        parts.append(f"{step.pages} pages")
    if step.passages:
        parts.append(f"{step.passages} passages")
    if seconds > 1 and step.done:
        rate = step.pages / seconds if step.stage == "read" else step.done / seconds
        parts.append(f"{rate:.0f}/s")
    if step.seconds_left is not None and step.seconds_left > 1:
        parts.append(f"{step.seconds_left:.0f} s left")
    if step.detail:
        parts.append(step.detail)
    return " · ".join(parts)
