"""The command line. stdout is data; progress and notes go to stderr.

Exit codes: 0 done (also "not found") · 1 a bug · 2 usage or settings · 3 corpus · 4 index · 5 model · 6 nothing found, with --strict · 130 interrupted.
One module for each group of commands, each with ``add_to`` for its part of the parser; only what a command needs is imported, inside its function.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

from docqa.cli import asking, building, desk, evaluating, history, record
from docqa.cli.options import INTERRUPTED, Run
from docqa.errors import DocqaError, UsageError

_EPILOG = """examples:
  docqa build papers/                       read a folder of council papers
  docqa ask "What did we decide about the library?"
  docqa ask "Who voted against the budget?" --body council --from 2024-02 --to 2024-03 --json
  docqa search "grass cutting contract" -k 5
  docqa batch questions.jsonl -o answers.jsonl --resume
  docqa decisions --body cabinet --format csv
  docqa                                     open the terminal screen

exit codes: 0 done (also "not found"), 2 usage or settings, 3 corpus, 4 index, 5 model, 6 nothing found with --strict, 130 interrupted
settings: flags > environment (DOCQA_INDEX, DOCQA_MODEL, ...) > docqa.toml > defaults"""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise UsageError(message, hint=f"See {self.prog} --help", code="usage")


def parser() -> argparse.ArgumentParser:
    """The parser of the whole command line."""
    top = _Parser(
        prog="docqa",
        description="Cited answers from council papers, on your own machine.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("--version", action="store_true", help="print the version and stop")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", parser_class=_Parser)

    def add(name: str, text: str, run: Run, **more: Any) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=text, description=more.pop("description", text[0].upper() + text[1:] + "."), **more)
        command.set_defaults(run=run)
        return command

    for group in (building, asking, record, history, evaluating, desk):
        group.add_to(add)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        options = parser().parse_args(words)
        if options.version:
            from docqa import __version__

            print(f"docqa {__version__}")
            return 0
        if not options.command:
            if sys.stdin.isatty() and sys.stdout.isatty():
                screen = parser().parse_args(["tui"])
                return int(screen.run(screen))
            parser().print_help()
            return 0
        code: int = options.run(options)
        sys.stdout.flush()
        return code
    except DocqaError as error:
        print(f"docqa: {error.message} [{error.code}]", file=sys.stderr)
        if error.hint:
            print(f"  {error.hint}", file=sys.stderr)
        return error.exit_code
    except BrokenPipeError:  # the reader of a pipe has gone: nothing is wrong
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("\ndocqa: interrupted; what was finished is kept", file=sys.stderr)
        return INTERRUPTED
