"""Reading a stream of the application in this process: its head and its first pages, and then whoever reads goes away."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from starlette.testclient import TestClient
from starlette.types import ASGIApp, Message

from tests.classroom.taught import BASE


@dataclass
class Heard:
    """What came of a stream."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    text: str = ""


def heard(app: ASGIApp, browser: TestClient, address: str, pages: int = 1, client: str = "192.168.0.20", **headers: str) -> Heard:
    """Return the first pages of a stream as a browser hears them.

    Args:
        app: the application, which runs in the portal of the browser.
        browser: whose cookies are sent.
        address: of the stream.
        pages: after how many pages the browser goes away.
        client: the address of its computer.
        headers: further headers, with `_` for `-`.

    """
    parts = urlsplit(address)
    cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in browser.cookies.jar)
    sent = {"host": urlsplit(BASE).netloc, "cookie": cookies, **{name.replace("_", "-"): value for name, value in headers.items()}}
    scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": unquote(parts.path),
        "raw_path": parts.path.encode(),
        "query_string": parts.query.encode(),
        "root_path": "",
        "headers": [(name.encode(), value.encode()) for name, value in sent.items() if value],
        "client": (client, 50_000),
        "server": ("127.0.0.1", 8000),
    }
    found = Heard()

    async def listen() -> None:
        enough = asyncio.Event()
        asked = False

        async def receive() -> Message:
            nonlocal asked
            if not asked:
                asked = True
                return {"type": "http.request", "body": b"", "more_body": False}
            await enough.wait()
            return {"type": "http.disconnect"}

        async def send(message: Message) -> None:
            if message["type"] == "http.response.start":
                found.status = message["status"]
                found.headers = {name.decode(): value.decode() for name, value in message["headers"]}
                return
            found.text += message.get("body", b"").decode()
            if not message.get("more_body", False) or found.text.count("event: view") >= pages:
                enough.set()

        await asyncio.wait_for(app(scope, receive, send), 20)

    assert browser.portal is not None
    browser.portal.call(listen)
    return found
