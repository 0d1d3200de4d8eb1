"""The record on disk: one SQLite file per generation of the index. Documents, pages, papers, items, meetings, decisions, passages.

What comes in: records. What goes out: the same records; opening the register imports neither numpy nor any search library, so
register queries are quick. One process writes (a build, into a new generation); any number read.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from docqa.errors import BrokenIndexError
from docqa.records import (
    Attendance,
    Coverage,
    Decision,
    Definition,
    Filters,
    FollowUp,
    Interest,
    Item,
    Link,
    Meeting,
    Mention,
    Page,
    Paper,
    Part,
    Passage,
    Record,
    Skipped,
    Span,
    Statement,
    Votes,
    to_json,
)
from docqa.text import fold, slug

T = TypeVar("T")

SCHEMA_VERSION = 5

_SCHEMA = """
CREATE TABLE documents (document TEXT PRIMARY KEY, sha256 TEXT, size INTEGER, mtime_ns INTEGER, media TEXT, title TEXT, pages INTEGER,
    metadata TEXT, notices TEXT);
CREATE TABLE copies (document TEXT PRIMARY KEY, of TEXT, size INTEGER, mtime_ns INTEGER, sha256 TEXT);
CREATE TABLE skipped (document TEXT PRIMARY KEY, code TEXT, reason TEXT, hint TEXT, size INTEGER, mtime_ns INTEGER);
CREATE TABLE pages (document TEXT, number INTEGER, printed TEXT, estimated INTEGER, text BLOB);
CREATE INDEX pages_at ON pages (document, number);
CREATE TABLE papers (id TEXT PRIMARY KEY, document TEXT, kind TEXT, title TEXT, body TEXT, meeting_date TEXT, first_block INTEGER,
    end_block INTEGER, first_page INTEGER, last_page INTEGER, draft INTEGER, access TEXT);
CREATE INDEX papers_of ON papers (document);
CREATE INDEX papers_at ON papers (body, meeting_date, id);
CREATE TABLE items (id TEXT PRIMARY KEY, document TEXT, paper TEXT, number TEXT, numbering TEXT, heading TEXT, first_block INTEGER,
    end_block INTEGER, access TEXT, banner TEXT, gist TEXT);
CREATE INDEX items_of ON items (document);
CREATE INDEX items_in ON items (paper);
CREATE TABLE attendance (document TEXT, paper TEXT, name TEXT, role TEXT, note TEXT, spans TEXT);
CREATE INDEX attendance_of ON attendance (document);
CREATE TABLE decisions (id TEXT PRIMARY KEY, document TEXT, paper TEXT, item TEXT, body TEXT, meeting_date TEXT, minute TEXT, heading TEXT,
    text TEXT, kind TEXT, strength TEXT, outcome TEXT, mover TEXT, seconder TEXT, access TEXT, draft INTEGER, recommends_to TEXT,
    due TEXT, status TEXT, spans TEXT, parts TEXT, votes TEXT, reasons TEXT, alternatives TEXT, owner TEXT, call_in TEXT,
    copy_of TEXT);
CREATE INDEX decisions_of ON decisions (document);
CREATE INDEX decisions_item ON decisions (item);
CREATE INDEX decisions_at ON decisions (meeting_date);
CREATE TABLE interests (document TEXT, paper TEXT, member TEXT, item TEXT, kind TEXT, "left" INTEGER, text TEXT, spans TEXT);
CREATE INDEX interests_of ON interests (document);
CREATE INDEX interests_in ON interests (paper);
CREATE TABLE statements (id TEXT, document TEXT, paper TEXT, item TEXT, kind TEXT, text TEXT, spans TEXT);
CREATE INDEX statements_of ON statements (document);
CREATE INDEX statements_item ON statements (item);
CREATE TABLE mentions (source TEXT, document TEXT, paper TEXT, body TEXT, date TEXT, minute TEXT, text TEXT);
CREATE INDEX mentions_of ON mentions (document);
CREATE INDEX mentions_from ON mentions (source);
CREATE TABLE followups (id TEXT PRIMARY KEY, decision TEXT, document TEXT, body TEXT, meeting_date TEXT, minute TEXT, heading TEXT, what TEXT,
    due TEXT, due_words TEXT, owner TEXT, answered_by TEXT, answered_on TEXT, superseded_by TEXT, partly INTEGER, access TEXT);
CREATE INDEX followups_of ON followups (document);
CREATE INDEX followups_decision ON followups (decision);
CREATE TABLE links (document TEXT, source TEXT, relation TEXT, target TEXT, evidence TEXT, confidence REAL, note TEXT);
CREATE INDEX links_of ON links (document);
CREATE INDEX links_from ON links (source);
CREATE INDEX links_to ON links (target);
CREATE TABLE definitions (acronym TEXT, meaning TEXT, document TEXT, span TEXT);
CREATE INDEX definitions_of ON definitions (document);
CREATE INDEX definitions_for ON definitions (acronym COLLATE NOCASE);
CREATE TABLE passages (row INTEGER PRIMARY KEY AUTOINCREMENT, document TEXT, paper TEXT, item TEXT, kind TEXT, text TEXT, spans TEXT,
    context TEXT, title TEXT, paper_kind TEXT, body TEXT, meeting_date TEXT, minute TEXT, heading TEXT, access TEXT, draft INTEGER,
    banner TEXT, stems TEXT, context_stems TEXT, small_numbers TEXT);
