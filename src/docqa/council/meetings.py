"""Who was at a meeting: chair, present, in attendance, apologies, absent, from the header of the minutes. Pure.

Names in the discussion do not count. What stands behind a name is its note: "for Item 90", "arrived at 7.01 p.m.", "substitute for Councillor Watson".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from docqa.records import Attendance, Block, Item, Paper
from docqa.text import fold, one_line

Role = Literal["chair", "vice_chair", "present", "in_attendance", "apologies", "absent", "substitute", "clerk"]

_MOST_BLOCKS = 60
_NUMBER = r"^\W*(?:\d+[.)/]?\S*\s+)?"
_HEADERS: tuple[tuple[re.Pattern[str], Role], ...] = (
    (re.compile(rf"{_NUMBER}(?:town |parish |deputy )?clerk(?: to the \w+)?\s*:", re.I), "clerk"),
    (re.compile(rf"{_NUMBER}(?:welcome,? (?:and )?)?(?:to receive (?:and accept )?)?(?:an )?apolog(?:y|ies)\b|{_NUMBER}(?:derbyniwyd )?ymddiheuriadau\b", re.I), "apologies"),
    (re.compile(rf"{_NUMBER}(?:also (?:present|attending|attended|in attendance)|in attendance|(?:council )?officers?(?: (?:present|attending|in attendance))?\s*(?:[:–-]|$)|staff present|guests?\b|others? present|public\b|observers?\b|visitors?\b|"
                r"invited\b|for the (?:applicants?|licence holder|premises|appellants?|objectors?|licensing authority|police)\b[^:]{0,30}:|applicants?(?: for [\w ]{3,30})?\s*:|appellants?\s*:|objectors?\s*:|responsible authorit(?:y|ies)\s*:|other persons?\s*:|interested part(?:y|ies)\s*:|"
                r"ward (?:members?|councill?ors?)\s*:|presenters?\b|signatories\b|speakers?\b|apart from|swyddogion|hefyd yn bresennol|hefyd\s*:|yn bresennol hefyd)", re.I), "in_attendance"),
    (re.compile(rf"{_NUMBER}(?:members? )?(?:of the [\w-]+ (?:[\w-]+ ){{0,3}}?)?(?:absent|not present)\b", re.I), "absent"),
    (re.compile(rf"{_NUMBER}substitutes?(?: members?)?\s*(?:[:–-]|$)", re.I), "substitute"),
    (re.compile(rf"{_NUMBER}(?:(?:(?:sub-)?committee |council |board |voting |elected )*members? |councill?ors? |those |co-opted members? )*(?:of the [\w-]+ (?:[\w-]+ ){{0,3}}?)?(?:present|attendance|sederunt|attending|yn bresennol)\b(?: were)?|^\W*(?:the following )?(?:(?:sub-)?(?:committee|board|panel) )?(?:councillors|members)(?: of the (?:sub-)?(?:committee|board|panel))?\s*:|^\W*members?\s*\(\s*\*", re.I), "present"),
)  # fmt: skip
_ABOUT = re.compile(r"\b(?:present|apolog|attendance|attend(?:ed|ing)|sederunt|roll call|absen|welcome|bresennol|ymddiheuriad)|^\W*(?:council )?(?:officers?|members?|councill?ors|for the (?:applicant|licence holder|premises)|(?:the )?applicants?|responsible authorit(?:y|ies)|other persons?|interested parties|observers?|guests?|also)\b[^.]{0,40}$", re.I)  # headings under which people are listed
_LEAD = re.compile(
    r"^\W*(?:\d+[.)/]?\S*\s+)?[A-Za-z’' -]{0,60}?(?:present|attendance|apolog(?:y|ies)(?: (?:for absence|of absence|and substitutions?))*|absent|attending|sederunt|(?:council )?officers(?: (?:present|in attendance|attending))?|for the (?:applicants?|licence holder|premises|appellants?|objectors?|licensing authority|police)|applicants?(?: for [\w ]{3,30})?|appellants?|objectors?|responsible authorit(?:y|ies)|other persons?|interested part(?:y|ies)|ward (?:members?|councill?ors?)|signatories to the call-in|substitutes?(?: members?)?|bresennol|ymddiheuriadau|observers?|guests?)"
    r"\b(?:\s*\((?:\d+|\w+)(?: [Cc]ouncill?ors?| [Mm]embers?)?\))?\s*[:.–-]*\s*(?:[Aa]pologies\s+)?(?:for absence\s+)?(?:\b(?:were|was|have been|had been)\s+)?(?:received|accepted|intimated|submitted|noted|given|tendered|recorded|reported|presented|made)?(?:\s+(?:and accepted|on behalf of))?(?:\s*(?:from|by|for))?\s*[:.–-]*\s*",
    re.I,
)
_OFFICE = frozenset(
    ["head", "director", "officer", "officers", "manager", "member", "members", "chair", "chairman", "chairperson", "leader", "council", "councils", "service", "services", "board", "commission", "committee", "panel", "cabinet", "lead", "health", "care", "housing", "police", "association", "society", "clerk", "strategic", "deputy", "assistant", "executive", "children", "childrens", "children's", "people", "people's", "place", "environment", "finance", "planning", "legal", "democratic", "monitoring", "section", "independent", "acting", "transformation", "early", "family", "engagement", "learning", "culture", "growth", "climate", "parking", "agency", "authority", "trust", "partnership", "limited", "ltd", "sector", "young", "voluntary", "older", "union", "school", "college", "university", "street", "ward", "group", "governance", "regeneration", "adult", "adults", "social", "public", "protection", "safeguarding", "rescue", "fire", "nhs", "icb", "co-opted", "portfolio", "holder", "representative", "resident", "residents", "parish", "town", "borough", "county", "district", "city", "community", "communities", "corporate", "resources", "chief", "interim", "principal", "senior", "support", "team", "business", "solicitor", "treasurer", "auditor", "audit", "external", "internal", "press", "media", "the", "a", "an", "for", "of", "from", "item", "items", "minute", "minutes", "none", "nil", "apologies", "apology", "present", "absence", "vacancy", "vacant", "there", "no", "not", "also", "with", "via", "until", "and", "probation", "hospital", "healthwatch", "observer", "secretary", "administrator", "engineer", "surveyor", "planner", "barrister", "counsel", "network", "forum", "commissioner", "safer", "division", "department", "directorate", "development", "control", "enforcement", "licensing", "leisure", "libraries", "highways", "transport", "waste", "streets", "operations", "performance", "risk", "policy", "financial", "responsible", "person", "scrutiny", "overview", "education", "skills", "inclusion", "strategy", "programme", "project", "projects", "rfo"]
)  # words that show that a piece of a header is an office or a place, not a name
_SURNAMES = frozenset(["senior", "place", "street", "ward", "chambers", "young", "care", "head", "parish", "police", "school", "waste"])  # words of offices that are surnames in a list of councillors
_TITLE = (
    r"(?:(?:the )?(?:(?:Borough|County|District|City|Town|Parish) )?(?:Councillors?|Councilors?|Cllrs?\.?|[Yy] Cynghorwyr|[Yy] Cynghorydd|Cynghorwyr|Cynghorydd|Cyng\.?|Mr|Mrs|Ms|Miss|Dr|Rev|Revd|Reverend|Sgt|Insp|Sir|Dame|Lord|Lady|Aldermen|Alderman|Ald|Bailies|Bailie|Prof|Professor|Senator|Superintendent|Sergeant|Inspector|PCSO|PC|"
    r"Colonel|Provost|Baroness|Judge|Canon|Father|Major|Captain)\.?\s+)"
)
_WORD = r"(?:[A-Z][\w’'.-]*|(?:de|van|von|der|la|le|of|ap|ab|O)(?=\s+[A-Z])|[A-Z]\.)"
_PERSON = re.compile(rf"^(?P<title>{_TITLE}{{0,2}})(?P<name>{_WORD}(?:\s+{_WORD}){{0,4}})$")
_LISTS = re.compile(rf"[:–-]|\b(?:from|were|was|received|accepted)\b|\bapologies\.\s+{_TITLE}", re.I)  # a long line of a header that names people
_EXCUSE = re.compile(r"(?:who |due to |owing to |because |through |on (?:a |an |holiday|leave|business|duty)|unwell|ill\b|illness|sick|work\b|working|holiday|away|abroad|family |at a |at the )", re.I)  # behind the name of somebody who was not there
_OFFICE_BEHIND = re.compile(r"(?:in the chair|(?:vice[- ])?chair(?:man|person)?|clerk)\b", re.I)
_OFFICE_IN_FRONT = re.compile(rf"(?:^|(?<=[,;:] )|(?<=\band ))(?P<office>(?:[Vv]ice|[Dd]eputy)[- ]?[Cc]hair(?:man|person|woman)?|[Cc]hair(?:man|person|woman)?) (?P<who>{_TITLE}{_WORD}(?:\s+{_WORD}){{0,3}})(?=\s*(?:[,;.]|$|\band\b|\())")  # "Present: Chairman Cllr A Ash, vice chair Cllr B Birch"
_INITIALS_BEHIND = re.compile(rf"^(?P<who>{_TITLE}{{0,2}}(?P<name>{_WORD}(?:\s+{_WORD}){{1,3}}?))\s+(?P<initials>[A-Z]{{2,3}})(?:\s+(?P<rest>[A-Z(].*))?$")  # "Cllr Jo Ash    JA    Chair", in columns
_NAME_AND_INITIALS = re.compile(r"[A-Z][a-z’'-]+\s+[A-Z][\w’'-]+\s+[A-Z]{2,3}\b")
_COUNCILLOR = re.compile(r"(?:Councill?or|Cllr|Cynghorydd|Alderman|Bailie)\b")  # no councillor is the clerk
_CODES = re.compile(r"^\s*(?P<code>[PA])\s+(?=[A-Z][a-z]+\s+[A-Z])")
_CHAIRED = re.compile(r"^\W*(?:(?P<who>[^,;:]{4,60}?)\s+(?:was )?in the chair|(?:in the chair|chair(?:man|person)?|presiding)\s*[:–-]\s*(?P<who2>.{4,80}?))\W*$", re.I)
_MEMBERS_LABEL = re.compile(r"^\W*(?:[\w-]+ ){0,4}?(?:members|councillors|clerk)\s*(?:(?:of|to) [^:]{3,40})?:\s*", re.I)
_LABEL_LINE = re.compile(r"\n(?=[A-Z][A-Za-z ’'()/-]{2,40}:)|(?<=[a-z)]\.)\s+(?=(?:Also (?:in attendance|present)|In attendance) (?:was|were)\b|Apologies (?:for absence )?(?:were|had been) received\b)")
_COLON_BEHIND = re.compile(r"^\W*(?P<who>Councill?ors|Cllrs|Members)\s*:\s*")  # "Present: Councillors: Ash (Chair), Birch"
_STARS = re.compile(r"\(\s*\*\s*(?:=|denotes|indicates)?\s*(?:members? )?(?:present|in attendance)\s*\)|^\W*\*\s*(?:=|denotes|indicates)\s*present", re.I)  # "Members: (*present)": those without a star were not
_TAIL_OFFICE = re.compile(r"^((?:[A-Z][\w’'.-]*\s+){2,3}?)(?=(?:Chief|Director|Head|Manager|Officer|Clerk|Solicitor|Assistant|Deputy|Corporate|Strategic|Monitoring|Interim|Group|Team|Principal|Senior|Democratic)\b)")
_HEAD_OFFICE = re.compile(r"^(?:(?:Group |Deputy |Assistant |Acting |Interim )*(?:Chief Executive|Chief Officer|Managing Director|Town Clerk|Clerk|Treasurer|Monitoring Officer|Solicitor|[A-Z]\w+ Mayor|Mayor|Director of [A-Z]\w+(?: and [A-Z]\w+)?))\s+(?=[A-Z][\w’'-]+\s+[A-Z])")
_NO_NAME = re.compile(r"^(?:PART|SECTION|IN|PUBLIC|PRIVATE|MINUTES|AGENDA|OPEN|CLOSED|ITEMS?|NOTE)\b|^(?:Right Worshipful|Right Honourable|Worshipful|High Sheriff|Lord Mayor|Lord Lieutenant|Mayor|Provost|Lord Provost|Deputy Mayor|Honorary|In the Chair)\b(?=$|\W*$)", re.I)
_TIMES = re.compile(r"(?P<who>(?:Councill?ors?|Cllrs?\.?|Mr|Mrs|Ms|Miss|Dr)\.?\s+[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?(?: and (?:Councillor |Cllr\.? )?[A-Z][\w’'-]+)?) (?P<what>(?:arrived|joined the meeting|left the meeting|left|entered)[^.;]{0,60}?\bat \d[\d.:]*\s*(?:[ap]\.?m\.?)?)", re.I)


@dataclass(frozen=True, slots=True)
class _Column:
    role: Role | None  # None: what stands here is a note on the name before it


def find_attendance(blocks: Sequence[Block], paper: Paper, items: Sequence[Item]) -> list[Attendance]:
    """Names in the header of a set of minutes, and under its item of apologies, with their role."""
    if paper.kind != "minutes":
        return []
    found = list(_in_header(blocks, paper, items))
    once: dict[tuple[str, str], Attendance] = {}
    for one in found:
        once.setdefault((one.name, "present" if one.role in ("chair", "vice_chair") else one.role), one)
    kept = [one for one in once.values() if not _named_again(one, once.values())]
    return _with_times(_mayor_in_the_chair(kept), blocks, paper)


def _named_again(one: Attendance, others: Iterable[Attendance]) -> bool:
    """ "Councillor Ash" beside "Mr Andrew Ash" in the same list: one person, named in the header and under the item."""
    words = one.name.split()
    return len(words) == 2 and re.fullmatch(_TITLE.replace(r"\s+", r"\s*"), words[0]) is not None and any(o is not one and o.role == one.role and len(o.name.split()) > 2 and o.name.split()[-1] == words[1] for o in others)


def _mayor_in_the_chair(listed: list[Attendance]) -> list[Attendance]:
    """A mayor presides over the council where nobody else is said to."""
    mayors = [one for one in listed if one.role == "present" and re.match(r"(?:the )?(?:(?:lord|town|city|right worshipful the) )?mayor(?:;|$)", one.note, re.I)]
    if len(mayors) != 1 or any(one.role == "chair" for one in listed):
        return listed
    return [replace(one, role="chair") if one is mayors[0] else one for one in listed]


def _in_header(blocks: Sequence[Block], paper: Paper, items: Sequence[Item]) -> Iterator[Attendance]:
    role: Role | None = None
    columns: list[_Column] = []
    limit = min(paper.end_block, paper.first_block + _MOST_BLOCKS)
    about = {i.first_block: bool(_ABOUT.search(i.heading)) for i in items}
    titles = {i.first_block for i in items if i.numbering == "none"}  # headings over the list of those present are no items
    inside = True  # before the first item, or in one about who was there
    told = False  # a name has been read
    voted = False
    starred = False  # a star stands before those who were present
    plural = False
    pending: list[tuple[Role, str, Block]] = []  # a header that runs over several rows of a table
    for n, block, line, opening in _header_lines(blocks, paper.first_block, limit):
        if not starred and _STARS.search(block.text):
            starred = True
            if not any("*" in b.text for b in blocks[n + 1 : limit]) and block.text.count("*") < 2:  # the reader took the stars for bullets: nobody can say who was there
                inside = False
                continue
        if n in about and opening:
            inside, role, plural = about[n] or (n in titles and not told and not items[0].number), None, False
        if not inside:
            voted = voted or re.search(r"\b(?:moved|seconded)\b", line) is not None  # what is called then is a vote
            if block.row is not None and not voted and _states(block):  # a roll call under "Call to order"
                yield from _row(block, [], paper)
            continue
        if block.row is not None:
            columns, role = _columns(block, columns, role)
            if columns or role is None or _states(block):
                yield from _row(block, columns, paper)
            else:
                cells = block.row.cells
                opens = any(pattern.search(cells[0]) for pattern, _ in _HEADERS)
                said = one_line(" ".join(cells[1:] if opens else cells))
                if opens or not pending:
                    pending.append((role, said, block))
                else:
                    pending[-1] = (pending[-1][0], f"{pending[-1][1]} {said}", pending[-1][2])
            continue
        for held in pending:
            yield from _names(held[1], held[0], held[2], paper, plural=False)
        columns, pending = [], []
        opened = next((r for pattern, r in _HEADERS if pattern.search(line[:70])), None)
        if opened and not (len(line) > 60 and not _LISTS.search(line[:90])):
            role = opened
            plural = re.search(r"^\W*(?:[\w-]+ )*(?:Councill?ors|Aldermen)\s*:", line) is not None
            line = _MEMBERS_LABEL.sub("", line)
            names = list(_starred(block, paper)) if starred and role == "present" else list(_names(_COLON_BEHIND.sub(r"\g<who> ", _LEAD.sub("", line, count=1)), role, block, paper, plural=plural))
            plural = plural or bool(re.search(r"(?:Councill?ors|Cllrs)\b", line))
            told = told or bool(names)
            if role == "clerk":  # what follows the name is an address
                names, role = names[:1], None
            yield from names
        elif role is None or _CHAIRED.match(line):
            chaired = _CHAIRED.match(line)
            if chaired:
                yield from _names(f"{chaired['who'] or chaired['who2']} (in the Chair)", "present", block, paper, plural=False)
        elif block.kind == "heading" and not (_PERSON.match(line.rstrip(" .,;")) or _in_columns(line)) or len(line) > 700 or re.search(r"\b(?:minutes|meeting|welcomed|opened|reported|declared)\b", line) and len(line) > 60:
            role = None
        elif not (block.number and re.match(r"\d", block.number) and n in about):
            names = list(_starred(block, paper) if starred and role == "present" else _names(line, role, block, paper, plural=plural))
            told = told or bool(names)
            yield from names


def _header_lines(blocks: Sequence[Block], first: int, limit: int) -> Iterator[tuple[int, Block, str, bool]]:
    """Number, block, text, and whether it is the first, of each line of the header: a paragraph is cut where a line of it opens with a label ("Clerk: ")."""
    for n in range(first, limit):
        block = blocks[n]
        pieces = _LABEL_LINE.split(block.text) if block.row is None else [block.text]
        for k, piece in enumerate(pieces):
            yield n, block, one_line(piece.replace("*", "").replace("\\", "")), k == 0


def _columns(block: Block, before: list[_Column], role: Role | None) -> tuple[list[_Column], Role | None]:
    cells = block.row.cells if block.row else ()
    heads = [next((r for pattern, r in _HEADERS if pattern.search(c.strip()) and len(c) < 40), None) for c in cells]
    if any(heads) and all(len(c) < 40 for c in cells) and (sum(h is not None for h in heads) > 1 or (block.row is not None and (block.row.header or re.search(r"^(?:role|organisation|representing|position|office|ward|name|title)\b", cells[-1], re.I)))):
        return [_Column(h) for h in heads], heads[0]
    if heads and heads[0] and len(cells) > 1:
        return [], heads[0]
    return before, role


def _states(block: Block) -> list[tuple[str, str]]:
    """Names with "Present" or "Absent" beside them: a roll call."""
    cells = block.row.cells if block.row else ()
    return [(n, s) for n, s in zip(cells, cells[1:], strict=False) if s.strip().lower() in ("present", "absent", "p", "a", "apologies") and re.match(r"[A-Z][a-z]", n) and not any(pattern.search(n) for pattern, _ in _HEADERS)]


def _row(block: Block, columns: list[_Column], paper: Paper) -> Iterator[Attendance]:
    cells = block.row.cells if block.row else ()
    states = _states(block)
    if states:
        for name, state in states:
            how = state.strip().lower()
            yield Attendance(paper.id, name.strip(), "apologies" if how == "apologies" else "present" if how in ("present", "p") else "absent", "", block.spans)
        return
    if columns:
        if all(next((r for pattern, r in _HEADERS if pattern.search(c)), None) or re.match(r"(?:role|organisation|representing|position|office|ward|name)\b", c, re.I) for c in cells):
            return
        previous: Attendance | None = None
        for k, cell in enumerate(cells):
            column = columns[k] if k < len(columns) else _Column(None)
            if column.role is None:
                previous = _noted(previous, cell) if previous else None
                continue
            if previous:
                yield previous
            read = list(_names(one_line(cell), column.role, block, paper, plural=False))
            yield from read[:-1]
            previous = read[-1] if read else None
        if previous:
            yield previous


def _noted(one: Attendance, note: str) -> Attendance:
    return _placed(replace(one, note="; ".join(x for x in (one.note, one_line(note)) if x)))


def _placed(one: Attendance) -> Attendance:
    """``one`` with the role that its note gives."""
    note = one.note.lower()
    if one.role == "present":
        if re.search(r"\bin the chair\b", note) or (re.search(r"(?:^|; )(?:the )?(?:independent |acting )?chair(?:man|person|woman)?\b(?! of)|\bcadeirydd\b|\bconvener\b", note) and not re.search(r"\b(?:vice|deputy)\b", note)):
            return replace(one, role="chair")
        if re.search(r"\b(?:vice|deputy)[- ]?(?:chair|convener|cadeirydd)|is-gadeirydd", note):
            return replace(one, role="vice_chair")
        if re.search(r"\b(?:substitut|deputising|for councillor|for cllr)", note):
            return replace(one, role="substitute")
    if one.role in ("present", "in_attendance") and re.search(r"\bclerk\b", note) and not re.search(r"\bclerk to\b", note):
        return replace(one, role="clerk")
    if one.role == "present" and re.search(r"\b(?:observer|notes|minutes|minute[- ]taker|in attendance)\b", note):
        return replace(one, role="in_attendance")
    return one


def _spelled_out(text: str) -> str:
    """A header line with "in the Chair" in brackets, offices in front of a titled name left out, and no separator inside brackets."""
    text = re.sub(r"\b(?:[Tt]he )?(?:Lord |Deputy )?(?:Mayor|Provost|Convener|Chair(?:man)?)(?: of (?:the )?[A-Z][\w’']+(?: [A-Z][\w’']+)?)? \(((?:Councillor|Cllr|Mr|Mrs|Ms|Dr|Bailie|Alderman)[^()]{3,40})\)(,?\s*\(?in the Chair\)?)?", lambda m: f"{m[1]} (in the Chair)" if m[2] else m[1], text)
    text = _OFFICE_IN_FRONT.sub(lambda m: f"{m['who']} ({m['office']})", text)
    text = re.sub(r"(?<=[\w)])(?:,|\s[-–])? in the [Cc]hair\b(?P<when> (?:for|from|until|to) [^;.()]{2,40}?)?(?=[;.,]|$| and Councill)(?!\))", lambda m: f" (in the Chair{m['when'] or ''})", text)
    text = re.sub(r"(?<=\w)(?:,|\s[-–])? in the [Cc]hair\b(?!\)| for| from| until)", " (in the Chair)", text)
    text = re.sub(r"\b(?:[Tt]he )?(?:(?:Right )?Worshipful,? )?(?:[Tt]he )?(?:Lord |Deputy )?(?:Mayor|Provost|High Sheriff),? (?=(?:Councill?or|Alderman|Cllr|Bailie)\b)", "", text)
    text = re.sub(r"\)\s+(?=[A-Z])", "), ", text)  # "Muten (Chair) Davis (Deputy Chair)"
    return re.sub(r"\(([^()]*(?:\([^()]*\)[^()]*)*)\)", lambda m: "(" + m[1].replace(",", "‚").replace(" and ", " & ").replace(";", "‚").replace("(", "[").replace(")", "]") + ")", text)


def _is_name(match: re.Match[str] | None, name: str, role: Role, plural: bool) -> bool:
    """Is a piece of a header a person, and not an office, a place or a word?"""
    if match is None or _NO_NAME.match(name) or _REGION.fullmatch(name) or re.fullmatch(r"[A-Z]{1,3}\d+", name):
        return False
    words = match["name"].split()
    if any(w.lower().strip(".’'") in _OFFICE for w in words if len(w.strip(".’'")) > 1) and not (plural and len(words) == 1 and name.lower() in _SURNAMES):
        return False
    return bool(match["title"]) or plural or len(words) > 1 or _initialled(match["name"], role)


def _starred(block: Block, paper: Paper) -> Iterator[Attendance]:
    """Names in a list where a star stands before those who were present."""
    for piece in re.split(r"\n|(?=\*)", _STARS.sub("", block.text)):
        if re.search(r"[A-Z]", piece):
            yield from _names(one_line(piece.replace("*", "").replace("\\", "")), "present" if piece.lstrip(" \\").startswith("*") else "absent", block, paper, plural=False)


_REGION = re.compile(r"(?:North|South|East|West)(?:ern)? [A-Z][a-z]+")  # behind "Borough Council of Saltby and": a place, and nobody
_OF_A_BODY = re.compile(r"^(?P<who>(?:(?:Mr|Mrs|Ms|Miss|Dr)\.? )?[A-Z][\w’'-]+(?: [A-Z][\w’'.-]+){1,3}) (?:of|from) (?P<body>(?:[Tt]he )?[A-Z].+)$")  # "Ann Birch of The New Practice"
_SURNAMES_LISTED = re.compile(r"(?:,|\band|\))\s+[A-Z][\w’'-]+(?=\s*(?:,|\(|\band\b|$))")
_PLURAL = re.compile(r"^(?:the )?(?:(?:Parish|Town|Borough|County|District|City|Ward) )?(?:Councill?ors|Cllrs|Messrs|Aldermen|Bailies|(?:[Yy] )?Cynghorwyr)\b")
_SINGULAR = {"y Cynghorwyr": "Cynghorydd", "Y Cynghorwyr": "Cynghorydd", "Cynghorwyr": "Cynghorydd", "Aldermen": "Alderman", "Bailies": "Bailie"}


def _names(text: str, role: Role, block: Block, paper: Paper, *, plural: bool) -> Iterator[Attendance]:
    """People in a header line. ``plural``: it goes on a list of "Councillors", so that a bare surname is a name."""
    held: Attendance | None = None
    text = _spelled_out(text)
    plural = plural or (role == "present" and re.match(r"\W*(?:Councill?or|Cllr)\b", text) is not None and len(_SURNAMES_LISTED.findall(text)) >= 2)
    for group in re.split(r";|(?<!\b[A-Z])(?<!Cllr)(?<!Cllrs)(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\bRev)(?<!\bSgt)(?<!\bSt)(?<!\bAld)(?<!\bCyng)\.\s+(?=[A-Z][a-z])|\t| {3,}|[•▪]", text):
        for raw in re.split(r",|\band\b|(?<=[a-z]{3}) ac? (?=[A-Z][a-z]+ [A-Z])|\btogether with\b|\bplus\b", group):
            piece, note = _stripped(raw)
            code = _CODES.match(piece)
            own: Role = role
            if code and role == "present":
                own, piece = ("present" if code["code"] == "P" else "absent"), piece[code.end() :]
            tail = _TAIL_OFFICE.match(piece) if role in ("in_attendance", "clerk") and group.lstrip().startswith(raw.strip()) else None
            if tail:
                piece, note = tail[1].strip(), "; ".join(x for x in (piece[tail.end() :].strip(), note) if x)
            people = [one for person in _separate(_HEAD_OFFICE.sub("", piece)) for one in _out_of_columns(person)]
            for k, (name, office) in enumerate(people):
                match = _PERSON.match(name)
                said = "; ".join(x for x in (office, note if k == len(people) - 1 else "") if x)
                if not _is_name(match, name, role, plural) or f"{fold(paper.body or '')} ".startswith(f"{fold(name)} "):
                    if held is not None and re.match(r"^(?:for|until|from|arrived|left|joined|via|by|substitut|observ|in the|except|items?|not)\b", said, re.I):
                        held = _noted(held, said)
                    elif held is not None and (_is_office_of(held, name) or (role in ("apologies", "absent") and _EXCUSE.match(name))):
                        held = _noted(held, name)
                    continue
                plural = plural or bool(_PLURAL.match(name))
                if held is not None:
                    yield held
                one = re.sub(_PLURAL, lambda m: _SINGULAR.get(m.group(), re.sub(r"^(?:the )?(?:(?:Parish|Town|Borough|County|District|City|Ward) )?", "", m.group()).removesuffix("s")), name)
                held = _placed(Attendance(paper.id, one, own, "" if re.fullmatch(r"[A-Z]{2,4}", said) else said, block.spans))
    if held is not None:
        yield held


def _stripped(raw: str) -> tuple[str, str]:
    """A piece of a header without the words in front of the name, and the note behind it."""
    piece = raw.strip(" .:*–-")
    note = ""
    brackets = [b for b in re.findall(r"\(([^)]*)\)?", piece) if b.strip()]
    if brackets:
        note = "; ".join(b.replace("‚", ",").replace(" & ", " and ").replace("[", "(").replace("]", ")").strip() for b in brackets)
        piece = re.sub(r"\([^)]*\)?", "", piece).strip(" .:")
    dashed = re.match(r"^(.*?\w)\s+[–-]\s+(.*)$", piece)
    if dashed:
        piece, note = dashed[1], "; ".join(x for x in (dashed[2].strip(), note) if x)
    sent = _OF_A_BODY.match(piece)
    if sent and not any(w.lower() in _OFFICE for w in sent["who"].split()):
        piece, note = sent["who"], "; ".join(x for x in (sent["body"], note) if x)
    excused = re.match(r"^(.*?\w)\s+((?:due to|owing to|because|who|on holiday)\b.*)$", piece)
    if excused:
        piece, note = excused[1], "; ".join(x for x in (excused[2].strip(), note) if x)
    substitute = re.match(r"^(?P<who>.+?)\s+(?:for|substituting for|as substitute for|deputising for)\s+(?P<whom>(?:Councillor|Cllr\.?)\s.+)$", piece)
    if substitute:
        piece, note = substitute["who"], f"for {substitute['whom']}"
    piece = re.sub(r"^(?:(?:from|by|also|gan|with|apologies|were|was|received|for|the|as|members?|(?:the )?co-opted members?|ex-officio|voting|non-voting|officers?|independent (?:person|member)s?|(?:local )?residents?)\s*:?\s+)+(?=\S)", "", piece.strip(), flags=re.I)
    return piece.strip(" .:,–-"), note


def _is_office_of(one: Attendance, piece: str) -> bool:
    """Is what stands behind a name that person's office? "Cllr Ash, Clerk" are two."""
    office = _OFFICE_BEHIND.match(piece)
    return office is not None and not (office.group().lower() == "clerk" and _COUNCILLOR.match(one.name))


