"""Many seeds at once, in as many processes as the computer has cores, and what they came to together.

Rule 1: a seed that breaks is told with the one command that plays it again.
"""

from __future__ import annotations

import gc
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context

from tests.simulation.world import World

_BATCH = 50
"""Seeds that a process plays before it tidies up."""


@dataclass
class Report:
    """What many runs came to."""

    seeds: int = 0
    lost: list[str] = field(default_factory=list)
    """What broke, each with its seed; empty is what we promise."""
    counts: Counter[str] = field(default_factory=Counter)

    def add(self, other: Report) -> None:
        """Add what other runs came to."""
        self.seeds += other.seeds
        self.lost += other.lost
        self.counts.update(other.counts)

    def __str__(self) -> str:
        """Return the one line for the record."""
        told = self.counts
        return (
            f"simulate: {self.seeds:,} lessons over a bad network, {told['kills']:,} servers killed, {told['commits']:,} commits, "
            f"{told['acknowledged']:,} forms acknowledged, {told['shown']:,} views shown, {told['time up']:,} turns whose time was up, "
            f"{told['another was faster']:,} commits after another server's; {len(self.lost)} broke"
        )


def play(seeds: tuple[int, ...]) -> Report:
    """Play seeds one after another."""
    made = Report()
    gc.disable()  # what a lesson leaves behind goes round in circles, and is looked for once for many
    for seed in seeds:
        report = World(seed).run()
        made.seeds += 1
        made.counts.update(report.counts)
        if report.broken:
            made.lost.append(f"{report.broken}\nto see it again: python -m tests.simulation --seed {seed}")
    gc.enable()
    gc.collect()
    return made


def play_many(first: int, count: int, processes: int = 2) -> Report:
    """Play so many seeds from the first on."""
    made = Report()
    with ProcessPoolExecutor(processes, get_context("spawn")) as pool:
        batches = [tuple(range(begun, min(begun + _BATCH, first + count))) for begun in range(first, first + count, _BATCH)]
        for report in pool.map(play, batches):
            made.add(report)
    return made
