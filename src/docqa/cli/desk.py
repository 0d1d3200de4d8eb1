"""Commands about docqa itself: status, doctor, tui, serve."""

from __future__ import annotations

import argparse
from pathlib import Path

from docqa.cli.options import AddCommand, endpoint_options, index_folder, index_option, open_register, positive, print_json, settings_of


def add_to(add: AddCommand) -> None:
    """Add these commands to the parser."""
    status = add("status", "what is in the index, what was skipped and why", _status)
    index_option(status)
    status.add_argument("--json", action="store_true", help="print it as JSON")

    doctor = add("doctor", "check that everything docqa needs is there", _doctor)
    index_option(doctor)
    doctor.add_argument("--json", action="store_true", help="print it as JSON")

    tui = add("tui", "open the terminal screen (also: docqa, at a terminal)", _tui)
    index_option(tui)
    tui.add_argument("--corpus", metavar="DIR", help="folder to build from where there is no index (default: corpus/)")
    tui.add_argument("--no-history", action="store_true", help="keep no conversations and no questions")
    endpoint_options(tui)

    serve = add("serve", "serve the screen to browsers, on this machine only unless --host says otherwise", _serve)
    index_option(serve)
    serve.add_argument("--host", default="127.0.0.1", metavar="ADDRESS", help="address to listen on (default: 127.0.0.1); any other requires a token of every visitor")
    serve.add_argument("--port", type=positive, default=8400, metavar="N", help="port (default: 8400)")
    serve.add_argument("--token", metavar="TOKEN", help="the token visitors must bring (default: DOCQA_TOKEN; else one is made where it is required)")


def _status(options: argparse.Namespace) -> int:
    from docqa.answer.render import status_text
    from docqa.config import read_settings
    from docqa.doctor import language_model
    from docqa.manifest import current_generation, read_manifest
    from docqa.records import to_json

    folder = index_folder(options)
    manifest = read_manifest(current_generation(folder))
    register = open_register(options)
    table = {
        "index": str(folder), "built": manifest.built, "docqa": manifest.docqa, "model": manifest.model, "vectors": manifest.vectors, "roots": list(manifest.roots),
        "counts": register.counts(), "coverage": to_json(register.coverage()), "bodies": [{"body": b, "papers": n} for b, n in register.bodies()],
        "skipped": [to_json(s) for s in register.skipped()], "documents": register.documents(), "language_model": language_model(read_settings()),
    }  # fmt: skip
    if options.json:
        print_json(table)
    else:
        print(status_text(table))
    return 0


def _doctor(options: argparse.Namespace) -> int:
    from docqa.doctor import examine

    checks = examine(index_folder(options))
    if options.json:
        print_json([{"check": c.name, "ok": c.ok, "detail": c.detail, "hint": c.hint} for c in checks])
    else:
        for check in checks:
            print(f"{'ok  ' if check.ok else 'FAIL' if check.needed else 'note'}  {check.name}: {check.detail}")
            if not check.ok and check.hint:
                print(f"      {check.hint}")
    return next((c.exit_code for c in checks if c.needed and not c.ok), 0)


def _tui(options: argparse.Namespace) -> int:
    from docqa.tui import run

    settings = settings_of(options)
    return run(index=index_folder(options), corpus=Path(options.corpus or settings.corpus), history=not options.no_history, settings=settings)


def _serve(options: argparse.Namespace) -> int:
    import os
    import sys

    from docqa.manifest import current_generation
    from docqa.tui.serve import serve

    folder = index_folder(options)
    current_generation(folder)  # a missing index is said here, not in every visitor's browser
    return serve(folder, options.host, options.port, options.token or os.environ.get("DOCQA_TOKEN"), lambda line: print(line, file=sys.stderr, flush=True))
