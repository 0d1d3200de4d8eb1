"""The sample's questions and gold hold against its papers, and the verification notices what is wrong."""

from __future__ import annotations

from typing import Any

import pytest

from bench.sample import verify

pytestmark = pytest.mark.timeout(300)

PAPER = "cabinet/cabinet-2024-10-15-minutes.pdf"


@pytest.fixture(scope="module")
def texts() -> dict[str, verify.Text]:
    return verify.read_corpus()


def test_every_question_and_every_gold_record_stands_in_the_papers(texts: dict[str, verify.Text]) -> None:
    assert verify.faults(texts) == []


def test_the_corpus_is_large_enough_and_holds_two_packs_of_a_hundred_pages(texts: dict[str, verify.Text]) -> None:
    assert len(texts) >= 60
    assert sum(len(t.pages) for t in texts.values()) >= 300
    assert sum(len(t.pages) >= 100 for t in texts.values()) >= 2


def test_places_name_the_page_that_holds_the_evidence(texts: dict[str, verify.Text]) -> None:
    for path in verify.question_files():
        for question in verify.questions_of(path):
            for document, page in zip(question["documents"], question["pages"], strict=False):
                held = texts[document]
                assert any(page in held.pages_of(e) for e in [*question["evidence"], *question["resolutions"]]), question["id"]


def _question(**changed: Any) -> dict[str, Any]:
    good = {
        "id": "t1", "class": "decision", "style": "resident", "question": "What happens to the Baths?", "answer": "Repair at £2.9m.", "answer_patterns": [r"2\.9"],
        "evidence": ["Option B"], "resolutions": [], "documents": [PAPER], "pages": [1], "answerable": True,
    }  # fmt: skip
    return {**good, **changed}


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"evidence": ["The pool was filled with custard."]}, "evidence is not in its documents"),
        ({"resolutions": ["That the pool be filled with custard."]}, "resolution is not in its documents"),
        ({"documents": ["cabinet/nowhere.pdf"]}, "no such document"),
        ({"answer": "Repair at three million."}, "its own answer does not match"),
        ({"answer_patterns": ["("]}, "pattern"),
        ({"evidence": [], "pages": []}, "answerable without evidence"),
        ({"pages": []}, "pages are not filled in"),
    ],
)
def test_a_wrong_question_is_told(texts: dict[str, verify.Text], changed: dict[str, Any], fault: str) -> None:
    assert any(f.startswith(fault) for f in verify.question_faults(_question(**changed), texts))


def test_a_right_question_passes(texts: dict[str, verify.Text]) -> None:
    assert list(verify.question_faults(_question(), texts)) == []


def test_a_wrong_gold_record_is_told(texts: dict[str, verify.Text]) -> None:
    group = {
        "meetings": [{"document": PAPER, "chair": "Councillor Nobody", "items": [{"number": "41", "heading": "CUSTARD"}]}],
        "decisions": [{"file": PAPER, "decisions": [{"item_number": "41", "text": "That the pool be filled with custard."}]}],
        "links": [{"relation": "recommends-to", "from": {"document": PAPER, "minute": "999"}, "to": {"document": "nowhere.pdf"}, "evidence": "custard"}],
        "followups": [{"document": PAPER, "minute": "41", "status": "reported", "due": "soon", "answered_by": None}],
    }
    told = " ".join(fault for _, fault in verify.gold_faults(group, texts))
    for fault in ("'Councillor Nobody'", "heading is not in the paper", "decision is not in the paper", "no minute 999", "no such document", "evidence is in neither", "answered by nothing", "no date"):
        assert fault in told


def test_a_set_with_too_few_questions_or_two_of_one_id_is_told() -> None:
    told = " ".join(verify.shape_faults([_question(), _question()]))
    assert "fewer than" in told and "used 2 times" in told and "asked 2 times" in told and "cannot be answered" in told
