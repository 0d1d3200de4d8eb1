"""Question -> what is asked: words with weights, dates, bodies, minute, and the form of answer that is wanted.

What comes in: the question as typed, and what the register knows (bodies, acronyms, the time it covers). What goes out: Understood.
Nothing mentioned is a hard filter: a passage that fits is preferred; only the filters a person sets exclude.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from docqa.answer.thesaurus import expand
from docqa.council.dates import find_dates, partial_dates
from docqa.records import Coverage, Definition, Filters
from docqa.register import initials
from docqa.search.index import Query
from docqa.search.traits import NONE as NO_TRAITS
from docqa.search.traits import Form, traits
from docqa.text import STOP_WORDS, content_words, fold, printable, two_years, words

MOST_CHARS = 4000  # of a question that are read; people paste whole e-mails

_MONTHS = {name.lower(): n for n, name in enumerate(calendar.month_name) if name} | {
    name.lower(): n for n, name in enumerate(calendar.month_abbr) if name
}
_MONTHS["sept"] = 9
_MONTH_NAMES = "|".join(sorted(_MONTHS, key=len, reverse=True))
_MONTH = rf"(?P<month>{_MONTH_NAMES})\b\.?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 2)}
_FEASTS = {"halloween": (10, 2), "hallowe'en": (10, 2), "bonfire night": (11, 1), "christmas": (12, 1), "xmas": (12, 1), "new year": (1, 1), "easter": (3, 2)}
_BY_THEN = re.compile(r"\b(?:before|by|until|till|til|for|next|this coming)\s+(?:the\s+)?$", re.I)  # Christmas, which may be to come
_DOTTED = re.compile(r"\b(?:[A-Z]\.){3,}|\b(?:[A-Z]\.){2,}[A-Z]\b")  # "S.U.P."
_STREET = r"(?:street|st|road|rd|lane|drive|avenue|ave|close|way|crescent|gardens|terrace)"
_FEAST = "|".join(_FEASTS)
_SHORT_YEAR = r"(?:'|’)?(?P<short>\d\d)"
_PERIODS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(rf"\b{_MONTH},?\s+{_YEAR}\b", re.I), "month"),
    (re.compile(rf"\b(?P<season>spring|summer|autumn|fall|winter)(?:\s+of)?,?\s+{_YEAR}\b", re.I), "season"),
    (re.compile(rf"\b(?P<feast>{_FEAST})(?:\s+of)?,?\s+{_YEAR}\b", re.I), "feast"),
    (re.compile(r"\b(?P<municipal>municipal year )?(?P<year>(?:19|20)\d\d)\s*[/-]\s*(?P<next>\d\d(?:\d\d)?)\b", re.I), "years"),
    (re.compile(rf"\b{_YEAR}-(?P<number>0[1-9]|1[0-2])\b(?!-)"), "iso-month"),
    (re.compile(rf"(?<![£$,.\d/-]){_YEAR}\b(?![/,.]\d)"), "year"),
    (re.compile(rf"\b{_MONTH},?\s+{_SHORT_YEAR}(?!\d|[:.,]\d|,?\s*(?:19|20)\d\d|\s*(?:st|nd|rd|th|am|pm|a\.m|p\.m)\b)", re.I), "short-month"),
    (re.compile(rf"\b(?P<season>spring|summer|autumn|fall|winter)\s+{_SHORT_YEAR}(?!\d)", re.I), "short-season"),
    (re.compile(r"\b(?P<which>this|last|the last|the current|the previous)\s+(?P<season>spring|summer|autumn|winter)\b|\b(?P<whichyear>this|last|current|previous)\s+(?P<of>municipal year|year)\b", re.I), "relative"),
    (re.compile(rf"\b(?P<feast>{_FEAST})\b", re.I), "bare-feast"),
    (re.compile(rf"\b(?:in|last|this|during|since|the|from|of|at|and|or|for)\s+(?:the\s+)?{_MONTH}(?!\s*(?:\d|have|be|not|we|i)\b)", re.I), "bare-month"),
)  # fmt: skip

_SHORT_YEARS = re.compile(r"(?<![\w/.£$-])['’]?(?P<first>\d\d)\s?/\s?(?P<next>\d\d)(?![\w/%])")
_NUMBER_OF = re.compile(r"\b(?:minutes?|min|items?|resolutions?|no|nos|number|ref|reference|application|decision|para(?:graph)?|rule|motion|case|report)\.?\s*$", re.I)  # "minute 21/22"
_OF_A_YEAR = re.compile(r"\b(?:for|in|during|since|year|fy)\s*$", re.I)
_MONTHS_IN_A_YEAR = 12  # "08/09" may be a day
_MONEY_OF_A_YEAR = r"(?:precept|budget|council tax|tax|estimates|levy|rates|fees|charges|rents?)"
_FOR_A_YEAR = re.compile(rf"\b(?:for|{_MONEY_OF_A_YEAR})\s+(?:the\s+)?(?:financial\s+|fiscal\s+)?(?:year\s+)?$", re.I)
_OF_ITS_MONEY = re.compile(rf"\s+(?:\w+\s+)?{_MONEY_OF_A_YEAR}\b", re.I)
_SPEAKS_OF_MONEY = re.compile(rf"\b{_MONEY_OF_A_YEAR}\b", re.I)
_TOGETHER = re.compile(rf"\b(?P<first>(?:(?:{_MONTH_NAMES})\.?(?:\s*,\s*(?:and\s+)?|\s+(?:and|or|v|vs|versus|against)\s+|\s*[/&]\s*))+)(?=(?:{_MONTH_NAMES})\b\.?,?\s+{_YEAR}\b)", re.I)  # "Feb, March and April 2026"
_LONG_NAME = 5  # letters
_THE_COUNCIL = re.compile(r"(?<=[a-z,] )Council\b(?! (?:tax|hous(?:e|ing)|officers?|offices?|land|staff|property))|\b[Ff]ull [Cc]ouncil\b")  # "the council" is any council
_GENERIC_BODY_WORDS = frozenset(
    ["council", "parish", "town", "city", "county", "borough", "district", "community", "committee", "commission", "board", "panel", "meeting", "the", "of", "and", "for", "group", "full", "annual", "joint", "select", "sub", "working", "cc", "pc", "cabinet", "general", "regular", "special"]
)

_FORMS: tuple[tuple[re.Pattern[str], Form], ...] = (
    (re.compile(r"\b(stands? for|stand for|short for|spel(?:l|t|led|ling)? (?:it |that )?out|meaning|mean(?:s)?\b|abbreviat|acronym|in full)\b", re.I), "definition"),
    (re.compile(r"^\s*[Ww]hat(?:['’]?s| is| are) (?:an? |the )?[A-Z][A-Z&]{1,7}s?\b\??\s*$"), "definition"),
    (re.compile(r"^\W*[A-Z][A-Za-z&]{1,7}\W*$"), "definition"),
    (re.compile(r"\b(vote[ds]?|voting|ayes?|nays?|against it|in favour|abstain\w*|unanimous\w*|split|tally|roll call|show of hands|who (?:moved|seconded|proposed))\b", re.I), "vote"),
    (re.compile(r"\b(how much|what (?:did|does|will|would|was|is) .{0,60}\b(?:cost|pay|paid|worth|price|charge|fee)|cost|price|salary|budget|£|\$|fee|dear|pay)\b", re.I), "money"),
    (re.compile(r"\bhow many|number of|count of|how often\b", re.I), "count"),
    (re.compile(r"(?:^|[?:;,.!-])\W*(?:so |and |but |since |until |by |about |roughly )?when\b|\band when\b|\bwhat (?:date|day|time|month|year)\b|\bhow long\b|\bdeadline\b|\bby what date\b", re.I), "date"),
    (re.compile(r"\bwho\b|\bwhose\b|\bwhich (?:member|councillor|officer|company|firm|contractor|person)\b", re.I), "person"),
    (re.compile(r"\bwhy\b|\bwhat (?:was the )?reason|\bhow come\b", re.I), "reason"),
    (re.compile(r"\b(list|all the|which ones|what were the|name the|every)\b", re.I), "list"),
    (re.compile(r"^\W*(?:so\s+|and\s+|but\s+)?(did|do|does|is|are|was|were|has|have|had|can|could|will|would|should|may)\b", re.I), "yes_no"),
)  # fmt: skip


_JOINED = re.compile(r"\b(?:and|or|versus|vs|plus|n|then)\b|[&/;+]|\?.*\w|[,:-] *(?:who|whom|whose|what|when|where|why|which|how|to)\b", re.I)
_SEVERAL = re.compile(
    r"\b(?:list|all (?:the|of|our)|every(?:thing)?|name (?:the|all)|names of|which (?:two|three|four|five|six|seven|of|were|are|[a-z]+s\b)|(?:which|what) (?!number|amount|share|proportion|percentage)(?:[a-z-]+ ){0,2}[a-z-]+(?<![su])s (?:did|do|were|are|have|had|came|got|get|went|will|would|should|can|could|\w+ed)\b|what (?:are|were) the|what (?:\w+ed|came)\b|"
    r"what else|give me the|grounds|reasons|who (?:got|served|were)|how much (?:each|did each)|in which \w+s)\b|"
    r"^\W*(?:the |all |any )?(?:(?:two|three|four|five|six|seven) \w+|(?!(?:what|who|when|where|which|how|was|is|does|has|this|as|yes)s?\b)[a-z-]{3,}(?<!s)s) (?!is\b|was\b|has\b|does\b|v\b|vs\b)[a-z]", re.I
)  # fmt: skip

# What a text holds that can answer a question of that form.
HOLDS: dict[Form, re.Pattern[str]] = {
    "number": re.compile(r"\d"),
    "count": re.compile(r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|none|dozen|no)\b", re.I),
    "money": re.compile(r"[£$€]\s?\d|\d+p\b|\b\d[\d,]*(?:\.\d\d)?\s*(?:pounds|dollars|per hour)?"),
    "date": re.compile(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b|\b(?:19|20)\d\d\b|\d{1,2}[./]\d{1,2}[./]\d{2}|\b\d{1,2}[.:]\d\d\b|\b(?:week|month|year)s?\b", re.I),
    "person": re.compile(r"(?<!^)(?<![.?!] )\b[A-Z][a-z]+\b|\b[A-Z]{2,3}\b"),
    "reason": re.compile(r"\b(?:because|due to|as a result|since|so that|in order to|owing to|reason|following|therefore|to (?:allow|ensure|avoid|enable))\b", re.I),
    "vote": re.compile(r"\b(?:vot\w+|carried|lost|unanimous\w*|abst\w+|for|against|ayes?|nays?|yeas?|yea|moved|seconded|proposed|agreed|resolved)\b", re.I),
    "definition": re.compile(r"\(|\bmeans?\b|\bstands for\b"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time the question speaks of; both ends inclusive, ISO dates."""

    first: str
    last: str
    words: str  # as typed
    certain: bool = True  # False for a month without a year, which is guessed from what is indexed


