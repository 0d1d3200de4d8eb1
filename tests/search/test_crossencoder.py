"""What reads the best hits with the question: docqa's own reader, whose say the networks weigh, a cross-encoder named in the settings, or none."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from docqa.config import read_settings
from docqa.errors import ModelError
from docqa.records import Hit
from docqa.search.crossencoder import DEFAULT, OFF, Reading, SentenceTransformersCrossEncoder, open_cross_encoder
from docqa.search.index import Query, SearchIndex
from docqa.search.packaged import default_model_folder
from docqa.search.windows import WINDOW_CHARS, Piece, piece_of, window_of
from docqa.text import content_words
from tests.search.small import HashedWords, make_index


class Likes:
    """Gives the sentences of a passage a point for words it likes."""

    name = "likes"

    def __init__(self, words: str, *, fitted: bool = False) -> None:
        self.words = words
        self.fitted = fitted
        self.asked = 0

    def read(self, question: str, hits: Sequence[Hit]) -> list[Reading]:
        self.asked += len(hits)
        liked = [tuple(float(self.words in h.passage.text) for _ in h.units) for h in hits]
        return [Reading(figures, figures) for figures in liked]


def hits_of(folder: Path, reader: Likes | None) -> list[Hit]:
    index = SearchIndex.open(folder, HashedWords(), lambda: reader)
    found = index.search(Query("lamp Quay Lane repair", tuple((w, 1.0) for w in content_words("lamp Quay Lane repair"))), 5)
    index.close()
    return found


def test_what_it_likes_comes_up_and_scores_stay_those_of_the_ranks(tmp_path: Path) -> None:
    folder = make_index(tmp_path / "index")
    plain = hits_of(folder, None)
    reader = Likes(plain[2].passage.text)
    read = hits_of(folder, reader)
    assert reader.asked
    assert [h.passage.row for h in read].index(plain[2].passage.row) < 2
    assert [h.score for h in read] == [h.score for h in plain]
    assert not any(h.read for h in read)


def test_what_the_networks_know_is_weighed_by_them_and_kept_with_the_hits(tmp_path: Path) -> None:
    folder = make_index(tmp_path / "index")
    read = hits_of(folder, Likes("lamp", fitted=True))
    assert all(len(h.read) == len(h.words) == len(h.units) for h in read)
    assert [h.score for h in read] == sorted((h.score for h in read), reverse=True)
    assert [h.score for h in read] != [h.score for h in hits_of(folder, None)]


def test_off_loads_nothing_and_a_name_that_is_none_says_so(tmp_path: Path) -> None:
    assert read_settings({}, tmp_path).reranker == DEFAULT and open_cross_encoder(OFF, tmp_path) is None
    with pytest.raises(ModelError, match="cannot be loaded"):
        open_cross_encoder(str(tmp_path / "no-such-model"), tmp_path)


@pytest.mark.parametrize(("lengths", "best", "window"), [([100], 0, (0, 1)), ([200, 200, 200, 200], 1, (1, 3)), ([10, 10, 10], 1, (0, 3)), ([50, 900, 50], 1, (1, 2)), ([300, 50, 300], 1, (1, 3))])
def test_a_window_holds_its_best_unit_and_keeps_to_its_size(lengths: list[int], best: int, window: tuple[int, int]) -> None:
    first, end = window_of(lengths, best)
    assert (first, end) == window and first <= best < end
    assert end - first == 1 or sum(lengths[first:end]) <= WINDOW_CHARS


CUTS = [(10, 200), (201, 400), (401, 600), (601, 800)]
TEXT = "In front. " + "a" * 190 + " " + "b" * 199 + " " + "c" * 199 + " " + "d" * 199


def test_a_short_passage_is_read_whole() -> None:
    assert piece_of("In front. One. Two.", [(10, 14), (15, 19)], []) == Piece("In front. One. Two.", ((10, 14), (15, 19)), 0, 2)


@pytest.mark.parametrize(("cosines", "first", "held"), [([0.9, 0.1, 0.1, 0.1], 0, "ab"), ([0.1, 0.1, 0.1, 0.9], 2, "cd"), ([], 0, "ab")])
def test_of_a_long_passage_what_is_nearest_is_read_with_its_context_in_front(cosines: list[float], first: int, held: str) -> None:
    piece = piece_of(TEXT, CUTS, cosines)
    assert piece.text.startswith("In front. ") and piece.first == first and piece.units == 4
    assert [piece.text[a:b][0] for a, b in piece.ranges] == list(held)
    assert all(set(piece.text[a:b]) == {letter} for (a, b), letter in zip(piece.ranges, held, strict=True))


@pytest.mark.model
def test_the_shipped_reader_says_which_sentence_answers(tmp_path: Path) -> None:
    folder = make_index(tmp_path / "index")
    reader = open_cross_encoder(DEFAULT, read_settings().cache_folder())
    assert reader is not None and reader.fitted
    hits = [h for h in hits_of(folder, None) if len(h.units) > 1]
    long = "What was decided about the lamp? " * 200
    for question in ("Who mends the lamp in Quay Lane?", "?", long):
        said = reader.read(question, hits)
        assert [(len(r.units), len(r.words)) for r in said] == [(len(h.units),) * 2 for h in hits]
    assert reader.read("Who mends the lamp in Quay Lane?", []) == []
    together, alone = reader.read("Who mends the lamp?", hits), [reader.read("Who mends the lamp?", [h])[0] for h in hits]
    for a, b in zip(together, alone, strict=True):
        assert a.units == pytest.approx(b.units, abs=1e-3) and a.words == pytest.approx(b.words, abs=1e-3)


@pytest.mark.model
def test_a_cross_encoder_by_path_is_loaded_and_scores(tmp_path: Path) -> None:
    import torch
    from transformers import AutoTokenizer, BertConfig, BertForSequenceClassification

    torch.manual_seed(0)
    folder = tmp_path / "tiny"
    tokenizer = AutoTokenizer.from_pretrained(str(default_model_folder()), local_files_only=True)
    BertForSequenceClassification(BertConfig(vocab_size=len(tokenizer), hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=32, num_labels=1, initializer_range=1.0)).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    reader = open_cross_encoder(str(folder), tmp_path)
    assert isinstance(reader, SentenceTransformersCrossEncoder) and not reader.fitted
    scores = reader.score("who mends the lamp?", ["The lamp will be mended.", "The hedge was cut.", "The lamp will be mended."])
    assert scores.shape == (3,) and scores[0] == pytest.approx(scores[2]) and scores[0] != scores[1]
