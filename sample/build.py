"""Makes corpus/ from the sources in sample/papers: ``python -m sample.build [--check]``. Needs reportlab (in the dev extra); the PDFs are committed.

A source is a text file, so that a diff shows what changed in a paper:

    file: cabinet-2024-10-15-minutes.pdf         first lines: settings, then a line of three dashes
    title: Cabinet minutes, 15 October 2024
    layout: minutes | pack | parish | letter     fonts and sizes; see LAYOUTS
    head: ALDERMERE - CABINET                     running head, may be left out; {page} is the page number
    foot: Page {page}
    first: 1                                     the printed number of the first page
    ---
    # HEADING IN BOLD, CENTRED                   one hash: centred; two: bold, left; three: bold italic
    A paragraph, up to the next empty line.
    - a bullet; "-- " a bullet under a bullet
    > an indented paragraph (parts of a resolution)
    | Label | 2023/24 | 2024/25                  rows of a table; a row starting "|=" is the heading row, repeated over a page end
    == Table 2: caption
    ~~~                                          a page end
    [[left]] text [[right]] text                 two columns on one line
    {scan}                                       the page that follows is a picture of its text, as a scanner makes
"""

from __future__ import annotations

import argparse
import hashlib
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
SOURCES = HERE / "papers"
CORPUS = HERE.parent / "corpus"
LAYOUTS = {
    "minutes": ("Helvetica", 10.5, 14, 0),
    "pack": ("Helvetica", 11, 14.5, 0),
    "parish": ("Times-Roman", 12, 15, 0),
    "letter": ("Times-Roman", 11, 14, 4),  # justified
}


def read_source(path: Path) -> tuple[dict[str, str], list[str]]:
    """Settings and lines of a source.

    Raises:
        ValueError: a setting is missing or unknown.
    """
    head, _, body = path.read_text(encoding="utf-8").partition("\n---\n")
    settings = {k.strip(): v.strip() for k, _, v in (line.partition(":") for line in head.splitlines() if line.strip())}
    unknown = set(settings) - {"file", "title", "layout", "head", "foot", "first"}
    if unknown or not {"file", "title"} <= set(settings) or settings.get("layout", "minutes") not in LAYOUTS:
        raise ValueError(f"{path}: settings are {sorted(settings)}; needed are file and title, layout is one of {sorted(LAYOUTS)}")
    return settings, body.splitlines()


def paragraphs(lines: list[str]) -> Iterator[tuple[str, Any]]:
    """Pieces of a source: ("page", ""), ("scan", ""), ("table", rows), ("columns", (left, right)), (mark, text)."""
    run: list[str] = []
    rows: list[tuple[bool, list[str]]] = []

    def flush() -> Iterator[tuple[str, Any]]:
        if run:
            yield "", " ".join(run)
            run.clear()
        if rows:
            yield "table", list(rows)
            rows.clear()

    for line in lines:
        mark = re.match(r"(###|##|#|--|-|>|==)\s+(.*)", line)
        if line.startswith("|"):
            if run:
                yield from flush()
            rows.append((line.startswith("|="), [c.strip() for c in line.lstrip("|=").split("|")]))
            continue
        if not line.strip() or line in ("~~~", "{scan}") or mark or line.startswith("[[left]]"):
            yield from flush()
        if line == "~~~":
            yield "page", ""
        elif line == "{scan}":
            yield "scan", ""
        elif mark:
            yield mark[1], mark[2]
        elif line.startswith("[[left]]"):
            left, _, right = line.removeprefix("[[left]]").partition("[[right]]")
            yield "columns", (left.strip(), right.strip())
        elif line.strip():
            run.append(line.strip())
    yield from flush()


def make(settings: dict[str, str], lines: list[str]) -> bytes:
    """The PDF of a source; the same bytes for the same source."""
    from reportlab.lib.pagesizes import A4
    from reportlab.platypus import BaseDocTemplate, Frame, PageBreak, PageTemplate

    name, size, _, _ = LAYOUTS[settings.get("layout", "minutes")]
    first = int(settings.get("first", "1"))

    def furniture(canvas: Any, document: Any) -> None:
        number = str(document.page + first - 1)
        canvas.setFont(name, 9)
        if settings.get("head"):
            canvas.drawString(60, A4[1] - 36, settings["head"].replace("{page}", number))
        if settings.get("foot"):
            canvas.drawCentredString(A4[0] / 2, 30, settings["foot"].replace("{page}", number))

    flow: list[Any] = []
    scanned = False
    sheet: list[tuple[str, Any]] = []
    for kind, value in paragraphs(lines):
        if scanned and kind != "page":
            sheet.append((kind, value))
        elif kind == "scan":
            scanned = True
        elif kind == "page":
            if scanned:
                flow.append(_picture(sheet, name, size))
                sheet, scanned = [], False
            flow.append(PageBreak())
        else:
            flow += _flowables(kind, value, settings)
    if scanned:
        flow.append(_picture(sheet, name, size))
    out = io.BytesIO()
    document = BaseDocTemplate(
        out, pagesize=A4, leftMargin=60, rightMargin=60, topMargin=54, bottomMargin=54, title=settings["title"], author="Democratic Services", invariant=1
    )
    frame = Frame(60, 54, A4[0] - 120, A4[1] - 108, id="body", leftPadding=0, rightPadding=0)
    document.addPageTemplates(PageTemplate(id="page", frames=[frame], onPage=furniture))
    document.build(flow)
    return out.getvalue()


