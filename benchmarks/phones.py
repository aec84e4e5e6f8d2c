"""Phones of a class as a load generator sees them: one connection that asks, one that listens, and when what came."""

from __future__ import annotations

import asyncio
import random
import re
import time
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import urlencode

_TURN = re.compile(rb'data-turn=\\"(\d+)')
_LIMIT = 4 * 1024 * 1024
_DRAW = random.Random(11)


@dataclass
class Phone:
    """One student."""

    port: int
    cookie: str = ""
    lesson: str = ""
    path: str = ""
    """Where what this phone can press now is sent; empty: there is nothing to press."""
    form: dict[str, str] = field(default_factory=dict)
    """What is sent there."""
    seen: dict[int, float] = field(default_factory=dict)
    """When each turn was first on the page, by this process's clock."""
    pages: int = 0
    """Bytes that the stream has sent."""
    since: float = 0.0
    """When the stream that is open began; 0 while none is."""
    failed: int = 0
    """Answers that were faults of the server."""
    _last: str = ""
    _ask: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, path: str, form: dict[str, str] | None = None) -> tuple[int, dict[str, str], bytes]:
        """Ask over the connection that is kept open."""
        if self._ask is not None:
            with suppress(OSError, asyncio.IncompleteReadError):  # a server hangs up on whoever is silent for long
                return await self._answer(self._ask, path, form)
        self._ask = await asyncio.open_connection("127.0.0.1", self.port, limit=_LIMIT)
        return await self._answer(self._ask, path, form)

    async def _answer(
        self, connection: tuple[asyncio.StreamReader, asyncio.StreamWriter], path: str, form: dict[str, str] | None
    ) -> tuple[int, dict[str, str], bytes]:
        reader, writer = connection
        writer.write(_request(path, self.port, self.cookie, form))
        status, headers = await _head(reader)
        if headers.get("transfer-encoding", "").lower() == "chunked":  # only oTree's empty answers come so
            return status, headers, await reader.readuntil(b"0\r\n\r\n")
        body = await reader.readexactly(int(headers.get("content-length", "0")))
        return status, headers, body

    async def listen(self) -> None:
        """Listen until cancelled; when the stream breaks, come back after a while that is drawn, as browsers do."""
        while True:
            with suppress(OSError, asyncio.IncompleteReadError):
                await self._listen()
            self.since = 0.0
            await asyncio.sleep(_DRAW.uniform(1, 4))

    async def _listen(self) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port, limit=_LIMIT)
        try:
            seen = f"?seen={self._last}" if self._last else ""
            writer.write(_request(f"/s/{self.lesson}/events{seen}", self.port, self.cookie, None))
            status, _ = await _head(reader)
            if status != 200:  # noqa: PLR2004 -- the stream has begun
                self.failed += 1
                return
            self.since = time.perf_counter()
            while line := await reader.readline():
                if line.startswith(b"id: "):
                    self._last = line[4:].decode().strip()
                if line.startswith(b'data: {"'):  # a beat has no data
                    self.pages += len(line)
                    found = _TURN.search(line)
                    if found:
                        self.seen.setdefault(int(found.group(1)), time.perf_counter())
        finally:
            writer.transport.abort()

    async def close(self) -> None:
        """Hang up."""
        if self._ask is not None:
            self._ask[1].close()
            with suppress(OSError):
                await self._ask[1].wait_closed()


def _request(path: str, port: int, cookie: str, form: dict[str, str] | None) -> bytes:
    host = f"127.0.0.1:{port}"
    head = [f"{'GET' if form is None else 'POST'} {path} HTTP/1.1", f"host: {host}", f"origin: http://{host}", "accept: application/json"]
    if cookie:
        head.append(f"cookie: {cookie}")
    body = b""
    if form is not None:
        body = urlencode(form).encode()
        head += ["content-type: application/x-www-form-urlencoded", f"content-length: {len(body)}"]
    return "\r\n".join([*head, "", ""]).encode() + body


async def _head(reader: asyncio.StreamReader) -> tuple[int, dict[str, str]]:
    first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    headers = {}
    for line in lines:
        name, _, value = line.partition(": ")
        headers[name.lower()] = value
    return int(first.split()[1]), headers


async def timed(phone: Phone, path: str, form: dict[str, str], wait: float = 0.0) -> tuple[float, int]:
    """Return the seconds until a form is acknowledged, sent after a wait, and the status."""
    await asyncio.sleep(wait)
    start = time.perf_counter()
    status, _, _ = await phone.ask(path, form)
    return time.perf_counter() - start, status


def quantile(values: list[float], part: float) -> float:
    """Return a quantile: the smallest value that is at least as large as this part of all."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, -(-int(part * 1000) * len(ordered) // 1000) - 1))]
