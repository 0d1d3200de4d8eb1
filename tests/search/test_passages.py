"""Passages stand on the page, cover a paper and never cross an item."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docqa.records import Block, BlockKind, Item, Page, Paper, Passage, Reading, Record, Row, Span
from docqa.search.passages import MOST_CHARS, cut_passages, embedded_text


@dataclass
class Drawn:
    """A block to be put on a page."""

    text: str
    kind: BlockKind = "paragraph"
    page_end_after: int | None = None  # the block goes on over the end of the page after so many characters
    row: Row | None = None


def reading_of(drawn: list[Drawn]) -> Reading:
    pages, blocks = [""], []
    for d in drawn:
        parts = [d.text]
        if d.page_end_after is not None and 0 < d.page_end_after < len(d.text):
            parts = [d.text[: d.page_end_after].strip(), d.text[d.page_end_after :].strip()]
            parts = [p for p in parts if p]
        spans = []
        for n, part in enumerate(parts):
            if n:
                pages.append("Running head\n\n")
            start = len(pages[-1])
            pages[-1] += part + "\n\n"
            spans.append(Span(len(pages), start, start + len(part)))
        blocks.append(Block(d.kind, " ".join(parts), tuple(spans), row=d.row))
    return Reading("a.pdf", "0", "pdf", "A", tuple(Page(n, t) for n, t in enumerate(pages, 1)), tuple(blocks))


def paper_of(reading: Reading, first: int = 0, end: int | None = None, n: int = 1) -> Paper:
    end = len(reading.blocks) if end is None else end
    return Paper(f"a.pdf#{n}", "a.pdf", "minutes", "Minutes", "Saltby Parish Council", "2024-03-05", first, end, 1, len(reading.pages))


def item(paper: Paper, n: int, first: int, end: int, **more: Any) -> Item:
    return replace(Item(f"{paper.id}/{n}", paper.id, str(30 + n), "minute", f"Item {n}", first, end), **more)


def cut(drawn: list[Drawn], spans: list[tuple[int, int]] = []) -> tuple[Reading, list[Item], list[Passage]]:  # noqa: B006
    reading = reading_of(drawn)
    paper = paper_of(reading)
    items = [item(paper, n, a, b) for n, (a, b) in enumerate(spans, 1)]
    return reading, items, cut_passages(reading, Record((paper,), tuple(items)))


# ---------------------------------------------------------------------------------------------------------- property

SENTENCE = st.text(alphabet="abcdefgh  Cllr£0.:’", min_size=1, max_size=300).map(lambda t: t.strip() or "x")


@st.composite
def drawn_papers(draw: st.DrawFn) -> tuple[list[Drawn], list[tuple[int, int]]]:
    drawn = []
    table = 0
    for _ in range(draw(st.integers(1, 12))):
        kind = draw(st.sampled_from(["paragraph", "paragraph", "list_item", "heading", "table_row"]))
        text = " ".join(draw(SENTENCE).split()) * draw(st.sampled_from([1, 1, 1, 6]))
        row = Row(table, (text,)) if kind == "table_row" else None
        table += kind != "table_row"
        drawn.append(Drawn(text, kind, draw(st.one_of(st.none(), st.integers(1, 200))) if kind == "paragraph" else None, row))  # type: ignore[arg-type]
    spans = []
    at = draw(st.integers(0, len(drawn)))
    while at < len(drawn):
        end = draw(st.integers(at + 1, len(drawn)))
        spans.append((at, end))
        if end - at > 2 and draw(st.booleans()):
            spans.append((at + 1, end - 1))  # an item in an item
        at = end + draw(st.integers(0, 2))
    return drawn, spans


def owner_of(items: list[Item], n: int) -> str | None:
    """The innermost item that holds block n."""
    holding = [i for i in items if i.first_block <= n < i.end_block]
    return min(holding, key=lambda i: i.end_block - i.first_block).id if holding else None


@settings(max_examples=150, deadline=None)
@given(drawn_papers())
def test_passages_of_any_paper(made: tuple[list[Drawn], list[tuple[int, int]]]) -> None:
    reading, items, passages = cut(*made)
    pages = {p.number: p.text for p in reading.pages}
    seen: dict[int | None, set[int]] = {p.number: set() for p in reading.pages}
    for p in passages:
        assert p.text == " ".join(pages[s.page][s.start : s.end] for s in p.spans), "verbatim at its spans"
        assert p.text.strip()
        for s in p.spans:
            seen[s.page] |= set(range(s.start, s.end))
            held = [n for n, b in enumerate(reading.blocks) if any(b_.page == s.page and b_.start < s.end and s.start < b_.end for b_ in b.spans)]
            assert {owner_of(items, n) for n in held} == {p.item}, "never crosses an item"
    for block in reading.blocks:
        for s in block.spans:
            lost = [i for i in range(s.start, s.end) if i not in seen[s.page] and not pages[s.page][i].isspace()]
            assert not lost, "covers the paper"
    assert all("Running head" not in p.text for p in passages), "what no block covers is in no passage"


# ------------------------------------------------------------------------------------------------------------- rules

LONG = "The quay wall was looked at again by the engineer, who found it as it was. "


def test_two_items_are_never_in_one_passage_however_short() -> None:
    _, _, passages = cut([Drawn("31. Apologies"), Drawn("None."), Drawn("32. Lamp"), Drawn("Mended.")], [(0, 2), (2, 4)])
    assert [(p.text, p.minute) for p in passages] == [("31. Apologies\n\nNone.", "31"), ("32. Lamp\n\nMended.", "32")]


def test_a_short_list_stays_with_its_lead_in() -> None:
    drawn = [Drawn(LONG * 8), Drawn("It was resolved:"), *(Drawn(f"{n}) that pier {n} be painted in the spring of the coming year", "list_item") for n in range(6))]
    _, _, passages = cut(drawn)
    assert ["It was resolved:" in p.text for p in passages] == [False, True]
    assert "pier 0" in passages[1].text and "pier 5" in passages[1].text


def test_a_long_list_takes_its_lead_in_along() -> None:
    drawn = [Drawn("The chair read out the works:"), *(Drawn(f"{n}) {LONG}", "list_item") for n in range(40))]
    _, _, passages = cut(drawn)
    assert len(passages) > 2
    assert all("The chair read out the works:" in p.text for p in passages)


def test_a_paragraph_longer_than_a_passage_is_cut_at_sentences() -> None:
    _, _, passages = cut([Drawn(LONG.strip() + (" " + LONG.strip()) * 40)])
    assert len(passages) > 2
    assert all(len(p.text) <= MOST_CHARS and p.text.startswith("The quay") and p.text.endswith("it was.") for p in passages)


def test_a_long_table_is_cut_between_rows_with_its_caption_and_labels() -> None:
    labels = ("Work", "Cost")
    rows = [Drawn(f"Pier {n}: paint, timber and nails of the better kind\t£{n}00", "table_row", row=Row(0, (f"Pier {n}", f"£{n}00"), labels, "Table 4 Works")) for n in range(60)]
    _, _, passages = cut(rows)
    assert len(passages) > 2
    for p in passages:
        assert p.kind == "table"
        assert "Table 4 Works" in p.context and "Work / Cost" in p.context and "Table 4" not in p.text
        assert all("\t£" in line for line in p.text.splitlines() if line)


def test_context_stands_beside_the_text_never_in_it() -> None:
    reading = reading_of([Drawn("The lamp is out.")])
    paper = paper_of(reading)
    one = cut_passages(reading, Record((paper,), (item(paper, 1, 0, 1, banner="taken in private", access="private_session"),)))[0]
    assert one.text == "The lamp is out."
    assert all(x in one.context for x in ("Saltby Parish Council", "2024-03-05", "Item 1"))
    assert (one.access, one.banner, one.minute, one.row) == ("private_session", "taken in private", "31", -1)
    assert "lamp" in one.stems and "saltby" in one.context_stems and "saltby" not in one.stems


@pytest.mark.parametrize(
    ("text", "heading", "wanted"),
    [
        pytest.param("The lamp\nis out.", "Lighting", "Lighting. The lamp is out.", id="the heading in front, on one line"),
        pytest.param("LIGHTING The lamp is out.", "Lighting", "LIGHTING The lamp is out.", id="not where the text begins with it"),
        pytest.param("The lamp is out.", "", "The lamp is out.", id="no heading"),
    ],
)
def test_what_is_encoded_is_the_same_in_every_pack(text: str, heading: str, wanted: str) -> None:
    one = Passage(0, "a.pdf", "a.pdf#1", None, "text", text, (Span(1, 0, 9),), "Saltby | 2024", "", "minutes", "Saltby", "2024-03-05", "31", heading)
    assert embedded_text(one) == wanted
    assert embedded_text(replace(one, document="pack.pdf", meeting_date="2024-06-04", context="other")) == wanted
