"""``python -m bench.pooling SET...``: what sentence vectors are worth that come from their passage's run, beside sentences encoded one by one.

Prints a table a way: shares of questions with evidence among the first 1, 3, 5, 10 passages (and sentences), and mean reciprocal rank; by the first stage, by
weights fitted on the other sets, and by the shipped weights.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from bench.fit import Group, collect_passages, collect_sentences, fit_ranking, reached
from bench.sets import WORK, QuestionSet, built, present
from docqa.answer import extract
from docqa.assistant import Assistant
from docqa.fitted import Linear, network
from docqa.manifest import current_generation
from docqa.search import pooling, rerank
from docqa.search.passages import embedded_text
from docqa.search.units import Unit, unit_ranges, units_of
from docqa.search.vectors import UNITS, write_vectors
from docqa.text import one_line

WAYS = {"one by one": None, "from the passage": 0.0, "less the passage (shipped)": pooling.SHARED}
_ALONE_CHARS = 40  # one by one, shorter sentences are encoded behind the one before them


def texts_alone(units: Sequence[Unit]) -> Iterator[str]:
    """What each sentence or row is encoded by on its own."""
    before = ""
    for unit in units:
        line = one_line(unit.text)
        yield line if len(line) >= _ALONE_CHARS or not before else f"{before[-200:]} {line}"
        before = line


def with_vectors(s: QuestionSet, way: str) -> QuestionSet:
    """The set with a copy of its index whose sentence vectors were made another way."""
    copy = replace(s, name=f"{s.name} {way}")
    shutil.rmtree(copy.index, ignore_errors=True)
    folder = current_generation(s.index)
    target = copy.index / folder.name
    shutil.copytree(folder, target)
    (copy.index / "CURRENT").write_text(folder.name, encoding="utf-8")
    assistant = Assistant.open(s.index)
    passages = list(assistant.index.register.iterate_passages())
    encoder = assistant.index.encoder
    units = [units_of(p) for p in passages]
    share = WAYS[way]
    if share is None:
        texts = [t for of_one in units for t in texts_alone(of_one)]
        different = list(dict.fromkeys(texts))
        at = {t: n for n, t in enumerate(different)}
        vectors = encoder.encode(different)[[at[t] for t in texts]]
    else:
        pooling.SHARED = share
        embedded = [embedded_text(p) for p in passages]
        vectors = np.concatenate([v[1:] for v in encoder.encode_parts(embedded, [unit_ranges(t, u) for t, u in zip(embedded, units, strict=True)])])
    write_vectors(target, UNITS, np.repeat([p.row for p in passages], [len(u) for u in units]), vectors)
    assistant.close()
    return copy


def table(way: str, groups: Sequence[Group], names: Sequence[str], first: str, shipped: str) -> Iterator[str]:
    """A row a set, the mean of the sets and that of the questions."""
    rows = []
    for council in dict.fromkeys(g.council for g in groups):
        test = [g for g in groups if g.council == council and g.scored]
        models = (Linear({first: 1.0}), fit_ranking([g for g in groups if g.council != council], shipped), network(shipped))
        figures = [reached(test, names, m).replace("mrr ", "").split() for m in models]
        rows.append([float(x) for f in figures for x in f])
        yield f"| {way} | {council.removesuffix(f' {way}')} | {len(test)} | {' | '.join(' '.join(f) for f in figures)} |"
    for over, weights in (("sets", None), ("questions", [sum(g.council == c and g.scored for g in groups) for c in dict.fromkeys(g.council for g in groups)])):
        mean = [f"{x:.3f}" for x in np.average(rows, axis=0, weights=weights)]
        yield f"| {way} | mean of the {over} | | {' | '.join(' '.join(mean[k : k + 5]) for k in (0, 5, 10))} |"


def main() -> None:
    """Measure."""
    sets = built([s for s in present() if s.name in sys.argv[1:] or len(sys.argv) < 2])
    made = {way: [with_vectors(s, way) for s in sets] for way in WAYS}
    for what, names, first in (("passage", rerank.NAMES, "fused"), ("sentence", extract.NAMES, "cosine")):
        print(f"\n## {what.capitalize()}s\n\n| vectors | set | questions | first stage 1/3/5/10, MRR | fitted on the others | shipped weights |\n|---|---|---|---|---|---|")
        for way, copies in made.items():
            groups = collect_passages(copies) if what == "passage" else collect_sentences(copies)
            print("\n".join(table(way, groups, names, first, what)), flush=True)
    for copies in made.values():
        for s in copies:
            assert s.index.parent == WORK
            shutil.rmtree(s.index)


if __name__ == "__main__":
    main()
