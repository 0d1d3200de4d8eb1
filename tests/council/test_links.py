"""Links and follow-ups over a small register: scrutiny recommends, Cabinet decides, it is reported back, minutes are approved and corrected."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from docqa.council.due import NEXT_MEETING, find_due
from docqa.council.followups import as_of
from docqa.council.links import link_register
from docqa.records import FollowUp
from docqa.register import Register
from tests.council.minutes import reading_of

SCRUTINY_1 = """COMMUNITIES SCRUTINY COMMISSION

18th July, 2024

Present:- Councillor Marlow (in the Chair); Councillors Oduya, Finch and Pell.

1. DECLARATIONS OF INTEREST.

There were none.

2. GREAT HALE LIBRARY: SATURDAY OPENING.

The Head of Libraries presented a petition for the opening of Great Hale library on Saturdays.

Resolved:- (1) That Cabinet be recommended to open Great Hale library on Saturdays from April, 2025.

(2) That the Head of Libraries report on the use of the mobile library in six months' time.

3. DATE OF NEXT MEETING.

Resolved:- That the next meeting be held on 19th September, 2024.
"""
CABINET = """SALTBY BOROUGH COUNCIL

CABINET

Tuesday, 10th September, 2024

Present:- Councillor Ash (Leader, in the Chair); Councillors Birch and Cole.

30. APOLOGIES.

There were none.

31. GREAT HALE LIBRARY.

Cabinet considered the recommendation of the Communities Scrutiny Commission (minute 2 of 18th July, 2024) that Great Hale library open on Saturdays.

Resolved:- That Great Hale library be open on Saturday mornings with effect from 5th April, 2025.

32. REFUSE LORRIES.

Resolved:- That four lorries be bought.
"""
SCRUTINY_2 = """COMMUNITIES SCRUTINY COMMISSION

23rd January, 2025

Present:- Councillor Marlow (in the Chair); Councillors Oduya and Finch.

10. MINUTES OF THE MEETING HELD ON 18TH JULY, 2024.

Resolved:- That the minutes of the meeting held on 18th July, 2024 be approved as a correct record, subject to the following correction:-

Minute No. 2: for "petition" read "letter".

11. MOBILE LIBRARY.

Further to Minute No. 2(2) of 18th July, 2024, the Head of Libraries reported on the use of the mobile library.

Resolved:- That the report be noted.

12. DATE OF NEXT MEETING.

