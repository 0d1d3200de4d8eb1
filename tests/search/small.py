"""What the tests of searching and answering share: three made-up papers, an encoder that can lose, and a small index over them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from docqa.build import read_and_parse
from docqa.council.links import link_register
from docqa.manifest import FORMAT_VERSION, Manifest, new_generation, switch_to, write_manifest
from docqa.register import Register
from docqa.search.encoder import Encoder
from docqa.search.lexical import LexicalWriter
from docqa.search.passages import embedded_text
from docqa.search.pooling import Part, encode_separately
from docqa.search.units import unit_ranges, units_of
from docqa.search.vectors import PASSAGES, UNITS, write_vectors
from docqa.text import stems

MARCH = """SALTBY PARISH COUNCIL

Minutes of the meeting held on Tuesday 5 March 2024 in the Village Hall at 7.00 pm

Present: Cllrs A. Marlow (Chair), B. Oduya, C. Finch

31. Apologies for absence

Apologies were received from Cllr Dunmore.

32. Street lighting

The Clerk reported that the lamp at Quay Lane had failed again and that a repair would cost £240. Cllr. Finch asked whether the pole was sound. It was.

RESOLVED: That the lamp at Quay Lane be repaired at a cost of £240.

33. Allotments

The waiting list holds 14 names. Mr Pell asked whether plot 9 could be split in two.

RESOLVED: That plot 9 be split in two from April.
"""

JUNE = """SALTBY PARISH COUNCIL

Minutes of the meeting held on Tuesday 4 June 2024 in the Village Hall at 7.00 pm

Present: Cllrs A. Marlow (Chair), B. Oduya

44. Harbour wall

The engineer said that the harbour wall leans by nine inches. A buttress would cost £18,500 and the Community Infrastructure Levy (CIL) could pay for half of it.

RESOLVED: That a buttress for the harbour wall be built, and that CIL money pay for half of it.

45. Speed camera

A request for a speed camera in Mill Road was put to the vote and lost by two votes to five.

RESOLVED: That no speed camera be requested.
"""

REPORT = """# Condition of the play area

## 1. Inspection

The inspector found rust on both swings. The slide is sound. The rubber surface has lifted at its northern edge and somebody will trip over it.

## 2. Cost

| Work | Cost |
|---|---|
| Swings | £310 |
| Rubber surface | £1,900 |
"""

TEXTS = {"2024-03-05 minutes.txt": MARCH, "2024-06-04 minutes.txt": JUNE, "play area report.md": REPORT}


KNOWN = ("speeding",)  # words that the model has learnt


class HashedWords:
    """Bag of word stems, each in a place of its own: finds what shares words and loses what does not, so a test can fail with it."""

    def __init__(self, dimensions: int = 256, salt: str = "") -> None:
        self.name = f"hashed words{salt}"
        self.fingerprint = f"hashed-words-{dimensions}{salt}"
        self.dimensions = dimensions
        self.encoded: list[str] = []

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """See docqa.search.encoder.Encoder."""
        self.encoded += texts
        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for vector, text in zip(vectors, texts, strict=True):
            vector[0] = 1e-3  # a text without words has a direction too
            for s in stems(text):
                vector[1 + int.from_bytes(hashlib.sha256(s.encode()).digest()[:4], "big") % (self.dimensions - 1)] += 1
            vector /= np.linalg.norm(vector)
        return vectors

    def encode_parts(self, texts: Sequence[str], parts: Sequence[Sequence[Part]]) -> list[NDArray[np.float32]]:
        """See docqa.search.encoder.Encoder."""
        return encode_separately(self.encode, texts, parts)

    def knows(self, word: str) -> bool:
        """See docqa.search.encoder.Encoder."""
        return word in KNOWN


def make_index(folder: Path, texts: Mapping[str, str] = TEXTS, encoder: Encoder | None = None, *, linked: bool = False) -> Path:
    """An index folder over these text files, made of the same parts as a build, with ``encoder`` (default: HashedWords); ``linked``: with the links between them."""
    encoder = encoder or HashedWords()
    papers = folder.parent / f"{folder.name} papers"
    papers.mkdir(parents=True, exist_ok=True)
    generation = new_generation(folder)
    register = Register(generation / "register.sqlite", create=True, read_only=False)
    for name, text in texts.items():
        (papers / name).write_text(text, encoding="utf-8")
        read = read_and_parse(papers / name, name, "off")
        register.add_document(
            name, sha256=name, size=len(text), mtime_ns=0, media=read.media, title=read.title, metadata=read.metadata, notices=read.notices,
            pages=read.pages, record=read.record, passages=read.passages,
        )  # fmt: skip
    if linked:
        link_register(register)
    passages = list(register.iterate_passages())
    words = LexicalWriter(generation / "words")
    words.add(passages)
    words.commit()
    embedded = [embedded_text(p) for p in passages]
    parts = [unit_ranges(text, units_of(p)) for p, text in zip(passages, embedded, strict=True)]
    vectors = encoder.encode_parts(embedded, parts)
    rows = np.array([p.row for p in passages])
    kind = write_vectors(generation, PASSAGES, rows, np.stack([v[0] for v in vectors]))
    write_vectors(generation, UNITS, np.repeat(rows, [len(p) for p in parts]), np.concatenate([v[1:] for v in vectors]))
    counts = register.counts()
    register.finish()
    register.close()
    write_manifest(
        generation,
        Manifest(FORMAT_VERSION, "0", encoder.name, encoder.fingerprint, encoder.dimensions, kind, (str(papers),), str(papers), "2024-07-01T09:00:00", {}, counts),
    )
    switch_to(folder, generation)
    return folder
