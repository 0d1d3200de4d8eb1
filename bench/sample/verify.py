"""Checks the sample's questions and gold against the papers as docqa reads them: ``python -m bench.sample.verify [--fill]``.

What comes in: corpus/, bench/sample/questions*.jsonl and bench/sample/gold/*.json. What goes out: one line per failure ("file id: what is wrong") and exit code 1,
or a summary. With --fill it first writes the places (documents and pages) where each question's evidence stands, and bench/sample/decisions.json.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
CORPUS = HERE.parent.parent / "corpus"
DECISIONS = HERE / "decisions.json"
FEWEST = 300
LEAST_ABSENT, MOST_ABSENT = 0.12, 0.20  # share of questions that cannot be answered or rest on a false premise; 15 % is meant
FALSE_CLASSES = {"absent", "false_premise"}
REQUIRED = ("id", "class", "style", "question", "answer", "answer_patterns", "evidence", "resolutions", "documents", "pages", "answerable")
RELATIONS = {"recommends-to", "decides-on", "reports-back", "supersedes", "approves-minutes", "corrects", "considers", "called-in", "refers-back"}
STATES = {"reported", "reported-late", "due", "open", "superseded"}

_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " ", "|": " "})


def fold(text: str) -> str:
    """Lower case, single spaces, plain quotes and dashes; bars between table cells count as spaces. The scorers compare in this form."""
    return re.sub(r"\s+", " ", text.translate(_QUOTES)).strip().lower()


def bare(text: str) -> str:
    """Words only: for blocks of several paragraphs, whose bullets and letter-spaced keywords are printed one way and written another."""
    words = " ".join(re.findall(r"[\w£%]+", fold(text)))
    return re.sub(r"\b(?:[a-z] ){4,}[a-z]\b", lambda m: m[0].replace(" ", ""), words)


@dataclass(frozen=True, slots=True)
class Text:
    """A paper's text as extracted, in the forms that are compared."""

    pages: tuple[str, ...]  # folded, page 1 first
    whole: str  # the blocks in reading order, folded: text that runs over a page end is in one piece
    words: str  # the same, words only

    def holds(self, passage: str) -> bool:
        """True where the passage stands in the paper."""
        return fold(passage) in self.whole or any(fold(passage) in p for p in self.pages)

    def holds_words(self, passage: str) -> bool:
        """True where the words of the passage stand in the paper in a row."""
        return f" {bare(passage)} " in self.words

    def pages_of(self, passage: str) -> list[int]:
        """Pages where the passage stands; where it runs over a page end, the page that holds its first words."""
        sought = fold(passage)
        found = [n for n, page in enumerate(self.pages, 1) if sought in page]
        if found or sought not in self.whole:
            return found
        return [n for n, page in enumerate(self.pages, 1) if any(sought[:k] in page for k in (60, 40, 25) if k < len(sought))][:1]


def read_corpus(folder: Path = CORPUS) -> dict[str, Text]:
    """Every PDF of the corpus as docqa reads it."""
    from docqa.papers.corpus import read_document

    texts = {}
    for path in sorted(folder.rglob("*.pdf")):
        document = path.relative_to(folder).as_posix()
        reading = read_document(path, document, ocr="off")
        whole = "\n".join(b.text for b in reading.blocks)
        texts[document] = Text(tuple(fold(p.text) for p in reading.pages), fold(whole), f" {bare(whole)} ")
    return texts


def packs() -> dict[str, set[str]]:
    """Paper -> the packs that include it."""
    from sample.source import PAPERS, pieces, read_source

    found: dict[str, set[str]] = {}
    for path in PAPERS.rglob("*.txt"):
        source = read_source(path)
        for piece in pieces(source.lines):
            if piece.kind == "include":
                found.setdefault(read_source(PAPERS / piece.value.split()[0]).file, set()).add(source.file)
    return found


def question_files() -> list[Path]:
    """The files of questions."""
    return sorted(HERE.glob("questions*.jsonl"))


