"""Plain text work that every layer needs: folding, words, sentences. Pure functions over strings.

Offsets returned are 0-based, half-open, into the string that was passed in.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Collection, Iterator
from datetime import date
from functools import lru_cache

_QUOTES = str.maketrans({"’": "'", "‘": "'", "‛": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-", "\u00a0": " "})

STOP_WORDS = frozenset(
    ["a", "about", "above", "after", "again", "against", "all", "also", "am", "an", "and", "any", "anyone", "are", "aren't", "as", "at", "be", "because", "been", "before", "being", "below", "between", "both", "but", "by", "came", "can", "can't", "cannot", "come", "could", "couldn't", "couldnt", "did", "didn't", "didnt", "do", "does", "doesn't", "doesnt", "doing", "don't", "done", "dont", "down", "during", "each", "either", "else", "ever", "every", "few", "for", "from", "further", "gave", "get", "gets", "getting", "give", "given", "go", "goes", "going", "gone", "got", "had", "hadn't", "has", "hasn't", "hasnt", "have", "haven't", "havent", "having", "he", "he's", "her", "here", "here's", "hers", "herself", "him", "himself", "his", "how", "how's", "however", "hows", "i", "i'd", "i'm", "i've", "if", "in", "into", "is", "isn't", "isnt", "it", "it's", "its", "itself", "just", "kind", "let", "let's", "like", "many", "may", "me", "might", "more", "most", "much", "must", "my", "myself", "no", "nor", "not", "now", "of", "off", "on", "once", "one", "only", "or", "other", "our", "ours", "ourselves", "out", "over", "own", "please", "put", "really", "s", "said", "same", "say", "says", "see", "seem", "shall", "she", "she's", "should", "shouldn't", "shouldnt", "so", "some", "something", "sort", "still", "such", "t", "take", "taken", "tell", "than", "that", "that's", "thats", "the", "their", "theirs", "them", "themselves", "then", "there", "there's", "theres", "these", "they", "they'll", "they're", "they've", "thing", "things", "this", "those", "through", "to", "too", "under", "until", "up", "us", "use", "used", "very", "want", "wanted", "was", "wasn't", "wasnt", "way", "we", "we'd", "we'll", "we're", "we've", "were", "weren't", "werent", "what", "what's", "whats", "when", "when's", "where", "where's", "wheres", "whether", "which", "while", "who", "who's", "whom", "whos", "whose", "why", "why's", "whys", "will", "with", "within", "without", "won't", "would", "wouldn't", "wouldnt", "yes", "yet", "you", "you're", "you've", "your", "yours"]
)

_WORD = re.compile(r"[^\W_]+(?:['.&/-][^\W_]+)*", re.UNICODE)
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_TWO_YEARS = re.compile(r"(?P<first>(?:19|20)?\d\d)[/-](?P<next>(?:19|20)?\d\d)")
_LAST_CENTURY = 60  # "98/99" is of it, "21/22" of this one
_YEAR = re.compile(r"(?:19|20)\d\d")
_FIGURE = re.compile(r"\d[\d,./–-]*\d|\d")
_RULE = re.compile(r"\s*\|?[\s:|-]*-{2,}[\s:|-]*\|?\s*")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")


def fold(text: str) -> str:
    """Lower case, one space between words, plain quotes and dashes. For comparing, never for showing."""
    return re.sub(r"\s+", " ", text.translate(_QUOTES)).strip().lower()


def one_line(text: str) -> str:
    """``text`` with every run of white space as one space, control and direction marks left out. For showing on one line."""
    return re.sub(r"\s+", " ", printable(text)).strip()


def printable(text: str) -> str:
    """``text`` without control characters (tab and line feed stay), zero-width and direction marks, halves of surrogate pairs."""
    return _CONTROL.sub("", text)


def words(text: str) -> list[str]:
    """Words of ``text``, folded: ``"Cllr. O'Neil's £1.09m of £1,500"`` gives ``["cllr", "o'neil's", "1.09m", "of", "1500"]``."""
    return [m.group().lower() for m in _WORD.finditer(_THOUSANDS.sub("", text.translate(_QUOTES)))]


def content_words(text: str) -> list[str]:
    """Words of ``text`` that carry meaning, in order, with repeats."""
    return [w for w in words(text) if w not in STOP_WORDS and (len(w) > 1 or w.isdigit())]


_SUFFIXES = (
    ("ational", "at"), ("isations", "is"), ("izations", "is"), ("isation", "is"), ("ization", "is"), ("fulness", "ful"), ("ements", ""),
    ("ement", ""), ("ments", ""), ("ment", ""), ("ations", "at"), ("ation", "at"), ("ating", "at"), ("ated", "at"), ("ates", "at"), ("ators", "at"),
    ("ator", "at"), ("ising", "is"), ("ised", "is"), ("ises", "is"), ("izing", "is"), ("ized", "is"), ("ize", "is"), ("ise", "is"), ("ies", "y"),
    ("ied", "y"), ("ings", ""), ("ing", ""), ("edly", ""), ("ed", ""), ("ers", ""), ("er", ""), ("ors", ""), ("or", ""), ("ly", ""), ("sses", "ss"),
    ("es", ""), ("s", ""), ("e", ""),
)  # fmt: skip


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A light English stem, good enough to see that "resurfacing" and "resurface", "clerk's" and "clerk" are one word.

    Of numbers only "1500.00" and "1500" are one, and the forms of a financial year: "2021-2022" and "21/22" give "2021/22".
    """
    word = word.removesuffix("'s")
    if any(c.isdigit() for c in word):
        return two_years(word) or word.removesuffix(".00")
    if len(word) <= 3:
        return word
    for suffix, instead in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3 and not (suffix == "s" and word.endswith("ss")):
            base = word[: len(word) - len(suffix)] + instead
            if len(base) > 3 and base[-1] == base[-2] and base[-1] not in "lsz" and suffix in ("ing", "ings", "ed", "er", "ers"):
                base = base[:-1]
            return base
    return word