CREATE INDEX passages_of ON passages (document);
CREATE INDEX passages_item ON passages (item);
CREATE INDEX passages_at ON passages (meeting_date);
CREATE INDEX passages_body ON passages (body);
"""

_OF_DOCUMENT = ("documents", "pages", "papers", "items", "attendance", "decisions", "links", "definitions", "passages", "interests", "statements", "mentions", "followups")


class Register:
    """The register of one generation. Not safe for use by two threads at once; open one a thread.

    Args:
        path: the SQLite file.
        create: make a new, empty register (the file must not exist).
        read_only: refuse to write.

    Raises:
        BrokenIndexError: the file is not there, not SQLite, or of another schema.
    """

    def __init__(self, path: Path, *, create: bool = False, read_only: bool = True) -> None:
        self.path = path
        self._kept: dict[str, list[Any]] | None = {} if read_only and not create else None  # what every question asks for; an index that answers does not change
        if not create and not path.is_file():
            raise BrokenIndexError(f"the register {path} is missing", hint="Build the index again: docqa build", code="index-missing")
        try:
            if read_only and not create:
                self._db = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, check_same_thread=False)
            else:
                self._db = sqlite3.connect(path, check_same_thread=False)
                self._db.execute("PRAGMA journal_mode = WAL")
                self._db.execute("PRAGMA synchronous = NORMAL")
            if create:
                self._db.executescript(_SCHEMA)
                self._db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
            version = self._db.execute("PRAGMA user_version").fetchone()[0]
        except sqlite3.DatabaseError as error:
            raise BrokenIndexError(
                f"the register {path} cannot be read: {error}", hint="Build the index again: docqa build", code="index-broken"
            ) from error
        if version != SCHEMA_VERSION:
            raise BrokenIndexError(
                f"the register {path} has format {version}, this docqa reads {SCHEMA_VERSION}",
                hint="Build the index again: docqa build",
                code="index-format",
            )

    def close(self) -> None:
        """Close the file; a register that was written to is folded into one file first, so that it can be copied."""
        self._db.close()

    def finish(self) -> None:
        """Commit, and leave a single file behind that read-only readers can open anywhere."""
        self._db.commit()
        self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self._db.execute("PRAGMA journal_mode = DELETE")
        self._db.commit()

    def copy_to(self, path: Path) -> None:
        """Write a copy of this register to ``path``."""
        target = sqlite3.connect(path)
        try:
            self._db.backup(target)
        finally:
            target.close()

    # ------------------------------------------------------------------------------------------------------ writing

    def add_document(
        self,
        document: str,
        *,
        sha256: str,
        size: int,
        mtime_ns: int,
        media: str,
        title: str,
        metadata: dict[str, str],
        notices: Sequence[str],
        pages: Sequence[Page],
        record: Record,
        passages: Sequence[Passage],
    ) -> None:
        """Write all of one document; its passages get their row numbers."""
        db = self._db
        db.execute(
            "INSERT INTO documents VALUES (?,?,?,?,?,?,?,?,?)",
            (document, sha256, size, mtime_ns, media, title, len(pages), json.dumps(metadata), json.dumps(list(notices))),
        )
        db.executemany(
            "INSERT INTO pages VALUES (?,?,?,?,?)",
            [(document, p.number, p.printed, p.estimated, zlib.compress(p.text.encode("utf-8", "surrogatepass"), 1)) for p in pages],
        )
        db.executemany(
            "INSERT OR REPLACE INTO papers VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
            [
                (p.id, p.document, p.kind, p.title, p.body, p.meeting_date, p.first_block, p.end_block, p.first_page, p.last_page, p.draft, p.access)
                for p in record.papers
            ],
        )
        db.executemany(
            "INSERT OR REPLACE INTO items VALUES (?,?,?,?,?,?,?,?,?,?,?)",
            [(i.id, document, i.paper, i.number, i.numbering, i.heading, i.first_block, i.end_block, i.access, i.banner, i.gist) for i in record.items],
        )
        db.executemany(
            "INSERT INTO attendance VALUES (?,?,?,?,?,?)", [(document, a.paper, a.name, a.role, a.note, _spans(a.spans)) for a in record.attendance]
        )
        for decision in record.decisions:
            self._add_decision(decision)
        db.executemany("INSERT INTO links VALUES (?,?,?,?,?,?,?)", [(document, k.source, k.relation, k.target, k.evidence, k.confidence, k.note) for k in record.links])
        db.executemany(
            "INSERT INTO interests VALUES (?,?,?,?,?,?,?,?)",
            [(document, i.paper, i.member, i.item, i.kind, i.left, i.text, _spans(i.spans)) for i in record.interests],
        )
        db.executemany("INSERT INTO mentions VALUES (?,?,?,?,?,?,?)", [(m.source, document, m.paper, m.body, m.date, m.minute, m.text) for m in record.mentions])
        db.executemany(
            "INSERT INTO statements VALUES (?,?,?,?,?,?,?)", [(t.id, document, t.paper, t.item, t.kind, t.text, _spans(t.spans)) for t in record.statements]
        )
        db.executemany(
            "INSERT INTO definitions VALUES (?,?,?,?)", [(d.acronym, d.meaning, d.document, _spans((d.span,))) for d in record.definitions]
        )
        db.executemany(
            "INSERT INTO passages (document,paper,item,kind,text,spans,context,title,paper_kind,body,meeting_date,minute,heading,access,draft,"
            "banner,stems,context_stems,small_numbers) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            [
                (p.document, p.paper, p.item, p.kind, p.text, _spans(p.spans), p.context, p.title, p.paper_kind, p.body, p.meeting_date, p.minute)
                + (p.heading, p.access, p.draft, p.banner, p.stems, p.context_stems, _spans(p.small_numbers) if p.small_numbers else None)
                for p in passages
            ],
        )

    def _add_decision(self, d: Decision) -> None:
        id_, n = d.id, 1
        while self._db.execute("SELECT 1 FROM decisions WHERE id = ?", (id_,)).fetchone():
            n += 1  # another document holds minutes of the same meeting (a draft and its approved text): both stay
            id_ = f"{d.id}~{n}"
        self._db.execute(
            f"INSERT INTO decisions VALUES ({','.join('?' * 27)})",
            (id_, d.document, d.paper, d.item, d.body, d.meeting_date, d.minute, d.heading, d.text, d.kind, d.strength, d.outcome, d.mover)
            + (d.seconder, d.access, d.draft, d.recommends_to, d.due, d.status, _spans(d.spans), json.dumps(to_json_list(d.parts)))
            + (json.dumps(to_json(d.votes)) if d.votes else None, d.reasons, d.alternatives, d.owner, d.call_in, None),
        )

    def add_copy(self, document: str, of: str, *, size: int, mtime_ns: int, sha256: str) -> None:
        """Remember that ``document`` holds the same bytes as ``of``."""
        self._db.execute("INSERT OR REPLACE INTO copies VALUES (?,?,?,?,?)", (document, of, size, mtime_ns, sha256))

    def add_skipped(self, row: Skipped, *, size: int = 0, mtime_ns: int = 0) -> None:
        """Remember a file that was not indexed, and why."""
        self._db.execute("INSERT OR REPLACE INTO skipped VALUES (?,?,?,?,?,?)", (row.document, row.code, row.reason, row.hint, size, mtime_ns))

    def remove_document(self, document: str) -> None:
        """Take a document out, with everything that was read from it, and whatever was noted about its path."""
        for table in _OF_DOCUMENT:
            self._db.execute(f"DELETE FROM {table} WHERE document = ?", (document,))
        self._db.execute("DELETE FROM copies WHERE document = ? OR of = ?", (document, document))
        self._db.execute("DELETE FROM skipped WHERE document = ?", (document,))

    # ------------------------------------------------------------------------------------------------------ reading

    def known_files(self) -> dict[str, tuple[str, int, int, str]]:
        """Every path the last build saw: path -> (what became of it: "read" | "copy" | "skipped", size, mtime_ns, sha256)."""
        seen = {d: ("read", s, m, h) for d, s, m, h in self._db.execute("SELECT document, size, mtime_ns, sha256 FROM documents")}
        seen |= {d: ("copy", s, m, h) for d, s, m, h in self._db.execute("SELECT document, size, mtime_ns, sha256 FROM copies")}
        return seen | {d: ("skipped", s, m, "") for d, s, m in self._db.execute("SELECT document, size, mtime_ns FROM skipped")}

    def document_by_hash(self, sha256: str) -> str | None:
        """Path of the document that holds these bytes, if one is indexed."""
        found = self._db.execute("SELECT document FROM documents WHERE sha256 = ?", (sha256,)).fetchone()
        return str(found[0]) if found else None

    def documents(self) -> list[dict[str, Any]]:
        """Every document: path, title, media, pages, notices, copies."""
        copies: dict[str, list[str]] = {}
        for copy, of in self._db.execute("SELECT document, of FROM copies ORDER BY document"):
            copies.setdefault(of, []).append(copy)
        rows = self._db.execute("SELECT document, title, media, pages, notices FROM documents ORDER BY document")
        return [{"document": d, "title": t, "media": m, "pages": p, "notices": json.loads(n), "copies": copies.get(d, [])} for d, t, m, p, n in rows]

    def skipped(self) -> list[Skipped]:
        """Files that were not indexed."""
        return [Skipped(*row) for row in self._db.execute("SELECT document, code, reason, hint FROM skipped ORDER BY document")]

    def page(self, document: str, number: int | None) -> Page | None:
        """One page of a document; number None for files without pages."""
        rows = self._db.execute("SELECT number, printed, estimated, text FROM pages WHERE document = ? AND number IS ?", (document, number))
        found = rows.fetchone()
        return Page(found[0], zlib.decompress(found[3]).decode("utf-8", "surrogatepass"), found[1], bool(found[2])) if found else None

    def page_numbers(self, document: str) -> list[int]:
        """Numbers of the pages of a document that has pages."""
        return [n for (n,) in self._db.execute("SELECT number FROM pages WHERE document = ? AND number IS NOT NULL ORDER BY number", (document,))]

    def counts(self) -> dict[str, int]:
        """Rows per table, and the meetings that were recognised."""
        names = ("documents", "copies", "skipped", "pages", "papers", "items", "decisions", "definitions", "passages")
        counted = {n: int(self._db.execute(f"SELECT COUNT(*) FROM {n}").fetchone()[0]) for n in names}
        counted["meetings"] = self.coverage().meetings
        return counted

    def coverage(self) -> Coverage:
        """What is indexed: documents, meetings with minutes or papers, first and last meeting date."""
        documents = int(self._db.execute("SELECT COUNT(*) FROM documents").fetchone()[0])
        meetings, first, last = self._db.execute(
            "SELECT COUNT(DISTINCT body || meeting_date), MIN(meeting_date), MAX(meeting_date) FROM papers WHERE body IS NOT NULL AND meeting_date IS NOT NULL"
        ).fetchone()
        return Coverage(documents, int(meetings), first, last)

    def bodies(self) -> list[tuple[str, int]]:
        """Every body with the number of its papers, most first."""
        return self._once("bodies", lambda: list(self._db.execute("SELECT body, COUNT(*) n FROM papers WHERE body IS NOT NULL GROUP BY body ORDER BY n DESC, body")))

    def _once(self, name: str, read: Callable[[], list[Any]]) -> list[Any]:
        """What ``read`` gives, read once where the register cannot change; to be read only."""
        if self._kept is None:
            return read()
        if name not in self._kept:
            self._kept[name] = read()
        return self._kept[name]

    def meetings(self) -> list[Meeting]:
        """Every meeting of which a paper tells, by body and date."""
        rows = self._db.execute(
            "SELECT body, meeting_date, group_concat(id, char(31)) FROM papers WHERE body IS NOT NULL AND meeting_date IS NOT NULL "
            "GROUP BY body, meeting_date ORDER BY meeting_date, body"
        )
        return [Meeting(f"{body_key(b)}/{d}", b, d, tuple(sorted(p.split("\x1f")))) for b, d, p in rows]

    def papers(self, document: str | None = None) -> list[Paper]:
        """Papers of a document, or of all."""
        where, values = ("WHERE document = ?", (document,)) if document else ("", ())
        rows = self._db.execute(
            "SELECT id, document, kind, title, body, meeting_date, first_block, end_block, first_page, last_page, draft, access FROM papers "
            f"{where} ORDER BY document, first_block",
            values,
        )
        return [_made(Paper, *r[:10], bool(r[10]), r[11]) for r in rows]

    def item(self, id_: str) -> Item | None:
        """One item."""
        rows = self._db.execute("SELECT id, paper, number, numbering, heading, first_block, end_block, access, banner, gist FROM items WHERE id = ?", (id_,))
        found = rows.fetchone()
        return Item(*found) if found else None

    def items_of(self, paper: str) -> list[Item]:
        """The items of a paper, in reading order."""
        rows = self._db.execute(
            "SELECT id, paper, number, numbering, heading, first_block, end_block, access, banner, gist FROM items WHERE paper = ? ORDER BY first_block, rowid", (paper,)
        )
        return [Item(*r) for r in rows]

    def attendance(self, papers: Iterable[str]) -> list[Attendance]:
        """Who is listed in the headers of these papers."""
        wanted = list(papers)
        rows = self._db.execute(f"SELECT paper, name, role, note, spans FROM attendance WHERE paper IN ({_marks(wanted)}) ORDER BY rowid", wanted)
        return [Attendance(p, n, r, t, _read_spans(s)) for p, n, r, t, s in rows]

    def names(self) -> list[str]:
        """Everybody who is listed in the header of some minutes, each once."""
        return self._once("names", lambda: [n for (n,) in self._db.execute("SELECT DISTINCT name FROM attendance ORDER BY name")])

    def items_saying(self, words: str, filters: Filters = Filters(), *, kinds: Sequence[str] = ("minutes",)) -> list[Passage]:
        """Passages of minutes (of papers of these kinds) that hold all these words, in order of date: for phrases of the trade that no field of the record has."""
        clauses, values = _where(filters, kind_column=None)
        clauses += [f"paper_kind IN ({_marks(kinds)})", *["text LIKE ?"] * len(words.split())]
        values += [*kinds, *(f"%{w}%" for w in words.split())]
        return [_passage(r) for r in self._db.execute(f"SELECT {_PASSAGE} FROM passages WHERE {' AND '.join(clauses)} ORDER BY meeting_date, row", values)]

    def decisions(
        self, filters: Filters = Filters(), *, kind: str | None = None, items: Sequence[str] | None = None, papers: Sequence[str] | None = None, ids: Sequence[str] | None = None,
        outcomes: Sequence[str] | None = None, copies: bool = True
    ) -> list[Decision]:
        """Decisions by meeting date and place in the minutes, limited by ``filters`` and optionally to some items, papers, ids or outcomes.

        ``copies``: with those of a second text of the same minutes (a draft beside the approved text, minutes printed again in a pack).
        """
        clauses, values = _where(filters, kind_column=None)
        if not copies:
            clauses.append("copy_of IS NULL")
        if kind:
            clauses.append("kind = ?")
            values.append(kind)
        for column, wanted in (("item", items), ("id", ids), ("paper", papers), ("outcome", outcomes)):
            if wanted is not None:
                clauses.append(f"{column} IN ({_marks(wanted)})")
                values += list(wanted)
        where = f"WHERE {' AND '.join(clauses)}" if clauses else ""
        rows = self._db.execute(f"SELECT * FROM decisions {where} ORDER BY meeting_date, document, rowid", values)
        return [_decision(r) for r in rows]

    def iterate_decisions(self) -> Iterator[Decision]:
        """Every decision but copies, by meeting date and place in the minutes, one at a time: a register of decades is never in memory whole."""
        for r in self._db.execute("SELECT * FROM decisions WHERE copy_of IS NULL ORDER BY meeting_date, document, rowid"):
            yield _decision(r)

    def links(self, id_: str) -> list[Link]:
        """Links from and to one thing."""
        rows = self._db.execute("SELECT source, relation, target, evidence, confidence, note FROM links WHERE source = ? OR target = ?", (id_, id_))
        return [Link(*r) for r in rows]

    def links_named(self, relation: str) -> list[Link]:
        """All links of one kind."""
        rows = self._db.execute("SELECT source, relation, target, evidence, confidence, note FROM links WHERE relation = ? ORDER BY rowid", (relation,))
        return [Link(*r) for r in rows]

    def links_of(self, ids: Sequence[str]) -> dict[str, list[Link]]:
        """Links from and to many things, by id."""
        found: dict[str, list[Link]] = {}
        wanted = set(ids)
        for link in self.all_links():
            for id_ in {link.source, link.target} & wanted:
                found.setdefault(id_, []).append(link)
        return found

    def links_since(self, day: str) -> list[tuple[Link, str | None, str | None, str]]:
        """Links that start at a meeting on or after a day, with its body and date and the access level of the source."""
        rows = self._db.execute(
            "SELECT k.source, k.relation, k.target, k.evidence, k.confidence, k.note, COALESCE(d.body, ip.body, p.body) AS body, "
            "COALESCE(d.meeting_date, ip.meeting_date, p.meeting_date) AS day, COALESCE(d.access, i.access, p.access, 'public') FROM links k "
            "LEFT JOIN decisions d ON d.id = k.source LEFT JOIN items i ON i.id = k.source LEFT JOIN papers ip ON ip.id = i.paper LEFT JOIN papers p ON p.id = k.source "
            "WHERE day >= ? ORDER BY day, k.rowid",
            (day,),
        )
        return [(Link(*r[:6]), r[6], r[7], r[8]) for r in rows]

    def decisions_per_meeting(self) -> dict[tuple[str, str], int]:
        """How many decisions each meeting took, copies counted once."""
        rows = self._db.execute("SELECT body, meeting_date, COUNT(*) FROM decisions WHERE copy_of IS NULL AND body IS NOT NULL AND meeting_date IS NOT NULL GROUP BY body, meeting_date")
        return {(b, d): n for b, d, n in rows}

    def chairs(self) -> dict[str, str]:
        """Who chaired, by paper."""
        return dict(self._db.execute("SELECT paper, MIN(name) FROM attendance WHERE role = 'chair' GROUP BY paper").fetchall())

    def paper(self, id_: str) -> Paper | None:
        """One paper."""
        rows = self._db.execute(
            "SELECT id, document, kind, title, body, meeting_date, first_block, end_block, first_page, last_page, draft, access FROM papers WHERE id = ?", (id_,)
        )
        r = rows.fetchone()
        return _made(Paper, *r[:10], bool(r[10]), r[11]) if r else None

    def item_of_minute(self, id_: str) -> Item | None:
        """The item that "ilsc/2017-10-31/m90" means."""
        found = self._db.execute("SELECT item FROM decisions WHERE id LIKE ? ESCAPE '\\' AND item IS NOT NULL LIMIT 1", (id_.replace("%", "\\%").replace("_", "\\_") + "/r%",)).fetchone()
        if found:
            return self.item(found[0])
        place, _, number = id_.rpartition("/m")
        meeting = next((m for m in self.meetings() if m.id == place), None) if number else None
        for paper in meeting.papers if meeting else ():
            for item in self.items(paper):
                if item.number.replace("/", "-") == number and item.numbering == "minute":
                    return item
        return None

    def all_links(self) -> list[Link]:
        """Every link."""
        return [Link(*r) for r in self._db.execute("SELECT source, relation, target, evidence, confidence, note FROM links ORDER BY rowid")]

    def items(self, paper: str | None = None) -> list[Item]:
        """Items of a paper, or of all, in order."""
        where, values = ("WHERE paper = ?", (paper,)) if paper else ("", ())
        rows = self._db.execute(f"SELECT id, paper, number, numbering, heading, first_block, end_block, access, banner, gist FROM items {where} ORDER BY document, rowid", values)
        return [Item(*r) for r in rows]

    def interests(self, papers: Iterable[str] | None = None) -> list[Interest]:
        """Declarations of interest in these papers, or in all."""
        where, values = ("", []) if papers is None else _in("paper", list(papers))
        rows = self._db.execute(f'SELECT paper, member, item, kind, "left", text, spans FROM interests {where} ORDER BY rowid', values)
        return [Interest(p, m, i, k, None if left is None else bool(left), t, _read_spans(s)) for p, m, i, k, left, t, s in rows]

    def statements(self, items: Iterable[str] | None = None) -> list[Statement]:
        """Undertakings, requests and recommendations under these items, or all."""
        where, values = ("", []) if items is None else _in("item", list(items))
        rows = self._db.execute(f"SELECT id, paper, item, kind, text, spans FROM statements {where} ORDER BY rowid", values)
        return [_made(Statement, *r[:5], _read_spans(r[5])) for r in rows]

    def mentions(self) -> list[Mention]:
        """Every mention of another meeting."""
        return [Mention(*r) for r in self._db.execute("SELECT source, paper, body, date, minute, text FROM mentions ORDER BY rowid")]

    def followups(self, filters: Filters = Filters(), *, decisions: Iterable[str] | None = None) -> list[FollowUp]:
        """What was to come back, by due date; ``status`` is left empty (it depends on the day: ``docqa.council.followups.as_of``)."""
        clauses, values = _where(filters, kind_column=None)
        if decisions is not None:
            where, more = _in("decision", list(decisions))
            clauses.append(where.removeprefix("WHERE "))
            values += more
        where = f"WHERE {' AND '.join(clauses)}" if clauses else ""
        rows = self._db.execute(f"SELECT {_FOLLOWUP} FROM followups {where} ORDER BY due IS NULL, due, meeting_date, id", values)
        return [_made(FollowUp, *r[:14], bool(r[14]), "", r[15]) for r in rows]

    def write_links(self, links: Iterable[Link], followups: Iterable[FollowUp], changed: Iterable[tuple[str, str | None, str | None]]) -> None:
        """Put the links between documents and the follow-ups in place of those of the build before.

        Args:
            links: between things of any documents.
            followups: all of them.
            changed: decision id, due date, status: what the follow-ups say of a decision.
        """
        self._db.execute("DELETE FROM links WHERE document = ''")
        self._db.execute("DELETE FROM followups")
        self._db.execute("UPDATE decisions SET due = NULL, status = NULL WHERE due IS NOT NULL OR status IS NOT NULL")
        self._db.executemany("INSERT INTO links VALUES ('',?,?,?,?,?,?)", [(k.source, k.relation, k.target, k.evidence, k.confidence, k.note) for k in links])
        self._db.executemany(
            f"INSERT OR REPLACE INTO followups ({_FOLLOWUP}) VALUES ({','.join('?' * 16)})",
            [
                (f.id, f.decision, f.document, f.body, f.meeting_date, f.minute, f.heading, f.what, f.due, f.due_words, f.owner, f.answered_by, f.answered_on)
                + (f.superseded_by, f.partly, f.access)
                for f in followups
            ],
        )
        self._db.executemany("UPDATE decisions SET due = ?, status = ? WHERE id = ?", [(due, status, id_) for id_, due, status in changed])

    def rename_body(self, name: str, meant: str) -> None:
        """Put one name of a body in the place of another, wherever it stands as one."""
        for table in ("papers", "decisions", "mentions", "passages"):
            self._db.execute(f"UPDATE {table} SET body = ? WHERE body = ?", (meant, name))

    def settle_ids(self) -> None:
        """Number decisions that share an id by their papers, not by the order in which they were read, so that ids survive a rebuild."""
        rows = self._db.execute(
            "SELECT d.id, d.rowid, d.draft, d.paper, d.document FROM decisions d WHERE instr(d.id, '~') OR EXISTS (SELECT 1 FROM decisions o WHERE o.id = d.id || '~2')"
        ).fetchall()
        groups: dict[str, list[tuple[int, int, str, int]]] = {}
        for id_, rowid, draft, paper, document in rows:
            groups.setdefault(id_.partition("~")[0], []).append((draft, not paper.endswith("#1"), document, rowid))
        moves = [(f"{base}{f'~{n}' if n > 1 else ''}", rowid) for base, held in groups.items() for n, (_, _, _, rowid) in enumerate(sorted(held), 1)]
        self._db.executemany("UPDATE decisions SET id = '?' || rowid WHERE rowid = ?", [(rowid,) for _, rowid in moves])
        self._db.executemany("UPDATE decisions SET id = ? WHERE rowid = ?", moves)

    def mark_copies(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Remember which decisions stand a second time: id of the copy, id of the one that counts."""
        self._db.execute("UPDATE decisions SET copy_of = NULL WHERE copy_of IS NOT NULL")
        self._db.executemany("UPDATE decisions SET copy_of = ? WHERE id = ?", [(of, copy) for copy, of in pairs])

    def topic(self, stems_of: Sequence[str], filters: Filters = Filters()) -> list[tuple[Item, Paper]]:
        """Items of minutes whose words have all these stems, by date."""
        clauses, values = _where(filters, kind_column=None)
        where = " AND ".join([*(c.replace("body", "p.body").replace("meeting_date", "p.meeting_date").replace("minute ", "i.number ").replace("access", "i.access") for c in clauses), "1"])
        likes = " AND ".join(["' ' || i.gist || ' ' LIKE ?"] * len(stems_of)) or "1"
        rows = self._db.execute(
            "SELECT i.id, i.paper, i.number, i.numbering, i.heading, i.first_block, i.end_block, i.access, i.banner, i.gist, p.id, p.document, p.kind, p.title, p.body, "
            "p.meeting_date, p.first_block, p.end_block, p.first_page, p.last_page, p.draft, p.access FROM items i JOIN papers p ON p.id = i.paper "
            f"WHERE p.kind = 'minutes' AND p.meeting_date IS NOT NULL AND {where} AND {likes} ORDER BY p.meeting_date, p.document, i.rowid",
            [*values, *(f"% {s} %" for s in stems_of)],
        )
        return [(Item(*r[:10]), _made(Paper, *r[10:20], bool(r[20]), r[21])) for r in rows]

    def mark_approved(self, papers: Iterable[str]) -> None:
        """Take the draft mark off these papers and what was read from them: a later meeting approved them."""
        wanted = [(p,) for p in papers]
        for table, column in (("papers", "id"), ("decisions", "paper"), ("passages", "paper")):
            self._db.executemany(f"UPDATE {table} SET draft = 0 WHERE {column} = ?", wanted)

    def definitions(self, term: str | None = None) -> list[Definition]:
        """Definitions of an acronym (upper or lower case), or all."""
        where, values = ("WHERE acronym = ? COLLATE NOCASE", (term,)) if term else ("", ())
        rows = self._db.execute(f"SELECT acronym, meaning, document, span FROM definitions {where} ORDER BY acronym, document", values)
        return [Definition(a, m, d, _read_spans(s)[0]) for a, m, d, s in rows]

    def passages(self, rows: Sequence[int]) -> dict[int, Passage]:
        """Passages by row number."""
        found = self._db.execute(f"SELECT {_PASSAGE} FROM passages WHERE row IN ({_marks(rows)})", [int(r) for r in rows])
        return {r[0]: _passage(r) for r in found}

    def passage_facts(self, rows: Sequence[int]) -> dict[int, tuple[str | None, str | None, str | None, str]]:
        """Body, meeting date, minute and kind of paper of passages, by row number."""
        found = self._db.execute(f"SELECT row, body, meeting_date, minute, paper_kind FROM passages WHERE row IN ({_marks(rows)})", [int(r) for r in rows])
        return {row: (body, date, minute, kind) for row, body, date, minute, kind in found}

    def passages_at(self, document: str, span: Span) -> list[Passage]:
        """Passages of a document that hold some of ``span``, in reading order."""
        rows = self._db.execute(f"SELECT {_PASSAGE} FROM passages WHERE document = ? ORDER BY row", (document,))
        return [p for p in map(_passage, rows) if any(s.overlaps(span) for s in p.spans)]

    def passages_of_item(self, item: str) -> list[Passage]:
        """Passages of one item, in reading order."""
        return [_passage(r) for r in self._db.execute(f"SELECT {_PASSAGE} FROM passages WHERE item = ? ORDER BY row", (item,))]

    def iterate_passages(self, after: int = 0) -> Iterator[Passage]:
        """Every passage whose row number is above ``after``, in order of row number."""
        for r in self._db.execute(f"SELECT {_PASSAGE} FROM passages WHERE row > ? ORDER BY row", (after,)):
            yield _passage(r)

    def last_row(self) -> int:
        """The highest row number ever given, 0 where there is none."""
        found = self._db.execute("SELECT seq FROM sqlite_sequence WHERE name = 'passages'").fetchone()
        return int(found[0]) if found else 0

    def has_document(self, document: str) -> bool:
        """True where the document is indexed under this path."""
        return self._db.execute("SELECT 1 FROM documents WHERE document = ?", (document,)).fetchone() is not None

    def documents_without_meeting(self) -> int:
        """How many documents hold no paper with a body and a meeting date."""
        rows = self._db.execute(
            "SELECT COUNT(*) FROM documents d WHERE NOT EXISTS (SELECT 1 FROM papers p WHERE p.document = d.document AND p.body IS NOT NULL "
            "AND p.meeting_date IS NOT NULL)"
        )
        return int(rows.fetchone()[0])

    def passage_rows(self, filters: Filters) -> list[int]:
        """Row numbers of the passages that ``filters`` allow, ascending."""
        clauses, values = _where(filters, kind_column="paper_kind")
        where = f"WHERE {' AND '.join(clauses)}" if clauses else ""
        return [r for (r,) in self._db.execute(f"SELECT row FROM passages {where} ORDER BY row", values)]

    def matching_bodies(self, wanted: str) -> list[str]:
        """Bodies a person may mean by ``wanted``: the name, a part of it, or its initials."""
        asked = fold(wanted)
        names = [b for b, _ in self.bodies()]
        exact = [b for b in names if fold(b) == asked]
        return exact or [b for b in names if asked in fold(b) or asked == initials(b) or set(asked.split()) <= set(fold(b).split())]

    def resolved(self, filters: Filters) -> Filters:
        """``filters`` with the body replaced by the names in the register, joined with a unit separator (see ``_where``)."""
        if not filters.body:
            return filters
        names = self.matching_bodies(filters.body) or ["\x1e"]  # nothing matches: nothing is allowed
        return Filters("\x1f".join(names), filters.from_date, filters.to_date, filters.kind, filters.minute, filters.access)


