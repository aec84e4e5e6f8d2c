"""Who goes first: answers before pages, pages one after the other, but pages never starve."""

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from random import Random

from sim.classroom.server.traffic import BETWEEN, CROWD, PATIENCE, Traffic
from tests.simulation.loop import VirtualLoop, run

_AT_ONCE = 0.02
"""Seconds, on a loop on which nothing takes time but waiting: two looks whether a crowd still waits."""


def woken(watchers: list[asyncio.Event]) -> int:
    """Return how many were told to look."""
    return sum(news.is_set() for news in watchers)


async def until(news: asyncio.Event) -> float:
    """Return the seconds until somebody is told to look."""
    loop = asyncio.get_running_loop()
    start = loop.time()
    await asyncio.wait_for(news.wait(), 5)
    return loop.time() - start


@contextmanager
def asking(traffic: Traffic, count: int) -> Iterator[None]:
    """Let so many wait for an answer."""
    with ExitStack() as stack:
        for _ in range(count):
            stack.enter_context(traffic.asking())
        yield


def test_pages_wait_until_a_crowd_has_its_answers() -> None:
    """Whoever looks on is told as soon as the many who asked have an answer, and no sooner."""

    async def wait() -> tuple[bool, float]:
        traffic, news = Traffic(), asyncio.Event()
        with asking(traffic, CROWD):
            traffic.wake([news])
            await asyncio.sleep(0.05)
            early = news.is_set()
        return early, await until(news)

    early, seconds = run(VirtualLoop(Random(1)), wait())

    assert not early
    assert seconds <= _AT_ONCE


def test_pages_wait_no_longer_than_their_patience() -> None:
    """Where a crowd always asks for something, pages are written all the same, though not before they have waited."""

    async def wait() -> float:
        traffic, news = Traffic(), asyncio.Event()
        with asking(traffic, CROWD):
            traffic.wake([news])
            return await until(news)

    assert 0 <= run(VirtualLoop(Random(1)), wait()) - PATIENCE <= _AT_ONCE


def test_one_page_is_written_at_a_time() -> None:
    """Between two pages an answer goes through all that it has to, and a few who ask hold up none."""

    async def count() -> list[int]:
        traffic, watchers = Traffic(), [asyncio.Event() for _ in range(5)]
        seen = []
        with asking(traffic, CROWD - 1):
            traffic.wake(watchers[:3])
            traffic.wake(watchers[2:])
            for _ in range(6 * BETWEEN):
                await asyncio.sleep(0)
                seen.append(woken(watchers))
        return seen

    assert run(VirtualLoop(Random(1)), count()) == [woken for woken in (1, 2, 3, 4, 5, 5) for _ in range(BETWEEN)]


def test_whoever_is_to_look_again_is_told_again() -> None:
    """After all have looked, the next news are told like the first."""

    async def again() -> tuple[bool, bool]:
        traffic, news = Traffic(), asyncio.Event()
        traffic.wake([news])
        await until(news)
        await asyncio.sleep(0.01)
        news.clear()
        cleared = not news.is_set()
        traffic.wake([news])
        await until(news)
        return cleared, news.is_set()

    assert run(VirtualLoop(Random(1)), again()) == (True, True)
