"""What is told beside a vote is of that vote."""

from __future__ import annotations

import pytest

from docqa.answer.voted import _of_another_vote
from docqa.records import Decision, Votes


@pytest.mark.parametrize(
    ("sentence", "another"),
    [
        ("On being put to the vote there were 8 for the amendment and 2 against.", False),
        ("On being put to the vote there were 5 for the amendment and 5 against.", True),
        ("The Chair gave her casting vote against, and declared the amendment LOST.", True),
        ("Councillor Ash said that eight of the ten lamps were out.", False),
        ("The amendment was lost.", True),
    ],
)
def test_other_figures_and_another_end_are_of_another_vote(sentence: str, another: bool) -> None:
    carried = Decision("b/2024-05-01/m1/r2", "a.pdf", "a.pdf#1", None, "Saltby Council", "2024-05-01", "1", "Lamps", "An amendment was moved.", (), votes=Votes(8, 2))
    assert _of_another_vote(sentence, carried) is another


def test_a_tie_goes_with_the_casting_vote_that_broke_it() -> None:
    tie = Decision("b/2024-05-01/m1/r1", "a.pdf", "a.pdf#1", None, "Saltby Council", "2024-05-01", "1", "Lamps", "That the lamps be mended.", (), votes=Votes(5, 5))
    assert not _of_another_vote("The Chair gave her casting vote for the motion.", tie)
