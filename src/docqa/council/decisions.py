"""Minutes -> decisions, verbatim, with parts, kind, outcome, mover, seconder and votes. Pure.

A document's own convention decides. Where it labels its decisions (RESOLVED, Resolved:-, Decision, AGREED in capitals) only labels count, beside
formal proposals; where members move motions (the American way) the motions count; only where there is neither are sentences such as "It was
agreed that" taken for decisions. False friends stay out: "it was noted that", what officers undertake, what other bodies decided.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docqa.council.votes import find_votes, mover_and_seconder, outcome_of
from docqa.records import Block, Decision, DecisionKind, Item, Paper, Part, Span
from docqa.register import initials
from docqa.text import one_line, sentences, slug

# ---------------------------------------------------------------------------------------------------------- vocabulary

_LABEL = re.compile(
    r"(?:(?:^|(?<=[.:;)\]\s*]))(?:and\s+)?(?:it\s+was\s+|the\s+\w+\s+)?(?:UNANIMOUSLY\s+|unanimously\s+)?"
    r"(?:RESOLVED|Resolved|RECOMMENDED|RECOMMENDS|PENDERFYNWYD|CYTUNWYD|ARGYMHELLWYD|NODWYD)"
    r"(?:\s*\(?\s*(?:unanimously|UNANIMOUSLY|nem\.? ?con\.?)\)?)?"
    r"(?:\s*/?\s*[:–—-]+|\s*\*\*|\s+(?=[Tt]hat\b|THAT\b|T H A T|TO\b|to\b)|\s*$|\s+(?=\(?\d\)|\([a-z1-9]\)))"
    r"|^(?:DECISIONS?|Decisions?|AGREED|Agreed|NOTED|Noted|APPROVED|Approved|RECEIVED|DECIDED|Decided)\s*(?:[:–—-]+(?=\s|$)|\.?$))"
)
_STRONG_LABEL = re.compile(r"\b(?:RESOLVED|UNANIMOUSLY RESOLVED)\b|\bResolved\s*[:–—-]|^\W*Decision\W*$|\b(?:PENDERFYNWYD|CYTUNWYD)\b")
_CAPITAL_VERB = re.compile(r"\b(?:AGREED|NOTED|APPROVED|ADOPTED|RECOMMENDED|REFUSED|GRANTED|DEFERRED|ENDORSED|RECEIVED)\b")
_MOTION = re.compile(
    r"\b(?:Councillor|Councilor|Cllr\.?|Commissioner|Alderman|Trustee|Member|Mayor|Vice[- ]Mayor|Chair|Mr\.?|Mrs\.?|Ms\.?|Supervisor|Selectman)\s+[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,2}\s+(?:made a motion|moved|motioned)\s+(?:to|that|for|the|approval|adoption)\b|"
    r"^Motion (?:was made )?by\b|^A motion was made\b|\bUpon a motion (?:by|of)\b|^(?:On (?:a )?motion (?:of|by))\b"
)
_WITHOUT_OBJECTION = re.compile(r"^(?:Without objection|By unanimous consent|By consensus)\b", re.I)

_PASSIVE = r"(?:was|were|is|are|be|been|being)\s+(?:also\s+|then\s+|duly\s+|unanimously\s+|formally\s+|all\s+|subsequently\s+|accordingly\s+|therefore\s+)*"
_PROSE = (
    re.compile(
        r"\b[Ii]t (?:was|is|has been|had been) (?:also |then |therefore |unanimously |further |subsequently |generally |duly |finally |accordingly |formally )*(?:agreed|resolved|decided|approved|unanimously agreed|determined|RESOLVED|AGREED|proposed|voted)\b"
    ),
    re.compile(
        r"\b(?:the )?(?:council|councill?ors|committee|members|meeting|parish council|PC|trustees|board|cabinet|all(?: members| councill?ors| present)?|everyone|we)\b(?: all| both| then| also| unanimously| therefore| have| has| formally| fully)* "
        r"(?:agreed|resolved|decided|approved|adopted|accepted|voted|AGREED|RESOLVED)\b(?! by DAPG)", re.I,
    ),
    re.compile(rf"\b{_PASSIVE}(?:agreed|approved|adopted|accepted|confirmed|resolved|passed|ratified|elected|re-?elected|appointed|co-?opted|signed as a|granted|refused|carried|deferred|accepted for payment)\b"),
    re.compile(r"^(?:All )?(?:Agreed|Resolved|Approved|Adopted|Accepted|Unanimously [Aa]greed)\b(?!\s+by\b)"),
    re.compile(r"\b[Pp]rop(?:osed|osal|oser)?\b\.?[:\s].{1,160}?\b(?:[Ss]ec(?:onded|onder)?|2\s?nd(?:ed)?)\b"),
    re.compile(r"\b(?:proposed|moved)\b.{1,240}?\bseconded\b", re.S),
    re.compile(r"\b(?:All (?:were )?in (?:favour|agreement)|all agreed|carried unanimously|unanimous(?:ly)?|motion (?:was )?carried|vote (?:was )?carried)\b", re.I),
    re.compile(r"\b(?:No objections?|Support(?:ed)?|Recommend(?:ed)? (?:approval|refusal))\s*\.?$", re.I),
)  # fmt: skip
_FALSE_FRIENDS = re.compile(
    r"\b(?:it was (?:noted|reported|explained|felt|suggested|stated|hoped|pointed out|commented|mentioned|acknowledged|understood)\b|"
    r"(?:cllr|councillor|clerk|chairman|chair|mr|mrs|ms|miss|he|she|they|officer|police|[A-Z]{2,3})\.? (?:[A-Z][\w’'-]+ ){0,3}(?:had |has |have |kindly |also |very kindly )*(?:agreed|offered|undertook|volunteered|accepted the invitation) (?:to|that he|that she)\b|"
    r"(?:borough|county|district|city) council (?:has|have|had)? ?(?:agreed|approved|refused|granted|decided|resolved)|"
    r"(?:has|have|had) (?:now |already |recently |since |not )?been (?:approved|granted|refused|agreed|accepted|deferred|appointed|elected|passed|adopted|confirmed|permitted|signed)\b|"
    r"(?:would|will|could|should|can|may|might|must|to) be (?:approved|agreed|appointed|deferred|adopted|accepted|confirmed|elected|decided|granted|refused|signed)\b|"
    r"previously agreed|as agreed|if (?:agreed|approved)|until (?:agreed|approved)|had agreed|when approved|once (?:agreed|approved)|once it (?:is|was) (?:agreed|approved)|agreed with\b|was (?:asked|invited|requested)|"
    r"not (?:been )?(?:approved|agreed|accepted|confirmed|appointed)\b|planning (?:permission|application|consent)s? (?:was|were|had been|has been) (?:granted|refused|approved)|"
    r"application (?:permitted|granted|refused|withdrawn|approved)|(?:was|were) carried out|carried (?:out|forward|on)\b)", re.I,
)  # fmt: skip
_PROCEDURAL = re.compile(
    r"\bminutes\b[^.]{0,160}\b(?:approved|agreed|confirmed|signed|correct|true|accurate|accepted|adopted|record|taken as read)\b|\b(?:approve|confirm|adopt|accept|sign|receive)\w*\b[^.]{0,40}\bminutes\b|"
    r"\bapologies\b[^.]{0,80}\b(?:accept|receiv|approv|note)|\baccept(?:ed|ance)?\b[^.]{0,40}\bapologies|(?:public|press)[^.]{0,80}\bexcluded?\b|\bexclu(?:de|sion of)\b[^.]{0,30}\b(?:public|press)|"
    r"\b(?:next|further) meeting\b[^.]{0,60}\b(?:be held|held on|take place|will be|on)\b|\bdate of (?:the )?next\b|\bsuspen(?:d|sion)\b[^.]{0,40}\b(?:standing orders|meeting)\b|\bstanding orders be\b|"
    r"\border of (?:business|the agenda)\b|\burgent (?:item|business)\b[^.]{0,40}\b(?:accept|consider|taken)|\b(?:enter|exit|return to|go into|come out of)\w*\b[^.]{0,20}\bexecutive session\b|\badjourn(?:ed|ment)?\b(?! .{0,20}(?:applic|matter|item))|"
    r"\bin the chair\b|\belected? (?:as )?chair(?:man|person)? for (?:the|this) meeting|\bbrought forward\b[^.]{0,30}$|\bitems? (?:be|for)\b[^.]{0,40}\b(?:next|future) (?:agenda|meeting)|\bfollowing (?:additional )?items? should be brought forward|\bextend(?:ed)? the meeting|guillotine|declarations? of interest|consent agenda|agenda (?:be|was|is) (?:approved|adopted|agreed)|approve the agenda",
    re.I,
)  # fmt: skip
_STRENGTHS = (
    ("recommended", r"\brecommend"), ("delegated", r"\bdelegat"), ("refused", r"\b(?:refus|reject|den(?:y|ied))"), ("deferred", r"\bdefer"), ("appointed", r"\b(?:appoint|elect|co-?opt|nominat)"),
    ("approved", r"\b(?:approv|agree|adopt|accept|confirm|grant|award|resolv|set\b|endors)"), ("supported", r"\b(?:support|welcom)"), ("received", r"\breceiv"), ("noted", r"\bnot(?:e|ed)\b"),
)  # fmt: skip
_ENDS = re.compile(
    r"^\W*(?:reasons? for (?:the )?decision|alternative options|other options|(?:the )?meeting (?:closed|ended|concluded|finished)|there being no (?:further|other)|note:|conflict of interest|"
    r"chair(?:man|person)?\W*[.…_]{3,}|signed\b)", re.I,
)  # fmt: skip
_PART = re.compile(r"^\W{0,3}(?P<number>\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[).]|\(\d{1,2}\)|\([a-z]\)|\([ivx]+\))\s+(?P<text>\S.*)$", re.S)
_RECOMMENDS_TO = re.compile(r"\brecommend(?:ed|s)?\s+(?:to\s+)?(?:that\s+)?(?:the\s+)?(?P<who>(?:Full |City |County )?(?:Council|Cabinet(?: and [A-Z]\w+)?|Executive|Commissioners|[A-Z][\w’' ]{2,40}(?:Committee|Board|Commission|Panel|Authority)))\b")

MOST_CHARS = 6000  # of one decision; a runaway block is cut here


@dataclass(frozen=True, slots=True)
class _Found:
    """A decision before it is dressed: where it begins and what runs along."""

    spans: tuple[Span, ...]
    text: str
    parts: tuple[Part, ...]
    before: str  # the sentences before it in its item, for mover and seconder
    after: str  # the words after it, for votes and outcome
    first_block: int


def find_decisions(blocks: Sequence[Block], paper: Paper, items: Sequence[Item]) -> list[Decision]:
    """Decisions of one set of minutes, in order. Empty for papers that decide nothing (agendas, reports, notices)."""
    if paper.kind not in ("minutes", "decision_record"):
        return []
    text = "\n".join(b.text for b in blocks[paper.first_block : paper.end_block])
    labels = len(_STRONG_LABEL.findall(text))
    motions = len(_MOTION.findall(text))
    capitals = len(_CAPITAL_VERB.findall(text))
    decisions: list[Decision] = []
    counts: dict[str, int] = {}
    for item, start, end in _segments(paper, items):
        found: list[_Found] = []
        if motions >= 2 and motions > labels:
            found = list(_motions(blocks, start, end))
        elif labels:
            found = list(_labelled(blocks, start, end))
            if not found:
                found = list(_prose(blocks, start, end, only_formal=True))
        elif capitals >= 2:
            found = list(_capital_verbs(blocks, start, end))
        if not found and not labels and not (motions >= 2) and capitals < 2:
            found = list(_prose(blocks, start, end))
        for one in found:
            decisions.append(_dressed(one, paper, item, counts))
    return decisions


def _segments(paper: Paper, items: Sequence[Item]) -> Iterator[tuple[Item | None, int, int]]:
    at = paper.first_block
    for item in items:
        if item.first_block > at:
            yield None, at, item.first_block
        yield item, item.first_block, item.end_block
        at = item.end_block
    if at < paper.end_block:
        yield None, at, paper.end_block


# ------------------------------------------------------------------------------------------------------------- labels


def _labelled(blocks: Sequence[Block], start: int, end: int) -> Iterator[_Found]:
    n = start
    while n < end:
        block = blocks[n]
        label = None if block.row is not None and not _STRONG_LABEL.search(block.text) else _label_in(block.text)
        if label is None:
            n += 1
            continue
        at, body_at = label
        last = n
        body = block.text[body_at:].strip(" *:–—-\n\t")
        open_ended = not body or body.endswith((":", ":-", "-", "–", ";", ",", "and")) or bool(_PART.match(body)) or bool(re.search(r"[:;]\s*$", body))
        parted = bool(_PART.match(body))
        while last + 1 < end and _goes_on(blocks, n, last + 1, open_ended or last > n, bool(body) or last > n, parted):
            last += 1
            if not body:
                body = blocks[last].text
                parted = bool(_PART.match(body) or blocks[last].kind == "list_item")
                open_ended = body.rstrip().endswith((":", ";", ":-", ",", "and")) or parted
        spans = [*_from(block, at), *(s for b in blocks[n + 1 : last + 1] for s in b.spans)]
        text = " ".join([block.text[at:], *(b.text for b in blocks[n + 1 : last + 1])])[:MOST_CHARS]
        before = " ".join([*(b.text for b in blocks[max(start, n - 2) : n]), block.text[:at]])[-600:]
        after = " ".join(b.text for b in blocks[last + 1 : min(last + 3, end)])[:300]
        yield _Found(tuple(spans), text, _parts(block.text[body_at:], blocks[n + 1 : last + 1]), before, after, n)
        n = last + 1


def _label_in(text: str) -> tuple[int, int] | None:
    """Where a label stands in a block, and where the text after it begins."""
    for found in _LABEL.finditer(text):
        before = text[: found.start()].rstrip(" *")
        word = found.group().strip(" *")
        if word[:1].isalpha() and not word.split()[-1].isupper() and found.start() > 0 and before and before[-1] not in ".:;!?)]”\"'" and "\n" not in text[max(0, found.start() - 2) : found.start()]:
            continue  # "it is resolved that" inside a sentence of prose
        start = found.start() + len(found.group()) - len(found.group().lstrip(" *"))
        return start, found.end()
    return None


def _goes_on(blocks: Sequence[Block], first: int, n: int, open_ended: bool, has_body: bool, parted: bool) -> bool:
    """True where block ``n`` still belongs to the decision that began at block ``first``."""
    block = blocks[n]
    text = one_line(block.text)
    if _ENDS.match(text) or _label_in(block.text) is not None:
        return False
    if not has_body:
        return True
    if block.kind == "heading" and not _PART.match(text):
        return False
    if re.match(r"^\W*[Tt]hat\b|^\W*T H A T\b|^\W*(?:and|or)\b", text):
        return open_ended or re.match(r"^\W*[Tt]hat\b", text) is not None
    if block.kind == "list_item" or block.number or _PART.match(text):
        return open_ended or parted or one_line(blocks[n - 1].text).endswith((":", ":-", ";"))
    if block.row is not None:
        return one_line(blocks[n - 1].text).endswith((":", ":-")) or blocks[n - 1].row is not None
    if text[:1].islower():
        return True
    return bool(re.search(r"(?:following (?:correction|amendment)s?|as follows)\s*[:.-]+\s*$", one_line(blocks[n - 1].text), re.I))


def _from(block: Block, at: int) -> list[Span]:
    """Spans of the block's text from character ``at`` on."""
    spans = []
    offset = 0
    for span in block.spans:
        length = span.end - span.start
        if at < offset + length:
            spans.append(Span(span.page, span.start + max(0, at - offset), span.end))
        offset += length + 1
    return spans


