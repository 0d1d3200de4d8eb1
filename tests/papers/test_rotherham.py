"""Golden: the converted agenda pack without page breaks (line numbers count from 1, as in the domain notes)."""

from __future__ import annotations

from pathlib import Path

import pytest

from docqa.papers.corpus import read_document
from docqa.records import Block, Reading

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def reading(shared: Path) -> Reading:
    path = shared / "rotherham" / "ilsc-2017-12-12.txt"
    return read_document(path, path.name)


def holding(reading: Reading, words: str) -> Block:
    (block,) = [b for b in reading.blocks if words in b.text]
    return block


def test_blocks_are_slices_of_the_file(reading: Reading, shared: Path) -> None:
    text = reading.pages[0].text
    file = (shared / "rotherham" / "ilsc-2017-12-12.txt").read_text(encoding="utf-8")
    until = file.index("<table")
    assert text[: file.rindex("\n\n", 0, until)] == file[: file.rindex("\n\n", 0, until)], "as it stands, up to the markup that is laid out"
    for block in reading.blocks:
        assert block.text == " ".join(text[s.start : s.end] for s in block.spans)


def test_every_minute_is_a_heading_with_its_number(reading: Reading) -> None:
    numbers = [b.number for b in reading.blocks if b.kind == "heading" and b.number.rstrip(".").isdigit() and 85 <= int(b.number.rstrip(".")) <= 98]
    assert numbers == [f"{n}." for n in range(85, 99)]


@pytest.mark.parametrize("line", [96, 121, 135, 151, 287, 299, 520, 526])
def test_paragraphs_broken_by_a_page_end_are_joined(reading: Reading, line: int) -> None:
    text = reading.pages[0].text
    start = sum(len(row) + 1 for row in text.split("\n")[: line - 1])
    first = next(b for b in reading.blocks if any(s.start <= start < s.end for s in b.spans))
    assert len(first.spans) >= 2, text[start : start + 60]


@pytest.mark.parametrize("line", [482, 485, 1810, 1822, 1830])
def test_pictures_and_addresses_are_no_continuation(reading: Reading, line: int) -> None:
    text = reading.pages[0].text
    start = sum(len(row) + 1 for row in text.split("\n")[: line - 1])
    block = next((b for b in reading.blocks if any(s.start <= start < s.end for s in b.spans)), None)
    assert block is None or len(block.spans) == 1


def test_keyword_glued_to_a_heading_is_split_off(reading: Reading) -> None:
    glued = [b for b in reading.blocks if b.kind == "heading" and "solved" in b.text.lower()]
    assert [b.text for b in glued if not b.text.lower().startswith("resolved")] == []


def test_tables_keep_their_rows(reading: Reading) -> None:
    rows = [b for b in reading.blocks if b.row]
    assert len({b.row.table for b in rows if b.row}) >= 55
    assert sum(bool(b.row and b.row.labels) for b in rows) > 100


def test_no_markup_in_cells(reading: Reading) -> None:
    assert not [c for b in reading.blocks if b.row for c in b.row.cells if "<p>" in c or "<ul" in c or "</" in c]
