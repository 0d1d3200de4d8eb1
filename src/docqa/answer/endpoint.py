"""One request to a language model that speaks the OpenAI protocol (Ollama, llama.cpp, vLLM and others).

What comes in: the settings of the endpoint, and messages. What goes out: the text of the reply, whole, or a ModelError that says in a few words why there is
none. The only module that opens a connection: to the host that a person has named, to no proxy, and to no other host that it is redirected to. A request runs in a
thread of its own, so that a deadline, or a person, ends it wherever it hangs: in a look-up of a name, in a handshake, in a reply of a byte a second.
"""

from __future__ import annotations

import http.client
import json
import socket
import ssl
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import CancelledError, Future, InvalidStateError
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from docqa.config import ModelEndpoint
from docqa.errors import ModelError, UsageError
from docqa.text import one_line, shorten
from docqa.version import VERSION

_MOST_BYTES = 1_000_000  # of a reply with all it is wrapped in
_MOST_CHARS = 8_000  # of its text; an answer has a tenth of that
_MOST_TOKENS = 800
_LINE_BYTES = 200_000
_LOOK_SECONDS = 5.0  # for a look at whether it is there
_HINT = "docqa doctor looks whether the endpoint can be used; --no-endpoint answers without it."


class Endpoint:
    """A language model at an address. One request at a time.

    Raises:
        UsageError: the settings name no usable address, or no model.
    """

    def __init__(self, settings: ModelEndpoint) -> None:
        self.settings = settings
        self._url = _checked(settings)
        self._future: Future[Any] | None = None
        self._line: _Line | None = None

    @property
    def model(self) -> str:
        """Name of the model, on one line."""
        return shorten(self.settings.model, 80)

    @property
    def host(self) -> str:
        """Where it is: host, and port where one was given."""
        return str(self._url.netloc)

    @property
    def encrypted(self) -> bool:
        """True where nobody on the way can read what is sent: over TLS, or not leaving the machine."""
        return self._url.scheme == "https" or self._url.hostname in ("localhost", "127.0.0.1", "::1")

    def reply(self, messages: Sequence[dict[str, str]]) -> str:
        """The model's reply to ``messages``.

        Raises:
            ModelError: refused, slow, malformed, cut off, too long, or stopped.
        """
        asked = {"model": self.settings.model, "messages": list(messages), "temperature": 0, "max_tokens": _MOST_TOKENS, "stream": True}
        return str(self._within(self.settings.seconds, _Line(self._url, self.settings, "POST", "/chat/completions", asked)))

    def models(self) -> list[str]:
        """Names of the models it offers; sends nothing but the key.

        Raises:
            ModelError: it cannot be reached, or does not answer as such an endpoint does.
        """
        return list(self._within(min(_LOOK_SECONDS, self.settings.seconds), _Line(self._url, self.settings, "GET", "/models", None)))

    def stop(self) -> None:
        """End the request that is under way, from another thread."""
        if self._future is not None:
            self._future.cancel()
        if self._line is not None:
            self._line.end()

    def _within(self, seconds: float, line: _Line) -> Any:
        future: Future[Any] = Future()
        self._future, self._line = future, line

        def run() -> None:
            with suppress(InvalidStateError):  # nobody waits any more
                try:
                    future.set_result(line.talk())
                except Exception as error:  # raised again where it is waited for
                    future.set_exception(error)

        threading.Thread(target=run, name="docqa-endpoint", daemon=True).start()
        try:
            return future.result(timeout=seconds)
        except TimeoutError as error:
            raise ModelError(f"no whole reply within {seconds:g} s", hint=_HINT, code="endpoint-slow") from error
        except CancelledError as error:
            raise ModelError("stopped", hint=_HINT, code="endpoint-stopped") from error
        except (OSError, http.client.HTTPException, UnicodeError) as error:
            raise ModelError(_reason(error), hint=_HINT, code="endpoint-unreachable") from error
        finally:
            line.end()
            self._future = self._line = None


