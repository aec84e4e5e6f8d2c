"""A poor network between browsers and a server: slow, losing packets, cut off, moved, or gone in the middle of a form.

A proxy in a thread of its own. What it does to a connection is what TCP shows of a bad network: bytes that come late, or a connection that
breaks or falls silent. `address` stays the same wherever the server goes, as a name does.
"""

from __future__ import annotations

import asyncio
import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Literal

_PACKET = 1_400
"""Bytes that are sent at once."""
_AGAIN = 0.3
"""Seconds after which what was lost is sent again, the first time."""

Fate = Literal["half", "unanswered"]
"""`half`: the network is gone in the middle of a form; `unanswered`: the form arrives, and its answer is lost."""


@dataclass
class Network:
    """What is between the browsers and the server."""

    server: int
    """The port on which the server is now."""
    rate: float = 0.0
    """Bytes a second and direction; 0: no limit."""
    loss: float = 0.0
    """Share of packets that are lost and sent again."""
    dark: bool = False
    """Whether nothing passes, though nobody is told."""
    away: bool = False
    """Whether nobody answers."""
    fates: list[Fate] = field(default_factory=list)
    """What happens to the next forms, one after the other."""
    port: int = 0
    passed: int = 0
    """Bytes that came from the server."""
    _loop: asyncio.AbstractEventLoop | None = None
    _open: set[asyncio.StreamWriter] = field(default_factory=set)
    _drawn: random.Random = field(default_factory=lambda: random.Random(7))

    @property
    def address(self) -> str:
        """What people type."""
        return f"http://127.0.0.1:{self.port}"

    def cut(self) -> None:
        """Break every connection."""
        assert self._loop is not None
        self._loop.call_soon_threadsafe(lambda: [writer.transport.abort() for writer in self._open])

    async def connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Pass on what one browser and the server say to each other."""
        if self.away:
            writer.transport.abort()
            return
        try:
            back, on = await asyncio.open_connection("127.0.0.1", self.server)
        except OSError:
            writer.transport.abort()
            return
        self._open |= {writer, on}
        lost = asyncio.Event()
        with suppress(OSError):
            await asyncio.gather(self._up(reader, on, writer, lost), self._down(back, writer, lost))
        for end in (writer, on):
            end.transport.abort()
            self._open.discard(end)

    async def _up(self, reader: asyncio.StreamReader, on: asyncio.StreamWriter, writer: asyncio.StreamWriter, lost: asyncio.Event) -> None:
        while data := await reader.read(_PACKET):
            fate = self.fates.pop(0) if data.startswith(b"POST") and self.fates else None
            await self._travel(len(data))
            if fate == "half":
                on.write(data[: len(data) // 2])
                await on.drain()
                writer.transport.abort()
                on.transport.abort()
                return
            if fate == "unanswered":
                lost.set()
            on.write(data)
            await on.drain()
        on.transport.abort()

    async def _down(self, back: asyncio.StreamReader, writer: asyncio.StreamWriter, lost: asyncio.Event) -> None:
        while data := await back.read(_PACKET):
            if lost.is_set():
                break
            await self._travel(len(data))
            self.passed += len(data)
            writer.write(data)
            await writer.drain()
        writer.transport.abort()

    async def _travel(self, size: int) -> None:
        while self.dark:  # noqa: ASYNC110 -- another thread says when it is light again
            await asyncio.sleep(0.05)
        if self.rate:
            await asyncio.sleep(size / self.rate)
        again = _AGAIN
        while self._drawn.random() < self.loss:
            await asyncio.sleep(again)
            again *= 2

    async def run(self, ready: threading.Event, end: threading.Event) -> None:
        """Listen until the end."""
        self._loop = asyncio.get_running_loop()
        listening = await asyncio.start_server(self.connected, "127.0.0.1", 0)
        self.port = listening.sockets[0].getsockname()[1]
        ready.set()
        await asyncio.to_thread(end.wait)
        listening.close()
        for writer in self._open:
            writer.transport.abort()
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()


@contextmanager
def network(server: int) -> Iterator[Network]:
    """Put a network before a server, good as long as nothing else is said."""
    made, ready, end = Network(server), threading.Event(), threading.Event()
    thread = threading.Thread(target=lambda: asyncio.run(made.run(ready, end)))
    thread.start()
    ready.wait(10)
    try:
        yield made
    finally:
        end.set()
        thread.join(10)
