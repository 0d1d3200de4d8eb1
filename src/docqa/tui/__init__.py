"""The terminal screen: a thin shell over the same core as the command line. Nothing outside this package imports textual."""

from __future__ import annotations

from pathlib import Path


def run(index: Path, corpus: Path) -> int:
    """Open the screen on an index folder and return the exit code; ``corpus`` is offered for building where there is no index."""
    from docqa.tui.app import DocqaApp

    app = DocqaApp(index=index, corpus=corpus)
    app.run()
    return app.return_code or 0
