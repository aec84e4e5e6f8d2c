"""Who goes first on a server: whoever asks for something is answered before pages are written for those who look on."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

_STEP = 0.01
"""Seconds between two looks whether somebody still waits for an answer."""
PATIENCE = 0.25
"""Seconds that pages stand back, at most: news may not starve where somebody always asks for something."""


class Traffic:
    """How many wait for an answer now."""

    def __init__(self) -> None:
        """Begin with nobody."""
        self._asking = 0

    @contextmanager
    def asking(self) -> Iterator[None]:
        """Count somebody who waits for an answer."""
        self._asking += 1
        try:
            yield
        finally:
            self._asking -= 1

    async def stand_back(self, patience: float) -> float:
        """Wait until nobody asks for anything, and return what is left of some seconds of patience."""
        while self._asking and patience > 0:
            await asyncio.sleep(_STEP)
            patience -= _STEP
        return patience
