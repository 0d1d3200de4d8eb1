"""The application: its views and keys, and what views ask of it. What it opens and builds is in ``opening``; the views own what they show.

What the first frame does not need is imported where it is used: a person who types must not wait for it.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import signal
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, TypeVar, cast

from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual.app import App
from textual.binding import Binding, BindingType
from textual.screen import Screen

from docqa.text import shorten
from docqa.tui.ask import AskScreen
from docqa.tui.bars import VIEWS
from docqa.tui.desk import TALL, WIDE
from docqa.tui.kept import Kept, data_folder
from docqa.tui.opening import OpeningApp
from docqa.tui.themes import DARK, ORDER, THEMES

if TYPE_CHECKING:
    from textual.app import SystemCommand
    from textual.content import Content

    from docqa.tui.engine import Engine
    from docqa.tui.kept import KeptTurn
    from docqa.tui.messages import AskThis

T = TypeVar("T")


class DocqaApp(OpeningApp):
    """The screen.

    Args:
        index: the index folder.
        corpus: the folder offered for building where there is no index.
        history: keep conversations, questions and the theme in the user's data folder.
        open_engine: opens the index; another one in tests.
    """

    CSS_PATH = "docqa.tcss"
    TITLE = "docqa"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (TALL, "-tall")]
    DEFAULT_MODE = "ask"
    BINDINGS: ClassVar[list[BindingType]] = [
        *[Binding(key, f"view('{name}')", label, show=False, id=f"view.{name}", priority=True, tooltip=f"Go to {label}") for name, key, label, _ in VIEWS],
        Binding("question_mark,f1", "help", "Help", id="help", tooltip="All keys of this view"),
        Binding("ctrl+p", "command_palette", "Menu", id="palette", tooltip="Everything docqa can do, by name"),
        Binding("ctrl+b", "build", "Build", show=False, id="build", tooltip="Bring the index up to date with the papers"),
        Binding("ctrl+t", "next_theme", "Theme", show=False, id="theme", tooltip="Dark, light, high contrast"),
        Binding("ctrl+c", "interrupt", show=False, id="interrupt", priority=True, tooltip="Copy what is selected; else cancel; twice: quit"),
        Binding("ctrl+q", "quit", "Quit", id="quit", priority=True, tooltip="Quit docqa"),
    ]

    def __init__(self, index: Path, corpus: Path, *, history: bool = True, open_engine: Callable[[Path], Engine] | None = None) -> None:
        super().__init__(index, corpus, Kept(data_folder() if history else None), open_engine)
        self._refused: set[str] = set()
        self._interrupted = 0.0
        self._shown = self._begun = False
        for theme in THEMES:
            self.register_theme(theme)
        chosen = self.kept.setting("theme")
        self.set_reactive(App.theme, chosen if chosen in ORDER else DARK)
        self.stylesheet.set_variables(self.get_css_variables())  # before the first frame, so that nothing is read and styled twice
        for digit in "123456789":  # Esc and a digit that come together open a source; textual takes them for signs of one terminal on macOS
            cast("dict[str, object]", ANSI_SEQUENCES_KEYS).pop(f"\x1b{digit}", None)
        self._ask = AskScreen()
        self.add_mode("ask", lambda: self._ask)
        for name, *_ in VIEWS[1:]:
            self.add_mode(name, self._view_maker(name))

    @staticmethod
    def _view_maker(name: str) -> Callable[[], Screen[None]]:
        def make() -> Screen[None]:
            from docqa.tui.views import make_view  # views are imported when they are first looked at

            return make_view(name)

        return make

    def on_mount(self) -> None:
        """From now on there is something to be shown."""
        self._shown = True
        if not self.is_web and not self.is_headless:
            self._leave_on_signals()

    def refresh_css(self, animate: bool = True) -> None:
        """Read the style sheet again and style everything; before the first frame it has just been read, and nothing is there to be styled."""
        if self._shown:
            super().refresh_css(animate)

    def post_display_hook(self) -> None:
        """Once the first frame is on the terminal, everything else begins: the reader, the papers, the engine."""
        if self._shown and not self._begun and self._ask.line.area.size.width:
            self._begun = True
            gc.freeze()  # what is there now stays; looking through it again and again would only make keys wait
            gc.enable()
            self._ask.mount_reader()
            self.start_opening()

    def _leave_on_signals(self) -> None:
        """A closed terminal, a kill or an interrupt leaves as Ctrl+Q does: what is kept is whole, the terminal clean."""
        loop = asyncio.get_running_loop()
        for name in ("SIGINT", "SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)
            with contextlib.suppress(NotImplementedError):  # Windows has no such handlers
                if number is not None:
                    loop.add_signal_handler(number, self.exit, 128 + number)

    # --------------------------------------------------------------------------------------------- what views ask for

    async def action_view(self, name: str) -> None:
        """Go to a view."""
        while len(self.screen_stack) > 1:
            self.pop_screen()
        await self.switch_mode(name)

    async def ask_there(self, message: AskThis) -> None:
        """Go to the view to ask in and ask there."""
        await self.action_view("ask")
        await self._ask.ask_this(message)

    async def limit_to(self, meeting: str) -> None:
        """Go to the view to ask in, limited to a meeting ("BODY/DATE") or a body ("BODY/")."""
        from docqa.records import Filters

        body, _, date = meeting.rpartition("/")
        await self.action_view("ask")
        await self._ask.set_filters(Filters(body=body, from_date=date or None, to_date=date or None))
        self._ask.action_ask()

    async def new_conversation(self) -> None:
        """Begin a new conversation."""
        await self.action_view("ask")
        await self._ask.action_new()

    def export_current(self) -> None:
        """Export the conversation that is open."""
        self._ask.action_export()

    async def reopen(self, conversation: str) -> None:
        """Go on with a kept conversation."""
        await self.action_view("ask")
        await self._ask.reopen(conversation)

    async def show_timeline(self, topic: str) -> None:
        """Go to the timeline of a topic."""
        from docqa.tui.timeline import TimelineScreen

        await self.action_view("timeline")
        if isinstance(self.screen, TimelineScreen):
            self.screen.show_topic(topic)

    def show_thing(self, id_: str) -> None:
        """Show a decision, an item or a paper with its links."""
        from docqa.tui.thing_view import ThingScreen

        self.push_screen(ThingScreen(id_))

    def copy(self, text: str, what: str) -> None:
        """Copy a text, and say so."""
        self.copy_to_clipboard(text)
        self.notify(f"{what} copied: {shorten(text, 60)}", timeout=4, markup=False)

    def keep(self, act: Callable[[Kept], T]) -> T | None:
        """Keep something; a full disk is said once and takes nothing else with it."""
        try:
            return act(self.kept)
        except OSError as error:
            reason = error.strerror or str(error)
            if reason not in self._refused:
                self._refused.add(reason)
                self.notify(f"Nothing can be kept in {self.kept.folder}: {reason}.", severity="warning", timeout=8, markup=False)
            return None

    def open_paper(self, document: str, page: int | None) -> None:
        """Open a document in the system's viewer, or send it to the browser.

        Raises:
            UsageError: the file is gone, or nothing opens it.
        """
        from docqa.tui.viewer import open_file

        if self.papers is None:
            return
        file = self.papers.file(document)
        if self.is_web and file.is_file():
            self.deliver_binary(file)
        else:
            open_file(file, page)
            self.notify(f"Opened {document}{f' at page {page}' if page else ''}.", timeout=3, markup=False)

    def export_conversation(self, title: str, turns: list[KeptTurn]) -> None:
        """Write a conversation to a file, Markdown or plain text by its ending."""
        from docqa.tui.export import file_name, markdown, plain

        self.save_as(file_name(title), lambda ending: plain(title, turns) if ending == ".txt" else markdown(title, turns), "Export as .md or .txt")

    def save_as(self, name: str, text: Callable[[str], str], title: str) -> None:
        """Ask for a file name and write a text to it; ``text`` gets the ending of the name."""
        from docqa.tui.saving import save_as

        save_as(self, name, text, title)

    async def offer(self, text: Content, kind: str) -> None:
        """Say in the view to ask in that no index can be used."""
        await self._ask.conversation.say(text, kind=kind)

    async def withdraw_offer(self) -> None:
        """Take that away again."""
        await self._ask.conversation.query("Conversation > .offer, Conversation > .failure").remove()

    # ------------------------------------------------------------------------------------------------------- actions

    def action_help(self) -> None:
        """Show the keys of the view."""
        from docqa.tui.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(self.screen))

    def action_next_theme(self) -> None:
        """Dark, light, high contrast."""
        self.set_theme(ORDER[(ORDER.index(self.theme) + 1) % len(ORDER)] if self.theme in ORDER else DARK)

    def set_theme(self, name: str) -> None:
        """Use a theme, also the next time."""
        self.theme = name
        self.keep(lambda kept: kept.set_setting("theme", name))

    def action_interrupt(self) -> None:
        """Copy what is selected; else cancel a running question; a second time, quit."""
        from time import monotonic

        selected = self.screen.get_selected_text()
        if selected:
            self.copy_to_clipboard(selected)
            self.screen.clear_selection()
            return
        if monotonic() - self._interrupted < 2.0:
            self.exit(130)
            return
        self._interrupted = monotonic()
        if isinstance(self.screen, AskScreen) and self.screen.busy:
            self.screen.action_back()
        self.notify("Press Ctrl+C again to quit.", timeout=2)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Everything there is, for the palette."""
        from docqa.tui.palette import commands

        return commands(self, screen)
