"""Questions with the figures of their candidates -> the network that ranks them (docqa.fitted.Network).

Softmax over the candidates of a question, the evidence on top (Cao, Qin, Liu, Tsai, Li, "Learning to Rank: From Pairwise Approach to Listwise Approach",
2007). A few small networks with different starts are fitted and put side by side, which is one network that gives their mean.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

import numpy as np

from docqa.fitted import Network

_UNITS = 16  # of each network
_STARTS = 4
_EPOCHS = 10
_BATCH = 64  # questions
_RATE = 2e-3
_DECAY = 1e-2
_DROPPED = 0.1  # share of the units in each step
_MOST = 100  # candidates of a question
_FIFTH = 4


class Asked(Protocol):
    """A question: figures of its candidates, shape (candidates, figures), and how good each is as evidence, 0 for none."""

    figures: np.ndarray
    gold: np.ndarray


@dataclass(frozen=True, slots=True)
class _Tensors:
    figures: Any  # shape (questions, candidates, figures), standardised
    there: Any  # shape (questions, candidates)
    gold: Any
    mean: np.ndarray
    width: np.ndarray


def fit_network(groups: Sequence[Asked], names: Sequence[str], spread: float = 0.0, times: Sequence[int] | None = None) -> Network:
    """The network that puts the best evidence of each question on top; questions without evidence among their candidates say nothing.

    Args:
        groups: the questions.
        names: of their figures.
        spread: how far the best candidate shall be above the fifth in the mean; 0 to leave the scores as they come.
        times: how often each question is shown in an epoch; once if left out.
    """
    used = [n for n, g in enumerate(groups) if g.gold.max(initial=0) > 0 and g.gold.min() == 0]
    data = _tensors([groups[n] for n in used])
    shown = np.repeat(np.arange(len(used)), [times[n] if times else 1 for n in used])
    parts = [_fit(data, shown, seed) for seed in range(_STARTS)]
    hidden = np.vstack([first for _, first, _, _ in parts]) / data.width
    bias = np.concatenate([b for _, _, b, _ in parts]) - hidden @ data.mean
    add = np.concatenate([last for *_, last in parts]) / _STARTS
    weights = np.mean([w for w, *_ in parts], axis=0) / data.width
    found = Network(tuple(names), *(x.astype(np.float32) for x in (weights, hidden, bias, add)))
    if not spread:
        return found
    scores = [sorted(found.scores(names, g.figures), reverse=True) for g in groups if len(g.figures)]  # type: ignore[arg-type]
    scale = spread / float(np.mean([s[0] - s[min(_FIFTH, len(s) - 1)] for s in scores]))
    return replace(found, weights=found.weights * scale, add=found.add * scale)


def _tensors(groups: Sequence[Asked]) -> _Tensors:
    import torch

    shape = (len(groups), _MOST)
    figures = np.zeros((*shape, groups[0].figures.shape[1]), dtype=np.float32)
    there, gold = np.zeros(shape, dtype=bool), np.zeros(shape, dtype=bool)
    for n, g in enumerate(groups):
        best = np.flatnonzero(g.gold == g.gold.max())
        kept = np.unique(np.concatenate([best[:3], np.arange(min(len(g.gold), _MOST - 3))]))
        figures[n, : len(kept)], there[n, : len(kept)], gold[n, : len(kept)] = g.figures[kept], True, g.gold[kept] == g.gold.max()
    every = figures[there]
    mean, width = every.mean(0), every.std(0) + 1e-6
    return _Tensors(torch.tensor((figures - mean) / width), torch.tensor(there), torch.tensor(gold), mean, width)


def _fit(data: _Tensors, shown: np.ndarray, seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Weights of the figures, of the units over them, their bias, and what they add, over standardised figures."""
    import torch

    torch.manual_seed(seed)
    count = data.figures.shape[2]
    direct, first, last = torch.nn.Linear(count, 1, bias=False), torch.nn.Linear(count, _UNITS), torch.nn.Linear(_UNITS, 1, bias=False)
    torch.nn.init.zeros_(direct.weight)
    torch.nn.init.zeros_(last.weight)
    dropout = torch.nn.Dropout(_DROPPED)
    parameters = [*direct.parameters(), *first.parameters(), *last.parameters()]
    optimizer = torch.optim.AdamW(parameters, lr=_RATE, weight_decay=_DECAY)
    epoch = torch.tensor(shown)
    steps, step = _EPOCHS * (len(epoch) // _BATCH or 1), 0
    for _ in range(_EPOCHS):
        for rows in epoch[torch.randperm(len(epoch))].split(_BATCH):
            x = data.figures[rows]
            scores = (direct(x) + last(dropout(torch.nn.functional.gelu(first(x), approximate="tanh"))))[..., 0].masked_fill(~data.there[rows], -1e9)
            loss = (torch.logsumexp(scores, 1) - torch.logsumexp(scores.masked_fill(~data.gold[rows], -1e9), 1)).mean()
            for group in optimizer.param_groups:
                group["lr"] = _RATE * max(0.0, 1 - step / steps)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            step += 1
    return tuple(p.detach().numpy().copy() for p in (direct.weight[0], first.weight, first.bias, last.weight[0]))  # type: ignore[return-value]
