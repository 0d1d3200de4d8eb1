"""A question file -> questions with what is expected of each; a file of answers -> answers by id. Pure functions over text.

Only the question is needed. What a line expects in a form that cannot be used is left out of it and told; nothing stops the rest.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from docqa.batch import Asked, read_rows, with_ids_unique

_TRUE, _FALSE = {"true", "yes", "y", "1"}, {"false", "no", "n", "0"}


@dataclass(frozen=True, slots=True)
class Gold:
    """A question and what is expected of its answer; None where the file does not say."""

    asked: Asked
    kind: str = ""  # the file's "class": "fact", "vote", ...; figures are given for each
    style: str = ""
    answer: str = ""  # one right wording, for people to read
    patterns: tuple[str, ...] | None = None  # regular expressions that a right answer matches, all of them
    evidence: tuple[str, ...] | None = None  # word for word from the papers; quoting one is enough
    resolutions: tuple[str, ...] | None = None  # decisions, word for word, to be listed with the answer
    places: tuple[tuple[str, int | None], ...] = ()  # documents and pages where the evidence stands
    answerable: bool | None = None  # False: the papers do not say


def read_gold(text: str, name: str = "") -> tuple[list[Gold], list[str]]:
    """The questions of a file in its order, and what is wrong with the lines that could not be used, in whole or in part.

    Args:
        text: JSONL, CSV with a ``question`` column, or one question a line.
        name: of the file; one that ends in ".csv" is read as CSV. A cell may hold several texts, one a line or as a JSON list.

    Raises:
        UsageError: a CSV file has no ``question`` column.
    """
    rows = read_rows(text, name)
    table = name.lower().endswith(".csv")
    golds, problems = [], []
    for asked, (_, row) in zip(with_ids_unique([asked for asked, _ in rows]), rows, strict=True):
        if asked.error:
            problems.append(asked.error if asked.question else f"{asked.error}; left out")
        if asked.question:
            gold, faults = _gold(asked, {k: _cell(k, v) for k, v in row.items() if k} if table else row)
            golds.append(gold)
            problems += [f"question {asked.id}: {fault}; taken as not given" for fault in faults]
    return golds, problems


def _gold(asked: Asked, row: Mapping[str, Any]) -> tuple[Gold, list[str]]:
    faults: list[str] = []

    def given(key: str, read: Callable[[Any], Any]) -> Any:
        value = row.get(key)
        if value is None or value == "":
            return None
        try:
            return read(value)
        except ValueError as error:
            faults.append(f"{key} {error}")
            return None

    patterns, evidence = given("answer_patterns", _texts), given("evidence", _texts)
    documents, pages = given("documents", _texts) or given("document", _texts), given("pages", _pages) or given("page", _pages)
    answerable = given("answerable", _yes_or_no)
    if answerable is None and (patterns or evidence):
        answerable = True
    places = tuple(zip(documents or (), pages or (), strict=False))
    words = {key: str(row.get(key) or "") for key in ("class", "style", "answer")}
    gold = Gold(asked, words["class"], words["style"], words["answer"], patterns, evidence, given("resolutions", _texts), places, answerable)
    return gold, faults


def _texts(value: Any) -> tuple[str, ...]:
    texts = [value] if isinstance(value, str) else value
    if not isinstance(texts, list) or not all(isinstance(t, str) for t in texts):
        raise ValueError("is not a list of texts")
    return tuple(texts)


def _pages(value: Any) -> tuple[int | None, ...]:
    pages = value if isinstance(value, list) else [value]
    if not all(p is None or (isinstance(p, int) and not isinstance(p, bool)) or (isinstance(p, str) and p.strip().isdecimal()) for p in pages):
        raise ValueError("is not a list of page numbers")
    return tuple(None if p is None else int(p) for p in pages)


def _yes_or_no(value: Any) -> bool:
    word = str(value).strip().lower()
    if word not in _TRUE | _FALSE:
        raise ValueError("is neither true nor false")
    return word in _TRUE


def _cell(key: str, value: Any) -> Any:
    """A cell of a table as JSON would have it: what may be several becomes a list."""
    if key not in ("answer_patterns", "evidence", "resolutions", "documents", "document", "pages", "page") or not isinstance(value, str):
        return value
    if value.lstrip().startswith("["):
        try:
            return json.loads(value)
        except ValueError:
            pass  # a pattern may well begin so: "[Ll]amp"
    between = r"[\n;,]" if key in ("pages", "page") else r"[\n;]" if key in ("documents", "document") else r"\n"
    return [piece.strip() for piece in re.split(between, value) if piece.strip()] or None


def read_answers(text: str) -> tuple[dict[str, dict[str, Any]], list[str]]:
    """Answers by id from JSONL as ``docqa batch`` writes it, the last of an id where it is there twice; and what is wrong with other lines."""
    answers: dict[str, dict[str, Any]] = {}
    problems = []
    for number, line in enumerate(text.lstrip("\ufeff").split("\n"), 1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError) as error:
            problems.append(f"answers, line {number} is not JSON: {error}; left out")
            continue
        if not isinstance(value, dict) or value.get("id") is None:
            problems.append(f"answers, line {number} is not an object with an id; left out")
            continue
        answers[str(value["id"])] = _answer(value)
    return answers, problems


def _answer(value: dict[str, Any]) -> dict[str, Any]:
    """An answer of some system or other with what is read later in the form it is read in."""
    known: dict[str, Any] = dict(value)
    for key in ("citations", "resolutions"):
        known[key] = [x for x in value[key] if isinstance(x, dict)] if isinstance(value.get(key), list) else []
    for key in ("status", "answer"):
        known[key] = value[key] if isinstance(value.get(key), str) else ""
    for key in ("confidence", "elapsed_ms"):
        known[key] = value[key] if isinstance(value.get(key), (int, float)) and not isinstance(value[key], bool) else None
    for citation in known["citations"]:
        citation.update({key: citation[key] if isinstance(citation.get(key), str) else "" for key in ("quote", "document")})
    for resolution in known["resolutions"]:
        resolution["text"] = resolution["text"] if isinstance(resolution.get("text"), str) else ""
    return known
