"""The terminal is the screen's alone: what libraries and the processes they start print to file descriptor 2 goes to a file meanwhile.

A PDF library that warns on its own would otherwise write over what is drawn, since the screen draws on standard error.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_MOST_BYTES = 20_000  # of what was printed, that are kept for a person to read


@contextmanager
def terminal_for_the_screen() -> Iterator[Callable[[], str]]:
    """While this lasts, ``sys.__stderr__`` is the terminal and file descriptor 2 is a file.

    Yields:
        What gives the end of what was printed meanwhile.
    """
    if os.name != "posix" or sys.__stderr__ is None or not sys.__stderr__.isatty():
        yield lambda: ""
        return
    own, number = sys.__stderr__, sys.__stderr__.fileno()
    own.flush()
    terminal = os.fdopen(os.dup(number), "w", encoding=own.encoding, errors="replace")
    with terminal, tempfile.TemporaryFile() as printed:

        def told() -> str:
            printed.seek(max(0, printed.seek(0, os.SEEK_END) - _MOST_BYTES))
            return printed.read().decode("utf-8", "replace")

        os.dup2(printed.fileno(), number)
        sys.__stderr__ = terminal  # type: ignore[misc]
        try:
            yield told
        finally:
            terminal.flush()
            os.dup2(terminal.fileno(), number)
            sys.__stderr__ = own  # type: ignore[misc]
