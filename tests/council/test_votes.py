"""Movers, seconders, votes and outcomes in the forms that councils print."""

from __future__ import annotations

import pytest

from docqa.council.votes import find_votes, mover_and_seconder, outcome_of, with_names
from docqa.records import Votes

VOTES = [
    ("words-and-figures", "The motion was carried by 22 votes to one, with two abstentions.", (22, 1, 2)),
    ("voting-for-colon", "Voting for 24 : Councillors Ash, Birch and Cole; Against : 0; Abstentions: 0", (24, 0, 0)),
    ("for-the-motion-brackets", "On a division, there voted:- For the motion (9) - Councillors Ash and Birch; Against the motion (4) - Councillor Cole; Declined to vote (5)", (9, 4, 5)),
    ("votes-for-votes-against", "4 Votes for 2 Votes against. Carried", (4, 2, None)),
    ("in-favour", "Upon being put to the vote there were 7 in favour, 3 against and 1 abstention.", (7, 3, 1)),
    ("n-votes-to-n", "It was agreed by 8 votes to 2.", (8, 2, None)),
    ("with-abstentions-figures", "The amendment was lost by 9 votes to 14 with 1 abstention.", (9, 14, 1)),
    ("for-against-abstain-columns", "For: 12 Against: 3 Abstain: 1", (12, 3, 1)),
    ("in-words", "It was carried by nine votes to three, one member abstaining.", (9, 3, 1)),
    ("votes-in-favour", "With 6 votes in favour, 0 votes against and 2 abstentions, the recommendation was agreed.", (6, 0, 2)),
    ("yeas-nays", "Yeas: 8 Nays: 0 Absent: 1 Abstentions: 0", (8, 0, 0)),
    ("hyphens", "3 Votes For, 2 Against, 1 Abstention. Carried.", (3, 2, 1)),
    ("only-abstentions", "3 Votes for, 3 Abstentions - Carried.", (3, None, 3)),
    ("for-dash", "FOR - 10, AGAINST - 2, ABSTENTIONS - 0", (10, 2, 0)),
    ("brackets", "The vote was carried (For 6, Against 4, Abstain 0).", (6, 4, 0)),
    ("voted-for-the-motion", "There voted for the motion 7 (Councillors Ash and Birch) and against it 4 (Councillor Cole).", (7, 4, None)),
    ("for-one-and-for-the-other", "On a show of hands there were 2 votes for two steps (Councillors Ash and Birch) and 2 for one (Councillors Cole and Dunn).", (2, 2, None)),
    ("ballot", "On a vote there were three for Mr Gaunt and four for Miss Ash.", (4, 3, None)),
    ("for-the-negative", "On a vote there were four for the motion and two for the negative, and the motion was carried.", (4, 2, None)),
    ("chairman-abstaining", "Proposed Cllr Ash, seconded Cllr Birch, three in favour, the Chairman abstaining.", (3, None, 1)),
    ("only-those-for", "It was RESOLVED by 12 votes for.", (12, None, None)),
    ("motion-received", "The MOTION received 5 votes and the AMENDMENT received 3 votes, with 1 abstention.", (5, 3, 1)),
    ("behind-lost", "That liners be restored for six months. LOST (4-5).", (4, 5, None)),
    ("behind-lost-comma", "That the order be revoked forthwith. LOST, 3-6.", (3, 6, None)),
    ("behind-resolved", "RESOLVED (34-18-2): That the reply ask for 61.", (34, 18, 2)),
    ("welsh", "Pleidleisiodd 7 o blaid a 2 yn erbyn, gydag 1 yn ymatal.", (7, 2, 1)),
    ("members-total", "Members voting for the motion: Councillors Ash, Birch. Total 37. Members voting against the motion: Councillors Cole. Total 12. Abstaining: Total 2", (37, 12, 2)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [v[1:] for v in VOTES], ids=[v[0] for v in VOTES])
def test_a_tally_is_read(text: str, expected: tuple[int | None, int | None, int | None]) -> None:
    votes = find_votes(text)
    assert votes is not None
    assert (votes.for_, votes.against, votes.abstain) == expected


@pytest.mark.parametrize(
    "text", ["The scheme will cost 4 for 2 years.", "RESOLVED unanimously that the report be noted.", "The fares are 2 for adults and 1 for children against 3 last year.", "Minutes 4 to 9 were agreed.", "Motion carried.", "AGREED (10-12 July) to be the dates.", "RESOLVED, 2024-25 being over."]
)
def test_no_figures_no_tally(text: str) -> None:
    assert find_votes(text) is None


NAMED = [
    ("roll-call", "ROLL CALL: Ash Yea Birch Nay Yeas: 1 Nays: 1 Absent: 0 Abstentions: 0", {"Ash": "for", "Birch": "against"}),
    ("british-lists", "For the motion (2) - Councillors Ash and Birch-Reed; Against the motion (1) - Councillor Cole; Abstentions (1) - Councillor Dunn", {"Ash": "for", "Birch-Reed": "for", "Cole": "against", "Dunn": "abstain"}),
    ("voting-for", "Voting for 2: Councillors A. Ash, B. Birch; Against 1: Councillor Cole; Abstentions 0", {"A. Ash": "for", "B. Birch": "for", "Cole": "against"}),
    ("names-then-figure", "Councillors Ash, Birch and Cole voted FOR the motion (3). Councillor Dunn voted AGAINST (1).", {"Ash": "for", "Birch": "for", "Cole": "for", "Dunn": "against"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [v[1:] for v in NAMED], ids=[v[0] for v in NAMED])
def test_names_are_read_where_printed(text: str, expected: dict[str, str]) -> None:
    votes = find_votes(text)
    assert votes is not None
    assert dict(votes.names) == expected


def test_names_in_columns_belong_to_the_vote_that_counts_the_same() -> None:
    columns = "Recorded vote on the motion\n\nFor Against Abstaining\n\nCouncillors Ash, Birch and\n\nCole (3)\n\nCouncillors Dunn and Elm\n\n(2)\n\nNone\n\nThe motion was carried."
    votes = with_names(Votes(3, 2), "", columns)
    assert votes is not None
    assert dict(votes.names) == {"Ash": "for", "Birch": "for", "Cole": "for", "Dunn": "against", "Elm": "against"}
    assert find_votes(columns) == votes
    assert with_names(Votes(4, 2), "", columns) == Votes(4, 2), "another vote"
    assert with_names(Votes(3, 2), "", "For Against\nCouncillor Ash (3)\nCouncillor Dunn (1)") == Votes(3, 2), "names that do not come to their number"


MOVERS = [
    ("seconded-the-chairman", "Proposed Cllr Mrs Read, seconded the Chairman, all in favour.", "Cllr Mrs Read", "the Chairman"),
    ("seconder-between", "Mr Read, seconded by Mr Watson, moved that the offer stand.", "Mr Read", "Mr Watson"),
    ("moved-by", "Moved by Councillor Read and seconded by Councillor Watson", "Councillor Read", "Councillor Watson"),
    ("labels-after", "Mover:- Councillor Read   Seconder:- Councillor Watson", "Councillor Read", "Councillor Watson"),
    ("parish", "Cllr Finch proposed, seconded by Cllr Pell, that six bins be bought.", "Cllr Finch", "Cllr Pell"),
    ("capitals", "PROPOSED by Councillor Finch, Seconded by Councillor Pell, and", "Councillor Finch", "Councillor Pell"),
    ("irish-initials", "It was proposed by Councillor S. Keane, seconded by Senator M. Byrne and agreed", "Councillor S. Keane", "Senator M. Byrne"),
    ("irish-brackets", "On the proposal of Councillor Collins (M), seconded by Councillor O’Hanlon, it was agreed", "Councillor Collins (M)", "Councillor O’Hanlon"),
    ("irish-lines", "Proposed by Councillor O’Donoghue; Seconded by Councillor Teskey; And Resolved:", "Councillor O’Donoghue", "Councillor Teskey"),
    ("initials-short", "Prop JB, 2nd GK, All agreed.", "JB", "GK"),
    ("motion-of", "On the motion of Councillor Ash, seconded by Councillor Birch, it was RESOLVED", "Councillor Ash", "Councillor Birch"),
    ("moved-seconded-verbs", "Councillor Ash moved, and Councillor Birch seconded, that the report be approved", "Councillor Ash", "Councillor Birch"),
    ("first-names", "Councillor Sally Sahin proposed and Councillor David Dent seconded, that", "Councillor Sally Sahin", "Councillor David Dent"),
    ("capitals-with-a-seconder-between", "Mr D Kerr, seconded by Ms F Munro, MOVED that the road be closed.", "Mr D Kerr", "Ms F Munro"),
    ("an-office-is-nobody", "A new Assistant Clerk proposed hours of work.", None, None),
    ("a-body-is-no-member", "Whitfield Community Council also proposed a joint meeting.", None, None),
    ("heading-in-front", "NOTICE OF MOTION PROPOSED by Councillor Finch Seconded by Councillor Pell", "Councillor Finch", "Councillor Pell"),
    ("none", "That the motion be seconded to a working group", None, None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "mover", "seconder"), [m[1:] for m in MOVERS], ids=[m[0] for m in MOVERS])
def test_mover_and_seconder(text: str, mover: str | None, seconder: str | None) -> None:
    assert mover_and_seconder(text) == (mover, seconder)


OUTCOMES = [
    ("The motion was declared LOST.", "", "lost"),
    ("That the amendment be approved.", "On being put to the vote the amendment was not carried.", "lost"),
    ("The amendment fell.", "", "lost"),
    ("Councillor Ash's motion was withdrawn.", "", "withdrawn"),
    ("RESOLVED: That consideration of the report be deferred to the next meeting.", "", "deferred"),
    ("RESOLVED: That the application be DEFERRED for a site visit.", "", "deferred"),
    ("RESOLVED: That the report be noted.", "The meeting closed.", "carried"),
    ("RESOLVED: That the lost property office be closed.", "", "carried"),
    ("RESOLVED: That £4,000 be carried forward to next year.", "", "carried"),
    ("RESOLVED: That the ball park be withdrawn from the lease.", "", "carried"),
    ("RESOLVED: That payments deferred under the scheme be written off.", "", "carried"),
]


@pytest.mark.parametrize(("text", "after", "expected"), OUTCOMES)
def test_outcome(text: str, after: str, expected: str) -> None:
    assert outcome_of(text, after) == expected


def test_a_name_with_fell_in_it_loses_no_motion() -> None:
    assert outcome_of("It was RESOLVED to buy it from Fell & Fen Play.") == "carried"
    assert outcome_of("There being no seconder, the motion fell.") == "lost"
