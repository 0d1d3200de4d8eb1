"""What the commands share: options, filters, the open register, JSON on stdout."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from docqa.config import Settings
    from docqa.records import Filters
    from docqa.register import Register

NOTHING_FOUND = 6
INTERRUPTED = 130

Run = Callable[[argparse.Namespace], int]


class AddCommand(Protocol):
    """Makes the parser of one command: its name, a line of help, what runs it; more goes to argparse."""

    def __call__(self, name: str, text: str, run: Run, **more: Any) -> argparse.ArgumentParser: ...


def index_option(command: argparse.ArgumentParser) -> None:
    """Add ``--index``."""
    command.add_argument("--index", metavar="DIR", help="index folder (default: index/)")


def filter_options(command: argparse.ArgumentParser, *, paper_kind: bool = True) -> None:
    """Add the filters that questions and lists share."""
    group = command.add_argument_group("filters")
    group.add_argument("--body", metavar="B", help="name of the body, a part of it, or its initials")
    group.add_argument("--from", dest="from_date", metavar="DATE", help="meetings from this date (2024, 2024-03 or 2024-03-01)")
    group.add_argument("--to", dest="to_date", metavar="DATE", help="meetings up to this date")
    if paper_kind:
        group.add_argument(
            "--kind",
            metavar="K",
            choices=("agenda", "minutes", "report", "appendix", "decision_record", "notice", "other"),
            help="kind of paper: agenda, minutes, report, appendix, decision_record, notice, other",
        )
    group.add_argument("--minute", metavar="N", help="minute number")
    group.add_argument("--access", choices=("public",), help="public: leave out what was taken in private session")


def endpoint_options(command: argparse.ArgumentParser) -> None:
    """Add the options of the language model that may word answers."""
    group = command.add_argument_group("language model")
    group.add_argument("--endpoint", metavar="URL", help="service that speaks the OpenAI protocol; its model words the answer (default: none, nothing is sent anywhere)")
    group.add_argument("--endpoint-model", metavar="NAME", help="the model's name there")
    group.add_argument("--no-endpoint", action="store_true", help="answer in quotes alone, although the settings name an endpoint")


def settings_of(options: argparse.Namespace) -> Settings:
    """The settings with the options of this command put over them; without a language model where the command has no option for it."""
    from dataclasses import replace

    from docqa.config import ModelEndpoint, read_settings

    settings = read_settings()
    if getattr(options, "no_endpoint", True):
        return replace(settings, model_endpoint=ModelEndpoint())
    given = {"url": options.endpoint, "model": options.endpoint_model}
    return replace(settings, model_endpoint=replace(settings.model_endpoint, **{name: value for name, value in given.items() if value is not None}))


def positive(text: str) -> int:
    """A whole number from 1 up, for argparse."""
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 up")
    return int(text)


def index_folder(options: argparse.Namespace) -> Path:
    """The index folder that was asked for, else the one of the settings."""
    from docqa.config import read_settings

    return Path(options.index or read_settings().index)


def print_json(value: Any) -> None:
    """Print a value as JSON."""
    print(json.dumps(value, ensure_ascii=False, indent=1))


def filters_of(options: argparse.Namespace) -> Filters:
    """The filters that were given."""
    from docqa.batch import filters_from

    names = {"body": "body", "from": "from_date", "to": "to_date", "minute": "minute", "access": "access"}
    table = {outside: getattr(options, inside, None) for outside, inside in names.items()}
    if options.command != "decisions":
        table["kind"] = getattr(options, "kind", None)
    return filters_from({k: v for k, v in table.items() if v})


def open_register(options: argparse.Namespace) -> Register:
    """The register of the index that answers; neither the vectors nor a model is loaded."""
    from docqa.manifest import current_generation, read_manifest
    from docqa.register import Register

    generation = current_generation(index_folder(options))
    read_manifest(generation)
    return Register(generation / "register.sqlite")
