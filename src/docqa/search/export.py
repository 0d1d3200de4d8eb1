"""Writes a graph of a BERT-like model as ONNX: ``python -m docqa.search.export GRAPH MODEL_FOLDER TARGET [WEIGHTS]``.

WEIGHTS is a safetensors file whose tensors take the place of those of the same name in the model.

The graph "encoder" takes ``ids`` and ``mask`` (int64, shape (texts, tokens)) and gives ``vectors`` (float32, shape (texts, dimensions)):
mean over the tokens of the mask, then length 1, as all-MiniLM-L6-v2's own pooling and normalising modules do; and ``states``, what it is the mean of
(float32, shape (texts, tokens, dimensions)).

The graph "reader" takes ``ids``, ``mask`` and ``types`` (int64, shape (texts, tokens); 0 for the tokens of the question and 1 for those of the text) and
``parts`` (float32, shape (texts, parts, tokens): the share of each token in the mean of each part) and gives ``scores`` (float32, shape (texts, parts)): how much
rather a part answers the question than nothing does: from the first token, the mean of the part and the mean of the question, through the layer ``head``, and from
each of its tokens, through the layer ``word``, as the logarithm of the mean of their odds; and ``words`` (the same shape): the logarithm of the sum of those odds.
Needs torch and transformers; runs in a process of its own (see packaged.exported).
"""

from __future__ import annotations

import sys
import warnings
from typing import Any

HIDDEN = 256  # units of the reader's head
MOST_OF_A_WORD, LEAST = 20.0, 1e-9  # of the reader's figure of a token, up and down; of the mean of their odds


def export(graph: str, folder: str, target: str, weights: str | None = None) -> None:
    """Export a graph of the model in ``folder``, with ``weights`` in place of its own where given, to the file ``target``."""
    import torch

    warnings.simplefilter("ignore")
    (_encoder if graph == "encoder" else _reader)(torch, folder, target, weights)


def _encoder(torch: Any, folder: str, target: str, weights: str | None) -> None:
    model = _model(folder)
    if weights:
        replace_weights(model, weights)

    class Pooled(torch.nn.Module):  # type: ignore[misc]  # torch is read without its types
        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, ids: Any, mask: Any) -> tuple[Any, Any]:
            hidden = self.model(input_ids=ids, attention_mask=mask).last_hidden_state
            weights = mask.unsqueeze(-1).to(hidden.dtype)
            mean = (hidden * weights).sum(1) / weights.sum(1).clamp(min=1e-9)
            return torch.nn.functional.normalize(mean, dim=-1), hidden

    ids, mask = _example(torch)
    axes = {"ids": _TOKENS, "mask": _TOKENS, "vectors": {0: "texts"}, "states": _TOKENS}
    torch.onnx.export(
        Pooled(), (ids, mask), target, input_names=["ids", "mask"], output_names=["vectors", "states"], dynamic_axes=axes, opset_version=17, dynamo=False
    )


def _reader(torch: Any, folder: str, target: str, weights: str | None) -> None:
    model = _model(folder)
    width = model.config.hidden_size
    head = torch.nn.Sequential(torch.nn.Linear(3 * width, HIDDEN), torch.nn.GELU(), torch.nn.Linear(HIDDEN, 1))

    class Reading(torch.nn.Module):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.model, self.head, self.word, self.null = model, head, torch.nn.Linear(width, 1), torch.nn.Parameter(torch.zeros(1))

        def forward(self, ids: Any, mask: Any, types: Any, parts: Any) -> tuple[Any, Any]:
            hidden = self.model(input_ids=ids, attention_mask=mask, token_type_ids=types).last_hidden_state
            asked = ((types == 0) & (mask == 1)).unsqueeze(-1).to(hidden.dtype)
            question = (hidden * asked).sum(1, keepdim=True) / asked.sum(1, keepdim=True)
            means = parts @ hidden
            odds = self.word(hidden).clamp(-MOST_OF_A_WORD, MOST_OF_A_WORD).exp()
            told = self.head(torch.cat([hidden[:, :1].expand_as(means), means, question.expand_as(means)], dim=-1)) + torch.log(parts @ odds + LEAST)
            return told[..., 0] - self.null, torch.log((parts > 0).to(odds.dtype) @ odds + LEAST)[..., 0]

    reading = Reading()
    if weights:
        replace_weights(reading, weights)
    ids, mask = _example(torch)
    types = torch.zeros_like(ids)
    types[:, 4:] = 1
    parts = torch.full((2, 3, ids.shape[1]), 1 / ids.shape[1])
    axes = {"ids": _TOKENS, "mask": _TOKENS, "types": _TOKENS, "parts": {0: "texts", 1: "parts", 2: "tokens"}, "scores": {0: "texts", 1: "parts"}, "words": {0: "texts", 1: "parts"}}
    torch.onnx.export(
        reading.eval(), (ids, mask, types, parts), target, input_names=["ids", "mask", "types", "parts"], output_names=["scores", "words"], dynamic_axes=axes, opset_version=17, dynamo=False
    )  # fmt: skip


_TOKENS = {0: "texts", 1: "tokens"}


def _model(folder: str) -> Any:
    from transformers import AutoModel

    return AutoModel.from_pretrained(folder, attn_implementation="eager", local_files_only=True).eval()


def _example(torch: Any) -> tuple[Any, Any]:
    ids = torch.ones(2, 16, dtype=torch.long)
    mask = torch.ones(2, 16, dtype=torch.long)
    mask[1, 8:] = 0
    return ids, mask


def replace_weights(model: Any, weights: str) -> None:
    """Put the tensors of a safetensors file in the place of those of the same name.

    Raises:
        KeyError: the model has no tensor of that name.
    """
    from safetensors.torch import load_file

    own = model.state_dict()
    for name, tensor in load_file(weights).items():
        own[name].copy_(tensor)  # the file holds half floats; the model goes on in single ones


if __name__ == "__main__":
    export(*sys.argv[1:5])
