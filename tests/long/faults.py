"""A disk that fails: every kind of call that reaches it is refused from some moment on, and what was shown is compared with what is kept.

The operating system itself refuses, by `strace`, which has to be installed; the player is the program as it is.
"""

import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from sim.store.sqlite import SqliteLog
from tests.long.player import marks

ROOT = Path(__file__).resolve().parent.parent.parent
FAULTS = (("fdatasync", "EIO"), ("pwrite64", "EIO"), ("pwrite64", "ENOSPC"))
_STEPS = 60


@dataclass
class Report:
    """What was refused and what was left."""

    runs: int = 0
    refused: int = 0
    """Runs that ended with a refusal in words."""
    shown: int = 0
    lost: list[str] = field(default_factory=list)
    """Whatever a log did not hold although it was shown, and every end other than a refusal in words; empty is what we promise."""

    def __str__(self) -> str:
        """Return the one line for the record."""
        return (
            f"faults: {self.runs} runs with EIO or ENOSPC from a given call on, {self.refused} refused in words, "
            f"{self.shown:,} steps shown, {len(self.lost)} lost or changed"
        )


def fail(folder: Path, count: int) -> Report:
    """Let the disk fail in so many runs, each a little later than the one before."""
    if shutil.which("strace") is None:
        message = "strace is not installed, and only it can make the disk fail"
        raise RuntimeError(message)
    report = Report()
    for number in range(count):
        call, error = FAULTS[number % len(FAULTS)]
        path = folder / f"{number}.db"
        with SqliteLog(path):
            pass  # the file is there before the disk goes bad
        _run(path, f"{call}:error={error}:when={1 + 3 * (number // len(FAULTS))}+", report)
    return report


def _run(path: Path, fault: str, report: Report) -> None:
    player = [sys.executable, "-m", "tests.long.player", str(path), "failing", "1", str(_STEPS)]
    done = subprocess.run(
        ["strace", "-f", "-qq", "-o", "/dev/null", "-P", str(path), "-P", f"{path}-wal", "-e", f"inject={fault}", *player],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )
    said = [line.split() for line in done.stdout.split("\n")[:-1]]
    report.runs += 1
    report.shown += len(said)
    if done.returncode and "StorageFailed" in done.stderr:
        report.refused += 1
    elif done.returncode:
        report.lost.append(f"{fault}: {done.stderr.splitlines()[-1] if done.stderr else done.returncode}")
    with SqliteLog(path) as log:
        entries = log.read("failing") if log.sessions() else ()
        report.lost += log.faults()
    kept = marks(entries)
    report.lost += [f"{fault}: entry {count} was shown" for count, mark in said if kept[int(count) - 1 : int(count)] != [mark]]
