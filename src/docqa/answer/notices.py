"""What is said above an answer: private sessions and drafts among what it quotes, later decisions in the place of earlier ones, words that no paper has."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from docqa.answer.compose import Evidence
from docqa.answer.naming import taken_at
from docqa.answer.overtaken import in_its_place
from docqa.answer.thesaurus import expand
from docqa.register import Register
from docqa.text import shorten, stem

if TYPE_CHECKING:
    from docqa.search.lexical import LexicalIndex

_MOST_WORDS = 4


def banners(evidence: Sequence[Evidence]) -> tuple[str, ...]:
    """Private-session text and drafts among what is cited."""
    notices = [e.passage.banner for e in evidence if e.passage.banner]
    if any(e.passage.draft for e in evidence if e.extracts):
        notices.append("The minutes quoted are a draft: no paper in the index approves them yet.")
    return tuple(dict.fromkeys(notices))


def superseded(evidence: Sequence[Evidence], register: Register, told: str = "") -> tuple[str, ...]:
    """Which later decisions, but for the one with the id ``told``, stand in the place of those that the answer's items hold."""
    items = list(dict.fromkeys(e.passage.item for e in evidence if e.passage.item and e.extracts))
    found = []
    for decision in register.decisions(items=items) if items else ():
        found += [f"Superseded in {taken_at(d)}: “{shorten(d.text, 240)}”" for d in in_its_place(decision, register) if d.id != told]
    return tuple(dict.fromkeys(found))


def elsewhere(bodies: Collection[str], evidence: Sequence[Evidence]) -> tuple[str, ...]:
    """That nothing quoted is of the body which the question names."""
    quoted = {e.passage.body for e in evidence if e.extracts and e.passage.body}
    if len(bodies) != 1 or not quoted:
        return ()
    (named,) = bodies
    return () if any(named in body for body in quoted) else (f"Nothing that is quoted is from papers of {named}.",)


def unknown_words(asked: Sequence[str], words: LexicalIndex) -> tuple[str, ...]:
    """Which words of the question stand in none of the papers."""
    absent = set(words.absent({stem(w) for w in asked if not expand([w])}))
    named = list(dict.fromkeys(w for w in asked if stem(w) in absent and w.isalpha() and len(w) > 3))
    return (f"No paper in the index has the word{'s' if len(named) > 1 else ''} {', '.join(f'“{w}”' for w in named[:_MOST_WORDS])}.",) if named else ()
