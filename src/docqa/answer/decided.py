"""Lists and counts of decisions: how many motions were lost, which applications were refused, everything that was deferred, what a body decided on a topic.

What comes in: the question as understood and the register. What goes out: a Lookup whose first line counts and says over how many meetings, then a line a
decision, by date. Owns one rule: what is listed is all that the record holds of it, never a choice of the best passages; where the question does not ask
for all of something, there is no Lookup.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from docqa.answer.naming import spoken_date
from docqa.answer.outcome import votes_words
from docqa.answer.places import Lines, Lookup, counted, meetings_words, place_at
from docqa.answer.question import Understood
from docqa.answer.scope import Scope, fit, minutes_in, rarity, scope_of, stem_set, surname
from docqa.records import Decision, Filters, Passage, Span
from docqa.register import Register
from docqa.search.units import units_of
from docqa.text import content_words, one_line, shorten, stem

_MOST_LINES = 12
_LAST_PAGE = 1_000_000
_FEW = 2  # so few decisions on a topic are shown with what the search finds beside them
_FITS = 0.6  # share of the topic that a decision must hold to be listed


@dataclass(frozen=True, slots=True)
class _Sort:
    """A sort of outcome: how people ask for it, which decisions it is, and the word for it in a count."""

    word: str
    asked: re.Pattern[str]
    held: Callable[[Decision], bool]


def _text(pattern: str, flags: int = re.I) -> Callable[[Decision], bool]:
    compiled = re.compile(pattern, flags)
    return lambda d: bool(compiled.search(d.text))


_REFUSED = re.compile(r"\b(?:be |is |are |to )?(?:REFUSED?|refused?|rejected?|turned down)\b")
_CONTRARY = _text(r"\b(?:contrary to|against)\b[^.;]{0,40}\b(?:recommendation|advice)\b")


_DEFERRED = re.compile(r"\bbe (?:again |further |once more )?(?:deferred|adjourned|put off|postponed)\b", re.I)


def _refused(d: Decision) -> bool:
    return d.outcome == "carried" and (d.strength == "refused" or bool(_REFUSED.search(d.text)))


_OBJECTS = re.compile(r"\bobject(?:s|ed|ing|ions?)?\b(?! of\b)|\boppos(?:es?|ed|ing|ition)\b", re.I)
_NO_OBJECTION = re.compile(r"\b(?:no|not|nothing|without|neither)\b[^.;]{0,40}?\bobject\w*", re.I)
_RECOMMENDED = "recommended to another body"
_SORTS: tuple[_Sort, ...] = (
    _Sort("on a casting vote", re.compile(r"\b(?:casting|deciding|second) vote|\bbr(?:eak|oke|oken|eaking)\b.{0,20}\btie|\btie[- ]?break", re.I), _text(r"\bcasting vote\b")),
    _Sort("against the recommendation", re.compile(r"\b(?:against|contrary to|over(?:ruled|turned|rode)|despite|ignor\w+)\b.{0,25}\b(?:advice|recommendations?|officers?)\b", re.I), _CONTRARY),
    _Sort("deferred", re.compile(r"\bdefer\w*|\bput(?:ting)? (?:\w+ ){0,3}(?:off|back)\b|\bpostpone\w*|\badjourn\w*|\bheld over\b|\bstood over\b|\bkicked? into\b|\bdelay(?:ed|s)?\b|\bto another day\b", re.I), lambda d: d.outcome == "deferred" or bool(_DEFERRED.search(d.text))),
    _Sort("withdrawn", re.compile(r"\bwithdr[ae]w\w*|\bpulled\b|\bnot moved\b", re.I), lambda d: d.outcome == "withdrawn"),
    _Sort("lost", re.compile(r"\b(?:lost|lose|losing|defeat\w*|fell|fail\w*|fallen|thrown out|threw out|voted down|went down|go down|throw(?:n|ing)? out|shot down|not carried|not agreed|unsuccessful)\b", re.I), lambda d: d.outcome == "lost"),
    _Sort("refused", re.compile(r"\b(?:refus\w*|reject\w*|turn(?:ed|ing)? (?:\w+ ){0,2}(?:down|away)|den(?:y|ied|ies)|said no to|say no to|knock(?:ed)? back)\b|\bturn (?:\w+ )?down\b", re.I), _refused),
    _Sort("objected to", re.compile(r"\bobject(?:ed|ing|ions?)?\b|\boppos(?:ed?|ing)\b", re.I), lambda d: bool(_OBJECTS.search(_NO_OBJECTION.sub(" ", d.text)))),
    _Sort(_RECOMMENDED, re.compile(r"\brecommend\w*|\bpassed (?:up|on)\b|\bas advice\b|\breferred (?:up|on)\b|\bsent (?:up|on)\b", re.I), lambda d: bool(d.recommends_to)),
    _Sort("carried unanimously", re.compile(r"\bunanimous\w*|\bnobody (?:objected|against)\b", re.I), _text(r"\bunanimous|\bnem\.? ?con|\ball in favour\b")),
    _Sort("carried", re.compile(r"\b(?:carried|pass(?:ed)|succeed\w*|won)\b", re.I), lambda d: d.outcome == "carried"),
    _Sort("approved", re.compile(r"\b(?:approv\w+|grant(?:ed)?|permitted|allowed|got through|given the (?:go-ahead|nod|green light))\b", re.I), lambda d: d.outcome == "carried" and not _refused(d) and (d.strength == "approved" or bool(re.search(r"\b(?:grant|approv|permi)", d.text, re.I)))),
    _Sort("noted", re.compile(r"\bnoted\b", re.I), lambda d: d.strength in ("noted", "received")),
)  # fmt: skip

REFERENCE = r"(?:[A-Z]{1,5}\d{0,3}/\d{1,4}/\w{1,8}(?:/\w{1,6})?|\d{2,4}/\d{2,6}/[A-Z]{1,5}\d?|[A-Z]{1,4}/\d{2,4}/\d{2,6}(?:/[A-Z]{1,4})?|[A-Z]{2,5}-\d{2,4}-\d{1,5})"  # of a planning application: "R/54/7W", "23/00417/FUL", "ZBA-24-12"
_OF_PLANNING = re.compile(rf"(?i:\bplanning (?:applications?|permissions?|consents?|cases?)\b)|\b{REFERENCE}(?!\w)")
_LIST_WORDS = r"(?:how many|number of|list|every|all|each|which|what|name|give|show|any|count of|those|the)"
_NOUNS: dict[str, tuple[str, Callable[[Decision], bool]]] = {
    "amendment": (r"amendments?", lambda d: bool(re.search(r"\bamendment\b", f"{d.heading} {d.text[:400]}", re.I))),
    "motion": (r"motions?|proposals?|resolutions? put", lambda d: bool(d.mover or d.outcome in ("lost", "withdrawn") or re.search(r"\b(?:motion|moved|propos\w+)\b", f"{d.heading} {d.text[:400]}", re.I))),
    "planning application": (r"planning (?:applications?|permissions?|cases?|consents?)", lambda d: bool(_OF_PLANNING.search(f"{d.heading}\n{d.text}"))),
    "application": (r"(?:licen[cs]e |licensing |grant )?applications?", lambda d: bool(re.search(r"\b(?:applications?|permission|licen[cs]e|\d\d/\d{4,5}/[A-Z]{2,4})\b", f"{d.heading} {d.text[:160]}", re.I))),
    "recommendation": (r"recommendations?", lambda d: bool(d.recommends_to)),
    "decision": (r"(?:executive |key )?decisions?|resolutions?|things? (?:decided|resolved|agreed)|items?|matters?|reports?|business", lambda d: True),
}  # fmt: skip
_PLURAL = re.compile(r"\b(?:motions|proposals|amendments|applications|permissions|recommendations|decisions|resolutions|items|matters|reports|cases)\b", re.I)
_COUNTS = re.compile(r"\bhow many (?:of )?(?:the |our |its |these |those )?(?:[\w'-]+ ){0,3}?$|\bnumber of (?:[\w'-]+ ){0,2}?$", re.I)
_HOW_OFTEN = re.compile(r"\bhow (?:often|many times|frequently)\b|\bnumber of times\b|\bwhich times\b|\bevery time\b|\beach time\b", re.I)
_WHAT_DID = re.compile(r"\b(?:on what|what|which things?|what things|what all|everything|anything)\b[^?]{0,60}?\b(?:did|has|have|had)\b", re.I)
_DECIDED_ON = re.compile(r"\b(?:what|which|everything|anything|all)\b.{0,60}\b(?:decid\w+|agree[ds]?|resolv\w+|do(?:ne)?|say|said)\b.{0,20}\b(?:about|on|over|regarding|concerning)\b", re.I)
_EVERY_ON = re.compile(r"\b(?:list|all|every|each|show)\b.{0,30}\b(?:decisions?|resolutions?|motions?|applications?|things?)\b|\bwhat(?:'ve| have| has)\b.{0,40}\b(?:decided|resolved)\b|\b(?:everything|all|anything)\b.{0,30}\b(?:decided|resolved|agreed)\b", re.I)
_NOT_DECIDED = re.compile(r"\bwho\b|\bwhen\b|\bwhere\b|\bwhy\b|\bhow (?:many|much|long|far|big|high|wide|tall|did)\b|\bvot(?:e[ds]?|ing)\b|\bcondition", re.I)
_OVER_TIME = re.compile(r"\b(?:since|between|so far|over the (?:years?|months?|period)|to date|throughout|during|ever|all the)\b|\b(?:19|20)\d\d/\d\d\b", re.I)
_OF_A_FIGURE = re.compile(r"\bhow many (?:of )?(?:the )?(?:people|votes|members|councill?ors|names|homes|houses|staff|visits|actions|points|conditions|times a)\b", re.I)

_EMPTY = frozenset(
    ["decision", "decisions", "resolution", "resolutions", "resolved", "decided", "agreed", "agree", "decide", "resolve", "list", "lists", "listed", "meeting", "meetings", "minutes", "minuted", "council", "full", "committee", "cabinet", "board", "substantive", "passed", "made", "motion", "motions", "amendment", "amendments", "application", "applications", "proposal", "proposals", "recommendation", "recommendations", "item", "items", "matter", "matters", "report", "reports", "case", "cases", "planning", "permission", "permissions", "number", "often", "times", "time", "many", "lost", "lose", "losing", "defeated", "defeat", "fell", "failed", "fail", "thrown", "threw", "voted", "vote", "votes", "down", "carried", "refused", "refuse", "refusing", "refusal", "reject", "rejected", "rejecting", "turned", "turn", "turning", "deny", "denied", "knocked", "back", "deferred", "defer", "deferral", "deferrals", "putting", "postponed", "postpone", "adjourned", "held", "stood", "another", "day", "delayed", "withdrawn", "withdraw", "withdrew", "pulled", "casting", "deciding", "second", "broke", "break", "breaking", "broken", "tie", "chair", "chairman", "person", "against", "contrary", "advice", "officers", "officer", "recommended", "recommend", "recommending", "gone", "went", "go", "unanimously", "unanimous", "approved", "approve", "granted", "grant", "won", "win", "succeeded", "noted", "name", "give", "show", "tell", "us", "each", "business", "records", "record", "papers", "paper", "far", "date", "members", "member", "councillors", "councillor", "public", "executive", "executives", "key", "brought", "tabled", "considered", "discussed", "heard", "taken", "total", "count", "altogether", "ever", "members'", "years", "year", "months", "month", "period", "there's", "presented", "moved", "proposed", "seconded", "put", "sent", "up", "passed", "advice", "settled", "rather", "things", "everything", "anything", "said", "say", "done", "approval", "bodies", "body", "another", "other", "others", "found", "following", "including", "object", "objected", "objecting", "objection", "objections", "oppose", "opposed", "opposing", "same", "session", "sessions", "came", "come", "sitting", "use", "used"]
)  # fmt: skip


def decisions_asked(understood: Understood, register: Register, filters: Filters = Filters()) -> Lookup | None:
    """All decisions that a question asks for, listed and counted, or None where it asks for no such list."""
    text = understood.text
    if (named := re.findall(rf"(?<!\w){REFERENCE}(?!\w)", text, re.I)) and not _NOT_DECIDED.search(text):
        told = _of_reference(register, named, filters)
        if told:
            return told
    noun = _noun_of(text)
    sorts = [s for s in _SORTS if s.asked.search(text)]
    spread = any(p.first != p.last for p in understood.periods) or (not understood.periods and bool(_EVERY_ON.search(text)))
    if not _asked(text, noun, sorts, spread):
        return None
    scope = scope_of(understood, register, filters, _EMPTY)
    if not (scope.topic or scope.people or sorts or (scope.spans and noun)) or not (scope.limited or sorts):
        return None
    if not (sorts or scope.topic or scope.people) and all(first == last for first, last in scope.spans):
        return None  # everything of one meeting: docqa.answer.lookup
    by_topic = bool(scope.topic) and not (sorts or scope.bodies or scope.spans or scope.people)
    if by_topic and not _EVERY_ON.search(text):
        return None  # "which decisions were about the pool": the search does better than words alone
    found, covered = _found(register, scope, noun, sorts[:1])
    if by_topic:
        found = _naming(scope, found, text)
    if not covered or (not found and (scope.topic or not sorts)):
        return None
    if not found and sorts[0].word == "objected to":
        return _none_objected(register, scope, noun)
    return _listed(register, found, covered, (noun.removeprefix("planning ") if sorts else noun) or "decision", sorts[0].word if sorts else "", scope)


def _of_reference(register: Register, references: Sequence[str], filters: Filters) -> Lookup | None:
    """What was decided on the applications that a question names by their numbers."""
    wanted = re.compile(rf"(?<![\w/])(?:{'|'.join(re.escape(r) for r in references)})(?![\w/])", re.I)
    every = [d for d in register.decisions(filters, copies=False) if d.kind == "substantive"]
    passages = [p for r in references for p in register.items_saying(r) if p.item]
    chosen = {d.id for d in every if wanted.search(f"{d.heading} {d.text}")} | {d.id for p in passages for d in _under(p, wanted, [d for d in every if d.item == p.item])}
    found = [d for d in every if d.id in chosen]
    if not found:
        return None
    lines = Lines()
    lines.add(f"{counted(len(found), 'decision').capitalize()} on {', '.join(dict.fromkeys(references))} in the minutes indexed:")
    for d in found[:_MOST_LINES]:
        lines.add(decision_line(d, len({x.body for x in found}) > 1, "", 300), place_at(register, d.document, d.spans))
    return lines.lookup("register", found)


def _under(passage: Passage, wanted: re.Pattern[str], own: Sequence[Decision]) -> list[Decision]:
    """Of an item on several applications, the decisions that follow the one that is named, as far as the next one."""
    units = units_of(passage)
    at = next((n for n, u in enumerate(units) if wanted.search(u.text)), None)
    if at is None:
        return []
    start = _before(units[at].span)
    end = next((_before(u.span) for u in units[at + 1 :] if re.search(rf"\b{REFERENCE}(?!\w)", u.text) and not wanted.search(u.text)), (_LAST_PAGE, 0))
    return [d for d in own if d.spans and start <= _before(d.spans[0]) < end]


def _before(span: Span) -> tuple[int, int]:
    return span.page or 0, span.start


def _none_objected(register: Register, scope: Scope, noun: str) -> Lookup | None:
    """Where no decision speaks of an objection: said, with what was decided on applications, which may hold concerns in other words."""
    found, covered = _found(register, scope, noun, ())
    if not found or noun != "planning application":
        return None
    lines = Lines()
    lines.add(f"No decision on a planning application says that it was objected to (complete over the minutes indexed of {meetings_words(covered)}). Decided on planning applications:")
    for d in found[:_MOST_LINES]:
        lines.add(decision_line(d, len({x.body for x in found}) > 1, "", 220), place_at(register, d.document, d.spans))
    return lines.lookup("register", found, whole=True)


def _noun_of(text: str) -> str:
    for name, (pattern, _) in _NOUNS.items():
        if re.search(rf"\b(?:{pattern})\b", text, re.I):
            return name
    return ""


def _asked(text: str, noun: str, sorts: Sequence[_Sort], spread: bool) -> bool:
    """Does the question ask for all of something? ``spread``: it names a time longer than a day."""
    if _OF_A_FIGURE.search(text):
        return False
    if _HOW_OFTEN.search(text):
        return bool(sorts)
    if noun:
        pattern = _NOUNS[noun][0]
        plural = bool(_PLURAL.search(text))
        if re.search(rf"\b(?:how many|number of)\s+(?:of\s+)?(?:[\w'/-]+\s+){{0,3}}?(?:{pattern})\b", text, re.I):
            return plural
        listing = re.search(rf"\b(?:list|every|all|which|what|name|give|show|any|each|the|those)\b\s+(?:me\s+)?(?:[\w'/-]+\s+){{0,3}}?(?:{pattern})\b", text, re.I) or re.match(rf"\W*(?:[\w'/-]+\s+){{0,2}}?(?:{pattern})\b", text, re.I)
        if listing and plural and (sorts or re.search(r"\b(?:list|every|all)\b", text, re.I)):
            return True
        if listing and re.search(r"\b(?:every|each)\b", text, re.I):
            return True
    if sorts and _WHAT_DID.search(text) and re.search(r"\b(?:on what|what did|what has|what have|what had|which things|everything|anything)\b", text, re.I):
        return sorts[0].word in ("deferred", "refused", "lost", "withdrawn", _RECOMMENDED) and not re.search(r"\bwhat did [\w' ]{0,40}\brecommend (?:about|on|for|should)\b", text, re.I)
    return bool(_DECIDED_ON.search(text) and (_OVER_TIME.search(text) or spread))


def _found(register: Register, scope: Scope, noun: str, sorts: Sequence[_Sort]) -> tuple[list[Decision], list[tuple[str | None, str | None]]]:
    """Decisions that are meant, by date, and the meetings whose minutes were looked through."""
    covered = [(p.body, p.meeting_date) for p in minutes_in(register, scope)]
    first = min((f for f, _ in scope.spans), default="") or None
    last = max((t for _, t in scope.spans), default="") or None
    every = [d for d in register.decisions(Filters(from_date=first, to_date=last), copies=False) if scope.holds(d.body, d.meeting_date)]
    if sorts and sorts[0].word == "on a casting vote":
        return _with_casting_vote(register, scope, every), covered
    chosen = [d for d in every if d.kind == "substantive" or (sorts and d.outcome != "carried")]
    if noun:
        chosen = [d for d in chosen if _NOUNS[noun][1](d)]
    if sorts:
        chosen = [d for d in chosen if sorts[0].held(d)]
    if scope.people:
        chosen = [d for d in chosen if any(surname(n) in scope.people for n in (d.mover or "", d.seconder or "")) or any(p in d.text.lower() for p in scope.people)]
    if scope.topic:
        chosen = _on_topic(register, scope, chosen, every)
    return chosen, covered


def _naming(scope: Scope, found: Sequence[Decision], asked: str) -> list[Decision]:
    """Decisions that name the topic themselves, in their words or their heading, not only in the talk around them."""
    held = {d.id: stem_set(f"{d.heading} {d.text}") for d in found}
    own = [d for d in found if any(word.own in held[d.id] for word in scope.topic)] or [d for d in found if any(word.related & held[d.id] for word in scope.topic)]
    topic = {word.own for word in scope.topic}
    for typed in (w for w in content_words(asked) if w.endswith("ing") and stem(w) in topic):  # "parking" has the stem of "park" and is another thing
        own = [d for d in own if re.search(rf"\b{re.escape(typed)}s?\b", f"{d.heading} {d.text}", re.I)] or own
    return own


def _on_topic(register: Register, scope: Scope, chosen: Sequence[Decision], every: Sequence[Decision]) -> list[Decision]:
    own = {d.id: stem_set(f"{d.heading} {d.text}") for d in every}
    rare = rarity(list(own.values()))
    unheard = max(rare.values(), default=1.0)
    gists: dict[str, set[str]] = {}
    for d in chosen:
        if d.item and d.item not in gists:
            item = register.item(d.item)
            gists[d.item] = set(item.gist.split()) if item else set()
    return [d for d in chosen if fit(scope.topic, own[d.id], gists.get(d.item or "", set()), rare, unheard) >= _FITS]


def _with_casting_vote(register: Register, scope: Scope, every: Sequence[Decision]) -> list[Decision]:
    """Decisions that a casting vote settled: the one whose words say so, or the next one above the words that do."""
    found: dict[str, Decision] = {}
    of_item: dict[str, list[Decision]] = {}
    for d in every:
        if d.item:
            of_item.setdefault(d.item, []).append(d)
    for passage in register.items_saying("casting vote"):
        own = of_item.get(passage.item or "", [])
        for d in own:
            if re.search(r"\bcasting vote\b", d.text, re.I) or (len(own) == 1):
                found[d.id] = d
        if own and not any(d.id in found for d in own):
            tied = [d for d in own if d.votes and d.votes.for_ is not None and d.votes.for_ == d.votes.against]
            found |= {d.id: d for d in tied or own[:1]}
    if scope.people:
        chairs = {p.id for p in minutes_in(register, scope) if any(a.role == "chair" and surname(a.name) in scope.people for a in register.attendance([p.id]))}
        found = {k: d for k, d in found.items() if d.paper in chairs}
    return sorted(found.values(), key=lambda d: (d.meeting_date or "", d.document, d.page or 0))


# --------------------------------------------------------------------------------------------------------------- words


def _listed(register: Register, found: Sequence[Decision], covered: Sequence[tuple[str | None, str | None]], noun: str, how: str, scope: Scope) -> Lookup:
    lines = Lines()
    bodies = list(dict.fromkeys(d.body for d in found)) if found else list(scope.bodies)
    named = f"{bodies[0]}: " if len(bodies) == 1 and bodies[0] else ""
    kinds = f"{'decision' if how == _RECOMMENDED else noun}{'' if len(found) == 1 else 's'}"
    if noun == "planning application" and not how:
        kinds = f"decision{'' if len(found) == 1 else 's'} on planning applications"  # one decision may be on several
    both = [d for d in found if _NOUNS["amendment"][1](d)] if noun == "motion" else []
    if both and len(both) < len(found):
        kinds = f"motions and amendments ({len(both)} of them amendment{'s' if len(both) > 1 else ''})"
    count = str(len(found)) if found else "no"
    head = f"{named}{count if named else count.capitalize()} {kinds}{f' {how}' if how else ''}"
    lines.add(f"{head} (complete over the minutes indexed of {meetings_words(covered)}){':' if found else '.'}")
    for d in found[:_MOST_LINES]:
        lines.add(decision_line(d, len(bodies) > 1, how, 300 if len(found) <= _FEW + 1 else 0), place_at(register, d.document, d.spans))
    if len(found) > _MOST_LINES:
        lines.add(f"and {len(found) - _MOST_LINES} more; docqa decisions lists them all.")
    return lines.lookup("register", found, whole=bool(how) or len(found) > _FEW)


def decision_line(d: Decision, with_body: bool, told: str = "", most: int = 0) -> str:
    """A decision in a line: when and where, what about, and how it ended where that is not said already.

    ``told``: the outcome that the list says of all its lines; ``most``: characters of the decision that are quoted.
    """
    place = ", ".join(x for x in (spoken_date(d.meeting_date) if d.meeting_date else "undated", (d.body or "") if with_body else "", f"minute {d.minute}" if d.minute else "") if x)
    heading = one_line(d.heading)
    words = shorten(_said(d, told), most or (90 if heading else 130))
    end: list[str] = [] if d.outcome in ("carried", told) else [d.outcome]
    if d.votes and (d.votes.for_ is not None or d.votes.against is not None) and len(d.votes.names) == 0:
        end.append(votes_words(d.votes))
    ended = f" ({'; '.join(end)})" if end else ""
    return f"{place}: {shorten(heading, 70)}{': ' if heading else ''}“{words}”{ended}"


_OPENING = re.compile(r"^\s*(?:\d[\d.]*\s+)?(?:R ?E ?S ?O ?L ?V ?E ?D|Resolved|AGREED|Agreed|RECOMMENDED|Decision)\b[^A-Za-z(]{0,6}(?:\((?:unanimously|\d+ for, \d+ against)\)\s*[-–:]*\s*)?", re.S)


def _said(d: Decision, told: str) -> str:
    """The words of a decision from where they begin to say something; of a long one with parts, the part that is asked about."""
    if told == _RECOMMENDED and len(d.parts) > 1:
        own = [p for p in d.parts if re.search(r"\brecommend|\bbe (?:asked|requested|urged)\b", p.text, re.I)]
        if own:
            return one_line(" … ".join(f"{p.number} {p.text} {' '.join(p.children)}".strip() for p in own)).replace("**", "")
    text = d.text
    opening = _OPENING.match(text)
    return one_line(text[opening.end() :] if opening and len(text) - opening.end() > 20 else text).replace("**", "")
