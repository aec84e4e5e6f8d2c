"""Who goes first: answers before pages, but pages never starve."""

import asyncio

from sim.classroom.server.traffic import PATIENCE, Traffic


def test_pages_wait_until_nobody_asks() -> None:
    """Whoever stands back goes on as soon as everybody has an answer, and has most of its patience left."""

    async def wait() -> tuple[bool, float]:
        traffic = Traffic()
        with traffic.asking():
            page = asyncio.create_task(traffic.stand_back(PATIENCE))
            await asyncio.sleep(0.05)
            early = page.done()
        return early, await page

    early, left = asyncio.run(wait())

    assert not early
    assert 0 < left < PATIENCE


def test_pages_wait_no_longer_than_their_patience() -> None:
    """Where somebody always asks for something, pages are written all the same."""

    async def wait() -> float:
        traffic = Traffic()
        with traffic.asking():
            return await asyncio.wait_for(traffic.stand_back(0.05), 5)

    assert asyncio.run(wait()) <= 0


def test_pages_do_not_wait_for_nobody() -> None:
    """Where nobody asks for anything, nothing is waited for."""
    assert asyncio.run(Traffic().stand_back(PATIENCE)) == PATIENCE
