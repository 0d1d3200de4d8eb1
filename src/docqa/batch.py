"""Questions in a file -> answers in a file, one JSON object a line, in input order. What scripts use.

A line that cannot be read becomes an answer with status "error"; nothing stops the rest. With ``resume`` answers already in the output are kept.
"""

from __future__ import annotations

import csv
import io
import itertools
import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TextIO

from docqa.errors import DocqaError, UsageError
from docqa.records import Answer, Filters, to_json

MOST_QUESTION_CHARS = 1_000_000  # of one line; longer ones are an error line, not a crash
_FILTER_NAMES = {"body": "body", "from": "from_date", "to": "to_date", "kind": "kind", "minute": "minute", "access": "access"}


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of a batch, or what is wrong with its line."""

    id: str
    question: str
    filters: Filters = Filters()
    error: str | None = None


def read_questions(text: str, name: str = "") -> list[Asked]:
    """Questions of a JSONL file, a CSV file with a ``question`` column, or a file with one question a line.

    Raises:
        UsageError: a CSV file has no ``question`` column.
    """
    return [asked for asked, _ in read_rows(text, name)]


def read_rows(text: str, name: str = "") -> list[tuple[Asked, Mapping[str, Any]]]:
    """The same, each with everything that its line holds: the JSON object or the row of the table; empty where there is no more than a question.

    Raises:
        UsageError: a CSV file has no ``question`` column.
    """
    lines = text.lstrip("\ufeff").split("\n")  # not splitlines: JSON may hold U+2028 and the like inside a string
    if name.lower().endswith(".csv"):
        return list(_from_csv(text.lstrip("\ufeff"), name))
    as_json = name.lower().endswith((".jsonl", ".ndjson", ".json")) or next((line.lstrip()[:1] == "{" for line in lines if line.strip()), False)
    rows: list[tuple[Asked, Mapping[str, Any]]] = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            rows.append(_from_json(line, number) if as_json else (Asked(str(number), line.strip()), {}))
    return rows


def _from_json(line: str, number: int) -> tuple[Asked, Mapping[str, Any]]:
    id_ = f"line-{number}"
    if len(line) > MOST_QUESTION_CHARS:
        return Asked(id_, "", error=f"line {number} has {len(line)} characters, more than {MOST_QUESTION_CHARS}"), {}
    try:
        value = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        return Asked(id_, "", error=f"line {number} is not JSON: {error}"), {}
    if not isinstance(value, dict):
        return Asked(id_, "", error=f"line {number} is not a JSON object"), {}
    id_ = str(value.get("id") if value.get("id") is not None else number)
    question = value.get("question")
    if not isinstance(question, str) or not question.strip():
        return Asked(id_, "", error=f"line {number} has no question: expected a text under the key 'question'"), value
    try:
        return Asked(id_, question, filters_from(value.get("filters") or {})), value
    except UsageError as error:
        return Asked(id_, question, error=f"line {number}: {error.message}"), value


def _from_csv(text: str, name: str) -> Iterator[tuple[Asked, Mapping[str, Any]]]:
    csv.field_size_limit(MOST_QUESTION_CHARS)
    table = csv.DictReader(io.StringIO(text))
    if "question" not in (table.fieldnames or []):
        raise UsageError(f"{name} has no column 'question'", hint=f"Its first line names: {', '.join(table.fieldnames or ['nothing'])}", code="bad-questions")
    for number in itertools.count(1):
        try:
            row = next(table)
        except StopIteration:
            return
        except csv.Error as error:  # a cell beyond the limit; what stands below it is read on
            yield Asked(f"row-{number}", "", error=f"row {number} cannot be read: {error}"), {}
            continue
        id_ = row.get("id") or str(number)
        question = (row.get("question") or "").strip()
        if not question:
            yield Asked(id_, "", error=f"row {number} has no question"), row
            continue
        try:
            yield Asked(id_, question, filters_from({k: row[k] for k in _FILTER_NAMES if row.get(k)})), row
        except UsageError as error:
            yield Asked(id_, question, error=f"row {number}: {error.message}"), row


def filters_from(table: Any) -> Filters:
    """Filters from the outside names: body, from, to, kind, minute, access.

    Raises:
        UsageError: an unknown name, a value that is no text, or a date that is none.
    """
    if not isinstance(table, dict):
        raise UsageError("filters must be an object", hint='For example {"body": "Cabinet", "from": "2024-01-01"}', code="bad-filter")
    values: dict[str, str] = {}
    for name, value in table.items():
        if name not in _FILTER_NAMES:
            raise UsageError(f"unknown filter {name!r}", hint=f"Filters are: {', '.join(_FILTER_NAMES)}", code="bad-filter")
        if value is None or value == "":
            continue
        if not isinstance(value, (str, int)):
            raise UsageError(f"filter {name!r} must be a text", hint="", code="bad-filter")
        values[_FILTER_NAMES[name]] = iso_date(str(value), name) if name in ("from", "to") else str(value)
    return Filters(**values)


def iso_date(text: str, name: str) -> str:
    """A date as a person types it (2024-03-01, 2024-03, 2024, 1 March 2024) as an ISO date; the first or last day where it is short.

    Raises:
        UsageError: it is no date.
    """
    import calendar
    import re

    from docqa.council.dates import find_dates

    short = re.fullmatch(r"\s*(\d{4})(?:-(\d{1,2}))?\s*", text)
    if short and (short[2] is None or 1 <= int(short[2]) <= 12):
        year, month = int(short[1]), int(short[2] or (1 if name == "from" else 12))
        day = 1 if name == "from" else calendar.monthrange(year, month)[1]
        return f"{year:04d}-{month:02d}-{day:02d}"
    found = find_dates(text)
    if not found:
        raise UsageError(f"{name} is {text!r}, which is no date", hint="Write it as 2024-03-01.", code="bad-date")
    return found[0].iso


def answer_line(answer: Answer) -> str:
    """One answer as a line of JSON."""
    return json.dumps(to_json(answer), ensure_ascii=False)


def failed(asked: Asked, message: str) -> Answer:
    """The answer that says what went wrong with a question."""
    return Answer(asked.id, asked.question[:2000], "error", "", 0.0, "passages", error=message)


def run_batch(
    asked: Sequence[Asked],
    ask: Callable[[str, Filters], Answer],
    out: TextIO,
    *,
    done: Sequence[str] = (),
    progress: Callable[[int, int], None] | None = None,
    as_csv: bool = False,
    jobs: int = 1,
) -> dict[str, int]:
    """Answer every question and write it at once, in input order; questions whose id is in ``done`` are left out.

    Args:
        ask: answers one question; with ``jobs`` above 1 it is called from that many threads.

    Returns:
        How many answers there are of each status.
    """
    counts = {"answered": 0, "not_found": 0, "error": 0}
    skip = set(done)
    table = csv.writer(out) if as_csv else None
    if table and not done:
        table.writerow(["id", "question", "status", "answer", "confidence", "document", "page", "body", "meeting_date", "minute", "quote", "error"])
    todo = [one for one in asked if one.id not in skip]
    with ThreadPoolExecutor(max_workers=jobs) as pool:
        answers = pool.map(lambda one: answered(one, ask), todo) if jobs > 1 else (answered(one, ask) for one in todo)
        for n, answer in enumerate(answers, len(asked) - len(todo) + 1):
            counts[answer.status] += 1
            if table:
                table.writerow(_csv_row(answer))
            else:
                out.write(answer_line(answer) + "\n")
            out.flush()
            if progress:
                progress(n, len(asked))
    return counts


def answered(one: Asked, ask: Callable[[str, Filters], Answer]) -> Answer:
    """The answer to one question under its id; what is wrong with its line, or with asking it, is an answer too."""
    if one.error:
        return failed(one, one.error)
    try:
        return replace(ask(one.question, one.filters), id=one.id)
    except DocqaError as error:
        return failed(one, error.message)


def _csv_row(answer: Answer) -> list[Any]:
    first = answer.citations[0] if answer.citations else None
    place = [first.document, first.page, first.body, first.meeting_date, first.minute, first.quote] if first else [""] * 6
    return [answer.id, answer.question, answer.status, answer.answer, answer.confidence, *place, answer.error or ""]


def finished_ids(path: Path) -> list[str]:
    """Ids of the answers already in an output file; a last line that was cut off is removed from the file."""
    if not path.is_file():
        return []
    ids: list[str] = []
    good = 0
    with path.open("rb") as file:
        for line in file:
            try:
                ids.append(str(json.loads(line)["id"]))
            except (ValueError, KeyError, TypeError):
                break
            good += len(line)
    if good < path.stat().st_size:
        os.truncate(path, good)
    return ids


def with_ids_unique(asked: Sequence[Asked]) -> list[Asked]:
    """The questions, with ids that occur twice made different, so that ``resume`` can tell them apart."""
    seen: dict[str, int] = {}
    out = []
    for one in asked:
        seen[one.id] = seen.get(one.id, 0) + 1
        out.append(one if seen[one.id] == 1 else replace(one, id=f"{one.id}~{seen[one.id]}"))
    return out


