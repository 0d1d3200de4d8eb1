"""How good the answers are: the figures of ``docqa eval`` for every question set, as a whole and by class, and what share the ranking finds."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from bench.fit import holds
from bench.sets import WORK, QuestionSet
from docqa.answer.question import query_of
from docqa.assistant import Assistant
from docqa.evaluation import verdicts
from docqa.evaluation.figures import evaluate, report
from docqa.evaluation.gold import read_gold
from docqa.evaluation.verdicts import NO_ANSWER
from docqa.records import Filters, to_json
from docqa.search.index import Ranking

# One row per idea; each row leaves out, or has alone, what its name says.
RANKINGS: dict[str, Ranking] = {
    "words": Ranking(rerank=False, dense=False, units=False, related_weight=0.0),
    "words with related words": Ranking(rerank=False, dense=False, units=False),
    "whole passages": Ranking(rerank=False, words=False, units=False),
    "sentences": Ranking(rerank=False, words=False, dense=False),
    "passages and sentences": Ranking(rerank=False, words=False),
    "all, dates and bodies ignored": Ranking(rerank=False, mentions=False),
    "all, without related words": Ranking(rerank=False, related_weight=0.0),
    "all": Ranking(rerank=False),
    "all, ranked again": Ranking(read=False),
    "all, ranked again and read (shipped)": Ranking(),
}
DEPTHS = (1, 3, 5, 10, 30)


def answers(s: QuestionSet) -> list[dict[str, Any]]:
    """What docqa answers to every question of a set, as ``docqa batch`` writes it; kept beside the index too."""
    assistant = Assistant.open(s.index)
    rows = []
    for q in s.questions():
        table = to_json(assistant.ask(q["question"], asked_filters(q)))
        rows.append({**table, "id": q["id"]})
    assistant.close()
    WORK.mkdir(parents=True, exist_ok=True)
    (WORK / f"answers_{s.name}.jsonl").write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), encoding="utf-8")
    return rows


def asked_filters(question: dict[str, Any]) -> Filters:
    """The filters a question of a set comes with."""
    table = question.get("filters") or {}
    return Filters(table.get("body"), table.get("from"), table.get("to"), table.get("kind"), table.get("minute"))


def scored(s: QuestionSet) -> dict[str, Any]:
    """The figures of ``docqa eval``, without times: {"all": {...}, "classes": {class: {...}}}."""
    by_id = {a["id"]: a for a in answers(s)}
    golds, _ = read_gold("".join(json.dumps(q) + "\n" for q in s.questions()), f"{s.name}.jsonl")
    told = report(evaluate(golds, lambda gold: by_id.get(gold.asked.id, NO_ANSWER)))
    return {"all": _without_times(told["all"]), "classes": {name: _without_times(row) for name, row in told["classes"].items()}}


def _without_times(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if not name.endswith("_ms")}


def found_by_ranking(sets: Sequence[QuestionSet], rankings: dict[str, Ranking] | None = None) -> dict[str, dict[str, list[float]]]:
    """Ranking -> set -> share of answerable questions with evidence among the first DEPTHS passages, and the mean reciprocal rank last."""
    table: dict[str, dict[str, list[float]]] = defaultdict(dict)
    for s in sets:
        assistant = Assistant.open(s.index)
        asked = [q for q in s.questions() if q["answerable"] and q.get("evidence")]
        ranks: dict[str, list[int]] = defaultdict(list)
        for q in asked:
            evidence = [verdicts.fold(e) for e in q["evidence"]]
            query = query_of(assistant.understood(q["question"]), Filters())
            judged: dict[int, bool] = {}
            for name, ranking in (rankings or RANKINGS).items():
                rank = 9999
                for n, hit in enumerate(assistant.index.search(query, max(DEPTHS), ranking)):
                    for p in (hit.passage, *hit.places):
                        if p.row not in judged:
                            judged[p.row] = holds(evidence, verdicts.fold(p.text), verdicts)
                    if any(judged[p.row] for p in (hit.passage, *hit.places)):
                        rank = n
                        break
                ranks[name].append(rank)
        for name, found in ranks.items():
            table[name][s.name] = [round(sum(r < k for r in found) / len(found), 3) for k in DEPTHS] + [round(sum(1 / (1 + r) for r in found if r < 9999) / len(found), 3)]
        assistant.close()
    return table
