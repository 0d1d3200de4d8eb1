"""What a paper prints under a decision and is not its words: reasons, alternatives, who is to act, call-in. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from docqa.records import Block
from docqa.text import one_line, shorten

_REASONS = re.compile(r"^\W*reasons?(?: for(?: the)?(?: decision| recommendations?)?)?\s*(?:\(s\))?\s*(?:[:–-]+|$)\s*(?P<rest>.*)$", re.I | re.S)
_ALTERNATIVES = re.compile(r"^\W*(?:(?:alternatives?|other)(?: options?)?(?: (?:considered|and|rejected|to be)\b[\w ]*)?|(?:details of )?(?:any )?alternative options[\w ]*|options considered[\w ]*)\s*(?:[:–-]+|$)\s*(?P<rest>.*)$", re.I | re.S)
_ACTION = re.compile(r"^\W*(?:action(?:s|ed)?(?: by| for)?|lead officer|responsible officer)\s*[:–-]+\s*(?P<who>.{2,160})$", re.I | re.S)
_CALL_IN = re.compile(r"[^.]*\b(?:call(?:ed)?[- ]in|special urgency|general exception)\b[^.]*\.?", re.I)
_INITIALS = re.compile(r"^\W*(?P<who>[A-Z]{2,3}(?:\s*[/,&]\s*[A-Z]{2,3})*)\W*$")
_OTHER = re.compile(r"^\W*(?:conflicts? of interest|dispensations?|note|background papers?|implementation date|key decision|wards? affected|date of|contact|minutes)\b", re.I)
_OFFICE = (
    r"(?P<who>(?:the )?(?:Councillor |Cllr\.? |Mr |Mrs |Ms |Dr )?(?:[A-Z][\w’'-]+|[A-Z]{2,})(?:(?:,? (?:of|for|and|the|to)|,)? (?:[A-Z][\w’'-]+|\([A-Z][\w’' &,-]+\)))*|the (?:Chair|Clerk|Town Clerk|Monitoring Officer|Board|Chairman)|officers)"
)
_ASKED = re.compile(
    rf"\b(?:[Tt]hat|THAT|^)\s+{_OFFICE}\s+(?:be (?:asked|requested|instructed|authorised|invited|required|directed) to|to\b|attends?\b|reports?\b|brings?\b|submits?\b|provides?\b|writes?\b|prepares?\b|reviews?\b|arranges?\b|(?:is|are) (?:asked|requested) to)"
)


@dataclass(frozen=True, slots=True)
class Attributes:
    """What stands under a decision."""

    reasons: str = ""
    alternatives: str = ""
    owner: str | None = None
    call_in: str = ""


def attributes_under(blocks: Sequence[Block], start: int, end: int) -> Attributes:
    """Reasons, alternatives, action and call-in in blocks ``start`` to ``end``, as far as they follow one another."""
    held: dict[str, list[str]] = {"reasons": [], "alternatives": []}
    owner: str | None = None
    call_in = ""
    current: list[str] | None = None
    for n in range(start, min(end, start + 40)):
        text = one_line(blocks[n].text.replace("*", ""))
        label = next(((name, m) for name, pattern in (("reasons", _REASONS), ("alternatives", _ALTERNATIVES)) if (m := pattern.match(text))), None)
        action = _ACTION.match(text)
        initials = _INITIALS.match(text) if n <= start + 2 else None
        if label and (blocks[n].kind == "heading" or len(label[1]["rest"]) > 8 or len(text) < 70):
            current = held[label[0]]
            if label[1]["rest"].strip():
                current.append(label[1]["rest"].strip())
        elif action:
            owner, current = shorten(action["who"].strip(" ."), 120), None
        elif initials and owner is None:
            owner, current = initials["who"], None
        elif _CALL_IN.search(text) and len(text) < 300:
            call_in, current = _CALL_IN.search(text).group().strip() if _CALL_IN.search(text) else "", None  # type: ignore[union-attr]
        elif _OTHER.match(text):
            current = None
        elif current is not None and not (blocks[n].kind == "heading" and current):
            current.append(text)
        else:
            if current is None and n > start + 3:
                break
            current = None
    return Attributes(" ".join(held["reasons"])[:3000], " ".join(held["alternatives"])[:3000], owner, call_in)


def asked_in(text: str) -> str | None:
    """Who a decision asks to act: "That the Head of Leisure attend" gives "Head of Leisure"."""
    for match in _ASKED.finditer(text):
        who = re.sub(r"^[Tt]he\s+", "", match["who"]).strip()
        if who and not re.fullmatch(r"(?:Minutes?|Report|Council|Cabinet|Committee|Commission|That)", who):
            return who
    return None
