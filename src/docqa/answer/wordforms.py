"""Text -> words, figures and marks, each as what is compared: stems, values, and the classes of words that turn a statement round. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from docqa.text import STOP_WORDS, stem

_PIECE = re.compile(
    r"(?P<money>[£$€]\s?)?(?P<number>\d+(?:,\d{3})*(?:\.\d+)*)(?P<scale>\s?(?:bn|m|k|million|billion|thousand)\b)?(?P<percent>\s?(?:%|per\s?cent\b))?(?P<more>(?:[/:-]?\w)+)?"
    r"|(?P<word>[^\W\d_]+(?:'[^\W\d_]+)*)|(?P<mark>[,;:.()])",
    re.I,
)
_SCALES = {"bn": 9, "billion": 9, "m": 6, "million": 6, "k": 3, "thousand": 3}
_UNITS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
_NUMBERS = {w: str(n) for n, w in enumerate(_UNITS)} | {w: str(n * 10) for n, w in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)}
_SAME = {"cllr": "councillor", "cllrs": "councillor", "councillors": "councillor"}
NEGATORS = frozenset(["not", "no", "never", "none", "nor", "neither", "cannot", "without", "nobody", "nothing", "unable"])
BOUNDARIES = frozenset([",", ";", ":", ".", "(", ")", "but", "although", "though", "while", "whereas", "however", "because", "except", "that"])
APART = BOUNDARIES | {"and"}
BINDING = frozenset(  # stop words that carry a statement: used here, they must stand there
    ["only", "all", "every", "each", "both", "most", "few", "more", "before", "after", "until", "against", "over", "under", "above", "below", "within", "again",
     "same", "may", "might", "could", "should", "must", "yes", "further", "other", "if", "whether", "once", "own", "during", "since"]
)  # fmt: skip
# What turns a statement into less than one, by kind: where one of a kind governs the words used there, one of its kind must stand here.
OUTCOMES: tuple[frozenset[str], ...] = tuple(
    frozenset(kind.split())
    for kind in (
        "lost defeated",
        "refuse refuses refused refusal reject rejects rejected declined declines dismissed quashed withdrawn withdrew rescinded revoked overturned",
        "defer defers deferred deferral postponed adjourned",
    )
)
HEDGES: tuple[frozenset[str], ...] = tuple(
    frozenset(kind.split())
    for kind in (
        "may might could possible possibly potential potentially perhaps likely",
        "should ought",
        "recommend recommends recommended recommending recommendation recommendations",
        "ask asks asked asking request requests requested requesting urge urged invite invited seek seeks sought",
        "against oppose opposed opposes objected objects objection objections",
        "draft provisional indicative minded principle",
        "alleged claimed allegedly reportedly rumoured",
    )
)
CONDITIONS = frozenset(["if", "unless", "subject", "provided", "whether", "depending", "depends", "dependent", "pending", "conditional", "conditionally", "conditions"])
PROPOSED = frozenset(["suggest", "suggests", "suggested", "suggestion", "propose", "proposed", "proposes", "proposal", "proposals", "proposing", "motion", "amendment", "moved", "seconded", "intend", "intends", "intended", "planned"])
TITLES = frozenset(["councillor", "mr", "mrs", "ms", "miss", "dr", "professor", "alderman", "sir"])
DECIDED = re.compile(r"\b(?:RESOLVED|AGREED|DECIDED)\b|^\W*(?:Resolved|Agreed|Decided|Decision)\b|\b(?:was|were) (?:unanimously )?(?:resolved|agreed|decided)\b")
DECIDE = frozenset(["resolved", "resolve", "resolves", "resolution", "agreed", "agree", "agrees", "decided", "decide", "decides", "decision"])


@dataclass(frozen=True, slots=True)
class Token:
    """A word, figure or mark. ``key`` is what is compared: a stem, or the value of a figure."""

    word: str
    key: str
    kind: str  # "word" | "money" | "percent" | "plain" | "mark"
    capital: bool

    @property
    def figure(self) -> bool:
        """A number of some kind."""
        return self.kind in ("money", "percent", "plain")

    @property
    def content(self) -> bool:
        """Carries meaning: must stand in the quote."""
        return self.figure or self.kind == "word" and self.word not in STOP_WORDS and self.word not in NEGATORS and (len(self.word) > 1 or not self.word.islower())


@lru_cache(maxsize=512)
def tokens_of(text: str) -> tuple[Token, ...]:
    """Words, figures and the marks that part clauses, in order."""
    plain = text.replace("’", "'").replace("‘", "'").replace("–", "-").replace("—", " - ").replace("\u00a0", " ")
    found: list[Token] = []
    for piece in _PIECE.finditer(plain):
        if piece["mark"]:
            found.append(Token(piece["mark"], piece["mark"], "mark", False))
        elif piece["number"]:
            found.append(_figure(piece))
        else:
            whole = piece["word"]
            negated = whole.lower().endswith("n't")
            word = whole.lower().removesuffix("'s").removesuffix("n't")
            word = _SAME.get(word, word)
            if word in _NUMBERS:
                found.append(Token(word, _NUMBERS[word], "plain", False))
            elif not (word == "no" and re.match(r"\.?\s*\d", plain[piece.end() :])):  # "No. 90"
                if len(whole) == 1 and whole.isupper() and found and found[-1].word != ".":
                    word = whole  # "Option A" is not "a"
                found.append(Token(word, stem(word), "word", whole[:1].isupper()))
            if negated or (word in ("failed", "fails", "fail", "failing", "unable", "refused", "declined") and re.match(r"\s+to\b", plain[piece.end() :])):
                found.append(Token("not", "not", "word", False))
    return tuple(found)


def _figure(piece: re.Match[str]) -> Token:
    more = (piece["more"] or "").lower()
    whole = piece.group().lower().strip()
    if (more and not re.fullmatch(r"st|nd|rd|th", more)) or piece["number"].count(".") > 1:
        return Token(whole, whole, "plain", False)
    value = Decimal(piece["number"].replace(",", "")) * 10 ** _SCALES.get((piece["scale"] or "").strip().lower(), 0)
    return Token(whole, format(value.normalize(), "f"), "money" if piece["money"] else "percent" if piece["percent"] else "plain", False)
