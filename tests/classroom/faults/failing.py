"""A disk that fails, fills up or dawdles under a served lesson: what people are told, and what is kept."""

from __future__ import annotations

import http.client
import random
import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.classroom.faults.killing import entries_of, status
from tests.classroom.faults.people import Caller, Crowd, begin, faults
from tests.classroom.nursery import Child, Nursery, Order, free_port
from tests.store.faulty import EIO_WRITE, FULL, Plan

_TOLD = b"cannot keep anything at the moment"
_PATIENCE = 60.0
"""Seconds within which the disk has to fail and everybody has to know."""
_MEGABYTE = 1 << 20
_SEAT = 8
"""Whose stream is listened to."""


@dataclass
class Report:
    """What failed and what was left."""

    what: str
    runs: int = 0
    acknowledged: int = 0
    refused: int = 0
    """Submissions that were answered with 503."""
    lost: list[str] = field(default_factory=list)
    """Whatever was lost, changed, doubled or reordered, and whatever people were not told; empty is what we promise."""

    def __str__(self) -> str:
        """Return the one line for the record."""
        return (
            f"lessons, {self.what}: {self.runs} times, {self.acknowledged:,} acknowledged, {self.refused:,} refused in words, "
            f"{len(self.lost)} lost, changed or untold"
        )


