"""Copies that are made while a class submits, and that somebody goes on with elsewhere."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass, field
from pathlib import Path

from sim.store.copying import copy_file
from tests.classroom.faults.killing import entries_of
from tests.classroom.faults.people import Caller, Crowd, begin, faults, wait_for
from tests.classroom.nursery import Nursery, Order, free_port

PEOPLE = 20
LEAST = 5
"""Acknowledgements between two copies."""
_EACH = 5
"""Copies of one lesson."""


@dataclass
class Report:
    """What the copies held."""

    copies: int = 0
    acknowledged: int = 0
    lost: list[str] = field(default_factory=list)
    """Whatever was lost, and every copy that is not the beginning of its log, or that nobody can go on with; empty is what we promise."""

    def __str__(self) -> str:
        """Return the one line for the record."""
        return (
            f"lessons, copies: {self.copies} made while {PEOPLE} people submit, each served again, {self.acknowledged:,} acknowledged, "
            f"{len(self.lost)} not whole, not the beginning of the log, or not to be gone on with"
        )


def copy_meanwhile(folder: Path, copies: int) -> Report:
    """Make so many copies while people submit, and go on with each in another place."""
    report = Report()
    with Nursery() as nursery:
        for number in range(0, copies, _EACH):
            place = folder / str(number)
            place.mkdir()
            _copy(nursery, place, f"copied-{number // _EACH + 1}", min(_EACH, copies - number), report)
    return report


def _copy(nursery: Nursery, folder: Path, lesson: str, copies: int, report: Report) -> None:
    place, known, made = str(folder / "sessions.db"), [], [folder / f"{number}.db" for number in range(copies)]
    begin(place, lesson, PEOPLE)
    child = nursery.start(Order(place, free_port()))
    with Crowd(lesson, [child.port], PEOPLE) as crowd:
        for copy in made:
            time.sleep(0.2)
            wait_for(crowd, LEAST)
            known.append(crowd.acknowledged)
            copy_file(folder / "sessions.db", copy)
    child.kill()
    log = entries_of(place, lesson)
    report.lost += faults(crowd, log)
    report.acknowledged += crowd.acknowledged
    report.copies += copies
    for copy, count in zip(made, known, strict=True):
        found = entries_of(str(copy), lesson)
        report.lost += [] if found == log[: len(found)] else [f"{copy}: another log"]
        report.lost += [] if len(found) >= count else [f"{copy}: {count} had been acknowledged, {len(found)} are there"]
        report.lost += [] if _goes_on(nursery, str(copy), lesson) else [f"{copy}: nobody can go on with it"]


def _goes_on(nursery: Nursery, place: str, lesson: str) -> bool:
    child = nursery.start(Order(place, free_port()))
    caller = Caller(lesson, [child.port], f"seat-{lesson}=token of P1", random.Random(1))
    answers = [caller.ask(f"/s/{lesson}/")[0], caller.ask(f"/s/{lesson}/speak", {"to": "", "words": "again", "key": "again-again"})[0]]
    caller.leave()
    child.kill()
    return answers == [200, 200]
