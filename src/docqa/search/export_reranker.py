"""Writes our cross-encoder as one ONNX file: ``python -m docqa.search.export_reranker MODEL_FOLDER TARGET WEIGHTS``.

WEIGHTS is a safetensors file: the layers of the model under their names in it, and ``head.weight``, ``head.bias``. The graph takes ``ids``, ``mask`` and
``types`` (int64, shape (pairs, tokens)) and gives ``scores`` (float32, shape (pairs,)): the head over first token and mean of the last layer.
Needs torch and transformers; runs in a process of its own (see reranker).
"""

from __future__ import annotations

import sys
import warnings


def export(folder: str, target: str, weights: str) -> None:
    """Export the model in ``folder`` with the layers and the head in ``weights`` to the file ``target``."""
    import torch
    from safetensors.torch import load_file
    from transformers import AutoModel

    warnings.simplefilter("ignore")
    trained = load_file(weights)

    class Reader(torch.nn.Module):  # type: ignore[misc]  # torch is read without its types
        def __init__(self) -> None:
            super().__init__()
            self.model = AutoModel.from_pretrained(folder, attn_implementation="eager", local_files_only=True).eval()
            own = self.model.state_dict()
            for name, tensor in trained.items():
                if not name.startswith("head."):
                    own[name].copy_(tensor)
            self.head = torch.nn.Linear(2 * self.model.config.hidden_size, 1)
            self.head.load_state_dict({name.removeprefix("head."): tensor.float() for name, tensor in trained.items() if name.startswith("head.")})

        def forward(self, ids: torch.Tensor, mask: torch.Tensor, types: torch.Tensor) -> torch.Tensor:
            hidden = self.model(input_ids=ids, attention_mask=mask, token_type_ids=types).last_hidden_state
            shown = mask.unsqueeze(-1).to(hidden.dtype)
            mean = (hidden * shown).sum(1) / shown.sum(1).clamp(min=1e-9)
            return self.head(torch.cat([hidden[:, 0], mean], dim=-1))[:, 0]

    ids = torch.ones(2, 16, dtype=torch.long)
    mask = torch.ones(2, 16, dtype=torch.long)
    mask[1, 8:] = 0
    types = torch.zeros(2, 16, dtype=torch.long)
    axes = {name: {0: "pairs", 1: "tokens"} for name in ("ids", "mask", "types")} | {"scores": {0: "pairs"}}
    torch.onnx.export(
        Reader(), (ids, mask, types), target, input_names=["ids", "mask", "types"], output_names=["scores"], dynamic_axes=axes, opset_version=17, dynamo=False
    )


if __name__ == "__main__":
    export(*sys.argv[1:4])
