"""Training groups -> a small cross-encoder that says how well a stretch of a passage answers a question (src/docqa/weights/reranker.safetensors).

The packaged MiniLM, its embeddings frozen, reads question and text together; mean and first token of the last layer give one figure. Trained to put the
evidence above what the first stage finds beside it (softmax over one right and several wrong texts), and a little to say yes and no by itself.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bench.train.pairs import Group
from docqa.search.encoder import Encoder, default_model_folder
from docqa.search.windows import WINDOW_CHARS, window_of
from docqa.text import sentences

_TOKENS = 144
_GROUPS = 4
_WRONG = 5
_RATE = 4e-5
_YES_NO = 0.2  # weight of the loss that asks for yes or no beside the one that asks for order
_EVIDENCE_SHARE = 0.3  # of the right texts are the evidence alone


def windows(groups: Sequence[Group], encoder: Encoder) -> list[tuple[Group, list[str], list[str]]]:
    """Groups with the stretches of their right and wrong texts that are nearest to the question, as the search will choose them."""
    made = []
    for g in groups:
        texts = [g.positives[0], *g.negatives[:14]]
        cut = [[t[a:b] for a, b in sentences(t)] or [t] for t in texts]
        vectors = encoder.encode([g.question, *(s for pieces in cut for s in pieces)])
        at, chosen = 1, []
        for pieces in cut:
            cosines = vectors[at : at + len(pieces)] @ vectors[0]
            at += len(pieces)
            first, last = window_of([len(s) for s in pieces], int(np.argmax(cosines)))
            chosen.append(" ".join(pieces[first:last])[:WINDOW_CHARS])
        made.append((g, [chosen[0], *g.positives[1:]], chosen[1:]))
    return made


class Trainer:
    """Holds the model."""

    def __init__(self, groups: Sequence[tuple[Group, list[str], list[str]]]) -> None:
        import torch
        from transformers import AutoModel, AutoTokenizer

        torch.manual_seed(0)
        torch.set_num_threads(os.cpu_count() or 1)
        self.random = random.Random(0)
        self.torch = torch
        self.groups = [g for g in groups if g[2]]
        folder = str(default_model_folder())
        self.tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
        self.model: Any = AutoModel.from_pretrained(folder, attn_implementation="sdpa", local_files_only=True)
        for parameter in self.model.embeddings.parameters():
            parameter.requires_grad = False
        self.head = torch.nn.Linear(2 * self.model.config.hidden_size, 1)

    def score(self, questions: Sequence[str], texts: Sequence[str]) -> Any:
        """One figure a pair."""
        torch = self.torch
        encoded = self.tokenizer(list(questions), list(texts), truncation="only_second", max_length=_TOKENS, padding=True, return_tensors="pt")
        hidden = self.model(**encoded).last_hidden_state
        mask = encoded["attention_mask"][:, :, None].float()
        mean = (hidden * mask).sum(1) / mask.sum(1)
        return self.head(torch.cat([hidden[:, 0], mean], dim=-1))[:, 0]

    def loss(self, batch: Sequence[tuple[Group, list[str], list[str]]]) -> Any:
        """Order within each group, and yes or no for each pair."""
        torch = self.torch
        questions, texts, sizes = [], [], []
        for group, right, wrong in batch:
            chosen = [self.random.choice(right[1:]) if right[1:] and self.random.random() < _EVIDENCE_SHARE else right[0]]
            chosen += self.random.sample(wrong, min(_WRONG, len(wrong)))
            questions += [group.question] * len(chosen)
            texts += chosen
            sizes.append(len(chosen))
        scores = self.score(questions, texts)
        total, at = 0.0, 0
        for size in sizes:
            own = scores[at : at + size]
            at += size
            yes = torch.zeros(size)
            yes[0] = 1.0
            total = total + torch.nn.functional.cross_entropy(own[None, :], torch.zeros(1, dtype=torch.long))
            total = total + _YES_NO * torch.nn.functional.binary_cross_entropy_with_logits(own, yes)
        return total / len(sizes)

    def train(self, minutes: float, epochs: int) -> Iterator[tuple[int, int, float, float]]:
        """Train for at most ``epochs`` and ``minutes``; yields step, steps, loss and seconds after every step."""
        torch = self.torch
        parameters = [p for p in [*self.model.parameters(), *self.head.parameters()] if p.requires_grad]
        optimizer = torch.optim.AdamW(parameters, lr=_RATE, weight_decay=0.01)
        steps = epochs * (len(self.groups) // _GROUPS)
        began, step = time.monotonic(), 0
        self.model.train()
        for _ in range(epochs):
            self.random.shuffle(self.groups)
            for start in range(0, len(self.groups) - _GROUPS + 1, _GROUPS):
                used = max(step / steps, (time.monotonic() - began) / (60 * minutes))
                if used >= 1:
                    return
                for group in optimizer.param_groups:
                    group["lr"] = _RATE * min(1.0, (step + 1) / 50) * max(0.02, 1 - used)
                loss = self.loss(self.groups[start : start + _GROUPS])
                optimizer.zero_grad()
                loss.backward()
                torch.nn.utils.clip_grad_norm_(parameters, 1.0)
                optimizer.step()
                step += 1
                yield step, steps, float(loss), time.monotonic() - began

    def save(self, path: Path) -> None:
        """Write what was trained as half floats: the layers under their names in the model, and ``head.weight``, ``head.bias``."""
        from safetensors.torch import save_file

        path.parent.mkdir(parents=True, exist_ok=True)
        kept = {k: v for k, v in self.model.state_dict().items() if k.startswith("encoder.")}
        kept |= {f"head.{k}": v for k, v in self.head.state_dict().items()}
        save_file({k: v.half().contiguous() for k, v in kept.items()}, str(path))
