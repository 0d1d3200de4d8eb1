"""The decisions that belong to an answer: those the quoted passages hold, or that were taken under the same item, and that are about what was asked.

A link that is not sure is not made: a decision that hardly belongs to the answer (docqa.answer.belonging) is left out even where its item was quoted.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from docqa.answer.belonging import figures, likelihood, stands_in
from docqa.answer.extract import Extract
from docqa.answer.question import Period
from docqa.records import Decision, Passage, Resolution, Span
from docqa.register import Register
from docqa.text import fold, stems

MOST = 3  # beside those of the item that the answer quotes first
_FEW = 2  # an item with more decisions than these lists only the one that fits best
_SHARE = 0.75  # a further decision is listed where its weight is at least this share of the best one's
_LEAST = 0.75  # below this weight none is listed
_LIKELY = 0.15  # a decision that is less likely to belong to the answer is left out
_LEAST_LIKELY = 0.04  # of the likeliest one
_DECIDES = 0.3  # one less likely than this is said to be related, not to decide
# What speaks for a decision beside the share of the question's words that it holds (0 to 1).
_QUOTED = 0.7  # the answer quotes from it
_CITED = 0.35  # a cited passage holds some of it
_ITEM = 0.25  # it was taken under the item that the answer quotes first, or on the report
_FALL = 0.06  # for every place further down the list of passages


@dataclass(frozen=True, slots=True)
class _Weighed:
    decision: Decision
    weight: float
    quoted: bool


def taken_on(register: Register, passages: Sequence[Passage]) -> tuple[list[Decision], list[str]]:
    """The decisions of the items that ``passages`` stand in, and the items under which the report that stands first was considered."""
    items = list(dict.fromkeys(p.item for p in passages if p.item))
    papers = list(dict.fromkeys(p.paper for p in passages if not p.item))  # without items a decision belongs to its paper
    considered = [k.source for k in register.links(passages[0].paper) if k.relation == "considers"]
    return [*register.decisions(items=[*items, *(i for i in considered if i not in items)]), *(d for d in register.decisions(papers=papers) if d.item is None)], considered


def belonging(
    decisions: Sequence[Decision], weights: Mapping[str, float], chosen: Sequence[Extract], passages: Sequence[Passage], cited: Span | None = None,
    ended: Decision | None = None, periods: Sequence[Period] = (), considered: Collection[str] = (), found: Sequence[Extract] = (),
) -> tuple[Resolution, ...]:
    """How it ended, those taken on what the answer quotes first, those that share most with the question, then the next item quoted; each once.

    Of these, those that hardly belong to the answer are left out, and the likeliest of all decisions stands among them.

    Args:
        decisions: of the items of the passages.
        weights: stem of the question -> its weight times its rarity.
        chosen: the sentences of the answer, best first.
        passages: what is cited, best first.
        cited: the run of a page that the first citation quotes.
        ended: the decision by which the answer says how it ended.
        periods: the times that the question speaks of; decisions of other times are left out where one of these times is there.
        considered: items under which the report that is cited first was considered.
        found: the sentences of what was found, best first.
    """  # fmt: skip
    first = {passages[0].item, *considered} - {None} if passages else set()
    weighed = sorted((_weigh(d, weights, chosen, passages, first) for d in decisions), key=lambda w: -w.weight)
    kept = _of_the_answer(weighed, passages, cited, first)
    own = list(kept)
    best = max((w.weight for w in weighed), default=0.0)
    for w in weighed:
        if len(kept) < MOST and w.weight >= max(_LEAST, _SHARE * best) and not any(_alike(w.decision, k.decision) for k in kept):
            kept.append(w)
    if ended:
        own.insert(0, _weigh(ended, weights, chosen, passages, first))
        kept.insert(0, own[0])
    if len(kept) < MOST:
        kept += _of_the_next_item(weighed, chosen, passages, kept)
    once: list[_Weighed] = []
    for w in kept:
        if not any(_alike(w.decision, k.decision) for k in once):
            once.append(w)
    shown = _in_time(once, periods)
    likely = {id(w.decision): likelihood(figures(w.decision, decisions, found or chosen, passages, cited, periods)) for w in weighed}
    shown = [w for w in shown if likely.get(id(w.decision), 1.0) >= _LIKELY or w.decision == ended]
    likeliest = max(_in_time(weighed, periods), key=lambda w: likely[id(w.decision)], default=None)
    if likeliest and likely[id(likeliest.decision)] >= _LEAST_LIKELY and not any(_alike(w.decision, likeliest.decision) for w in shown):
        shown.append(likeliest)
    sure = [w.decision == ended or likely.get(id(w.decision), 1.0) >= _DECIDES and (n == 0 or w.quoted or w in own) for n, w in enumerate(shown)]
    return tuple(resolution(w.decision, "decides" if decides else "related") for w, decides in zip(shown, sure, strict=True))


def _in_time(weighed: Sequence[_Weighed], periods: Sequence[Period]) -> list[_Weighed]:
    """Those of the times that the question speaks of; all where none is."""
    within = [w for w in weighed if w.decision.meeting_date is None or any(_of(w.decision, w.decision.meeting_date, p) for p in periods)]
    return within or list(weighed)


def _of_the_next_item(weighed: Sequence[_Weighed], chosen: Sequence[Extract], passages: Sequence[Passage], kept: Sequence[_Weighed]) -> list[_Weighed]:
    """The best decision of the second item that the answer quotes, where that item has few and none of them is listed."""
    first = passages[0].item if passages else None
    for item in dict.fromkeys(e.hit.passage.item for e in chosen if e.hit.passage.item not in (None, first)):
        own = [w for w in weighed if w.decision.item == item and w.decision.kind == "substantive"]
        if 0 < len(own) <= _FEW and not any(k.decision.item == item for k in kept):
            return own[:1]
    return []


def _of_the_answer(weighed: Sequence[_Weighed], passages: Sequence[Passage], cited: Span | None, items: Collection[str | None]) -> list[_Weighed]:
    """Decisions the answer quotes, and those of the ``items`` it quotes first: all where they are few, else the best in the run that is cited."""
    if not passages:
        return []
    first = passages[0]
    own = [w for w in weighed if w.decision.item in items and w.decision.kind == "substantive"]
    if len(own) > _FEW:
        inside = [w for w in own if cited is not None and stands_in(w.decision, first.document, cited)]
        own = (inside or own)[:1]
    quoted = [w for w in weighed if w.quoted and w.decision.document == first.document][:_FEW]
    return quoted + [w for w in own if w not in quoted]


def _of(decision: Decision, day: str, period: Period) -> bool:
    """Was it taken in the period, or is it about that year: a chair for 2023 is chosen in 2022?"""
    return period.first <= day <= period.last or period.first[4:] == "-01-01" and period.last[4:] == "-12-31" and period.first[:4] in decision.text


def _alike(a: Decision, b: Decision) -> bool:
    """The same decision, as minuted and as printed again in a pack."""
    return a.meeting_date == b.meeting_date and fold(a.text) == fold(b.text)


def _weigh(decision: Decision, weights: Mapping[str, float], chosen: Sequence[Extract], passages: Sequence[Passage], items: Collection[str | None]) -> _Weighed:
    total = sum(weights.values()) or 1.0
    own, heading = set(stems(decision.text)), set(stems(f"{decision.heading} {decision.body or ''}"))
    weight = sum(w * (1.0 if s in own else 0.6 if s in heading else 0.0) for s, w in weights.items()) / total
    quoted = any(stands_in(decision, e.hit.passage.document, e.span) for e in chosen)
    rank = next((n for n, p in enumerate(passages) if any(stands_in(decision, p.document, s) for s in p.spans)), None)
    if quoted:
        weight += _QUOTED
    if rank is not None:
        weight += _CITED - _FALL * rank
    elif decision.item in items:
        weight += _ITEM
    return _Weighed(decision, weight, quoted)


def with_later(shown: Sequence[Resolution], later: Decision | None) -> tuple[Resolution, ...]:
    """``shown`` with the decision that supersedes what is quoted, where it is not among them."""
    if later is None or any(r.id == later.id for r in shown):
        return tuple(shown)
    return (*shown, resolution(later, "related"))


def resolution(decision: Decision, relation: str) -> Resolution:
    """A decision as shown beside an answer."""
    d = decision
    return Resolution(d.id, d.text, d.parts, d.kind, d.outcome, d.minute, d.heading, d.body, d.meeting_date, d.document, d.page, relation)