@dataclass(frozen=True, slots=True)
class Understood:
    """A question as understood."""

    text: str
    terms: tuple[tuple[str, float], ...]  # words and expansions with weights, for the word search
    related: tuple[tuple[str, float], ...]  # stems that papers may use instead of the question's words, with weights of at most 1
    expansions: tuple[Definition, ...]  # acronyms in the question with their meaning, or the other way round
    periods: tuple[Period, ...]
    bodies: tuple[str, ...]
    minute: str | None
    form: Form
    traits: tuple[float, ...] = NO_TRAITS  # see docqa.search.traits


def understand(
    question: str, *, bodies: Sequence[str] = (), define: Callable[[str], Sequence[Definition]] | None = None,
    acronyms: Mapping[str, str] | None = None, coverage: Coverage | None = None,
) -> Understood:  # fmt: skip
    """Read a question.

    Args:
        question: as typed; only the first ``MOST_CHARS`` characters are read.
        bodies: names of the bodies in the register.
        define: looks an acronym up.
        acronyms: folded meaning -> acronym, for questions that use the words where the papers use the letters.
        coverage: what is indexed; a month without a year is taken to lie in it.
    """
    text = _DOTTED.sub(lambda m: m.group().replace(".", ""), _with_full_years(printable(question).strip()[:MOST_CHARS]))
    periods = find_periods(text, coverage)
    named = find_bodies(text, bodies)
    expansions = _expansions(text, define, acronyms or {})
    form = find_form(text)
    return Understood(
        text=text,
        terms=_terms(text, expansions),
        related=tuple(expand(words(text)).items()),
        expansions=expansions,
        periods=periods,
        bodies=named,
        minute=find_minute(text),
        form=form,
        traits=traits(text, form, dated=bool(periods), of_body=bool(named)),
    )


