"""A sitting at the line mode: which play, who is at the keyboard, and what of the play has been said to them.

Rule 1: this is the one place of the line mode that changes; `plain` has the order of what is said, `typed` what a line of input does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.errors import Illegal, SimError, StorageFailed
from sim.model.ids import RoleId
from sim.model.view import View
from sim.report.prose import one_line
from sim.terminal import spoken
from sim.terminal.aloud import Aloud
from sim.terminal.attending import Attending
from sim.terminal.settings import Settings
from sim.terminal.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sim.report.outline import Element
    from sim.report.review import Review


class Sitting:
    """What the line mode knows of the play and of those who play it."""

    def __init__(self, table: Table, settings: Settings, aloud: Aloud) -> None:
        """Sit down at a table; nothing has been said."""
        self.table, self.aloud = table, aloud
        self.reasons, self.names = settings.reasons, dict(settings.names)
        self.learn()
        self.happened: set[int] = set()
        """Turns whose resolution has been said."""
        self.scenes: set[tuple[int, RoleId | None]] = set()
        """Scenes that have been said, by turn, and to whom."""
        self.at: RoleId | None = None
        """Who is at the keyboard."""
        self.attending = Attending(table.led, aloud.say, aloud.sink) if table.led is not None else None

    def learn(self) -> None:
        """Read the guide anew: another act may be played than before."""
        self.guide = self.table.guide()
        self.roles = {role.id: role for role in self.guide.roles}

    def recall(self, view: View) -> None:
        """Take everything but the last turn as said: the play was entered in the middle."""
        self.happened = {turn.number for turn in view.turns[:-1]}
        self.scenes = {(turn.number, None) for turn in view.turns}
        self.at = None

    def tell(self, view: View) -> None:
        """Say the scene, and what the role that looks is asked."""
        self.aloud.say(spoken.scene(view, self.aloud.cites))
        if view.role is not None and view.decision is not None:
            asked = spoken.question(view.decision, view.role_name, self.roles[view.role].adviser, self.aloud.cites)
            self.aloud.say(asked)

    def missed(self, number: int) -> bool:
        """Say the scene of a turn in which nobody here decided, so that no scene of the play is left out; tell whether it was one."""
        if any(number == said for said, _ in self.scenes):
            return False
        try:
            turn = next(turn for turn in self.table.review().turns if turn.number == number)
        except (Illegal, StorageFailed):  # in a lesson, the account is closed between the end of the play and that of the lesson, or away
            return False
        self.aloud.say(spoken.missed(turn, self.aloud.cites))
        return True

    def look_back(self, told: Callable[[Review], Iterable[Element]]) -> None:
        """Say what the account of the play tells; where it cannot be had any more, say that and why."""
        try:
            review = self.table.review()
        except SimError as error:
            self.aloud.remark(f"The account of the play cannot be read: {one_line(str(error))}")
        else:
            self.aloud.say(told(review))

    def hand_over(self, role: RoleId) -> None:
        """Give the keyboard to whoever plays a role, where several share it."""
        if len(self.table.people) == 1 or role == self.at:
            return
        self.at = role
        self.aloud.turn_over()
        name = self.roles[role].name
        person = f"{self.names[role]}, who plays {name}" if role in self.names else name
        self.aloud.sweep()
        self.aloud.enter(f"Hand over to {person}. Press Enter when nobody else reads or listens.")
