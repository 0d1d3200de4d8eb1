"""Corpus -> index: the first composition root.

Stages: scan (which files are new, changed, gone), read (in worker processes: file -> Reading -> Record -> passages), encode (texts that
have no vector yet), write (a new generation), switch. Killed at any moment, the last good index goes on answering, and what was
encoded is kept.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docqa.config import Settings, read_settings
from docqa.council.access import without_withheld
from docqa.council.links import link_register
from docqa.council.record import parse_record
from docqa.errors import BrokenIndexError, CorpusError, UsageError
from docqa.manifest import (
    FORMAT_VERSION,
    Manifest,
    build_lock,
    current_generation,
    new_generation,
    read_manifest,
    switch_to,
    unwritable,
    write_manifest,
)
from docqa.papers.corpus import ReadingPool, SourceFile, find_files, read_document
from docqa.records import BuildReport, Page, Passage, Progress, Record, Skipped
from docqa.register import Register
from docqa.search.passages import cut_passages, embedded_text
from docqa.version import VERSION

if TYPE_CHECKING:
    from docqa.search.encoder import Encoder

# Raise it when reading, parsing or cutting changes what an unchanged file gives: a build then reads everything again.
READING_VERSION = 56

Report = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class _Read:
    """What a worker sends back for one file."""

    media: str
    title: str
    metadata: dict[str, str]
    notices: tuple[str, ...]
    pages: tuple[Page, ...]
    record: Record
    passages: tuple[Passage, ...]


def read_and_parse(path: Path, document: str, ocr: Any) -> _Read:
    """File -> everything the index needs of it. Runs in a worker process.

    Raises:
        ReadingError: the file cannot be read.
    """
    reading = read_document(path, document, ocr=ocr)
    record, pages, withheld = without_withheld(reading, parse_record(reading))
    passages = tuple(cut_passages(reading, record))
    return _Read(reading.media, reading.title, dict(reading.metadata), (*reading.notices, *withheld), pages, record, passages)


def read_and_parse_all(path: Path, document: str, ocr: Any) -> _Read:
    """As ``read_and_parse``, with exempt and confidential papers: only for an index folder of its own."""
    reading = read_document(path, document, ocr=ocr)
    record = parse_record(reading)
    return _Read(reading.media, reading.title, dict(reading.metadata), reading.notices, reading.pages, record, tuple(cut_passages(reading, record)))


def build_index(
    paths: Sequence[Path | str] = (),
    *,
    index: Path | str | None = None,
    jobs: int | None = None,
    ocr: str | None = None,
    settings: Settings | None = None,
    progress: Report | None = None,
    include_exempt: bool = False,
) -> BuildReport:
    """Bring the index up to date with the papers under ``paths`` (files or folders; default: the corpus folder of the settings).

    Only new and changed files are read and only texts that have no vector are encoded. A file that cannot be read is a row of the
    report and stops nothing. Exempt and confidential papers are left out, unless ``include_exempt``: then the index has a folder of its own.

    Raises:
        UsageError: exempt papers without an index folder of their own.
        CorpusError: a path does not exist, or there is no paper in any of them.
        BrokenIndexError: another build runs, or the index folder cannot be written to.
        ModelError: the encoder cannot be loaded.
    """
    settings = settings or read_settings()
    started = time.monotonic()
    report = progress or (lambda _: None)
    folder = Path(index or settings.index)
    roots = [Path(p) for p in paths] or [Path(settings.corpus)]
    for root in roots:
        if not root.exists():
            raise CorpusError(f"there is no file or folder {root}", hint="Name the folder with your papers: docqa build FOLDER", code="corpus-missing")
    _check_exempt(folder, settings, include_exempt)
    with build_lock(folder):
        try:
            return _Build(folder, roots, settings, jobs or settings.jobs or os.cpu_count() or 1, ocr or settings.ocr, report, started, include_exempt).run()
        except OSError as error:
            raise unwritable(folder, error) from error


def can_answer(index: Path, settings: Settings | None = None) -> bool:
    """Is there an index that this docqa can answer from: of its format, and made with the model of the settings as far as that can be told without loading it?"""
    from docqa.search.encoder import is_outdated

    try:
        manifest = read_manifest(current_generation(index))
    except BrokenIndexError:
        return False
    return not is_outdated((settings or read_settings()).model, manifest.model_fingerprint)


def _check_exempt(folder: Path, settings: Settings, include_exempt: bool) -> None:
    """Exempt papers never get into the index that everybody asks, and never out of theirs by a build that forgets the flag."""
    try:
        held = bool(read_manifest(current_generation(folder)).settings.get("exempt"))
    except BrokenIndexError:
        held = include_exempt
    if include_exempt and folder.resolve() == Path(settings.index).resolve():
        raise UsageError("exempt papers need an index folder of their own", hint="docqa build --include-exempt --index FOLDER", code="exempt-index")
    if held != include_exempt:
        what = "holds exempt papers" if held else "was built without exempt papers"
        raise UsageError(f"the index {folder} {what}", hint="Use another --index FOLDER, or give --include-exempt as before.", code="exempt-index")


class _Build:
    def __init__(
        self, folder: Path, roots: Sequence[Path], settings: Settings, jobs: int, ocr: str, report: Report, started: float, include_exempt: bool = False
    ) -> None:
        self.include_exempt = include_exempt
        self.folder, self.roots, self.settings, self.jobs, self.ocr = folder, roots, settings, jobs, ocr
        self.report, self.started = report, started
        self.skipped: list[Skipped] = []
        self.new: list[str] = []
        self.changed: list[str] = []
        self.duplicates: list[tuple[str, str]] = []
        self.encoded = 0

    def run(self) -> BuildReport:
        self.report(Progress("scan", 0, 0))
        files, self.skipped = find_files(self.roots)
        if not files:
            raise CorpusError(
                f"there is no paper docqa can read in {', '.join(map(str, self.roots))}",
                hint="docqa reads PDF, text, Markdown, HTML and DOCX files.",
                code="corpus-empty",
            )
        previous = self._previous()
        known = previous[1].known_files() if previous else {}
        here = {f.document for f in files} | {s.document for s in self.skipped}
        removed = sorted(d for d, (what, *_) in known.items() if d not in here and what != "skipped")
        fresh = [f for f in files if known.get(f.document, ("", -1, -1, ""))[1:3] != (f.size, f.mtime_ns)]
        touched = {f.document for f in fresh}
        if previous and not fresh and not removed and known.keys() == here:
            return self._unchanged(previous, files)
        generation = new_generation(self.folder)
        try:
            return self._write(generation, files, fresh, touched, removed, known, previous)
        except BaseException:
            shutil.rmtree(generation, ignore_errors=True)
            raise

    # -------------------------------------------------------------------------------------------------------- steps

    def _previous(self) -> tuple[Path, Register, Manifest] | None:
        """The generation to start from: the current one, where it was made the same way."""
        from docqa.search.encoder import is_outdated

        try:
            generation = current_generation(self.folder)
            manifest = read_manifest(generation)
            if manifest.settings != self._settings_that_matter() or manifest.base != str(_base(self.roots)):
                return None
            if is_outdated(self.settings.model, manifest.model_fingerprint):  # a new docqa may bring new weights
                return None
            return generation, Register(generation / "register.sqlite"), manifest
        except BrokenIndexError:
            return None

    def _settings_that_matter(self) -> dict[str, Any]:
        return {"reading": READING_VERSION, "ocr": self.ocr, "tesseract": bool(shutil.which("tesseract")) if self.ocr != "off" else False,
                "model": self.settings.model, "exempt": self.include_exempt}  # fmt: skip

    def _unchanged(self, previous: tuple[Path, Register, Manifest], files: Sequence[SourceFile]) -> BuildReport:
        register = previous[1]
        self.skipped = register.skipped()
        self.duplicates = [(c, d["document"]) for d in register.documents() for c in d["copies"]]
        self.report(Progress("done", len(files), len(files)))
        return self._report(register, removed=(), unchanged=len(files))

    def _write(
        self,
        generation: Path,
        files: Sequence[SourceFile],
        fresh: Sequence[SourceFile],
        touched: set[str],
        removed: Sequence[str],
        known: dict[str, tuple[str, int, int, str]],
        previous: tuple[Path, Register, Manifest] | None,
    ) -> BuildReport:
        from docqa.search.encoder import open_encoder
        from docqa.search.lexical import LexicalWriter

        if previous:
            previous[1].copy_to(generation / "register.sqlite")
            shutil.copytree(previous[0] / "words", generation / "words", ignore=shutil.ignore_patterns("*.lock"))
        register = Register(generation / "register.sqlite", create=previous is None, read_only=False)
        words = LexicalWriter(generation / "words")
        try:
            gone = [*removed, *(d for d in touched if d in known)]
            orphans = {c for d in register.documents() if d["document"] in gone for c in d["copies"]} - set(gone)
            for document in gone:
                register.remove_document(document)
                words.remove(document)
            for old in {s.document for s in register.skipped()} - {f.document for f in files}:
                register.remove_document(old)
            for row in self.skipped:
                register.add_skipped(row)
            todo = [*fresh, *(f for f in files if f.document in orphans and f.document not in touched)]
            self._read_all(register, todo, known)
            link_register(register)
            encoder = open_encoder(self.settings.model, self.settings.cache_folder())
            kind = self._encode_all(register, encoder, generation)
            self.report(Progress("write", 0, 1))
            words.add(register.iterate_passages(after=self._last_row(previous)))
            words.commit()
            self._number_skips(register)
            counts = register.counts()
            register.finish()
            built = self._report(register, removed=removed, unchanged=len(files) - len(fresh))
        finally:
            register.close()
        write_manifest(
            generation,
            Manifest(
                FORMAT_VERSION, VERSION, encoder.name, encoder.fingerprint, encoder.dimensions, kind,
                tuple(str(r.resolve()) for r in self.roots), str(_base(self.roots)), datetime.now().astimezone().isoformat(timespec="seconds"),
                self._settings_that_matter(), counts, self._sources,
            ),
        )  # fmt: skip
        switch_to(self.folder, generation)
        self.report(Progress("done", 1, 1, pages=counts["pages"], passages=counts["passages"]))
        return built

    def _last_row(self, previous: tuple[Path, Register, Manifest] | None) -> int:
        return previous[1].last_row() if previous else 0

    def _number_skips(self, register: Register) -> None:
        self.skipped = register.skipped()
        digest = hashlib.sha256()
        for document, (what, _, _, sha) in sorted(register.known_files().items()):
            if what == "read":
                digest.update(f"{document}\x1f{sha}\n".encode("utf-8", "surrogatepass"))
        self._sources = digest.hexdigest()

    def _read_all(self, register: Register, todo: Sequence[SourceFile], known: dict[str, tuple[str, int, int, str]]) -> None:
        """Read files into the register; a file whose bytes are already there becomes a copy."""
        first: dict[str, SourceFile] = {}
        hashes: dict[str, str] = {}
        copies: list[tuple[SourceFile, str]] = []
        for file in todo:
            try:
                sha = _sha256(file.path)
            except OSError as error:
                register.add_skipped(Skipped(file.document, "unreadable", f"cannot be opened: {error.strerror}", "Check its permissions."), size=file.size)
                continue
            hashes[file.document] = sha
            of = register.document_by_hash(sha) or (first[sha].document if sha in first else None)
            if of and of != file.document:
                copies.append((file, of))
            else:
                first[sha] = file
        reading = list(first.values())
        total_bytes = sum(f.size for f in reading) or 1
        done_bytes = pages = passages = done = 0
        began = time.monotonic()
        self.report(Progress("read", 0, len(reading)))
        with ReadingPool(self.jobs, work=read_and_parse_all if self.include_exempt else read_and_parse, ocr=self.ocr, seconds=self.settings.read_seconds) as pool:
            for file, result in pool.results(reading):
                done, done_bytes = done + 1, done_bytes + file.size
                if isinstance(result, Skipped):
                    register.add_skipped(result, size=file.size, mtime_ns=file.mtime_ns)
                else:
                    self._add(register, file, hashes[file.document], result)
                    pages, passages = pages + len(result.pages), passages + len(result.passages)
                    (self.changed if file.document in known else self.new).append(file.document)
                left = (time.monotonic() - began) * (total_bytes - done_bytes) / done_bytes if done_bytes else None
                self.report(Progress("read", done, len(reading), file.document, pages, passages, left))
        for file, of in copies:
            if register.has_document(of):
                register.add_copy(file.document, of, size=file.size, mtime_ns=file.mtime_ns, sha256=hashes[file.document])
                self.duplicates.append((file.document, of))
            else:  # the file it is a copy of was skipped: so is this one, for the same reason
                why = next((s for s in register.skipped() if s.document == of), Skipped(of, "broken", "cannot be read"))
                register.add_skipped(replace(why, document=file.document), size=file.size, mtime_ns=file.mtime_ns)

    def _add(self, register: Register, file: SourceFile, sha: str, read: _Read) -> None:
        register.add_document(
            file.document, sha256=sha, size=file.size, mtime_ns=file.mtime_ns, media=read.media, title=read.title, metadata=read.metadata,
            notices=read.notices, pages=read.pages, record=read.record, passages=read.passages,
        )  # fmt: skip

    def _encode_all(self, register: Register, encoder: Encoder, generation: Path) -> str:
        """Vectors for every passage and every sentence or row in it, from the cache or encoded now. Returns the kind of FAISS index of the passages."""
        import numpy as np

        from docqa.search.encoding import encode_passages
        from docqa.search.units import unit_ranges, units_of
        from docqa.search.vectors import PASSAGES, UNITS, write_vectors

        rows: list[int] = []
        texts: list[str] = []
        parts: list[list[tuple[int, int]]] = []
        for passage in register.iterate_passages():
            rows.append(passage.row)
            texts.append(embedded_text(passage))
            parts.append(unit_ranges(texts[-1], units_of(passage)))

        def step(done: int, total: int, left: float | None) -> None:
            self.report(Progress("encode", done, total, passages=len(rows), seconds_left=left))

        whole, inside, self.encoded = encode_passages(encoder, self.folder / "cache", texts, parts, step)
        row_numbers = np.array(rows, dtype=np.int64)
        write_vectors(generation, UNITS, np.repeat(row_numbers, [len(p) for p in parts]), inside)
        return write_vectors(generation, PASSAGES, row_numbers, whole)

    def _report(self, register: Register, *, removed: Iterable[str], unchanged: int) -> BuildReport:
        counts = register.counts()
        notices = [f"{d['document']}: {n}" for d in register.documents() for n in d["notices"]]
        lost = register.documents_without_meeting()
        if lost:
            notices.append(f"{lost} documents without a recognised meeting; they are searchable as plain passages")
        return BuildReport(
            documents=counts["documents"], pages=counts["pages"], papers=counts["papers"], meetings=counts["meetings"], decisions=counts["decisions"],
            passages=counts["passages"], encoded=self.encoded, new=tuple(sorted(self.new)), changed=tuple(sorted(self.changed)),
            removed=tuple(removed), unchanged=unchanged, duplicates=tuple(sorted(self.duplicates)), skipped=tuple(self.skipped),
            notices=tuple(notices), seconds=round(time.monotonic() - self.started, 2), index=str(self.folder),
        )  # fmt: skip


def _base(roots: Sequence[Path]) -> Path:
    """The folder that document paths are relative to: the common parent of the roots (the folder of a single file)."""
    folders = [r.resolve() if r.is_dir() else r.resolve().parent for r in roots]
    return Path(os.path.commonpath(folders))


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
