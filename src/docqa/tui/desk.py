"""What all views share: the bars, the way to the app's state, where a place or a thing is opened."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, cast

from textual import on
from textual.app import ComposeResult
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Footer

from docqa.tui.bars import StatusLine, ViewBar
from docqa.tui.messages import PlaceChosen, ThingChosen

if TYPE_CHECKING:
    from docqa.tui.app import DocqaApp
    from docqa.tui.papers import Place

WIDE = 110  # columns from which a panel stands beside the main one
TALL = 20  # lines from which a panel stands below it on a narrow terminal


class DeskScreen(Screen[None]):
    """A view. ``name`` is its name in VIEWS."""

    VIEW = ""

    @property
    def desk(self) -> DocqaApp:
        """The app, which owns the papers, the engine and what is kept."""
        return cast("DocqaApp", self.app)

    @property
    def wide(self) -> bool:
        """True where a panel has room beside the main one."""
        return self.app.size.width >= WIDE

    def compose(self) -> ComposeResult:
        width, height = self.app.size
        for name, holds in (("-narrow", width < WIDE), ("-wide", width >= WIDE), ("-short", height < TALL), ("-tall", height >= TALL)):
            self.set_class(holds, name)  # before anything is in it: as a change of size, it would have all styled twice
        yield ViewBar(self.VIEW)
        yield from self.compose_view()
        yield StatusLine()
        yield Footer(show_command_palette=False, compact=True)

    def compose_view(self) -> Iterable[Widget]:
        """The widgets between the bars."""
        return ()

    def papers_changed(self) -> None:
        """Called when the papers were opened or opened again."""

    def open_place(self, place: Place) -> None:
        """Show a place: over the whole terminal, unless the view has a reader beside it."""
        from docqa.tui.reader import ReaderScreen

        self.app.push_screen(ReaderScreen(place))

    @on(PlaceChosen)
    def _place_chosen(self, message: PlaceChosen) -> None:
        message.stop()
        self.open_place(message.place)

    @on(ThingChosen)
    def _thing_chosen(self, message: ThingChosen) -> None:
        message.stop()
        self.desk.show_thing(message.id)
