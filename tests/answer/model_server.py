"""A server that speaks the protocol of language models on this machine, with a small model that really generates, and with every way to fail.

The model is of word bigrams (or longer runs), fitted on the passages in the prompt and drawn from token by token: it speaks the papers' words, and mixes up what
they say, as models do.
"""

from __future__ import annotations

import json
import random
import re
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


def passages_of(body: dict[str, Any]) -> dict[int, str]:
    """Mark -> text of the passages in a request, as a model sees them."""
    told = body["messages"][-1]["content"]
    return {int(m[2]): m[3] for m in re.finditer(r"BEGIN (\w+) passage \[(\d+)\]\n(.*?)\nEND \1", told, re.S)}


class Runs:
    """A language model of runs of words. With ``order`` 1 it says what is nowhere written, with 3 mostly what is."""

    def __init__(self, seed: int = 0, order: int = 1, most: int = 60) -> None:
        self._random, self._order, self._most = random.Random(seed), order, most

    def tokens(self, body: dict[str, Any]) -> Iterator[str]:
        """Word by word: the model is fitted on the passages, then asked for the next word until it has said enough."""
        after: dict[tuple[str, ...], list[str]] = defaultdict(list)
        starts: list[tuple[str, ...]] = []
        for mark, text in passages_of(body).items():
            for sentence in re.split(r"(?<=[.!?])\s+|\n+", text):
                words = [*sentence.split(), f"[{mark}]\n"]
                if len(words) > self._order:
                    starts.append(tuple(words[: self._order]))
                    for at in range(len(words) - self._order):
                        after[tuple(words[at : at + self._order])].append(words[at + self._order])
        said = 0
        while said < self._most and starts:
            state = self._random.choice(starts)
            yield from (f"{word} " for word in state)
            while said < self._most and (following := after.get(state)):
                word = self._random.choice(following)
                said += 1
                yield word if word.endswith("\n") else f"{word} "
                state = (*state[1:], word)


@dataclass
class Reply:
    """How the server answers one request."""

    tokens: Callable[[dict[str, Any]], Iterable[str]] = lambda body: ["NONE"]
    status: int = 200
    raw: bytes | None = None  # sent in place of a reply of the protocol
    headers: dict[str, str] = field(default_factory=dict)
    streams: bool = True  # False: one JSON object whatever was asked for
    finish: str | None = "stop"
    done: bool = True  # ends a stream with [DONE]
    cut: int | None = None  # bytes of the body after which the connection closes
    drip: float = 0.0  # seconds before every byte
    hangs: bool = False  # says nothing until the client goes


def says(text: str, **more: Any) -> Reply:
    """A reply with this text, in tokens of a few characters."""
    return Reply(lambda body: re.findall(r".{1,4}", text, re.S), **more)


class ModelServer:
    """Listens on a port of this machine. ``reply`` may be changed between requests; ``asked`` keeps what came: path, headers, body."""

    def __init__(self, reply: Reply, context: Any = None) -> None:
        self.reply = reply
        self.asked: list[tuple[str, dict[str, str], dict[str, Any]]] = []
        self.gone = threading.Event()  # set when a client leaves before the end
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, format: str, *args: Any) -> None:
                """Nothing is written to the terminal."""

            def do_GET(self) -> None:
                server.asked.append((self.path, dict(self.headers), {}))
                self._send(json.dumps({"object": "list", "data": [{"id": "tiny", "object": "model"}]}).encode(), "application/json")

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                server.asked.append((self.path, dict(self.headers), body))
                try:
                    self._answer(body)
                except (BrokenPipeError, ConnectionResetError):
                    server.gone.set()

            def _answer(self, body: dict[str, Any]) -> None:
                reply = server.reply
                if reply.hangs:
                    self.connection.settimeout(20)
                    with suppress(OSError):
                        self.connection.recv(1)
                    server.gone.set()
                    self.close_connection = True
                elif reply.raw is not None:
                    self._send(reply.raw, reply.headers.get("Content-Type", "application/json"))
                elif reply.streams and body.get("stream"):
                    self._stream(body, reply)
                else:
                    text = "".join(reply.tokens(body))
                    whole = {"object": "chat.completion", "choices": [{"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": reply.finish}]}
                    self._send(json.dumps(whole).encode(), "application/json")

            def _stream(self, body: dict[str, Any], reply: Reply) -> None:
                self.send_response(200)
                self.send_header("Content-Type", "text/event-stream")
                self.send_header("Transfer-Encoding", "chunked")
                self.end_headers()
                for token in reply.tokens(body):
                    self._event({"choices": [{"index": 0, "delta": {"content": token}, "finish_reason": None}]}, reply)
                if reply.finish:
                    self._event({"choices": [{"index": 0, "delta": {}, "finish_reason": reply.finish}]}, reply)
                if reply.done:
                    self._chunk(b"data: [DONE]\n\n", reply)
                self.wfile.write(b"0\r\n\r\n")

            def _event(self, value: dict[str, Any], reply: Reply) -> None:
                self._chunk(b"data: " + json.dumps({"object": "chat.completion.chunk", **value}).encode() + b"\n\n", reply)

            def _chunk(self, data: bytes, reply: Reply) -> None:
                self.wfile.write(f"{len(data):x}\r\n".encode())
                self._write(data, reply)
                self.wfile.write(b"\r\n")

            def _write(self, data: bytes, reply: Reply) -> None:
                for at in range(len(data)) if reply.drip else ():
                    time.sleep(reply.drip)
                    self.wfile.write(data[at : at + 1])
                    self.wfile.flush()
                if not reply.drip:
                    self.wfile.write(data)

            def _send(self, data: bytes, kind: str) -> None:
                reply = server.reply
                self.send_response(reply.status)
                for name, value in {"Content-Type": kind, **reply.headers, "Content-Length": str(len(data))}.items():
                    self.send_header(name, value)
                self.end_headers()
                self._write(data[: reply.cut], reply)
                if reply.cut is not None:
                    self.close_connection = True

        class Quiet(ThreadingHTTPServer):
            def handle_error(self, request: Any, client_address: Any) -> None:
                """A client that goes in the middle is what some tests are about."""

        self._server = Quiet(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        if context is not None:
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self.port = self._server.server_address[1]
        self.url = f"{'https' if context else 'http'}://127.0.0.1:{self.port}/v1"
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def close(self) -> None:
        """Stop listening."""
        self._server.shutdown()
        self._server.server_close()
