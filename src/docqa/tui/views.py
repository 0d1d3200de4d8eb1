"""The views by name; each is imported when it is first looked at."""

from __future__ import annotations

from importlib import import_module
from typing import cast

from docqa.tui.desk import DeskScreen

_VIEWS = {
    "meetings": "meetings.MeetingsScreen",
    "decisions": "decisions.DecisionsScreen",
    "followups": "followups.FollowupsScreen",
    "timeline": "timeline.TimelineScreen",
    "glossary": "glossary.GlossaryScreen",
    "coverage": "coverage.CoverageScreen",
    "kept": "kept_view.KeptScreen",
}


def make_view(name: str) -> DeskScreen:
    """A view by its name in VIEWS."""
    module, _, kind = _VIEWS[name].partition(".")
    return cast("DeskScreen", getattr(import_module(f"docqa.tui.{module}"), kind)())
