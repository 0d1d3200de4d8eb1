"""Commands that measure: eval."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docqa.cli.options import INTERRUPTED, AddCommand, index_folder, index_option, print_json
from docqa.errors import UsageError

if TYPE_CHECKING:
    from docqa.evaluation.figures import Evaluation
    from docqa.evaluation.gold import Gold

_EPILOG = """the shortest question file, two lines of JSON (questions.jsonl):
  {"question": "When will the learner pool reopen?", "answer_patterns": ["29(th)? September"]}
  {"question": "Who is the council's astronaut?", "answerable": false}

the same as a table (questions.csv):
  question,answer_patterns,answerable
  When will the learner pool reopen?,29(th)? September,
  Who is the council's astronaut?,,no

keys, all but question may be left out (in a table a cell holds several texts one a line):
  id, class, style     name, kind of question (figures are given for each), who asks
  filters              {"body", "from", "to", "kind", "minute", "access"}; columns of these names in a table
  answer               one right wording, to read beside what was answered
  answer_patterns      regular expressions, case ignored: a right answer matches all of them in its first 150 words
  evidence             texts word for word from the papers: quoting 60 % of one is enough to count as cited
  documents, pages     two lists side by side: where the evidence stands
  resolutions          decisions word for word that belong to the answer
  answerable           false where the papers do not say; then "not found" is right

examples:
  docqa eval questions.jsonl --failures 5
  docqa eval questions.csv --html report.html
  docqa batch questions.jsonl -o answers.jsonl --resume     a long file, in several sittings ...
  docqa eval questions.jsonl --answers answers.jsonl        ... and its figures"""


def add_to(add: AddCommand) -> None:
    """Add these commands to the parser."""
    text = "score the answers to your own questions"
    command = add("eval", text, _eval, epilog=_EPILOG, formatter_class=argparse.RawDescriptionHelpFormatter)
    command.add_argument("questions", help='JSONL or CSV with questions and what is expected; "-" is standard input')
    index_option(command)
    command.add_argument("--answers", metavar="FILE", help="score these answers (JSONL as docqa batch writes it) and ask nothing")
    command.add_argument("--failures", type=_count, default=0, metavar="N", help="below the table, the first N failing questions with what came")
    command.add_argument("--html", metavar="FILE", help="also write a report with plots and all failing questions as one HTML page")
    command.add_argument("--json", action="store_true", help="print the figures, and the verdict on every question, as JSON")


def _count(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 0 up")
    return int(text)


def _eval(options: argparse.Namespace) -> int:
    from docqa.cli.asking import read_questions_file
    from docqa.evaluation.figures import evaluate, report
    from docqa.evaluation.gold import read_gold
    from docqa.evaluation.table import evaluation_text

    golds, problems = read_gold(read_questions_file(options.questions), options.questions)
    if not golds:
        raise UsageError(f"{options.questions} holds no question", hint="docqa eval --help shows the shortest question file.", code="bad-questions")
    answer, more = _from_file(options, golds) if options.answers else _by_asking(options)
    page = _writable(options.html) if options.html else None
    began = time.monotonic()
    evaluation = evaluate(golds, answer, problems=[*problems, *more], progress=_progress)
    if options.json:
        print_json(report(evaluation))
    else:
        print(evaluation_text(evaluation, options.failures))
    if page:
        _write_page(page, evaluation, options)
    _tell(evaluation, time.monotonic() - began, page)
    return INTERRUPTED if evaluation.interrupted else 0


def _by_asking(options: argparse.Namespace) -> tuple[Callable[[Gold], Mapping[str, Any]], list[str]]:
    """What gives the answer to a question: the assistant."""
    from docqa.assistant import Assistant
    from docqa.batch import answered
    from docqa.records import to_json

    assistant = Assistant.open(options.index)

    def answer(gold: Gold) -> Mapping[str, Any]:
        table: dict[str, Any] = to_json(answered(gold.asked, assistant.ask))
        return table

    return answer, []


def _from_file(options: argparse.Namespace, golds: list[Gold]) -> tuple[Callable[[Gold], Mapping[str, Any]], list[str]]:
    """What gives the answer to a question: a file; and what is wrong with that."""
    from docqa.cli.asking import read_questions_file
    from docqa.evaluation.gold import read_answers
    from docqa.evaluation.verdicts import NO_ANSWER

    answers, problems = read_answers(read_questions_file(options.answers))
    missing = [g.asked.id for g in golds if g.asked.id not in answers]
    if len(missing) == len(golds):
        raise UsageError(
            f"{options.answers} has no answer to any of the questions", hint=f"docqa batch {options.questions} -o answers.jsonl writes the answers; ids must agree.", code="bad-answers"
        )
    if missing:
        problems.append(f"{len(missing)} of {len(golds)} questions have no answer in {options.answers} and count as wrong: {', '.join(missing[:5])}{' ...' if len(missing) > 5 else ''}")
    others = len(answers) - (len(golds) - len(missing))
    if others:
        problems.append(f"{others} answers in {options.answers} are to other questions; left out")
    return lambda gold: answers.get(gold.asked.id, NO_ANSWER), problems


def _progress(done: int, total: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{done} of {total} questions", end="" if done < total else "\r\x1b[K", file=sys.stderr, flush=True)


def _writable(name: str) -> Path:
    """The file of the report; said before the questions are asked if it cannot be written."""
    path = Path(name)
    try:
        path.open("a", encoding="utf-8").close()
    except OSError as error:
        raise UsageError(f"{name} cannot be written: {error.strerror}", hint="Name another file with --html.", code="output-unwritable") from error
    return path


def _write_page(path: Path, evaluation: Evaluation, options: argparse.Namespace) -> None:
    from docqa import __version__
    from docqa.evaluation.page import evaluation_page

    source = f"answers of {options.answers}" if options.answers else f"answers of docqa {__version__} from {index_folder(options)}"
    told = [f"{source} · {time.strftime('%d %B %Y, %H:%M')}", "The page quotes the papers: treat it like them."]
    title = "Questions from standard input" if options.questions == "-" else Path(options.questions).name
    path.write_text(evaluation_page(evaluation, title, told), encoding="utf-8", errors="replace")


def _tell(evaluation: Evaluation, seconds: float, page: Path | None) -> None:
    """Notes for the person at the terminal."""
    from docqa.text import shorten

    if evaluation.interrupted:
        print(f"\ndocqa: interrupted; {len(evaluation.scored)} of {evaluation.questions} questions were scored", file=sys.stderr)
    for problem in evaluation.problems:
        print(f"note: {shorten(problem, 300)}", file=sys.stderr)
    failing = len(evaluation.failing)
    print(f"{len(evaluation.scored)} questions, {failing} failing, {seconds:.1f} s{f'; report in {page}' if page else ''}", file=sys.stderr)
