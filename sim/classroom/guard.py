"""What every request passes before any page sees it, and what every answer carries: hosts, origins, sizes and headers.

Rule 1: a request that changes something comes from a page of this server, or it is refused.
"""

import ipaddress
from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sim.classroom.protocol import BODY_LIMIT

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""What a page may load and do: this server's own files, and nothing else."""

HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cache-control": "no-store",
}
"""Carried by every answer; a file that never changes has its own `cache-control`."""

_READS = frozenset({"GET", "HEAD"})


class Guard:
    """Refuses what comes from elsewhere, and adds the headers."""

    def __init__(self, app: ASGIApp, hosts: Iterable[str], *, secure: bool = False) -> None:
        """Stand before an application.

        Args:
            app: the application.
            hosts: names under which this server may be asked for, besides addresses of this network and `localhost`.
            secure: whether it is reached through TLS, so that browsers can be told to stay with it.

        """
        self._app = app
        self._hosts = frozenset(host.lower() for host in hosts) | {"localhost"}
        self._extra = {"strict-transport-security": "max-age=31536000"} if secure else {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        refused = self._refusal(scope["method"], headers)
        if refused is not None:
            await PlainTextResponse(f"{refused[1]}\n", refused[0])(scope, receive, self._with_headers(send))
            return
        await self._app(scope, _limited(receive), self._with_headers(send))

    def _refusal(self, method: str, headers: dict[str, str]) -> tuple[int, str] | None:
        host = headers.get("host", "")
        if not self._knows(host):
            return 421, "this server is not asked for under that name; use the address on the facilitator's screen"
        if method in _READS:
            return None
        if method != "POST":
            return 405, "a page is read, or a form is sent; nothing else"
        if not headers.get("content-length", "").isdigit() or int(headers["content-length"]) > BODY_LIMIT:
            return 413, f"a form has a length, and at most {BODY_LIMIT} bytes"
        return None if _from_here(headers, host) else (403, "this form came from another site")

    def _knows(self, host: str) -> bool:
        try:
            name = urlsplit(f"//{host}").hostname or ""
            port = urlsplit(f"//{host}").port
        except ValueError:
            return False
        del port  # only read to refuse one that is no number
        if name in self._hosts:
            return True
        try:
            ipaddress.ip_address(name)
        except ValueError:
            return False
        return True

    def _with_headers(self, send: Send) -> Send:
        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                present = {name.lower() for name, _ in message["headers"]}
                more = {**HEADERS, **self._extra}
                added = [(name.encode(), value.encode()) for name, value in more.items() if name.encode() not in present]
                message = {**message, "headers": [*message["headers"], *added]}
            await send(message)

        return sending


def _from_here(headers: dict[str, str], host: str) -> bool:
    """Tell whether a form comes from a page of this server; over plain HTTP a browser names only the origin."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    return urlsplit(headers.get("origin", "")).netloc.lower() == host.lower()


def _limited(receive: Receive) -> Receive:
    """Return a way to receive that gives up a body which is longer than it said."""
    read = 0

    async def receiving() -> Message:
        nonlocal read
        message = await receive()
        read += len(message.get("body", b""))
        return {"type": "http.disconnect"} if read > BODY_LIMIT else message

    return receiving
