"""How long something computes, whatever else the computer does meanwhile."""

import gc
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

_TRACED = 5.0
"""Times as long as it may take where every line is traced."""


@contextmanager
def within_a_second() -> Iterator[None]:
    """Let something compute for a second at most, by its own thread's time.

    What other tests of this process have left is not cleared away on its account.

    Raises:
        AssertionError: it took longer.

    """
    gc.disable()
    began = time.thread_time()
    try:
        yield
        took = time.thread_time() - began
    finally:
        gc.enable()
    assert took <= (1.0 if sys.gettrace() is None else _TRACED), f"{took:.2f} s"
