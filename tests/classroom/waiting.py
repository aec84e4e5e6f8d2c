"""Waiting for what other threads and processes do."""

import time
from collections.abc import Callable

_PATIENCE = 60.0
"""Seconds within which whatever is waited for has to come, also on a slow machine."""


def until(seen: Callable[[], bool]) -> None:
    """Wait until something is so.

    Raises:
        AssertionError: it was not, for a minute.

    """
    end = time.monotonic() + _PATIENCE
    while not seen():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.02)
