"""The least that a server of the same durability does: a form comes in, a row is on disk, and then it is acknowledged.

No framework, no rules, no pages: an ASGI function over SQLite in the same mode, with one commit for whatever has come together. It is
started as `python -m benchmarks.peers.raw_asgi FILE PORT`.
"""

from __future__ import annotations

import asyncio
import sqlite3
import sys
from collections.abc import Awaitable, Callable
from typing import TypeAlias

import uvicorn

Message: TypeAlias = dict[str, object]
_AT_ONCE = 256


class Raw:
    """The application."""

    def __init__(self, file: str) -> None:
        """Open the database."""
        self._database = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
        for pragma in ("journal_mode=WAL", "synchronous=FULL"):
            self._database.execute(f"PRAGMA {pragma}").fetchall()
        self._database.execute("CREATE TABLE IF NOT EXISTS kept (number INTEGER PRIMARY KEY, body BLOB NOT NULL)")
        self._waiting: asyncio.Queue[tuple[bytes, asyncio.Future[None]]] = asyncio.Queue()
        self._writer: asyncio.Task[None] | None = None

    async def __call__(self, scope: Message, receive: Callable[[], Awaitable[Message]], send: Callable[[Message], Awaitable[None]]) -> None:
        """Answer a request once its body is on disk."""
        if scope["type"] != "http":
            return
        if self._writer is None:
            self._writer = asyncio.get_running_loop().create_task(self._write())
        body = (await receive()).get("body", b"")
        kept: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        if scope["method"] == "POST" and isinstance(body, bytes):
            await self._waiting.put((body, kept))
            await kept
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
        await send({"type": "http.response.body", "body": b"ok"})

    async def _write(self) -> None:
        while True:
            batch = [await self._waiting.get()]
            while len(batch) < _AT_ONCE and not self._waiting.empty():
                batch.append(self._waiting.get_nowait())
            await asyncio.to_thread(self._keep, [body for body, _ in batch])
            for _, kept in batch:
                kept.set_result(None)

    def _keep(self, bodies: list[bytes]) -> None:
        self._database.execute("BEGIN IMMEDIATE")
        self._database.executemany("INSERT INTO kept (body) VALUES (?)", [(body,) for body in bodies])
        self._database.execute("COMMIT")


if __name__ == "__main__":
    uvicorn.run(
        Raw(sys.argv[1]),
        host="127.0.0.1",
        port=int(sys.argv[2]),
        log_level="warning",
        access_log=False,
        timeout_keep_alive=75,
        lifespan="off",
        http="h11",  # as ours is served, and as both are where nothing faster is installed
    )
