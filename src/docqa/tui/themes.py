"""The themes: dark, light, high contrast."""

from __future__ import annotations

from textual.theme import Theme

DARK, LIGHT, CONTRAST = "docqa-dark", "docqa-light", "docqa-contrast"

THEMES = (
    Theme(
        name=DARK, primary="#5b9bd5", secondary="#7aa6c2", accent="#e0b050", warning="#e0a030", error="#e06c6c", success="#7fb77e",
        background="#14181d", surface="#1b2027", panel="#232a33", foreground="#dde3ea", dark=True,
        variables={"footer-key-foreground": "#e0b050", "input-selection-background": "#5b9bd5 40%"},
    ),
    Theme(
        name=LIGHT, primary="#1f5f99", secondary="#4a6b85", accent="#8a4b00", warning="#8a5a00", error="#a32020", success="#2c6b2f",
        background="#fbfaf7", surface="#f2f0ea", panel="#e6e2d8", foreground="#1d2228", dark=False,
        variables={"footer-key-foreground": "#8a4b00"},
    ),
    Theme(
        name=CONTRAST, primary="#00ffff", secondary="#ffffff", accent="#ffff00", warning="#ffff00", error="#ff8080", success="#00ff00",
        background="#000000", surface="#000000", panel="#000000", foreground="#ffffff", dark=True, text_alpha=1.0,
        variables={
            "footer-background": "#000000", "footer-key-foreground": "#ffff00", "border": "#ffffff", "block-cursor-background": "#ffff00",
            "block-cursor-foreground": "#000000", "text-muted": "#ffffff", "scrollbar": "#ffffff",
        },
    ),
)  # fmt: skip
ORDER = (DARK, LIGHT, CONTRAST)
