"""Training groups -> the top layers of the encoder, as docqa ships them in src/docqa/weights/encoder.safetensors.

Contrastive learning with in-batch and hard negatives (van den Oord, Li, Vinyals, "Representation Learning with Contrastive Predictive Coding", 2018;
Henderson et al., "Efficient Natural Language Response Suggestion for Smart Reply", 2017). Every batch comes from one source, so that its negatives speak
of the same council. The embeddings and the lower layers stay as they came; their outputs are computed once and kept, which halves the time of a step.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bench.train.pairs import Group, is_council
from bench.train.steps import descend
from docqa.search.encoder import default_model_folder

TRAINED_LAYERS = 3  # of six
_TOKENS = 160
_BATCH = 16
_RATE = 3e-5
_SCALE = 20.0  # of the cosines before the softmax, as the model was made with
_PASSAGE_SHARE = 0.6  # of the positives are whole passages; the rest may be the evidence alone, since sentences are encoded too
_MOST_OF_OTHERS = 500  # groups of a source that is no council, per epoch


class Trainer:
    """Holds the model and the outputs of its frozen layers."""

    def __init__(self, groups: Sequence[Group]) -> None:
        import torch
        from transformers import AutoModel, AutoTokenizer

        torch.manual_seed(0)
        torch.set_num_threads(os.cpu_count() or 1)
        self.random = random.Random(0)
        self.torch = torch
        self.groups = [g for g in groups if g.answerable]
        folder = str(default_model_folder())
        tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
        self.model: Any = AutoModel.from_pretrained(folder, attn_implementation="eager", local_files_only=True)
        layers = self.model.encoder.layer
        self.first = len(layers) - TRAINED_LAYERS
        self.top = layers[self.first :]
        for parameter in self.model.parameters():
            parameter.requires_grad = False
        for parameter in self.top.parameters():
            parameter.requires_grad = True
        texts = sorted({t for g in self.groups for t in (g.question, *g.positives, *g.negatives[:12])}, key=len)
        self.tokens = {t: tokenizer(t, truncation=True, max_length=_TOKENS)["input_ids"] for t in texts}
        self.lower = self._lower(texts)

    def _lower(self, texts: Sequence[str]) -> dict[str, Any]:
        """Text -> half floats, shape (tokens, width): what the frozen layers make of it."""
        torch = self.torch
        self.model.eval()
        kept = {}
        with torch.no_grad():
            for start in range(0, len(texts), 32):
                batch = texts[start : start + 32]
                longest = max(len(self.tokens[t]) for t in batch)
                ids = torch.zeros(len(batch), longest, dtype=torch.long)
                mask = torch.zeros(len(batch), longest)
                for n, t in enumerate(batch):
                    ids[n, : len(self.tokens[t])] = torch.tensor(self.tokens[t])
                    mask[n, : len(self.tokens[t])] = 1
                hidden = self._through(self.model.encoder.layer[: self.first], self.model.embeddings(input_ids=ids), mask)
                for n, t in enumerate(batch):
                    kept[t] = hidden[n, : len(self.tokens[t])].half().clone()
        return kept

    @staticmethod
    def _through(layers: Any, hidden: Any, mask: Any) -> Any:
        bias = (1.0 - mask[:, None, None, :]) * -1e9
        for layer in layers:
            out = layer(hidden, bias)
            hidden = out[0] if isinstance(out, tuple) else out
        return hidden

    def encode(self, texts: Sequence[str]) -> Any:
        """Unit vectors of ``texts``, with gradients for the top layers."""
        torch = self.torch
        longest = max(len(self.lower[t]) for t in texts)
        hidden = torch.zeros(len(texts), longest, self.model.config.hidden_size)
        mask = torch.zeros(len(texts), longest)
        for n, t in enumerate(texts):
            hidden[n, : len(self.lower[t])] = self.lower[t].float()
            mask[n, : len(self.lower[t])] = 1
        hidden = self._through(self.top, hidden, mask)
        mean = (hidden * mask[:, :, None]).sum(1) / mask.sum(1, keepdim=True)
        return torch.nn.functional.normalize(mean, dim=-1)

    def batches(self) -> list[list[Group]]:
        """One epoch."""
        by_source: dict[str, list[Group]] = {}
        for g in self.groups:
            by_source.setdefault(g.source, []).append(g)
        batches: list[list[Group]] = []
        for source, groups in by_source.items():
            self.random.shuffle(groups)
            used = groups if is_council(source) else groups[:_MOST_OF_OTHERS]
            batches += [used[n : n + _BATCH] for n in range(0, len(used), _BATCH)]
        self.random.shuffle(batches)
        return [b for b in batches if len(b) > 3]

    def loss(self, batch: Sequence[Group]) -> Any:
        """Cross-entropy of every question against the positives of the others and hard negatives."""
        torch = self.torch
        positives = [g.positives[0] if self.random.random() < _PASSAGE_SHARE else self.random.choice(g.positives) for g in batch]
        negatives = [self.random.choice(g.negatives[:12]) for g in batch if g.negatives]
        negatives += [self.random.choice(g.negatives[:5]) for g in batch if g.negatives and self.random.random() < 0.5]
        candidates = positives + [n for n in dict.fromkeys(negatives) if n not in set(positives)]
        vectors = self.encode([g.question for g in batch] + candidates)
        scores = vectors[: len(batch)] @ vectors[len(batch) :].T * _SCALE
        for n, g in enumerate(batch):
            for k, text in enumerate(candidates):
                if k != n and text in g.positives:
                    scores[n, k] = -1e4
        return torch.nn.functional.cross_entropy(scores, torch.arange(len(batch)))

    def train(self, epochs: int) -> Iterator[tuple[int, int, float, float]]:
        """Train; yields step, steps, loss and seconds after every step."""
        self.model.train()
        return descend(list(self.top.parameters()), self.batches, self.loss, epochs, rate=_RATE, warm_up=30, floor=0.05)

    def save(self, path: Path) -> None:
        """Write the trained layers as half floats, under their names in the model."""
        from safetensors.torch import save_file

        path.parent.mkdir(parents=True, exist_ok=True)
        trained = tuple(f"encoder.layer.{n}." for n in range(self.first, self.first + TRAINED_LAYERS))
        save_file({k: v.half().contiguous() for k, v in self.model.state_dict().items() if k.startswith(trained)}, str(path))
