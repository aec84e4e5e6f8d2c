"""Lessons full of phones on the server that `sim host` runs, with the load generator beside it."""

from __future__ import annotations

import asyncio
import json
import random
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from benchmarks.phones import Phone, timed
from sim.classroom.server.tokens import digest, fresh_code
from sim.cli.keeping import now
from sim.library import OpenScenario
from sim.model.lesson import Convened
from sim.store.lessons import Archive
from sim.store.live_lesson import LiveLesson
from sim.store.opening import open_log

ROOT = Path(__file__).parent.parent
KEY = "the-key-of-the-benchmark"
_DRAW = random.Random(7)
_TICKS = 100
"""Of the system's clock in a second, on Linux."""


def convene(database: Path | str, lessons: int, scenario: OpenScenario, act: str) -> list[tuple[str, str]]:
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


def processor_of(process: subprocess.Popen[bytes]) -> float:
    """Return the processor seconds that a process has used; 0 where the system does not tell."""
    try:
        fields = Path(f"/proc/{process.pid}/stat").read_text("ascii").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / _TICKS


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
    """Read what a phone can press now: an option, or else the passage under the situation, which opens it."""
    _, _, body = await phone.ask(f"/s/{phone.lesson}/seat.json")
    view = json.loads(body)["view"]
    phone.path = ""
    if view is None:
        return
    decision, key = view["decision"], f"key-{view['turn']}-{_DRAW.getrandbits(64):x}"
    if decision and not decision["chosen"]:
        phone.path = "choose"
        option = decision["options"][0]["id"]
        phone.form = {"turn": str(view["turn"]), "option": option, "reason": "", "expectation": "", "key": key}
    elif view["passages"]:
        phone.path = "opened"
        passage = view["passages"][0]
        phone.form = {"source": passage["source"], "quote": passage["quote"], "key": key}


async def press(phones: list[Phone], over: float) -> tuple[list[float], int]:
    """Let everybody press something, at once or spread over some seconds; return the seconds of each and how many were refused."""
    for start in range(0, len(phones), 50):
        await asyncio.gather(*(look(phone) for phone in phones[start : start + 50]))
    asked = [timed(phone, f"/s/{phone.lesson}/{phone.path}", phone.form, _DRAW.uniform(0, over)) for phone in phones if phone.path]
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

    async def close(self) -> None:
        """Hang up."""
        for console in self._consoles.values():
            await console.close()

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


async def quiet(phones: list[Phone]) -> None:
    """Wait until no stream sends anything for a second."""
    before = -1
    while before != (before := sum(phone.pages for phone in phones)):  # noqa: ASYNC110 -- nobody tells when nothing comes
        await asyncio.sleep(1)
