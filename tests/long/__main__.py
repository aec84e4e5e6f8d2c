"""Long runs: `python -m tests.long kills --count 200`. Each prints one line for the record in docs/explanation/reliability.md.

The exit code is 1 when something was lost.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from tests.long import commands, dropouts, faults, kernel, kills, lessons, mutants, soak
from tests.simulation.many import play_many


class Report(Protocol):
    """What a run gives: its text is the line for the record."""

    @property
    def lost(self) -> list[str]:
        """Whatever was lost; empty is what we promise."""
        ...


RUNS: dict[str, Callable[[Path, int, int], Report]] = {
    "commands": commands.kill,
    "kills": lambda path, count, seed: kills.kill(path / "sessions.db", count, seed),
    "faults": lambda path, count, _: faults.fail(path, count),
    "lessons": lessons.kill,
    "lesson-faults": lambda path, count, _: lessons.fail(path, count),
    "lesson-fills": lambda path, count, _: lessons.fill(path, count),
    "lesson-cuts": lessons.cut,
    "lesson-jumps": lambda path, count, _: lessons.jump(path, count),
    "lesson-consoles": lessons.lead,
    "lesson-copies": lambda path, count, _: lessons.copy(path, count),
    "lesson-repeats": lambda _, count, seed: lessons.repeat(count, seed),
    "lesson-slow": lambda path, count, _: lessons.slow(path, count),
    "simulate": lambda _, count, seed: play_many(seed, count),
    "dropouts": lambda _, count, seed: dropouts.drop_out(count, seed),
    "soak": lambda path, count, _: soak.soak(path, count),
    "mutants": lambda _, count, seed: mutants.mutate(count, seed),
    "kernel": lambda _, count, seed: kernel.hold(count, seed),
}
"""Each run by its name: given an empty folder, how many times, and a seed."""


def main() -> int:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.long", description="Run what is too long for every change.")
    parser.add_argument("what", choices=[*RUNS])
    parser.add_argument("--count", type=int, default=200, help="how many times; minutes of a soak")
    parser.add_argument("--seed", type=int, default=1, help="from which the random moments follow")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        report = RUNS[asked.what](Path(folder), asked.count, asked.seed)
    sys.stdout.write("".join(f"{line}\n" for line in (*report.lost, report)))
    return 1 if report.lost else 0


if __name__ == "__main__":
    sys.exit(main())