def _out_of_columns(text: str) -> list[tuple[str, str]]:
    """ "Cllr Jo Ash JA Chair" as the name and the office; several such names in a row each by itself."""
    match = _in_columns(text)
    if match is None:
        return [(text, "")]
    rest = match["rest"] or ""
    following = next((m for m in _NAME_AND_INITIALS.finditer(rest) if _in_columns(m.group())), None)
    if following is None:
        return [(match["who"], rest)]
    return [(match["who"], rest[: following.start()].strip()), *_out_of_columns(rest[following.start() :])]


def _in_columns(text: str) -> re.Match[str] | None:
    """A name with its own initials behind it, and perhaps an office, as lists in columns have them."""
    match = _INITIALS_BEHIND.match(text)
    fits = match and (match["initials"][0], match["initials"][-1]) == (match["name"][0], match["name"].split()[-1][0])
    return match if fits else None


def _separate(piece: str) -> list[str]:
    """ "Mr G Adam Mr D Louden" as two names; "Councillors Ash" stays one."""
    cut = re.split(r"(?<!Cllr)(?<!Cllr\.)(?<!Cllrs)(?<!Councillor)(?<!Councillors)\s+(?=(?:Mr|Mrs|Ms|Miss|Dr|Councillor|Cllr|Bailie)\.?\s+[A-Z])", piece)
    return [c.strip() for c in cut if c.strip() and not re.fullmatch(_TITLE.replace(r"\s+", r"\s*"), c.strip())] if len(cut) > 1 else [piece]


def _initialled(name: str, role: Role) -> bool:
    return bool(re.fullmatch(r"[A-Z](?:Mc|Mac)?[A-Z]{1,3}[a-z]?", name))


def _with_times(listed: list[Attendance], blocks: Sequence[Block], paper: Paper) -> list[Attendance]:
    """Arrivals and departures that the header or the minutes give."""
    head = " ".join(one_line(b.text) for b in blocks[paper.first_block : min(paper.end_block, paper.first_block + _MOST_BLOCKS)])
    for match in _TIMES.finditer(head):
        surnames = {w for w in re.findall(r"[A-Z][\w’'-]+", match["who"]) if not re.match(r"(?:Councill?ors?|Cllrs?|Mr|Mrs|Ms|Miss|Dr)$", w)}
        for n, one in enumerate(listed):
            if one.name.split()[-1] in surnames and match["what"] not in one.note and one.role != "apologies":
                listed[n] = replace(one, note="; ".join(x for x in (one.note, match["what"]) if x))
    return listed
