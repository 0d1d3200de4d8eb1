"""Rows about single people are not singled out; totals and everything else stay open."""

from __future__ import annotations

from pathlib import Path

import pytest

from docqa.council.record import parse_record
from docqa.records import Passage
from docqa.register import Register
from docqa.search.passages import cut_passages
from docqa.search.units import units_of
from tests.council.minutes import reading_of


def table(caption: str, *rows: str) -> Passage:
    """The passage of a table in a report."""
    head, *body = rows
    text = f"# {caption}\n\n| {head} |\n|{'---|' * (head.count('|') + 1)}\n" + "\n".join(f"| {row} |" for row in body) + "\n"
    reading = reading_of(f"# REPORT\n\nWords.\n\n{text}", "report.md", markdown=True)
    return next(p for p in cut_passages(reading, parse_record(reading)) if p.kind == "table")


def quotable(passage: Passage) -> list[str]:
    return [u.text.strip("| ").split(" | ")[0] for u in units_of(passage) if any(c.isalnum() for c in u.text)]


INDIVIDUALS = ("Gender | Ethnicity | School Type | SEN | Placement Type | Placements", "F | WBRI | Mainstream | K | Foster Care | 6", "M | WBRI | Special | EHCP | Residential | 1", "F | APKN | Mainstream | N | Foster Care | 2")


def test_rows_that_are_each_one_child_are_never_quoted_singly() -> None:
    passage = table("Characteristics of the highest achieving", *INDIVIDUALS)
    assert quotable(passage) == ["Gender"]
    assert "APKN" in passage.text  # the whole table stays what it is


SMALL = [
    ("by-ethnicity", ("Ethnic group | Pupils", "White British | 164", "Gypsy or Roma | 2", "Any other | 0", "Total | 166"), ["Ethnic group", "White British", "Any other", "Total"]),
    ("suppressed", ("Pupils by disability | In school | Not in school", "Hearing impairment | 45 | x", "None | 310 | 22", "Total | 355 | 3"), ["Pupils by disability", "None", "Total"]),
    ("years", ("NCY | Excluded pupils", "Year 7 | 4", "Year 8 | 11"), ["NCY", "Year 8"]),
    ("gender-across", ("Children in care | Female | Male", "North | 3 | 12", "South | 16 | 19"), ["Children in care", "South"]),
]


@pytest.mark.parametrize(("rows", "open_rows"), [s[1:] for s in SMALL], ids=[s[0] for s in SMALL])
def test_a_count_below_five_is_not_singled_out(rows: tuple[str, ...], open_rows: list[str]) -> None:
    assert quotable(table("Figures", *rows)) == open_rows


OPEN = [
    ("bins", ("Ward | Bins", "North | 3", "South | 2")),
    ("money", ("Head of cost | Budget £m", "Children in care | 4", "Adults with a disability | 3")),
    ("councillors", ("Councillor | Sex | Meetings attended", "Ash | F | 3", "Birch | M | 4")),
    ("percentages", ("Ethnic group | Share of pupils", "White British | 73%", "Gypsy or Roma | 3%")),
    ("votes", ("Vote by age group | For | Against", "Under 25 | 3 | 4", "Over 25 | 1 | 2")),
]


@pytest.mark.parametrize("rows", [o[1] for o in OPEN], ids=[o[0] for o in OPEN])
def test_other_small_figures_stay_open(rows: tuple[str, ...]) -> None:
    passage = table("Figures", *rows)
    assert not passage.small_numbers
    assert len(quotable(passage)) == len(rows)


def test_a_long_table_with_such_rows_is_one_passage() -> None:
    rows = [f"Year {n} and a good many words to make the row a long one | {n} | {n + 40}" for n in range(1, 30)]
    passage = table("Figures", "NCY of pupils excluded | Girls | Boys", *rows)
    assert passage.text.count("Year") == 29
    assert len(passage.small_numbers) == 4


def test_the_register_keeps_them(tmp_path: Path) -> None:
    passage = table("Characteristics", *INDIVIDUALS)
    register = Register(tmp_path / "r.sqlite", create=True, read_only=False)
    reading = reading_of("x", "report.md")
    register.add_document("report.md", sha256="0", size=1, mtime_ns=1, media="markdown", title="t", metadata={}, notices=(), pages=reading.pages, record=parse_record(reading), passages=[passage])
    (kept,) = register.passages([1]).values()
    assert kept.small_numbers == passage.small_numbers != ()
