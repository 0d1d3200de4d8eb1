"""Who was at a meeting, in the forms that headers of minutes have."""

from __future__ import annotations

import pytest

from docqa.council.bodies import misspelt
from tests.council.minutes import record_of

TOP = "SALTBY BOROUGH COUNCIL\n\nENVIRONMENT COMMITTEE\n\nTuesday, 5th March, 2024\n\n"
END = "\n\n1. MINUTES\n\nRESOLVED: That the minutes be signed.\n\n2. BINS\n\nCouncillor Strange spoke.\n\nRESOLVED: That bins be bought.\n"

HEADERS = [
    ("rotherham", "Present:- Councillor Marlow (in the Chair); Councillors Oduya, Finch and Senior together with Co-opted Member: Julie Turner (Voluntary Sector).\n\nAlso in attendance: Councillor Steele, Chair of the Board; Jules Hill, Chief Executive, Pause (for Item 90).\n\nApologies for absence were received from Councillors Pell and Ash.",
     {"chair": ["Marlow"], "present": ["Oduya", "Finch", "Senior", "Turner"], "in_attendance": ["Steele", "Hill"], "apologies": ["Pell", "Ash"]}),
    ("parish-lines", "Present: Cllr D. Marlow - Chairman,\n\nCllr M Oduya, Cllr B Finch, Mrs P. Pell\n\n4 members of the public\n\nApologies: Cllr J. Ash", {"chair": ["Marlow"], "present": ["Oduya", "Finch", "Pell"], "apologies": ["Ash"]}),
    ("one-per-line", "MEMBERS PRESENT:\n\nCouncillor Marlow (Chair)\n\nCouncillor Oduya\n\nCouncillor Finch\n\nOFFICERS PRESENT:\n\nMs J. Wren, Head of Streets", {"chair": ["Marlow"], "present": ["Oduya", "Finch"], "in_attendance": ["Wren"]}),
    ("two-columns-run-together", "PRESENT: Mr G Adam Mr D Louden Mrs H Ross\n\nIn attendance: Mr P Gow, Clerk", {"present": ["Adam", "Louden", "Ross"], "in_attendance": ["Gow"]}),
    ("substitute", "Present: Councillors Marlow (Chair), Oduya and Dunbar (substitute for Councillor Watson)", {"chair": ["Marlow"], "present": ["Oduya"], "substitute": ["Dunbar"]}),
    ("mayor", "Present: The Mayor (Councillor Edith Marlow) in the Chair; Councillors Oduya and Finch.", {"chair": ["Marlow"], "present": ["Oduya", "Finch"]}),
    ("vice-chair-in-the-chair", "Present:- Councillor Marlow (Vice-Chair, in the Chair); Councillor Oduya.", {"chair": ["Marlow"], "present": ["Oduya"]}),
    ("arrived", "Present: Councillors Marlow (Chair), Oduya (arrived at 7.01pm) and Finch", {"chair": ["Marlow"], "present": ["Oduya", "Finch"]}),
    ("clerk-and-her-address", "Clerk: Mrs J. Barrow, Kiln Cottage, Back Lane\n\nPresent: Cllr D. Marlow (Chairman), Cllr M Oduya", {"in_attendance": ["Barrow"], "chair": ["Marlow"], "present": ["Oduya"]}),
    ("mayor-presides", "Present: Cllr Vera Marlow (Town Mayor), Cllr M. Oduya", {"chair": ["Marlow"], "present": ["Oduya"]}),
    ("chair-for-a-while", "Present: Councillor Oduya in the Chair for minutes 1 and 2; Councillors Finch and Pell", {"chair": ["Oduya"], "present": ["Finch", "Pell"]}),
    ("named-again-under-the-item", "Present: Councillors Marlow (Chair) and Oduya\n\nApologies: Mr Andrew Finch\n\nApologies were received from Councillor Finch", {"chair": ["Marlow"], "present": ["Oduya"], "apologies": ["Finch"]}),
    ("in-attendance-name-then-office", "Present: Councillor Marlow (Chair)\n\nIn attendance:\n\nMark Hobbs Chief Executive", {"chair": ["Marlow"], "in_attendance": ["Hobbs"]}),
    ("all-in-one-paragraph", "Members Present were: Edith Marlow (chair), Mona Oduya and Ben Finch. Also in attendance was Councillor Vera Steele. Apologies were received from: Ian Ash and Councillor Pat Pell.",
     {"chair": ["Marlow"], "present": ["Oduya", "Finch"], "in_attendance": ["Steele"], "apologies": ["Ash", "Pell"]}),
    ("no-apologies", "Present: Councillors Marlow (Chair) and Oduya.\n\nApologies: None", {"chair": ["Marlow"], "present": ["Oduya"]}),
]  # fmt: skip


