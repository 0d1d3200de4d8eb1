"""Every opening form of a decision that councils use, one row each, and every false friend."""

from __future__ import annotations

import pytest

from docqa.text import fold
from tests.council.minutes import minutes_with, record_of

OTHERS = ("APOLOGIES FOR ABSENCE\n\nThere were none.", "URGENT BUSINESS\n\nThere was none.")

# id, the item as minuted, words that the decision holds, numbers of its parts
LABELLED = [
    ("resolved-dash-parts", "GRIT BINS\n\nThe Head of Streets reported.\n\nResolved:- (1) That six bins be bought.\n\n(2) That the Parish pay for two.", ["six bins", "Parish pay"], ["(1)", "(2)"]),
    ("resolved-dash-that", "GRIT BINS\n\nThe officer reported.\n\nResolved:- That six bins be bought.", ["six bins be bought"], []),
    ("resolved-then-that-below", "GRIT BINS\n\nThe officer reported.\n\nResolved:-\n\nThat six bins be bought.", ["six bins"], []),
    ("capitals-colon-parts-below", "GRIT BINS\n\nThe officer reported.\n\nRESOLVED:\n\n1) That six bins be bought.\n\n2) That should money be left:\n\n- That a seventh be bought;\n- That it be yellow.\n\n3) That the outcome be reported.", ["six bins", "yellow", "outcome"], ["1)", "2)", "3)"]),
    ("list-dash-of-the-converter", "GRIT BINS\n\nResolved:\n- 1) That six bins be bought;\n- 2) That in next year's report:\n - details are given of use;\n- 3) That the matter come back.", ["six bins", "details are given", "come back"], ["1)", "2)", "3)"]),
    ("glued-to-the-heading", "DATE OF NEXT MEETING**RESOLVED:-**\n\nThat the next meeting be held on 9th April, 2024.", ["9th April"], []),
    ("that-in-capitals", "GRIT BINS\n\nThe officer reported.\n\nRESOLVED\n\nTHAT six bins be bought.", ["six bins"], []),
    ("number-then-the-words-below", "GRIT BINS\n\nThe officer reported.\n\nRESOLVED 24/03.07\n\nThat six bins be bought.", ["RESOLVED 24/03.07", "six bins"], []),
    ("en-dash", "GRIT BINS\n\nThe officer reported.\n\nRESOLVED – That six bins be bought.", ["six bins"], []),
    ("slash-dash", "GRIT BINS\n\nThe officer reported.\n\nRESOLVED /-\n\n1. That six bins be bought.\n\n2. That the Parish pay.", ["six bins", "Parish pay"], ["1.", "2."]),
    ("resolved-that", "GRIT BINS\n\nThe officer reported.\n\nRESOLVED that six bins be bought.", ["six bins"], []),
    ("it-was-resolved", "GRIT BINS\n\nThe officer reported. It was RESOLVED that six bins be bought.", ["six bins"], []),
    ("and-it-was-resolved-dash", "GRIT BINS\n\nIt was moved by Councillor Finch, seconded by Councillor Pell and it was RESOLVED –\n\nThat six bins be bought.", ["six bins"], []),
    ("unanimously-before", "GRIT BINS\n\nThe officer reported.\n\nUNANIMOUSLY RESOLVED that six bins be bought.", ["six bins"], []),
    ("unanimously-in-brackets", "GRIT BINS\n\nThe officer reported.\n\nRESOLVED: (Unanimously) That six bins be bought.", ["six bins"], []),
    ("letter-spaced-that", "GRIT BINS\n\nThe officer reported.\n\nRESOLVED - T H A T six bins be bought.", ["six bins"], []),
    ("letter-spaced-resolved", "GRIT BINS\n\nThe officer reported.\n\nR E S O L V E D - That six bins be bought.", ["six bins"], []),
    ("paragraph-number", "GRIT BINS\n\n7.1 The officer reported.\n\n7.2 RESOLVED: That six bins be bought.", ["six bins"], []),
    ("irish", "GRIT BINS\n\nProposed by Councillor Finch;\nSeconded by Councillor Pell;\nAnd Resolved:\n\n“That six bins be bought, in accordance with Section 20 of the Act.”", ["six bins"], []),
    ("northern-irish", "GRIT BINS\n\nPROPOSED by Councillor Finch\n\nSeconded by Councillor Pell, and\n\nRESOLVED: that six bins be bought.", ["six bins"], []),
    ("recommended-to-council", "GRIT BINS\n\nThe officer reported.\n\nRECOMMENDED to Full Council that six bins be bought.", ["six bins"], []),
    ("recommended-letters", "GRIT BINS\n\nThe officer reported.\n\nRECOMMENDED that Full Council:-\n\n(a) buys six bins; and\n\n(b) paints them.", ["six bins", "paints"], ["(a)", "(b)"]),
    ("recommends-to-the-board", "GRIT BINS\n\nThe officer reported.\n\nRECOMMENDS TO THE TRANSPORT BOARD:\n\nThat six bins be bought.", ["six bins"], []),
    ("past-tense-parts", "GRIT BINS\n\nThe officer reported.\n\nRESOLVED: That Council :-\n\n(1) Appointed Mr Hale as gritter.\n\n(2) Noted the cost.", ["Mr Hale", "Noted the cost"], ["(1)", "(2)"]),
    ("roman-parts", "GRIT BINS\n\nThe officer reported.\n\nRESOLVED – that:\n\n(i) six bins be bought;\n\n(ii) they be yellow; and\n\n(iii) the Parish pay.", ["six bins", "yellow", "Parish pay"], ["(i)", "(ii)", "(iii)"]),
    ("parts-in-one-paragraph", "GRIT BINS\n\nThe officer reported.\n\nRESOLVED: That (a) six bins be bought; (b) they be yellow; and (c) the Parish pay.", ["six bins", "yellow", "Parish pay"], ["(a)", "(b)", "(c)"]),
    ("welsh", "BINIAU GRAEAN\n\nAdroddodd y swyddog.\n\nPENDERFYNWYD prynu chwe bin.", ["chwe bin"], []),
    ("correction-belongs-to-it", "MINUTES\n\nResolved:- (1) That the minutes of the previous meeting be approved as a correct record subject to the following correction:\n\nPresent: Councillor Oduya.", ["Councillor Oduya"], ["(1)"]),
]  # fmt: skip


