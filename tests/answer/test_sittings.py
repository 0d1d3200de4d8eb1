"""The first meeting of a year, the last before Christmas, the last one."""

from __future__ import annotations

import pytest

from docqa.answer.question import understand
from docqa.answer.sittings import Meeting, names_one, of_one_meeting
from docqa.records import Coverage

COVERAGE = Coverage(9, 9, "2023-01-10", "2025-03-11")
SALTBY: list[Meeting] = [("Saltby Parish Council", day) for day in ("2023-01-10", "2023-12-05", "2024-01-09", "2024-05-14", "2024-12-03", "2025-03-11")]
MARLWOLD: list[Meeting] = [("Marlwold Parish Council", day) for day in ("2024-02-01", "2024-11-07")]


def days(question: str, meetings: list[Meeting], *bodies: str) -> list[tuple[str, str]]:
    understood = of_one_meeting(understand(question, bodies=bodies, coverage=COVERAGE), meetings)
    return [(p.first, p.last) for p in understood.periods]


@pytest.mark.parametrize(
    ("question", "day"),
    [
        pytest.param("bills passed at the last meeting of 2024", "2024-12-03", id="the last of a year"),
        pytest.param("who missed the first meeting of 2024?", "2024-01-09", id="the first of a year"),
        pytest.param("what came up at the final council meeting in 2023", "2023-12-05", id="with a word between"),
        pytest.param("who ran the last meeting before Christmas 2024?", "2024-12-03", id="the last before"),
        pytest.param("what did the first meeting after April 2024 say?", "2024-05-14", id="the first after"),
        pytest.param("what happened at the last meeting", "2025-03-11", id="the last one"),
        pytest.param("what was agreed at our most recent parish meeting?", "2025-03-11", id="the newest"),
    ],
)
def test_the_meeting_that_is_meant(question: str, day: str) -> None:
    assert names_one(question)
    assert days(question, SALTBY) == [(day, day)]


@pytest.mark.parametrize(
    ("question", "periods"),
    [
        pytest.param("burial income since the last meeting", [], id="since it"),
        pytest.param("who was at the last meeting about the ferry", [], id="the last about something"),
        pytest.param("were the minutes of the last meeting signed?", [], id="its minutes"),
        pytest.param("the last meeting of 2021", [("2021-01-01", "2021-12-31")], id="none was held then"),
        pytest.param("what was the last thing said in 2024?", [("2024-01-01", "2024-12-31")], id="no meeting"),
    ],
)
def test_no_meeting_is_meant(question: str, periods: list[tuple[str, str]]) -> None:
    assert days(question, SALTBY) == periods


def test_of_several_bodies_one_must_be_named() -> None:
    both = SALTBY[:3] + MARLWOLD
    names = ("Saltby Parish Council", "Marlwold Parish Council")
    assert days("what happened at the last meeting", both, *names) == []
    assert days("what happened at Marlwold's last meeting", both, *names) == [("2024-11-07", "2024-11-07")]
