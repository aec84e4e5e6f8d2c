"""What is asked of one room: a line of requests, of which as many as wait are answered together.

Rule 1: whoever asks gets an answer; nobody waits for a room that is closed.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeAlias

from sim.errors import StorageFailed
from sim.store.drafting import Draft

Act: TypeAlias = Callable[[Draft], object]
Request: TypeAlias = tuple[Act | None, "asyncio.Future[object]"]
"""What is asked, None for a look at what others have added, and where the answer goes."""

_AT_ONCE = 256
"""Requests that are answered together, at most."""


class Requests:
    """Requests that wait, and those that are being answered."""

    def __init__(self, answer: Callable[[list[Request]], Awaitable[None]]) -> None:
        """Begin with none; `run` has to run, and `answer` settles each that it is given."""
        self._answer = answer
        self._waiting: asyncio.Queue[Request] = asyncio.Queue()
        self._begun: list[Request] = []
        self.closed = False
        """Whether nothing is answered any more."""

    def ask(self, act: Act | None) -> asyncio.Future[object]:
        """Ask for something, and return where the answer comes.

        Raises:
            StorageFailed: the room is closed.

        """
        if self.closed:
            raise _gone()
        done: asyncio.Future[object] = asyncio.get_running_loop().create_future()
        self._waiting.put_nowait((act, done))
        return done

    def are_none(self) -> bool:
        """Tell whether nobody waits for an answer."""
        return self._waiting.empty() and not self._begun

    async def run(self) -> None:
        """Answer until cancelled, which closes: what has not been begun is refused, and of the rest nobody can tell whether it is kept."""
        try:
            while True:
                self._begun = [await self._waiting.get()]
                while len(self._begun) < _AT_ONCE and not self._waiting.empty():
                    self._begun.append(self._waiting.get_nowait())
                await self._answer(self._begun)
                self._begun = []
        finally:
            self.closed = True
            for _, done in self._begun:
                settle(done, _unknown())
            while not self._waiting.empty():
                settle(self._waiting.get_nowait()[1], _gone())


def settle(done: asyncio.Future[object], answer: object) -> None:
    """Give an answer, or the error that it is, to whoever asked and has not gone away."""
    if done.done():
        return
    if isinstance(answer, Exception):
        done.set_exception(answer)
    else:
        done.set_result(answer)


def _unknown() -> StorageFailed:
    return StorageFailed(
        "the lesson was closed on this server while this was kept; look whether it is there, and else try again", "result-unknown"
    )


def _gone() -> StorageFailed:
    return StorageFailed("the lesson is closed on this server in this moment; try again", "store-busy")
