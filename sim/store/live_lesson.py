"""A lesson that is being held: the single writer of its log and of its groups' sessions.

What several people ask for at once is tried on one draft, in order, kept in one commit, and only then acknowledged. A refusal leaves the
draft as it was before that request.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Generic, NamedTuple, TypeVar

from sim.engine.lesson import Lesson
from sim.engine.machine import ScenarioMachine
from sim.engine.session import Session
from sim.model.ids import GroupId, LessonId, SeatId
from sim.model.leading import FACILITATOR, Erased
from sim.model.lesson import Convened, LessonEntry
from sim.store.drafting import Draft, Left, logged
from sim.store.kept import Edition
from sim.store.lessons import Archive, Change
from sim.store.settle import Clock

Answer = TypeVar("Answer")


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
        self.clock = clock
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

    def attempt(self, acts: Iterable[Callable[[Draft], Answer]], left: Left = logged) -> Attempt[Answer]:
        """Do several things in order on a draft; `keep` has to follow once what it changes is on disk, or nothing has happened."""
        kept = self.now
        draft = Draft(self._machine, kept.lesson, kept.sessions, self._known, left)
        answers: list[Answer | Exception] = []
        for act in acts:
            try:
                with draft.attempt(self.clock):
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
        if any(isinstance(entry.event, Erased) for entry in entries):  # what was read before holds what nobody is to read any more
            entries = self.archive.lessons.read(lesson.began.lesson)
            self._known.update(_requests(entries))
            self.now = self._with_sessions(Lesson.open(entries), {})
            return True
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