def query_of(understood: Understood, filters: Filters) -> Query:
    """What to search for."""
    u = understood
    return Query(u.text, u.terms, u.related, filters, tuple((p.first, p.last) for p in u.periods), u.bodies, u.minute, HOLDS.get(u.form), u.traits)


def find_form(text: str) -> Form:
    """The kind of answer that is wanted."""
    return next((form for pattern, form in _FORMS if pattern.search(text)), "any")


def several_asked(text: str) -> bool:
    """Is more than one thing asked for: "which three papers", "list the grounds", "everything we paid"?"""
    return bool(_SEVERAL.search(text))


def one_thing_asked(text: str) -> bool:
    """Is there nothing that joins two questions: no "and", no second clause, no colon with a list?"""
    return not _JOINED.search(text) and not several_asked(text)


def find_minute(text: str) -> str | None:
    """The minute number a question names: "minute 90", "Minute No. 77/21", "item 96"."""
    found = re.search(r"\b(?:minute|min|item|resolution)s?\.?\s+(?:no\.?\s*|number\s+)?(\d{1,4}(?:[/.]\d{1,4})?)\b", text, re.I)
    return found.group(1) if found else None


def find_periods(text: str, coverage: Coverage | None = None) -> tuple[Period, ...]:
    """Dates, months, seasons and years that a question names, in order; the more exact one where two overlap."""
    found: list[tuple[int, int, Period]] = [(d.start, d.end, Period(d.iso, d.iso, text[d.start : d.end])) for d in find_dates(text)]
    found += [(start, end, period) for start, end, period in _without_year(text, coverage) if not any(start < e and s < end for s, e, _ in found)]
    found += [(start, end, period) for start, end, period in _of_one_year(text) if not any(start < e and s < end for s, e, _ in found)]
    for pattern, kind in _PERIODS:
        for match in pattern.finditer(text):
            if any(match.start() < end and start < match.end() for start, end, _ in found):
                continue
            period = _period(kind, match, coverage)
            if period and kind in ("year", "years") and not match.groupdict().get("municipal"):
                period = _with_winter_before(period, text[: match.start()], text[match.end() :])
            if period:
                found.append((match.start(), match.end(), period))
    return tuple(p for _, _, p in sorted(found, key=lambda f: f[0]))


