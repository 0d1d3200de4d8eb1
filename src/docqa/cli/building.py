"""Commands that make the index: build."""

from __future__ import annotations

import argparse
import sys

from docqa.cli.options import AddCommand, index_option, positive, print_json


def add_to(add: AddCommand) -> None:
    """Add these commands to the parser."""
    build = add("build", "read papers and bring the index up to date", _build)
    build.add_argument("paths", nargs="*", metavar="PATH", help="files and folders with papers (default: corpus/)")
    index_option(build)
    build.add_argument("--jobs", type=positive, metavar="N", help="processes that read files (default: one a core)")
    build.add_argument("--ocr", choices=("auto", "off", "force"), help="read scanned pages with Tesseract (default: auto, where it is installed)")
    build.add_argument("--include-exempt", action="store_true", help="with exempt and confidential papers; needs an --index folder of its own")
    build.add_argument("--json", action="store_true", help="print the report as JSON")


def _build(options: argparse.Namespace) -> int:
    from docqa.answer.render import build_report
    from docqa.build import build_index
    from docqa.progress import ProgressLine
    from docqa.records import to_json

    with ProgressLine(sys.stderr) as line:
        report = build_index(options.paths, index=options.index, jobs=options.jobs, ocr=options.ocr, progress=line.show, include_exempt=options.include_exempt)
    if options.json:
        print_json(to_json(report))
    else:
        print(build_report(report))
    return 0
