"""PDF files as people send them -> Readings or a reason. The files are made here with reportlab."""

from __future__ import annotations

from pathlib import Path

import pytest

from docqa.errors import ReadingError
from docqa.papers.corpus import read_document
from docqa.records import Reading
from tests.papers.drawing import pdf

PARAGRAPH = [
    "The Committee considered a report on the future of the leisure centre at Saltby",
    "Quay and heard that the boiler had reached the end of its working life.",
]


def read(folder: Path, data: bytes, name: str = "paper.pdf", ocr: str = "off") -> Reading:
    path = folder / name
    path.write_bytes(data)
    return read_document(path, name, ocr=ocr)


def test_text_and_pages(tmp_path: Path) -> None:
    reading = read(tmp_path, pdf([PARAGRAPH, ["Second page."]], title="x"))
    assert [p.number for p in reading.pages] == [1, 2]
    assert [b.text for b in reading.blocks] == [" ".join(PARAGRAPH), "Second page."]
    assert reading.media == "pdf"


def test_page_labels(tmp_path: Path) -> None:
    reading = read(tmp_path, pdf([PARAGRAPH, PARAGRAPH], labels="B-"))
    assert [p.printed for p in reading.pages] == ["B-17", "B-18"]


def test_encrypted_with_an_empty_password_opens(tmp_path: Path) -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption

    reading = read(tmp_path, pdf([PARAGRAPH], encrypt=StandardEncryption("", "owner", canCopy=0, strength=128)))
    assert reading.blocks[0].text == " ".join(PARAGRAPH)


def test_encrypted_with_a_password_is_refused(tmp_path: Path) -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption

    with pytest.raises(ReadingError) as caught:
        read(tmp_path, pdf([PARAGRAPH], encrypt=StandardEncryption("secret", strength=128)))
    assert caught.value.code == "encrypted"
    assert "password" in caught.value.message
    assert caught.value.hint


def test_no_text_layer_names_the_program_that_helps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("docqa.papers.ocr.available", lambda: False)
    with pytest.raises(ReadingError) as caught:
        read(tmp_path, pdf([[], []]), ocr="auto")
    assert caught.value.code == "no-text"
    assert "2 scanned or empty pages" in caught.value.message
    assert "tesseract" in caught.value.hint.lower()


def test_a_page_without_text_is_a_notice_where_others_have_some(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("docqa.papers.ocr.available", lambda: False)
    reading = read(tmp_path, pdf([PARAGRAPH, []]), ocr="auto")
    assert any("page 2 without text" in n and "tesseract" in n.lower() for n in reading.notices)


def test_a_broken_cross_reference_table_is_mended(tmp_path: Path) -> None:
    data = pdf([PARAGRAPH])
    at = data.rindex(b"startxref")
    reading = read(tmp_path, data[:at] + b"startxref\n999999\n%%EOF\n")
    assert reading.blocks[0].text == " ".join(PARAGRAPH)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"%PDF-1.7\n", id="nothing but the first line"),
        pytest.param(b"%PDF-1.7\n" + bytes(range(256)) * 8, id="noise"),
        pytest.param(pdf([PARAGRAPH])[:300], id="cut off"),
    ],
)
def test_broken_beyond_repair_is_a_reading_error(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(ReadingError) as caught:
        read(tmp_path, data)
    assert caught.value.code in ("broken", "empty")
    assert caught.value.hint


def test_a_pdf_under_another_name_is_read_as_one(tmp_path: Path) -> None:
    assert read(tmp_path, pdf([PARAGRAPH]), name="minutes.txt").media == "pdf"


@pytest.mark.parametrize(
    ("information", "title"),
    [
        pytest.param("The future of the leisure centre", "The future of the leisure centre", id="a title that is on the page"),
        pytest.param("Microsoft Word - draft3.docx", "THE LEISURE CENTRE", id="a file name"),
        pytest.param("Agenda of the Hamster Club", "THE LEISURE CENTRE", id="left over from another paper"),
        pytest.param("", "THE LEISURE CENTRE", id="none"),
    ],
)
def test_title(tmp_path: Path, information: str, title: str) -> None:
    assert read(tmp_path, pdf([["THE LEISURE CENTRE", "", *PARAGRAPH]], title=information)).title == title


@pytest.mark.parametrize("heading", ["THE COUNCIL", "INTRODUCTION", "CONTENTS"])
def test_a_heading_that_would_name_any_paper_is_no_title(tmp_path: Path, heading: str) -> None:
    assert read(tmp_path, pdf([[heading, "", *PARAGRAPH]]), name="annual-report-2022.pdf").title == "annual report 2022"


def test_reading_twice_gives_the_same(tmp_path: Path) -> None:
    data = pdf([PARAGRAPH, ["1. One thing", "2. Another thing"]])
    assert read(tmp_path, data) == read(tmp_path, data)
