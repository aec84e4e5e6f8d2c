"""A faculty on one computer: a thousand students in 25 lessons, with the load generator beside the server, and two peers.

Measured is how soon something pressed is acknowledged when everybody presses at once and when they press within five seconds; how soon
the last phone of a group has the next page after the facilitator takes a turn on; how large the server is; and how soon everybody is back
after it was killed. The peers, in the same run with as many who press: the least that a server of the same durability does
(`benchmarks.peers.raw_asgi`), and oTree (`benchmarks.peers.in_otree`), with which such lessons are commonly held.
"""

from __future__ import annotations

import asyncio
import os
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

from benchmarks.load import Facilitator, advance, convene, free_port, join, press, processor_of, quiet, running, size_of
from benchmarks.peers.in_otree import Otree, in_otree
from benchmarks.phones import Phone, quantile, timed
from sim.library import open_scenario

LIMITS = {"at once, p99": 1.0, "over 5 s, p99": 0.1, "next page, p99": 0.75, "memory": 150.0, "times raw": 4.0, "all back": 15.0}
ACT = "2022"


@dataclass(frozen=True, slots=True)
class Size:
    """How much is asked of a server."""

    students: int
    lessons: int
    streams: int
    rounds: int
    """How often everybody presses, each way."""
    of_otree: int
    """Participants in the peer; a multiple of four."""


WHOLE = Size(1_000, 25, 5_000, 5, 1_000)
QUICK = Size(200, 5, 400, 1, 40)


@dataclass
class Found:
    """What was measured of one server; seconds, MiB and counts."""

    at_once: list[list[float]] = field(default_factory=list)
    """The seconds of each acknowledgement, by round."""
    least: list[list[float]] = field(default_factory=list)
    """Of the least server, when as many press, a moment later."""
    over: list[list[float]] = field(default_factory=list)
    pages: list[float] = field(default_factory=list)
    values: dict[str, float] = field(default_factory=dict)

    def quantile(self, rounds: list[list[float]], part: float) -> float:
        """Return the median over rounds of a quantile."""
        return statistics.median(quantile(taken, part) for taken in rounds)


async def _play(port: int, lessons: list[tuple[str, str]], size: Size, process: subprocess.Popen[bytes], found: Found) -> list[Phone]:
    """Let everybody join, listen and press, and return the phones."""
    values = found.values
    values["memory, idle"] = size_of(process)
    phones: list[Phone] = []
    start, worked = time.perf_counter(), processor_of(process)
    for index in range(0, size.students, 25):
        phones += await asyncio.gather(*(join(port, *lessons[(index + at) % len(lessons)], f"Student {index + at}") for at in range(25)))
    values["joining, of all"] = time.perf_counter() - start
    values["processor, a join"] = (processor_of(process) - worked) / len(phones)
    return phones


class _Least:
    """The phones of the least server."""

    _FORM: ClassVar = {"turn": "1", "option": "block", "reason": "", "expectation": "", "key": "key-1-0123456789abcdef"}

    def __init__(self, port: int, count: int) -> None:
        """Let so many use the server at a port."""
        self._phones = [Phone(port) for _ in range(count)]

    async def press(self, count: int) -> list[float]:
        """Let so many press at once, over connections that are open; return the seconds of each acknowledgement."""
        pressing = self._phones[:count]
        for start in range(0, count, 50):
            await asyncio.gather(*(phone.ask("/") for phone in pressing[start : start + 50]))
        return [seconds for seconds, _ in await asyncio.gather(*(timed(phone, "/", self._FORM) for phone in pressing))]


async def _measure(
    port: int, lessons: list[tuple[str, str]], size: Size, process: subprocess.Popen[bytes], least: _Least
) -> tuple[Found, list[Phone]]:
    """Measure our server, and between its rounds the least one, so that whatever else the computer does falls on both."""
    found = Found()
    values = found.values
    phones = await _play(port, lessons, size, process, found)
    listening = [asyncio.create_task(phone.listen()) for phone in phones]
    facilitator = Facilitator(port)
    for lesson, _ in lessons:
        await facilitator.order(lesson, "deal")
        await facilitator.order(lesson, "start")
    await quiet(phones)
    values["memory, playing"] = size_of(process)
    refused = 0
    for _ in range(size.rounds):
        taken, late = await press(phones, 0)
        found.at_once.append(taken)
        await quiet(phones)
        found.least.append(await least.press(len(taken)))
        before, sent = processor_of(process), sum(phone.pages for phone in phones)
        spread, later = await press(phones, 5)
        found.over.append(spread)
        await quiet(phones)
        values["processor, over 5 s"] = processor_of(process) - before
        values["MB over 5 s"] = (sum(phone.pages for phone in phones) - sent) / 1e6
        refused += late + later
    values["refused"] = refused
    found.pages = [await advance(facilitator, lesson, [phone for phone in phones if phone.lesson == lesson]) for lesson, _ in lessons]
    values["memory"] = size_of(process)
    more = [asyncio.create_task(phones[index % len(phones)].listen()) for index in range(size.streams - len(phones))]
    await asyncio.sleep(3)
    await quiet(phones)
    values["streams"] = sum(not task.done() for task in (*listening, *more))
    values["memory, all streams"] = size_of(process)
    for task in (*listening, *more):
        task.cancel()
    await asyncio.gather(*listening, *more, return_exceptions=True)
    return found, phones