@pytest.mark.parametrize(("item", "held", "numbers"), [r[1:] for r in LABELLED], ids=[r[0] for r in LABELLED])
def test_a_labelled_decision_is_found_whole(item: str, held: list[str], numbers: list[str]) -> None:
    record = minutes_with(OTHERS[0], "FLOODS\n\nRESOLVED: That the pumps be serviced.", item, OTHERS[1])
    found = [d for d in record.decisions if "pumps" not in d.text]
    assert len(found) == 1, [d.text for d in record.decisions]
    assert all(fold(words) in fold(found[0].text) for words in held), found[0].text
    assert [p.number for p in found[0].parts if p.number] == numbers
    assert found[0].minute == "9"
    assert found[0].meeting_date == "2024-03-05"


# Minutes in which no RESOLVED stands: (id, items, words of each decision in order)
OTHER_CONVENTIONS = [
    ("agreed-in-capitals", ["GRIT BINS\n\nThe officer reported.\n\nThe Committee AGREED that six bins be bought.", "FLOODS\n\nAfter debate it was AGREED that the pumps be serviced.", "VERGES\n\nThe Committee NOTED the position."], ["six bins", "pumps", "NOTED the position"]),
    ("decision-heading-infinitives", ["GRIT BINS\n\nThe officer reported.\n\nDecision\n\n1) To note the report.\n\n2) To agree to buy six bins.", "FLOODS\n\nThe officer reported.\n\nDecision\n\nTo approve the service of the pumps."], ["six bins", "service of the pumps"]),
    ("decision-colon", ["GRIT BINS\n\nThe officer reported.\n\nDecision: to agree that six bins be bought.", "FLOODS\n\nThe officer reported.\n\nDecision: to note the report."], ["six bins", "note the report"]),
    ("noted-alone", ["GRIT BINS\n\nThe officer reported that bins were dear.\n\nNoted.", "FLOODS\n\nReport of the engineer.\n\nRECEIVED.", "VERGES\n\nRESOLVED – That the verges be cut."], ["Noted", "RECEIVED", "verges be cut"]),
    ("parish-proposed-votes", ["GRIT BINS\n\nCllr Finch proposed that six bins be bought, seconded by Cllr Pell. 4 Votes for 2 Votes against. Carried.", "FLOODS\n\nThe pumps were discussed."], ["six bins"]),
    ("parish-proposed-and-resolved", ["GRIT BINS\n\nIt was proposed by Cllr Finch and resolved to buy six bins.", "FLOODS\n\nThe pumps were discussed."], ["six bins"]),
    ("parish-it-was-resolved", ["GRIT BINS\n\nThe clerk had three quotes. It was resolved that six bins be bought.", "FLOODS\n\nThe pumps were discussed."], ["six bins"]),
    ("parish-council-resolved", ["GRIT BINS\n\nThe clerk had three quotes. The Council resolved that six bins be bought.", "FLOODS\n\nThe pumps were discussed."], ["six bins"]),
    ("irish-prose", ["GRIT BINS\n\nIt was proposed by Councillor S. Finch, seconded by Senator M. Pell and unanimously agreed to buy six bins.", "FLOODS\n\nOn the proposal of Councillor Marlow (J), seconded by Councillor Oduya, Councillor Pell was re-appointed to the Board of the Drainage Trust."], ["six bins", "re-appointed"]),
    ("unanimously-agreed-alone", ["GRIT BINS\n\nCllr Finch proposed the purchase of six bins.\n\n**Unanimously Agreed**", "FLOODS\n\nThe pumps were discussed."], ["six bins"]),
    ("all-agreed-to", ["GRIT BINS\n\nThe clerk had three quotes. All agreed to buy six bins.", "FLOODS\n\nThe pumps were discussed."], ["six bins"]),
    ("agreed-behind-the-matter", ["GRIT BINS\n\n16. Bins for grit - Agreed that six bins would be bought.", "FLOODS\n\nSignatories, status quo agreed."], ["six bins", "status quo"]),
    ("consensus-and-hands", ["GRIT BINS\n\nThe general consensus was that six bins be bought.", "FLOODS\n\nA show of hands confirmed that the pumps should be sold."], ["six bins", "pumps"]),
    ("voted-as", ["GRIT BINS\n\nCllr Finch was voted as the warden of the bins.", "FLOODS\n\nRefusal recommended by 5 votes and 1 abstention."], ["warden", "Refusal"]),
    ("a-poll", ["GRIT BINS\n\nA vote then took place with 62 for the bins and none against.", "LAND AT MILL LANE\n\nChange of use to a shop. Parish Council objected."], ["62 for", "Change of use to a shop. Parish Council objected"]),
    ("agreed-by-a-vote", ["GRIT BINS\n\nThe anglers asked to park at the quay. The Chairman proposed a letter be sent refusing this. Agreed by a vote of 6 - 1.", "FLOODS\n\nAgreed by the county engineer last year, the pumps are on order."], ["a letter be sent refusing"]),
    ("agreed-by-a-vote-below", ["GRIT BINS\n\nThe Chairman proposed a letter be sent refusing this.\n\nAgreed by a vote of 6 - 1.", "FLOODS\n\nThe pumps were discussed."], ["a letter be sent refusing this. Agreed by a vote of 6 - 1"]),
    ("all-agreed-once", ["GRIT BINS\n\nThe clerk had three quotes. It was agreed that six bins be bought. All Councillors agreed.", "FLOODS\n\nA gift of £200 was asked for. All councillors agreed."], ["six bins be bought. All Councillors agreed", "gift of £200 was asked for. All councillors agreed"]),
    ("proposer-behind", ["GRIT BINS\n\nThe clerk had three quotes. Six bins will be bought. Proposer: Cllr J Finch, 2nd: Cllr D Pell.", "FLOODS\n\nThe pumps were discussed."], ["Six bins will be bought. Proposer: Cllr J Finch"]),
    ("number-above-its-words", ["GRIT BINS\n\nThe clerk had three quotes.\n\nResolved 24/03/7.01\n\nThe quote of Halls was accepted. The clerk is to tell them.", "FLOODS\n\nThe pumps were discussed.\n\nResolved 24/03/8.01\n\nThat the pumps be kept."], ["Resolved 24/03/7.01 The quote of Halls was accepted. The clerk is to tell them", "Resolved 24/03/8.01 That the pumps be kept"]),
    ("number-below-the-matter", ["GRIT BINS\n\nInvoices for the bins to be paid.\n\nResolved 24/03/7.01\n\nPayee", "FLOODS\n\nThe pumps were discussed."], ["Invoices for the bins to be paid. Resolved 24/03/7.01"]),
    ("minutes-without-a-keyword", ["MINUTES\n\nThat the Minutes of the meeting held on 6th February 2024 were approved as a correct record and signed by the Chairman.", "FLOODS\n\nThe Committee AGREED that the pumps be serviced.", "BINS\n\nThe Committee NOTED the report."], ["approved as a correct record", "pumps", "NOTED the report"]),
]  # fmt: skip


