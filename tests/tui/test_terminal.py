"""The real program in a pseudo-terminal: what a person starts, types into and leaves, with the terminal as it was."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are not to be had on Windows")


class Terminal:
    """docqa in a terminal of 80 columns and 24 lines."""

    def __init__(self, *arguments: str, home: Path, cwd: Path, program: tuple[str, ...] = ("-m", "docqa")) -> None:
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.slave = slave
        self.before = termios.tcgetattr(slave)
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("DOCQA_", "NO_COLOR"))}
        environment |= {"TERM": "xterm-256color", "PYTHONPATH": str(ROOT / "src"), "DOCQA_HOME": str(home), "COLUMNS": "80", "LINES": "24"}
        self.pid = os.posix_spawn(sys.executable, [sys.executable, *program, *arguments], environment, file_actions=[(os.POSIX_SPAWN_DUP2, slave, n) for n in (0, 1, 2)], setsid=True)
        self.output = ""

    def wait_for(self, pattern: str, seconds: float = 60) -> float:
        """Read until the output matches; returns the seconds it took."""
        began = time.monotonic()
        while not re.search(pattern, self.output):
            assert time.monotonic() - began < seconds, f"{pattern!r} did not come; the end of what did: {self.output[-1500:]!r}"
            if select.select([self.master], [], [], 0.2)[0]:
                self.output += os.read(self.master, 65536).decode("utf-8", "replace")
        return time.monotonic() - began

    def type(self, text: str) -> None:
        os.write(self.master, text.encode())

    def end(self, seconds: float = 30) -> int:
        """Wait until the program has ended; returns its exit code."""
        began = time.monotonic()
        while True:
            while select.select([self.master], [], [], 0.05)[0]:
                self.output += os.read(self.master, 65536).decode("utf-8", "replace")
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                return os.waitstatus_to_exitcode(status)
            assert time.monotonic() - began < seconds, "it did not end"

    def check_clean(self) -> None:
        """The terminal is as it was: its settings, the normal screen, the cursor, no mouse, no bracketed paste."""
        assert termios.tcgetattr(self.slave)[:4] == self.before[:4]
        for mode in ("1049", "1000", "1003", "2004"):
            set_, reset = self.output.rfind(f"\x1b[?{mode}h"), self.output.rfind(f"\x1b[?{mode}l")
            assert set_ <= reset, f"mode {mode} was left on"
        assert self.output.rfind("\x1b[?25l") < self.output.rfind("\x1b[?25h")


def test_ask_and_quit(tmp_path: Path) -> None:
    """No index yet: the screen offers to build, is asked a question and left; nothing is loaded that was not asked for."""
    papers = tmp_path / "papers"
    papers.mkdir()
    (papers / "minutes.txt").write_text("SALTBY PARISH COUNCIL\n\nMinutes of the meeting held on 5 March 2024\n\n1. Lamp\n\nRESOLVED: That the lamp be mended.\n")
    terminal = Terminal("tui", "--index", str(tmp_path / "index"), "--corpus", str(papers), home=tmp_path / "home", cwd=tmp_path)
    try:
        terminal.wait_for("Ask about the papers")
        terminal.wait_for("There is no index")
        terminal.type("what about the lamp?\r")
        terminal.wait_for("the question waits")
        terminal.type("\x11")  # Ctrl+Q
        assert terminal.end() == 0
        terminal.check_clean()
    finally:
        _kill(terminal.pid)


@pytest.mark.parametrize("how", ["ctrl-c twice", "SIGTERM", "SIGINT"])
def test_the_terminal_is_left_clean(tmp_path: Path, how: str) -> None:
    terminal = Terminal("tui", "--index", str(tmp_path / "index"), "--corpus", str(tmp_path), home=tmp_path / "home", cwd=tmp_path)
    try:
        terminal.wait_for("There is no index")
        if how == "ctrl-c twice":
            terminal.type("half a question\x03")
            terminal.wait_for("again to")
            terminal.type("\x03")
        else:
            os.kill(terminal.pid, getattr(signal, how))
        code = terminal.end()
        assert code in (130, 143, 0), terminal.output[-500:]
        assert "Traceback" not in terminal.output
        terminal.check_clean()
    finally:
        _kill(terminal.pid)


_LOUD = """
import os, subprocess, sys
from docqa.tui.terminal import terminal_for_the_screen
with terminal_for_the_screen() as printed:
    os.write(2, b"a library warns ")
    subprocess.run([sys.executable, "-c", "import os; os.write(2, b'so does a process')"], check=True)
    sys.__stderr__.write("drawn by the screen ")
    told = printed()
os.write(1, b"meanwhile: " + told.upper().encode())
os.write(2, b" and then all is said again")
"""


def test_what_libraries_print_does_not_reach_the_terminal(tmp_path: Path) -> None:
    """The screen draws on standard error: whatever else is written there would stand in the middle of it."""
    terminal = Terminal(home=tmp_path, cwd=tmp_path, program=("-c", _LOUD))
    try:
        assert terminal.end() == 0
        assert terminal.output == "drawn by the screen meanwhile: A LIBRARY WARNS SO DOES A PROCESS and then all is said again"
    finally:
        _kill(terminal.pid)


def _kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
    except (ProcessLookupError, ChildProcessError):
        pass


@pytest.mark.model
def test_build_ask_and_quit_with_the_real_engine(tmp_path: Path) -> None:
    """Builds from within the screen and answers from what it built."""
    papers = tmp_path / "papers"
    papers.mkdir()
    (papers / "minutes.txt").write_text("SALTBY PARISH COUNCIL\n\nMinutes of the meeting held on 5 March 2024\n\n1. Lamp\n\nRESOLVED: That the lamp at Quay Lane be repaired at a cost of £240.\n")
    terminal = Terminal("tui", "--index", str(tmp_path / "index"), "--corpus", str(papers), home=tmp_path / "home", cwd=tmp_path)
    try:
        terminal.wait_for("There is no index")
        terminal.type("\x02")  # Ctrl+B
        terminal.wait_for("The index is built", 240)
        terminal.type("\x1b")
        time.sleep(0.5)
        terminal.type("What does the lamp repair cost?\r")
        terminal.wait_for("240", 120)
        terminal.type("\x11")
        assert terminal.end() == 0
        terminal.check_clean()
    finally:
        _kill(terminal.pid)
