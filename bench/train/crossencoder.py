"""Training groups -> a small cross-encoder that says how well a stretch of a passage answers a question: a trial that is not shipped.

What it was worth on councils it had never seen is in bench/results/crossencoder.md; kept so that anyone with more questions or time can go on from it.

MiniLM as docqa's encoder ships it, its embeddings frozen, reads question and text together; mean and first token of the last layer give one figure.
Trained to put the stretch with the evidence above what the search finds beside it, and above the rest of its own passage (softmax over one right and
several wrong texts), and a little to say yes and no by itself.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from bench.train.pairs import Group, is_council
from bench.train.steps import descend, without_attention_dropout
from docqa.search.encoder import Encoder, default_model_folder
from docqa.search.windows import WINDOW_CHARS, window_of
from docqa.text import sentences, words

_TOKENS = 128
_GROUPS = 4
_WRONG = 7
_RATE = 5e-5
_EPOCHS = 1
_YES_NO = 0.2  # weight of the loss that asks for yes or no beside the one that asks for order
_EVIDENCE_SHARE = 0.25  # of the right texts are the evidence alone
_MOST_OF_OTHERS = 400  # groups of a source that is no council
_NEIGHBOURS = 10  # texts of the same source that are nearest to a question without negatives of its own


@dataclass(frozen=True, slots=True)
class Windows:
    """A question with stretches that hold its evidence and stretches that do not."""

    source: str
    question: str
    right: tuple[str, ...]
    wrong: tuple[str, ...]


def windows(groups: Sequence[Group], encoder: Encoder) -> list[Windows]:
    """The stretches of the groups' texts that are nearest to the question, as the search will choose them."""
    groups = _some(groups)
    neighbours = _neighbours(groups, encoder)
    pieces_of = {t: [t[a:b] for a, b in sentences(t)] or [t] for g, near in zip(groups, neighbours, strict=True) for t in (g.positives[0], *g.negatives[:12], *near)}
    every = list(dict.fromkeys([*(g.question for g in groups), *(s for pieces in pieces_of.values() for s in pieces)]))
    vectors = encoder.encode(every)
    row = {t: n for n, t in enumerate(every)}
    made = []
    for g, near in zip(groups, neighbours, strict=True):
        cut = [pieces_of[t] for t in (g.positives[0], *g.negatives[:12], *near)]
        asked = vectors[row[g.question]]
        cosines = [vectors[[row[s] for s in pieces]] @ asked for pieces in cut]
        own = cosines[0]
        chosen = [_around(pieces, int(np.argmax(c))) for pieces, c in zip(cut, cosines, strict=True)]
        evidence = set(words(" ".join(g.positives[1:] or g.positives[:1]).lower()))
        share = [len(evidence & set(words(s.lower()))) / (len(set(words(s.lower()))) or 1) * min(1.0, len(s) / 60) for s in cut[0]]
        right = _around(cut[0], int(np.argmax(share)))
        beside = [_around(cut[0], n) for n in np.argsort(-own)[:3].tolist() if share[n] < 0.3]
        rights = [right, *g.positives[1:]]
        wrong = [w for w in dict.fromkeys([*(b for b in beside if b != right and not _shares(b, evidence)), *chosen[1:]]) if w not in rights]
        if wrong:
            made.append(Windows(g.source, g.question, tuple(r[:WINDOW_CHARS] for r in rights), tuple(wrong)))
    return made


def _some(groups: Sequence[Group]) -> list[Group]:
    """All groups of councils, and as many of each other source as an epoch uses."""
    count: dict[str, int] = {}
    kept = []
    for g in groups:
        count[g.source] = count.get(g.source, 0) + 1
        if is_council(g.source) or count[g.source] <= _MOST_OF_OTHERS:
            kept.append(g)
    return kept


def _around(pieces: Sequence[str], best: int) -> str:
    first, end = window_of([len(s) for s in pieces], best)
    return " ".join(pieces[first:end])[:WINDOW_CHARS]


def _shares(text: str, evidence: set[str]) -> bool:
    own = set(words(text.lower()))
    return len(own & evidence) > 0.5 * min(len(own), len(evidence))


