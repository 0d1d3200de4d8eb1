"""Nothing is sent anywhere unless an endpoint is configured: no connection is opened, and only one module can open one."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.answer.model_server import ModelServer, says

ROOT = Path(__file__).resolve().parent.parent.parent
SOURCE = ROOT / "src" / "docqa"
OPENS = {"socket", "ssl", "http", "urllib.request", "asyncio", "ftplib", "smtplib", "imaplib", "poplib", "telnetlib", "xmlrpc", "requests", "httpx", "aiohttp", "urllib3", "huggingface_hub", "webbrowser"}
# endpoint: the one way out. serve: listens, on this machine unless a person says otherwise. app: the screen's own event loop.
MAY = {"answer/endpoint.py": {"http", "socket", "ssl"}, "tui/serve.py": {"aiohttp", "socket"}, "tui/app.py": {"asyncio"}}

# Runs docqa in a process that notes every connection and look-up of a name, whoever makes it: Python reports these to a hook before they happen.
WATCHED = """
import json, sys
seen = []
def watch(event, arguments):
    if event in ("socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname", "urllib.Request", "http.client.connect"):
        seen.append([event, [str(a) for a in arguments[1:] if event == "socket.connect"] or [str(a) for a in arguments[:2]]])
sys.addaudithook(watch)
from docqa.cli import main
codes = [main(words) for words in json.loads(sys.argv[1])]
print(json.dumps([codes, seen, sorted(m for m in ("http.client", "ssl", "docqa.answer.endpoint") if m in sys.modules)]), file=sys.stderr)
"""


def watched(folder: Path, *commands: list[str], **environment: str) -> tuple[list[int], list[list[str]], list[str], str]:
    clean = {k: v for k, v in os.environ.items() if not k.startswith("DOCQA_") or k == "DOCQA_CACHE"}
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, json.dumps(commands)], capture_output=True, text=True, check=False, cwd=folder, timeout=240,
        env={**clean, "PYTHONPATH": str(SOURCE.parent), **environment},
    )  # fmt: skip
    last = done.stderr.strip().splitlines()[-1]
    codes, seen, loaded = json.loads(last)
    return codes, seen, loaded, done.stdout


def test_one_module_opens_connections() -> None:
    opened: dict[str, set[str]] = {}
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else [node.module or ""] if isinstance(node, ast.ImportFrom) and not node.level else []
            used = {o for name in names for o in OPENS if name == o or name.startswith(f"{o}.")}
            if used:
                opened.setdefault(path.relative_to(SOURCE).as_posix(), set()).update(used)
    assert opened == MAY


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from tests.conftest import MINUTES

    folder = tmp_path_factory.mktemp("network")
    (folder / "corpus").mkdir()
    (folder / "corpus" / "2024-03-05 minutes.txt").write_text(MINUTES, encoding="utf-8")
    return folder


ASK = ["ask", "How much will the repair of the lamp at Quay Lane cost?"]


def test_without_settings_no_connection_is_opened(folder: Path) -> None:
    codes, seen, loaded, out = watched(folder, ["build", "--jobs", "1"], ASK, ["search", "lamp"], ["status"], ["doctor"], ["decisions"])
    assert codes == [0] * 6 and "£240" in out
    assert seen == []
    assert loaded == [], "what could open one is not even loaded"
    assert "none configured; answers are quotes, and nothing is sent anywhere" in out and "Language model: none" in out


def test_with_settings_the_one_connection_is_to_the_endpoint(folder: Path) -> None:
    server = ModelServer(says("A repair of the lamp at Quay Lane would cost £240. [1]"))
    elsewhere = dict.fromkeys(("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "ALL_PROXY"), "http://127.0.0.1:9/")
    codes, seen, _, out = watched(folder, ["build", "--jobs", "1"], ASK, DOCQA_MODEL_ENDPOINT_URL=server.url, DOCQA_MODEL_ENDPOINT_MODEL="tiny", **elsewhere)
    assert codes == [0, 0] and "Worded by the model tiny" in " ".join(out.split())
    assert [e for e in seen if e[0] == "socket.connect"] == [["socket.connect", [f"('127.0.0.1', {server.port})"]]]
    assert {"127.0.0.1" in str(e) for e in seen} == {True}
    assert len(server.asked) == 1
    server.close()
