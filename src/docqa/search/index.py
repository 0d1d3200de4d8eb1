"""The index of one generation, ready to search: register, vectors and words together.

What comes in: a Query. What goes out: Hits, best first, the same text in several papers folded into one hit with its places.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from docqa.errors import BrokenIndexError
from docqa.fitted import Model, network
from docqa.manifest import current_generation, read_manifest
from docqa.records import Filters, Hit, Passage
from docqa.register import Register
from docqa.search.fusion import DENSE_WEIGHT, scaled
from docqa.search.rerank import NAMES, Candidate, figures, within
from docqa.search.traits import NONE as NO_TRAITS
from docqa.text import day_pattern, days_of, figures_of, fold, one_slip, shifted, stem, stems, words

if TYPE_CHECKING:
    from docqa.search.crossencoder import CrossEncoder
    from docqa.search.encoder import Encoder
    from docqa.search.lexical import LexicalIndex
    from docqa.search.vectors import VectorIndex

# What a mention adds to a first-stage score of 0 to 1; settled in bench/ (row "mentions").
_DATE_BONUS = 0.25
_BODY_BONUS = 0.20
_MINUTE_BONUS = 0.30
CANDIDATES = 200  # from each of the two rankings
RELATED_WEIGHT = 0.3  # see the row "without related words" in bench/results
_SOON_AFTER = 70  # days
_DAYS_NAMED = 3  # more is a day without a year, which may be any of them
_SHORTLY_BEFORE = 45
_WITHIN = 60  # more candidates from the meetings the question names, from each ranking
_RERANKED = 100
READ = 12  # of the best hits are read with the question
_WORTH_OF_READING = 0.4  # of a passage's best sentence, beside the network's figure: from .3 to .5 it is about the same, and a network that weighs it by question is worse (bench/results/reader.md)
_READ_WEIGHT = 0.5  # of what a cross-encoder that the networks do not know says, beside the ranking before it
_LONG_ENOUGH = 6  # letters of a word that may be misspelt
_LOOKED_AT = 8  # passages for how it is spelt
_SECOND_COPY = re.compile(r"(?:~\d|\(\d{1,2}\)|[ _-]copy(?:[ _-]?\d)?)\.\w+$", re.I)  # at the end of a file's name
_SAME_TEXT = 0.9  # share of words two passages must have in common to be shown as one


@dataclass(frozen=True, slots=True)
class Query:
    """What is searched for."""

    text: str  # as encoded
    terms: tuple[tuple[str, float], ...]  # words with weights
    related: tuple[tuple[str, float], ...] = ()  # stems that papers may use instead, with weights of at most 1
    filters: Filters = Filters()
    # What the question mentions without insisting; passages that fit are preferred.
    periods: tuple[tuple[str, str], ...] = ()  # first and last day, ISO, inclusive
    bodies: tuple[str, ...] = ()
    minute: str | None = None
    holds: re.Pattern[str] | None = None  # what a text holds that can answer
    traits: tuple[float, ...] = NO_TRAITS  # see docqa.search.traits


@dataclass(frozen=True, slots=True)
class Ranking:
    """How to rank; the switches are for measuring."""

    dense: bool = True  # by whole passages
    units: bool = True  # by their sentences
    words: bool = True
    dense_weight: float = DENSE_WEIGHT
    related_weight: float = RELATED_WEIGHT  # of the words that papers may use instead of the question's own
    mentions: bool = True  # prefer the dates, bodies and minutes that the question names
    rerank: bool = True
    read: bool = True  # together with the question, where the setting has a reader
    model: Model | None = None  # other weights than the shipped ones


@dataclass(slots=True)
class SearchIndex:
    """An open generation. Not safe for two threads at once."""

    folder: Path
    register: Register
    encoder: Encoder
    vectors: VectorIndex = field(repr=False)
    units: VectorIndex = field(repr=False)
    words: LexicalIndex = field(repr=False)
    open_reader: Callable[[], CrossEncoder | None] = field(default=lambda: None, repr=False)
    _reader: tuple[CrossEncoder | None] | None = field(default=None, repr=False)

    @classmethod
    def open(cls, index: Path, encoder: Encoder, open_reader: Callable[[], CrossEncoder | None] = lambda: None) -> SearchIndex:
        """Open the current generation of the index folder.

        Args:
            index: the folder.
            encoder: of the model that the index was made with.
            open_reader: loads what reads the best hits; called when the first question is asked.

        Raises:
            BrokenIndexError: missing, broken, of another format, or made with another model.
        """
        from docqa.search.lexical import LexicalIndex
        from docqa.search.vectors import PASSAGES, UNITS, VectorIndex

        folder = current_generation(index)
        manifest = read_manifest(folder)
        if manifest.model_fingerprint != encoder.fingerprint:
            raise BrokenIndexError(
                f"the index was made with the model {manifest.model} ({manifest.model_fingerprint[:8]}), "
                f"but the setting is {encoder.name} ({encoder.fingerprint[:8]})",
                hint=f"Build it again with this model: {manifest.made_by(index)}, or set model back.",
                code="index-model",
            )
        return cls(folder, Register(folder / "register.sqlite"), encoder, VectorIndex(folder, PASSAGES), VectorIndex(folder, UNITS), LexicalIndex(folder / "words"), open_reader)

    def close(self) -> None:
        """Close the files."""
        self.register.close()

    def search(self, query: Query, most: int, ranking: Ranking = Ranking()) -> list[Hit]:
        """The ``most`` best hits, those that say the same folded into one."""
        hits = self._ranked(query, ranking)
        if not (ranking.rerank and ranking.read) or self.reader is None:
            return folded(hits, most)
        return self._read(query.text, folded(hits, max(most, READ)))[:most]

    def figures(self, query: Query, candidates: Sequence[Candidate]) -> list[list[float]]:
        """The figures of every candidate (docqa.search.rerank.NAMES)."""
        return figures(candidates, *self.asked(query), query.holds, self.related(query), query.traits)

    @property
    def reader(self) -> CrossEncoder | None:
        """What reads the best hits, loaded when it is first asked for; None where the setting is off."""
        if self._reader is None:
            self._reader = (self.open_reader(),)
        return self._reader[0]

    def _ranked(self, query: Query, ranking: Ranking) -> list[Hit]:
        """Every candidate as a hit, best first, not yet read."""
        candidates = self.candidates(query, ranking)
        table = self.figures(query, candidates) if ranking.rerank and candidates else []
        scores = (ranking.model or network("passage")).scores(NAMES, table) if table else [c.fused for c in candidates]
        hits = [Hit(c.passage, s, c.cosine, c.words, c.units) for c, s in zip(candidates, scores, strict=True)]
        hits.sort(key=lambda h: (-h.score, h.passage.row))
        return hits

    def _read(self, question: str, hits: Sequence[Hit]) -> list[Hit]:
        """The hits ordered again by what is said of the first ``READ`` once they are read; the others follow."""
        reader = self.reader
        first, others = list(hits[:READ]), list(hits[READ:])
        if reader is None or not first:
            return list(hits)
        said = reader.read(question, first)
        if reader.fitted:
            scores = [h.score + _WORTH_OF_READING * within(max(r.units)) for h, r in zip(first, said, strict=True)]
            least = min(scores)
            read = [replace(h, score=s, read=r.units, words=r.words) for h, s, r in zip(first, scores, said, strict=True)]
            read.sort(key=lambda h: (-h.score, h.passage.row))
            return [*read, *(replace(h, score=least + h.score - first[-1].score) for h in others)]
        after, before = (scaled(dict(enumerate(of_one)), floor=None) for of_one in ([max(r.units) for r in said], [h.score for h in first]))
        order = sorted(after, key=lambda n: (-_READ_WEIGHT * after[n] - (1 - _READ_WEIGHT) * before[n], n))
        # The best keeps the best score, and so on: what is made of the scores later knows only those of the first ranking.
        return [replace(first[n], score=h.score) for n, h in zip(order, first, strict=True)] + others

    def candidates(self, query: Query, ranking: Ranking = Ranking()) -> list[Candidate]:
        """The best of the rankings by words, by passage and by sentence, best first by their fused score."""
        allowed = self.register.passage_rows(self.register.resolved(query.filters)) if query.filters else None
        if allowed is not None and not allowed:
            return []
        terms = _stemmed(query.terms) + [(s, ranking.related_weight * w) for s, w in query.related if ranking.related_weight]
        vector = self.encoder.encode([query.text])[0] if ranking.dense or ranking.units else None
        within = list(self._within(query, allowed)) if ranking.mentions and (query.periods or query.minute) else []
        worded: dict[int, float] = {}
        near: set[int] = set()
        for rows, most in ((allowed, CANDIDATES), *((rows, _WITHIN) for rows in within)):
            if ranking.words:
                worded |= dict(self.words.search(terms, most, rows))
            if ranking.dense and vector is not None:
                near |= {row for row, _ in self.vectors.search(vector, most, rows)}
            if ranking.units and vector is not None:
                near |= {row for row, _ in self.units.search(vector, most, rows)}
        every = sorted(near | worded.keys())
        if ranking.words:
            worded |= dict(self.words.search(terms, len(every), [r for r in every if r not in worded]))
        whole = self.vectors.cosines(vector, every) if vector is not None else {}
        parts = self.units.cosines(vector, every) if vector is not None else {}
        found = {row: _Found(whole[row][0] if row in whole else 0.0, parts.get(row, ()), worded.get(row, 0.0)) for row in every}
        return self._candidates(query, ranking, found)

    def asked(self, query: Query) -> tuple[dict[str, float], frozenset[tuple[str, str]], list[tuple[str, ...]]]:
        """Of a question: its stems with weight times rarity, its neighbouring stems, its figures, each in the forms that papers write."""
        said = stems(query.text)
        return {s: w * self.words.rarity(s) for s, w in _stemmed(query.terms)}, frozenset(zip(said, said[1:], strict=False)), figures_of(query.text)

    def respelt(self, word: str) -> str | None:
        """The word of the papers that a word in none of them is one slip of the hand from; None where there is none, the word stands in them or the model has learnt it.

        ``word``: in small letters. Short words are left alone: too many are a letter apart.
        """
        own = stem(word)
        if len(word) < _LONG_ENOUGH or not word.isalpha() or self.encoder.knows(word) or not self.words.absent([own]):
            return None
        near = [w for p in self.register.passages(self.words.nearly(own, _LOOKED_AT)).values() for w in words(p.text) if w.isalpha() and one_slip(word, w)]
        return max(sorted(set(near)), key=near.count, default=None)

    def words_known(self, query: Query) -> bool:
        """Does any word that papers may use instead of the question's own stand in them?"""
        related = [s for s, _ in query.related]
        return len(self.words.absent(related)) < len(related)

    def related(self, query: Query) -> dict[str, float]:
        """Stems that papers may use instead of the question's own, with weight times rarity."""
        return {s: w * self.words.rarity(s) for s, w in query.related}

    def _within(self, query: Query, allowed: Sequence[int] | None) -> Iterator[list[int]]:
        """Rows of the meetings in each period the question names, of those soon after, and of the minute it names."""
        wanted = [Filters(from_date=first, to_date=last) for first, last in query.periods[:3]]
        wanted += [Filters(from_date=shifted(last, 1), to_date=shifted(last, _SOON_AFTER)) for _, last in query.periods[:3]]
        if query.minute:
            wanted.append(Filters(minute=query.minute))
        keep = None if allowed is None else set(allowed)
        for filters in wanted:
            rows = self.register.passage_rows(filters)
            rows = rows if keep is None else [r for r in rows if r in keep]
            if rows:
                yield rows

    def _candidates(self, query: Query, ranking: Ranking, found: Mapping[int, _Found]) -> list[Candidate]:
        meaning = scaled({row: f.meaning(ranking) for row, f in found.items()}, floor=None)
        worded = scaled({row: f.words for row, f in found.items()}, floor=0.0)
        weight = ranking.dense_weight if ranking.words and (ranking.dense or ranking.units) else float(not ranking.words)
        facts = self.register.passage_facts(list(found))
        first: list[tuple[float, int, bool, float, bool, bool]] = []
        days = {begin for begin, end in query.periods if begin == end} if len(query.periods) <= _DAYS_NAMED else set()
        for row, (body, date, minute, _) in facts.items():
            dated = 0.0
            body_fits = minute_fits = False
            if ranking.mentions:
                dated = _dated(date, query.periods)
                body_fits = body in query.bodies
                minute_fits = bool(query.minute) and minute == query.minute
            score = weight * meaning[row] + (1 - weight) * worded[row]
            score += _DATE_BONUS * max(dated, 0.0) + _BODY_BONUS * body_fits + _MINUTE_BONUS * minute_fits
            first.append((score, row, ranking.mentions and date in days, dated, body_fits, minute_fits))
        first.sort(key=lambda f: (-f[0], f[1]))
        passages = self.register.passages([row for _, row, *_ in first[:_RERANKED]])
        named = day_pattern(days) if days and ranking.mentions else None  # "the balance at 31 March 2020" is minuted in May
        return [
            Candidate(passages[row], found[row].whole, found[row].units, meaning[row], worded[row], score, day, 1.0 if named and named.search(passages[row].text) else dated, body, minute)
            for score, row, day, dated, body, minute in first[:_RERANKED]
        ]


