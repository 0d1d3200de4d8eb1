"""One question with what is expected and the answer to it -> a verdict. Pure, but for the clock that stops slow patterns.

What counts:
  matched      the first 150 words of the answer match every pattern.
  cited        one of the first five citations holds at least 60 % of an evidence text in one run of characters.
  page         among cited answers whose places are known: the citing document and page are among them.
  right        answerable: matched, and cited where evidence is given. Not answerable: "not found" is said, or the answer corrects the premise: it matches
               the patterns and cites the evidence.
  resolutions  recall: share of the expected ones among those listed; precision: share of those listed that were expected.
Texts are compared folded: lower case, single spaces, plain quotes and dashes, bars between cells as spaces.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from docqa.evaluation.gold import Gold
from docqa.evaluation.patterns import PatternFault, unmatched

ANSWER_WORDS = 150
CITATIONS = 5
OVERLAP = 0.6
NO_ANSWER: Mapping[str, Any] = {"status": "error"}

_PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " ", "|": " "})
_TELLS_NOTHING = {"index", "readme", "minutes", "agenda"}  # file names that many folders have


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is to be said of one answer; None where it does not apply or the file does not say what is expected."""

    answerable: bool | None
    abstained: bool
    matched: bool | None
    cited: bool | None
    page: bool | None
    resolution_recall: float | None
    resolution_precision: float | None
    right: bool | None
    words: int
    missed: tuple[str, ...] = ()  # patterns that the answer does not match
    fault: str = ""  # why its patterns could not be tried

    @property
    def fails(self) -> bool:
        """Is it wrong as far as can be said?"""
        return self.right is False or (self.right is None and self.cited is False)


@dataclass(frozen=True, slots=True)
class Scored:
    """A question, the answer in the form of ``docqa batch``, and the verdict."""

    gold: Gold
    answer: Mapping[str, Any]
    verdict: Verdict


def fold(text: str | None) -> str:
    """The text as it is compared; narrower than ``docqa.text.fold``, so that figures are those of other scorers of this format."""
    return " ".join((text or "").translate(_PLAIN).split()).lower()


def shares(evidence: str, quote: str) -> bool:
    """Have the two at least OVERLAP of ``evidence`` in common, in one run?"""
    wanted, held = fold(evidence), fold(quote)
    if not wanted or not held:
        return False
    run = math.ceil(OVERLAP * len(wanted))
    return any(wanted[start : start + run] in held for start in range(len(wanted) - run + 1))


def same_document(expected: str, cited: str) -> bool:
    """Do both paths name one file: alike as far back as the shorter one goes, or alike in a file name that tells something?"""
    one, other = fold(expected).split("/"), fold(cited).split("/")
    if all(a == b for a, b in zip(reversed(one), reversed(other), strict=False)):
        return True
    return one[-1] == other[-1] and one[-1].rsplit(".", 1)[0] not in _TELLS_NOTHING


def judge(gold: Gold, answer: Mapping[str, Any]) -> Verdict:
    """The verdict on one answer in the form of ``docqa batch``."""
    abstained = answer.get("status") == "not_found"
    citing = [c for c in (answer.get("citations") or [])[:CITATIONS] if any(shares(e, c.get("quote") or "") for e in gold.evidence or ())]
    cited = bool(citing) if gold.evidence else None
    matched, missed, fault = _matched(gold, answer)
    recall, precision = _resolutions(gold.resolutions or (), answer)
    page = None
    if citing and any(p is not None for _, p in gold.places):
        page = any(c.get("page") == p and same_document(d, c.get("document") or "") for c in citing for d, p in gold.places)
    return Verdict(
        answerable=gold.answerable, abstained=abstained, matched=matched, cited=cited, page=page, resolution_recall=recall, resolution_precision=precision,
        right=_right(gold, abstained, matched, cited), words=len((answer.get("answer") or "").split()), missed=missed, fault=fault,
    )  # fmt: skip


def _right(gold: Gold, abstained: bool, matched: bool | None, cited: bool | None) -> bool | None:
    if gold.answerable is None:
        return None
    if gold.answerable:
        return None if matched is None else matched and cited is not False
    if abstained or not cited:
        return abstained
    return matched


def _matched(gold: Gold, answer: Mapping[str, Any]) -> tuple[bool | None, tuple[str, ...], str]:
    """Does the answer match, what it misses, and why that could not be tried."""
    if gold.patterns is None and gold.answerable is not False:
        return None, (), ""
    head = " ".join((answer.get("answer") or "").split()[:ANSWER_WORDS])
    try:
        missed = unmatched(gold.patterns or (), (head, fold(head)))
    except PatternFault as error:
        return None, (), str(error)
    return answer.get("status") == "answered" and not missed, missed, ""


def _resolutions(expected: Sequence[str], answer: Mapping[str, Any]) -> tuple[float | None, float | None]:
    """Recall and precision of the resolutions listed; None where none are expected, precision also where none are listed."""
    listed = [r.get("text") or "" for r in answer.get("resolutions") or []]
    if not expected:
        return None, None
    recall = sum(any(shares(e, text) for text in listed) for e in expected) / len(expected)
    return recall, sum(any(shares(e, text) for e in expected) for text in listed) / len(listed) if listed else None
