"""`docqa.evaluation`: verdicts worked out by hand, the same figures as the scorer of the question sets, and files that are not as they should be."""

from __future__ import annotations

import json
import math
import random
import re
import threading
from difflib import SequenceMatcher
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from bench.sets import scorer
from docqa.evaluation import patterns, verdicts
from docqa.evaluation.figures import BANDS, Evaluation, calibration_error, evaluate, figures, gaps, reliability, report
from docqa.evaluation.gold import Gold, read_answers, read_gold
from docqa.evaluation.page import evaluation_page
from docqa.evaluation.patterns import PatternFault, unmatched
from docqa.evaluation.plots import interval, time_histogram
from docqa.evaluation.table import evaluation_text
from docqa.evaluation.verdicts import NO_ANSWER, fold, judge, same_document, shares

LAMP = "RESOLVED: That the lamp at Quay Lane be repaired at a cost of £240."


def gold(**keys: Any) -> Gold:
    [one], problems = read_gold(json.dumps({"question": "What does the lamp cost?", **keys}), "q.jsonl")
    assert problems == []
    return one


def answer(text: str = "It costs £240.", *quotes: str, status: str = "answered", page: int | None = 1, document: str = "lighting.pdf", **more: Any) -> dict[str, Any]:
    return {"status": status, "answer": text, "citations": [{"quote": q, "document": document, "page": page} for q in quotes], "resolutions": [], **more}


def run(golds: list[dict[str, Any]], answers: list[dict[str, Any]]) -> Evaluation:
    questions, problems = read_gold("".join(json.dumps({"question": "?", **g}) + "\n" for g in golds), "q.jsonl")
    given, more = read_answers("".join(json.dumps(a) + "\n" for a in answers))
    return evaluate(questions, lambda g: given.get(g.asked.id, NO_ANSWER), problems=[*problems, *more])


# ---------------------------------------------------------------------------------------------------- the parts, by hand


@pytest.mark.parametrize(
    ("evidence", "quote", "same"),
    [
        pytest.param("abcdefghij", "xx abcdef", True, id="six characters of ten"),
        pytest.param("abcdefghij", "xx abcde fghij", False, id="five and five, not in one run"),
        pytest.param("abcde", "abc", True, id="three of five: exactly 60 %"),
        pytest.param("abcdefg", "abcd", False, id="four of seven: 57 %"),
        pytest.param("the Clerk’s  “note”", "…THE CLERK'S \"NOTE\"…", True, id="folded"),
        pytest.param("2024/25 | 468", "2024/25 468", True, id="a bar between cells"),
        pytest.param("", "anything", False, id="no evidence"),
        pytest.param("anything", "", False, id="no quote"),
    ],
)
def test_shares(evidence: str, quote: str, same: bool) -> None:
    assert shares(evidence, quote) is same


def test_shares_against_the_longest_run_in_common() -> None:
    letters = random.Random(5)
    seen = set()
    for _ in range(3000):
        one, other = ("".join(letters.choices("ab ", k=letters.randint(0, 14))) for _ in range(2))
        e, q = fold(one), fold(other)
        longest = SequenceMatcher(None, e, q, autojunk=False).find_longest_match().size
        expected = bool(e) and bool(q) and longest >= 0.6 * len(e)
        assert shares(one, other) is expected, (one, other)
        seen.add(expected)
    assert seen == {True, False}


@pytest.mark.parametrize(
    ("expected", "cited", "same"),
    [
        ("council/2024/minutes.pdf", "minutes.pdf", True),
        ("minutes.pdf", "Council/2024/Minutes.pdf", True),
        ("a/minutes.pdf", "b/minutes.pdf", False),
        ("a/index.md", "b/index.md", False),
        ("a/budget-2024.pdf", "b/budget-2024.pdf", True),
        ("a/budget-2024.pdf", "a/budget-2025.pdf", False),
    ],
)
def test_same_document(expected: str, cited: str, same: bool) -> None:
    assert same_document(expected, cited) is same


