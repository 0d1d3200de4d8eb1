"""Numbers of minutes in the forms that councils use."""

from __future__ import annotations

import pytest

from tests.council.minutes import HEAD, record_of

NUMBERS = [
    ("through-the-year", ["85.", "86.", "87."], ["85", "86", "87"]),
    ("for-decades", ["1829.", "1830.", "1831."], ["1829", "1830", "1831"]),
    ("number-year", ["77/21", "78/21", "79/21"], ["77/21", "78/21", "79/21"]),
    ("year-number", ["24/165", "24/166", "24/167"], ["24/165", "24/166", "24/167"]),
    ("year-dot-number", ["21.44", "21.45", "21.46"], ["21.44", "21.45", "21.46"]),
    ("month-dot-item", ["2307.05", "2307.06", "2307.07"], ["2307.05", "2307.06", "2307.07"]),
    ("body-prefix", ["PLA146/14", "PLA147/14", "PLA148/14"], ["PLA146/14", "PLA147/14", "PLA148/14"]),
    ("body-space", ["GMCA 96/19", "GMCA 97/19", "GMCA 98/19"], ["GMCA 96/19", "GMCA 97/19", "GMCA 98/19"]),
    ("body-year-number", ["CC/19/52", "CC/19/53", "CC/19/54"], ["CC/19/52", "CC/19/53", "CC/19/54"]),
    ("letter", ["C44.", "C45.", "C46."], ["C44", "C45", "C46"]),
    ("brackets", ["(139)", "(140)", "(141)"], ["139", "140", "141"]),
    ("each-meeting-anew", ["1.", "2.", "3."], ["1", "2", "3"]),
    ("no-full-stop", ["18", "19", "20"], ["18", "19", "20"]),
]


@pytest.mark.parametrize(("printed", "expected"), [n[1:] for n in NUMBERS], ids=[n[0] for n in NUMBERS])
def test_items_take_the_number_printed(printed: list[str], expected: list[str]) -> None:
    headings = ("APOLOGIES", "GRIT BINS", "DATE OF NEXT MEETING")
    text = HEAD + "\n\n".join(f"{n} {h}\n\nThe officer reported.\n\nRESOLVED: (1) That it be noted.\n\n(2) That it be sent on." for n, h in zip(printed, headings, strict=True))
    record = record_of(text)
    assert [i.number for i in record.items] == expected
    assert [i.heading for i in record.items] == list(headings)
    assert [d.minute for d in record.decisions] == expected


def test_numbered_paragraphs_and_parts_are_no_items() -> None:
    record = record_of(HEAD + "7. APOLOGIES\n\n7.1 None.\n\n8. BINS\n\n8.1 The officer spoke.\n\n8.2 RESOLVED: That\n\n1) bins be bought;\n\n2) they be yellow.\n\n9. FLOODS\n\n9.1 Nothing.\n")
    assert [i.number for i in record.items] == ["7", "8", "9"]


def test_a_list_within_an_item_does_not_number_the_items() -> None:
    letters = "\n\n".join(f"{n}. {words}" for n, words in enumerate(("Norfolk Link", "Rural Speed Leaflet", "Local Democracy Week", "Gritting Routes Leaflet", "Rights of Way Plan"), 1))
    record = record_of(HEAD + f"3. Apologies\n\nNone.\n\n4. Correspondence\n\n{letters}\n\n5. Planning\n\nThe officer reported.\n\nAGREED: That no objection be made.\n\n6. Village Green\n\nNothing was reported.\n")
    assert [(i.number, i.heading) for i in record.items] == [("3", "Apologies"), ("4", "Correspondence"), ("5", "Planning"), ("6", "Village Green")]


def test_the_last_line_of_an_account_and_a_payment_are_no_headings() -> None:
    money = "Current Account £590.04\n\nReserve Account £30135.75\n\nTOTAL £30725.79\n\nHarbour Hall - hire for May and June £22.80\n\nMrs Birch - salary to the end of May £325\n\nAll agreed."
    record = record_of(HEAD + f"Planning - the application for 2 Quay Lane was looked at\n\nNo objection.\n\nPayments: Quay Supplies £12.00\n\n{money}\n\nPlay Area - the swings were mended\n\nNothing more was said.\n")
    assert [i.heading for i in record.items][1:] == ["Planning", "Payments", "Play Area"]
