"""What the screen's tests share: a small record, an engine that can lose, a way to play a story, text snapshots."""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from pathlib import Path

from textual import events
from textual.pilot import Pilot
from textual.widgets import Static

from docqa.answer.question import Understood, understand
from docqa.build import read_and_parse
from docqa.manifest import FORMAT_VERSION, Manifest, new_generation, switch_to, write_manifest
from docqa.records import Answer, Citation, Filters, Hit, Link, Resolution, Skipped
from docqa.register import Register
from docqa.text import sentences, stems
from docqa.tui.app import DocqaApp
from docqa.tui.question import QuestionArea

MARCH = """SALTBY PARISH COUNCIL

Minutes of the meeting held on Tuesday 5 March 2024 in the Village Hall at 7.00 pm

Present: Cllrs A. Marlow (Chair), B. Oduya, C. Finch

1. Apologies for absence

Apologies were received from Cllr Dunmore.

2. Street lighting

The Clerk reported that the lamp at Quay Lane had failed again and that a repair would cost £240.

RESOLVED: That the lamp at Quay Lane be repaired at a cost of £240.

3. Allotments

The waiting list holds 14 names. The Community Infrastructure Levy (CIL) could pay for a fence.

RESOLVED: 1) That plot 9 be split in two from April. 2) That the Clerk report back on the fence in June 2024.
"""

JUNE = """SALTBY PARISH COUNCIL

Minutes of the meeting held on Tuesday 4 June 2024 in the Village Hall at 7.00 pm

Present: Cllrs A. Marlow (Chair), B. Oduya

1. Fence at the allotments

The fence would cost £1,100.[bold]not markup[/bold] \x1b[31mred\x1b[0m

RESOLVED: That the fence at the allotments be bought for £1,100.

2. Speed camera

A request for a speed camera was put to the vote and lost.

RESOLVED: That no speed camera be requested.
"""


def make_index(folder: Path, papers: Path, texts: dict[str, str], skipped: Sequence[Skipped] = (), links: Sequence[Link] = ()) -> Path:
    """An index folder with a register of these texts, without vectors: the screen's own engine stands in for the real one."""
    papers.mkdir(parents=True, exist_ok=True)
    generation = new_generation(folder)
    register = Register(generation / "register.sqlite", create=True, read_only=False)
    for name, text in texts.items():
        path = papers / name
        path.write_text(text, encoding="utf-8")
        read = read_and_parse(path, name, "off")
        record = replace(read.record, links=tuple(links)) if name == next(iter(texts)) else read.record
        register.add_document(
            name, sha256=name, size=len(text), mtime_ns=0, media=read.media, title=read.title, metadata=read.metadata, notices=read.notices,
            pages=read.pages, record=record, passages=read.passages,
        )  # fmt: skip
    for row in skipped:
        register.add_skipped(row)
    register.finish()
    register.close()
    manifest = Manifest(FORMAT_VERSION, "0", "words", "words", 1, "none", (str(papers),), str(papers), "2024-07-01T10:00:00+01:00")
    write_manifest(generation, manifest)
    switch_to(folder, generation)
    return folder


