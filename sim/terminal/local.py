"""The table of people who play at this computer: a live session, and nobody elsewhere.

Rule 1: it only hands over. What may be seen is computed in `engine.view`, what may be done in `store.live`.
"""

from typing import Literal

from sim.engine.guide import guide
from sim.engine.view import view
from sim.errors import Stale
from sim.model.events import PERSON, Chose
from sim.model.grounds import Grounds
from sim.model.ids import OptionId, RoleId, SessionId
from sim.model.view import Guide, View
from sim.report.debrief import review
from sim.report.review import Review
from sim.store.live import LiveSession


class LocalTable:
    """A `Table` over a `LiveSession`."""

    def __init__(self, live: LiveSession, grounds: Grounds, *, ours: bool) -> None:
        """Sit down at a session.

        Args:
            live: the session, open for play.
            grounds: its scenario's citations, found in its documents.
            ours: whether the scenario came with the program.

        """
        self._live = live
        self._grounds = grounds
        self._ours = ours

    @property
    def session(self) -> SessionId:
        """The id under which `sim resume` goes on."""
        return self._live.name

    @property
    def people(self) -> tuple[RoleId, ...]:
        """The roles that people at this terminal play, in the scenario's order."""
        return tuple(played.role for played in self._live.session.began.played if played.by == PERSON)

    @property
    def alone(self) -> bool:
        """Whether undo and fork are this terminal's to use: always, since nobody plays elsewhere."""
        return True

    def guide(self) -> Guide:
        """Return what everybody may read."""
        return guide(self._live.session, self._grounds, ours=self._ours)

    def view(self, role: RoleId | None) -> View:
        """Return what a role, or everybody, may see now."""
        return view(self._live.session, role, self._grounds)

    def choose(
        self,
        role: RoleId,
        option: OptionId,
        turn: int,
        reason: str | None = None,
        expectation: Literal["falls", "rises"] | None = None,
    ) -> None:
        """Seal a choice; it is on disk when this returns.

        Raises:
            Stale: it was meant for an earlier turn, or the session has gone on in another window; the table then shows how far.
            Illegal: the rules refuse it.
            StorageFailed: it could not be kept.

        """
        event = Chose(role=role, option=option, reason=reason or None, expectation=expectation)
        try:
            self._live.submit(event, role, turn)
        except Stale:
            self._live.reload()
            raise

    def undo(self) -> None:
        """Go back to the last turn in which a person at this terminal decided."""
        try:
            self._live.undo(self.people[0] if self.people else "facilitator")
        except Stale:
            self._live.reload()
            raise

    def fork(self, turn: int | None = None) -> SessionId:
        """Copy the play up to the start of a turn into a new session, which this table now plays."""
        self._live = self._live.fork(turn)
        return self._live.name

    def review(self) -> Review:
        """Return the account of the play; before the end, as one person alone here may know it, or as everybody may."""
        people = self.people
        return review(self._live.session, self._grounds, ours=self._ours, role=people[0] if len(people) == 1 else None)
