"""What workers and widgets tell the screens. Workers never touch widgets; they post these."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from textual.message import Message

if TYPE_CHECKING:
    from docqa.records import Answer, BuildReport, Decision, Filters, Link, Page, Passage, Progress
    from docqa.tui.engine import Engine
    from docqa.tui.kept import SavedQuestion
    from docqa.tui.papers import Papers, Place

Details: TypeAlias = "Mapping[str, tuple[Decision, tuple[Link, ...]]]"  # id of a resolution -> its decision and the links from and to it


@dataclass
class PapersOpened(Message):
    """The register is open; the engine may still be loading."""

    papers: Papers


@dataclass
class EngineOpened(Message):
    """The index is open."""

    engine: Engine
    generation: str | None  # the one it was opened on


@dataclass
class EngineFailed(Message):
    """The index could not be opened."""

    message: str  # what happened
    hint: str  # the next step
    code: str  # kebab-case code of the error


@dataclass(frozen=True)
class Understanding:
    """One thing that was understood from the words of a question, and can be taken off."""

    label: str
    words: tuple[str, ...]  # the words it was understood from, as typed; without them it is not understood


@dataclass
class Answered(Message):
    """A question has its answer."""

    turn: int  # number of the turn, 0-based
    answer: Answer
    understood: tuple[Understanding, ...] = ()
    details: Details = field(default_factory=dict)


@dataclass
class QuestionTyped(Message):
    """A question was entered."""

    text: str


@dataclass
class AskThis(Message):
    """A question comes from elsewhere than the input line: a saved question, a topic."""

    question: str
    filters: Filters


@dataclass
class BuildProgressed(Message):
    """A step of a build."""

    step: Progress


@dataclass
class BuildEnded(Message):
    """A build has ended."""

    report: BuildReport | None  # None where it failed or was stopped
    message: str = ""
    hint: str = ""


@dataclass
class PlaceChosen(Message):
    """A place is to be opened in the reader."""

    place: Place


@dataclass
class ThingChosen(Message):
    """A decision, item, paper or meeting is to be shown."""

    id: str


@dataclass
class PageRead(Message):
    """The text of a page is there."""

    place: Place
    number: int | None  # the page that was asked for
    page: Page | None
    pages: int  # pages the document has; 0 where it has none
    ticket: int  # of the request; an older one is late
    passages: Sequence[Passage] = ()  # what stands on it


@dataclass
class SavedAsked(Message):
    """The saved questions were asked of another generation."""

    questions: tuple[SavedQuestion, ...]


@dataclass
class Unkept(Message):
    """Something could not be kept: a full disk, no permission."""

    reason: str
