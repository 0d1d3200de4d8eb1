"""Training groups -> the reader, as docqa ships it in src/docqa/weights/reader.safetensors.

MiniLM with the layers of docqa's encoder, its embeddings and first layer as they are, reads question and passage together; the first token, the mean of a
sentence and the mean of the question give one figure for every sentence, its words each another, and the sum of both is what it says. Trained to put the sentences with the evidence above all others, of their own passage
and of those that the search finds beside it, and above "nothing answers" (softmax over all of them), and to say "nothing answers" where the evidence is taken
away and where the papers do not answer, though they speak of the matter; and to put the words of the answer above all other words.
"""

from __future__ import annotations

import os
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from bench.train.pairs import Group, is_council
from bench.train.steps import descend, without_attention_dropout
from docqa.search.encoder import Encoder
from docqa.search.export import HIDDEN, LEAST, MOST_OF_A_WORD
from docqa.search.packaged import default_model_folder
from docqa.search.reader import MAX_TOKENS, tokens_of
from docqa.search.rerank import UNREAD
from docqa.search.windows import Piece, piece_of

_GROUPS = 6
_WRONG = 6
_OF_NEAREST = 12
EPOCHS = 3
_RATE = 8e-5
_HEAD_RATE = 8.0  # times as fast: it begins from nothing
_NOTHING = 0.25  # weight of the loss without the evidence
_WORDS = 0.5  # weight of the loss of the words that answer
_LONGEST_ANSWER = 120  # characters
_FROZEN = 1  # layers
_MOST_OF_OTHERS = 500  # groups of a source that is no council
_ALIKE = 3  # runs of the model for a batch, each of texts about as long


@dataclass(frozen=True, slots=True)
class Example:
    """A question with what is read of the passage that holds its evidence, and of passages that do not."""

    question: str
    right: Piece
    gold: tuple[int, ...]  # which parts of it hold the evidence, 0-based; none where nothing answers
    wrong: tuple[Piece, ...]
    answers: tuple[tuple[int, int], ...] = ()  # characters of the right piece's text that are the answer; none where that is not known


@dataclass(frozen=True, slots=True)
class _Read:
    """What the model says of a piece: figures of its parts and of their words (tensors), and where the words stand in its text (array of first and end, half-open)."""

    scores: Any
    words: Any
    places: Any


def examples(groups: Sequence[Group], encoder: Encoder) -> list[Example]:
    """What the reader would be given of each group's texts. Groups whose evidence stands in no single sentence are left out."""
    groups = _some(groups)
    texts = [[(t, c or ((0, len(t)),)) for t, c in zip((*g.positives[:1], *g.negatives[:14]), g.cuts, strict=False)] for g in groups]
    sentences = list(dict.fromkeys(t[a:b] for of_one in texts for t, cuts in of_one for a, b in cuts))
    row = {s: n for n, s in enumerate(sentences)}
    vectors, asked = encoder.encode(sentences), encoder.encode([g.question for g in groups])
    made = []
    for g, of_one, question in zip(groups, texts, asked, strict=True):
        pieces = [piece_of(t, cuts, (vectors[[row[t[a:b]] for a, b in cuts]] @ question).tolist()) for t, cuts in of_one]
        if not g.answerable:
            if len(pieces) > 2:
                made.append(Example(g.question, pieces[0], (), tuple(pieces[1:])))
            continue
        right = pieces[0]
        gold = tuple(n - right.first for n in g.gold if right.first <= n < right.first + len(right.ranges))
        if g.gold and not gold:  # the sentence that is nearest is not the one that answers
            text, cuts = of_one[0]
            right = piece_of(text, cuts, [float(n == g.gold[0]) for n in range(len(cuts))])
            gold = (g.gold[0] - right.first,)
        if (gold or len(right.ranges) == 1) and len(pieces) > 2:
            made.append(Example(g.question, right, gold or (0,), tuple(pieces[1:]), _answers(g.answers, right, gold or (0,))))
    return made


