"""Several servers over one PostgreSQL database: how many choices a second they acknowledge, and what bounds that.

The servers, the database and the load generator share the machine; so the processor time of each choice is told beside the rate, from
which it can be reckoned for machines of their own. Lessons stay with one server each, or each lesson's phones ask all servers, as behind a
load balancer that knows nothing of lessons: the hardest case, because every server then reads what the others have added.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import os
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from benchmarks.load import Facilitator, convene, free_port, join, processor_of, running
from benchmarks.phones import Phone, quantile
from sim.library import open_scenario
from tests.store.serving import Server, programs

_SEATS = 8
"""Of each lesson: two teams of four in one role."""
_TICKS = 100


@dataclass(frozen=True, slots=True)
class Shared:
    """What so many servers did."""

    servers: int
    spread: bool
    """Whether each lesson's phones ask all servers."""
    kept: int
    """Choices that were acknowledged."""
    seconds: float
    p99: float
    served: float
    """Processor seconds of the servers."""
    stored: float
    """Processor seconds of the database."""
    commits: int


@dataclass
class _Meter:
    """What has been used so far: processor seconds of the servers and of the database, and commits."""

    read: Callable[[], tuple[float, float, int]]
    used: tuple[float, float, int] = (0.0, 0.0, 0)

    def start(self) -> None:
        """Begin to measure."""
        self.used = self.read()

    def stop(self) -> None:
        """Keep what was used since."""
        now, then = self.read(), self.used
        self.used = now[0] - then[0], now[1] - then[1], now[2] - then[2]


async def _vote(phone: Phone, turn: int, options: list[str], until: float) -> list[float]:
    """Change one's mind again and again; return the seconds until each vote was acknowledged."""
    taken = []
    for count in itertools.count():
        if time.perf_counter() > until:
            break
        form = {"turn": str(turn), "option": options[count % 2], "key": f"key-{id(phone):x}-{count:08}"}
        start = time.perf_counter()
        status, _, _ = await phone.ask(f"/s/{phone.lesson}/choose", form)
        if status == 200:  # noqa: PLR2004 -- kept
            taken.append(time.perf_counter() - start)
    return taken


async def _play(ports: list[int], lessons: list[tuple[str, str]], seconds: float, meter: _Meter, *, spread: bool) -> list[float]:
    """Let teams of four vote of which two never do, so that nothing is ever decided."""
    facilitator = Facilitator(ports[0])
    voting: list[tuple[Phone, int, list[str]]] = []
    for number, (lesson, code) in enumerate(lessons):
        seats = [await join(ports[0], lesson, code, f"Student {at}") for at in range(_SEATS)]
        rows = (f"Student {at},g{at // 4 + 1},pristina" for at in range(_SEATS))
        await facilitator.order(lesson, "list", places="\n".join(("name,group,role", *rows)))
        await facilitator.order(lesson, "start")
        for at, seat in enumerate(seats):
            if at % 4 < 2:  # noqa: PLR2004 -- half of a team
                phone = Phone(ports[(at if spread else number) % len(ports)], seat.cookie, lesson)
                _, _, body = await phone.ask(f"/s/{lesson}/seat.json")
                view = json.loads(body)["view"]
                voting.append((phone, view["turn"], [option["id"] for option in view["decision"]["options"]]))
            await seat.close()
    until = time.perf_counter() + seconds
    meter.start()
    taken = await asyncio.gather(*(_vote(phone, turn, options, until) for phone, turn, options in voting))
    meter.stop()
    return [one for many in taken for one in many]


def share(database: Server, servers: int, lessons: int, seconds: float, *, spread: bool) -> Shared:
    """Let so many servers serve so many lessons over one new database for some seconds."""
    address = database.database()
    made = convene(address, lessons, open_scenario("kosovo"), "2022")
    ports = [free_port() for _ in range(servers)]
    with ExitStack() as stack:
        processes = [stack.enter_context(running("benchmarks.served", address, str(port), port=port)) for port in ports]
        meter = _Meter(lambda: (sum(map(processor_of, processes)), _stored(database), _commits(database, address)))
        taken = asyncio.run(_play(ports, made, seconds, meter, spread=spread))
    return Shared(servers, spread, len(taken), seconds, quantile(taken, 0.99), *meter.used)


def _commits(database: Server, address: str) -> int:
    """Return how many transactions a database has kept."""
    ((count,),) = database.run("SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()", address=address)
    return int(str(count))


def _stored(database: Server) -> float:
    """Return the processor seconds that the database server and all that it started have used; 0 where the system does not tell."""
    folder, worked = str(database.socket.parent).encode(), 0
    parents = {
        file.parent.name
        for file in Path("/proc").glob("[0-9]*/cmdline")
        if file.read_bytes().partition(b"\0")[0].endswith(b"/postgres") and folder in file.read_bytes()
    }
    for file in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = file.read_text("utf-8", "replace").rpartition(")")[2].split()
        except OSError:  # it has ended meanwhile
            continue
        if file.parent.name in parents:
            worked += sum(map(int, fields[11:15]))  # with those that have ended
        elif fields[1] in parents:
            worked += sum(map(int, fields[11:13]))
    return worked / _TICKS


def tables(*, quick: bool) -> Iterator[str]:
    """Measure, and yield the table."""
    folder = programs()
    if folder is None:
        yield "PostgreSQL's initdb and postgres are not installed: several servers were not measured."
        yield ""
        return
    lessons, seconds, rounds = (8, 3.0, 1) if quick else (25, 8.0, 3)
    yield f"### Several servers over one PostgreSQL database: {lessons} lessons, {lessons * 4} people who change their votes without end"
    yield ""
    yield f"Medians of {rounds} rounds; on one machine with the generator beside them, whose load was {os.getloadavg()[0]:.1f}."
    yield ""
    yield "| servers | a lesson asks | choices/s | p99 | processor a choice: server | database | choices a transaction |"
    yield "| ---: | --- | ---: | ---: | ---: | ---: | ---: |"
    with Server(folder) as database:
        for servers, spread in ((1, False), (2, False), (4, False), (2, True), (4, True)):
            found = [share(database, servers, lessons, seconds, spread=spread) for _ in range(rounds)]
            yield _line(found)
    yield ""


def _line(found: list[Shared]) -> str:
    one, median = found[0], statistics.median
    rate, p99 = median(each.kept / each.seconds for each in found), median(each.p99 for each in found) * 1e3
    served, stored = median(each.served / each.kept for each in found) * 1e3, median(each.stored / each.kept for each in found) * 1e3
    together = median(each.kept / max(1, each.commits) for each in found)
    asks = "all of them" if one.spread else "one"
    return f"| {one.servers} | {asks} | {rate:.0f} | {p99:.0f} ms | {served:.2f} ms | {stored:.2f} ms | {together:.1f} |"