@lru_cache(maxsize=4096)
def body_key(name: str) -> str:
    """A body in an id: its initials where there are three or more ("ilsc"), else a slug of its name."""
    short = initials(name)
    return short if len(short) >= 3 else slug(name, most=24)


def initials(name: str) -> str:
    """Initials of the capitalised words of a name, in lower case: "Improving Lives Select Commission" gives "ilsc"."""
    return "".join(w[0] for w in name.replace("-", " ").split() if w[0].isupper()).lower()


def to_json_list(parts: Iterable[Part]) -> list[Any]:
    """Parts as plain dicts."""
    return [to_json(p) for p in parts]


_PASSAGE = "row, document, paper, item, kind, text, spans, context, title, paper_kind, body, meeting_date, minute, heading, access, draft, banner, stems, context_stems, small_numbers"


_FOLLOWUP = "id, decision, document, body, meeting_date, minute, heading, what, due, due_words, owner, answered_by, answered_on, superseded_by, partly, access"


def _made(record: Callable[..., T], *values: Any) -> T:
    """A record from a row, its columns in the order of the record's fields; what a row holds is the table's promise, not the type checker's."""
    return record(*values)


def _passage(r: Sequence[Any]) -> Passage:
    return _made(Passage, *r[:6], _read_spans(r[6]), *r[7:15], bool(r[15]), r[16], r[17], r[18], _read_spans(r[19]) if r[19] else ())


