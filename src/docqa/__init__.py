"""docqa: cited answers from council papers, on your own machine.

    from docqa import Assistant, build_index
    build_index(["papers"], index="index")
    answer = Assistant.open("index").ask("What did we decide about the leisure centre?")
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docqa.version import VERSION as __version__

__all__ = ["Assistant", "__version__", "build_index"]

if TYPE_CHECKING:
    from docqa.assistant import Assistant
    from docqa.build import build_index


def __getattr__(name: str) -> Any:
    """Load the two entry points only when they are asked for: ``docqa --help`` needs neither."""
    if name == "Assistant":
        from docqa.assistant import Assistant

        return Assistant
    if name == "build_index":
        from docqa.build import build_index

        return build_index
    raise AttributeError(f"module 'docqa' has no attribute {name!r}")
