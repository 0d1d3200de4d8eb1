"""What the screen keeps for a person: conversations, questions typed before, questions to be asked again. JSON lines in the user's data folder.

    conversations/<id>.jsonl   first line: {"conversation", "title", "index", "started"}; then a line a turn; a later {"title"} renames
    questions.jsonl            saved questions, each with what its last answer rested on
    history.jsonl              the last questions typed

A line is appended as soon as a turn is answered, so a crash loses nothing; a line that cannot be read is passed over. With folder None
(``--no-history``) nothing is read or written.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from docqa.text import fold

if TYPE_CHECKING:
    from docqa.records import Answer, Filters

T = TypeVar("T")

_MOST_HISTORY = 500


@dataclass(frozen=True, slots=True)
class KeptTurn:
    """A question with its answer."""

    question: str
    filters: Filters
    answer: Answer
    asked: str  # ISO date and time, local


@dataclass(frozen=True, slots=True)
class KeptConversation:
    """A conversation as listed."""

    id: str
    title: str
    index: str
    started: str  # ISO date and time, local
    changed: str
    turns: int


@dataclass(frozen=True, slots=True)
class SavedQuestion:
    """A question that is asked again after each build."""

    id: str
    question: str
    filters: Filters
    index: str  # absolute path of the index it is asked of
    seen: tuple[str, ...] = ()  # keys of the citations and resolutions a person has seen
    fresh: tuple[str, ...] = ()  # what the last asking brought that had not been seen, in words
    generation: str = ""  # the generation it was last asked of
    asked: str = ""


def data_folder(environment: Mapping[str, str] | None = None) -> Path:
    """The user's data folder: DOCQA_HOME, else ``docqa`` under XDG_DATA_HOME, LOCALAPPDATA or ~/.local/share."""
    environment = os.environ if environment is None else environment
    if environment.get("DOCQA_HOME"):
        return Path(environment["DOCQA_HOME"])
    base = environment.get("XDG_DATA_HOME") or environment.get("LOCALAPPDATA") or str(Path.home() / ".local" / "share")
    return Path(base) / "docqa"


