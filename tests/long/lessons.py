"""Lessons that are served, in long runs on one file: servers killed, disks that fail or fill up, and power cuts.

Each gives a report with one line for the record, and with whatever was lost.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tests.classroom.faults import consoles, copying, cutting, failing, jumping, killing, repeating

_CUTS = 5_000
"""Power cuts of one recording."""
_REPEATED = 500
"""Lessons of repeated submissions in one file."""


def kill(folder: Path, count: int, seed: int) -> killing.Report:
    """Kill a server so many times."""
    return killing.kill(str(folder / "sessions.db"), count, seed)


def fail(folder: Path, count: int) -> failing.Report:
    """Let a disk fail in so many ways."""
    return failing.fail(folder, failing.points(count))


def jump(folder: Path, count: int) -> jumping.Report:
    """Let the computer's clock jump so many times."""
    return jumping.jump(folder, count)


def lead(folder: Path, count: int, seed: int) -> consoles.Report:
    """Give so many orders from several consoles at once."""
    return consoles.lead_together(folder, count, seed)


def copy(folder: Path, count: int) -> copying.Report:
    """Make so many copies while people submit."""
    return copying.copy_meanwhile(folder, count)


def repeat(count: int, seed: int) -> repeating.Report:
    """Repeat submissions in so many lessons."""
    report = repeating.Report()
    for first in range(0, count, _REPEATED):
        one = repeating.repeat(min(_REPEATED, count - first), seed + first)
        report.lessons += one.lessons
        report.lost += one.lost
    return report


def fill(folder: Path, count: int) -> failing.Report:
    """Let a disk fill up so many times."""
    return failing.fill(folder, count)


@dataclass
class Slow:
    """What slow disks cost."""

    runs: list[failing.Slow]

    @property
    def lost(self) -> list[str]:
        """Whatever was lost, and whoever was refused or not answered."""
        return [line for run in self.runs for line in run.lost]

    def __str__(self) -> str:
        """Return one line for each run."""
        return "\n".join(str(run) for run in self.runs)


def slow(folder: Path, count: int) -> Slow:
    """Let a disk take 20 ms and then 200 ms for each synchronisation, for half a minute, so many times."""
    runs = []
    for number in range(2 * count):
        place = folder / str(number)
        place.mkdir()
        runs.append(failing.slow(place, (0.02, 0.2)[number % 2], 100, 30.0))
    return Slow(runs)


def cut(folder: Path, count: int, seed: int) -> cutting.Report:
    """Cut the current so many times, in several lessons."""
    report = cutting.Report()
    for first in range(0, count, _CUTS):
        place = folder / str(first)
        place.mkdir()
        recording = cutting.record(place, 3.0)
        one = cutting.cut(recording, min(_CUTS, count - first), seed + first)
        report.cuts += one.cuts
        report.done += one.done
        report.acknowledged += one.acknowledged
        report.losing += one.losing
        report.lost += one.lost
    return report
