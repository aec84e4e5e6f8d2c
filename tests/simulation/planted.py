"""Faults that are put in on purpose, to see that they are found."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Planted:
    """What is wrong in a run; by default nothing is."""

    acknowledges_too_early: int = 0
    """The store acknowledges and loses one in so many requests; 0: none."""
    keeps_half: int = 0
    """The store keeps of one in so many changes what is the lesson's, and loses what is a session's; 0: of none."""
    forgets_keys: bool = False
    """A device sends again under another key."""
    shows_what_is_old: bool = False
    """A page shows whatever comes, though it has shown something newer."""
    seats_latecomers: bool = False
    """A server gives whoever comes late a place, though the facilitator wanted to be asked."""
    orders_itself: bool = False
    """A server ends turns that nobody has ended, and enters it as the facilitator's order."""
    haste: float = 1.0
    """How long the timers of a server take, against what they should."""


SOUND = Planted()