@pytest.mark.parametrize(
    ("expected", "given", "right"),
    [
        pytest.param({"answer_patterns": ["£240"], "evidence": [LAMP]}, answer("It costs £240.", LAMP), True, id="matched and cited"),
        pytest.param({"answer_patterns": ["£240"], "evidence": [LAMP]}, answer("It costs £240.", "The lamp failed."), False, id="matched, not cited"),
        pytest.param({"answer_patterns": ["£420"], "evidence": [LAMP]}, answer("It costs £240.", LAMP), False, id="cited, not matched"),
        pytest.param({"answer_patterns": ["£240", "lamp"]}, answer("It costs £240."), False, id="one pattern of two"),
        pytest.param({"answer_patterns": ["£240"]}, answer("It costs £240."), True, id="no evidence asked for"),
        pytest.param({"answer_patterns": ["£240"]}, answer("£240", status="error"), False, id="an error"),
        pytest.param({"answer_patterns": ["£240"]}, answer("£240", status="not_found"), False, id="not found, though it is there"),
        pytest.param({"answer_patterns": ["word 150\\b"]}, answer(" ".join(f"word {n}" for n in range(1, 200))), False, id="after the 150th word"),
        pytest.param({"answer_patterns": ["word 75\\b"]}, answer(" ".join(f"word {n}" for n in range(1, 200))), True, id="the 150th word"),
        pytest.param({"answer_patterns": ["clerk's"]}, answer("The Clerk’s lamp"), True, id="curly quotes and case"),
        pytest.param({"answer_patterns": ["a.b"]}, answer("a\nb"), True, id="line ends"),
        pytest.param({"answerable": False}, answer("", status="not_found"), True, id="rightly not found"),
        pytest.param({"answerable": False}, answer("It costs £240.", LAMP), False, id="answered what is not there"),
        pytest.param({"answerable": False, "answer_patterns": ["£240"], "evidence": [LAMP]}, answer("No: £240.", LAMP), True, id="a false premise corrected"),
        pytest.param({"answerable": False, "answer_patterns": ["£240"], "evidence": [LAMP]}, answer("No: £240.", "x"), False, id="corrected without evidence"),
        pytest.param({"answerable": False, "answer_patterns": ["£420"], "evidence": [LAMP]}, answer("No: £240.", LAMP), False, id="corrected wrongly"),
        pytest.param({"evidence": [LAMP]}, answer("It costs £240.", LAMP), None, id="no patterns: cannot be said"),
        pytest.param({}, answer("It costs £240.", LAMP), None, id="nothing expected"),
    ],
)
def test_right(expected: dict[str, Any], given: dict[str, Any], right: bool | None) -> None:
    assert judge(gold(**expected), given).right is right


def test_only_the_first_five_citations_count() -> None:
    expected = gold(evidence=[LAMP])
    assert judge(expected, answer("x", *["no"] * 4, LAMP)).cited is True
    assert judge(expected, answer("x", *["no"] * 5, LAMP)).cited is False


@pytest.mark.parametrize(
    ("places", "document", "page", "right_page"),
    [
        pytest.param({"documents": ["a/lighting.pdf"], "pages": [3]}, "lighting.pdf", 3, True, id="the page"),
        pytest.param({"documents": ["a/lighting.pdf"], "pages": [3]}, "lighting.pdf", 4, False, id="another page"),
        pytest.param({"documents": ["a/lighting.pdf", "pack.pdf"], "pages": [3, 9]}, "pack.pdf", 9, True, id="in a pack"),
        pytest.param({"documents": ["a/lighting.pdf", "pack.pdf"], "pages": [3, 9]}, "pack.pdf", 3, False, id="the page of the other"),
        pytest.param({"documents": ["a.md"], "pages": [None]}, "a.md", None, None, id="a file without pages"),
        pytest.param({}, "lighting.pdf", 3, None, id="no places"),
        pytest.param({"document": "a/lighting.pdf", "page": 3}, "lighting.pdf", 3, True, id="one place"),
    ],
)
def test_page(places: dict[str, Any], document: str, page: int | None, right_page: bool | None) -> None:
    expected = gold(evidence=[LAMP], **places)
    assert judge(expected, answer("x", LAMP, document=document, page=page)).page is right_page
    assert judge(expected, answer("x", "something else", document=document, page=page)).page is None


