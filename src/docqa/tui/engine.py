"""What the screen needs of the core, as a Protocol, and the lock that lets its threads take turns."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from docqa.records import Answer, BuildReport, Coverage, Filters, Page, Progress


class Engine(Protocol):
    """Answers questions; docqa.assistant.Assistant is one."""

    def ask(self, question: str, filters: Filters = ..., history: Sequence[Answer] = ...) -> Answer:
        """See Assistant.ask."""
        ...

    def page_text(self, document: str, page: int | None) -> Page | None:
        """See Assistant.page_text."""
        ...

    def coverage(self) -> Coverage:
        """See Assistant.coverage."""
        ...


class Locked:
    """An Engine used by one thread at a time."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._turn = threading.Lock()

    def ask(self, question: str, history: Sequence[Answer] = ()) -> Answer:
        """See Assistant.ask."""
        with self._turn:
            return self._engine.ask(question, Filters(), history)

    def page_text(self, document: str, page: int | None) -> Page | None:
        """See Assistant.page_text."""
        with self._turn:
            return self._engine.page_text(document, page)

    def coverage(self) -> Coverage:
        """See Assistant.coverage."""
        return self._engine.coverage()


def open_engine(index: Path) -> Engine:
    """The real engine; slow, so called in a worker.

    Raises:
        DocqaError: the index or the model cannot be used.
    """
    from docqa.assistant import Assistant

    return Assistant.open(index)


def build(corpus: Path, index: Path, progress: Callable[[Progress], None]) -> BuildReport:
    """Build the index; called in a worker.

    Raises:
        DocqaError: nothing to read, or nowhere to write.
    """
    from docqa.build import build_index

    return build_index([corpus], index=index, progress=progress)