class WordEngine:
    """Answers with the sentence that shares most words with the question; not found where none shares any. Counts what it was asked."""

    def __init__(self, index: Path) -> None:
        self.register = Register(index / (index / "CURRENT").read_text().strip() / "register.sqlite")
        self.asked: list[tuple[str, Filters, int]] = []
        self.gate = threading.Event()
        self.stopped = False
        self.gate.set()
        self.bodies = [b for b, _ in self.register.bodies()]

    def ask(self, question: str, filters: Filters = Filters(), history: Sequence[Answer] = ()) -> Answer:
        self.asked.append((question, filters, len(history)))
        assert self.gate.wait(20)
        if question == "break":
            raise ZeroDivisionError("as asked")
        hits = self.search(question, filters, 3)
        coverage = self.register.coverage()
        if not hits:
            return Answer(None, question, "not_found", "Not in the indexed papers.", 0.1, "passages", coverage=coverage)
        citations = []
        for n, hit in enumerate(hits, 1):
            p, s = hit.passage, hit.passage.spans[0]
            page = self.register.page(p.document, s.page)
            assert page is not None
            start, end = max(sentences(page.text[s.start : s.end]), key=lambda at: len(set(stems(question)) & set(stems(page.text[s.start + at[0] : s.start + at[1]]))))
            start, end = s.start + start, s.start + end
            citations.append(
                Citation(n, page.text[start:end], p.document, p.title, p.paper_kind, s.page, None, False, start, end, p.body, p.meeting_date, p.minute, p.heading, p.access, "draft" in question)
            )
        items = [h.passage.item for h in hits[:1] if h.passage.item]
        resolutions = [
            Resolution(d.id, d.text, d.parts, d.kind, d.outcome, d.minute, d.heading, d.body, d.meeting_date, d.document, d.page, "decides")
            for d in self.register.decisions(items=items)
        ]
        notices = ("Considered with the press and public excluded.",) if "private" in question else ()
        return Answer(None, question, "answered", f"“{citations[0].quote}” [1]", 0.9, "passages", tuple(citations), tuple(resolutions), (), coverage, notices)

    def quoted(self, question: str, filters: Filters = Filters(), history: Sequence[Answer] = ()) -> Answer:
        return self.ask(question, filters, history)

    def stop(self) -> None:
        self.stopped = True

    def search(self, text: str, filters: Filters = Filters(), most: int = 10) -> list[Hit]:
        wanted = set(stems(text))
        hits = [Hit(p, float(len(wanted & set(stems(p.text))))) for p in self.register.iterate_passages() if not filters.from_date or (p.meeting_date or "") >= filters.from_date]
        return [h for h in sorted(hits, key=lambda h: -h.score) if h.score][:most]

    def understood(self, question: str) -> Understood:
        return understand(question, bodies=self.bodies, define=self.register.definitions, coverage=self.register.coverage())


Story = Callable[[Pilot[int]], Awaitable[None]]


def play(app: DocqaApp, story: Story, size: tuple[int, int] = (80, 24)) -> None:
    """Run a story of key presses in the app."""

    async def run() -> None:
        async with app.run_test(size=size) as pilot:
            await settle(pilot)
            await story(pilot)

    asyncio.run(asyncio.wait_for(run(), 120))


async def settle(pilot: Pilot[int]) -> None:
    """Wait until all work that was begun is done and drawn."""
    for _ in range(3):
        await pilot.pause()
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()


async def type_in(pilot: Pilot[int], text: str) -> None:
    """Type a text."""
    await pilot.press(*({" ": "space", "\n": "ctrl+j"}.get(c, c) for c in text))


async def ask(pilot: Pilot[int], question: str) -> None:
    """Put a question into the line (as a paste: quicker than key by key), ask it and wait for the answer."""
    line = pilot.app.screen.query_one(QuestionArea)
    line.focus()
    line.post_message(events.Paste(question))
    await pilot.pause()
    await pilot.press("enter")
    await settle(pilot)


def seen(pilot: Pilot[int]) -> str:
    """The text on the screen as a person sees it."""
    return "\n".join(strip.text.rstrip() for strip in pilot.app.screen._compositor.render_strips())


def texts(pilot: Pilot[int], selector: str) -> list[str]:
    """What the static widgets that match say."""
    return [str(w.content) for w in pilot.app.screen.query(selector).results(Static)]


def check_snapshot(pilot: Pilot[int], name: str) -> None:
    """Compare the screen's text with ``snapshots/NAME.txt``; with DOCQA_SNAPSHOTS=write it is written."""
    path = Path(__file__).parent / "snapshots" / f"{name}.txt"
    now = seen(pilot) + "\n"
    if os.environ.get("DOCQA_SNAPSHOTS") == "write":
        path.write_text(now, encoding="utf-8")
    assert path.is_file(), f"{path} is missing: look at the screen, then run with DOCQA_SNAPSHOTS=write\n{now}"
    assert now == path.read_text(encoding="utf-8")
