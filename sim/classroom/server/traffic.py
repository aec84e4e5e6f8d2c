"""Who goes first on a server: where many ask for something at once, they are answered before pages are written for those who look on.

Rule 1: pages of all rooms are written one after the other, with everything else that waits between two of them: a page takes
a millisecond or two, and a hundred of them at once would keep a hundred answers waiting for all of them.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

CROWD = 8
"""So many who wait for an answer at once are answered before any page is written; fewer lose a moment at most by a page between them."""
PATIENCE = 0.5
"""Seconds that a page stands back, at most: news may not starve where a crowd always asks for something."""
BETWEEN = 8
"""Turns of the event loop between two pages: an answer takes a few of them, and is not to wait for a page in each."""
_STEP = 0.005
"""Seconds between two looks whether a crowd still waits for an answer."""


class Traffic:
    """How many wait for an answer now, and who waits for a page."""

    def __init__(self) -> None:
        """Begin with nobody."""
        self._asking = 0
        self._due: dict[asyncio.Event, float] = {}
        self._work: asyncio.Task[None] | None = None

    @contextmanager
    def asking(self) -> Iterator[None]:
        """Count somebody who waits for an answer."""
        self._asking += 1
        try:
            yield
        finally:
            self._asking -= 1

    def wake(self, watchers: Iterable[asyncio.Event]) -> None:
        """Let everybody look again, one after the other, behind those who are to look already."""
        loop = asyncio.get_running_loop()
        for news in watchers:
            self._due.setdefault(news, loop.time())
        if self._due and (self._work is None or self._work.done()):
            self._work = loop.create_task(self._run())

    async def _run(self) -> None:
        loop = asyncio.get_running_loop()
        while self._due:
            news, since = next(iter(self._due.items()))
            if self._asking >= CROWD and loop.time() - since < PATIENCE:
                await asyncio.sleep(_STEP)
                continue
            del self._due[news]
            news.set()
            for _ in range(BETWEEN):
                await asyncio.sleep(0)  # who was woken writes, and whoever asks meanwhile is heard, before the next
