"""A lesson that is being held: the single writer of its log and of its groups' sessions.

What several people ask for at once is tried on one draft, in order, kept in one commit, and only then acknowledged. A refusal leaves the
draft as it was before that request.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Generic, NamedTuple, TypeVar

from sim.engine.arms import next_arm
from sim.engine.lesson import Lesson
from sim.engine.machine import ScenarioMachine
from sim.engine.session import Session
from sim.engine.timing import lengthened
from sim.model.arm import ArmId
from sim.model.events import Began, Event
from sim.model.ids import GroupId, LessonId, SeatId
from sim.model.leading import FACILITATOR, Clocked
from sim.model.lesson import Advanced, Convened, Formed, LessonEntry, LessonEvent
from sim.store.beginning import first_entry
from sim.store.kept import Edition
from sim.store.lessons import Archive, Change, Grown
from sim.store.log import Standing as SessionStanding
from sim.store.settle import Clock, settled

Answer = TypeVar("Answer")


class Asked(NamedTuple):
    """Whose request something is."""

    seat: SeatId = FACILITATOR
    key: str | None = None
    """What the sender called it."""


class Draft:
    """A lesson with what is asked of it, not yet kept."""

    def __init__(
        self, machine: ScenarioMachine, lesson: Lesson, sessions: Mapping[GroupId, Session], known: set[tuple[SeatId, str]]
    ) -> None:
        """Begin with a lesson as it is kept.

        Args:
            machine: the compiled scenario.
            lesson: as it is kept.
            sessions: of its groups.
            known: the requests that have been answered, each by its seat and key.

        """
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

    def form(self, group: GroupId, began: Began, arm: ArmId | None = None) -> Session:
        """Let a group begin to play, in an arm of the study, or else in the one that is drawn for it."""
        first = Session.open(self.machine, (first_entry(began, self._times()),))
        return self._begin(group, first, arm or next_arm(self.lesson))

    def fork(self, group: GroupId, fresh: GroupId, to: int) -> Session:
        """Let a new group begin where another was at the start of a turn, in the same arm of the study.

        Raises:
            Illegal: it is not a turn of the play.
            Missing: no such group plays.

        """
        arm = self.lesson.group(group).arm
        return self._begin(fresh, self.sessions[group].fork(f"{self.lesson.began.lesson}-{fresh}", self._times(), to), arm)

    def _begin(self, group: GroupId, first: Session, arm: ArmId | None) -> Session:
        session = settled(first, self._times)
        self.note(Formed(group=group, session=session.began.session, arm=arm))
        self.sessions[group] = session
        self.note(Advanced(group=group, to=len(session.log)))
        self._start_clock(group, session)
        return session

    def _start_clock(self, group: GroupId, session: Session) -> None:
        """Give a turn that has just begun the time that its author sets, and more where somebody who decides needs it."""
        seconds = self.machine.plans[session.state.scene].scene.deadline
        longer = lengthened(self.lesson, session, group, seconds) if seconds is not None else 0
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


class Standing(NamedTuple):
    """How far a lesson is: one value, so that nobody sees a lesson without its sessions."""

    lesson: Lesson
    sessions: Mapping[GroupId, Session]


class Attempt(NamedTuple, Generic[Answer]):
    """What became of several requests on a draft."""

    answers: tuple[Answer | Exception, ...]
    """What each gave, or why it was refused."""
    then: Standing
    """How far the lesson is once the change is kept."""
    change: Change | None
    """What has to be kept; None where nothing has changed."""


class LiveLesson:
    """One lesson open for play; every change of it goes through here."""

    def __init__(self, archive: Archive, machine: ScenarioMachine, name: LessonId, clock: Clock) -> None:
        """Go on with a kept lesson.

        Args:
            archive: where it is kept, with the sessions of its groups.
            machine: the edition it is played with, compiled.
            name: the lesson's.
            clock: gives the time of new entries.

        Raises:
            Missing: there is no such lesson.
            InvalidLog: its log is damaged.

        """
        self.archive = archive
        self._machine = machine
        self._clock = clock
        self._known: set[tuple[SeatId, str]] = set()
        entries = archive.lessons.read(name)
        self._known.update(_requests(entries))
        self.now = self._with_sessions(Lesson.open(entries), {})

    @classmethod
    def convene(  # noqa: PLR0913 -- what is played, where it is kept, and how it is joined
        cls, archive: Archive, machine: ScenarioMachine, *, edition: Edition, convened: Convened, code: str, clock: Clock
    ) -> LiveLesson:
        """Open a new lesson and keep it.

        Args:
            archive: where it is kept.
            machine: the compiled scenario.
            edition: the same scenario, to be kept beside the lesson.
            convened: how the lesson begins.
            code: what people type to join it.
            clock: gives the time of entries.

        Raises:
            Illegal: there is a lesson of that name, or one that is joined with that code.

        """
        archive.sessions.keep(edition)
        archive.lessons.create((LessonEntry(number=1, time=clock(), seat=FACILITATOR, event=convened),), code)
        return cls(archive, machine, convened.lesson, clock)

    def do(self, act: Callable[[Draft], Answer]) -> Answer:
        """Do one thing, and return once it is on disk.

        Raises:
            SimError: it was refused, or could not be kept; nothing has changed.

        """
        (answer,) = self.do_all([act])
        if isinstance(answer, Exception):
            raise answer
        return answer

    def do_all(self, acts: Iterable[Callable[[Draft], Answer]]) -> tuple[Answer | Exception, ...]:
        """Do several things in order, and return once all of them are on disk: what each gave, or why it was refused.

        Raises:
            Stale: the lesson has gone on elsewhere; `reload` and ask again.
            StorageFailed: nothing of it could be kept.

        """
        tried = self.attempt(acts)
        if tried.change is not None:
            self.archive.lessons.commit(tried.change)
        self.keep(tried)
        return tried.answers

    def attempt(self, acts: Iterable[Callable[[Draft], Answer]]) -> Attempt[Answer]:
        """Do several things in order on a draft; `keep` has to follow once what it changes is on disk, or nothing has happened."""
        kept = self.now
        draft = Draft(self._machine, kept.lesson, kept.sessions, self._known)
        answers: list[Answer | Exception] = []
        for act in acts:
            try:
                with draft.attempt(self._clock):
                    answers.append(act(draft))
            except Exception as error:  # noqa: BLE001 -- whatever is wrong with one request is for its sender alone to hear
                answers.append(error)
        if not draft.fresh:
            return Attempt(tuple(answers), kept, None)
        return Attempt(tuple(answers), Standing(draft.lesson, draft.sessions), draft.change(kept.sessions))

    def keep(self, tried: Attempt[Answer]) -> None:
        """Take over what was tried; it is on disk."""
        if tried.change is not None:
            self._known.update(_requests(tried.change.entries))
            self.now = tried.then

    def reload(self) -> bool:
        """Read what was added elsewhere, and tell whether anything was."""
        lesson = self.now.lesson
        entries = self.archive.lessons.read(lesson.began.lesson, lesson.number)
        if not entries:
            return False
        for entry in entries:
            lesson = lesson.apply(entry)
        self._known.update(_requests(entries))
        self.now = self._with_sessions(lesson, self.now.sessions)
        return True

    def _with_sessions(self, lesson: Lesson, known: Mapping[GroupId, Session]) -> Standing:
        """Return a lesson with the sessions of its groups, those read anew that have grown."""
        sessions = {}
        for group in lesson.groups.values():
            session = known.get(group.id)
            if session is None or len(session.log) < group.entries:
                session = Session.open(self._machine, self.archive.sessions.read(group.session))
            sessions[group.id] = session
        return Standing(lesson, sessions)


def _requests(entries: Iterable[LessonEntry]) -> Iterator[tuple[SeatId, str]]:
    """Yield the requests that entries answer."""
    return ((entry.seat, entry.key) for entry in entries if entry.key is not None)
