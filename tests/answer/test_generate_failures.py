"""Every way in which an endpoint can fail: the answer in quotes stands, soon, and a notice says why."""

from __future__ import annotations

import datetime
import ipaddress
import json
import socket
import ssl
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from docqa.answer.endpoint import Endpoint
from docqa.answer.generate import Writer
from docqa.assistant import Assistant
from docqa.config import ModelEndpoint
from docqa.errors import ModelError
from docqa.records import Answer
from docqa.search.index import SearchIndex
from tests.answer.model_server import ModelServer, Reply, says
from tests.search.small import HashedWords, make_index

LAMP = "How much will the repair of the lamp at Quay Lane cost?"
GOOD = "A repair of the lamp at Quay Lane would cost £240. [1]"


@pytest.fixture(scope="module")
def quotes(tmp_path_factory: pytest.TempPathFactory) -> Answer:
    index = make_index(tmp_path_factory.mktemp("failures") / "index")
    assistant = Assistant(SearchIndex.open(index, HashedWords()), index)
    answer = assistant.ask(LAMP)
    assistant.close()
    return answer


@pytest.fixture
def server() -> Iterator[ModelServer]:
    server = ModelServer(says(GOOD))
    yield server
    server.close()


def worded(quotes: Answer, url: str, seconds: float = 10) -> tuple[Answer, float]:
    began = time.monotonic()
    answer = Writer(ModelEndpoint(url, "tiny", seconds=seconds)).worded(LAMP, quotes)
    return answer, time.monotonic() - began


def stands(answer: Answer, quotes: Answer) -> str:
    """Checks that the answer is the one in quotes; gives the reason that its notice states."""
    assert (answer.method, answer.answer, answer.citations, answer.resolutions) == ("passages", quotes.answer, quotes.citations, quotes.resolutions)
    assert answer.notices[0].startswith("Not worded by the model tiny at ") and answer.notices[0].endswith(" The answer is quoted from the papers.")
    assert answer.notices[1:] == quotes.notices
    return answer.notices[0].partition(": ")[2].removesuffix(" The answer is quoted from the papers.")


def raw(data: object, **more: object) -> Reply:
    return Reply(raw=data if isinstance(data, bytes) else json.dumps(data).encode(), **more)  # type: ignore[arg-type]


def message(content: object, finish: object = "stop") -> dict[str, object]:
    return {"choices": [{"message": {"role": "assistant", "content": content}, "finish_reason": finish}]}


STREAM = {"Content-Type": "text/event-stream"}
EVENT = b'data: {"choices": [{"delta": {"content": "A repair of the lamp at Quay Lane would cost \\u00a3240. [1]"}}]}\n\n'

