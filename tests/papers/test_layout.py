"""Lines with geometry -> pages and blocks."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docqa.papers.layout import lay_out
from docqa.papers.lines import RawPage
from docqa.records import Block
from tests.papers.drawing import PITCH, grid, line, page, wrapped

LONG = (
    "The Committee considered a report on the future of the leisure centre at Saltby Quay and heard that the boiler had reached the end of its "
    "working life. Officers explained that a new boiler would take eleven weeks to arrive and that the pool would be closed for all of them."
)


def blocks_of(*pages: RawPage) -> list[Block]:
    return list(lay_out(pages)[1])


def texts(*pages: RawPage) -> list[str]:
    return [b.text for b in blocks_of(*pages)]


# --------------------------------------------------------------------------------------------------------- paragraphs


def test_lines_of_a_paragraph_become_one_line() -> None:
    assert texts(page(1, wrapped(LONG))) == [LONG]


def test_a_gap_between_lines_starts_a_paragraph() -> None:
    assert texts(page(1, [*wrapped(LONG), "", *wrapped("A second " + LONG)])) == [LONG, "A second " + LONG]


def test_a_short_last_line_ends_a_paragraph_without_a_gap() -> None:
    first = wrapped(LONG)
    first[-1] = "would be closed."
    found = texts(page(1, [*first, *wrapped(LONG)]))
    assert len(found) == 2
    assert found[1] == LONG


@pytest.mark.parametrize(
    ("end", "start", "joined"),
    [
        pytest.param("work on safe-", "guarding went on", "work on safeguarding went on", id="word that stands whole elsewhere loses the hyphen"),
        pytest.param("the co-", "operative society met", "the cooperative society met", id="short beginning is a broken word"),
        pytest.param("the follow-", "up report is late", "the follow-up report is late", id="word that stands hyphenated elsewhere keeps it"),
        pytest.param("the budget for 2023-", "24 was agreed", "the budget for 2023-24 was agreed", id="hyphen between figures stays"),
    ],
)
def test_hyphens_at_line_ends(end: str, start: str, joined: str) -> None:
    elsewhere = "safeguarding is a duty and a follow-up was asked for by the members of the commission in full"
    filler = "x" * (80 - len(end) - 1)
    (text,) = [t for t in texts(page(1, [elsewhere + ".", "", f"{filler} {end}", start])) if "xxx" in t]
    assert text.endswith(joined)


def test_a_paragraph_over_the_end_of_a_page_is_one_block_with_two_spans() -> None:
    lines = wrapped(LONG)
    pages, blocks = lay_out([page(1, lines[:2]), page(2, lines[2:])])
    assert [b.text for b in blocks] == [LONG]
    assert [s.page for s in blocks[0].spans] == [1, 2]
    assert " ".join(pages[s.page - 1].text[s.start : s.end] for s in blocks[0].spans if s.page) == LONG


def test_a_new_sentence_on_the_next_page_is_a_block_of_its_own() -> None:
    assert len(blocks_of(page(1, wrapped(LONG)), page(2, wrapped("Another " + LONG)))) == 2


@pytest.mark.parametrize("word", ["E. Archer Street", "(17) of Walnut Creek", "(a) of the Act"])
def test_a_letter_or_figure_that_a_sentence_wrapped_to_is_no_item(word: str) -> None:
    first = "An event was allowed, and the road was closed for it, from the first to the last at"
    assert texts(page(1, [first, f"{word} on the Monday.", "", *wrapped(LONG)])) == [f"{first} {word} on the Monday.", LONG]


def test_two_columns_are_read_one_after_the_other() -> None:
    left = [line(t, 100 + n * PITCH, x=60) for n, t in enumerate(wrapped(LONG, 40))]
    right = [line(t, 100 + n * PITCH, x=320) for n, t in enumerate(wrapped("Right hand: " + LONG, 40))]
    assert texts(page(1, [*left, *right])) == [LONG, "Right hand: " + LONG]


# ------------------------------------------------------------------------------------------------------ kinds of block


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        pytest.param("85. DECLARATIONS OF INTEREST.", "heading", "85.", id="minute number and capitals"),
        pytest.param("SAFEGUARDING ADULTS", "heading", "", id="capitals alone"),
        pytest.param("• buy a new boiler", "list_item", "•", id="bullet"),
        pytest.param("(a) buy a new boiler and have it fitted by the summer", "list_item", "(a)", id="letter in brackets"),
        pytest.param("2.1 The boiler is old and should be replaced by the summer, officers said", "list_item", "2.1", id="numbered paragraph"),
        pytest.param("2.30 pm The Chair opened the meeting and asked for apologies to be read", "paragraph", "", id="a time is no number"),
        pytest.param("2019. The boiler was bought in that year and has been mended every year.", "paragraph", "", id="a year is no number"),
    ],
)
def test_kind_of_block(text: str, kind: str, number: str) -> None:
    (block,) = blocks_of(page(1, [text]))
    assert (block.kind, block.number) == (kind, number)


def test_a_bullet_is_left_out_of_its_block_and_kept_on_the_page() -> None:
    pages, blocks = lay_out([page(1, ["• buy a new boiler"])])
    assert blocks[0].text == "buy a new boiler"
    assert pages[0].text == "• buy a new boiler"


def test_larger_letters_are_a_heading() -> None:
    blocks = blocks_of(page(1, [line("Leisure in Saltby", 80, size=16), *wrapped(LONG)]))
    assert [(b.kind, b.level) for b in blocks] == [("heading", 1), ("paragraph", 0)]


# ----------------------------------------------------------------------------------------------------------- furniture


def with_edges(number: int, foot: str, head: str = "Saltby Borough Council - Cabinet") -> RawPage:
    body = [line(t, 120 + n * PITCH) for n, t in enumerate(wrapped(f"Page of thoughts {chr(64 + number)} begins. " + LONG))]
    return page(number, [line(head, 30), *body, line(foot, 810)])


def test_running_heads_and_page_numbers_stay_on_the_page_and_out_of_the_blocks() -> None:
    pages, blocks = lay_out([with_edges(n, f"Page {n + 22}") for n in range(1, 5)])
    assert [p.printed for p in pages] == ["23", "24", "25", "26"]
    assert all("Saltby Borough Council - Cabinet" in p.text for p in pages)
    assert not any("Saltby Borough Council - Cabinet" in b.text or b.text.startswith("Page 2") for b in blocks)


@pytest.mark.parametrize(
    ("foot", "printed"),
    [
        pytest.param("Page 7 of 30", "7", id="of"),
        pytest.param("- 7 -", "7", id="dashes"),
        pytest.param("7", "7", id="bare"),
        pytest.param("7 | Page", "7", id="bar"),
        pytest.param("Tudalen 7", "7", id="Welsh"),
    ],
)
def test_printed_page_numbers(foot: str, printed: str) -> None:
    assert lay_out([with_edges(1, foot)])[0][0].printed == printed


def test_a_number_that_does_not_count_on_is_no_page_number() -> None:
    pages = [with_edges(n, foot, head=f"Paper on {chr(70 + n)}") for n, foot in enumerate(["7", "1", "2", "3", "4"], 1)]
    assert [p.printed for p in lay_out(pages)[0]] == [None, "1", "2", "3", "4"]


def test_numbers_that_start_again_with_the_next_paper_stay() -> None:
    pages = [with_edges(n, foot, head=f"Paper on {chr(70 + n)}") for n, foot in enumerate(["1", "2", "3", "1", "2"], 1)]
    assert [p.printed for p in lay_out(pages)[0]] == ["1", "2", "3", "1", "2"]


def test_letters_of_an_ordinal_set_above_the_line_join_it() -> None:
    assert texts(page(1, ["Forms must be sent in by 2 nd March, at noon."])) == ["Forms must be sent in by 2nd March, at noon."]


def test_page_labels_are_used_where_no_number_is_printed() -> None:
    assert lay_out([page(1, wrapped(LONG), label="A-17")])[0][0].printed == "A-17"


def test_a_page_left_blank_says_nothing() -> None:
    assert texts(page(1, wrapped(LONG)), page(2, ["This page is intentionally left blank"])) == [LONG]


def test_a_number_in_the_text_is_not_taken_for_the_page_number() -> None:
    body = [line(t, 300 + n * PITCH) for n, t in enumerate(wrapped(LONG))]
    pages, blocks = lay_out([page(1, [*body, line("14", 420)])])
    assert pages[0].printed is None
    assert any("14" in b.text for b in blocks)


# -------------------------------------------------------------------------------------------------------------- tables


def test_rows_of_a_table_with_labels_by_place() -> None:
    rows = [["Ward", "2022", "2023"], ["Quay", "14", "17"], ["Mill", "", "9"]]
    blocks = blocks_of(page(1, [*grid(rows, 200, [72, 200, 300]), line(LONG[:78], 260)]))
    table = [b for b in blocks if b.row]
    assert [b.text for b in table] == ["Ward\t2022\t2023", "Quay\t14\t17", "Mill\t9"]
    assert table[0].row is not None and table[0].row.header
    assert table[2].row is not None and table[2].row.labels == ("Ward", "2023")


def test_two_tables_are_numbered_apart() -> None:
    first = grid([["Ward", "Members"], ["Quay", "3"], ["Mill", "2"]], 120, [72, 250])
    second = grid([["Fund", "Balance"], ["Reserve", "£400"], ["Grants", "£90"]], 300, [72, 250])
    rows = [b.row for b in blocks_of(page(1, [*first, line(LONG[:78], 200), *second])) if b.row]
    assert [r.table for r in rows] == [0, 0, 0, 1, 1, 1]


# ---------------------------------------------------------------------------------------------------------- property

_LINE_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=0, max_size=90)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(st.tuples(_LINE_TEXT, st.sampled_from([72.0, 90.0, 320.0]), st.sampled_from([13.0, 30.0, 0.0])), max_size=14), min_size=1, max_size=4))
def test_every_block_is_the_slices_of_its_spans(drawn: list[list[tuple[str, float, float]]]) -> None:
    raw = []
    for n, entries in enumerate(drawn):
        top, lines = 40.0, []
        for text, x, gap in entries:
            lines.append(line(text.strip() or "x", top, x=x))
            top += gap
        raw.append(page(n + 1, lines))
    pages, blocks = lay_out(raw)
    assert [p.number for p in pages] == [p.number for p in raw]
    by_number = {p.number: p.text for p in pages}
    for block in blocks:
        assert block.text == " ".join(by_number[s.page][s.start : s.end] for s in block.spans)
        assert all(0 <= s.start < s.end <= len(by_number[s.page]) for s in block.spans)


def test_rows_and_sentences_that_pages_share_stay_in_the_text() -> None:
    columns = (70.0, 200.0, 300.0, 400.0)
    sheets = [
        page(n, [line("Budget book", 30), line(f"Service {chr(64 + n)}", 60), line("402 homes of the Council.", 75), *grid([("Cost", "2024", "2025", "Change"), ("Pay", str(90 + n), str(80 + n), "-10")], 90, columns)])
        for n in range(1, 5)
    ]
    held = [b.text for b in lay_out([*sheets, *(page(n, [line(LONG[:60] + chr(60 + n), 300)]) for n in range(5, 12))])[1]]
    assert held.count("402 homes of the Council.") == 4
    assert sum(t.startswith("Cost\t2024") for t in held) == 4
    assert "Budget book" not in held


@pytest.mark.parametrize(
    ("end", "start", "joined"),
    [("Councillor Hall\ufffe", "Harper seconded it", "Hall-Harper"), ("of 2023\ufffe", "24 was agreed", "2023-24"), ("the follow\ufffe", "up report is late", "follow-up"), ("work on safe\ufffe", "guarding went on", "safeguarding")],
)
def test_a_hyphen_that_the_file_marks_as_one_of_the_line_end(end: str, start: str, joined: str) -> None:
    elsewhere = "a follow-up was asked for by the members of the commission in full and in the chamber."
    (text,) = [t for t in texts(page(1, [elsewhere, "", f"{'x' * (80 - len(end) - 1)} {end}", start])) if "xxx" in t]
    assert joined in text
