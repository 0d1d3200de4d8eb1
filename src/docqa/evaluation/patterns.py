"""Regular expressions from a user's file, tried on an answer: one that is wrong or too slow is told, and stops nothing."""

from __future__ import annotations

import re
import signal
import threading
import warnings
from collections.abc import Callable, Sequence
from types import FrameType
from typing import TypeVar

from docqa.text import shorten

SECONDS = 1.0  # of processor time for the patterns of one question; thousands of times what they take unless they go back and forth without end

T = TypeVar("T")


class PatternFault(Exception):
    """A pattern that cannot be tried, and why."""


def unmatched(patterns: Sequence[str], forms: Sequence[str]) -> tuple[str, ...]:
    """The patterns found in none of the forms of a text; case is ignored and ``.`` matches line ends.

    Raises:
        PatternFault: one is no regular expression, or all of them took more than SECONDS.
    """
    compiled = [_compiled(p) for p in patterns]
    return _in_time(lambda: tuple(p.pattern for p in compiled if not any(p.search(form) for form in forms)), patterns)


def _compiled(pattern: str) -> re.Pattern[str]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a set inside a set may mean something else one day
            return re.compile(pattern, re.IGNORECASE | re.DOTALL)
    except (re.error, RecursionError, OverflowError) as error:
        raise PatternFault(f"the pattern {shorten(pattern, 80)} is no regular expression: {error}") from error


def _in_time(search: Callable[[], T], patterns: Sequence[str]) -> T:
    """What ``search`` returns. Only the main thread can be stopped in the middle of a search; another one waits for its end."""
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        return search()

    def stop(number: int, frame: FrameType | None) -> None:
        raise PatternFault(f"the patterns {', '.join(shorten(p, 80) for p in patterns)} took more than {SECONDS:g} s and were stopped")

    before = signal.signal(signal.SIGVTALRM, stop)
    try:
        signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
        try:
            return search()
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    finally:
        signal.signal(signal.SIGVTALRM, before)