def _neighbours(groups: Sequence[Group], encoder: Encoder) -> list[list[str]]:
    """For questions with few wrong texts: evidence of other questions of the source that looks nearest."""
    found: list[list[str]] = [[] for _ in groups]
    for source in dict.fromkeys(g.source for g in groups):
        here = [n for n, g in enumerate(groups) if g.source == source]
        if sum(len(groups[n].negatives) for n in here) > 4 * len(here):
            continue
        texts = list(dict.fromkeys(p for n in here for p in groups[n].positives[:1]))
        cosines = encoder.encode([groups[n].question for n in here]) @ encoder.encode(texts).T
        for row, n in enumerate(here):
            own = set(groups[n].positives)
            found[n] = [texts[k] for k in np.argsort(-cosines[row])[: _NEIGHBOURS + len(own)].tolist() if texts[k] not in own][:_NEIGHBOURS]
    return found


class Trainer:
    """Holds the model."""

    def __init__(self, groups: Sequence[Windows], encoder_layers: Path | None = None) -> None:
        import torch
        from transformers import AutoModel, AutoTokenizer

        torch.manual_seed(0)
        torch.set_num_threads(os.cpu_count() or 1)
        self.random = random.Random(0)
        self.torch = torch
        self.groups = list(groups)
        folder = str(default_model_folder())
        self.tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
        self.model: Any = AutoModel.from_pretrained(folder, attn_implementation="eager", local_files_only=True)
        if encoder_layers:
            from safetensors.torch import load_file

            self.model.load_state_dict({k: v.float() for k, v in load_file(str(encoder_layers)).items()}, strict=False)
        for parameter in self.model.embeddings.parameters():
            parameter.requires_grad = False
        self.head = torch.nn.Linear(2 * self.model.config.hidden_size, 1)

    def score(self, questions: Sequence[str], texts: Sequence[str]) -> Any:
        """One figure a pair."""
        torch = self.torch
        encoded = self.tokenizer(list(questions), list(texts), truncation="only_second", max_length=_TOKENS, padding=True, return_tensors="pt")
        with torch.autocast("cpu", dtype=torch.bfloat16):
            hidden = self.model(**encoded).last_hidden_state
        hidden = hidden.float()
        mask = encoded["attention_mask"][:, :, None].float()
        mean = (hidden * mask).sum(1) / mask.sum(1)
        return self.head(torch.cat([hidden[:, 0], mean], dim=-1))[:, 0]

    def loss(self, batch: Sequence[Windows]) -> Any:
        """Order within each group, and yes or no for each pair."""
        torch = self.torch
        questions, texts, sizes = [], [], []
        for group in batch:
            right = self.random.choice(group.right[1:]) if group.right[1:] and self.random.random() < _EVIDENCE_SHARE else group.right[0]
            chosen = [right, *self.random.sample(group.wrong[:14], min(_WRONG, len(group.wrong[:14])))]
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

    def batches(self) -> list[list[Windows]]:
        """One epoch."""
        used = list(self.groups)
        self.random.shuffle(used)
        return [used[n : n + _GROUPS] for n in range(0, len(used) - _GROUPS + 1, _GROUPS)]

    def train(self) -> Iterator[tuple[int, int, float, float]]:
        """Train; yields step, steps, loss and seconds after every step."""
        parameters = [p for p in [*self.model.parameters(), *self.head.parameters()] if p.requires_grad]
        without_attention_dropout(self.model.encoder.layer)
        return descend(parameters, self.batches, self.loss, _EPOCHS, rate=_RATE, warm_up=50, floor=0.02)

    def save(self, path: Path) -> None:
        """Write what was trained as half floats: the layers under their names in the model, and ``head.weight``, ``head.bias``."""
        from safetensors.torch import save_file

        path.parent.mkdir(parents=True, exist_ok=True)
        kept = {k: v for k, v in self.model.state_dict().items() if k.startswith("encoder.")}
        kept |= {f"head.{k}": v for k, v in self.head.state_dict().items()}
        save_file({k: v.half().contiguous() for k, v in kept.items()}, str(path))
