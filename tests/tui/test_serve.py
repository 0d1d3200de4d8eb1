"""The screen in a browser: who is let in, and the real thing in headless Chromium where it is installed."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import ClientSession, CookieJar, web

from docqa.errors import UsageError
from docqa.tui.serve import ScreenServer, is_loopback, screen_command, token_for
from tests.tui.desk import MARCH, make_index

ROOT = Path(__file__).resolve().parent.parent.parent
CHROMIUM = next((p for name in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(name))), None)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.asynccontextmanager
async def served(server: ScreenServer) -> AsyncIterator[str]:
    runner = web.AppRunner(await server._make_app())
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", server.port).start()
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        await runner.cleanup()


@pytest.mark.parametrize(("host", "expected"), [("127.0.0.1", True), ("localhost", True), ("::1", True), ("[::1]", True), ("0.0.0.0", False), ("192.168.1.4", False), ("council.example", False)])
def test_which_addresses_only_this_machine_reaches(host: str, expected: bool) -> None:
    assert is_loopback(host) is expected


def test_a_token_is_made_for_every_other_address() -> None:
    assert token_for("127.0.0.1", None) is None
    made = token_for("0.0.0.0", None)
    assert made and len(made) >= 20 and made != token_for("0.0.0.0", None)
    with pytest.raises(UsageError):
        token_for("0.0.0.0", "short")


def test_visitors_share_no_history(tmp_path: Path) -> None:
    assert "--no-history" in screen_command(tmp_path)


def test_who_is_let_in() -> None:
    async def story() -> None:
        token = "a-token-long-enough"
        guarded = ScreenServer("true", "0.0.0.0", free_port(), token)
        async with served(guarded) as url, ClientSession(cookie_jar=CookieJar(unsafe=True)) as visitor:
            assert (await visitor.get(url)).status == 401
            assert (await visitor.get(f"{url}/?token=wrong-token-wrong")).status == 401
            assert (await visitor.get(f"{url}/ws")).status == 401
            answer = await visitor.get(f"{url}/?token={token}")
            page = await answer.text()
            assert answer.status == 200 and token not in str(answer.url) and token not in page
            assert "http://" not in page.replace(f"ws://127.0.0.1:{guarded.port}/ws", "") and "https://" not in page  # nothing comes from elsewhere
            assert answer.headers["X-Frame-Options"] == "DENY"
            assert (await visitor.get(f"{url}/ws", headers={"Origin": "http://evil.example"})).status == 403
        alone = ScreenServer("true", "127.0.0.1", free_port(), None)
        async with served(alone) as url, ClientSession() as visitor:
            assert (await visitor.get(url)).status == 200
            assert (await visitor.get(url, headers={"Host": "evil.example"})).status == 403
            assert (await visitor.get(f"{url}/ws", headers={"Origin": "http://evil.example"})).status == 403

    asyncio.run(story())


def test_the_command_warns_and_prints_the_address(tmp_path: Path) -> None:
    index = make_index(tmp_path / "index", tmp_path / "papers", {"march.txt": MARCH})
    port = free_port()
    command = [sys.executable, "-m", "docqa", "serve", "--index", str(index), "--host", "0.0.0.0", "--port", str(port)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(ROOT / "src")}) as server:
        assert server.stderr is not None
        told = "".join(server.stderr.readline() for _ in range(3))
        for _ in range(200):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            time.sleep(0.1)
        server.terminate()
        assert server.wait(30) == 0
    assert told.startswith("WARNING: 0.0.0.0 can be reached from other machines") and re.search(r"\?token=\S{20,}", told)


@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
def test_the_screen_is_drawn_and_takes_keys_in_a_browser(tmp_path: Path) -> None:
    async def story() -> None:
        words = [sys.executable, "-m", "docqa", "tui", "--index", str(tmp_path / "none"), "--corpus", str(tmp_path), "--no-history"]
        os.environ["PYTHONPATH"] = str(ROOT / "src")
        server = ScreenServer(" ".join(words), "127.0.0.1", free_port(), None)
        async with served(server) as url:
            with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:  # its helper processes write on for a moment after it ends
                options = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync --window-size=1100,700"
                port = free_port()
                browser = await asyncio.create_subprocess_exec(
                    str(CHROMIUM), *options.split(), f"--user-data-dir={profile}", f"--remote-debugging-port={port}", url, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
                )
                try:
                    await _drive(port)
                finally:
                    browser.terminate()
                    await browser.wait()

    asyncio.run(asyncio.wait_for(story(), 120))


async def _drive(port: int) -> None:
    async with ClientSession() as session:
        for _ in range(150):
            await asyncio.sleep(0.2)
            with contextlib.suppress(OSError, StopIteration):
                pages = await (await session.get(f"http://127.0.0.1:{port}/json")).json()
                address = next(p["webSocketDebuggerUrl"] for p in pages if p["type"] == "page")
                break
        async with session.ws_connect(address, max_msg_size=0) as tab:
            number = 0

            async def call(method: str, **parameters: object) -> dict[str, object]:
                nonlocal number
                number += 1
                await tab.send_json({"id": number, "method": method, "params": parameters})
                while True:
                    answer = json.loads((await tab.receive()).data)
                    if answer.get("id") == number:
                        return dict(answer["result"])

            async def is_true(script: str, seconds: float) -> bool:
                for _ in range(int(seconds * 5)):
                    answer = await call("Runtime.evaluate", expression=script)
                    if answer["result"].get("value") is True:  # type: ignore[attr-defined]
                        return True
                    await asyncio.sleep(0.2)
                return False

            assert await is_true("document.body.classList.contains('-first-byte')", 60)
            assert await is_true("document.activeElement.classList.contains('xterm-helper-textarea')", 10)
            before = await call("Page.captureScreenshot", format="png")
            for letter in "lamp":
                await call("Input.dispatchKeyEvent", type="keyDown", text=letter)
                await call("Input.dispatchKeyEvent", type="keyUp")
            for _ in range(40):
                await asyncio.sleep(0.5)
                after = await call("Page.captureScreenshot", format="png")
                if after["data"] != before["data"]:
                    break
            assert before["data"] != after["data"], "typing changed nothing on the page"
            await call("Input.dispatchKeyEvent", type="keyDown", key="q", code="KeyQ", windowsVirtualKeyCode=81, modifiers=2)
            assert await is_true("document.body.classList.contains('-closed')", 20)
