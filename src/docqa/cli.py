"""The command line. stdout is data; progress and notes go to stderr.

Exit codes: 0 done (also "not found") · 1 a bug · 2 usage or settings · 3 corpus · 4 index · 5 model · 6 nothing found, with --strict · 130 interrupted.
Only what a command needs is imported, inside its function.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from docqa.errors import DocqaError, UsageError

if TYPE_CHECKING:
    from docqa.records import Answer, Decision, Filters

NOTHING_FOUND = 6
INTERRUPTED = 130

_EPILOG = """examples:
  docqa build papers/                       read a folder of council papers
  docqa ask "What did we decide about the library?"
  docqa ask "Who voted against the budget?" --body council --from 2024-02 --to 2024-03 --json
  docqa search "grass cutting contract" -k 5
  docqa batch questions.jsonl -o answers.jsonl --resume
  docqa decisions --body cabinet --format csv
  docqa                                     open the terminal screen

exit codes: 0 done (also "not found"), 2 usage or settings, 3 corpus, 4 index, 5 model, 6 nothing found with --strict, 130 interrupted
settings: flags > environment (DOCQA_INDEX, DOCQA_MODEL, ...) > docqa.toml > defaults"""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise UsageError(message, hint=f"See {self.prog} --help", code="usage")


def parser() -> argparse.ArgumentParser:
    """The parser of the whole command line."""
    top = _Parser(
        prog="docqa",
        description="Cited answers from council papers, on your own machine.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("--version", action="store_true", help="print the version and stop")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", parser_class=_Parser)

    def add(name: str, text: str, run: Callable[[argparse.Namespace], int], **more: Any) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=text, description=more.pop("description", text[0].upper() + text[1:] + "."), **more)
        command.set_defaults(run=run)
        return command

    build = add("build", "read papers and bring the index up to date", _build)
    build.add_argument("paths", nargs="*", metavar="PATH", help="files and folders with papers (default: corpus/)")
    _index(build)
    build.add_argument("--jobs", type=_positive, metavar="N", help="processes that read files (default: one a core)")
    build.add_argument("--ocr", choices=("auto", "off", "force"), help="read scanned pages with Tesseract (default: auto, where it is installed)")
    build.add_argument("--json", action="store_true", help="print the report as JSON")

    ask = add("ask", "answer one question with citations", _ask)
    ask.add_argument("question", help='the question, in quotes; "-" reads it from standard input')
    _index(ask)
    _filters(ask)
    ask.add_argument("--json", action="store_true", help="print the answer as JSON")
    ask.add_argument("--strict", action="store_true", help="exit with 6 where nothing is found")

    search = add("search", "list the nearest passages, not an answer", _search)
    search.add_argument("words", nargs="+", help="what to look for")
    _index(search)
    _filters(search)
    search.add_argument("-k", type=_positive, default=10, metavar="N", help="how many passages (default: 10)")
    search.add_argument("--json", action="store_true", help="print them as JSON")
    search.add_argument("--strict", action="store_true", help="exit with 6 where nothing is found")

    batch = add("batch", "answer many questions from a file", _batch)
    batch.add_argument("questions", help='JSONL with "question", CSV with a question column, or one question a line; "-" is standard input')
    batch.add_argument("-o", "--output", metavar="FILE", help="where to write the answers (default: standard output)")
    _index(batch)
    batch.add_argument("--format", choices=("jsonl", "csv"), default="jsonl", help="form of the answers (default: jsonl)")
    batch.add_argument("--jobs", type=_positive, default=1, metavar="N", help="questions answered at a time (default: 1)")
    batch.add_argument("--resume", action="store_true", help="keep the answers already in FILE and go on after them")

    decisions = add("decisions", "list decisions from the minutes", _decisions)
    _index(decisions)
    _filters(decisions, paper_kind=False)
    decisions.add_argument("--kind", choices=("substantive", "procedural"), help="only decisions of this kind")
    decisions.add_argument("--text", metavar="WORDS", help="only decisions with all these words")
    decisions.add_argument("--format", choices=("table", "json", "csv", "md"), default="table", help="(default: table)")

    meetings = add("meetings", "list the meetings in the index", _meetings)
    _index(meetings)
    meetings.add_argument("--json", action="store_true", help="print them as JSON")

    show = add("show", "show a decision, or a page of a document", _show)
    show.add_argument("id", help="id of a decision, or a document's path")
    show.add_argument("--page", type=_positive, metavar="N", help="page of the document")
    _index(show)
    show.add_argument("--json", action="store_true", help="print it as JSON")

    glossary = add("glossary", "what acronyms stand for, and where a paper says so", _glossary)
    glossary.add_argument("term", nargs="?", help="one acronym (default: all)")
    _index(glossary)
    glossary.add_argument("--json", action="store_true", help="print them as JSON")

    status = add("status", "what is in the index, what was skipped and why", _status)
    _index(status)
    status.add_argument("--json", action="store_true", help="print it as JSON")

    doctor = add("doctor", "check that everything docqa needs is there", _doctor)
    _index(doctor)
    doctor.add_argument("--json", action="store_true", help="print it as JSON")

    tui = add("tui", "open the terminal screen (also: docqa, at a terminal)", _tui)
    _index(tui)
    tui.add_argument("--corpus", metavar="DIR", help="folder to build from where there is no index (default: corpus/)")
    return top


def _index(command: argparse.ArgumentParser) -> None:
    command.add_argument("--index", metavar="DIR", help="index folder (default: index/)")


def _filters(command: argparse.ArgumentParser, *, paper_kind: bool = True) -> None:
    group = command.add_argument_group("filters")
    group.add_argument("--body", metavar="B", help="name of the body, a part of it, or its initials")
    group.add_argument("--from", dest="from_date", metavar="DATE", help="meetings from this date (2024, 2024-03 or 2024-03-01)")
    group.add_argument("--to", dest="to_date", metavar="DATE", help="meetings up to this date")
    if paper_kind:
        group.add_argument("--kind", metavar="K", choices=("agenda", "minutes", "report", "appendix", "decision_record", "notice", "other"), help="kind of paper: agenda, minutes, report, appendix, decision_record, notice, other")
    group.add_argument("--minute", metavar="N", help="minute number")
    group.add_argument("--access", choices=("public",), help="public: leave out what was taken in private session")


def _positive(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 up")
    return int(text)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        options = parser().parse_args(words)
        if options.version:
            from docqa import __version__

            print(f"docqa {__version__}")
            return 0
        if not options.command:
            if sys.stdin.isatty() and sys.stdout.isatty():
                return _tui(parser().parse_args(["tui"]))
            parser().print_help()
            return 0
        code: int = options.run(options)
        sys.stdout.flush()
        return code
    except DocqaError as error:
        print(f"docqa: {error.message} [{error.code}]", file=sys.stderr)
        if error.hint:
            print(f"  {error.hint}", file=sys.stderr)
        return error.exit_code
    except BrokenPipeError:  # the reader of a pipe has gone: nothing is wrong
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("\ndocqa: interrupted; what was finished is kept", file=sys.stderr)
        return INTERRUPTED


# ----------------------------------------------------------------------------------------------------------- commands


def _settings_index(options: argparse.Namespace) -> Path:
    from docqa.config import read_settings

    return Path(options.index or read_settings().index)


def _print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=1))


def _filters_of(options: argparse.Namespace) -> Filters:
    from docqa.batch import filters_from

    names = {"body": "body", "from": "from_date", "to": "to_date", "minute": "minute", "access": "access"}
    table = {outside: getattr(options, inside, None) for outside, inside in names.items()}
    if options.command != "decisions":
        table["kind"] = getattr(options, "kind", None)
    return filters_from({k: v for k, v in table.items() if v})


def _build(options: argparse.Namespace) -> int:
    from docqa.answer.render import build_report
    from docqa.build import build_index
    from docqa.progress import ProgressLine
    from docqa.records import to_json

    with ProgressLine(sys.stderr) as line:
        report = build_index(options.paths, index=options.index, jobs=options.jobs, ocr=options.ocr, progress=line.show)
    if options.json:
        _print_json(to_json(report))
    else:
        print(build_report(report))
    return 0


def _ask(options: argparse.Namespace) -> int:
    from docqa.answer.render import answer_text
    from docqa.records import to_json

    question = sys.stdin.read() if options.question == "-" else options.question
    if not question.strip():
        raise UsageError("the question is empty", hint='Ask one: docqa ask "What was decided about the library?"', code="empty-question")
    filters = _filters_of(options)
    from docqa.assistant import Assistant

    answer = Assistant.open(options.index).ask(question, filters)
    if options.json:
        _print_json(to_json(answer))
    else:
        print(answer_text(answer))
    return NOTHING_FOUND if options.strict and answer.status == "not_found" else 0


def _search(options: argparse.Namespace) -> int:
    from docqa.answer.render import hits_text
    from docqa.records import to_json

    filters = _filters_of(options)
    from docqa.assistant import Assistant

    hits = Assistant.open(options.index).search(" ".join(options.words), filters, options.k)
    if options.json:
        _print_json([to_json(hit) for hit in hits])
    else:
        print(hits_text(hits))
    return NOTHING_FOUND if options.strict and not hits else 0


def _batch(options: argparse.Namespace) -> int:
    from docqa.batch import finished_ids, read_questions, run_batch, with_ids_unique

    if options.resume and (not options.output or options.format == "csv"):
        raise UsageError("--resume needs -o FILE and the format jsonl", hint="docqa batch questions.jsonl -o answers.jsonl --resume", code="usage")
    asked = with_ids_unique(read_questions(_read_questions_file(options.questions), options.questions))
    if not asked:
        raise UsageError(f"{options.questions} holds no question", hint='One JSON object a line: {"id": "1", "question": "..."}', code="bad-questions")
    output = Path(options.output) if options.output else None
    done = finished_ids(output) if output and options.resume else []
    import threading

    from docqa.assistant import Assistant

    Assistant.open(options.index).close()  # a missing index is one message, not one a question
    local = threading.local()

    def ask(question: str, filters: Filters) -> Answer:
        if not hasattr(local, "assistant"):
            local.assistant = Assistant.open(options.index)
        answer: Answer = local.assistant.ask(question, filters)
        return answer

    def progress(n: int, total: int) -> None:
        if sys.stderr.isatty():
            print(f"\r{n} of {total} questions", end="" if n < total else "\n", file=sys.stderr, flush=True)

    try:
        stream = output.open("a" if done else "w", encoding="utf-8", newline="") if output else sys.stdout
    except OSError as error:
        raise UsageError(f"{output} cannot be written: {error.strerror}", hint="Name another file with -o.", code="output-unwritable") from error
    try:
        counts = run_batch(asked, ask, stream, done=done, progress=progress, as_csv=options.format == "csv", jobs=options.jobs)
    finally:
        if output:
            stream.close()
    print(f"{counts['answered']} answered, {counts['not_found']} not found, {counts['error']} with errors{f', {len(done)} kept' if done else ''}", file=sys.stderr)
    return 0


def _read_questions_file(name: str) -> str:
    if name == "-":
        return sys.stdin.read()
    try:
        return Path(name).read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise UsageError(f"{name} cannot be read: {error.strerror}", hint="Name a file with questions.", code="questions-missing") from error


def _open_register(options: argparse.Namespace) -> Any:
    from docqa.manifest import current_generation, read_manifest
    from docqa.register import Register

    generation = current_generation(_settings_index(options))
    read_manifest(generation)
    return Register(generation / "register.sqlite")


def _decisions(options: argparse.Namespace) -> int:
    from docqa.answer.render import decision_json, decisions_text
    from docqa.text import fold

    register = _open_register(options)
    filters = register.resolved(_filters_of(options))
    wanted = fold(options.text or "").split()
    found: list[Decision] = [d for d in register.decisions(filters, kind=options.kind) if all(w in fold(f"{d.heading} {d.text}") for w in wanted)]
    if options.format == "json":
        _print_json([decision_json(d, register.links(d.id)) for d in found])
    else:
        print(decisions_text(found, options.format))
    return 0


def _meetings(options: argparse.Namespace) -> int:
    from docqa.records import to_json

    meetings = _open_register(options).meetings()
    if options.json:
        _print_json([to_json(m) for m in meetings])
    else:
        print("\n".join(f"{m.date}  {m.body}  ({len(m.papers)} paper{'s' if len(m.papers) != 1 else ''})" for m in meetings) or "no meeting was recognised")
    return 0


def _show(options: argparse.Namespace) -> int:
    from docqa.answer.render import decision_json, decision_text
    from docqa.records import to_json
    from docqa.text import printable

    register = _open_register(options)
    found = register.decisions(ids=[options.id])
    if found:
        if options.json:
            _print_json(decision_json(found[0], register.links(found[0].id)))
        else:
            print(decision_text(found[0]))
        return 0
    numbers = register.page_numbers(options.id)
    page = register.page(options.id, options.page or (numbers[0] if numbers else None))
    if page is None:
        where = f", page {options.page}" if options.page else ""
        raise UsageError(f"nothing in the index is called {options.id!r}{where}", hint="Ids: docqa decisions. Documents: docqa status.", code="unknown-id")
    if options.json:
        _print_json(to_json(page))
    else:
        print(printable(page.text))
    return 0


def _glossary(options: argparse.Namespace) -> int:
    from docqa.records import to_json

    found = _open_register(options).definitions(options.term)
    if options.json:
        _print_json([to_json(d) for d in found])
    elif not found:
        print(f"no paper in the index says what {options.term} stands for" if options.term else "no acronym is defined in the indexed papers")
    else:
        lines = {f"{d.acronym:<10} {d.meaning}  ({d.document}{f', page {d.span.page}' if d.span.page else ''})": None for d in found}
        print("\n".join(lines))
    return 0


def _status(options: argparse.Namespace) -> int:
    from docqa.answer.render import status_text
    from docqa.manifest import current_generation, read_manifest
    from docqa.records import to_json

    folder = _settings_index(options)
    manifest = read_manifest(current_generation(folder))
    register = _open_register(options)
    table = {
        "index": str(folder), "built": manifest.built, "docqa": manifest.docqa, "model": manifest.model, "vectors": manifest.vectors, "roots": list(manifest.roots),
        "counts": register.counts(), "coverage": to_json(register.coverage()), "bodies": [{"body": b, "papers": n} for b, n in register.bodies()],
        "skipped": [to_json(s) for s in register.skipped()], "documents": register.documents(),
    }  # fmt: skip
    if options.json:
        _print_json(table)
    else:
        print(status_text(table))
    return 0


def _doctor(options: argparse.Namespace) -> int:
    from docqa.doctor import examine

    checks = examine(_settings_index(options))
    if options.json:
        _print_json([{"check": c.name, "ok": c.ok, "detail": c.detail, "hint": c.hint} for c in checks])
    else:
        for check in checks:
            print(f"{'ok  ' if check.ok else 'FAIL' if check.needed else 'note'}  {check.name}: {check.detail}")
            if not check.ok and check.hint:
                print(f"      {check.hint}")
    return next((c.exit_code for c in checks if c.needed and not c.ok), 0)


def _tui(options: argparse.Namespace) -> int:
    from docqa.config import read_settings
    from docqa.tui import run

    return run(index=_settings_index(options), corpus=Path(options.corpus or read_settings().corpus))
