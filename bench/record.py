"""The council's record, measured: ``python -m bench.record [--failures N]``.

What comes in: the papers of the sample council with their gold (``bench/sample/gold/*.json``), and decisions of real minutes where those are present.
What goes out: a line for each set with F1 of decisions, shares of right dates, movers, votes and kinds, precision and recall of links, attendance and
follow-ups. The bars are 0.95 for decisions, 0.98 and 0.85 for links.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from bench.sets import ROOT, SHARED
from docqa.council.access import without_withheld
from docqa.council.record import parse_record
from docqa.errors import ReadingError
from docqa.papers.corpus import find_files, read_document
from docqa.records import Decision, FollowUp, Link
from docqa.register import Register
from docqa.text import fold

GOLD = ROOT / "bench" / "sample" / "gold"
_OVERLAP = 0.6  # of the shorter text, contiguously: then two texts are one decision


@dataclass
class Score:
    """Counts of one set, and what went wrong in words."""

    counts: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def share(self, part: str, whole: str) -> float | None:
        """``part`` of ``whole``; None where there is nothing to count."""
        return round(self.counts[part] / self.counts[whole], 3) if self.counts[whole] else None


def register_of(folder: Path, at: Path, only: set[str] | None = None) -> Register:
    """A register of the papers in ``folder``, with links, as a build makes it (no passages, no vectors)."""
    from docqa.council.links import link_register

    register = Register(at, create=True, read_only=False)
    for file in find_files([folder])[0]:
        if only is not None and file.document not in only:
            continue
        try:
            reading = read_document(file.path, file.document, ocr="off")
        except ReadingError as error:
            print(f"{file.document}: {error.message}", file=sys.stderr)
            continue
        record, pages, _ = without_withheld(reading, parse_record(reading))
        register.add_document(
            file.document, sha256=reading.sha256, size=file.size, mtime_ns=file.mtime_ns, media=reading.media, title=reading.title,
            metadata=dict(reading.metadata), notices=(), pages=pages, record=record, passages=(),
        )  # fmt: skip
    link_register(register)
    return register


# ----------------------------------------------------------------------------------------------------------- decisions


def score_decisions(entries: Sequence[dict[str, Any]], found: Sequence[Decision]) -> Score:
    """Gold decisions against those read; borderline ones count neither way."""
    score = Score()
    for file in dict.fromkeys(e["file"] for e in entries):
        mine = [d for d in found if d.document == file or d.document.endswith(f"/{file}") or file.endswith(f"/{d.document}")]
        good: set[str] = set()
        for entry in (e for e in entries if e["file"] == file):
            score.counts["dates"] += 1
            score.counts["dates_right"] += not entry["decisions"] or any(d.meeting_date == entry["meeting_date"] for d in mine)
            for gold in entry["decisions"]:
                hits = [d for d in mine if alike(gold["text"], d.text)]
                good |= {d.id for d in hits}
                _compare(score, file, gold, hits)
            for extra in entry.get("borderline") or []:
                text = extra if isinstance(extra, str) else extra["text"]
                good |= {d.id for d in mine if alike(text, d.text)}
        score.counts["printed"] += len(mine)
        score.counts["good"] += len(good)
        score.wrong += [f"false alarm: {file}: {d.minute}: {d.text[:200]}" for d in mine if d.id not in good]
    return score


def _compare(score: Score, file: str, gold: dict[str, Any], hits: Sequence[Decision]) -> None:
    score.counts["gold"] += 1
    if not hits:
        score.wrong.append(f"missed: {file}: {gold.get('item_number')}: {gold['text'][:200]}")
        return
    number = fold(str(gold.get("item_number") or "")).strip(".")
    got = min(hits, key=lambda d: (fold(d.minute or "") != number, abs(len(d.text) - len(gold["text"]))))
    score.counts["found"] += 1
    votes = {"for": got.votes.for_, "against": got.votes.against, "abstain": got.votes.abstain} if got.votes else {}
    checks: list[tuple[str, bool, Any, Any]] = [
        ("kinds", got.kind == gold["kind"], gold["kind"], got.kind),
        ("outcomes", got.outcome == gold.get("outcome", "carried"), gold.get("outcome"), got.outcome),
    ]
    if number:
        checks.append(("minutes", fold(got.minute or "") == number, number, got.minute))
    if gold.get("mover"):
        checks.append(("movers", fold(gold["mover"]).split()[-1] in fold(got.mover or ""), gold["mover"], got.mover))
    if gold.get("seconder"):
        checks.append(("seconders", fold(gold["seconder"]).split()[-1] in fold(got.seconder or ""), gold["seconder"], got.seconder))
    if gold.get("votes"):
        checks.append(("votes", all(votes.get(k) == v for k, v in gold["votes"].items() if v is not None and k in ("for", "against", "abstain")), gold["votes"], votes))
    if gold.get("parts"):
        checks.append(("parts", len(gold["parts"]) == len(got.parts), len(gold["parts"]), [p.number for p in got.parts]))
    for name, right, wanted, given in checks:
        score.counts[name] += 1
        score.counts[f"{name}_right"] += right
        if not right:
            score.wrong.append(f"{name}: {file}: {number}: wanted {wanted!r}, read {given!r}: {gold['text'][:120]}")


def alike(one: str, other: str) -> bool:
    """True where two texts are the same decision."""
    a, b = fold(one), fold(other)
    if a in b or b in a:
        return min(len(a), len(b)) >= 6
    run = SequenceMatcher(None, a, b, autojunk=False).find_longest_match(0, len(a), 0, len(b)).size
    return run >= _OVERLAP * min(len(a), len(b))


# ------------------------------------------------------------------------------------------------- links and follow-ups

Place = tuple[str, str | None]  # document, minute or item number


class Places:
    """Where the things of a register stand: id -> document and minute."""

    def __init__(self, register: Register) -> None:
        self._papers = {p.id: p for p in register.papers()}
        self._items = {i.id: i for i in register.items()}
        self._decisions = {d.id: d for d in register.decisions()}
        self._sent_with: dict[str, set[str]] = {}
        for link in register.all_links():
            if link.relation == "comes-with":
                self._sent_with.setdefault(link.target, set()).add(self._items[link.source].number)

    def agenda_items(self, id_: str) -> set[str]:
        """Numbers of the agenda items that a paper of a pack, or a section of one, was sent out with: what the gold may name in its place."""
        paper = self._items[id_].paper if id_ in self._items else id_
        return self._sent_with.get(paper, set())

    def has(self, id_: str) -> bool:
        """False for a meeting that no document tells of: the gold names documents only."""
        return id_ in self._decisions or id_ in self._items or id_ in self._papers

    def of(self, id_: str) -> Place:
        """Document and minute of a decision, an item or a paper."""
        if id_ in self._decisions:
            return self._decisions[id_].document, self._decisions[id_].minute
        if id_ in self._items:
            item = self._items[id_]
            return self._papers[item.paper].document, item.number or None
        return (self._papers[id_].document, None) if id_ in self._papers else (id_, None)


def score_links(gold: Sequence[dict[str, Any]], found: Sequence[Link], places: Places, covered: set[str]) -> Score:
    """Links between documents. Precision counts those that start in a covered document and whose relation the gold uses."""
    score = Score()
    relations = {g["relation"] for g in gold}
    made = {(k.relation, places.of(k.source), places.of(k.target)): k for k in found if k.relation in relations and places.of(k.source)[0] in covered and places.has(k.target)}
    wanted = list(dict.fromkeys((g["relation"], (g["from"]["document"], g["from"].get("minute") or None), (g["to"]["document"], g["to"].get("minute") or None)) for g in gold if g["to"]["document"]))
    right = set()
    for want in wanted:
        hits = [m for m, k in made.items() if m[0] == want[0] and _same(want[1], m[1], places.agenda_items(k.source)) and _same(want[2], m[2], places.agenda_items(k.target))]
        score.counts["gold"] += 1
        score.counts[f"gold {want[0]}"] += 1
        right |= set(hits)
        if hits:
            score.counts["found"] += 1
            score.counts[f"found {want[0]}"] += 1
        else:
            score.wrong.append(f"no link: {want[0]}: {want[1][0]} {want[1][1]} -> {want[2][0]} {want[2][1]}")
    score.counts["made"], score.counts["right"] = len(made), len(right)
    score.wrong += [f"link not in gold: {m[0]}: {m[1][0]} {m[1][1]} -> {m[2][0]} {m[2][1]}: {made[m].evidence[:140]} ({made[m].confidence})" for m in made if m not in right]
    return score


def _same(wanted: Place, made: Place, agenda_items: set[str]) -> bool:
    return wanted[0] == made[0] and (not wanted[1] or wanted[1] == made[1] or wanted[1] in agenda_items)


def score_followups(gold: Sequence[dict[str, Any]], found: Sequence[FollowUp], places: Places) -> Score:
    """Follow-ups: found (same minute, words in common), due month right, owner right, answered by the right document."""
    score = Score()
    taken: set[str] = set()
    for want in gold:
        score.counts["gold"] += 1
        here = [f for f in found if f.document == want["document"] and (f.minute or "") == (want["minute"] or "") and f.id not in taken]
        got = max(here, key=lambda f: _common(want["what"], f.what), default=None)
        label = f"{want['document']} {want['minute']}: {want['what'][:80]}"
        if got is None or _common(want["what"], got.what) == 0:
            score.wrong.append(f"no follow-up: {label}")
            continue
        taken.add(got.id)
        score.counts["found"] += 1
        answered = places.of(got.answered_by)[0] if got.answered_by else None
        expected = want["answered_by"]["document"] if want["answered_by"] else None
        for name, right, wanted, given in (
            ("due", (want["due"] or "")[:7] == (got.due or "")[:7], want["due"], got.due),
            ("answered", answered == expected, expected, answered),
        ):
            score.counts[name] += 1
            score.counts[f"{name}_right"] += right
            if not right:
                score.wrong.append(f"{name}: {label}: wanted {wanted}, read {given}")
    return score


def _common(one: str, other: str) -> int:
    return len(set(re.findall(r"[a-z]{4,}", fold(one))) & set(re.findall(r"[a-z]{4,}", fold(other))))


# ---------------------------------------------------------------------------------------------------------- attendance


def score_meetings(gold: Sequence[dict[str, Any]], register: Register) -> Score:
    """Body, date, draft, chair, names by role, declarations and item numbers of each set of minutes."""
    score = Score()
    for meeting in gold:
        papers = register.papers(meeting["document"])
        said = meeting.get("kind", "minutes")
        wanted_kind = _KINDS.get(said, said)
        paper = next((p for p in papers if p.meeting_date == meeting["date"] and p.kind == wanted_kind), papers[0] if papers else None)
        if paper is None:
            score.wrong.append(f"not read: {meeting['document']}")
            score.counts["facts"] += 1
            continue
        listed = register.attendance([paper.id])
        interests = register.interests([paper.id])
        for name, wanted, given in (
            ("body", True, _same_body(meeting["body"], paper.body)), ("date", meeting["date"], paper.meeting_date), ("kind", wanted_kind, paper.kind),
            ("chair", _surname(meeting.get("chair") or ""), _surname(next((a.name for a in listed if a.role == "chair"), ""))),
        ):  # fmt: skip
            score.counts["facts"] += 1
            score.counts["facts_right"] += wanted == given
            if wanted != given:
                score.wrong.append(f"{name}: {meeting['document']}: wanted {wanted!r}, read {given!r}")
        roles = {"present": ("present", "chair", "vice_chair", "substitute"), "apologies": ("apologies",), "in_attendance": ("in_attendance", "clerk")}
        for name, those in roles.items():
            _names(score, f"{meeting['document']} {name}", meeting.get(name) or [], [a.name for a in listed if a.role in those])
        _sets(score, "declared", meeting["document"], {(_surname(d["member"]), d["item"] or "") for d in meeting.get("declarations") or []}, {(_surname(i.member), i.item or "") for i in interests})
        if wanted_kind == "minutes":
            _sets(score, "item", meeting["document"], {i["number"] for i in meeting.get("items") or []}, {i.number for i in register.items(paper.id) if i.number})
    return score


# what the gold calls some papers -> kind of paper: a pack opens with its agenda
_KINDS = {"pack": "agenda", "supplement": "agenda", "member-decision": "decision_record", "officer-decision": "decision_record", "decision notice": "minutes", "call-in": "notice"}


def _same_body(wanted: str | None, read: str | None) -> bool:
    """One body under two names: "Council" for the council's own name, an office with or without its portfolio, one of two languages."""
    one, other = fold(wanted or ""), fold(read or "")
    return one == other or (one == "council" and other.endswith(" council")) or bool(other and (other.startswith(one) or other in one))


