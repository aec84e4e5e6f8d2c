"""Lessons of every kind come to their end: simulated classes in which people drop out, come back, are moved, and facilitators interfere."""

from collections.abc import Callable
from itertools import count
from random import Random

import pytest

from sim.classroom.lesson import forking, seats, turns, words
from sim.classroom.lesson.turns import Wish
from sim.classroom.server.access import digest
from sim.engine.lesson import Lesson
from sim.engine.policy import BOTS
from sim.engine.rules import legal, undecided
from sim.engine.seating import stands
from sim.engine.session import Session
from sim.errors import SimError
from sim.model.events import Chose, Entry, Expired
from sim.model.leading import FACILITATOR
from sim.model.lesson import LessonEntry, Place
from sim.store.live_lesson import Draft
from tests.classroom.taught import convened, opened

_ROUNDS = 600
"""Rounds in which a class has to come to its end."""
_SEEDS = 200
_MOST_GROUPS = 8
"""Groups after which a class is forked no more."""
_MORE = 800
"""Seeds of the classes in which three of ten people leave for good."""


class Simulated:
    """A class that is played by draws, without a disk or a server."""

    def __init__(self, seed: int, leaving: float = 0.0) -> None:
        """Convene a lesson; everything about it follows from the seed.

        Args:
            seed: from which everything is drawn.
            leaving: the share of people whose phones go off in the first rounds, for good.

        """
        self.leaving = leaving
        self.drawn = Random(seed)
        self.scenario = opened()
        began = convened(self.scenario, self.drawn.choice(["speaker", "majority"])).model_copy(update={"bot": self.drawn.choice([*BOTS])})
        first = LessonEntry(number=1, time="2026-01-01T12:00:00Z", seat=FACILITATOR, event=began)
        self.draft = Draft(self.scenario.machine, Lesson.open((first,)), {}, set())
        self.log = [first]
        self._seconds = count()
        self.gone: set[str] = set()
        """Seats whose phones are off."""
        self.lost: set[str] = set()
        """Those of them that stay so."""

    def do(self, act: Callable[[Draft], object]) -> bool:
        """Ask for something, and tell whether it was done."""
        try:
            with self.draft.attempt(lambda: f"2026-01-01T12:{next(self._seconds) // 60 % 60:02}:00Z"):
                act(self.draft)
        except SimError:
            return False
        finally:
            self.log = [self.log[0], *self.draft.fresh]
        return True

    def play(self) -> None:
        """Let the class come, play and drop out until every group has ended."""
        for number in range(self.drawn.randint(1, 40)):
            self.come(f"Name {number}")
        self.do(lambda draft: seats.deal(draft, self.drawn.choice([None, 1, 2, 5])))
        self.do(seats.start)
        present = sorted(self.draft.lesson.seats)
        leaving = self.drawn.sample(present, round(self.leaving * len(present)))
        for number in range(_ROUNDS):
            if leaving and number % 2:
                self.lost.add(leaving.pop())
                self.gone |= self.lost
            going = self.going
            if not going:
                return
            self.round(self.drawn.choice(going))

    @property
    def going(self) -> list[str]:
        """The groups whose play goes on."""
        lesson, sessions = self.draft.lesson, self.draft.sessions
        return [group for group, session in sessions.items() if not session.over and not stands(lesson, sessions, group)]

    def come(self, name: str) -> None:
        """Let somebody join."""
        self.do(lambda draft: seats.join(draft, name, digest(name), digest(f"back {name}")))

    def round(self, group: str) -> None:
        """Let something happen in a group."""
        match self.drawn.randrange(12):
            case 0 if self.drawn.random() < 0.5:
                self.gone.add(self.drawn.choice([*self.draft.lesson.seats]))
            case 1 if self.gone - self.lost:
                self.gone.discard(self.drawn.choice(sorted(self.gone - self.lost)))
            case 2:
                seat, role = self.drawn.choice([*self.draft.lesson.seats]), self.drawn.choice(["north", "south", None])
                self.do(lambda draft: seats.assign(draft, (Place(seat=seat, group=group, role=role),)))
            case 3 if self.drawn.random() < 0.3:
                self.do(lambda draft: seats.release(draft, self.drawn.choice([*draft.lesson.seats])))
            case 4 if len(self.draft.lesson.seats) < 60:
                self.come(f"Late {len(self.draft.lesson.seats)}")
            case 5:
                self.do(words.pause) or self.do(words.go_on)
            case 6:
                inject = self.drawn.choice(["letter", "envoy", "alarm", "summit"])
                self.do(lambda draft: turns.release_inject(draft, group, inject))
            case 7 if self.drawn.random() < 0.2:
                self.go_back(group)
            case 8:
                self.do(words.go_on)
                self.do(lambda draft: turns.force(draft, group, draft.sessions[group].turn))
            case _:
                self.vote(group)

    def go_back(self, group: str) -> None:
        """Take a group back to its beginning, or let people of it try another way as a new group."""
        turn, half = self.drawn.choice(self.draft.sessions[group].turns).number, self.drawn.random() < 0.5
        if self.drawn.random() < 0.5:
            self.do(lambda draft: turns.rewind(draft, group, draft.sessions[group].turns[0].number, "to see"))
        elif len(self.draft.lesson.groups) < _MOST_GROUPS:
            self.do(lambda draft: forking.fork(draft, group, turn, "to see", half=half))

    def vote(self, group: str) -> None:
        """Let everybody whose phone is on vote in a group."""
        self.do(words.go_on)
        for seat in [*self.draft.lesson.seats.values()]:
            session = self.draft.sessions[group]
            place = seat.place
            if seat.id in self.gone or place is None or place.role is None or place.group != group:
                continue
            options = legal(session.machine, session.state, place.role)
            if options:
                wish = Wish(session.turn, self.drawn.choice(options).id)
                self.do(lambda draft, seat=seat.id, wish=wish: turns.vote(draft, seat, wish))


