"""What an acronym stands for, from where a paper says so.

What comes in: the question as understood and the register. What goes out: a Lookup with a line a meaning, or None.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from docqa.answer.places import Lines, Lookup, Place
from docqa.answer.question import Understood
from docqa.records import Definition, Hit
from docqa.register import Register
from docqa.search.units import units_of
from docqa.text import fold, one_line, shorten, words

_MOST_USES = 3
_WHAT_IS = re.compile(r"\b(?:[Ww]hat(?:['’]?s| is)|[Ww]ho (?:or what )?is|[Ss]pell(?: out)?) (?:an? |the )?[A-Z]{3,6}\b(?! [a-z]+\?)|\b[A-Z]{3,6}\b.{0,60}\b(?:[Ww]hat is it|spell (?:it|that) out)\b")


def definition_asked(understood: Understood, register: Register) -> Lookup | None:
    """The meanings of the letters that a question asks for."""
    if not understood.expansions or (understood.form != "definition" and not _WHAT_IS.search(understood.text)):
        return None
    asked = set(words(understood.text))
    chosen = [d for d in understood.expansions if d.acronym.lower() in asked or d.acronym.lower().rstrip("s") in asked]
    lines = Lines()
    for known in chosen[:2]:
        meanings = {fold(d.meaning): d for d in reversed(register.definitions(known.acronym))}
        for d in list(reversed(meanings.values()))[:3]:
            place = _place_of(register, d)
            if place:
                lines.add(f"{d.acronym}: {one_line(d.meaning)}", place)
    if not lines.lines:
        return None
    told = lines.lookup("glossary")
    return told if understood.form == "definition" else replace(told, sure=False)  # more is asked than the letters


def nearly_defined(understood: Understood, hits: Sequence[Hit]) -> Lookup | None:
    """Letters behind the words that they stand for, where the letters do not quite fit the words and so are in no glossary."""
    if understood.form != "definition" and not _WHAT_IS.search(understood.text):
        return None
    known = {d.acronym.lower() for d in understood.expansions}
    for letters in (w for w in re.findall(r"\b[A-Z]{4,9}\b", understood.text) if w.lower() not in known):
        for hit in hits:
            for unit in units_of(hit.passage):
                before = unit.text.split(f"({letters})")[0] if f"({letters})" in unit.text else ""
                if meaning := _capitals_before(before, letters):
                    lines = Lines()
                    lines.add(f"{letters}: {meaning}", Place(hit.passage, unit.span))
                    return lines.lookup("glossary")
    return None


def _capitals_before(text: str, letters: str) -> str:
    """The words in capitals at the end of a text, from one that begins with the first letter, if all but one of their initials fit the letters in order."""
    found = re.search(r"(?:[A-Z][\w’'-]*(?:\s+(?:of|and|the|for|to|in|on)\b){0,2}[\s,]+)+$", text)
    run = re.findall(r"\S+", found.group()) if found else []
    for n, word in enumerate(run):
        initials = [w[0] for w in run[n:] if w[0].isupper()]
        if word[0] == letters[0] and len(initials) >= len(letters) - 1 and _in_order(initials, letters) >= len(letters) - 1 and len(initials) <= len(letters) + 1:
            return " ".join(run[n:]).strip(" ,")
    return ""


def _in_order(initials: Sequence[str], letters: str) -> int:
    """How many of the letters stand among the initials in order: the longest common subsequence."""
    best = [0] * (len(letters) + 1)
    for initial in initials:
        row = best[:]
        for k, letter in enumerate(letters, 1):
            best[k] = row[k - 1] + 1 if initial == letter else max(row[k], best[k - 1])
    return best[-1]


def undefined(understood: Understood, hits: Sequence[Hit]) -> Lookup | None:
    """Letters that are asked for, that the papers use, and that nothing found spells out: told as that, with where they are used."""
    if understood.form != "definition" and not _WHAT_IS.search(understood.text):
        return None
    known = {d.acronym.lower() for d in understood.expansions}
    letters = next((w for w in re.findall(r"\b[A-Z]{3,6}\b", understood.text) if w.lower() not in known), None)
    if letters is None or any(_spelled_out(letters, h.passage.text) for h in hits):
        return None
    lines = Lines()
    for hit in hits:
        passage = hit.passage
        for unit in units_of(passage):
            if len(lines.places) < _MOST_USES and re.search(rf"\b{letters}\b", unit.text):
                lines.add(f"“{shorten(one_line(unit.text), 200)}”", Place(passage, unit.span))
                break
    if not lines.lines:
        return None
    lines.lines.insert(0, (f"{letters} is used in the indexed papers and not spelled out in those found:", None))
    return lines.lookup("glossary", whole=True, missing=True)


def _spelled_out(letters: str, text: str) -> bool:
    """Do words with these initials stand one after the other, or the letters beside brackets or a dash as a definition has them?"""
    words_between = r"(?:\W+(?:of|and|the|for|to|in)\b)?\W+"
    heads = [[letters[:n], *letters[n:]] for n in (1, 2)]  # "EQIA" is an Equality Impact Assessment
    spelled = any(re.search(r"\b" + words_between.join(rf"{c}[a-z]+" for c in parts), text, re.I) for parts in heads)
    return bool(spelled or re.search(rf"\w \({letters}\)|\b{letters}\s*(?:\((?!\d)|[:=–]|means\b|stands for\b|is short for\b)", text))


def _place_of(register: Register, definition: Definition) -> Place | None:
    """The sentence around a definition."""
    span = definition.span
    for passage in register.passages_at(definition.document, span):
        whole = next((s for s in passage.spans if s.holds(span)), None)
        if whole:
            return Place(passage, whole)
    return None
