"""Does a quote bear a sentence? Without a model, by its words. Pure.

What comes in: a sentence that somebody else wrote, and the quote it claims to rest on. What goes out: "" where the quote bears it, else why not.

A sentence is borne where a few neighbouring sentences of the quote (or one row of a table with its labels) hold all its content words, figures, dates
and names; where what is negated, hedged or turned down there is so here and the other way round; and where figures and names stand by the words that they
stand by there. These are words and not meanings: what passes can still mislead, so the quote is always shown beside it. In doubt a sentence is not borne.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from docqa.answer.wordforms import APART, BINDING, BOUNDARIES, CONDITIONS, DECIDE, DECIDED, HEDGES, NEGATORS, OUTCOMES, PROPOSED, TITLES, Token, tokens_of
from docqa.council.dates import find_dates
from docqa.text import cells_of, fold, is_row, is_rule, sentences

_WINDOW = 3  # neighbouring sentences of a quote that may bear one sentence: what was asked, answered and resolved
_LEAST = 2  # content words and figures; "Yes." and "£240." say nothing by themselves
_BEFORE, _AFTER = 8, 3  # tokens before the words used within which a hedge governs them, and after them within which a condition does
_NOT_PLAIN = re.compile(r"https?:|www\.|[a-z\d]\.[a-z]{2,}|[^\w\s.,;:'’‘“”\"()\-–—/&%£$€?!…+]|_")
_QUOTED = re.compile(r"[“\"]([^”\"]+)[”\"]")


def unsupported(sentence: str, quote: str, actor: str = "") -> str:
    """Why ``quote`` does not bear ``sentence``; "" where it does.

    Args:
        sentence: without its marks.
        quote: as it stands in the paper.
        actor: the body whose minutes the quote is from: it may be named as the one who decided where the quote is a decision. "" for other papers.
    """
    if _NOT_PLAIN.search(sentence):
        return "it is not plain text"
    if sentence.rstrip().endswith("?"):
        return "it is a question"
    for said in _QUOTED.findall(sentence):
        if fold(said) not in fold(quote):
            return f"“{said}” does not stand in the quote"
    tokens = tokens_of(sentence)
    if sum(t.content for t in tokens) < _LEAST:
        return "it says too little"
    furthest = (-1, "the quote is empty")
    for text, row in _windows(quote):
        failed = _against(tokens, sentence, text, actor, row)
        if failed is None:
            return ""
        furthest = max(furthest, failed, key=lambda f: f[0])
    return furthest[1]


def _windows(quote: str) -> Iterator[tuple[str, bool]]:
    """The stretches of a quote that may bear a sentence, short ones first: rows with the labels of their figures (True), sentences alone and with their neighbours."""
    runs: list[list[str]] = [[]]
    head: list[str] = []
    for line in quote.replace("**", "").splitlines():
        if is_rule(line):
            continue
        if is_row(line):
            cells = [c.strip() for c in cells_of(line)]
            yield from ((text, True) for text in _row_texts(head, cells))
            head = head or cells
            runs.append([])
        elif line.strip():
            head = []
            runs[-1] += [line[a:b] for a, b in sentences(line)]
    for size in range(1, _WINDOW + 1):
        for run in runs:
            yield from ((" ".join(run[at : at + size]), False) for at in range(len(run) - size + 1))


def _row_texts(head: Sequence[str], cells: Sequence[str]) -> list[str]:
    """A row in words: as one where it has one figure, else each figure with the labels of its row and column."""
    figures = [n for n, c in enumerate(cells) if n and re.search(r"\d", c)]
    if len(figures) < 2:
        return [" ".join((*head, *cells))]
    if len(head) != len(cells):
        return []  # which figure is under which label is not known
    return [" ".join((cells[0], head[0], head[n], cells[n])) for n in figures]


def _against(tokens: Sequence[Token], sentence: str, text: str, actor: str, row: bool) -> tuple[int, str] | None:
    """Why this stretch of the quote does not bear the sentence, with how many of the checks it passed; None where it bears it."""
    there = tokens_of(text)
    decided = bool(DECIDED.search(text))
    actors = frozenset(t.key for t in tokens_of(actor)) if actor and decided and any(t.word in DECIDE for t in tokens) else frozenset()
    checks: tuple[Callable[[], str], ...] = (
        lambda: _missing(tokens, there, decided, actors),
        lambda: _dates(sentence, text),
        lambda: _names(tokens, there, actors),
        lambda: _polarity(tokens, there),
        lambda: _hedged(tokens, there, decided),
        lambda: "" if row else _bound(tokens, there),
    )
    return next(((n, why) for n, check in enumerate(checks) if (why := check())), None)


def _missing(tokens: Sequence[Token], there: Sequence[Token], decided: bool, actors: frozenset[str]) -> str:
    """Content words, figures and binding words that the stretch does not have."""
    words = {(t.kind, t.key) for t in there}
    plain = {t.word for t in there}
    for t in tokens:
        if t.kind == "word" and t.word in BINDING and t.word not in plain:
            return f"“{t.word}” does not stand in the quote"
        if not t.content or (t.kind, t.key) in words or t.key in actors or (decided and t.word in DECIDE):
            continue
        return f"“{t.word}” does not stand in the quote"
    return ""


def _dates(sentence: str, text: str) -> str:
    there = {d.iso for d in find_dates(text)}
    strange = [d for d in find_dates(sentence) if d.iso not in there]
    return f"the date {strange[0].iso} does not stand in the quote" if strange else ""


def _names(tokens: Sequence[Token], there: Sequence[Token], actors: frozenset[str]) -> str:
    """A capitalised word must be one there too, and words that make up one name must stand together there."""
    capital = {t.word for t in there if t.capital}
    line = f" {' '.join(t.word for t in there if t.kind != 'mark' and len(t.word) > 1)} "
    run: list[str] = []
    for n, t in enumerate((*tokens, Token("", "", "mark", False))):
        named = t.capital and t.content and t.key not in actors
        if named and n and t.word not in capital and tokens[n - 1].word not in ("the", "a", "an"):
            return f"“{t.word}” is no name in the quote"
        if named and len(t.word) > 1 and (n or t.word in capital):
            run.append(t.word)
        elif not (t.kind == "word" and len(t.word) == 1):  # an initial
            if len(run) > 1 and f" {' '.join(run)} " not in line:
                return f"“{' '.join(run)}” does not stand together in the quote"
            run = []
    return ""


def _polarity(tokens: Sequence[Token], there: Sequence[Token]) -> str:
    """What a clause denies here must be denied there, and what it says here must be said there."""
    denied_there = {key for keys, denies in _clauses(there) if denies for key in keys}
    said_there = {key for keys, denies in _clauses(there) if not denies for key in keys}
    for keys, denies in _clauses(tokens):
        if denies and len(keys & denied_there) * 2 <= len(keys):  # also where it denies nothing by name: "it is not so that ..."
            return "the quote does not deny it"
        wrong = set() if denies else (keys & denied_there) - said_there
        if wrong:
            return f"the quote denies “{min(wrong)}”"
    return ""


def _clauses(tokens: Sequence[Token]) -> Iterator[tuple[set[str], bool]]:
    """The content of each clause, and whether a word of negation stands in it."""
    clause: list[Token] = []
    for t in (*tokens, Token(".", ".", "mark", False)):
        if t.word not in BOUNDARIES:
            clause.append(t)
        elif clause:
            yield {c.key for c in clause if c.content}, any(c.word in NEGATORS for c in clause)
            clause = []


def _hedged(tokens: Sequence[Token], there: Sequence[Token], decided: bool) -> str:
    """A word there that makes less of what is used here, and that is left out here."""
    used = {t.key for t in tokens if t.content}
    places = [n for n, t in enumerate(there) if t.content and t.key in used]
    if not places:
        return ""
    here = {t.word for t in tokens}
    begin, end = max(0, min(places) - _BEFORE), max(places) + 1
    before = {t.word for t in there[begin:end]}
    checks = [*(({t.word for t in there}, kind) for kind in OUTCOMES), ({t.word for t in there[begin : end + _AFTER]}, CONDITIONS), *((before, kind) for kind in HEDGES)]
    checks += [] if decided else [(before, PROPOSED)]
    return next((f"the quote says “{min(words & kind)}”" for words, kind in checks if words & kind and not here & kind), "")


@dataclass(frozen=True, slots=True)
class _Atom:
    """A content word, a figure, or all words of one name."""

    key: str
    kind: str  # "word" | "money" | "percent" | "plain" | "name"
    at: float  # places from the beginning; a comma or "and" between two atoms sets them further apart


def _bound(tokens: Sequence[Token], there: Sequence[Token]) -> str:
    """Figures, and names, must stand nearest to the words that they stand nearest to there: "moved by Hall, seconded by Finch" has no "Finch moved"."""
    capital = _names_of(tokens) | _names_of(there)
    ours, theirs = _atoms(tokens, capital), _atoms(there, capital)
    line, keys = [a.key for a in theirs], [a.key for a in ours]
    if any(line[at : at + len(keys)] == keys for at in range(len(line) - len(keys) + 1)):
        return ""
    for kind in ("money", "percent", "plain", "name"):
        own = [a.key for a in ours if a.kind == kind]
        if not own or len({a.key for a in theirs if a.kind == kind}) < 2:
            continue
        words = [a.key for a in ours if a.kind in ("word", "name") and a.kind != kind and a.key in line]
        agreed = sum(_share(_nearest(w, ours, kind), _nearest(w, theirs, kind)) for w in words)
        if words and agreed * 2 <= len(words):
            return f"“{own[0]}” belongs to other words in the quote"
    return ""


def _names_of(tokens: Sequence[Token]) -> frozenset[str]:
    """Words with a capital that does not come from the beginning of a sentence."""
    return frozenset(t.word for before, t in pairwise((*tokens,)) if t.capital and t.content and before.word != "." and t.word not in DECIDE)


def _atoms(tokens: Sequence[Token], capital: frozenset[str]) -> list[_Atom]:
    atoms: list[_Atom] = []
    run: list[str] = []
    at = 0.0
    for t in (*tokens, Token("", "", "mark", False)):
        if t.kind == "word" and t.capital and t.word in capital:
            run.append(t.word)
            continue
        if t.kind == "word" and len(t.word) == 1 or (t.word == "." and run and run[-1] in TITLES):  # an initial, "Cllr."
            continue
        if run:
            atoms.append(_Atom(" ".join([w for w in run if w not in TITLES] or run), "name", at))
            run = []
            at += 1
        if t.content:
            atoms.append(_Atom(t.key, t.kind, at))
            at += 1
        elif t.word in APART:
            at += 0.5
    return atoms


def _nearest(key: str, atoms: Sequence[_Atom], kind: str) -> set[str]:
    """Figures or names of a kind that stand nearest to a word, over all its places."""
    best: set[str] = set()
    for place in (a.at for a in atoms if a.key == key):
        away = {a: abs(a.at - place) for a in atoms if a.kind == kind and a.at != place}
        best |= {a.key for a, d in away.items() if d == min(away.values())}
    return best


def _share(ours: set[str], theirs: set[str]) -> float:
    return len(ours & theirs) / max(len(ours), len(theirs), 1)
