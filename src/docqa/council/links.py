"""Links between the things of the record, over a whole register: made at the end of every build, in place of those of the build before.

Relations, each with the words it rests on and a confidence; below the bar a link is not made:

    approves-minutes   a decision -> minutes it approves          corrects       a decision -> the item or minutes it corrects
    supersedes         approved minutes -> their draft, a decision -> the one it takes the place of
    recommends-to      a decision -> what the body did with it    decides-on     the other way, with "as recommended", "amended", "not accepted"
    called-in          a decision -> the item that reviews it, a notice -> the decision it calls in
    refers-back        a decision -> the item that takes it again, and the one it sends back
    considers          an item -> a report or another body's minute
    reports-back       an item -> the item that had asked for it  refers-to      an item -> an earlier item it only speaks of
    adopts             a decision -> the recommendation of the report it follows

Those of one meeting are named in ``same_meeting``, those inside one document in ``pack_links``.
"""

from __future__ import annotations

from collections.abc import Iterator

from docqa.council.approvals import approved_papers, find_approvals, find_drafts
from docqa.council.bodies import misspelt
from docqa.council.cases import find_cases
from docqa.council.considered import find_considered
from docqa.council.followups import find_followups, states_of
from docqa.council.recommendations import find_answers
from docqa.council.references import find_references, settle_mentions
from docqa.council.same_meeting import find_same_meeting, sent_for
from docqa.council.threads import Threads, subject
from docqa.records import Link
from docqa.register import Register
from docqa.text import fold

BAR = 0.7  # links of less confidence are not made


def link_register(register: Register) -> None:
    """Make all links and follow-ups of a register and write them; bodies whose name is misspelt get the one that is meant first."""
    for name, meant in misspelt(dict(register.bodies())).items():
        register.rename_body(name, meant)
    register.settle_ids()
    threads = Threads(register)
    copies = list(_copies(threads))
    register.mark_copies(copies)
    links = list(_once(k for k in make_links(threads, register) if k.confidence >= BAR))
    followups, answers = find_followups(threads, register, links, {copy for copy, _ in copies})
    links = list(_once([*links, *answers]))
    register.write_links(links, followups, states_of(followups))
    register.mark_approved(approved_papers(threads, links))


def _copies(threads: Threads) -> Iterator[tuple[str, str]]:
    """Decisions of a second text of the same minutes, with those of the text that counts."""
    for (body, day), held in threads.minutes.items():
        best = threads.minutes_of(body, day)
        if best is None or len(held) < 2:
            continue
        own = [d for p in threads.items_of(best.id) for d in threads.decisions.get(p.item.id, [])] + threads.decisions.get(best.id, [])
        for paper in held:
            if paper.id == best.id:
                continue
            for decision in [d for p in threads.items_of(paper.id) for d in threads.decisions.get(p.item.id, [])] + threads.decisions.get(paper.id, []):
                words = subject(decision.text)
                same = next((o for o in own if o.minute == decision.minute and (fold(o.text) == fold(decision.text) or threads.shared(words, subject(o.text)) > 0.8)), None)
                if same:
                    yield decision.id, same.id


def make_links(threads: Threads, register: Register) -> Iterator[Link]:
    """Every link that does not rest on a follow-up, whatever its confidence."""
    mentions = settle_mentions(threads, register)
    answers = list(find_answers(threads, mentions))
    yield from find_approvals(threads, mentions)
    yield from find_drafts(threads)
    yield from answers
    yield from find_references(threads, mentions, {(k.source, k.target) for k in answers})
    meeting = list(find_same_meeting(threads, register))
    yield from meeting
    known = {(threads.items[source].paper.id if source in threads.items else source, place.item.id) for source, meant in mentions.items() for place, _ in meant}
    yield from find_cases(threads, known)
    yield from find_considered(threads, register, known, sent_for(threads, meeting, register))


def _once(links: Iterator[Link] | list[Link]) -> Iterator[Link]:
    best: dict[tuple[str, str, str], Link] = {}
    for link in links:
        key = (link.source, link.relation, link.target)
        if key not in best or best[key].confidence < link.confidence:
            best[key] = link
    yield from best.values()
