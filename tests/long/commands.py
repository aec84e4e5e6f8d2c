"""Killing `sim play` itself, and looking whether its log replays to the last step it showed.

The command plays in a process of its own from a script of lines, in plain mode, and gets SIGKILL at a random moment. Then the log is read
the way `sim resume` reads it. Every choice of which the person read that it is kept has to be in it, in that order, and it has to have got
as far as the last turn that was shown. Every other kill falls on a session that was resumed after the one before.
"""

import os
import random
import re
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from sim.engine.session import Session
from sim.library import OpenScenario, reopen
from sim.model.events import Chose
from sim.store.sqlite import SqliteLog

ROOT = Path(__file__).resolve().parent.parent.parent
ROLE = "belgrade"
_LINES = 400
_LATEST = 0.5
"""Seconds after its first turn within which a play is killed."""
_TURN = re.compile(r"^Turn (\d+): (.*) – ", re.MULTILINE)
_SEALED = re.compile(r"^> \d+\. (.*)\. Sealed and kept\.$", re.MULTILINE)


@dataclass
class Report:
    """What was killed and what was left."""

    kills: int = 0
    turns: int = 0
    """Turns that were shown before a kill."""
    choices: int = 0
    """Choices of which a person read that they are kept."""
    lost: list[str] = field(default_factory=list)
    """Whatever was shown and is not in the log; empty is what we promise."""

    def __str__(self) -> str:
        """Return the one line for the record."""
        return (
            f"commands: {self.kills} plays of kosovo killed at random moments, {self.turns:,} turns and {self.choices:,} sealed choices "
            f"shown, {len(self.lost)} lost"
        )


def kill(home: Path, count: int, seed: int = 1) -> Report:
    """Kill `sim play kosovo`, and `sim resume` after it, so many times in all.

    Args:
        home: a folder for the command to keep its sessions in.
        count: how many kills.
        seed: from which the moments and the scripts follow.

    """
    dice = random.Random(seed)
    report = Report()
    before = 0
    editions: dict[str, OpenScenario] = {}
    for number in range(count):
        name = f"killed-{number // 2}"
        resumed = bool(number % 2)
        shown = _killed(home, _arguments(name, dice, resumed=resumed), dice)
        with SqliteLog(_file(home)) as log:
            entries = log.read(name)
            report.lost += log.faults()
            summary = next(summary for summary in log.sessions() if summary.session == name)
            kept = log.edition(summary.whole_hash)
        if kept.whole_hash not in editions:
            editions[kept.whole_hash] = reopen(kept.scenario, kept.corpus)
        session = Session.open(editions[kept.whole_hash].machine, entries)
        before = _inspect(session, shown, before if resumed else 0, report)
    return report


def _arguments(name: str, dice: random.Random, *, resumed: bool) -> list[str]:
    if resumed:
        return ["resume", name, "--plain"]
    return ["play", "kosovo", "--role", ROLE, "--bot", "random", "--seed", str(dice.randrange(1_000)), "--name", name, "--plain"]


def _file(home: Path) -> Path:
    return next(home.rglob("sessions.db"))


def _killed(home: Path, arguments: list[str], dice: random.Random) -> str:
    """Let the command play, kill it, and return every whole line that it had written."""
    script = home / "script.txt"
    script.write_text("\n" + "".join(f"{'u' if dice.random() < 0.2 else dice.randrange(1, 4)}\n" for _ in range(_LINES)), encoding="utf-8")
    environment = {"PATH": os.environ["PATH"], "HOME": str(home), "XDG_DATA_HOME": str(home / "data"), "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "sim", *arguments]
    with (
        script.open(encoding="utf-8") as lines,
        (home / "said.txt").open("w", encoding="utf-8") as sink,
        subprocess.Popen(command, cwd=ROOT, env=environment, stdin=lines, stdout=sink, stderr=subprocess.DEVNULL) as player,
    ):
        while player.poll() is None and not _TURN.search((home / "said.txt").read_text(encoding="utf-8")):
            time.sleep(0.01)
        time.sleep(dice.uniform(0, _LATEST))
        player.kill()
    said = (home / "said.txt").read_bytes().decode(errors="ignore")
    return said[: said.rfind("\n") + 1]


def _inspect(session: Session, shown: str, before: int, report: Report) -> int:
    """Compare what was shown with the log, and return how many choices of the person it holds.

    Args:
        session: what was kept, folded.
        shown: what the person read since the process began.
        before: how many of the person's choices the log held then.
        report: gets what was found.

    """
    scenes = session.machine.plans
    labels: list[str] = []
    headings: dict[int, str] = {}
    stage = Session.open(session.machine, session.log[:1])
    for entry in session.log[1:]:
        headings[stage.turn] = scenes[stage.state.scene].scene.heading
        if isinstance(entry.event, Chose) and entry.event.role == ROLE:
            labels.append(scenes[stage.state.scene].options[ROLE][entry.event.option].label)
        stage = stage.apply(entry)
    headings[stage.turn] = scenes[stage.state.scene].scene.heading
    sealed = [label.strip("“”") for label in _SEALED.findall(shown)]
    turns = [(int(number), heading) for number, heading in _TURN.findall(shown)]
    report.kills += 1
    report.turns += len(turns)
    report.choices += len(sealed)
    name = session.began.session
    if sealed != labels[before : before + len(sealed)]:
        report.lost.append(f"{name}: {len(sealed)} choices were shown after {before}, but the log has {len(labels)}, or others")
    report.lost += [f"{name}: turn {number} was shown, {heading}" for number, heading in turns if headings.get(number) != heading]
    return len(labels)
