"""Names of bodies in headings and titles -> one canonical name. Pure."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping

from docqa.text import fold, one_slip

_KINDS = (
    r"(?:Sub[- ]?)?(?:Committee|Commission|Panel|Board|Forum|Partnership|Authority|Executive|Cabinet|Council|Working Group|Working Party|Task Group|Trust|Assembly|Corporation)"
)
_WORD = r"(?:[A-Z][\w’'./-]*|of|the|and|for|&|in|cum|with|on|upon|le|la|de|-)"
_NAME = re.compile(
    rf"\b(?P<name>(?:[A-Z][\w’'.-]*\s+)(?:{_WORD}\s+){{0,8}}?(?P<kind>{_KINDS})(?:\s+{_KINDS})*(?:\s+of\s+(?:the\s+)?(?:City|County|Borough|Town|District)\s+of\s+[A-Z]\w+(?:\s[A-Z]\w+)?)?)(?![\w’'])"
)
_BARE = re.compile(r"^\W*(?:The\s+)?(?P<name>(?:City |Full |County |Town |Parish )?(?:Council|Cabinet|Executive)|CABINET|EXECUTIVE|FULL COUNCIL|COUNCIL)(?: MEETING| [Mm]eeting)?\W*$")
_TO_BARE = re.compile(r"\b(?:[Rr]eport|[Pp]aper|REPORT|PAPER|[Mm]eeting|MEETING|[Mm]inutes|MINUTES)s?\s+(?:to|for|of|TO|FOR|OF)\s*:?\s+(?:the\s+|THE\s+)?(?P<name>Cabinet|CABINET|Executive|EXECUTIVE|Full Council|FULL COUNCIL|COUNCIL|(?<=[Mm]eeting of the )Council)\b(?! (?:Member|MEMBER|Tax))|^(?P<name2>Cabinet|Executive|Full Council) (?:minutes|agenda|report)\b")
_COUNCIL_OF = re.compile(r"\b(?P<name>Council of the (?:City|County|Borough|Town|District) of [A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?)")
_WELSH_NAME = re.compile(r"\b(?:Cyngor (?:Tref|Cymuned|Sir|Dinas|Bwrdeistref(?: Sirol)?)|(?:Is-[Bb]wyllgor|Pwyllgor|Bwrdd)(?: (?:Craffu|Trosolwg))?)(?: (?:[A-Z][\w’'-]*|a|ac|y|yr|ar|o))*(?: [A-Z][\w’'-]*)")
_SHORT = re.compile(r"\b(?P<place>(?:[A-Z][\w’'-]+[ -]){1,4}?)(?P<kind>PC|TC|CC)\b(?!\w)")
_SHORT_KINDS = {"PC": "Parish Council", "TC": "Town Council", "CC": "Community Council"}
_LEADING = re.compile(
    r"^(?:(?:draft|approved|approve|unconfirmed|minutes?|minuted|notes?|agenda|of|the|a|an|meeting|annual|extra-?ordinary|ordinary|regular|monthly|report|to|for|"
    r"(?:special|general|budget|public|members|record|decisions?|paper|notice)(?=\s+(?:meeting|minutes|notice|agenda|report|of|to|for|by|the|parish|town|community|borough|city|county|district|council)\b)|"
    r"held|by|prepared|how|on|behalf|briefing|summons|proceedings|all|from|at|and|between|request|with|receipt|receive|acceptance|accept|"
    r"(?:nomination|application|consent) form|register|(?:[\w’']+ ){0,5}interests|public notice|official|annexe? [a-z0-9]+|appendix [a-z0-9]+|enclosure [a-z0-9]+)\s+)+(?=\S)",
    re.I,
)
_MONTH = re.compile(rf"^(?:{'|'.join(n for n in calendar.month_name if n)})\s+(?=\S)", re.I)
_UP_TO = re.compile(r"^.*\b(?:meetings?|minutes?|minuted|agenda|interests?|accounts|receipt|acceptance|register|election|report|newsletter|figures|statement)\s+(?:of|for|to|by)\s+(?:the\s+)?(?=[A-Z])", re.I)  # "July Meeting of Saltby Parish Council"
_OCCASION = re.compile(r"\b(?:annual|virtual|extra-?ordinary|ordinary|special)\s+(?:general\s+)?(?=(?:(?:parish|town|community|borough|city|county|district)\s+)?(?:annual\s+)?council\b)", re.I)  # the meeting is annual, not the council
_FEW, _MANY = 2, 10  # papers of a name that may be a slip, and of the one that is meant
_LONG_WORD = 7  # letters of a word in which one letter for another is a slip, and not another place
_KINDS_OF_COUNCIL = {"parish", "town", "community", "city", "county", "borough", "district", "council"}
_SMALL = {"of", "the", "and", "for", "in", "cum", "with", "on", "upon", "le", "la", "de"}
_NO_BODY = re.compile(
    r"^(?:The |This |Your |Our |Any |Each |A |An |Smaller |Local )?(?:Parish |Town |City |County |Borough |District |Community )?(?:Council|Committee|Board|Panel|Authority|Commission|Forum|Partnership|Trust|Working Group|Executive)$|^(?:.* )?Chief Executive$|^(?:Chair(?:man)?|Clerk|Leader|Member|Taken|Call-in|How|That|This|If|When|As|Since|Because|Whether|Should)\b",
    re.I,
)


def find_body(line: str) -> str | None:
    """The body a heading or title names, in its canonical form; None where it names none or only "the Council"."""
    text = re.sub(r"\s+", " ", line.replace("*", " ").replace("_", " ")).strip()
    text = re.sub(r"(?:\b[A-Z] ){3,}[A-Z]\b", lambda m: m.group().replace(" ", ""), text)
    text = re.sub(r"\b[A-Z][A-Z’'&-]+(?:,? [A-Z][A-Z’'&-]*)+\b", lambda m: titled(m.group()), text)
    text = re.sub(r"(?<=[a-z]) (?:19|20)\d\d(?= [A-Z][a-z])", "", text)  # "Saltby 2012 Annual Parish Council"
    whole = _COUNCIL_OF.search(text)
    if whole:
        return whole["name"]
    for match in _NAME.finditer(text):
        name = _stripped(match["name"])
        lead = name.rpartition(match["kind"])[0].split()
        name = re.sub(r"^Cyngor(?: (?:Cymuned|Tref|Sir|Dinas|Bwrdeistref))? (?=[A-Z])", "", name) if name.endswith("Council") else name  # the Welsh name stands in front of the English
        if name and not _NO_BODY.match(name) and not (lead and lead[-1].lower() in _SMALL):
            return canonical(name)
    welsh = _WELSH_NAME.search(text)
    if welsh:
        return welsh.group().strip()
    short = _SHORT.search(text)
    if short:
        place = _stripped(short["place"])
        if place and place.lower() not in {"the", "minutes", "agenda"}:
            return canonical(_OCCASION.sub("", f"{place} {_SHORT_KINDS[short['kind']]}"))
    bare = _BARE.match(text) or _TO_BARE.search(text)
    word = next((g for g in bare.groups() if g), "") if bare else ""
    name = titled(word) if word.isupper() else word
    return name if name in ("Council", "Cabinet", "Full Council", "Executive", "City Council") else None


def _stripped(name: str) -> str:
    plain = _LEADING.sub("", _OCCASION.sub("", _UP_TO.sub("", name))).strip(" -–,.")
    later = _LEADING.sub("", _MONTH.sub("", plain))
    return plain if _NO_BODY.match(later) else later  # March is a town, too


def canonical(name: str) -> str:
    """The name in title case, small words small, a leading "the" left out."""
    return re.sub(r"^The\s+", "", re.sub(r"\s+", " ", name)).strip(" ,.-–")


def misspelt(papers: Mapping[str, int]) -> dict[str, str]:
    """Names of bodies that are a slip of the hand away from one with many papers ("Wesdt Saltby Parish Council"), with that one.

    Args:
        papers: name -> how many papers are the body's.
    """
    usual = [(fold(name), name) for name, count in papers.items() if count >= _MANY]
    found: dict[str, str] = {}
    for name in (name for name, count in papers.items() if count <= _FEW):
        own = fold(name)
        sure = [meant for u, meant in usual if u == own or one_slip(own, u)][:1]
        meant = sure or [meant for u, meant in usual if _other_letter(own, u) or _half_a_name(own, u)]
        if len(meant) == 1:
            found[name] = meant[0]
    return found


def _other_letter(name: str, usual: str) -> bool:
    """Do two names differ in one letter, within one long word ("Saltbury", "Saltbary")?"""
    if len(name) != len(usual) or sum(c != d for c, d in zip(name, usual, strict=True)) != 1:
        return False
    (a, b) = next((a, b) for a, b in zip(name.split(), usual.split(), strict=False) if a != b)
    return len(a) == len(b) >= _LONG_WORD and a[0] == b[0] and (a + b).isalpha()


def _half_a_name(name: str, usual: str) -> bool:
    """Is a name that of a council without its first word, or with a spoilt one: "Saltby Parish Council" or "Ofeast Saltby Parish Council" for East Saltby's?"""
    first, _, rest = usual.partition(" ")
    if not rest.endswith(" council") or rest.split()[0] in _KINDS_OF_COUNCIL:
        return False
    spoilt, _, own = name.partition(" ")
    return name == rest or one_slip(name, rest) or (own == rest and spoilt.endswith(first))


def titled(text: str) -> str:
    """Capitals as title case: "BURTON-CUM-WALDEN PARISH COUNCIL" gives "Burton-cum-Walden Parish Council"."""
    words = []
    for n, word in enumerate(text.split()):
        pieces = [p.lower() if p.lower() in _SMALL and (n or k) else p[:1].upper() + p[1:].lower() for k, p in enumerate(word.split("-"))]
        words.append("-".join(pieces))
    return re.sub(r"\b(Pc|Tc|Cc)\b", lambda m: m.group().upper(), " ".join(words))
