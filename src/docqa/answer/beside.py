"""What a sentence needs beside it to be understood: what it points back to, the list or account that it leads in, the head of its table, how it ended. Pure.

What comes in: a sentence found and those of the same passages by their places. What goes out: the run to quote, in reading order. Owns one rule: a line that says
nothing by itself (a heading, a bare number, a formality, the lead-in of a list) is not quoted without what it belongs to.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from docqa.answer.extract import Extract, is_heading
from docqa.answer.referred import moves_by_letter
from docqa.answer.shown import shown
from docqa.text import cells_of, is_row, one_line

_RUN_WORDS = 40
_LIST_WORDS = 60
_LED_IN_WORDS = 100  # of a list of conditions under what is resolved
SEVERAL_WORDS = 140  # where several things are asked for
_SMALL_TABLE_WORDS = 45  # of one that is quoted whole for any of its rows
_FEW_WORDS = 8
_LABEL_WORDS = 14
_FEWEST_FIGURES = 2  # of a row without words
_SCRAP_WORDS = 3
_FORMALITY = re.compile(r"\W*(?:(?:the )?(?:[A-Z][\w.'’-]+ ){1,4}seconded(?: the (?:motion|amendment|nomination|proposal))?|(?:discussion|debate) ensued(?:(?: (?:on|upon) [^.:,]{3,60}?)?,? (?:and|with) the following (?:issues|points|comments|matters|questions)[^.:]{0,60})?|there was (?:[\w]+ )?discussion|(?:the )?motion carried(?: and the [\w ]{3,40} (?:was|were) [a-z]+)?|roll call|public comments?)\W*", re.I)  # of which the record tells what matters
_POINTS_BACK = re.compile(r"\W*(?:it|this|that|they|these|those|he|she|his|her|their|its|such|both|all agreed|agreed|carried)\b", re.I)
_REFERS = re.compile(  # a resolution on what the sentence before it tells of: "RESOLVED: That the quote be accepted"
    r"\W*(?:it was |the council )?(?:resolved|agreed)\b[\W\d]*(?:unanimously )?(?:to accept |to approve |that )?(?:the|this|that|his|her|their) (?:(?:quotes?|quotation|offer|application|request|proposal|recommendations?|tender|estimate|donation|invoice|letter|renewal|sum|cost|amount|work)\b)", re.I
)
_RESOLVES = re.compile(r"\W*(?:it was )?(?:resolved|agreed|noted)\b", re.I)
_ITEM = re.compile(r"\W{0,3}(?:\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})[.)]|[-•–*o])\s")
_NUMBERED = re.compile(r"^\W*\d{1,3}(?:\.\d+)*[.)]\s+")
_MINUTE = re.compile(r"^\W*(?:[A-Z]{1,4}[./]?)?\d{1,4}(?:[./]\d+)*[.)]?\s+")  # before a heading: "25/045 Allotments."
_CONTENTS = re.compile(r"(?:\t\s*(?:page|p\.?)\s*\d+|(?:\.\s?){4,}\s*\d+)\s*$", re.I)
_OFFICE = r"(?:vice[- ]?|depute |deputy )?(?:chair(?:man|woman|person)?|convener|treasurer|secretary|clerk|president)(?:'s)?"
_NO_REPORT = re.compile(
    rf"(?:\W*(?:\(?[a-z]\))?\W*{_OFFICE}\W*(?:reports?\W*)?(?:(?:(?:there (?:was|is) )?(?:no|nothing)(?: (?:news|reports?|updates?|new|changed?))?(?: to report| in accounts)?|none|nil)\b)?\W*)+",
    re.I,
)
_PART = re.compile(r"[a-z][^;]*;(?: and| or)?")  # a few words out of the middle of a list: "the total does not exceed £2.9m; and"
_CLOSES = re.compile(r"(?!\W*\w{1,3}\))[^()]*\)")  # "18th January 2026).", but not "b) Potholes"
_BULLET = re.compile(r"\W{0,3}[-•*–]\s")
_ACCOUNT = re.compile(r"[^.?!;]{0,70}?(?:[£$€]\s?\d[\d,]*(?:\.\d\d)?|(?<!\d)\d[\d,]*\.\d\d)\W*")  # a line of an account: "Reserve Account 12761.56"
_RESULT = re.compile(
    r"\W*(?:the )?motion carried and the [\w ]{3,40} (?:was|were) [a-z]+\W*|\W*(?:(?:the )?(?:motion|amendment|proposal|recommendation)s? (?:was |were )?(?:put and )?(?:declared )?)?(?:carried|lost|agreed|defeated|adopted|granted|refused|approved|deferred|withdrawn|fell|resolved accordingly)\b"
    r"(?: (?:unanimously|nem\.? con\.?|by \w+ (?:votes )?to \w+))?[\s,(]*(?:\d+\s?[-–]\s?\d+(?:\s?[-–]\s?\d+)?|unanimous(?:ly)?|(?:\d+|\w+) (?:votes? )?(?:for|to|in favour)\b[^.]{0,50})?\W*", re.I
)
_NOTHING_DONE = re.compile(r"\W*no (?:further )?action (?:was |has been )?taken\b(?: (?:by (?:the )?\w+|at this time|on this item))?\W*", re.I)
_LEADS_IN = re.compile(r":\s*-?\s*$")  # what it says comes after it
_ANNOUNCES = re.compile(r":\s*-?\s*$|\b(?:below|as follows|the following|these [a-z]+s|now enclosed|attached|(?:in|see) table \d+)\b", re.I)  # a table or list after it


def to_quote(extract: Extract, beside: Mapping[tuple[int, int], Extract], *, near: bool, several: bool) -> list[Extract]:
    """A sentence with what is quoted beside it, in reading order; what stands under a heading for the heading, nothing for a scrap.

    Args:
        extract: the sentence.
        beside: (rank of the hit, place in it) -> sentence, of everything found.
        near: with the sentences around it; a row, a line of an account, a heading and a lead-in have theirs in any case.
        several: more than one thing is asked for; a list or table is then quoted whole where it is short.
    """
    run = [*_begun(extract, beside), extract]
    listed = _account(extract, beside) or _introduced(extract, beside, SEVERAL_WORDS if several else _LED_IN_WORDS) or _announced(extract, beside, several=several)
    if near or _heads(extract) or is_table_row(extract) or _is_account(extract) or _LEADS_IN.search(extract.text):
        run = with_head(extract, beside) if is_table_row(extract) else listed or _brought(run, beside)
    if several or (is_table_row(extract) and _table(extract, beside)[0] is extract):  # a first row that is like the question: which of the others, it does not say
        whole = _listed(extract, beside)
        run, listed = whole or run, whole or listed
    elif is_table_row(extract) and _words_of(table := _table(extract, beside)) <= _SMALL_TABLE_WORDS:
        run = table
    run = _with_result(run, beside)
    return [e for e in run if _RESULT.fullmatch(e.text) or _NOTHING_DONE.fullmatch(e.text) or (not _heads(e) and (not is_scrap(e) or (listed and (_is_item(e) or _is_account(e)))))]


def bullet_of(text: str) -> str:
    """The bullet that a line begins with; "" where it begins with none."""
    found = _BULLET.match(text)
    return found[0].strip() if found else ""


def _begun(extract: Extract, beside: Mapping[tuple[int, int], Extract]) -> list[Extract]:
    """The line before a sentence that ends what that begins ("to consider its future", below a line without a full stop), or a resolution on the matter that it names."""
    before = beside.get((extract.rank, extract.unit - 1))
    if before is None or is_table_row(extract) or is_table_row(before) or _is_item(extract):
        return []
    runs_on = extract.text[:1].islower() and not before.text.rstrip().endswith((".", "?", "!", ":", ";"))
    return [before] if runs_on or (_RESOLVES.match(extract.text) and _is_label(before)) else []


def _brought(begun: Sequence[Extract], beside: Mapping[tuple[int, int], Extract]) -> list[Extract]:
    """A sentence, the last of ``begun``, with what it needs to be understood: the one before where it points back, and those after it, which often say how it ended."""
    run, extract = list(begun), begun[-1]
    before = _lead_in(extract, beside) or beside.get((extract.rank, extract.unit - 1))
    if before and len(run) == 1 and (_POINTS_BACK.match(extract.text) or _REFERS.match(extract.text) or len(extract.text.split()) < _FEW_WORDS) and not is_table_row(before):
        run.insert(0, before)
    words = _words_of(run)
    for step in (1, 2):
        after = beside.get((extract.rank, extract.unit + step))
        if after is None or _heads(after) or is_table_row(after) or (_is_label(after) and not _ITEM.match(extract.text)) or words + len(after.text.split()) > _RUN_WORDS:
            break
        run.append(after)
        words += len(after.text.split())
    return run


def _with_result(run: list[Extract], beside: Mapping[tuple[int, int], Extract]) -> list[Extract]:
    """With the word or two that say how what is quoted ended ("LOST (4-5).", "No action taken."), where they come soon after it."""
    for step in (1, 2, 3):
        after = beside.get((run[-1].rank, run[-1].unit + step))
        if after is None or is_table_row(after):
            break
        if _NOTHING_DONE.fullmatch(after.text):
            return [*run, after]
        if step > 2:
            break
        if _RESULT.fullmatch(after.text) and not _RESULT.fullmatch(run[-1].text):
            return [*run, *(beside[after.rank, n] for n in range(run[-1].unit + 1, after.unit + 1))]
    return run


def _lead_in(item: Extract, beside: Mapping[tuple[int, int], Extract]) -> Extract | None:
    """The line that a list item of a few words stands under ("The Clerk reported on:"), where the item is not the first."""
    unit = item.unit
    while _BULLET.match(item.text) and len(item.text.split()) < _FEW_WORDS and (above := beside.get((item.rank, unit - 1))) is not None:
        if not _BULLET.match(above.text):
            return above if _LEADS_IN.search(above.text) and unit < item.unit and len(above.text.split()) < 2 * _FEW_WORDS else None
        unit -= 1
    return None


def _announced(extract: Extract, beside: Mapping[tuple[int, int], Extract], *, several: bool) -> list[Extract]:
    """A sentence that says that a table comes ("the payments below") with the table where that is short, else with its first row and best row; nothing where none comes."""
    if is_table_row(extract) or not _ANNOUNCES.search(extract.text):
        return []
    for step in (1, 2):  # its title may stand between
        after = beside.get((extract.rank, extract.unit + step))
        if after is None:
            return []
        if is_table_row(after):
            table = _table(after, beside)
            between = [beside[extract.rank, extract.unit + 1]] if step > 1 else []
            if len(table) > 1 and _words_of((extract, *table)) > (SEVERAL_WORDS if several else _LIST_WORDS):
                table = [table[0], max(table[1:], key=lambda e: e.score)]
            return [extract, *between, *table]
        if len(after.text.split()) > _FEW_WORDS:
            return []
    return []


def _introduced(extract: Extract, beside: Mapping[tuple[int, int], Extract], most: int) -> list[Extract]:
    """A line that says what a list below it is of, with the list as far as it has at most ``most`` words; nothing where there is no list."""
    if not (_LEADS_IN.search(extract.text) or len(extract.text.split()) <= _FEW_WORDS):
        return []
    run = [extract]
    words = len(extract.text.split())
    while (after := beside.get((extract.rank, run[-1].unit + 1))) is not None and not is_table_row(after) and words + len(after.text.split()) <= most:
        if not (_is_item(after) or _is_account(after)) and (len(after.text.split()) > _FEW_WORDS or after.text.rstrip().endswith(".") or _heads(after)):
            break
        run.append(after)
        words += len(after.text.split())
    return run if 2 * sum(_is_item(e) or _is_account(e) for e in run) >= len(run) > 2 else []


def _account(extract: Extract, beside: Mapping[tuple[int, int], Extract]) -> list[Extract]:
    """A line of an account with those around it and the line that they stand under, as far as that is short; nothing where it stands alone."""
    if not _is_account(extract):
        return []
    run = _alike(extract, beside, _is_account)
    if len(run) < 2:
        return []
    above = beside.get((extract.rank, run[0].unit - 1))
    while _words_of(run) > _LIST_WORDS:
        run.pop(0 if extract.unit - run[0].unit > run[-1].unit - extract.unit else -1)
    return [above, *run] if above is not None and len(above.text.split()) <= _FEW_WORDS and above.unit == run[0].unit - 1 else run


def _listed(extract: Extract, beside: Mapping[tuple[int, int], Extract]) -> list[Extract]:
    """All rows of the table, or items of the list, that it stands in, in reading order; none where it stands in none, or they are too many to show."""
    alike = is_table_row if is_table_row(extract) else _is_item
    if not alike(extract):
        return []
    run = _alike(extract, beside, alike)
    return run if len(run) > 1 and _words_of(run) <= SEVERAL_WORDS else []


def _words_of(run: Sequence[Extract]) -> int:
    return sum(len(e.text.split()) for e in run)


def _is_item(extract: Extract) -> bool:
    return bool(_ITEM.match(extract.text))


def _is_label(extract: Extract) -> bool:
    """A line that only names the matter that what stands under it is about: "(a) Item 2 - Digital switchover"."""
    return _is_item(extract) and len(extract.text.split()) <= _LABEL_WORDS and not extract.text.rstrip().endswith((".", ":", ";", ",", "?"))


def _is_account(extract: Extract) -> bool:
    return not is_table_row(extract) and bool(_ACCOUNT.fullmatch(extract.text))


def with_head(row: Extract, beside: Mapping[tuple[int, int], Extract]) -> list[Extract]:
    """A row of a table with the table's first row, which says what the figures are; the first row with the best of the others, as it says nothing by itself."""
    table = _table(row, beside)
    if len(table) == 1:
        return table
    own = max(table[1:], key=lambda e: e.score) if row is table[0] else row
    return [table[0], own] if 2 * len(cells_of(table[0].text)) > len(cells_of(own.text)) else [own]  # "Income | Payments" over six columns tells nothing of any


