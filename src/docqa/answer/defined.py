"""What an acronym stands for, from where a paper says so.

What comes in: the question as understood and the register. What goes out: a Lookup with a line a meaning, or None.
"""

from __future__ import annotations

from docqa.answer.places import Lines, Lookup, Place
from docqa.answer.question import Understood
from docqa.records import Definition
from docqa.register import Register
from docqa.text import fold, one_line, words


def definition_asked(understood: Understood, register: Register) -> Lookup | None:
    """The meanings of the letters that a question asks for."""
    if understood.form != "definition" or not understood.expansions:
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
    return lines.lookup("glossary") if lines.lines else None


def _place_of(register: Register, definition: Definition) -> Place | None:
    """The sentence around a definition."""
    span = definition.span
    for passage in register.passages_at(definition.document, span):
        whole = next((s for s in passage.spans if s.holds(span)), None)
        if whole:
            return Place(passage, whole)
    return None
