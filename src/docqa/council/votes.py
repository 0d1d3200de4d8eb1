"""Movers, seconders and votes as printed. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from docqa.records import Outcome, Votes

_ONES = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen"]
_ONES += ["seventeen", "eighteen", "nineteen"]
_WORDS = {w: n for n, w in enumerate(_ONES)} | {"none": 0, "nil": 0, "zero": 0}
for _tens, _base in (("twenty", 20), ("thirty", 30), ("forty", 40), ("fifty", 50)):
    _WORDS |= {_tens: _base} | {f"{_tens}-{w}": _base + n for n, w in enumerate(_ONES[1:10], 1)}
_N = r"(?:\d{1,3}|" + "|".join(sorted(_WORDS, key=len, reverse=True)) + r")"

_TITLE = (
    r"(?:Councillors?|Councilors?|Cllrs?\.?|Clirs?\.?|Clllr\.?|Alderman|Ald\.?|Bailie|Provost|Convener|Cynghorydd|Cyng\.?|(?:The )?(?:Lord |Deputy )?Mayor|Senator|Deputy|Mr\.?|Mrs\.?|Ms\.?|Miss|Dr\.?|Sir|"
    r"Dame|Lord|Lady|Baroness|Prof\.?|Rev\.?|Commissioner|The Chair(?:man|person)?|Chair|Vice[- ]Chair)"
)
_PERSON = rf"(?P<who>{_TITLE}\s+(?:[A-Z]\.\s?|(?:Mrs?|Ms|Miss)\.?\s|[A-Z][\w’'-]*\s?){{1,4}}(?:\([A-Z][a-z]{{0,2}}\))?|[A-Z]\.\s?(?:[A-Z]\.\s?)?[A-Z][a-z][\w’'-]+|[A-Z][a-z]+\s+[A-Z][\w’'-]+|\b[A-Z]{{2,4}}\b)"
_BY = r"\s*(?:by|BY|was|of)?\s*[:.–-]*\s*"
_MOVED = (
    re.compile(rf"{_PERSON},\s+seconded by [^,.]{{3,40}},\s+(?:then\s+)?(?:moved|MOVED|proposed)\b"),
    re.compile(rf"\b(?:moved|proposed|proposer|mover|[Mm]otion of|[Pp]roposal of|[Pp]roposition of)\b\s*(?:by|[:.-]+|was)?\s*[:-]*\s*{_PERSON}"),
    re.compile(rf"{_PERSON}[,\s]+(?:\([^)]{{1,40}}\)\s*)?(?:then\s+|formally\s+|also\s+)?(?:moved|proposed|nominated|MOVED|PROPOSED)\b"),
    re.compile(rf"{_PERSON}(?:,\s[^,.]{{3,50}},)?\s*(?:withdrew the|['’]s) (?:motion|amendment|proposal)\b"),
    re.compile(rf"\b(?:Prop\.?|Proposed|PROPOSED|MOVED|Moved|Proposer|Mover|[Cc]ynigi(?:odd|wyd)(?: gan)?(?: [Yy])?)(?!\w){_BY}{_PERSON}"),
)
_SECONDED = (
    re.compile(r"\b[Ss]econded (?:by )?(?P<who>[Tt]he (?:Chair(?:man|person)?|Mayor|Convener))\b(?!['’])"),
    re.compile(rf"\b(?:[Ss]econded|SECONDED|[Ss]econder)\b\s*(?:by|BY|[:–-]+|(?=\s(?:Cllr|Councillor|Mrs?|Ms|Miss|Dr)\b))\s*[:–-]*\s*{_PERSON}"),
    re.compile(rf"{_PERSON}[,\s]+(?:\([^)]{{1,40}}\)\s*)?(?:then\s+)?(?:seconded|SECONDED|seconding)\b"),
    re.compile(rf"\b(?:Sec\.?|2\s?nd(?:ed)?\.?|(?:SECONDED|Seconded|Seconder|[Ee]iliwyd(?: gan)?(?: [Yy])?)(?!\.))(?<!\w\w\w\w\.){_BY}{_PERSON}"),
)
_NO_NAMES = {"The", "That", "It", "Council", "Clerk", "RESOLVED", "All", "ROLL", "CALL", "AGREED", "PC", "CC", "NCC", "FOR", "LOST"}

_LOST = re.compile(
    r"\b(?:motion|amendment|proposal|resolution|proposition|it|vote)\b[^.]{0,60}\b(?:(?:was |were |is )?(?:declared )?(?:lost|not carried|defeated|rejected|failed|not approved|not agreed|not passed)|(?-i:fell)|(?-i:failed))\b(?! property)"
    r"|\bcasting vote (?:was )?(?:given |cast )?against\b|\bmotion (?:was |is )?(?:fails|failed|denied)\b|\b(?-i:LOST)\b",
    re.I,
)
_WITHDRAWN = re.compile(r"\b(?:be |was |is |been )?withdrawn\b(?! from (?:the )?(?:bank|account|reserve|lease))", re.I)
_DEFERRED = re.compile(
    r"\b(?:be|was|is|were|been|stand)\s+(?:DEFERRED|deferred(?! from)|adjourned|held over|postponed)\b|\b(?-i:DEFERRED)\b|\bleft on the table\b|\b(?:item|matter|report|discussion|decision|motion|consideration)\b[^.]{0,60}\bcarried (?:forward|over) to\b|"
    r"\bto continue (?:consideration|the (?:matter|item|report|application))\b|\b(?:to put off|put (?:the matter|this|it) off|to defer)\b|\bbrought forward to (?:the|a) (?:next|future)|\bforwarded to the next|\bcontinued to (?:the|a) (?:next|future|later)|\bre-?submitted to a future|\b(?:to|be) defer(?:red|ral)? (?:the|this|consideration|to|until)\b|^\W*(?:resolved|agreed)?\W*(?:that )?deferred\b",
    re.I,
)


def mover_and_seconder(text: str) -> tuple[str | None, str | None]:
    """Who moved and who seconded, as printed; None where the text does not say."""
    mover = _first(_MOVED, text)
    seconder = _first(_SECONDED[:2], text) or _first(_SECONDED[2:], text)  # "Ash, seconded by Birch": the name behind counts before the one in front
    return mover, seconder if seconder != mover else None


def _first(patterns: tuple[re.Pattern[str], ...], text: str) -> str | None:
    best: tuple[int, str] | None = None
    for pattern in patterns:
        for match in pattern.finditer(text):
            who = _name(match["who"])
            if who and (best is None or match.start() < best[0]):
                best = (match.start(), who)
                break
    return best[1] if best else None


def _name(raw: str) -> str:
    """A name without the words a pattern took along."""
    name = re.sub(r"\s+", " ", raw).strip(" ,.;:-")
    name = re.sub(
        r"(?:\s+(?:and|that|the|to|seconded|moved|proposed|by|The|That|Seconded|Seconder|Proposed|All|and,|It|Motion|RESOLVED|ROLL|Resolved|Carried|Agreed|Clerk|Sec|On|Vote|Votes|PROPOSED|SECONDED))+(?:\s.*)?$", "", name
    )
    name = re.sub(r"^(?:The|That|It|And|Clerk|Council|Proposed|Seconded|Prop|Sec)\s+(?=[A-Z])(?!Chair)", "", name)
    if re.search(r"\b(?:Council|Committee|Association|Society|Board|Trust|Authority|Commission|Partnership)$", name):  # a body proposes, no member
        return ""
    if re.fullmatch(r"[A-Z][a-z]+", name):  # "Assistant" of "Assistant Clerk": without a title one word is no name
        return ""
    return "" if name in _NO_NAMES or len(name) < 2 or re.fullmatch(_TITLE, name) and "Chair" not in name and "Mayor" not in name else name


# ------------------------------------------------------------------------------------------------------------- tallies

_SIDES = r"(?P<side>votes? for|voting for|voted for|for|in favou?r|ayes?|yeas?|yes|against|nays?|noes|abstentions?|abstain(?:ed|ing)?|declined to vote|absent)"
_BEFORE = re.compile(rf"\b(?P<n>{_N})\s+(?:(?:votes?|members?|councill?ors?)\s+)?(?:(?:voted|voting|were|was)\s+)?(?:cast\s+)?{_SIDES}\b", re.I)
_AFTER = re.compile(
    rf"\b{_SIDES}(?P<what>(?:\s+of)?\s+(?:it|the\s+(?:motion|amendment|proposal|recommendations?|resolution|application)))?(?P<sign>\s*[:(–—=-]+\s*|\s+)(?P<n>\d{{1,3}}|(?<=[:(–—=-]\s)(?:{_N})|(?<=[:(–—=-])(?:{_N}))\b", re.I
)
_TOTAL = re.compile(rf"\b(?:members )?{_SIDES}(?: from voting)?(?: the \w+)?\s*:?(?P<list>[^;]{{0,600}}?)\bTotal\s*:?\s*(?P<n>\d{{1,3}})\b", re.I)
_TO = (
    re.compile(rf"\b(?:carried|lost|agreed|approved|passed|rejected|defeated|resolved)\b[^.;]{{0,40}}?\bby (?P<f>{_N}) (?:votes? )?(?:to|against) (?P<a>{_N})\b(?P<rest>[^.;]{{0,90}})", re.I),
    re.compile(rf"\bby (?P<f>{_N}) votes? (?:to|for|against) (?P<a>{_N})\b(?P<rest>[^.;]{{0,90}})", re.I),
    re.compile(rf"\b(?:carried|lost|agreed|approved|passed|rejected|defeated)\W{{1,3}}(?P<f>{_N}) (?:votes? )?to (?P<a>{_N})\b(?P<rest>[^.;]{{0,90}})", re.I),
    re.compile(rf"\bMOTION received (?P<f>{_N}) votes?[^.;]{{0,40}}?\b(?:AMENDMENT|DIRECT NEGATIVE) received (?P<a>{_N}) votes?\b(?P<rest>[^.;]{{0,90}})", re.I),
    re.compile(rf"\b(?P<f>{_N}) having voted for and (?P<a>{_N}) against\b(?P<rest>[^.;)]{{0,60}})", re.I),
    re.compile(r"\b(?:LOST|lost|DEFEATED|defeated|RESOLVED|AGREED|GRANTED|REFUSED|RECOMMENDED)\s?[(,]\s?(?P<f>\d{1,2})\s?[-–]\s?(?P<a>\d{1,2})(?:\s?[-–]\s?(?P<b>\d{1,2}))?(?=\s*(?:[).;:]|$))(?P<rest>)"),
    re.compile(r"\b(?:vote|approved|denied|passed|failed|carried)\b[^.;\d]{0,20}(?P<f>\d{1,2})\s?[-–]\s?(?P<a>\d{1,2})(?:\s?[-–]\s?(?P<b>\d{1,2}))?\b(?!\s?[-–/]\s?\d)(?P<rest>)", re.I),
)
_BETWEEN = re.compile(rf"\b(?:vote|votes|show of hands|ballot)\b[^.;\d]{{0,60}}?\b(?P<f>{_N}) (?:votes? )?for [^.;()\d]{{2,60}}?(?:\s*\([^)]*\))?,? and (?P<a>{_N})(?: votes?)? for\b", re.I)  # "two for Miss Ash and two for Mr Birch"
_ONLY_FOR = re.compile(rf"\b(?:carried|agreed|approved|passed|resolved)\b[^.;:]{{0,40}}?\bby (?P<f>{_N}) votes? (?:for|in favour)\b", re.I)
_ABSTAINED = re.compile(rf"\b(?P<n>{_N})\s+(?:members?\s+|councill?ors?\s+)?abst\w+", re.I)
_WHOM = r"(?P<who>[Tt]he Chair(?:man|person)?|(?:the )?(?:Councill?ors?|Cllrs?\.?|Mr|Mrs|Ms|Miss)\s[A-Z][\w’' .,-]*?(?:(?:,| and) (?:Cllr |Councillor )?[A-Z][\w’' .-]*?)*)"
_ABSTAINING = re.compile(rf"{_WHOM} (?:abstain\w*|not voting)\b")
_NAMED_AGAINST = re.compile(rf"\b(?P<n>{_N}) in favour,? (?:and |with )?{_WHOM} (?P<how>against|voting against|abstain\w*|not voting)\b", re.I)
_COUNTED = re.compile(rf"\b(?:(?:those|members|councill?ors)\s+)?(?:voting\s+|voted\s+)?{_SIDES}(?: the \w+)?(?: were| was)?\s*[:–-]+\s*(?P<list>[^:;()]{{2,600}}?)\s*\((?P<n>\d{{1,3}})\)", re.I)
_WELSH = re.compile(r"\b(?P<f>\d{1,3}) (?:pleidlais )?o blaid\b[^.;]{0,40}?\b(?P<a>\d{1,3}) (?:pleidlais )?yn erbyn\b(?:[^.;]{0,40}?\b(?P<b>\d{1,3}) (?:yn )?(?:ymatal|atal))?", re.I)
_WELSH_AFTER = re.compile(r"\bo blaid\s*[:–-]\s*(?P<f>\d{1,3})\b.{0,30}?\byn erbyn\s*[:–-]\s*(?P<a>\d{1,3})\b(?:.{0,30}?\b(?:ymatal|atal\w*(?: eu pleidlais)?)\s*[:–-]\s*(?P<b>\d{1,3}))?", re.I | re.S)
_REACH = 500  # characters between the first figure of a tally and the next


@dataclass(frozen=True, slots=True)
class _Mention:
    side: str  # "for" | "against" | "abstain" | "absent"
    number: int
    start: int
    end: int
    loud: bool  # with a sign or a capital: certainly a tally


def find_votes(text: str) -> Votes | None:
    """The tally of a vote; None where no figures are printed."""
    counted_lists = _counted_lists(text) or next(_in_columns(text), None)
    if counted_lists:
        return counted_lists
    for mentions in (list(_mentions(_TOTAL, text)), list(_mentions(_BEFORE, text)), list(_mentions(_AFTER, text))):
        counted = _tally(mentions)
        if counted:
            last = max(m.end for m in mentions if m.side in counted and m.number == counted[m.side])
            if "abstain" not in counted:
                abstained = _ABSTAINED.search(text[last : last + 70]) or _ABSTAINING.search(text[last : last + 110])
                if abstained:
                    counted["abstain"] = _number(abstained["n"]) if "n" in abstained.groupdict() else len(list(_listed(abstained["who"])))  # type: ignore[assignment]
            return Votes(counted.get("for"), counted.get("against"), counted.get("abstain"), counted.get("absent"), _names(text, mentions))
    named_only = _named_against(text)
    if named_only:
        return named_only
    for pattern in _TO:
        match = pattern.search(text)
        if match:
            abstained = _ABSTAINED.search(match["rest"] or "")
            named = match.groupdict().get("b")
            return Votes(_number(match["f"]), _number(match["a"]), _number(abstained["n"]) if abstained else _number(named), None, _names(text, ()) or _by_lists(text))
    only = _ONLY_FOR.search(text)
    if only:
        return Votes(_number(only["f"]), None, None, None, _names(text, ()))
    welsh = _WELSH.search(text) or _WELSH_AFTER.search(text)
    if welsh:
        return Votes(_number(welsh["f"]), _number(welsh["a"]), _number(welsh["b"]), None, {})
    named_lists = _by_lists(text)
    if named_lists:
        return Votes(None, None, None, None, named_lists)
    between = _BETWEEN.search(text)
    if between:  # what has more votes is what was decided
        figures = [_number(between["f"]) or 0, _number(between["a"]) or 0]
        return Votes(max(figures), min(figures), None, None, {})
    return None


def _mentions(pattern: re.Pattern[str], text: str) -> Iterator[_Mention]:
    for match in pattern.finditer(text):
        number = _number(match["n"])
        if number is None:
            continue
        sign = match.groupdict().get("sign")
        loud = sign is None or bool(sign.strip()) or match["side"][0].isupper() or bool(match["what"]) or " " in match["side"]
        yield _Mention(_side(match["side"]), number, match.start(), match.end(), loud)


def _side(words: str) -> str:
    word = words.lower().split()[-1]
    if word.startswith(("abst", "vote")) and "for" not in words.lower() or words.lower().startswith("declined"):
        return "abstain"
    if word in ("against", "nay", "nays", "noes"):
        return "against"
    return "absent" if word == "absent" else "for"


def _tally(mentions: list[_Mention]) -> dict[str, int]:
    """The first run of mentions that names two sides, the votes for among them; empty where there is none."""
    for n, first in enumerate(mentions):
        if first.side == "absent" or not first.loud:
            continue
        counted = {first.side: first.number}
        at = first.end
        for later in mentions[n + 1 :]:
            if later.start - at > _REACH or later.side in counted or not (later.loud or later.start - at < 40):
                break
            counted[later.side] = later.number
            at = later.end
        if "for" in counted and ("against" in counted or "abstain" in counted):
            return counted
    return {}


def _named_against(text: str) -> Votes | None:
    """ "three in favour, Cllr Moor against": those named are counted."""
    match = _NAMED_AGAINST.search(text)
    if not match:
        return None
    names = {name: "against" if match["how"].lower().startswith("against") or "voting against" in match["how"].lower() else "abstain" for name in _listed(match["who"])}
    counts = {side: sum(1 for s in names.values() if s == side) or None for side in ("against", "abstain")}
    return Votes(_number(match["n"]), counts["against"], counts["abstain"], None, names)


def _number(text: str | None) -> int | None:
    if not text:
        return None
    return int(text) if text.isdigit() else _WORDS.get(text.lower())


_HOW = {"yea": "for", "aye": "for", "yes": "for", "nay": "against", "no": "against", "absent": "absent", "abstain": "abstain", "abstained": "abstain", "abstention": "abstain"}
_ROLL = re.compile(r"([A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?)\s+(Yea|Nay|Aye|No|Absent|Abstain(?:ed)?)\b")
_LISTED = re.compile(r"(?:Councillors?|Councilors?|Cllrs?\.?|Members?)\s+(?P<names>[A-Z][^;:.]{1,400}?)\s+(?:all\s+)?(?:(?:voted|voting)\s+(?P<how>FOR|for|in favou?r|AGAINST|against)|(?P<none>abstain(?:ed|ing)))\b")
_ONE_NAME = re.compile(r"^(?:(?:Councillors?|Councilors?|Cllrs?\.?|Members?|Mr\.?|Mrs\.?|Ms\.?|Miss|Dr\.?|Alderman)\s+)*(?P<name>[A-Z][\w’'.-]*(?:\s+[A-Z][\w’'.-]*){0,3}(?:\s\([A-Z]\))?)\.?$")


_SIDE_LIST = re.compile(r"\b(?P<side>For|Against|Abstentions?|Abstained|Abstaining|Absent)\b(?: the (?:[Mm]otion|[Aa]mendment|[Dd]irect [Nn]egative|[Rr]ecommendations?|[Pp]roposal))?\s*(?:\(\d+\))?\s*[:–-]+\s*")
_COLUMNS = re.compile(r"\b(?:For|In favour)\b[\s|]+Against\b(?:[\s|]+(?:Abstain(?:ed|ing)|Abstentions?|Not voting)\b)?")
_NAMED_LIST = r"(?:Councill?ors?|Cllrs?|Mrs?|Ms|Miss|Dr|Alderm[ae]n|Bailie|Provost)\b"


def _names(text: str, mentions: list[_Mention] | tuple[()]) -> dict[str, str]:
    """Members with their vote, from a roll call ("Ash Yea"), from lists behind the figures, or from "Councillors Ash and Birch voted for"."""
    names: dict[str, str] = {}
    for match in _ROLL.finditer(text):
        if match[1].lower() not in _HOW and not re.fullmatch(r"ROLL CALL|Yeas|Nays|Members?|Councill?ors?|Cllrs?", match[1]):
            names.setdefault(match[1].removeprefix("CALL ").strip(), _HOW[match[2].lower()])
    if names:
        return names
    for n, mention in enumerate(mentions):
        following = mentions[n + 1].start if n + 1 < len(mentions) else min(len(text), mention.end + 400)
        inside = text[mention.start : mention.end] if "Total" in text[mention.start : mention.end] else ""
        behind = inside.rpartition("Total")[0].partition(":")[2] if inside else text[mention.end : following]
        behind = re.sub(r"\b[Tt]he (?:Lord )?(?:Mayor|Provost|Leader|Chair(?:man|person)?|Convener)\s*\((?:Councill?or|Cllr)\.?\s+(?P<name>[A-Z][\w’' -]+)\)\s*(?:[;,]\s*|and\s+)?(?:Councill?ors?\s+|Cllrs?\.?\s+)?(?P<more>[A-Z]?)", lambda m: f"Councillors {m['name']}{', ' if m['more'] else ''}{m['more']}", behind)
        if re.match(r"[\s)\]:–—-]*(?:Councill?ors?|Cllrs?|Members?|Alderm)\b", behind):
            names |= dict.fromkeys(_listed(re.sub(r"\bTotal\b.*", "", re.split(r"[;]|(?<=[a-z]{3})\.\s|\.\s*$", behind)[0])), mention.side)
    for match in _LISTED.finditer(text):
        how = "abstain" if match["none"] else "against" if match["how"].lower() == "against" else "for"
        for name in _listed(match["names"]):
            names.setdefault(name, how)
    return names


def _counted_lists(text: str) -> Votes | None:
    """ "Those voting in favour were: Councillors Ash and Birch (2)": the figure stands behind the names."""
    counts: dict[str, int] = {}
    names: dict[str, str] = {}
    for match in _COUNTED.finditer(text):
        side = _side(match["side"])
        listed = list(_listed(match["list"]))
        if side in counts or len(listed) != int(match["n"]):
            break
        counts[side] = int(match["n"])
        names |= dict.fromkeys(listed, side)
    if "for" not in counts or not ("against" in counts or "abstain" in counts):
        return None
    return Votes(counts.get("for"), counts.get("against"), counts.get("abstain"), counts.get("absent"), names)


def _by_lists(text: str) -> dict[str, str]:
    """Members under "For the Motion: ..." and "Against: ..." where no figures stand; empty unless two sides are named."""
    places = list(_SIDE_LIST.finditer(text))
    names: dict[str, str] = {}
    for n, place in enumerate(places):
        following = places[n + 1] if n + 1 < len(places) else None
        listed = re.split(r"[;]|(?<=[a-z]{3})\.\s|\.\s*$|\s(?:The|It|There) [a-z]", text[place.end() : following.start() if following else place.end() + 500])[0]
        side = "against" if re.search(r"amendment|direct negative|against", place.group(), re.I) else "abstain" if place["side"].lower().startswith("abst") else "absent" if place["side"].lower() == "absent" else "for"
        if re.match(_NAMED_LIST, listed):
            names |= dict.fromkeys(_listed(re.sub(r"^Councillors ", "", listed)), side)
    return names if len(set(names.values())) > 1 else {}


def with_names(votes: Votes | None, after: str, before: str = "") -> Votes | None:
    """``votes`` with the names that are listed right behind them ("the votes having been cast as follows:"), or in columns before them that count the same."""
    if not votes or votes.names:
        return votes
    if _SIDE_LIST.match(after.lstrip(" :-–")):
        return replace(votes, names=_by_lists(after[:900]))
    counted = (votes.for_, votes.against)
    return next((replace(votes, names=c.names) for text in (before, after) for c in _in_columns(text) if (c.for_, c.against) == counted and c.abstain in (votes.abstain, 0, None)), votes)


def _in_columns(text: str) -> Iterator[Votes]:
    """Votes of tables headed "For  Against  Abstaining", a cell of names with their number for each, last one first."""
    heads = list(_COLUMNS.finditer(text))
    for head in reversed(heads):
        sides = [_side(word) for word in re.findall(r"[A-Za-z]+", head[0])]
        cells = [m[0] for m in re.finditer(r"[^()]{0,900}?\(\s*\d{1,3}\s*\)|\b(?:None|Nil)\b", text[head.end() : head.end() + 2500])][: len(sides)]
        counts: dict[str, int] = {}
        names: dict[str, str] = {}
        for side, cell in zip(sides, cells, strict=False):
            number = re.search(r"\((?:\s*)(\d{1,3})", cell)
            listed = list(_listed(" ".join(cell.partition("(")[0].replace("|", " ").split())))
            if len(listed) != (int(number[1]) if number else 0):
                break
            counts[side] = len(listed)
            names |= dict.fromkeys(listed, side)
        if "for" in counts and "against" in counts:
            yield Votes(counts["for"], counts["against"], counts.get("abstain"), None, names)


def _listed(text: str) -> Iterator[str]:
    for piece in re.split(r",|\band\b|&", re.sub(r"^[Tt]he (?=Chair)", "", text.strip(" ):–—-"))):
        match = _ONE_NAME.match(piece.strip(" ):;–—-"))
        if match and not re.fullmatch(r"Members?|Councill?ors?|Cllrs?|The|Chair", match["name"]):
            yield match["name"]


# ------------------------------------------------------------------------------------------------------------ outcomes


def outcome_of(text: str, after: str = "") -> Outcome:
    """What became of a motion, from its own words and the words after it ("Motion carried.")."""
    if re.search(r"\bmotion (?:was )?(?:carried|passed|approved|adopted)\b|\bcarried\b(?! (?:forward|over|out))", after, re.I) and not _LOST.search(after):
        return "deferred" if _DEFERRED.search(text) else "carried"
    if _LOST.search(after) or _LOST.search(text):
        return "lost"
    if _WITHDRAWN.search(text) and re.search(r"\b(?:motion|item|amendment|application|report|proposal)\b", text, re.I):
        return "withdrawn"
    return "deferred" if _DEFERRED.search(text) else "carried"
