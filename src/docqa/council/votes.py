"""Movers, seconders and votes as printed. Pure."""

from __future__ import annotations

import re

from docqa.records import Outcome, Votes

_WORDS = {w: n for n, w in enumerate(["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"])}
_WORDS |= {"none": 0, "nil": 0, "zero": 0, "a": 1}
_N = r"(\d{1,3}|" + "|".join(sorted(_WORDS, key=len, reverse=True)) + r")"
_TITLE = r"(?:Councillors?|Councilors?|Cllrs?\.?|Alderman|Ald\.?|Bailie|Provost|Convener|Mayor|Mr\.?|Mrs\.?|Ms\.?|Miss|Dr\.?|Sir|Dame|Lord|Lady|Prof\.?|Rev\.?|Commissioner|The Chair(?:man|person)?|Chair|Vice[- ]Chair)"
_PERSON = rf"(?P<who>(?:{_TITLE}\s+)(?:[A-Z][\w’'.-]*\s?){{1,4}}|[A-Z][a-z]+\s+[A-Z][\w’'-]+|[A-Z]{{2,4}}\b)"
_MOVED = (
    re.compile(rf"\b(?:moved|proposed|propos(?:er|al)|mover)\b\s*(?:by|[:.-]+|was)?\s*[:-]*\s*{_PERSON}", 0),
    re.compile(rf"{_PERSON}[,\s]+(?:\([^)]{{1,40}}\)\s*)?(?:then\s+|formally\s+|also\s+)?(?:moved|proposed|MOVED|PROPOSED)\b"),
    re.compile(rf"\b(?:Prop(?:osed)?|PROPOSED|MOVED|Moved|Proposer|Mover)\b\.?\s*(?:by|BY)?\s*[:.-]*\s*{_PERSON}"),
)
_SECONDED = (
    re.compile(rf"\b(?:seconded|seconder)\b\s*(?:by|[:.-]+)?\s*[:-]*\s*{_PERSON}"),
    re.compile(rf"{_PERSON}[,\s]+(?:\([^)]{{1,40}}\)\s*)?(?:then\s+)?(?:seconded|SECONDED|seconding)\b"),
    re.compile(rf"\b(?:Sec(?:onded)?|SECONDED|Seconded|Seconder|2\s?nd(?:ed)?)\b\.?\s*(?:by|BY)?\s*[:.-]*\s*{_PERSON}"),
)
_TALLIES = (
    re.compile(r"\bYeas?\s*:\s*(?P<f>\d+)\W+(?:Nays?|Noes)\s*:\s*(?P<a>\d+)(?:\W+Absent\s*:\s*(?P<x>\d+))?(?:\W+Abst\w*\s*:\s*(?P<b>\d+))?", re.I),
    re.compile(r"\b(?:Ayes?|Yeas?)\s*[-–:]?\s*(?P<f>\d+)\W{1,4}(?:Nays?|Noes?)\s*[-–:]?\s*(?P<a>\d+)(?:\W{1,4}(?:Abst\w*)\s*[-–:]?\s*(?P<b>\d+))?(?:\W{1,4}Absent\s*[-–:]?\s*(?P<x>\d+))?", re.I),
    re.compile(rf"\b{_N} (?:votes? )?(?:for|in favou?r)\b[^.;]{{0,40}}?\b(?:and |with |to )?{_N} (?:votes? )?against\b(?:[^.;]{{0,30}}?\b{_N} (?:abstention|abstain)\w*)?", re.I),
    re.compile(rf"\b(?:voting\s+)?for\s*(?:the (?:motion|amendment))?\s*[:(-]+\s*{_N}\b[^.]{{0,400}}?\bagainst\s*(?:the (?:motion|amendment))?\s*[:(-]+\s*{_N}\b(?:[^.]{{0,400}}?\babst\w*\s*[:(-]+\s*{_N}\b)?", re.I),
    re.compile(rf"\b(?:carried|lost|agreed|approved|passed|rejected|defeated)\b[^.;]{{0,20}}?\b(?:by )?{_N} (?:votes? )?(?:to|against) {_N}\b(?:[^.;]{{0,40}}?\b{_N} (?:abstention|abstain)\w*)?", re.I),
    re.compile(rf"\bby {_N} votes? (?:to|for|against) {_N}\b(?:[^.;]{{0,40}}?\b{_N} (?:abstention|abstain)\w*)?", re.I),
    re.compile(r"\b(?:vote|approved|denied|passed|failed|carried)\b[^.;\d]{0,20}(?P<f>\d{1,2})\s?[-–]\s?(?P<a>\d{1,2})(?:\s?[-–]\s?(?P<b>\d{1,2}))?\b", re.I),
)
_LOST = re.compile(
    r"\b(?:(?:motion|amendment|proposal|resolution|proposition|it|vote)\b[^.]{0,60}\b(?:was |were |fell|is )?(?:declared )?(?:lost|not carried|defeated|rejected|failed|fell|not approved|not agreed|not passed))\b|\bmotion (?:fails|failed)\b|\bLOST\b",
    re.I,
)
_WITHDRAWN = re.compile(r"\b(?:be |was |is |been )?withdrawn\b(?! from (?:the )?(?:bank|account|reserve))", re.I)
_DEFERRED = re.compile(
    r"\b(?:be |was |is |were |been |to )?(?:deferred|adjourned|left on the table|held over|carried (?:forward|over) to|brought forward to (?:the|a) (?:next|future)|forwarded to the next|continued to (?:the|a) (?:next|future|later)|"
    r"(?:be )?re-?submitted to a future|defer(?:ral)? (?:the|this|consideration|to|until)|postponed)\b",
    re.I,
)


