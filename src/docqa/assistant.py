"""Question -> answer: the second composition root.

Opens an index and answers from it; nothing is loaded that the question does not need, and neither torch nor a model hub ever is.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from docqa.answer.compose import Evidence, choose, cite, not_found, resolution, worded
from docqa.answer.confidence import NOT_FOUND_BELOW, Signals, confidence
from docqa.answer.extract import Extract, extracts
from docqa.answer.question import Understood, understand
from docqa.config import Settings, read_settings
from docqa.errors import UsageError
from docqa.manifest import current_generation
from docqa.records import Answer, Coverage, Decision, Filters, Hit, Page, Passage, Resolution, Span
from docqa.register import Register
from docqa.search.encoder import open_encoder
from docqa.search.index import Preference, Query, SearchIndex
from docqa.text import fold, stem, stems

_HITS = 12
_READ = 8  # hits whose sentences are looked at
_DATE_BONUS = 0.25  # on a fused score of 0 to 1; settled in bench/ (row "mentions")
_BODY_BONUS = 0.20
_MINUTE_BONUS = 0.30


class Assistant:
    """Answers questions from one index. Not safe for two threads at once; open one a thread."""

    def __init__(self, search: SearchIndex, folder: Path) -> None:
        self._search = search
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
        """
        settings = settings or read_settings()
        folder = Path(index or settings.index)
        current_generation(folder)  # a missing index is said before a model is loaded
        encoder = open_encoder(settings.model, settings.cache_folder())
        return cls(SearchIndex.open(folder, encoder), folder)

    def close(self) -> None:
        """Close the files."""
        self._search.close()

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
        return self._find(self._understand(text), filters, most)

    def ask(self, question: str, filters: Filters = Filters(), history: Sequence[Answer] = ()) -> Answer:
        """Answer a question.

        Args:
            question: as typed; not empty.
            filters: what it is limited to.
            history: the turns before, oldest first, for follow-up questions.

        Raises:
            UsageError: the question is empty.
        """
        began = time.perf_counter()
        if not question.strip():
            raise UsageError("the question is empty", hint='Ask one: docqa ask "What was decided about the library?"', code="empty-question")
        understood = self._understand(question)
        hits = self._find(understood, filters, _HITS)
        answer = self._answer(question, understood, hits)
        return replace(answer, elapsed_ms=round((time.perf_counter() - began) * 1000, 1))

    def _understand(self, question: str) -> Understood:
        return understand(question, bodies=self._bodies, define=self.register.definitions, acronyms=self._meanings(), coverage=self._coverage)

    def _meanings(self) -> dict[str, str]:
        if self._acronyms is None:
            self._acronyms = {fold(d.meaning): d.acronym for d in self.register.definitions()}
        return self._acronyms

    def _find(self, understood: Understood, filters: Filters, most: int) -> list[Hit]:
        preferences = [Preference(_DATE_BONUS if p.certain else _DATE_BONUS / 2, from_date=p.first, to_date=p.last) for p in understood.periods]
        if understood.bodies:
            preferences.append(Preference(_BODY_BONUS, bodies=understood.bodies))
        if understood.minute:
            preferences.append(Preference(_MINUTE_BONUS, minute=understood.minute))
        return self._search.search(Query(understood.text, understood.terms, filters, tuple(preferences)), most)

    def _answer(self, question: str, understood: Understood, hits: Sequence[Hit]) -> Answer:
        if not hits:
            return not_found(question, self._coverage, (), 0.0)
        read = hits[:_READ]
        found = extracts(understood, read, [self._slices(h.passage) for h in read])
        signals = _signals(understood, hits, found)
        sure = confidence(signals)
        chosen, evidence = choose(found, [h.passage for h in hits])
        citations = cite(evidence, self.page_text)
        if sure < NOT_FOUND_BELOW:
            return not_found(question, self._coverage, citations[:3], sure)
        return Answer(
            id=None,
            question=question,
            status="answered",
            answer=worded(chosen, evidence),
            confidence=sure,
            method="passages",
            citations=citations,
            resolutions=self._resolutions(understood, chosen, evidence),
            coverage=self._coverage,
            notices=_notices(evidence),
        )

    def _slices(self, passage: Passage) -> list[tuple[Span, str]]:
        found = []
        for span in passage.spans:
            page = self.page_text(passage.document, span.page)
            if page is not None:
                found.append((span, page.text[span.start : span.end]))
        return found

    def _resolutions(self, understood: Understood, chosen: Sequence[Extract], evidence: Sequence[Evidence]) -> tuple[Resolution, ...]:
        """Decisions of the items that the answer quotes; the ones about what was asked where an item has many."""
        items = list(dict.fromkeys(e.hit.passage.item for e in chosen if e.hit.passage.item))[:2]
        listed: list[Resolution] = []
        for n, item in enumerate(items):
            decisions = self.register.decisions(items=[item])
            listed += [resolution(d, "decides" if n == 0 else "related") for d in _about(understood, decisions, chosen)]
        return tuple(listed)


def _about(understood: Understood, decisions: Sequence[Decision], chosen: Sequence[Extract], most: int = 3) -> list[Decision]:
    """At most ``most`` decisions: those that overlap the quoted sentences, then those that share most words with the question."""
    if len(decisions) <= 1:
        return list(decisions)
    quoted = set().union(*(set(stems(e.text)) for e in chosen[:2])) if chosen else set()

    def weight(decision: Decision) -> float:
        bag = set(stems(f"{decision.heading} {decision.text}"))
        if not bag:
            return 0.0
        touches = any(
            s.page == e.span.page and s.start < e.span.end and e.span.start < s.end and e.hit.passage.document == decision.document
            for s in decision.spans
            for e in chosen
        )
        return 2.0 * touches + len(bag & understood.stems) / (len(understood.stems) or 1) + 0.5 * len(bag & quoted) / (len(quoted) or 1)

    ranked = sorted(decisions, key=weight, reverse=True)
    best = weight(ranked[0])
    keep = [d for d in ranked[:most] if weight(d) >= 0.6 * best]
    return [d for d in decisions if d in keep]


def _signals(understood: Understood, hits: Sequence[Hit], found: Sequence[Extract]) -> Signals:
    bag = set().union(*(set(stems(f"{h.passage.text} {h.passage.context}")) for h in hits))
    asked = {stem(w) for w, weight in understood.terms if weight >= 1.0}
    unseen = len([s for s in asked if s not in bag]) / len(asked) if asked else 0.0
    return Signals(max(h.dense for h in hits[:5]), max((e.overlap for e in found), default=0.0), unseen)


def _notices(evidence: Sequence[Evidence]) -> tuple[str, ...]:
    """Banners of private-session text and of drafts among what is cited."""
    notices = [e.passage.banner for e in evidence if e.passage.banner]
    if any(e.passage.draft for e in evidence if e.extracts):
        notices.append("The minutes quoted are a draft: no paper in the index approves them yet.")
    return tuple(dict.fromkeys(notices))