def _decision(r: Sequence[Any]) -> Decision:
    parts = tuple(Part(p["number"], p["text"], tuple(p["children"])) for p in json.loads(r[20]))
    v = json.loads(r[21]) if r[21] else None
    votes = Votes(v["for"], v["against"], v["abstain"], v["absent"], v["names"]) if v else None
    return _made(Decision, *r[0:9], _read_spans(r[19]), parts, *r[9:14], votes, r[14], bool(r[15]), *r[16:19], *r[22:26])


def _where(filters: Filters, *, kind_column: str | None) -> tuple[list[str], list[Any]]:
    clauses: list[str] = []
    values: list[Any] = []
    if filters.body:
        names = filters.body.split("\x1f")
        clauses.append(f"body IN ({_marks(names)})")
        values += names
    for column, sign, value in (("meeting_date", ">=", filters.from_date), ("meeting_date", "<=", filters.to_date), ("minute", "=", filters.minute)):
        if value:
            clauses.append(f"{column} {sign} ?")
            values.append(value)
    if filters.kind and kind_column:
        clauses.append(f"{kind_column} = ?")
        values.append(filters.kind)
    if filters.access:
        clauses.append("access = ?")
        values.append(filters.access)
    return clauses, values


def _in(column: str, wanted: Sequence[Any]) -> tuple[str, list[Any]]:
    return f"WHERE {column} IN ({_marks(wanted)})", list(wanted)


def _marks(values: Sequence[Any]) -> str:
    return ",".join("?" * len(values))


def _spans(spans: Iterable[Span]) -> str:
    return json.dumps([[s.page, s.start, s.end] for s in spans], separators=(",", ":"))


def _read_spans(text: str) -> tuple[Span, ...]:
    return tuple(Span(*s) for s in json.loads(text))
