"""Text of fonts without a Unicode map: glyph numbers -> letters. Pure.

Many PDF writers embed a TrueType font by glyph number and leave the Unicode map out. The common fonts number their glyphs in the order of
ASCII, starting with the space as glyph 3, so a glyph number is the code of the letter less 29: "7KDW" is "That". The shift is applied to
the letters of a font only where it turns them from nonsense into words; spaces (glyph 3, mostly dropped) come back from the gaps.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

_SHIFT = 29
# Glyph numbers of the Macintosh order beyond ASCII, as they appear when read as Latin-1 codes (Apple, TrueType Reference Manual, 'post' table).
_BEYOND = {"µ": "‘", "¶": "’", "³": "“", "´": "”", "²": "—", "±": "–", "«": "…", "\x8b": "©", "\x8a": "®", "\x85": "£", "\x87": "•", "\x83": "°", "\x86": "§", "p": "é",
    "…": "£", "‡": "•", "ƒ": "°", "†": "§", "‹": "©", "Š": "®"}  # fmt: skip
_FREQUENT = frozenset(["th", "he", "in", "er", "an", "re", "on", "at", "en", "nd", "ti", "es", "or", "te", "of", "ed", "is", "it", "al", "ar", "st", "to", "nt", "ng", "se", "ha", "as", "ou", "io", "le", "ve", "co", "me", "de", "hi", "ri", "ro", "ic", "ne", "ea", "ra", "ce"])
_WORDS = frozenset(["the", "of", "and", "to", "in", "for", "was", "that", "be", "on", "by", "with", "at", "as", "is", "it", "from", "council", "meeting", "parish", "were", "this", "had", "which", "will", "been", "not", "are", "have"])
_MOST_LETTERS = 200_000


def looks_garbled(text: str) -> bool:
    """True where a page has runs that may be glyph numbers: worth the look at every letter that ``repaired_runs`` takes."""
    sample = text[:_MOST_LETTERS]
    runs = re.findall(r"\S{4,}", sample)
    odd = [r for r in runs if _odd(r)]
    return sum(map(len, odd)) >= 12 and sum(map(len, odd)) >= 0.01 * len(sample)


def _odd(run: str) -> bool:
    if re.match(r"https?:|www\.|\S+@\S+\.\w|[A-Z]{2,}[/-]?\d+|[£$]?[\d,.:/()-]+$", run):
        return False
    plain = sum(pair.lower() in _FREQUENT for pair in _pairs(run))
    moved = sum(pair.lower() in _FREQUENT for pair in _pairs(shifted(run)))
    return moved >= plain + 2 and moved >= 0.2 * (len(run) - 1) and plain <= 0.5 * moved


def _pairs(text: str) -> list[str]:
    return [text[i : i + 2] for i in range(len(text) - 1)]


def shifted(text: str) -> str:
    """Glyph numbers read as Latin-1 -> the letters they stand for."""
    return "".join(chr(ord(c) + _SHIFT) if 3 <= ord(c) <= 97 else _BEYOND.get(c, c) for c in text)


@dataclass(frozen=True, slots=True)
class Repaired:
    """A line after repair: (text, left, right) of each cell."""

    cells: tuple[tuple[str, float, float], ...]
    top: float
    bottom: float
    changed: bool


# Letter, font name ("" for spaces and line ends that the reader put in), (left, top, right, bottom).
Letter = tuple[str, str, tuple[float, float, float, float]]


def repaired_runs(letters: Sequence[Letter]) -> list[Repaired]:
    """Lines of letters with the garbled fonts' letters shifted and spaces put back from gaps."""
    bad = _garbled_fonts(letters)
    lines: list[Repaired] = []
    line: list[Letter] = []
    for letter in [*letters, ("\n", "", (0.0, 0.0, 0.0, 0.0))]:
        if letter[0] != "\n" or letter[1]:
            line.append(letter)
        elif line:
            lines.append(_repair_line(line, bad))
            line = []
    return [r for r in lines if r.cells]


def _garbled_fonts(letters: Sequence[Letter]) -> frozenset[str]:
    """Fonts whose letters make more language when shifted than as they are."""
    texts: dict[str, list[str]] = {}
    previous = ""
    for letter, font, _ in letters:
        if not font or letter == " ":
            previous = ""
            continue
        texts.setdefault(font, []).append(letter if font == previous else " " + letter)
        previous = font
    bad = set()
    for font, pieces in texts.items():
        text = "".join(pieces)
        plain = Counter(p.lower() for p in _pairs(text))
        moved = Counter(p.lower() for p in _pairs(re.sub(r"=", "", shifted_words(text))))
        plain_score = sum(n for p, n in plain.items() if p in _FREQUENT)
        moved_score = sum(n for p, n in moved.items() if p in _FREQUENT)
        if moved_score >= 3 and moved_score > 2 * plain_score:
            bad.add(font)
    return frozenset(bad)


def shifted_words(text: str) -> str:
    """``shifted``, leaving spaces alone."""
    return "".join(c if c == " " else shifted(c) for c in text)


def _repair_line(line: Sequence[Letter], bad: frozenset[str]) -> Repaired:
    cells: list[tuple[str, float, float]] = []
    text, left, right = "", None, 0.0
    changed = False
    tops = [b[1] for _, f, b in line if f] or [0.0]
    bottoms = [b[3] for _, f, b in line if f] or [0.0]
    size = max(bottoms) - min(tops) or 10.0
    for letter, font, (x0, _, x1, _) in line:
        if not font or (letter == " " and font not in bad):
            text += " "
            continue
        if left is not None and x0 - right > 1.6 * size:
            cells.append((text, left, right))
            text, left = "", None
        elif left is not None and x0 - right > 0.17 * size and not text.endswith(" "):
            text += " "
        if font in bad:
            letter, changed = shifted(letter), True
        text += letter
        left = x0 if left is None else left
        right = x1
    if left is not None:
        cells.append((text, left, right))
    return Repaired(tuple((re.sub(r" +", " ", t).strip(), a, b) for t, a, b in cells), min(tops), max(bottoms), changed)
