"""How quick the screen is: first paint, keys while an answer is computed, a register of 20,000 decisions, a long page, memory beyond the engine.

    python -m bench.screen [--index DIR]

Needs an index for the memory figure; the rest is made here. Prints JSON.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import pty
import random
import re
import select
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Sequence
from fcntl import ioctl
from pathlib import Path

from docqa.manifest import FORMAT_VERSION, Manifest, new_generation, switch_to, write_manifest
from docqa.records import Answer, Decision, Filters, Page, Record, Span
from docqa.register import Register
from docqa.tui.app import DocqaApp
from docqa.tui.pageview import PageView
from docqa.tui.table import VirtualTable

ROOT = Path(__file__).resolve().parent.parent
_WORDS = ["the", "report", "on", "parking", "charges", "leisure", "centre", "budget", "members", "noted", "approved", "housing", "repairs", "plan", "review", "officers", "April", "fence", "lighting", "contract"]


def big_register(folder: Path, decisions: int) -> Path:
    """An index folder whose register holds this many made-up decisions, and a document of 500 pages."""
    generation = new_generation(folder)
    register = Register(generation / "register.sqlite", create=True, read_only=False)
    chance = random.Random(7)
    pages = [Page(n, "\n".join(" ".join(chance.choices(_WORDS, k=14)) for _ in range(45))) for n in range(1, 501)]
    made = []
    for n in range(decisions):
        date = f"{2000 + n % 25}-{n % 12 + 1:02d}-{n % 28 + 1:02d}"
        text = "RESOLVED: That " + " ".join(chance.choices(_WORDS, k=60))
        made.append(Decision(f"body{n % 12}/{date}/m{n}/r1", "pack.pdf", "pack.pdf#1", None, f"Committee {n % 12}", date, str(n), " ".join(chance.choices(_WORDS, k=4)), text, (Span(n % 500 + 1, 0, 40),)))
    register.add_document("pack.pdf", sha256="0", size=0, mtime_ns=0, media="pdf", title="Pack", metadata={}, notices=(), pages=pages, record=Record(decisions=tuple(made)), passages=())
    register.finish()
    register.close()
    write_manifest(generation, Manifest(FORMAT_VERSION, "0", "none", "none", 1, "none", (), str(folder), "2024-01-01T00:00:00"))
    switch_to(folder, generation)
    return folder


class BusyEngine:
    """Keeps Python busy for two seconds a question, the worst an engine can do to the thread that draws."""

    def __init__(self, index: Path) -> None:
        self.index = index

    def ask(self, question: str, filters: Filters = Filters(), history: object = ()) -> Answer:
        until = time.monotonic() + 2.0
        while time.monotonic() < until:
            sum(n * n for n in range(1000))
        return Answer(None, question, "not_found", "Not in the indexed papers.", 0.0, "passages")

    def search(self, *_: object) -> list[object]:
        return []

    def understood(self, question: str) -> object:
        from docqa.answer.question import understand

        return understand(question)


_BARE = """
from textual.app import App
from textual.widgets import Footer, Static, TextArea
class Bare(App):
    def compose(self):
        yield Static("bar")
        yield TextArea(placeholder="Ask about the papers")
        yield Footer()
