"""The words of a decision -> its numbered parts with their bullets. Pure.

Numbers as printed: "(1)", "1)", "1.", "(a)", "(i)", "2.1". A part that ends in a colon owns the bullets and the sub-numbers under it. A lone "(1)"
is one part; a decision without numbers has none, unless it is a list of bullets.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from docqa.records import Block, Part

PART = re.compile(
    r"^[\s*•\-–—]{0,4}(?P<number>\((?:\d{1,2}|[a-z]{1,2}|[ivx]{1,4}|[A-Z])\)|(?:\d{1,2}|[a-z]|[ivx]{1,4})(?:\)|\\?\.(?!\d))|\d{1,2}\.\d{1,2}\.?(?=\s+(?:That|To)\b))\**\s+(?P<text>\S.*)$",
    re.S,
)
_MARK = re.compile(r"(?:^|(?<=[\s;:,.]))\(?(\d{1,2}|[a-z]|[ivx]{1,4})\)\s+(?=\S)")
_FIRST = re.compile(r"^\W*(?:That|THAT|that)\s*[:,]?-?\s*(?=\((?:1|a|i)\)\s)")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")


def parts_of(first: str, rest: Sequence[Block]) -> tuple[Part, ...]:
    """Parts of a decision whose words after the label are ``first``, going on in ``rest``."""
    pieces: list[tuple[str, bool]] = []
    for text, bullet in [(first, False), *((b.text, b.kind == "list_item" or b.text.lstrip()[:1] in "•-–") for b in rest)]:
        pieces += [(p, bullet) for p in _inline(text)]
    made: list[tuple[str, str, list[str]]] = []
    style = ""
    for raw, bullet in pieces:
        piece = raw.strip(" *\n\t")
        if not piece:
            continue
        numbered = PART.match(piece)
        if numbered:
            number, text = numbered["number"].replace("\\", ""), numbered["text"].strip(" *")
            own = _style(number)
            if made and style and not _same_level(style, own, made[-1][0], number):
                made[-1][2].append(piece)
            else:
                style = style or own
                made.append((number, text, []))
        elif bullet and made and (made[-1][2] or made[-1][1].rstrip().endswith((":", ":-", ":–", "-"))):
            made[-1][2].append(piece.lstrip("•-– "))
        elif bullet:
            made.append(("", piece.lstrip("•-– "), []))
        elif made and made[-1][0] and piece[:1].islower():  # the part goes on behind its bullets or over a page
            number, text, children = made[-1]
            made[-1] = (number, f"{text} {piece}", children) if not children else (number, text, [*children[:-1], f"{children[-1]} {piece}"])
        elif re.match(r"\W*(?:that|to)\b", piece, re.I) and len(pieces) > 1 and len(piece) > 8:
            made.append(("", piece, []))
    numbered_parts = [m for m in made if m[0]]
    if not numbered_parts and len(made) < 2:
        return ()
    if numbered_parts and made[0][0] == "" and not made[0][2]:  # "to Cabinet -" before "(a)" introduces the parts and is none
        made = made[1:]
    return tuple(Part(n, t, tuple(c)) for n, t, c in made)


def _inline(text: str) -> list[str]:
    """A paragraph cut before its inline numbers, where they count up from the first: "That (a) x; (b) y"."""
    opening = _FIRST.match(text)
    if opening and len(list(_MARK.finditer(text))) < 2:  # "That (1) the base be set; and", going on in the next paragraph
        return [text[opening.end() :]]
    marks = list(_MARK.finditer(text))
    for n, mark in enumerate(marks):
        series = _series(mark[1])
        if series is None:
            continue
        run, at = [mark], 0
        for later in marks[n + 1 :]:
            if at + 1 < len(series) and later[1] == series[at + 1]:
                run.append(later)
                at += 1
        if len(run) > 1:
            cuts = [0, *(m.start() for m in run), len(text)]
            return [text[a:b] for a, b in zip(cuts, cuts[1:], strict=False) if text[a:b].strip()]
    return [text]


def _series(first: str) -> Sequence[str] | None:
    if first == "1":
        return [str(k) for k in range(1, 40)]
    if first == "a":
        return [chr(97 + k) for k in range(26)]
    return _ROMAN if first == "i" else None


def _style(number: str) -> str:
    core = number.strip("().")
    kind = "1" if core[0].isdigit() else "i" if core in _ROMAN and core not in ("c", "d") else "a" if core.islower() else "A"
    return f"{number[0] if number[0] == '(' else ''}{kind}"


def _same_level(style: str, own: str, before: str, number: str) -> bool:
    if style[-1] == own[-1]:
        return True
    core, last = number.strip("()."), before.strip("().")  # "(h)" "(i)" "(j)": the roman one is a letter here
    return style[-1] == "a" and len(core) == 1 and len(last) == 1 and core.isalpha() and ord(core) == ord(last) + 1