def mover_and_seconder(text: str) -> tuple[str | None, str | None]:
    """Who moved and who seconded, as printed; None where the text does not say."""
    mover = _first(_MOVED, text)
    seconder = _first(_SECONDED, text)
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
    name = re.sub(r"(?:\s+(?:and|that|the|to|seconded|moved|proposed|by|The|That|Seconded|Proposed|All|and,|It|Motion|RESOLVED|ROLL|Resolved|Carried|Agreed|Clerk|Sec|On|Vote|Votes))+(?:\s.*)?$", "", name)
    name = re.sub(r"^(?:The|That|It|And|Clerk|Council|Proposed|Seconded|Prop|Sec)\s+(?=[A-Z])(?!Chair)", "", name)
    return "" if name in {"The", "That", "It", "Council", "Clerk", "RESOLVED", "All", "ROLL", "CALL", "AGREED", "PC", "CC", "NCC"} or len(name) < 2 else name


def find_votes(text: str) -> Votes | None:
    """The tally of a vote; None where no figures are printed."""
    for pattern in _TALLIES:
        match = pattern.search(text)
        if not match:
            continue
        named = match.groupdict()
        if named:
            f, a, b, x = (_number(named.get(k)) for k in "fabx")
        else:
            groups = [_number(g) for g in match.groups()]
            f, a, b, x = groups[0], groups[1], groups[2] if len(groups) > 2 else None, None
        if pattern in (_TALLIES[4], _TALLIES[5]) and f is not None and a is not None and _LOST.search(text) and f > a:
            pass  # "lost by 12 votes to 9" is printed either way round: as it stands
        return Votes(f, a, b, x, _named_votes(text))
    return None


def _number(text: str | None) -> int | None:
    if not text:
        return None
    return int(text) if text.isdigit() else _WORDS.get(text.lower())


_HOW = {"yea": "for", "aye": "for", "yes": "for", "nay": "against", "no": "against", "absent": "absent", "abstain": "abstain", "abstained": "abstain", "abstention": "abstain"}


def _named_votes(text: str) -> dict[str, str]:
    """Members with their vote from a roll call ("Ash Yea, Birch Nay")."""
    names: dict[str, str] = {}
    for match in re.finditer(r"([A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?)\s+(Yea|Nay|Aye|No|Absent|Abstain(?:ed)?)\b", text):
        if match[1].lower() not in _HOW and match[1] not in ("ROLL CALL", "Yeas", "Nays"):
            names[match[1].removeprefix("CALL ").strip()] = _HOW[match[2].lower()]
    return names


def outcome_of(text: str, after: str = "") -> Outcome:
    """What became of a motion, from its own words and the words after it ("Motion carried.")."""
    if re.search(r"\bmotion (?:was )?(?:carried|passed|approved|adopted)\b|\bcarried\b(?! (?:forward|over|out))", after, re.I) and not _LOST.search(after):
        return "deferred" if _DEFERRED.search(text) else "carried"
    if _LOST.search(after) or _LOST.search(text):
        return "lost"
    if _WITHDRAWN.search(text) and re.search(r"\b(?:motion|item|amendment|application|report|proposal)\b", text, re.I):
        return "withdrawn"
    return "deferred" if _DEFERRED.search(text) else "carried"
