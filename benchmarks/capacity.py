"""How many servers and databases so many students need: a model fitted to what was measured, and a school day played through it.

`python -m benchmarks.capacity` prints the tables of docs/explanation/growing.md. Classes begin through the day, students press in the
minutes after each turn, and lessons lie on servers as chance puts them there. A server is a queue with two sorts of work: acknowledgements
go first, pages follow. The server that stands for the busiest is played press by press, for an hour; the day, minute by minute.

Rule 1: a number that comes from a measurement stands in `Costs`, with where it was measured; what is assumed, in `Day` and below it.
"""

from __future__ import annotations

import argparse
import math
import random
import statistics
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Costs:
    """What was measured, on one core of the machine of docs/explanation/growing.md."""

    choice: float = 0.0016
    """Processor seconds of the server for one acknowledged choice: `python -m benchmarks sharing`."""
    page: float = 0.0015
    """Processor seconds until one phone has a new scene: `python -m benchmarks classroom`."""
    stream: float = 0.000_02
    """Processor seconds of an idle stream in a second: the same."""
    stored: float = 0.000_45
    """Processor seconds of the database for one choice: `python -m benchmarks sharing`."""
    commit: float = 0.004
    """Seconds until a commit is on a disk that is not the fastest; whoever comes while one is on its way waits for the next."""
    seat: float = 0.086
    """MiB of a server for each seat, with its stream and its share of what is shown: `python -m benchmarks classroom`."""
    idle: float = 68.0
    """MiB of a server without lessons: the same."""


@dataclass(frozen=True, slots=True)
class Day:
    """What is assumed of a day of teaching."""

    size: int = 40
    """Students of a class."""
    minutes: int = 90
    """Of a class."""
    turn: float = 150.0
    """Seconds from one turn of a group to the next."""
    within: float = 60.0
    """Seconds within which the students of a class press after a turn has begun."""
    presses: int = 3
    """What a student sends in a turn: a choice, and passages that were opened."""
    starts: tuple[tuple[int, float], ...] = (
        (8, 0.12), (9, 0.08), (10, 0.20), (11, 0.08), (12, 0.14), (13, 0.06), (14, 0.16), (15, 0.05), (16, 0.08), (18, 0.03),
    )  # fmt: skip
    """The hours at which classes begin, and which part of the day's classes."""
    late: int = 5
    """Minutes within which the classes of an hour begin."""


MEASURED, USUAL = Costs(), Day()
BUSY = 0.6
"""The part of a core that a plan uses in its busiest minute."""
MOST_SEATS = 5_000
"""Students of one server, at most: so many streams were held, and more were not tried."""
CORES = 8
"""Of one host, of which each server process uses one."""
LINKS = 3
"""Connections to the database that each server process holds."""
MOST_LINKS = 300
"""Connections to one database, at most."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What so many students at the same time need."""

    students: int
    servers: int
    """Processes, of one core each."""
    hosts: int
    databases: int
    links: int
    """Connections to the busiest database."""
    memory: float
    """GiB of all servers."""
    busiest: float
    """The part of its core that the busiest server uses in its busiest minute."""
    ack: float
    """Seconds until a choice is acknowledged, p99 over the busiest hour of the server that stands for the busiest."""
    page: float
    """Seconds until the next page, likewise."""


def load(students: float, costs: Costs = MEASURED, day: Day = USUAL) -> float:
    """Return the part of a core that so many students keep busy while they play."""
    turn = day.presses * costs.choice + costs.page * 2  # a page when something is decided, and one for the next scene
    return students * (turn / day.turn + costs.stream)


