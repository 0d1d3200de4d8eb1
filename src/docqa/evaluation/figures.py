"""Verdicts -> figures: over all questions, by class, by confidence; and what could not be worked out. The loop that scores one answer after the other."""

from __future__ import annotations

import math
import statistics
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from docqa.evaluation.gold import Gold
from docqa.evaluation.verdicts import Scored, Verdict, judge

BANDS = 10  # of confidence, each a tenth wide

Figures = dict[str, Any]  # name -> a share from 0 to 1, a count or a time; None where nothing can be said


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What was scored, in the order of the file."""

    scored: tuple[Scored, ...]
    questions: int  # in the file; more than were scored where it was interrupted
    problems: tuple[str, ...] = ()

    @property
    def interrupted(self) -> bool:
        """Was it stopped before its end?"""
        return len(self.scored) < self.questions

    @property
    def failing(self) -> list[Scored]:
        """Those that are wrong."""
        return [s for s in self.scored if s.verdict.fails]


@dataclass(frozen=True, slots=True)
class Band:
    """Answers of about the same confidence: how sure they are on average, and what share of them holds."""

    low: float
    high: float
    answers: int
    confidence: float
    cited: float | None  # share whose citations hold the evidence: what confidence promises
    right: float | None


def evaluate(
    golds: Sequence[Gold], answer: Callable[[Gold], Mapping[str, Any]], *, problems: Sequence[str] = (), progress: Callable[[int, int], None] | None = None
) -> Evaluation:
    """Score the answer to each question. Ctrl-C ends it early with what has been scored.

    Args:
        golds: the questions.
        answer: gives the answer to one, in the form of ``docqa batch``.
        problems: what was wrong with the files, to be told with the rest.
        progress: called with how many are done and how many there are.
    """
    scored: list[Scored] = []
    try:
        for gold in golds:
            given = answer(gold)
            scored.append(Scored(gold, given, judge(gold, given)))
            if progress:
                progress(len(scored), len(golds))
    except KeyboardInterrupt:
        pass  # the report says how far it came
    faults = [f"question {s.gold.asked.id}: {s.verdict.fault}" for s in scored if s.verdict.fault]
    return Evaluation(tuple(scored), len(golds), (*problems, *faults))


def figures(scored: Sequence[Scored]) -> Figures:
    """The figures over some verdicts; shares to three places."""
    rows = [s.verdict for s in scored]
    answerable = [v for v in rows if v.answerable]
    times = times_of(scored)
    return {
        "questions": len(rows),
        "right": _share(v.right for v in rows),
        "right_answerable": _share(v.right for v in answerable),
        "matched": _share(v.matched for v in answerable),
        "cited": _share(v.cited for v in answerable),
        "page": _share(v.page for v in answerable),
        "abstain_precision": _share(not v.answerable for v in rows if v.abstained and v.answerable is not None),
        "abstain_recall": _share(v.abstained for v in rows if v.answerable is False),
        "resolution_recall": _share(v.resolution_recall for v in rows),
        "resolution_precision": _share(v.resolution_precision for v in rows),
        "median_words": statistics.median([v.words for v in rows]) if rows else None,
        "median_ms": round(statistics.median(times), 1) if times else None,
        "p95_ms": round(times[math.ceil(0.95 * len(times)) - 1], 1) if times else None,
    }


def by_class(scored: Sequence[Scored]) -> dict[str, list[Scored]]:
    """What was scored under each class of the file, by name; nothing where the file has no classes."""
    classes: dict[str, list[Scored]] = defaultdict(list)
    for one in scored:
        classes[one.gold.kind or "(none)"].append(one)
    return {} if list(classes) == ["(none)"] else dict(sorted(classes.items()))


def times_of(scored: Iterable[Scored]) -> list[float]:
    """Milliseconds that the answers took, shortest first."""
    return sorted(float(s.answer["elapsed_ms"]) for s in scored if s.answer.get("elapsed_ms") is not None)


def reliability(scored: Iterable[Scored]) -> list[Band]:
    """How far confidence can be believed: the answers given, by how sure they were; bands without answers are left out."""
    bands: dict[int, list[Scored]] = defaultdict(list)
    for one in scored:
        sure = one.answer.get("confidence")
        if one.answer.get("status") == "answered" and sure is not None and 0 <= sure <= 1:
            bands[min(math.floor(round(sure * BANDS, 6)), BANDS - 1)].append(one)
    return [
        Band(
            low=n / BANDS, high=(n + 1) / BANDS, answers=len(inside), confidence=round(sum(s.answer["confidence"] for s in inside) / len(inside), 3),
            cited=_share(_holds(s.verdict) for s in inside), right=_share(s.verdict.right for s in inside),
        )
        for n, inside in sorted(bands.items())
    ]  # fmt: skip


def _holds(verdict: Verdict) -> bool | None:
    """Do the citations hold the evidence? Those of a question that the papers do not answer never do, unless they correct it."""
    return False if verdict.cited is None and verdict.answerable is False else verdict.cited


def calibration_error(bands: Sequence[Band]) -> float | None:
    """How far confidence lies from the share cited, on average over the answers; 0 is perfect."""
    told = [b for b in bands if b.cited is not None]
    answers = sum(b.answers for b in told)
    return round(sum(b.answers * abs(b.confidence - (b.cited or 0.0)) for b in told) / answers, 3) if answers else None


def gaps(scored: Sequence[Scored]) -> list[str]:
    """In words: which figures leave questions out because the file does not say what is expected, or cannot be worked out at all."""
    answerable = [s for s in scored if s.gold.answerable]
    unknown = [s for s in scored if s.gold.answerable is None]
    told = [
        _gap("right and matched", "answer_patterns", [s.gold.patterns for s in answerable if not s.verdict.fault]),
        _gap("cited", "evidence", [s.gold.evidence for s in answerable], none_is_empty=True),
        _gap("page", "documents and pages", [s.gold.places for s in answerable if s.gold.evidence], none_is_empty=True),
    ]
    if unknown:
        told.append(f"right: {_all_or(len(unknown), len(scored))} no answer_patterns, no evidence and no answerable: only words and times are known of them")
    if not any(s.gold.answerable is False for s in scored):
        told.append("abstention recall: no question has answerable false")
    if not any(s.gold.resolutions for s in scored):
        told.append("resolutions: no question has resolutions")
    return [t for t in told if t]


def _gap(figure: str, key: str, given: Sequence[Any], *, none_is_empty: bool = False) -> str:
    missing = sum(g is None or (none_is_empty and not g) for g in given)
    return f"{figure}: {_all_or(missing, len(given), 'answerable ')} no {key}" if missing or not given else ""


def _all_or(missing: int, all_: int, which: str = "") -> str:
    return f"the {which}questions have" if missing == all_ else f"{missing} of {all_} {which}questions {'has' if missing == 1 else 'have'}"


def report(evaluation: Evaluation) -> dict[str, Any]:
    """Everything as one value for JSON."""
    bands = reliability(evaluation.scored)
    return {
        "all": figures(evaluation.scored),
        "classes": {name: figures(some) for name, some in by_class(evaluation.scored).items()},
        "reliability": [asdict(b) for b in bands],
        "calibration_error": calibration_error(bands),
        "not_computed": gaps(evaluation.scored),
        "problems": list(evaluation.problems),
        "interrupted": evaluation.interrupted,
        "scores": [_row(s) for s in evaluation.scored],
    }


def _row(one: Scored) -> dict[str, Any]:
    verdict = asdict(one.verdict)
    return {
        "id": one.gold.asked.id, "class": one.gold.kind, "question": one.gold.asked.question, "status": one.answer.get("status"),
        "confidence": one.answer.get("confidence"), "elapsed_ms": one.answer.get("elapsed_ms"), **verdict, "missed": list(one.verdict.missed),
    }  # fmt: skip


def _share(values: Iterable[float | None]) -> float | None:
    """Mean of what is known, to three places."""
    known = [float(v) for v in values if v is not None]
    return round(sum(known) / len(known), 3) if known else None
