"""The screen in a browser, for members on tablets: every visitor gets a screen of their own, on the machine where docqa runs.

Only this machine can connect, unless another address is asked for; then a token is required of every visitor. Whatever the address, a
page of another site cannot drive the screen: the Host and Origin of a request are checked. Nothing is fetched from elsewhere: page,
script and font come from here.
"""

from __future__ import annotations

import hmac
import ipaddress
import secrets
import shlex
import socket
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import aiohttp_jinja2
from aiohttp import web
from textual_serve.server import Server

from docqa.errors import UsageError

_COOKIE = "docqa-token"
_LEAST_TOKEN = 12  # characters
MOST_SCREENS = 8  # at once; each holds an engine of its own in memory
_HEADERS = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "connect-src 'self' ws: wss:; frame-ancestors 'none'",
}

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def is_loopback(host: str) -> bool:
    """True for addresses that only this machine can reach."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def token_for(host: str, token: str | None) -> str | None:
    """The token that visitors must bring: the one given, a new one where the address is open to others, none on this machine alone.

    Raises:
        UsageError: the token given is too short to keep anybody out.
    """
    if token:
        if len(token) < _LEAST_TOKEN:
            raise UsageError(f"the token has {len(token)} characters", hint=f"Use at least {_LEAST_TOKEN}, or leave it out and one is made.", code="short-token")
        return token
    return None if is_loopback(host) else secrets.token_urlsafe(18)


def screen_command(index: Path) -> str:
    """The shell command of one visitor's screen; what visitors ask is not kept on the machine they share."""
    words = [sys.executable, "-m", "docqa", "tui", "--index", str(index.resolve()), "--no-history"]
    return subprocess.list2cmdline(words) if sys.platform == "win32" else shlex.join(words)


class ScreenServer(Server):
    """Serves the screen; see the module.

    Args:
        command: of one visitor's screen.
        host: the address to listen on.
        port: the port.
        token: required of visitors; None: nothing is required.
    """

    def __init__(self, command: str, host: str, port: int, token: str | None) -> None:
        super().__init__(command, host=host, port=port, title="docqa", templates_path=str(Path(__file__).parent / "web"))
        self.token = token
        self._screens = 0

    def initialize_logging(self) -> None:
        """No log: it would hold what visitors ask for."""

    async def on_startup(self, app: web.Application) -> None:
        """Say nothing; ``serve`` has said where to go."""

    async def _make_app(self) -> web.Application:
        app = await super()._make_app()

        @web.middleware
        async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
            return await self._guard(request, handler)

        app.middlewares.append(guard)
        return app

    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Let in who may come in, and see that no other site drives the screen."""
        if is_loopback(self.host) and not is_loopback(urlsplit(f"//{request.host}").hostname or ""):
            raise web.HTTPForbidden(text="docqa serves this machine only.")
        origin = request.headers.get("Origin")
        if origin and urlsplit(origin).netloc != request.host:
            raise web.HTTPForbidden(text="This page belongs to another site.")
        if self.token:
            brought = request.query.get("token") or request.cookies.get(_COOKIE, "")
            if not hmac.compare_digest(brought.encode(), self.token.encode()):
                raise web.HTTPUnauthorized(text="A token is needed: use the whole address that docqa serve printed.")
            if request.path == "/" and "token" in request.query:  # out of the address, into a cookie that scripts cannot read
                answer = web.HTTPFound("/")
                answer.set_cookie(_COOKIE, self.token, httponly=True, samesite="Strict")
                raise answer
        response = await handler(request)
        if not response.prepared:
            response.headers.update(_HEADERS)
        return response

    @aiohttp_jinja2.template("app_index.html")
    async def handle_index(self, request: web.Request) -> dict[str, Any]:
        """The page, with addresses on the host that the visitor used."""
        size = request.query.get("fontsize", "16")
        secure = request.secure or request.headers.get("X-Forwarded-Proto") == "https"
        return {
            "font_size": int(size) if size.isdigit() else 16,
            "app_websocket_url": f"{'wss' if secure else 'ws'}://{request.host}/ws",
            "config": {"static": {"url": "/static/"}},
            "application": {"name": self.title},
        }

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """A visitor's screen."""
        if self._screens >= MOST_SCREENS:
            raise web.HTTPServiceUnavailable(text=f"{MOST_SCREENS} screens are open already. Try again later.")
        self._screens += 1
        try:
            return await super().handle_websocket(request)
        finally:
            self._screens -= 1


def serve(index: Path, host: str, port: int, token: str | None, say: Callable[[str], None]) -> int:
    """Serve the screen until it is interrupted.

    Args:
        index: the index folder.
        host: the address to listen on.
        port: the port.
        token: see ``token_for``.
        say: takes lines for the person who started it.

    Raises:
        UsageError: the address cannot be listened on, or the token is too short.
    """
    needed = token_for(host, token)
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host.strip("[]"), port))
        except OSError as error:
            raise UsageError(f"{host}:{port} cannot be listened on: {error.strerror or error}", hint="Name another port: docqa serve --port 8500", code="port-taken") from error
    shown = socket.gethostname() if host in ("0.0.0.0", "::") else f"[{host}]" if ":" in host else host
    if not is_loopback(host):
        say(f"WARNING: {host} can be reached from other machines. Whoever has the address below can read every indexed paper, private sessions too.")
        say("         The connection is not encrypted: use it on a network you trust, or behind a proxy with TLS.")
    say(f"docqa in a browser: http://{shown}:{port}/{f'?token={needed}' if needed else ''}")
    say("Ctrl+C ends it.")
    ScreenServer(screen_command(index), host.strip("[]"), port, needed).serve()
    return 0
