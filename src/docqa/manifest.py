"""The index folder: generations, the manifest that says what one holds, and the switch from one to the next.

    index/CURRENT              name of the generation that answers
    index/generation-0007/     register.sqlite  passages.faiss/.npy  units.faiss/.npy  words/  manifest.json
    index/cache/               vectors by content hash, kept between builds
    index/build.lock           held while a build runs

A build writes a new generation and replaces CURRENT at the very end, so it can be killed at any moment.
"""

from __future__ import annotations

import json
import os
import shlex
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from docqa.errors import BrokenIndexError

FORMAT_VERSION = 9
_REBUILD = "Build the index again: docqa build"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation was made of and with."""

    format: int
    docqa: str  # version of the program
    model: str
    model_fingerprint: str
    dimensions: int
    vectors: str  # kind of FAISS index
    roots: tuple[str, ...]  # absolute paths that were built from
    base: str  # absolute folder that document paths are relative to
    built: str  # ISO date and time, local
    settings: Mapping[str, Any] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    sources_hash: str = ""  # over path and SHA-256 of every document

    def made_by(self, index: Path) -> str:
        """The command that makes the index folder again from the same papers."""
        return _made_by(self.roots, index)


def roots_of(index: Path) -> tuple[str, ...]:
    """The files and folders that an index was built from, one of another format too; none where it does not say."""
    try:
        roots = json.loads((current_generation(index) / "manifest.json").read_text(encoding="utf-8"))["roots"]
        return tuple(str(r) for r in roots)
    except (OSError, ValueError, KeyError, TypeError, BrokenIndexError):
        return ()


def _made_by(roots: Sequence[str], index: Path) -> str:
    return shlex.join(["docqa", "build", *roots, "--index", str(index)])


def current_generation(index: Path) -> Path:
    """Folder of the generation that answers.

    Raises:
        BrokenIndexError: there is no index, or it is broken.
    """
    pointer = index / "CURRENT"
    if not pointer.is_file():
        raise BrokenIndexError(
            f"there is no index in {index}", hint="Build one from your papers: docqa build FOLDER (without FOLDER: from corpus/)", code="index-missing"
        )
    name = pointer.read_text(encoding="utf-8").strip()
    generation = index / name
    if not name.startswith("generation-") or not (generation / "manifest.json").is_file():
        raise BrokenIndexError(f"the index in {index} is broken: it names {name!r}, which is not there", hint=_REBUILD, code="index-broken")
    return generation


def read_manifest(generation: Path) -> Manifest:
    """The manifest of a generation.

    Raises:
        BrokenIndexError: it cannot be read, or is of another format.
    """
    try:
        table = json.loads((generation / "manifest.json").read_text(encoding="utf-8"))
        version = table["format"]
        if version != FORMAT_VERSION:
            hint = f"Build it again: {_made_by(roots, generation.parent)}" if (roots := table.get("roots")) else _REBUILD
            raise BrokenIndexError(f"the index has format {version}, this docqa reads {FORMAT_VERSION}", hint=hint, code="index-format")
        return Manifest(**{**table, "roots": tuple(table["roots"])})
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BrokenIndexError(f"the manifest of {generation} cannot be read: {error}", hint=_REBUILD, code="index-broken") from error


def write_manifest(generation: Path, manifest: Manifest) -> None:
    """Write the manifest; the last file a generation gets."""
    (generation / "manifest.json").write_text(json.dumps(asdict(manifest), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def new_generation(index: Path) -> Path:
    """An empty folder for the next generation; leftovers of builds that were killed are removed.

    Raises:
        BrokenIndexError: the folder cannot be written to.
    """
    try:
        index.mkdir(parents=True, exist_ok=True)
        numbers = [int(p.name.rpartition("-")[2]) for p in index.glob("generation-*") if p.name.rpartition("-")[2].isdigit()]
        for leftover in index.glob("generation-*"):
            if not (leftover / "manifest.json").is_file():
                shutil.rmtree(leftover, ignore_errors=True)
        generation = index / f"generation-{max(numbers, default=0) + 1:04d}"
        generation.mkdir()
    except OSError as error:
        raise unwritable(index, error) from error
    return generation


def unwritable(index: Path, error: OSError) -> BrokenIndexError:
    """The error for an index folder that cannot be written to (no permission, full disk)."""
    return BrokenIndexError(
        f"the index cannot be written to {index}: {error.strerror or error}",
        hint="Free some space or name another folder: docqa build --index FOLDER. The last good index goes on answering.",
        code="index-unwritable",
    )


def switch_to(index: Path, generation: Path) -> None:
    """Make ``generation`` the one that answers, in one step, and remove all older ones."""
    pointer = index / "CURRENT"
    partial = index / f"CURRENT.{os.getpid()}"
    partial.write_text(generation.name + "\n", encoding="utf-8")
    partial.replace(pointer)
    for old in index.glob("generation-*"):
        if old.name != generation.name:
            shutil.rmtree(old, ignore_errors=True)  # a reader that has it open keeps its files until it closes them


@contextmanager
def build_lock(index: Path) -> Iterator[None]:
    """Hold the lock of an index folder while building.

    Raises:
        BrokenIndexError: another build holds it, or the folder cannot be written to.
    """
    path = index / "build.lock"
    try:
        index.mkdir(parents=True, exist_ok=True)
        handle = path.open("a+", encoding="utf-8")
    except OSError as error:
        raise unwritable(index, error) from error
    with handle:
        if not _lock(handle.fileno()):
            handle.seek(0)
            holder = handle.read().strip() or "?"
            raise BrokenIndexError(f"another build of {index} is running (process {holder})", hint="Wait for it, or stop it.", code="index-locked")
        handle.truncate(0)
        handle.write(str(os.getpid()))
        handle.flush()
        yield  # closing the file releases the lock, also when the process is killed


def _lock(descriptor: int) -> bool:
    if sys.platform == "win32":
        import msvcrt

        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
