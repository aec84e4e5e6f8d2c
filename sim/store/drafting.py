"""A lesson with what is asked of it, not yet kept: entries of its log and of its groups' sessions, all or none of which are kept.

Rule 1: a refusal leaves the draft as it was before that request. Rule 2: nothing here reads or writes what is kept; `live_lesson` does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import NamedTuple, TypeAlias

from sim.engine.arms import next_arm
from sim.engine.lesson import Lesson
from sim.engine.machine import ScenarioMachine
from sim.engine.members import Group
from sim.engine.seating import stands
from sim.engine.session import Session
from sim.engine.timing import lengthened
from sim.model.arm import ArmId
from sim.model.events import Began, Event
from sim.model.ids import GroupId, SeatId
from sim.model.leading import FACILITATOR, Clocked
from sim.model.lesson import Advanced, Formed, LessonEntry, LessonEvent
from sim.store.beginning import first_entry
from sim.store.lessons import Change, Grown
from sim.store.log import Standing as SessionStanding
from sim.store.settle import Clock, settled


class Asked(NamedTuple):
    """Whose request something is."""

    seat: SeatId = FACILITATOR
    key: str | None = None
    """What the sender called it."""


Left: TypeAlias = Callable[[Group], int]
"""Gives the milliseconds that the clock of a group has left."""


def logged(group: Group) -> int:
    """Return what the log tells of a clock: what it had left when it last stood; whoever lets the clocks run knows more."""
    return group.left


class Draft:
    """A lesson with what is asked of it, not yet kept."""

    def __init__(
        self,
        machine: ScenarioMachine,
        lesson: Lesson,
        sessions: Mapping[GroupId, Session],
        known: set[tuple[SeatId, str]],
        left: Left = logged,
    ) -> None:
        """Begin with a lesson as it is kept.

        Args:
            machine: the compiled scenario.
            lesson: as it is kept.
            sessions: of its groups.
            known: the requests that have been answered, each by its seat and key.
            left: tells how the clocks stand.

        """
        self.left = left
        self.machine = machine
        self.lesson = lesson
        self.sessions = {**sessions}
        self.fresh: tuple[LessonEntry, ...] = ()
        self._known = known
        self._times: Clock = str
        self._acting = Asked()
        """Whose doing is what names nobody."""

    @contextmanager
    def attempt(self, clock: Clock) -> Iterator[None]:
        """Try a request: whatever it raises, the draft is then what it was before."""
        before = self.lesson, {**self.sessions}, self.fresh
        self._times = clock
        try:
            yield
        except BaseException:
            self.lesson, self.sessions, self.fresh = before
            raise

    @contextmanager
    def acting(self, asked: Asked) -> Iterator[None]:
        """Let what names nobody be done by a facilitator; the first entry of it carries the key of the request."""
        self._acting = asked
        try:
            yield
        finally:
            self._acting = Asked()

    @property
    def by(self) -> SeatId:
        """The facilitator whose order is carried out."""
        return self._acting.seat

    def answered(self, seat: SeatId, key: str | None) -> bool:
        """Tell whether a request was answered already, so that sending it again changes nothing."""
        return key is not None and ((seat, key) in self._known or any((seat, key) == (entry.seat, entry.key) for entry in self.fresh))

    def note(self, event: LessonEvent, seat: SeatId | None = None, key: str | None = None) -> int:
        """Add an event to the lesson and return the number of its entry.

        Args:
            event: what happened.
            seat: who acted; None: the facilitator whose order is carried out.
            key: what the sender called the request.

        Raises:
            Illegal: this cannot happen now.
            Missing: it names what there is not.

        """
        if seat is None:
            seat, key = self._acting
            self._acting = Asked(seat)
        entry = LessonEntry(number=self.lesson.number + 1, time=self._times(), seat=seat, key=key, event=event)
        self.lesson = self.lesson.apply(entry)
        self.fresh = (*self.fresh, entry)
        return entry.number

    def play(self, group: GroupId, event: Event, by: str, turn: int | None = None, asked: Asked | None = None) -> Session:
        """Add an event to a group's session, with what chance and bots decide after it.

        Args:
            group: which group.
            event: what happened.
            by: who acted, as the session's log names it.
            turn: which turn it was meant for; the current one by default.
            asked: by whom, as the lesson's log names it; None: by the facilitator whose order is carried out.

        Raises:
            Stale: it was meant for an earlier turn.
            Illegal: the rules refuse it.
            Missing: it names what there is not, or no such group plays.

        """
        self.lesson.group(group)
        session = self.sessions[group]
        after = settled(session.apply(session.entry(event, by, self._times(), turn)), self._times)
        self.sessions[group] = after
        self.note(Advanced(group=group, to=len(after.log)), *(asked or ()))
        if after.turn != session.turn:
            self._start_clock(group, after)
        return after

    def form(self, group: GroupId, began: Began) -> Session:
        """Let a group begin to play, in the arm of the study that is drawn for it."""
        first = Session.open(self.machine, (first_entry(began, self._times()),))
        return self._begin(group, first, next_arm(self.lesson))

    def fork(self, group: GroupId, fresh: GroupId, to: int, *, everybody: bool) -> Session:
        """Let a new group begin where another was at the start of a turn, in the same arm of the study.

        Args:
            group: the other.
            fresh: the name of the new one.
            to: which turn.
            everybody: whether all who play go along, so that the other's play stands.

        Raises:
            Illegal: it is not a turn of the play.
            Missing: no such group plays.

        """
        arm = self.lesson.group(group).arm
        forked = self.sessions[group].fork(f"{self.lesson.began.lesson}-{fresh}", self._times(), to)
        return self._begin(fresh, forked, arm, group if everybody else None)

    def _begin(self, group: GroupId, first: Session, arm: ArmId | None, instead: GroupId | None = None) -> Session:
        session = settled(first, self._times)
        self.note(Formed(group=group, session=session.began.session, arm=arm, instead=instead))
        self.sessions[group] = session
        self.note(Advanced(group=group, to=len(session.log)))
        self._start_clock(group, session)
        return session

    def _start_clock(self, group: GroupId, session: Session) -> None:
        """Give a turn that has just begun the time that its author sets, and more where somebody needs it; none where nobody decides."""
        seconds = self.machine.plans[session.state.scene].scene.deadline
        if seconds is None or stands(self.lesson, self.sessions, group):
            return
        longer = lengthened(self.lesson, session, group, seconds)
        if longer:
            self.note(Clocked(group=group, turn=session.turn, seconds=longer))

    def change(self, kept: Mapping[GroupId, Session]) -> Change:
        """Return what the draft has more than what is kept."""
        sessions = (
            Grown(after.began.session, after.log[len(kept[group].log) if group in kept else 0 :], SessionStanding.of(after))
            for group, after in self.sessions.items()
            if after is not kept.get(group)
        )
        return Change(self.lesson.began.lesson, self.fresh, tuple(sessions))
