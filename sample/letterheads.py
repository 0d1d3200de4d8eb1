"""Letterheads drawn with lines and shapes; no text, so that a paper's words stand in it once. Every drawing starts at the upper left corner (x, y)."""

from __future__ import annotations

from typing import Any

HEIGHT = 74  # points that a letterhead takes from the first page


def draw(canvas: Any, kind: str, ink: str, left: float, right: float, top: float) -> None:
    """Draw a letterhead between ``left`` and ``right`` below ``top``."""
    from reportlab.lib.colors import HexColor

    canvas.saveState()
    colour = HexColor(ink if ink != "#000000" else "#333333")
    canvas.setStrokeColor(colour)
    canvas.setFillColor(colour)
    {"crest": _crest, "waves": _waves, "shield": _shield, "hands": _hands, "church": _church}[kind](canvas, left, right, top)
    canvas.restoreState()


def _outline(canvas: Any, x: float, y: float, width: float, height: float) -> Any:
    path = canvas.beginPath()
    path.moveTo(x, y)
    path.lineTo(x + width, y)
    path.lineTo(x + width, y - height * 0.55)
    path.curveTo(x + width, y - height * 0.85, x + width * 0.7, y - height * 0.95, x + width / 2, y - height)
    path.curveTo(x + width * 0.3, y - height * 0.95, x, y - height * 0.85, x, y - height * 0.55)
    path.close()
    return path


def _wave(canvas: Any, x: float, y: float, width: float, swing: float = 3) -> None:
    path = canvas.beginPath()
    path.moveTo(x, y)
    step = width / 4
    for n in range(4):
        path.curveTo(x + step * n + step / 3, y + swing, x + step * n + step * 2 / 3, y - swing, x + step * (n + 1), y)
    canvas.drawPath(path, stroke=1, fill=0)


def _wheel(canvas: Any, x: float, y: float, radius: float) -> None:
    from math import cos, pi, sin

    canvas.circle(x, y, radius, stroke=1, fill=0)
    canvas.circle(x, y, radius * 0.3, stroke=1, fill=1)
    for n in range(8):
        canvas.line(x, y, x + radius * 1.2 * cos(n * pi / 4), y + radius * 1.2 * sin(n * pi / 4))


def _crest(canvas: Any, left: float, right: float, top: float) -> None:
    """A shield with a mill wheel over water, supporters, a mural crown and an empty scroll."""
    x = (left + right) / 2 - 17
    canvas.setLineWidth(1)
    canvas.drawPath(_outline(canvas, x, top - 14, 34, 40))
    canvas.line(x, top - 32, x + 34, top - 32)
    _wheel(canvas, x + 17, top - 23, 6)
    for n in range(3):
        _wave(canvas, x + 4, top - 37 - n * 4.5, 26 - n * 1.5, 2)
    canvas.rect(x + 5, top - 10, 24, 4, stroke=1, fill=0)
    for n in range(4):
        canvas.rect(x + 5 + n * 6.6, top - 6, 4.2, 5, stroke=1, fill=0)
    for side in (-1, 1):  # two herons
        foot = x + 17 + side * 30
        canvas.line(foot, top - 54, foot, top - 38)
        canvas.ellipse(foot - 5, top - 40, foot + 5, top - 28, stroke=1, fill=0)
        path = canvas.beginPath()
        path.moveTo(foot, top - 28)
        path.curveTo(foot + side * 7, top - 22, foot - side * 5, top - 18, foot, top - 12)
        path.lineTo(foot - side * 10, top - 14)
        canvas.drawPath(path)
    path = canvas.beginPath()
    path.moveTo(x - 22, top - 58)
    path.curveTo(x, top - 66, x + 34, top - 66, x + 56, top - 58)
    path.lineTo(x + 56, top - 64)
    path.curveTo(x + 34, top - 72, x, top - 72, x - 22, top - 64)
    path.close()
    canvas.drawPath(path)


def _waves(canvas: Any, left: float, right: float, top: float) -> None:
    """A modern mark: a disc cut by three waves, and a rule across the page."""
    from reportlab.lib.colors import white

    canvas.circle(right - 26, top - 26, 26, stroke=0, fill=1)
    canvas.setStrokeColor(white)
    canvas.setLineWidth(3)
    for n in range(3):
        _wave(canvas, right - 52, top - 24 - n * 8, 52, 5)
    canvas.setLineWidth(2.5)
    canvas.setStrokeColor(canvas._fillColorObj)
    canvas.line(left, top - 58, right, top - 58)


def _shield(canvas: Any, left: float, right: float, top: float) -> None:
    """The shield alone, at the left, over a thin double rule."""
    canvas.setLineWidth(1.2)
    canvas.drawPath(_outline(canvas, left, top, 40, 48))
    _wheel(canvas, left + 20, top - 16, 8)
    for n in range(3):
        _wave(canvas, left + 6, top - 30 - n * 4, 28 - n * 3, 2)
    canvas.setLineWidth(0.6)
    canvas.line(left, top - 58, right, top - 58)
    canvas.line(left, top - 60.5, right, top - 60.5)


def _hands(canvas: Any, left: float, right: float, top: float) -> None:
    """The partnership's mark: three overlapping rings and a band."""
    from reportlab.lib.colors import HexColor

    canvas.rect(left, top - 56, right - left, 6, stroke=0, fill=1)
    canvas.setLineWidth(4)
    for n, ink in enumerate(("#0b6b72", "#e08a1e", "#7a9e2f")):
        canvas.setStrokeColor(HexColor(ink))
        canvas.circle(left + 20 + n * 22, top - 22, 17, stroke=1, fill=0)


def _church(canvas: Any, left: float, right: float, top: float) -> None:
    """A village church in a few strokes."""
    x = (left + right) / 2 - 30
    base = top - 60
    canvas.setLineWidth(0.8)
    canvas.rect(x, base, 18, 32, stroke=1, fill=0)
    path = canvas.beginPath()
    path.moveTo(x - 2, base + 32)
    path.lineTo(x + 9, base + 58)
    path.lineTo(x + 20, base + 32)
    path.moveTo(x + 18, base + 20)
    path.lineTo(x + 58, base + 20)
    path.lineTo(x + 58, base)
    path.moveTo(x + 18, base + 20)
    path.lineTo(x + 24, base + 30)
    path.lineTo(x + 54, base + 30)
    path.lineTo(x + 58, base + 20)
    canvas.drawPath(path)
    for n in range(3):
        canvas.roundRect(x + 26 + n * 10, base + 5, 4, 10, 2, stroke=1, fill=0)
    canvas.line(x - 30, base, x + 92, base)
