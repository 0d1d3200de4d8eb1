"""The terminal screen: a thin shell over the same core as the command line. Nothing outside this package imports textual."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docqa.config import Settings


def run(index: Path, corpus: Path, *, history: bool = True, settings: Settings | None = None) -> int:
    """Open the screen on an index folder and return the exit code.

    Args:
        index: the index folder.
        corpus: offered for building where there is no index.
        history: keep conversations and questions in the user's data folder.
        settings: of the engine; None: as the environment and docqa.toml have them.
    """
    import gc

    gc.disable()  # until the first frame: nothing of what is imported and set up for it is garbage
    from docqa.tui.app import DocqaApp
    from docqa.tui.engine import open_engine
    from docqa.tui.terminal import terminal_for_the_screen

    app = DocqaApp(index=index, corpus=corpus, history=history, open_engine=partial(open_engine, settings=settings))
    with terminal_for_the_screen() as printed:
        app.run()
        gc.enable()
        told = printed() if app.bugs or app.return_code == 1 else ""
    for bug in app.bugs:  # what broke while the screen was open; it could not be printed over it
        sys.stderr.write(bug)
    sys.stderr.write(told)
    return app.return_code or app.return_value or 0