FAILURES = [
    pytest.param(raw({"error": {"message": "Incorrect API key", "code": "invalid_api_key"}}, status=401), "the key is missing or wrong (401: Incorrect API key).", id="401"),
    pytest.param(raw({"error": {"message": "model 'tiny' not found"}}, status=404), "no such address or model (404: model 'tiny' not found).", id="404"),
    pytest.param(raw({"error": "slow down"}, status=429), "it is busy, or its limit is used up (429: slow down).", id="429"),
    pytest.param(raw(b"<html>oops</html>", status=500), "it broke (500).", id="500, no JSON"),
    pytest.param(raw({"error": {"message": "out of memory\n\x1b[31m" + "again " * 1000}}, status=503), "it broke (503: out of memory [31m", id="503 with a long, coloured message"),
    pytest.param(raw(b"", status=307, headers={"Location": "http://127.0.0.1:1/v1"}), "it redirects, which docqa does not follow (307).", id="a redirect"),
    pytest.param(raw({"error": {"message": "no slot"}}), "it says: no slot.", id="an error object under 200"),
    pytest.param(raw(message(GOOD), cut=60), "the reply is cut off, or no JSON.", id="JSON that breaks off"),
    pytest.param(raw(b"I am a teapot"), "the reply is cut off, or no JSON.", id="no JSON"),
    pytest.param(raw(b"[" * 100_000), "the reply is cut off, or no JSON.", id="deep JSON"),
    pytest.param(raw(b'{"choices": "\xff\xfe"}'), "the reply is cut off, or no JSON.", id="bytes that are no text"),
    pytest.param(raw([1, 2]), "the reply is not of the form that the protocol has.", id="a list"),
    pytest.param(raw({"choices": []}), "the reply is not of the form that the protocol has.", id="no choice"),
    pytest.param(raw({"choices": [{"text": GOOD}]}), "the reply is not of the form that the protocol has.", id="another protocol"),
    pytest.param(raw(message([{"type": "text", "text": GOOD}])), "the reply is not of the form that the protocol has.", id="parts in place of text"),
    pytest.param(raw(message(None, "tool_calls")), "the reply ended with “tool_calls”.", id="a call of a tool"),
    pytest.param(raw(message(GOOD, "length")), "the reply was cut off: the model ran out of room.", id="cut off by length"),
    pytest.param(raw(message(GOOD, "content_filter")), "the reply ended with “content_filter”.", id="a filter"),
    pytest.param(raw(message("word " * 10_000)), "the reply runs on over 8000 characters.", id="a long text"),
    pytest.param(raw(b'{"choices": "' + b"x" * 1_200_000), "the reply has more than 1000 kB.", id="a huge reply"),
    pytest.param(raw(b""), "the reply was cut off.", id="nothing"),
    pytest.param(says(GOOD, finish=None, done=False), "the reply was cut off.", id="a stream that ends without an end"),
    pytest.param(says(GOOD, finish="length"), "the reply was cut off: the model ran out of room.", id="a stream cut off by length"),
    pytest.param(raw(EVENT + b"data: {not json}\n\n", headers=STREAM), "the reply is cut off, or no JSON.", id="a stream of nonsense"),
    pytest.param(raw(EVENT + b'data: {"error": {"message": "lost the GPU"}}\n\n', headers=STREAM), "it says: lost the GPU.", id="an error in a stream"),
    pytest.param(raw(b"\x00\xff" * 400, headers=STREAM), "the reply is cut off, or no JSON.", id="a stream of bytes"),
    pytest.param(Reply(lambda body: ("word " for _ in iter(int, 1))), "the reply runs on over 8000 characters.", id="a stream without end"),
]


@pytest.mark.parametrize(("reply", "why"), FAILURES)
def test_what_comes_back_is_of_no_use(server: ModelServer, quotes: Answer, reply: Reply, why: str) -> None:
    server.reply = reply
    answer, seconds = worded(quotes, server.url)
    assert stands(answer, quotes).startswith(why)
    assert seconds < 8 and len(answer.notices[0]) < 400


def test_a_redirect_is_not_followed(server: ModelServer, quotes: Answer) -> None:
    elsewhere = ModelServer(says(GOOD))
    server.reply = raw(b"", status=302, headers={"Location": f"{elsewhere.url}/chat/completions"})
    stands(worded(quotes, server.url)[0], quotes)
    elsewhere.close()
    assert len(server.asked) == 1 and not elsewhere.asked


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.mark.parametrize(
    ("url", "why"),
    [
        pytest.param(f"http://127.0.0.1:{free_port()}/v1", "nothing listens there.", id="nobody there"),
        pytest.param("http://docqa.invalid/v1", "the host is not known.", id="no such host"),
        pytest.param(f"http://{'a' * 70}.invalid/v1", "the host is not known.", id="no possible host"),
    ],
)
def test_an_endpoint_that_cannot_be_reached(quotes: Answer, url: str, why: str) -> None:
    answer, _ = worded(quotes, url)
    assert stands(answer, quotes) == why or (why == "the host is not known." and "no whole reply within" in answer.notices[0])  # a resolver may be slow to say so


@pytest.mark.parametrize(
    "reply",
    [
        pytest.param(Reply(hangs=True), id="silence"),
        pytest.param(says(GOOD, drip=0.05), id="a stream, a byte at a time"),
        pytest.param(says(GOOD, drip=0.05, streams=False), id="an object, a byte at a time"),
        pytest.param(Reply(lambda body: (time.sleep(0.2) or "word " for _ in range(100))), id="a slow model"),
    ],
)
def test_a_slow_endpoint_gets_its_time_and_no_more(server: ModelServer, quotes: Answer, reply: Reply) -> None:
    server.reply = reply
    answer, seconds = worded(quotes, server.url, seconds=0.7)
    assert stands(answer, quotes) == "no whole reply within 0.7 s."
    assert 0.6 < seconds < 3
    assert server.gone.wait(5), "the connection is closed: the server need not go on"


