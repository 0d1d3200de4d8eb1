"""Reading and record -> passages: what stays together."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docqa.council.record import parse_record
from docqa.papers.corpus import read_document
from docqa.records import Passage, Reading
from docqa.search.passages import MOST_CHARS, cut_passages

PROSE = "The Committee considered a report on the leisure centre and heard that the boiler had reached the end of its working life. "


def passages_of(folder: Path, text: str) -> tuple[Reading, list[Passage]]:
    path = folder / "paper.md"
    path.write_text(text, encoding="utf-8")
    reading = read_document(path, "paper.md")
    return reading, cut_passages(reading, parse_record(reading))


@pytest.mark.parametrize("before", range(100, 900, 100))
def test_a_short_list_stays_in_one_passage_with_its_lead_in(tmp_path: Path, before: int) -> None:
    prose = (PROSE * 8)[:before].rsplit(" ", 1)[0] + "."
    _, passages = passages_of(tmp_path, f"{prose}\n\nThe survey found a loss of:\n\n- 173 spaces in Thornwood\n- 412 spaces in Saltby\n- 9 spaces elsewhere\n\n{PROSE * 3}")
    (holding,) = [p for p in passages if "173 spaces" in p.text]
    assert "The survey found a loss of:" in holding.text
    assert "9 spaces elsewhere" in holding.text


def test_a_long_list_is_cut_between_items_and_its_lead_in_repeated(tmp_path: Path) -> None:
    items = "\n".join(f"- the {n}th part of the works at the quay, with all that belongs to it and its making good" for n in range(4, 40))
    _, passages = passages_of(tmp_path, f"The contract covers:\n\n{items}\n")
    assert len(passages) > 2
    assert all(p.text.startswith("The contract covers:") for p in passages)


_BLOCK = st.sampled_from(["# Heading", "**85. GRANTS**", PROSE, PROSE * 12, "The terms are:", "- an item", "1) a part", "RESOLVED:- That it be done.", "Ward\tMembers\nQuay\t3\nMill\t2", "x" * 3000])


@settings(max_examples=40, deadline=None)
@given(blocks=st.lists(_BLOCK, min_size=1, max_size=14))
def test_passages_are_slices_of_the_file_and_leave_nothing_out(blocks: list[str], tmp_path_factory: pytest.TempPathFactory) -> None:
    reading, passages = passages_of(tmp_path_factory.mktemp("passages"), "\n\n".join(blocks) + "\n")
    text = reading.pages[0].text
    covered = set()
    for passage in passages:
        assert passage.text == " ".join(text[s.start : s.end] for s in passage.spans)
        assert len(passage.text) <= 2 * MOST_CHARS
        for span in passage.spans:
            covered.update(range(span.start, span.end))
    for block in reading.blocks:
        for span in block.spans:
            left_out = [n for n in range(span.start, span.end) if n not in covered and not text[n].isspace()]
            assert not left_out, text[left_out[0] : left_out[0] + 40]
