"""Text of fonts without a Unicode map: glyph numbers -> letters. Pure.

Many PDF writers embed a TrueType font by glyph number and leave the Unicode map out, so that a reader sees the numbers. Two orders of glyphs
are common enough to be undone. Most fonts number them in the order of ASCII, the space being glyph 3, so that a glyph number is the code of
the letter less 29: "7KDW" is "That". Calibri, the standard font of a widespread word processor, has an order of its own: "dŚĂƚ". An order is
applied to the letters of a font only where it turns them from nonsense into words, or, where two fonts of a file have one name, to its runs that are
nonsense; spaces (glyph 3, mostly dropped) come back from the gaps.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_SHIFT = 29
# Glyph numbers beyond ASCII, as they appear when read as Latin-1 or Windows-1252 codes: the Macintosh order (Apple, TrueType Reference Manual,
# 'post' table), which the common Windows fonts follow up to 171 and one lower from 177.
_BEYOND = {"µ": "‘", "¶": "’", "³": "“", "´": "”", "²": "—", "±": "–", "«": "…", "¿": "fi", "À": "fl", "\x8b": "©", "\x8a": "®", "\x85": "£", "\x87": "•", "\x83": "°", "\x86": "§", "p": "é",
    "…": "£", "‡": "•", "ƒ": "°", "†": "§", "‹": "©", "Š": "®"}  # fmt: skip
_ASCII_ORDER: dict[str, str] = {**{chr(n): chr(n + _SHIFT) for n in range(3, 98)}, **_BEYOND}
# Calibri's glyph numbers, read off papers whose words are known.
_CALIBRI_ORDER: dict[str, str] = {
    **dict(zip("\x03\x04\x11\x12\x18\x1c&',/:<>DEKWYZ^dhstyz\x7f", " ABCDEFGHIJKLMNOPQRSTUVWXYZ", strict=True)),
    **dict(zip("ĂďĐĚĞĨŐŚŝũŬůŵŶŽƉƋƌƐƚƵǀǁǆǇǌ", "abcdefghijklmnopqrstuvwxyz", strict=True)),
    **dict(zip("ϬϭϮϯϰϱϲϳϴϵ", "0123456789", strict=True)),
    "Ɵ": "ti", "Ʃ": "tt", "ƫ": "tti", "Į": "fi", "ĸ": "ffi", "Ō": "ft", "\u0358": ".", "\u0355": ",", "\u0357": ":", "\u0356": ";", "\u035b": "’", "\u035a": "‘",
    "\u035e": "“", "\u035f": "”", "\u0359": "…", "\u034a": "!", "\u034d": "?", "\u0372": "-", "\u0374": "–", "\u02b9": "–", "\u036c": "/", "\u037e": "(", ";": "(",
    "\u037f": ")", "\u0398": "&", "\u039b": "@", "\u0439": "%", "\u037b": "•", "\u043d": "+", "\u0441": "=",
}  # fmt: skip
_ORDERS: tuple[Mapping[str, str], ...] = (_ASCII_ORDER, _CALIBRI_ORDER)
_APART = " (glyph numbers)"  # of the name of a font whose letters are moved although most of that name are not
_LEAST_RUN = 7
_WORDLIKE = re.compile(r"[“‘(•£]*(?:[A-Z]?[a-z]{1,}[’‘“”.,;:()?!/–-]*)+")  # no capital but before a small letter, and nothing that no word has: capitals moved make none
_FREQUENT = frozenset(["th", "he", "in", "er", "an", "re", "on", "at", "en", "nd", "ti", "es", "or", "te", "of", "ed", "is", "it", "al", "ar", "st", "to", "nt", "ng", "se", "ha", "as", "ou", "io", "le", "ve", "co", "me", "de", "hi", "ri", "ro", "ic", "ne", "ea", "ra", "ce"])
_MOST_LETTERS = 200_000
# Runs that can be glyph numbers: in the order of ASCII small letters look like capitals, so such a run has capitals and no small letter; Calibri's small letters lie in Latin Extended.
_SUSPECT = (re.compile(r"[^\sa-z]*[D-\]]{3}[^\sa-z]*"), re.compile(r"\S*[\u0100-\u01ff]{2,}\S*"))


def looks_garbled(text: str) -> bool:
    """True where a page has runs that may be glyph numbers: worth the look at every letter that ``repaired_runs`` takes."""
    sample = text[:_MOST_LETTERS]
    runs = [[run for run in pattern.findall(sample) if _odd(run, order)] for pattern, order in zip(_SUSPECT, _ORDERS, strict=True)]
    odd = sum(len(run) for of_order in runs for run in of_order)
    return odd >= 12 and odd >= 0.01 * len(sample) or any(len(run) >= _LEAST_RUN and _wordlike(run) for run in runs[0])


def _odd(run: str, order: Mapping[str, str]) -> bool:
    if re.match(r"https?:|www\.|\S+@\S+\.\w|[A-Z]{2,6}[/-]?\d+|[£$]?[\d,.:/()-]+$", run):
        return False
    plain = sum(pair.lower() in _FREQUENT for pair in _pairs(run))
    moved = sum(pair.lower() in _FREQUENT for pair in _pairs(in_order(run, order)))
    return moved >= plain + 2 and moved >= 0.2 * (len(run) - 1) and plain <= 0.5 * moved


def _pairs(text: str) -> list[str]:
    return [text[i : i + 2] for i in range(len(text) - 1)]


def in_order(text: str, order: Mapping[str, str]) -> str:
    """Glyph numbers read as codes -> the letters they stand for in an order of glyphs; spaces, and what the order does not know, stay."""
    return "".join(c if c == " " else order.get(c, c) for c in text)


@dataclass(frozen=True, slots=True)
class Repaired:
    """A line after repair: (text, left, right) of each cell."""

    cells: tuple[tuple[str, float, float], ...]
    top: float
    bottom: float
    changed: bool
    bold: bool


# Letter, font name ("" for spaces and line ends that the reader put in), (left, top, right, bottom).
Letter = tuple[str, str, tuple[float, float, float, float]]


def repaired_runs(letters: Sequence[Letter]) -> list[Repaired]:
    """Lines of letters with the garbled fonts' letters shifted and spaces put back from gaps."""
    orders = _garbled_fonts(letters)
    letters = _odd_runs_apart(letters, orders)
    orders |= {font: _ASCII_ORDER for _, font, _ in letters if font.endswith(_APART)}
    lines: list[Repaired] = []
    line: list[Letter] = []
    for letter in [*letters, ("\n", "", (0.0, 0.0, 0.0, 0.0))]:
        if letter[0] != "\n" or letter[1]:
            line.append(letter)
        elif line:
            lines.append(_repair_line(line, orders))
            line = []
    return [r for r in lines if r.cells]