def test_figures_by_hand() -> None:
    told = run(
        [
            {"id": "1", "class": "fact", "answerable": True, "answer_patterns": ["240"], "evidence": [LAMP], "documents": ["a.pdf"], "pages": [1], "resolutions": [LAMP, "That plot 9 be split"]},
            {"id": "2", "class": "fact", "answerable": True, "answer_patterns": ["14"], "evidence": ["The waiting list holds 14 names."], "documents": ["a.pdf"], "pages": [2]},
            {"id": "3", "class": "vote", "answerable": True, "answer_patterns": ["two to five"]},
            {"id": "4", "class": "none", "answerable": False},
            {"id": "5", "class": "none", "answerable": False},
        ],
        [
            {"id": "1", **answer("It costs £240, said the clerk.", LAMP, document="a.pdf"), "resolutions": [{"text": LAMP}, {"text": "That tea be served"}], "confidence": 0.91, "elapsed_ms": 10.0},
            {"id": "2", **answer("There are 14.", "The waiting list holds 14 names.", document="a.pdf"), "confidence": 0.93, "elapsed_ms": 30.0},
            {"id": "3", "status": "not_found", "answer": "", "elapsed_ms": 20.0},
            {"id": "4", "status": "not_found", "answer": "", "elapsed_ms": 40.0},
            {"id": "5", **answer("Seven.", "nothing of it"), "confidence": 0.5, "elapsed_ms": 50.0},
        ],
    )
    table = report(told)
    assert table["all"] == {
        "questions": 5, "right": 0.6, "right_answerable": 0.667, "matched": 0.667, "cited": 1.0, "page": 0.5, "abstain_precision": 0.5, "abstain_recall": 0.5,
        "resolution_recall": 0.5, "resolution_precision": 0.5, "median_words": 1, "median_ms": 30.0, "p95_ms": 50.0,
    }  # fmt: skip
    assert list(table["classes"]) == ["fact", "none", "vote"]
    assert table["classes"]["fact"]["right"] == 1.0 and table["classes"]["none"]["right"] == 0.5 and table["classes"]["vote"]["right"] == 0.0
    assert [(b["low"], b["answers"], b["confidence"], b["cited"], b["right"]) for b in table["reliability"]] == [(0.5, 1, 0.5, 0.0, 0.0), (0.9, 2, 0.92, 1.0, 1.0)]
    assert table["calibration_error"] == pytest.approx((0.5 + 2 * 0.08) / 3, abs=0.001)
    assert [s["id"] for s in table["scores"] if s["right"] is False] == ["3", "5"]


@pytest.mark.parametrize(("sure", "low"), [(0.0, 0.0), (0.09, 0.0), (0.1, 0.1), (0.29, 0.2), (0.3, 0.3), (0.57, 0.5), (0.7, 0.7), (0.99, 0.9), (1.0, 0.9)])
def test_bands_begin_at_tenths(sure: float, low: float) -> None:
    [band] = reliability(run([{"id": "1", "answer_patterns": ["x"]}], [{"id": "1", **answer("x"), "confidence": sure}]).scored)
    assert band.low == low and band.high == pytest.approx(low + 1 / BANDS)
    assert calibration_error([band]) is None  # nothing says what the citations should hold


# ------------------------------------------------------------------------------------------------ against the scorer


@pytest.fixture(scope="session")
def theirs() -> Any:
    try:
        return scorer("score_answers")
    except FileNotFoundError:
        pytest.skip("the scorer of the question sets is not here")


def scored_by(module: Any, golds: list[dict[str, Any]], answers: list[dict[str, Any]]) -> dict[str, Any]:
    by_id = {a["id"]: a for a in answers}
    rows = [(g["class"], module.judge(g, by_id.get(g["id"], {"status": "error"}))) for g in golds]
    return {"all": module.summary([r for _, r in rows]), "classes": {c: module.summary([r for k, r in rows if k == c]) for c in sorted({k for k, _ in rows})}}


def same_figures(module: Any, golds: list[dict[str, Any]], answers: list[dict[str, Any]]) -> int:
    """Compare every figure; how many were compared."""
    mine, other = report(run(golds, answers)), scored_by(module, golds, answers)
    assert list(mine["classes"]) == list(other["classes"])
    compared = 0
    for name, row in [("all", other["all"]), *other["classes"].items()]:
        ours = mine["all"] if name == "all" else mine["classes"][name]
        for figure, value in row.items():
            assert ours[figure] == value, f"{name}: {figure}"
            compared += 1
    return compared


