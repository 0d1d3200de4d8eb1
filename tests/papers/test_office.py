"""HTML and DOCX files -> blocks."""

from __future__ import annotations

import io
import zipfile
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


def packed(**parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), text)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "code", "reason"),
    [
        pytest.param("a.docx", b"PK\x03\x04" + b"\x00" * 100, "broken", "broken", id="a broken archive"),
        pytest.param("a.docx", packed(word__document_xml="<w:document"), "broken", "broken", id="broken inside"),
        pytest.param("a.docx", packed(word__document_xml=" " * 250_000_000), "too-large", "250 MB", id="unpacks to far too much"),
        pytest.param("a.docx", packed(xl__workbook_xml="<workbook/>"), "unsupported", "Excel", id="a workbook"),
        pytest.param("a.pdf", packed(notes="x"), "unsupported", "archive", id="an archive"),
        pytest.param("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "encrypted", "password", id="the old format, or a password"),
        pytest.param("a.txt", b"{\\rtf1\\ansi Minutes}", "unsupported", "RTF", id="rich text under the name of text"),
        pytest.param("a.pdf", b"\x89PNG\r\n\x1a\n" + b"\x00" * 60, "unsupported", "picture", id="a picture under the name of a PDF"),
        pytest.param("a.pdf", b"\n<!DOCTYPE html><html>not found</html>", "broken", "web page", id="a web page under the name of a PDF"),
    ],
)
def test_files_that_are_not_what_their_name_says(tmp_path: Path, name: str, data: bytes, code: str, reason: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(ReadingError) as caught:
        read_document(path, name)
    assert (caught.value.code, reason in caught.value.message) == (code, True), caught.value.message
    assert caught.value.hint


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
