"""The sample papers are what their sources make, the same every time, and laid out as the format says."""

from __future__ import annotations

import io
import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from sample import appendices
from sample.build import CORPUS, PAPERS, content, same
from sample.packs import make
from sample.shares import split
from sample.source import Piece, pieces, read_source

pytestmark = pytest.mark.timeout(300)


def _source(folder: Path, body: str, **settings: str) -> Path:
    head = {"file": "cabinet/x.pdf", "title": "A paper", **settings}
    path = folder / "x.txt"
    path.write_text("\n".join(f"{k}: {v}" for k, v in head.items()) + "\n---\n" + body, encoding="utf-8")
    return path


def _pages(data: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(data)).pages]


# ------------------------------------------------------------------------------------------------------- the corpus


@pytest.mark.parametrize("name", ["cabinet/cabinet-2024-10-15-minutes", "other/saltby-quay-flood-briefing", "scrutiny/communities-scrutiny-2024-11-21-pack"])
def test_a_paper_is_made_the_same_twice_and_is_the_committed_one(name: str) -> None:
    source = read_source(PAPERS / f"{name}.txt")
    made = make(source)
    assert made == make(source)
    assert same(made, (CORPUS / source.file).read_bytes())


def test_every_paper_has_a_source_and_every_source_its_paper() -> None:
    wanted = [s.file for s in map(read_source, sorted(PAPERS.rglob("*.txt"))) if s.file]
    assert len(wanted) == len(set(wanted))
    assert sorted(wanted) == sorted(p.relative_to(CORPUS).as_posix() for p in CORPUS.rglob("*.pdf"))


def test_the_corpus_stays_under_25_megabytes() -> None:
    assert sum(p.stat().st_size for p in CORPUS.rglob("*.pdf")) < 25_000_000


def test_papers_that_show_something_else_are_not_the_same(tmp_path: Path) -> None:
    one, other = (make(read_source(_source(tmp_path, f"The wall is {n} metres high."))) for n in (3, 4))
    assert content(one) != content(other)
    assert not same(one, other)


# ------------------------------------------------------------------------------------------------------- the format


def test_a_source_with_an_unknown_setting_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="colour"):
        read_source(_source(tmp_path, "Text.", colour="red"))


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("# Title\n\nOne\ntwo.\n\nThree.", [("#", "Title"), ("", "One two."), ("", "Three.")]),
        ("> (1) part\n\n-- nested", [(">", "(1) part"), ("--", "nested")]),
        ("~~~\n{scan}\nText", [("page", ""), ("scan", ""), ("", "Text")]),
        ("[[left]] A [[right]] b\n\n[[left]] C [[right]] d\n\nText", [("labels", [("A", "b"), ("C", "d")]), ("", "Text")]),
        ("|= x | y\n| 1 | 2\n\nText", [("table", [(True, ["x", "y"]), (False, ["1", "2"])]), ("", "Text")]),
        ("{chart bars: Visits}\n| Q1 | 4", [("chart", ("bars", "Visits", [(False, ["Q1", "4"])]))]),
        ("{include a/b.txt item 8}", [("include", "a/b.txt item 8")]),
    ],
)
def test_a_body_is_read_as_the_format_says(text: str, kinds: list[tuple[str, object]]) -> None:
    assert list(pieces(text.splitlines())) == [Piece(*k) for k in kinds]


def test_a_heading_row_is_repeated_over_a_page_end(tmp_path: Path) -> None:
    rows = "\n".join(f"| Row {n} | {n}" for n in range(120))
    pages = _pages(make(read_source(_source(tmp_path, f"|= Measure | Figure\n{rows}\n"))))
    assert len(pages) > 1
    assert all("Measure" in page for page in pages)


def test_a_scanned_page_and_a_chart_have_no_text_layer(tmp_path: Path) -> None:
    pages = _pages(make(read_source(_source(tmp_path, "First.\n\n~~~\n{scan}\nTyped long ago.\n\n~~~\n{chart lines: Secret}\n| Q1 | 4\n| Q2 | 5\n\nLast."))))
    assert [bool(p.strip()) for p in pages] == [True, False, True]
    assert "Typed" not in "".join(pages) and "Secret" not in "".join(pages)


