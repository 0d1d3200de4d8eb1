"""Reads a question and a passage together and says of every sentence how much rather it answers than nothing does.

MiniLM's six layers trained on pairs of questions and passages of council papers (docqa/weights/README.md, bench/results/reader.md), on ONNX Runtime. What it
says is added to the scores of the few passages that are best without it (docqa.search.index), and is one more figure of the ranking of their sentences (docqa.answer.extract).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docqa.records import Hit
from docqa.search.crossencoder import Reading
from docqa.search.packaged import at_once, default_model_folder, exported, opened, trained_weights
from docqa.search.rerank import UNREAD
from docqa.search.windows import Piece, read_piece

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MAX_TOKENS = 200  # of question and text, as trained


class TrainedReader:
    """The reader that docqa ships.

    Args:
        cache: folder of the exported model.
        threads: how many passages are read at once; 0 for one a core, at most 8.
    """

    fitted = True

    def __init__(self, cache: Path, *, threads: int = 0) -> None:
        from tokenizers import Tokenizer

        self.name = "MiniLM, trained to read council papers"
        path = exported(cache, trained_weights("reader"), "reader")
        self._tokenizer = Tokenizer.from_file(str(default_model_folder() / "tokenizer.json"))
        self._tokenizer.enable_truncation(MAX_TOKENS, strategy="longest_first")
        self._tokenizer.no_padding()
        self._threads = threads
        self._session = opened(path)

    def read(self, question: str, hits: Sequence[Hit]) -> list[Reading]:
        """See CrossEncoder."""
        pieces = [read_piece(h.passage, h.units) for h in hits]
        found = [Reading(())] * len(hits)

        def whole(piece: Piece, said: NDArray[np.float32]) -> tuple[float, ...]:
            return (*(UNREAD,) * piece.first, *said.tolist(), *(UNREAD,) * (piece.units - piece.first - len(said)))

        def run(rows: list[int]) -> None:
            told = self._run([(question, pieces[i].text) for i in rows], [pieces[i].ranges for i in rows])
            for i, (units, of_words) in zip(rows, told, strict=True):
                found[i] = Reading(whole(pieces[i], units), whole(pieces[i], of_words))

        at_once(run, [len(p.text) + len(question) for p in pieces], self._threads)
        return found

    def _run(self, pairs: Sequence[tuple[str, str]], ranges: Sequence[Sequence[tuple[int, int]]]) -> list[tuple[NDArray[np.float32], NDArray[np.float32]]]:
        """What the model says of the parts of each text, and of their words, shape (parts,) each; UNREAD for a part without a token of its own."""
        import numpy as np

        encoded: list[Any] = self._tokenizer.encode_batch(list(pairs))
        shape = (len(encoded), max(len(e.ids) for e in encoded))
        ids, mask, types = (np.zeros(shape, dtype=np.int64) for _ in range(3))
        parts = np.zeros((shape[0], max(map(len, ranges)), shape[1]), dtype=np.float32)
        for row, e in enumerate(encoded):
            ids[row, : len(e.ids)], mask[row, : len(e.ids)], types[row, : len(e.ids)] = e.ids, 1, e.type_ids
            own = tokens_of(e, ranges[row])
            parts[row, : len(own), : len(e.ids)] = own / np.maximum(1, own.sum(1, keepdims=True))
        told = self._session.run(["scores", "words"], {"ids": ids, "mask": mask, "types": types, "parts": parts})
        scores, of_words = (np.where(parts.any(-1), said, UNREAD) for said in told)
        return [(scores[row, : len(r)], of_words[row, : len(r)]) for row, r in enumerate(ranges)]


def tokens_of(encoded: Any, ranges: Sequence[tuple[int, int]]) -> NDArray[np.bool_]:
    """Which tokens of a question and a text, as the tokenizer gave them, stand in each range of characters of the text: shape (ranges, tokens)."""
    import numpy as np

    places = np.array(encoded.offsets)
    of_text = (np.array(encoded.type_ids) == 1) & (places[:, 1] > places[:, 0])
    return np.stack([of_text & (places[:, 0] >= a) & (places[:, 0] < b) for a, b in ranges])
