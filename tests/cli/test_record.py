"""Commands that read the record: on a made-up register of a thousand meetings, quickly, and without the index or a model."""

from __future__ import annotations

import csv
import io
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from docqa.council.links import link_register
from docqa.manifest import FORMAT_VERSION, Manifest, write_manifest
from docqa.records import Attendance, Decision, FollowUp, Item, Link, Page, Paper, Part, Record, Span, Votes
from docqa.register import Register
from docqa.text import stems
from tests.conftest import Docqa

TOPICS = ("library", "parking", "bins", "floods", "lamps", "allotments", "budget", "verges")
KEYS = [
    "id", "document", "paper", "page", "body", "meeting_date", "minute", "heading", "text", "parts", "kind", "outcome", "mover", "seconder", "votes", "access", "draft",
    "recommends_to", "due", "status", "links",
]  # fmt: skip


def meeting(n: int) -> tuple[str, str, str, Record]:
    """Document, body, date and record of the n-th meeting, with eight items and decisions."""
    body = ("Cabinet", "Communities Scrutiny Commission", "Planning Committee", "Saltby Parish Council")[n % 4]
    date = f"{2000 + n // 48:04}-{n // 4 % 12 + 1:02}-{10 + n % 4}"
    document = f"{body.split()[0].lower()}-{date}.pdf"
    paper = Paper(f"{document}#1", document, "minutes", f"{body} minutes", body, date, 0, 40, 1, 4)
    items, decisions = [], []
    for k, topic in enumerate(TOPICS, 1):
        item = Item(f"{paper.id}/{k}", paper.id, str(k), "minute", topic.upper(), k * 4, k * 4 + 4, gist=" ".join(stems(f"{topic} report meeting {n} costs")))
        items.append(item)
        text = f"RESOLVED: (1) That the {topic} be mended at a cost of £{n}. (2) That a report be made in six months' time."
        decisions.append(
            Decision(
                f"{''.join(w[0] for w in body.split()).lower() if len(body.split()) > 2 else body.lower()}/{date}/m{k}/r1", document, paper.id, item.id, body, date, str(k), item.heading,
                text, (Span(1, 0, 60),), (Part("(1)", text[10:50]), Part("(2)", "That a report be made in six months' time.")), "substantive", "approved",
                "lost" if k == 8 else "carried", "Councillor Ash", "Councillor Birch", Votes(7, 2, 1, None, {"Ash": "for"}) if k == 1 else None,
            )
        )  # fmt: skip
    return document, body, date, Record((paper,), tuple(items), (Attendance(paper.id, "Councillor Ash", "chair"),), tuple(decisions))