Resolved:- That the next meeting be held on 20th March, 2025.
"""

Made = Callable[..., Register]


@pytest.fixture
def register(tmp_path: Path) -> Made:
    """A register of documents, name -> text, in the order given."""

    def made(**texts: str) -> Register:
        from docqa.council.record import parse_record

        opened = Register(tmp_path / f"{'-'.join(texts)}.sqlite", create=True, read_only=False)
        for name, text in texts.items():
            reading = reading_of(text, f"{name}.txt")
            opened.add_document(
                f"{name}.txt", sha256=name, size=1, mtime_ns=1, media="text", title=name, metadata={}, notices=(), pages=reading.pages, record=parse_record(reading), passages=(),
            )  # fmt: skip
        link_register(opened)
        return opened

    return made


def links_of(register: Register) -> set[tuple[str, str, str]]:
    """Links with the minute each end was taken under."""
    ends = {d.id: f"{d.document}:{d.minute}" for d in register.decisions()}
    ends |= {i.id: f"{i.paper.partition('#')[0]}:{i.number}" for i in register.items()} | {p.id: p.document for p in register.papers()}
    return {(k.relation, ends[k.source], ends.get(k.target, k.target)) for k in register.all_links()}


def test_what_became_of_a_recommendation(register: Made) -> None:
    links = links_of(register(july=SCRUTINY_1, cabinet=CABINET, january=SCRUTINY_2))
    assert ("recommends-to", "july.txt:2", "cabinet.txt:31") in links
    assert ("decides-on", "cabinet.txt:31", "july.txt:2") in links
    assert not any("cabinet.txt:32" in (a, b) for _, a, b in links)


def test_minutes_are_approved_and_corrected(register: Made) -> None:
    links = links_of(register(july=SCRUTINY_1, january=SCRUTINY_2))
    assert ("approves-minutes", "january.txt:10", "july.txt") in links
    assert ("corrects", "january.txt:10", "july.txt:2") in links


def test_a_report_back_answers_what_was_asked(register: Made) -> None:
    opened = register(july=SCRUTINY_1, cabinet=CABINET, january=SCRUTINY_2)
    assert ("reports-back", "january.txt:11", "july.txt:2") in links_of(opened)
    asked = next(f for f in opened.followups() if "mobile library" in f.what)
    assert (asked.due, asked.owner, asked.answered_on) == ("2025-01", "Head of Libraries", "2025-01-23")
    assert as_of(asked, "2025-01-31").status == "reported"
    assert as_of(asked, "2024-12-31").status == "open"


def test_without_the_later_minutes_it_falls_due_and_is_never_called_done(register: Made) -> None:
    asked = next(f for f in register(july=SCRUTINY_1, cabinet=CABINET).followups() if "mobile library" in f.what)
    assert as_of(asked, "2025-01-31").status == "open"
    assert as_of(asked, "2025-02-01").status == "due"


def test_no_cabinet_minutes_no_link(register: Made) -> None:
    assert not [k for k in register(july=SCRUTINY_1, january=SCRUTINY_2).all_links() if k.relation in ("recommends-to", "decides-on")]


def test_every_link_has_its_words(register: Made) -> None:
    opened = register(july=SCRUTINY_1, cabinet=CABINET, january=SCRUTINY_2)
    assert all(k.evidence and k.confidence >= 0.7 for k in opened.all_links())


def test_draft_and_approved_text_of_one_meeting(register: Made) -> None:
    draft = SCRUTINY_1.replace("18th July, 2024\n\nPresent", "18th July, 2024\n\nDRAFT MINUTES subject to approval\n\nPresent", 1)
    opened = register(draft=draft, july=SCRUTINY_1, january=SCRUTINY_2)
    assert ("supersedes", "july.txt", "draft.txt") in links_of(opened)
    counted = opened.decisions(copies=False)
    assert len(counted) == len(opened.decisions()) - 2
    assert not any(d.document == "draft.txt" for d in counted)


def test_ids_do_not_depend_on_the_order_of_reading(register: Made) -> None:
    draft = SCRUTINY_1.replace("18th July, 2024\n\nPresent", "18th July, 2024\n\nDRAFT MINUTES subject to approval\n\nPresent", 1)
    one = {d.id: d.document for d in register(draft=draft, july=SCRUTINY_1).decisions()}
    other = {d.id: d.document for d in register(july=SCRUTINY_1, draft=draft).decisions()}
    assert one == other
    assert one["csc/2024-07-18/m2/r1"] == "july.txt"


FIRST = """ASHBY PARISH COUNCIL

Minutes of the meeting held on Tuesday, 9th January, 2024

Present: Cllr Ash (Chairman), Cllr Birch and Cllr Cole

24/001 Market charges

It was RESOLVED that the pitch charge be £13.50.

24/002 Hedge

It was RESOLVED that the hedge be cut.
"""
SECOND = """ASHBY PARISH COUNCIL

Minutes of the meeting held on Tuesday, 12th March, 2024

Present: Cllr Ash (Chairman), Cllr Birch and Cllr Cole

24/020 Minutes

Cllr Cole pointed out that in minute 24/002 the word hedge should read edge. It was RESOLVED that, with the correction set out above, the minutes of the meeting held on 9th January, 2024 be approved.

24/021 Market charges

The charge was looked at again (24/001). It was RESOLVED that the pitch charge be £15 in place of £13.50.

24/022 Trees

