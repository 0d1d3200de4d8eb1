"""`docqa ask`, `search`, `show`, `status`, `doctor`: stdout is data, stderr is notes, the exit code says what happened."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from docqa import Assistant
from docqa.config import read_settings
from docqa.search.encoder import open_encoder
from tests.cli.conftest import Command
from tests.search.small import MARCH, TEXTS, make_index

ROOT = Path(__file__).resolve().parent.parent.parent
LAMP = "How much will the repair of the lamp at Quay Lane cost?"

# The outside interface that scripts rely on: see docs/architecture.md.
ANSWER = {"id", "question", "status", "answer", "confidence", "method", "citations", "resolutions", "conflicts", "coverage", "notices", "error", "elapsed_ms"}
CITATION = {
    "mark", "quote", "document", "title", "paper", "page", "printed_page", "estimated", "start", "end", "body", "meeting_date", "minute", "heading", "access", "draft",
}  # fmt: skip
RESOLUTION = {"id", "text", "parts", "kind", "outcome", "minute", "heading", "body", "meeting_date", "document", "page", "relation"}
METHODS = {"passages", "register", "attendance", "glossary", "dates", "followups", "model"}


def check_schema(answer: dict[str, Any]) -> None:
    assert set(answer) == ANSWER
    assert answer["status"] in ("answered", "not_found", "error")
    assert answer["method"] in METHODS
    assert isinstance(answer["confidence"], float) and 0 <= answer["confidence"] <= 1
    assert all(isinstance(answer[k], list) for k in ("citations", "resolutions", "conflicts", "notices"))
    for n, citation in enumerate(answer["citations"], 1):
        assert set(citation) == CITATION
        assert citation["mark"] == n
        assert citation["quote"] == TEXTS[citation["document"]][citation["start"] : citation["end"]]
    for resolution in answer["resolutions"]:
        assert set(resolution) == RESOLUTION
        assert all(set(p) == {"number", "text", "children"} for p in resolution["parts"])
    if answer["coverage"] is not None:
        assert set(answer["coverage"]) == {"documents", "meetings", "from", "to"}


# --------------------------------------------------------------------------------------------------------------- ask


def test_an_answer_for_a_person(command: Command, built: Path) -> None:
    done = command("ask", LAMP, "--index", built)
    assert (done.code, done.err) == (0, "")
    assert "£240" in done.out.partition("Sources")[0]
    assert "[1]" in done.out and "2024-03-05 minutes.txt" in done.out and "minute 32" in done.out
    assert "Resolutions" in done.out


def test_an_answer_for_a_script(command: Command, built: Path) -> None:
    done = command("ask", LAMP, "--index", built, "--json")
    assert (done.code, done.err) == (0, "")
    answer = json.loads(done.out)
    check_schema(answer)
    assert (answer["id"], answer["question"], answer["status"], answer["error"]) == (None, LAMP, "answered", None)
    assert "£240" in answer["answer"] and answer["citations"] and answer["resolutions"]
    assert answer["citations"][0]["page"] is None, "a text file has no pages"
    assert answer["coverage"] == {"documents": 3, "meetings": 2, "from": "2024-03-05", "to": "2024-06-04"}


def test_python_gives_the_same_answer(command: Command, built: Path) -> None:
    assistant = Assistant.open(built)
    ours, theirs = assistant.ask(LAMP), json.loads(command("ask", LAMP, "--index", built, "--json").out)
    assistant.close()
    assert (ours.answer, ours.confidence, [c.quote for c in ours.citations]) == (theirs["answer"], theirs["confidence"], [c["quote"] for c in theirs["citations"]])


@pytest.mark.parametrize(
    ("question", "said"),
    [
        pytest.param("Is the sea wall tilting?", "leans by nine inches", id="in other words than the paper"),
        pytest.param("Did they agree to a camera to catch speeding drivers?", "speed camera", id="a motion that was lost"),
        pytest.param("what state are the swings in", "rust", id="a report"),
        pytest.param("What does CIL stand for?", "Community Infrastructure Levy", id="an acronym"),
        pytest.param("Who sent apologies on 5 March 2024?", "Dunmore", id="who was away"),
    ],
)
def test_plain_words(command: Command, built: Path, question: str, said: str) -> None:
    answer = json.loads(command("ask", question, "--index", built, "--json").out)
    check_schema(answer)
    assert said.lower() in answer["answer"].lower()


def test_the_question_from_standard_input(command: Command, built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(LAMP))
    assert "£240" in command("ask", "-", "--index", built).out


def test_filters(command: Command, built: Path) -> None:
    answer = json.loads(command("ask", "What would it cost?", "--index", built, "--from", "2024-06", "--body", "saltby", "--json").out)
    assert {c["meeting_date"] for c in answer["citations"]} == {"2024-06-04"}


@pytest.mark.parametrize(("more", "code"), [((), 0), (("--strict",), 6)], ids=["not found is done", "but not with --strict"])
@pytest.mark.parametrize("what", ["ask", "search"])
def test_not_found(command: Command, built: Path, what: str, more: tuple[str, ...], code: int) -> None:
    done = command(what, "What did it cost?", "--index", built, "--body", "Grimsby", *more)
    assert (done.code, done.err) == (code, "")
    assert "not in the indexed papers (3 documents" in done.out.lower() or (what == "search" and "nothing found" in done.out)


def test_strict_says_nothing_about_what_is_found(command: Command, built: Path) -> None:
    assert command("ask", LAMP, "--index", built, "--strict").code == 0


@pytest.mark.parametrize("question", ["", "   ", "\n"], ids=["nothing", "spaces", "a line end"])
def test_a_question_of_nothing(command: Command, built: Path, question: str) -> None:
    done = command("ask", question, "--index", built)
    assert (done.code, done.out) == (2, "")
    assert "[empty-question]" in done.err and "docqa ask" in done.err


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("lamp at Quay Lane? " * 5264, id="100,000 characters of words"),
        pytest.param("x" * 100_000, id="one word of 100,000 characters"),
        pytest.param("?" * 100_000, id="100,000 question marks"),
        pytest.param("\x00\x1b[31m\u202e\ud800 lamp", id="characters that are none"),
        pytest.param('"; DROP TABLE passages; -- lamp AND (OR NOT "*', id="the language of another program"),
    ],
)
def test_odd_questions(command: Command, built: Path, question: str) -> None:
    done = command("ask", question, "--index", built)
    assert done.code == 0, done.err
    assert done.out


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(("ask",), id="no question"),
        pytest.param(("ask", "lamp", "--fast"), id="an unknown option"),
        pytest.param(("ask", "lamp", "--from", "soon"), id="a date that is none"),
        pytest.param(("ask", "lamp", "--kind", "novel"), id="a kind of paper that is none"),
        pytest.param(("ask", "lamp", "--access", "exempt"), id="an access that cannot be asked for"),
        pytest.param(("search", "lamp", "-k", "0"), id="no passages asked for"),
        pytest.param(("search", "lamp", "-k", "many"), id="a number that is none"),
        pytest.param(("answer", "lamp"), id="an unknown command"),
    ],
)
def test_usage(command: Command, built: Path, arguments: tuple[str, ...]) -> None:
    done = command(*arguments, *(() if len(arguments) == 1 else ("--index", built)))
    assert (done.code, done.out) == (2, "")
    assert len(done.err.splitlines()) == 2, "what happened, and the next step"


# ------------------------------------------------------------------------------------------------- an index that is none


def edit(index: Path, what: str) -> None:
    generation = next(index.glob("generation-*"))
    manifest = json.loads((generation / "manifest.json").read_text())
    if what == "index-format":
        (generation / "manifest.json").write_text(json.dumps(manifest | {"format": 1}))
    elif what == "index-model":
        (generation / "manifest.json").write_text(json.dumps(manifest | {"model": "another model", "model_fingerprint": "0123456789abcdef"}))
    elif what == "a pointer to nowhere":
        (index / "CURRENT").write_text("generation-0099\n")
    elif what == "a pointer out of the folder":
        (index / "CURRENT").write_text("../elsewhere\n")
    elif what == "a manifest that is not JSON":
        (generation / "manifest.json").write_text("{")
    elif what == "a manifest without its keys":
        (generation / "manifest.json").write_text(json.dumps({"format": manifest["format"]}))
    elif what == "no register":
        (generation / "register.sqlite").unlink()
    elif what == "a register that is none":
        (generation / "register.sqlite").write_bytes(b"not a database, long enough to be looked at as one " * 400)
    elif what == "no vectors":
        (generation / "passages.faiss").unlink()
    elif what == "vectors cut off":
        data = (generation / "units.faiss").read_bytes()
        (generation / "units.faiss").write_bytes(data[: len(data) // 3])
    else:
        (generation / "words" / "meta.json").unlink()


@pytest.mark.parametrize(
    "what",
    [
        "index-format", "index-model", "a pointer to nowhere", "a pointer out of the folder", "a manifest that is not JSON", "a manifest without its keys", "no register",
        "a register that is none", "no vectors", "vectors cut off", "no words",
    ],
)  # fmt: skip
def test_an_index_that_cannot_answer(command: Command, built: Path, index: Path, what: str) -> None:
    edit(index, what)
    done = command("ask", LAMP, "--index", index)
    assert (done.code, done.out) == (4, "")
    assert "docqa build" in done.err and "Traceback" not in done.err
    if what.startswith("index-"):
        assert f"[{what}]" in done.err
    if what == "index-model":
        assert "another model" in done.err and "MiniLM" in done.err, "both are named"
        assert f"docqa build {built.parent / 'papers'} --index {index}" in " ".join(done.err.split()), "from the papers it was made of"
        ill = command("doctor", "--index", index)
        assert ill.code == 4 and "FAIL  index" in ill.out and "docqa build" in ill.out
    if what == "index-format":
        assert "1" in done.err
        assert f"docqa build {built.parent / 'papers'} --index {index}" in " ".join(done.err.split()), "from the papers it was made of"
        assert command("build", "--if-needed", "--index", index, "--ocr", "off").code == 0, "which need not be named"
        assert command("ask", LAMP, "--index", index).code == 0
        edit(index, what)
    if what in ("index-format", "index-model"):  # the next step that is said helps
        assert command("build", built.parent / "papers", "--index", index, "--ocr", "off").code == 0
        assert command("ask", LAMP, "--index", index).code == 0


@pytest.mark.parametrize("words", [("ask", "lamp"), ("search", "lamp"), ("status",), ("decisions",), ("meetings",), ("show", "a.txt"), ("glossary",)], ids=lambda w: w[0])
def test_no_index(command: Command, tmp_path: Path, words: tuple[str, ...]) -> None:
    done = command(*words, "--index", tmp_path / "nowhere")
    assert (done.code, done.out) == (4, "")
    assert "[index-missing]" in done.err and "docqa build" in done.err


# ------------------------------------------------------------------------------------------------------------ settings


def test_flag_before_environment_before_file(command: Command, built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "docqa.toml").write_text(f"index = {json.dumps(str(built))}\n")
    assert command("status").code == 0
    monkeypatch.setenv("DOCQA_INDEX", str(tmp_path / "nowhere"))
    assert command("status").code == 4
    assert command("status", "--index", built).code == 0


@pytest.mark.parametrize(("text", "code"), [("colour = 'a'", "unknown-setting"), ("jobs = 'many'", "bad-setting"), ("index = ", "bad-settings"), ("ocr = 'maybe'", "bad-setting")])
def test_settings_that_are_wrong(command: Command, built: Path, tmp_path: Path, text: str, code: str) -> None:
    (tmp_path / "docqa.toml").write_text(text)
    done = command("ask", "lamp", "--index", built)
    assert (done.code, done.out) == (2, "")
    assert f"[{code}]" in done.err and "docqa.toml" in done.err


# -------------------------------------------------------------------------------------------------- search, show, status


def test_search(command: Command, built: Path) -> None:
    done = command("search", "harbour", "wall", "--index", built, "-k", "2")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(" 1. ") and " 3. " not in done.out
    hits = json.loads(command("search", "harbour wall", "--index", built, "-k", "2", "--json").out)
    assert len(hits) == 2
    assert {"passage", "score", "places"} <= set(hits[0])
    assert "leans by nine inches" in hits[0]["passage"]["text"]
    assert hits[0]["score"] >= hits[1]["score"]


def test_show(command: Command, built: Path) -> None:
    name = "2024-03-05 minutes.txt"
    assert command("show", name, "--index", built).out == TEXTS[name] + ("" if TEXTS[name].endswith("\n\n") else "\n")
    decisions = json.loads(command("decisions", "--index", built, "--format", "json", "--text", "lamp").out)
    assert len(decisions) == 1
    done = command("show", decisions[0]["id"], "--index", built)
    assert (done.code, done.err) == (0, "")
    assert "repaired at a cost of £240" in " ".join(done.out.split())
    assert json.loads(command("show", decisions[0]["id"], "--index", built, "--json").out)["id"] == decisions[0]["id"]
    missing = command("show", "nothing/of/the/kind", "--index", built)
    assert (missing.code, missing.out) == (2, "")
    assert "[unknown-id]" in missing.err


def test_status(command: Command, built: Path) -> None:
    done = command("status", "--index", built)
    assert (done.code, done.err) == (0, "")
    assert "3 documents" in done.out and "Saltby" in done.out
    table = json.loads(command("status", "--index", built, "--json").out)
    assert table["coverage"] == {"documents": 3, "meetings": 2, "from": "2024-03-05", "to": "2024-06-04"}
    assert {d["document"] for d in table["documents"]} == set(TEXTS)
    assert table["skipped"] == []


def test_doctor(command: Command, built: Path, tmp_path: Path) -> None:
    done = command("doctor", "--index", built, "--json")
    assert (done.code, done.err) == (0, "")
    checks = {c["check"]: c for c in json.loads(done.out)}
    assert all(checks[name]["ok"] for name in ("Python", "packages", "model", "index"))
    assert "384 dimensions" in checks["model"]["detail"]
    ill = command("doctor", "--index", tmp_path / "nowhere")
    assert ill.code == 4
    assert "FAIL  index" in ill.out and "docqa build" in ill.out


# ------------------------------------------------------------------------------------------------- as a process of its own


def process(*arguments: str | Path, **more: Any) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    return subprocess.Popen([sys.executable, *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment, **more)


def test_asking_loads_neither_torch_nor_the_screen(built: Path) -> None:
    code = "import sys\nfrom docqa.cli import main\ncode = main(sys.argv[1:])\nprint('\\n'.join(sys.modules), file=sys.stderr)\nsys.exit(code)"
    out, err = process("-c", code, "ask", LAMP, "--index", built).communicate(timeout=120)
    assert "£240" in out
    assert {m.partition(".")[0] for m in err.split()} & {"torch", "transformers", "sentence_transformers", "textual", "pypdfium2", "onnx"} == set()


def test_a_reader_that_stops_reading_is_no_error(built: Path) -> None:
    running = process("-m", "docqa", "search", "lamp", "--index", built, "--json")
    assert running.stdout is not None and running.stderr is not None
    running.stdout.close()
    err = running.stderr.read()
    assert (running.wait(timeout=120), "Traceback" in err) == (0, False), err


def test_text_of_papers_moves_no_cursor(command: Command, tmp_path: Path) -> None:
    odd = MARCH.replace("lamp at Quay Lane", "\x1b[2J\u202elamp at Quay Lane")
    index = make_index(tmp_path / "odd", {"minutes.txt": odd}, open_encoder("default", read_settings().cache_folder()))
    for words in (("ask", LAMP), ("search", "lamp"), ("show", "minutes.txt"), ("decisions",)):
        done = command(*words, "--index", index)
        assert "lamp at Quay Lane" in " ".join(done.out.split())
        assert not {"\x1b", "\u202e"} & set(done.out)
    assert "\x1b[2J" in json.loads(command("ask", LAMP, "--index", index, "--json").out)["citations"][0]["quote"], "as data it stays verbatim"


def test_the_example_in_the_readme(command: Command, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "papers").mkdir()
    for name, text in TEXTS.items():
        (tmp_path / "papers" / name).write_text(text, encoding="utf-8")
    example = re.findall(r"^```python\n(.*?)^```", (ROOT / "README.md").read_text(encoding="utf-8"), re.S | re.M)[0]
    exec(compile(example, "README.md", "exec"), {})
    out = capsys.readouterr().out
    assert any(name in out for name in TEXTS)
