"""Rooms of lessons for tests: running, and a play in them."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from random import Random

from sim.classroom.lesson import seats, turns
from sim.classroom.lesson.turns import Ballot
from sim.classroom.server.room import Room
from sim.store.drafting import Draft
from sim.store.live_lesson import LiveLesson
from tests.classroom.taught import CODE, Class, held, placing
from tests.simulation.loop import VirtualLoop, run


@asynccontextmanager
async def alive(room: Room) -> AsyncIterator[Room]:
    """Run a room; leaving kills its server."""
    work = asyncio.create_task(room.run())
    try:
        yield room
    finally:
        work.cancel()
        await asyncio.gather(work, return_exceptions=True)


def running(room: Class, live: LiveLesson | None = None) -> AbstractAsyncContextManager[Room]:
    """Run a room over a lesson."""
    return alive(Room(live or room.again(), room.opened, CODE))


def played(folder: Path, act: Callable[[Class], Awaitable[None]]) -> None:
    """Do something with a play in which two have the north and one the south, on a loop whose time jumps: no test waits or comes late."""
    with held(folder) as room:
        room.come("Ana", "Ben", "Cem")
        room.do(placing(s1="g1 north", s2="g1 north", s3="g1 south"), seats.start)
        run(VirtualLoop(Random(1)), _awaited(act(room)))


async def _awaited(work: Awaitable[None]) -> None:
    await work


def voting(seat: str, option: str, turn: int = 1) -> Callable[[Draft], None]:
    """Return a vote."""
    return lambda draft: turns.vote(draft, seat, Ballot(turn, option))