def made_up(seed: int) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Questions and answers by chance, near enough to each other that every figure has both verdicts."""
    pick = random.Random(seed)
    texts = [LAMP, "The waiting list holds 14 names.", "A buttress would cost £18,500 | half of it", "“Lost” by two votes – to five", "plot 9 be split"]
    golds, answers = [], []
    for n in range(40):
        places = [(pick.choice(["a/x.pdf", "b/minutes.pdf", "pack.pdf"]), pick.choice([1, 2, None])) for _ in range(pick.randint(0, 2))]
        golds.append({
            "id": str(n), "class": pick.choice("abc"), "question": "?", "answer_patterns": pick.sample(["240", "14", "18,500|18500", "^two", "\\bsplit\\b"], pick.randint(0, 2)),
            "evidence": pick.sample(texts, pick.randint(0, 2)), "resolutions": pick.sample(texts, pick.randint(0, 2)), "answerable": pick.random() < 0.7,
            "documents": [d for d, _ in places], "pages": [p for _, p in places],
        })  # fmt: skip
        if pick.random() < 0.9:
            cut = [t[pick.randint(0, len(t) // 3) : pick.randint(len(t) // 2, len(t))] for t in pick.sample(texts, pick.randint(0, 4))]
            answers.append({
                "id": str(n), "status": pick.choice(["answered", "answered", "not_found", "error"]), "answer": " ".join(pick.choices(texts + ["filler " * 80], k=pick.randint(0, 3))),
                "citations": [{"quote": q, "document": pick.choice(["x.pdf", "minutes.pdf", "c/pack.pdf"]), "page": pick.choice([1, 2, None])} for q in cut],
                "resolutions": [{"text": t} for t in pick.sample(texts, pick.randint(0, 3))], "elapsed_ms": pick.random() * 100,
            })  # fmt: skip
    return golds, answers


@pytest.mark.shared
@pytest.mark.parametrize("seed", range(25))
def test_the_same_figures_as_the_scorer_on_answers_by_chance(theirs: Any, seed: int) -> None:
    assert same_figures(theirs, *made_up(seed)) >= 11 * 3


@pytest.mark.shared
@pytest.mark.parametrize("name", ["rotherham_dev", "burton_dev", "broomhill_dev", "tulsa_dev", "stoke_ferry_dev"])
def test_the_same_figures_as_the_scorer_on_real_questions(theirs: Any, shared: Path, name: str) -> None:
    """Answers made of the gold: whole, cut short, from a page beside it, or none."""
    golds = [json.loads(line) for line in (shared / "questions" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines() if line.strip()]
    pick = random.Random(name)
    answers = []
    for g in golds:
        evidence = [e[: pick.randint(len(e) // 3, len(e))] for e in g["evidence"]]
        page = (g.get("pages") or [None])[0]
        answers.append({
            "id": g["id"], "status": pick.choice(["answered", "answered", "not_found"]), "answer": pick.choice([g["answer"], g["answer"], "nothing"]),
            "citations": [{"quote": q, "document": (g.get("documents") or ["?"])[0], "page": pick.choice([page, 99])} for q in evidence],
            "resolutions": [{"text": pick.choice([r, r[: len(r) // 2], "another"])} for r in g["resolutions"]],
        })  # fmt: skip
    assert same_figures(theirs, golds, answers) > 100


def test_the_comparison_with_the_scorer_can_fail() -> None:
    """Another scorer, one that calls everything right, is told apart."""
    golds, answers = made_up(1)
    wrong = SimpleNamespace(judge=lambda g, a: None, summary=lambda rows: {"questions": len(rows), "right": 1.0})
    with pytest.raises(AssertionError, match="right"):
        same_figures(wrong, golds, answers)


# ------------------------------------------------------------------------------------------------- what users may write


def test_a_file_with_questions_only() -> None:
    golds, problems = read_gold("When does the pool open?\n\nWhat does it cost?\n")
    assert ([g.asked.question for g in golds], problems) == (["When does the pool open?", "What does it cost?"], [])
    evaluation = evaluate(golds, lambda g: answer("In May.", LAMP, elapsed_ms=5.0))
    row = figures(evaluation.scored)
    assert {k for k, v in row.items() if v is not None} == {"questions", "median_words", "median_ms", "p95_ms"}
    assert any("right" in gap and "the questions have" in gap for gap in gaps(evaluation.scored))
    assert evaluation.failing == []


def test_a_figure_leaves_out_what_it_cannot_judge_and_says_so() -> None:
    told = run(
        [{"id": "1", "answer_patterns": ["240"]}, {"id": "2", "evidence": [LAMP]}, {"id": "3"}, {"id": "4", "answerable": False}],
        [{"id": str(n), **answer("It costs £240.", LAMP)} for n in (1, 2, 3, 4)],
    )
    row = figures(told.scored)
    assert (row["right"], row["matched"], row["cited"], row["abstain_recall"], row["page"]) == (0.5, 1.0, 1.0, 0.0, None)
    said = "\n".join(gaps(told.scored))
    assert "right and matched: 1 of 2 answerable questions has no answer_patterns" in said
    assert "cited: 1 of 2 answerable questions has no evidence" in said
    assert "right: 1 of 4 questions has no answer_patterns, no evidence and no answerable" in said
    assert "page: the answerable questions have no documents and pages" in said


def test_nothing_is_left_out_of_a_whole_file() -> None:
    whole = {"answer_patterns": ["240"], "evidence": [LAMP], "documents": ["a.pdf"], "pages": [1], "resolutions": [LAMP]}
    told = run([{"id": "1", **whole}, {"id": "2", "answerable": False}], [{"id": "1", **answer("£240", LAMP)}, {"id": "2", **answer("", status="not_found")}])
    assert gaps(told.scored) == []


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        pytest.param({"answer_patterns": 5}, "answer_patterns is not a list of texts", id="a number for patterns"),
        pytest.param({"evidence": ["a", 5]}, "evidence is not a list of texts", id="a number among evidence"),
        pytest.param({"pages": ["three"], "documents": ["a"]}, "pages is not a list of page numbers", id="a page in words"),
        pytest.param({"answerable": "perhaps"}, "answerable is neither true nor false", id="perhaps"),
        pytest.param({"resolutions": {"text": "x"}}, "resolutions is not a list of texts", id="an object"),
        pytest.param({"filters": {"bodies": "x"}}, "bodies", id="an unknown filter"),
    ],
)
def test_what_cannot_be_used_is_told_and_the_rest_is_scored(keys: dict[str, Any], said: str) -> None:
    golds, problems = read_gold(json.dumps({"id": "f1", "question": "?", "answer": "x", **keys}) + '\n{"question": "and this?"}\n', "q.jsonl")
    assert [g.asked.question for g in golds] == ["?", "and this?"]
    assert len(problems) == 1 and said in problems[0]


def test_lines_without_a_question_are_told_and_left_out() -> None:
    golds, problems = read_gold('{"question": "a?"}\n{"question": \n[1]\n{"id": "x"}\n{"question": "b\u2028?"}\n', "q.jsonl")
    assert [g.asked.question for g in golds] == ["a?", "b\u2028?"]
    assert [re.sub(r" .*", "", p.removeprefix("line ")) for p in problems] == ["2", "3", "4"]
    assert all("left out" in p for p in problems)


def test_a_table_says_the_same_as_json() -> None:
    table = 'id,class,question,answer_patterns,evidence,documents,pages,answerable\n1,fact,What?,"£240\n[Ll]amp","[""a, b"", ""c""]",x.pdf; y.pdf,"3, 4",\n2,none,Who?,,,,,No\n3,fact,Why?,[Ll]amp,one,x.pdf,7,yes\n'
    lines = [
        {"id": "1", "class": "fact", "question": "What?", "answer_patterns": ["£240", "[Ll]amp"], "evidence": ["a, b", "c"], "documents": ["x.pdf", "y.pdf"], "pages": [3, 4]},
        {"id": "2", "class": "none", "question": "Who?", "answerable": False},
        {"id": "3", "class": "fact", "question": "Why?", "answer_patterns": ["[Ll]amp"], "evidence": ["one"], "documents": ["x.pdf"], "pages": [7], "answerable": True},
    ]
    assert read_gold(table, "q.csv") == read_gold("".join(json.dumps(line) + "\n" for line in lines), "q.jsonl")


@pytest.mark.parametrize(
    ("line", "said"),
    [("{", "line 2 is not JSON"), ("[]", "line 2 is not an object with an id"), ('{"answer": "x"}', "line 2 is not an object with an id")],
)
def test_answers_that_cannot_be_read(line: str, said: str) -> None:
    answers, problems = read_answers(f'{{"id": 1, "answer": "a"}}\n{line}\n{{"id": "2"}}\n')
    assert list(answers) == ["1", "2"]
    assert len(problems) == 1 and said in problems[0]


@pytest.mark.parametrize(
    "keys",
    [
        {"citations": "none"}, {"citations": [None, 5, {"quote": None}, {"quote": 7, "document": []}]}, {"resolutions": [{"text": 5}, "x"]}, {"answer": None}, {"answer": ["a"]},
        {"status": 5}, {"confidence": "high"}, {"confidence": 7}, {"confidence": True}, {"elapsed_ms": "fast"},
    ],
    ids=str,
)  # fmt: skip
def test_answers_of_other_systems_in_odd_forms(keys: dict[str, Any]) -> None:
    expected = {"id": "1", "answer_patterns": ["240"], "evidence": [LAMP], "documents": ["a.pdf"], "pages": [1], "resolutions": [LAMP]}
    told = run([expected], [{"id": "1", **answer("£240", LAMP), **keys}])
    assert figures(told.scored)["questions"] == 1
    assert evaluation_text(told, failures=9) and evaluation_page(told, "t")


# ------------------------------------------------------------------------------------------------------------ patterns


@pytest.mark.parametrize("pattern", ["[", "(", "a{999999999999}", "(" * 5000 + ")" * 5000, "(?P<x>a)(?P<x>b)", "x(?i)"])
def test_a_pattern_that_is_none_is_told_and_counts_neither_way(pattern: str) -> None:
    told = run([{"id": "1", "answer_patterns": [pattern]}, {"id": "2", "answer_patterns": ["240"]}], [{"id": "1", **answer()}, {"id": "2", **answer()}])
    assert len(told.problems) == 1 and told.problems[0].startswith("question 1: the pattern") and len(told.problems[0]) < 300
    row = figures(told.scored)
    assert (row["questions"], row["right"], row["matched"]) == (2, 1.0, 1.0)
    assert judge(told.scored[0].gold, NO_ANSWER).matched is None  # whatever was answered


def test_a_pattern_that_does_not_end_is_stopped_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns, "SECONDS", 0.2)
    told = run([{"id": "1", "answer_patterns": ["(a+)+$"]}, {"id": "2", "answer_patterns": ["240"]}], [{"id": "1", **answer("a" * 60 + "!")}, {"id": "2", **answer()}])
    assert ["stopped" in p for p in told.problems] == [True]
    assert figures(told.scored)["right"] == 1.0


def test_patterns_in_another_thread() -> None:
    found: list[object] = []

    def tried() -> None:
        found.append(unmatched(["a", "c"], ["abc", "xyz"]))
        try:
            unmatched(["["], ["x"])
        except PatternFault as error:
            found.append(type(error))

    thread = threading.Thread(target=tried)
    thread.start()
    thread.join()
    assert found == [(), PatternFault]


# ---------------------------------------------------------------------------------------------------------- interruption


def test_stopped_in_the_middle() -> None:
    golds, _ = read_gold("".join(json.dumps({"id": n, "question": "?", "answer_patterns": ["240"]}) + "\n" for n in range(5)), "q.jsonl")

    def ask(one: Gold) -> dict[str, Any]:
        if one.asked.id == "3":
            raise KeyboardInterrupt
        return answer()

    told = evaluate(golds, ask)
    assert (told.interrupted, len(told.scored), told.questions) == (True, 3, 5)
    assert report(told)["interrupted"] is True and report(told)["all"]["questions"] == 3
    assert "3 of 5 questions were scored" in evaluation_page(told, "t")


# ------------------------------------------------------------------------------------------------------------- the page


class Parsed(HTMLParser):
    """Tags with their attributes, and text outside the style sheet; complains about tags that are not closed in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open.pop() == tag, tag

    def handle_data(self, data: str) -> None:
        if self.open[-1:] != ["style"]:
            self.text += data