def _parts(first: str, rest: Sequence[Block]) -> tuple[Part, ...]:
    """Numbered parts with their bullets."""
    parts: list[tuple[str, str, list[str]]] = []
    pieces = [(first.strip(" *:–—-\n\t"), False), *((b.text, bool(b.kind == "list_item" and not _PART.match(b.text))) for b in rest)]
    for text, bullet in pieces:
        split = re.split(r"(?<=[.;:,])\s+(?=\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})\)\s+\S)|(?<=and)\s+(?=\(\w{1,3}\)\s)", text) if text else []
        for piece in split:
            numbered = _PART.match(piece.strip())
            if numbered:
                child = bool(parts) and re.match(r"\(?[a-zivx]+[).]", numbered["number"]) and re.match(r"\(?\d", parts[-1][0])
                if child:
                    parts[-1][2].append(piece.strip())
                else:
                    parts.append((numbered["number"], numbered["text"].strip(), []))
            elif bullet and parts and parts[-1][1].rstrip().endswith((":", ":-")) or (bullet and parts and parts[-1][2]):
                parts[-1][2].append(piece.strip())
            elif bullet or (parts and not parts[-1][0]):
                parts.append(("", piece.strip(), []))
            elif parts:
                number, said, children = parts[-1]
                parts[-1] = (number, f"{said} {piece.strip()}", children)
            elif re.match(r"\W*that\b", piece, re.I) and len(pieces) > 1:
                parts.append(("", piece.strip(), []))
    return tuple(Part(n, t, tuple(c)) for n, t, c in parts) if any(n for n, _, _ in parts) or len(parts) > 1 else ()


