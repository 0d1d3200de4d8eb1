"""Answers are made of the papers' own words: every quote stands at its page and span, every mark has its citation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from docqa.answer.compose import ANSWER_WORDS, CITATIONS, Evidence, choose, cite, not_found, worded
from docqa.answer.extract import Extract
from docqa.answer.naming import paper_name, spoken_date, where
from docqa.answer.question import several_asked
from docqa.answer.render import answer_text
from docqa.answer.shown import said, shown
from docqa.assistant import Assistant
from docqa.errors import UsageError
from docqa.records import Answer, Citation, Coverage, Filters, Hit, Page, Passage, Span
from docqa.search.index import SearchIndex
from tests.search.small import JUNE, MARCH, REPORT, TEXTS, HashedWords, make_index

PAGE = "The lamp failed. It was mended for £240. The wall leans by nine inches. A buttress is needed. Nobody objected to it at all."


def at(words: str) -> Span:
    start = PAGE.index(words)
    return Span(1, start, start + len(words))


def passage(span: Span, row: int = 0, document: str = "a.pdf") -> Passage:
    return Passage(row, document, f"{document}#1", None, "text", PAGE[span.start : span.end], (span,), "", "Minutes", "minutes", "Saltby Parish Council", "2024-03-05", "32", "Lamp")


def extract(words: str, score: float, within: Passage) -> Extract:
    return Extract(text=words, span=at(words), hit=Hit(within, 1.0), rank=0, unit=0, score=score, overlap=1.0)


WHOLE = passage(Span(1, 0, len(PAGE)))


def pages(document: str, number: int | None) -> Page | None:
    return Page(1, PAGE, printed="23") if number == 1 else None


def test_the_best_sentences_share_the_citation_they_stand_in() -> None:
    chosen, evidence = choose([extract("It was mended for £240.", 1.0, WHOLE), extract("The wall leans by nine inches.", 0.9, WHOLE)], [WHOLE])
    assert [e.text for e in chosen] == ["It was mended for £240.", "The wall leans by nine inches."]
    assert len(evidence) == 1
    assert worded(chosen, evidence) == "“It was mended for £240.” [1] - Saltby Parish Council, 5 March 2024\n“The wall leans by nine inches.” [1]"


def test_sentences_beside_each_other_are_one_quote_in_reading_order_and_a_body_is_said_where_it_changes() -> None:
    mended, failed, wall = (replace(extract(words, 1.0, WHOLE), unit=n) for words, n in (("It was mended for £240.", 1), ("The lamp failed.", 0), ("The wall leans by nine inches.", 2)))
    june = replace(extract("Nobody objected to it at all.", 0.9, replace(WHOLE, document="b.pdf", meeting_date="2024-06-04", minute=None)), rank=1)
    chosen = [mended, failed, wall, june]
    evidence = [Evidence(WHOLE, WHOLE.spans[0], (mended, failed, wall)), Evidence(june.hit.passage, WHOLE.spans[0], (june,))]
    assert worded(chosen, evidence).splitlines() == [
        "“The lamp failed. It was mended for £240. The wall leans by nine inches.” [1] - Saltby Parish Council, 5 March 2024",
        "“Nobody objected to it at all.” [2] - 4 June 2024",
    ]
    apart = [mended, replace(failed, text="a\tb")]
    assert len(worded(apart, [Evidence(WHOLE, WHOLE.spans[0], tuple(apart))]).splitlines()) == 2, "a row of a table stands by itself"


def test_the_first_row_of_a_table_brings_the_others_or_the_best_of_them() -> None:
    rows = ["Car park\tSpaces\tFull at noon", "Market Place\t164\t97 %", "Castle Hill\t90\t29 %"]
    first, *others = (Extract(text=t, span=at("The lamp failed."), hit=Hit(WHOLE, 1.0), rank=0, unit=n, score=(3.0, 1.0, 2.0)[n], overlap=1.0) for n, t in enumerate(rows))
    assert [e.text for e in choose([first, others[1], others[0]], [WHOLE])[0]] == rows, "it says which figures there are, not which row is asked for"
    long = replace(others[0], text=others[0].text + " and" * ANSWER_WORDS)
    assert [e.text for e in choose([first, others[1], long], [WHOLE])[0]] == [rows[0], rows[2]], "too long to be shown whole"


@pytest.mark.parametrize(
    ("body", "title", "date", "name"),
    [
        ("Saltby Parish Council", "Minutes", "2024-03-05", "Saltby Parish Council"),
        (None, "Minutes of the pump", "2024-03-05", "Minutes of the pump"),
        ("Saltby Parish Council", "How to stand for election", None, "Saltby Parish Council, How to stand for election"),
        ("Saltby Parish Council", "Newsletter of Saltby Parish Council", None, "Newsletter of Saltby Parish Council"),
        ("Saltby Parish Council", "", None, "Saltby Parish Council"),
    ],
)
def test_a_paper_of_no_meeting_is_called_by_its_title(body: str | None, title: str, date: str | None, name: str) -> None:
    assert paper_name(body, title, date) == name


def test_a_few_words_out_of_the_middle_of_a_list_are_not_quoted() -> None:
    best, part = (replace(extract("It was mended for £240.", score, WHOLE), text=text, unit=unit) for text, score, unit in (("It was mended for £240.", 1.0, 0), ("the total does not exceed £2.9m; and", 0.9, 5)))
    assert [e.text for e in choose([best, part], [WHOLE])[0]] == ["It was mended for £240."]


def test_typographers_hyphens_are_shown_as_the_one_that_people_type() -> None:
    assert shown("(The board voted 6\u20101\u20100 to recommend DENIAL) non\u2011slip") == "(The board voted 6-1-0 to recommend DENIAL) non-slip"


def test_what_stands_in_quotation_marks_gets_no_second_pair() -> None:
    whole = replace(extract("The lamp failed.", 1.0, WHOLE), text="“The lamp failed.”")
    part = replace(whole, text="“The lamp” failed.")
    assert [worded([e], [Evidence(WHOLE, WHOLE.spans[0], (e,))]).split(" [1]")[0] for e in (whole, part)] == ["“The lamp failed.”", "““The lamp” failed.”"]


def lines_of(scores: dict[str, float]) -> list[Extract]:
    """Lines below each other, best first."""
    below = [Extract(text=t, span=at("The lamp failed."), hit=Hit(WHOLE, 1.0), rank=0, unit=n, score=score, overlap=1.0) for n, (t, score) in enumerate(scores.items())]
    return sorted(below, key=lambda e: -e.score)


@pytest.mark.parametrize(
    "scores",
    [
        {"We met at the hall.": -5.0, "Topics were as follows:": 2.0, "• Lamps": -2.0, "• Walls and steps": -1.0, "• The ferry": -2.0, "The chairman thanked all who came for their patience.": -5.0},
        {"Bank balances at 31/03/24": 0.1, "Current account 988.08": 2.0, "Reserve account £12,761.56": -2.0, "13,749.64": -2.0, "Councillor Ash thanked the clerk for the clear accounts.": -5.0},
    ],
)
def test_a_list_is_quoted_with_the_line_that_it_stands_under(scores: dict[str, float]) -> None:
    texts = list(scores)
    wanted = texts[1:5] if texts[1].endswith(":") else texts[:4]
    assert [e.text for e in choose(lines_of(scores), [WHOLE])[0]] == wanted


@pytest.mark.parametrize("ended", ["LOST (4-5).", "AGREED.", "CARRIED unanimously.", "The amendment was declared lost.", "LOST, 3-6.", "Motion carried and the appeal was denied.", "No action was taken."])
def test_how_it_ended_is_quoted_with_the_motion(ended: str) -> None:
    moved = {"Councillor Ash moved that the lamp be mended.": 2.0, "Officers said that this would cost £240.": -9.0, ended: -9.0, "Councillor Birch thanked them.": -9.0}
    assert [e.text for e in choose(lines_of(moved), [WHOLE])[0]][:3] == list(moved)[:3]


@pytest.mark.parametrize("resolved", ["RESOLVED: That the quote be accepted and the clerk arrange the work.", "It was resolved to accept this offer.", "RESOLVED - That their application be supported, with one remark on parking."])
def test_a_resolution_on_what_the_sentence_before_tells_of_brings_it(resolved: str) -> None:
    lines = {"The clerk had a quote of £600 from Birch Trees for taking the ivy off the beeches.": -9.0, resolved: 2.0}
    assert [e.text for e in choose(lines_of(lines), [WHOLE])[0]] == list(lines)
    alone = {"The clerk had a quote of £600 from Birch Trees for taking the ivy off the beeches.": -9.0, "RESOLVED: That the ivy on the beeches be taken off for £600 in the autumn.": 2.0}
    assert [e.text for e in choose(lines_of(alone), [WHOLE])[0]] == list(alone)[1:], "it says what it is about"


def test_a_resolution_is_quoted_with_the_line_that_names_its_matter_and_not_with_the_next() -> None:
    lines = {"(a) Item 2 - Lamps without wires": -9.0, "RESOLVED: The clerk should look into it and write a few lines for the newsletter.": 2.0, "(b) Item 9 - Awards of the county": -9.0}
    assert [e.text for e in choose(lines_of(lines), [WHOLE])[0]] == list(lines)[:2]


def test_the_end_of_a_sentence_is_quoted_with_the_line_that_it_began_on() -> None:
    lines = {"The hall will be open on Thursday, 24 October 2024 at 8.00 pm": -9.0, "to consider the future of fundraising in the whole of the parish": 2.0}
    assert [e.text for e in choose(lines_of(lines), [WHOLE])[0]] == list(lines)


def test_the_head_of_a_table_that_names_no_column_of_its_rows_is_not_quoted() -> None:
    rows = {"Income\tPayments": -9.0, "0\tGrant for mowing\t474.97\tPetrol\t378.11\t" + "Clerk " * 45: 2.0}
    assert [e.text for e in choose(lines_of(rows), [WHOLE])[0]] == list(rows)[1:]
    named = {"Last year\tIncome\tThis year\tPayments": -9.0, **dict(list(rows.items())[1:])}
    assert [e.text for e in choose(lines_of(named), [WHOLE])[0]] == list(named)


def test_what_a_sentence_announces_is_quoted_with_it_and_a_small_table_whole() -> None:
    payments = {"It was resolved to make the payments below.": 2.0, "Payee\tSum": -3.0, "A. Ash\t£24.00": -2.0, "B. Birch\t£12.50": -1.0, "The chairman thanked all who came for their patience.": -5.0}
    assert [e.text for e in choose(lines_of(payments), [WHOLE])[0]][:4] == list(payments)[:4]
    row_first = {**payments, "B. Birch\t£12.50": 3.0, "It was resolved to make the payments below.": -9.0}
    assert [e.text for e in choose(lines_of(row_first), [WHOLE])[0]] == list(payments)[1:4], "one row brings the others"
    long = {text + "\tpaid by cheque" * 20 * ("Ash" in text): score for text, score in payments.items()}
    told = [e.text for e in choose(lines_of(long), [WHOLE])[0]]
    assert told[:3] == [*list(payments)[:2], "B. Birch\t£12.50"], "else its first row and the best one"


def test_parts_of_a_list_are_not_quoted_where_its_lead_in_is_too_long() -> None:
    lines = {"That the officer be asked to " + "see to the lamp and the wall and " * 8 + "let the work, provided that:": 1.0, "• the total does not exceed £240; and": -1.0, "• any more is asked for.": -9.0}
    best = replace(lines_of({"The lamp will be mended by the ferry crew before the end of June at the very latest. " * 3: 2.0})[0], rank=1)
    assert [e.text for e in choose([best, *lines_of(lines)], [WHOLE])[0]] == [best.text]


def test_a_bare_number_is_no_quote() -> None:
    assert [e.text for e in choose(lines_of({"15.00": 2.0, "The lamp costs £15.00 a year.": 1.0}), [WHOLE])[0]] == ["The lamp costs £15.00 a year."]


def test_a_list_is_quoted_whole_where_several_things_are_asked_for() -> None:
    lines = ["The study must cover all the following points:", "(a) the counts of traffic at the lane;", "(b) the state of the bridge in winter;", "(c) who is to pay for it;", "(d) the injuries of five years;", "(e) the views of the school."]
    units = [replace(extract("The lamp failed.", 2.0 if n == 5 else -9.0, WHOLE), text=text, unit=n) for n, text in enumerate(lines)]
    best = sorted(units, key=lambda e: -e.score)
    assert [e.text for e in choose(best, [WHOLE], several=True)[0]] == lines[1:], "the items of the list, in reading order"
    assert lines[1] not in [e.text for e in choose(best, [WHOLE])[0]]


@pytest.mark.parametrize(
    ("question", "several"),
    [
        ("Which three papers came late?", True), ("List the grounds for the call-in", True), ("Everything we paid out in July, please", True), ("What are the conditions on the licence?", True),
        ("In which wards were the homes bought?", True), ("Which firm won the contract?", False), ("When is the next meeting?", False), ("Who moved it?", False),
    ],
)  # fmt: skip
def test_several_things_are_asked_for(question: str, several: bool) -> None:
    assert several_asked(question) is several


def test_a_scrap_of_a_sentence_is_no_answer_and_a_figure_is() -> None:
    found = [("She", 2.0), ("11. Planters.", 1.5), ("£240", 1.0)]
    chosen, _ = choose([replace(extract("The lamp failed.", score, WHOLE), text=text, unit=2 * n) for n, (text, score) in enumerate(found)], [WHOLE])
    assert [e.text for e in chosen] == ["£240"]


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        pytest.param("Discussion ensued with the following issues raised and clarified:", False, id="what leads into a discussion"),
        pytest.param("Discussion ensued about the lamp, which costs £40.", True, id="what says what was discussed"),
    ],
)
def test_a_formality_answers_nothing(line: str, kept: bool) -> None:
    chosen, _ = choose([replace(extract("It was mended for £240.", 1.0, WHOLE), text=line), extract("The wall leans by nine inches.", 0.9, WHOLE)], [WHOLE])
    assert (line in [e.text for e in chosen]) is kept


def test_a_much_weaker_sentence_is_left_out_and_nothing_said_twice() -> None:
    copy = passage(WHOLE.spans[0], 1, "pack.pdf")
    chosen, _ = choose([extract("It was mended for £240.", 1.0, WHOLE), extract("It was mended for £240.", 0.99, copy), extract("A buttress is needed.", -9.0, WHOLE)], [WHOLE])
    assert [(e.text, e.hit.passage.document) for e in chosen] == [("It was mended for £240.", "a.pdf")]


def test_an_answer_is_short() -> None:
    sentences = [extract(PAGE, 1.0 - n / 1000, passage(Span(1, 0, len(PAGE)), n, f"{n}.pdf")) for n in range(9)]
    chosen, evidence = choose(sentences, [e.hit.passage for e in sentences])
    assert sum(len(e.text.split()) for e in chosen) <= ANSWER_WORDS
    assert len(evidence) == CITATIONS


def test_no_extracts_still_cites_what_was_found() -> None:
    chosen, evidence = choose([], [WHOLE])
    assert chosen == [] and [e.span for e in evidence] == [WHOLE.spans[0]]


def test_what_a_widened_citation_holds_is_not_cited_again() -> None:
    lamp, wall, rest = (passage(at(words), n) for n, words in enumerate(("It was mended for £240.", "The wall leans by nine inches.", "A buttress is needed.")))

    def whole_page(evidence: Evidence) -> Evidence:
        return Evidence(evidence.passage, WHOLE.spans[0], evidence.extracts)

    sentences = [extract("It was mended for £240.", 1.0, lamp), extract("The wall leans by nine inches.", 0.9, wall)]
    chosen, evidence = choose(sentences, [lamp, wall, rest], widened=whole_page)
    assert [e.span for e in evidence] == [WHOLE.spans[0]]
    assert "“The wall leans by nine inches.” [1]" in worded(chosen, evidence)


def test_a_citation_is_read_from_its_page() -> None:
    found = cite([Evidence(WHOLE, at("It was mended for £240."), ())], pages)[0]
    assert (found.mark, found.quote, found.page, found.printed_page) == (1, "It was mended for £240.", 1, "23")


@pytest.mark.parametrize("span", [Span(2, 0, 5), Span(1, 900, 950)], ids=["a page that is not there", "beyond the page's end"])
def test_a_quote_that_stands_nowhere_is_never_shown(span: Span) -> None:
    with pytest.raises(LookupError, match=r"a\.pdf"):
        cite([Evidence(WHOLE, span, ())], pages)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("Swings\t£310", "Swings | £310", id="cells"),
        pytest.param("- the **lamp**\nis out", "the lamp is out", id="emphasis marks and line ends"),
        pytest.param("a\x1b[31mred\u202e lamp", "a[31mred lamp", id="nothing that moves a terminal's cursor"),
        pytest.param("7.3&nbsp;&nbsp; Salary &amp; expenses &pound;20", "7.3 Salary & expenses £20", id="entities of web pages"),
        pytest.param("10\\. Correspondence \\- a letter \\[read\\]", "10. Correspondence - a letter [read]", id="escapes of Markdown"),
        pytest.param("a&#27;[31mred", "a[31mred", id="no cursor moved by an entity"),
    ],
)
def test_shown(text: str, wanted: str) -> None:
    assert shown(text) == wanted


def test_not_found_says_what_was_searched() -> None:
    answer = not_found("?", Coverage(3, 2, "2024-03-05", "2024-06-04"), (), 0.1)
    assert (answer.status, answer.citations) == ("not_found", ())
    assert answer.answer == "Not in the indexed papers (3 documents, meetings from 5 March 2024 to 4 June 2024)."
    assert not_found("?", Coverage(1, 0, None, None), (), 0.1).answer == "Not in the indexed papers (1 document)."


def test_a_long_quote_is_shown_from_the_sentence_the_answer_takes_from_it() -> None:
    quote = "Nobody objected to the lamp. " * 20 + "The wall leans by nine inches. " + "Nobody said more. " * 30
    citation = Citation(1, quote, "a.pdf", "Minutes", "minutes", 1, None, False, 0, len(quote), None, None, None, "", "public", False)
    said = Answer(None, "?", "answered", "“The wall leans by nine inches.” [1] - Saltby", 0.9, "passages", (citation,))
    assert "    “…The wall leans by nine inches. Nobody said" in answer_text(said)
    other = Answer(None, "?", "answered", "“Nobody objected to the lamp.” [1] - Saltby", 0.9, "passages", (citation,))
    assert "    “Nobody objected to the lamp. Nobody" in answer_text(other)


def test_spoken_date() -> None:
    assert spoken_date("2017-10-31") == "31 October 2017"


# ---------------------------------------------------------------------------------------------------- over an index


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = make_index(tmp_path_factory.mktemp("small") / "index")
    opened = Assistant(SearchIndex.open(folder, HashedWords()), folder)
    yield opened
    opened.close()


def check_verbatim(answer: Answer) -> None:
    for citation in answer.citations:
        assert citation.quote == TEXTS[citation.document][citation.start : citation.end], "the quote is the file's own text at its span"
        assert citation.quote.strip()
    assert [c.mark for c in answer.citations] == list(range(1, len(answer.citations) + 1))
    assert {int(m) for m in re.findall(r"\[(\d+)\]", answer.answer)} <= {c.mark for c in answer.citations}
    everything = " ".join(shown(text) for text in TEXTS.values())
    places = [(c.document, c.page, c.start, c.end) for c in answer.citations]
    assert len(set(places)) == len(places), "nothing is cited twice"
    for quote, mark in re.findall(r"“([^”]*)” \[(\d+)\]", answer.answer):
        assert quote in everything or quote in shown(answer.citations[int(mark) - 1].quote)
        assert quote in shown(answer.citations[int(mark) - 1].quote), "the sentence stands in what its mark cites"


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("How much did the repair of the lamp at Quay Lane cost?", "£240"),
        ("What did the engineer say about the harbour wall?", "nine inches"),
        ("How many names are on the waiting list for allotments?", "14 names"),
        ("Was a speed camera in Mill Road requested?", "speed camera"),
        ("Which swings did the inspector find rust on?", "rust"),
    ],
)
def test_an_answer_quotes_what_was_asked(assistant: Assistant, question: str, said: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered", answer
    assert said in answer.answer
    check_verbatim(answer)


VOCABULARY = sorted(set(re.findall(r"\w+", MARCH + JUNE + REPORT)))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from([*VOCABULARY, "who", "when", "decisions", "5 March 2024", "zeppelin", "?"]), min_size=1, max_size=9).map(" ".join))
def test_whatever_is_asked_every_quote_is_verbatim(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.status in ("answered", "not_found")
    assert 0 <= answer.confidence <= 1
    check_verbatim(answer)


def test_filters_bind_the_answer(assistant: Assistant) -> None:
    answer = assistant.ask("What would it cost?", Filters(from_date="2024-06-01"))
    assert answer.citations and {c.meeting_date for c in answer.citations} == {"2024-06-04"}
    nothing = assistant.ask("What would it cost?", Filters(body="Grimsby"))
    assert (nothing.status, nothing.citations) == ("not_found", ())


def test_the_resolution_belongs_to_the_answer(assistant: Assistant) -> None:
    answer = assistant.ask("What was resolved about the lamp at Quay Lane?")
    assert [r.minute for r in answer.resolutions] == ["32"]
    assert "be repaired at a cost of £240" in answer.resolutions[0].text
    assert (answer.resolutions[0].meeting_date, answer.resolutions[0].body) == ("2024-03-05", "Saltby Parish Council")


@pytest.mark.parametrize("question", ["", "  \n\t"])
def test_an_empty_question(assistant: Assistant, question: str) -> None:
    with pytest.raises(UsageError) as caught:
        assistant.ask(question)
    assert caught.value.code == "empty-question"


def test_coverage_goes_with_every_answer(assistant: Assistant) -> None:
    for question in ("lamp", "zeppelin hangar at Cardington"):
        coverage = assistant.ask(question).coverage
        assert coverage is not None
        assert (coverage.documents, coverage.meetings, coverage.from_date, coverage.to_date) == (3, 2, "2024-03-05", "2024-06-04")


def test_a_paper_kept_by_path(assistant: Assistant, tmp_path: Path) -> None:
    page = assistant.page_text("play area report.md", None)
    assert page is not None and page.text == REPORT
    assert assistant.page_text("elsewhere.md", None) is None


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("b. Consideration and possible approval, denial or amendment of a donation of two lamps.", "b. … a donation of two lamps."),
        ("4. Discussion and possible action on the wall.", "4. Discussion and possible action on the wall."),
        ("To consider the repair of the wall.", "To consider the repair of the wall."),
        ("The lamp was considered and approved for the lane.", "The lamp was considered and approved for the lane."),
    ],
)
def test_the_long_formula_that_items_open_with_is_left_out_with_a_mark(text: str, quoted: str) -> None:
    assert said(text) == quoted


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("See [the agenda](/march.pdf) and ![a map](map.png) there.", "See the agenda and there."),
        ("## Benches\n> Two were painted.", "Benches Two were painted."),
        ("x Street lights. Two were mended.", "Street lights. Two were mended."),
    ],
)
def test_marks_of_markdown_and_lost_bullets_are_not_quoted(text: str, line: str) -> None:
    assert shown(text) == line


@pytest.mark.parametrize(
    "scrap", ["[Agenda](/march.pdf)", "A) Chair- B) Vice Chair – No Report", "(a) Treasurer No news to report.", "Front page\tpage 1", "Introduction ............ 7", "18th January 2026).", "&$ +, +3 & ' %", "3\t*,\t*+"]
)
def test_links_lines_of_contents_and_empty_reports_are_no_answer(scrap: str) -> None:
    found = [(scrap, 2.0), ("The treasurer reported a balance of £12.", 1.5)]
    chosen, _ = choose([replace(extract("The lamp failed.", score, WHOLE), text=text, unit=2 * n) for n, (text, score) in enumerate(found)], [WHOLE])
    assert [e.text for e in chosen] == [found[1][0]]


def test_an_item_of_a_few_words_stands_under_what_leads_its_list_in_and_keeps_its_mark() -> None:
    texts = ["The Clerk reported on:", "• Street lights in Mill Lane", "• The bin by the waterfall", "• The lamp at the old pump"]
    found = [replace(extract("The lamp failed.", float(n), WHOLE), text=text, rank=0, unit=n) for n, text in enumerate(texts)]
    chosen, evidence = choose([replace(found[2], score=9.0), found[0], found[1], found[3]], [WHOLE])
    assert worded(chosen, evidence).startswith("“The Clerk reported on:” [1]")
    assert "“The bin by the waterfall • The lamp at the old pump”" in worded(chosen, evidence)


def test_a_word_for_any_body_gives_way_to_the_title_of_an_undated_paper() -> None:
    report = replace(WHOLE, body="Council", meeting_date=None, title="Annual report 2023")
    assert where(report) == "Annual report 2023, minute 32"
    assert where(replace(report, meeting_date="2024-03-05")) == "Council, 5 March 2024, minute 32"