@dataclass(frozen=True, slots=True)
class _Found:
    """What the first stage says of a passage."""

    whole: float  # cosine with the whole of it
    units: tuple[float, ...]  # cosine with each of its sentences
    words: float  # BM25

    def meaning(self, ranking: Ranking) -> float:
        best = max(self.units, default=0.0)
        return (self.whole * ranking.dense + best * ranking.units) / ((ranking.dense + ranking.units) or 1)


def _stemmed(terms: Sequence[tuple[str, float]]) -> list[tuple[str, float]]:
    weights: dict[str, float] = {}
    for word, weight in terms:
        for s in stems(word) or [stem(word)]:
            weights[s] = max(weights.get(s, 0.0), weight)
    return list(weights.items())


def _dated(date: str | None, periods: Sequence[tuple[str, str]]) -> float:
    """1 in a period, between 1 and 0 shortly after (what happened in May is minuted in June) or just before, -1 elsewhere, 0 where none is named."""
    if not periods:
        return 0.0
    if not date:
        return -1.0
    day = days_of(date)
    best = -1.0
    for first, last in periods:
        after, before = day - days_of(last), days_of(first) - day
        if after <= 0 and before <= 0:
            return 1.0
        best = max(best, 0.5 if 0 < after <= _SOON_AFTER or 0 < before <= _SHORTLY_BEFORE else -1.0)
    return best