def _garbled_fonts(letters: Sequence[Letter]) -> dict[str, Mapping[str, str]]:
    """Fonts whose letters make more language in an order of glyphs than as they are, with that order."""
    texts: dict[str, list[str]] = {}
    previous = ""
    for letter, font, _ in letters:
        if not font or letter == " ":
            previous = ""
            continue
        texts.setdefault(font, []).append(letter if font == previous else " " + letter)
        previous = font
    orders: dict[str, Mapping[str, str]] = {}
    for font, pieces in texts.items():
        text = "".join(pieces)
        plain = _language(text)
        best, score = max(((order, _language(in_order(text, order))) for order in _ORDERS), key=lambda found: found[1])
        if score >= 3 and score > 2 * plain:
            orders[font] = best
    return orders


def _odd_runs_apart(letters: Sequence[Letter], orders: Mapping[str, Mapping[str, str]]) -> list[Letter]:
    """The letters, those of nonsense among a font's words with a font name of their own: a file can give two fonts one name, and a map to one of them."""
    out = list(letters)
    ends = [n for n, (letter, font, _) in enumerate(out) if letter == "\n" and not font] + [len(out)]
    for first, end in zip([0, *(n + 1 for n in ends)], ends, strict=False):
        runs = [r for r in _runs(out, first, end) if out[r[0]][1] not in orders and _SUSPECT[0].fullmatch(_text(out, r)) and _wordlike(_text(out, r))]
        if any(r[1] - r[0] >= _LEAST_RUN and _odd(_text(out, r), _ASCII_ORDER) for r in runs):
            for a, b in runs:
                if _language(in_order(_text(out, (a, b)), _ASCII_ORDER)) > _language(_text(out, (a, b))):
                    out[a:b] = [(letter, font + _APART, box) for letter, font, box in out[a:b]]
    return out


def _wordlike(run: str) -> bool:
    return _WORDLIKE.fullmatch(in_order(run, _ASCII_ORDER)) is not None


def _runs(letters: Sequence[Letter], first: int, end: int) -> list[tuple[int, int]]:
    """From where to where, of ``first`` to ``end``, letters of one font stand without a space."""
    marks = [n for n in range(first, end) if n == first or letters[n][1] != letters[n - 1][1] or " " in (letters[n][0], letters[n - 1][0])]
    return [(a, b) for a, b in zip(marks, [*marks[1:], end], strict=False) if letters[a][1] and letters[a][0] != " "]


def _text(letters: Sequence[Letter], run: tuple[int, int]) -> str:
    return "".join(letter for letter, _, _ in letters[run[0] : run[1]])


def _language(text: str) -> int:
    """How many pairs of letters are frequent ones of English."""
    return sum(n for pair, n in Counter(_pairs(text.lower())).items() if pair in _FREQUENT)


def _repair_line(line: Sequence[Letter], orders: Mapping[str, Mapping[str, str]]) -> Repaired:
    cells: list[tuple[str, float, float]] = []
    text, left, right = "", None, 0.0
    changed = False
    fonts = [f.lower() for letter, f, _ in line if f and letter != " "]
    bold = bool(fonts) and sum("bold" in f or "black" in f for f in fonts) > 0.8 * len(fonts)
    tops = [b[1] for _, f, b in line if f] or [0.0]
    bottoms = [b[3] for _, f, b in line if f] or [0.0]
    size = max(bottoms) - min(tops) or 10.0
    for letter, font, (x0, _, x1, _) in line:
        if not font or (letter == " " and font not in orders):
            text += " "
            continue
        if left is not None and x0 - right > 1.6 * size:
            cells.append((text, left, right))
            text, left = "", None
        elif left is not None and x0 - right > 0.17 * size and not text.endswith(" "):
            text += " "
        if font in orders:
            letter, changed = orders[font].get(letter, letter), True
        text += letter
        left = x0 if left is None else left
        right = x1
    if left is not None:
        cells.append((text, left, right))
    return Repaired(tuple((re.sub(r" +", " ", t).strip(), a, b) for t, a, b in cells), min(tops), max(bottoms), changed, bold)