def _table(row: Extract, beside: Mapping[tuple[int, int], Extract]) -> list[Extract]:
    """The rows of the table that a row stands in, in reading order."""
    return _alike(row, beside, is_table_row)


def _alike(extract: Extract, beside: Mapping[tuple[int, int], Extract], alike: Callable[[Extract], bool]) -> list[Extract]:
    """What stands before and after it without a break and is ``alike``, with itself, in reading order."""
    run = [extract]
    for step in (-1, 1):
        unit = extract.unit + step
        while (other := beside.get((extract.rank, unit))) is not None and alike(other):
            run.insert(0, other) if step < 0 else run.append(other)
            unit += step
    return run


def _heads(extract: Extract) -> bool:
    """Is it the heading of its passage, with or without its number and full stop?"""
    passage = extract.hit.passage
    bare = {one_line(number.sub("", extract.text)).rstrip(" .:") for number in (_NUMBERED, _MINUTE)}
    return is_heading(extract.text, passage) or (len(passage.heading.split()) < _FEW_WORDS and passage.heading.rstrip(" .:") in bare)


def is_table_row(extract: Extract) -> bool:
    return is_row(extract.text)


def is_scrap(extract: Extract) -> bool:
    """A word or two that a page end has cut off ("She"), a bullet's label, a link, a numbered heading ("11. Planters."), a line of contents, a formality, a few words of a list or of a bracket that opens before them: nothing by itself."""
    text = _NUMBERED.sub("", f"{shown(extract.text)} ")
    if _CONTENTS.search(extract.text) or _FORMALITY.fullmatch(extract.text) or moves_by_letter(extract.text) or _NO_REPORT.fullmatch(text):
        return True
    if len(text.split()) < _FEW_WORDS and (_PART.fullmatch(text.strip()) or _CLOSES.match(text)):
        return True
    if (not is_table_row(extract) or len(re.findall(r"\d+", text)) < _FEWEST_FIGURES) and not re.search(r"[^\W\d_]{2}|[£$€]\s?\d|\d\s?%", text):  # a number, and not of what, or what is left of a picture
        return True
    return not is_table_row(extract) and len(text.split()) < _SCRAP_WORDS and not any(c.isdigit() for c in text)
