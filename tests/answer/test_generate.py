"""Answers worded by a language model at an endpoint: a real server on this machine with a small model that generates word by word."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from docqa.answer.generate import Writer
from docqa.answer.render import answer_text
from docqa.assistant import Assistant
from docqa.config import ModelEndpoint
from docqa.errors import UsageError
from docqa.records import Answer
from docqa.search.index import SearchIndex
from docqa.text import content_words, fold, stem
from tests.answer.model_server import ModelServer, Reply, Runs, passages_of, says
from tests.search.small import HashedWords, make_index

LAMP = "How much will the repair of the lamp at Quay Lane cost?"
PLAIN = "A repair of the lamp at Quay Lane would cost £240. [1]"

Ask = Callable[..., Answer]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_index(tmp_path_factory.mktemp("generate") / "index")


@pytest.fixture
def server() -> Iterator[ModelServer]:
    server = ModelServer(says(PLAIN))
    yield server
    server.close()


@pytest.fixture
def ask(index: Path, server: ModelServer) -> Iterator[Ask]:
    """Ask with the server as endpoint; further arguments are settings of the endpoint."""
    opened = []

    def ask(question: str, **more: object) -> Answer:
        settings = replace(ModelEndpoint(server.url, "tiny", seconds=10), **more)  # type: ignore[arg-type]
        opened.append(Assistant(SearchIndex.open(index, HashedWords()), index, Writer(settings)))
        return opened[-1].ask(question)

    yield ask
    for assistant in opened:
        assistant.close()


def quoted(index: Path, question: str) -> Answer:
    assistant = Assistant(SearchIndex.open(index, HashedWords()), index)
    answer = assistant.ask(question)
    assistant.close()
    return answer


def same_but_for_words(worded: Answer, quotes: Answer) -> bool:
    return (worded.citations, worded.resolutions, worded.conflicts, worded.confidence, worded.status) == (
        quotes.citations, quotes.resolutions, quotes.conflicts, quotes.confidence, quotes.status
    )  # fmt: skip


# ------------------------------------------------------------------------------------------------------------- wording


@pytest.mark.parametrize("streams", [True, False], ids=["a stream", "one object"])
def test_an_answer_in_the_models_words(ask: Ask, server: ModelServer, index: Path, streams: bool) -> None:
    server.reply = says(PLAIN, streams=streams)
    answer, quotes = ask(LAMP), quoted(index, LAMP)
    assert answer.method == "model" and quotes.method == "passages"
    assert answer.answer.splitlines()[0] == "A repair of the lamp at Quay Lane would cost £240. [1] - Saltby Parish Council, 5 March 2024, minute 32"
    assert answer.notices[0] == f"Worded by the model tiny at 127.0.0.1:{server.port} from the passages quoted below."
    assert same_but_for_words(answer, quotes), "quotes, citations and resolutions stay as they are"
    assert answer.notices[1:] == quotes.notices


def test_the_terminal_says_that_a_model_worded_it(ask: Ask, server: ModelServer) -> None:
    text = " ".join(answer_text(ask(LAMP)).split())
    assert f"Note: Worded by the model tiny at 127.0.0.1:{server.port} from the passages quoted below." in text
    assert "[1] Saltby Parish Council, 5 March 2024, minute 32, 2024-03-05 minutes.txt" in text


def test_what_is_sent(ask: Ask, server: ModelServer) -> None:
    answer = ask(LAMP, key="sesame")
    (path, headers, body), *more = server.asked
    assert not more and path == "/v1/chat/completions"
    assert headers["Authorization"] == "Bearer sesame" and headers["Content-Type"] == "application/json"
    assert (body["model"], body["temperature"], body["stream"]) == ("tiny", 0, True)
    assert [m["role"] for m in body["messages"]] == ["system", "user"]
    assert LAMP in body["messages"][1]["content"]
    sent = passages_of(body)
    assert {c.mark: fold(c.quote) for c in answer.citations} == {mark: fold(text) for mark, text in sent.items()}
    assert "minutes.txt" not in str(body) and "2024-03" not in str(body), "names of files stay here"


def test_no_key_no_header(ask: Ask, server: ModelServer) -> None:
    ask(LAMP)
    assert "Authorization" not in server.asked[0][1]


@pytest.mark.parametrize(
    "reply",
    [
        pytest.param("A repair of the lamp at Quay Lane would cost £240 [1].", id="the mark before the stop"),
        pytest.param("A repair of the lamp at Quay Lane would cost £240.[1]", id="without a space"),
        pytest.param("1. A repair of the lamp at Quay Lane would cost **£240**. [1]", id="a list with bold figures"),
        pytest.param("- A repair of the lamp at Quay Lane would cost £240. [1]", id="a bullet"),
        pytest.param("<think>\nThe user wants a sum. [1]\n</think>\nA repair of the lamp at Quay Lane would cost £240. [1]", id="a model that thinks aloud"),
        pytest.param("A repair of the lamp at Quay Lane would cost £240. [1][4]", id="a mark too many"),
        pytest.param("A repair of the lamp at Quay Lane would cost £240. [1, 99]", id="marks in one bracket, one of nothing"),
        pytest.param("\u202eA repair of the lamp at Quay Lane would\u200b cost \x1b£240. [1]", id="control characters"),
    ],
)
def test_forms_of_a_reply(ask: Ask, server: ModelServer, reply: str) -> None:
    server.reply = says(reply)
    answer = ask(LAMP)
    assert answer.method == "model"
    assert answer.answer.splitlines()[0].partition(" - ")[0] == "A repair of the lamp at Quay Lane would cost £240. [1]"


def test_sentences_that_nothing_bears_are_left_out_and_counted(ask: Ask, server: ModelServer) -> None:
    server.reply = says(f"{PLAIN} The work will be done by Lampfix Ltd. [1] The council is proud of its lamps. It said so twice. [1]")
    answer = ask(LAMP)
    assert "Lampfix" not in answer.answer and "proud" not in answer.answer and "twice" not in answer.answer
    assert "3 of its 4 sentences are left out: no passage bears them." in answer.notices[0]


def test_a_sentence_that_points_back_goes_with_what_it_points_to(ask: Ask, server: ModelServer) -> None:
    server.reply = says("The lamp at Mill Road had failed again. [1] It would cost £240. [1]")
    assert ask(LAMP).method == "passages"
    server.reply = says("The lamp at Quay Lane had failed again. [1] A repair of it would cost £240. [1]")
    assert "A repair of it would cost £240. [1]" in ask(LAMP).answer


def test_the_mark_must_be_that_of_the_passage(ask: Ask, server: ModelServer) -> None:
    other = next(m for m, text in enumerate((c.quote for c in ask(LAMP).citations), 1) if "£240" not in text)
    server.reply = says(PLAIN.replace("[1]", f"[{other}]"))
    answer = ask(LAMP)
    assert answer.method == "passages" and "no sentence of its reply is borne by the passage that it names" in answer.notices[0]


def test_how_it_ended_stays_in_docqas_words(ask: Ask, server: ModelServer, index: Path) -> None:
    question = "What was decided about the wall that leans by nine inches?"
    quotes = quoted(index, question)
    own = [line for line in quotes.answer.splitlines() if line.startswith("Outcome")]
    server.reply = says("The harbour wall leans by nine inches. [1]")
    answer = ask(question)
    assert answer.method == "model" and answer.answer.startswith("The harbour wall leans by nine inches. [1]")
    assert [line for line in answer.answer.splitlines() if line.startswith("Outcome")] == own and own


@pytest.mark.parametrize(
    ("reply", "why"),
    [("NONE", "it found no answer in the passages"), ("", "its reply is empty"), ("The council is proud. [1]", "no sentence of its reply is borne"), ("[1]", "no sentence of its reply is borne")],
)
def test_where_nothing_is_left_the_quotes_stand(ask: Ask, server: ModelServer, index: Path, reply: str, why: str) -> None:
    server.reply = says(reply)
    answer, quotes = ask(LAMP), quoted(index, LAMP)
    assert (answer.method, answer.answer) == ("passages", quotes.answer) and same_but_for_words(answer, quotes)
    assert answer.notices[0].startswith(f"Not worded by the model tiny at 127.0.0.1:{server.port}: {why}")


# -------------------------------------------------------------------------------------------------- a model that generates


def holds(sentence: str, quote: str) -> bool:
    """A plain oracle: every figure, every word with a capital inside the sentence and every content word stands in the quote, by its stem."""
    words = {stem(w) for w in content_words(quote)} | {"pari", "council", "saltby", "agre", "decid"}
    return all(stem(w) in words for w in content_words(sentence)) and all(n in quote for n in re.findall(r"\d[\d,]*", sentence))


@pytest.mark.parametrize("order", [1, 2, 3])
def test_whatever_a_model_says_only_what_a_quote_holds_is_shown(server: ModelServer, index: Path, order: int) -> None:
    quoted_answer, writer = quoted(index, LAMP), Writer(ModelEndpoint(server.url, "tiny", seconds=60))
    quotes = {c.mark: " ".join(c.quote.split()) for c in quoted_answer.citations}
    shown = mixed = 0
    for seed in range(25):
        said: list[str] = []

        def tokens(body: dict[str, object], seed: int = seed, said: list[str] = said) -> Iterator[str]:
            for token in Runs(seed, order).tokens(body):
                said.append(token)
                yield token

        server.reply = Reply(tokens)
        answer = writer.worded(LAMP, quoted_answer)
        mixed += sum(1 for line in "".join(said).splitlines() if (m := re.fullmatch(r"(.*) \[(\d)\]\s*", line)) and m[1] not in quotes[int(m[2])])
        for line in answer.answer.splitlines() if answer.method == "model" else ():
            sentence, marks = re.sub(r" \[\d\].*", "", line), [int(m) for m in re.findall(r"\[(\d)\]", line)]
            assert marks and all(holds(sentence, quotes[m]) for m in marks), line
            shown += 1
    assert shown > 5, "what the model says in the papers' words is shown"
    assert mixed > 5 or order == 3, "the model makes up sentences that stand nowhere"


def test_a_network_with_random_weights_says_nothing_that_is_shown(server: ModelServer, index: Path) -> None:
    """Letters drawn from a recurrent network that has read the prompt and learned nothing."""
    draw = np.random.default_rng(7)
    inside, across, out = draw.normal(size=(96, 24)), draw.normal(size=(24, 24)) / 5, draw.normal(size=(24, 96))

    def tokens(body: dict[str, object]) -> Iterator[str]:
        state = np.zeros(24)
        for letter in str(body["messages"])[-200:]:
            state = np.tanh(inside[max(0, min(ord(letter) - 32, 95))] + state @ across)
        for _ in range(400):
            weights = np.exp(state @ out)
            at = int(draw.choice(96, p=weights / weights.sum()))
            state = np.tanh(inside[at] + state @ across)
            yield chr(at + 32)
        yield " [1]"

    server.reply = Reply(tokens)
    quotes = quoted(index, LAMP)
    answer = Writer(ModelEndpoint(server.url, "tiny")).worded(LAMP, quotes)
    assert (answer.method, answer.answer) == ("passages", quotes.answer)
    assert "no sentence of its reply is borne by the passage that it names" in answer.notices[0]


# ------------------------------------------------------------------------------------------------------ what is not sent


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("Who is the harbourmaster's dentist in Vladivostok?", id="not found"),
        pytest.param("What does CIL stand for?", id="an acronym"),
        pytest.param("Who was present on 5 March 2024?", id="who was there"),
        pytest.param("What decisions were taken on 4 June 2024?", id="all decisions of a meeting"),
    ],
)
def test_what_a_model_has_no_part_in(ask: Ask, server: ModelServer, index: Path, question: str) -> None:
    answer, quotes = ask(question), quoted(index, question)
    assert quotes.status == "not_found" or quotes.method != "passages"
    assert not server.asked
    assert replace(answer, elapsed_ms=0) == replace(quotes, elapsed_ms=0)


def private(answer: Answer, marks: set[int], access: str) -> Answer:
    return replace(answer, citations=tuple(replace(c, access=access) if c.mark in marks else c for c in answer.citations))  # type: ignore[arg-type]


@pytest.mark.parametrize("access", ["private_session", "exempt", "confidential"])
def test_what_is_not_public_is_not_sent(server: ModelServer, index: Path, access: str) -> None:
    quotes = quoted(index, LAMP)
    writer = Writer(ModelEndpoint(server.url, "tiny"))
    answer = writer.worded(LAMP, private(quotes, {1}, access))
    assert not server.asked and answer.method == "passages" and answer.answer == quotes.answer
    assert answer.notices[0] == "Not worded by a model: passage [1] is not public, and is sent nowhere."


def test_a_further_passage_that_is_not_public_is_left_out(server: ModelServer, index: Path) -> None:
    quotes = quoted(index, LAMP)
    last = quotes.citations[-1].mark
    assert f"[{last}]" not in quotes.answer
    answer = Writer(ModelEndpoint(server.url, "tiny")).worded(LAMP, private(quotes, {last}, "private_session"))
    assert answer.method == "model" and set(passages_of(server.asked[0][2])) == {c.mark for c in quotes.citations} - {last}


def test_it_is_sent_where_the_settings_say_so(server: ModelServer, index: Path) -> None:
    quotes = private(quoted(index, LAMP), {1}, "exempt")
    answer = Writer(ModelEndpoint(server.url, "tiny", send_private=True)).worded(LAMP, quotes)
    assert answer.method == "model" and set(passages_of(server.asked[0][2])) == {c.mark for c in quotes.citations}


# --------------------------------------------------------------------------------------------------------------- stopping


def test_a_person_stops_it(index: Path, server: ModelServer) -> None:
    server.reply = Reply(hangs=True)
    assistant = Assistant(SearchIndex.open(index, HashedWords()), index, Writer(ModelEndpoint(server.url, "tiny", seconds=60)))
    answers: list[Answer] = []
    asking = threading.Thread(target=lambda: answers.append(assistant.ask(LAMP)))
    asking.start()
    while not server.asked:
        time.sleep(0.01)
    assistant.stop()
    asking.join(5)
    assert answers and answers[0].method == "passages" and ": stopped." in answers[0].notices[0]
    assert server.gone.wait(5), "the connection is closed, so the server can stop too"
    server.reply = says(PLAIN)
    assert assistant.ask(LAMP).method == "model", "the next question is asked as usual"
    assistant.close()


@pytest.mark.parametrize(
    ("url", "model"),
    [
        ("localhost:11434", "tiny"), ("ftp://localhost/v1", "tiny"), ("http://", "tiny"), ("http://user:secret@localhost/v1", "tiny"), ("http://localhost/v1?x=1", "tiny"),
        ("http://localhost:port/v1", "tiny"), ("http://local host/v1", "tiny"), ("http://localhost/v1", ""), ("", "tiny"),
    ],
)  # fmt: skip
def test_settings_that_name_no_model(url: str, model: str) -> None:
    with pytest.raises(UsageError, match="model_endpoint") as error:
        Writer(ModelEndpoint(url, model))
    assert error.value.code == "bad-endpoint" and error.value.hint


@pytest.mark.parametrize("form", ["http://127.0.0.1:{port}", "http://127.0.0.1:{port}/v1/", "http://127.0.0.1:{port}/v1/chat/completions"])
def test_ways_to_write_the_address(ask: Ask, server: ModelServer, form: str) -> None:
    assert ask(LAMP, url=form.format(port=server.port)).method == "model"
    assert server.asked[0][0] == "/v1/chat/completions"
