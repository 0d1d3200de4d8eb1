"""Parameters and batches -> steps of training: AdamW, a warm-up, then a rate that falls in a line to a floor; gradients of at most length 1."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any


def without_attention_dropout(layers: Iterable[Any]) -> None:
    """Set layers of BERT's kind to train, but for the dropout of the attention's weights, which takes 40 % of a step's time on a processor."""
    for layer in layers:
        layer.attention.output.dropout.train()
        layer.output.dropout.train()


def descend(
    parameters: Sequence[tuple[Sequence[Any], float]], batches: Callable[[], Sequence[Any]], loss_of: Callable[[Any], Any], epochs: int, *, rate: float, warm_up: int, floor: float
) -> Iterator[tuple[int, int, float, float]]:
    """Train; yields step, steps, loss and seconds after every step.

    Args:
        parameters: torch parameters that are trained, each lot with how many times the rate it has.
        batches: the batches of one epoch, shuffled anew at every call.
        loss_of: the loss of a batch, with gradients.
        epochs: how often to go through them.
        rate: the highest learning rate.
        warm_up: steps until it is reached.
        floor: share of it that the last steps keep.
    """
    import torch

    optimizer = torch.optim.AdamW([{"params": list(lot), "times": times} for lot, times in parameters], lr=rate, weight_decay=0.01)
    every = [p for lot, _ in parameters for p in lot]
    steps = epochs * len(batches())
    began, step = time.monotonic(), 0
    for _ in range(epochs):
        for batch in batches():
            for group in optimizer.param_groups:
                group["lr"] = group["times"] * rate * min(1.0, (step + 1) / warm_up) * max(floor, 1 - step / steps)
            loss = loss_of(batch)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(every, 1.0)
            optimizer.step()
            step += 1
            yield step, steps, loss.item(), time.monotonic() - began
