"""What a terminal needs of a play, wherever its log is written.

Rule 1: a front end holds no rule; it shows views and hands over choices, and shows every refusal to the person who acted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Protocol

from sim.model.events import Support
from sim.model.guide import Guide
from sim.model.ids import OptionId, RoleId, SceneId, SessionId, SourceId
from sim.model.view import View

if TYPE_CHECKING:  # the first screen does not wait for the account of the play
    from sim.report.review import Review
    from sim.terminal.led import Led


class Table(Protocol):
    """A play as a terminal sees it; every method may raise a `SimError`, and then nothing has changed."""

    @property
    def session(self) -> SessionId:
        """The id under which `sim resume` goes on."""

    @property
    def people(self) -> tuple[RoleId, ...]:
        """The roles that people at this terminal play, in the scenario's order."""

    @property
    def alone(self) -> bool:
        """Whether undo and fork are this terminal's to use: nobody plays elsewhere."""

    @property
    def led(self) -> Led | None:
        """The lesson that the play is part of; None where nobody leads it."""

    def guide(self) -> Guide:
        """Return what everybody may read."""

    def view(self, role: RoleId | None) -> View:
        """Return what a role, or everybody, may see now."""

    def choose(
        self,
        role: RoleId,
        option: OptionId,
        turn: int,
        reason: str | None = None,
        expectation: Literal["falls", "rises"] | None = None,
    ) -> None:
        """Seal a choice; when this returns it is kept, or, in a lesson, on its way: `led` tells."""

    def open_passage(self, role: RoleId, source: SourceId, quote: str) -> None:
        """Note that a role opened the passage behind something; when this returns it is kept, or, in a lesson, on its way."""

    def judge(self, role: RoleId, scene: SceneId, support: Support) -> None:
        """Note how well a role finds the claim of a scene's exercise supported; a later judgement revises an earlier one."""

    def mark(self, role: RoleId, source: SourceId, words: str) -> None:
        """Note that a role finds wording of a document loaded."""

    def proceed(self) -> None:
        """Go on from an act's outcome to the next act of the campaign."""

    def watch(self, role: RoleId) -> None:
        """Hand a role to a bot, because the person who played it watches from now on; no reason is asked."""

    def undo(self) -> None:
        """Go back to the last turn in which a person at this terminal decided."""

    def fork(self, turn: int | None = None) -> SessionId:
        """Copy the play up to the start of a turn into a new session, which this table now plays."""

    def review(self) -> Review:
        """Return the account of the play; sealed things are in it only after the end."""
