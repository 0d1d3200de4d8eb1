"""Decisions in minutes without labels: parish prose ("It was agreed to", "Prop. AB, 2nd CD"), verbs in capitals. Pure.

False friends stay out: "it was noted that", what the clerk undertakes, what other bodies decided, what had been decided before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from docqa.council.parts import parts_of
from docqa.council.wording import ENDS, NUMBER, TOLD, Found, is_data, taken
from docqa.records import Block
from docqa.text import one_line, sentences

CAPITAL_VERB = re.compile(r"\b(?:AGREED|NOTED|APPROVED|ADOPTED|RECOMMENDED|REFUSED|GRANTED|DEFERRED|ENDORSED|RECEIVED)\b")

_CAPITAL_PART = re.compile(r"^[\s*•–-]*(?:\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]+\s*)?(?:also |further |thereafter )*(?:to )?(?:AGREED|NOTED|APPROVED|ADOPTED|RECOMMENDED|REFUSED|GRANTED|DEFERRED|ENDORSED|RECEIVED|DELEGATED|APPOINTED|AUTHORISED|REMITTED|CONTINUED|INSTRUCTED|CONFIRMED|SCRUTINISED)\b")
_THE_BODY = re.compile(r"\b(?:Committee|Council|Cabinet|Board|Panel|Commission|Executive|Sub-Committee|Members|Forum|Trustees)\b[^.:]{0,80}(?::[-–]?|[-–])$")

_ADVERBS = r"(?:also |then |therefore |thereupon |unanimously |further |subsequently |generally |duly |finally |accordingly |formally |all |both |fully |provisionally |in principle |hereby )*"
_PASSIVE = rf"(?:was|were|is|are|be|been|being) {_ADVERBS}"
_PEOPLE = (
    r"(?:council|councill?ors|committee|sub-committee|members|meeting|parish council|pc|trustees|board|cabinet|panel|district|all(?: members| councill?ors| present)?|everyone|we)"
)
_AGREED = re.compile(rf"\b[Ii]t (?:was|is|has been|had been) {_ADVERBS}(?:agree[d]?|resolved|decided|approved|determined|RESOLVED|AGREED|(?<!is )proposed|voted|moved|recommended)\b|\b[Aa]ll agreed (?:to|that)\b")
_BODY_AGREED = re.compile(
    rf"\b(?:the )?{_PEOPLE}\b(?: and \w+)?(?: all| both| then| also| unanimously| therefore| have| has| formally| fully)* (?:agreed|resolved|decided|approved|adopted|accepted|voted|AGREED|RESOLVED)\b(?! by DAPG)",
    re.I,
)
_DONE = re.compile(
    rf"\b{_PASSIVE}(?:agreed|approved|adopted|accepted|resolved|passed(?! (?:on|onto|into|along|to|out|by|over|back))|ratified|elected|re-?elected|appointed|re-?appointed|co-?opted|signed as an?|granted|refused|carried|deferred|accepted for payment|voted (?:in|on to|onto|as))\b"
    r"|\b(?:was|were) \w+(?:,| and) (?:accepted|approved|agreed|adopted|signed|confirmed|seconded)\b|\b(?:filled|elected|returned|appointed|re-elected) unopposed\b"
    r"|\b(?:[Mm]inutes|[Nn]otes|record|appointment)\b[^.]{0,200}\b(?:was|were) (?:\w+ )?confirmed\b"
    r"|\b(?:gave|gives) (?:its|their|formal) (?:\w+ )?(?:approval|consent|agreement|support)\b"
    r"|\b(?:general )?consensus was (?:that|to)\b|\b(?:[Aa]pproval|[Rr]efusal) (?:was )?recommended by \d"
    r"|\b[Vv]ote (?:then )?took place\b[^.]{0,80}\b(?:for|in favour)\b|\b[Ss]how of hands (?:confirmed|agreed|decided) that\b"
)
_ALONE = re.compile(
    r"^(?:(?:\d{1,3}[.)] )?[^.;:]{3,60} [-–] )?(?:All )?(?:Agreed|Resolved|Approved|Adopted|Accepted|Unanimously [Aa]greed)\b(?!\s+by\b(?! (?:a |an )?(?:vote|majority|show|\d)))|^[^.;:]{3,60}\b[Ss]tatus quo (?:was )?agreed\b|^(?:Apologies|Accounts|Cheques|Payments|Minutes)\b[^.]{0,60}\b(?:accepted|approved|agreed)\b"
)
_SHORT_PROPOSAL = re.compile(r"\b[Pp]rop(?:osed|osal|oser)?\b\.?[:\s].{1,160}?\b(?:[Ss]ec(?:onded|onder)?|2\s?nd(?:ed)?)\b")
_PROPOSAL = re.compile(r"\b(?:proposed|moved|propos(?:al|ition) of|motion of)\b.{1,240}?\bseconded\b", re.S)
_UNANIMOUS = re.compile(r"\b(?:All (?:were )?in (?:favour|agreement)|all agreed|carried unanimously|unanimous(?:ly)?|motion (?:was )?carried|vote (?:was )?carried)\b", re.I)
_VIEW = re.compile(r"(?:^|[-–:.]\s*|\d/\w+\s+|\b[Pp]arish [Cc]ouncil )(?:[Nn]o objections?|Support(?:ed)?|support(?:ed)?|[Rr]ecommend(?:ed)? (?:approval|refusal))\s*\.?$|^[Pp]arish [Cc]ouncil (?:objected|objects|supports)\.?$|\brecommend(?:ed)? (?:approval|refusal)\s*\.?$", re.I)
_VERDICT = re.compile(
    r"^\W*(?:the )?(?:parish council )?(?:comments?:?\s*)?(?:support(?:ed)?|object(?:ed|ion)?|no objections?|recommend(?:ed|s)? (?:approval|refusal)|approved?|refused?|neutral)\W*$",
    re.I,
)
_APPLICATION = re.compile(r"\b\d{2}/\d{3,5}\b|\bPLN?/\d+/\d\d\b", re.I)
_FALSE_FRIENDS = re.compile(
    r"\b(?:it was (?:noted|reported|explained|felt|suggested|stated|hoped|pointed out|commented|mentioned|acknowledged|understood)\b|"
    r"(?:cllr|councillor|clerk|chairman|chair|mr|mrs|ms|miss|he|she|they|officers?|police|[A-Z]{2,3})\.? (?:[A-Z][\w’'-]+ ){0,3}(?:had |has |have |kindly |also |very kindly )*(?:agreed|offered|undertook|volunteered|accepted the invitation) (?:to|that he|that she)\b|"
    r"(?:borough|county|district|city|planning) (?:council|authority|committee|inspectorate) (?:has|have|had)? ?(?:agreed|approved|refused|granted|decided|resolved)|"
    r"(?:has|have|had) (?:now |already |recently |since |not |also )*been (?:approved|granted|refused|agreed|accepted|deferred|appointed|elected|passed|adopted|confirmed|permitted|signed)\b|"
    r"(?:would|will|could|should|can|may|might|must|to)(?: only| also| not| then)? be (?:approved|agreed|appointed|deferred|adopted|accepted|confirmed|elected|decided|granted|refused|resolved|signed)\b|"
    r"(?:if|when|once|unless|until) (?:he|she|they|it|[A-Z]\w+) (?:is|are|was|were) (?:then )?(?:elected|appointed|agreed|approved|granted|adopted)\b|what (?:was|is|has been|had been) agreed\b|adopted (?:\w+ ){0,2}(?:roads?|streets?)\b|"
    r"\b(?:if|whether|unless|once|when|until|before) (?:the )?(?:\w+ )?(?:council|committee|board|cabinet|trustees) (?:had |has |have )?(?:agreed|approved|resolved|decided|accepted|adopted)\b|"
    r"(?:still|yet|remain(?:s|ed)?|needs?|waiting|hop\w+) (?:\w+ ){0,3}to be (?:resolved|decided|agreed|determined)\b|"
    r"\b(?:issues?|problems?|faults?|complaints?|queries|dispute|difficult(?:y|ies))\b[^.]{0,90}\b(?:was|were|been|being|be) (?:now |all |finally )?resolved\b|"
    r"previously agreed|as (?:(?:was|were|had been) )?agreed|if (?:agreed|approved)|until (?:agreed|approved)|had (?:been )?agreed|when approved|once (?:agreed|approved)|once it (?:is|was) (?:agreed|approved)|agreed with\b|was (?:asked|invited|requested)|"
    r"not (?:been )?(?:approved|agreed|accepted|confirmed|appointed)\b|planning (?:permission|application|consent)s? (?:was|were|had been|has been) (?:granted|refused|approved)|"
    r"application (?:permitted|granted|refused|withdrawn|approved)|(?:was|were) carried out|carried (?:out|forward|on)\b)", re.I,
)  # fmt: skip
_TOLD_OF = re.compile(
    r"\b(?:said|reported|advised|explained|understood|heard|mentioned|thought|believed) that it (?:was|is|had been|has been) (?:now |also |being )?(?:proposed|recommended|moved|agreed|decided|resolved)\b"
    r"|\b(?:had|has) been (?:decided|agreed|resolved) (?:previously|earlier|before)\b",
    re.I,
)  # what somebody tells that was proposed or decided elsewhere or before
_FORMAL = (
    re.compile(r"\b(?:minutes|notes of)\b[^.]{0,200}\b(?:were|was)\b[^.]{0,60}\b(?:approved|agreed|confirmed|signed|accepted|adopted)\b", re.I),
    re.compile(r"\bapologies\b[^.]{0,80}\baccepted\b", re.I),
    re.compile(r"\b(?:agreed|approved|confirmed|signed|accepted|taken as read and signed) as (?:an? |the )?(?:correct|true|accurate)\b", re.I),
    re.compile(r"^(?:The )?(?:Sub-)?(?:Committee|Council|Panel|Board) (?:(?:unanimously )?(?:granted|refused|approved) (?:planning |outline |full |listed building )?(?:permission|consent|the application)|(?:agreed to defer|deferred) consideration)\b", re.I),
    re.compile(r"^(?:The )?(?:Sub-)?(?:Committee|Council|Cabinet|Board|Panel|Commission|Executive|Members) (?:unanimously )?(?:adopted|approved|agreed|endorsed|accepted) (?:to adopt |to approve |to accept )?the (?:officers?['’]? |report['’]?s? )?recommendations?\b(?! of (?:a|the) (?:report|officer) be)", re.I),
    re.compile(r"\b(?:proposed|moved)\b.{1,240}\bseconded\b.{0,300}\b(?:carried|agreed|in favour|approved|passed|elected|appointed|unanimous(?:ly)?|lost|not carried|defeated|fell|for|against)\b", re.I | re.S),
    re.compile(r"^(?:cheques|payments|accounts)\b.{0,80}\b(?:approved|agreed|signed)\b", re.I),
)
_ONLY_PROPOSED = re.compile(
    r"^\W*(?:prop(?:osed|oser)?\b|sec(?:onded|onder)?\b|2\s?nd\b|all (?:were )?(?:agreed|in favour|in agreement)\b|(?:motion (?:was )?)?carried\b|unanimous(?:ly)?\b|[A-Z]{2,3} 2\s?nd\b)", re.I
)
# "All Councillors agreed.", "Agreed by a vote of 6 - 1.": that something was agreed, and nothing of what
_ONLY_AGREED = re.compile(
    r"^\W*(?:(?:to which |and )?(?:it|this|that|these|they) (?:was|were) (?:all |also |then |duly |unanimously )*(?:agreed|approved|carried|accepted)|(?:the )?(?:all )?(?:(?:parish |town )?council|council?lors|members|all present|all)(?: present)? (?:were )?(?:all |unanimously )?(?:agreed|approved|in agreement|in favour)|agreed)"
    r"(?: and signed| unanimously| by (?:all|everyone)(?: present| members| councill?ors)?| by (?:(?:a |an )?(?:\w+ )?(?:vote|majority|show of hands)|\d{1,2} votes?)(?:(?! to [a-z]| that )[^.;:]){0,40})?\W*$",
    re.I,
)
_LEANS_BACK = re.compile(
    r"^\W*(?:prop(?:oser)?|sec(?:onder)?|2\s?nd|all (?:were )?(?:agreed|in favour|in agreement)|carried|agreed|unanimous|vote|this was (?:agreed|approved|seconded|carried|proposed|accepted|unanimously)|these were (?:agreed|approved|accepted)|on a vote)\b",
    re.I,
)
_ONLY_NUMBERED = re.compile(rf"^\W*(?:resolved|agreed|resolution)\b(?:&nbsp;|[^\w£$€]|_)*{NUMBER}\W*$", re.I)  # "Resolved 14/06/9.04", above its words
_LOST = re.compile(
    r"\b(?P<what>amendment|motion|proposal|counter-?proposal)\b[^.]{0,200}?(?:\b(?:(?:was |were )?(?:declared |then )?(?:LOST|lost|NOT CARRIED|not carried|defeated|rejected)|fell\b|FELL\b|which failed\b|(?:motion|amendment) failed\b)|"
    r"\b(?:(?:was |were )(?:then )?(?:withdrawn|WITHDRAWN)|lapsed|was not moved)\b(?P<withdrawn>))"
    r"|\bcasting vote (?:was )?(?:given |cast )?against\b|\b(?:[Tt]here (?:was|being)|found|had|without a?)\s*(?:no )?seconder\b|\bNOT (?:AGREED|CARRIED)\b|(?<!\bthe )\bLOST\b"
    r"|\bwithdrew the (?:motion|amendment|proposal)\b(?P<withdrew>)"
    r"|\b(?P<amended>[Aa]mendment)\b[^.]{0,200}?\b(?:was |were )?(?:declared )?(?:CARRIED|carried)\b(?! (?:out|forward))"
)
_DEFERRED = re.compile(
    r"\b(?:item|report|application|matter|consideration|motion|decision)\b[^.]{0,120}\b(?:was|were|be) (?:then )?(?P<how>deferred|DEFERRED|withdrawn|WITHDRAWN|adjourned|held over|left on the table)\b"
)
_CARRIED = re.compile(r"\b(?:motion|proposal|proposition)\b[^.;]{0,120}\b(?:carried|CARRIED)\b(?! (?:out|over|forward))|^\W*(?:[Mm]otion )?(?:[Cc]arried|CARRIED)(?: unanimously)?[\s,(]*(?:\d{1,2}\s?[-–]\s?\d{1,2}(?:\s?[-–]\s?\d{1,2})?)?\W*$", re.I)
_ROSE_FROM = re.compile(r"\b(?:[Mm]oved|[Pp]roposed|MOVED|PROPOSED|motion|amendment)\b")
_NOT_TOLD = re.compile(r"\b(?:if|unless|had|would|should|might)\b|\bsubstantive motion\b", re.I)  # "if it was lost", "his motion had been lost"; what became the motion is decided with it
_VOTED_ON = re.compile(r"\b(?:recorded|named) vote\b|\bvot(?:e|es|ing)\b|\b(?:for|against)\b", re.I)  # headings inside the record of a vote
_BARE_VIEW, _SHORT_APPLICATION = 45, 220  # characters: "Parish Council objected." says nothing without the application in front of it
_WORDS_OF_A_NUMBER = 600  # characters: of a longer paragraph only the first sentence is what the number above it was given to
_FEWEST_WORDS = 3
_DEBATE = 8  # blocks between a motion and its result that are kept whole; beyond, what was said between is left out


def find_agreed(blocks: Sequence[Block], start: int, end: int, *, only_formal: bool = False, ours: str = "") -> Iterator[Found]:
    """Sentences that decide.

    Args:
        blocks: of the paper.
        start: first block that may decide, 0-based.
        end: the one after the last.
        only_formal: only minutes approved, apologies accepted, proposals seconded and carried.
        ours: initials of the body whose minutes they are ("BCC approved the proposal"); "" where they are not known.
    """
    held: Found | None = None
    for found in _deciding(blocks, start, end, only_formal, ours):
        bare = (_ONLY_NUMBERED.match(found.text) or _ONLY_AGREED.match(found.text)) is not None
        if bare or len(found.text) < 90 and _ONLY_PROPOSED.match(found.text):  # "Prop AB, 2nd CD. All agreed." on a line of its own
            top = _line_above(blocks, start, found.first_block) if bare else _proposed_above(blocks, start, found.first_block)
            if held is not None and held.last_block >= top and (held.first_block >= top or held.last_block == found.first_block - 1):
                whole = taken(blocks, held.first_block, found.last_block, _offset(blocks[held.first_block], held), start, end)
                held = Found(whole.spans, whole.text, held.parts, held.before, found.after, held.first_block, found.last_block)
                continue
            if top < found.first_block:
                found = taken(blocks, top, found.last_block, 0, start, end)
        if held is not None:
            yield held
        held = found
    if held is not None:
        yield held


def _offset(block: Block, found: Found) -> int:
    """Where in its first block the words of ``found`` begin."""
    return max(0, block.text.find(found.text[:40]))


def _said_below(blocks: Sequence[Block], n: int, end: int) -> int:
    """How many characters of block ``n`` are the words of the number above it: the paragraph, or the first sentence of a long one; 0 where none are."""
    if n >= end or blocks[n].kind == "heading" or blocks[n].row is not None or ENDS.match(blocks[n].text) or _ONLY_NUMBERED.match(blocks[n].text):
        return 0
    text = blocks[n].text
    if len(text.split()) < _FEWEST_WORDS:  # the head of a table of payments
        return 0
    return len(text) if len(text) <= _WORDS_OF_A_NUMBER else next(sentences(text), (0, len(text)))[1]


def _line_above(blocks: Sequence[Block], start: int, n: int) -> int:
    """The paragraph above block ``n``; ``n`` itself below a heading, or at the beginning."""
    return n - 1 if n > start and blocks[n - 1].kind != "heading" else n


def _proposed_above(blocks: Sequence[Block], start: int, n: int) -> int:
    """The block where what is proposed in block ``n`` begins: the numbered paragraph above, over short lines and figures."""
    for k in range(n - 1, max(start, n - 40) - 1, -1):
        block = blocks[k]
        if block.kind == "heading":
            return min(k + 1, n)
        if block.number or len(one_line(block.text.replace("&nbsp;", " "))) > 120:
            return k
    return n - 1 if n > start else n


def _deciding(blocks: Sequence[Block], start: int, end: int, only_formal: bool, ours: str) -> Iterator[Found]:
    below = (-1, 0)  # the last block whose words belong to the number above it, and up to which character
    for n in range(start, end):
        block = blocks[n]
        if is_data(block):
            continue
        if not only_formal and _VERDICT.match(block.text):
            above = next((k for k in range(n - 1, max(start, n - 5) - 1, -1) if _APPLICATION.search(blocks[k].text)), None)
            if above is not None:
                first = next(
                    (
                        k
                        for k in range(above, max(start, above - 3) - 1, -1)
                        if blocks[k].number or re.match(r"\W*(?:location|site|address|ref|application)\b", blocks[k].text, re.I)
                    ),
                    above,
                )
                yield taken(blocks, first, n, 0, start, end)
                continue
        text = block.text
        spans = list(sentences(text))
        k = 0
        while k < len(spans):
            a, b = spans[k]
            k += 1
            if (n == below[0] and a < below[1]) or not decides(text[a:b], only_formal, ours):
                continue
            if _ONLY_NUMBERED.match(text[a:b]) and (until := _said_below(blocks, n + 1, end)):
                below = (n + 1, until)
                yield taken(blocks, n, n + 1, a, start, end, until=until)
                continue
            # "Prop. JB, 2nd GK. All agreed." belongs to what was proposed, the sentence before it; "Parish Council objected." to the application.
            if (_LEANS_BACK.match(text[a:b]) or _ONLY_AGREED.match(text[a:b])) and k >= 2:
                a = spans[k - 2][0]
            elif b - a <= _BARE_VIEW and b - spans[0][0] <= _SHORT_APPLICATION and _VIEW.search(one_line(text[a:b])):
                a = spans[0][0]
            while k < len(spans) and (TOLD.match(text[spans[k][0] : spans[k][1]]) or _ONLY_AGREED.match(text[spans[k][0] : spans[k][1]])):
                b = spans[k][1]
                k += 1
            last = _listed_below(blocks, n, end) if b == len(text) else n
            parts = parts_of(text[a:b], blocks[n + 1 : last + 1]) if last > n else ()
            yield taken(blocks, n, last, a, start, end, until=b if last == n else None, parts=parts)


def decides(sentence: str, only_formal: bool = False, ours: str = "") -> bool:
    """Does a sentence of minutes tell of a decision of the meeting? ``only_formal``, ``ours``: as for ``find_agreed``."""
    line = one_line(sentence.replace("*", ""))
    if len(line) < 12 or line.endswith("?"):
        return False
    if only_formal:
        return any(p.search(line) for p in _FORMAL)
    if _TOLD_OF.search(line):
        return False
    strong = (ours and re.search(rf"\b{ours}\b(?: has| have| also| then| unanimously)* (?:agreed|resolved|decided|approved|adopted|accepted)\b(?! with)", line)) or _AGREED.search(line) or _SHORT_PROPOSAL.search(line) or _PROPOSAL.search(line)
    if _FALSE_FRIENDS.search(line) and not strong:
        return False
    if re.search(r"\bit was (?:noted|reported|suggested)\b", line, re.I) and not re.search(r"\bagreed\b", line):
        return False
    if strong or _BODY_AGREED.search(line) or _DONE.search(line) or _ALONE.search(line) or _VIEW.search(line):
        return True
    return bool(_UNANIMOUS.search(line) and re.search(r"\b(?:propos|motion|vote|agreed|approved|carried)", line, re.I))


def _listed_below(blocks: Sequence[Block], n: int, end: int) -> int:
    """The last of the bullets and sums under a sentence that ends in a colon."""
    last = n
    if not blocks[n].text.rstrip(" *").endswith((":", ":-", "-", "–")):
        return last
    while last + 1 < end and not ENDS.match(blocks[last + 1].text):
        block = blocks[last + 1]
        listed = block.kind == "list_item" or block.row is not None or _sum(block)
        own = re.match(r"^\d{1,2}\.\d", block.number or "") or decides(block.text, False)
        if own or not (listed or (last == n and block.kind == "paragraph" and blocks[n].text.rstrip(" *").endswith(":"))):
            break
        last += 1
    return last


def _sum(block: Block) -> bool:
    return len(block.text) < 200 and bool(re.search(r"[£$€]\s?\d", block.text)) and block.kind != "heading"


def find_capitals(blocks: Sequence[Block], start: int, end: int) -> Iterator[Found]:
    """Sentences with the verb in capitals: "The Committee AGREED to note the report", or "The Committee:- (i) NOTED ...; (ii) AGREED ..." with its parts."""
    done = start - 1
    for n in range(start, end):
        block = blocks[n]
        if n <= done or block.kind == "heading" or is_data(block) or block.text.isupper():
            continue
        listed = _capital_list(blocks, n, end)
        if listed > n:
            at = list(sentences(block.text))[-1][0]
            yield taken(blocks, n, listed, at, start, end, parts=parts_of("", blocks[n + 1 : listed + 1]))
            done = listed
            continue
        for a, b in sentences(block.text):
            if CAPITAL_VERB.search(block.text[a:b]) and not re.search(r"\b(?:previously|had been|has been) (?:AGREED|APPROVED|NOTED)", block.text[a:b]):
                last = _listed_below(blocks, n, end) if b == len(block.text) else n
                parts = parts_of(block.text[a:b], blocks[n + 1 : last + 1])
                yield taken(blocks, n, last, a, start, end, until=b if last == n else None, parts=parts)
                done = last


def _capital_list(blocks: Sequence[Block], n: int, end: int) -> int:
    """The last of the parts that begin with a verb in capitals under "The Committee:-"; ``n`` where there are none."""
    last = n
    if _THE_BODY.search(blocks[n].text.rstrip(" *")):
        while last + 1 < end and _CAPITAL_PART.match(blocks[last + 1].text):
            last += 1
    return last


def find_formal(blocks: Sequence[Block], start: int, end: int) -> Iterator[Found]:
    """In labelled minutes, what is decided under an item without a label: minutes approved, proposals carried, an item deferred or withdrawn."""
    found = list(find_agreed(blocks, start, end, only_formal=True)) or list(_carried(blocks, start, end))
    yield from found
    if not found:
        for n in range(start, end):
            for a, b in sentences(blocks[n].text) if not is_data(blocks[n]) and blocks[n].kind != "heading" else ():
                gone = _DEFERRED.search(blocks[n].text[a:b])
                if gone and not re.search(r"\b(?:had|has|have|would|could|should|asked|if)\b", blocks[n].text[a : a + gone.end()]):
                    how = gone["how"].lower()
                    yield taken(blocks, n, n, a, start, end, until=b, outcome="withdrawn" if how == "withdrawn" else "deferred")
                    return


def _carried(blocks: Sequence[Block], start: int, end: int) -> Iterator[Found]:
    """Motions that were carried, from the words that moved them ("Proposed by ...", on a line of its own) to those that say so."""
    used = start - 1
    for n in range(start, end):
        if is_data(blocks[n]):
            continue
        for a, b in sentences(blocks[n].text):
            said = blocks[n].text[a:b]
            if n <= used or not _CARRIED.search(said) or _NOT_TOLD.search(said) or re.search(r"\bamendment\b[^.]{0,60}\bcarried\b", said, re.I):
                continue
            first, at = _moved_from(blocks, max(start, used + 1), n, a, "motion", amendments=False)
            if first == n and not _ROSE_FROM.search(blocks[n].text[at:b].partition("carried")[0]):
                continue
            while first > max(start, used + 1) and re.match(r"\W*(?:[Pp]roposed|[Mm]oved|PROPOSED|MOVED)\b", blocks[first - 1].text):
                first, at = first - 1, 0
            used = n
            whole = taken(blocks, first, n, at, start, end, until=b)
            yield whole if n - first <= _DEBATE else _without_debate(blocks, whole, at, start, end)


def find_lost(blocks: Sequence[Block], start: int, end: int) -> Iterator[Found]:
    """Motions and amendments that were lost or withdrawn, from the sentence that moved them to the one that says so."""
    used = -1
    done = (-1, 0)  # block and offset up to which sentences are used
    for n in range(start, end):
        block = blocks[n]
        if is_data(block):
            continue
        cuts = list(sentences(block.text))
        for k, (a, b) in enumerate(cuts):
            lost = _LOST.search(block.text[a:b]) if (n, a) >= done else None
            if not lost or _NOT_TOLD.search(lost.group()) or (lost["amended"] and re.search(r"\bbecame the substantive\b", block.text[a:b], re.I)):
                continue
            for c, d in cuts[k + 1 :]:  # "The Chair gave her casting vote against. The motion was declared LOST." is one motion
                if _ROSE_FROM.search(block.text[c:d]) and re.search(r"\b(?:moved|proposed)\b", block.text[c:d]):
                    break
                if _LOST.search(block.text[c:d]) and not re.search(r"\bamendment\b", block.text[c:d]):
                    b = d
            done = (n, b)
            first, at = _moved_from(blocks, max(start, used + 1), n, a, lost["what"] or lost["amended"] or "motion")
            gone = lost["withdrawn"] is not None or lost["withdrew"] is not None
            whole = taken(blocks, first, n, at, start, end, until=b, outcome="withdrawn" if gone else "carried" if lost["amended"] else "lost")
            yield whole if n - first <= _DEBATE else _without_debate(blocks, whole, at, start, end)
            used = n


def _without_debate(blocks: Sequence[Block], whole: Found, at: int, start: int, end: int) -> Found:
    """The motion as moved; the vote and its result are what is told after it."""
    last = whole.first_block + (1 if blocks[whole.first_block].text.rstrip().endswith(":") else 0)
    motion = taken(blocks, whole.first_block, last, at, start, end)
    told = " ".join(b.text for b in blocks[max(last + 1, whole.last_block - 6) : whole.last_block + 1]).replace("\t", " ")
    return Found(motion.spans, motion.text, motion.parts, motion.before, told[-1500:], whole.first_block, whole.last_block, whole.outcome)


def _moved_from(blocks: Sequence[Block], start: int, n: int, a: int, what: str, *, amendments: bool = True) -> tuple[int, int]:
    """Block and offset of the sentence that moved the motion lost or carried in block ``n`` at ``a``; without ``amendments``, not of one that moved an amendment."""
    for k in range(n, max(start, n - 40) - 1, -1):
        if blocks[k].kind == "heading" and k < n:
            if _VOTED_ON.search(blocks[k].text):
                continue
            break
        for s, e in reversed(list(sentences(blocks[k].text))):
            if not amendments and re.search(r"\bamendment\b", blocks[k].text[s:e], re.I):
                continue
            if (k < n or s <= a) and _ROSE_FROM.search(blocks[k].text[s:e]) and re.search(rf"\bmoved\b|\bproposed\b|\b{what}\b.{{0,40}}\bthat\b", blocks[k].text[s:e], re.I):
                return k, s
    return n, a
