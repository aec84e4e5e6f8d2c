"""Work that takes long and that many ask for at once: done for one of them, and kept as long as it is true."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

from sim.store.live_lesson import Standing

_T = TypeVar("_T")


class Once(Generic[_T]):
    """What was made, by what it is about, each made once for each standing of the lesson."""

    def __init__(self) -> None:
        """Begin with nothing made."""
        self._made: dict[tuple[str, ...], tuple[Standing, _T]] = {}
        self._making = asyncio.Lock()

    def known(self, about: tuple[str, ...], standing: Standing) -> _T | None:
        """Return what was made already and is true still; None where there is no such thing."""
        found = self._made.get(about)
        return found[1] if found is not None and found[0] is standing else None

    async def get(self, about: tuple[str, ...], standing: Standing, make: Callable[[], Awaitable[_T]]) -> _T:
        """Return something, made now if it has not been, or if the lesson has changed since.

        Args:
            about: what it is about.
            standing: the lesson it is made from.
            make: makes it; one at a time.

        """
        async with self._making:
            found = self.known(about, standing)
            if found is None:
                found = await make()
                self._made[about] = standing, found
            return found
