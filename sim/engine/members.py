"""What a lesson consists of, as its log makes it: seats, groups with their clocks, facilitators, and what was said.

Rule 1: plain values; `lesson` says which entry makes which of them.
"""

from __future__ import annotations

from dataclasses import dataclass

from sim.model.arm import ArmId
from sim.model.ids import GroupId, SeatId, SessionId
from sim.model.leading import USUAL_TIME, Clocked, Intervened, Noted, Password, Told
from sim.model.lesson import Place, Proposed, Spoke, Wished
from sim.model.part import Digest


@dataclass(frozen=True, slots=True)
class Seat:
    """One participant's place in the lesson."""

    id: SeatId
    name: str
    tokens: tuple[Digest, ...]
    """Of what the browsers of this seat keep, also when it was released: whoever held it is told so; none once it was erased."""
    resumes: tuple[Digest, ...]
    """Of the codes with which its holder comes back, one for each browser."""
    place: Place | None = None
    """None while it has not been dealt a place."""
    released: bool = False
    consents: bool = False
    """Whether its choices may be used for research."""
    wish: Wished | None = None
    """Which role it would like; None while it has not said."""
    time: int = USUAL_TIME
    """Percent of the time that a turn has; 0: without a limit. Known to the facilitator alone."""
    given: str = ""
    """What its holder gave as their name, where somebody had that already, so that its own has a number; empty: nobody had it."""
    namesake: str = ""
    """The name of that somebody; empty: nobody had it."""

    @property
    def is_shut(self) -> bool:
        """Whether nothing opens it any more: it was released, or erased."""
        return self.released or not self.tokens


@dataclass(frozen=True, slots=True)
class Stood:
    """How a clock stood when the log last told it."""

    milliseconds: int
    """What it had left."""
    more: int
    """Seconds of those that it had been given since it was set."""
    at: str
    """When that was, UTC: from then on it has run, if the lesson is not paused and a server was there."""


@dataclass(frozen=True, slots=True)
class Pause:
    """A time in which the lesson stood."""

    began: str
    """UTC."""
    until: str | None = None
    """UTC; None: it lasts."""


@dataclass(frozen=True, slots=True)
class Group:
    """The seats that play one session."""

    id: GroupId
    session: SessionId
    entries: int = 0
    """How many entries its session has."""
    clock: Clocked | None = None
    more: int = 0
    """Seconds that its clock was given since it was set."""
    stood: Stood | None = None
    """How its clock stood when the log last told it; None: it has none."""
    arm: ArmId | None = None
    """Of the study that the lesson is part of."""
    instead: GroupId | None = None
    """The group from which everybody went along to this one."""

    @property
    def left(self) -> int:
        """Milliseconds that its clock has left, at most, by what the log tells."""
        return self.stood.milliseconds + 1000 * (self.more - self.stood.more) if self.stood is not None else 0


@dataclass(frozen=True, slots=True)
class Facilitator:
    """Somebody who leads the lesson under a name and password of their own."""

    seat: SeatId
    """As whom they act in the log."""
    name: str
    password: Password
    tokens: tuple[Digest, ...] = ()
    """Of what their browsers keep."""


@dataclass(frozen=True, slots=True)
class Said:
    """Something written, with the number and time of its entry."""

    number: int
    time: str
    event: Spoke | Told | Noted | Proposed | Intervened
    by: SeatId
    """Who acted, as the log names them."""