@pytest.mark.parametrize(("header", "expected"), [h[1:] for h in HEADERS], ids=[h[0] for h in HEADERS])
def test_names_by_role(header: str, expected: dict[str, list[str]]) -> None:
    read: dict[str, list[str]] = {}
    for one in record_of(TOP + header + END).attendance:
        read.setdefault("present" if one.role == "vice_chair" else one.role, []).append(one.name.split()[-1])
    read.get("in_attendance", []).extend(read.pop("clerk", [])) if "in_attendance" in read else read.update({"in_attendance": read.pop("clerk")} if "clerk" in read else {})
    assert read == expected


def test_a_note_stays_with_its_name() -> None:
    listed = record_of(TOP + "Present: Councillors Marlow (Chair) and Oduya\n\nAlso in attendance: Jules Hill, Chief Executive (for Item 90)" + END).attendance
    assert [(a.name, a.note) for a in listed if a.role == "in_attendance"] == [("Jules Hill", "for Item 90")]


def test_why_somebody_was_not_there_stays_with_the_name() -> None:
    listed = record_of(TOP + "Present: Councillors Marlow (Chair) and Oduya\n\n24/165 Apologies. Cllr Tindle, who has put his back out; Cllr Finch, on holiday; Mrs Ash due to illness. Accepted." + END).attendance
    assert [(a.name, a.note) for a in listed if a.role == "apologies"] == [("Cllr Tindle", "who has put his back out"), ("Cllr Finch", "on holiday"), ("Mrs Ash", "due to illness")]


def test_who_speaks_is_not_therefore_there() -> None:
    assert not [a for a in record_of(TOP + "Present: Councillor Marlow (Chair)" + END).attendance if "Strange" in a.name]


def test_declarations_of_interest() -> None:
    text = (
        TOP + "Present: Councillors Marlow (Chair), Oduya and Finch\n\n1. DECLARATIONS OF INTEREST\n\nCouncillor Oduya declared a personal interest in Item 2, being a tenant. "
        "Councillor Finch declared a disclosable pecuniary interest in Item 3 and left the room.\n\n2. BINS\n\nRESOLVED: That bins be bought.\n\n3. LAND\n\nRESOLVED: That it be sold.\n"
    )
    found = record_of(text).interests
    assert [(i.member, i.item, i.kind, i.left) for i in found] == [
        ("Councillor Oduya", "2", "personal", None),
        ("Councillor Finch", "3", "disclosable pecuniary", True),
    ]


@pytest.mark.parametrize("text", ["There were no declarations of interest.", "No member declared an interest."])
def test_no_declarations(text: str) -> None:
    assert not record_of(TOP + f"Present: Councillor Marlow (Chair)\n\n1. DECLARATIONS OF INTEREST\n\n{text}\n\n2. BINS\n\nRESOLVED: That bins be bought.\n").interests