Cllr Birch asked in January for a tree and was told that there was no room (minute 24/002).
"""


def test_a_decision_in_place_of_another_and_a_correction_told_before(register: Made) -> None:
    links = links_of(register(january=FIRST, march=SECOND))
    assert ("supersedes", "march.txt:24/021", "january.txt:24/001") in links
    assert ("corrects", "march.txt:24/020", "january.txt:24/002") in links
    assert ("corrects", "march.txt:24/020", "january.txt") not in links


def test_what_a_member_asked_in_debate_is_no_report_back(register: Made) -> None:
    links = links_of(register(january=FIRST, march=SECOND))
    assert ("refers-to", "march.txt:24/022", "january.txt:24/002") in links
    assert not [k for k in links if k[0] == "reports-back" and k[1] == "march.txt:24/022"]


DUE = [
    ("in-six-months", "That a further update be provided in six months' time.", "2018-05"),
    ("within-weeks", "That officers report back within six weeks.", "2017-12-26"),
    ("on-a-day", "That the Head of Leisure attend on 19th January, 2018 with the findings.", "2018-01-19"),
    ("day-without-year", "That it be brought back on 9th January.", "2018-01-09"),
    ("in-a-month", "That findings be reported to this Commission in January, 2018.", "2018-01"),
    ("each-month", "That a table be brought to the Commission each March.", "2018-03"),
    ("new-year", "That the Voice of the Child be considered in the new year.", "2018-01"),
    ("in-spring", "That the results be brought back in the spring of 2019.", "2019-03"),
    ("by-christmas", "That a session be held before Christmas.", "2017-12"),
    ("work-programme", "That a meeting be scheduled as part of its 2018-19 work programme.", "2019-04"),
    ("next-meeting", "That the decision be reported back to the next meeting.", NEXT_MEETING),
]


@pytest.mark.parametrize(("text", "due"), [d[1:] for d in DUE], ids=[d[0] for d in DUE])
def test_when_something_is_due(text: str, due: str) -> None:
    found = find_due(text, "2017-11-14")
    assert found is not None
    assert found.when == due


@pytest.mark.parametrize("text", ["That the minutes of the meeting held on 5th May, 2018 be approved.", "That the fee be £40 with effect from 1st April, 2018.", "That six bins be bought."])
def test_what_is_not_due(text: str) -> None:
    found = find_due(text, "2017-11-14")
    assert found is None or found.when is None


def test_due_in_part_and_superseded() -> None:
    base = FollowUp("a", "a", "d", "B", "2024-01-01", "1", "h", "w", "2024-06", "in June", None)
    from dataclasses import replace

    assert as_of(replace(base, answered_by="x", answered_on="2024-06-10", partly=True), "2024-07-01").status == "answered in part"
    assert as_of(replace(base, superseded_by="y"), "2024-07-01").status == "superseded"


ASKED = """ASHBY PARISH COUNCIL

Minutes of the meeting held on Tuesday, 14th May, 2024

Present: Cllr Ash (Chairman), Cllr Birch and Cllr Cole

24/030 Burial ground

It was RESOLVED to have the yew tree at the lychgate surveyed. The Clerk is to ask Mr Stott for a price by September.

24/031 Street light

It was RESOLVED to write to the county council about the street light at the bus shelter.

24/032 Website

It was RESOLVED that the website be moved to a new host.
"""
TOLD = """ASHBY PARISH COUNCIL

Minutes of the meeting held on Tuesday, 9th July, 2024

Present: Cllr Ash (Chairman), Cllr Birch and Cllr Cole

24/040 Clerk's report

(a) Street light: the county council has mended the light at the bus shelter. (b) The yew tree at the lychgate was surveyed on 2 June. (c) Cllr Cole has a cold.

24/041 Verges

Cllr Birch said that the verges had been cut and that the street was tidy.
"""


def test_a_clerks_report_answers_one_matter_after_another(register: Made) -> None:
    links = {k for k in links_of(register(may=ASKED, july=TOLD)) if k[0] == "reports-back"}
    assert links == {("reports-back", "july.txt:24/040", "may.txt:24/030"), ("reports-back", "july.txt:24/040", "may.txt:24/031")}


def test_what_is_told_as_not_done_is_not_reported(register: Made) -> None:
    opened = register(may=ASKED, july=TOLD.replace("the county council has mended the light at the bus shelter", "the county council has not mended the light at the bus shelter yet"))
    assert ("reports-back", "july.txt:24/040", "may.txt:24/031") in links_of(opened)
    light = [f for f in opened.followups() if "street light" in f.what]
    assert light
    assert not any(f.answered_by for f in light)


@pytest.mark.parametrize(
    "text",
    [
        "That the final report come to this Commission within one month of the reopening.",  # the paper does not give the day of the reopening
        "That a report on progress be made to Cabinet each quarter.",
    ],
    ids=["counted-from-another-day", "again-and-again"],
)
def test_what_is_to_come_back_on_no_day_that_is_known(text: str) -> None:
    found = find_due(text, "2017-11-14")
    assert found is not None
    assert found.when is None
    assert found.words
