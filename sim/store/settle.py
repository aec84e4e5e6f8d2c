"""What follows from an event without anybody: the writer of a log adds what chance and bots decide, until a person has to."""

from collections.abc import Callable
from typing import TypeAlias

from sim.engine.policy import automatic
from sim.engine.session import Session
from sim.errors import Fault

Clock: TypeAlias = Callable[[], str]
"""Gives the time as an entry has it: UTC, such as `2026-11-21T09:30:00Z`."""

_ALONE = 200
"""Turns in a row without a person, after which bots are taken to go round in circles."""


def settled(session: Session, clock: Clock) -> Session:
    """Return the session with everything added that chance and bots decide before a person has to.

    Raises:
        Fault: no person decides for so long that the bots must be going round in circles.

    """
    last = session.latest + _ALONE
    while (entry := automatic(session)) is not None:
        if session.latest >= last:
            message = (
                f"no person has decided for {_ALONE} turns, and the play goes on in scene {session.state.scene}; "
                "give one of the roles that decide there to a person"
            )
            raise Fault(message, "never-ends")
        seat, event = entry
        session = session.apply(session.entry(event, seat, clock()))
    return session