# --------------------------------------------------------------------------------------------------------- packs


@pytest.fixture(scope="module")
def pack() -> tuple[PdfReader, list[str]]:
    data = (CORPUS / "scrutiny" / "communities-scrutiny-2025-07-17-pack.pdf").read_bytes()
    reader = PdfReader(io.BytesIO(data))
    return reader, [page.extract_text() for page in reader.pages]


def test_a_pack_has_running_page_numbers_a_stamp_and_page_labels(pack: tuple[PdfReader, list[str]]) -> None:
    reader, pages = pack
    assert all(re.search(rf"\bPage {n}\b", page) for n, page in enumerate(pages, 1))
    assert "Public Document Pack" in pages[0]
    assert reader.page_labels == [str(n) for n in range(1, len(pages) + 1)]


def test_page_ranges_on_the_agenda_are_where_the_items_stand(pack: tuple[PdfReader, list[str]]) -> None:
    _, pages = pack
    starts = {int(m[1]): n for n, page in reversed(list(enumerate(pages, 1))) for m in [re.search(r"Agenda Item (\d+)", page)] if m}
    source = read_source(PAPERS / "scrutiny" / "communities-scrutiny-2025-07-17-pack.txt")
    items = re.findall(r"\{pages (\d+)\}", "\n".join(source.lines))
    firsts = re.findall(r"\(Pages?\s+(\d+)", pages[0])
    assert len(firsts) == len(items) >= 3
    assert [starts[int(item)] for item in items] == [int(first) for first in firsts]


def test_included_papers_start_on_right_hand_pages_behind_blank_ones(pack: tuple[PdfReader, list[str]]) -> None:
    reader, pages = pack
    starts = [reader.get_destination_page_number(entry) for entry in reader.outline if not isinstance(entry, list)]
    assert all(start % 2 == 0 for start in starts)  # counted from 0
    assert all(pages[start - 1].strip() for start in starts[1:])
    assert any("intentionally left blank" in page for page in pages)


# -------------------------------------------------------------------------------------------------- data appendices


def test_the_appendices_are_what_the_figures_make() -> None:
    figures = tomllib.loads(appendices.FIGURES.read_text(encoding="utf-8"))
    for name, (_, _, made) in appendices.PAPERS_MADE.items():
        body = (appendices.FOLDER / f"{name}.txt").read_text(encoding="utf-8").partition("\n---\n")[2]
        assert body == "\n".join(made(figures)) + "\n", name


def test_budgets_and_programmes_add_up() -> None:
    figures = tomllib.loads(appendices.FIGURES.read_text(encoding="utf-8"))
    assert sum(s["net_2025"] for s in figures["service"]) == 18240
    for service in figures["service"]:
        assert sum(c[1] for c in service["centres"]) == service["net_2025"], service["name"]
    for fund in figures["capital"]:
        assert sum(sum(s[2]) for s in fund["schemes"]) == fund["total"], fund["fund"]


def test_totals_of_computed_tables_are_the_sums_of_their_rows() -> None:
    for name in ("housing-repairs-by-ward-2024-25", "capital-programme-2025-30", "safeguarding-statistics-2024-25"):
        checked = 0
        for piece in pieces((appendices.FOLDER / f"{name}.txt").read_text(encoding="utf-8").partition("\n---\n")[2].splitlines()):
            body = [cells for heading, cells in piece.value if not heading] if piece.kind == "table" else []
            last = next((n for n, cells in enumerate(body) if cells[0] == "Total"), 0)
            for column in range(1, len(body[0])) if last else ():
                figures = [_number(cells[column]) for cells in body[: last + 1]]
                if None not in figures:
                    assert sum(f for f in figures[:-1] if f is not None) == figures[-1], (name, body[last])
                    checked += 1
        assert checked > 10, name


def _number(cell: str) -> int | None:
    plain = cell.replace(",", "").strip("()")
    return None if not plain.isdigit() else -int(plain) if cell.startswith("(") else int(plain)


@given(st.integers(-10_000, 10_000), st.lists(st.floats(0.01, 50), min_size=1, max_size=20))
def test_a_split_adds_up_to_its_total(total: int, weights: list[float]) -> None:
    assert sum(split(total, weights)) == total