def stems(text: str) -> list[str]:
    """Stems of the content words of ``text``."""
    return [stem(w) for w in content_words(text)]


def day_pattern(days: Collection[str]) -> re.Pattern[str]:
    """What any of some days (ISO, at least one) looks like in a paper: "31st March 2020", "March 31, 2020", "31/03/20"."""
    forms = []
    for iso in days:
        year, month, day = iso.split("-")
        name, number, short = date(2000, int(month), 1).strftime("%b"), int(day), year[2:]
        of_year, named = rf"(?:{year}|['’]?{short})(?!\d)", rf"{name}[a-z]*\.?"
        forms += [rf"{number}(?:st|nd|rd|th)?(?: of)? {named},? {of_year}", rf"{named} {number}(?:st|nd|rd|th)?,? {of_year}", rf"0?{number}([./-])0?{int(month)}[./-]{of_year}"]
    return re.compile(rf"(?<![\d/.]){'|(?<![0-9/.])'.join(forms)}".replace("([./-])", "[./-]"), re.I)


def two_years(word: str) -> str | None:
    """A word that is two years in a row as "2021/22", whichever way it is written ("2021-22", "21/22", "1998/1999"); None where it is none."""
    years = _TWO_YEARS.fullmatch(word)
    if not years or int(years["next"][-2:]) != (int(years["first"][-2:]) + 1) % 100:
        return None
    first = years["first"]
    return f"{first if len(first) == 4 else ('19' if int(first) >= _LAST_CENTURY else '20') + first}/{years['next'][-2:]}"


def figures_of(text: str) -> list[tuple[str, ...]]:
    """The figures of a question, each in the forms in which papers write it: "1500" and "1,500"; "2021/22", "2021-22", "2021/2022", "21/22"."""
    return [_forms(figure) for figure in dict.fromkeys(_FIGURE.findall(text))]


def _forms(figure: str) -> tuple[str, ...]:
    years = two_years(figure.replace("–", "-"))
    if years:
        first, following = years.split("/")
        return tuple(f"{a}{mark}{b}" for a, b in ((first, following), (first, f"{int(first) + 1}"), (first[2:], following)) for mark in "/-–")
    plain = figure.replace(",", "")
    is_sum = plain.isdigit() and (len(plain) > 4 or "," in figure or not _YEAR.fullmatch(plain))
    return tuple(dict.fromkeys((figure, plain, f"{int(plain):,}"))) if is_sum else (figure,)


# ------------------------------------------------------------------------------------------------------- sentences