def servers_for(students: int, costs: Costs = MEASURED, day: Day = USUAL) -> int:
    """Return how many server processes keep the busiest of them below `BUSY` and `MOST_SEATS`, with lessons laid on them by chance."""
    classes = max(1, students // day.size)
    most = min(BUSY / load(day.size, costs, day), MOST_SEATS / day.size)
    count = max(1, math.ceil(classes / most))
    while busiest(classes, count) > most and count < classes:
        count += max(1, count // 50)
    return count


def busiest(classes: int, servers: int) -> int:
    """Return how many classes the busiest server has when each class is laid on one by chance: a high quantile, drawn from one seed."""
    if servers == 1:
        return classes
    draw = random.Random(classes * 1_000_003 + servers)
    worst = []
    for _ in range(5 if classes > 10_000 else 20):  # noqa: PLR2004 -- the many are drawn less often
        counts = [0] * servers
        for _ in range(classes):
            counts[draw.randrange(servers)] += 1
        worst.append(max(counts))
    return math.ceil(statistics.median(worst))


def databases_for(students: int, servers: int, costs: Costs = MEASURED, day: Day = USUAL) -> int:
    """Return how many databases keep below `BUSY` of their processors and below `MOST_LINKS` connections.

    Their disks do not count: a server has one commit on its way at a time, and what comes meanwhile goes in its next, so that a slow disk
    makes larger commits and longer waits, but not fewer choices.
    """
    by_processor = students * day.presses / day.turn * costs.stored / (CORES * BUSY)
    return max(1, math.ceil(max(by_processor, servers * LINKS / MOST_LINKS)))


def play(classes: int, costs: Costs = MEASURED, day: Day = USUAL, seed: int = 1) -> tuple[list[float], list[float]]:
    """Play one hour of a server with so many classes, press by press; return the seconds until acknowledgements and until pages.

    One core, one request at a time. Acknowledgements wait for acknowledgements and for the page that is being written; pages wait for all.
    """
    draw = random.Random(seed)
    presses: list[float] = []
    pages: list[float] = []
    for _ in range(classes):
        begins = draw.uniform(0, day.turn)
        while begins < 3600:  # noqa: PLR2004 -- an hour
            moments = [begins + draw.uniform(0, day.within) for _ in range(day.size * day.presses)]
            presses += moments
            pages += [max(moments) + draw.uniform(0, 0.1) for _ in range(day.size)]
            begins += day.turn * draw.uniform(0.8, 1.2)
    jobs = sorted([(at, costs.choice, False) for at in presses] + [(at, costs.page * 2, True) for at in pages])
    slow = 1 + load(classes * day.size, Costs(choice=0, page=0, stream=costs.stream), day)
    free_ack = free_all = 0.0
    acks: list[float] = []
    shown: list[float] = []
    for at, work, is_page in jobs:
        free_all = max(free_all, at) + work * slow
        if is_page:
            shown.append(free_all - at)
        else:
            page_at_work = costs.page if free_all - at > work * slow else 0.0
            free_ack = max(free_ack, at + page_at_work) + work * slow
            acks.append(free_ack - at + costs.commit * draw.uniform(1, 2))
    return acks, shown


def plan(students: int, costs: Costs = MEASURED, day: Day = USUAL) -> Plan:
    """Return what so many students at the same time need."""
    servers = servers_for(students, costs, day)
    classes = busiest(max(1, students // day.size), servers)
    databases = databases_for(students, servers, costs, day)
    acks, shown = play(classes, costs, day)
    memory = (servers * costs.idle + students * costs.seat) / 1024
    links = math.ceil(servers / databases) * LINKS
    used = load(classes * day.size, costs, day)
    hosts = math.ceil(servers / CORES)
    return Plan(students, servers, hosts, databases, links, memory, used, _p99(acks), _p99(shown))


def _p99(values: list[float]) -> float:
    return sorted(values)[min(len(values) - 1, math.ceil(len(values) * 0.99) - 1)]


def at_once(students: int, day: Day = USUAL) -> tuple[int, ...]:
    """Return how many students are in a class in each minute of a day in whose busiest minute there are so many."""
    curve = [0.0] * (24 * 60)
    for hour, part in day.starts:
        for late in range(day.late):
            for minute in range(hour * 60 + late, hour * 60 + late + day.minutes):
                curve[minute] += part / day.late
    top = max(curve)
    return tuple(round(students * value / top) for value in curve)


def tables(sizes: tuple[int, ...], costs: Costs = MEASURED, day: Day = USUAL) -> Iterator[str]:
    """Yield what so many students at the same time need, and the busiest of the sizes through a day."""
    heads = (
        "students at the same time",
        "server processes",
        "hosts",
        "databases",
        "connections each",
        "GiB",
        "busiest",
        "p99 saved",
        "p99 page",
    )
    yield _row(heads)
    yield _row(["---:"] * len(heads))
    for size in sizes:
        found = plan(size, costs, day)
        counts = (f"{count:,}" for count in (size, found.servers, found.hosts, found.databases, found.links))
        waits = (f"{found.ack * 1e3:.0f} ms", f"{found.page * 1e3:.0f} ms")
        yield _row((*counts, f"{found.memory:.1f}", f"{found.busiest:.0%}", *waits))
    yield ""
    yield _row(("hour", "students in a class", "server processes"))
    yield _row(["---:"] * 3)
    curve = at_once(max(sizes), day)
    for hour in range(7, 21):
        most = max(curve[hour * 60 : hour * 60 + 60])
        yield _row((f"{hour}:00", f"{most:,}", f"{servers_for(most, costs, day) if most else 0:,}"))


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def main() -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.capacity", description="Reckon what so many students need.")
    parser.add_argument("students", nargs="*", type=int, default=[40, 1_000, 10_000, 100_000, 1_000_000], help="at the same time")
    asked = parser.parse_args()
    for line in tables(tuple(asked.students)):
        print(line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
