"""Does a quote bear a sentence? Sentences that say what the quote says, and sentences that almost do."""

from __future__ import annotations

import re

import pytest

from docqa.answer.support import unsupported
from docqa.text import sentences
from tests.search.small import JUNE, MARCH

LAMP = MARCH.partition("32. Street lighting\n\n")[2].partition("\n\n33.")[0]
WALL = JUNE.partition("44. Harbour wall\n\n")[2].partition("\n\n45.")[0]
CAMERA = JUNE.partition("45. Speed camera\n\n")[2]
COUNCIL = "Saltby Parish Council"
SWINGS = "The work would cost £310 for the swings and £1,900 for the rubber surface."
COSTS = "Work\tCost\nSwings\t£310\nRubber surface\t£1,900"
YEARS = "Ward\t2023\t2024\nNorth\t14\t20\nSouth\t9\t31"
MOVED = "It was moved by Councillor Hall and seconded by Councillor Finch that Option B be approved. On a show of hands there voted for the motion 6, against 0."
ADVICE = "It is recommended that Cabinet approve the sale of the depot, subject to a valuation."
DATES = "The pool will open on 5th March, 2024 at 7.00 p.m. and the hall on 6 June 2025."
BUDGET = "The budget for 2024-25 was £2.9m, up 5% on last year."


@pytest.mark.parametrize(
    ("quote", "sentence", "actor"),
    [
        pytest.param(LAMP, "A repair of the lamp at Quay Lane would cost £240.", "", id="in another order"),
        pytest.param(LAMP, "The council agreed to repair the lamp at Quay Lane at a cost of £240.", COUNCIL, id="the body that decided, in its minutes"),
        pytest.param(LAMP, "Councillor Finch asked whether the pole was sound.", "", id="Cllr. is Councillor"),
        pytest.param(WALL, "The harbour wall leans by 9 inches.", "", id="a number in figures"),
        pytest.param(WALL, "A buttress for the harbour wall would cost £18,500.", "", id="over two sentences"),
        pytest.param(CAMERA, "The council resolved to request no speed camera.", COUNCIL, id="a denial"),
        pytest.param(CAMERA, "The request for a speed camera in Mill Road was lost by two votes to five.", "", id="a vote"),
        pytest.param(COSTS, "The swings would cost £310.", "", id="a row"),
        pytest.param(YEARS, "North had 20 in 2024.", "", id="a row and a column"),
        pytest.param(MOVED, "Councillor Hall moved that Option B be approved and Councillor Finch seconded.", "", id="who moved and who seconded"),
        pytest.param(ADVICE, "It is recommended that Cabinet approve the sale of the depot, subject to a valuation.", "", id="a recommendation"),
        pytest.param(SWINGS, "The rubber surface would cost £1,900.", "", id="the figure beside its words"),
        pytest.param(DATES, "The pool will open on 5 March 2024 at 7.00 p.m.", "", id="a date written in another way"),
        pytest.param(BUDGET, "The budget for 2024-25 was £2.9 million.", "", id="a sum written in another way"),
        pytest.param(LAMP, "The Clerk said that “the lamp at Quay Lane had failed again”.", "", id="words in quotation marks that stand there"),
    ],
)
def test_borne(quote: str, sentence: str, actor: str) -> None:
    assert unsupported(sentence, quote, actor) == ""


