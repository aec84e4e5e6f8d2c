"""A class takes everything home while another one plays: the archive is there in time, and nobody who plays waits for it."""

import asyncio
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from benchmarks.load import Facilitator, convene, free_port, join, look, running
from benchmarks.phones import Phone, quantile, timed
from sim.library import open_scenario
from tests.classroom.whole_class import KEY, NAME, play_whole_class

ARCHIVE, WAIT = 10.0, 0.3
"""Seconds, at most: until every form is there, and the 99th percentile of an acknowledgement meanwhile."""
PEOPLE = 40


async def download(port: int, until: asyncio.Event) -> tuple[float, int]:
    """Return how long the archive of the class that has ended took, and how large it is."""
    console = Phone(port)
    _, headers, _ = await console.ask(f"/console/{NAME}/enter", {"secret": KEY})
    console.cookie = headers["set-cookie"].partition(";")[0]
    began = time.perf_counter()
    status, _, body = await console.ask(f"/c/{NAME}/debrief.zip")
    until.set()
    assert (200, b"PK") == (status, body[:2]), body[:300]
    return time.perf_counter() - began, len(body)


async def play(port: int, phones: Sequence[Phone], lesson: str, until: asyncio.Event) -> list[float]:
    """Let a class vote, turn after turn, as long as somebody else's archive is written; return how long each was not acknowledged."""
    facilitator, waits = Facilitator(port), list[float]()
    assert (200, 200) == (await facilitator.order(lesson, "deal", groups="10"), await facilitator.order(lesson, "start"))
    while not until.is_set():
        await asyncio.gather(*(look(phone) for phone in phones))
        chosen = [
            timed(
                phone,
                f"/s/{lesson}/choose",
                {"turn": str(phone.turn), "option": phone.option, "key": f"key-{phone.turn}-{number:06}"},
                number / 20,
            )
            for number, phone in enumerate(phones)
            if phone.option
        ]
        if not chosen:
            break
        waits += [seconds for seconds, _ in await asyncio.gather(*chosen)]
    return waits


async def both(port: int, lesson: str, code: str) -> tuple[tuple[float, int], list[float]]:
    """Let both happen at once."""
    phones = [await join(port, lesson, code, f"Student {number}") for number in range(PEOPLE)]
    listening = [asyncio.create_task(phone.listen()) for phone in phones]
    until = asyncio.Event()
    found = await asyncio.gather(download(port, until), play(port, phones, lesson, until))
    for task in listening:
        task.cancel()
    await asyncio.gather(*listening, return_exceptions=True)
    return found


@pytest.mark.slow
@pytest.mark.timeout(180)
def test_a_class_takes_everything_home_while_another_plays(tmp_path: Path) -> None:
    """Forty students in ten groups get every form in ten seconds, and forty others are acknowledged as ever."""
    database, port, kosovo = tmp_path / "sessions.db", free_port(), open_scenario("kosovo")
    play_whole_class(database, kosovo)
    ((lesson, code),) = convene(database, 1, kosovo, "2022")
    with running("benchmarks.served", str(database), str(port), port=port):
        (took, size), waits = asyncio.run(both(port, lesson, code))
    print(f"archive of {size / 1e6:.1f} MB in {took:.1f} s; {len(waits)} acknowledgements, p99 {quantile(waits, 0.99):.3f} s")

    assert PEOPLE <= len(waits)
    assert quantile(waits, 0.99) <= WAIT
    assert took <= ARCHIVE