@pytest.fixture(scope="session")
def thousand(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index folder with the register of 1,000 meetings and nothing else."""
    folder = tmp_path_factory.mktemp("thousand")
    generation = folder / "generation-0001"
    generation.mkdir()
    register = Register(generation / "register.sqlite", create=True, read_only=False)
    for n in range(1000):
        document, _, _, record = meeting(n)
        register.add_document(
            document, sha256=str(n), size=1, mtime_ns=1, media="pdf", title=document, metadata={}, notices=(), pages=(Page(1, "RESOLVED: (1) That the bins be mended and more words to fill the span."),),
            record=record, passages=(),
        )  # fmt: skip
    first = register.decisions()[0]
    other = register.decisions()[9]
    link_register(register)
    register.write_links(
        [Link(other.id, "supersedes", first.id, "in place of", 0.9)],
        [FollowUp(f"{first.id}/(2)", first.id, first.document, first.body, first.meeting_date, first.minute, first.heading, "That a report be made; really, soon", "2000-07", "in six months' time", "Head of Bins")],
        [(first.id, "2000-07", "open")],
    )
    register.finish()
    register.close()
    write_manifest(generation, Manifest(FORMAT_VERSION, "0", "none", "none", 1, "flat", (), str(folder), "2025-01-01T00:00:00+00:00"))
    (folder / "CURRENT").write_text("generation-0001", encoding="utf-8")
    return folder


QUERIES: list[tuple[str, Callable[[Register], object]]] = [
    ("decisions of a body in a year", lambda r: r.decisions(r.resolved(_filters(body="cabinet", from_date="2010-01-01", to_date="2010-12-31")))),
    ("one minute", lambda r: r.decisions(r.resolved(_filters(body="csc", minute="3", from_date="2015-01-01", to_date="2015-06-30")))),
    ("one decision with its links", lambda r: r.links(r.decisions(ids=["csc/2000-01-11/m1/r1"])[0].id)),
    ("meetings", lambda r: r.meetings()),
    ("who was there", lambda r: r.attendance(["cabinet-2010-05-10.pdf#1"])),
    ("follow-ups", lambda r: r.followups(r.resolved(_filters(body="cabinet")))),
    ("coverage", lambda r: r.coverage()),
]


def _filters(**wanted: str) -> object:
    from docqa.records import Filters

    return Filters(**wanted)


@pytest.mark.parametrize(("query"), [q[1] for q in QUERIES], ids=[q[0] for q in QUERIES])
def test_register_queries_answer_in_50_ms_at_a_thousand_meetings(thousand: Path, query: Callable[[Register], object]) -> None:
    register = Register(thousand / "generation-0001" / "register.sqlite")
    best = min(_timed(register, query) for _ in range(5))
    assert best < 0.05, f"{best * 1000:.0f} ms"


def _timed(register: Register, query: Callable[[Register], object]) -> float:
    began = time.perf_counter()
    query(register)
    return time.perf_counter() - began


@pytest.mark.parametrize("command", [["decisions", "--body", "csc", "--from", "2010", "--to", "2010"], ["followups"], ["meetings"], ["timeline", "parking", "--body", "cabinet", "--to", "2001"], ["changes", "--since", "2020"], ["glossary"]])
def test_they_load_neither_torch_nor_the_index(thousand: Path, command: list[str]) -> None:
    import subprocess

    code = (
        "import sys; from docqa.cli import main; main(sys.argv[1:]); heavy = {'torch', 'faiss', 'tantivy', 'numpy', 'onnxruntime', 'sentence_transformers', 'textual'} & set(sys.modules);"
        "print(sorted(heavy), file=sys.stderr); sys.exit(bool(heavy))"
    )
    done = subprocess.run([sys.executable, "-c", code, *command, "--index", str(thousand)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_decisions_as_json_have_exactly_the_keys_that_scripts_rely_on(thousand: Path, docqa: Docqa) -> None:
    done = docqa("decisions", "--index", thousand, "--body", "csc", "--from", "2000-01", "--to", "2000-01", "--format", "json")
    rows = json.loads(done.stdout)
    assert [list(r) for r in rows] == [KEYS] * len(TOPICS)
    assert rows[0]["votes"] == {"for": 7, "against": 2, "abstain": 1, "absent": None}
    assert rows[1]["votes"] is None
    assert list(rows[0]["parts"][0]) == ["number", "text", "children"]


def test_filters_and_forms(thousand: Path, docqa: Docqa) -> None:
    lost = docqa("decisions", "--index", thousand, "--outcome", "lost", "--from", "2001", "--to", "2001", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(lost.stdout)))
    assert len(rows) == 48
    assert {r["outcome"] for r in rows} == {"lost"}
    table = docqa("decisions", "--index", thousand, "--text", "library mended", "--body", "planning", "--from", "2001", "--to", "2001").stdout
    assert "12 decisions of 12 meetings from 2001-01-12 to 2001-12-12" in table
    assert docqa("decisions", "--index", thousand, "--minute", "2", "--body", "pc", "--to", "2000-01", "--format", "md").stdout.count("|") > 10


def test_show_by_every_id(thousand: Path, docqa: Docqa) -> None:
    assert "moved by Councillor Ash" in docqa("show", "csc/2000-01-11/m1/r1", "--index", thousand).stdout
    assert json.loads(docqa("show", "csc/2000-01-11/m1", "--index", thousand, "--json").stdout)["decisions"][0]["named_votes"] == {"Ash": "for"}
    meeting_shown = docqa("show", "csc/2000-01-11", "--index", thousand).stdout
    assert "Chair: Councillor Ash" in meeting_shown
    assert "8 VERGES" in meeting_shown
    assert "minutes" in docqa("show", "communities-2000-01-11.pdf#1", "--index", thousand).stdout
    assert "RESOLVED" in docqa("show", "communities-2000-01-11.pdf", "--page", "1", "--index", thousand).stdout
    unknown = docqa("show", "nothing/2000-01-01", "--index", thousand)
    assert unknown.returncode == 2
    assert "docqa meetings" in unknown.stderr


def test_followups_as_of_a_day_and_as_a_calendar(thousand: Path, docqa: Docqa) -> None:
    assert "open" in docqa("followups", "--index", thousand, "--as-of", "2000-07-31").stdout
    assert "1 found: 1 due" in docqa("followups", "--index", thousand, "--as-of", "2000-08-01", "--status", "due").stdout
    lines = docqa("followups", "--index", thousand, "--format", "ics").stdout.splitlines()
    assert lines[0] == "BEGIN:VCALENDAR"
    assert "DTSTART;VALUE=DATE:20000701" in lines
    assert "DTEND;VALUE=DATE:20000801" in lines
    assert any("made\\; really\\, soon" in line for line in lines)
    assert all(len(line.encode()) <= 75 for line in lines)


def test_timeline_and_changes(thousand: Path, docqa: Docqa) -> None:
    timeline = docqa("timeline", "parking", "--body", "cabinet", "--to", "2000", "--index", thousand).stdout
    assert timeline.index("2000-01-10") < timeline.index("2000-02-10")
    assert "12 items in the minutes" in timeline
    changes = json.loads(docqa("changes", "--since", "1999", "--index", thousand, "--json").stdout)
    assert {c["change"] for c in changes} >= {"supersedes"}
    assert docqa("changes", "--since", "next week", "--index", thousand).returncode == 2


@pytest.mark.parametrize("command", ["decisions", "followups", "timeline", "show", "changes"])
def test_help_teaches(docqa: Docqa, command: str) -> None:
    text = docqa(command, "--help").stdout
    assert f"docqa {command} " in text.split("options:")[1] or f"docqa {command} " in text.split("options:")[0].split("usage:")[1] or "ids:" in text
