"""A computer whose clock jumps under a lesson: what a turn's time runs by, and in which order things stand."""

from __future__ import annotations

import json
import random
import re
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import cycle, islice
from pathlib import Path

from sim.model.lesson import LessonEntry
from tests.classroom.faults.killing import entries_of
from tests.classroom.faults.people import Caller, Crowd, begin, faults
from tests.classroom.nursery import Nursery, Order, free_port
from tests.classroom.taught import KEY

EACH = 8
"""Jumps in one turn."""
SECONDS = 4
"""That the turn is given."""
_LATE = 4.0
"""Seconds after its time within which it has to be over."""
_DAY = 86_400
_LEFT = re.compile(r'data-left="(-?\d+)"')


@dataclass
class Report:
    """What came of the jumps."""

    jumps: int = 0
    turns: int = 0
    acknowledged: int = 0
    longest: float = 0.0
    """Seconds that a turn lasted, at most."""
    lost: list[str] = field(default_factory=list)
    """Whatever ended early or late, counted wrong, was lost, or stood in another order; empty is what we promise."""

    def __str__(self) -> str:
        """Return the one line for the record."""
        return (
            f"lessons, jumping clock: {self.jumps} jumps in {self.turns} turns of {SECONDS} s, the longest took {self.longest:.2f} s, "
            f"{self.acknowledged:,} acknowledged, {len(self.lost)} findings"
        )


def jump(folder: Path, jumps: int) -> Report:
    """Let the clock jump so many times, eight in each turn, while people submit."""
    report = Report()
    with Nursery() as nursery:
        for number in range(0, jumps, EACH):
            place = folder / str(number)
            place.mkdir()
            _jump(nursery, place, [*islice(_wrong(), number, min(number + EACH, jumps))], report)
    return report


def _wrong() -> Iterator[float]:
    """Yield by how many seconds the clock is wrong in turn: back, on, far back, far on, summer time, a leap second, right again."""
    now = time.time()
    last = datetime(2038, 1, 19, 3, 14, 7, tzinfo=UTC).timestamp()
    yield from cycle([-7_200.0, float(_DAY), -now, last - now, 3_600.0, -3_600.0, -1.0, 0.0])


def _jump(nursery: Nursery, place: Path, jumps: list[float], report: Report) -> None:
    log, wrong = str(place / "sessions.db"), place / "wrong"
    _set(wrong, 0.0)
    for lesson in ("clocks-1", "clocks-2"):
        begin(log, lesson)
    child = nursery.start(Order(log, free_port(), clock=str(wrong)))
    seat = Caller("clocks-1", [child.port], "seat-clocks-1=token of P1", random.Random(1))
    console = Caller("clocks-1", [child.port], f"key-clocks-1={KEY}", random.Random(1))
    began = time.monotonic()
    answers = [console.ask("/c/clocks-1/do/clock", {"seconds": str(SECONDS)})[0]]
    shown, jumping = [], threading.Thread(target=_keep_jumping, args=(wrong, jumps))
    jumping.start()
    with Crowd("clocks-2", [child.port], pause=0.05) as crowd:
        while json.loads(seat.ask("/s/clocks-1/seat.json")[1])["view"]["turn"] == 1 and time.monotonic() < began + 2 * (SECONDS + _LATE):
            shown += _LEFT.findall(seat.ask("/s/clocks-1/")[1].decode())
            time.sleep(0.1)
        lasted = time.monotonic() - began
    jumping.join()
    answers += [console.ask("/c/clocks-1/do/end", {})[0], seat.ask("/s/clocks-1/debrief")[0], console.ask("/c/clocks-1/")[0]]
    console.leave()
    seat.leave()
    child.kill()
    report.jumps += len(jumps)
    report.turns += 1
    report.longest = max(report.longest, lasted)
    report.acknowledged += crowd.acknowledged
    entries = entries_of(log, "clocks-2")
    report.lost += faults(crowd, entries)
    report.lost += [] if SECONDS <= lasted < SECONDS + _LATE else [f"a turn of {SECONDS} s took {lasted:.2f} s"]
    report.lost += _told([int(one) for one in shown], answers, entries)


def _told(left: list[int], answers: list[int], entries: tuple[LessonEntry, ...]) -> list[str]:
    """Return what people were told wrong."""
    found = [] if left == sorted(left, reverse=True) and all(0 <= one <= SECONDS for one in left) else [f"seconds left: {left}"]
    found += [] if answers == [200] * len(answers) else [f"answers: {answers}"]
    times = [entry.time for entry in entries]
    found += ["the clock did not jump"] if times == sorted(times) else []
    found += [] if [entry.number for entry in entries] == [*range(1, len(entries) + 1)] else ["entries are out of order"]
    return found


def _keep_jumping(file: Path, jumps: list[float]) -> None:
    """Let the clock jump again and again before the turn is over."""
    for by in jumps:
        _set(file, by)
        time.sleep(SECONDS / (EACH + 2))


def _set(file: Path, by: float) -> None:
    """Let the clock be wrong by so many seconds; whoever reads the file finds one number or the other."""
    draft = file.with_suffix(".draft")
    draft.write_text(str(by), encoding="utf-8")
    draft.replace(file)
