"""Question -> answer: the second composition root.

Opens an index and answers from it; nothing is loaded that the question does not need, and neither torch nor a model hub ever is.
"""

from __future__ import annotations

import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from docqa.answer.belonging import figures
from docqa.answer.compose import ANSWER_WORDS, QUOTE_CHARS, Evidence, choose, cite, looked_up, needed, not_found, worded
from docqa.answer.confidence import LOOKED_UP, NOT_FOUND_BELOW, confidence, signals
from docqa.answer.conflicts import disagreements
from docqa.answer.current import newest_first
from docqa.answer.extract import Extract, extracts
from docqa.answer.followup import in_full
from docqa.answer.lookup import look_up
from docqa.answer.minuted import minuted
from docqa.answer.near import look_up_near
from docqa.answer.nearness import of_strange_words, tempered
from docqa.answer.notices import banners, elsewhere, superseded, unknown_words
from docqa.answer.outcome import decision_first, leads, outcome_asked, outcome_of, outcome_words, quotes
from docqa.answer.overtaken import overtaken
from docqa.answer.places import Lookup, Place
from docqa.answer.premise import no_such_meeting
from docqa.answer.question import Understood, one_thing_asked, query_of, several_asked, understand
from docqa.answer.resolutions import MOST, belonging, resolution, taken_on, with_later
from docqa.answer.sides import best_of_each, change_asked, sides
from docqa.answer.sittings import names_one, of_one_meeting
from docqa.answer.thesaurus import expand
from docqa.answer.variety import Variety
from docqa.config import Settings, read_settings
from docqa.errors import UsageError
from docqa.manifest import current_generation
from docqa.records import Answer, Citation, Conflict, Coverage, Decision, Filters, Hit, Page, Resolution, Span
from docqa.register import Register
from docqa.search.crossencoder import open_cross_encoder
from docqa.search.encoder import open_encoder
from docqa.search.index import Query, SearchIndex
from docqa.text import content_words, fold

if TYPE_CHECKING:
    from docqa.answer.generate import Writer

_HITS = 12
_UNSURE = 0.7  # below this confidence an answer says which words of the question no paper has
READ = 8  # hits whose sentences are looked at