# ------------------------------------------------------------------------------------------------ motions and sentences


def _motions(blocks: Sequence[Block], start: int, end: int) -> Iterator[_Found]:
    """ "Councilor Ash moved to approve ... Councilor Birch seconded the motion. ROLL CALL ... Motion carried." """
    for n in range(start, end):
        block = blocks[n]
        if block.row is not None:
            continue
        consent = _WITHOUT_OBJECTION.match(block.text)
        motion = consent or _MOTION.search(block.text)
        if not motion:
            continue
        last = n
        if block.text.rstrip().endswith((":", ",")):  # what is moved is listed below, up to the words of the seconder
            listed = next((k for k in range(n + 1, min(n + 30, end)) if re.search(r"\bsecond(?:ed|s)\b", blocks[k].text)), None)
            last = listed if listed is not None else n
        follow: list[str] = []
        for later in range(last + 1, min(last + 22, end)):
            said = blocks[later].text
            if _MOTION.search(said) or _WITHOUT_OBJECTION.match(said):
                break
            follow.append(said.replace("\t", " "))
            if re.search(r"\bmotion (?:was )?(?:carried|failed|passed|lost|dies|died)|\b(?:carried|failed)\b\s*\.?$", said, re.I):
                break
        at = next((a for a, b in sentences(block.text) if a <= motion.start() < b), 0)
        text = " ".join([block.text[at:], *(b.text for b in blocks[n + 1 : last + 1])])[:MOST_CHARS]
        spans = [*_from(block, at), *(s for b in blocks[n + 1 : last + 1] for s in b.spans)]
        yield _Found(tuple(spans), text, (), "", " ".join(follow)[:1500], n)


