"""An evaluation as one page of HTML that needs nothing else: no script, no font, no picture from anywhere. All text of papers and files is escaped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from importlib.resources import files

from docqa.evaluation.figures import Evaluation, Figures, by_class, calibration_error, figures, gaps, reliability, times_of
from docqa.evaluation.plots import class_bars, interval, reliability_curve, time_histogram
from docqa.evaluation.table import COLUMNS, band_cells, cells, cited_at, expected, reasons
from docqa.evaluation.verdicts import CITATIONS, Scored
from docqa.text import printable

_MEANING = {
    "right": "the answer is what was expected and cites the evidence; or “not found” where the papers do not say",
    "matched": "the first 150 words match every pattern",
    "cited": "one of the first five citations holds at least 60 % of an evidence text",
    "page": "of those cited with a known place: from the document and page expected",
    "abst. P, abst. R": "precision and recall of “not found” over the questions that the papers do not answer",
    "res. R, res. P": "recall and precision of the resolutions listed, where some are expected",
    "words": "in the middle answer",
    "p50, p95 ms": "half of the answers, and 95 in 100, took no longer",
}
_TILES = {"right": "right", "cited": "cited", "page": "page", "abstain_precision": "abstention precision", "abstain_recall": "abstention recall", "resolution_recall": "resolutions, recall", "resolution_precision": "resolutions, precision"}


def evaluation_page(evaluation: Evaluation, title: str, told: Sequence[str] = ()) -> str:
    """The whole page.

    Args:
        evaluation: what was scored.
        title: of the page: the name of the question file.
        told: lines below the title: when, with which index.
    """
    overall = figures(evaluation.scored)
    classes = {name: figures(some) for name, some in by_class(evaluation.scored).items()}
    body = [f"<h1>{_safe(title)}</h1>", *(f'<p class="soft">{_safe(line)}</p>' for line in told)]
    if evaluation.interrupted:
        body.append(f'<p class="warning">Interrupted: {len(evaluation.scored)} of {evaluation.questions} questions were scored.</p>')
    body += [_tiles(overall, _sure(evaluation)), _plots(evaluation, overall, classes), _tables(evaluation, overall, classes)]
    body += [_list("Not computed", gaps(evaluation.scored)), _list("Problems with the files", evaluation.problems), _failures(evaluation.failing)]
    style = files("docqa.evaluation").joinpath("page.css").read_text(encoding="utf-8")
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{_safe(title)}</title>\n<style>\n{style}</style>\n</head>\n<body>\n{chr(10).join(x for x in body if x)}\n</body>\n</html>\n"
    )


def _safe(text: str) -> str:
    return escape(printable(text))


def _sure(evaluation: Evaluation) -> str:
    """How far chance may have moved the share right."""
    judged = [s.verdict.right for s in evaluation.scored if s.verdict.right is not None]
    if not judged:
        return ""
    low, high = interval(sum(judged) / len(judged), len(judged))
    return f"{sum(judged)} of {len(judged)}; {low * 100:.0f} to {high * 100:.0f} % allowing for chance"


def _tiles(overall: Figures, sure: str) -> str:
    tiles = [f'<div class="card"><b>{overall["questions"]}</b>questions</div>']
    for key, name in _TILES.items():
        if overall[key] is not None:
            tiles.append(f'<div class="card"><b>{overall[key] * 100:.0f} %</b>{name}{f"""<br><span class="soft">{sure}</span>""" if key == "right" else ""}</div>')
    tiles.append(f'<div class="card"><b>{overall["median_words"] or 0:g}</b>words in the middle answer</div>')
    if overall["median_ms"] is not None:
        tiles.append(f'<div class="card"><b>{overall["median_ms"]:.0f} ms</b>half of the answers<br><span class="soft">95 in 100: {overall["p95_ms"]:.0f} ms</span></div>')
    return f'<div class="tiles">{"".join(tiles)}</div>'


def _plots(evaluation: Evaluation, overall: Figures, classes: Mapping[str, Figures]) -> str:
    legend = '<p class="soft"><span class="key right"></span>right<span class="key cited"></span>cited</p>'
    left, right = [], []
    if any(row["right"] is not None or row["cited"] is not None for row in classes.values()):
        left.append(f"<h3>By class</h3>{legend}{class_bars(classes)}")
    bands = [b for b in reliability(evaluation.scored) if b.cited is not None or b.right is not None]
    if bands:
        error = calibration_error(bands)
        note = f'<p class="soft">Confidence promises that the citations hold the evidence. On the line it means what it says{"" if error is None else f"; on average it is {error:.3f} off"}.</p>'
        right.append(f"<h3>Reliability of the confidence</h3>{legend}{reliability_curve(bands)}{note}")
    if times := times_of(evaluation.scored):
        right.append(f"<h3>Time</h3>{time_histogram(times, overall['median_ms'], overall['p95_ms'])}")
    columns = ["".join(f'<section class="card">{card}</section>' for card in cards) for cards in (left, right) if cards]
    return f'<h2>Plots</h2><div class="plots">{"".join(f"<div>{column}</div>" for column in columns)}</div>' if columns else ""


def _tables(evaluation: Evaluation, overall: Figures, classes: Mapping[str, Figures]) -> str:
    rows = [["all", *cells(overall)], *([name, *cells(row)] for name, row in classes.items())]
    meaning = "".join(f"<dt>{name}</dt><dd>{text}</dd>" for name, text in _MEANING.items())
    top = _table(["", *COLUMNS.values()], rows)
    tables = f'<h2>Figures</h2><div class="overall">{top}</div><details><summary>What they mean</summary><dl>{meaning}</dl></details>'
    if bands := reliability(evaluation.scored):
        tables += "<h2>By confidence</h2>" + _table(["confidence", "answers", "said", "cited", "right"], [band_cells(b) for b in bands])
    return tables


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    top = "".join(f'<th scope="col">{_safe(cell)}</th>' for cell in head)
    body = "".join(f'<tr><th scope="row">{_safe(row[0])}</th>{"".join(f"<td>{_safe(cell)}</td>" for cell in row[1:])}</tr>' for row in rows)
    return f'<div class="scroll"><table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>'


def _list(name: str, lines: Sequence[str]) -> str:
    return f"<h2>{name}</h2><ul>{''.join(f'<li>{_safe(line)}</li>' for line in lines)}</ul>" if lines else ""


def _failures(failing: Sequence[Scored]) -> str:
    if not failing:
        return "<h2>Failing questions</h2><p>None.</p>"
    return f"<h2>Failing questions ({len(failing)})</h2><p class=\"soft\">Open one to see what was expected and what was answered.</p>{''.join(map(_failure, failing))}"


def _failure(one: Scored) -> str:
    about = " · ".join(x for x in (one.gold.asked.id, one.gold.kind, one.gold.style) if x)
    why = "".join(f'<span class="why">{_safe(r)}</span>' for r in reasons(one))
    sure = one.answer.get("confidence")
    rows = "".join(_pair(name, text) for name, text in expected(one))
    told = one.answer.get("answer") or one.answer.get("error") or one.answer.get("status") or "nothing"
    quotes = "".join(
        f"{_safe(f'[{n}] {cited_at(c)}')}<blockquote>{_safe(c.get('quote') or '')}</blockquote>" for n, c in enumerate((one.answer.get("citations") or [])[:CITATIONS], 1)
    )
    listed = "".join(f"<blockquote>{_safe(r.get('text') or '')}</blockquote>" for r in one.answer.get("resolutions") or []) if one.gold.resolutions else ""
    return (
        f'<details class="card"><summary>{_safe(one.gold.asked.question)} <span class="soft">{_safe(about)}</span>{why}</summary>'
        f"<dl><dt></dt><dd><h3>Expected</h3></dd>{rows}{''.join(_pair('resolution', r) for r in one.gold.resolutions or ())}"
        f"<dt></dt><dd><h3>Answered{'' if sure is None else f' (confidence {sure:.2f})'}</h3></dd>{_pair('answer', told)}"
        f"{f'<dt>cited</dt><dd>{quotes}</dd>' if quotes else ''}{f'<dt>resolutions</dt><dd>{listed}</dd>' if listed else ''}</dl></details>"
    )


def _pair(name: str, text: str) -> str:
    return f"<dt>{name}</dt><dd>{f'<code>{_safe(text)}</code>' if name == 'pattern' else _safe(text)}</dd>"