class Kept:
    """Reads and writes what is kept. Every method that writes may raise OSError (a full disk, no permission).

    Args:
        folder: the data folder; None keeps nothing.
    """

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder

    # -------------------------------------------------------------------------------------------------- conversations

    def start(self, title: str, index: str) -> str:
        """Begin a conversation and return its id."""
        import uuid

        id_ = f"{datetime.now():%Y%m%d-%H%M%S}-{uuid.uuid4().hex[:6]}"
        self._append(self._conversation(id_), {"conversation": id_, "title": title, "index": index, "started": _now()})
        return id_

    def add(self, conversation: str, turn: KeptTurn) -> None:
        """Add a turn at the end."""
        from docqa.records import to_json

        table = {"question": turn.question, "filters": to_json(turn.filters), "answer": to_json(turn.answer), "asked": turn.asked}
        self._append(self._conversation(conversation), table)

    def rename(self, conversation: str, title: str) -> None:
        """Give a conversation another title."""
        self._append(self._conversation(conversation), {"title": title})

    def delete(self, conversation: str) -> None:
        """Remove a conversation for good."""
        if self.folder is not None:
            self._conversation(conversation).unlink(missing_ok=True)

    def conversations(self, words: str = "") -> list[KeptConversation]:
        """Conversations that hold all ``words`` in title, questions or answers, the last changed first."""
        if self.folder is None or not (self.folder / "conversations").is_dir():
            return []
        wanted = fold(words).split()
        found = []
        for path in (self.folder / "conversations").glob("*.jsonl"):
            lines = list(_read(path))
            head = lines[0] if lines and "conversation" in lines[0] else {}
            told = " ".join(str(line.get("title", "")) for line in lines)
            turns = [line for line in lines if "question" in line]
            if wanted:
                text = fold(told + " " + " ".join(f"{t['question']} {(t.get('answer') or {}).get('answer', '')}" for t in turns))
                if not all(w in text for w in wanted):
                    continue
            if not turns:
                continue
            title = next((str(line["title"]) for line in reversed(lines) if "title" in line), "")
            changed = str(turns[-1].get("asked", ""))
            found.append(KeptConversation(path.stem, title, str(head.get("index", "")), str(head.get("started", "")), changed, len(turns)))
        return sorted(found, key=lambda c: c.changed, reverse=True)

    def turns(self, conversation: str) -> list[KeptTurn]:
        """The turns of a conversation, oldest first."""
        if self.folder is None:
            return []
        found = []
        for line in _read(self._conversation(conversation)):
            if "question" in line and line.get("answer"):
                filters = filters_from_json(line.get("filters") or {})
                found.append(KeptTurn(str(line["question"]), filters, answer_from_json(line["answer"]), str(line.get("asked", ""))))
        return found

    # ------------------------------------------------------------------------------------------------------- questions

    def history(self) -> list[str]:
        """Questions typed before, oldest first."""
        if self.folder is None:
            return []
        return [str(line["typed"]) for line in _read(self.folder / "history.jsonl") if "typed" in line][-_MOST_HISTORY:]

    def remember(self, typed: str) -> None:
        """Add a question to those typed before."""
        if self.folder is not None:
            self._append(self.folder / "history.jsonl", {"typed": typed})

    def questions(self) -> list[SavedQuestion]:
        """The saved questions, oldest first."""
        if self.folder is None:
            return []
        found = []
        for line in _read(self.folder / "questions.jsonl"):
            table = {k: tuple(v) if isinstance(v, list) else v for k, v in line.items()}
            if {"id", "question", "index"} <= table.keys():
                found.append(_made(SavedQuestion, {**table, "filters": filters_from_json(line.get("filters") or {})}))
        return found

    def save_question(self, question: SavedQuestion) -> SavedQuestion:
        """Save a question, or what has become of it: the one with the same id is replaced."""
        others = [q for q in self.questions() if q.id != question.id]
        at = next((n for n, q in enumerate(self.questions()) if q.id == question.id), len(others))
        self._write_questions([*others[:at], question, *others[at:]])
        return question

    def forget_question(self, id_: str) -> None:
        """Take a saved question out."""
        self._write_questions([q for q in self.questions() if q.id != id_])

    # ------------------------------------------------------------------------------------------------------- settings

    def setting(self, name: str) -> str | None:
        """A setting of the screen, such as the theme."""
        if self.folder is None:
            return None
        return next((str(line[name]) for line in reversed(list(_read(self.folder / "screen.jsonl"))) if name in line), None)

    def set_setting(self, name: str, value: str) -> None:
        """Keep a setting of the screen."""
        if self.folder is not None and self.setting(name) != value:
            self._append(self.folder / "screen.jsonl", {name: value})

    def _write_questions(self, questions: Iterable[SavedQuestion]) -> None:
        from docqa.records import to_json

        if self.folder is None:
            return
        path = self.folder / "questions.jsonl"
        self._make_folder(path.parent)
        partial = path.with_suffix(".partial")
        partial.write_text("".join(json.dumps(to_json(q), ensure_ascii=False) + "\n" for q in questions), encoding="utf-8")
        partial.replace(path)

    # ----------------------------------------------------------------------------------------------------------- files

    def _conversation(self, id_: str) -> Path:
        return (self.folder or Path()) / "conversations" / f"{Path(id_).name}.jsonl"

    def _append(self, path: Path, table: Mapping[str, Any]) -> None:
        if self.folder is None:
            return
        self._make_folder(path.parent)
        with path.open("a", encoding="utf-8", errors="surrogatepass") as file:
            file.write(json.dumps(table, ensure_ascii=False) + "\n")

    def _make_folder(self, folder: Path) -> None:
        """Folders that only their owner reads: what a member asks is nobody else's business."""
        for level in (self.folder, folder):
            if level is not None and not level.is_dir():
                level.mkdir(parents=True, mode=0o700)