def _names(score: Score, where: str, wanted: Sequence[str], given: Sequence[str]) -> None:
    _sets(score, "name", where, {_surname(w) for w in wanted}, {_surname(g) for g in given})


def _sets(score: Score, name: str, where: str, wanted: set[Any], given: set[Any]) -> None:
    score.counts[f"{name}s"] += len(wanted)
    score.counts[f"{name}s_read"] += len(given)
    score.counts[f"{name}s_right"] += len(wanted & given)
    if wanted != given:
        score.wrong.append(f"{name}: {where}: missing {sorted(wanted - given)}, too much {sorted(given - wanted)}")


def _surname(name: str) -> str:
    plain = re.split(r",|\(", fold(name))[0].strip()
    return plain.split()[-1] if plain else ""


# ---------------------------------------------------------------------------------------------------------------- main


def sets() -> Iterator[tuple[str, Path, dict[str, Any]]]:
    """Name, folder of papers and gold of each set that is here."""
    for file in sorted(GOLD.glob("*.json")):
        yield f"sample/{file.stem}", ROOT / "corpus", json.loads(file.read_text(encoding="utf-8"))
    real = SHARED / "data" / "questions" / "decisions_dev.json"
    if real.exists():
        yield "real minutes", SHARED / "data", {"decisions": json.loads(real.read_text(encoding="utf-8"))}