def test_a_port_that_takes_the_call_and_never_speaks(quotes: Answer) -> None:
    """Also where the handshake of TLS never comes."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        for scheme in ("http", "https"):
            answer, seconds = worded(quotes, f"{scheme}://127.0.0.1:{listening.getsockname()[1]}/v1", seconds=0.5)
            assert stands(answer, quotes) == "no whole reply within 0.5 s." and seconds < 3


def test_a_server_of_another_protocol(quotes: Answer) -> None:
    import threading

    with socket.create_server(("127.0.0.1", 0)) as listening:

        def greet() -> None:
            for _ in range(2):
                line, _ = listening.accept()
                line.sendall(b"220 mail.example ESMTP\r\n")
                line.close()

        threading.Thread(target=greet, daemon=True).start()
        port = listening.getsockname()[1]
        assert stands(worded(quotes, f"http://127.0.0.1:{port}/v1")[0], quotes) in ("it does not speak HTTP as it should.", "the connection broke (Connection reset by peer).", "the connection broke (Broken pipe).")
        assert stands(worded(quotes, f"https://127.0.0.1:{port}/v1")[0], quotes) in ("it does not speak TLS as it should.", "the connection broke (Connection reset by peer).")


def test_an_endpoint_that_goes_on_failing_is_left_alone_for_a_while(quotes: Answer, server: ModelServer) -> None:
    server.reply = raw(b"", status=500)
    writer = Writer(ModelEndpoint(server.url, "tiny"))
    reasons = [stands(writer.worded(LAMP, quotes), quotes) for _ in range(5)]
    assert reasons[:3] == ["it broke (500)."] * 3 and reasons[3:] == ["it failed 3 times in a row and is left alone for 60 s."] * 2
    assert len(server.asked) == 3
    writer = Writer(ModelEndpoint(server.url, "tiny"))
    for status in (500, 500, 200, 500, 500, 200):
        server.reply = raw(message(GOOD), status=status)
        assert (writer.worded(LAMP, quotes).method == "model") == (status == 200), "a success in between begins the count again"


# ------------------------------------------------------------------------------------------------------------------ TLS


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate of 127.0.0.1 that nobody has signed, and its key."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "docqa test")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1)).not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False).sign(key, hashes.SHA256())
    )  # fmt: skip
    folder = tmp_path_factory.mktemp("tls")
    (folder / "certificate.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    (folder / "key.pem").write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain))
    return folder / "certificate.pem", folder / "key.pem"


def test_tls(certificate: tuple[Path, Path], quotes: Answer, monkeypatch: pytest.MonkeyPatch) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    server = ModelServer(says(GOOD), context)
    assert stands(worded(quotes, server.url)[0], quotes).startswith("its certificate cannot be verified (self")
    assert not server.asked, "nothing is sent to a server that cannot show who it is"
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    assert worded(quotes, server.url)[0].method == "model"
    server.reply = says(GOOD, drip=0.05)
    answer, seconds = worded(quotes, server.url, seconds=0.7)
    assert stands(answer, quotes) == "no whole reply within 0.7 s." and seconds < 3
    server.close()


# --------------------------------------------------------------------------------------------------------- the endpoint


def test_the_list_of_models(server: ModelServer) -> None:
    assert Endpoint(ModelEndpoint(server.url, "tiny")).models() == ["tiny"]
    assert server.asked == [("/v1/models", server.asked[0][1], {})]


def test_an_error_names_its_kind_and_a_remedy(server: ModelServer) -> None:
    server.reply = raw(b"", status=500)
    with pytest.raises(ModelError) as error:
        Endpoint(ModelEndpoint(server.url, "tiny")).reply([{"role": "user", "content": "?"}])
    assert error.value.code == "endpoint-refused" and "docqa doctor" in error.value.hint


def test_a_key_is_not_shown() -> None:
    assert "sesame" not in repr(ModelEndpoint("http://localhost/v1", "tiny", key="sesame"))