@pytest.mark.parametrize(("items", "held"), [r[1:] for r in OTHER_CONVENTIONS], ids=[r[0] for r in OTHER_CONVENTIONS])
def test_other_conventions(items: list[str], held: list[str]) -> None:
    found = minutes_with(OTHERS[0], *items, OTHERS[1]).decisions
    assert len(found) == len(held), [d.text for d in found]
    for decision, words in zip(found, held, strict=True):
        assert fold(words) in fold(decision.text)


def test_a_sum_behind_agreed_is_no_number_above_its_words() -> None:
    found = minutes_with(OTHERS[0], "GRIT BINS\n\nA gift for the bins was asked for.\n\nAgreed £20.00.\n\nThe firm of Halls is now Hall and Son.", OTHERS[1]).decisions
    assert len(found) == 1 and "£20.00" in found[0].text and "Halls" not in found[0].text


FALSE_FRIENDS = [
    "It was noted that the cost benefit analysis does not include the cost of salt.",
    "Members will note the specific aim of this plan.",
    "It should also be noted that this peer review was a first.",
    "It was agreed that revised timescales would be provided by officers.",
    "It was requested that further consideration be given to this area.",
    "The Chair committed to pursue this as part of the work programme.",
    "The Chair requested that a further update be brought back to this committee in six months' time.",
    "A decision with regards to this and other projects will be made within the coming weeks.",
    "The County Council had resolved to close the road.",
    "Officers recommended that the bins be yellow.",
]


