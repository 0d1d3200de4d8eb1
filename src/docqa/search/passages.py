"""Reading + Record -> passages: what is embedded, found and cited.

Rules owned here: a passage never crosses an item; list items stay with their lead-in; question-and-answer paragraphs stay whole; a
table is cut between rows, with its caption and column labels as context; the context of a passage (body, date, paper, headings, caption)
is kept beside its text, never in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from docqa.records import Block, Item, Page, Paper, Passage, Reading, Record, Span
from docqa.search.small_numbers import small_rows
from docqa.text import one_line, sentences, shorten, stems

# Characters. Chosen in bench/ (row "passage size"): smaller loses the question of a question-and-answer paragraph, larger blurs the vector.
TARGET_CHARS = 800
MOST_CHARS = 1100
_WHOLE_TABLE_CHARS = 4000  # a table with rows about single people is one passage up to here: it is quoted whole or not at all
_HEADING_CHARS = 160  # of a heading that goes into the context; some "headings" are whole paragraphs


def cut_passages(reading: Reading, record: Record) -> list[Passage]:
    """Passages of a document in reading order, rows after the table they belong to; ``row`` is -1 in all of them."""
    pages = {p.number: p for p in reading.pages}
    passages: list[Passage] = []
    for paper in record.papers:
        items = [i for i in record.items if i.paper == paper.id]
        for item, blocks in _segments(reading.blocks, paper, items):
            passages += _cut_segment(blocks, item, paper, pages)
    return passages


def embedded_text(passage: Passage) -> str:
    """What is encoded for a passage: its headings and its text, on one line; without body and date, so that the same text in three packs is encoded once."""
    heading = shorten(passage.heading, _HEADING_CHARS)
    text = one_line(passage.text)
    return text if not heading or text.lower().startswith(heading.lower()) else f"{heading}. {text}"


def _segments(blocks: Sequence[Block], paper: Paper, items: Sequence[Item]) -> Iterator[tuple[Item | None, list[Block]]]:
    """Runs of blocks that belong to one innermost item, or to none."""
    owner: list[Item | None] = [None] * (paper.end_block - paper.first_block)
    for item in sorted(items, key=lambda i: (i.first_block, -i.end_block)):  # inner items come later and overwrite
        for n in range(max(item.first_block, paper.first_block), min(item.end_block, paper.end_block)):
            owner[n - paper.first_block] = item
    run: list[Block] = []
    for n, now in enumerate(owner):
        if run and now is not owner[n - 1]:
            yield owner[n - 1], run
            run = []
        run.append(blocks[paper.first_block + n])
    if run:
        yield owner[-1], run


@dataclass(slots=True)
class _Piece:
    """A block, or a part of one, on its way into a passage."""

    spans: tuple[Span, ...]
    chars: int
    block: Block


def _cut_segment(blocks: Sequence[Block], item: Item | None, paper: Paper, pages: dict[int | None, Page]) -> Iterator[Passage]:
    held: list[_Piece] = []
    heading = item.heading if item else ""
    below = ""  # the last heading inside the item

    def flush() -> Iterator[Passage]:
        nonlocal held
        if held:
            yield _passage(held, item, paper, pages, heading, below)
        held = []

    table: list[Block] = []
    kept_until = -1  # last item of a short list that stays in one passage
    for n, block in enumerate([*blocks, None]):
        if table and (block is None or block.row is None or table[0].row is None or block.row.table != table[0].row.table):
            yield from flush()
            yield from _cut_table(table, item, paper, pages, heading, below)
            table = []
        if block is None:
            break
        if block.row is not None:
            table.append(block)
            continue
        size = sum(p.chars for p in held)
        opens = block.kind == "heading"
        follows_lead_in = bool(held) and _leads_in(held[-1].block)
        items, list_chars = _list_from(blocks, n)
        if items and list_chars <= MOST_CHARS:
            kept_until = n + items
        opens_list = kept_until == n + items > n and size + list_chars > TARGET_CHARS and size > TARGET_CHARS // 4
        follows_lead_in |= n <= kept_until
        if held and (
            opens_list
            or (opens and not all(p.block.kind == "heading" for p in held))
            or (size + len(block.text) > TARGET_CHARS and not follows_lead_in and size > TARGET_CHARS // 4)
            or size + len(block.text) > MOST_CHARS
        ):
            lead_in = _lead_in(held) if block.kind == "list_item" else None
            yield from flush()
            if lead_in is not None and lead_in.chars < TARGET_CHARS // 3:
                held = [lead_in]
        if opens and one_line(block.text) != one_line(heading):
            below = one_line(block.text)
        for piece in _pieces(block, pages):
            if held and sum(p.chars for p in held) + piece.chars > MOST_CHARS:
                yield from flush()
            held.append(piece)
    yield from flush()


def _leads_in(block: Block) -> bool:
    """True for a paragraph that introduces a list."""
    return block.text.rstrip().endswith((":", ":-", "-", "–"))


def _list_from(blocks: Sequence[Block], n: int) -> tuple[int, int]:
    """How many items the list has that block ``n`` introduces, and how long it is with its introduction; (0, 0) where there is none."""
    if not _leads_in(blocks[n]) or blocks[n].row is not None or blocks[n].kind == "list_item":
        return 0, 0
    items = list(takewhile(lambda b: b.kind == "list_item", blocks[n + 1 :]))
    return len(items), len(blocks[n].text) + sum(len(b.text) for b in items)


def _lead_in(held: Sequence[_Piece]) -> _Piece | None:
    """The paragraph that introduces the list at the end of ``held``, to be repeated in front of the rest of the list."""
    for piece in reversed(held):
        if piece.block.kind != "list_item":
            return piece if _leads_in(piece.block) else None
    return None


def _pieces(block: Block, pages: dict[int | None, Page]) -> Iterator[_Piece]:
    """A block whole, or in runs of whole sentences where it is longer than a passage may be."""
    if len(block.text) <= MOST_CHARS:
        yield _Piece(block.spans, len(block.text), block)
        return
    for span in block.spans:
        text = pages[span.page].text[span.start : span.end]
        begin = end = 0
        for start, stop in _at_most(text, list(sentences(text))):
            if end > begin and stop - begin > TARGET_CHARS:
                yield _Piece((Span(span.page, span.start + begin, span.start + end),), end - begin, block)
                begin = start
            end = stop
        if end > begin:
            yield _Piece((Span(span.page, span.start + begin, span.start + end),), end - begin, block)


def _at_most(text: str, found: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Sentences, those longer than a passage cut at white space."""
    for start, stop in found:
        while stop - start > MOST_CHARS:
            cut = text.rfind(" ", start + TARGET_CHARS // 2, start + TARGET_CHARS)
            cut = cut if cut > start else start + TARGET_CHARS
            yield start, cut
            start = cut + 1 if text[cut : cut + 1].isspace() else cut
        if stop > start:
            yield start, stop


def _cut_table(rows: Sequence[Block], item: Item | None, paper: Paper, pages: dict[int | None, Page], heading: str, below: str) -> Iterator[Passage]:
    caption = next((r.row.caption for r in rows if r.row and r.row.caption), "")
    small = small_rows(rows, below or heading)
    apart = tuple(s for r in small for s in r.spans)
    whole = bool(small) and sum(len(r.text) for r in rows) <= _WHOLE_TABLE_CHARS
    held: list[_Piece] = []
    for row in rows:
        if held and not whole and sum(p.chars for p in held) + len(row.text) > TARGET_CHARS:
            yield _passage(held, item, paper, pages, heading, below, caption, apart)
            held = []
        held.append(_Piece(row.spans, len(row.text), row))
    if held:
        yield _passage(held, item, paper, pages, heading, below, caption, apart)


def _passage(
    held: Sequence[_Piece],
    item: Item | None,
    paper: Paper,
    pages: dict[int | None, Page],
    heading: str,
    below: str,
    caption: str = "",
    apart: Sequence[Span] = (),
) -> Passage:
    spans = _merged([s for p in held for s in p.spans], pages)
    text = " ".join(pages[s.page].text[s.start : s.end] for s in spans)
    path = [shorten(h, _HEADING_CHARS) for h in (heading, below) if h]
    row = held[0].block.row
    labels = " / ".join(dict.fromkeys(one_line(label) for label in row.labels if label.strip())) if row and not row.header else ""
    context = " | ".join(
        one_line(c) for c in (paper.body or "", paper.meeting_date or "", shorten(paper.title, _HEADING_CHARS), " > ".join(path), caption, labels) if c
    )
    minute = item.number if item and item.numbering == "minute" and item.number else None
    return Passage(
        row=-1,
        document=paper.document,
        paper=paper.id,
        item=item.id if item else None,
        kind="table" if row else "text",
        text=text,
        spans=spans,
        context=context,
        title=paper.title,
        paper_kind=paper.kind,
        body=paper.body,
        meeting_date=paper.meeting_date,
        minute=minute,
        heading=" > ".join([*path, *([caption] if caption else [])]) or shorten(paper.title, _HEADING_CHARS),
        access=item.access if item and item.access != "public" else paper.access,
        draft=paper.draft,
        banner=item.banner if item else "",
        stems=" ".join(stems(text)),
        context_stems=" ".join(stems(context)),
        small_numbers=tuple(s for s in apart if any(held.holds(s) for held in spans)),
    )


def _merged(spans: Sequence[Span], pages: dict[int | None, Page]) -> tuple[Span, ...]:
    """Neighbouring spans as one where nothing but white space stands between them."""
    out: list[Span] = []
    for span in spans:
        if out and out[-1].page == span.page and out[-1].end <= span.start and not pages[span.page].text[out[-1].end : span.start].strip(" \t\n-*•#\\>|"):
            out[-1] = Span(span.page, out[-1].start, span.end)
        else:
            out.append(span)
    return tuple(out)
