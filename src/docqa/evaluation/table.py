"""An evaluation as text for a terminal: the table, and the failing questions with what was expected and what came."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from docqa.evaluation.figures import Band, Evaluation, by_class, calibration_error, figures, gaps, reliability
from docqa.evaluation.verdicts import CITATIONS, Scored
from docqa.text import one_line, shorten

_SHOWN = 2  # places and texts of evidence on the terminal; the page of HTML has all
COLUMNS = {
    "questions": "questions", "right": "right", "matched": "matched", "cited": "cited", "page": "page", "abstain_precision": "abst. P", "abstain_recall": "abst. R",
    "resolution_recall": "res. R", "resolution_precision": "res. P", "median_words": "words", "median_ms": "p50 ms", "p95_ms": "p95 ms",
}  # fmt: skip


def evaluation_text(evaluation: Evaluation, failures: int = 0) -> str:
    """The whole report.

    Args:
        evaluation: what was scored.
        failures: how many of the failing questions to show below the table.
    """
    rows = [["all", *cells(figures(evaluation.scored))], *([name, *cells(figures(some))] for name, some in by_class(evaluation.scored).items())]
    parts = [_aligned([["", *COLUMNS.values()], *rows])]
    bands = reliability(evaluation.scored)
    if any(b.cited is not None or b.right is not None for b in bands):
        error = calibration_error(bands)
        parts.append(_aligned([["confidence", "answers", "said", "cited", "right"], *map(band_cells, bands)]) + (f"\nsaid and cited lie {error:.3f} apart" if error is not None else ""))
    if left_out := gaps(evaluation.scored):
        parts.append("Not computed\n" + "\n".join(f"  {gap}" for gap in left_out))
    failing = evaluation.failing[:failures]
    if failing:
        parts.append("\n\n".join(_failure(s) for s in failing))
    if failures and len(evaluation.failing) > failures:
        parts.append(f"and {len(evaluation.failing) - failures} more")
    return "\n\n".join(parts)


def cells(row: Mapping[str, Any]) -> list[str]:
    """One row of figures as it is printed, in the order of COLUMNS: shares to two places, "-" where there is none."""
    return ["-" if row[name] is None else share(row[name]) if isinstance(row[name], float) and not name.endswith(("_ms", "_words")) else f"{row[name]:g}" for name in COLUMNS]


def share(value: float | None) -> str:
    """A share from 0 to 1 to two places; "-" for none."""
    return "-" if value is None else f"{value:.2f}"


def band_cells(band: Band) -> list[str]:
    """A band of confidence as it is printed."""
    return [f"{band.low:.1f} to {band.high:.1f}", str(band.answers), share(band.confidence), share(band.cited), share(band.right)]


def _aligned(rows: Sequence[Sequence[str]]) -> str:
    rows = [[one_line(cell) for cell in row] for row in rows]
    widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))]
    return "\n".join("  ".join(cell.rjust(width) if n else cell.ljust(width) for n, (cell, width) in enumerate(zip(row, widths, strict=True))).rstrip() for row in rows)


# ---------------------------------------------------------------------------------------------------------- failing


def reasons(one: Scored) -> list[str]:
    """Why an answer is wrong, in words."""
    verdict, status = one.verdict, one.answer.get("status")
    if status == "error" or not status:
        return [f"no answer: {one.answer.get('error') or 'there is none to this question'}"]
    if verdict.answerable and verdict.abstained:
        return ["says that it is not in the papers"]
    told = [] if verdict.answerable else ["answers what the papers do not say"]
    told += [f"does not match the pattern {pattern}" for pattern in verdict.missed]
    if verdict.cited is False:
        told.append(f"none of the first {CITATIONS} citations quotes the evidence")
    if verdict.page is False:
        told.append("quotes the evidence from another place")
    return told


def expected(one: Scored) -> list[tuple[str, str]]:
    """What the file expects, as pairs of a name and a text."""
    gold = one.gold
    rows = [("answer", gold.answer or ("not in the papers" if gold.answerable is False else ""))]
    rows += [("pattern", p) for p in gold.patterns or ()] + [("evidence", e) for e in gold.evidence or ()]
    rows += [("place", document + ("" if page is None else f", p. {page}")) for document, page in dict.fromkeys(gold.places)]
    return [(name, text) for name, text in rows if text]


def cited_at(citation: Mapping[str, Any]) -> str:
    """Where a citation stands, shortly."""
    page = citation.get("page")
    return f"{citation.get('document') or '?'}{'' if page is None else f', p. {page}'}"


def _failure(one: Scored) -> str:
    first: Iterable[Mapping[str, Any]] = (one.answer.get("citations") or [])[:1]
    lines = [f"{one.gold.asked.id}: {shorten(one.gold.asked.question, 300)}", *(f"  why       {shorten(r, 300)}" for r in reasons(one))]
    wanted = expected(one)
    for name in ("answer", "evidence", "place"):
        lines += [f"  expected  {name}: {shorten(text, 300)}" for text in [t for n, t in wanted if n == name][:_SHOWN]]
    lines.append(f"  answered  {shorten(one.answer.get('answer') or str(one.answer.get('status') or 'nothing'), 400)}")
    lines += [f"  cited     {one_line(cited_at(c))}: “{shorten(c.get('quote') or '', 300)}”" for c in first]
    return "\n".join(lines)