@pytest.mark.parametrize("sentence", FALSE_FRIENDS)
def test_in_labelled_minutes_prose_decides_nothing(sentence: str) -> None:
    record = minutes_with(OTHERS[0], f"GRIT BINS\n\nThe officer reported on the bins. {sentence}\n\nResolved:- That the report be received.", OTHERS[1])
    assert [fold(d.text) for d in record.decisions] == ["resolved:- that the report be received."]


PARISH_FALSE_FRIENDS = [
    "It was noted that the lamp had failed again.",
    "It was reported that the bins had been emptied.",
    "The Clerk agreed to write to the County Council.",
    "The Borough Council has approved the application for Quay Lane.",
    "Planning permission had been granted for plot 9.",
    "Cllr Finch offered to paint the bench.",
    "The Clerk was asked to find the deeds.",
    "Mr Ash said that it was proposed that the church become a hall.",
    "The Community Council is to investigate if council approved the felling of the trees.",
    "It had been decided previously not to increase the precept.",
    "Problems with the solar panels had been resolved.",
    "The broadband of the office is still to be resolved.",
    "These worries are to be passed into the hands of the Borough.",
    "Payments may only be agreed by the persons named.",
    "Cllr Pell has confirmed he will arrange for this to be resolved.",
    "This will help if there is any departure from what was agreed.",
    "It is legal for him to go on if he is elected to Parliament in May.",
    "The council has adopted some roads in the development.",
]


@pytest.mark.parametrize("sentence", PARISH_FALSE_FRIENDS)
def test_in_parish_prose_what_others_decide_or_officers_undertake_is_no_decision(sentence: str) -> None:
    assert not minutes_with(OTHERS[0], f"GRIT BINS\n\nThe clerk reported on the bins. {sentence}", OTHERS[1]).decisions


def test_the_block_ends_at_reasons_and_the_close() -> None:
    record = minutes_with(
        OTHERS[0],
        "GRIT BINS\n\nThe officer reported.\n\nRESOLVED: That six bins be bought.\n\nReasons for Decision\n\nTo keep roads open.\n\nAlternative options considered and rejected\n\nTo buy none.",
    )
    assert [d.text for d in record.decisions] == ["RESOLVED: That six bins be bought."]


