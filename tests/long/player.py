"""A process that plays for ever and says each step it shows: `python -m tests.long.player FILE SESSION SEED`.

It begins the session, or goes on with it, chooses at random, takes back now and then, and takes the end back too. A line on standard output
is what a person would see: it holds how many entries the log had and a digest of them all, and is written when `submit` has returned.
"""

import hashlib
import random
import sys
from pathlib import Path

from sim.engine.rules import legal, undecided
from sim.engine.session import Session
from sim.errors import Missing
from sim.model.events import Chose, Entry
from sim.model.ids import SessionId
from sim.store.live import LiveSession
from sim.store.log import SessionLog
from sim.store.sqlite import SqliteLog
from tests.harness import clock
from tests.store.keeping import EDITION, MACHINE


class Digest:
    """A digest of the first entries of a log, which grows with it."""

    def __init__(self) -> None:
        """Begin with no entries."""
        self._hash = hashlib.sha256()
        self._count = 0

    def of(self, entries: tuple[Entry, ...]) -> str:
        """Take in what is new, and return the digest of all."""
        for entry in entries[self._count :]:
            self._hash.update(entry.model_dump_json().encode())
        self._count = len(entries)
        return self._hash.hexdigest()[:16]


def marks(entries: tuple[Entry, ...]) -> list[str]:
    """Return the digest of the first entry, of the first two, and so on."""
    digest = Digest()
    return [digest.of(entries[:count]) for count in range(1, len(entries) + 1)]


def opened(log: SessionLog, name: SessionId) -> LiveSession:
    """Go on with a session, or begin it."""
    try:
        return LiveSession.resume(log, MACHINE, name, clock)
    except Missing:
        people = {"north": "person", "south": "person"}
        return LiveSession.begin(log, MACHINE, EDITION, clock, act="one", seed=11, played=people, name=name)


def show(session: Session, digest: Digest) -> None:
    """Write what a person would see."""
    sys.stdout.write(f"{len(session.log)} {digest.of(session.log)}\n")
    sys.stdout.flush()


def turn(live: LiveSession, dice: random.Random) -> Session:
    """Choose for somebody, or take something back."""
    waiting = undecided(live.session.machine, live.session.state)
    if not waiting or (dice.random() < 0.2 and live.undone()):
        return live.undo("facilitator")
    role = dice.choice(waiting)
    option = dice.choice(legal(live.session.machine, live.session.state, role))
    reason = "because " * dice.randrange(30) if dice.random() < 0.5 else None
    return live.submit(Chose(role=role, option=option.id, reason=reason), role, live.session.turn)


def main(path: Path, name: SessionId, seed: int, steps: int) -> None:
    """Play so many steps; 0 means for ever."""
    dice = random.Random(seed)
    with SqliteLog(path) as log:
        live = opened(log, name)
        digest = Digest()
        show(live.session, digest)
        played = 0
        while not steps or played < steps:
            show(turn(live, dice), digest)
            played += 1


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4]) if len(sys.argv) > 4 else 0)