NASTY = '<script>alert("1")</script><img src=x onerror=1>&amp;\x1b[31m\u202e</details>'


def test_the_page_escapes_whatever_papers_and_files_say() -> None:
    told = run(
        [{
            "id": NASTY, "class": NASTY, "style": NASTY, "question": NASTY, "answer": NASTY, "answer_patterns": ["240", "<b>"], "evidence": [NASTY], "documents": [NASTY],
            "pages": [1], "resolutions": [NASTY],
        }],
        [{"id": NASTY, **answer(NASTY, "other " + NASTY, document=NASTY), "resolutions": [{"text": NASTY}], "confidence": 0.5, "elapsed_ms": 7.0}],
    )  # fmt: skip
    page = evaluation_page(told, NASTY, [NASTY])
    parsed = Parsed(page)
    assert parsed.open == []
    assert {tag for tag, _ in parsed.tags} & {"script", "img", "link", "iframe", "object", "form"} == set()
    assert not [a for _, attributes in parsed.tags for a in attributes if a.startswith("on") or a in ("src", "href")]
    assert "\x1b" not in page and "\u202e" not in page
    assert parsed.text.count('<script>alert("1")</script><img src=x onerror=1>&amp;') >= 9


def test_the_page_needs_nothing_from_outside() -> None:
    golds, answers = made_up(3)
    page = evaluation_page(run(golds, [{**a, "confidence": 0.5} for a in answers]), "t")
    assert not re.search(r"https?:|//|url\(|@import|<script|<link", page.replace("<!DOCTYPE html>", ""))
    assert "default-src 'none'" in page and "prefers-color-scheme: dark" in page
    assert page.count("<svg") == 3