def _answers(patterns: Sequence[str], right: Piece, gold: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """Where the answer stands in the sentences with the evidence: characters of the piece's text."""
    found = []
    for start, end in (right.ranges[n] for n in gold):
        for pattern in patterns:
            found += [(start + m.start(), start + m.end()) for m in re.finditer(pattern, right.text[start:end], re.I | re.S) if len(m.group().strip()) > 0 and len(m.group()) < _LONGEST_ANSWER]
    return tuple(found)


def _some(groups: Sequence[Group]) -> list[Group]:
    """All groups of councils, and as many of each other source as an epoch uses."""
    count: dict[str, int] = {}
    kept = []
    for g in groups:
        count[g.source] = count.get(g.source, 0) + 1
        if is_council(g.source) or count[g.source] <= _MOST_OF_OTHERS:
            kept.append(g)
    return kept


class Trainer:
    """Holds the model."""

    def __init__(self, made: Sequence[Example], start: Path) -> None:
        import torch
        from safetensors.torch import load_file
        from tokenizers import Tokenizer
        from transformers import AutoModel

        torch.manual_seed(0)
        torch.set_num_threads(os.cpu_count() or 1)
        self.random = random.Random(0)
        self.torch = torch
        self.made = list(made)
        folder = default_model_folder()
        self.tokenizer: Any = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.enable_truncation(MAX_TOKENS, strategy="longest_first")
        self.tokenizer.no_padding()
        self.model: Any = AutoModel.from_pretrained(str(folder), attn_implementation="sdpa", local_files_only=True).eval()
        self.model.load_state_dict({name: weights.float() for name, weights in load_file(str(start)).items()}, strict=False)
        for part in (self.model.embeddings, *self.model.encoder.layer[:_FROZEN]):
            for parameter in part.parameters():
                parameter.requires_grad = False
        width = self.model.config.hidden_size
        self.head: Any = torch.nn.Sequential(torch.nn.Linear(3 * width, HIDDEN), torch.nn.GELU(), torch.nn.Linear(HIDDEN, 1))
        self.null: Any = torch.nn.Parameter(torch.zeros(1))
        self.word: Any = torch.nn.Linear(width, 1)
        for parameter in self.word.parameters():
            torch.nn.init.zeros_(parameter)
        self.no_word: Any = torch.nn.Parameter(torch.zeros(1))

    def scores(self, questions: Sequence[str], pieces: Sequence[Piece]) -> list[_Read]:
        """What is read of each pair."""
        encoded = self.tokenizer.encode_batch(list(zip(questions, (p.text for p in pieces), strict=True)))
        order = sorted(range(len(pieces)), key=lambda n: len(encoded[n].ids))
        found: dict[int, _Read] = {}
        for rows in np.array_split(order, _ALIKE):
            found.update(zip(rows.tolist(), self._run([encoded[n] for n in rows], [pieces[n].ranges for n in rows]), strict=True))
        return [found[n] for n in range(len(pieces))]

    def _run(self, encoded: Sequence[Any], ranges: Sequence[Sequence[tuple[int, int]]]) -> list[_Read]:
        torch = self.torch
        shape = (len(encoded), max(len(e.ids) for e in encoded))
        ids, mask, types = (torch.zeros(shape, dtype=torch.long) for _ in range(3))
        for row, e in enumerate(encoded):
            ids[row, : len(e.ids)], mask[row, : len(e.ids)], types[row, : len(e.ids)] = torch.tensor(e.ids), 1, torch.tensor(e.type_ids)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            hidden = self.model(input_ids=ids, attention_mask=mask, token_type_ids=types).last_hidden_state
        hidden = hidden.float()
        asked = ((types == 0) & (mask == 1))[:, :, None].float()
        question = (hidden * asked).sum(1) / asked.sum(1)
        told = []
        for row, (e, own) in enumerate(zip(encoded, ranges, strict=True)):
            inside = tokens_of(e, own).astype(np.float32)
            held = torch.from_numpy(inside.sum(1, keepdims=True))
            means = torch.from_numpy(inside) @ hidden[row, : len(e.ids)] / held.clamp(min=1)
            scores = self.head(torch.cat([hidden[row, :1].expand_as(means), means, question[row : row + 1].expand_as(means)], dim=-1))[:, 0]
            words = self.word(hidden[row, : len(e.ids)])[:, 0].clamp(-MOST_OF_A_WORD, MOST_OF_A_WORD)
            scores = scores + torch.log(torch.from_numpy(inside) @ words.exp() / held[:, 0].clamp(min=1) + LEAST)
            of_parts = inside.any(0)
            told.append(_Read(torch.where(held[:, 0] > 0, scores, torch.full_like(scores, UNREAD)), words[torch.from_numpy(of_parts)], np.array(e.offsets)[of_parts]))
        return told

    def loss(self, batch: Sequence[Example]) -> Any:
        """How far the evidence is from standing above all else, nothing from standing above all but the evidence, and the words of the answer from standing above all others."""
        torch = self.torch
        chosen = [(e.right, *self.random.sample(e.wrong[:_OF_NEAREST], min(_WRONG, len(e.wrong[:_OF_NEAREST])))) for e in batch]
        read = self.scores([e.question for e, pieces in zip(batch, chosen, strict=True) for _ in pieces], [p for pieces in chosen for p in pieces])
        total, at = 0.0, 0
        for e, pieces in zip(batch, chosen, strict=True):
            own, words = [r.scores for r in read[at : at + len(pieces)]], [r.words for r in read[at : at + len(pieces)]]
            right = read[at]
            at += len(pieces)
            total = total + _WORDS * self._loss_of_words(e, right, torch.logsumexp(torch.cat([self.no_word, *words]), 0))
            if not e.gold:
                total = total + torch.logsumexp(torch.cat([self.null, *own]), 0) - self.null[0]
                continue
            total = total + torch.logsumexp(torch.cat([self.null, *own]), 0) - torch.logsumexp(own[0][list(e.gold)], 0)
            total = total + _NOTHING * (torch.logsumexp(torch.cat([self.null, *own[1:]]), 0) - self.null[0])
        return total / len(batch)

    def _loss_of_words(self, example: Example, right: _Read, every: Any) -> Any:
        """How far the words of the answer are, the best of them and their mean, from standing above ``every`` word; of a question without an answer, how far no word is."""
        if not example.gold:
            return every - self.no_word[0]
        said = np.zeros(len(right.places), dtype=bool)
        for start, end in example.answers:
            said |= (right.places[:, 0] < end) & (right.places[:, 1] > start)
        if not said.any():
            return 0.0
        own = right.words[self.torch.from_numpy(said)]
        return every - (own.mean() + self.torch.logsumexp(own, 0)) / 2

    def batches(self) -> list[list[Example]]:
        """One epoch."""
        self.random.shuffle(self.made)
        return [self.made[n : n + _GROUPS] for n in range(0, len(self.made) - _GROUPS + 1, _GROUPS)]

    def train(self) -> Iterator[tuple[int, int, float, float]]:
        """Train; yields step, steps, loss and seconds after every step."""
        without_attention_dropout(self.model.encoder.layer[_FROZEN:])
        layers = [p for p in self.model.parameters() if p.requires_grad]
        parameters = [(layers, 1.0), ([*self.head.parameters(), *self.word.parameters(), self.null, self.no_word], _HEAD_RATE)]
        return descend(parameters, self.batches, self.loss, EPOCHS, rate=_RATE, warm_up=60, floor=0.02)

    def save(self, path: Path) -> None:
        """Write the layers and the head as half floats, under the names that docqa.search.export knows."""
        from safetensors.torch import save_file

        path.parent.mkdir(parents=True, exist_ok=True)
        kept = {f"model.{k}": v for k, v in self.model.state_dict().items() if k.startswith("encoder.")}
        kept |= {f"head.{k}": v for k, v in self.head.state_dict().items()} | {f"word.{k}": v for k, v in self.word.state_dict().items()} | {"null": self.null.detach()}
        save_file({k: v.half().contiguous() for k, v in kept.items()}, str(path))
