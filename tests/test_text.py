"""Words, stems and figures: what counts as the same word, whichever way it is typed."""

from __future__ import annotations

import pytest

from docqa.text import day_pattern, figures_of, stems, two_years, words


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        pytest.param("2021-22", "2021/22", id="a hyphen"),
        pytest.param("2021–22", "2021/22", id="a dash"),
        pytest.param("21/22", "2021/22", id="short"),
        pytest.param("2021/2022", "2021/22", id="in full"),
        pytest.param("98/99", "1998/99", id="of the last century"),
        pytest.param("1999/2000", "99/00", id="over the turn of it"),
        pytest.param("£1,500", "£1500", id="thousands"),
        pytest.param("£1,234,567.80", "1234567.80", id="millions"),
        pytest.param("£250.00", "£250", id="no pence"),
    ],
)
def test_one_figure_in_two_forms_is_one_word(typed: str, same: str) -> None:
    assert stems(f"of {typed} for") == stems(f"of {same} for")


@pytest.mark.parametrize(("one", "other"), [("£2.50", "£250"), ("12,34", "1234"), ("21/23", "2021/23"), ("1,5000", "15000"), ("£250.50", "£250")])
def test_other_figures_are_other_words(one: str, other: str) -> None:
    assert stems(one) != stems(other)


@pytest.mark.parametrize("word", ["21/23", "22/21", "2021/23", "1/2", "21-22-23", "minute", "2021"])
def test_no_two_years_in_a_row(word: str) -> None:
    assert two_years(word) is None


def test_words() -> None:
    assert words("Cllr. O'Neil's £1.09m of £1,500") == ["cllr", "o'neil's", "1.09m", "of", "1500"]


def test_figures_in_the_forms_of_papers() -> None:
    years, sum_of_money, year, plot = figures_of("Did the 2021-22 grant of £1500 of 2024 go to plot 9, and the £1500 too?")
    assert {"2021/22", "2021-22", "2021/2022", "21/22"} <= set(years)
    assert set(sum_of_money) == {"1500", "1,500"}
    assert (year, plot) == (("2024",), ("9",))


@pytest.mark.parametrize("written", ["31st March 2020", "31 Mar 20", "March 31, 2020", "31/03/20", "31.3.2020", "31-03-2020", "31st of March, 2020", "31 Mar '20"])
def test_a_day_as_papers_write_it(written: str) -> None:
    assert day_pattern(["2020-01-02", "2020-03-31"]).search(f"Balance at {written}: £5.10")


@pytest.mark.parametrize("other", ["1 March 2020", "131 March 2020", "31 March 2021", "31 May 2020", "3.31.2020", "31/03/2019", "131/03/20"])
def test_another_day(other: str) -> None:
    assert not day_pattern(["2020-03-31"]).search(f"Balance at {other}: £5.10")
