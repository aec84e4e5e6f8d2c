"""The table of people who play at this computer: a live session, and nobody elsewhere.

Rule 1: it only hands over. What may be seen is computed in `engine.view`, what may be done in `store.live`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from sim.engine.guide import guide
from sim.engine.view import view
from sim.errors import Stale
from sim.model.events import PERSON, Chose, Support
from sim.model.grounds import Grounds
from sim.model.guide import Guide
from sim.model.ids import OptionId, RoleId, SceneId, SessionId, SourceId
from sim.model.view import View
from sim.store.live import LiveSession

if TYPE_CHECKING:  # the first screen does not wait for the account of the play
    from sim.report.review import Review


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
        return tuple(role for role, by in self._live.session.players.items() if by == PERSON)

    @property
    def alone(self) -> bool:
        """Whether undo and fork are this terminal's to use: always, since nobody plays elsewhere."""
        return True

    @property
    def led(self) -> None:
        """The lesson that the play is part of: none, since nobody leads it."""
        return

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
        self._done(lambda: self._live.submit(event, role, turn))

    def open_passage(self, role: RoleId, source: SourceId, quote: str) -> None:
        """Note that a role opened the passage behind something; on disk when this returns."""
        self._done(lambda: self._live.open_passage(role, source, quote))

    def judge(self, role: RoleId, scene: SceneId, support: Support) -> None:
        """Note how well a role finds the claim of a scene's exercise supported.

        Raises:
            Stale: the play is no longer in that scene.
            Illegal: nothing is to be judged there by this role, or it has decided already.

        """
        self._done(lambda: self._live.judge(role, scene, support))

    def mark(self, role: RoleId, source: SourceId, words: str) -> None:
        """Note that a role finds wording of a document loaded."""
        self._done(lambda: self._live.mark(role, source, words))

    def proceed(self) -> None:
        """Go on from an act's outcome to the next act of the campaign.

        Raises:
            Illegal: the act is not over, or none follows in this play.

        """
        self._done(lambda: self._live.proceed(self._seat))

    def watch(self, role: RoleId) -> None:
        """Hand a role to a bot, because the person who played it watches from now on; no reason is asked.

        Raises:
            Illegal: no person plays it.

        """
        self._done(lambda: self._live.hand(role))

    def undo(self) -> None:
        """Go back to the last turn in which a person at this terminal decided."""
        self._done(lambda: self._live.undo(self._seat))

    @property
    def _seat(self) -> str:
        """Who acts where it is no role's doing."""
        return self.people[0] if self.people else "facilitator"

    def _done(self, act: Callable[[], object]) -> None:
        """Do something; where the session has gone on in another window, show how far it is, and let the refusal through."""
        try:
            act()
        except Stale:
            self._live.reload()
            raise

    def fork(self, turn: int | None = None) -> SessionId:
        """Copy the play up to the start of a turn into a new session, which this table now plays."""
        self._live = self._live.fork(turn)
        return self._live.name

    def review(self) -> Review:
        """Return the account of the play; before the end, as one person alone here may know it, or as everybody may."""
        from sim.report.debrief import review  # noqa: PLC0415 -- the same

        people = self.people
        return review(self._live.session, self._grounds, ours=self._ours, role=people[0] if len(people) == 1 else None)
