"""The terminal screen: a thin shell over the same core as the command line. Nothing outside this package imports textual."""

from __future__ import annotations

import sys
from pathlib import Path


def run(index: Path, corpus: Path, *, history: bool = True) -> int:
    """Open the screen on an index folder and return the exit code.

    Args:
        index: the index folder.
        corpus: offered for building where there is no index.
        history: keep conversations and questions in the user's data folder.
    """
    from docqa.tui.app import DocqaApp

    app = DocqaApp(index=index, corpus=corpus, history=history)
    app.run()
    for bug in app.bugs:  # what broke while the screen was open; it could not be printed over it
        sys.stderr.write(bug)
    return app.return_code or app.return_value or 0
