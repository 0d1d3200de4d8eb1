"""Links of planning applications: the report, the body that was consulted, a deferral, and the supplement that corrects the report."""

from __future__ import annotations

from pathlib import Path

from docqa.council.links import link_register
from docqa.council.record import parse_record
from docqa.register import Register
from tests.council.minutes import reading_of

PARISH = """ASHBY PARISH COUNCIL

Minutes of the meeting held on Tuesday, 14th May, 2024

Present: Cllr Ash (Chairman), Cllr Birch and Cllr Cole

24/030 Planning

24/00466/FUL, barn at Church Farm. It was RESOLVED to object, as the lane is too narrow.

24/031 Verges

It was RESOLVED that the verges be cut.
"""
COMMITTEE = """SALTBY BOROUGH COUNCIL

PLANNING COMMITTEE

Tuesday, {day}, 2024

Present:- Councillor Ash (in the Chair); Councillors Birch and Cole.

{n}. APOLOGIES.

There were none.

{m}. APPLICATION 24/00466/FUL: BARN AT CHURCH FARM.

Ashby Parish Council had objected because of the lane.

Resolved:- {decision}
"""
JUNE = COMMITTEE.format(day="11th June", n=10, m=11, decision="That the application be deferred to the next meeting for a site visit.")
JULY = COMMITTEE.format(day="9th July", n=20, m=21, decision="That permission be granted.")


def test_what_a_reference_links(tmp_path: Path) -> None:
    register = Register(tmp_path / "cases.sqlite", create=True, read_only=False)
    for name, text in {"parish": PARISH, "june": JUNE, "july": JULY}.items():
        reading = reading_of(text, f"{name}.txt")
        register.add_document(
            f"{name}.txt", sha256=name, size=1, mtime_ns=1, media="text", title=name, metadata={}, notices=(), pages=reading.pages, record=parse_record(reading), passages=(),
        )  # fmt: skip
    link_register(register)
    ends = {i.id: f"{i.paper.partition('#')[0]}:{i.number}" for i in register.items()}
    links = {(k.relation, ends.get(k.source), ends.get(k.target)) for k in register.all_links()}
    assert ("considers", "june.txt:11", "parish.txt:24/030") in links
    assert ("reports-back", "july.txt:21", "june.txt:11") in links
    assert not any("parish.txt:24/031" in link for link in links)