Bare().run()
"""


def first_paint(index: Path, runs: int) -> dict[str, float]:
    """Seconds from starting the program to the input line on the terminal; beside it the least that textual takes, measured in turns with it.

    Modules are compiled beforehand, as they are where docqa is installed.
    """
    with tempfile.TemporaryDirectory() as compiled:
        docqa = ("-m", "docqa", "tui", "--index", str(index), "--no-history")
        took: dict[str, list[float]] = {"docqa": [], "bare": []}
        for n in range(runs + 1):
            for name, program in (("docqa", docqa), ("bare", ("-c", _BARE))):
                seconds = _painted(program, Path(compiled))
                took[name] += [seconds] if n else []
    docqa_s, bare_s = (statistics.median(took[name]) for name in ("docqa", "bare"))
    least = {name: round(min(times), 3) for name, times in took.items()}
    return {"median": round(docqa_s, 3), "best": least["docqa"], "bare_textual": round(bare_s, 3), "bare_textual_best": least["bare"], "ratio": round(docqa_s / bare_s, 2)}


def _painted(program: Sequence[str], compiled: Path) -> float:
    master, slave = pty.openpty()
    ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    environment = {**os.environ, "TERM": "xterm-256color", "PYTHONPATH": str(ROOT / "src"), "PYTHONPYCACHEPREFIX": str(compiled)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    began = time.monotonic()
    process = subprocess.Popen([sys.executable, *program], stdin=slave, stdout=slave, stderr=slave, env=environment, start_new_session=True)
    output = ""
    while "Ask about the papers" not in re.sub(r"\x1b\[[0-9;]*m", "", output):
        if select.select([master], [], [], 10)[0]:
            output += os.read(master, 65536).decode("utf-8", "replace")
    took = time.monotonic() - began
    process.terminate()
    while process.poll() is None:
        if select.select([master], [], [], 0.1)[0]:
            os.read(master, 65536)
    os.close(master)
    os.close(slave)
    return took


async def keys_while_answering(index: Path) -> list[float]:
    """Milliseconds from a key to its letter in the input line, while an engine keeps Python busy."""
    app = DocqaApp(index, index, history=False, open_engine=BusyEngine)  # type: ignore[arg-type]
    times = []
    async with app.run_test(size=(120, 40)) as pilot:
        while app.engine is None:
            await pilot.pause(0.05)
        await pilot.press("a", "enter")
        line = app.screen.query_one("#question")
        for n in range(30):
            before = time.perf_counter()
            app.post_message(_key("x"))
            while len(line.text) < n + 1:  # type: ignore[attr-defined]
                await asyncio.sleep(0)
            times.append((time.perf_counter() - before) * 1000)
    return sorted(times)


def _key(letter: str) -> object:
    from textual.events import Key

    return Key(letter, letter)


async def register_times(index: Path) -> dict[str, float]:
    """The register of 20,000: seconds to be there, milliseconds a screenful, a filter key, a sort."""
    app = DocqaApp(index, index, history=False, open_engine=BusyEngine)  # type: ignore[arg-type]
    async with app.run_test(size=(200, 60)) as pilot:
        while app.papers is None:
            await pilot.pause(0.02)
        began = time.perf_counter()
        await pilot.press("f4")
        while not (app.screen.query("#table") and app.screen.query_one("#table", VirtualTable).rows):
            await pilot.pause(0.02)
        there = time.perf_counter() - began
        table = app.screen.query_one("#table", VirtualTable)
        return {
            "rows": table.total,
            "load_s": round(there, 2),
            "page_down_ms": _median(lambda: (table.action_move_page(1), _draw(table))),
            "filter_key_ms": round(max(_timed(lambda w=w: (table.filter(w), _draw(table))) for w in ("p", "pa", "par", "park", "parking fence")), 1),
            "sort_ms": round(_timed(lambda: (table.sort_by(3), _draw(table))), 1),
        }


async def page_times(index: Path) -> dict[str, float]:
    """A text of 500 pages in one view: milliseconds to wrap it and to draw a screenful."""
    app = DocqaApp(index, index, history=False, open_engine=BusyEngine)  # type: ignore[arg-type]
    async with app.run_test(size=(200, 60)) as pilot:
        while app.papers is None:
            await pilot.pause(0.02)
        text = "\n".join(p.text for n in range(1, 501) if (p := app.papers.page("pack.pdf", n)))
        view = app.screen.query_one("#page", PageView)
        shown = _timed(lambda: view.show(text[:500_000], text[500_000:500_200], text[500_200:]))
        return {"chars": len(text), "show_ms": round(shown, 1), "page_down_ms": _median(lambda: (view.scroll_page_down(animate=False), _draw(view)))}


def _draw(widget: object) -> None:
    for y in range(widget.size.height):  # type: ignore[attr-defined]
        widget.render_line(y)  # type: ignore[attr-defined]


def _timed(act) -> float:  # type: ignore[no-untyped-def]
    before = time.perf_counter()
    act()
    return (time.perf_counter() - before) * 1000


def _median(act) -> float:  # type: ignore[no-untyped-def]
    return round(statistics.median(_timed(act) for _ in range(40)), 2)


_MEMORY = """
import sys, resource
from pathlib import Path
def now():
    return int(next(l for l in open('/proc/self/status') if l.startswith('VmRSS')).split()[1]) / 1024
from docqa.assistant import Assistant
a = Assistant.open(sys.argv[1]); a.ask('What was decided about the budget?'); engine = now()
if sys.argv[2] == 'screen':
    import asyncio
    from docqa.tui.app import DocqaApp
    async def run():
        app = DocqaApp(Path(sys.argv[1]), Path('.'), history=False, open_engine=lambda _: a)
        async with app.run_test(size=(200, 60)) as pilot:
            while app.engine is None: await pilot.pause(0.05)
            for letter in 'budget': await pilot.press(letter)
            await pilot.press('enter')
            for key in ('f3', 'f4', 'f5', 'f6', 'f7', 'f8', 'f9', 'f2'):
                await pilot.press(key); await app.workers.wait_for_complete(); await pilot.pause(0.2)
            print(round(now() - engine, 1))
    asyncio.run(run())
"""


def memory_beyond_engine(index: Path) -> float:
    """MB that the screen takes on top of an engine that has answered, all views looked at."""
    done = subprocess.run(
        [sys.executable, "-c", _MEMORY, str(index), "screen"], capture_output=True, text=True, check=True, env={**os.environ, "PYTHONPATH": str(ROOT / "src")}, timeout=300
    )
    return float(done.stdout.split()[-1])


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--index", type=Path, help="a real index, for the memory figure")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        index = big_register(Path(folder) / "index", 20_000)
        paints = first_paint(index, 9)
        keys = asyncio.run(keys_while_answering(index))
        table = {
            "first_paint_s": paints,
            "key_while_answering_ms": {"median": round(statistics.median(keys), 1), "p95": round(keys[int(len(keys) * 0.95)], 1), "worst": round(keys[-1], 1)},
            "register": asyncio.run(register_times(index)),
            "page": asyncio.run(page_times(index)),
            "load": os.getloadavg()[0],
        }
    print(json.dumps(table, indent=1))
    if options.index:
        print(json.dumps({"memory_beyond_engine_mb": memory_beyond_engine(options.index)}))


if __name__ == "__main__":
    main()
