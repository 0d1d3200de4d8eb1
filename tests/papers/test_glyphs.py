"""Text of fonts without a Unicode map."""

from __future__ import annotations

from docqa.papers.glyphs import Letter, looks_garbled, repaired_runs


def _letters(*words: tuple[str, str]) -> list[Letter]:
    """Letters of ``words`` (text, font), ten points wide, with a gap of four between words."""
    out: list[Letter] = []
    x = 0.0
    for text, font in words:
        for letter in text:
            out.append((letter, font, (x, 0.0, x + 10.0, 20.0)))
            x += 10.0
        x += 4.0
        out.append((" ", "", (0.0, 0.0, 0.0, 0.0)))
    return out


def _text(letters: list[Letter]) -> str:
    return " ".join(cell for row in repaired_runs(letters) for cell, _, _ in row.cells)


def test_a_font_of_glyph_numbers_is_turned_into_letters() -> None:
    assert _text(_letters(("7KH", "Body"), ("FRPPLWWHH", "Body"), ("DJUHHG", "Body"))) == "The committee agreed"


def test_two_fonts_of_one_name_only_one_of_which_has_a_map() -> None:
    words = ["The", "firm", "in", "the", "town", "that", "is", "to", "take", "on", "the", "management", "of", "the"]
    line = _letters(*((w, "Body") for w in words), ("&RXQFLO¶V", "Body"), ("DSSRLQWPHQW", "Body"), ("INTEREST", "Body"))
    assert _text(line) == " ".join(words) + " Council’s appointment INTEREST"


def test_capitals_and_references_stay() -> None:
    line = _letters(*((w, "Body") for w in ["REPORT", "OF", "THE", "DIRECTOR", "FUL/2023/0145", "25/00388/HOU,", "SAFEGUARDING", "REFERRALS", "AND", "XWLQJ47", "IN", "EVIDENCE"]))
    assert _text(line) == "REPORT OF THE DIRECTOR FUL/2023/0145 25/00388/HOU, SAFEGUARDING REFERRALS AND XWLQJ47 IN EVIDENCE"


def test_a_page_with_one_garbled_word_is_worth_a_look() -> None:
    page = "The Clerk told the meeting of the pension of the former caretaker and of the lease. " * 40
    assert not looks_garbled(page)
    assert looks_garbled(page + "&RXQFLO¶V")
    assert looks_garbled(page + "EHNLQGWRWKHQDWLRQIRUWKH4XHHQ¶V")
