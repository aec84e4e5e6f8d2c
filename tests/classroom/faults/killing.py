"""Killing servers, connections and databases under load, and comparing what people were told with what is kept."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from statistics import median

from sim.model.lesson import LessonEntry
from sim.store.lessons import Archive
from sim.store.live_lesson import LiveLesson
from sim.store.opening import open_log
from tests.classroom.faults.people import Caller, Crowd, begin, faults, open_at, wait_for
from tests.classroom.nursery import Child, Nursery, Order, free_port
from tests.classroom.taught import opened

EACH = 10
"""Blows to one lesson, before the next one is begun in the same place: a seat writes only so much in one."""
LEAST = 6
"""Acknowledgements between two blows, so that a slow computer is tried as hard as a fast one."""
_WITHIN = 0.2
"""Seconds after those within which a blow falls."""
_PATIENCE = 600.0
"""Seconds within which shared lessons have to end."""


@dataclass
class Report:
    """What came of the blows."""

    what: str
    blows: int = 0
    acknowledged: int = 0
    lost: list[str] = field(default_factory=list)
    """Whatever was lost, changed, doubled or reordered, and every answer that no page expects; empty is what we promise."""
    waited: list[float] = field(default_factory=list)
    """Seconds after each start until somebody had their page."""

    def __str__(self) -> str:
        """Return the one line for the record."""
        pages = f", a page {median(self.waited):.2f} s after a start, at most {max(self.waited):.2f} s" if self.waited else ""
        return (
            f"lessons, {self.what}: {self.blows:,} at random moments, {self.acknowledged:,} acknowledged, "
            f"{len(self.lost)} lost, changed, doubled or reordered{pages}"
        )


def entries_of(place: str, lesson: str) -> tuple[LessonEntry, ...]:
    """Return the log of a lesson that opens whole, in a place that is sound.

    Raises:
        RuntimeError: the place is damaged.

    """
    with open_log(open_at(place)) as log:
        found = log.faults()
        if found:
            message = f"{place} is damaged: {found}"
            raise RuntimeError(message)
        LiveLesson(Archive(log, log.lessons()), opened().machine, lesson, str)
        return log.lessons().read(lesson)


def status(port: int, path: str, form: dict[str, str] | None = None) -> int:
    """Return how a server answers; 0 when it does not."""
    caller = Caller("", [port], "", random.Random(1))
    answer, _ = caller.ask(path, form)
    caller.leave()
    return answer


def see(lesson: str, child: Child) -> float:
    """Return how many seconds it takes until somebody has their page."""
    began = time.monotonic()
    caller = Caller(lesson, [child.port], f"seat-{lesson}=token of P1", random.Random(1))
    while caller.ask(f"/s/{lesson}/")[0] != 200:
        time.sleep(0.005)
    caller.leave()
    return time.monotonic() - began


def kill(place: str, blows: int, seed: int = 1, pause: float = 0.02) -> Report:
    """Kill the one server of a lesson again and again while eight people submit.

    Args:
        place: a file that is not there yet, or the address of an empty database.
        blows: how often.
        seed: from which the moments follow.
        pause: seconds between two submissions of one person.

    """
    report = Report("server killed")
    drawn = random.Random(seed)
    with Nursery() as nursery:
        order = Order(place, free_port())
        for batch in _batches(blows):
            lesson = _next(place, seed, report)
            child = nursery.start(order)
            with Crowd(lesson, [order.port], pause=pause) as crowd:
                for _ in range(batch):
                    _let(crowd, drawn)
                    child.kill()
                    began = time.monotonic()
                    child = nursery.start(order)
                    see(lesson, child)
                    report.waited.append(time.monotonic() - began)
                    report.blows += 1
            child.kill()
            _compare(place, crowd, report)
    return report


def strike(what: str, place: str, blows: int, blow: Callable[[], None], seed: int = 1) -> Report:
    """Strike at what one server depends on, again and again, and let it recover by itself.

    Args:
        what: is struck.
        place: the address of an empty database.
        blows: how often.
        blow: what is done.
        seed: from which the moments follow.

    """
    report = Report(what)
    drawn = random.Random(seed)
    with Nursery() as nursery:
        for batch in _batches(blows):
            lesson = _next(place, seed, report)
            child = nursery.start(Order(place, free_port()))
            with Crowd(lesson, [child.port], pause=0.02) as crowd:
                for _ in range(batch):
                    _let(crowd, drawn)
                    blow()
                    report.blows += 1
                wait_for(crowd, 1)
            child.kill()
            _compare(place, crowd, report)
    return report


def share(place: str, lessons: int, every: float, seed: int = 1, pause: float = 0.05) -> Report:
    """Let two servers serve the lessons of one database, and kill one after the other until every play has ended.

    Args:
        place: the address of an empty database.
        lessons: how many, of eight people each.
        every: seconds from one kill to the next.
        seed: from which the names follow.
        pause: seconds between two submissions of one person.

    """
    report = Report(f"{lessons} lessons on two servers, one of which is killed every {every:g} s")
    names = [f"shared-{seed % 100 * 1000 + number}" for number in range(lessons)]
    for name in names:
        begin(place, name)
    with Nursery() as nursery, ExitStack() as stack:
        children = [nursery.start(Order(place, free_port())) for _ in range(2)]
        crowds = [stack.enter_context(Crowd(name, [child.port for child in children], ends=True, pause=pause)) for name in names]
        end = time.monotonic() + _PATIENCE
        while not all(crowd.over for crowd in crowds):
            if time.monotonic() > end:
                report.lost += [f"{crowd.lesson}: its play did not end" for crowd in crowds if not crowd.over]
                break
            time.sleep(every)
            which = report.blows % 2
            children[which].kill()
            began = time.monotonic()
            children[which] = nursery.start(children[which].order)
            see(names[0], children[which])
            report.waited.append(time.monotonic() - began)
            report.blows += 1
        stack.close()
        for child in children:
            child.kill()
    for crowd in crowds:
        _compare(place, crowd, report)
    return report


def _batches(blows: int) -> Sequence[int]:
    return [min(EACH, blows - first) for first in range(0, blows, EACH)]


def _next(place: str, seed: int, report: Report) -> str:
    """Begin another lesson in the same place."""
    lesson = f"killed-{seed % 100 * 1000 + report.blows // EACH + 1}"
    begin(place, lesson)
    return lesson


def _let(crowd: Crowd, drawn: random.Random) -> None:
    """Let people submit for a while, after which a blow falls."""
    wait_for(crowd, LEAST)
    time.sleep(drawn.uniform(0, _WITHIN))


def _compare(place: str, crowd: Crowd, report: Report) -> None:
    report.acknowledged += crowd.acknowledged
    report.lost += faults(crowd, entries_of(place, crowd.lesson))
