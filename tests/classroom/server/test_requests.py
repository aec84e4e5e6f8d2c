"""The line of requests of a room: answered together, and never left waiting by a room that closes."""

import asyncio

import pytest

from sim.classroom.server.requests import Request, Requests, settle
from sim.errors import StorageFailed
from sim.store.drafting import Draft


def nothing(_draft: Draft) -> None:
    """Ask for nothing in particular."""


def test_what_waits_is_answered_together() -> None:
    """Whatever comes while others are answered is answered next, at once and in its order."""
    seen: list[int] = []

    async def answer(asked: list[Request]) -> None:
        seen.append(len(asked))
        await asyncio.sleep(0)
        for number, (_, done) in enumerate(asked):
            settle(done, number)

    async def ask() -> list[object]:
        line = Requests(answer)
        first = line.ask(nothing)
        running = asyncio.create_task(line.run())
        await asyncio.sleep(0)
        found = [*await asyncio.gather(first, *(line.ask(nothing) for _ in range(3))), line.are_none()]
        running.cancel()
        return found

    assert ([0, 0, 1, 2, True], [1, 3]) == (asyncio.run(ask()), seen)


def test_nobody_waits_for_a_room_that_is_closed() -> None:
    """Of what was begun nobody can tell whether it is kept, which is said; what waits is refused, and so is whatever comes later."""

    async def answer(_asked: list[Request]) -> None:
        await asyncio.sleep(60)

    async def ask() -> None:
        line = Requests(answer)
        begun = line.ask(nothing)
        running = asyncio.create_task(line.run())
        await asyncio.sleep(0)
        waits = line.ask(nothing)
        before = line.are_none()
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)

        assert (False, True) == (before, line.closed)
        with pytest.raises(StorageFailed, match="look whether it is there"):
            await begun
        with pytest.raises(StorageFailed, match="try again"):
            await waits
        with pytest.raises(StorageFailed, match="try again"):
            line.ask(nothing)

    asyncio.run(ask())