@pytest.mark.parametrize(
    ("quote", "sentence", "actor"),
    [
        pytest.param(LAMP, "A repair of the lamp at Quay Lane would cost £420.", "", id="another sum"),
        pytest.param(LAMP, "A repair of the lamp at Quay Lane would cost 240.", "", id="a sum without its unit"),
        pytest.param(LAMP, "The lamp at Mill Lane failed again.", "", id="another street"),
        pytest.param(LAMP, "Councillor Marlow asked whether the pole was sound.", "", id="another member"),
        pytest.param(LAMP, "Mr Finch asked whether the pole was sound.", "", id="not a councillor"),
        pytest.param(LAMP, "The pole was sound.", "", id="what was only asked"),
        pytest.param(LAMP, "The pole was not sound.", "", id="a denial of its own"),
        pytest.param(LAMP, "The council did not agree to repair the lamp.", COUNCIL, id="the decision denied"),
        pytest.param(LAMP, "It is not so that the lamp at Quay Lane had failed again.", "", id="a denial around it"),
        pytest.param(LAMP, "Cabinet agreed to repair the lamp at Quay Lane.", COUNCIL, id="another body"),
        pytest.param(LAMP, "The council agreed to repair the lamp at Quay Lane.", "", id="a report's reader did not decide"),
        pytest.param(WALL, "The council said that the harbour wall leans by nine inches.", COUNCIL, id="an engineer's words in the council's mouth"),
        pytest.param(WALL, "The harbour wall leans by ninety inches.", "", id="another number in words"),
        pytest.param(CAMERA, "The council resolved that a speed camera be requested.", COUNCIL, id="a denial left out"),
        pytest.param(CAMERA, "A speed camera was requested in Mill Road.", "", id="that it was lost left out"),
        pytest.param(CAMERA, "The request for a speed camera in Mill Road was lost by five votes to two.", "", id="a vote turned round"),
        pytest.param(COSTS, "The rubber surface would cost £310.", "", id="another row's figure"),
        pytest.param(YEARS, "North had 20 in 2023.", "", id="another column's figure"),
        pytest.param(SWINGS, "The swings would cost £1,900.", "", id="another figure of the sentence"),
        pytest.param(MOVED, "Councillor Finch moved that Option B be approved and Councillor Hall seconded.", "", id="mover and seconder changed"),
        pytest.param(MOVED, "Option B was approved.", "", id="moved is not approved"),
        pytest.param(MOVED, "Councillor Hall moved that Option A be approved.", "", id="another option"),
        pytest.param(ADVICE, "Cabinet approved the sale of the depot.", "", id="recommended is not approved"),
        pytest.param(ADVICE, "It is recommended that Cabinet approve the sale of the depot.", "", id="a condition left out"),
        pytest.param(DATES, "The pool will open on 5 March 2025.", "", id="a date put together from two"),
        pytest.param(DATES, "The hall will open on 5 March 2024.", "", id="another thing's date"),
        pytest.param(BUDGET, "The budget for 2025-26 was £2.9m.", "", id="another year"),
        pytest.param(BUDGET, "The budget for 2024-25 was £2.9bn.", "", id="another scale"),
        pytest.param(LAMP, "All lamps at Quay Lane had failed again.", "", id="all"),
        pytest.param(LAMP, "Yes, the lamp at Quay Lane had failed again.", "", id="a yes to a question that is not there"),
        pytest.param(LAMP, "The lamp at Quay Lane had failed again, see quaylane.example for offers.", "", id="an address"),
        pytest.param(LAMP, "[The lamp](http://lamp.example) at Quay Lane had failed again.", "", id="a link"),
        pytest.param(LAMP, "The Clerk said that “the lamp will be repaired”.", "", id="words in quotation marks that do not stand there"),
        pytest.param(LAMP, "Had the lamp at Quay Lane failed again?", "", id="a question"),
        pytest.param(LAMP, "£240.", "", id="a figure of nothing"),
        pytest.param("", "The lamp at Quay Lane had failed again.", "", id="no quote"),
    ],
)
def test_not_borne(quote: str, sentence: str, actor: str) -> None:
    assert unsupported(sentence, quote, actor)


STATED = [
    text[a:b] for text in (MARCH, JUNE, SWINGS, MOVED, ADVICE, BUDGET) for line in text.splitlines() for a, b in sentences(line) if len(line[a:b].split()) > 5 and line[a:b].endswith(".")
    for text in [line]
]  # fmt: skip


@pytest.mark.parametrize("sentence", STATED)
def test_what_stands_there_is_borne_and_stops_being_so_when_it_is_changed(sentence: str) -> None:
    around = f"Apologies came from two members. {sentence} The meeting closed at 9.00 p.m."
    assert unsupported(sentence, around) == ""
    assert unsupported(f"It is not so that {sentence}", around)
    for figure in re.findall(r"\d+", sentence):
        assert unsupported(sentence.replace(figure, str(int(figure) + 1), 1), around), figure
    longest = max(re.findall(r"[a-z]+", sentence), key=len)
    assert unsupported(sentence.replace(longest, "hippopotamus"), around)