def _without_year(text: str, coverage: Coverage | None) -> Iterator[tuple[int, int, Period]]:
    """ "31 October": that day in every year the papers cover, newest first; not "Dec 05", which is a month of a year."""
    if not coverage or not coverage.from_date or not coverage.to_date:
        return
    for day, month, start, end in partial_dates(text):
        if re.search(r"[a-z]\W+0\d$", text[start:end], re.I):
            continue
        for year in range(int(coverage.to_date[:4]), int(coverage.from_date[:4]) - 1, -1):
            iso = f"{year}-{month:02d}-{day:02d}"
            if coverage.from_date <= iso <= coverage.to_date and day <= calendar.monthrange(year, month)[1]:
                yield start, end, Period(iso, iso, text[start:end], certain=False)


def _of_one_year(text: str) -> Iterator[tuple[int, int, Period]]:
    """ "The April and May 2023 meetings": the months that stand before the one with the year."""
    for together in _TOGETHER.finditer(text):
        for month in re.finditer(rf"\b(?:{_MONTH_NAMES})\b", together["first"], re.I):
            start = together.start() + month.start()
            yield start, start + len(month.group()), _months(int(together["year"]), _MONTHS[month.group().lower()], 1, month.group())


def _period(kind: str, match: re.Match[str], coverage: Coverage | None) -> Period | None:
    named = match.groupdict()
    year = int(named["year"]) if named.get("year") else 0
    if kind == "month":
        return _months(year, _MONTHS[named["month"].lower()], 1, match.group())
    if kind == "iso-month":
        return _months(year, int(named["number"]), 1, match.group())
    if kind == "season":
        first, _ = _SEASONS[named["season"].lower()]
        return _months(year, first, 3, match.group())
    if kind == "year":
        return _months(year, 1, 12, match.group())
    if kind == "years":
        follows = int(str(year)[: -len(named["next"])] + named["next"])
        if follows != year + 1:
            return None
        return _municipal(year, match.group()) if named["municipal"] else Period(f"{year}-04-01", f"{follows}-12-31", match.group())
    if kind == "feast":
        return _months(year, *_FEASTS[named["feast"].lower()], match.group())
    if kind in ("short-month", "short-season"):
        return _short_year(kind, named, match.group(), coverage)
    if kind == "bare-feast" and _BY_THEN.search(match.string[: match.start()]):
        return None
    if kind in ("relative", "bare-feast"):
        return _relative(named, match.group(), coverage)
    month = _MONTHS[named["month"].lower()]
    if named["month"].islower() and named["month"] in ("may", "march", "mar", "jan", "dec", "sep"):
        return None  # "may" and "march" are words
    last = coverage.to_date if coverage else None
    if not last:
        return None
    year = int(last[:4]) if int(last[5:7]) >= month else int(last[:4]) - 1
    guess = _months(year, month, 1, match.group())
    return Period(guess.first, guess.last, guess.words, certain=False)


