"""Training groups -> the layers of the encoder, as docqa ships them in src/docqa/weights/encoder.safetensors.

Contrastive learning with in-batch and hard negatives (van den Oord, Li, Vinyals, "Representation Learning with Contrastive Predictive Coding", 2018;
Henderson et al., "Efficient Natural Language Response Suggestion for Smart Reply", 2017), over the vectors that docqa searches: those of passages, and
those of their sentences and rows, taken from the passage's own run (docqa.search.pooling). Every batch comes from one source, so that its negatives speak
of the same council; all other sentences of all its passages are negatives of a sentence, those beside it in its own passage too.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bench.train.pairs import Group, is_council
from bench.train.steps import descend, without_attention_dropout
from docqa.search.packaged import default_model_folder
from docqa.search.pooling import SHARED

TRAINED_LAYERS = 6  # of six
_TOKENS = 256  # as the encoder reads
_BATCH = 16
STAGES = ((2, 4e-5), (1, 2.5e-5))  # epochs, and the highest rate, from which it falls to nearly nothing; see docqa/weights/README.md
_SCALE = 20.0  # of the cosines before the softmax, as the model was made with
_SENTENCES = 1.0  # weight of the loss over sentences beside the one over passages
_HARD = 16  # negatives of each question to choose from, the nearest ones
_MOST_OF_OTHERS = 300  # groups of a source that is no council, per epoch
_ALIKE = 4  # runs of the model for the passages of a batch, each of texts about as long


class Trainer:
    """Holds the model."""

    def __init__(self, groups: Sequence[Group], start: Path | None = None) -> None:
        import torch
        from transformers import AutoModel, AutoTokenizer

        torch.manual_seed(0)
        torch.set_num_threads(os.cpu_count() or 1)
        self.random = random.Random(0)
        self.torch = torch
        self.groups = [g for g in groups if g.answerable]
        folder = str(default_model_folder())
        self.tokenizer: Any = AutoTokenizer.from_pretrained(folder, local_files_only=True)
        self.model: Any = AutoModel.from_pretrained(folder, attn_implementation="eager", local_files_only=True)
        if start:
            from safetensors.torch import load_file

            self.model.load_state_dict({name: weights.float() for name, weights in load_file(str(start)).items()}, strict=False)
        self.first = len(self.model.encoder.layer) - TRAINED_LAYERS
        self.top = self.model.encoder.layer[self.first :]
        self.model.eval()
        for parameter in self.model.parameters():
            parameter.requires_grad = False
        for parameter in self.top.parameters():
            parameter.requires_grad = True

    def states(self, texts: Sequence[str]) -> tuple[Any, Any, Any]:
        """The last layer's outputs, shape (texts, tokens, width), with gradients for the trained layers; the mask; first and end character of each token."""
        torch = self.torch
        encoded = self.tokenizer(list(texts), truncation=True, max_length=_TOKENS, padding=True, return_tensors="pt", return_offsets_mapping=True)
        mask = encoded["attention_mask"]
        bias = (1.0 - mask[:, None, None, :].float()) * -1e9
        with torch.autocast("cpu", dtype=torch.bfloat16):
            with torch.no_grad():
                hidden = self._through(self.model.encoder.layer[: self.first], self.model.embeddings(input_ids=encoded["input_ids"]), bias)
            hidden = self._through(self.top, hidden, bias)
        return hidden.float(), mask.float(), encoded["offset_mapping"]

    @staticmethod
    def _through(layers: Any, hidden: Any, bias: Any) -> Any:
        for layer in layers:
            out = layer(hidden, bias)
            hidden = out[0] if isinstance(out, tuple) else out
        return hidden

    def encode(self, texts: Sequence[str]) -> Any:
        """Unit vectors of ``texts``."""
        hidden, mask, _ = self.states(texts)
        return self.torch.nn.functional.normalize((hidden * mask[:, :, None]).sum(1), dim=-1)

    def encode_parts(self, texts: Sequence[str], parts: Sequence[Sequence[tuple[int, int]]]) -> tuple[Any, list[Any]]:
        """Unit vectors of ``texts``, and for each of them those of its ``parts`` (ranges of characters), as docqa.search.pooling makes them."""
        torch, normalize = self.torch, self.torch.nn.functional.normalize
        order = sorted(range(len(texts)), key=lambda n: len(texts[n]))
        size = -(-len(order) // _ALIKE)
        whole: list[Any] = [None] * len(texts)
        inside: list[Any] = [None] * len(texts)
        for start in range(0, len(order), size):
            rows = order[start : start + size]
            hidden, mask, offsets = self.states([texts[n] for n in rows])
            vectors = normalize((hidden * mask[:, :, None]).sum(1), dim=-1)
            for k, n in enumerate(rows):
                whole[n] = vectors[k]
                own = torch.zeros(len(parts[n]), hidden.shape[1])
                for part, (a, b) in enumerate(parts[n]):
                    own[part] = ((offsets[k, :, 1] > a) & (offsets[k, :, 0] < b) & (mask[k] > 0) & (offsets[k, :, 1] > offsets[k, :, 0])).float()
                empty = own.sum(1) == 0  # behind the last token that is read
                own[empty] = mask[k]
                inside[n] = normalize(normalize(own @ hidden[k], dim=-1) - SHARED * vectors[k], dim=-1)
        return torch.stack(whole), inside

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
        """Cross-entropy of every question against the passages of the batch, and against their sentences."""
        torch = self.torch
        texts: dict[str, tuple[tuple[int, int], ...]] = {g.positives[0]: g.cuts[0] for g in batch}
        for g in batch:
            for n in self.random.sample(range(min(_HARD, len(g.negatives))), min(1 + (self.random.random() < 0.3), len(g.negatives), _HARD)):
                texts.setdefault(g.negatives[n], g.cuts[1 + n])
        passages = list(texts)
        questions = self.encode([g.question for g in batch])
        whole, inside = self.encode_parts(passages, list(texts.values()))
        rows = {t: n for n, t in enumerate(passages)}
        scores = questions @ whole.T * _SCALE
        for n, g in enumerate(batch):
            for t in g.positives[1:]:
                if t in rows and t != g.positives[0]:
                    scores[n, rows[t]] = -1e4
        total = torch.nn.functional.cross_entropy(scores, torch.tensor([rows[g.positives[0]] for g in batch]))
        firsts = [0]
        for vectors in inside:
            firsts.append(firsts[-1] + len(vectors))
        found = questions @ torch.cat(inside).T * _SCALE
        asked = [(n, [firsts[rows[g.positives[0]]] + k for k in g.gold]) for n, g in enumerate(batch) if g.gold]
        if asked:
            lost = [torch.logsumexp(found[n], 0) - torch.logsumexp(found[n, gold], 0) for n, gold in asked]
            total = total + _SENTENCES * torch.stack(lost).mean() * (len(asked) / len(batch))
        return total

    def train(self, stage: int) -> Iterator[tuple[int, int, float, float]]:
        """Train one of the STAGES, 0-based; yields step, steps, loss and seconds after every step."""
        without_attention_dropout(self.top)
        epochs, rate = STAGES[stage]
        return descend([(list(self.top.parameters()), 1.0)], self.batches, self.loss, epochs, rate=rate, warm_up=30, floor=0.05)

    def save(self, path: Path) -> None:
        """Write the trained layers as half floats, under their names in the model."""
        from safetensors.torch import save_file

        path.parent.mkdir(parents=True, exist_ok=True)
        trained = tuple(f"encoder.layer.{n}." for n in range(self.first, len(self.model.encoder.layer)))
        save_file({k: v.half().contiguous() for k, v in self.model.state_dict().items() if k.startswith(trained)}, str(path))
