"""Question sets -> training groups: a question, the texts that hold its evidence, and texts that look like it and do not.

Two kinds of source. Where the papers are here, positives are passages as docqa cuts them and negatives are what the first stage of the search finds
beside them. Where only questions with their evidence are here (``train/``), the evidence is the positive and the distractors are the negatives.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bench.fit import holds
from bench.sets import SHARED, QuestionSet, scorer
from docqa.answer.question import query_of
from docqa.assistant import Assistant
from docqa.records import Filters, Hit, Passage
from docqa.search.index import Ranking
from docqa.search.passages import embedded_text
from docqa.search.pooling import Part
from docqa.search.units import unit_ranges, units_of
from docqa.text import one_line

_COUNCILS = ("limerick", "limerick2", "horsley", "trafford")
_OTHERS = ("qmsum_train", "conditionalqa_train", "xquad_en")  # meetings, government pages, encyclopedia
_NEGATIVES = 30
_NEAR_MISSES = 10  # passages beside a question that the papers do not answer
_MOST_CHARS = 1200


def is_council(source: str) -> bool:
    """Do the questions of a source speak of council business?"""
    return source not in _OTHERS


@dataclass(frozen=True, slots=True)
class Group:
    """A question with what holds its evidence (the passage first, then the evidence alone) and what does not; only the latter where nothing does."""

    source: str
    question: str
    positives: tuple[str, ...]
    negatives: tuple[str, ...]
    cuts: tuple[tuple[Part, ...], ...]  # sentences and rows of the first positive, if any, then of every negative: ranges of characters
    gold: tuple[int, ...]  # which of those of the first positive hold the evidence, 0-based
    answerable: bool = True
    answers: tuple[str, ...] = ()  # regular expressions that the answer within the evidence matches


def indexed_groups(sets: Sequence[QuestionSet]) -> Iterator[Group]:
    """Groups of the sets whose papers are here; the indexes must be built."""
    score = scorer("score_answers")
    for s in sets:
        assistant = Assistant.open(s.index)
        passages = {p.row: p for p in assistant.register.iterate_passages()}
        folded = {row: score.fold(p.text) for row, p in passages.items()}
        for q in [*s.questions(), *s.more()]:
            if not q["answerable"] and not q.get("evidence"):
                near = _found(assistant, q["question"], _NEAR_MISSES)
                yield Group(s.name, q["question"], (), tuple(embedded_text(h.passage) for h in near), tuple(_cut(h.passage) for h in near), (), answerable=False)
            if not q["answerable"] or not q.get("evidence"):
                continue
            evidence = [score.fold(e) for e in q["evidence"]]
            gold = [row for row, text in folded.items() if holds(evidence, text, score)]
            if not gold:
                continue
            best = min(gold, key=lambda row: passages[row].meeting_date != q.get("meeting_date"))
            hits = _found(assistant, q["question"], 40)
            wrong = [h.passage for h in hits if h.passage.row not in gold and not any(p.row in gold for p in h.places)]
            looks_like = tuple(one_line(d) for d in q.get("distractors", [])[:2])
            yield Group(
                s.name, q["question"], (embedded_text(passages[best]), *map(one_line, q["evidence"][:2])),
                (*map(embedded_text, wrong[:_NEGATIVES]), *looks_like),
                (_cut(passages[best]), *map(_cut, wrong[:_NEGATIVES]), *map(_whole, looks_like)),
                tuple(n for n, u in enumerate(units_of(passages[best])) if _answers(score.fold(u.text), evidence, score)),
                answers=tuple(q.get("answer_patterns") or ()),
            )  # fmt: skip


def _found(assistant: Assistant, question: str, most: int) -> list[Hit]:
    """What the first stage of the search finds, best first."""
    return assistant.index.search(query_of(assistant.understood(question), Filters()), most, Ranking(rerank=False))


def _cut(passage: Passage) -> tuple[Part, ...]:
    return tuple(unit_ranges(embedded_text(passage), units_of(passage)))


def _whole(text: str) -> tuple[Part, ...]:
    return ((0, len(text)),)


def _answers(text: str, evidence: Sequence[str], score: Any) -> bool:
    """Does a sentence hold enough of the evidence, or is it a good part of it?"""
    return any(text in e and len(text) >= 0.3 * len(e) for e in evidence) or holds(evidence, text, score)


def other_groups() -> Iterator[Group]:
    """Groups of the questions whose papers are not here."""
    folder = SHARED / "data" / "train"
    for name in _COUNCILS:
        for q in _lines(folder / f"council_questions_{name}.jsonl"):
            if q["answerable"] and q.get("evidence"):
                evidence, wrong = tuple(map(one_line, q["evidence"][:2])), tuple(map(one_line, q.get("distractors", [])))
                yield Group(name, q["question"], evidence, wrong, tuple(map(_whole, (evidence[0], *wrong))), (0,))
    for name in _OTHERS:
        for q in _lines(folder / f"{name}.jsonl"):
            positives = tuple(one_line(p)[:_MOST_CHARS] for p in q["positives"][:3] if len(p) > 20)
            if positives:
                wrong = tuple(one_line(n)[:_MOST_CHARS] for n in q.get("negatives", [])[:4])
                yield Group(name, q["query"][:400], positives, wrong, tuple(map(_whole, (positives[0], *wrong))), ())


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    if path.exists():
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip():
                yield json.loads(line)


def save_groups(groups: Sequence[Group], path: Path) -> None:
    """Write groups as JSON lines."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(asdict(g), ensure_ascii=False) + "\n" for g in groups), encoding="utf-8")


def read_groups(path: Path, *, without: Sequence[str] = ()) -> list[Group]:
    """Read what ``save_groups`` wrote, leaving out the sources ``without``."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [
        Group(r["source"], r["question"], tuple(r["positives"]), tuple(r["negatives"]), tuple(tuple(map(tuple, c)) for c in r["cuts"]), tuple(r["gold"]), r["answerable"], tuple(r.get("answers", ())))
        for r in rows
        if r["source"] not in without
    ]  # fmt: skip
