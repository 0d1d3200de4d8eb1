"""Conversations and citations as text to take along: Markdown with footnotes, plain text, one footnote. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from docqa.answer.naming import spoken_date
from docqa.answer.render import place
from docqa.answer.shown import shown
from docqa.records import Answer, Citation, Decision, Resolution
from docqa.text import one_line, printable, shorten, slug
from docqa.tui.kept import KeptTurn

_MARK = re.compile(r"\[(\d+)\]")
_QUOTE_CHARS = 400  # of a quote in a footnote


def footnote(citation: Citation) -> str:
    """A citation as one line to paste under a text."""
    return f"“{shorten(shown(citation.quote), _QUOTE_CHARS)}” {place(citation)}"


def decision_footnote(decision: Decision) -> str:
    """A decision as one line to paste under a text."""
    return f"“{shorten(decision.text, _QUOTE_CHARS)}” {decision_place(decision)}"


def decision_place(decision: Decision | Resolution) -> str:
    """Where a decision stands, in words."""
    d = decision
    told = [d.body or "", spoken_date(d.meeting_date) if d.meeting_date else "", f"minute {d.minute}" if d.minute else "", f"p. {d.page}" if d.page else "", d.document]
    return printable(", ".join(t for t in told if t))


def file_name(title: str, ending: str = "md") -> str:
    """A file name made of a title."""
    return f"docqa-{slug(title) or 'conversation'}.{ending}"


def markdown(title: str, turns: Sequence[KeptTurn]) -> str:
    """A conversation as Markdown; every mark is a footnote, numbered through the whole text."""
    lines = [f"# {escaped(title)}", ""]
    notes: list[str] = []
    for turn in turns:
        answer = turn.answer
        first = len(notes)
        lines += [f"## {escaped(turn.question)}", ""]
        if told := _filters(turn):
            lines += [f"*{escaped(told)}*", ""]
        lines += _answer_lines(answer, first)
        if answer.resolutions:
            lines += ["**Resolutions**", ""]
            for r in answer.resolutions:
                state = f" [{r.outcome}]" if r.outcome != "carried" else ""
                lines.append(f"- {escaped(decision_place(r))} ({r.relation}){state}: {escaped(one_line(r.text))}")
            lines.append("")
        lines += [f"> {escaped(n)}\n" for n in _notes(answer)]
        notes += [f"[^{first + c.mark}]: {escaped(footnote(c))}" for c in answer.citations]
    return "\n".join([*lines, *notes]).rstrip() + "\n"


def _answer_lines(answer: Answer, first: int) -> list[str]:
    if answer.status == "error":
        return [f"No answer: {escaped(answer.error or 'error')}", ""]
    lines = []
    for line in printable(answer.answer).splitlines():
        lines += [_MARK.sub(lambda m: f"[^{first + int(m[1])}]", _escaped_but_marks(line)), ""]
    cited = {int(m) for m in _MARK.findall(answer.answer)}
    more = [c.mark for c in answer.citations if c.mark not in cited]
    if more:
        label = "Nearest passages" if answer.status == "not_found" else "See also"
        lines += [f"{label}: " + " ".join(f"[^{first + m}]" for m in more), ""]
    return lines


def plain(title: str, turns: Sequence[KeptTurn]) -> str:
    """A conversation as plain text."""
    lines = [one_line(title), "=" * min(len(one_line(title)), 78), ""]
    for turn in turns:
        answer = turn.answer
        lines += [f"Q: {printable(turn.question)}", ""]
        if told := _filters(turn):
            lines += [told, ""]
        lines += [printable(answer.answer) if answer.status != "error" else f"No answer: {answer.error}", ""]
        lines += [f"[{c.mark}] {footnote(c)}" for c in answer.citations]
        if answer.resolutions:
            lines += ["", "Resolutions:", *(f"- {decision_place(r)} ({r.relation}): {one_line(r.text)}" for r in answer.resolutions)]
        lines += ["", *(f"Note: {n}" for n in _notes(answer)), ""]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).rstrip() + "\n"


def _notes(answer: Answer) -> list[str]:
    conflicts = [f"The papers disagree about {one_line(c.about)}: {', '.join(f'[{m}]' for m in c.citations)}" for c in answer.conflicts]
    return [*(one_line(n) for n in answer.notices), *conflicts]


def _filters(turn: KeptTurn) -> str:
    f = turn.filters
    told = [f.body, f"from {f.from_date}" if f.from_date else "", f"to {f.to_date}" if f.to_date else "", f.kind, f"minute {f.minute}" if f.minute else "", f.access]
    kept = [one_line(t) for t in told if t]
    return f"Limited to: {', '.join(kept)}" if kept else ""


def escaped(text: str) -> str:
    """Text on one line in which Markdown sees no markup."""
    return re.sub(r"([\\`*_\[\]<>#|~])", r"\\\1", one_line(text))


def _escaped_but_marks(line: str) -> str:
    pieces = re.split(r"(\s*\[\d+\]\s*)", line)
    return "".join(p if n % 2 else escaped(p) for n, p in enumerate(pieces))
