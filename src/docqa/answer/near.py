"""What the record, or the passages themselves, say of what the search found, tried in order: what a question takes for granted and the papers have otherwise,
proceedings, votes, what came back, and what the papers found do not say.

What comes in: the question as understood, the hits and their sentences. What goes out: a Lookup, or None where the passages stand alone. What the record
answers without a search is docqa.answer.lookup.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from docqa.answer.amounts import wrong_amount
from docqa.answer.by_whom import not_there, wrong_person
from docqa.answer.defined import nearly_defined, undefined
from docqa.answer.extract import Extract
from docqa.answer.not_taken import not_taken
from docqa.answer.outstanding import returned
from docqa.answer.places import Lookup
from docqa.answer.premise import premise_corrected
from docqa.answer.private import exclusion_asked
from docqa.answer.proceedings import proceedings_asked
from docqa.answer.question import Understood
from docqa.answer.subject import said_of, subject_of
from docqa.answer.unsaid import unsaid
from docqa.answer.voted import voted
from docqa.records import Filters, Hit
from docqa.register import Register


def look_up_near(
    understood: Understood, weights: Mapping[str, float], hits: Sequence[Hit], found: Sequence[Extract], register: Register, filters: Filters
) -> Lookup | None:
    """The first that has something to say, or None.

    Args:
        understood: the question.
        weights: stem of the question -> its weight times its rarity.
        hits: passages, best first.
        found: their sentences and rows, best first.
        register: the record.
        filters: what the question is limited to.
    """
    said = said_of(subject_of(understood, weights), hits)
    return (
        nearly_defined(understood, hits)
        or undefined(understood, hits)
        or exclusion_asked(understood, weights, hits, register, filters)
        or premise_corrected(understood, weights, hits, register)
        or wrong_person(understood, register, filters)
        or not_there(understood, register, filters)
        or not_taken(understood, said, found)
        or wrong_amount(understood, weights, hits)
        or proceedings_asked(understood, weights, hits, register, filters)
        or voted(understood, weights, hits, register, filters)
        or returned(understood, weights, hits, register)
        or unsaid(understood, said, found, register)
    )
