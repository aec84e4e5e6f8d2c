"""Requests to end a play at a terminal: Ctrl-C, a closed window, a request from the system.

Rule 1: none of them cuts into the work on a choice. An exception that a signal raises in the middle of other code may be swallowed or
turned into another one there, so a request is noted, and obeyed where the play waits for a person or for the reader of its lines. Rule 2:
who asks twice is obeyed at once.
"""

import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Protocol

NUMBERS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))
"""The signals that ask a play to end; a system may lack one of them."""


class Source(Protocol):
    """Where lines come from."""

    def readline(self) -> str:
        """Return the next line with its end, or "" when there is no more."""

    def isatty(self) -> bool:
        """Tell whether a person types at a terminal."""


class Sink(Protocol):
    """Where lines go."""

    def write(self, text: str, /) -> object:
        """Take a text."""

    def flush(self) -> object:
        """Let everything taken be seen."""

    def isatty(self) -> bool:
        """Tell whether a person reads at a terminal."""


class Held:
    """The request that has come, if any, and whether the play waits and can obey it."""

    def __init__(self) -> None:
        """Begin without a request."""
        self._number = 0
        self._waiting = False

    def note(self, number: int, _frame: FrameType | None = None) -> None:
        """Take a request; obey it if the play waits, or if it is the second.

        Raises:
            KeyboardInterrupt: the request was Ctrl-C.
            SystemExit: it was another; the status is 128 and its number.

        """
        asked_before, self._number = self._number, number
        if self._waiting or asked_before:
            self.obey()

    def obey(self) -> None:
        """End the play if that was asked for; raises what `note` raises."""
        if self._number == signal.SIGINT:
            raise KeyboardInterrupt
        if self._number:
            raise SystemExit(128 + self._number)

    @property
    def asked(self) -> bool:
        """Whether a request has come."""
        return bool(self._number)

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """Let requests be obeyed: those that come, and the one that has come."""
        self._waiting = True
        try:
            self.obey()
            yield
        finally:
            self._waiting = False

    def source(self, source: Source) -> Source:
        """Return a source whose reading is a wait."""
        return _WaitedFor(source, self)

    def sink(self, sink: Sink) -> Sink:
        """Return a sink whose writing is a wait: its reader may be slow."""
        return _WaitingFor(sink, self)


class _WaitedFor:
    def __init__(self, source: Source, held: Held) -> None:
        self._source, self._held = source, held
        self.isatty = source.isatty

    def readline(self) -> str:
        with self._held.waiting():
            return self._source.readline()


class _WaitingFor:
    def __init__(self, sink: Sink, held: Held) -> None:
        self._sink, self._held = sink, held
        self.isatty = sink.isatty

    def write(self, text: str, /) -> object:
        with self._held.waiting():
            return self._sink.write(text)

    def flush(self) -> object:
        with self._held.waiting():
            return self._sink.flush()


@contextmanager
def hold() -> Iterator[Held]:
    """Note requests instead of obeying them at once; outside the main thread, where signals do not come, there are none."""
    held = Held()
    here = threading.current_thread() is threading.main_thread()
    before = {number: signal.signal(number, held.note) for number in NUMBERS} if here else {}
    try:
        yield held
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def listen(held: Held, leave: Callable[[], object]) -> None:
    """Let the running event loop take the requests that do not come as keys: between two of its steps, nothing is half done.

    A request that has come before is obeyed now.
    """
    import asyncio  # noqa: PLC0415 -- plain lines do without it, and it costs 20 ms

    loop = asyncio.get_running_loop()

    def leaving(number: int) -> None:
        held.note(number)
        leave()

    if sys.platform != "win32" and threading.current_thread() is threading.main_thread():  # nowhere else do signals reach a loop
        for number in NUMBERS:
            if number != signal.SIGINT:
                loop.add_signal_handler(number, leaving, number)
    if held.asked:
        leave()
