"""What keeps session logs: the `SessionLog` protocol and the values it hands over.

Rule 1: an implementation keeps what it is given or raises; it applies no rule of the game.
Rule 2: whatever `create`, `append` or `keep` returned from is on disk, and stays.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from sim.engine.session import Session
from sim.errors import InvalidLog, Stale
from sim.model.events import Began, Chose, Drew, Entry, Played
from sim.model.ids import CHANCE, ActId, CourseId, OutcomeClassId, RoleId, ScenarioId, SceneId, SessionId
from sim.store.kept import Edition


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a session stands, so that a list of sessions need not fold each log: a cache that folding makes anew."""

    scene: SceneId
    turn: int
    ended: OutcomeClassId | None
    """Class of the last act's outcome, or None while the play goes on."""

    @classmethod
    def of(cls, session: Session) -> Standing:
        """Return where a session stands."""
        ended = session.outcome if session.over else None
        return cls(session.state.scene, session.turn, ended.outcome_class if ended else None)


@dataclass(frozen=True, slots=True)
class Summary:
    """One line of a list of sessions."""

    session: SessionId
    scenario: ScenarioId
    title: str
    """The scenario's, in the edition that was played."""
    act: ActId
    course: CourseId
    whole_hash: str
    """Names the edition that was played."""
    played: tuple[Played, ...]
    forked_from: SessionId | None
    created: str
    """Time of the first entry."""
    last: str
    """Time of the last entry."""
    entries: int
    standing: Standing


class SessionLog(Protocol):
    """Keeps the entries of sessions and the editions they were played with.

    Every method may raise `StorageFailed`: then nothing was changed, and nothing more can be written through this object until it is opened
    anew, unless its code is `store-busy`. With `result-unknown` what was handed in is there whole or not at all; reading tells.
    """

    def keep(self, edition: Edition) -> None:
        """Keep an edition; one that is already there is left as it is."""
        ...

    def edition(self, whole_hash: str) -> Edition:
        """Return a kept edition.

        Raises:
            Missing: there is none with this hash.

        """
        ...

    def create(self, entries: tuple[Entry, ...], standing: Standing) -> None:
        """Keep a new session, all its entries or none; the first one began it and names it.

        Raises:
            Illegal: there is a session of this name.
            Missing: the edition it names is not kept.
            InvalidLog: the entries are not numbered from 1, or do not begin with `began`.

        """
        ...

    def append(self, session: SessionId, entries: tuple[Entry, ...], standing: Standing) -> None:
        """Add entries to a session, all or none.

        Raises:
            Stale: the session has gone on elsewhere, so that these numbers, or a choice of this role in this turn, are there already.
            Missing: there is no such session.
            InvalidLog: the numbers leave a gap.

        """
        ...

    def read(self, session: SessionId) -> tuple[Entry, ...]:
        """Return all entries of a session, oldest first.

        Raises:
            Missing: there is no such session.
            InvalidLog: an entry is damaged; the message names the last good one.

        """
        ...

    def sessions(self) -> tuple[Summary, ...]:
        """Return a summary of every session, the one used last first."""
        ...

    def delete(self, session: SessionId) -> None:
        """Remove a session, and the edition it was played with if no other session was.

        Raises:
            Missing: there is no such session.

        """
        ...


def beginning(entries: tuple[Entry, ...]) -> Began:
    """Return the event that began a whole log; what every `create` checks first.

    Raises:
        InvalidLog: the entries are not numbered from 1, or do not begin with `began`.

    """
    if not entries or not isinstance(entries[0].event, Began):
        message = "a session log begins with one entry of kind 'began'"
        raise InvalidLog(message, "no-beginning")
    follow_on(entries, 0)
    return entries[0].event


def follow_on(entries: tuple[Entry, ...], last: int) -> None:
    """Check that entries are numbered on from entry `last`.

    Raises:
        Stale: the first number is taken already.
        InvalidLog: the numbers leave a gap.

    """
    for number, entry in enumerate(entries, start=last + 1):
        if entry.number < number:
            message = f"the session has gone on elsewhere, to entry {last}; load it again and decide anew"
            raise Stale(message, "continued-elsewhere")
        if entry.number > number:
            message = f"entry {entry.number} does not follow entry {number - 1}"
            raise InvalidLog(message, "gap-in-log")


def decider(entry: Entry) -> RoleId | None:
    """Return the role that an entry decides for, of which a turn holds one at most; None for an entry that is no choice."""
    event = entry.event
    return event.role if isinstance(event, Chose) else CHANCE if isinstance(event, Drew) else None
