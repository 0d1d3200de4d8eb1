"""What a decision, an item or a paper is made of for the screen: its text, and what it is linked to (item, report, earlier and later decisions)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content

from docqa.records import Citation, Decision, Item, Link, Paper
from docqa.text import one_line, shorten
from docqa.tui.papers import Papers, Place
from docqa.tui.plain import Piece, decision_text_pieces, short_place, state_of

# relation -> how the target and how the source of the link is called from the other end
_RELATIONS = {
    "considers": ("Considers", "Considered by"), "recommends-to": ("Recommends to", "Recommended by"), "follows-up": ("Follows up (earlier)", "Followed up by (later)"),
    "decides-on": ("Decides on", "Decided by (later)"), "reports-back": ("Reports back on (earlier)", "Came back in (later)"), "corrects": ("Corrects", "Corrected by"),
    "supersedes": ("Supersedes (earlier)", "Superseded by (later)"), "approves-minutes": ("Approves the minutes", "Minutes approved by"),
    "called-in": ("Calls in (earlier)", "Called in by (later)"), "refers-back": ("Refers back to", "Referred back by"), "adopts": ("Adopts the recommendation", "Adopted by"),
    "comes-with": ("Paper", "Sent out for"), "on-agenda": ("On the agenda as", "Minuted as"), "next-meeting": ("Next meeting", "Fixed by"), "taken-up": ("Asked for, then resolved in", "Takes up what was asked for in"),
    "excludes-public-for": ("Excludes the public for", "Public excluded by"), "attended-for": ("Who came for", "Who came for this"),
}  # fmt: skip

_ITEM_CHARS = 500  # of an item's text that are shown before one reads it in its page


@dataclass(frozen=True, slots=True)
class Related:
    """A line that leads on: to a thing by id, or to a place."""

    label: str
    text: str
    id: str | None = None
    place: Place | None = None
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Thing:
    """What the screen shows."""

    title: str
    body: Content
    related: tuple[Related, ...]
    place: Place | None = None
    footnote: str = ""
    topic: str = ""


def thing_of(papers: Papers, id_: str) -> Thing | None:
    """What an id stands for; None where nothing in the index has it. Called in a worker."""
    found = papers.decisions([id_])
    if id_ in found:
        return _decision_thing(papers, found[id_])
    item = papers.item(id_)
    if item:
        return _item_thing(papers, item)
    paper = papers.papers().get(id_)
    return _paper_thing(papers, paper) if paper else None


def _decision_thing(papers: Papers, decision: Decision) -> Thing:
    from docqa.tui.export import decision_footnote

    d = decision
    related = []
    place = place_of_decision(d)
    if place:
        related.append(Related("In the minutes", place.label, place=place))
    if d.item:
        item = papers.item(d.item)
        if item:
            related.append(Related("Item", f"{item.number} {item.heading}".strip(), id=item.id))
    related += _linked(papers, d.id)
    if d.item:
        related += _linked(papers, d.item)
        others = [o for o in papers.decisions_of_item(d.item) if o.id != d.id]
        related += [Related("Decided under the same item", shorten(o.text, 140), id=o.id) for o in others]
    return Thing(d.id, decision_content(d), tuple(dict.fromkeys(related)), place, decision_footnote(d), d.heading)


def _item_thing(papers: Papers, item: Item) -> Thing:
    place = place_of_item(papers, item)
    paper = papers.papers().get(item.paper)
    told = short_place(paper.body, paper.title, paper.meeting_date, None, None) if paper else ""
    pieces: list[Piece] = [(one_line(f"{item.number} {item.heading}"), "bold"), (f"\n{told}", "dim")]
    if item.banner:
        pieces.append((f"\n{one_line(item.banner)}", "bold $warning"))
    words = " ".join(p.text for p in papers.passages_of_item(item.id)[:3])
    gist = shorten(re.sub(rf"^\W*{re.escape(item.number)}\W*{re.escape(item.heading)}\W*", "", words, flags=re.I), _ITEM_CHARS)
    if gist:
        pieces.append((f"\n\n{gist}", ""))
    related = [Related("Read it", place.label, place=place)] if place else []
    related += [Related("Decided", shorten(d.text, 140), id=d.id) for d in papers.decisions_of_item(item.id)]
    related += _linked(papers, item.id)
    if paper:
        related.append(Related("Paper", f"{paper.kind}: {paper.title}", id=paper.id))
    return Thing(item.id, Content.assemble(*pieces), tuple(related), place, "", item.heading)


def _paper_thing(papers: Papers, paper: Paper) -> Thing:
    place = Place(paper.document, paper.first_page, 0, 0, short_place(paper.body, paper.title, paper.meeting_date, None, paper.first_page))
    pages = f", pages {paper.first_page} to {paper.last_page}" if paper.first_page else ""
    pieces: list[Piece] = [
        (one_line(paper.title), "bold"),
        (f"\n{paper.kind}{' (draft)' if paper.draft else ''}, {one_line(paper.body or 'no body recognised')}, {paper.meeting_date or 'undated'}", "dim"),
        (f"\n{one_line(paper.document)}{pages}", "dim"),
    ]
    related = [Related("Read it", place.label, place=place), *_linked(papers, paper.id)]
    related += [Related("Item", f"{i.number} {i.heading}".strip(), id=i.id) for i in papers.items(paper.id)]
    return Thing(paper.id, Content.assemble(*pieces), tuple(related), place, "", paper.title)


def _linked(papers: Papers, id_: str) -> list[Related]:
    """Lines for the links from and to a thing, the earlier ones first."""
    related = []
    links: Sequence[Link] = papers.links(id_)
    others = [k.target if k.source == id_ else k.source for k in links]
    decisions = papers.decisions(others) if others else {}
    all_papers = papers.papers() if any(o not in decisions for o in others) else {}
    for link, other in zip(links, others, strict=True):
        forth, back = _RELATIONS.get(link.relation, (link.relation, f"{link.relation} (from)"))
        label = (forth if link.source == id_ else back) + (f", {one_line(link.note)}" if link.note else "")
        text = other
        if other in decisions:
            d = decisions[other]
            text = f"{short_place(d.body, d.document, d.meeting_date, d.minute, d.page)}: {shorten(d.text, 140)}"
        elif other in all_papers:
            text = f"{all_papers[other].kind}: {all_papers[other].title}"
        else:
            item = papers.item(other)
            if item:
                paper = all_papers.get(item.paper)
                text = f"{item.number} {item.heading}" + (f" ({short_place(paper.body, paper.title, paper.meeting_date, None, None)})" if paper else "")
        related.append(Related(label, one_line(text), id=other, evidence=one_line(link.evidence)))
    return related


def place_of_decision(decision: Decision) -> Place | None:
    """Where a decision stands in its minutes."""
    from docqa.tui.asking import banner_for

    d = decision
    if not d.spans:
        return None
    span = d.spans[0]
    label = short_place(d.body, d.document, d.meeting_date, d.minute, d.page)
    citation = Citation(1, d.text, d.document, d.document, "minutes", d.page, None, False, span.start, span.end, d.body, d.meeting_date, d.minute, d.heading, d.access, d.draft)
    return Place(d.document, span.page, span.start, span.end, label, citation, banner_for(d.access, d.draft))


def place_of_item(papers: Papers, item: Item) -> Place | None:
    """Where an item begins."""
    passages = papers.passages_of_item(item.id)
    if not passages or not passages[0].spans:
        return None
    p, span = passages[0], passages[0].spans[0]
    return Place(p.document, span.page, span.start, span.end, short_place(p.body, p.title, p.meeting_date, p.minute, span.page), None, item.banner)


def decision_content(decision: Decision) -> Content:
    """All of a decision."""
    from docqa.answer.naming import spoken_date

    d = decision
    told = (d.body or d.document, spoken_date(d.meeting_date) if d.meeting_date else "", f"minute {d.minute}" if d.minute else "", f"p. {d.page}" if d.page else "")
    pieces: list[Piece] = [(one_line(", ".join(t for t in told if t)), "bold"), (f"\n{one_line(d.heading)}" if d.heading else "", "italic")]
    pieces += [*decision_text_pieces(d), (f"\n\n{d.kind} · {one_line(d.strength)}" if d.strength else f"\n\n{d.kind}", "dim")]
    pieces.append((f" · {d.outcome}", "dim" if d.outcome == "carried" else "bold $warning"))
    pieces += [(f" · {w}", "bold $warning") for w in state_of(d)]
    if d.mover or d.seconder:
        pieces.append((f"\nmoved by {one_line(d.mover or '-')}, seconded by {one_line(d.seconder or '-')}", ""))
    if d.recommends_to:
        pieces.append((f"\nrecommends to {one_line(d.recommends_to)}", ""))
    if d.votes:
        v = d.votes
        counts = [f"{name} {n}" for name, n in (("for", v.for_), ("against", v.against), ("abstained", v.abstain), ("absent", v.absent)) if n is not None]
        pieces.append((f"\nvotes: {', '.join(counts) or 'no figures'}", ""))
        for side in ("for", "against", "abstain", "absent"):
            names = [one_line(n) for n, how in v.names.items() if how == side]
            if names:
                pieces.append((f"\n  {side}: {', '.join(names)}", "dim"))
    for label, text in (("who is to act", d.owner), ("reasons", d.reasons), ("alternatives", d.alternatives), ("call-in", d.call_in)):
        if text:
            pieces.append((f"\n{label}: {one_line(text)}", ""))
    pieces.append((f"\n{one_line(d.document)} · {d.id}", "dim"))
    return Content.assemble(*pieces)


