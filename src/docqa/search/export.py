"""Writes a BERT-like sentence encoder as one ONNX file: ``python -m docqa.search.export MODEL_FOLDER TARGET [WEIGHTS]``.

WEIGHTS is a safetensors file whose tensors take the place of those of the same name in the model.

The graph takes ``ids`` and ``mask`` (int64, shape (texts, tokens)) and gives ``vectors`` (float32, shape (texts, dimensions)):
mean over the tokens of the mask, then length 1, as all-MiniLM-L6-v2's own pooling and normalising modules do; and ``states``, what it is the mean of
(float32, shape (texts, tokens, dimensions)).
Needs torch and transformers; runs in a process of its own (see encoder.exported).
"""

from __future__ import annotations

import sys
import warnings
from typing import Any


def export(folder: str, target: str, weights: str | None = None) -> None:
    """Export the model in ``folder``, with ``weights`` in place of its own where given, to the file ``target``."""
    import torch
    from transformers import AutoModel

    warnings.simplefilter("ignore")

    class Pooled(torch.nn.Module):  # type: ignore[misc]  # torch is read without its types
        def __init__(self) -> None:
            super().__init__()
            self.model = AutoModel.from_pretrained(folder, attn_implementation="eager", local_files_only=True).eval()
            if weights:
                replace_weights(self.model, weights)

        def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
            hidden = self.model(input_ids=ids, attention_mask=mask).last_hidden_state
            weights = mask.unsqueeze(-1).to(hidden.dtype)
            mean = (hidden * weights).sum(1) / weights.sum(1).clamp(min=1e-9)
            return torch.nn.functional.normalize(mean, dim=-1), hidden

    ids = torch.ones(2, 16, dtype=torch.long)
    mask = torch.ones(2, 16, dtype=torch.long)
    mask[1, 8:] = 0
    tokens = {0: "texts", 1: "tokens"}
    axes = {"ids": tokens, "mask": tokens, "vectors": {0: "texts"}, "states": tokens}
    torch.onnx.export(
        Pooled(), (ids, mask), target, input_names=["ids", "mask"], output_names=["vectors", "states"], dynamic_axes=axes, opset_version=17, dynamo=False
    )


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
    export(*sys.argv[1:4])
