"""Fits what stands in src/docqa/fitted.json on questions with their evidence, and says what it is worth on a council left out.

Passages: a small network (bench.ranker) that puts evidence above the other candidates. Sentences: likewise, among those of the passages found. Each is fitted twice:
on what there is without reading, and for the few best, which the reader has read with the question. All are fitted
on the question sets about real councils, which count more, and on the made-up councils that the encoder's first training stage leaves out.
Confidence: logistic regression of "the first citations hold the evidence, or rightly nothing was found" on what the search says about its best hits. The decisions
beside an answer: logistic regression of "the answer should list it".
Whoever fits again takes an encoder that was trained on none of these councils: figures of an encoder that has learnt the answers make the rankings trust it
too much (bench/results/fit.md). With the shipped encoder only what the reader adds to the confidence can be fitted anew: ``python -m bench.fit reading``.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from functools import cache, partial
from pathlib import Path
from typing import Any

import numpy as np

from bench.kept import KeptReader
from bench.ranker import fit_network
from bench.sets import LATE, NEVER_LEARNT, ROOT, QuestionSet, built, invented, present, scorer
from docqa import fitted
from docqa.answer import belonging, confidence, extract
from docqa.answer.question import Understood, query_of
from docqa.assistant import READ, Assistant
from docqa.config import read_settings
from docqa.fitted import Linear, Model, Network
from docqa.records import Filters
from docqa.search import rerank
from docqa.search.index import Query, Ranking

TARGET = ROOT / "src" / "docqa" / "fitted.json"
_REAL = 4  # times a question about a real council counts as much as one about a made-up one
# How far the best candidate is above the fifth, in the mean: the measure that the thresholds on scores are set in.
_SPREAD = {"passage": 2.85, "sentence": 2.44, "sentence read": 2.44}
_READ_EVERY = 3  # one of so many questions about made-up councils is read: reading takes the longest

_NAMES = {"passage": rerank.NAMES, "sentence": extract.NAMES, "sentence read": extract.READ_NAMES}
_FIRST = {"passage": "fused", "sentence": "cosine", "sentence read": "cosine"}  # the figure that the table sets beside the network


@dataclass
class Group:
    """One question: figures of its candidates, and which of them are evidence."""

    council: str
    scored: bool  # False: for fitting only
    figures: np.ndarray
    gold: np.ndarray
    keys: list[Any] = field(default_factory=list)


@cache
def _made_up() -> frozenset[str]:
    """The councils that we made up; all others are real."""
    return frozenset(s.name for s in invented())


def _asked(s: QuestionSet, *, read: bool) -> Iterator[tuple[Assistant, bool, dict[str, Any], Understood, Query]]:
    """Each answerable question of a set: the open index, whether it is scored, the question, and how it is understood. ``read``: where it is to be read, fewer."""
    assistant = Assistant.open(s.index)
    kept = _kept(assistant, s) if read else None
    every = _READ_EVERY if read and s.name in LATE and s.name in _made_up() else 1
    for scored, questions in ((True, s.questions()[::every]), (False, s.more()[::every])):
        for q in questions:
            if q["answerable"] and q.get("evidence"):
                understood = assistant.understood(q["question"])
                yield assistant, scored, q, understood, query_of(understood, Filters())
    if kept:
        kept.save()
    assistant.close()


def _kept(assistant: Assistant, s: QuestionSet) -> KeptReader | None:
    """The reader of an open index, which from now on keeps what it says; None where there is none."""
    reader = assistant.index.open_reader()
    if reader is None:
        return None
    kept = KeptReader(reader, s.index)
    assistant.index.open_reader = lambda: kept  # type: ignore[method-assign]
    return kept


def collect_passages(sets: Sequence[QuestionSet]) -> list[Group]:
    """Candidates of every answerable question."""
    score = scorer("score_answers")
    groups = []
    for s in sets:
        for assistant, scored, q, _, query in _asked(s, read=False):
            candidates = assistant.index.candidates(query)
            if candidates:
                gold = _evidence([c.passage.text for c in candidates], q, score)
                groups.append(Group(s.name, scored, np.array(assistant.index.figures(query, candidates)), gold))
    return groups


def _evidence(texts: Sequence[str], question: dict[str, Any], score: Any) -> np.ndarray:
    evidence = [score.fold(e) for e in question["evidence"]]
    return np.array([holds(evidence, score.fold(t), score) for t in texts])


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


def collect_sentences(sets: Sequence[QuestionSet], *, read: bool = False) -> list[Group]:
    """Sentences of the passages found, and which of them are evidence; of passages that were read with the question, or not."""
    score = scorer("score_answers")
    groups = []
    for s in sets:
        for assistant, scored, q, understood, query in _asked(s, read=read):
            hits = assistant.index.search(query, READ, Ranking(read=read))
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
            groups.append(Group(s.name, scored, np.array(extract.with_reading(rows, hits) if read else [r[4] for r in rows]), np.array(gold)))
    return groups


def fit_ranking(groups: Sequence[Group], name: str) -> Network:
    """The network of the ranking ``name``, in the usual measure."""
    return fit_network(groups, _NAMES[name], _SPREAD[name], [1 if g.council in _made_up() else _REAL for g in groups])


def reached(groups: Sequence[Group], names: Sequence[str], model: Model) -> str:
    """Shares of questions with gold among the first 1, 3, 5, 10, and the mean reciprocal rank."""
    ranks = []
    for g in groups:
        scores = np.asarray(model.scores(names, g.figures))  # type: ignore[arg-type]
        ranks.append(int((scores > scores[g.gold > 0].max()).sum()) if g.gold.max() > 0 else 999)
    r = np.array(ranks)
    return " ".join(f"{(r < k).mean():.3f}" for k in (1, 3, 5, 10)) + f"  mrr {(1 / (1 + r)).mean():.3f}"


def left_out(groups: Sequence[Group], name: str) -> list[str]:
    """A table: each real council with the network fitted on all others."""
    names, alone = _NAMES[name], Linear({_FIRST[name]: 1.0})
    lines = [f"{'left out':<14}{'questions':>10}   first stage 1/3/5/10 and MRR        fitted on the others"]
    for council in dict.fromkeys(g.council for g in groups if g.council not in _made_up()):
        test = [g for g in groups if g.council == council and g.scored]
        model = fit_ranking([g for g in groups if g.council != council], name)
        lines.append(f"{council:<14}{len(test):>10}   {reached(test, names, alone)}   {reached(test, names, model)}")
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


def collect_confidence(sets: Sequence[QuestionSet], *, read: bool, others: Sequence[QuestionSet] = ()) -> list[Judged]:
    """Questions of the sets, one of ``_READ_EVERY`` of made-up councils, and questions of ``others``, by default the sets, which these papers cannot answer; the hits read with the question, or not."""
    score = scorer("score_answers")
    rows = []
    for s in sets:
        assistant = Assistant.open(s.index, settings=read_settings() if read else replace(read_settings(), reranker="off"))
        kept = _kept(assistant, s) if read else None
        own = s.questions()
        if s.name in _made_up():  # those that were read for the rankings, and as many of the others
            own = [*[q for q in own[::_READ_EVERY] if q["answerable"]], *[q for q in own if not q["answerable"]][::_READ_EVERY]]
        for q in own:
            figures, citations = assistant.signals(q["question"])
            cited = q["answerable"] and any(score.shares(e, c.quote) for e in q.get("evidence") or [] for c in citations[:5])
            rows.append(Judged(s.name, q["id"], figures, bool(cited), bool(q["answerable"])))
        foreign = [q for o in others or sets if o.name != s.name for q in o.questions() if q["answerable"]] if s.name not in _made_up() else []
        step = max(1, len(foreign) * _FOREIGN_EVERY // max(len(own), 1))
        rows += [Judged(s.name, q["id"], assistant.signals(q["question"])[0], False, False, True) for q in foreign[::step]]
        if kept:
            kept.save()
        assistant.close()
    return [r for r in rows if r.figures]


def fit_confidence(rows: Sequence[Judged]) -> Linear:
    """Logistic regression of "cited" on the signals."""
    figures = [r.figures for r in rows]
    return _logistic(confidence.READ_NAMES if len(figures[0]) == len(confidence.READ_NAMES) else confidence.NAMES, figures, [r.cited for r in rows])


def fit_reading(rows: Sequence[Judged]) -> Linear:
    """The same, but with the figures of the search weighed among themselves as they are in fitted.json: for an encoder that has learnt the councils it is fitted on, and a reader that has not."""
    before, kept = fitted.linear("confidence read"), len(confidence.NAMES)
    sums = [sum(before.weights[n] * f for n, f in zip(confidence.NAMES, r.figures, strict=False)) for r in rows]
    said = _logistic(("search", *confidence.READ_NAMES[kept:]), [[s, *r.figures[kept:]] for s, r in zip(sums, rows, strict=True)], [r.cited for r in rows])
    weights = {n: round(said.weights["search"] * before.weights[n], 4) for n in confidence.NAMES}
    return Linear({**weights, **{n: said.weights[n] for n in confidence.READ_NAMES[kept:]}}, said.intercept)


def _logistic(names: Sequence[str], figures: Sequence[Sequence[float]], right: Sequence[bool]) -> Linear:
    from sklearn.linear_model import LogisticRegression

    x = np.array(figures)
    width = x.std(0) + 1e-9
    model = LogisticRegression(C=0.3, max_iter=3000).fit(x / width, right)
    return Linear(dict(zip(names, (model.coef_[0] / width).round(4).tolist(), strict=True)), round(float(model.intercept_[0]), 4))


@dataclass(frozen=True, slots=True)
class Near:
    """A question with the decisions near what an answer would cite."""

    council: str
    figures: list[list[float]]
    gold: list[bool]  # which of them the answer should list
    wanted: int  # how many it should list in all


def collect_belonging(sets: Sequence[QuestionSet]) -> list[Near]:
    """The questions that name resolutions."""
    score = scorer("score_answers")
    rows = []
    for s in sets:
        assistant = Assistant.open(s.index)
        for q in s.questions():
            if wanted := q.get("resolutions"):
                near = assistant.decisions_near(q["question"])
                rows.append(Near(s.name, [f for _, f in near], [any(score.shares(w, d.text) for w in wanted) for d, _ in near], len(wanted)))
        assistant.close()
    return rows


def fit_belonging(rows: Sequence[Near]) -> Linear:
    """Logistic regression of "the answer should list it" on the figures of a decision."""
    return _logistic(belonging.NAMES, [f for r in rows for f in r.figures], [g for r in rows for g in r.gold])


def left_out_belonging(rows: Sequence[Near]) -> list[str]:
    """A table: each council with the rest fitted: how often the likeliest decision is one to list, and how the likelihoods said compare with what is."""
    lines = [f"{'left out':<14}{'questions':>10}{'decisions':>10}   likeliest right   said in the mean   to list"]
    for council in dict.fromkeys(r.council for r in rows):
        own = [r for r in rows if r.council == council and r.figures]
        model = fit_belonging([r for r in rows if r.council != council])
        said = [[belonging.likelihood(f, model=model) for f in r.figures] for r in own]
        first = np.mean([r.gold[int(np.argmax(p))] for r, p in zip(own, said, strict=True)])
        listed = [g for r in own for g in r.gold]
        lines.append(f"{council:<14}{len(own):>10}{len(listed):>10}   {first:>15.3f}   {np.mean([p for of_one in said for p in of_one]):>16.3f}   {np.mean(listed):>7.3f}")
    return lines


def left_out_confidence(rows: Sequence[Judged], fit: Callable[[Sequence[Judged]], Linear] = fit_confidence) -> list[tuple[float, Judged]]:
    """The confidence of every question about a real council, with that council left out of the fit."""
    said: list[tuple[float, Judged]] = []
    for council in dict.fromkeys(r.council for r in rows if r.council not in _made_up()):
        model = fit([r for r in rows if r.council != council])
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


def save(name: str, model: Linear | Network, path: Path = TARGET) -> None:
    """Write one model into fitted.json."""
    table = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    if isinstance(model, Network):
        table[name] = {"names": list(model.names), **{key: _short(getattr(model, key)) for key in ("weights", "hidden", "bias", "add")}}
    else:
        table[name] = {"names": list(model.weights), "weights": list(model.weights.values()), "intercept": model.intercept}
    lines = [f' "{name}": {{\n' + ",\n".join(f'  "{key}": {json.dumps(value)}' for key, value in own.items()) + "\n }" for name, own in table.items()]
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    fitted.linear.cache_clear()
    fitted.network.cache_clear()


def _short(numbers: np.ndarray) -> Any:
    """As lists, with four significant digits."""
    return [_short(row) for row in numbers] if numbers.ndim > 1 else [float(f"{x:.4g}") for x in numbers]


def measure() -> None:
    """Print what the shipped rankings are worth on the collections that the encoder was not trained on."""
    sets = built([s for s in present() if s.name not in LATE])
    for name, collect in _COLLECT.items():
        groups = _together(collect, sets)
        print(name)
        for s in sets:
            own = [g for g in groups if g.council == s.name and g.scored]
            print(f"{s.name:<14}{reached(own, _NAMES[name], Linear({_FIRST[name]: 1.0}))}   {reached(own, _NAMES[name], fitted.network(name))}")
    sure = _together(partial(collect_confidence, read=True, others=sets), sets)
    print("\n".join(reliability([(confidence.confidence(r.figures), r) for r in sure])))


_COLLECT: dict[str, Callable[[Sequence[QuestionSet]], list[Group]]] = {  # in this order: each goes on from what those before it find
    "passage": collect_passages, "sentence": collect_sentences, "sentence read": partial(collect_sentences, read=True),
}  # fmt: skip


def _together(collect: Callable[[Sequence[QuestionSet]], list[Any]], sets: Sequence[QuestionSet]) -> list[Any]:
    """What ``collect`` gives for the sets, several at once, in their order."""
    with ProcessPoolExecutor() as pool:
        return [one for of_set in pool.map(collect, [[s] for s in sets]) for one in of_set]


def _confidence(name: str, sets: Sequence[QuestionSet], late: Sequence[QuestionSet], fit: Callable[[Sequence[Judged]], Linear] = fit_confidence) -> None:
    """Fit the confidence ``name``, with the hits read or not; print its reliability, each real council left out, and write it."""
    sure = _together(partial(collect_confidence, read=name.endswith("read"), others=sets), [*sets, *late])
    print(f"{name}\n" + "\n".join(reliability(left_out_confidence(sure, fit))))
    save(name, fit(sure))


def main() -> None:
    """Fit all, print the left-one-out tables, write fitted.json; with the argument "reading" only what the reader adds to the confidence; or, with "shipped", measure what is there."""
    if sys.argv[1:] == ["shipped"]:
        measure()
        return
    sets = built([s for s in present() if s.name not in NEVER_LEARNT])
    late = built([s for s in invented() if s.name in LATE])
    if sys.argv[1:] == ["reading"]:
        _confidence("confidence read", sets, late, fit_reading)
        return
    for name, collect in _COLLECT.items():
        groups = _together(collect, [*sets, *late])
        print(f"{name}\n" + "\n".join(left_out(groups, name)), flush=True)
        save(name, fit_ranking(groups, name))
    _confidence("confidence", sets, late)
    _confidence("confidence read", sets, late)
    near = _together(collect_belonging, sets)
    print("belonging\n" + "\n".join(left_out_belonging(near)))
    save("belonging", fit_belonging(near))


if __name__ == "__main__":
    main()
