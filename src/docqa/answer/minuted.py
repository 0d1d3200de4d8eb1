"""A decision in words that the record does not take for one: "the Clerk was instructed to accept the quote", "Refusal recommended by 5 votes".

The register holds what is surely a decision wherever it stands. What an answer quotes from minutes has been found for what was asked, so fewer signs do there:
the sentence is listed beside the answer as it is minuted, under the id of its item.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from docqa.answer.extract import Extract
from docqa.records import Decision, Resolution
from docqa.text import stems

_AMONG = 2  # of the sentences of the answer
_SHARE = 0.15  # of the weight of the question that the sentence holds at least
_PAPERS = ("minutes", "decision_record")
_ENDS = "agreed|approved|accepted|adopted|decided|resolved|refused|deferred|granted"
_TAKEN = re.compile(
    rf"\b(?:all|unanimously|in principle|council|committee|board|members|we|it|was|were|is|been|has|have|both|formally) (?:{_ENDS})\b"
    rf"|(?:^|[.:–-] )(?:{_ENDS}|supported|objected|no objections?)\b|\b(?:objected|no objections?|refused|approved|supported|deferred|agreed)\W*$"
    r"|\b(?:agreeance|consensus|(?:approval|refusal) recommended|recommend(?:ed|s)? (?:approval|refusal)|elected|co-?opted|appointed|moved to|initiated|declar\w+)\b"
    r"|\b(?:(?:was|were) (?:instructed|authorised|asked|delegated) to|(?:is|are|was|were|not) to be \w+ed|will (?:now |not )?be \w+ed|could not (?:permit|support|agree|accept))\b"
    r"|\b(?:\d+ (?:votes )?(?:for|against|in favour)|vote[sd]? (?:to|for|against|as))\b|\d+ ?% (?:approval|refusal)",
    re.I,
)
_NOT_TAKEN = re.compile(r"\bpossible\b|\bconsider (?:motion|and)\b|\bto note\b|^\W*present\b", re.I)  # what an agenda puts, and who was there


def minuted(chosen: Sequence[Extract], weights: Mapping[str, float], decisions: Sequence[Decision]) -> Resolution | None:
    """The decision that the first sentences of an answer tell and the record does not hold; None where they tell none, or the record holds one of them.

    Args:
        chosen: the sentences of the answer, best first.
        weights: stem of the question -> its weight times its rarity.
        decisions: of the paper that the first sentence stands in.
    """
    total = sum(weights.values()) or 1.0
    for extract in chosen[:_AMONG]:
        p, span = extract.hit.passage, extract.span
        if p.paper_kind not in _PAPERS or p.document != chosen[0].hit.passage.document:
            continue
        if any(d.document == p.document and any(s.overlaps(span) for s in d.spans) for d in decisions):
            return None
        held = set(stems(extract.text))
        if _TAKEN.search(extract.text) and not _NOT_TAKEN.search(extract.text) and sum(w for s, w in weights.items() if s in held) >= _SHARE * total:
            return Resolution(
                p.item or p.paper, extract.text, (), "substantive", "carried", p.minute, p.heading, p.body, p.meeting_date, p.document, span.page, "minuted"
            )  # fmt: skip
    return None