def main() -> int:
    """Print the scores."""
    parser = argparse.ArgumentParser(prog="python -m bench.record", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--failures", type=int, default=0, metavar="N", help="print at most N failures a set and measure")
    parser.add_argument("--set", dest="only", help="only sets whose name holds this")
    options = parser.parse_args()
    totals: dict[str, Score] = {}
    links: list[dict[str, Any]] = []  # the groups of the sample tell of one another's papers: links are scored over all of them
    covered: set[str] = set()
    with tempfile.TemporaryDirectory() as folder:
        opened: dict[Path, Register] = {}
        for name, papers, gold in sets():
            if options.only and options.only not in name:
                continue
            if papers not in opened:
                only = None if papers == ROOT / "corpus" else {e["file"] for e in gold["decisions"]}
                opened[papers] = register_of(papers, Path(folder) / f"{len(opened)}.sqlite", only)
            for measure, score in _measure(opened[papers], gold).items():
                if measure != "links":
                    print(f"{name:<20} {measure:<10} {_line(measure, score)}")
                for wrong in score.wrong[: options.failures] if measure != "links" else ():
                    print(f"    {wrong}")
                if measure == "links":
                    links += gold["links"]
                    covered |= {m["document"] for m in gold["meetings"]} | {d["file"] for d in gold["decisions"]}
                elif name.startswith("sample"):
                    total = totals.setdefault(measure, Score())
                    total.counts.update(score.counts)
        if links:
            register = opened[ROOT / "corpus"]
            totals["links"] = score_links(links, register.all_links(), Places(register), covered)
            for wrong in totals["links"].wrong[: options.failures]:
                print(f"    {wrong}")
    for measure, total in totals.items():
        print(f"{'sample, all':<20} {measure:<10} {_line(measure, total)}")
    return 0


def _measure(register: Register, gold: dict[str, Any]) -> dict[str, Score]:
    places = Places(register)
    scores = {"decisions": score_decisions(gold["decisions"], register.decisions())}
    if "links" in gold:
        covered = {m["document"] for m in gold["meetings"]} | {d["file"] for d in gold["decisions"]}
        scores["links"] = score_links(gold["links"], register.all_links(), places, covered)
        scores["follow-ups"] = score_followups(gold["followups"], register.followups(), places)
        scores["meetings"] = score_meetings(gold["meetings"], register)
    return scores


def _line(measure: str, score: Score) -> str:
    def f1(part: str, given: str, right_of_given: str, whole: str) -> float:
        recall, precision = score.share(part, whole) or 0.0, score.share(right_of_given, given) or 0.0
        return round(2 * recall * precision / (recall + precision), 3) if recall + precision else 0.0

    if measure == "decisions":
        shares = " ".join(f"{n} {score.share(f'{n}_right', n)}" for n in ("dates", "minutes", "movers", "seconders", "votes", "kinds", "outcomes", "parts"))
        return f"f1 {f1('found', 'printed', 'good', 'gold')} recall {score.share('found', 'gold')} precision {score.share('good', 'printed')} of {score.counts['gold']}; {shares}"
    if measure == "links":
        each = " ".join(f"{k.removeprefix('gold ')} {score.counts['found ' + k.removeprefix('gold ')]}/{v}" for k, v in sorted(score.counts.items()) if k.startswith("gold "))
        return f"precision {score.share('right', 'made')} recall {score.share('found', 'gold')} of {score.counts['gold']}; {each}"
    if measure == "follow-ups":
        return f"found {score.share('found', 'gold')} of {score.counts['gold']}; due {score.share('due_right', 'due')} answered {score.share('answered_right', 'answered')}"
    names = f1("names_right", "names_read", "names_right", "names")
    declared = f1("declareds_right", "declareds_read", "declareds_right", "declareds")
    items = f1("items_right", "items_read", "items_right", "items")
    return f"facts {score.share('facts_right', 'facts')} names f1 {names} declarations f1 {declared} items f1 {items}"


if __name__ == "__main__":
    raise SystemExit(main())
