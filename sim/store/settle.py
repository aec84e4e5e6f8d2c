"""What follows from an event without anybody: the writer of a log adds news at its cue, and what chance and bots decide.

It stops where a person has to decide.
"""

from collections.abc import Callable
from typing import TypeAlias

from sim.engine.cues import due
from sim.engine.foresight import NOTHING_FORESEEN, Foreseen
from sim.engine.policy import automatic
from sim.engine.session import Session
from sim.errors import Fault

Clock: TypeAlias = Callable[[], str]
"""Gives the time as an entry has it: UTC, such as `2026-11-21T09:30:00Z`."""

_ALONE = 200
"""Turns in a row without a person, after which bots are taken to go round in circles."""


def settled(session: Session, clock: Clock, foreseen: Foreseen = NOTHING_FORESEEN) -> Session:
    """Return the session with everything added that comes at its cue, and that chance and bots decide before a person has to.

    Args:
        session: as it stands.
        clock: gives the time of new entries.
        foreseen: what bots that look ahead expect, by their names.

    Raises:
        Missing: nothing was computed for a bot that looks ahead.
        Fault: no person decides for so long that the bots must be going round in circles.

    """
    last = session.latest + _ALONE
    while (entry := due(session) or automatic(session, foreseen)) is not None:
        if session.latest >= last:
            message = (
                f"no person has decided for {_ALONE} turns, and the play goes on in scene {session.state.scene}; "
                "give one of the roles that decide there to a person"
            )
            raise Fault(message, "never-ends")
        seat, event = entry
        session = session.apply(session.entry(event, seat, clock()))
    return session