def _municipal(year: int, typed: str, *, certain: bool = True) -> Period:
    """From the annual meeting in May to the next."""
    return Period(f"{year}-05-01", f"{year + 1}-05-15", typed, certain)


def _with_full_years(text: str) -> str:
    """ "The budget for 21/22" as "the budget for 2021/22"; not the minute of that number, nor "08/09", where that may be a day."""

    def full(match: re.Match[str]) -> str:
        before, typed = text[: match.start()], match.group()
        years = two_years(re.sub(r"[\s'’]", "", typed))
        return typed if years is None or _NUMBER_OF.search(before) or (int(match["next"]) <= _MONTHS_IN_A_YEAR and not _OF_A_YEAR.search(before)) else years

    return _SHORT_YEARS.sub(full, text)


def _with_winter_before(period: Period, before: str, behind: str) -> Period:
    """The year of a precept or budget with the winter before, in which it is settled: "the precept for 2024/25"."""
    settled = _OF_ITS_MONEY.match(behind) or (_FOR_A_YEAR.search(before) and (not period.words.isdigit() or _SPEAKS_OF_MONEY.search(before + behind)))
    return Period(f"{int(period.first[:4]) - 1}-10-01", period.last, period.words, period.certain) if settled else period


def _short_year(kind: str, named: Mapping[str, str | None], typed: str, coverage: Coverage | None) -> Period | None:
    """ "July 18" and "spring 23", where the papers reach that year; else it is a day, or nothing."""
    year = 2000 + int(named["short"] or 0)
    if not coverage or not coverage.from_date or not coverage.to_date or not int(coverage.from_date[:4]) <= year <= int(coverage.to_date[:4]):
        return None
    if kind == "short-season":
        return _months(year, _SEASONS[(named["season"] or "").lower()][0], 3, typed)
    return _months(year, _MONTHS[(named["month"] or "").lower()], 1, typed)


def _relative(named: Mapping[str, str | None], typed: str, coverage: Coverage | None) -> Period | None:
    """ "Last autumn", "this municipal year", "Halloween", counted back from the newest paper."""
    last = coverage.to_date if coverage else None
    if not last:
        return None
    year, month = int(last[:4]), int(last[5:7])
    if named.get("of"):
        back = (named["whichyear"] or "").lower() in ("last", "previous")
        start = year - (month < 5) if "municipal" in (named["of"] or "").lower() else year
        start -= back
        return _municipal(start, typed, certain=False) if "municipal" in (named["of"] or "").lower() else Period(f"{start}-01-01", f"{start}-12-31", typed, False)
    first, count = _FEASTS[(named["feast"] or "").lower()] if named.get("feast") else (_SEASONS[(named["season"] or "").lower()][0], 3)
    begun = year if first <= month else year - 1
    guess = _months(begun, first, count, typed)
    return Period(guess.first, guess.last, typed, certain=False)


