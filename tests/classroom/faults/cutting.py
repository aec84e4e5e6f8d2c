"""Power cuts under a served lesson, modelled: whatever people were told is kept has to be on every disk that a cut may leave."""

from __future__ import annotations

import itertools
import sqlite3
import time
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from sim.model.lesson import LessonEntry
from tests.classroom.faults.failing import until_failed
from tests.classroom.faults.killing import entries_of
from tests.classroom.faults.people import Crowd, begin, faults, wait_for
from tests.classroom.nursery import Nursery, Order, free_port
from tests.store.faulty import Done, Plan, recorded
from tests.store.power import cuts, files_in, lay, light_folder

_WHOLE = 50
"""After so many cuts one is opened as the program opens it, and the lesson replayed."""
_LESSON = "cut-1"
LEAST = 200
"""Acknowledgements of a recording on a disk that does not fail."""


@dataclass(frozen=True)
class Recording:
    """A lesson that was served, and all that was done to its disk."""

    before: dict[str, bytes]
    record: list[Done]
    log: tuple[LessonEntry, ...]
    """As it was in the end."""
    told: list[tuple[int, int]]
    """At which moment how many entries of the log were known to be kept, the earliest first."""


@dataclass
class Report:
    """What was left after the cuts."""

    cuts: int = 0
    done: int = 0
    """Writes, synchronisations and the like among which they fell."""
    acknowledged: int = 0
    losing: int = 0
    """Cuts after which something was missing that had been acknowledged."""
    lost: list[str] = field(default_factory=list)
    """Whatever was lost, changed or damaged; empty is what we promise."""

    def __str__(self) -> str:
        """Return the one line for the record."""
        return (
            f"lessons, power cut: {self.cuts:,} cuts of {self.done:,} calls that reached the disk, {self.acknowledged:,} acknowledged, "
            f"{self.losing} cuts lost something, {len(self.lost)} findings"
        )


def record(folder: Path, lasting: float, plan: Plan | None = None) -> Recording:
    """Let eight people submit for so many seconds, and record what is done to the disk.

    Args:
        folder: an empty one.
        lasting: seconds; longer, until so much is acknowledged as has to be, or the disk has failed.
        plan: how the disk fails; None: it does not.

    """
    home = folder / "home"
    home.mkdir()
    place, notes = str(home / "sessions.db"), folder / "record"
    begin(place, _LESSON)
    before = files_in(home)
    with Nursery() as nursery:
        child = nursery.start(Order(place, free_port(), (plan or Plan(record=str(notes))).written()))
        with Crowd(_LESSON, [child.port]) as crowd:
            time.sleep(lasting)
            if plan is None:
                wait_for(crowd, LEAST - crowd.acknowledged)
            elif not until_failed(child):
                message = f"{plan}: the server noticed nothing"
                raise RuntimeError(message)
        child.kill()
    log = entries_of(place, _LESSON)
    wrong = faults(crowd, log)
    if wrong:
        raise RuntimeError(wrong)
    numbers = {entry.key: entry.number for entry in log}
    heard = sorted((one.heard, numbers[one.key]) for person in crowd.people for one in person.kept)
    highest = itertools.accumulate((number for _, number in heard), max)
    return Recording(before, [*recorded(notes)], log, [(moment, number) for (moment, _), number in zip(heard, highest, strict=True)])


def cut(recording: Recording, count: int, seed: int = 1, *, trusting: bool = False) -> Report:
    """Cut the current at so many moments of a recording, and look at what is left each time.

    Args:
        recording: of a served lesson.
        count: how many cuts.
        seed: from which the moments follow, and what is left.
        trusting: whether commits are not synchronised, to see that the model notices.

    """
    report = Report(count, len(recording.record), len(recording.told))
    bodies = [entry.model_dump_json() for entry in recording.log]
    told = iter([*recording.told, (1 << 63, 0)])
    known, (moment, number) = 0, next(told)
    with light_folder() as folder:
        path = folder / "sessions.db"
        for place, one in enumerate(cuts(recording.before, recording.record, count, seed, trusting=trusting)):
            while moment <= one.moment:
                known, (moment, number) = number, next(told)
            lay(folder, one.files)
            kept = _kept(path)
            if isinstance(kept, str):
                report.lost.append(f"cut {place}: {kept}")
            elif kept != bodies[: len(kept)]:
                report.lost.append(f"cut {place}: what is kept was never written like that")
            elif len(kept) < known:
                report.losing += 1
                report.lost.append(f"cut {place}: {known} entries had been acknowledged, {len(kept)} are kept")
            elif place % _WHOLE == 0:
                entries_of(str(path), _LESSON)
    return report


def _kept(path: Path) -> list[str] | str:
    """Return the entries that a file holds, or what is wrong with it."""
    try:
        with closing(sqlite3.connect(path)) as connection:
            ((found,), *_) = connection.execute("PRAGMA integrity_check").fetchall()
            rows = connection.execute("SELECT body FROM lesson_entry ORDER BY number").fetchall()
    except sqlite3.Error as error:
        return str(error)
    return [body for (body,) in rows] if found == "ok" else str(found)
