"""A question about what a meeting did with something that it did not take: an item pulled or put off, a report that was not given, somebody who did not come.

What comes in: the question as understood, the sentences of the best hits with the share of its subject that they hold (docqa.answer.subject), the best
extract. What goes out: a Lookup with the passage that says so, said first, or None. Owns one rule: only where the question names the time, the passage is of
that time and as near to the question as any other, and no other sentence there reads as the answer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from docqa.answer.extract import Extract
from docqa.answer.places import Lookup
from docqa.answer.question import Understood
from docqa.answer.subject import Said, told
from docqa.text import days_of

_LABEL = r"^\W*(?:\(?(?:[a-z]{1,2}|[ivx]{1,4}|\d{1,3}(?:[./]\d+)*)[.)]\s*)?"
_PUT_OFF = r"re-?scheduled|postponed|cancel(?:l?ed)|withdrawn|pulled|deferred|held over|put off|put on hold|on hold"
_NOT_DONE = r"not (?:present to|able to attend|required|needed|considered|taken|discussed|moved|held|reached|proceeded with|pursued)"
_NONE_OF = r"vote|report|update|speaker|objection|comment|application|nomination|declaration|interest|apolog(?:y|ie)|quote|quotation|tender|bid|complaint|crime|incident|volunteer|candidate|response|repl(?:y|ie)|request|grant"
_MARKED = re.compile(rf"{_LABEL}(?:PULLED|WITHDRAWN|CANCEL(?:L?ED)|POSTPONED|DEFERRED)\b")
_SAYS_SO = re.compile(
    r"\bno (?:formal |further )?(?:action|vote|decision) was (?:taken|made)\b"
    rf"|\bthere (?:was|were|had been) no (?:\w+ ){{0,2}}?(?:{_NONE_OF}|discussion|second|seconder|decision|meeting|action)s?\b"
    rf"|\bno (?:\w+ ){{0,2}}?(?:{_NONE_OF})s? (?:(?:was|were|is|are|had been|has been|have been) )?(?:received|made|declared|reported|recorded|submitted|raised|put forward|cast)\b"
    r"|\bno (?:report|update) (?:was |had been )?(?:given|made|received|available|provided)\b"
    rf"|\b(?:was|were|had been|has been|have been|is|are) (?:{_PUT_OFF}|{_NOT_DONE})\b"
    r"|\b(?:had|has|have|did) not (?:taken? place|attend(?:ed)?|proceed(?:ed)?|sp(?:eak|oken)|address(?:ed)?|me?et)\b"
    r"|\bwithdrew (?:the|his|her|their|its) (?:motion|application|request|comments?|amendment)\b"
    r"|\brequested to have (?:the |his |her |their )?(?:public )?comments? removed\b"
    rf"|{_LABEL}Not (?:required|needed|present|discussed|taken|available)\b"
    r"|\bdeclined the invitation\b",
    re.I,
)
_OF_INTERESTS = re.compile(r"\bdeclaration\b", re.I)  # what is withdrawn there is a declaration of interest
_ASKS = re.compile(
    r"^\W*(?:(?:so|and|but|remind me|tell me|please|list|summari[sz]e|names? of|the)\W+)*(?:(?:in|at|on|by|to|for|during|of)\s+)?(?:who|whom|whose|what|which|when|where|why|how|list|names?|summari[sz]e|give)\b|^\W*summari[sz]e\b", re.I
)  # fmt: skip
_SPEAKS_OF_IT = re.compile(r"\b(?:pull(?:ed|ing)?|withdr[ae]w\w*|defer\w*|postpon\w*|cancel\w*|adjourn\w*|re-?sched\w*|absent|absence|not|no|never|\w+n't|put off|what (?:became|happened)|held up|delay\w*|outcome|turn up|show(?:ed)? up|next)\b", re.I)
_LONGEST_DAYS = 31
_NEAREST = 2  # hits it may stand in
_LEAST = 0.3  # share of the subject that it must hold with what stands around it
_AS_NEAR = 0.21  # by how much another sentence of that time may hold more: what says so is short and stands below what it speaks of
_CLEARLY_ANSWERS = 2.0  # of the reader's figures, from here on


def not_taken(understood: Understood, said: Sequence[Said], found: Sequence[Extract]) -> Lookup | None:
    """The passage that says that what is asked about was not taken, said first.

    Args:
        understood: the question.
        said: the sentences of the best hits, see ``docqa.answer.subject``.
        found: the same as extracts, best first.
    """
    spans = [(p.first, p.last) for p in understood.periods if p.certain and days_of(p.last) - days_of(p.first) <= _LONGEST_DAYS]
    if not spans or not _ASKS.search(understood.text) or _SPEAKS_OF_IT.search(understood.text):
        return None
    of_then = [s for s in said if any(first <= (s.passage.meeting_date or "") <= last for first, last in spans)]
    best = max((s for s in of_then if s.rank < _NEAREST and is_not_taken(s.text)), key=lambda s: s.share, default=None)
    if best is None or best.share < max(_LEAST, max(s.share for s in of_then) - _AS_NEAR):
        return None
    if any(s.passage.meeting_date != best.passage.meeting_date and s.share >= best.share - _AS_NEAR for s in of_then):
        return None  # another meeting of that time may have taken it
    if found and found[0].read >= _CLEARLY_ANSWERS and found[0].hit.passage.meeting_date == best.passage.meeting_date and not is_not_taken(found[0].text):
        return None
    return told("The papers do not bear that out", best)


def is_not_taken(text: str) -> bool:
    """Does a sentence say that something was not taken, put off, not given, or that somebody did not come?"""
    return bool(_MARKED.search(text) or (_SAYS_SO.search(text) and not _OF_INTERESTS.search(text)))