def _months(year: int, first: int, count: int, typed: str) -> Period:
    end_year, end = divmod(year * 12 + first - 1 + count - 1, 12)
    return Period(f"{year}-{first:02d}-01", f"{end_year}-{end + 1:02d}-{calendar.monthrange(end_year, end + 1)[1]}", typed)


def find_bodies(text: str, bodies: Sequence[str]) -> tuple[str, ...]:
    """Bodies whose name, initials or telling words stand in the question."""
    asked = fold(text)
    asked_words = {w.removesuffix("'s") for w in words(asked)} | set(words(text))
    asked_words |= {w[:-1] for w in asked_words if w.endswith("s") and len(w) > _LONG_NAME}  # "what did saltbys council say"
    full = [b for b in bodies if fold(b) in asked and (fold(b) != "council" or _THE_COUNCIL.search(text))]
    if full:
        return tuple(full)
    short = [b for b in bodies if len(initials(b)) >= 3 and initials(b) in asked_words and (initials(b) not in STOP_WORDS or initials(b).upper() in text)]
    if short:
        return tuple(short)
    hits = []
    for body in bodies:
        telling = [w for w in words(body.replace("-", " ")) if w not in _GENERIC_BODY_WORDS and w not in STOP_WORDS]
        if telling and all(w in asked_words for w in telling) and not _only_a_street(telling[-1], asked):
            hits.append(body)
    hits = hits or _by_word_and_kind(asked, bodies)
    # A place with several bodies ("Trafford" in all of them) says nothing; then nobody is preferred.
    return tuple(hits) if len(hits) < max(2, len(bodies)) or len(bodies) == 1 else ()


def _by_word_and_kind(asked: str, bodies: Sequence[str]) -> list[str]:
    """The one body that a telling word with its kind names: "the safeguarding board" for the Safeguarding Adults Partnership Board."""
    found = []
    for body in bodies:
        own = words(body.replace("-", " "))
        if own and own[-1] in _GENERIC_BODY_WORDS and own[-1] != "council":
            telling = [w for w in own if w not in _GENERIC_BODY_WORDS and w not in STOP_WORDS]
            if any(re.search(rf"\b{re.escape(w)}(?: sub)?[ -]{re.escape(own[-1])}\b", asked) for w in telling):
                found.append(body)
    return found if len(found) == 1 else []


def _only_a_street(place: str, asked: str) -> bool:
    """Does a question name a place only in the name of a street: "Saltby Lane" need not be in Saltby?"""
    named = len(re.findall(rf"\b{re.escape(place)}\b", asked))
    return 0 < named == len(re.findall(rf"\b{re.escape(place)} {_STREET}\b", asked))


def _expansions(text: str, define: Callable[[str], Sequence[Definition]] | None, acronyms: Mapping[str, str]) -> tuple[Definition, ...]:
    found: list[Definition] = []
    if define:
        candidates = re.findall(r"\b[A-Z][A-Za-z&]*[A-Z][A-Za-z&]*\b|\b[A-Z]{2,}\b", text)
        if len(text) < 60:
            candidates += [w.upper() for w in re.findall(r"\b[a-z]{2,6}\b", text) if w not in STOP_WORDS]
        for word in dict.fromkeys(candidates):
            found += list(define(word))[:1]
        folded = fold(text)
        for meaning, acronym in acronyms.items():
            if len(meaning) > 8 and meaning in folded:
                found += list(define(acronym))[:1]
    return tuple(dict.fromkeys(found))


def _terms(text: str, expansions: Sequence[Definition]) -> tuple[tuple[str, float], ...]:
    weights: dict[str, float] = {}
    for word in content_words(text):
        weights[word] = max(weights.get(word, 0.0), 1.3 if any(c.isdigit() for c in word) else 1.0)
    for definition in expansions:
        weights.setdefault(definition.acronym.lower(), 0.8)
        for word in content_words(definition.meaning):
            weights.setdefault(word, 0.5)
    if not weights:  # nothing but little words: better searched than refused
        weights = dict.fromkeys(words(text), 1.0)
    return tuple(list(weights.items())[:64])
