"""What is indexed, for the panes: one register, opened read-only, whose readers take turns.

Browsing needs no model and no vectors, so it works while the engine is still loading and never waits for an answer.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docqa.manifest import Manifest, current_generation, read_manifest
from docqa.records import Citation, Coverage, Decision, Definition, FollowUp, Item, Link, Meeting, Page, Paper, Passage, Skipped, Span
from docqa.register import Register
from docqa.text import stems


@dataclass(frozen=True, slots=True)
class Place:
    """A run of a page to be opened in the reader. Without pages, ``start`` and ``end`` count characters of the file."""

    document: str
    page: int | None
    start: int
    end: int
    label: str  # where it is, in words
    citation: Citation | None = None  # what is copied as a footnote
    banner: str = ""
    said: tuple[str, ...] = ()  # sentences of it that the answer quotes, as shown there


class Papers:
    """The register of one generation, for several threads.

    Args:
        register: open for reading.
        manifest: of the same generation.
        generation: its name.
    """

    def __init__(self, register: Register, manifest: Manifest, generation: str) -> None:
        self._register, self.manifest, self.generation = register, manifest, generation
        self._turn = threading.RLock()

    @classmethod
    def open(cls, index: Path) -> Papers:
        """Open what an index folder holds.

        Raises:
            BrokenIndexError: there is no index, or it is broken.
        """
        generation = current_generation(index)
        return cls(Register(generation / "register.sqlite"), read_manifest(generation), generation.name)

    def file(self, document: str) -> Path:
        """Where the file of a document lay when it was read; it may be gone."""
        return Path(self.manifest.base) / document

    def coverage(self) -> Coverage:
        """See Register.coverage."""
        with self._turn:
            return self._register.coverage()

    def counts(self) -> dict[str, int]:
        """See Register.counts."""
        with self._turn:
            return self._register.counts()

    def bodies(self) -> list[tuple[str, int]]:
        """See Register.bodies."""
        with self._turn:
            return self._register.bodies()

    def meetings(self) -> list[Meeting]:
        """See Register.meetings."""
        with self._turn:
            return self._register.meetings()

    def papers(self) -> dict[str, Paper]:
        """Every paper by id."""
        with self._turn:
            return {p.id: p for p in self._register.papers()}

    def items(self, paper: str) -> list[Item]:
        """The items of a paper, in order."""
        with self._turn:
            return self._register.items_of(paper)

    def item(self, id_: str) -> Item | None:
        """See Register.item."""
        with self._turn:
            return self._register.item(id_)

    def documents(self) -> list[dict[str, Any]]:
        """See Register.documents."""
        with self._turn:
            return self._register.documents()

    def skipped(self) -> list[Skipped]:
        """See Register.skipped."""
        with self._turn:
            return self._register.skipped()

    def definitions(self) -> list[Definition]:
        """Every definition of an acronym."""
        with self._turn:
            return self._register.definitions()

    def page(self, document: str, number: int | None) -> Page | None:
        """See Register.page."""
        with self._turn:
            return self._register.page(document, number)

    def page_numbers(self, document: str) -> list[int]:
        """See Register.page_numbers."""
        with self._turn:
            return self._register.page_numbers(document)

    def passages_on(self, document: str, page: Page) -> list[Passage]:
        """What stands on a page, or in a file without pages."""
        with self._turn:
            return self._register.passages_at(document, Span(page.number, 0, len(page.text)))

    def decisions(self, ids: Sequence[str]) -> dict[str, Decision]:
        """Decisions by id."""
        with self._turn:
            return {d.id: d for d in self._register.decisions(ids=list(ids))}

    def decisions_of_item(self, item: str) -> list[Decision]:
        """Decisions taken under one item."""
        with self._turn:
            return self._register.decisions(items=[item])

    def iterate_decisions(self) -> Iterator[Decision]:
        """Every decision by meeting date, over a connection of its own: nothing else waits while a long register is read.

        Raises:
            BrokenIndexError: the generation was replaced and removed meanwhile.
        """
        register = Register(self._register.path)
        try:
            yield from register.iterate_decisions()
        finally:
            register.close()

    def followups(self) -> list[FollowUp]:
        """Everything that was to come back, with what became of it."""
        with self._turn:
            return self._register.followups()

    def topic(self, words: str) -> list[tuple[Item, Paper, list[Decision]]]:
        """Items of minutes that hold all the words, or what they stand for, by date, with what was decided."""
        with self._turn:
            asked = [words, *dict.fromkeys(d.meaning for d in self._register.definitions(words))]
            found = {item.id: (item, paper) for text in asked for item, paper in self._register.topic(stems(text) or ["\x00"])}
            ordered = sorted(found.values(), key=lambda f: (f[1].meeting_date or "", f[1].draft, f[1].document))
            return [(item, paper, self._register.decisions(items=[item.id], copies=False)) for item, paper in ordered]

    def links(self, id_: str) -> list[Link]:
        """See Register.links."""
        with self._turn:
            return self._register.links(id_)

    def passages_of_item(self, item: str) -> list[Passage]:
        """See Register.passages_of_item."""
        with self._turn:
            return self._register.passages_of_item(item)
