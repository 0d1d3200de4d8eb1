"""The encoders: the fast one and the reference give the same vectors."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from docqa.config import read_settings
from docqa.errors import ModelError
from docqa.search.encoder import Encoder, OnnxEncoder, SentenceTransformersEncoder, open_encoder
from docqa.search.packaged import default_model_folder, exported, fingerprint, trained_weights

TEXTS = [
    "What did we decide about the harbour wall?",
    "RESOLVED: That a buttress for the harbour wall be built at a cost of £18,500.",
    "Swings\t£310",
    "",
    "Cllr O’Néill – présent",
    "The lamp at Quay Lane had failed again. " * 60,  # longer than the model reads
]


@pytest.fixture(scope="module")
def fast() -> Encoder:
    return open_encoder("default", read_settings().cache_folder())


@pytest.mark.model
@pytest.mark.parametrize("trained", [True, False], ids=["with the layers we trained", "as it came"])
def test_the_fast_encoder_gives_the_vectors_of_sentence_transformers(trained: bool) -> None:
    fast = OnnxEncoder(read_settings().cache_folder(), trained=trained)
    reference = SentenceTransformersEncoder(str(default_model_folder()), trained_weights() if trained else None)
    ours, theirs = fast.encode(TEXTS), reference.encode(TEXTS)
    assert ours.shape == theirs.shape == (len(TEXTS), 384)
    assert reference.dimensions == fast.dimensions
    cosines = (ours * theirs).sum(axis=1)
    assert cosines.min() > 0.9999, cosines


def test_trained_and_untrained_are_two_models(fast: Encoder) -> None:
    plain = open_encoder("minilm", read_settings().cache_folder())
    assert plain.fingerprint == fingerprint(None) != fast.fingerprint == fingerprint(trained_weights())
    cosines = (plain.encode(TEXTS[:2]) * fast.encode(TEXTS[:2])).sum(axis=1)
    assert 0.3 < cosines.min() < cosines.max() < 0.999


def test_vectors_have_length_one_in_the_order_given(fast: Encoder) -> None:
    vectors = fast.encode(TEXTS)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1.0, abs=1e-5)
    alone = np.concatenate([fast.encode([t]) for t in TEXTS])
    assert (vectors * alone).sum(axis=1).min() > 0.99999, "a vector does not depend on what it was encoded with"
    assert (fast.encode(TEXTS[::-1])[::-1] * vectors).sum(axis=1).min() > 0.99999
    assert fast.encode([]).shape == (0, 384)


def test_what_means_the_same_is_near(fast: Encoder) -> None:
    asked, near, far = fast.encode(
        ["Are they going to mend the street lamp?", "RESOLVED: That the lighting column at Quay Lane be repaired.", "RESOLVED: That the accounts for May be approved."]
    )
    assert float(asked @ near) > float(asked @ far) + 0.1


def test_what_the_model_cannot_read_to_the_end_is_cut(fast: Encoder) -> None:
    begin = "The lamp at Quay Lane had failed again. " * 60
    one, other = fast.encode([begin, begin + "The harbour wall leans."])
    assert one @ other == pytest.approx(1.0, abs=1e-5)


def test_parts_are_seen_in_their_text(fast: Encoder) -> None:
    lamp, roof = "The lamp at Quay Lane had failed again.", "The roof of the hall leaks."
    texts = [f"{lamp} Agreed.", f"{roof} Agreed.", "", lamp]
    parts = [[(0, len(lamp)), (len(lamp) + 1, len(texts[0]))], [(0, len(roof)), (len(roof) + 1, len(texts[1]))], [], [(0, len(lamp)), (0, 0)]]
    found = fast.encode_parts(texts, parts)
    assert [v.shape for v in found] == [(3, 384), (3, 384), (1, 384), (3, 384)]
    assert (np.stack([v[0] for v in found]) * fast.encode(texts)).sum(axis=1).min() > 0.99999, "the text itself is as it is without its parts"
    assert np.linalg.norm(np.concatenate(found), axis=1) == pytest.approx(1.0, abs=1e-5)
    assert found[3][2] @ found[3][0] == pytest.approx(1.0, abs=1e-5), "a part without a word has the vector of the text"
    asked = fast.encode(["Was the street light mended?"])[0]
    first, second = found[0][1:], found[1][1:]
    assert asked @ first[0] > asked @ second[0] + 0.1
    assert asked @ first[1] > asked @ second[1] + 0.05, "what was agreed to is known"
    together = fast.encode_parts(texts * 9, parts * 9)
    assert min(float((a * b).sum(axis=1).min()) for a, b in zip(together, found * 9, strict=True)) > 0.99999


def test_parts_that_the_first_window_does_not_hold(fast: Encoder) -> None:
    begin, end = "The lamp at Quay Lane had failed again. " * 60, "The harbour wall leans by nine inches."
    vectors = fast.encode_parts([begin + end], [[(0, 39), (len(begin), len(begin + end))]])[0]
    asked = fast.encode(["How far does the harbour wall lean?"])[0]
    assert asked @ vectors[2] > asked @ vectors[0] + 0.3
    assert vectors[0] @ fast.encode([begin])[0] == pytest.approx(1.0, abs=1e-5)


@pytest.mark.model
def test_other_models_encode_parts_on_their_own() -> None:
    reference = SentenceTransformersEncoder(str(default_model_folder()))
    vectors = reference.encode_parts(["The lamp failed. Agreed."], [[(0, 16), (17, 24)]])[0]
    assert (vectors * reference.encode(["The lamp failed. Agreed.", "The lamp failed.", "Agreed."])).sum(axis=1).min() > 0.9999


@pytest.mark.model
def test_a_model_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ModelError) as caught:
        open_encoder(str(tmp_path / "no-such-model"), tmp_path)
    assert "sentence-transformers" in caught.value.hint and caught.value.exit_code == 5


def test_a_broken_export_names_the_file(tmp_path: Path) -> None:
    name = exported(read_settings().cache_folder(), trained_weights()).name
    (tmp_path / name).write_bytes(b"not a model")
    with pytest.raises(ModelError) as caught:
        OnnxEncoder(tmp_path)
    assert name in caught.value.hint


def test_weights_that_are_missing(tmp_path: Path) -> None:
    with pytest.raises(ModelError):
        fingerprint(tmp_path / "encoder.safetensors")