def _capital_verbs(blocks: Sequence[Block], start: int, end: int) -> Iterator[_Found]:
    """Sentences with the verb in capitals: "The Committee AGREED to note the report"."""
    for n in range(start, end):
        block = blocks[n]
        if block.kind == "heading" or block.row is not None:
            continue
        for a, b in _with_parts(block.text, _CAPITAL_VERB):
            rest = _following_parts(blocks, n, end) if b == len(block.text) else n
            yield _sentence(blocks, n, a, b, rest, end)


def _with_parts(text: str, pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    for a, b in sentences(text):
        if pattern.search(text[a:b]):
            yield a, b


def _following_parts(blocks: Sequence[Block], n: int, end: int) -> int:
    last = n
    while last + 1 < end and blocks[n].text.rstrip().endswith((":", ":-", "-", "–", "–")) and (blocks[last + 1].kind == "list_item" or blocks[last + 1].row is not None or _money_line(blocks[last + 1])):
        last += 1
    return last


def _money_line(block: Block) -> bool:
    return len(block.text) < 160 and bool(re.search(r"[£$]\s?\d", block.text)) and block.kind != "heading"


_ONLY_PROPOSED = re.compile(r"^\W*(?:prop(?:osed)?\b|sec(?:onded)?\b|2\s?nd\b|all (?:were )?(?:agreed|in favour|in agreement)\b|carried\b|unanimous(?:ly)?\b|[A-Z]{2,3} 2\s?nd\b)", re.I)


def _prose(blocks: Sequence[Block], start: int, end: int, *, only_formal: bool = False) -> Iterator[_Found]:
    """Sentences of unlabelled minutes that decide. ``only_formal``: only minutes approved, apologies accepted, proposals seconded."""
    held: _Found | None = None
    for found in _deciding_sentences(blocks, start, end, only_formal):
        if len(found.text) < 90 and _ONLY_PROPOSED.match(found.text):  # "Prop AB, 2nd CD. All agreed." on a line of its own
            if held is not None and found.first_block - held.first_block <= 2:
                held = _Found((*held.spans, *found.spans), f"{held.text} {found.text}", held.parts, held.before, found.after, held.first_block)
                continue
            if found.first_block > start and blocks[found.first_block - 1].kind != "heading":
                above = blocks[found.first_block - 1]
                found = _Found((*above.spans, *found.spans), f"{above.text} {found.text}", found.parts, "", found.after, found.first_block)
        if held is not None:
            yield held
        held = found
    if held is not None:
        yield held


def _deciding_sentences(blocks: Sequence[Block], start: int, end: int, only_formal: bool) -> Iterator[_Found]:
    for n in range(start, end):
        block = blocks[n]
        if block.row is not None:
            continue
        text = block.text
        spans = list(sentences(text))
        k = 0
        while k < len(spans):
            a, b = spans[k]
            sentence = text[a:b]
            k += 1
            if not _decides(sentence, only_formal):
                continue
            # "Prop. JB, 2nd GK. All agreed." belongs to what was proposed, the sentence before it.
            if re.match(r"^\W*(?:prop|sec|2\s?nd|all (?:were )?(?:agreed|in favour|in agreement)|carried|agreed|unanimous|vote|this was|these were)\b", sentence, re.I) and k >= 2:
                a = spans[k - 2][0]
            while k < len(spans) and re.match(r"^\W*(?:prop(?:osed)?\b|sec(?:onded)?\b|2\s?nd|all (?:were )?(?:agreed|in favour|in agreement)|carried\b|agreed\W*$|unanimous|vote)", text[spans[k][0] : spans[k][1]], re.I):
                b = spans[k][1]
                k += 1
            last = _following_parts(blocks, n, end) if b == len(text) else n
            yield _sentence(blocks, n, a, b, last, end)


def _decides(sentence: str, only_formal: bool) -> bool:
    line = one_line(sentence.replace("*", ""))
    if len(line) < 12 or line.endswith("?"):
        return False
    if only_formal:
        return bool(
            re.search(r"\bminutes\b[^.]{0,200}\b(?:were|was)\b[^.]{0,60}\b(?:approved|agreed|confirmed|signed|accepted|adopted)\b", line, re.I)
            or re.search(r"\bapologies\b[^.]{0,80}\baccepted\b", line, re.I)
            or re.search(r"\bproposed\b.{1,240}\bseconded\b", line)
            or re.search(r"^(?:cheques|payments|accounts)\b.{0,80}\b(?:approved|agreed|signed)\b", line, re.I)
        )
    friend = _FALSE_FRIENDS.search(line)
    strong = _PROSE[0].search(line) or _PROSE[4].search(line) or _PROSE[5].search(line)
    if friend and not strong:
        return False
    if re.search(r"\bit was (?:noted|reported|suggested)\b", line, re.I) and not re.search(r"\bagreed\b", line):
        return False
    return any(p.search(line) for p in _PROSE[:6]) or bool(_PROSE[6].search(line) and re.search(r"\b(?:propos|motion|vote|agreed|approved|carried)", line, re.I))


def _sentence(blocks: Sequence[Block], n: int, a: int, b: int, last: int, end: int) -> _Found:
    block = blocks[n]
    spans = _between(block, a, b)
    text = block.text[a:b]
    rest = blocks[n + 1 : last + 1]
    spans += [s for r in rest for s in r.spans]
    whole = " ".join([text, *(r.text for r in rest)])[:MOST_CHARS]
    after = " ".join([block.text[b : b + 200], *(x.text for x in blocks[last + 1 : min(last + 2, end)])])[:260]
    return _Found(tuple(spans), whole, tuple(Part("", r.text) for r in rest), block.text[max(0, a - 200) : a], after, n)


def _between(block: Block, a: int, b: int) -> list[Span]:
    spans = []
    offset = 0
    for span in block.spans:
        length = span.end - span.start
        low, high = max(a, offset), min(b, offset + length)
        if low < high:
            spans.append(Span(span.page, span.start + low - offset, span.start + high - offset))
        offset += length + 1
    return spans


# ------------------------------------------------------------------------------------------------------------ dressing


def _dressed(found: _Found, paper: Paper, item: Item | None, counts: dict[str, int]) -> Decision:
    text = re.sub(r"[ \u00a0]{2,}", " ", found.text.replace("**", " ")).strip()  # converters' emphasis is not part of the words
    mover, seconder = mover_and_seconder(text)
    if mover is None and seconder is None:
        near = found.after[:160] if re.match(r"\W*(?:mover|seconder|proposed|moved|prop)\b", found.after, re.I) else found.before[-260:]
        if re.search(r"\b(?:moved|proposed|seconded)\b", near, re.I):
            mover, seconder = mover_and_seconder(near)
    outcome = outcome_of(text, found.after if re.search(r"\b(?:motion|carried|lost|amendment|vote)\b", found.after[:1500], re.I) else "")
    number = item.number if item and item.number else ""
    key = f"{_place(paper)}/{'m' + number.replace('/', '-') if number else 'p' + str((item.id.rpartition('/')[2]) if item else 0)}"
    counts[key] = counts.get(key, 0) + 1
    recommends = _RECOMMENDS_TO.search(one_line(text))
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
        strength=next((name for name, pattern in _STRENGTHS if re.search(pattern, text, re.I)), ""),
        outcome=outcome,
        mover=mover,
        seconder=seconder,
        votes=find_votes(f"{text} {found.after}"),
        access=item.access if item and item.access != "public" else paper.access,
        draft=paper.draft,
        recommends_to=recommends["who"] if recommends else None,
    )


def _kind(text: str, item: Item | None) -> DecisionKind:
    line = one_line(text)
    if _PROCEDURAL.search(line):
        return "procedural"
    heading = item.heading if item else ""
    if re.search(r"\b(?:minutes|apologies|next meeting|exclusion of|declarations?)\b", heading, re.I) and re.search(r"\b(?:approved?|correct|true|accept|record|moved to approve|be held|confirmed)\b", line, re.I):
        return "procedural"
    return "substantive"


def _place(paper: Paper) -> str:
    """Body and date of a paper in an id: "ilsc/2017-10-31"; without them a slug of the document's path."""
    body = paper.body or ""
    short = initials(body) if len(initials(body)) >= 3 else slug(body, most=24)
    if short and paper.meeting_date:
        return f"{short}/{paper.meeting_date}"
    return f"{slug(paper.document.removesuffix('/index.md').rpartition('/')[2].rpartition('.')[0] or paper.document, most=48)}/{paper.meeting_date or 'undated'}"
