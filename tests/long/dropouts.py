"""Classes in which people drop out for good: each comes to its end all the same, and its log tells the same again."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context

from tests.properties.simulated import Simulated, holds

_BATCH = 200
"""Classes that a process plays before it tells."""
_SHARE = 0.3
"""Of the people, who leave for good."""


@dataclass
class Report:
    """What became of the classes."""

    classes: int = 0
    people: int = 0
    left: int = 0
    lost: list[str] = field(default_factory=list)
    """Every class that did not end, or whose log tells something else; empty is what we promise."""

    def __str__(self) -> str:
        """Return the one line for the record."""
        return (
            f"dropouts: {self.classes:,} classes of {self.people:,} people, of whom {self.left:,} left for good, "
            f"{len(self.lost)} did not end or tell something else"
        )


def drop_out(classes: int, seed: int) -> Report:
    """Play so many classes, from a seed on, in as many processes as the computer has cores."""
    report = Report()
    batches = [(begun, min(begun + _BATCH, seed + classes)) for begun in range(seed, seed + classes, _BATCH)]
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        for one in pool.map(_play, batches):
            report.classes += one.classes
            report.people += one.people
            report.left += one.left
            report.lost += one.lost
    return report


def _play(seeds: tuple[int, int]) -> Report:
    report = Report()
    for seed in range(*seeds):
        simulated = Simulated(seed, _SHARE)
        simulated.play()
        report.classes += 1
        report.people += len(simulated.draft.lesson.seats)
        report.left += len(simulated.lost)
        try:
            holds(simulated)
        except AssertionError as error:
            report.lost.append(f"seed {seed}: {error}")
    return report
