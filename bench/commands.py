"""Every command's ``--help`` as Markdown: ``python -m bench.commands > docs/commands.md`` (``make docs``). A test compares the file with this."""

from __future__ import annotations

import argparse
import os

from docqa.cli import parser

_HEAD = """# Commands

Written by `make docs` from `docqa --help`; do not edit.

stdout is data; progress and notes go to stderr. Exit codes: 0 done (also "not found"), 1 a bug, 2 usage or settings, 3 corpus, 4 index, 5 model,
6 nothing found (only with `--strict`), 130 interrupted.
"""


def commands() -> dict[str, argparse.ArgumentParser]:
    """The parser of every command, by name, in the order of ``docqa --help``."""
    for action in parser()._actions:
        if isinstance(action, argparse._SubParsersAction):
            return dict(action.choices)
    raise LookupError("docqa has no commands")


def page() -> str:
    """The whole of docs/commands.md."""
    os.environ["COLUMNS"] = "120"  # argparse breaks lines at the width of the terminal
    parts = [_HEAD, f"## docqa\n\n```text\n{parser().format_help().rstrip()}\n```\n"]
    parts += [f"## docqa {name}\n\n```text\n{command.format_help().rstrip()}\n```\n" for name, command in commands().items()]
    return "\n".join(parts)


if __name__ == "__main__":
    print(page(), end="")
