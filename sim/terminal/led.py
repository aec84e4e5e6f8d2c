"""What a terminal needs of a lesson that its play is part of: who leads it, and how the way to it stands.

Rule 1: what a lesson is, is told by its server; a terminal shows it, and never guesses what was kept.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from sim.errors import SimError
from sim.model.ids import RoleId
from sim.model.joining import Notice
from sim.model.lesson_view import SeatNews


class Led(Protocol):
    """A lesson as one seat of it knows it; everything answers at once but `wait`, and what is sent: `speak`, `wish` and `propose`."""

    @property
    def again(self) -> str:
        """What is typed to come back to this seat."""

    @property
    def notice(self) -> Notice | None:
        """What whoever sits there read of what is kept of them; None: the server told nothing."""

    def news(self) -> SeatNews:
        """Return what the seat was last told."""

    def left(self) -> int | None:
        """Return the seconds that are left for the turn, or None where no clock is set."""

    def said(self) -> str:
        """Return how the way to the server stands, in a sentence; empty where there is nothing to say."""

    @property
    def gone(self) -> bool:
        """Whether the seat is not open here any more, as `said` tells."""

    @property
    def elsewhere(self) -> bool:
        """Whether that is so because other devices have it, and not because the facilitator has released it."""

    @property
    def unsent(self) -> bool:
        """Whether a choice is on its way, and not known to be kept."""

    def refusal(self) -> SimError | None:
        """Return, once, why something that was on its way was refused after all."""

    def listen(self, told: Callable[[], object]) -> None:
        """Call this whenever something has come, from a thread of its own."""

    def wait(self, seconds: float) -> bool:
        """Wait until something has come; tell whether it has."""

    def speak(self, to: RoleId | None, words: str, *, closed: bool = False) -> None:
        """Send a message to another role of the group, to all of them (`closed`), or to everybody in it as a public statement."""

    def wish(self, wanted: str) -> None:
        """Say which role this seat would like: its id, `any` or `observer`."""

    def propose(self, turn: int, words: str) -> None:
        """Ask the facilitator for something that is not among the options."""
