"""Killing writers, connections and the server itself while two processes play one session on PostgreSQL, and looking what is left.

`python -m tests.long.servers --count 50` does each that often. The two go on by themselves after every blow, so that the session they share
has to hold each step that either of them has shown, in its place, once.
"""

from __future__ import annotations

import argparse
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from sim.engine.session import Session
from sim.errors import Illegal, Stale, StorageFailed
from sim.store.live import LiveSession
from sim.store.log import SessionLog
from sim.store.postgres import PostgresLog
from tests.long.player import Digest, marks, opened, show, turn
from tests.store.keeping import MACHINE
from tests.store.serving import Server, programs

ROOT = Path(__file__).resolve().parent.parent.parent
_EACH = 10
"""Blows to one session, before the next one is begun in the same database."""
_LATEST = 0.25
"""Seconds of play within which a blow falls."""
_PATIENCE = 60
"""Seconds within which both have to play again after a blow."""
_TOLD = frozenset({"store-unreachable", "store-busy", "result-unknown"})
"""Refusals that a blow may cause."""


@dataclass
class Report:
    """What was struck and what was left."""

    blows: Counter[str] = field(default_factory=Counter)
    shown: int = 0
    """Steps that either process showed."""
    lost: list[str] = field(default_factory=list)
    """Whatever a log did not hold although it was shown, or held otherwise; empty is what we promise."""

    def __str__(self) -> str:
        """Return the one line for the record."""
        struck = ", ".join(f"{number} times the {what}" for what, number in self.blows.items())
        return f"servers: killed {struck}; {self.shown:,} steps shown, {len(self.lost)} lost or changed"


class Player:
    """A process that plays a session with others, and writes what it shows into a file."""

    def __init__(self, address: str, name: str, seed: int, file: Path) -> None:
        """Start it."""
        self.file = file
        command = [sys.executable, "-m", "tests.long.servers", "--play", address, "--name", name, "--seed", str(seed)]
        with file.open("wb") as out:
            self.process = subprocess.Popen(command, cwd=ROOT, stdout=out)

    def kill(self) -> None:
        """Kill it without asking."""
        self.process.kill()
        self.process.wait()

    def said(self) -> list[tuple[int, str]]:
        """Return what it has shown so far: entries and digest of each step; a line without its line feed was not shown whole."""
        lines = [line.split() for line in self.file.read_text("utf-8").split("\n")[:-1]]
        return [(int(count), mark) for count, mark in lines]

    def wait(self, beyond: int = 0) -> None:
        """Wait until it has shown more than so many steps."""
        limit = time.monotonic() + _PATIENCE
        while len(self.said()) <= beyond:
            if self.process.poll() is not None or time.monotonic() > limit:
                message = f"the player of {self.file} does not go on"
                raise RuntimeError(message)
            time.sleep(0.01)


@dataclass
class Players:
    """All that have played one session."""

    address: str
    name: str
    folder: Path
    all: list[Player] = field(default_factory=list)

    def start(self, dice: random.Random) -> None:
        """Start one more, and wait until it plays."""
        self.all.append(Player(self.address, self.name, dice.randrange(10**9), self.folder / f"{self.name}-{len(self.all)}"))
        self.all[-1].wait()

    def playing(self) -> list[Player]:
        """Return those that are still alive."""
        return [player for player in self.all if player.process.poll() is None]


def strike(server: Server, folder: Path, count: int, seed: int = 1) -> Report:
    """Strike so many times at the writers, at their connections and at the server.

    Args:
        server: runs, and has to be ours alone.
        folder: where the processes write what they show.
        count: how many blows of each kind.
        seed: from which the moments and the choices follow.

    """
    dice = random.Random(seed)
    address = server.database()
    blows = [what for what in ("writer", "connections", "server") for _ in range(count)]
    dice.shuffle(blows)
    report = Report()
    for first in range(0, len(blows), _EACH):
        name = f"struck-{first // _EACH}"
        players = Players(address, name, folder)
        try:
            for _ in range(2):
                players.start(dice)
            for what in blows[first : first + _EACH]:
                time.sleep(dice.uniform(0, _LATEST))
                _strike(what, server, players, dice)
                report.blows[what] += 1
                for player in players.playing():
                    player.wait(len(player.said()))
        finally:
            for player in players.playing():
                player.kill()
        _inspect(address, name, players.all, report)
    return report


def _strike(what: str, server: Server, players: Players, dice: random.Random) -> None:
    if what == "writer":
        dice.choice(players.playing()).kill()
        players.start(dice)
    elif what == "connections":
        server.drop()
    else:
        server.stop(signal.SIGQUIT)
        server.start()


def _inspect(address: str, name: str, players: list[Player], report: Report) -> None:
    """Compare what was shown with what the log holds, the way a person would resume it."""
    with PostgresLog(address) as log:
        entries = log.read(name)
        report.lost += log.faults()
    kept = marks(entries)
    for player in players:
        said = player.said()
        report.shown += len(said)
        for count, mark in said:
            if kept[count - 1 : count] != [mark]:
                report.lost.append(f"{player.file.name}: entry {count} was shown, but the log has {len(entries)} entries, or others")
    Session.open(MACHINE, entries)


def play(address: str, name: str, seed: int) -> None:
    """Play for ever, as a server would: load again what others have changed, and open anew what was lost."""
    dice = random.Random(seed)
    while True:
        try:
            with PostgresLog(address) as log:
                _play(_joined(log, name), dice)
        except StorageFailed as error:
            if error.code not in _TOLD:
                raise
            time.sleep(0.05)


def _joined(log: SessionLog, name: str) -> LiveSession:
    try:
        return opened(log, name)
    except Illegal:  # the other one has just begun it
        return opened(log, name)


def _play(live: LiveSession, dice: random.Random) -> None:
    digest = Digest()
    show(live.session, digest)
    while True:
        try:
            show(turn(live, dice), digest)
        except Stale:
            show(live.reload(), digest)


def main() -> int:
    """Strike as often as was asked for, or be one of those that play."""
    parser = argparse.ArgumentParser(prog="python -m tests.long.servers", description="Kill what plays on PostgreSQL.")
    parser.add_argument("--count", type=int, default=50, help="how many blows of each kind")
    parser.add_argument("--seed", type=int, default=1, help="from which the random moments follow")
    parser.add_argument("--play", help=argparse.SUPPRESS)
    parser.add_argument("--name", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.play:
        play(asked.play, asked.name, asked.seed)
    found = programs()
    if found is None:
        parser.error("PostgreSQL's initdb and postgres are not installed")
    with tempfile.TemporaryDirectory() as folder, Server(found) as server:
        report = strike(server, Path(folder), asked.count, asked.seed)
    sys.stdout.write("".join(f"{line}\n" for line in (*report.lost, report)))
    return 1 if report.lost else 0


if __name__ == "__main__":
    sys.exit(main())