DECLARED = [
    ("declared-that", "Councillor Oduya declared that her sister kept a shop in Mill Lane, and would leave the room for minute 3.", ("Councillor Oduya", "3", True)),
    ("number-in-the-next-sentence", "Councillor Oduya declared that she owned a mooring. The Monitoring Officer advised that she could take part in minute 2.", ("Councillor Oduya", "2", False)),
    ("in-short", "Cllr Finch, in the payment at minute 3.", ("Cllr Finch", "3", None)),
    ("by-its-heading", "Councillor Finch declared the same personal interest in the Riverside Leisure Centre as in the previous year.", ("Councillor Finch", "2", None)),
    ("intimated", "Mrs Pell intimated that she would take no part in item 3.", ("Mrs Pell", "3", True)),
    ("by-two-words-of-the-heading", "Councillor Finch declared, as he had in February, that he lived behind the leisure centre.", ("Councillor Finch", "2", None)),
    ("initials", "MO declared that one of the homes at item 3 was her sister-in-law's.", ("Mary Oduya", "3", None)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [d[1:] for d in DECLARED], ids=[d[0] for d in DECLARED])
def test_declarations_in_other_words(text: str, expected: tuple[str, str, bool | None]) -> None:
    minutes = TOP + f"Present: Councillor Marlow (Chair), Mary Oduya and Peter Finch\n\n1. DECLARATIONS OF INTEREST\n\n{text}\n\n2. RIVERSIDE LEISURE CENTRE\n\nRESOLVED: That it be repaired.\n\n3. LAND\n\nRESOLVED: That it be sold.\n"
    assert [(i.member, i.item, i.left) for i in record_of(minutes).interests] == [expected]


@pytest.mark.parametrize("text", ["Every member had received a letter about minute 2.", "Councillor Finch had read the papers of minute 3.", "Councillor Finch said that it was a fine day."])
def test_what_else_is_said_under_declarations_is_none(text: str) -> None:
    assert not record_of(TOP + f"Present: Councillor Marlow (Chair)\n\n1. DECLARATIONS OF INTEREST\n\n{text}\n\n2. BINS\n\nRESOLVED: That bins be bought.\n\n3. LAND\n\nRESOLVED: That it be sold.\n").interests


def test_a_declaration_in_the_item_itself() -> None:
    minutes = TOP + "Present: Councillor Marlow (Chair), Mary Oduya and Peter Finch\n\n1. APOLOGIES\n\nNone.\n\n2. GRANTS\n\nBand £400. Cllr Finch is the treasurer of the band and left.\n\nAGREED: That it be paid.\n\n3. LAND\n\nAGREED: That it be sold.\n"
    assert [(i.member, i.item, i.left) for i in record_of(minutes).interests] == [("Cllr Finch", "2", True)]


def test_a_declaration_that_was_withdrawn_is_none() -> None:
    minutes = TOP + "Present: Councillor Marlow (Chair)\n\n1. DECLARATIONS OF INTEREST\n\nCouncillor Finch declared a personal interest in item 2, and left.\n\n(This declaration was withdrawn later in the meeting.)\n\n2. BINS\n\nRESOLVED: That bins be bought.\n\n3. LAND\n\nRESOLVED: That it be sold.\n"
    assert not record_of(minutes).interests


def test_declarations_under_a_heading_without_a_number() -> None:
    heads = "\n\n".join(f"# {h}\n\nIt was said." for h in ("The application", "The case", "The residents", "Questions"))
    minutes = f"# LICENSING SUB-COMMITTEE\n\n5 March 2024\n\nPRESENT: Councillor Ash (Chair)\n\nFor the applicant: Mr Craig Dale (licence holder)\n\n# Declarations of interest\n\nCouncillor Trigg said that he was a customer of the shop.\n\n{heads}\n"
    record = record_of(minutes, markdown=True)
    assert [i.member for i in record.interests] == ["Councillor Trigg"]
    assert [(a.name, a.role) for a in record.attendance] == [("Councillor Ash", "chair"), ("Mr Craig Dale", "in_attendance")]


def test_who_was_absent_from_a_vote_was_not_absent_from_the_meeting() -> None:
    text = "# CITY COUNCIL\n\nMarch 5, 2024\n\n1. CALL TO ORDER\n\nROLL CALL:\n\n| Ash | Present |\n|---|---|\n| Fowler | Present |\n\n2. BINS\n\nCouncilor Ash moved to buy bins. Councilor Birch seconded the motion.\n\n| Ash | Yea |\n|---|---|\n| Fowler | Absent |\n\nMotion carried.\n"
    record = record_of("# Minutes\n\n" + text, markdown=True)
    assert not [a for a in record.attendance if a.role == "absent"]


def test_several_items_in_one_declaration() -> None:
    text = TOP + "Present: Councillor Marlow (Chair)\n\n1. DECLARATIONS OF INTEREST\n\nCouncillor Finch declared an interest in the trees at item 2 and the badges at item 3.\n\n2. TREES\n\nRESOLVED: That it be cut.\n\n3. BADGES\n\nRESOLVED: That they be bought.\n"
    assert [i.item for i in record_of(text).interests] == ["2", "3"]


def test_a_declaration_by_the_number_of_an_application() -> None:
    text = TOP + "Present: Councillor Marlow (Chair)\n\n1. DECLARATIONS OF INTEREST\n\nCouncillor Finch declared an other registerable interest in application 23/01184/FUL.\n\n2. 23/01184/FUL - MILL ROAD\n\nRESOLVED: That it be refused.\n\n3. LAND\n\nRESOLVED: That it be sold.\n"
    assert [(i.member, i.item, i.kind) for i in record_of(text).interests] == [("Councillor Finch", "2", "other registerable")]


@pytest.mark.parametrize(
    ("printed", "read"),
    [("16 July 2026", "2016-07-16"), ("14 December 2017", "2015-12-14"), ("16 July 2016", "2016-07-16"), ("28 October 2016", "2016-10-28")],
)
def test_minutes_that_are_dated_after_they_were_posted_take_the_year_from_the_post(printed: str, read: str) -> None:
    text = f'---\ntitle: "Saltby Parish Council"\ndate: "2016-10-25"\n---\n\nMinutes of the meeting of Saltby Parish Council held on {printed}\n\nPresent: Cllr Ash (Chair), Cllr Birch\n\n1. Lamps\n\nIt was agreed that the lamp be mended.\n'
    record = record_of(text, "2016/10/saltby/index.md", markdown=True)
    assert [p.meeting_date for p in record.papers] == [read]


def test_a_date_of_several_meetings_counts_only_where_its_own_sentence_tells_of_them() -> None:
    pasted = "MINUTES OF SALTBY PARISH COUNCIL MEETING HELD AT THE HALL 2ND MARCH 2020 Present: Cllr Finch. 1. Apologies None 2. Minutes: The minutes of the meetings held on 06.01.2020 and 11.02.2020 were confirmed."
    assert record_of(pasted).papers[0].meeting_date == "2020-03-02"
    several = "MINUTES OF SALTBY PARISH COUNCIL\n\nMinutes of the meetings held on 5 March 2024 and 12 March 2024\n\nPresent: Cllr Finch.\n\n1. Apologies\n\nNone.\n\n2. Bins\n\nAGREED: That one be bought.\n"
    assert record_of(several).papers[0].meeting_date is None


@pytest.mark.parametrize(
    ("top", "date"),
    [
        ("SALTBY PARISH COUNCIL DRAFT Minutes Subject to the Approval at the next Meeting Ordinary Meeting of the Parish Council Wednesday 6 September 2017 at 7 pm\n\n1. Minutes of the Meeting dated 2 August 2017", "2017-09-06"),
        ("Minutes of the July meeting of Saltby Parish Council\n\nheld on Thursday 13th July in the hall\n\n1. Present: Cllr Finch\n\n2. Minutes: Cllr Pell proposed that the minutes of the meeting held on 8th June 2006 be signed", "2006-07-13"),
        ("**MINUTES OF SALTBY PARISH COUNCIL**\n\n**HELD AT THE CHURCH** **MONDAY 12th** **MAY** **2014**\n\n1. Minutes\n\nThe minutes of 3 March 2014 were approved.", "2014-05-12"),
        ("Minutes of Saltby Parish Council held on THURSDAY FEBRUARY 4TH 2009\n\nPresent: Cllr Finch.", "2010-02-04"),
        ("Minutes of Saltby Parish Council held on Wednesday FEBRUARY 4TH 2009\n\nPresent: Cllr Finch.", "2009-02-04"),
        ("Saltby Parish Council minutes\n\nCouncillors present: Cllr Finch. Item 16/05/1 i) ii) 16/05/2 16/05/3 16/05/4\n\nPublic forum", None),
        ("Minutes of Saltby Parish Council held on Thursday l0th February 2005\n\nPresent: Cllr Finch.\n\nThe minutes of the meeting held on 13th January 2005 were agreed.", "2005-02-10"),
    ],
)
def test_the_date_of_minutes_is_that_of_their_own_meeting(top: str, date: str | None) -> None:
    posted = "2006-08-01" if "13th July" in top else "2010-03-01" if "2009" in top else "2019-01-01"
    record = record_of(f"---\ntitle: \"Saltby Parish Council Minutes\"\ndate: \"{posted}\"\n---\n\n{top}\n", "index.md", markdown=True)
    assert record.papers[0].meeting_date == date


@pytest.mark.parametrize(
    ("name", "date"), [("oct25minutes.txt", "2025-10-08"), ("october-2025.txt", "2025-10-08"), ("oct08minutes.txt", "2026-10-08"), ("oct26m.txt", "2026-10-08"), ("sep25.txt", "2026-10-08"), ("minutes.txt", "2026-10-08")]
)
def test_a_year_typed_too_late_is_put_right_by_the_name_of_the_file(name: str, date: str) -> None:
    top = "Minutes of Meeting (no. 444) of Saltby Community Council, 8th October 2026, 19:00\n\nPresent: Cllr Finch.\n\n1. Apologies\n\nNone.\n\n2. Bins\n\nAGREED: That one be bought.\n"
    assert record_of(top, name).papers[0].meeting_date == date


def test_names_of_bodies_that_are_a_slip_of_the_hand_away() -> None:
    papers = {"West Saltby Parish Council": 30, "Wesdt Saltby Parish Council": 1, "west saltby Parish Council": 1, "East Saltby Parish Council": 1, "Eats Saltby Parish Council": 1, "Saltby Town Council": 12, "Saltsby Town Council": 3}
    assert misspelt(papers) == {"Wesdt Saltby Parish Council": "West Saltby Parish Council", "west saltby Parish Council": "West Saltby Parish Council"}


def test_half_a_name_and_one_letter_for_another_are_slips_where_one_council_can_be_meant() -> None:
    usual = {"West Denholme Parish Council": 30, "Marlwold Parish Council": 20, "Quay Ferry Parish Council": 15, "North Quay Parish Council": 12, "South Quay Parish Council": 12}
    slips = {"Denholme Parish Council": 2, "Ofwest Denholme Parish Council": 1, "Marlwood Parish Council": 1, "Fferry Parish Council": 1}
    others = {"Quay Parish Council": 1, "Parish Council": 1, "Denholme Town Council": 1, "East Denholme Parish Council": 1, "Larlwold Parish Council": 1}
    assert misspelt({**usual, **slips, **others}) == {
        "Denholme Parish Council": "West Denholme Parish Council",
        "Ofwest Denholme Parish Council": "West Denholme Parish Council",
        "Marlwood Parish Council": "Marlwold Parish Council",
        "Fferry Parish Council": "Quay Ferry Parish Council",
    }


def test_offices_in_front_of_names_and_a_clerk_behind_a_councillor() -> None:
    record = record_of(TOP + "Present: Chairman Cllr P Ash, vice chair Cllr G Birch, Cllr D Finch, Borough Cllr Colin Pell, Clerk." + END)
    assert {a.name: a.role for a in record.attendance} == {"Cllr P Ash": "chair", "Cllr G Birch": "vice_chair", "Cllr D Finch": "present", "Cllr Colin Pell": "present"}


def test_names_in_columns_with_initials_and_offices() -> None:
    lines = ["Cllr Jo Ash                JA        Chair", "Cllr Dan Birch             DB        Vice Chair", "Cllr Gail Finch            GF", "Nora Pell                  NP        Parish Clerk and RFO (Minutes)"]
    for between in ("\n\n", " "):  # each a paragraph, or all in one
        record = record_of(TOP + "**Attendance:**\n\n" + between.join(f"**{line}**" for line in lines) + END, markdown=True)
        assert {a.name: a.role for a in record.attendance} == {"Cllr Jo Ash": "chair", "Cllr Dan Birch": "vice_chair", "Cllr Gail Finch": "present", "Nora Pell": "clerk"}


def test_guests_are_listed_with_the_body_they_come_from() -> None:
    record = record_of(TOP + "Present: Cllr Finch (Chair), Cllr Pell\n\nAlso in attendance were Cllrs Lena Marsh-Reid and Ewan Jesson, local resident Janet Carver, and Sam Stair and Beatrice Vance of The New Office" + END)
    guests = {a.name: a.note for a in record.attendance if a.role == "in_attendance"}
    assert {"Janet Carver", "Sam Stair", "Beatrice Vance"} <= guests.keys()
    assert guests["Beatrice Vance"] == "The New Office"


def test_the_list_of_those_present_ends_where_the_minutes_pasted_as_one_line_begin_to_tell() -> None:
    pasted = (
        "MINUTES OF SALTBY PARISH COUNCIL HELD AT SALTBY HALL ON 7th NOVEMBER 2019 PRESENT (Five Councillors):- Ann Barrow (AB), Tom Fay (TF) and Lena Hurst (LH) Chair In attendance: Peter Kemp, Parish Clerk, "
        "and Mr Cole of the Borough Council of Marram and West Marsh. The Chairman welcomed everyone present. Guest Speaker - Lisa Oker spoke of Romance Scams, Saltby Village Hall and Plant Tubs. " + "It was a long evening. " * 70
    )
    listed = {(a.name, a.role) for a in record_of(pasted).attendance}
    assert listed == {("Ann Barrow", "present"), ("Tom Fay", "present"), ("Lena Hurst", "chair"), ("Peter Kemp", "in_attendance"), ("Mr Cole", "in_attendance")}
