"""Killing a play at a random moment, and looking what is left of it.

A process plays and says what it shows (`player`); it gets SIGKILL, which no process can catch. Then its log must hold every step that was
shown, unchanged, and the next process goes on with the same session.
"""

import random
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from sim.engine.session import Session
from sim.store.sqlite import SqliteLog
from tests.long.player import marks
from tests.store.keeping import MACHINE

ROOT = Path(__file__).resolve().parent.parent.parent
_EACH = 10
"""Kills of one session, before the next one is begun in the same file."""
LEAST = 9
"""Steps that a play shows before it may be killed, so that a slow computer is tried as hard as a fast one."""
_LATEST = 0.25
"""Seconds after those within which it is killed."""


@dataclass
class Report:
    """What was killed and what was left."""

    kills: int = 0
    shown: int = 0
    """Steps that were shown before a kill."""
    beyond: int = 0
    """Kills that fell between keeping a step and showing it."""
    lost: list[str] = field(default_factory=list)
    """Whatever a log did not hold although it was shown, or held otherwise; empty is what we promise."""

    def __str__(self) -> str:
        """Return the one line for the record."""
        return (
            f"kills: {self.kills} at random moments, {self.shown:,} steps shown, {len(self.lost)} lost or changed, "
            f"{self.beyond} kept but not yet shown"
        )


def kill(path: Path, count: int, seed: int = 1) -> Report:
    """Kill a play so many times.

    Args:
        path: where the file of sessions is made.
        count: how many kills.
        seed: from which the moments and the choices follow.

    """
    dice = random.Random(seed)
    report = Report()
    for number in range(count):
        name = f"killed-{number // _EACH}"
        said = _killed(path, name, dice)
        report.kills += 1
        report.shown += len(said)
        _inspect(path, name, said, report)
    return report


def _killed(path: Path, name: str, dice: random.Random) -> list[tuple[int, str]]:
    """Let a process play, kill it, and return what it had shown: entries and digest of each step."""
    command = [sys.executable, "-m", "tests.long.player", str(path), name, str(dice.randrange(10**9))]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as player:
        if player.stdout is None:
            message = "a pipe was asked for"
            raise RuntimeError(message)
        first = "".join(player.stdout.readline() for _ in range(LEAST))
        time.sleep(dice.uniform(0, _LATEST))
        player.kill()
        rest = player.stdout.read()
    lines = [line.split() for line in (first + rest).split("\n")[:-1]]  # a line without its line feed was not shown whole
    return [(int(count), mark) for count, mark in lines]


def _inspect(path: Path, name: str, said: list[tuple[int, str]], report: Report) -> None:
    """Compare what was shown with what the log holds, the way a person would resume it."""
    with SqliteLog(path) as log:
        entries = log.read(name)
        report.lost += log.faults()
    kept = marks(entries)
    for count, mark in said:
        if kept[count - 1 : count] != [mark]:
            report.lost.append(f"{name}: entry {count} was shown, but the log has {len(entries)} entries, or others")
    report.beyond += len(entries) > said[-1][0]
    Session.open(MACHINE, entries)
