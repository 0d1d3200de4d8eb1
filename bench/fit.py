"""Fits the weights in src/docqa/fitted.json on the question sets, and says what they are worth on a council left out.

Passages: pairwise logistic regression, evidence against other candidates. Sentences: likewise, among the sentences of the passages found.
Confidence: logistic regression of "the first citations hold the evidence, or rightly nothing was found" on what the search says about its best hits.
Whoever fits again takes an encoder that was trained on none of the sets, or on few questions about them: figures of an encoder that has learnt the answers
make the weights trust it too much (bench/results/fit.md).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from bench.sets import NEVER_LEARNT, ROOT, QuestionSet, built, present, scorer
from docqa.answer import confidence, extract
from docqa.answer.question import query_of
from docqa.assistant import READ, Assistant
from docqa.fitted import Linear, linear
from docqa.records import Filters
from docqa.search import rerank
from docqa.search.index import Ranking

TARGET = ROOT / "src" / "docqa" / "fitted.json"
_PENALTY = 0.01  # 0.0003 lost .15 of R@5 on a council left out; 0.01 to 0.03 differ by less than .01
_NEGATIVES = 40
_TRAINED_ON = ("tulsa", "stoke_ferry")  # the encoder knows the questions about them


@dataclass
class Group:
    """One question: figures of its candidates, and which of them are evidence."""

    council: str
    scored: bool  # False: for fitting only
    figures: np.ndarray
    gold: np.ndarray
    keys: list[Any] = field(default_factory=list)


def collect_passages(sets: Sequence[QuestionSet]) -> list[Group]:
    """Candidates of every answerable question."""
    score = scorer("score_answers")
    groups = []
    for s in sets:
        assistant = Assistant.open(s.index)
        for scored, questions in ((True, s.questions()), (False, s.more())):
            for q in questions:
                if not q["answerable"] or not q.get("evidence"):
                    continue
                query = query_of(assistant.understood(q["question"]), Filters())
                candidates = assistant.index.candidates(query)
                if not candidates:
                    continue
                evidence = [score.fold(e) for e in q["evidence"]]
                gold = np.array([holds(evidence, score.fold(c.passage.text), score) for c in candidates])
                groups.append(Group(s.name, scored, np.array(rerank.figures(candidates, *assistant.index.asked(query), query.holds, assistant.index.related(query))), gold))
    return groups


def holds(evidence: Sequence[str], text: str, score: Any) -> bool:
    """Folded ``text`` shares enough of one of the folded evidence strings; compared in full only where enough words are common."""
    words = set(text.split())
    for e in evidence:
        if e in text:
            return True
        own = set(e.split())
        if len(own & words) >= 0.5 * len(own) and score.shares(e, text):
            return True
    return False


def collect_sentences(sets: Sequence[QuestionSet], model: Linear) -> list[Group]:
    """Sentences of the passages found with ``model``, and which of them are evidence."""
    score = scorer("score_answers")
    groups = []
    for s in sets:
        assistant = Assistant.open(s.index)
        for scored, questions in ((True, s.questions()), (False, s.more())):
            for q in questions:
                if not q["answerable"] or not q.get("evidence"):
                    continue
                understood = assistant.understood(q["question"])
                query = query_of(understood, Filters())
                hits = assistant.index.search(query, READ, Ranking(model=model))
                rows = extract.figures(understood, hits, assistant.index.asked(query)[0], assistant.index.related(query))
                if not rows:
                    continue
                evidence = [score.fold(e) for e in q["evidence"]]
                patterns = q.get("answer_patterns") or []
                gold = []
                for _, _, _, text, _ in rows:
                    folded = score.fold(text)
                    inside = any(folded in e and len(folded) >= 0.3 * len(e) for e in evidence)
                    gold.append((2.0 if score.matches(patterns, text) else 1.0) if inside or holds(evidence, folded, score) else 0.0)
                groups.append(Group(s.name, scored, np.array([r[4] for r in rows]), np.array(gold)))
    return groups


def fit_pairs(groups: Sequence[Group], names: Sequence[str], first: str, without: Sequence[str] = ()) -> Linear:
    """Weights that put gold above the rest of its question, starting from the figure ``first`` alone and leaving it only for a reason (L2 penalty)."""
    from scipy.optimize import minimize

    pairs, weights = [], []
    for g in groups:
        best = np.flatnonzero(g.gold == g.gold.max())[:3] if g.gold.max() > 0 else np.array([], dtype=int)
        rest = np.flatnonzero(g.gold == 0)[:_NEGATIVES]
        for i in best:
            pairs.append(g.figures[i] - g.figures[rest])
            weights.append(np.full(len(rest), 1.0 / (len(best) * max(len(rest), 1))))
    x, w = np.vstack(pairs), np.concatenate(weights)
    w /= w.sum()
    width = x.std(0) + 1e-9
    z = x / width
    z[:, [list(names).index(n) for n in without]] = 0
    column = list(names).index(first)
    alone = minimize(lambda a: float((w * np.logaddexp(0, -a[0] * z[:, column])).sum()), [1.0]).x[0]
    start = np.zeros(len(names))
    start[column] = alone

    def loss(v: np.ndarray) -> tuple[float, np.ndarray]:
        margin, away = z @ v, v - start
        slope = w / (1 + np.exp(margin))
        return float((w * np.logaddexp(0, -margin)).sum() + _PENALTY * (away**2).sum()), -(z * slope[:, None]).sum(0) + 2 * _PENALTY * away

    found = minimize(loss, start, jac=True, method="L-BFGS-B").x / width
    return Linear({n: round(float(v), 4) for n, v in zip(names, found, strict=True) if n not in without})


def reached(groups: Sequence[Group], names: Sequence[str], model: Linear, first: str) -> tuple[str, str]:
    """Shares of questions with gold among the first 1, 3, 5, 10: with the figure ``first`` alone, and with the model."""
    lines = []
    column = list(names).index(first)
    for by in ("alone", "model"):
        ranks = []
        for g in groups:
            scores = g.figures[:, column] if by == "alone" else g.figures @ np.array([model.weights.get(n, 0.0) for n in names])
            ranks.append(int((scores > scores[g.gold > 0].max()).sum()) if g.gold.max() > 0 else 999)
        r = np.array(ranks)
        lines.append(" ".join(f"{(r < k).mean():.3f}" for k in (1, 3, 5, 10)) + f"  mrr {(1 / (1 + r)).mean():.3f}")
    return lines[0], lines[1]


def left_out(groups: Sequence[Group], names: Sequence[str], first: str, without: Sequence[str] = ()) -> list[str]:
    """A table: each council with the weights fitted on all others."""
    lines = [f"{'left out':<14}{'questions':>10}   first stage 1/3/5/10 and MRR        fitted on the others"]
    for council in dict.fromkeys(g.council for g in groups):
        test = [g for g in groups if g.council == council and g.scored]
        model = fit_pairs([g for g in groups if g.council != council], names, first, without)
        before, after = reached(test, names, model, first)
        lines.append(f"{council:<14}{len(test):>10}   {before}   {after}")
    return lines


@dataclass(frozen=True, slots=True)
class Judged:
    """A question with the signals of its answer, and what they should have said."""

    council: str
    id: str
    figures: list[float]
    cited: bool  # the first five citations hold the evidence
    answerable: bool
    foreign: bool = False  # asked of papers that it is not about


_FOREIGN_EVERY = 4  # one question about other councils' papers for so many of a set's own


def collect_confidence(sets: Sequence[QuestionSet]) -> list[Judged]:
    """Every question of the sets, and questions of the other sets, which these papers cannot answer."""
    score = scorer("score_answers")
    rows = []
    for s in sets:
        assistant = Assistant.open(s.index)
        own = s.questions()
        for q in own:
            figures, citations = assistant.signals(q["question"])
            cited = q["answerable"] and any(score.shares(e, c.quote) for e in q.get("evidence") or [] for c in citations[:5])
            rows.append(Judged(s.name, q["id"], figures, bool(cited), bool(q["answerable"])))
        others = [q for o in sets if o.name != s.name for q in o.questions() if q["answerable"]]
        step = max(1, len(others) * _FOREIGN_EVERY // max(len(own), 1))
        for q in others[::step]:
            rows.append(Judged(s.name, q["id"], assistant.signals(q["question"])[0], False, False, True))
    return rows


def fit_confidence(rows: Sequence[Judged]) -> Linear:
    """Logistic regression of "cited" on the signals."""
    from sklearn.linear_model import LogisticRegression

    x = np.array([r.figures for r in rows])
    width = x.std(0) + 1e-9
    model = LogisticRegression(C=0.3, max_iter=3000).fit(x / width, [r.cited for r in rows])
    return Linear(dict(zip(confidence.NAMES, (model.coef_[0] / width).round(4).tolist(), strict=True)), round(float(model.intercept_[0]), 4))


def left_out_confidence(rows: Sequence[Judged]) -> list[tuple[float, Judged]]:
    """The confidence of every question, with its council left out of the fit."""
    said: list[tuple[float, Judged]] = []
    for council in dict.fromkeys(r.council for r in rows):
        model = fit_confidence([r for r in rows if r.council != council])
        said += [(confidence.confidence(r.figures, model=model), r) for r in rows if r.council == council]
    return said


def reliability(said: Sequence[tuple[float, Judged]]) -> list[str]:
    """A table: confidence said, share cited; and what a threshold would refuse."""
    lines = ["| confidence | questions | mean said | cited | not answerable |", "|---|---|---|---|---|"]
    for low in np.arange(0, 1, 0.1):
        here = [s for s in said if low <= s[0] < low + 0.1 or (low > 0.85 and s[0] == 1.0)]
        if here:
            mean, cited, absent = np.mean([s[0] for s in here]), np.mean([s[1].cited for s in here]), np.mean([not s[1].answerable for s in here])
            lines.append(f"| {low:.1f} - {low + 0.1:.1f} | {len(here)} | {mean:.2f} | {cited:.2f} | {absent:.2f} |")
    lines += ["", "| refused below | refused | rightly | of other councils' questions | of not answerable ones | answers lost |", "|---|---|---|---|---|---|"]
    for threshold in (0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5):
        refused = [r for c, r in said if c < threshold]
        foreign, near = [r for _, r in said if r.foreign], [r for _, r in said if not r.foreign and not r.answerable]
        lines.append(
            f"| {threshold:.2f} | {len(refused)} | {sum(not r.answerable for r in refused)} | {sum(r.foreign for r in refused)} of {len(foreign)} "
            f"| {sum(not r.foreign and not r.answerable for r in refused)} of {len(near)} | {sum(r.cited for r in refused)} |"
        )
    return lines


def save(name: str, model: Linear, path: Path = TARGET) -> None:
    """Write one model into fitted.json."""
    table = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    table[name] = {"names": list(model.weights), "weights": list(model.weights.values()), "intercept": model.intercept}
    path.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")


def measure() -> None:
    """Print what the shipped weights are worth on the collections that the encoder was not trained on."""
    sets = built([s for s in present() if s.name not in _TRAINED_ON])
    for name, names, first, groups in (
        ("passage", rerank.NAMES, "fused", collect_passages(sets)),
        ("sentence", extract.NAMES, "cosine", collect_sentences(sets, linear("passage"))),
    ):
        print(name)
        for s in sets:
            before, after = reached([g for g in groups if g.council == s.name and g.scored], names, linear(name), first)
            print(f"{s.name:<14}{before}   {after}")
    print("\n".join(reliability([(confidence.confidence(r.figures), r) for r in collect_confidence(sets)])))


def main() -> None:
    """Fit all three, print the left-one-out tables, write fitted.json; or, with the argument "shipped", measure what is there."""
    from docqa import fitted

    if sys.argv[1:] == ["shipped"]:
        measure()
        return
    sets = built([s for s in present() if s.name not in NEVER_LEARNT])
    groups = collect_passages(sets)
    print("passages\n" + "\n".join(left_out(groups, rerank.NAMES, "fused")))
    passage = fit_pairs(groups, rerank.NAMES, "fused")
    save("passage", passage)
    fitted.linear.cache_clear()
    sentences = collect_sentences(sets, passage)
    print("sentences\n" + "\n".join(left_out(sentences, extract.NAMES, "cosine")))
    save("sentence", fit_pairs(sentences, extract.NAMES, "cosine"))
    fitted.linear.cache_clear()
    sure = collect_confidence(sets)
    print("confidence\n" + "\n".join(reliability(left_out_confidence(sure))))
    save("confidence", fit_confidence(sure))


if __name__ == "__main__":
    main()
