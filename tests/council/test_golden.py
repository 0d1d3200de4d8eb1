"""The golden parse of the Rotherham pack: blocks, parts, bullets, kinds and minute numbers, exactly."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from docqa.council.record import parse_record
from docqa.papers.corpus import read_document
from docqa.records import Record
from docqa.text import fold

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def pack(shared: Path) -> Path:
    return shared / "rotherham"


@pytest.fixture(scope="module")
def record(pack: Path) -> Record:
    return parse_record(read_document(pack / "ilsc-2017-12-12.txt", "ilsc-2017-12-12.txt", ocr="off"))


@pytest.fixture(scope="module")
def gold(pack: Path) -> dict[str, list[dict[str, object]]]:
    found: dict[str, list[dict[str, object]]] = json.loads((pack / "gold.json").read_text(encoding="utf-8"))
    return found


def plain(text: object) -> str:
    """Words without the label, the number and the closing punctuation."""
    return re.sub(r"^(?:resolved:?-?\s*)?(?:- )?(?:\(?\d\)\s*)?", "", fold(str(text))).rstrip(" .;")


def test_seven_blocks_with_their_minutes_dates_and_kinds(record: Record, gold: dict[str, list[dict[str, object]]]) -> None:
    read = [(d.minute, d.meeting_date, d.kind) for d in record.decisions]
    assert read == [(str(r["minute"]), r["meeting_date"], r["kind"]) for r in gold["resolutions"]]


def test_twelve_parts_and_six_bullets(record: Record, gold: dict[str, list[dict[str, object]]]) -> None:
    bullets = 0
    parts = 0
    for decision, wanted in zip(record.decisions, gold["resolutions"], strict=True):
        expected = list(wanted["parts"])  # type: ignore[call-overload]
        numbered = [p for p in expected if p["n"]]
        assert [p.number for p in decision.parts] == [p["n"] for p in numbered]
        parts += max(1, len(decision.parts))
        for part, gold_part in zip(decision.parts, numbered, strict=True):
            assert plain(part.text) == plain(gold_part["text"])
            assert [plain(c) for c in part.children] == [plain(c["text"]) for c in gold_part["children"]]
            bullets += len(part.children)
        for gold_part in expected:
            assert plain(gold_part["text"]) in fold(decision.text)
    assert (parts, bullets) == (12, 6)


def test_minute_items(record: Record, gold: dict[str, list[dict[str, object]]]) -> None:
    items = [i for i in record.items if i.numbering == "minute"]
    assert [i.number for i in items] == [str(m["minute"]) for m in gold["minute_items"]]
    for item, wanted in zip(items, gold["minute_items"], strict=True):
        assert fold(item.heading).rstrip(" .") == fold(str(wanted["title"])).rstrip(" .")


def test_agenda_items(record: Record, gold: dict[str, list[dict[str, object]]]) -> None:
    assert [i.number for i in record.items if i.numbering == "agenda"] == [str(a["no"]) for a in gold["agenda_items"]]


def test_the_private_minute_carries_its_banner(record: Record) -> None:
    private = [i for i in record.items if i.access == "private_session"]
    assert [i.number for i in private] == ["90"]
    assert "Minute 89, Sch 12A para 2" in private[0].banner
    assert {d.minute for d in record.decisions if d.access == "private_session"} == {"90"}


def test_the_recommendation_names_the_executive(record: Record) -> None:
    assert [d.recommends_to for d in record.decisions if d.minute == "90"] == ["Cabinet and Commissioners"]


def test_who_was_there(record: Record) -> None:
    first, second = ([a for a in record.attendance if a.paper == p.id] for p in record.papers if p.kind == "minutes")
    assert [a.role for a in first].count("chair") == 1
    assert sum(a.role in ("chair", "present") for a in first) == 12
    assert sum(a.role in ("chair", "present") for a in second) == 11
