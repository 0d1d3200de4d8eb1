"""Commands that make the index: build."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from docqa.cli.options import AddCommand, index_option, positive, print_json


def add_to(add: AddCommand) -> None:
    """Add these commands to the parser."""
    build = add("build", "read papers and bring the index up to date", _build)
    build.add_argument("paths", nargs="*", metavar="PATH", help="files and folders with papers (default: corpus/)")
    index_option(build)
    build.add_argument("--jobs", type=positive, metavar="N", help="processes that read files (default: one a core)")
    build.add_argument("--ocr", choices=("auto", "off", "force"), help="read scanned pages with Tesseract (default: auto, where it is installed)")
    build.add_argument("--include-exempt", action="store_true", help="with exempt and confidential papers; needs an --index folder of its own")
    build.add_argument("--if-needed", action="store_true", help="only where there is no index, or one of an older docqa that cannot answer any more; without PATH from the papers that it was built from")
    build.add_argument("--json", action="store_true", help="print the report as JSON")


def _build(options: argparse.Namespace) -> int:
    from docqa.answer.render import build_report
    from docqa.build import build_index, can_answer
    from docqa.config import read_settings
    from docqa.manifest import roots_of
    from docqa.progress import ProgressLine
    from docqa.records import to_json

    paths = options.paths
    if options.if_needed:
        index = Path(options.index or read_settings().index)
        if can_answer(index):
            if options.json:
                print_json({"built": False})
            else:
                print(f"The index in {index} is ready.")
            return 0
        paths = paths or [r for r in roots_of(index) if Path(r).exists()]
    with ProgressLine(sys.stderr) as line:
        report = build_index(paths, index=options.index, jobs=options.jobs, ocr=options.ocr, progress=line.show, include_exempt=options.include_exempt)
    if options.json:
        print_json(to_json(report))
    else:
        print(build_report(report))
    return 0
