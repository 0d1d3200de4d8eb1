"""Links inside a pack: agenda items and their papers, next meetings, private minutes, who came for what, approvals and corrections, requests taken up."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from docqa.council.links import link_register
from docqa.council.record import parse_record
from docqa.papers.corpus import read_document
from docqa.records import Link, Reading
from docqa.register import Register
from tests.council.minutes import reading_of

PACK = """COMMUNITIES SCRUTINY COMMISSION

Date: Thursday, 19th September, 2024

A G E N D A

1. Apologies for absence.

2. Minutes of the previous meeting held on 18th July, 2024 (Pages 1 - 3)

3. Great Hale Library (Pages 4 - 9)

4. Regional waste plan (verbal update)

5. Date of the next meeting: Thursday, 21st November, 2024 at 5.30 p.m.

COMMUNITIES SCRUTINY COMMISSION

18th July, 2024

Present:- Councillor Marlow (in the Chair); Councillors Oduya, Finch and Pell.

Also in attendance: Ann Rhys, Head of Libraries, for Item 3.

Apologies for absence were received from Councillor Cole.

1. MINUTES OF THE PREVIOUS MEETING HELD ON 6TH JUNE, 2024.

Resolved:- That the minutes of the meeting held on 6th June, 2024 be approved as a correct record, subject to the name of Councillor Pell being added to those present.

2. EXCLUSION OF THE PRESS AND PUBLIC.

Resolved:- That the press and public be excluded from the meeting for Minute No. 3, which was likely to disclose exempt information under Paragraph 3.

3. GREAT HALE LIBRARY.

Councillor Oduya asked that the lease of the mobile library be looked into before winter.

Resolved:- (1) That the report be noted.

(2) That the lease of the mobile library be examined before winter.

4. DATE OF NEXT MEETING.

Resolved:- That the next meeting be held on 19th September, 2024 at 5.30 p.m.

REPORT TO COMMUNITIES SCRUTINY COMMISSION

Great Hale Library

19th September, 2024

1. Purpose

1.1 To tell members about the opening hours. The figures are in Appendix A.

2. Recommendation

2.1 That the report be noted.

APPENDIX A

