"""Motions as American councils minute them are kept with the sentence that says how the vote ended."""

from __future__ import annotations

import pytest

from docqa.council.motions import find_motions
from docqa.records import Block, Span


def blocks(*lines: str) -> list[Block]:
    made, at = [], 0
    for n, line in enumerate(lines):
        made.append(Block("paragraph", line, (Span(1, at, at + len(line)),), row=n if "\t" in line else None))
        at += len(line) + 1
    return made


@pytest.mark.parametrize(
    ("ended", "told"),
    [
        ("Motion carried and the appeal was denied.", "Motion carried and the appeal was denied."),
        ("Yeas: 2 Nays: 7 Absent: 0. Motion denied.", "Motion denied."),
        ("Motion carried.", ""),
        ("The motion was carried unanimously.", ""),
    ],
)
def test_a_result_that_tells_more_than_carried_belongs_to_the_motion(ended: str, told: str) -> None:
    page = blocks("Councilor Ash moved to deny the appeal of 10.a.", "Councilor Birch seconded the motion.", "Cole\tYea\tDunn\tNay", ended, "Councilor Cole moved to adjourn.", "Motion carried.")
    first, second = find_motions(page, 0, len(page))
    assert first.text == f"Councilor Ash moved to deny the appeal of 10.a. {told}".strip()
    whole = "\n".join(b.text for b in page)
    assert " ".join(whole[s.start : s.end] for s in first.spans) == first.text, "word for word at its places"
    assert second.text == "Councilor Cole moved to adjourn."


@pytest.mark.parametrize(
    ("moved", "matter"),
    [
        ("Councilor Ash moved to approve 8.b.", "b. A resolution approving free fares for veterans."),
        ("Councilor Ash moved to approve 8.a and 8.b.", ""),
        ("Councilor Ash moved to approve 8.d.", ""),
        ("Councilor Ash moved to approve the item.", ""),
    ],
)
def test_a_motion_that_names_a_letter_is_kept_with_what_stands_under_it(moved: str, matter: str) -> None:
    page = blocks("a. Announcements.", "b. A resolution approving free fares for veterans.", "c. A report.", moved, "Councilor Birch seconded the motion.", "Motion carried.")
    (found,) = find_motions(page, 0, len(page))
    assert found.text == f"{matter} {moved}".strip()
    whole = "\n".join(b.text for b in page)
    assert " ".join(whole[s.start : s.end] for s in found.spans) == found.text, "word for word at its places"
