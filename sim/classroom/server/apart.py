"""Work that would keep the server from answering: done piece by piece by a process of its own, behind what the server has to do.

Rule 1: whoever waits for it waits in a thread that nothing else needs; the event loop goes on, and so do those who keep what is sent.
Rule 2: the process ends with the server, however the server ends: it reads from a pipe that then closes.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from multiprocessing import get_context
from typing import Generic, Protocol, TypeVar

from sim.errors import Fault

_A = TypeVar("_A")
_R = TypeVar("_R")
_Give_contra = TypeVar("_Give_contra", contravariant=True)
_Get_co = TypeVar("_Get_co", covariant=True)
_LAST = 5
"""How far behind everybody else the process stands."""


class _Pipe(Protocol[_Give_contra, _Get_co]):
    """One end of a pipe between two processes; its library tells no types."""

    def send(self, obj: _Give_contra, /) -> None:
        """Give something to the other end."""

    def recv(self) -> _Get_co:
        """Wait for something from the other end."""


class _Process(Protocol):
    def kill(self) -> None: ...


class Apart(Generic[_A, _R]):
    """One process that does one kind of work, started when it is first needed."""

    def __init__(self, work: Callable[[_A], _R]) -> None:
        """Start nothing yet; `work` is a function of a module, of plain data."""
        self._work = work
        self._waiting = ThreadPoolExecutor(1, "apart")
        self._process: _Process | None = None
        self._pipe: _Pipe[_A, tuple[_R | None, str]] | None = None

    async def do(self, about: _A) -> _R:
        """Let the work be done on something, and return what comes of it.

        Raises:
            Fault: it failed, or the process ended in the middle of it.

        """
        return await asyncio.get_running_loop().run_in_executor(self._waiting, self._ask, about)

    def close(self) -> None:
        """End the process, whatever it does."""
        if self._process is not None:
            self._process.kill()
        self._waiting.shutdown(wait=False, cancel_futures=True)

    def _ask(self, about: _A) -> _R:
        pipe = self._pipe or self._started()
        try:
            pipe.send(about)
            found, why = pipe.recv()
        except (EOFError, OSError) as error:
            self._pipe = None
            message = "what writes the debrief ended in the middle of it; ask again, or run `sim debrief` with the lesson's name"
            raise Fault(message, "not-written") from error
        if found is None:
            message = f"the debrief could not be written: {why}"
            raise Fault(message, "not-written")
        return found

    def _started(self) -> _Pipe[_A, tuple[_R | None, str]]:
        context = get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=_serve, args=(theirs, self._work), name="sim-apart", daemon=True)
        if sys.platform == "win32":
            process.start()
        else:
            before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # Ctrl-C is for the server, which then ends this process
            try:
                process.start()
            finally:
                signal.pthread_sigmask(signal.SIG_SETMASK, before)
        theirs.close()
        self._process, self._pipe = process, ours
        return ours


def _serve(pipe: _Pipe[tuple[_R | None, str], _A], work: Callable[[_A], _R]) -> None:
    """Do what is asked until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform != "win32":
        os.nice(_LAST)
    with suppress(EOFError, OSError):
        while True:
            about = pipe.recv()
            try:
                answer: tuple[_R | None, str] = work(about), ""
            except Exception as error:  # noqa: BLE001 -- whoever asked hears of it, whatever it is
                answer = None, str(error) or type(error).__name__
            pipe.send(answer)