def _checked(settings: ModelEndpoint) -> Any:
    """The address in its parts."""
    hint = 'For example url = "http://localhost:11434/v1" and model = "llama3.2" under [model_endpoint].'
    try:
        url = urlsplit(settings.url.strip().rstrip("/").removesuffix("/chat/completions"))
        usable = url.scheme in ("http", "https") and url.hostname and not (url.query or url.fragment or url.username or url.password) and url.port != 0
    except ValueError:
        usable = None
    if not usable or any(not 32 < ord(c) < 127 for c in settings.url.strip()):
        raise UsageError(f"model_endpoint: {shorten(settings.url, 120)!r} is no address of an endpoint", hint=hint, code="bad-endpoint")
    if not settings.model.strip():
        raise UsageError("model_endpoint has a url and names no model", hint=hint, code="bad-endpoint")
    if not settings.seconds > 0:
        raise UsageError(f"model_endpoint: seconds is {settings.seconds:g}", hint="Give it some seconds.", code="bad-endpoint")
    if not settings.key.isascii() or any(ord(c) < 33 for c in settings.key):
        raise UsageError("DOCQA_MODEL_ENDPOINT_KEY holds characters that no key has", hint="Set it again, without spaces and line ends.", code="bad-endpoint")
    return url if url.path else url._replace(path="/v1")


class _Line:
    """One connection with one request on it."""

    def __init__(self, url: Any, settings: ModelEndpoint, method: str, path: str, body: dict[str, Any] | None) -> None:
        self._method, self._path, self._body = method, f"{url.path}{path}", body
        self._headers = {"Accept": "text/event-stream, application/json" if body else "application/json", "User-Agent": f"docqa/{VERSION}"}
        if body is not None:
            self._headers["Content-Type"] = "application/json"
        if settings.key:
            self._headers["Authorization"] = f"Bearer {settings.key}"
        self._ended = False
        self._socket: socket.socket | None = None
        if url.scheme == "https":
            self._connection: http.client.HTTPConnection = http.client.HTTPSConnection(url.hostname, url.port, timeout=settings.seconds, context=ssl.create_default_context())
        else:
            self._connection = http.client.HTTPConnection(url.hostname, url.port, timeout=settings.seconds)

    def end(self) -> None:
        """End it, from another thread: whoever waits for its next byte wakes up."""
        self._ended = True
        for sock in (self._socket, self._connection.sock):
            if sock is not None:
                with suppress(OSError):
                    socket.socket.shutdown(sock, socket.SHUT_RDWR)

    def talk(self) -> Any:
        """Send the request and read the reply: its text, or the names of models."""
        try:
            self._connection.connect()
            self._socket = self._connection.sock
            if self._ended:
                return ""
            body = None if self._body is None else json.dumps(self._body).encode()
            self._connection.request(self._method, self._path, body, self._headers)
            response = self._connection.getresponse()
            lines = _lines(response)
            if response.status != 200:
                raise _refusal(response.status, b"".join(lines))
            return _names(b"".join(lines)) if self._body is None else _text(lines)
        finally:
            if self._socket is not None:
                self._socket.close()
            self._connection.close()


def _lines(response: http.client.HTTPResponse) -> Iterator[bytes]:
    total = 0
    while line := response.readline(_LINE_BYTES):
        total += len(line)
        if total > _MOST_BYTES:
            raise ModelError(f"the reply has more than {_MOST_BYTES // 1000} kB", hint=_HINT, code="endpoint-malformed")
        yield line