def questions_of(path: Path) -> list[dict[str, Any]]:
    """The questions of a file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def gold() -> dict[str, dict[str, Any]]:
    """File name -> gold of a group of papers."""
    return {path.name: json.loads(path.read_text(encoding="utf-8")) for path in sorted((HERE / "gold").glob("*.json"))}


def decisions() -> list[dict[str, Any]]:
    """The decisions of all groups in one list, as a scorer of decisions takes them."""
    return sorted((entry for group in gold().values() for entry in group.get("decisions", [])), key=lambda e: (e["file"], e.get("meeting_date") or ""))


# ------------------------------------------------------------------------------------------------------------- checks


def question_faults(question: dict[str, Any], texts: dict[str, Text]) -> Iterator[str]:
    """What is wrong with one question."""
    missing = [k for k in REQUIRED if k not in question]
    if missing:
        yield f"lacks {', '.join(missing)}"
        return
    unknown = [d for d in question["documents"] if d not in texts]
    if unknown:
        yield f"no such document: {unknown}"
    held = [texts[d] for d in question["documents"] if d in texts]
    for passage in question["evidence"]:
        if not any(t.holds(passage) for t in held):
            yield f"evidence is not in its documents: {passage[:140]!r}{_elsewhere(passage, texts)}"
    for passage in question["resolutions"]:
        if not any(t.holds(passage) or t.holds_words(passage) for t in held):
            yield f"resolution is not in its documents: {passage[:140]!r}{_elsewhere(passage, texts)}"
    if question["answerable"] and not question["evidence"] and not question["resolutions"]:
        yield "answerable without evidence"
    for pattern in question["answer_patterns"]:
        try:
            if not any(re.search(pattern, form, re.I | re.S) for form in (question["answer"], fold(question["answer"]))):
                yield f"its own answer does not match {pattern!r}: {question['answer'][:120]!r}"
        except re.error as error:
            yield f"pattern {pattern!r}: {error}"
    if question["answerable"] and not question["answer_patterns"]:
        yield "answerable without a pattern"
    if question["evidence"] and len(question["pages"]) != len(question["documents"]):
        yield "pages are not filled in (run with --fill)"


def _elsewhere(passage: str, texts: dict[str, Text]) -> str:
    places = [d for d, t in texts.items() if t.holds(passage)]
    return f" (stands in {', '.join(places[:3])})" if places else ""


def gold_faults(group: dict[str, Any], texts: dict[str, Text]) -> Iterator[tuple[str, str]]:
    """What is wrong with the gold of a group: (where, what)."""
    items = {m["document"]: {str(i["number"]).strip(".") for i in m.get("items", [])} for m in group.get("meetings", [])}
    for meeting in group.get("meetings", []):
        yield from ((meeting["document"], f) for f in _meeting_faults(meeting, texts))
    for entry in group.get("decisions", []):
        text = texts.get(entry["file"])
        if text is None:
            yield entry["file"], "no such document"
            continue
        for decision in [*entry["decisions"], *({"text": b} if isinstance(b, str) else b for b in entry.get("borderline") or [])]:
            for passage in [decision["text"], *(decision.get("parts") or [])]:
                if not text.holds_words(passage) and not all(text.holds_words(line) for line in passage.splitlines()):  # a motion and, after the speeches, its vote
                    yield f"{entry['file']} {decision.get('item_number', '')}", f"decision is not in the paper: {passage[:140]!r}"
    for link in group.get("links", []):
        where = f"link {link['relation']} {link['from'].get('document')} {link['from'].get('minute')}"
        if link["relation"] not in RELATIONS:
            yield where, "unknown relation"
        ends = [e for e in (link["from"], link.get("to")) if e]
        yield from ((where, f) for f in _end_faults(ends, texts, items))
        held = [texts[e["document"]] for e in ends if e.get("document") in texts]
        if link.get("evidence") and held and not any(t.holds(link["evidence"]) or t.holds_words(link["evidence"]) for t in held):
            yield where, f"evidence is in neither paper: {link['evidence'][:140]!r}"
    for follow in group.get("followups", []):
        where = f"follow-up {follow['document']} {follow.get('minute')}"
        if follow["status"] not in STATES:
            yield where, f"unknown status {follow['status']}"
        if follow["status"].startswith("reported") and not follow.get("answered_by"):
            yield where, "reported, but answered by nothing"
        if follow.get("due") and not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?|monthly|quarterly|yearly", follow["due"]):
            yield where, f"due is no date: {follow['due']}"
        yield from ((where, f) for f in _end_faults([e for e in (follow, follow.get("answered_by")) if e], texts, items))


def _meeting_faults(meeting: dict[str, Any], texts: dict[str, Text]) -> Iterator[str]:
    text = texts.get(meeting["document"])
    if text is None:
        yield "no such document"
        return
    for item in meeting.get("items", []):
        if not text.holds_words(item["heading"]):
            yield f"item {item['number']}: heading is not in the paper: {item['heading'][:100]!r}"
    names = [*([meeting["chair"]] if meeting.get("chair") else []), *(n for k in ("present", "apologies", "in_attendance") for n in meeting.get(k) or []), *(d["member"] for d in meeting.get("declarations") or [])]
    for name in names:
        surname = re.sub(r"\s*[(,].*", "", name).split()[-1:]
        if surname and not re.search(rf"\b{re.escape(bare(surname[0]))}\b", text.words):
            yield f"{name!r} is not in the paper"


def _end_faults(ends: Iterable[dict[str, Any]], texts: dict[str, Text], items: dict[str, set[str]]) -> Iterator[str]:
    for end in ends:
        document, minute = end.get("document"), str(end.get("minute") or "").strip(".")
        if document is None and end.get("body"):
            continue  # a body whose answer is not among the papers
        if document not in texts:
            yield f"no such document: {document}"
        elif minute and not (minute in items.get(document, ()) or re.search(rf"(?<![\w]){re.escape(fold(minute))}(?![\w])", texts[document].whole)):
            yield f"no minute {minute} in {document}"


def shape_faults(questions: Sequence[dict[str, Any]]) -> Iterator[str]:
    """What is wrong with the set as a whole."""
    if len(questions) < FEWEST:
        yield f"{len(questions)} questions, fewer than {FEWEST}"
    for name, count in Counter(q.get("id") for q in questions).items():
        if count > 1:
            yield f"id {name} is used {count} times"
    for text, count in Counter(fold(q.get("question", "")) for q in questions).items():
        if count > 1:
            yield f"question {text[:80]!r} is asked {count} times"
    share = sum(not q.get("answerable", True) or q.get("class") in FALSE_CLASSES for q in questions) / max(1, len(questions))
    if not LEAST_ABSENT <= share <= MOST_ABSENT:
        yield f"{share:.0%} cannot be answered or rest on a false premise; 15 % is meant"


def faults(texts: dict[str, Text]) -> list[str]:
    """Everything that is wrong, one line each: file, id, what."""
    found, everything = [], []
    for path in question_files():
        for question in questions_of(path):
            everything.append(question)
            found += [f"{path.name} {question.get('id')}: {fault}" for fault in question_faults(question, texts)]
    for name, group in gold().items():
        found += [f"gold/{name} {where}: {fault}" for where, fault in gold_faults(group, texts)]
    found += [f"all questions: {fault}" for fault in shape_faults(everything)]
    if not DECISIONS.exists() or json.loads(DECISIONS.read_text(encoding="utf-8")) != decisions():
        found.append("decisions.json is not the decisions of gold/ (run with --fill)")
    return found


# --------------------------------------------------------------------------------------------------------------- fill


def fill(texts: dict[str, Text]) -> None:
    """Write where each question's evidence stands, in its papers and the packs that include them, and decisions.json."""
    included = packs()
    for path in question_files():
        filled = [_with_places(q, texts, included) for q in questions_of(path)]
        path.write_text("".join(json.dumps(q, ensure_ascii=False) + "\n" for q in filled), encoding="utf-8")
    DECISIONS.write_text(json.dumps(decisions(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _with_places(question: dict[str, Any], texts: dict[str, Text], included: dict[str, set[str]]) -> dict[str, Any]:
    papers = list(dict.fromkeys(question.get("documents") or []))
    passages = [*(question.get("evidence") or []), *(question.get("resolutions") or [])]
    wider = [*papers, *sorted({pack for p in papers for pack in included.get(p, ())} - set(papers))]
    places = [(d, n) for d in wider if d in texts for n in sorted({n for e in passages for n in texts[d].pages_of(e)})]
    if not passages or not places:
        return question
    return {**question, "documents": [d for d, _ in places], "pages": [n for _, n in places]}


def main() -> int:
    """Fill where asked, check, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--fill", action="store_true", help="first write the places of evidence and decisions.json")
    options = parser.parse_args()
    texts = read_corpus()
    if options.fill:
        fill(texts)
    found = faults(texts)
    for line in found:
        print(line)
    questions = [q for path in question_files() for q in questions_of(path)]
    pages = sum(len(t.pages) for t in texts.values())
    print(f"{len(texts)} papers, {pages} pages; {len(questions)} questions; {sum(len(e['decisions']) for e in decisions())} decisions; {len(found)} failures", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
