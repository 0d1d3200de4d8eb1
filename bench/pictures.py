"""Pictures of the screen for the README, from an index of the sample papers.

    python -m bench.pictures [--index DIR]

Writes docs/screens/*.svg. Fonts are left to the reader's machine: nothing is fetched when the README is looked at.
"""

from __future__ import annotations

import argparse
import asyncio
import re
from pathlib import Path

from textual.pilot import Pilot

from docqa.tui.app import DocqaApp

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "screens"
_FONTS = "ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace"

# name, size, keys; a text is typed, "|key" is pressed
_STORIES: tuple[tuple[str, tuple[int, int], tuple[str, ...]], ...] = (
    ("ask", (150, 38), ("What was decided about parking charges at Market Place?", "|enter")),
    ("decisions", (130, 28), ("|f4", "leisure")),
    ("small", (80, 24), ("What did Cabinet decide about repairing the leisure centre?", "|enter")),
)


async def picture(app: DocqaApp, size: tuple[int, int], keys: tuple[str, ...]) -> str:
    """The screen after these keys, as SVG."""
    async with app.run_test(size=size) as pilot:
        while app.engine is None:
            await pilot.pause(0.1)
        for key in keys:
            await pilot.press(*([key[1:]] if key.startswith("|") else ({" ": "space"}.get(c, c) for c in key)))
            await _settle(pilot)
        return without_fonts(app.export_screenshot(title="docqa"))


async def _settle(pilot: Pilot[int]) -> None:
    for _ in range(3):
        await pilot.pause(0.2)
        await pilot.app.workers.wait_for_complete()


def without_fonts(svg: str) -> str:
    """An SVG that names only fonts of the machine it is looked at on."""
    return re.sub(r"font-family:\s*[^;]+;", f"font-family: {_FONTS};", re.sub(r"@font-face\s*\{.*?\}", "", svg, flags=re.S))


def main() -> None:
    """Write the pictures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--index", type=Path, default=Path("index"), help="an index of the sample papers (default: index/)")
    options = parser.parse_args()
    if not (options.index / "CURRENT").exists():
        parser.error(f"there is no index in {options.index}: build it first (docqa build), or name one with --index")
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, size, keys in _STORIES:
        svg = asyncio.run(picture(DocqaApp(options.index, Path("corpus"), history=False), size, keys))
        (FOLDER / f"{name}.svg").write_text(svg + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
