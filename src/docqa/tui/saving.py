"""Write a text to a file that the person names; in a browser, send it there."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from docqa.tui.dialogs import LineDialog, YesNoDialog

if TYPE_CHECKING:
    from docqa.tui.app import DocqaApp


def save_as(app: DocqaApp, name: str, text: Callable[[str], str], title: str) -> None:
    """Ask for a file name and write ``text(ending)`` to it."""
    if app.is_web:
        app.deliver_text(io.StringIO(text(Path(name).suffix)), save_filename=name)
        return

    def named(value: str | None) -> None:
        if value is None:
            return
        path = Path(value).expanduser()
        if path.exists():
            app.push_screen(YesNoDialog(f"{path} is there already. Write over it?"), lambda yes: write(path) if yes else None)
        else:
            write(path)

    def write(path: Path) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text(path.suffix.lower()), encoding="utf-8", errors="surrogatepass")
        except OSError as error:
            app.notify(f"{path} cannot be written: {error.strerror or error}", severity="error", markup=False)
            return
        app.notify(f"Written to {path.resolve()}", timeout=6, markup=False)

    app.push_screen(LineDialog(title, str(Path.cwd() / name), "Enter writes the file, Esc goes back"), named)