def test_the_page_shows_why_an_answer_fails() -> None:
    told = run(
        [{"id": "q1", "class": "fact", "question": "What does the lamp cost?", "answer": "£240", "answer_patterns": ["£240"], "evidence": [LAMP], "documents": ["a/lighting.pdf"], "pages": [2]}],
        [{"id": "q1", **answer("It costs £420.", "The lamp failed.", document="b/budget.pdf", page=7), "confidence": 0.61}],
    )
    text = Parsed(evaluation_page(told, "t")).text
    for part in ("What does the lamp cost?", "does not match the pattern £240", "none of the first 5 citations quotes the evidence", LAMP, "a/lighting.pdf, p. 2", "It costs £420.", "[1] b/budget.pdf, p. 7", "The lamp failed.", "0.61"):
        assert part in text, part
    shown = evaluation_text(told, failures=1)
    for part in ("q1: What does the lamp cost?", "does not match the pattern £240", "a/lighting.pdf, p. 2", "It costs £420.", "b/budget.pdf, p. 7"):
        assert part in shown, part


@pytest.mark.parametrize("times", [[5.0], [5.0] * 30, [0.0, 0.0], [0.02, 40.0, 90_000.0]], ids=str)
def test_times_of_any_spread_are_drawn(times: list[float]) -> None:
    drawn = time_histogram(times, times[0], times[-1])
    assert "nan" not in drawn and "inf" not in drawn
    told = [int(n) for n in re.findall(r"ms: (\d+)</title>", drawn)]
    assert sum(told) == len(times)
    for x in re.findall(r'\bx1?="([\d.-]+)"', drawn):
        assert 0 <= float(x) <= 560


def test_an_interval_holds_the_share_and_narrows() -> None:
    for share in (0.0, 0.3, 1.0):
        few, many = interval(share, 5), interval(share, 500)
        assert 0 <= few[0] <= share <= few[1] <= 1 and few[0] <= many[0] <= many[1] <= few[1]
    assert math.isclose(interval(0.5, 100)[0], 0.4038, abs_tol=0.0005)  # Wilson's interval from a table


def test_nothing_expected_nothing_drawn() -> None:
    golds, _ = read_gold("What?\n")
    page = evaluation_page(evaluate(golds, lambda g: {"status": "not_found"}), "t")
    assert Parsed(page).open == [] and "<svg" not in page


def test_words_of_the_format_are_those_of_the_bench() -> None:
    assert (verdicts.ANSWER_WORDS, verdicts.CITATIONS, verdicts.OVERLAP) == (150, 5, 0.6)  # bench/sample/README.md says so
