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
    import gc

    gc.disable()  # until the first frame: nothing of what is imported and set up for it is garbage
    from docqa.tui.app import DocqaApp
    from docqa.tui.terminal import terminal_for_the_screen

    app = DocqaApp(index=index, corpus=corpus, history=history)
    with terminal_for_the_screen() as printed:
        app.run()
        gc.enable()
        told = printed() if app.bugs or app.return_code == 1 else ""
    for bug in app.bugs:  # what broke while the screen was open; it could not be printed over it
        sys.stderr.write(bug)
    sys.stderr.write(told)
    return app.return_code or app.return_value or 0
