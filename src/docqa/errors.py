"""Every error docqa raises on purpose.

DocqaError                exit code 1
├── UsageError            2   the command or a setting is wrong
├── CorpusError           3   nothing to read, or it cannot be read
│   └── ReadingError      3   one file cannot be read: becomes a row of the build report
├── BrokenIndexError           4   missing, broken, of another format or model, or locked
└── ModelError            5   the encoder or a configured model cannot be used

An error has a stable kebab-case ``code``, a ``message`` that says what happened, and a ``hint`` with the next step.
"""

from __future__ import annotations


class DocqaError(Exception):
    """Base of the tree. ``str(error)`` is the message; ``error.hint`` the next step."""

    exit_code = 1

    def __init__(self, message: str, *, hint: str = "", code: str = "error") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.code = code

    def __reduce__(self) -> tuple[object, ...]:  # errors travel between worker processes
        return (_rebuild, (type(self), self.message, self.hint, self.code))


def _rebuild(kind: type[DocqaError], message: str, hint: str, code: str) -> DocqaError:
    return kind(message, hint=hint, code=code)


class UsageError(DocqaError):
    """The command or a setting is wrong."""

    exit_code = 2


class CorpusError(DocqaError):
    """There is nothing to read, or it cannot be read."""

    exit_code = 3


class ReadingError(CorpusError):
    """One file cannot be read; it becomes a Skipped row of the build report."""


class BrokenIndexError(DocqaError):
    """The index is missing, broken, locked, or of another format or model."""

    exit_code = 4


class ModelError(DocqaError):
    """The encoder or a configured model cannot be used."""

    exit_code = 5