@dataclass
class Slow:
    """How long people waited for a slow disk."""

    seconds: float
    """That each synchronisation took."""
    people: int
    took: list[float]
    """Seconds until each acknowledgement, the fastest first."""
    lost: list[str]
    """Whatever was lost, and whoever was refused or not answered."""

    @property
    def most(self) -> float:
        """Seconds within which 99 of 100 acknowledgements came."""
        return self.took[len(self.took) * 99 // 100]

    def __str__(self) -> str:
        """Return the one line for the record."""
        return (
            f"lessons, slow disk: {self.people} people, {self.seconds * 1000:.0f} ms for each synchronisation: "
            f"{len(self.took):,} acknowledged, 99 of 100 within {self.most:.2f} s, {len(self.lost)} lost or not answered"
        )


def points(count: int) -> list[Plan]:
    """Return so many ways in which a disk fails, each a little later than the one before it."""
    plans = []
    for number in range(count):
        after = 2 * (number // 4) + number % 3
        plans.append(
            (
                Plan(fails="write", after=5 * after, code=EIO_WRITE),
                Plan(fails="write", after=5 * after, code=FULL),
                Plan(fails="sync", after=after),
                Plan(fails="sync", after=after, times=1, commits=True),
            )[number % 4]
        )
    return plans


def fail(folder: Path, plans: Sequence[Plan]) -> Report:
    """Let a disk fail in each of these ways under a lesson in which eight people submit."""
    report = Report("disk fails")
    with Nursery() as nursery:
        for number, plan in enumerate(plans, 1):
            _fail(nursery, str(folder / f"{number}.db"), plan, report)
    return report


def fill(folder: Path, fills: int) -> Report:
    """Let a disk of four megabytes fill up under a lesson, and make it larger again, so many times."""
    report = Report("")
    with Nursery() as nursery:
        for number in range(1, fills + 1):
            place = folder / str(number)
            place.mkdir()
            with _small(place) as (what, plan, enlarge):
                report.what = what
                _fail(nursery, str(place / "sessions.db"), plan, report, enlarge)
    return report


def slow(folder: Path, seconds: float, people: int, lasting: float) -> Slow:
    """Let each synchronisation take so long while people submit every three seconds or so."""
    place, lesson = str(folder / "sessions.db"), "slow-1"
    begin(place, lesson, people)
    with Nursery() as nursery:
        child = nursery.start(Order(place, free_port(), Plan(slow=seconds).written()))
        with Crowd(lesson, [child.port], people, pause=3.0) as crowd:
            time.sleep(lasting)
        child.kill()
    lost = faults(crowd, entries_of(place, lesson)) + [f"P{one.seat}: {one.refused}" for one in crowd.people if one.refused]
    return Slow(seconds, people, sorted(took for one in crowd.people for took in one.took), lost)


def _fail(nursery: Nursery, place: str, plan: Plan, report: Report, enlarge: list[str] | None = None) -> None:
    lesson = "failing-1"
    begin(place, lesson)
    child = nursery.start(Order(place, free_port(), plan.written()))
    listener = Listener(lesson, child.port)
    with Crowd(lesson, [child.port]) as crowd:
        if not until_failed(child):
            report.lost.append(f"{plan}: the server noticed nothing")
        report.lost += [f"{plan}: {what}" for what in _untold(lesson, child, listener)]
        if not _falls_silent(crowd):
            report.lost.append(f"{plan}: the server acknowledged after it had failed")
    child.kill()
    report.runs += 1
    report.acknowledged += crowd.acknowledged
    report.refused += sum(person.refused[503] for person in crowd.people)
    if enlarge:
        subprocess.run(enlarge, check=True)
    report.lost += [f"{plan}: {what}" for what in faults(crowd, entries_of(place, lesson))]
    _goes_on(nursery, place, lesson, report)


def _goes_on(nursery: Nursery, place: str, lesson: str, report: Report) -> None:
    """Check that all is well again on a disk that is."""
    child = nursery.start(Order(place, free_port()))
    caller = Caller(lesson, [child.port], f"seat-{lesson}=token of P1", random.Random(1))
    answer = caller.ask(f"/s/{lesson}/speak", {"to": "", "words": "again", "key": "again-again"})[0]
    if answer != 200:
        report.lost.append(f"{place}: {answer} after a new start on a good disk")
    caller.leave()
    child.kill()


def _falls_silent(crowd: Crowd) -> bool:
    """Tell whether nobody is acknowledged any more; somebody may hear late of what was kept before the disk failed."""
    for _ in range(5):
        known = crowd.acknowledged
        time.sleep(0.1)
        if crowd.acknowledged == known:
            return True
    return False


def until_failed(child: Child) -> bool:
    """Wait until a server knows that its disk has failed; tell whether it does."""
    end = time.monotonic() + _PATIENCE
    while status(child.port, "/health") != 503:
        if time.monotonic() > end:
            return False
        time.sleep(0.01)
    return True


def _untold(lesson: str, child: Child, listener: Listener) -> list[str]:
    """Return who was not told that nothing can be kept, and what can no longer be read."""
    said = []
    caller = Caller(lesson, [child.port], f"seat-{lesson}=token of P1", random.Random(1))
    status, page = caller.ask(f"/s/{lesson}/")
    if status != 200 or _TOLD not in page:
        said.append(f"a page answers {status} and {'tells' if _TOLD in page else 'does not tell'}")
    status, answer = caller.ask(f"/s/{lesson}/speak", {"to": "", "words": "too late", "key": "much-too-late"})
    if status != 503 or b'"code"' not in answer:
        said.append(f"a submission is answered with {status}")
    caller.leave()
    if not listener.told.wait(_PATIENCE):
        said.append("an open page was not told")
    return said


class Listener:
    """A page that is open, and waits for what its stream brings."""

    def __init__(self, lesson: str, port: int) -> None:
        """Open the stream of a seat."""
        self.told = threading.Event()
        """Set once the page tells that nothing can be kept."""
        self._open = http.client.HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
        self._open.request("GET", f"/s/{lesson}/events", headers={"Cookie": f"seat-{lesson}=token of P{_SEAT}"})
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def _listen(self) -> None:
        with self._open.getresponse() as answer:
            try:
                while line := answer.readline():
                    if _TOLD in line:
                        self.told.set()
                        return
            except (OSError, http.client.HTTPException):
                return
            finally:
                self._open.close()


@contextmanager
def _small(folder: Path) -> Iterator[tuple[str, Plan, list[str]]]:
    """Make a disk of four megabytes; give what it is, how it behaves, and the command that enlarges it.

    Where nobody may make a file system, our own disk counts bytes, and the next one does not.
    """
    command = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(folder)]
    if subprocess.run(command, check=False, capture_output=True).returncode:
        yield "disk full by a count of bytes", Plan(room=4 * _MEGABYTE), []
        return
    try:
        yield "disk full", Plan(), ["mount", "-o", "remount,size=64m", str(folder)]
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)
