"""How lessons are served over HTTP: the settings of the server, and how long it waits for somebody who has begun to ask.

Rule 1: nothing of a request is logged: no address, no path, no header.
"""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import Callable
from importlib import import_module

import h11
import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from sim.classroom.web.sending import Joining

HEAD_SECONDS = 20.0
"""Within which a request has to arrive whole, once somebody is connected; a form has `guard.BODY_SECONDS` besides."""
HEAD_BYTES = 32 * 1024
"""Of the first line and the headers of a request, at most."""
_OPEN_FILES = 16_384
"""Connections that are wished for, where the system allows as many."""
_QUIET = (
    *("Invalid HTTP request received.", "Unsupported upgrade request.", "No supported WebSocket library detected."),
    *("Cancel %s running task(s)",),
)
"""What uvicorn says of each broken request, or begins with; a flood of them would fill a disk. The last: a slow reader at a stop."""
_NOT_BEGUN = (h11.IDLE, h11.SEND_RESPONSE)
"""States of a connection in which nothing of an answer has been sent."""


class PatientProtocol(H11Protocol):
    """HTTP/1.1 that waits only so long for the head of a request."""

    patience = HEAD_SECONDS
    _waiting: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin to wait for a first request."""
        if not isinstance(transport, asyncio.Transport):
            message = f"HTTP is spoken over a transport that reads and writes, not over {type(transport).__name__}"
            raise TypeError(message)
        super().connection_made(Joining(transport, self.loop))
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no more."""
        self._wait_no_more()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read on; between two requests nobody is in a hurry, within the head of one they are."""
        super().data_received(data)
        if self.conn.their_state is not h11.IDLE:
            self._wait_no_more()
        elif self._waiting is None:
            self._wait()

    def eof_received(self) -> None:
        """Send what is held: the transport hangs up on whoever has said all, though they may still listen."""
        if isinstance(self.transport, Joining):
            self.transport.flush()

    def send_400_response(self, msg: str) -> None:
        """Refuse what breaks the rules of HTTP; whoever was about to answer it, or is answering, learns that nobody hears them any more."""
        if self.cycle is not None:
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        if self.conn.our_state in _NOT_BEGUN:
            super().send_400_response(msg)
        else:
            self.transport.close()

    def _wait(self) -> None:
        self._waiting = self.loop.call_later(self.patience, self._give_up)

    def _wait_no_more(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def _give_up(self) -> None:
        self._waiting = None
        if not self.transport.is_closing():
            self.transport.close()


class Server(uvicorn.Server):
    """A server that tells its streams to end before it waits for whoever is still asking."""

    def __init__(self, config: uvicorn.Config, stopping: asyncio.Event) -> None:
        """Serve with settings; `stopping` is set as soon as the server begins to stop."""
        super().__init__(config)
        self._stopping = stopping

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Let streams end, then stop as any server does."""
        self._stopping.set()
        await super().shutdown(sockets)


def serving(app: ASGIApp, bind: str, port: int, *, proxy: bool) -> uvicorn.Config:
    """Return how an application is served.

    Args:
        app: the application.
        bind: the address to listen on.
        port: the port to listen on.
        proxy: whether a proxy on this computer says who asks.

    """
    made = uvicorn.Config(
        app,
        host=bind,
        port=port,
        log_level="warning",
        access_log=False,
        server_header=False,
        date_header=False,
        proxy_headers=proxy,
        http=PatientProtocol,
        ws="none",
        h11_max_incomplete_event_size=HEAD_BYTES,
        timeout_graceful_shutdown=2,
        timeout_keep_alive=75,
    )
    logging.getLogger("uvicorn.error").addFilter(_is_news)
    return made


def _is_news(record: logging.LogRecord) -> bool:
    cut_off = record.exc_info is not None and isinstance(record.exc_info[1], asyncio.CancelledError)  # at a stop, for the same reason
    return not cut_off and not str(record.msg).startswith(_QUIET)


def allow_connections() -> int | None:
    """Ask the system for as many open files as a thousand phones need, and return how many there may be.

    Returns:
        The number, or None where the system has no such limit.

    """
    try:
        resource = import_module("resource")
    except ImportError:  # Windows
        return None
    limits: Callable[[int], tuple[int, int]] = resource.getrlimit
    soft, hard = limits(resource.RLIMIT_NOFILE)
    wanted = _OPEN_FILES if hard == resource.RLIM_INFINITY else min(_OPEN_FILES, hard)
    if soft == resource.RLIM_INFINITY or soft >= wanted:
        return soft
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    return wanted
