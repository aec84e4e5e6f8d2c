"""A faculty on one computer: a thousand students in 25 lessons on the server that `sim host` runs, with the load generator beside it.

Run it by itself: `python -m benchmarks.load [--students 1000] [--lessons 25] [--streams 5000]`. What is measured, each against its limit:
how soon a choice is acknowledged when everybody presses at once and when they press within five seconds, how soon the last phone of a
lesson has the next page after the facilitator takes a turn on, how large the server is, and how the first compares with the least that a
server of the same durability does (`benchmarks.peers.raw_asgi`), in the same run.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from benchmarks.phones import Phone, quantile, timed
from sim.classroom.access import digest, fresh_code
from sim.cli.keeping import now
from sim.library import Opened, open_scenario
from sim.model.lesson import Convened
from sim.store.lessons import Archive
from sim.store.live_lesson import LiveLesson
from sim.store.opening import open_log

ROOT = Path(__file__).parent.parent
KEY = "the-key-of-the-benchmark"
LIMITS = {"at once": 1.0, "over 5 s": 0.1, "next page": 0.75, "MiB": 150.0, "times raw": 4.0}
_DRAW = random.Random(7)


def convene(database: Path, lessons: int, scenario: Opened, act: str) -> list[tuple[str, str]]:
    """Convene lessons in a database, and return the name and the code of each."""
    made = []
    with open_log(database) as log:
        archive = Archive(log, log.lessons())
        for number in range(lessons):
            code = fresh_code()
            began = Convened(
                lesson=f"load-{number}",
                scenario=scenario.scenario.id,
                rules_hash=scenario.rules_hash,
                whole_hash=scenario.whole_hash,
                act=act,
                course="whole",
                seed=number,
                agree="majority",
                bot="reported",
                reasons=True,
                key=digest(KEY),
                ticket=digest(KEY),
            )
            LiveLesson.convene(archive, scenario.machine, edition=scenario.edition, convened=began, code=code, clock=now)
            made.append((began.lesson, code))
    return made


@contextmanager
def running(*command: str, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """Run a server until it is no longer needed, and wait until it answers."""
    process = subprocess.Popen([sys.executable, "-m", *command], cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        for _ in range(600):
            with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            time.sleep(0.1)
        yield process
    finally:
        process.kill()
        process.wait()


def free_port() -> int:
    """Return a port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        found: tuple[str, int] = probe.getsockname()
        return found[1]


def size_of(process: subprocess.Popen[bytes]) -> float:
    """Return the memory that a process holds, in MiB; 0 where the system does not tell."""
    try:
        lines = Path(f"/proc/{process.pid}/status").read_text("ascii").splitlines()
    except OSError:
        return 0.0
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))


async def join(port: int, lesson: str, code: str, name: str) -> Phone:
    """Let somebody join."""
    phone = Phone(port, lesson=lesson)
    _, headers, _ = await phone.ask(f"/join/{code}", {"name": name})
    phone.cookie = headers["set-cookie"].partition(";")[0]
    return phone


async def look(phone: Phone) -> None:
    """Read what a phone can decide now."""
    _, _, body = await phone.ask(f"/s/{phone.lesson}/seat.json")
    seat = json.loads(body)
    view = seat["view"]
    decision = view["decision"] if view else None
    phone.turn = view["turn"] if view else 0
    phone.option = decision["options"][0]["id"] if decision and not decision["chosen"] else ""


async def press(phones: list[Phone], over: float) -> tuple[list[float], int]:
    """Let everybody who can decide do so, at once or spread over some seconds; return the seconds of each and how many were refused."""
    for start in range(0, len(phones), 50):
        await asyncio.gather(*(look(phone) for phone in phones[start : start + 50]))
    asked = [
        timed(
            phone,
            f"/s/{phone.lesson}/choose",
            {"turn": str(phone.turn), "option": phone.option, "reason": "", "expectation": "", "key": f"key-{phone.turn}-{index:06}"},
            _DRAW.uniform(0, over),
        )
        for index, phone in enumerate(phones)
        if phone.option
    ]
    answers = await asyncio.gather(*asked)
    return [seconds for seconds, status in answers if status == 200], sum(status != 200 for _, status in answers)  # noqa: PLR2004 -- kept


class Facilitator:
    """The consoles of all lessons."""

    def __init__(self, port: int) -> None:
        """Use a server."""
        self._port = port
        self._consoles: dict[str, Phone] = {}

    async def order(self, lesson: str, name: str, **form: str) -> int:
        """Give an order."""
        if lesson not in self._consoles:
            console = self._consoles[lesson] = Phone(self._port)
            _, headers, _ = await console.ask(f"/console/{lesson}/enter", {"secret": KEY})
            console.cookie = headers["set-cookie"].partition(";")[0]
        status, _, _ = await self._consoles[lesson].ask(f"/c/{lesson}/do/{name}", form)
        return status

    async def turns(self, lesson: str) -> dict[str, int]:
        """Return the turn of each group that still plays."""
        _, _, body = await self._consoles[lesson].ask(f"/c/{lesson}/console.json")
        return {group["group"]: group["turn"] for group in json.loads(body)["groups"] if not group["over"]}