async def _come_back(phones: list[Phone], database: Path, port: int, process: subprocess.Popen[bytes]) -> tuple[float, float]:
    """Kill the server and start it anew; return the seconds until everybody has a stream again, and how many answers were faults."""
    listening = [asyncio.create_task(phone.listen()) for phone in phones]
    while not all(phone.since for phone in phones):  # noqa: ASYNC110 -- nobody tells when the last one is there
        await asyncio.sleep(0.1)
    process.kill()
    await asyncio.to_thread(process.wait)
    await asyncio.sleep(1)
    start = time.perf_counter()
    with running("benchmarks.served", str(database), str(port), port=port):
        while not all(phone.since > start for phone in phones) and time.perf_counter() - start < 60:  # noqa: PLR2004, ASYNC110 -- a minute
            await asyncio.sleep(0.05)
        back = max(phone.since if phone.since > start else start + 60 for phone in phones) - start
        for task in listening:
            task.cancel()
        await asyncio.gather(*listening, return_exceptions=True)
    return back, float(sum(phone.failed for phone in phones))


def race(size: Size) -> tuple[Found, Otree]:
    """Measure our server beside the least one, and then oTree."""
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "sessions.db"
        lessons = convene(database, size.lessons, open_scenario("kosovo"), ACT)
        port, other = free_port(), free_port()
        served = running("benchmarks.served", str(database), str(port), port=port)
        with served as process, running("benchmarks.peers.raw_asgi", str(Path(folder) / "raw.db"), str(other), port=other):
            found, phones = asyncio.run(_measure(port, lessons, size, process, _Least(other, size.students)))
            back = asyncio.run(_come_back([Phone(port, phone.cookie, phone.lesson) for phone in phones], database, port, process))
            found.values |= {"all back": back[0], "faults": back[1]}
        return found, in_otree(Path(folder), size.of_otree)


def tables(size: Size) -> Iterator[str]:
    """Measure, and yield the tables; what is beyond its limit comes after `BEYOND:`."""
    stolen = _stolen()
    found, otree = race(size)
    values = found.values
    once = found.quantile(found.at_once, 0.99)
    rows = {
        "at once, median": found.quantile(found.at_once, 0.5),
        "at once, p99": once,
        "over 5 s, median": found.quantile(found.over, 0.5),
        "over 5 s, p99": found.quantile(found.over, 0.99),
        "next page, median": quantile(found.pages, 0.5),
        "next page, p99": quantile(found.pages, 0.99),
        "all back": values.pop("all back"),
        "times raw": statistics.median(
            quantile(ours, 0.99) / quantile(raw, 0.99) for ours, raw in zip(found.at_once, found.least, strict=True)
        ),
        **values,
    }
    pressed = round(statistics.median(len(taken) for taken in found.at_once))
    yield f"### A faculty: {size.students} students in {size.lessons} lessons, of whom {pressed} press at a time"
    yield ""
    yield (
        f"Seconds, and MiB of memory; medians of {size.rounds} rounds; the machine's load was {os.getloadavg()[0]:.1f}, "
        f"and other machines took {_stolen() - stolen:.1f} s of its processors."
    )
    yield ""
    yield "| what | measured | limit |"
    yield "| --- | ---: | ---: |"
    for name, value in rows.items():
        yield f"| {name} | {_number(name, value)} | {LIMITS.get(name, '')} |"
    yield ""
    yield "| server | who press at once | p99 | p99 for each of them |"
    yield "| --- | ---: | ---: | ---: |"
    yield _line("sim", pressed, once)
    yield _line("raw ASGI, the same durability", pressed, found.quantile(found.least, 0.99))
    if otree.told:
        yield ""
        yield otree.told
    else:
        yield _line("oTree 6.0.15, SQLite", len(otree.at_once), quantile(otree.at_once, 0.99))
        yield ""
        ratio = (quantile(otree.at_once, 0.99) / len(otree.at_once)) / (once / pressed)
        yield f"For each who presses, oTree takes {ratio:.0f} times as long; its pages come at {otree.pages_a_second:.0f} a second."
    yield ""
    if size is WHOLE:
        yield from (f"BEYOND: {name}: {rows[name]:.3g}, limit {limit:g}" for name, limit in LIMITS.items() if rows[name] > limit)


def _line(name: str, count: int, seconds: float) -> str:
    return f"| {name} | {count} | {seconds * 1e3:.0f} ms | {seconds / count * 1e3:.2f} ms |"


def _stolen() -> float:
    """Return the processor seconds that other machines on the same computer have taken from this one; 0 where the system does not tell."""
    try:
        fields = Path("/proc/stat").read_text("ascii").split("\n", 1)[0].split()
    except OSError:
        return 0.0
    return int(fields[8]) / os.sysconf("SC_CLK_TCK")


def _number(name: str, value: float) -> str:
    if name in {"streams", "refused", "faults"} or name.startswith("memory"):
        return f"{value:.0f}"
    return f"{value:.4f}" if value < 0.01 else f"{value:.3f}"  # noqa: PLR2004 -- milliseconds want more digits
