"""A few words typed into a box name one thing: passages that hold one here and another there are not about it; a slip of the hand is read as what it was meant to be."""

from __future__ import annotations

from pathlib import Path

import pytest

from docqa.answer.nearness import tempered
from docqa.answer.question import understand
from docqa.assistant import Assistant
from docqa.records import Hit, Passage, Span
from docqa.search.index import SearchIndex
from docqa.text import content_words, one_slip, stem
from tests.search.small import HashedWords, make_index

MINUTES = """SALTBY TOWN COUNCIL

Minutes of the meeting held on Tuesday 14 May 2024 in the Town Hall at 7.00 pm

Present: Cllr A. Marlow (Town Mayor), Cllr B. Oduya

1. Bandstand

The bandstand will open at ten on Saturdays from June.

2. Protest

Nobody would protect the old pump; a protest was held.
"""


def hit(text: str) -> Hit:
    span = Span(1, 0, len(text))
    passage = Passage(0, "a.txt", "a.txt#1", None, "text", text, (span,), "", "Minutes", "minutes", "Saltby Town Council", "2024-05-14", "1", "Closing")
    return Hit(passage, 1.0)


def read(question: str, text: str, sure: float) -> tuple[float, str]:
    understood = understand(question, bodies=(), define=lambda *a, **k: (), acronyms={}, coverage=None)
    return tempered(sure, understood, {stem(w): 1.0 for w in content_words(question)}, [hit(text)])


def test_keywords_that_stand_nowhere_together_are_not_found_where_the_search_doubts_too() -> None:
    apart = "The flood was low. Nobody was there. It rained. The zone was painted."
    assert read("low traffic zone", apart, 0.3) == (0.2, "")
    sure, remark = read("low traffic zone", apart, 0.6)
    assert sure == 0.5, "the papers may say it in other words"
    assert remark.startswith("“low”, “traffic” and “zone” stand nowhere together")


def test_keywords_that_stand_together_are_answered_however_little_they_are_like_a_question() -> None:
    together = "The Council set the precept for 2026/27 at £7,800.00."
    assert read("precept 2026", together, 0.16) == (0.4, "")
    assert read("precept 2026", together, 0.7) == (0.7, "")
    assert read("what is the precept for 2026?", together, 0.16) == (0.16, ""), "no keywords"


def test_a_short_question_is_answered_with_less_confidence_and_a_remark() -> None:
    sure, remark = read("did we object to the student flats", "The flats were painted in May. Nobody was there. It rained. A pupil sang.", 0.8)
    assert sure == 0.5
    assert remark.startswith("“object”, “student” and “flats” stand nowhere together")


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("student flats", "The application for student flats was opposed."),
        ("neighborhood traffic", "Traffic in the neighbourhood has grown."),
        ("did the leader of the ferry crew thank the harbour master for coal", "The flats were painted in May."),
    ],
)
def test_what_is_near_or_told_at_length_keeps_its_confidence(question: str, text: str) -> None:
    assert read(question, text, 0.6) == (0.6, "")


@pytest.mark.parametrize(("typed", "meant"), [("bandstnd", "bandstand"), ("allotmments", "allotments"), ("presinct", "presicnt")])
def test_a_slip(typed: str, meant: str) -> None:
    assert one_slip(typed, meant)
    assert one_slip(meant, typed)


@pytest.mark.parametrize(("typed", "meant"), [("protest", "protect"), ("library", "library"), ("elate", "relate"), ("dog", "cat"), ("library", "libraries")])
def test_no_slip(typed: str, meant: str) -> None:
    assert not one_slip(typed, meant)


def test_a_word_of_no_paper_is_read_as_the_papers_spell_it(tmp_path: Path) -> None:
    make_index(tmp_path, {"2024-05-14.txt": MINUTES}, linked=True)
    assistant = Assistant(SearchIndex.open(tmp_path, HashedWords()), tmp_path)
    answer = assistant.ask("when does the bandstnd open")
    assert "Read as: when does the bandstand open" in answer.notices
    assert "Saturdays" in answer.answer
    assert not any(n.startswith("Read as") for n in assistant.ask("who was at the protest").notices)


def test_a_word_that_the_model_has_learnt_is_no_slip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = make_index(tmp_path / "index", {"may.txt": MINUTES + "\n3. Verges\n\nThe verges need seeding and the clerk will see to the seeding in June.\n"})
    assistant = Assistant(SearchIndex.open(folder, HashedWords()), folder)
    assert not any(n.startswith("Read as") for n in assistant.ask("what did they say about speeding").notices)
    monkeypatch.setattr(HashedWords, "knows", lambda self, word: False)
    assert "Read as: what did they say about seeding" in assistant.ask("what did they say about speeding").notices
    assistant.close()
