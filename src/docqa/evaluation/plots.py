"""The plots of the report as SVG of our own: no script, no library, colours from the page's style sheet."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from docqa.evaluation.figures import Band
from docqa.text import one_line, shorten

_NAMES = 150  # width kept for names at the left of the bars
_ROW = 26


def class_bars(classes: Mapping[str, Mapping[str, Any]]) -> str:
    """One row a class: a bar for the share right, a thinner one for the share cited."""
    width, top = 560, 24
    full, height = width - _NAMES - 50, top + _ROW * len(classes) + 4
    marks = []
    for percent in (0, 25, 50, 75, 100):
        x = _NAMES + full * percent / 100
        marks.append(f'<line class="grid" x1="{x:.1f}" y1="{top - 6}" x2="{x:.1f}" y2="{height}"/>{_text(x, 12, f"{percent} %", "middle small")}')
    for n, (name, row) in enumerate(classes.items()):
        y = top + _ROW * n
        marks.append(_text(_NAMES - 8, y + 14, f"{shorten(name, 22)} ({row['questions']})", "end"))
        for key, offset, thick in (("right", 1, 12), ("cited", 15, 5)):
            if row[key] is not None:
                told = f"<title>{escape(one_line(name))}: {row[key] * 100:.0f} % {key} of {row['questions']} questions</title>"
                marks.append(f'<rect class="{key}" x="{_NAMES}" y="{y + offset}" width="{max(full * row[key], 1):.1f}" height="{thick}" rx="2">{told}</rect>')
        if row["right"] is not None:
            marks.append(_text(_NAMES + full * row["right"] + 5, y + 11, f"{row['right'] * 100:.0f}", "small"))
    return _drawing(width, height, "Share of right and of cited answers by class", marks)


def reliability_curve(bands: Sequence[Band]) -> str:
    """Confidence against the share that holds; on the diagonal confidence means what it says. Dots grow with the answers; the lines are 95 % intervals."""
    size, left, top = 300, 44, 10
    marks = []
    for tenth in range(0, 11, 2):
        at = size * tenth / 10
        marks.append(f'<line class="grid" x1="{left}" y1="{top + at:.1f}" x2="{left + size}" y2="{top + at:.1f}"/>{_text(left - 6, top + size - at + 4, f"{tenth / 10:.1f}", "end small")}')
        marks.append(_text(left + at, top + size + 16, f"{tenth / 10:.1f}", "middle small"))
    marks.append(f'<line class="diagonal" x1="{left}" y1="{top + size}" x2="{left + size}" y2="{top}"/>')
    most = max((b.answers for b in bands), default=1)
    for key in ("right", "cited"):
        places = [(left + size * b.confidence, top + size * (1 - value), b, value) for b in bands if (value := getattr(b, key)) is not None]
        if len(places) > 1:
            marks.append(f'<polyline class="curve {key}" points="{" ".join(f"{x:.1f},{y:.1f}" for x, y, *_ in places)}"/>')
        for x, y, band, value in places:
            low, high = interval(value, band.answers)
            if key == "cited":
                marks.append(f'<line class="whisker {key}" x1="{x:.1f}" y1="{top + size * (1 - low):.1f}" x2="{x:.1f}" y2="{top + size * (1 - high):.1f}"/>')
            told = f"<title>confidence {band.confidence:.2f}: {value * 100:.0f} % {key} of {band.answers} answers</title>"
            marks.append(f'<circle class="{key}" cx="{x:.1f}" cy="{y:.1f}" r="{3 + 5 * math.sqrt(band.answers / most):.1f}">{told}</circle>')
    marks += [_text(left + size / 2, top + size + 34, "confidence said", "middle"), _text(left + 8, top + 14, "share that holds", "")]
    return _drawing(left + size + 16, top + size + 42, "Confidence and the share of answers that hold", marks)


def interval(share: float, of: int) -> tuple[float, float]:
    """The 95 % interval of a share seen in so many cases (Wilson 1927)."""
    z = 1.96
    middle, spread = share + z * z / (2 * of), z * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return max(0.0, (middle - spread) / (1 + z * z / of)), min(1.0, (middle + spread) / (1 + z * z / of))


def time_histogram(times: Sequence[float], median: float, p95: float) -> str:
    """How many answers took how long, on a logarithmic scale.

    Args:
        times: milliseconds, shortest first, at least one.
        median: half of them took no longer.
        p95: 95 in 100 took no longer.
    """
    width, height, left, top = 560, 170, 36, 26
    low, high = math.log10(max(times[0], 0.1)) - 0.02, math.log10(max(times[-1], 0.1)) + 0.02
    bins = min(40, max(5, math.ceil(math.sqrt(len(times)) * 2)))
    counts = [0] * bins
    for t in times:
        counts[min(int((math.log10(max(t, 0.1)) - low) / (high - low) * bins), bins - 1)] += 1

    def across(ms: float) -> float:
        return left + (width - left - 10) * (math.log10(max(ms, 0.1)) - low) / (high - low)

    step, most = (width - left - 10) / bins, max(counts)
    marks = [f'<line class="axis" x1="{left}" y1="{top + height}" x2="{width - 10}" y2="{top + height}"/>', _text(left - 6, top + 10, str(most), "end small")]
    for n, count in enumerate(counts):
        tall = height * count / most
        if count:
            between = f"{10 ** (low + (high - low) * n / bins):.0f} to {10 ** (low + (high - low) * (n + 1) / bins):.0f} ms"
            marks.append(f'<rect class="time" x="{left + step * n + 0.5:.1f}" y="{top + height - tall:.1f}" width="{step - 1:.1f}" height="{tall:.1f}"><title>{between}: {count}</title></rect>')
    ticks = [m * 10**e for e in range(-1, 7) for m in (1, 2, 5) if low <= math.log10(m * 10**e) <= high]
    marks += [_text(across(t), top + height + 16, f"{t:g}", "middle small") for t in ticks]
    for name, ms, y in (("half", median, 10), ("95 %", p95, 22)):
        x = across(ms)
        side = "end small" if x > width * 0.7 else "small"
        marks.append(f'<line class="mark" x1="{x:.1f}" y1="{y - 6}" x2="{x:.1f}" y2="{top + height}"/>{_text(x + (-4 if side[0] == "e" else 4), y, f"{name} within {ms:.0f} ms", side)}')
    marks.append(_text(left + (width - left) / 2, top + height + 34, "milliseconds an answer", "middle"))
    return _drawing(width, top + height + 42, "How long the answers took", marks)


def _text(x: float, y: float, text: str, kind: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" class="{kind}">{escape(one_line(text))}</text>'


def _drawing(width: float, height: float, title: str, marks: Sequence[str]) -> str:
    return f'<svg viewBox="0 0 {width:.0f} {height:.0f}" role="img" aria-label="{escape(title)}" style="max-width:{width:.0f}px">{"".join(marks)}</svg>'
