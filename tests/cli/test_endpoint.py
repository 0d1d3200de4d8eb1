"""The language model on the command line: settings in a file, in the environment and as options; what `ask`, `batch`, `status` and `doctor` say."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from docqa.config import ModelEndpoint, read_settings
from docqa.errors import UsageError
from tests.answer.model_server import ModelServer, Reply, says
from tests.cli.conftest import Command
from tests.cli.test_asking import LAMP, check_schema

ROOT = Path(__file__).resolve().parent.parent.parent
PLAIN = "A repair of the lamp at Quay Lane would cost £240. [1]"


@pytest.fixture
def server() -> Iterator[ModelServer]:
    server = ModelServer(says(PLAIN))
    yield server
    server.close()


def options(server: ModelServer) -> tuple[str, ...]:
    return "--endpoint", server.url, "--endpoint-model", "tiny"


def test_ask(command: Command, built: Path, server: ModelServer) -> None:
    quotes = json.loads(command("ask", LAMP, "--index", built, "--json").out)
    assert not server.asked and quotes["method"] == "passages"
    mark = next(c["mark"] for c in quotes["citations"] if "repair would cost £240" in c["quote"])
    server.reply = says(PLAIN.replace("1", str(mark)))
    answer = json.loads(command("ask", LAMP, "--index", built, "--json", *options(server)).out)
    check_schema(answer)
    assert answer["method"] == "model" and answer["answer"].startswith(PLAIN.replace("1", str(mark)))
    assert answer["notices"][0] == f"Worded by the model tiny at 127.0.0.1:{server.port} from the passages quoted below."
    assert (answer["citations"], answer["resolutions"]) == (quotes["citations"], quotes["resolutions"])
    told = " ".join(command("ask", LAMP, "--index", built, *options(server)).out.split())
    assert answer["notices"][0] in told and "A repair of the lamp at Quay Lane would cost £240." in told.partition("Sources")[0]


def test_batch(command: Command, built: Path, server: ModelServer, tmp_path: Path) -> None:
    (tmp_path / "q.txt").write_text(f"{LAMP}\nWho is the harbourmaster's dentist in Vladivostok?\n")
    lines = [json.loads(line) for line in command("batch", tmp_path / "q.txt", "--index", built, *options(server), "--jobs", "2").out.splitlines()]
    assert [a["method"] for a in lines] == ["model", "passages"] and lines[1]["status"] == "not_found"
    assert len(server.asked) == 1


def test_settings_in_a_file_and_an_option_that_puts_them_out_of_force(command: Command, built: Path, server: ModelServer, tmp_path: Path) -> None:
    (tmp_path / "docqa.toml").write_text(f'[model_endpoint]\nurl = "{server.url}"\nmodel = "tiny"\nseconds = 5\n')
    assert json.loads(command("ask", LAMP, "--index", built, "--json").out)["method"] == "model"
    assert json.loads(command("ask", LAMP, "--index", built, "--json", "--no-endpoint").out)["method"] == "passages"
    command("search", "lamp", "--index", built)
    assert len(server.asked) == 1


def test_the_order_of_settings(tmp_path: Path) -> None:
    (tmp_path / "docqa.toml").write_text('jobs = 2\n[model_endpoint]\nurl = "http://one/v1"\nmodel = "one"\nseconds = 5\nsend_private = true\n')
    settings = read_settings({"DOCQA_MODEL_ENDPOINT_MODEL": "two", "DOCQA_MODEL_ENDPOINT_KEY": "sesame", "DOCQA_MODEL_ENDPOINT_SEND_PRIVATE": "no"}, tmp_path)
    assert settings.model_endpoint == ModelEndpoint("http://one/v1", "two", 5.0, False, "sesame") and settings.jobs == 2
    assert read_settings({}, tmp_path / "nowhere").model_endpoint == ModelEndpoint()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('[model_endpoint]\nurl = "http://one/v1"\nkey = "sesame"\n', "key-in-file"),
        ('[model_endpoint]\ncolour = "red"\n', "unknown-setting"),
        ('[model_endpoint]\nseconds = "long"\n', "bad-setting"),
        ('[model_endpoint]\nsend_private = "perhaps"\n', "bad-setting"),
        ('model_endpoint = "http://one/v1"\n', "bad-setting"),
        ("[jobs]\nn = 2\n", "bad-setting"),
    ],
)
def test_settings_that_cannot_be(tmp_path: Path, text: str, code: str) -> None:
    (tmp_path / "docqa.toml").write_text(text)
    with pytest.raises(UsageError) as error:
        read_settings({}, tmp_path)
    assert error.value.code == code and error.value.hint and "sesame" not in str(error.value)


@pytest.mark.parametrize("words", [("--endpoint", "localhost:11434", "--endpoint-model", "tiny"), ("--endpoint", "http://localhost:11434/v1"), ("--endpoint-model", "tiny")])
def test_an_endpoint_that_is_none(command: Command, built: Path, words: tuple[str, ...]) -> None:
    done = command("ask", LAMP, "--index", built, *words)
    assert (done.code, done.out) == (2, "") and "[bad-endpoint]" in done.err


def test_status_and_doctor(command: Command, built: Path, server: ModelServer, monkeypatch: pytest.MonkeyPatch) -> None:
    assert json.loads(command("status", "--index", built, "--json").out)["language_model"] is None
    monkeypatch.setenv("DOCQA_MODEL_ENDPOINT_URL", server.url)
    monkeypatch.setenv("DOCQA_MODEL_ENDPOINT_MODEL", "tiny")
    host = f"127.0.0.1:{server.port}"
    assert json.loads(command("status", "--index", built, "--json").out)["language_model"] == {"model": "tiny", "host": host, "encrypted": True, "send_private": False}
    assert f"Language model: tiny at {host} words answers" in command("status", "--index", built).out
    assert not server.asked, "status asks nobody"
    assert f"ok    language model: tiny at {host} words answers" in command("doctor", "--index", built).out
    monkeypatch.setenv("DOCQA_MODEL_ENDPOINT_MODEL", "huge")
    done = command("doctor", "--index", built)
    assert done.code == 0 and f"note  language model: huge at {host}: no such model there" in done.out and "It offers tiny." in done.out
    server.close()
    done = command("doctor", "--index", built)
    assert done.code == 0 and f"note  language model: huge at {host}: nothing listens there" in done.out
    monkeypatch.setenv("DOCQA_MODEL_ENDPOINT_URL", "nowhere")
    assert command("doctor", "--index", built).code == 2


def environment() -> dict[str, str]:
    return {**{k: v for k, v in os.environ.items() if not k.startswith("DOCQA_") or k == "DOCQA_CACHE"}, "PYTHONPATH": str(ROOT / "src")}


def test_an_interrupt_ends_the_waiting(built: Path, server: ModelServer, tmp_path: Path) -> None:
    server.reply = Reply(hangs=True)
    words = [sys.executable, "-m", "docqa", "ask", LAMP, "--index", str(built), *options(server)]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=tmp_path, env=environment())
    deadline = time.monotonic() + 60
    while not server.asked and time.monotonic() < deadline:
        time.sleep(0.02)
    began = time.monotonic()
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=20)
    assert process.returncode == 130 and "interrupted" in err and time.monotonic() - began < 5
