"""Time that jumps, and processes that end between two of their steps."""

import asyncio
import contextvars
from collections.abc import Coroutine
from random import Random

import pytest

from tests.simulation.loop import RUNNING, Process, StuckError, VirtualLoop, run


def played(loop: VirtualLoop, work: Coroutine[object, object, None]) -> None:
    """Run something on a loop."""
    run(loop, work)


def test_time_jumps() -> None:
    """A day passes at once, and what was to happen meanwhile has happened in order."""
    loop = VirtualLoop(Random(1))
    happened: list[tuple[str, float]] = []

    async def after(seconds: float, what: str) -> None:
        await asyncio.sleep(seconds)
        happened.append((what, loop.time()))

    async def work() -> None:
        await asyncio.gather(after(86_400, "a day"), after(1, "a second"))

    played(loop, work())

    assert [("a second", 1.0), ("a day", 86_400.0)] == happened


def test_a_job_is_done_later_and_answered_later_still() -> None:
    """Between asking, doing and answering there is time in which a process can end."""
    loop = VirtualLoop(Random(1))
    times: list[float] = []

    async def work() -> None:
        await asyncio.to_thread(lambda: times.append(loop.time()))
        times.append(loop.time())

    played(loop, work())

    assert 0 < times[0] < times[1]


def test_a_job_that_fails_fails_for_whoever_asked() -> None:
    """An exception comes back as from a thread."""

    async def work() -> None:
        with pytest.raises(ZeroDivisionError):
            await asyncio.to_thread(lambda: 1 // 0)

    played(VirtualLoop(Random(1)), work())


def test_a_killed_process_does_nothing_more() -> None:
    """Neither its jobs nor its timers nor its tasks come to anything, and nobody else's are touched."""
    loop, process = VirtualLoop(Random(1)), Process("server")
    done: list[str] = []

    async def serve(name: str) -> None:
        asyncio.get_running_loop().call_later(1, done.append, f"timer of {name}")
        await asyncio.to_thread(lambda: done.append(f"job of {name}"))
        await asyncio.sleep(1)
        done.append(f"task of {name}")

    async def work() -> None:
        context = contextvars.copy_context()
        context.run(RUNNING.set, process)
        loop.create_task(serve("server"), context=context)
        await asyncio.sleep(0)
        process.kill()
        await serve("client")

    played(loop, work())

    assert ["job of client", "timer of client", "task of client"] == done


def test_waiting_for_nothing_is_told() -> None:
    """Where nothing can happen any more and somebody waits, the run ends with that."""

    async def work() -> None:
        await asyncio.Event().wait()

    with pytest.raises(StuckError):
        played(VirtualLoop(Random(1)), work())
