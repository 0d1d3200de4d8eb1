"""Worker processes that read files, one file at a time, with a limit of time and memory each.

A worker that takes too long or dies is replaced; its file becomes a Skipped row. Workers are spawned, so a program with threads (the
screen) can use the pool.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import ModuleType, TracebackType
from typing import Any, Generic, Protocol, TypeVar

from docqa.errors import ReadingError
from docqa.records import Skipped

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _MoreTime:
    """A worker's word that its file is long, not hanging: the deadline moves to this many seconds from now."""

    seconds: float


_to_pool: Connection | None = None  # in a worker: the pipe to the process that waits


def ask_for_time(seconds: float) -> None:
    """Called while a file is read, before a step that may take up to ``seconds`` by itself; without effect outside a worker."""
    if _to_pool is not None:
        _to_pool.send(_MoreTime(seconds))


MEMORY_BYTES = 3_000_000_000  # address space of a worker; a 500-page pack needs 0.5
_SECONDS_PER_MB = 2.0  # added to the time limit, so that a large pack is not called slow


class Source(Protocol):
    """A file to be read."""

    @property
    def path(self) -> Path: ...
    @property
    def document(self) -> str: ...
    @property
    def size(self) -> int: ...


S = TypeVar("S", bound=Source)


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    pipe: Connection
    file: Any = None
    deadline: float = 0.0


class ReadingPool(Generic[T]):
    """Runs ``work(path, document, ocr)`` for many files in ``jobs`` processes.

    Args:
        jobs: number of processes.
        work: a function at the top level of a module; what it returns must pickle. A ReadingError it raises becomes a Skipped row.
        ocr: handed to ``work``.
        seconds: time limit for one file, before what is added for its size.
    """

    def __init__(self, jobs: int, *, work: Callable[[Path, str, Any], T], ocr: str = "auto", seconds: float = 60.0) -> None:
        self._jobs, self._work, self._ocr, self._seconds = max(1, jobs), work, ocr, seconds
        self._context = multiprocessing.get_context("spawn")
        self._workers: list[_Worker] = []

    def __enter__(self) -> ReadingPool[T]:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for worker in self._workers:
            self._stop(worker)
        self._workers = []

    def results(self, files: Sequence[S]) -> Iterator[tuple[S, T | Skipped]]:
        """Every file with what ``work`` made of it, or why it was skipped; in the order in which they are done."""
        todo = sorted(files, key=lambda f: f.size)  # taken from the end: large ones first, so that none is left alone at the end
        self._workers = [self._start() for _ in range(min(self._jobs, len(todo)))]
        for worker in list(self._workers):
            self._give(worker, todo)
        while any(w.file is not None for w in self._workers):
            busy = [w for w in self._workers if w.file is not None]
            patience = max(0.0, min(w.deadline for w in busy) - time.monotonic())
            ready = set(wait([w.pipe for w in busy], timeout=patience + 0.01))
            for worker in busy:
                file = worker.file
                outcome: Any
                if worker.pipe in ready:
                    try:
                        outcome = worker.pipe.recv()
                        if isinstance(outcome, _MoreTime):
                            worker.deadline = max(worker.deadline, time.monotonic() + outcome.seconds + self._seconds)
                            continue
                        worker.file = None
                    except (EOFError, OSError):
                        outcome = Skipped(file.document, "broken", "the file crashed its reader", "Print it to a new PDF and try that.")
                        self._replace(worker)
                elif time.monotonic() > worker.deadline:
                    spent = self._limit(file)
                    outcome = Skipped(file.document, "too-slow", f"reading took longer than {spent:.0f} s", "Print it to a new PDF, or raise DOCQA_READ_SECONDS.")
                    self._replace(worker)
                else:
                    continue
                yield file, outcome
            for worker in self._workers:
                if worker.file is None:
                    self._give(worker, todo)

    # ------------------------------------------------------------------------------------------------------- workers

    def _limit(self, file: Source) -> float:
        return self._seconds + _SECONDS_PER_MB * file.size / 1e6

    def _give(self, worker: _Worker, todo: list[S]) -> None:
        if not todo:
            return
        file = todo.pop()
        worker.file, worker.deadline = file, time.monotonic() + self._limit(file)
        try:
            worker.pipe.send((file.path, file.document))
        except (BrokenPipeError, OSError):
            todo.append(file)
            self._replace(worker)

    def _start(self) -> _Worker:
        here, there = self._context.Pipe()
        process = self._context.Process(target=_serve, args=(there, self._work, self._ocr, MEMORY_BYTES), daemon=True)
        with _without_main():
            process.start()
        there.close()
        return _Worker(process, here)

    def _replace(self, worker: _Worker) -> None:
        self._stop(worker)
        fresh = self._start()
        worker.process, worker.pipe, worker.file = fresh.process, fresh.pipe, None

    @staticmethod
    def _stop(worker: _Worker) -> None:
        worker.pipe.close()
        if worker.process.is_alive():
            worker.process.terminate()
            worker.process.join(timeout=2)
            if worker.process.is_alive():
                worker.process.kill()
        worker.process.join(timeout=2)


def _serve(pipe: Connection, work: Callable[[Path, str, Any], Any], ocr: str, memory: int) -> None:
    """A worker's life: take a file, send back what became of it, until the pipe closes."""
    global _to_pool
    _to_pool = pipe
    _limit_memory(memory)
    _print_nothing()
    while True:
        try:
            path, document = pipe.recv()
        except (EOFError, OSError, KeyboardInterrupt):
            return
        outcome: Any
        try:
            outcome = work(path, document, ocr)
        except ReadingError as error:
            outcome = Skipped(document, error.code, error.message, error.hint)
        except MemoryError:
            outcome = Skipped(document, "too-large", f"reading needs more than {memory / 1e9:.0f} GB of memory", "Split it into its papers.")
        except RecursionError:
            outcome = Skipped(document, "broken", "the file is nested too deeply", "Print it to a new PDF and try that.")
        except KeyboardInterrupt:
            return
        except Exception as error:  # the boundary: whatever a broken file does to a reader becomes a row of the report
            outcome = Skipped(document, "broken", f"cannot be read: {type(error).__name__}: {error}"[:300], "Print it to a new PDF and try that.")
        try:
            pipe.send(outcome)
        except (BrokenPipeError, OSError):
            return


def _print_nothing() -> None:
    """What libraries print about a broken file would land in the middle of somebody's screen or progress line; what became of it is said in its row."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    os.close(nowhere)


def _limit_memory(most: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


@contextmanager
def _without_main() -> Iterator[None]:
    """A process started now does not run the caller's script again: a script that builds an index needs no ``if __name__ == "__main__"``."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main
