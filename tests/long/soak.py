"""A lesson that lasts for hours: what its server holds of memory and open files after the first third is what it holds in the end.

The server is `sim host` as it is, started again three times in the first third; everybody has a page open that listens.
"""

from __future__ import annotations

import http.client
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from tests.classroom.faults.killing import entries_of
from tests.classroom.faults.people import Crowd, begin, faults
from tests.classroom.hosted import Host
from tests.classroom.taught import KEY

PEOPLE = 50
EVERY = 3.0
"""Seconds from one submission to the next, whoever makes it."""
_RESTARTS = 3
_LESSON = "soak-1"
_GROWS = 10.0
"""MiB that the server may grow by after the first third."""
_FILES = 10
"""Open files by which it may differ: connections between two questions of a phone come and go."""
_LOOK = 5.0
"""Seconds from one look at the server to the next."""
_WAITS = 90.0
"""Seconds after which a page that has heard nothing opens its stream anew."""


@dataclass(frozen=True, slots=True)
class Sample:
    """What the server held at a moment."""

    memory: float
    """MiB."""
    files: int


@dataclass
class Report:
    """What hours of a lesson came to."""

    minutes: int
    restarts: int = 0
    acknowledged: int = 0
    samples: list[Sample] = field(default_factory=list)
    """After the first third, the earliest first."""
    wrong: list[str] = field(default_factory=list)
    """Whatever was lost, changed, doubled or reordered."""

    @property
    def lost(self) -> list[str]:
        """What was lost, and what grew; empty is what we promise."""
        first, last = self._ends()
        said = [*self.wrong]
        said += [f"grew from {first.memory:.1f} to {last.memory:.1f} MiB"] if last.memory - first.memory > _GROWS else []
        said += [f"{first.files} open files became {last.files}"] if abs(last.files - first.files) > _FILES else []
        return said

    def __str__(self) -> str:
        """Return the one line for the record."""
        first, last = self._ends()
        return (
            f"soak: {self.minutes} minutes, {PEOPLE} people, {self.restarts} restarts, {self.acknowledged:,} acknowledged, "
            f"{len(self.wrong)} lost, changed, doubled or reordered; after the first third {first.memory:.1f} MiB and {first.files} open "
            f"files, in the end {last.memory:.1f} MiB and {last.files}"
        )

    def _ends(self) -> tuple[Sample, Sample]:
        """Return what the server usually held at the beginning and in the end of what was looked at."""
        tenth = max(1, len(self.samples) // 10)
        return _usual(self.samples[:tenth]), _usual(self.samples[-tenth:])


def soak(folder: Path, minutes: int) -> Report:
    """Let people submit for so many minutes, each with a page open, and look at the server."""
    begin(str(folder / "sessions.db"), _LESSON, PEOPLE)
    host = Host(folder, (), lesson=_LESSON, key=KEY, data=folder)
    report, third = Report(minutes), minutes * 20.0
    host.start()
    try:
        with Crowd(_LESSON, [host.port], PEOPLE, pause=EVERY * PEOPLE) as crowd, _listening(host.port):
            for _ in range(_RESTARTS):
                time.sleep(third / (_RESTARTS + 1))
                host.kill()
                host.start()
                report.restarts += 1
            time.sleep(third / (_RESTARTS + 1))
            end = time.monotonic() + 2 * third
            while time.monotonic() < end:
                report.samples.append(_sample(host.pid))
                time.sleep(_LOOK)
    finally:
        host.kill()
    report.acknowledged = crowd.acknowledged
    report.wrong = faults(crowd, entries_of(str(folder / "sessions.db"), _LESSON))
    return report


@contextmanager
def _listening(port: int) -> Iterator[None]:
    """Let everybody have a page open, which opens its stream anew when the server was away."""
    stop = threading.Event()
    with ExitStack() as stack:
        for seat in range(1, PEOPLE + 1):
            thread = threading.Thread(target=_listen, args=(port, seat, stop), daemon=True)
            thread.start()
            stack.callback(thread.join, _WAITS)
        stack.callback(stop.set)
        yield


def _listen(port: int, seat: int, stop: threading.Event) -> None:
    while not stop.wait(1.0):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_WAITS)
        try:
            connection.request("GET", f"/s/{_LESSON}/events", headers={"Cookie": f"seat-{_LESSON}=token of P{seat}"})
            with connection.getresponse() as answer:
                while answer.readline() and not stop.is_set():
                    pass
        except (OSError, http.client.HTTPException):
            continue
        finally:
            connection.close()


def _sample(pid: int) -> Sample:
    lines = Path(f"/proc/{pid}/status").read_text("ascii").splitlines()
    memory = next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))
    return Sample(memory, sum(1 for _ in Path(f"/proc/{pid}/fd").iterdir()))


def _usual(samples: list[Sample]) -> Sample:
    return Sample(median(one.memory for one in samples), round(median(one.files for one in samples)))
