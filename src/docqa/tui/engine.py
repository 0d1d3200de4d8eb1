"""What the screen needs of the core: an engine that answers, as a Protocol, the lock that lets its threads take turns, and how to open one."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from docqa.records import Answer, BuildReport, Filters, Hit, Progress

if TYPE_CHECKING:
    from docqa.answer.question import Understood
    from docqa.config import Settings


class Engine(Protocol):
    """Answers questions; docqa.assistant.Assistant is one."""

    def ask(self, question: str, filters: Filters = ..., history: Sequence[Answer] = ...) -> Answer:
        """See Assistant.ask."""
        ...

    def quoted(self, question: str, filters: Filters = ..., history: Sequence[Answer] = ...) -> Answer:
        """See Assistant.quoted."""
        ...

    def stop(self) -> None:
        """See Assistant.stop."""
        ...

    def understood(self, question: str) -> Understood:
        """See Assistant.understood."""
        ...

    def search(self, text: str, filters: Filters = ..., most: int = ...) -> list[Hit]:
        """See Assistant.search."""
        ...


class Locked:
    """An Engine used by one thread at a time."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._turn = threading.Lock()

    def ask(self, question: str, filters: Filters = Filters(), history: Sequence[Answer] = ()) -> Answer:
        """See Assistant.ask."""
        with self._turn:
            return self._engine.ask(question, filters, history)

    def quoted(self, question: str, filters: Filters = Filters(), history: Sequence[Answer] = ()) -> Answer:
        """See Assistant.quoted."""
        with self._turn:
            return self._engine.quoted(question, filters, history)

    def stop(self) -> None:
        """See Assistant.stop; takes no turn, for it ends somebody else's."""
        self._engine.stop()

    def understood(self, question: str) -> Understood:
        """See Assistant.understood."""
        with self._turn:
            return self._engine.understood(question)

    def search(self, text: str, filters: Filters = Filters(), most: int = 10) -> list[Hit]:
        """See Assistant.search."""
        with self._turn:
            return self._engine.search(text, filters, most)


def open_engine(index: Path, settings: Settings | None = None) -> Engine:
    """The real engine; slow, so called in a worker.

    Raises:
        DocqaError: the index or the model cannot be used.
    """
    from docqa.assistant import Assistant

    return Assistant.open(index, settings=settings)


class BuildStopped(Exception):
    """Raised inside a build by its progress callback when a person stops it; what was encoded is kept."""


def build(corpus: Path, index: Path, progress: Callable[[Progress], None]) -> BuildReport:
    """Build the index; called in a worker.

    Raises:
        DocqaError: nothing to read, or nowhere to write.
    """
    import contextlib
    import sys
    from multiprocessing import resource_tracker

    from docqa.build import build_index

    if sys.__stderr__ is not None:  # the screen's stand-in for stderr has no file descriptor, which the process that watches the readers is to inherit
        with contextlib.redirect_stderr(sys.__stderr__):
            resource_tracker.ensure_running()
    return build_index([corpus], index=index, progress=progress)


def generation_name(index: Path) -> str | None:
    """Name of the generation that answers, as the index folder says it; None where there is none. Reads a file of one line."""
    try:
        return (index / "CURRENT").read_text(encoding="utf-8").strip() or None
    except OSError:
        return None
