"""Opening spoilt scenarios again and again: the reader answers with its own errors, each with a place, and soon."""

import gc
import time
from dataclasses import dataclass
from pathlib import Path

from sim.errors import InvalidScenario
from sim.library import data_folder, open_scenario
from sim.model.codes import PROBLEMS
from tests.fuzz.mutate import Files, bent, files_of, spoilt

ROOT = Path(__file__).parent.parent.parent
SECOND = 1.0
"""How long one answer may take, in seconds of the processor."""


@dataclass(slots=True)
class Report:
    """What came of a run."""

    folders: int = 0
    """How many spoilt scenarios were opened."""
    good: int = 0
    """How many of them could still be played."""
    codes: frozenset[str] = frozenset()
    """The kinds of problems that were found."""
    slowest: float = 0.0
    """The longest answer, in seconds of the processor."""
    wrong: tuple[str, ...] = ()
    """What should not have happened, with the seed that repeats it."""

    def __str__(self) -> str:
        """One line for the record."""
        return (
            f"fuzz: {self.folders} spoilt scenarios opened, {self.good} still good, {len(self.codes)} kinds of problems, "
            f"slowest {self.slowest * 1000:.0f} ms, {len(self.wrong)} answers that were not ours"
        )


def fuzz(where: Path, seconds: float, first: int = 1, most: int = 10_000_000) -> Report:
    """Open spoilt scenarios for so many seconds, or so many of them.

    Args:
        where: an empty folder to make them in.
        seconds: after how long no other is begun.
        first: the first seed; the others follow.
        most: how many are opened, at most.

    """
    report = Report()
    begins = [files_of(ROOT / "tests" / "bad" / "good"), files_of(data_folder() / "scenarios" / "tutorial")]
    until = time.monotonic() + seconds
    for seed in range(first, first + most):
        if time.monotonic() > until:
            break
        files = begins[seed % len(begins)]
        _open(_written(where / "spoilt", bent(files, seed) if seed % 3 else spoilt(files, seed)), seed, report)
    return report


def _written(folder: Path, files: Files) -> Path:
    """Make a folder hold these files and no others."""
    for file in [file for file in folder.rglob("*") if file.is_file()]:
        if str(file.relative_to(folder)) not in files:
            file.unlink()
    for name, data in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        if not file.is_file() or file.read_bytes() != data:
            file.write_bytes(data)
    return folder


def _open(folder: Path, seed: int, report: Report) -> None:
    gc.disable()  # what other tests of this process have left is not to be cleared away on a reader's account
    started = time.thread_time()
    try:
        open_scenario(str(folder))
        report.good += 1
    except InvalidScenario as error:
        report.codes |= {problem.code for problem in error.problems}
        report.wrong += tuple(f"seed {seed}: {line}" for line in _strange(error))
    except Exception as error:  # noqa: BLE001 -- the one thing that must not happen, whatever it is
        report.wrong += (f"seed {seed}: {type(error).__name__}: {error}",)
    took = time.thread_time() - started
    gc.enable()
    if took > SECOND:
        report.wrong += (f"seed {seed}: took {took:.1f} s",)
    report.slowest = max(report.slowest, took)
    report.folders += 1


def _strange(error: InvalidScenario) -> list[str]:
    """Return the messages that no reader should give: of no known kind, without a place, or with what cannot be printed."""
    unknown = [str(problem) for problem in error.problems if problem.code not in PROBLEMS]
    nowhere = [str(problem) for problem in error.problems if problem.file and not (problem.line > 0 and problem.column > 0)]
    unseen = [ascii(str(problem)) for problem in error.problems if not str(problem).isprintable()]
    return [*unknown, *nowhere, *unseen] if error.problems else ["no problem was named"]
