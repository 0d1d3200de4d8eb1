"""How people talk of council business -> how papers put it.

What comes in: the words of a question, in order, little words with them. What goes out: stems to search for besides, with weights.
The words stand in ``thesaurus.txt`` beside this file, which says at its top how its lines read.

Owns one rule: the longest phrase wins. "Turned down" is read as one phrase, so its words do not count as "turn" and "down" as well.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from docqa.errors import DocqaError
from docqa.text import stem, stems

GAP = ".."  # in a phrase: up to MOST_BETWEEN other words may stand here, as in "turned the plan down"
MOST_BETWEEN = 4


@dataclass(frozen=True, slots=True)
class Entry:
    """A way of saying something, and what papers may call it."""

    said: tuple[str, ...]  # keys of the words, GAP among them
    put: tuple[str, ...]  # wordings of the papers

    @property
    def length(self) -> int:
        """Words, gaps not counted."""
        return sum(w != GAP for w in self.said)


@dataclass(frozen=True, slots=True)
class _Match:
    entry: Entry
    places: tuple[int, ...]  # of its words in the question


def expand(asked: Sequence[str]) -> dict[str, float]:
    """What else to search for.

    Args:
        asked: the words of a question as ``docqa.text.words`` gives them.

    Returns:
        Stem -> weight, 0 < weight <= 1: one word for one word has 1; k wordings share as 1/√k each, the n words of a wording as 1/√n, so that
        no question drowns in what stands for one of its words. Stems that the question holds already are left out.
    """
    held = {stem(w) for w in asked}
    found: dict[str, float] = {}
    for match in _matches(asked):
        for wording in match.entry.put:
            meant = stems(wording)
            weight = 1 / math.sqrt(len(match.entry.put) * max(1, len(meant)))
            for s in meant:
                if s not in held:
                    found[s] = max(found.get(s, 0.0), weight)
    return found


def phrase_stems(asked: Sequence[str]) -> frozenset[str]:
    """Stems of the question's words that are part of a phrase of two or more words: "long grass" in "kicked into the long grass".

    In an idiom they seldom stand in the papers; in plain phrases ("bin day") they may, so count them less rather than leave them out.
    """
    return frozenset(stem(asked[place]) for match in _matches(asked) if match.entry.length > 1 for place in match.places)


def other_words(asked: Sequence[str]) -> dict[str, frozenset[str]]:
    """Stem of each word of the question that has others -> the stems that papers may use instead of it, or of the phrase that it stands in ("rise" in "get a rise")."""
    found: dict[str, frozenset[str]] = {}
    for match in _matches(asked):
        put = frozenset(s for wording in match.entry.put for s in stems(wording))
        for place in match.places:
            found[stem(asked[place])] = found.get(stem(asked[place]), frozenset()) | put
    return found


@lru_cache(maxsize=65536)
def pieces(word: str) -> tuple[str, ...]:
    """What a word is matched by: without plural s and apostrophes, in pieces where it has hyphens. "Fly-tipping" and "fly tipping" are alike.

    Finer than a stem on purpose: rats are no rates, and shutters do not shut.
    """
    return tuple(_singular(piece.replace("'", "")) for piece in word.split("-") if piece)


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


@lru_cache(maxsize=65536)
def _roots(word: str) -> frozenset[str]:
    """What a verb form may come from: "scrapped" from "scrapp", "scrappe" or "scrap". Nothing for a word without -ed or -ing."""
    for suffix in ("ing", "ed"):
        root = word.removesuffix(suffix)
        if root != word and len(root) >= 3:
            return frozenset([root, root + "e", root[:-1] if root[-1] == root[-2] else root, root[:-1] + "y" if root[-1] == "i" else root])
    return frozenset()


@lru_cache(maxsize=65536)
def _forms(word: str) -> frozenset[str]:
    """``word`` and other forms of the verb it may be."""
    roots = _roots(word) or {word}
    stretched = {r + r[-1] for r in roots} | {r.removesuffix("e") for r in roots} | set(roots)
    return frozenset({word} | roots | {s + suffix for s in stretched for suffix in ("ing", "ed")})


def parse_entries(lines: Iterable[str]) -> Iterator[Entry]:
    """Entries of a thesaurus. ``said, said = put, put`` gives one for each left side; with ``~`` in place of ``=`` the other way round too.

    Raises:
        DocqaError: a line that is neither an entry, a comment nor empty.
    """
    for number, line in enumerate(lines, start=1):
        entry = line.partition("#")[0].strip()
        if not entry:
            continue
        mark = " = " if " = " in entry else " ~ "
        left, found, right = entry.partition(mark)
        said, put = _terms(left), _terms(right)
        if not found or not said or not put:
            raise DocqaError(f"thesaurus line {number} lacks a side: {entry!r}", hint="Write it as: everyday words = words of the papers", code="thesaurus")
        yield from _entries(said, put)
        if mark == " ~ ":
            yield from _entries(put, said)


def _terms(side: str) -> list[str]:
    return [t.strip() for t in side.split(",") if t.strip()]


def _entries(said: Sequence[str], put: Sequence[str]) -> Iterator[Entry]:
    wordings = tuple(put)
    for phrase in said:
        yield Entry(tuple(k for word in phrase.lower().split() for k in ((GAP,) if word == GAP else pieces(word))), wordings)


@cache
def _entries_by_first_word() -> Mapping[str, Sequence[Entry]]:
    by_first: dict[str, list[Entry]] = defaultdict(list)
    for entry in parse_entries(Path(__file__).with_name("thesaurus.txt").read_text(encoding="utf-8").splitlines()):
        by_first[entry.said[0]].append(entry)
    return by_first


def _begun_by(word: str) -> Iterator[Entry]:
    """Entries that may begin with ``word``. A single word is taken as it stands where it is an entry of its own ("parking" is not "park"),
    else as the verb it may come from; never the other way round ("fire" is not "fired")."""
    by_first = _entries_by_first_word()
    single = [e for e in by_first.get(word, ()) if e.length == 1]
    yield from single or (e for root in sorted(_roots(word)) for e in by_first.get(root, ()) if e.length == 1)
    for form in sorted(_forms(word)):
        yield from (e for e in by_first.get(form, ()) if e.length > 1)


def _matches(asked: Sequence[str]) -> list[_Match]:
    """Entries that the question holds, the longest first; a word belongs to one stretch of the question only."""
    keys = [(k, place) for place, word in enumerate(asked) for k in pieces(word)]
    found: list[tuple[int, int, tuple[int, ...], Entry]] = []
    for start, (first, _) in enumerate(keys):
        for entry in _begun_by(first):
            at = _at(entry.said, keys, start)
            if at:
                found.append((-entry.length, at[-1] - at[0], tuple(at), entry))
    taken: dict[int, tuple[int, ...]] = {}
    matches = []
    for _, _, places, entry in sorted(found, key=lambda f: f[:3]):
        if all(taken.get(i, places) == places for i in places):  # two entries for the very same words both count
            taken.update(dict.fromkeys(places, places))
            matches.append(_Match(entry, tuple(dict.fromkeys(keys[i][1] for i in places))))
    return matches


def _at(said: Sequence[str], keys: Sequence[tuple[str, int]], start: int) -> list[int] | None:
    """Where the words of a phrase stand whose first word stands at ``start``; None where the others do not follow."""
    at = [start]
    between = 0
    for word in said[1:]:
        if word == GAP:
            between = MOST_BETWEEN
            continue
        after = at[-1] + 1
        place = next((i for i in range(after, min(after + between + 1, len(keys))) if word in _forms(keys[i][0])), None)
        if place is None:
            return None
        at.append(place)
        between = 0
    return at
