"""What every request passes before any page sees it, and what every answer carries: hosts, origins, sizes, faults and headers.

Rule 1: a request that changes something comes from a page of this server, or it is refused.
Rule 2: a fault of the program is told to whoever asked and to the log without a word of what was sent.
"""

from __future__ import annotations

import asyncio
import ipaddress
import logging
import re
import time
from collections.abc import Iterable
from functools import lru_cache
from pathlib import PurePath
from traceback import extract_tb
from urllib.parse import urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sim.classroom.web.protocol import BODY_LIMIT
from sim.classroom.web.tally import Tally

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""What a page may load and do: this server's own files, and nothing else."""

HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",  # with `no-referrer` browsers name no origin of a form, and over plain HTTP there is nothing else
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cache-control": "no-store",
}
"""Carried by every answer; a file that never changes has its own `cache-control`, and a debrief its own policy."""

TLS_HEADERS = {"strict-transport-security": "max-age=31536000"}
"""Carried by every answer besides, where browsers come through TLS."""

BODY_SECONDS = 30.0
"""Within which a form has to arrive whole."""

_NAMES = 64
"""Names under which this server was asked for that are remembered: thousands of requests come under one or two."""
_READS = frozenset({"GET", "HEAD"})
_LENGTH = re.compile(r"[0-9]{1,9}", re.ASCII)
_LOG = logging.getLogger("sim.classroom")


class Guard:
    """Refuses what comes from elsewhere, and adds the headers."""

    def __init__(self, app: ASGIApp, hosts: Iterable[str], *, secure: bool = False, tally: Tally | None = None) -> None:
        """Stand before an application.

        Args:
            app: the application.
            hosts: names under which this server may be asked for, besides addresses of this network and `localhost`.
            secure: whether it is reached through TLS, so that browsers can be told to stay with it.
            tally: where answers are counted.

        """
        self._app = app
        self._hosts = frozenset(host.lower() for host in hosts) | {"localhost"}
        self._secure = secure
        self._tally = tally or Tally()
        extra = TLS_HEADERS if secure else {}
        self._headers = [(name.encode(), value.encode()) for name, value in {**HEADERS, **extra}.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or refuse it."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":  # nothing here is spoken but HTTP
            await send({"type": "websocket.close", "code": 1003})
            return
        answer = _Answer(scope["method"], send, self._headers, self._tally)
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        refused = self._refusal(scope["method"], scope["path"], headers)
        if refused is not None:
            status, why, words = refused
            self._tally.refused[why] += 1
            last = None if scope["method"] in _READS else {"connection": "close"}  # else the rest of a form would have to be read
            await PlainTextResponse(f"{words}\n", status, last)(scope, receive, answer.send)
            return
        try:
            await self._app(scope, _limited(receive), answer.send)
        except HTTPException as error:  # a page that is only read, or a form that is only sent
            await PlainTextResponse(f"{error.detail}\n", error.status_code, error.headers)(scope, receive, answer.send)
        except ClientDisconnect:  # whoever asked has gone away, and hears nothing, or sent too much or too slowly
            if not answer.begun:
                words = "the form did not come whole in time; send it again\n"
                await PlainTextResponse(words, 408, {"connection": "close"})(scope, receive, answer.send)
        except Exception as error:  # noqa: BLE001 -- whatever it is, nothing of what was sent may reach a log
            self._tally.faults += 1
            way = " < ".join(f"{PurePath(frame.filename).name}:{frame.lineno}" for frame in reversed(extract_tb(error.__traceback__)))
            _LOG.error("fault: %s at %s", type(error).__name__, way)  # without its words: they may repeat what was sent
            if not answer.begun:
                await PlainTextResponse("the server met a fault of its own; try again\n", 500)(scope, receive, answer.send)

    def _refusal(self, method: str, path: str, headers: dict[str, str]) -> tuple[int, str, str] | None:
        """Return the status, the cause and the words of a refusal, or None."""
        host, length = headers.get("host", ""), headers.get("content-length", "")
        if not self._knows(host):
            return 421, "host", "this server is not asked for under that name; use the address on the facilitator's screen"
        if not path.isprintable():
            return 404, "path", "there is no such page here"
        if method in _READS:
            return None
        if method != "POST":
            return 405, "method", "a page is read, or a form is sent; nothing else"
        if not _LENGTH.fullmatch(length) or int(length) > BODY_LIMIT:
            return 413, "size", f"a form says its length, of at most {BODY_LIMIT} bytes"
        return None if _from_here(headers, host, secure=self._secure) else (403, "origin", "this form came from another site")

    def _knows(self, host: str) -> bool:
        name, is_address = _named(host)
        return is_address or name in self._hosts


@lru_cache(_NAMES)
def _named(host: str) -> tuple[str, bool]:
    """Return the name in a `Host` header, empty where there is none, and whether it is a number on a network."""
    try:
        parts = urlsplit(f"//{host}")
        name, port = parts.hostname or "", parts.port
    except ValueError:
        return "", False
    del port  # only read to refuse one that is no number
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return name, False
    return name, True


class _Answer:
    """The way to whoever asked: adds the headers, and counts."""

    def __init__(self, method: str, send: Send, headers: list[tuple[bytes, bytes]], tally: Tally) -> None:
        """Begin when the question has come."""
        self.begun = False
        self._method = method
        self._send = send
        self._headers = headers
        self._tally = tally
        self._asked = time.monotonic()

    async def send(self, message: Message) -> None:
        """Send a part of the answer."""
        if message["type"] == "http.response.start":
            self.begun = True
            self._tally.answered(message["status"], self._method, time.monotonic() - self._asked)
            present = {name.lower() for name, _ in message["headers"]}
            added = [(name, value) for name, value in self._headers if name not in present]
            message = {**message, "headers": [*message["headers"], *added]}
        await self._send(message)


def _from_here(headers: dict[str, str], host: str, *, secure: bool) -> bool:
    """Tell whether a form comes from a page of this server; over plain HTTP a browser names only the origin."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    scheme, _, place = headers.get("origin", "").lower().partition("://")
    return place == host.lower() and scheme in (("https",) if secure else ("http", "https"))


def _limited(receive: Receive) -> Receive:
    """Return a way to receive that gives up a body which is longer than it said, or comes too slowly."""
    read = 0
    whole = False
    end = time.monotonic() + BODY_SECONDS

    async def receiving() -> Message:
        nonlocal read, whole
        if whole:  # what is waited for now is that whoever listens to a stream goes away
            return await receive()
        try:
            async with asyncio.timeout(end - time.monotonic()):  # not `wait_for`, which makes a task of its own for each form
                message = await receive()
        except TimeoutError:
            return {"type": "http.disconnect"}
        read += len(message.get("body", b""))
        whole = not message.get("more_body", False)
        return {"type": "http.disconnect"} if read > BODY_LIMIT else message

    return receiving
