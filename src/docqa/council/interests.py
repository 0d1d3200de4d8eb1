"""Declarations of interest: who, about which item, of what kind, and whether they left. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from docqa.council.wording import between
from docqa.records import Attendance, Block, Interest, Item, Paper
from docqa.text import one_line, sentences, stems

_TITLE = r"(?:Councill?ors?|Cllrs?\.?|Mr|Mrs|Ms|Miss|Dr|Alderman|Bailie|The Chair(?:man)?|Sir|Dame)"
_WHO = rf"(?P<who>{_TITLE}\.?\s+(?:[A-Z][\w’'.-]*\s?){{1,4}}(?:(?:,\s|and\s)+(?:(?:Councillor|Cllr\.?|Mr|Mrs|Ms)\s)?(?:[A-Z][\w’'.-]+\s?){{1,3}})*|[A-Z][a-z]+ [A-Z][a-z]+|[A-Z]{{2,3}})"
_ASIDE = r"(?:,\s[^,.]{3,80},\s*)?"
_DECLARED = re.compile(
    rf"{_WHO}\s*{_ASIDE}(?:also |each |both |then |had )*(?P<how>declared|disclosed|stated|registered|intimated|repeated){_ASIDE}\s*"
    r"(?:that\b|(?:(?:a|an|his|her|their|the)\s+)?(?:same )?(?P<kind>[A-Za-z,/ -]{0,60}?)\s*interests?\b)"
)
_WELSH = re.compile(r"\bDatganodd (?:y )?(?P<who>(?:Cynghorydd|Cyng\.?|Mr|Mrs|Ms|Dr) (?:[A-Z][\w’'.-]*\s?){1,3}?) (?:f|b)uddiant(?: (?P<kind>(?:personol|rhagfarnol)(?: a rhagfarnol)?))?")
_BY_ITEM = re.compile(r"^\W*(?:agenda )?item (?P<item>\d{1,3}[a-z]?)\s*[:–-]+\s*(?P<who>(?:Councill?or|Cllr\.?|Mrs?|Ms|Miss|Dr) (?:[A-Z][\w’'.-]*\s?){1,3})(?:\((?P<kind>[^)]{3,40})\))?\s*\.?$", re.I)  # "Item 3: Mrs Ross (Non-Financial)"
_IN_SHORT = re.compile(rf"^{_WHO}\s*(?:,\s+(?:in|on)\s|:\s)")  # under the heading only: "Cllr Ash, in the payment at 24/012", "Cllr Ash: 24.51, stallholder"
_SAID = re.compile(rf"^{_WHO}\s*(?:,\s[^,.]{{3,80}},\s*)?(?:said that|had|has|was|is)\b")
_BOND = re.compile(r"\b(?:his|her|he|she|their|they)\b.*\b(?:liv\w+|own\w*|rent\w*|employ\w*|work\w*|member|trustee|director|tenant|friend|relat\w+|son|daughter|wife|husband|partner|brother|sister|mother|father|house|interest|shares?|belong\w*|customer|connect\w+)\b", re.I)
_OTHERWISE = re.compile(r"\b(?:lobb\w+|letters?|e-?mails?|hearing|read the|visit\w*|apolog\w+)\b", re.I)  # what else is said under such a heading
_ABOUT = re.compile(r"\b(?:agenda items?|items?|minutes?)\s*(?:nos?\.?|numbers?)?\s*(?P<n>(?:[A-Z]{1,4}/?)?\d{1,4}(?:[/.]\d{1,4})*[a-z]?(?:\([a-z0-9]\))?(?:(?:,| and| &)\s*(?:[A-Z]{1,4}/?)?\d{1,4}(?:/\d{1,4})*)*)", re.I)
_ABOUT_NUMBER = re.compile(r"\b(?:[A-Z]{1,4}/)?\d{1,4}/\d{1,4}\b|\b(?:items?|minutes?) (?:[Nn]o\.? )?(?:[A-Z]{1,3})?\d")
_CASE = re.compile(r"\b(?:[A-Z]{1,4}\d{0,2}/)?\d{2,4}/\d{4,6}(?:/[A-Z]{1,5})?\b")  # of a planning application
_NUMBER = re.compile(r"(?:[A-Z]{1,4}/?)?\d+(?:[/.]\d+)*[a-z]?")
_HOLDS = re.compile(
    rf"{_WHO}\s*,?\s*(?:is|was|being|as)\s+(?:a|an|the)?\s*(?:\w+ )?(?:treasurer|chair(?:man)?|secretary|trustee|director|member|president|owner|tenant|employee|partner|governor|shareholder|neighbour)\b[^.]{{0,90}}"
    r"\b(?:left\b(?! the (?:council|board))|withdrew|took no part|did not (?:vote|take part)|abstained)"
)  # outside the heading: what somebody is, and that they left for it
_OUGHT = re.compile(rf"{_WHO}\s*{_ASIDE}(?:ought to|should) have (?P<how>declared)\s+(?:an? )?(?P<kind>)interests?\b[^.]{{0,60}}\bdid so\b")
_WITHDRAWN = re.compile(r"\bdeclarations? (?:was|were) (?:later |subsequently )?withdrawn\b", re.I)
_LEFT = re.compile(r"\b(?:left the (?:room|meeting|chamber)|withdrew|would (?:leave|withdraw)|leave the (?:room|meeting|chamber)|took no part|take no part|was not present for|retired from)\b", re.I)
_STAYED = re.compile(r"\b(?:remained|stayed|could (?:take part|stay|speak|vote|sit)|took part|would (?:stay|remain|take part)|able to take part|[Dd]ispensation to)\b", re.I)
_ITS_HEADING = re.compile(r"\bdeclar|\binterest", re.I)
_NAMED = re.compile(rf"{_TITLE}\b|[A-Z]{{2,3}}$")
_NOT = re.compile(r"\bno interests? to declare\b|\b(?:no|not any|nil) (?:declarations?|interests? (?:was|were|had))\b|^\W*no (?:interests?|member|one|councillor)s?\b|\bno (?:member|one|councillor)s? declared\b", re.I)


def find_interests(blocks: Sequence[Block], paper: Paper, items: Sequence[Item], present: Sequence[Attendance] = ()) -> Iterator[Interest]:
    """Declarations in a set of minutes. ``present`` tells whose initials stand for a name."""
    if paper.kind != "minutes":
        return
    initials = _initials(present)
    heading = ""
    for n in range(paper.first_block, paper.end_block):
        block = blocks[n]
        item = next((i for i in items if i.first_block <= n < i.end_block), None)
        if block.kind == "heading":
            heading = block.text
        elif item is not None and item.first_block == n:
            heading = item.heading
        under = any(_ITS_HEADING.search(h) and len(h) < 90 for h in (heading, item.heading if item and item.number else heading))
        if not under and "interest" not in block.text and not re.search(r"\bdeclared\b[^.]{0,60}\bthat\b", block.text) and not _HOLDS.search(block.text):
            continue
        cuts = [(a, b, block.text[a:b]) for a, b in sentences(block.text)]
        for k, (a, b, said) in enumerate(cuts):
            found = _declaration(said, under)
            if not found:
                continue
            if _taken_back(said, [c[2] for c in cuts[k + 1 :]], blocks[n + 1].text if n + 1 < paper.end_block else "", under):
                continue
            following = cuts[k + 1][2] if k + 1 < len(cuts) and not _declaration(cuts[k + 1][2], under) else ""
            nearby = f"{said} {following}"
            numbers = _numbers(said, following, items, item if not under else None)
            left = True if _LEFT.search(nearby) or found.re is _HOLDS else False if _STAYED.search(nearby) else None
            kind = one_line(found.groupdict().get("kind") or "").strip(" ,")
            for who in _people(found["who"]):
                for number in numbers:
                    yield Interest(paper.id, initials.get(who, who), number, kind, left, one_line(said), tuple(between(block, a, b)))


def _taken_back(said: str, rest: Sequence[str], below: str, under: bool) -> bool:
    """True where what follows a declaration, up to the next one, says that it was withdrawn."""
    for after in (*rest, *(below[a:b] for a, b in sentences(below[:300]))):
        if _declaration(after, under):
            return False
        if _WITHDRAWN.search(after):
            return True
    return False


def _declaration(said: str, under: bool) -> re.Match[str] | None:
    """Who declares in a sentence; ``under`` the heading of declarations fewer words are needed."""
    if _NOT.search(said):
        return None
    other = _WELSH.search(said) or (_BY_ITEM.match(said) if under else None)
    if other:
        return other
    found = _DECLARED.search(said)
    if found:
        loose = found["kind"] is None and (not under or found["how"] == "stated")  # "stated that": of an interest only where one is named
        return found if not loose or (found["how"] != "stated" or under) and _BOND.search(said) else None
    held = _HOLDS.search(said) or _OUGHT.search(said)
    if held or not under:
        return held
    plain = re.sub(r"^\W*(?:\d[\d./]*\s+)?(?:declarations? of interests?\.?\s+)?", "", said, flags=re.I)
    short = _IN_SHORT.match(plain)
    if short and _NAMED.match(short["who"]):
        return short
    told = _SAID.match(plain)
    if not told or not _NAMED.match(told["who"]) or _OTHERWISE.search(plain):
        return None
    return told if _ABOUT_NUMBER.search(plain) or (_BOND.search(plain) and re.search(r"\bsaid that\b", told.group())) else None


def _numbers(said: str, following: str, items: Sequence[Item], own: Item | None) -> list[str | None]:
    """The items a declaration is about: those it numbers, the one it is made under, or the one whose heading it uses the words of."""
    welsh = re.search(r"\beitem (?P<n>\d{1,3}[a-z]?)", said)
    if welsh:
        return [welsh["n"]]
    if own is not None and own.number and not _ABOUT.search(said):
        return [own.number]
    known = [i.number for i in items if i.number]
    cases = [i.number for i in items if i.number for case in _CASE.findall(said) if case in i.heading or (len(i.heading) > 6 and i.heading in case)]
    if cases:
        return [*dict.fromkeys(cases)]
    for text in (said, following):
        about = [n for found in _ABOUT.finditer(text) for n in _NUMBER.findall(found["n"])]
        about = [n for n in about if not re.match(rf"\W*{re.escape(n)}\b", text)]  # the heading's own
        if about:
            return [n if n in known or "." not in n else n.partition(".")[0] if n.partition(".")[0] in known else n for n in dict.fromkeys(about)]
        coded = [number for number in known if re.search(r"[/.]|^[A-Z]+\d", number) and re.search(rf"(?<![\w/.]){re.escape(number)}(?![\w/]|\.\d)", text)]
        coded = [number for number in coded if not re.match(rf"\W*{re.escape(number)}\b", text)]  # the heading's own
        if coded:
            return [*coded]
    meant = _by_heading(said, items)
    return [meant.number if meant else None]


def _by_heading(said: str, items: Sequence[Item]) -> Item | None:
    """The one item that a declaration names by words of its heading: two capital ones ("Riverside Leisure Centre"), or most of a heading."""
    named = set(stems(" ".join(re.findall(r"(?<!^)(?<![.] )\b[A-Z][\w’'-]+", re.sub(rf"\b{_TITLE}\.?\s+[A-Z][\w’'-]+", " ", said)))))
    words = set(stems(said))
    ranked: list[tuple[int, int]] = []
    for n, item in enumerate(items):
        stemmed = set(stems(item.heading))
        if not item.number or _ITS_HEADING.search(item.heading):
            continue
        capital, share = len(stemmed & named), len(stemmed & words)
        if capital >= 2 or share >= 2:
            ranked.append((max(capital, share), n))
    ranked.sort(reverse=True)
    return items[ranked[0][1]] if ranked and (len(ranked) < 2 or ranked[0][0] > ranked[1][0]) else None


def _initials(present: Sequence[Attendance]) -> dict[str, str]:
    """Initials -> the one name that has them."""
    held: dict[str, list[str]] = {}
    for one in present:
        words = [w for w in one.name.split() if w[:1].isupper() and not re.fullmatch(_TITLE + r"\.?", w)]
        if len(words) > 1:
            held.setdefault("".join(w[0] for w in words), []).append(one.name)
    return {letters: names[0] for letters, names in held.items() if len(set(names)) == 1}


def _people(text: str) -> Iterator[str]:
    title = re.match(r"^(?:Councill?ors?|Cllrs?\.?|Mr|Mrs|Ms|Miss|Dr|Alderman|Bailie)\b\.?", text)
    for piece in re.split(r",|\band\b", text):
        name = piece.strip(" ,.")
        if name:
            own = re.match(r"^(?:Councill?ors?|Cllrs?|Mr|Mrs|Ms|Miss|Dr|Alderman|Bailie|The)\b", name)
            yield re.sub(r"^(Councillor|Councilor|Cllr)s\b", r"\1", name if own or title is None else f"{title.group()} {name}")
