"""Which lines are rows of tables, where their columns are and what they are called."""

from __future__ import annotations

from docqa.papers.layout import lay_out
from docqa.papers.lines import Cell, Line
from docqa.papers.tables import TableRow, table_rows
from tests.papers.drawing import LETTER, PITCH, grid, line, page


def worded(text: str, top: float, *, x: float = 72.0, bold: bool = False) -> Line:
    """A line whose words are placed one after the other; "|" and a number set the next word at that place: "Ward |200 3"."""
    words: list[Cell] = []
    at = x
    for piece in text.split():
        if piece.startswith("|"):
            at = float(piece[1:])
            continue
        words.append(Cell(piece, at, at + LETTER * len(piece)))
        at += LETTER * len(piece) + 3
    cells: list[Cell] = []
    for word in words:
        if cells and word.x0 - cells[-1].x1 < 16:
            cells[-1] = Cell(f"{cells[-1].text} {word.text}", cells[-1].x0, word.x1)
        else:
            cells.append(word)
    return Line(tuple(cells), top, top + 11, 11.0, bold, tuple(words))


def rows_of(*lines: Line) -> list[TableRow]:
    return table_rows(lines)


def test_a_figure_close_to_its_label_is_a_cell_of_its_own() -> None:
    labels = ["Precept", "Wayleave payment", "Rent for property", "VAT repayment", "Donations from boxes", "Grant for grass"]
    lines = [worded(f"{100 + n}.00 |108 {label} |300 {n}.50", 100 + n * PITCH) for n, label in enumerate(labels)]
    assert [r.row.cells for r in rows_of(*lines)][1] == ("101.00", "Wayleave payment", "1.50")


def test_a_header_of_two_levels_and_units() -> None:
    lines = [
        worded("|150 INCOME |350 PAYMENTS", 100),
        worded("|150 2023 |250 2024 |350 2023 |450 2024", 113),
        worded("|160 £ |260 £ |360 £ |460 £", 126),
        worded("Hall |150 10 |250 20 |350 30 |450 40", 139),
        worded("Green |150 11 |250 21 |350 31 |450 41", 152),
    ]
    rows = [r.row for r in rows_of(*lines)]
    assert [r.header for r in rows] == [True, True, True, False, False]
    assert rows[4].labels == ("", "INCOME: 2023 £", "INCOME: 2024 £", "PAYMENTS: 2023 £", "PAYMENTS: 2024 £")


def test_a_header_under_lines_about_the_table() -> None:
    lines = [
        worded("Name of authority: |200 Saltby Council", 100),
        worded("|200 2022/23 |300 2023/24 |400 Variance", 113),
        worded("Staff |200 10 |300 12 |400 20%", 126),
        worded("Other |200 30 |300 33 |400 10%", 139),
    ]
    rows = [r.row for r in rows_of(*lines)]
    assert [r.header for r in rows] == [False, True, False, False]
    assert rows[2].labels == ("", "2022/23", "2023/24", "Variance")


def test_names_with_values_have_no_header() -> None:
    lines = [worded(f"{name} |200 {said} |300 {other} |400 Yea", 100 + n * PITCH) for n, (name, said, other) in enumerate([("Hale", "Yea", "Dodd"), ("Cole", "Nay", "Lake"), ("Pell", "Yea", "Fry")])]
    assert not any(r.row.header or r.row.labels for r in rows_of(*lines))


def test_text_wrapped_inside_a_cell_is_one_row() -> None:
    lines = [
        worded("Ref |120 Action |400 Lead", 100),
        worded("1 |120 Write to the county about the |400 Clerk", 113),
        worded("|120 flooding at the bridge", 126),
        worded("2 |120 Mend the fence |400 Warden", 139),
    ]
    assert [r.row.cells for r in rows_of(*lines)] == [
        ("Ref", "Action", "Lead"), ("1", "Write to the county about the flooding at the bridge", "Clerk"), ("2", "Mend the fence", "Warden"),
    ]  # fmt: skip


def test_a_list_with_wide_gaps_after_its_numbers_is_no_table() -> None:
    assert rows_of(*[worded(f"{n}. |130 {text}", 100 + n * PITCH) for n, text in enumerate(["Apologies", "Minutes", "Finance"], 1)]) == []


def test_a_bold_title_starts_the_next_table() -> None:
    lines = [worded("Hall |200 10", 100), worded("Green |200 12", 113), worded("Other spending", 140, bold=True), worded("Bench |200 3", 153), worded("Bin |200 4", 166)]
    assert [r.row.table for r in rows_of(*lines)] == [0, 0, 1, 1]


def test_a_table_over_a_page_end_keeps_its_labels_and_caption() -> None:
    first = page(1, [line("Table 2: Members by ward", 100), *grid([["Ward", "Members"], ["Quay", "3"], ["Mill", "2"]], 120, [72, 250])])
    second = page(2, grid([["Hill", "4"], ["Down", "1"]], 100, [72, 250]))
    rows = [b.row for b in lay_out([first, second])[1] if b.row]
    assert {r.table for r in rows} == {0}
    assert rows[-1].labels == ("Ward", "Members")
    assert {r.caption for r in rows} == {"Table 2: Members by ward"}


def test_one_row_at_the_top_of_the_next_page_belongs_to_the_table() -> None:
    first = page(1, grid([["Hale", "Yea", "Dodd", "Yea"], ["Cole", "Nay", "Lake", "Yea"]], 700, [72, 200, 300, 400]))
    second = page(2, [*grid([["Pell", "Absent", "", ""]], 60, [72, 200, 300, 400]), line("Motion carried.", 90)])
    blocks = lay_out([first, second])[1]
    assert [(b.text, b.row.table if b.row else None) for b in blocks[2:]] == [("Pell\tAbsent", 0), ("Motion carried.", None)]