def folded(hits: Sequence[Hit], most: int) -> list[Hit]:
    """The first ``most`` hits that say different things; a hit whose text stands in an earlier one becomes one of its places.

    Passages that overlap in place fold too: a list keeps its lead-in in every passage it is cut into. Of the approved text and a draft, and of a file and its second
    copy ("minutes (1).pdf"), the former stands for both wherever it comes.
    """
    kept: list[Hit] = []
    bags: list[set[str]] = []
    for hit in hits:
        bag = set(fold(hit.passage.text).split())
        for n, (other, seen) in enumerate(zip(kept, bags, strict=True)):
            if _same(hit.passage, bag, other.passage, seen):
                instead = _is_copy(other.passage) and not _is_copy(hit.passage) and hit.passage.document != other.passage.document
                kept[n] = replace(hit, score=other.score, places=(other.passage, *other.places)) if instead else replace(other, places=(*other.places, hit.passage))
                break
        else:
            if len(kept) == most:
                break
            kept.append(hit)
            bags.append(bag)
    return kept


def _is_copy(passage: Passage) -> bool:
    """Is it of a draft, or of a file that is named as the second copy of another?"""
    return passage.draft or bool(_SECOND_COPY.search(passage.document))


def _same(a: Passage, a_bag: set[str], b: Passage, b_bag: set[str]) -> bool:
    if a.document == b.document and any(x.overlaps(y) for x in a.spans for y in b.spans):
        return True
    if a.meeting_date != b.meeting_date or not a_bag or not b_bag:  # the same words a year later are another decision
        return False
    return len(a_bag & b_bag) >= _SAME_TEXT * max(len(a_bag), len(b_bag))


