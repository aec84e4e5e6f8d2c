"""An event loop on which time is a number: it jumps to whatever comes next, and what would run beside the loop runs on it.

Rule 1: whatever happens follows from one seed: no clock of the machine, no thread, no socket.
Rule 2: what a server began belongs to its process, and goes with it; a process that was killed does nothing more, not even tidy up.
"""

from __future__ import annotations

import asyncio
import contextvars
from asyncio import Future, Handle, Task, TimerHandle
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from random import Random
from typing import TypeVar

Found = TypeVar("Found")


@dataclass(eq=False)
class Process:
    """A server's process: what it has begun."""

    name: str
    is_dead: bool = False
    tasks: list[Task[object]] = field(default_factory=list)
    timers: list[TimerHandle] = field(default_factory=list)
    slowness: float = 1.0
    """How many times as long as usual its disk takes."""

    def kill(self) -> None:
        """End it between two of its steps: no timer of it fires, no job of it is done, and its tasks reach nobody."""
        self.is_dead = True
        for timer in self.timers:
            timer.cancel()
        for task in self.tasks:
            task.cancel()
        self.timers.clear()


RUNNING: contextvars.ContextVar[Process | None] = contextvars.ContextVar("RUNNING", default=None)
"""The process whose step is being run; None: a client's, or the world's."""


class StuckError(Exception):
    """Nothing is left that could happen, and somebody still waits."""


class VirtualLoop(asyncio.BaseEventLoop):
    """Time that jumps; asked for a job beside the loop, it does it after a drawn while, and answers after another."""

    def __init__(self, drawn: Random) -> None:
        """Begin at nought."""
        super().__init__()
        self._now = 0.0
        self._drawn = drawn
        self._lingers = 0.0
        self._selector = self
        self._clock_resolution = 1e-9
        self.tasks: list[Task[object]] = []
        """All that were ever begun, in that order."""
        self.haste = 1.0
        """How long the timers of servers take, against what they should."""

    def time(self) -> float:
        """Return the seconds since the beginning."""
        return self._now

    def select(self, timeout: float | None) -> list[object]:
        """Wait, which takes no time; what the loop calls instead of a selector."""
        if timeout is None:
            message = "everybody waits for something that nobody will do"
            raise StuckError(message)
        self._now += timeout
        return []

    def _process_events(self, event_list: list[object]) -> None:
        """Do nothing: no event comes from outside."""

    def _write_to_self(self) -> None:
        """Do nothing: the loop never sleeps."""

    def close(self) -> None:
        """Close the loop."""
        self._closed = True
        self._ready.clear()
        self._scheduled.clear()

    def linger(self, seconds: float) -> None:
        """Let the job that is being done take this much longer."""
        self._lingers = seconds

    def create_task(self, coro: Coroutine[object, object, object], **given: object) -> Task[object]:
        """Begin a task, and note whose it is."""
        task = super().create_task(coro, **given)
        context = given.get("context")
        process = context.get(RUNNING) if isinstance(context, contextvars.Context) else RUNNING.get()
        self.tasks.append(task)
        if process is not None:
            process.tasks.append(task)
            if process.is_dead:
                task.cancel()
        return task

    def call_at(
        self, when: float, callback: Callable[..., object], *args: object, context: contextvars.Context | None = None
    ) -> TimerHandle:
        """Set a timer, and note whose it is."""
        process = RUNNING.get() if context is None else context.get(RUNNING)
        begun = self._now + self.haste * (when - self._now) if process is not None else when
        timer = super().call_at(begun, callback, *args, context=context)
        if process is not None:
            process.timers.append(timer)
            if process.is_dead:
                timer.cancel()
        return timer

    def call_soon_threadsafe(self, callback: Callable[..., object], *args: object, context: contextvars.Context | None = None) -> Handle:
        """Do something soon; there is only one thread."""
        return self.call_soon(callback, *args, context=context)

    def run_in_executor(self, _executor: object, func: Callable[..., object], *args: object) -> Future[object]:
        """Do a job after a while and answer after another, so that a process can end before, between and after."""
        future: Future[object] = self.create_future()
        process = RUNNING.get()
        slowness = process.slowness if process is not None else 1.0

        def work() -> None:
            self._lingers = 0.0
            answer: object = None
            failed: BaseException | None = None
            try:
                answer = func(*args)
            except Exception as error:  # noqa: BLE001 -- handed to whoever waits, as an executor does
                failed = error
            self.call_later(self._lingers + slowness * self._drawn.uniform(0.0, 0.004), settle, answer, failed)

        def settle(answer: object, failed: BaseException | None) -> None:
            if future.done():
                return
            if failed is None:
                future.set_result(answer)
            else:
                future.set_exception(failed)

        self.call_later(slowness * self._drawn.uniform(0.0005, 0.008), work)
        return future


def run(loop: VirtualLoop, main: Coroutine[object, object, Found]) -> Found:
    """Run something to its end on a loop, close the loop, and return what came of it."""
    try:
        return loop.run_until_complete(main)
    finally:
        loop.run_until_complete(_rest(loop))
        loop.close()


async def _rest(loop: VirtualLoop) -> None:
    """End whatever still goes on; a wait that has just come to its end does not hear the first time."""
    while others := [task for task in loop.tasks if not task.done() and task is not asyncio.current_task(loop)]:
        for task in others:
            task.cancel()
        await asyncio.sleep(0)
