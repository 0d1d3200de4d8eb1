"""What every reader of pages hands on: lines with their places, before layout. Records only.

Geometry is in points with the origin at the top left of the page.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cell:
    """A run of text on a line with a wide gap on either side."""

    text: str
    x0: float
    x1: float


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page."""

    cells: tuple[Cell, ...]
    top: float
    bottom: float
    size: float  # of the letters, points
    bold: bool = False
    words: tuple[Cell, ...] = ()  # with their places, where the reader knows them

    @property
    def text(self) -> str:
        """The line as text, cells separated by tabs."""
        return "\t".join(c.text for c in self.cells)

    @property
    def x0(self) -> float:
        """Left edge."""
        return self.cells[0].x0

    @property
    def x1(self) -> float:
        """Right edge."""
        return self.cells[-1].x1


@dataclass(frozen=True, slots=True)
class RawPage:
    """A page before layout."""

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    label: str | None = None  # from the file's page labels
    estimated: bool = False
