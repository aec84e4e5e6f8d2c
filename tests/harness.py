"""Playing in tests: every event goes through the rules and, as JSON, through a log that is read back.

Rule 1: a test of the rules plays at a `Table`, so that whatever it plays is also known to survive being written down.
"""

from collections.abc import Iterator
from itertools import count

from pydantic import TypeAdapter

from sim.engine.machine import ScenarioMachine
from sim.engine.session import Session
from sim.model.events import PERSON, Began, Chose, Drew, Entry, Event, Expired, Injected, Played, Proceeded, Rewound
from sim.model.ids import CHANCE, ActId, CourseId, InjectId, OptionId, RoleId
from sim.model.state import State, Step
from sim.testing.strategies import possible

LOG: TypeAdapter[tuple[Entry, ...]] = TypeAdapter(tuple[Entry, ...])


def clock() -> str:
    """Give a time that never passes."""
    return "2026-01-01T00:00:00Z"


def ticking() -> "Ticking":
    """Give a clock on which a second passes between any two looks."""
    return Ticking()


class Ticking:
    """A clock on which a second passes between any two looks."""

    def __init__(self) -> None:
        """Begin at noon."""
        self._seconds: Iterator[int] = count()

    def __call__(self) -> str:
        """Return the time, and let a second pass."""
        second = next(self._seconds)
        return f"2026-01-01T{12 + second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}Z"


def began(machine: ScenarioMachine, act: ActId, course: CourseId = "whole", *, campaign: bool = False, **by: str) -> Began:
    """Return the event that begins a session; `by` names who decides for a role, a person if left out."""
    return Began(
        session="table",
        scenario=machine.scenario.id,
        rules_hash=machine.rules_hash,
        whole_hash="0" * 64,
        act=act,
        course=course,
        seed=7,
        played=tuple(Played(role=role.id, by=by.get(role.id, PERSON)) for role in machine.scenario.roles),
        campaign=campaign,
    )


def opened(machine: ScenarioMachine, beginning: Began) -> Session:
    """Return a session that has just begun."""
    return Session.open(machine, (Entry(number=1, time=clock(), seat="facilitator", turn=0, event=beginning),))


class Table:
    """A session to play at: each method plays one event, checks that the log survives JSON, and returns the table."""

    def __init__(
        self, machine: ScenarioMachine, act: ActId = "one", course: CourseId = "whole", *, campaign: bool = False, **by: str
    ) -> None:
        """Begin a session; `by` names who decides for a role, a person if left out."""
        self.session = opened(machine, began(machine, act, course, campaign=campaign, **by))

    @property
    def state(self) -> State:
        """Where the play stands."""
        return self.session.state

    @property
    def scene(self) -> str:
        """The current scene."""
        return self.session.state.scene

    @property
    def last(self) -> Step:
        """The last step of the effective play."""
        return self.session.steps[-1]

    def value(self, indicator: str) -> int:
        """Return the value of an indicator."""
        return self.state.indicators[self.session.machine.names.index(indicator)]

    def play(self, event: Event, seat: str = "facilitator") -> "Table":
        """Play any event."""
        self.session = self.session.apply(self.session.entry(event, seat, clock()))
        again = Session.open(self.session.machine, LOG.validate_json(LOG.dump_json(self.session.log), strict=True))
        assert self.session == again
        return self

    def choose(self, **picks: OptionId) -> "Table":
        """Let roles choose, in the order given."""
        for role, option in picks.items():
            self.play(Chose(role=role, option=option), role)
        return self

    def draw(self, option: OptionId) -> "Table":
        """Let chance fall on an option."""
        return self.play(Drew(option=option), CHANCE)

    def release(self, inject: InjectId) -> "Table":
        """Release an inject."""
        return self.play(Injected(inject=inject))

    def expire(self) -> "Table":
        """Let the time of the turn run out."""
        return self.play(Expired(turn=self.session.turn), "clock")

    def rewind(self, to: int) -> "Table":
        """Go back to the start of a turn."""
        return self.play(Rewound(to=to))

    def proceed(self, to: ActId) -> "Table":
        """Begin the campaign's next act."""
        return self.play(Proceeded(to=to))


def pick(role: RoleId, option: OptionId) -> Chose | Drew:
    """Return the event by which a role, or chance, takes an option."""
    return Drew(option=option) if role == CHANCE else Chose(role=role, option=option)


def play(session: Session, moves: list[int]) -> Session:
    """Play on: each number picks one of the events that are possible, choices four times as often as anything else."""
    for number in moves:
        events = possible(session)
        choices = [entry for entry in events if isinstance(entry[1], Chose | Drew | Proceeded)]
        among = choices if choices and number % 5 else events
        seat, event = among[number // 5 % len(among)]
        session = session.apply(session.entry(event, seat, clock()))
    return session


class Hand:
    """A clock that is moved by hand."""

    now = 0.0

    def __call__(self) -> float:
        """Return where it stands."""
        return self.now
