"""Minutes -> decisions, verbatim, with parts, kind, outcome, mover, seconder and votes. Pure.

A document's own convention decides. Where it labels its decisions (RESOLVED, Resolved:-, Decision, AGREED in capitals) only labels count, beside
formal proposals; where members move motions (the American way) the motions count; only where there is neither are sentences such as "It was
agreed that" taken for decisions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from docqa.council.attributes import Attributes, asked_in, attributes_under
from docqa.council.bodies import titled
from docqa.council.labelled import STRONG, find_labelled
from docqa.council.motions import MOTION, find_motions
from docqa.council.prose import CAPITAL_VERB, find_agreed, find_capitals, find_formal, find_lost
from docqa.council.votes import find_votes, mover_and_seconder, outcome_of, with_names
from docqa.council.wording import Found
from docqa.records import Block, Decision, DecisionKind, Item, Paper
from docqa.register import body_key, initials
from docqa.text import fold, one_line, sentences, slug

_PROCEDURAL = re.compile(
    r"\bminute of (?:the|a) (?:previous |last )?meeting\b[^.]{0,80}\b(?:approved|agreed|confirmed|signed)\b|\bapproval of the minutes\b|\b(?:minutes?|items?)\s+(?:nos?\.?\s*)?[\w, ]{1,20} (?:be|was|were) (?:taken|considered|heard) (?:next|first|before|after|together|out of)|\bminutes\b[^.]{0,160}\b(?:approved|agreed|confirmed|signed|correct|true|accurate|accepted|adopted|record|taken as read)\b|\b(?:approve|confirm|adopt|accept|sign|receive)\w*\b[^.]{0,40}\bminutes\b|"
    r"\bapologies\b[^.]{0,80}\b(?:accept|receiv|approv|note)|\baccept(?:ed|ance)?\b[^.]{0,40}\bapologies|(?:public|press)[^.]{0,80}\bexcluded?\b|\bexclu(?:de|sion of)\b[^.]{0,30}\b(?:public|press)|"
    r"\b(?:next|further) (?:ordinary )?meeting\b[^.]{0,60}\b(?:be held|held on|take place|will be)\b|\bnext meeting\W+(?:is |was )?(?:on )?(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\bdate of (?:the )?next\b|\bsuspen(?:d|sion)\b[^.]{0,40}\b(?:standing orders|meeting)\b|\bstanding orders be\b|"
    r"\border of (?:business|the agenda)\b|\burgent (?:item|business)\b[^.]{0,40}\b(?:accept|consider|taken)|\b(?:enter|exit|return to|go into|come out of)\w*\b[^.]{0,20}\bexecutive session\b|\badjourn(?:ed|ment)?\b(?! .{0,20}(?:applic|matter|item))|"
    r"\b[Cc]ofnodion\b[^.]{0,120}\b(?:cywir|cadarnhau|derbyn|cymeradwyo)|\b(?:derbyn|cadarnhau|cymeradwyo)\b[^.]{0,30}\bcofnodion\b|\bymddiheuriadau\b|\bcyfarfod nesaf\b|\bin the chair\b|\belected? (?:as )?chair(?:man|person)? for (?:the|this) meeting|\bitems? [\w.–, -]{1,30} (?:were|was|be) (?:forwarded|continued) to\b|\bbrought forward\b(?!\s+to (?:the next|a future|the [A-Z]))[^.]{0,30}$|\bitems? (?:be|for)\b[^.]{0,40}\b(?:next|future) (?:agenda|meeting)|\bfollowing (?:additional )?items? should be brought forward|\bextend(?:ed)? the meeting|guillotine|(?<!due to )(?<!due to a )(?<!due to their )(?<!due to his )(?<!due to her )declarations? of interest|consent agenda|agenda (?:be|was|is) (?:approved|adopted|agreed)|approve the agenda",
    re.I,
)  # fmt: skip
_STRENGTHS = (
    ("delegated", r"\bdelegat|\bdirprwyo"), ("refused", r"\b(?:refus|reject|den(?:y|ied))"), ("deferred", r"\bdefer"), ("appointed", r"\b(?:appoint|elect|co-?opt|nominat)"),
    ("approved", r"\b(?:approv|agree|adopt|accept|confirm|grant|award|resolv|set\b|endors|cymeradwy|cytuno|derbyn|mabwysiadu)"), ("supported", r"\b(?:support|welcom)"), ("received", r"\breceiv"), ("noted", r"\bnot(?:e|ed)\b|\bnod(?:i|wyd)\b"),
)  # fmt: skip

_TO = r"(?P<who>(?:Full |City |County |Town )?(?:Council|COUNCIL|Cabinet(?: and [A-Z]\w+)?|CABINET|Executive|EXECUTIVE|Commissioners)|(?:[A-Z][\w’']*(?: (?:of|and|&|the|for))? ){1,6}?(?:Committee|COMMITTEE|Board|BOARD|Commission|COMMISSION|Panel|PANEL|Authority|AUTHORITY|Council|COUNCIL|Cabinet|Executive))\b"
_RECOMMENDS_TO = (
    re.compile(rf"\brecommend(?:ed|s|ation)?\s+(?:to\s+)?(?:that\s+)?(?:the\s+)?{_TO}"),
    re.compile(rf"\bRECOMMEND(?:ED|S)?\s+(?:TO\s+|to\s+)?(?:THAT\s+|that\s+)?(?:THE\s+|the\s+)?{_TO}"),
    re.compile(rf"\b(?:[Tt]hat\s+)?(?:the\s+)?{_TO}\s+(?:be|is|are)\s+(?:hereby\s+|therefore\s+)?(?:recommended|asked|requested|invited|urged)(?:\s+to\b|\s*:)"),
    re.compile(rf"\b(?:make|made|makes)\b[^.]{{0,40}}\brecommendations?\b[^.]{{0,20}}\bto\s+(?:the\s+)?{_TO}"),
    re.compile(rf"\b(?:be|and) (?:referred|submitted|forwarded) to (?:the\s+)?{_TO}(?: for (?:approval|adoption|decision|consideration)| with (?:a|the) recommendation|,? to be considered)"),
    re.compile(rf"\bcalls? (?:up)?on\s+(?:the\s+)?{_TO}\s+to\b"),
)
_INITIALS = 3  # fewer are a word
_TOLD_AFTER = re.compile(r"\b(?:motion|carried|lost|amendment|vote[sd]?|voting|for|against|abst\w+)\b", re.I)
_RESOLVED = re.compile(r"\W*(?:it was )?(?:unanimously )?(?:r ?e ?s ?o ?l ?v ?e ?d|agreed|decided)\b", re.I)
_MOVE_THAT_FELL = re.compile(r"(?<=[.;]) [^.;]{0,150}\b(?:was|were|being) (?:lost|defeated)\b[^.;]*[.;]?", re.I)  # inside what was resolved
_NEXT_ONE = re.compile(r"\bAmendment\s*:?\s+(?:[Mm]oved|[Pp]roposed)\b|\b(?:RESOLVED|Resolved|AGREED|RECOMMENDED|moved|MOVED|proposed that|[Ii]t was (?:then |also |further )?(?:agreed|proposed|moved|resolved))\b")
_PROPOSED_AFTER = re.compile(r"^\W*(?:(?:mover|seconder|proposed|moved|prop|second)\b|(?:Councill?ors?|Cllr\.?|Mr|Mrs|Ms|Commissioner|Alderman|Trustee|Member|Chair)\s+(?:[A-Z][\w’'-]+\s+){1,4}(?:moved|seconded)\b)", re.I)


_AMENDS = re.compile(r"\b(?:an|as an|as a further|following|further|counter|second|first|another|this|the|his|her) amendment\b(?! to the [A-Z])(?! had)|\bamendment (?:was |were )?(?:moved|proposed)|\bamendment:|\bdirect negative\b", re.I)
_BECAME = re.compile(r"\b(?:amendment|it|which)\b[^.]{0,80}\b(?:became the (?:substantive|decision)|put as the substantive)", re.I)


def find_decisions(blocks: Sequence[Block], paper: Paper, items: Sequence[Item]) -> list[Decision]:
    """Decisions of one set of minutes, in order. Empty for papers that decide nothing (agendas, reports, notices)."""
    if paper.kind not in ("minutes", "decision_record"):
        return []
    text = "\n".join(b.text for b in blocks[paper.first_block : paper.end_block])
    labels, motions, capitals = len(STRONG.findall(text)), len(MOTION.findall(text)), len(CAPITAL_VERB.findall(text))
    american = motions >= 2 and motions > labels
    ours = initials(paper.body or "").upper()
    ours = ours if len(ours) >= _INITIALS else ""
    decisions: list[Decision] = []
    counts: dict[str, int] = {}
    for item, start, end in _segments(paper, items):
        found: list[Found] = []
        if american:
            found = list(find_motions(blocks, start, end))
        elif labels:
            found = list(find_labelled(blocks, start, end)) or list(find_capitals(blocks, start, end)) or list(find_formal(blocks, start, end))
        elif capitals >= 2:
            found = list(find_capitals(blocks, start, end)) or list(find_labelled(blocks, start, end)) or list(find_formal(blocks, start, end))
        else:
            found = _in_prose(list(find_agreed(blocks, start, end, ours=ours)))
        if not american:
            lost = [f for f in find_lost(blocks, start, end) if not any(_overlap(f, o) for o in found)]
            if not (labels or capitals >= 2):  # in prose "rejected" is any rejection: only what a member moved counts
                lost = [f for f in lost if mover_and_seconder(f.text)[0]]
            found = sorted([*found, *lost], key=lambda f: f.first_block)
        decisions += [_dressed(one, paper, item, counts, attributes_under(blocks, one.last_block + 1, end)) for one in _once(found)]
    return decisions


def _in_prose(found: Sequence[Found]) -> list[Found]:
    """Decisions of prose. What was moved before is another matter, unless the sentence in front tells the vote: then it is the motion that was decided."""
    kept: list[Found] = []
    for one in found:
        near = one.before[-2500:]
        said = [near[a:b] for a, b in sentences(near)][-6:]
        against = bool(kept) and re.search(r"\bamendment\b|\bdirect negative\b", kept[-1].text, re.I) is not None  # one proceeding with what follows
        own = bool(kept) and bool(said) and not against and one_line(said[-1]) in one_line(kept[-1].text)  # it told the vote on the decision before
        voted = bool(said) and not own and re.search(r"\b(?:on a vote|casting vote|show of hands)\b", said[-1], re.I) is not None and re.search(r"\b(?:moved|proposed)\b", " ".join(said), re.I) is not None
        if voted and kept and kept[-1].last_block == one.first_block and re.search(r"\b(?:moved|proposed)\b", kept[-1].text) and (against or not re.search(r"\b(?:carried|agreed|resolved|approved)\b", kept[-1].text, re.I)):
            kept.pop()
            if against and kept and kept[-1].last_block == one.first_block and re.search(r"\bmoved\b", kept[-1].text):
                kept.pop()
        kept.append(replace(one, before=" ".join(said) if voted else ""))
    return kept


def _overlap(one: Found, other: Found) -> bool:
    return any(a.page == b.page and a.start < b.end and b.start < a.end for a in one.spans for b in other.spans)


def _once(found: Sequence[Found]) -> Iterator[Found]:
    """Each wording once: web pages print a decision under "Decision:" and again under "Minutes:"."""
    seen: set[str] = set()
    for one in found:
        words = re.sub(r"^\W*(?:decisions?\W+)?(?:it was )?(?:unanimously )?(?:resolved|agreed|recommended|noted)?\W*", "", fold(one.text).replace("*", ""))
        if len(words) < 12 or words not in seen:
            yield one
        seen.add(words)


def _segments(paper: Paper, items: Sequence[Item]) -> Iterator[tuple[Item | None, int, int]]:
    at = paper.first_block
    for item in items:
        if item.first_block > at:
            yield None, at, item.first_block
        yield item, item.first_block, item.end_block
        at = item.end_block
    if at < paper.end_block:
        yield None, at, paper.end_block


# ------------------------------------------------------------------------------------------------------------ dressing


def _dressed(found: Found, paper: Paper, item: Item | None, counts: dict[str, int], under: Attributes) -> Decision:
    text = re.sub(r"[ \u00a0]{2,}", " ", found.text.replace("**", " ")).strip()  # converters' emphasis is not part of the words
    if found.outcome and mover_and_seconder(text)[0]:  # its own words say who moved it; what stands before is another matter
        found = replace(found, before="")
    mover, seconder = _proposers(found, text)
    after = _own_after(found.after)
    resolved = bool(_RESOLVED.match(text))
    own = _MOVE_THAT_FELL.sub(" ", text) if resolved else text
    outcome = found.outcome or outcome_of(_up_to_second_part(found, own), after)
    votes = with_names(find_votes(own), found.after, _motion_before(found.before)) or find_votes(after) or find_votes(_motion_before(found.before))
    if outcome == "carried" and votes and (votes.against or 0) > (votes.for_ or 0):
        outcome, votes = ("carried", None) if resolved else ("lost", votes)  # what was resolved was not lost: the figures are of a move against it
    number = item.number if item and item.number else ""
    key = f"{_place(paper)}/{'m' + number.replace('/', '-') if number else 'p' + str((item.id.rpartition('/')[2]) if item else 0)}"
    counts[key] = counts.get(key, 0) + 1
    return Decision(
        id=f"{key}/r{counts[key]}",
        document=paper.document,
        paper=paper.id,
        item=item.id if item else None,
        body=paper.body,
        meeting_date=paper.meeting_date,
        minute=number or None,
        heading=item.heading if item else "",
        text=text,
        spans=found.spans,
        parts=found.parts,
        kind=_kind(text, item),
        strength="recommended" if recommended_to(text) or re.match(r"^\W*(?:[\d.]+\s+)?(?:it was )?recommend", text, re.I) else _strength(text),
        outcome=outcome,  # type: ignore[arg-type]
        mover=mover,
        seconder=seconder,
        votes=votes,
        access=item.access if item and item.access != "public" else paper.access,
        draft=paper.draft,
        recommends_to=recommended_to(text),
        reasons=under.reasons,
        alternatives=under.alternatives,
        owner=under.owner or asked_in(text),
        call_in=under.call_in,
    )


def _own_after(after: str) -> str:
    """The words behind a decision that can be about it: up to the next label or motion."""
    cut = _NEXT_ONE.search(after, 12 if _PROPOSED_AFTER.match(after) else 0)
    said = after[: cut.start()] if cut else after
    return said if _TOLD_AFTER.search(said) else ""


def _up_to_second_part(found: Found, text: str) -> str:
    """What tells the outcome of the whole: the words before the second part."""
    if len(found.parts) < 2:
        return text
    at = text.find(found.parts[1].text[:40])
    return text[:at] if at > 0 else found.parts[0].text


def _proposers(found: Found, text: str) -> tuple[str | None, str | None]:
    """Mover and seconder from the words of the decision, else from those right after or right before it."""
    mover, seconder = mover_and_seconder(text)
    if mover and seconder:
        return mover, seconder
    places = [found.after[:200]] if _PROPOSED_AFTER.match(found.after) else []
    before = _motion_before(found.before)
    if before:
        places.append(before)
    for place in places:
        other_mover, other_seconder = mover_and_seconder(place)
        mover, seconder = mover or other_mover, seconder or (other_seconder if other_seconder != mover else None)
        if mover and seconder:
            break
    return mover, seconder


def _motion_before(text: str) -> str:
    """The sentences before a resolution that moved and carried it. What was lost is left out, and so is an amendment, unless it became the motion."""
    motion: list[str] = []
    amendment: list[str] | None = None
    carried: list[str] = []  # the last amendment that was
    for a, b in sentences(text):
        said = text[a:b]
        moves = re.search(r"\b(?:moved|proposed)\b|\b(?:motion|proposal) of (?-i:the Chair|the Mayor|[A-Z])", said, re.I)
        if re.search(r"\bno seconder\b", said, re.I):
            continue
        if moves and _AMENDS.search(said):
            amendment = []
        elif moves and re.search(r"\bthat\b|second|:\s*$|\bfollowing\b", said, re.I):
            motion, amendment = [], None
        if amendment is not None:
            amendment = [*amendment, said]
            if _BECAME.search(said):
                motion, amendment = amendment, None
            elif re.search(r"\bthe motion was (?:then )?carried\b", said, re.I):  # against a direct negative
                motion, amendment = [*motion, said], None
            elif re.search(r"(?<!\bbe )\b(?:carried|lost|withdrawn|defeated|fell|accepted|seconder)\b", said, re.I):
                carried, amendment = (amendment if re.search(r"\bcarried\b", said, re.I) else []), None
        elif carried and _BECAME.search(said):
            own_vote = find_votes(said) is not None  # of the substantive motion, not of the amendment
            motion, carried = [*(c for c in carried if not (own_vote and find_votes(c))), said], []
        elif re.search(r"(?<!\bif )\b(?:motion|proposal|it|which)\b(?:(?!\bhad been\b)[^.]){0,60}\b(?:lost|withdrawn|not carried|defeated|fell)\b|\bcasting vote against\b", said, re.I):
            motion = []
        elif motion or moves or re.search(r"\bseconded\b|\bvot(?:e|es|ed|ing)\b", said, re.I):
            motion.append(said)
    return " ".join(motion)[-2500:]


def recommended_to(text: str) -> str | None:
    """The body a decision recommends something to."""
    line = one_line(text)
    found = next((m for p in _RECOMMENDS_TO if (m := p.search(line))), None)
    if found is None:
        return None
    who = re.sub(r"^(?:that\s+)?(?:the\s+)?", "", found["who"], flags=re.I).strip(" ,")
    return titled(who) if who.isupper() else who


def _strength(text: str) -> str:
    """The verb of a decision: the strongest that stands in it."""
    said = re.sub(r"^\W*(?:it was )?(?:unanimously )?(?:resolved|agreed|decision)\b\W*", "", one_line(text), flags=re.I) or text
    return next((name for name, pattern in _STRENGTHS if re.search(pattern, said, re.I)), "")


def _kind(text: str, item: Item | None) -> DecisionKind:
    line = one_line(text)
    if _PROCEDURAL.search(line):
        return "procedural"
    heading = item.heading if item else ""
    if re.search(r"\b(?:minutes|apologies|next meeting|exclusion of|declarations?)\b", heading, re.I) and re.search(
        r"\b(?:approved?|correct|true|accept|record|moved to approve|be held|confirmed|signed)\b", line, re.I
    ):
        return "procedural"
    return "substantive"


def _place(paper: Paper) -> str:
    """Body and date of a paper in an id: "ilsc/2017-10-31"; without them a slug of the document's path."""
    if paper.body and paper.meeting_date:
        return f"{body_key(paper.body)}/{paper.meeting_date}"
    return f"{slug(paper.document.removesuffix('/index.md').rpartition('/')[2].rpartition('.')[0] or paper.document, most=48)}/{paper.meeting_date or 'undated'}"