def _text(lines: Iterator[bytes]) -> str:
    """The text of a reply, in one piece or as a stream of events; servers that cannot stream send the former whatever was asked for."""
    plain = b""
    text = ""
    for line in lines:
        if not line.startswith(b"data:"):
            plain += line
            continue
        data = line[5:].strip()
        if data == b"[DONE]":
            return text
        piece, finished = _choice(_json(data), "delta")
        text += piece
        if len(text) > _MOST_CHARS:
            raise ModelError(f"the reply runs on over {_MOST_CHARS} characters", hint=_HINT, code="endpoint-malformed")
        if finished:
            return text
    if text or b"event:" in plain or not plain.strip():
        raise ModelError("the reply was cut off", hint=_HINT, code="endpoint-cut-off")
    whole, _ = _choice(_json(plain), "message")
    if len(whole) > _MOST_CHARS:
        raise ModelError(f"the reply runs on over {_MOST_CHARS} characters", hint=_HINT, code="endpoint-malformed")
    return whole


def _json(data: bytes) -> dict[str, Any]:
    try:
        value = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise ModelError("the reply is cut off, or no JSON", hint=_HINT, code="endpoint-malformed") from error
    if not isinstance(value, dict):
        raise ModelError("the reply is not of the form that the protocol has", hint=_HINT, code="endpoint-malformed")
    if value.get("error"):
        raise ModelError(f"it says: {_said(value)}", hint=_HINT, code="endpoint-refused")
    return value


def _choice(value: dict[str, Any], key: str) -> tuple[str, bool]:
    """The text of the first choice, and whether it ends there."""
    try:
        choices = value["choices"]
        if choices == [] and key == "delta":  # figures about the use, in a stream
            return "", False
        text = choices[0][key].get("content") or ""
        finished = choices[0].get("finish_reason")
    except (KeyError, IndexError, TypeError, AttributeError) as error:
        raise ModelError("the reply is not of the form that the protocol has", hint=_HINT, code="endpoint-malformed") from error
    if not isinstance(text, str):
        raise ModelError("the reply is not of the form that the protocol has", hint=_HINT, code="endpoint-malformed")
    if finished == "length":
        raise ModelError("the reply was cut off: the model ran out of room", hint=_HINT, code="endpoint-cut-off")
    if finished not in (None, "stop", "eos_token", "stop_sequence"):
        raise ModelError(f"the reply ended with “{shorten(str(finished), 40)}”", hint=_HINT, code="endpoint-refused")
    return text, finished is not None


def _names(data: bytes) -> list[str]:
    listed = _json(data).get("data")
    return [str(m.get("id")) for m in listed if isinstance(m, dict)] if isinstance(listed, list) else []


def _refusal(status: int, data: bytes) -> ModelError:
    """What a reply other than 200 means."""
    told = {401: "the key is missing or wrong", 403: "the key is not allowed", 404: "no such address or model", 429: "it is busy, or its limit is used up"}
    meaning = told.get(status) or ("it redirects, which docqa does not follow" if 300 <= status < 400 else "it broke" if status >= 500 else "it refused")
    try:
        said = _said(json.loads(data))
    except (ValueError, RecursionError):
        said = ""
    return ModelError(f"{meaning} ({status}{f': {said}' if said else ''})", hint=_HINT, code="endpoint-refused")


def _said(value: Any) -> str:
    """The message of an error object, on one line."""
    error = value.get("error", value) if isinstance(value, dict) else value
    message = error.get("message", "") if isinstance(error, dict) else error
    return shorten(one_line(str(message)), 140)


def _reason(error: OSError | http.client.HTTPException | UnicodeError) -> str:
    if isinstance(error, ConnectionRefusedError):
        return "nothing listens there"
    if isinstance(error, http.client.IncompleteRead):
        return "the reply was cut off"
    if isinstance(error, (socket.gaierror, UnicodeError)):
        return "the host is not known"
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate cannot be verified ({shorten(error.verify_message, 100)})"
    if isinstance(error, ssl.SSLError):
        return "it does not speak TLS as it should"
    if isinstance(error, http.client.HTTPException):
        return "it does not speak HTTP as it should"
    return f"the connection broke ({shorten(error.strerror or type(error).__name__, 80)})"
