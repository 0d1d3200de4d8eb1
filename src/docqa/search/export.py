"""Writes a BERT-like sentence encoder as one ONNX file: ``python -m docqa.search.export MODEL_FOLDER TARGET``.

The graph takes ``ids`` and ``mask`` (int64, shape (texts, tokens)) and gives ``vectors`` (float32, shape (texts, dimensions)):
mean over the tokens of the mask, then length 1, as all-MiniLM-L6-v2's own pooling and normalising modules do.
Needs torch and transformers; runs in a process of its own (see encoder.exported_default).
"""

from __future__ import annotations

import sys
import warnings


def export(folder: str, target: str) -> None:
    """Export the model in ``folder`` to the file ``target``."""
    import torch
    from transformers import AutoModel

    warnings.simplefilter("ignore")

    class Pooled(torch.nn.Module):  # type: ignore[misc]  # torch is read without its types
        def __init__(self) -> None:
            super().__init__()
            self.model = AutoModel.from_pretrained(folder, attn_implementation="eager", local_files_only=True).eval()

        def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
            hidden = self.model(input_ids=ids, attention_mask=mask).last_hidden_state
            weights = mask.unsqueeze(-1).to(hidden.dtype)
            mean = (hidden * weights).sum(1) / weights.sum(1).clamp(min=1e-9)
            return torch.nn.functional.normalize(mean, dim=-1)

    ids = torch.ones(2, 16, dtype=torch.long)
    mask = torch.ones(2, 16, dtype=torch.long)
    mask[1, 8:] = 0
    axes = {"ids": {0: "texts", 1: "tokens"}, "mask": {0: "texts", 1: "tokens"}, "vectors": {0: "texts"}}
    torch.onnx.export(
        Pooled(), (ids, mask), target, input_names=["ids", "mask"], output_names=["vectors"], dynamic_axes=axes, opset_version=17, dynamo=False
    )


if __name__ == "__main__":
    export(sys.argv[1], sys.argv[2])
