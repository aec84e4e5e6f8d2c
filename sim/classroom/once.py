"""Work that takes long and that many ask for at once: done by one of them, beside the event loop, and kept as long as it is true."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from sim.store.live_lesson import Standing


class Once:
    """Texts by what they are about, each written once for each standing of the lesson."""

    def __init__(self) -> None:
        """Begin with nothing written."""
        self._written: dict[tuple[str, ...], tuple[Standing, str]] = {}
        self._writing = asyncio.Lock()

    async def get(self, about: tuple[str, ...], standing: Standing, write: Callable[[], str]) -> str:
        """Return a text, written now if it has not been, or if the lesson has changed since.

        Args:
            about: what it is about.
            standing: the lesson it is written from.
            write: writes it; runs beside the event loop, one at a time.

        """
        async with self._writing:
            known = self._written.get(about)
            if known is None or known[0] is not standing:
                known = standing, await asyncio.to_thread(write)
                self._written[about] = known
            return known[1]
