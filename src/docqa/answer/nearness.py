"""Does what was found speak of the thing that a short question names? Pure.

What comes in: the question as understood, its weighted stems, the hits of the search. What goes out: the confidence, lowered where no sentence of the hits
holds half of what a short question names, and a remark that says so. Owns one rule: a few words typed into a box name one thing ("low traffic zone"), and
passages that hold one word here and another there are hardly about it, though they may say it in other words, as they may what a longer question says.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from docqa.answer.confidence import NOT_FOUND_BELOW
from docqa.answer.question import Understood
from docqa.answer.subject import said_of, subject_of
from docqa.answer.thesaurus import expand, other_words
from docqa.records import Hit
from docqa.text import content_words, stem, stems, words

_ASKS = re.compile(r"\b(?:who|whom|whose|what'?s?|when|where|why|how|which|did|does|do|is|are|was|were|has|have|had|can|will|would|should|list|show|tell|explain|spell|meaning|someone)\b|[?;:]", re.I)
_KEYWORDS = 5  # words that are no sentence: so many at the most
_FEW = 3  # stems of a question that names one thing
_TOGETHER = 0.45  # share of the subject that one sentence with its surroundings must hold
_DOUBTED = 0.35  # below, words that stand nowhere together are not in the papers; above, half of them are, said in others
_MOSTLY, _MISSING_DOUBTED = 0.8, 0.4  # of a question's weight in words that no paper has: an answer less sure than that is none
_SURER = 0.85  # from here on the search is believed even so: it found the thing under another word
_NO_THING = frozenset(stem(w) for w in ("per", "first", "week", "since", "list", "show", "give", "find", "tell", "please", "latest", "news", "update"))
_AT_MOST = 0.5
_ALL, _KEYWORDS_FOUND = 0.99, 0.4  # a few words that all stand together in what was found are answered, however little that is like a question


def of_strange_words(weights: Mapping[str, float], absent: Collection[str], sure: float) -> bool:
    """Are the words of a question in none of the papers: all of them, or most by weight, and the search is in doubt?

    Args:
        weights: its stems with weight times rarity.
        absent: those that no paper has.
        sure: the confidence in what was found.
    """
    missing = sum(weights[s] for s in absent) / (sum(weights.values()) or 1.0)
    return (len(absent) == len(weights) and sure < _SURER) or (missing >= _MOSTLY and sure < _MISSING_DOUBTED)


def tempered(sure: float, understood: Understood, weights: Mapping[str, float], hits: Sequence[Hit]) -> tuple[float, str]:
    """The confidence in what was found for a question, and a remark for the reader ("" where there is none).

    Args:
        sure: the confidence before, 0 to 1.
        understood: the question.
        weights: its stems with weight times rarity.
        hits: best first.
    """
    bodies = {s for body in understood.bodies for s in stems(body)}
    subject = {s: w for s, w in subject_of(understood, weights).items() if s not in _NO_THING and s not in bodies}
    if sure >= _SURER or not 0 < len(subject) <= _FEW:
        return sure, ""
    named = {stem(w): w for w in reversed(content_words(understood.text))}
    if not subject.keys() <= named.keys():  # the letters of an acronym stand for words that the question does not hold
        return sure, ""
    others = other_words(words(understood.text))
    alike = {s: others.get(s, frozenset()) | frozenset(expand([named[s]])) for s in subject}
    share = max((s.share for s in said_of(subject, hits, alike)), default=0.0)
    keywords = len(words(understood.text)) <= _KEYWORDS and not _ASKS.search(understood.text)
    if share >= _TOGETHER:
        named_itself = keywords and any(s.share >= _ALL for s in said_of(subject, hits, {}))
        return (max(sure, _KEYWORDS_FOUND) if named_itself else sure), ""
    if keywords and sure < _DOUBTED:
        return round(min(sure, NOT_FOUND_BELOW - 0.05), 2), ""
    listed = [f"“{named[s]}”" for s in sorted(subject, key=lambda s: understood.text.lower().find(named[s]))]
    together = f"{', '.join(listed[:-1])} and {listed[-1]} stand nowhere together" if len(listed) > 1 else f"{listed[0]} stands nowhere"
    return min(sure, _AT_MOST), f"{together} in the passages found: they may be about something else."
