"""Sentences and rows of a passage: each is the page's own text, and there is one vector for each."""

from __future__ import annotations

import string
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docqa.records import Passage, Span
from docqa.search.passages import embedded_text
from docqa.search.units import unit_ranges, units_of
from docqa.text import one_line


def passage(page_texts: dict[int | None, str], spans: tuple[Span, ...]) -> Passage:
    text = " ".join(page_texts[s.page][s.start : s.end] for s in spans)
    return Passage(0, "a.txt", "a.txt#1", None, "text", text, spans, "", "", "minutes", None, None, None, "")


def whole(text: str) -> Passage:
    return passage({None: text}, (Span(None, 0, len(text)),))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("The lamp failed. Cllr. Finch asked why. It was old.", ["The lamp failed.", "Cllr. Finch asked why.", "It was old."], id="sentences"),
        pytest.param("Hodson £381. 64 - passed for payment. The fee is £5. 00.", ["Hodson £381. 64 - passed for payment.", "The fee is £5. 00."], id="pounds and pence apart"),
        pytest.param("The sum was £381. 640 people came.", ["The sum was £381.", "640 people came."], id="what is no pence does not"),
        pytest.param("Work\tCost\nSwings\t£310. Paid\n", ["Work\tCost", "Swings\t£310. Paid"], id="rows stay whole"),
        pytest.param("| Work | Cost |\n| --- | ---: |\n| Swings | £310. Paid |\n", ["| Work | Cost |", "| Swings | £310. Paid |"], id="rows of Markdown stay whole, the line under the head is none"),
        pytest.param("Work | Cost | Paid\nSwings | £310. | May\n", ["Work | Cost | Paid", "Swings | £310. | May"], id="rows with bars between cells only"),
        pytest.param("He said a | box. It failed.", ["He said a | box.", "It failed."], id="one bar makes no row"),
        pytest.param(f"Swings\t{'It is old. ' * 30}It leans.\t£310", ["Swings", *["It is old."] * 30, "It leans.", "£310"], id="rows of paragraphs do not"),
        pytest.param("It was agreed:\n1) to mend it\n2) to paint it", ["It was agreed:", "1) to mend it", "2) to paint it"], id="lines of a list"),
        pytest.param("The applicant had sent in\namended drawings. It was\nagreed.", ["The applicant had sent in\namended drawings.", "It was", "agreed."], id="a sentence over a line end; a short line is its own"),
        pytest.param("He asked who had paid for it\nb) Mr Pell answered", ["He asked who had paid for it", "b) Mr Pell answered"], id="a list goes on with its next point"),
        pytest.param(f"The lamp on {'the green ' * 6}was seen by Mr\nPell, who left.", [f"The lamp on {'the green ' * 6}was seen by Mr\nPell, who left."], id="a long line that was wrapped before a name"),
        pytest.param("Mrs Negus - salary to the end of May £325\nMrs Negus - expenses £25.78", ["Mrs Negus - salary to the end of May £325", "Mrs Negus - expenses £25.78"], id="lines of payments"),
        pytest.param("  \n\n \t \n", [], id="nothing but white space"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_units(text: str, wanted: list[str]) -> None:
    assert [u.text for u in units_of(whole(text))] == wanted


def test_units_over_a_page_end() -> None:
    pages: dict[int | None, str] = {1: "HEAD The wall leans. It needs", 2: "FOOT a buttress. That costs £18,500."}
    found = units_of(passage(pages, (Span(1, 5, len(pages[1])), Span(2, 5, len(pages[2])))))
    assert [(u.text, u.span.page) for u in found] == [("The wall leans.", 1), ("It needs", 1), ("a buttress.", 2), ("That costs £18,500.", 2)]


def test_where_units_stand_in_what_is_encoded() -> None:
    held = replace(whole("Mr Pell asked whether\nplot 9 could be split.  Agreed.\nAgreed.\nSwings\t£310\n"), heading="Allotments > Agreed")
    text = embedded_text(held)
    assert text.startswith("Allotments > Agreed. Mr Pell")
    units = units_of(held)
    ranges = unit_ranges(text, units)
    assert [text[a:b] for a, b in ranges] == ["Mr Pell asked whether", "plot 9 could be split.", "Agreed.", "Agreed.", "Swings £310"]
    assert ranges == sorted(set(ranges)) and ranges[0][0] == len("Allotments > Agreed. "), "each has a place of its own, none of them in the heading"


page_text = st.text(alphabet=string.ascii_letters + "  ..\n\t£9?;:’é\u00a0", max_size=120)


@given(st.lists(page_text, min_size=1, max_size=4), st.data())
def test_every_unit_stands_at_its_place(texts: list[str], data: st.DataObject) -> None:
    pages: dict[int | None, str] = dict(enumerate(texts, 1))
    spans = []
    for number, text in pages.items():
        start = data.draw(st.integers(0, len(text)))
        spans.append(Span(number, start, data.draw(st.integers(start, len(text)))))
    held = passage(pages, tuple(spans))
    units = units_of(held)
    text = embedded_text(held)
    ranges = unit_ranges(text, units)
    assert [text[a:b] for a, b in ranges] == [one_line(u.text) for u in units]
    assert all(b <= c for (_, b), (c, _) in zip(ranges, ranges[1:], strict=False))
    at = (0, 0)
    for unit in units:
        assert unit.text.strip()
        assert pages[unit.span.page][unit.span.start : unit.span.end] == unit.text
        assert (unit.span.page or 0, unit.span.start) >= at, "in reading order, none over another"
        at = (unit.span.page or 0, unit.span.end)
    said = "".join("".join(u.text.split()) for u in units)
    assert said == "".join(held.text.split()), "nothing is lost"
