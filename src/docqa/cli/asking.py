"""Commands that need the whole index: ask, search, batch."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from docqa.cli.options import NOTHING_FOUND, AddCommand, endpoint_options, filter_options, filters_of, index_option, positive, print_json, settings_of
from docqa.errors import UsageError

if TYPE_CHECKING:
    from docqa.records import Answer, Filters


def add_to(add: AddCommand) -> None:
    """Add these commands to the parser."""
    ask = add("ask", "answer one question with citations", _ask)
    ask.add_argument("question", help='the question, in quotes; "-" reads it from standard input')
    index_option(ask)
    filter_options(ask)
    endpoint_options(ask)
    ask.add_argument("--json", action="store_true", help="print the answer as JSON")
    ask.add_argument("--strict", action="store_true", help="exit with 6 where nothing is found")

    search = add("search", "list the nearest passages, not an answer", _search)
    search.add_argument("words", nargs="+", help="what to look for")
    index_option(search)
    filter_options(search)
    search.add_argument("-k", type=positive, default=10, metavar="N", help="how many passages (default: 10)")
    search.add_argument("--json", action="store_true", help="print them as JSON")
    search.add_argument("--strict", action="store_true", help="exit with 6 where nothing is found")

    batch = add("batch", "answer many questions from a file", _batch)
    batch.add_argument("questions", help='JSONL with "question", CSV with a question column, or one question a line; "-" is standard input')
    batch.add_argument("-o", "--output", metavar="FILE", help="where to write the answers (default: standard output)")
    index_option(batch)
    batch.add_argument("--format", choices=("jsonl", "csv"), default="jsonl", help="form of the answers (default: jsonl)")
    batch.add_argument("--jobs", type=positive, default=1, metavar="N", help="questions answered at a time (default: 1)")
    batch.add_argument("--resume", action="store_true", help="keep the answers already in FILE and go on after them")
    endpoint_options(batch)


def _ask(options: argparse.Namespace) -> int:
    from docqa.answer.render import answer_text
    from docqa.records import to_json

    question = sys.stdin.read() if options.question == "-" else options.question
    if not question.strip():
        raise UsageError("the question is empty", hint='Ask one: docqa ask "What was decided about the library?"', code="empty-question")
    filters = filters_of(options)
    from docqa.assistant import Assistant

    answer = Assistant.open(options.index, settings=settings_of(options)).ask(question, filters)
    if options.json:
        print_json(to_json(answer))
    else:
        print(answer_text(answer))
    return NOTHING_FOUND if options.strict and answer.status == "not_found" else 0


def _search(options: argparse.Namespace) -> int:
    from docqa.answer.render import hits_text
    from docqa.records import to_json

    filters = filters_of(options)
    from docqa.assistant import Assistant

    hits = Assistant.open(options.index, settings=settings_of(options)).search(" ".join(options.words), filters, options.k)
    if options.json:
        print_json([to_json(hit) for hit in hits])
    else:
        print(hits_text(hits))
    return NOTHING_FOUND if options.strict and not hits else 0


def _batch(options: argparse.Namespace) -> int:
    from docqa.batch import finished_ids, read_questions, run_batch, with_ids_unique

    if options.resume and (not options.output or options.format == "csv"):
        raise UsageError("--resume needs -o FILE and the format jsonl", hint="docqa batch questions.jsonl -o answers.jsonl --resume", code="usage")
    asked = with_ids_unique(read_questions(read_questions_file(options.questions), options.questions))
    if not asked:
        raise UsageError(f"{options.questions} holds no question", hint='One JSON object a line: {"id": "1", "question": "..."}', code="bad-questions")
    output = Path(options.output) if options.output else None
    done = finished_ids(output) if output and options.resume else []
    import threading

    from docqa.assistant import Assistant

    settings = settings_of(options)
    Assistant.open(options.index, settings=settings).close()  # a missing index is one message, not one a question
    local = threading.local()

    def ask(question: str, filters: Filters) -> Answer:
        if not hasattr(local, "assistant"):
            local.assistant = Assistant.open(options.index, settings=settings)
        answer: Answer = local.assistant.ask(question, filters)
        return answer

    def progress(n: int, total: int) -> None:
        if sys.stderr.isatty():
            print(f"\r{n} of {total} questions", end="" if n < total else "\n", file=sys.stderr, flush=True)

    try:
        stream = output.open("a" if done else "w", encoding="utf-8", errors="replace", newline="") if output else sys.stdout
    except OSError as error:
        raise UsageError(f"{output} cannot be written: {error.strerror}", hint="Name another file with -o.", code="output-unwritable") from error
    try:
        counts = run_batch(asked, ask, stream, done=done, progress=progress, as_csv=options.format == "csv", jobs=options.jobs)
    finally:
        if output:
            stream.close()
    print(f"{counts['answered']} answered, {counts['not_found']} not found, {counts['error']} with errors{f', {len(done)} kept' if done else ''}", file=sys.stderr)
    return 0


def read_questions_file(name: str) -> str:
    """The text of a file with questions or answers; "-" is standard input. UTF-8, or Windows-1252 as spreadsheets save it.

    Raises:
        UsageError: it cannot be read.
    """
    if name == "-":
        return sys.stdin.read()
    try:
        data = Path(name).read_bytes()
    except OSError as error:
        raise UsageError(f"{name} cannot be read: {error.strerror}", hint="Name a file with questions.", code="questions-missing") from error
    text = data.decode("utf-8", errors="replace")
    if "\ufffd" in text and text.replace("\ufffd", "").isascii():  # no letter beyond ASCII is right in UTF-8: it is another encoding, not a broken byte
        text = data.decode("cp1252", errors="replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")