async def advance(facilitator: Facilitator, lesson: str, phones: list[Phone]) -> float:
    """Take one group of a lesson on by a turn; return the seconds until the last phone of the group has the next page."""
    turns = await facilitator.turns(lesson)
    group, turn = next(iter(turns.items()))
    before = {id(phone): max(phone.seen, default=0) for phone in phones}
    start = time.perf_counter()
    await facilitator.order(lesson, "force", group=group, turn=str(turn), reason="on")
    mine: list[Phone] = []
    for _ in range(400):
        await asyncio.sleep(0.01)
        moved = [phone for phone in phones if max(phone.seen, default=0) > before[id(phone)]]
        if moved and len(moved) == len(mine):
            break
        mine = moved if time.perf_counter() - start > 1 else []
    return max((max(phone.seen.values()) for phone in mine), default=start) - start


async def measure(
    port: int, lessons: list[tuple[str, str]], students: int, streams: int, process: subprocess.Popen[bytes]
) -> dict[str, float]:
    """Play, and return what was measured."""
    found: dict[str, float] = {"MiB idle": size_of(process)}
    phones: list[Phone] = []
    start = time.perf_counter()
    for index in range(0, students, 25):
        phones += await asyncio.gather(*(join(port, *lessons[(index + at) % len(lessons)], f"Student {index + at}") for at in range(25)))
    found["seconds to join"] = time.perf_counter() - start
    listening = [asyncio.create_task(phone.listen()) for phone in phones]
    facilitator = Facilitator(port)
    for lesson, _ in lessons:
        await facilitator.order(lesson, "deal")
        await facilitator.order(lesson, "start")
    await _quiet(phones)
    found["MiB playing"] = size_of(process)
    at_once, refused = await press(phones, 0)
    found |= {"at once p50": quantile(at_once, 0.5), "at once": quantile(at_once, 0.99), "presses": len(at_once), "refused": refused}
    await _quiet(phones)
    over, late = await press(phones, 5)
    found |= {
        "over 5 s p50": quantile(over, 0.5),
        "over 5 s": quantile(over, 0.99),
        "presses over 5 s": len(over),
        "refused over 5 s": late,
    }
    await _quiet(phones)
    pages = [await advance(facilitator, lesson, [phone for phone in phones if phone.lesson == lesson]) for lesson, _ in lessons]
    found |= {"next page p50": quantile(pages, 0.5), "next page": quantile(pages, 0.99)}
    found |= {"MiB": size_of(process), "MB streamed": sum(phone.pages for phone in phones) / 1e6}
    more = [asyncio.create_task(phones[index % len(phones)].listen()) for index in range(streams - len(phones))]
    await asyncio.sleep(3)
    await _quiet(phones)
    held = sum(not task.done() for task in (*listening, *more))
    found |= {"streams": held, "MiB with all streams": size_of(process)}
    for task in (*listening, *more):
        task.cancel()
    await asyncio.gather(*listening, *more, return_exceptions=True)
    return found


async def _quiet(phones: list[Phone]) -> None:
    """Wait until no stream sends anything for a second."""
    before = -1
    while before != (before := sum(phone.pages for phone in phones)):  # noqa: ASYNC110 -- nobody tells when nothing comes
        await asyncio.sleep(1)


async def raw(port: int, students: int) -> tuple[float, float]:
    """Return the median and the 99th percentile of an acknowledgement of the least server, all at once."""
    phones = [Phone(port) for _ in range(students)]
    for start in range(0, students, 50):
        await asyncio.gather(*(phone.ask("/") for phone in phones[start : start + 50]))
    form = {"turn": "1", "option": "block", "reason": "", "expectation": "", "key": "key-1-000001"}
    answers = await asyncio.gather(*(timed(phone, "/", form) for phone in phones))
    taken = [seconds for seconds, _ in answers]
    return quantile(taken, 0.5), quantile(taken, 0.99)


def main() -> int:
    """Print what was measured; the exit status is 1 if something is beyond its limit."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load", description="Measure a faculty on one computer.")
    parser.add_argument("--students", type=int, default=1_000)
    parser.add_argument("--lessons", type=int, default=25)
    parser.add_argument("--streams", type=int, default=5_000)
    parser.add_argument("--scenario", default="kosovo")
    parser.add_argument("--act", default="2022")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "sessions.db"
        lessons = convene(database, asked.lessons, open_scenario(asked.scenario), asked.act)
        port, other = free_port(), free_port()
        with running("benchmarks.served", str(database), str(port), port=port) as process:
            found = asyncio.run(measure(port, lessons, asked.students, asked.streams, process))
        with running("benchmarks.peers.raw_asgi", str(Path(folder) / "raw.db"), str(other), port=other):
            found["raw p50"], found["raw at once"] = asyncio.run(raw(other, asked.students))
    found["times raw"] = found["at once"] / found["raw at once"]
    for name, value in found.items():
        limit = LIMITS.get(name)
        print(f"{name:24} {value:10.3f}{f'   limit {limit}' if limit else ''}{'   BEYOND' if limit and value > limit else ''}")
    return int(any(found[name] > limit for name, limit in LIMITS.items()))


if __name__ == "__main__":
    sys.exit(main())
