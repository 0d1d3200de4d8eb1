"""Text and Markdown files -> one page and its blocks."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docqa.errors import ReadingError
from docqa.papers.plain import decode, read_plain
from docqa.records import Block


def blocks_of(text: str, *, markdown: bool = True) -> list[Block]:
    return list(read_plain(text, markdown=markdown)[1])


def test_front_matter_is_metadata_and_its_title_a_heading() -> None:
    text = '---\ntitle: "Minutes of Saltby Parish Council"\ndate: 2024-03-05\n---\n\nThe Chair opened the meeting.\n'
    page, blocks, metadata = read_plain(text, markdown=True)
    assert metadata == {"title": "Minutes of Saltby Parish Council", "date": "2024-03-05"}
    assert [(b.kind, b.text) for b in blocks] == [("heading", "Minutes of Saltby Parish Council"), ("paragraph", "The Chair opened the meeting.")]
    assert page.text == text


def test_a_file_of_nothing_but_front_matter_has_only_its_title() -> None:
    assert [b.text for b in blocks_of("---\ntitle: Agenda\n---\n")] == ["Agenda"]
    assert blocks_of("---\ndate: 2024-03-05\n---\n") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("## Street lighting", [("heading", "", "Street lighting")], id="hashes"),
        pytest.param("**85. DECLARATIONS OF INTEREST.**", [("heading", "85.", "85. DECLARATIONS OF INTEREST.")], id="bold and numbered"),
        pytest.param("- mend the lamp\n- paint the bench", [("list_item", "-", "mend the lamp"), ("list_item", "-", "paint the bench")], id="dashes"),
        pytest.param("1) mend the lamp\n2) paint the bench", [("list_item", "1)", "1) mend the lamp"), ("list_item", "2)", "2) paint the bench")], id="numbers"),
        pytest.param("2019. That year was dry.", [("paragraph", "", "2019. That year was dry.")], id="a year is no number"),
        pytest.param(
            "REVIEW OF GRANTS **Resolved:-** That the grants be reviewed.",
            [("heading", "", "REVIEW OF GRANTS"), ("paragraph", "", "Resolved:-** That the grants be reviewed.")],
            id="keyword glued to a heading",
        ),
    ],
)
def test_kinds_of_block(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert [(b.kind, b.number, b.text) for b in blocks_of(text)] == expected


def test_a_paragraph_broken_by_a_page_end_is_one_block() -> None:
    (block,) = blocks_of("The Committee heard that the boiler was old and that\n\nofficers would report again in May.", markdown=False)
    assert block.text == "The Committee heard that the boiler was old and that officers would report again in May."
    assert len(block.spans) == 2


@pytest.mark.parametrize(
    "after",
    [
        pytest.param("https://saltby.example/papers", id="an address"),
        pytest.param("iStock picture of a boiler", id="a brand"),
        pytest.param("a) buy a boiler", id="a lettered item"),
    ],
)
def test_lower_case_that_is_no_continuation(after: str) -> None:
    assert len(blocks_of(f"The Committee heard that the boiler was old and that\n\n{after}", markdown=False)) == 2


# -------------------------------------------------------------------------------------------------------------- tables


def test_rows_with_tabs_have_labels_and_the_caption_above() -> None:
    blocks = blocks_of("Table 4: Members by ward\n\nWard\tMembers\tSince\nQuay\t3\t2019\nMill\t2\t2021\n", markdown=False)
    rows = [b.row for b in blocks if b.row]
    assert rows[0].header
    assert rows[1].cells == ("Quay", "3", "2019")
    assert rows[1].labels == ("Ward", "Members", "Since")
    assert rows[1].caption == "Table 4: Members by ward"


def test_a_header_of_two_levels_is_carried_to_the_right() -> None:
    text = "\tOur schools\t\tOther schools\t\nYear\tNumber\t%age\tNumber\t%age\nYear 7\t20\t19%\t13\t17%\nYear 8\t19\t18%\t14\t18%\n"
    rows = [b.row for b in blocks_of(text, markdown=False) if b.row]
    assert rows[3].labels == ("Year", "Our schools: Number", "Our schools: %age", "Other schools: Number", "Other schools: %age")


def test_merged_header_cells_stand_over_all_their_columns() -> None:
    text = "Cohort\tReading\t\tMaths\t\nAt standard\t9\t53%\t10\t59%\nBelow\t8\t47%\t7\t41%\n"
    rows = [b.row for b in blocks_of(text, markdown=False) if b.row]
    assert rows[1].labels == ("Cohort", "Reading", "Reading", "Maths", "Maths")


def test_a_contents_list_has_no_header() -> None:
    text = "Front page\tpage 1\nIndex\tpage 2\nAppendix 4: The educational progress of looked-after children\tpage 34\n"
    assert not any(b.row and (b.row.header or b.row.labels) for b in blocks_of(text, markdown=False))


def test_rows_with_bars() -> None:
    rows = [b.row for b in blocks_of("| Ward | Members |\n|---|---:|\n| Quay | 3 |\n| Mill | 2 |\n") if b.row]
    assert [r.cells for r in rows] == [("Ward", "Members"), ("Quay", "3"), ("Mill", "2")]
    assert rows[2].labels == ("Ward", "Members")


def test_a_first_row_with_one_cell_is_the_caption() -> None:
    blocks = blocks_of("Referrals by month\t\t\nMonth\tOpen\tClosed\nMay\t4\t3\nJune\t5\t5\n", markdown=False)
    assert blocks[0].kind == "caption"
    assert blocks[2].row is not None and blocks[2].row.caption == "Referrals by month"


def test_a_row_label_left_out_is_inherited() -> None:
    rows = [b.row for b in blocks_of("Aim\tAction\tLead\nSafer homes\tTrain staff\t12\n\tBuy locks\t30\n", markdown=False) if b.row]
    assert rows[2].cells == ("Safer homes", "Buy locks", "30")


def test_markup_inside_a_cell_is_left_out_of_the_cell() -> None:
    rows = [b.row for b in blocks_of("Step\tWho\n<p>Write to parents</p>\t<b>Head</b>\nCall a meeting\tChair\n", markdown=False) if b.row]
    assert rows[1].cells == ("Write to parents", "Head")


def test_a_table_of_markup_gives_paragraphs_of_its_prose() -> None:
    text = "<table><tr><td>7.</td><td><p>The Clerk reported that the lamp at Quay Lane had failed again and that a repair would cost more than the last one did.</p>" "</td><td>Clerk</td></tr></table>"
    blocks = blocks_of(text)
    assert blocks[0].number == "7."
    assert blocks[0].text.startswith("7. The Clerk reported")
    assert not any("<" in b.text for b in blocks)


def test_numbers_in_a_cell_go_in_front_of_the_paragraphs_of_the_next() -> None:
    long = "The Clerk said that the lamp had failed again, that a repair would cost more than the last one did, and that a new one might be had for less if it were ordered with the one for the quay. " * 2
    text = f"<table><tbody><tr><td><p><b>4.1</b></p><p>4.2</p></td><td><b>Lamps.</b>{long}<p>The chair thanked her.</p></td><td>JB</td></tr><tr><td>5.0</td><td>Any other</td></tr></tbody></table>"
    texts = [b.text for b in blocks_of(text)]
    assert [t[:9] for t in texts] == ["4.1 Lamps", "4.2 The c", "JB", "5.0 Any o"]


def test_a_table_of_markup_gives_rows_with_the_names_of_its_columns() -> None:
    text = "Payments:\n\n<table width='6'><tbody><tr><td><b>Payee</b></td><td><p>Net</p></td></tr><tr><td>Quay &amp; Mill</td><td><p align='right'>520.72</p></td></tr><tr><td>Lamps</td><td>15.00</td></tr></tbody></table>\n\nAgreed.\n"
    blocks = blocks_of(text)
    rows = [b.row for b in blocks if b.row]
    assert [r.cells for r in rows] == [("Payee", "Net"), ("Quay & Mill", "520.72"), ("Lamps", "15.00")]
    assert rows[1].labels == ("Payee", "Net")
    assert [blocks[0].text, blocks[-1].text] == ["Payments:", "Agreed."]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("<table><tr><td>the <table><tr><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></table> end</td></tr></table>\n\nafter", ["the", "1\t2", "3\t4", "end", "after"], id="in another one"),
        pytest.param("<table><tr><td>open\n\nafter <b>all</b>", ["open", "after <b>all</b>"], id="not closed"),
        pytest.param("before\n</table>\nafter", ["before\n</table>\nafter"], id="not opened"),
        pytest.param("a\t<p>b</p> <table><tr><td>c</td></tr></table>\nd\te\n", ["a", "b", "c", "d e"], id="in a row of another table"),
    ],
)
def test_tables_of_markup_that_are_not_as_they_should_be(text: str, wanted: list[str]) -> None:
    assert [b.text for b in blocks_of(text)] == wanted


# ---------------------------------------------------------------------------------------------------------------- bytes


@pytest.mark.parametrize(
    ("data", "text"),
    [
        pytest.param("Café £5".encode(), "Café £5", id="UTF-8"),
        pytest.param(b"\xef\xbb\xbf" + "Café £5".encode(), "Café £5", id="UTF-8 with a mark"),
        pytest.param("Café £5".encode("utf-16"), "Café £5", id="UTF-16 with a mark"),
        pytest.param("Café £5 for the hall".encode("utf-16-le"), "Café £5 for the hall", id="UTF-16 without a mark"),
        pytest.param("Café £5 for the hall".encode("utf-16-be"), "Café £5 for the hall", id="UTF-16 the other way, without a mark"),
        pytest.param("Café £5 – agreed".encode("cp1252"), "Café £5 – agreed", id="Windows-1252"),
        pytest.param(b"one\r\ntwo\rthree", "one\ntwo\nthree", id="line ends"),
    ],
)
def test_bytes_become_text(data: bytes, text: str) -> None:
    assert decode(data)[0] == text


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(bytes(range(256)) * 40, id="all bytes"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + b"\x00\x01\x02" * 200, id="a picture"),
        pytest.param(b"\x7fELF" + b"\x00" * 500 + b"\x8b\xff" * 200, id="a program"),
    ],
)
def test_bytes_that_are_no_text_say_so(data: bytes) -> None:
    with pytest.raises(ReadingError) as caught:
        decode(data)
    assert caught.value.code == "unsupported"


# ------------------------------------------------------------------------------------------------------------- property

_PIECES = st.sampled_from(
    ["The Chair", "**Bold**", "# Head", "- item", "1. item", "(a) part", "a\tb\tc", "| a | b |", "|---|---|", "<td>cell</td>", "<table>", "</table>", "\\", "  ", "", "and so", "RESOLVED:", "**", "*", "---", "&nbsp;", "x" * 70]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(st.one_of(_PIECES, st.text(max_size=30)), max_size=4).map(" ".join), max_size=16).map("\n".join), st.booleans())
def test_every_block_is_the_slices_of_its_spans(text: str, markdown: bool) -> None:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    page, blocks, _ = read_plain(text, markdown=markdown)
    assert page.text == text or "<t" in text.lower(), "only tables of markup are laid out"
    text = page.text
    last = 0
    for block in blocks:
        assert block.text == " ".join(text[s.start : s.end] for s in block.spans)
        for span in block.spans:
            assert last <= span.start < span.end <= len(text), "blocks stand in order and do not overlap"
            last = span.end


def test_minutes_pasted_as_one_line_are_cut_at_their_numbers_and_bullets() -> None:
    filler = "The Clerk said that nothing more had been heard of it since the 28.01.20 meeting. " * 4
    line = (
        f"MINUTES OF SALTBY PARISH COUNCIL HELD 2ND MARCH 2020 Present: Cllr Finch. 1. Apologies Cllr Pell 2. Minutes {filler}3. Reports 3.1 Chairman {filler}3.2 Clerk • Police letter "
        f"• Training at 7. Nothing came 4. Accounts {filler}5. Play area {filler}6. Next meeting 4. May"
    )
    page, blocks, _ = read_plain(line, markdown=True)
    assert [b.text.split(" ")[0] for b in blocks] == ["MINUTES", "Present:", "1.", "2.", "3.", "3.1", "3.2", "Police", "Training", "4.", "5.", "6."]
    assert all(page.text[s.start : s.end] == b.text for b in blocks for s in b.spans)


def test_a_long_paragraph_with_a_few_numbers_stays_one() -> None:
    paragraph = "The report set out three choices. 1. To do nothing. 2. To mend the wall. 3. To build anew. " + "The wall is old and leans by nine inches. " * 40
    _, blocks, _ = read_plain(paragraph, markdown=True)
    assert len(blocks) == 1
