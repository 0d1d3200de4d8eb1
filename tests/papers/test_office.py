"""HTML and DOCX files -> blocks."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest

from docqa.errors import ReadingError
from docqa.papers.corpus import read_document
from docqa.papers.office import read_docx, read_html


def saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_docx_with_headings_lists_and_a_table() -> None:
    import docx

    document = docx.Document()
    document.add_heading("Leisure centre", level=1)
    document.add_paragraph("The boiler is old.")
    document.add_paragraph("buy a new one", style="List Bullet")
    table = document.add_table(rows=0, cols=3)
    for row in (("Ward", "Members", "Since"), ("Quay", "3", "2019"), ("Mill", "2", "2021")):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    page, blocks, _ = read_docx(saved(document))
    assert [(b.kind, b.text) for b in blocks] == [
        ("heading", "Leisure centre"),
        ("paragraph", "The boiler is old."),
        ("list_item", "buy a new one"),
        ("table_row", "Ward\tMembers\tSince"),
        ("table_row", "Quay\t3\t2019"),
        ("table_row", "Mill\t2\t2021"),
    ]
    assert blocks[5].row is not None and blocks[5].row.labels == ("Ward", "Members", "Since")
    for block in blocks:
        assert block.text == page.text[block.spans[0].start : block.spans[0].end]


def test_docx_merged_cells_are_said_once() -> None:
    import docx

    document = docx.Document()
    table = document.add_table(rows=2, cols=3)
    table.cell(0, 0).merge(table.cell(0, 2)).text = "Members by ward"
    for n, text in enumerate(("Quay", "3", "2019")):
        table.cell(1, n).text = text
    assert [b.text for b in read_docx(saved(document))[1]] == ["Members by ward", "Quay\t3\t2019"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(b"PK\x03\x04" + b"\x00" * 100, "broken", id="a broken archive"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "encrypted", id="the old format, or a password"),
    ],
)
def test_docx_that_cannot_be_read(data: bytes, code: str) -> None:
    with pytest.raises(ReadingError) as caught:
        read_docx(data)
    assert caught.value.code == code


def test_another_office_file_under_the_name_of_a_docx(tmp_path: Path) -> None:
    import zipfile

    path = tmp_path / "paper.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    with pytest.raises(ReadingError) as caught:
        read_document(path, "paper.docx")
    assert caught.value.code in ("broken", "unsupported")


HTML = """<!doctype html><html><head><title>Minutes - Saltby Council</title><style>p{}</style></head><body>
<nav><a href="/">Home</a></nav><h1>Minutes</h1><script>var x = "<p>no</p>";</script>
<div>Loose text <b>in bold</b> goes on.<br>Next line.</div>
<h2>85. Declarations of interest</h2><p>There were&nbsp;none &amp; none were expected.</p>
<ul><li>mend the lamp</li><li>paint the bench<ul><li>in green</li></ul></li></ul>
<table><caption>Members by ward</caption><tr><th>Ward</th><th>Members</th></tr><tr><td>Quay</td><td><p>3</p></td></tr><tr><td>Mill</td><td>2</td></tr></table>
</body></html>"""


def test_html() -> None:
    page, blocks, title = read_html(HTML)
    assert title == "Minutes - Saltby Council"
    assert [(b.kind, b.text) for b in blocks] == [
        ("heading", "Minutes"),
        ("paragraph", "Loose text in bold goes on."),
        ("paragraph", "Next line."),
        ("heading", "85. Declarations of interest"),
        ("paragraph", "There were none & none were expected."),
        ("list_item", "mend the lamp"),
        ("list_item", "paint the bench"),
        ("list_item", "in green"),
        ("table_row", "Ward\tMembers"),
        ("table_row", "Quay\t3"),
        ("table_row", "Mill\t2"),
    ]
    assert blocks[3].number == "85."
    assert blocks[9].row is not None and (blocks[9].row.labels, blocks[9].row.caption) == (("Ward", "Members"), "Members by ward")
    for block in blocks:
        assert block.text == page.text[block.spans[0].start : block.spans[0].end]


def test_html_deeply_nested_does_not_break() -> None:
    assert [b.text for b in read_html("<div>" * 3000 + "text" + "</div>" * 3000)[1]] == ["text"]