def test_a_decision_printed_twice_counts_once() -> None:
    record = record_of(
        "SALTBY BOROUGH COUNCIL\n\nMinutes of the CABINET\n\n5 March 2024\n\nPresent: Councillors Oduya and Finch\n\n1. Apologies\n\nNone.\n\n2. Grit bins\n\n"
        "Decision:\n\nRESOLVED: That six bins be bought.\n\nMinutes:\n\nThe officer reported on bins.\n\nRESOLVED: That six bins be bought.\n\n3. Floods\n\nRESOLVED: That the pumps be serviced.\n"
    )
    assert [fold(d.text).removeprefix("decision: ") for d in record.decisions] == ["resolved: that six bins be bought.", "resolved: that the pumps be serviced."]


def test_a_motion_is_found_across_a_long_debate() -> None:
    debate = "\n\n".join(f"Councillor Pell spoke for the {n}th time." for n in range(4, 14))
    lost, _ = minutes_with(f'GRANTS\n\nCouncillor Oduya moved and Councillor Finch seconded:\n\n"That £40,000 be added to the budget for grants."\n\n{debate}\n\nFor (13): Councillors Oduya and Finch.\n\nAgainst (18): Councillor Pell.\n\nThe amendment was declared LOST.', "BINS\n\nRESOLVED - That bins be bought.").decisions
    assert (lost.outcome, lost.mover, lost.seconder) == ("lost", "Councillor Oduya", "Councillor Finch")
    assert lost.votes is not None and (lost.votes.for_, lost.votes.against) == (13, 18)
    assert lost.text.endswith('grants."') and "spoke" not in lost.text


def test_an_amendment_that_became_the_motion_names_the_movers() -> None:
    (found,) = [
        d
        for d in minutes_with(
            "BATTERIES\n\nMoved by Councillor Oduya, seconded by Councillor Finch, that permission be granted.\n\nAn amendment was moved by Councillor Pell and seconded by Councillor Marlow, that it be deferred for a visit. "
            "There were 6 for the amendment and 3 against, and the amendment was declared CARRIED. It was then put as the substantive motion and was carried by 7 votes to 2.\n\nRESOLVED - That the application be DEFERRED."
        ).decisions
        if d.text.startswith("RESOLVED")
    ]
    assert (found.mover, found.seconder) == ("Councillor Pell", "Councillor Marlow")
    assert found.votes is not None and (found.votes.for_, found.votes.against) == (7, 2)


def test_motions_lost_before_or_perhaps_are_not_lost_here() -> None:
    decisions = minutes_with(
        "TOILETS\n\nCouncillor Oduya moved and Councillor Finch seconded that a toilet be built. Councillor Oduya recalled that his motion of last year had been lost. Councillor Pell would vote for the amendment and, if it was lost, against.\n\nRESOLVED - That a toilet be built."
    ).decisions
    assert [(d.outcome, d.mover) for d in decisions] == [("carried", "Councillor Oduya")]


@pytest.mark.parametrize(("said", "decided"), [
    ("TPC approved the proposal to move the account.", True),
    ("TPC has agreed to keep his support as an associate.", True),
    ("TPC had agreed in May to move the account.", False),
    ("NCC approved the proposal to move the account.", False),
    ("TPC agreed with the county that the road is bad.", False),
])  # fmt: skip
def test_the_body_may_go_by_its_initials(said: str, decided: bool) -> None:
    record = record_of(f"THORNWICK PARISH COUNCIL\n\nMinutes of the meeting held on 5th March 2024\n\nPresent: Cllr Finch, Cllr Pell\n\n1. BANK\n\nThe bank will charge from April. {said}\n\n2. FLOODS\n\nIt was agreed that the pumps be serviced.\n")
    assert [said in d.text for d in record.decisions if "pumps" not in d.text] == [True] * decided


def test_the_figures_of_a_move_that_fell_are_not_those_of_what_was_resolved() -> None:
    bins = "GRIT BINS\n\nThe officer reported.\n\nRESOLVED: (1) That six bins be bought. A move to buy nine was LOST (17-34).\n\n(2) That the Parish pay."
    pumps = "FLOODS\n\nCllr Pell proposed that the pumps be sold, seconded by Cllr Finch. 2 Votes For, 3 Against, 1 Abstention."
    resolved = next(d for d in minutes_with(OTHERS[0], bins, OTHERS[1]).decisions if "six bins" in d.text)
    assert (resolved.outcome, resolved.votes) == ("carried", None)
    proposed = next(d for d in minutes_with(OTHERS[0], pumps, OTHERS[1]).decisions if "pumps" in d.text)
    assert (proposed.outcome, proposed.votes and proposed.votes.against) == ("lost", 3)