def new_question(question: str, filters: Filters, index: str, answer: Answer | None, generation: str) -> SavedQuestion:
    """A question to be asked again; what its answer rests on now counts as seen."""
    import uuid

    return SavedQuestion(uuid.uuid4().hex[:8], question, filters, index, keys_of(answer) if answer else (), (), generation, _now())


def keys_of(answer: Answer) -> tuple[str, ...]:
    """What an answer rests on, as stable keys: its quotes and its resolutions."""
    quotes = [f"quote:{c.document}:{fold(c.quote)[:200]}" for c in answer.citations] if answer.status == "answered" else []
    return (*quotes, *(f"resolution:{r.id}" for r in answer.resolutions))


def asked_again(saved: SavedQuestion, answer: Answer, generation: str) -> SavedQuestion:
    """A saved question after it was asked of another generation, with what is new in words."""
    keys = dict.fromkeys(keys_of(answer))
    seen = set(saved.seen)
    fresh = []
    for citation in answer.citations if answer.status == "answered" else ():
        if f"quote:{citation.document}:{fold(citation.quote)[:200]}" not in seen:
            fresh.append(f"{citation.body or citation.title}, {citation.meeting_date or 'undated'}: {citation.quote}")
    fresh += [f"resolution {r.body or ''} {r.meeting_date or ''} minute {r.minute or '?'}: {r.text}" for r in answer.resolutions if f"resolution:{r.id}" not in seen]
    known = [k for k in saved.seen if k not in keys]
    return replace(saved, fresh=tuple(fresh) or saved.fresh, generation=generation, asked=_now(), seen=(*known[-200:], *keys))


# ------------------------------------------------------------------------------------------------------ from JSON back


def answer_from_json(table: Mapping[str, Any]) -> Answer:
    """An answer from what ``to_json`` made of it; names that this version does not know are passed over."""
    from docqa.records import Answer, Citation, Conflict, Coverage, Part, Resolution

    resolutions = [
        _made(Resolution, {**r, "parts": tuple(Part(p["number"], p["text"], tuple(p["children"])) for p in r.get("parts", ()))}) for r in table.get("resolutions", ())
    ]
    told: dict[str, Any] = {
        **table,
        "citations": tuple(_made(Citation, c) for c in table.get("citations", ())),
        "resolutions": tuple(resolutions),
        "conflicts": tuple(Conflict(c["about"], tuple(c["citations"])) for c in table.get("conflicts", ())),
        "notices": tuple(table.get("notices", ())),
        "coverage": _made(Coverage, _inside(table["coverage"])) if table.get("coverage") else None,
    }
    return _made(Answer, told)


def filters_from_json(table: Mapping[str, Any]) -> Filters:
    """Filters from what ``to_json`` made of them."""
    from docqa.records import Filters

    return _made(Filters, _inside(table))


def _inside(table: Mapping[str, Any]) -> dict[str, Any]:
    names = {"from": "from_date", "to": "to_date"}
    return {names.get(k, k): v for k, v in table.items()}


def _made(record: type[T], table: Mapping[str, Any]) -> T:
    known = {f.name for f in fields(record)}  # type: ignore[arg-type]
    return record(**{k: v for k, v in table.items() if k in known})


def _read(path: Path) -> Iterator[dict[str, Any]]:
    if not path.is_file():
        return
    with path.open(encoding="utf-8", errors="replace") as file:
        for line in file:
            try:
                table = json.loads(line)
            except ValueError:
                continue
            if isinstance(table, dict):
                yield table


def _now() -> str:
    return datetime.now().astimezone().isoformat(timespec="seconds")


def turn_now(question: str, filters: Filters, answer: Answer) -> KeptTurn:
    """A turn that was answered just now."""
    return KeptTurn(question, filters, answer, _now())