class Assistant:
    """Answers questions from one index. Not safe for two threads at once; open one a thread."""

    def __init__(self, search: SearchIndex, folder: Path, writer: Writer | None = None) -> None:
        self._search = search
        self._writer = writer
        self._folder = folder
        self._bodies = tuple(b for b, _ in search.register.bodies())
        self._coverage = search.register.coverage()
        self._pages: dict[tuple[str, int | None], Page | None] = {}
        self._acronyms: dict[str, str] | None = None

    @classmethod
    def open(cls, index: Path | str | None = None, *, settings: Settings | None = None) -> Assistant:
        """Open the index folder (default: the one of the settings).

        Raises:
            BrokenIndexError: missing, broken, of another format or model.
            ModelError: the encoder cannot be loaded.
            UsageError: the settings name a language model that cannot be asked.
        """
        settings = settings or read_settings()
        folder = Path(index or settings.index)
        current_generation(folder)  # a missing index is said before a model is loaded
        writer = None
        if settings.model_endpoint.url or settings.model_endpoint.model:
            from docqa.answer.generate import Writer  # without one, nothing that could open a connection is even loaded

            writer = Writer(settings.model_endpoint)
        encoder = open_encoder(settings.model, settings.cache_folder())
        return cls(SearchIndex.open(folder, encoder, partial(open_cross_encoder, settings.reranker, settings.cache_folder())), folder, writer)

    def close(self) -> None:
        """Close the files."""
        self._search.close()

    @property
    def index(self) -> SearchIndex:
        """What is searched, for measuring."""
        return self._search

    @property
    def register(self) -> Register:
        """The record behind the answers."""
        return self._search.register

    def coverage(self) -> Coverage:
        """What is indexed."""
        return self._coverage

    def stale(self) -> bool:
        """True where a newer generation than the open one has been built."""
        return current_generation(self._folder) != self._search.folder

    def page_text(self, document: str, page: int | None) -> Page | None:
        """The text of one page (of the file, with page None)."""
        key = (document, page)
        if key not in self._pages:
            if len(self._pages) > 256:
                self._pages.clear()
            self._pages[key] = self.register.page(document, page)
        return self._pages[key]

    # -------------------------------------------------------------------------------------------------------- asking

    def search(self, text: str, filters: Filters = Filters(), most: int = 10) -> list[Hit]:
        """The passages nearest to ``text``, best first."""
        return self._search.search(query_of(self.understood(text), filters), most)

    def ask(self, question: str, filters: Filters = Filters(), history: Sequence[Answer] = ()) -> Answer:
        """Answer a question; where the settings name a language model, in its words as far as the quotes bear them.

        Args:
            question: as typed; not empty.
            filters: what it is limited to.
            history: the turns before, oldest first, for follow-up questions.

        Raises:
            UsageError: the question is empty.
        """
        if self._writer is None:
            return self.quoted(question, filters, history)
        began = time.perf_counter()
        self._writer.ready()
        answer = self._writer.worded(in_full(question, history), self.quoted(question, filters, history))
        return replace(answer, elapsed_ms=round((time.perf_counter() - began) * 1000, 1))

    def stop(self) -> None:
        """Stop waiting for a language model, from another thread: the question under way is answered in quotes."""
        if self._writer is not None:
            self._writer.stop()

    def quoted(self, question: str, filters: Filters = Filters(), history: Sequence[Answer] = ()) -> Answer:
        """Answer a question in the papers' own words; see ``ask``. Nothing is sent anywhere."""
        began = time.perf_counter()
        if not question.strip():
            raise UsageError("the question is empty", hint='Ask one: docqa ask "What was decided about the library?"', code="empty-question")
        asked = in_full(question, history)
        full = self._respelt(asked)
        understood = self.understood(full)
        query = query_of(understood, filters)
        if asked != question:
            query = _as_before(query, history[-1])
        answer = self._answer(question, understood, query, self._search.search(query, _HITS))
        if full != question:
            answer = replace(answer, notices=(f"Read as: {full}", *answer.notices))
        return replace(answer, elapsed_ms=round((time.perf_counter() - began) * 1000, 1))

    def _respelt(self, question: str) -> str:
        """The question with words that no paper has as the papers spell them, where that is one letter away; names are left as typed."""
        for word in content_words(question):
            if word in question and not expand([word]) and (meant := self._search.respelt(word)):
                question = re.sub(rf"\b{re.escape(word)}\b", meant, question)
        return question

    def understood(self, question: str) -> Understood:
        """The question as read: words, dates, bodies, the form of answer wanted."""
        understood = understand(question, bodies=self._bodies, define=self.register.definitions, acronyms=self._meanings(), coverage=self._coverage)
        if not names_one(question):
            return understood
        return of_one_meeting(understood, [(p.body, p.meeting_date) for p in self.register.papers() if p.kind in ("minutes", "decision_record") and p.meeting_date])

    def _meanings(self) -> dict[str, str]:
        if self._acronyms is None:
            self._acronyms = {fold(d.meaning): d.acronym for d in self.register.definitions()}
        return self._acronyms

    def _answer(self, question: str, understood: Understood, query: Query, hits: Sequence[Hit]) -> Answer:
        known = look_up(understood, self.register, query.filters) or no_such_meeting(understood, self.register, query.filters)
        if not known and not hits:
            return not_found(question, self._coverage, (), 0.0)
        weights, absent, found = self._weighed(understood, query, hits)
        known = known or look_up_near(understood, weights, hits, found, self.register, query.filters)
        sure = confidence(signals(question, weights, absent, hits, found)) if hits else 0.0
        strange = of_strange_words(weights, absent, sure) and not self._search.words_known(query)
        sure, remark = (sure, "") if known else tempered(sure, understood, weights, hits)
        places = [Evidence(p.passage, p.span, ()) for p in known.places] if known else []
        best: Sequence[Extract] = ()
        if not known:
            hits, found, best = self._each_side(understood, query, hits, newest_first(understood, found))
        told = looked_up(known) if known else ""
        used = ANSWER_WORDS if known and (known.whole or known.sure) else len(told.split())
        several = several_asked(understood.text)
        chosen, evidence = choose(_untold(found, known), [h.passage for h in hits], places, used, self._in_its_item, several=several, variety=Variety(weights, understood.periods, best, change_asked(understood.text), one_thing_asked(understood.text)))
        decided = None if known or not chosen else self._decided(understood, found[0])
        ended, mark = self._outcome(decided, chosen, evidence) if decided else ("", len(places))
        later = overtaken(chosen, weights, understood.periods, self.register)
        if later:
            mark = max(mark, own := self._marked(evidence, later.place, mark))
            ended = "\n".join(x for x in (ended, f"{later.line} [{own}]") if x)
        differ, beside, conflicts = self._disagreements(question, chosen, evidence, found, mark)
        evidence = needed(evidence, max([mark, *(m for c in conflicts for m in c.citations)]))
        citations = cite(evidence, self.page_text)
        first = int(bool(chosen and (ended or differ)))
        if decided and leads(decided, understood, weights):
            said_in, others = decision_first(decided, chosen)
            chosen, first = [*said_in, *others], len(said_in)
        if (sure < NOT_FOUND_BELOW or strange) and not (known and known.sure):
            return not_found(question, self._coverage, citations[:3], sure)
        return Answer(
            id=None,
            question=question,
            status="not_found" if known and known.missing else "answered",
            answer="\n".join(x for x in (told, worded(chosen[:first], evidence), ended, *differ, worded(chosen[first:], evidence, chosen[0] if first else None, several=several)) if x),
            confidence=max(sure, LOOKED_UP) if known and known.sure else sure,
            method=known.method if known else "passages",
            citations=citations,
            resolutions=with_later(self._belonging(understood, weights, found, chosen, evidence, known, decided), later.decision if later else None),
            conflicts=conflicts,
            coverage=self._coverage,
            notices=(*((remark,) if remark else ()), *(unknown_words(content_words(understood.text), self._search.words) if sure < _UNSURE else ()), *banners(evidence), *(elsewhere(understood.bodies, evidence) if sure < _UNSURE and not known else ()), *beside, *superseded(evidence, self.register, later.decision.id if later else "")),
        )

    def _weighed(self, understood: Understood, query: Query, hits: Sequence[Hit]) -> tuple[dict[str, float], list[str], list[Extract]]:
        """The question's stems with weight times rarity, those that no paper has, and the sentences of the hits, best first."""
        weights, _, _ = self._search.asked(query)
        return weights, self._search.words.absent(weights), extracts(understood, hits[:READ], weights, self._search.related(query))

    def _each_side(self, understood: Understood, query: Query, hits: Sequence[Hit], found: list[Extract]) -> tuple[Sequence[Hit], list[Extract], list[Extract]]:
        """Of a question that sets one thing against another: the hits with the best passage of each side, their sentences, and the best one of each side."""
        asked = [self.understood(text) for text in sides(understood)]
        if not asked:
            return hits, found, []
        queries = [query_of(side, query.filters) for side in asked]
        tops = best_of_each([(side, self._weighed(side, own, self._search.search(own, READ))[2]) for side, own in zip(asked, queries, strict=True)])
        read = list(hits[:READ])
        read += [t.hit for t in tops if not any(h.passage.row == t.hit.passage.row for h in read)]
        read = list({h.passage.row: h for h in read}.values())
        weights, _, _ = self._search.asked(query)
        every = extracts(understood, read, weights, self._search.related(query))
        placed = [e for t in tops for e in every if (e.hit.passage.document, e.span) == (t.hit.passage.document, t.span)]
        return [*read, *hits[READ:]], every, list(dict.fromkeys(placed))

    def _disagreements(self, question: str, chosen: Sequence[Extract], evidence: list[Evidence], found: Sequence[Extract], after: int) -> tuple[list[str], list[str], tuple[Conflict, ...]]:
        """Lines that say what the papers disagree on in what is asked for, and in what is quoted beside it, and the marks; the places are put among the evidence, behind the mark ``after``."""
        lines: list[str] = []
        beside: list[str] = []
        conflicts = []
        for d in disagreements(question, chosen, evidence, found, self.register):
            marks = [self._marked(evidence, place, after) for place in d.places]
            after = max([after, *marks])
            (beside if d.beside else lines).append(f"{d.line} {''.join(f'[{m}]' for m in (marks[-1:] if d.corrected else marks))}")
            conflicts.append(Conflict(d.about, tuple(marks)))
        return lines, beside, tuple(conflicts)

    def _marked(self, evidence: list[Evidence], place: Place, after: int) -> int:
        """The mark of a place, which becomes the last of the first citations where it is none of them; marks as far as ``after`` are said already."""
        mark = next((n for n, e in enumerate(evidence, 1) if e.passage.document == place.passage.document and e.span.holds(place.span)), 0)
        if not mark:
            used = max((n for n, e in enumerate(evidence, 1) if e.extracts or n <= after), default=0)
            evidence.insert(used, Evidence(place.passage, place.span, ()))
            mark = used + 1
        return mark

    def _decided(self, understood: Understood, best: Extract) -> Decision | None:
        """How what was found first ended, where that is asked."""
        item = best.hit.passage.item if outcome_asked(understood) else None
        return outcome_of(best, self.register.decisions(items=[item])) if item else None

    def _outcome(self, decision: Decision, chosen: Sequence[Extract], evidence: list[Evidence]) -> tuple[str, int]:
        """A line that says how it ended, and its mark; what it rests on is put among the evidence."""
        span = decision.spans[0]
        mark = next((n for n, e in enumerate(evidence, 1) if e.passage.document == decision.document and e.span.holds(span)), 0)
        if not mark:
            around = self.register.passages_at(decision.document, span)
            if not around:
                return "", 0
            mark = min(2, len(evidence) + 1)
            evidence.insert(mark - 1, Evidence(around[0], span, ()))
            evidence[:] = needed(evidence)
        line = outcome_words(decision, quoted=any(quotes(e, decision) for e in chosen))
        return (f"{line} [{mark}]", mark) if line else ("", 0)

    def _in_its_item(self, evidence: Evidence) -> Evidence:
        """The evidence with what stands before and after it in the same item on the same page, as far as a citation may be long."""
        p, span = evidence.passage, evidence.span
        beside = self.register.passages([p.row + 1, p.row - 1])
        start, end = span.start, span.end
        for row in (p.row + 1, p.row - 1):
            other = beside.get(row)
            if other is None or other.document != p.document or other.item != p.item or other.kind != p.kind:
                continue
            for s in other.spans:
                if s.page == span.page and max(end, s.end) - min(start, s.start) <= QUOTE_CHARS:
                    start, end = min(start, s.start), max(end, s.end)
        return replace(evidence, span=Span(span.page, start, end))

    def signals(self, question: str) -> tuple[list[float], tuple[Citation, ...]]:
        """The figures the confidence rests on (none where nothing is found) and the citations an answer would have, for fitting."""
        understood, weights, absent, hits, found, evidence = self._drafted(question)
        return (signals(question, weights, absent, hits, found), cite(evidence, self.page_text)) if hits else ([], ())

    def decisions_near(self, question: str) -> list[tuple[Decision, list[float]]]:
        """The decisions near what an answer would cite, with the figures that say how likely each belongs to it, for fitting."""
        understood, _, _, hits, found, evidence = self._drafted(question)
        if not hits:
            return []
        passages = [e.passage for e in evidence]
        decisions, _ = taken_on(self.register, passages)
        return [(d, figures(d, decisions, found, passages, evidence[0].span, understood.periods)) for d in decisions]

    def _drafted(self, question: str) -> tuple[Understood, dict[str, float], list[str], Sequence[Hit], list[Extract], list[Evidence]]:
        """What an answer from the passages alone rests on: the question, its weights, stems that no paper has, hits, sentences, evidence."""
        understood = self.understood(question)
        query = query_of(understood, Filters())
        hits = self._search.search(query, _HITS)
        if not hits:
            return understood, {}, [], [], [], []
        weights, absent, found = self._weighed(understood, query, hits)
        _, evidence = choose(found, [h.passage for h in hits], widened=self._in_its_item, several=several_asked(question), variety=Variety(weights, understood.periods))
        return understood, weights, absent, hits, found, evidence

    def _belonging(
        self, understood: Understood, weights: Mapping[str, float], found: Sequence[Extract], chosen: Sequence[Extract], evidence: Sequence[Evidence], known: Lookup | None,
        ended: Decision | None,
    ) -> tuple[Resolution, ...]:
        if known and known.decisions and known.sure:
            return tuple(resolution(d, "decides") for d in known.decisions)
        if not evidence:
            return ()
        there = {(p.passage.document, p.passage.meeting_date) for p in known.places} if known and known.method == "attendance" else ()
        passages = [e.passage for e in evidence if not there or (e.passage.document, e.passage.meeting_date) in there]  # who came to one meeting is nothing that another one decides
        decisions, considered = taken_on(self.register, passages)
        held = belonging(decisions, weights, chosen, passages, evidence[0].span, ended, understood.periods, considered, found)
        told = minuted(chosen, weights, self.register.decisions(papers=[chosen[0].hit.passage.paper])) if chosen else None
        if known and known.method == "glossary":  # a meaning is no decision
            return tuple(r for r in held if r.relation == "decides")
        return (told, *held)[:MOST] if told else held


def _as_before(query: Query, before: Answer) -> Query:
    """A follow-up prefers the minute that the turn before was answered from, unless it names a time or a minute itself."""
    first = next(iter(before.citations), None) if before.status == "answered" else None
    if first is None or query.periods or query.minute or not first.meeting_date:
        return query
    return replace(query, periods=((first.meeting_date, first.meeting_date),), minute=first.minute, bodies=query.bodies or ((first.body,) if first.body else ()))


def _untold(found: Sequence[Extract], known: Lookup | None) -> Sequence[Extract]:
    """The extracts without what a lookup in the passages has quoted already."""
    if known is None or known.method != "passages":
        return found
    return [e for e in found if not any(p.passage.document == e.hit.passage.document and p.span.overlaps(e.span) for p in known.places)]
