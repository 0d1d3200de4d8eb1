"""Tables whose cells are wrapped and drawn cell by cell, as word processors write them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import pytest

from docqa.papers.corpus import read_document
from docqa.papers.lines import Cell, Line
from docqa.papers.tables import table_rows
from tests.papers.drawing import LETTER, PITCH, wrapped

COLUMNS = (72.0, 240.0, 360.0, 440.0)


def drawn(rows: Sequence[Sequence[str]], top: float = 100.0, *, letters: int = 16, columns: Sequence[float] = COLUMNS) -> list[Line]:
    """The lines of a table in the order in which it is drawn: cell by cell, each from the top of its row; a row of one-line cells is one line."""
    out: list[Line] = []
    for row in rows:
        cells = [wrapped(text, letters) if text else [] for text in row]
        if max(map(len, cells)) == 1:
            words = tuple(Cell(c[0], x, x + LETTER * len(c[0])) for c, x in zip(cells, columns, strict=False) if c)
            out.append(Line(words, top, top + 11, 11.0, words=words))
        else:
            for lines, x in zip(cells, columns, strict=False):
                out += [Line((Cell(text, x, x + LETTER * len(text)),), top + n * PITCH, top + n * PITCH + 11, 11.0) for n, text in enumerate(lines)]
        top += PITCH * max(map(len, cells)) + 6
    return out


ACTIONS = [
    ["Action", "Owner", "Date", "Measure"],
    ["1. Replace the old boilers of the eleven homes on Quay Lane", "Heating Manager, Ann Birch", "31 October 2025", "None left"],
    ["2. Mend the lamp", "Clerk", "May 2025", "Lit"],
    ["3. Give tenants a text message", "Engagement Officer, Jo Ash", "28 February 2025", "Content with it: 75 %"],
]


def test_the_rows_are_put_together_again() -> None:
    rows = table_rows(drawn(ACTIONS))
    assert [list(r.row.cells) for r in rows] == ACTIONS
    assert rows[1].row.labels == ("Action", "Owner", "Date", "Measure")
    assert rows[0].row.header and not rows[1].row.header


def test_what_stands_around_the_table_stays_outside() -> None:
    before = Line((Cell("Table 3: Actions", 72.0, 152.0),), 78.0, 89.0, 11.0)
    table = drawn(ACTIONS)
    bottom = max(x.bottom for x in table)
    after = [Line((Cell("6.1", 72.0, 87.0), Cell("The plan will be overseen by a board that meets every month.", 110.0, 410.0)), bottom + 12, bottom + 23, 11.0)]
    rows = table_rows([before, *table, *after])
    assert sorted(k for r in rows for k in r.lines) == list(range(1, len(table) + 1))


def test_an_empty_cell_leaves_its_column_out() -> None:
    rows = table_rows(drawn([*ACTIONS, ["4. Paint the railings by the harbour", "", "June 2025", "Done, late"]]))
    assert list(rows[-1].row.cells) == ["4. Paint the railings by the harbour", "June 2025", "Done, late"]
    assert rows[-1].row.labels == ("Action", "Date", "Measure")


def test_cells_set_so_close_that_they_seem_one_are_parted_at_the_columns() -> None:
    lines = drawn(ACTIONS)
    n = next(k for k, x in enumerate(lines) if x.text.startswith("2. Mend"))
    close = (Cell("2. Mend the lamp", 72.0, 152.0), Cell("Clerk", 240.0, 265.0), Cell("of the whole borough", 268.0, 352.0), Cell("May 2025", 360.0, 400.0), Cell("Lit", 440.0, 455.0))
    joined = (close[0], Cell("Clerk of the whole borough May 2025", 240.0, 400.0), close[4])
    lines[n] = Line(joined, lines[n].top, lines[n].bottom, 11.0, words=close)
    assert list(table_rows(lines)[2].row.cells) == ["2. Mend the lamp", "Clerk of the whole borough", "May 2025", "Lit"]


MINUTES = [
    ["1", "Street lights: The lamp at Quay Lane has failed again. It was agreed to mend it.", "Clerk"],
    ["2", "Play area: The report of the inspector was received, and the swing is to be mended.", "Cllr Ash"],
    ["3", "Next meeting", ""],
]


def columns_of_prose() -> list[Line]:
    left, right = "The hall was full of people who had come to hear about the quay. " * 5, "Nobody knew what the lamp had cost or who would pay for it again. " * 5
    return drawn([[left, right]], letters=30, columns=(72.0, 320.0))


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(columns_of_prose(), id="two columns of running text"),
        pytest.param([*columns_of_prose(), *drawn([["The hall " * 40, "The lamp " * 40]], 600.0, letters=30, columns=(72.0, 320.0))], id="one above the other"),
        pytest.param(drawn(MINUTES, letters=30, columns=(72.0, 100.0, 300.0)), id="minutes in a table, which are paragraphs"),
        pytest.param(drawn([["Ann Birch, Clerk, The Old School, Saltby", "Your letter of 5 March about the lamp"]]), id="the head of a letter"),
        pytest.param(drawn([["x", "The agenda for the meeting of the parish"], ["x", "The minutes of the last one, still a draft"]], columns=(72.0, 90.0)), id="a list"),
    ],
)
def test_no_table(lines: list[Line]) -> None:
    assert [r for r in table_rows(lines) if len(r.lines) > 1] == []


def test_what_is_drawn_apart_from_the_rows_speaks_against_them() -> None:
    table = drawn([row[1:] for row in ACTIONS], columns=COLUMNS[1:])
    tops = sorted({x.top for x in table if x.x0 == COLUMNS[1]})
    labels = [Line((Cell("A label", 72.0, 107.0),), top, top + 11, 11.0) for top in tops]
    assert not [r for r in table_rows([*table, *labels]) if len(r.lines) > 2]


def test_a_pdf_with_such_a_table(tmp_path: Path) -> None:
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

    style = getSampleStyleSheet()["Normal"]
    out = io.BytesIO()
    cells = [[Paragraph(text, style) for text in row] for row in ACTIONS]
    SimpleDocTemplate(out, pagesize=A4, invariant=1).build([Paragraph("5.4 The plan is in the table, and it will be overseen by a board that meets every month.", style), Table(cells, colWidths=[110, 100, 70, 80])])
    path = tmp_path / "plan.pdf"
    path.write_bytes(out.getvalue())
    rows = [b.row.cells for b in read_document(path, "plan.pdf", ocr="off").blocks if b.row]
    assert [list(r) for r in rows] == ACTIONS
