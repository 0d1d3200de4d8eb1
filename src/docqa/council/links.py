"""Links between the things of the record, over a whole register."""

from __future__ import annotations

from docqa.register import Register


def link_register(register: Register) -> None:
    """Nothing yet."""
