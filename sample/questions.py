"""Asks three questions of the sample council and prints the answers as text: ``python -m sample.questions``. What ``make run`` shows without a terminal."""

from __future__ import annotations

import sys

QUESTIONS = (
    "What did Cabinet decide about repairing the Riverside Leisure Centre, and what would it cost?",
    "How did the vote on scrapping the garden waste charge go at the budget meeting?",
    "Has anyone reported back on the Steady Start pilot?",
)


def main() -> int:
    """Open the index, ask, print. Exit code 1 where there is no index to ask."""
    from docqa import Assistant
    from docqa.answer.render import answer_text
    from docqa.errors import DocqaError

    try:
        assistant = Assistant.open()
    except DocqaError as error:
        print(f"docqa: {error}", *([error.hint] if error.hint else []), sep="\n", file=sys.stderr)
        return 1
    for question in QUESTIONS:
        print(f"? {question}\n\n{answer_text(assistant.ask(question))}\n")
    assistant.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
