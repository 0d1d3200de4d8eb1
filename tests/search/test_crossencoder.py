"""A cross-encoder named in the settings reads the best hits and has its say; without one nothing changes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from docqa.config import read_settings
from docqa.errors import ModelError
from docqa.records import Hit
from docqa.search.crossencoder import OFF, open_cross_encoder
from docqa.search.encoder import default_model_folder
from docqa.search.index import Query, SearchIndex
from docqa.search.windows import WINDOW_CHARS, stretch, window_of
from docqa.text import content_words
from tests.search.small import HashedWords, make_index


class Likes:
    """Gives a text a point for a word it likes."""

    name = "likes"

    def __init__(self, word: str) -> None:
        self.word = word
        self.read: list[str] = []

    def score(self, question: str, texts: Sequence[str]) -> np.ndarray:
        self.read += texts
        return np.array([float(self.word in t) for t in texts], dtype=np.float32)


def hits_of(folder: Path, reader: Likes | None) -> list[Hit]:
    index = SearchIndex.open(folder, HashedWords(), lambda: reader)
    found = index.search(Query("lamp Quay Lane repair", tuple((w, 1.0) for w in content_words("lamp Quay Lane repair"))), 5)
    index.close()
    return found


def test_what_it_likes_comes_up_and_scores_stay_those_of_the_ranks(tmp_path: Path) -> None:
    folder = make_index(tmp_path / "index")
    plain = hits_of(folder, None)
    third = stretch(plain[2].passage, plain[2].units)
    reader = Likes(third)
    read = hits_of(folder, reader)
    assert reader.read
    assert [h.passage.row for h in read].index(plain[2].passage.row) < 2
    assert [h.score for h in read] == [h.score for h in plain]


def test_off_loads_nothing_and_a_name_that_is_none_says_so(tmp_path: Path) -> None:
    assert read_settings({}, tmp_path).reranker == OFF and open_cross_encoder(OFF) is None
    with pytest.raises(ModelError, match="cannot be loaded"):
        open_cross_encoder(str(tmp_path / "no-such-model"))


@pytest.mark.parametrize(("lengths", "best", "window"), [([100], 0, (0, 1)), ([200, 200, 200, 200], 1, (1, 3)), ([10, 10, 10], 1, (0, 3)), ([50, 900, 50], 1, (1, 2)), ([300, 50, 300], 1, (1, 3))])
def test_a_window_holds_its_best_unit_and_keeps_to_its_size(lengths: list[int], best: int, window: tuple[int, int]) -> None:
    first, end = window_of(lengths, best)
    assert (first, end) == window and first <= best < end
    assert end - first == 1 or sum(lengths[first:end]) <= WINDOW_CHARS


@pytest.mark.model
def test_a_cross_encoder_by_path_is_loaded_and_scores(tmp_path: Path) -> None:
    from transformers import AutoTokenizer, BertConfig, BertForSequenceClassification

    folder = tmp_path / "tiny"
    tokenizer = AutoTokenizer.from_pretrained(str(default_model_folder()), local_files_only=True)
    BertForSequenceClassification(BertConfig(vocab_size=len(tokenizer), hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=32, num_labels=1)).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    reader = open_cross_encoder(str(folder))
    assert reader is not None
    scores = reader.score("who mends the lamp?", ["The lamp will be mended.", "The hedge was cut.", "The lamp will be mended."])
    assert scores.shape == (3,) and scores[0] == pytest.approx(scores[2]) and scores[0] != scores[1]
