"""How a session grows by one entry after another: what is refused, and what each kind of event does to it.

Rule 1: only `session` folds; everybody else holds a `Session`, which never changes.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sim.engine import seat_events
from sim.engine.campaign import carried, next_act
from sim.engine.machine import ScenarioMachine
from sim.engine.rules import step
from sim.errors import Illegal, InvalidLog, Stale
from sim.model.events import Began, Entry, Expired, Handed, Judged, Marked, Opened, Proceeded, Rewound, RuleEvent
from sim.model.ids import ActId, RoleId
from sim.model.state import State, Step, Turn


@dataclass(slots=True)
class Fold:
    """A session that is being lengthened: its parts in lists that grow, so that a long log is folded in one go."""

    machine: ScenarioMachine
    began: Began
    state: State
    players: dict[RoleId, str]
    log: list[Entry]
    steps: list[Step]
    kept: list[Entry]
    turns: list[Turn]
    latest: int

    def add(self, entry: Entry) -> None:
        """Add one entry, or refuse it as `Session.apply` does; after a refusal nothing has changed."""
        self._is_next(entry)
        event = entry.event
        if isinstance(event, Opened | Judged | Marked | Handed):
            seat_events.admit(self.machine, self.state, self.players, event)
            if isinstance(event, Handed):
                self.players[event.role] = event.by
        elif isinstance(event, Began):
            message = "a session begins once"
            raise InvalidLog(message, "began-twice")
        elif isinstance(event, Proceeded):
            self._proceed(event)
        elif isinstance(event, Rewound):
            self._rewind(event)
        else:
            self._step(entry, event)
        self.log.append(entry)

    def _is_next(self, entry: Entry) -> None:
        turn = self.turns[-1].number
        if entry.number != len(self.log) + 1:
            message = f"entry {entry.number} does not follow entry {len(self.log)}"
            raise InvalidLog(message, "gap-in-log")
        if entry.turn < turn:
            message = f"this was for turn {entry.turn}, but the play is at turn {turn}; look again and decide anew"
            raise Stale(message, "stale-turn")
        if entry.turn > turn:
            message = f"turn {entry.turn} is still to come; the play is at turn {turn}"
            raise InvalidLog(message, "unknown-turn")

    def _step(self, entry: Entry, event: RuleEvent) -> None:
        turn = self.turns[-1].number
        if isinstance(event, Expired) and event.turn != turn:
            message = f"the clock of turn {event.turn} ran out, but the play is at turn {turn}"
            raise Stale(message, "stale-turn")
        taken = step(self.machine, self.state, event)
        self.steps.append(taken)
        self.kept.append(entry)
        self.state = taken.after
        if taken.turned:
            self._begin(taken.after)

    def _proceed(self, event: Proceeded) -> None:
        machine = self.machine
        expected = following(machine, self.began, self.state)
        if event.to != expected:
            said = f"the next act is {expected}" if expected else "no act follows in this play"
            message = f"act {event.to!r} cannot begin here; {said}"
            raise Illegal(message, "not-next-act")
        self._begin(carried(machine, self.state, event.to)[0])

    def _rewind(self, event: Rewound) -> None:
        place = place_of(self.turns, event.to)
        target = self.turns[place]
        del self.turns[place:], self.steps[target.steps :], self.kept[target.steps :]
        self._begin(target.state)

    def _begin(self, state: State) -> None:
        """Begin a turn; its number has never been given before."""
        self.latest += 1
        self.state = state
        self.turns.append(Turn(self.latest, state, len(self.steps)))


def following(machine: ScenarioMachine, began: Began, state: State) -> ActId | None:
    """Return the act that follows in a play, or None when it plays one act, or the last."""
    return next_act(machine, machine.lookup.act_of[state.scene].id) if began.campaign else None


def place_of(turns: Sequence[Turn], number: int) -> int:
    """Return the place of a turn among those of the effective play, from 0.

    Raises:
        Illegal: it is not one of them.

    """
    place = next((place for place, turn in enumerate(turns) if turn.number == number), None)
    if place is None:
        known = ", ".join(str(turn.number) for turn in turns)
        message = f"turn {number} is not part of this play; its turns: {known}"
        raise Illegal(message, "unknown-turn")
    return place
