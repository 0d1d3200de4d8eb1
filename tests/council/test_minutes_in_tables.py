"""Minutes laid out in a table of numbers, text and who is to act."""

from __future__ import annotations

from pathlib import Path

import pytest

from docqa.council.record import parse_record
from docqa.papers.corpus import read_document
from docqa.records import Record

HEAD = "<h1>SALTBY PARISH COUNCIL</h1><p>Minutes of the meeting held on Tuesday 5 March 2024 at 7.30 pm</p><p>Present: Cllr Ash (Chair), Cllr Birch, Cllr Pell</p>"
ROWS = [
    ("No.", "Minute", "Action"),
    ("1", "Apologies for absence: Cllr Finch was on holiday and had sent word.", ""),
    ("2", "Street lights: The lamp at Quay Lane has failed again. It was {} to accept the quotation of £240 to replace it. Proposed Cllr Birch, seconded Cllr Pell. All in favour.", "Clerk to order"),
    ("3", "Play area: The inspection report was received. It was {} to repair the swing at a cost of not more than £150.", "Cllr Ash"),
    ("4", "Date of next meeting: Tuesday 2 April 2024 at 7.30 pm in the hall.", ""),
]
REGISTER = [("No.", "Action", "Owner", "Status"), ("1", "Mend the lamp at Quay Lane", "Clerk", "It was agreed in May"), ("2", "Paint the railings by the harbour", "Cllr Ash", "All agreed")]


def record(tmp_path: Path, rows: list[tuple[str, ...]]) -> Record:
    table = "".join(f"<tr>{''.join(f'<td>{c}</td>' for c in row)}</tr>" for row in rows)
    path = tmp_path / "minutes-2024-03-05.html"
    path.write_text(f"<html><body>{HEAD}<table>{table}</table></body></html>")
    return parse_record(read_document(path, path.name, ocr="off"))


@pytest.mark.parametrize("verb", ["agreed", "RESOLVED"])
def test_what_was_decided_is_read_with_its_number(tmp_path: Path, verb: str) -> None:
    found = record(tmp_path, [tuple(c.format(verb) for c in row) for row in ROWS]).decisions
    assert [(d.minute, d.mover, d.seconder) for d in found][0] == ("2", "Cllr Birch", "Cllr Pell")
    assert found[0].text.startswith(f"It was {verb} to accept the quotation of £240")
    assert not any("\t2" in d.text or d.text[0].isdigit() for d in found)


def test_each_agreement_is_one(tmp_path: Path) -> None:
    found = record(tmp_path, [tuple(c.format("agreed") for c in row) for row in ROWS]).decisions
    assert [d.minute for d in found] == ["2", "3"]


def test_remarks_in_a_table_of_data_decide_nothing(tmp_path: Path) -> None:
    assert record(tmp_path, REGISTER).decisions == ()
