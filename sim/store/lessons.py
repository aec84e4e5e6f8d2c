"""What keeps the logs of lessons: the `LessonLog` protocol, the changes it is given, and what every implementation says alike.

Rule 1: a lesson and the sessions of its groups grow in one transaction: whatever `commit` returned from is on disk, whole, and stays.
Rule 2: an implementation keeps what it is given or raises; it applies no rule of the game.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from pydantic import ValidationError

from sim.errors import Illegal, InvalidLog, Missing, Stale
from sim.model.events import Entry
from sim.model.ids import LessonId, SessionId
from sim.model.leading import Ended
from sim.model.lesson import Convened, Formed, LessonEntry
from sim.store.log import SessionLog, Standing


@dataclass(frozen=True, slots=True)
class Grown:
    """What a session has more than before; all its entries when it is new."""

    session: SessionId
    entries: tuple[Entry, ...]
    standing: Standing


@dataclass(frozen=True, slots=True)
class Change:
    """What is added to a lesson and to its sessions at once."""

    lesson: LessonId
    entries: tuple[LessonEntry, ...]
    """At least one: every change of a session stands in the lesson's log too."""
    sessions: tuple[Grown, ...] = ()

    @property
    def ends(self) -> bool:
        """Whether the lesson is over with it, so that its code is free again."""
        return is_over(self.entries)


@dataclass(frozen=True, slots=True)
class Archive:
    """One place that keeps both sessions and lessons."""

    sessions: SessionLog
    lessons: LessonLog


class LessonLog(Protocol):
    """Keeps the entries of lessons, in the same place as the sessions of their groups.

    Every method may raise `StorageFailed`, with what that means for `SessionLog`.
    """

    def create(self, entries: tuple[LessonEntry, ...], code: str) -> None:
        """Keep a new lesson; the first entry convened it and names it, and its edition is kept already. One that is over has no code.

        Raises:
            Illegal: there is a lesson of this name, or one that can be joined with this code.
            Missing: the edition it names is not kept.
            InvalidLog: the entries are not numbered from 1, or do not begin with `convened`.

        """
        ...

    def commit(self, change: Change) -> None:
        """Add to a lesson and to its sessions, all or nothing.

        Raises:
            Stale: the lesson or one of its sessions has gone on elsewhere, or this request was answered already.
            Missing: there is no such lesson.
            InvalidLog: the numbers leave a gap.
            Illegal: there is a session of that name.

        """
        ...

    def read(self, lesson: LessonId, after: int = 0) -> tuple[LessonEntry, ...]:
        """Return the entries of a lesson that follow entry `after`, oldest first.

        Raises:
            Missing: there is no such lesson.
            InvalidLog: an entry is damaged.

        """
        ...

    def with_code(self, code: str) -> LessonId:
        """Return the lesson that is joined with a code.

        Raises:
            Missing: there is none.

        """
        ...

    def code(self, lesson: LessonId) -> str | None:
        """Return the code with which a lesson is joined; None once it is over."""
        ...

    def lessons(self) -> tuple[LessonId, ...]:
        """Return the names of all lessons."""
        ...

    def plays(self) -> Mapping[SessionId, LessonId]:
        """Return the sessions that groups of lessons play, each with its lesson; where one is damaged, its session is not among them."""
        ...

    def rewrite(
        self, lesson: LessonId, entries: tuple[LessonEntry, ...], sessions: Mapping[SessionId, tuple[Entry, ...]], told: LessonEntry
    ) -> None:
        """Put entries in the place of those of the same numbers, all or nothing: for erasing, and for nothing else.

        Args:
            lesson: whose entries they are.
            entries: of the lesson.
            sessions: of the sessions of its groups.
            told: the next entry of the lesson, by which a server that has it open knows that it has to read all of it anew.

        Raises:
            Stale: the lesson has gone on since it was read, and what is new may hold the same words; read it again.
            Missing: there is no such lesson, or no entry of such a number.

        """
        ...

    def delete(self, lesson: LessonId) -> None:
        """Remove a lesson with the sessions of its groups, and the edition it was played with if nothing else was.

        A group that begins to play in this moment goes with it, or is refused because its lesson is missing.

        Raises:
            Missing: there is no such lesson.
            InvalidLog: an entry is damaged.

        """
        ...


