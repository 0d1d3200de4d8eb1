"""Makes corpus/ from the sources in sample/papers: ``python -m sample.build [--check] [NAME ...]``. Needs reportlab and Pillow (in the dev extra); the PDFs are committed.

A source is a text file, so that a diff shows what changed in a paper:

    file: cabinet/cabinet-2024-10-15-minutes.pdf   first lines: settings, then a line of three dashes; "file: -" for a paper that is only part of packs
    title: Cabinet minutes, 15 October 2024
    layout: minutes | pack | parish | letter | report | form
    house: planning                              the look, see sample/houses.py; left out, it is the one of the folder (and layout)
    head: ALDERMERE - CABINET                    running head, may be left out; {page} is the page number
    foot: Page {page}
    first: 1                                     the printed number of the first page
    ---
    # HEADING IN BOLD                            one hash: a title; two: bold, left; three: bold italic
    A paragraph, up to the next empty line.      **bold**; a number at its start ("3.2 ", "4. ", "(b) ") hangs in a column of its own
    - a bullet; "-- " a bullet under a bullet
    > an indented paragraph (parts of a resolution)
    | Label | 2023/24 | 2024/25                  rows of a table; a row starting "|=" is the heading row, repeated over a page end
    == Table 2: caption
    ~~~                                          a page end
    [[left]] text [[right]] text                 two columns on one line; several in a row are the fields at the head of a paper
    {scan}                                       the page that follows (up to the page end) is a picture of its text, as a scanner makes
    {chart bars: TITLE}                          the table that follows is drawn as a picture of a chart (bars or lines), without a text layer
    {two columns}                                what follows stands in two columns, up to {one column}
    {index}                                      the paper's own index: its headings with its own page numbers

In a pack, also:

    {include GROUP/NAME.txt}                     the paper sample/papers/GROUP/NAME.txt; its settings but for house and layout are ignored (a paper with
                                                 {index} keeps its foot, with its own page numbers); starts on a right-hand page, after a blank page where needed
    {include GROUP/NAME.txt item 8}              the same, stamped "Agenda Item 8"
    {item 8}                                     what follows belongs to agenda item 8
    {pages 8}                                    inside text: the pages of agenda item 8, as "23 - 40"

A pack's first page is stamped "Public Document Pack", its head and foot (with the running page number) stand on every page, and it has bookmarks and
page labels. The same source makes the same bytes; where another version of a library packs the bytes differently, ``content`` is the same.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import sys
from pathlib import Path

from sample.packs import make
from sample.source import PAPERS, read_source

CORPUS = Path(__file__).parent.parent / "corpus"


def content(data: bytes) -> str:
    """A hash of what a PDF shows: page by page the drawing instructions, and the sizes of pictures."""
    from pypdf import PdfReader

    digest = hashlib.sha256()
    for page in PdfReader(io.BytesIO(data)).pages:
        contents = page.get_contents()
        digest.update(contents.get_data() if contents is not None else b"")
        for picture in page.images:
            digest.update(str(picture.image.size if picture.image else None).encode())
    return digest.hexdigest()


def same(a: bytes, b: bytes) -> bool:
    """True where two PDFs are equal byte for byte, or show the same."""
    return a == b or content(a) == content(b)


def main() -> int:
    """Make every paper; with --check only say which committed ones differ."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("names", nargs="*", help="parts of the names of the sources to make; all by default")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 where corpus/ is not what the sources make")
    options = parser.parse_args()
    differing, wanted = 0, set()
    for path in sorted(PAPERS.rglob("*.txt")):
        source = read_source(path)
        if not source.file:
            continue
        if source.file in wanted:
            raise ValueError(f"{path}: {source.file} is made by another source too")
        wanted.add(source.file)
        if options.names and not any(n in str(path) for n in options.names):
            continue
        made, target = make(source), CORPUS / source.file
        if target.exists() and same(target.read_bytes(), made):
            continue
        differing += 1
        print(f"{'differs' if options.check else 'made'}: corpus/{source.file} ({len(made):,} bytes)", file=sys.stderr)
        if not options.check:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(made)
    stray = sorted(p for p in CORPUS.rglob("*.pdf") if p.relative_to(CORPUS).as_posix() not in wanted)
    for path in stray:
        print(f"no source makes corpus/{path.relative_to(CORPUS).as_posix()}", file=sys.stderr)
    return 1 if options.check and (differing or stray) else 0


if __name__ == "__main__":
    sys.exit(main())
