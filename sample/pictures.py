"""Pages and charts as pictures, without a text layer: what a scanner or a pasted chart leaves in a PDF. The same bytes for the same content."""

from __future__ import annotations

import io
import random
import re
from functools import cache
from pathlib import Path
from typing import Any

_DPI = 110
_INKS = ("#2f5d8a", "#c0722a", "#6b8f3a", "#7d4a7f")


def scanned(page: bytes, seed: int) -> bytes:
    """The first page of a PDF as a JPEG of a slightly crooked, grainy photocopy."""
    import pypdfium2
    from PIL import Image, ImageChops, ImageDraw, ImageFilter

    chance = random.Random(seed)
    document = pypdfium2.PdfDocument(page)
    sheet = document[0].render(scale=_DPI / 72).to_pil().convert("L")
    document.close()
    width, height = sheet.size
    sheet = sheet.point(lambda v: min(246, int(45 + v * 0.8))).rotate(chance.uniform(-0.9, 0.9), Image.Resampling.BICUBIC, fillcolor=246).filter(ImageFilter.GaussianBlur(0.55))
    grain = Image.frombytes("L", (width // 2, height // 2), chance.randbytes((width // 2) * (height // 2))).resize((width, height)).point(lambda v: 122 + v // 22)
    sheet = ImageChops.add(sheet, grain, 1, -128)
    draw = ImageDraw.Draw(sheet)
    draw.rectangle((0, 0, 5, height), fill=120)  # the shadow of the spine
    for x, y in ((38, height // 3), (38, height * 2 // 3)):  # punch holes
        draw.ellipse((x - 13, y - 13, x + 13, y + 13), fill=150)
    for _ in range(40):
        x, y = chance.randrange(width), chance.randrange(height)
        draw.point((x, y), fill=60)
    held = io.BytesIO()
    sheet.save(held, "JPEG", quality=42, optimize=True)
    return held.getvalue()


def _figure(cell: str) -> float:
    found = re.search(r"-?\d[\d,]*\.?\d*", cell)
    return float(found[0].replace(",", "")) if found else 0.0


def chart(kind: str, title: str, rows: list[tuple[bool, list[str]]]) -> bytes:
    """A PNG of a chart; drawn once however often a paper is set.

    Args:
        kind: "bars" or "lines".
        title: stands over it.
        rows: a heading row (series names after the first cell), then a label and a figure per series in each.
    """
    return _drawn(kind, title, tuple((heading, tuple(cells)) for heading, cells in rows))


@cache
def _drawn(kind: str, title: str, rows: tuple[tuple[bool, tuple[str, ...]], ...]) -> bytes:
    import reportlab
    from PIL import Image, ImageDraw, ImageFont

    vera = str(Path(reportlab.__file__).parent / "fonts" / "Vera.ttf")
    names: tuple[str, ...] = next((cells[1:] for heading, cells in rows if heading), ())
    data = [(cells[0], [_figure(c) for c in cells[1:]]) for heading, cells in rows if not heading]
    image = Image.new("RGB", (1400, 720), "white")
    draw = ImageDraw.Draw(image)
    face, small = ImageFont.truetype(vera, 29), ImageFont.truetype(vera, 21)
    draw.text((700, 30), title, font=face, fill="#222222", anchor="mt")
    most = max(v for _, values in data for v in values) or 1
    top = _round(most)
    x0, y0, x1, y1 = 130, 100, 1360, 580
    for n in range(5):
        y = y1 - (y1 - y0) * n / 4
        draw.line((x0, y, x1, y), fill="#d0d0d0", width=2)
        draw.text((x0 - 14, y), f"{top * n / 4:,.4g}", font=small, fill="#444444", anchor="rm")
    step = (x1 - x0) / len(data)
    for n, (label, values) in enumerate(data):
        draw.text((x0 + step * (n + 0.5), y1 + 16), label, font=small, fill="#222222", anchor="mt")
        for k, value in enumerate(values):
            y = y1 - (y1 - y0) * value / top
            if kind == "bars":
                wide = step * 0.7 / len(values)
                left = x0 + step * n + step * 0.15 + wide * k
                draw.rectangle((left, y, left + wide - 4, y1), fill=_INKS[k % 4])
                draw.text((left + wide / 2, y - 6), f"{value:,.6g}", font=small, fill="#222222", anchor="mb")
            else:
                x = x0 + step * (n + 0.5)
                draw.ellipse((x - 7, y - 7, x + 7, y + 7), fill=_INKS[k % 4])
                if n + 1 < len(data):
                    draw.line((x, y, x + step, y1 - (y1 - y0) * data[n + 1][1][k] / top), fill=_INKS[k % 4], width=5)
    x = x0
    for k, name in enumerate(names):
        draw.rectangle((x, 650, x + 26, 676), fill=_INKS[k % 4])
        draw.text((x + 38, 663), name, font=small, fill="#222222", anchor="lm")
        x += 80 + int(draw.textlength(name, font=small))
    held = io.BytesIO()
    image.quantize(32).save(held, "PNG", optimize=True)
    return held.getvalue()


def _round(most: float) -> float:
    """The end of the scale: a round number not below ``most``."""
    unit: float = 10.0 ** (len(str(int(most))) - 1)
    return next(unit * n for n in (1, 1.2, 1.6, 2, 2.4, 3.2, 4, 5, 6, 8, 10, 12) if unit * n >= most)


def as_flowable(data: bytes, width: float) -> Any:
    """A chart at its place in the text."""
    from PIL import Image
    from reportlab.platypus import Image as Picture

    with Image.open(io.BytesIO(data)) as image:
        wide, high = image.size
    return Picture(io.BytesIO(data), width=width, height=width * high / wide)