def entries_of(session: Session, kind: type[Chose | Expired]) -> list[Entry]:
    """Return the entries of one kind."""
    return [entry for entry in session.log if isinstance(entry.event, kind)]


@pytest.mark.parametrize("seed", range(_SEEDS))
def test_every_class_comes_to_its_end(seed: int) -> None:
    """Whoever drops out, and whatever the facilitator does, every group ends, and its log and the lesson's tell the same again."""
    simulated = Simulated(seed)
    simulated.play()
    holds(simulated)


@pytest.mark.slow
@pytest.mark.parametrize("first", range(_SEEDS, _SEEDS + _MORE, 100))
def test_every_class_comes_to_its_end_without_a_third_of_it(first: int) -> None:
    """Where three of ten people leave early and never come back, every group ends all the same."""
    for seed in range(first, first + 100):
        simulated = Simulated(seed, 0.3)
        simulated.play()
        assert simulated.lost <= simulated.gone, seed
        holds(simulated)


def holds(simulated: Simulated) -> None:
    """Check that a class has come to its end, and that what is kept of it tells the same again."""
    draft = simulated.draft

    assert draft.sessions
    assert not simulated.going
    assert draft.lesson == Lesson.open(tuple(simulated.log))
    for group, session in draft.sessions.items():
        again = Session.open(session.machine, session.log)
        decided = [(entry.turn, getattr(entry.event, "role", "")) for entry in entries_of(session, Chose)]

        assert (session.state, session.turns) == (again.state, again.turns)
        assert len(decided) == len({*decided})
        assert len(session.log) == draft.lesson.groups[group].entries


@pytest.mark.parametrize("seed", range(20))
def test_a_phone_that_is_off_decides_nothing(seed: int) -> None:
    """Where everybody has gone, nothing happens until the facilitator does something; then the turn can be ended, and ended again."""
    simulated = Simulated(seed)
    for number in range(8):
        simulated.come(f"Name {number}")
    simulated.do(lambda draft: seats.deal(draft, 2))
    simulated.do(seats.start)
    simulated.gone = {*simulated.draft.lesson.seats}
    before = {**simulated.draft.sessions}
    for group in ("g1", "g2"):
        simulated.vote(group)
    waits = {group: undecided(session.machine, session.state) for group, session in before.items()}

    assert before == simulated.draft.sessions
    assert all(waits.values())
    for group in ("g1", "g2"):
        for _ in range(60):
            session = simulated.draft.sessions[group]
            if session.over or not simulated.do(lambda draft, group=group, session=session: turns.force(draft, group, session.turn)):
                break

        assert simulated.draft.sessions[group].turn > before[group].turn
