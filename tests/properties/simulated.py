"""A simulated class: people drop out, come back and are moved, facilitators interfere, and whether it comes to its end all the same."""

from collections.abc import Callable
from itertools import count
from math import ceil
from random import Random

from sim.classroom.lesson import forking, players, seats, turns, words
from sim.classroom.lesson.turns import Ballot
from sim.classroom.server.tokens import digest
from sim.engine.lesson import Lesson
from sim.engine.policy import BOTS
from sim.engine.rules import legal
from sim.engine.seating import stands
from sim.engine.session import Session
from sim.errors import SimError
from sim.model.events import Chose, Entry, Expired
from sim.model.leading import FACILITATOR
from sim.model.lesson import LessonEntry, Place
from sim.store.drafting import Draft
from tests.classroom.taught import convened, opened

_ROUNDS = 600
"""Rounds in which a class has to come to its end."""
_LEFT = 0.3
"""How often the facilitator leaves a play that stands to bots, rather than wait for somebody."""
_MOST_GROUPS = 8
"""Groups after which a class is forked no more."""


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
        self.present = 0
        """Seats that were taken when the play began."""

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
        self.present = len(present)
        leaving = self.drawn.sample(present, round(self.leaving * len(present)))
        for number in range(_ROUNDS):
            if number % 2:  # half of those who are still to leave, so that a short play loses nearly all of them too
                half = ceil(len(leaving) / 2)
                self.lost |= {*leaving[:half]}
                self.gone |= self.lost
                leaving = leaving[half:]
            going = self.going
            if not going:
                return
            group = self.drawn.choice(going)
            if self.stands(group) and self.drawn.random() < _LEFT:
                self.do(words.go_on)
                self.do(lambda draft, group=group: players.leave_to_bots(draft, group))
            else:
                self.round(group)

    @property
    def going(self) -> list[str]:
        """The groups whose play goes on, or stands; not those that everybody has left for another."""
        left = {group.instead for group in self.draft.lesson.groups.values() if group.instead and self.stands(group.instead)}
        return [group for group, session in self.draft.sessions.items() if not session.over and group not in left]

    def stands(self, group: str) -> bool:
        """Tell whether nobody plays a group any more."""
        return stands(self.draft.lesson, self.draft.sessions, group)

    def come(self, name: str) -> None:
        """Let somebody join."""
        self.move(lambda draft: seats.join(draft, name, digest(name), digest(f"back {name}")))

    def move(self, act: Callable[[Draft], object]) -> None:
        """Let somebody come, go or change seats: it decides for nobody, and in a pause, or where nobody is left, no play goes on."""
        before = {**self.draft.sessions}
        self.do(act)
        for group, session in before.items():
            fresh = self.draft.sessions[group].log[len(session.log) :]
            assert not any(isinstance(entry.event, Chose) and entry.seat == entry.event.role for entry in fresh)
            assert not fresh or not (self.draft.lesson.paused or self.stands(group))

    def round(self, group: str) -> None:
        """Let something happen in a group."""
        match self.drawn.randrange(12):
            case 0 if self.drawn.random() < 0.5:
                self.gone.add(self.drawn.choice([*self.draft.lesson.seats]))
            case 1 if self.gone - self.lost:
                self.gone.discard(self.drawn.choice(sorted(self.gone - self.lost)))
            case 2:
                seat, role = self.drawn.choice([*self.draft.lesson.seats]), self.drawn.choice(["north", "south", None])
                self.move(lambda draft: seats.assign(draft, (Place(seat=seat, group=group, role=role),)))
            case 3 if self.drawn.random() < 0.3:
                self.move(lambda draft: seats.release(draft, self.drawn.choice([*draft.lesson.seats])))
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
                wish = Ballot(session.turn, self.drawn.choice(options).id)
                self.do(lambda draft, seat=seat.id, wish=wish: turns.vote(draft, seat, wish))


def entries_of(session: Session, kind: type[Chose | Expired]) -> list[Entry]:
    """Return the entries of one kind."""
    return [entry for entry in session.log if isinstance(entry.event, kind)]


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
