"""A play in a lesson as the terminal's table: what may be seen comes from the server, what is chosen goes there.

Rule 1: it holds no rule of the game; the server decides what a choice comes to, and when.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NoReturn

from pydantic import ValidationError

from sim.classroom.client.attendance import Attendance
from sim.classroom.client.wire import other_version
from sim.errors import Illegal
from sim.model.events import Support
from sim.model.guide import Guide
from sim.model.ids import OptionId, RoleId, SceneId, SessionId, SourceId
from sim.model.view import View

if TYPE_CHECKING:  # the first screen does not wait for the account of the play
    from sim.report.review import Review


class RemoteTable:
    """A table of the terminal over a seat of a lesson."""

    def __init__(self, attendance: Attendance) -> None:
        """Sit down at a seat."""
        self.led = attendance

    @property
    def session(self) -> SessionId:
        """The lesson; what is typed to come back, `led` tells."""
        return self.led.lesson

    @property
    def people(self) -> tuple[RoleId, ...]:
        """The role of this seat, once it has one."""
        role = self.led.news().seat.role
        return (role,) if role else ()

    @property
    def alone(self) -> bool:
        """Whether undo and fork are this terminal's to use: never, since a facilitator leads the play."""
        return False

    def guide(self) -> Guide:
        """Return what everybody may read.

        Raises:
            SimError: the server refuses, or is away.

        """
        try:
            return Guide.model_validate(self.led.read("guide.json"))
        except ValidationError as error:
            raise other_version() from error

    def view(self, role: RoleId | None) -> View:
        """Return what this seat may see now; nobody else looks at this terminal.

        Raises:
            Illegal: the group does not play yet.

        """
        del role
        view = self.led.news().seat.view
        if view is None:
            message = "your group does not play yet"
            raise Illegal(message, "not-yet")
        return view.model_copy(update={"next_act": None, "deadline": None})  # the facilitator takes a group on; `led` tells the time left

    def choose(
        self,
        role: RoleId,
        option: OptionId,
        turn: int,
        reason: str | None = None,
        expectation: Literal["falls", "rises"] | None = None,
    ) -> None:
        """Say what this seat wants its role to do; `led` tells whether it is kept.

        Raises:
            SimError: the server refuses it.

        """
        del role
        form = {"turn": str(turn), "option": option, "reason": reason or "", "expectation": expectation or ""}
        self.led.post("choose", form, is_choice=True)

    def open_passage(self, role: RoleId, source: SourceId, quote: str) -> None:
        """Note that a role opened the passage behind something; nobody waits for it."""
        del role
        self.led.post("opened", {"source": source, "quote": quote}, patience=0)

    def judge(self, role: RoleId, scene: SceneId, support: Support) -> None:
        """Note how well a role finds the claim of a scene's exercise supported.

        Raises:
            SimError: the server refuses it.

        """
        del role
        self.led.post("judge", {"scene": scene, "support": support})

    def mark(self, role: RoleId, source: SourceId, words: str) -> None:
        """Note that a role finds wording of a document loaded.

        Raises:
            SimError: the server refuses it.

        """
        del role
        self.led.post("mark", {"source": source, "words": words})

    def watch(self, role: RoleId) -> None:
        """Watch from now on; no reason is asked.

        Raises:
            SimError: the server refuses it.

        """
        del role
        self.led.post("watch", {})

    def proceed(self) -> None:
        """Refuse: the facilitator takes a group on to the next act.

        Raises:
            Illegal: always.

        """
        _facilitators("takes the group on to the next act")

    def undo(self) -> None:
        """Refuse: the facilitator takes a group back.

        Raises:
            Illegal: always.

        """
        _facilitators("takes the group back")

    def fork(self, turn: int | None = None) -> SessionId:
        """Refuse: a copy is made where the lesson is kept.

        Raises:
            Illegal: always.

        """
        del turn
        _facilitators("can make a copy of the play")

    def review(self) -> Review:
        """Return the account of the play; before the end of the lesson, as this seat's role may know it.

        Raises:
            SimError: the server refuses, as it does between the end of the play and that of the lesson, or is away.

        """
        from sim.report.review import Review  # noqa: PLC0415 -- the same

        try:
            return Review.model_validate(self.led.read("review.json"))
        except ValidationError as error:
            raise other_version() from error


def _facilitators(does: str) -> NoReturn:
    message = f"in a lesson, the facilitator {does}"
    raise Illegal(message, "facilitators")
