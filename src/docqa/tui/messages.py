"""What workers and widgets tell the app. Workers never touch widgets; they post these."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message

from docqa.records import Answer, BuildReport, Citation, Page, Progress
from docqa.tui.engine import Engine


@dataclass
class EngineOpened(Message):
    """The index is open."""

    engine: Engine


@dataclass
class EngineFailed(Message):
    """The index could not be opened."""

    message: str  # what happened
    hint: str  # the next step
    code: str  # kebab-case code of the error


@dataclass
class Answered(Message):
    """A question has its answer."""

    turn: int  # number of the turn, 0-based
    answer: Answer


@dataclass
class BuildProgressed(Message):
    """A step of a build."""

    step: Progress


@dataclass
class BuildEnded(Message):
    """A build has ended."""

    report: BuildReport | None  # None where it failed
    message: str = ""
    hint: str = ""


@dataclass
class CitationChosen(Message):
    """A citation is to be opened."""

    turn: int  # number of the turn it stands in, 0-based
    citation: Citation


@dataclass
class PageRead(Message):
    """The text of a page is there."""

    citation: Citation
    page: Page | None
    number: int | None  # the page that was asked for