def _flowables(kind: str, value: Any, settings: dict[str, str]) -> list[Any]:
    from reportlab.lib import colors
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph, Spacer, Table, TableStyle

    font, size, leading, alignment = LAYOUTS[settings.get("layout", "minutes")]
    bold = {"Helvetica": "Helvetica-Bold", "Times-Roman": "Times-Bold"}[font]
    plain = ParagraphStyle("p", fontName=font, fontSize=size, leading=leading, alignment=alignment, spaceAfter=7)

    def text(value: str) -> str:
        return re.sub(r"\*\*(.+?)\*\*", rf'<font name="{bold}">\1</font>', value.replace("&", "&amp;").replace("<", "&lt;"))

    if kind == "table":
        rows = [[Paragraph(text(c), ParagraphStyle("c", parent=plain, fontSize=size - 1.5, leading=leading - 2, spaceAfter=0, alignment=0)) for c in cells] for _, cells in value]
        most = max(len(r) for r in rows)
        rows = [r + [""] * (most - len(r)) for r in rows]
        heads = sum(1 for heading, _ in value if heading)
        widths = [475 * 0.4] + [475 * 0.6 / (most - 1)] * (most - 1) if most > 2 else [475 / most] * most
        style = [("GRID", (0, 0), (-1, -1), 0.4, colors.grey), ("VALIGN", (0, 0), (-1, -1), "TOP")]
        if heads:
            style.append(("BACKGROUND", (0, 0), (-1, heads - 1), colors.whitesmoke))
        return [Table(rows, colWidths=widths, repeatRows=heads, style=TableStyle(style)), Spacer(1, 8)]
    if kind == "columns":
        left, right = (Paragraph(text(v), ParagraphStyle("k", parent=plain, spaceAfter=2)) for v in value)
        return [Table([[left, right]], colWidths=[170, 305], style=TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0)]))]
    style = {
        "": plain,
        "#": ParagraphStyle("h1", parent=plain, fontName=bold, fontSize=size + 1, alignment=1, spaceBefore=4, spaceAfter=8),
        "##": ParagraphStyle("h2", parent=plain, fontName=bold, spaceBefore=8, spaceAfter=5, alignment=0, keepWithNext=1),
        "###": ParagraphStyle("h3", parent=plain, fontName=bold, fontSize=size - 0.5, spaceBefore=4, spaceAfter=4, alignment=0, keepWithNext=1),
        ">": ParagraphStyle("in", parent=plain, leftIndent=28),
        "-": ParagraphStyle("b", parent=plain, leftIndent=34, bulletIndent=20, spaceAfter=4),
        "--": ParagraphStyle("bb", parent=plain, leftIndent=54, bulletIndent=40, spaceAfter=3),
        "==": ParagraphStyle("cap", parent=plain, fontName=bold, fontSize=size - 1, keepWithNext=1, spaceAfter=3),
    }[kind]
    return [Paragraph(text(value), style, bulletText="•" if kind in ("-", "--") else None)]


def _picture(sheet: list[tuple[str, Any]], font: str, size: float) -> Any:
    """The pieces as a grey picture of a page: no text layer, as from a scanner."""
    import textwrap

    from PIL import Image, ImageDraw, ImageFont
    from reportlab.platypus import Image as Picture

    image = Image.new("L", (1240, 1600), 246)
    draw = ImageDraw.Draw(image)
    face = ImageFont.load_default(size=26)
    y = 60
    for _, value in sheet:
        for line in textwrap.wrap(value if isinstance(value, str) else " ".join(str(v) for v in value), 82):
            draw.text((80, y), line, font=face, fill=32)
            y += 36
        y += 18
    held = io.BytesIO()
    image.rotate(0.4, fillcolor=246).save(held, "PNG")
    held.seek(0)
    return Picture(held, width=470, height=606)


def main() -> int:
    """Make every paper; with --check only say which committed ones differ."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 where corpus/ is not what the sources make")
    check = parser.parse_args().check
    differing = 0
    for source in sorted(SOURCES.rglob("*.txt")):
        settings, lines = read_source(source)
        made = make(settings, lines)
        target = CORPUS / settings["file"]
        if target.exists() and hashlib.sha256(target.read_bytes()).digest() == hashlib.sha256(made).digest():
            continue
        differing += 1
        print(f"{'differs' if check else 'made'}: corpus/{settings['file']} ({len(made):,} bytes)", file=sys.stderr)
        if not check:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(made)
    return 1 if check and differing else 0


if __name__ == "__main__":
    sys.exit(main())