@runtime_checkable
class Together(LessonLog, Protocol):
    """A log of lessons that keeps changes of several lessons in one commit, so that a slow disk is waited for once."""

    def commit_all(self, changes: Sequence[Change]) -> None:
        """Add to several lessons and to their sessions, all or nothing; each lesson is changed once.

        Raises:
            Stale: one of the lessons or sessions has gone on elsewhere, or one of the requests was answered already.
            Missing: one of the lessons is not there.
            InvalidLog: the numbers of one leave a gap.
            Illegal: there is a session of a name that would be new.

        """
        ...


def convening(entries: tuple[LessonEntry, ...]) -> Convened:
    """Return the event that began a whole log; what every `create` checks first.

    Raises:
        InvalidLog: the entries are not numbered from 1, or do not begin with `convened`.

    """
    if not entries or not isinstance(entries[0].event, Convened):
        message = "the log of a lesson begins with one entry of kind 'convened'"
        raise InvalidLog(message, "no-beginning")
    follow(entries, 0)
    return entries[0].event


def follow(entries: tuple[LessonEntry, ...], last: int) -> None:
    """Check that entries are numbered on from entry `last`.

    Raises:
        Stale: the first number is taken already.
        InvalidLog: the numbers leave a gap, or there are no entries.

    """
    if not entries or entries[0].number > last + 1 or any(entry.number != entries[0].number + place for place, entry in enumerate(entries)):
        message = f"the entries do not follow entry {last} of the lesson, one by one"
        raise InvalidLog(message, "gap-in-log")
    if entries[0].number <= last:
        raise gone_on()


def lesson_entry(lesson: LessonId, place: int, body: str) -> LessonEntry:
    """Return the entry that stands in a row.

    Args:
        lesson: whose log it belongs to.
        place: which one of that log it has to be, from 1.
        body: the entry as JSON.

    Raises:
        InvalidLog: it is damaged, or not the one that belongs there.

    """
    try:
        entry = LessonEntry.model_validate_json(body, strict=True)
    except ValidationError as error:
        cause = ascii(error.errors()[0]["msg"])[1:-1][:200]  # it repeats what stands there, which may be anything
    else:
        if entry.number == place:
            return entry
        cause = f"it is numbered {entry.number}"
    message = f"entry {place} of lesson {lesson!r} is damaged ({cause}); the {place - 1} before it are good"
    raise InvalidLog(message, "damaged-entry")


def played(entries: tuple[LessonEntry, ...]) -> list[SessionId]:
    """Return the sessions that the groups of a lesson play."""
    return [entry.event.session for entry in entries if isinstance(entry.event, Formed)]


def is_over(entries: tuple[LessonEntry, ...]) -> bool:
    """Tell whether one of the entries ends the lesson."""
    return any(isinstance(entry.event, Ended) for entry in entries)


def gone_on() -> Stale:
    """Return the refusal of a change that was made of an older lesson than there is."""
    return Stale("the lesson has gone on elsewhere in this moment; look again", "continued-elsewhere")


def unknown_lesson(lesson: LessonId) -> Missing:
    """Return the refusal of a lesson that is not there."""
    return Missing(f"there is no lesson {lesson[:64]!r}", "unknown-lesson")


def unknown_entry(lesson: LessonId) -> Missing:
    """Return the refusal to change an entry that is not there."""
    return Missing(f"lesson {lesson[:64]!r} or its sessions do not have all of these entries; read it again", "unknown-lesson")


def unknown_code() -> Missing:
    """Return the refusal of a code; it does not repeat what was typed."""
    return Missing("no lesson can be joined with this code; look at the screen or the board again", "unknown-code")


def taken_lesson(lesson: LessonId) -> Illegal:
    """Return the refusal of a second lesson of one name."""
    return Illegal(f"there is a lesson {lesson!r} already; give this one another name", "lesson-exists")


def taken_code() -> Illegal:
    """Return the refusal of a code that opens another lesson."""
    return Illegal("another lesson is joined with this code; draw another", "code-taken")
