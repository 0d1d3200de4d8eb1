"""Open a document at a page in the system's own viewer.

DOCQA_VIEWER names a command with {file} and {page}; else the first known viewer that is installed, else the browser, which takes ``#page=``.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from docqa.errors import UsageError

# Viewers that can be told a page, with how; the desktop's default viewer cannot be told one by any common means.
_KNOWN = (
    ("evince", "--page-index={page}"),
    ("okular", "--page {page}"),
    ("atril", "--page-index={page}"),
    ("xreader", "--page-index={page}"),
    ("zathura", "--page={page}"),
    ("SumatraPDF", "-page {page}"),
)


def command_for(file: Path, page: int | None, environment: Mapping[str, str], which: Callable[[str], str | None] = shutil.which) -> list[str]:
    """The command that opens ``file`` at ``page``.

    Raises:
        UsageError: DOCQA_VIEWER cannot be split into words, or nothing here opens files.
    """
    shown = str(page or 1)
    if environment.get("DOCQA_VIEWER"):
        try:
            words = shlex.split(environment["DOCQA_VIEWER"])
        except ValueError as error:
            raise UsageError(f"DOCQA_VIEWER cannot be read: {error}", hint='Write it as, for example, "okular --page {page} {file}".', code="bad-viewer") from error
        named = [w.replace("{page}", shown).replace("{file}", str(file)) for w in words]
        return named if any("{file}" in w for w in words) else [*named, str(file)]
    if file.suffix.lower() == ".pdf":
        for program, how in _KNOWN:
            if which(program):
                return [program, *how.format(page=shown).split(), str(file)]
    if sys.platform == "darwin":
        return ["open", str(file)]
    if file.suffix.lower() == ".pdf":
        for program in ("firefox", "chromium", "google-chrome", "microsoft-edge"):
            if which(program):
                return [program, f"{file.as_uri()}#page={shown}"]
    if which("xdg-open"):
        return ["xdg-open", str(file)]
    raise UsageError("no program to open files was found", hint="Name one: DOCQA_VIEWER='okular --page {page} {file}'", code="no-viewer")


def open_file(file: Path, page: int | None) -> None:
    """Open a file and return at once.

    Raises:
        UsageError: the file is gone, or nothing here opens it.
    """
    if not file.is_file():
        raise UsageError(f"{file} is no longer there", hint="Its text is still in the index. Build again if it was moved.", code="file-gone")
    if sys.platform == "win32":
        os.startfile(file)
        return
    command = command_for(file.resolve(), page, os.environ)
    try:
        subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    except OSError as error:
        raise UsageError(f"{command[0]} cannot be started: {error.strerror}", hint="Name another: DOCQA_VIEWER='okular --page {page} {file}'", code="no-viewer") from error