_ABBREVIATIONS = frozenset(
    ["cllr", "cllrs", "councillor.s", "mr", "mrs", "ms", "miss", "dr", "prof", "rev", "revd", "hon", "rt", "st", "sgt", "pc", "insp", "supt", "capt", "col", "gen", "no", "nos", "para", "paras", "p", "pp", "pg", "min", "mins", "approx", "est", "inc", "ltd", "co", "dept", "ref", "refs", "tel", "ext", "e.g", "i.e", "eg", "ie", "etc", "viz", "vs", "v", "cf", "al", "fig", "figs", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec", "mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun", "rd", "ave", "ln", "cres", "sq", "yr", "yrs", "hrs", "hr", "a.m", "p.m", "am", "pm", "max", "gov", "vol", "ed", "eds", "op", "cit", "dist", "bldg", "blvd", "sec", "sch", "art", "reg", "regs", "div", "lt", "maj", "jr", "sr"]
)
_POUNDS, _PENCE = re.compile(r"[£$€]\d+(?:,\d{3})*"), re.compile(r" ?\d\d(?!\d)")  # "£5. 00"
_END = re.compile(r"[.?!]+[\"'’”)\]]*(?=\s)|[;:](?=\s*\n)|\n\s*\n")


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Offsets of the sentences of ``text``, without white space at their edges.

    Knows "Cllr. Smith", "No. 90", "2.00 p.m. the", "e.g. this" and numbered paragraphs; a blank line always ends a sentence.
    """
    begin = 0
    for end in _END.finditer(text):
        if not _ends_sentence(text, begin, end):
            continue
        piece = _trim(text, begin, end.end())
        if piece:
            yield piece
        begin = end.end()
    piece = _trim(text, begin, len(text))
    if piece:
        yield piece


def _ends_sentence(text: str, begin: int, end: re.Match[str]) -> bool:
    mark = end.group()
    if mark[0] in "?!;:" or mark.strip() == "":
        return True
    before = text[begin : end.start()]
    after = text[end.end() :].lstrip()[:1]
    last = re.search(r"(\S+)$", before)
    token = last.group(1).lstrip("([\"'“‘").lower() if last else ""
    if not token:
        return False
    if after and after.islower():
        return False
    if _POUNDS.fullmatch(token) and _PENCE.match(text, end.end()):
        return False
    if token in _ABBREVIATIONS:
        return token in {"a.m", "p.m", "am", "pm", "etc", "ltd", "inc", "rd", "ave"} and bool(re.match(r"[A-Z][a-z]", text[end.end() :].lstrip()[:2]))
    if re.fullmatch(r"(?:[a-z]\.)+[a-z]", token):  # "C.G.M. Ltd"
        return bool(re.match(r"(?:The|A|An|It|He|She|They|This|That|These|There|In|On|At|We|No|All|Cllr|Councillor|Mr|Mrs|Ms)\b", text[end.end() :].lstrip()))
    if re.fullmatch(r"[a-z]", token) and before[-1:].isupper():  # an initial: "J. Smith"
        return False
    return not re.fullmatch(r"\(?(\d{1,3}|[ivxlc]{1,4}|[a-z])[).]?|\d+(\.\d+)+", token) or len(before) > 25  # "7." in front of an item


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if end > start else None


def cells_of(line: str) -> list[str]:
    """The cells of a line that is a row of a table: set apart by tabs, or by bars as in Markdown ("| a | b |", "a | b | c"); none where it is no row."""
    if "\t" in line:
        return line.split("\t")
    bare = line.strip()
    barred = bare.count("|") >= 2 and bare.startswith("|") or bare.count(" | ") >= 2
    return bare.removeprefix("|").removesuffix("|").split("|") if barred and "\n" not in bare else []


def is_row(line: str) -> bool:
    """Is a line a row of a table?"""
    return bool(cells_of(line))


def is_rule(line: str) -> bool:
    """Is a line nothing but the line under the head of a Markdown table ("| --- | --- |")?"""
    return bool(_RULE.fullmatch(line))


def content_hash(*pieces: str) -> str:
    """SHA-256 over ``pieces`` with a separator that cannot occur in them, as 32 hexadecimal digits."""
    return hashlib.sha256("\x1f".join(pieces).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def days_of(iso: str) -> int:
    """Days from the beginning of the calendar to a date "2017-10-31", for counting between dates."""
    return date.fromisoformat(iso).toordinal()


def shifted(iso: str, days: int) -> str:
    """The date so many days later, in the same form."""
    return date.fromordinal(days_of(iso) + days).isoformat()


def slug(text: str, *, most: int = 40) -> str:
    """Lower-case letters, digits and hyphens, at most ``most`` characters, for ids."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:most].strip("-")


def shorten(text: str, most: int) -> str:
    """``text`` on one line, cut at a word before ``most`` characters with an ellipsis."""
    line = one_line(text)
    return line if len(line) <= most else line[: most - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def first_words(text: str, most: int) -> str:
    """``text`` on one line, cut behind ``most`` words with an ellipsis."""
    found = text.split()
    return " ".join(found[:most]) + (" …" if len(found) > most else "")


def one_slip(typed: str, meant: str) -> bool:
    """Is ``typed`` a slip of the hand away from ``meant``: a letter left out or put in, or two changed about, but never the first?

    A letter changed for another makes real words of real words ("protest", "protect") more often than it is a slip.
    """
    if typed[:1] != meant[:1] or typed == meant or abs(len(typed) - len(meant)) > 1:
        return False
    n = next((i for i, (a, b) in enumerate(zip(typed, meant, strict=False)) if a != b), min(len(typed), len(meant)))
    a, b = typed[n:], meant[n:]
    return a == b[1:] or a[1:] == b or (a[:2] == b[1::-1] and a[2:] == b[2:])
