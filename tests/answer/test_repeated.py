"""A row that comes back from paper to paper is told for the other times too."""

from __future__ import annotations

from docqa.answer.compose import choose
from docqa.answer.extract import Extract
from docqa.answer.repeated import same_row
from docqa.records import Hit, Passage, Span

MORE = "".join(f"\nA further indicator of the council's services, number {n} of eight\t{n}\t{n + 1}" for n in range(4))
SPRING = "Measure\tQ4 2023/24\tTarget\nBins missed per 100,000\t71\t60\nCalls answered (%)\t78\t80" + MORE
SUMMER = "Measure\tQ1 2024/25\tTarget\nBins missed per 100,000\t94\t60\nCalls answered (%)\t81\t80" + MORE
ROADS = "Measure\tQ1 2024/25\tTarget\nPotholes made safe in a day (%)\t96.4\t98"


def extracts(text: str, day: str, scores: tuple[float, ...], rank: int) -> list[Extract]:
    passage = Passage(rank, f"{day}.pdf", f"{day}.pdf#1", None, "table", text, (Span(1, 0, len(text)),), "", "Scorecard", "report", "Saltby Council", day, None, "")
    return [Extract(line, Span(1, text.index(line), text.index(line) + len(line)), Hit(passage, 1.0), rank, n, score, 1.0) for n, (line, score) in enumerate(zip(text.splitlines(), (*scores, *[-3.0] * 4), strict=False))]


def test_the_row_of_another_quarter_comes_before_other_rows() -> None:
    spring, summer, roads = extracts(SPRING, "2024-05-01", (0.0, 1.0, 2.5), 1), extracts(SUMMER, "2024-08-01", (0.0, 3.0, 2.0), 0), extracts(ROADS, "2024-08-02", (0.0, 2.9), 2)
    found = sorted([*spring, *summer, *roads], key=lambda e: -e.score)
    assert same_row(summer[1], found) == [spring[1]]
    chosen, _ = choose(found, [e.hit.passage for e in (summer[0], spring[0], roads[0])])
    assert [e.text for e in chosen][:4] == [summer[0].text, summer[1].text, spring[0].text, spring[1].text]


def test_a_row_without_figures_or_label_and_the_same_figures_are_no_other_time() -> None:
    summer = extracts(SUMMER, "2024-08-01", (0.0, 3.0, 2.0), 0)
    again = extracts(SUMMER, "2024-09-01", (0.0, 3.0, 2.0), 1)
    assert same_row(summer[1], [*summer, *again]) == []
    assert same_row(summer[0], [*summer, *extracts(SPRING, "2024-05-01", (0.0, 0.0, 0.0), 2)]) == [], "the head of a table"
