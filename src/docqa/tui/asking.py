"""What a worker does with a question: answer it, say what was understood, look up the resolutions. Runs in threads; touches no widget."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from docqa.errors import DocqaError
from docqa.records import Answer, Citation, Filters
from docqa.text import STOP_WORDS, words
from docqa.tui.engine import Locked
from docqa.tui.kept import Kept, SavedQuestion, asked_again
from docqa.tui.messages import Details, Understanding
from docqa.tui.papers import Papers, Place

if TYPE_CHECKING:
    from docqa.answer.question import Period, Understood


def answered(engine: Locked, papers: Papers | None, question: str, filters: Filters, history: Sequence[Answer]) -> tuple[Answer, tuple[Understanding, ...], Details]:
    """The answer, what was understood and the details of its resolutions; an error is an answer too."""
    try:
        answer = engine.ask(question, filters, history)
        understood = understandings(question, engine.understood(question))
        return answer, understood, details(papers, answer)
    except DocqaError as error:
        return Answer(None, question, "error", "", 0.0, "passages", error=f"{error.message}. {error.hint}".strip()), (), {}


def details(papers: Papers | None, answer: Answer) -> Details:
    """The decisions and links behind the resolutions of an answer."""
    if papers is None or not answer.resolutions:
        return {}
    found = papers.decisions([r.id for r in answer.resolutions])
    return {id_: (decision, tuple(papers.links(id_))) for id_, decision in found.items()}


def understandings(question: str, understood: Understood) -> tuple[Understanding, ...]:
    """What was understood, each with the words it hangs on."""
    found = []
    for period in understood.periods:
        guess = "" if period.certain else f" ({_taken_for(period)}?)"
        found.append(Understanding(f"{period.words.strip()}{guess}", (period.words,)))
    for body in understood.bodies:
        found.append(Understanding(body, words_for_body(question, body)))
    if understood.minute:
        named = re.search(rf"\b\w+\.?\s+(?:no\.?\s*|number\s+)?{re.escape(understood.minute)}\b", question, re.I)
        found.append(Understanding(f"minute {understood.minute}", (named.group() if named else understood.minute,)))
    for definition in understood.expansions:
        found.append(Understanding(f"{definition.acronym} = {definition.meaning}", ()))
    return tuple(found)


def _taken_for(period: Period) -> str:
    """The time that words were taken for: "2026", "2025-10", "2025-09 to 2025-11"."""
    first, last = period.first, period.last
    if first[5:] == "01-01" and last[5:] == "12-31" and first[:4] == last[:4]:
        return first[:4]
    return first[:7] if first[:7] == last[:7] else f"{first[:7]} to {last[:7]}"


def words_for_body(question: str, body: str) -> tuple[str, ...]:
    """The words of a question by which a body was recognised: its name, its initials, or words of its name."""
    from docqa.register import initials

    if body.lower() in question.lower():
        return (body,)
    short = re.search(rf"\b{re.escape(initials(body))}\b", question, re.I) if len(initials(body)) >= 3 else None
    if short:
        return (short.group(),)
    return tuple(w for w in re.findall(r"[\w'-]+", question) if w.lower() in words(body) and w.lower() not in STOP_WORDS)


def place_of_citation(citation: Citation, answer: Answer) -> Place:
    """Where a citation stands, and which of its sentences the answer quotes."""
    from docqa.tui.plain import short_place

    c = citation
    label = f"[{c.mark}] " + short_place(c.body, c.title, c.meeting_date, c.minute, c.page, c.printed_page, c.estimated)
    said = tuple(re.findall(rf"“([^”]+)”(?: \([^\n]*\))? \[{c.mark}\]", answer.answer))
    return Place(c.document, c.page, c.start, c.end, label, c, banner_for(c.access, c.draft), said)


def banner_for(access: str, draft: bool) -> str:
    """What is to be said beside text of this kind."""
    told = []
    if access == "private_session":
        told.append("Considered with the press and public excluded: check with Democratic Services before sharing.")
    elif access in ("exempt", "confidential"):
        told.append("Not for publication: do not share.")
    if draft:
        told.append("Draft minutes, not yet approved.")
    return " ".join(told)


def ask_saved(engine: Locked, kept: Kept, index: str, generation: str) -> list[SavedQuestion]:
    """Ask the saved questions that were not yet asked of this generation, and keep what came of them."""
    asked = []
    for question in kept.questions():
        if question.index != index or question.generation == generation:
            continue
        try:
            again = asked_again(question, engine.quoted(question.question, question.filters), generation)
            kept.save_question(again)
        except (DocqaError, OSError):
            continue  # it stays as it was, and is asked again the next time
        asked.append(again)
    return asked
