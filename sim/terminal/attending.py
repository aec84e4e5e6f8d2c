"""How the line mode waits in a lesson: it says what is new once, and goes on when there is something for the person.

Rule 1: nothing is said to be kept before the server has said so.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from enum import Enum
from typing import TYPE_CHECKING

from sim.errors import StorageFailed
from sim.report.outline import Element, Paragraph
from sim.terminal import company
from sim.terminal.flow import may_decide

if TYPE_CHECKING:
    from sim.terminal.held import Sink
    from sim.terminal.led import Led

_TICK = 0.5
"""Seconds after which a wait looks whether the person wants to leave."""


class Way(Enum):
    """How a person goes on after a wait."""

    ON = "on"
    """The play has something to say or to ask."""
    ANEW = "anew"
    """The votes of the team are even, or the team has changed, and this person can give theirs anew."""
    OVER = "over"
    """The lesson is over for them, and the play is not."""


class Attending:
    """What was said of a lesson at this terminal, and how it waits."""

    def __init__(self, led: Led, say: Callable[[Iterable[Element]], None], sink: Sink) -> None:
        """Wait in a lesson.

        Args:
            led: the lesson.
            say: says something to the person.
            sink: where lines go; flushed while waiting, which is when a request to leave is obeyed.

        """
        self._led, self._say, self._sink = led, say, sink
        self._told: set[str] = set()
        self._messages: set[str] = set()
        """Those that were said, also when newer ones have taken their place beside the scene."""
        self._way = ""
        self._is_told_how_back = self._has_wished = False
        self._anew = 0, False
        """In which turn this person was last asked anew, and whether because the team had changed."""

    @property
    def is_early(self) -> bool:
        """Whether the facilitator has not started the play of this seat's group."""
        return self._led.news().seat.view is None

    def tell(self) -> None:
        """Say what is new of the lesson, and how the way to the server stands if that has changed."""
        seat = self._led.news().seat
        fresh = [said for said in company.sentences(seat) if said not in self._told]
        self._messages |= {*company.spoken(seat)}
        self._told = {*company.sentences(seat)} | self._messages
        way = "" if self._led.said() == "Saved." else self._led.said()
        if way and way != self._way:
            fresh.append(way)
        self._way = way
        if fresh:
            self._say(Paragraph(said) for said in fresh)

    def for_the_start(self, *, asks: bool) -> bool:
        """Wait until the play begins, or, where this person can be asked, until the facilitator wants a wish of them; False then."""
        if not self._is_told_how_back:
            self._say([Paragraph(f"To come back to this seat: {self._led.again}")])
            self._is_told_how_back = True
        self._until(lambda: not self.is_early or self._is_over or (asks and self._is_to_wish))
        self._has_wished = self._has_wished or self._is_to_wish
        return not self.is_early or self._is_over

    @property
    def _is_to_wish(self) -> bool:
        """Whether the facilitator asks for a wish, and this person has not been asked yet."""
        seat = self._led.news().seat
        return seat.choosing and not seat.wish and not self._has_wished

    def wish(self, wanted: str) -> None:
        """Say which role this person would like."""
        self._led.wish(wanted)

    def until_reached(self, ask: Callable[[], None]) -> None:
        """Ask the server for what is needed to go on, and wait where it is away.

        Raises:
            SimError: it refuses.

        """
        while True:
            try:
                ask()
            except StorageFailed:
                self._led.wait(_TICK)
                self._sink.flush()
                self.tell()
            else:
                return

    def for_something(self, happened: Collection[int]) -> Way:
        """Wait until the play has something to say or to ask; `happened` are the turns whose resolution has been said."""
        self._until(lambda: self._is_new(happened) or self._may_think_anew or self._is_over)
        if self._is_new(happened):
            return Way.ON
        if self._may_think_anew:
            self._anew = self._turn, self._led.news().seat.unsettled
            return Way.ANEW
        return Way.OVER

    def for_the_end(self) -> bool:
        """Wait until the facilitator ends the lesson, which opens the account of the play; False if the play goes on instead."""
        if not self._is_over:
            self._say([Paragraph("The play of your group is over. What everybody thought opens when the facilitator ends the lesson.")])
        self._until(lambda: self._is_over or not self._has_ended)
        return self._is_over

    def for_the_answer(self) -> str:
        """Wait until a choice is known to be kept; return what is said of it.

        Raises:
            SimError: it was refused.

        """
        self._until(lambda: not self._led.unsent)
        refused = self._led.refusal()
        if refused is not None:
            raise refused
        return "Saved; your team has not decided yet." if self._undecided else "Sealed and kept."

    def write(self, word: str, words: str, turn: int) -> Iterable[Element]:
        """Send a message to everybody (`a`) or ask for something else (`p`); return what is said of it."""
        if not words:
            return [Paragraph("a and some words say them to everybody; p and some words ask the facilitator for something else.")]
        if word == "a":
            self._led.speak(None, words)
        else:
            self._led.propose(turn, words)
        return [Paragraph(self._led.said() or "Sent.")]

    @property
    def is_out(self) -> bool:
        """Whether this seat is not open here any more."""
        return self._led.gone

    def farewell(self) -> str:
        """Return what that means, which was told already, and how one comes in again."""
        return company.out(self._led)

    @property
    def may_choose(self) -> bool:
        """Whether this person is asked to say what they want."""
        view = self._led.news().seat.view
        if view is None or view.decision is None or view.decision.chosen is not None:
            return False
        return self._led.news().seat.stage == "playing" and may_decide(self._led)

    @property
    def _has_ended(self) -> bool:
        view = self._led.news().seat.view
        return view is not None and view.outcome is not None

    @property
    def _turn(self) -> int:
        view = self._led.news().seat.view
        return view.turn if view else 0

    @property
    def _is_over(self) -> bool:
        return self._led.gone or self._led.news().seat.stage == "over"

    @property
    def _undecided(self) -> bool:
        view = self._led.news().seat.view
        return view is not None and view.decision is not None and view.decision.chosen is None and len(self._led.news().seat.team) > 1

    @property
    def _may_think_anew(self) -> bool:
        seat = self._led.news().seat
        open_again = seat.unsettled or (seat.even and seat.agree == "majority")
        return open_again and self._anew != (self._turn, seat.unsettled) and may_decide(self._led, anew=True)

    def _is_new(self, happened: Collection[int]) -> bool:
        view = self._led.news().seat.view
        told = view is None or all(turn.number in happened for turn in view.turns)
        return not told or self._has_ended or self.may_choose

    def _until(self, ready: Callable[[], bool]) -> None:
        self.tell()
        while not ready():
            self._led.wait(_TICK)
            self._sink.flush()
            self.tell()
