"""A sentence of a paper as an answer shows it: on one line, without converters' marks and the formula that items open with. Pure."""

from __future__ import annotations

import re
from html import unescape

from docqa.text import one_line

_FORMULA = re.compile(
    r"(?:(?:to )?(?:consider\w*|receive|discuss\w*|approve|review)\b[\s,]*(?:(?:and|or|of|to|possible|vote|action|approval|adoption|denial|amendment|revision|on|regarding|for|consider|consideration|discuss|approve|note|receive|review)\b[\s,]*)*)?",
    re.I,
)
_LETTER = re.compile(r"(?:\(?[a-z]{1,2}[.)]|\d{1,2}[.)])\s+(?:[A-Z]{4,}(?: [A-Z]+)?\s*:\s*)?")
_LONG_FORMULA = 7
_TAGS = re.compile(r"</?(?:p|br|b|i|em|strong|ul|ol|li|td|tr|th|span|div)\b[^<>]*>", re.I)  # left in by converters
_IMAGE = re.compile(r"!\[[^\]]*\]\([^)\s]*\)")
_LINK = re.compile(r"\[([^\]\[]+)\]\([^)\s]*\)")
_MARKS = re.compile(r"^[ ]*(?:#{1,6}\s+|>\s+|[x\uf000-\uf0ff]\s+(?=[A-Z]))+", re.M)  # of headings and quotes in Markdown; a bullet whose font is lost
_ESCAPED = re.compile(r"\\([-.*_#+!()\[\]])")  # in Markdown, before the full stop of "10. Correspondence"
_SPACED_PENCE = re.compile(r"(?<=[£$€])(\d[\d,]*)\. (\d\d)(?!\d)")  # "£426. 46"
_HYPHENS = str.maketrans("\u2010\u2011", "--")


def said(text: str) -> str:
    """A sentence as an answer quotes it: without the formula that it opens with, where that is long, and with a mark in its place."""
    line = shown(text)
    number, formula, rest = opened(line)
    return f"{number}… {rest}" if rest and len(formula.split()) >= _LONG_FORMULA else line


def opened(line: str) -> tuple[str, str, str]:
    """A sentence in three: its number or letter, the formula that an agenda opens items with, and what the item is about."""
    lettered = _LETTER.match(line)
    at = lettered.end() if lettered else 0
    formula = _FORMULA.match(line, at)
    end = formula.end() if formula else at
    return line[:at], line[at:end], line[end:]


def shown(text: str) -> str:
    """A quote on one line, table cells separated by bars, converters' emphasis marks left out, typographers' hyphens as the one that people type."""
    plain = _MARKS.sub("", _LINK.sub(r"\1", _IMAGE.sub(" ", _TAGS.sub(" ", text))))
    return _SPACED_PENCE.sub(r"\1.\2", one_line(_ESCAPED.sub(r"\1", unescape(plain).replace("\t", " | ").replace("**", "")).translate(_HYPHENS).strip("-*• |")))