Visits by month
"""


@pytest.fixture
def opened(tmp_path: Path) -> Callable[[Reading], Register]:
    def made(reading: Reading) -> Register:
        register = Register(tmp_path / "pack.sqlite", create=True, read_only=False)
        register.add_document(
            reading.document, sha256="0", size=1, mtime_ns=1, media="text", title="pack", metadata={}, notices=(), pages=reading.pages, record=parse_record(reading), passages=(),
        )  # fmt: skip
        link_register(register)
        return register

    return made


def ends(register: Register, relation: str) -> list[tuple[str, str, Link]]:
    """Links of one relation with what stands at their ends: "agenda 7", "minute 90", the kind and date of a paper, or a meeting."""
    shown = {p.id: f"{p.kind} {p.meeting_date}" for p in register.papers()}
    shown |= {i.id: f"{i.numbering} {i.number}" for i in register.items()} | {d.id: f"minute {d.minute}" for d in register.decisions()}
    return [(shown.get(k.source, k.source), shown.get(k.target, k.target), k) for k in register.all_links() if k.relation == relation]


def pairs(register: Register, relation: str) -> set[tuple[str, str]]:
    return {(a, b) for a, b, _ in ends(register, relation)}


def test_what_a_pack_links(opened: Callable[[Reading], Register]) -> None:
    register = opened(reading_of(PACK, "pack.txt"))
    sent = pairs(register, "comes-with")
    assert ("agenda 2", "minutes 2024-07-18") in sent
    assert ("agenda 3", "report 2024-09-19") in sent
    assert not [a for a, _ in sent if a in ("agenda 1", "agenda 4", "agenda 5")]
    assert pairs(register, "next-meeting") == {("agenda 5", "csc/2024-11-21"), ("minute 4", "csc/2024-09-19")}
    assert pairs(register, "excludes-public-for") == {("minute 2", "minute 3")}
    came = ends(register, "attended-for")
    assert [(b, k.evidence, k.note) for _, b, k in came] == [("minute 3", "Ann Rhys, Head of Libraries (for Item 3)", "in attendance")]
    assert pairs(register, "approves-minutes") == pairs(register, "corrects") == {("minute 1", "csc/2024-06-06")}
    assert [(a, b, k.note) for a, b, k in ends(register, "taken-up")] == [("minute 3", "minute 3", "part (2)")]


def test_no_paper_is_given_to_an_item_where_their_numbers_differ(opened: Callable[[Reading], Register]) -> None:
    register = opened(reading_of(PACK.replace("4. Regional waste plan (verbal update)", "4. Regional waste plan (Pages 10 - 12)"), "pack.txt"))
    assert pairs(register, "comes-with") == set()


# ------------------------------------------------------------------------------------------------- the Rotherham pack


@pytest.fixture(scope="module")
def pack(shared: Path) -> Path:
    return shared / "rotherham"


@pytest.fixture(scope="module")
def rotherham(pack: Path, tmp_path_factory: pytest.TempPathFactory) -> Register:
    reading = read_document(pack / "ilsc-2017-12-12.txt", "ilsc-2017-12-12.txt", ocr="off")
    register = Register(tmp_path_factory.mktemp("pack") / "rotherham.sqlite", create=True, read_only=False)
    register.add_document(
        reading.document, sha256=reading.sha256, size=1, mtime_ns=1, media="text", title=reading.title, metadata={}, notices=(), pages=reading.pages, record=parse_record(reading),
        passages=(),
    )  # fmt: skip
    link_register(register)
    return register


@pytest.fixture(scope="module")
def gold(pack: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((pack / "gold.json").read_text(encoding="utf-8"))
    return found


@pytest.mark.shared
def test_every_segment_of_the_pack_belongs_to_its_agenda_item(rotherham: Register, gold: dict[str, Any], pack: Path) -> None:
    text = (pack / "ilsc-2017-12-12.txt").read_text(encoding="utf-8")
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    reading = read_document(pack / "ilsc-2017-12-12.txt", "ilsc-2017-12-12.txt", ocr="off")
    sent: dict[str, set[str]] = {}
    for number, _, link in ends(rotherham, "comes-with"):
        sent.setdefault(link.target, set()).add(number)
    papers = rotherham.papers()
    of_title = {s["title"]: s["agenda_item"] for s in gold["segments"] if "agenda_item" in s}
    wanted = 0
    for segment in gold["segments"]:
        item = segment.get("agenda_item") or next((n for title, n in of_title.items() if segment.get("of") and title.startswith(segment["of"])), None)
        if item is None:
            continue
        first, last = starts[segment["lines"][0] - 1], starts[segment["lines"][1]]
        inside = [p for p in papers if any(first <= s.start < last for b in reading.blocks[p.first_block : p.end_block] for s in b.spans)]
        assert inside
        assert {n for p in inside for n in sent.get(p.id, set())} == {f"agenda {item}"}
        wanted += 1
    assert wanted == 5
    minutes = {b for a, b, _ in ends(rotherham, "comes-with") if a == "agenda 7"}
    assert minutes == {"minutes 2017-10-31", "minutes 2017-11-14"}
    ranges = {a: k.note for a, _, k in ends(rotherham, "comes-with")}
    assert ranges == {f"agenda {i['no']}": f"pack pages {i['pages'][0]}-{i['pages'][1]}" for i in gold["agenda_items"] if i["pages"]}  # so the verbal update has none


@pytest.mark.shared
def test_next_meetings(rotherham: Register) -> None:
    assert {(a, b, k.note) for a, b, k in ends(rotherham, "next-meeting")} == {
        ("agenda 11", "ilsc/2018-01-23", "5.30 p.m."), ("minute 91", "ilsc/2017-11-14", "5.30 p.m."), ("minute 98", "ilsc/2017-12-12", "2.00 p.m."),
    }  # fmt: skip


@pytest.mark.shared
def test_who_was_excluded_and_who_came(rotherham: Register) -> None:
    assert pairs(rotherham, "excludes-public-for") == {("minute 89", "minute 90")}
    came = {(a, b, k.note) for a, b, k in ends(rotherham, "attended-for")}
    assert came == {
        ("minutes 2017-10-31", "minute 90", "in attendance"), ("minutes 2017-11-14", "minute 96", "in attendance"), ("minutes 2017-11-14", "minute 97", "in attendance"),
        ("minutes 2017-11-14", "minute 96", "apologies"), ("minutes 2017-11-14", "minute 97", "apologies"),
    }  # fmt: skip
    evidence = {(b, k.note): k.evidence for _, b, k in ends(rotherham, "attended-for")}
    assert "for Item 90" in evidence["minute 90", "in attendance"]
    assert "Item 96" not in evidence["minute 97", "apologies"]


@pytest.mark.shared
def test_minutes_approved_corrected_and_put_off(rotherham: Register) -> None:
    assert pairs(rotherham, "approves-minutes") == pairs(rotherham, "corrects") == {("minute 88", "ilsc/2017-09-12")}
    assert ("minute 95", "minutes 2017-10-31") in pairs(rotherham, "refers-to")
    assert all(p.draft or p.meeting_date not in ("2017-10-31", "2017-11-14") for p in rotherham.papers() if p.kind == "minutes") or not any(
        b.startswith("minutes") for _, b in pairs(rotherham, "approves-minutes")
    )


@pytest.mark.shared
def test_requests_taken_up_in_resolutions(rotherham: Register) -> None:
    assert {(a, b, k.note) for a, b, k in ends(rotherham, "taken-up")} == {("minute 96", "minute 96", "part 3)"), ("minute 97", "minute 97", "part 2)")}


@pytest.mark.shared
def test_the_report_follows_the_july_meeting_and_names_its_appendices(rotherham: Register) -> None:
    assert any(b == "ilsc/2017-07-25" for _, b in pairs(rotherham, "refers-to"))
    titles = {p.id: p.title for p in rotherham.papers()}
    named = {n for _, _, k in ends(rotherham, "refers-to") for n in range(1, 10) if f"Appendix {n}:" in titles.get(k.target, "")}
    assert {1, 2, 4, 5, 6, 7, 8} <= named


@pytest.mark.shared
def test_what_is_to_come_back(rotherham: Register) -> None:
    due = {(f.minute, f.due) for f in rotherham.followups()}
    assert ("97", "2018-05") in due
    assert {m for m, _ in due} == {"90", "96", "97"}
    assert not any(f.answered_by for f in rotherham.followups())  # nothing in the pack answers them
