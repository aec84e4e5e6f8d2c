"""One session to keep, for tests of what keeps it."""

from sim.engine.session import Session
from sim.model.events import Chose
from sim.store.kept import Edition
from sim.store.live import LiveSession
from sim.store.log import SessionLog, Standing
from tests import small
from tests.harness import began, clock, opened

MACHINE = small.machine()
EDITION = Edition.of(small.stand_off(), small.corpus())


def fresh(name: str = "table") -> Session:
    """Return a session of the edition that has just begun, not yet kept."""
    return opened(MACHINE, began(MACHINE, "one").model_copy(update={"session": name, "whole_hash": EDITION.whole_hash}))


def begun(log: SessionLog, name: str = "table") -> Session:
    """Keep a session that has just begun, and return it."""
    session = fresh(name)
    log.keep(EDITION)
    log.create(session.log, Standing.of(session))
    return session


def chosen(session: Session, role: str = "north", option: str = "block", reason: str | None = None) -> Session:
    """Return a session after one more choice."""
    return session.apply(session.entry(Chose(role=role, option=option, reason=reason), role, "2026-01-01T13:00:00Z"))


def append(log: SessionLog, session: Session) -> None:
    """Append the last entry of a session."""
    log.append(session.began.session, session.log[-1:], Standing.of(session))


def begin(log: SessionLog, **played: str) -> LiveSession:
    """Begin a session of the small stand-off in which `played` says who decides; the bot `reported` for the rest."""
    return LiveSession.begin(log, MACHINE, EDITION, clock, act="one", seed=3, played=played)


def choose(live: LiveSession, role: str, option: str) -> Session:
    """Let a role choose in the current turn."""
    return live.submit(Chose(role=role, option=option), role, live.session.turn)
