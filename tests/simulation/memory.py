"""What keeps lessons and sessions in these runs: in memory, as text, and the witness that sees what is committed.

Rule 1: what was committed stays, whatever happens to a process; what was not is gone with it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sim.errors import Stale
from sim.store.lessons import Archive, Change, convening, follow, gone_on, lesson_entry, unknown_code, unknown_lesson
from sim.store.log import beginning, follow_on
from sim.store.rows import entry_of, unknown_edition, unknown_session
from tests.simulation.planted import SOUND, Planted

if TYPE_CHECKING:
    from sim.model.events import Entry
    from sim.model.lesson import LessonEntry
    from sim.store.kept import Edition


@dataclass
class Memory:
    """Both logs in one: see `LessonLog` and `SessionLog` for what each method promises."""

    editions: dict[str, Edition] = field(default_factory=dict)
    codes: dict[str, str | None] = field(default_factory=dict)
    lesson: dict[str, list[str]] = field(default_factory=dict)
    session: dict[str, list[str]] = field(default_factory=dict)
    keys: set[tuple[str, str, str]] = field(default_factory=set)

    @property
    def archive(self) -> Archive:
        """Both logs, as a server is given them."""
        return Archive(_Sessions(self), _Lessons(self))


@dataclass
class _Sessions:
    """The sessions."""

    kept: Memory

    def keep(self, edition: Edition) -> None:
        """Keep an edition."""
        self.kept.editions.setdefault(edition.whole_hash, edition)

    def edition(self, whole_hash: str) -> Edition:
        """Return a kept edition, or raise `Missing`."""
        if whole_hash not in self.kept.editions:
            raise unknown_edition(whole_hash)
        return self.kept.editions[whole_hash]

    def read(self, session: str) -> tuple[Entry, ...]:
        """Return all entries of a session."""
        if session not in self.kept.session:
            raise unknown_session(session, self.kept.session)
        return tuple(entry_of(session, place, place, body) for place, body in enumerate(self.kept.session[session], 1))


@dataclass
class _Lessons:
    """The lessons."""

    kept: Memory

    def create(self, entries: tuple[LessonEntry, ...], code: str) -> None:
        """Keep a new lesson."""
        name = convening(entries).lesson
        self.kept.lesson[name] = [entry.model_dump_json() for entry in entries]
        self.kept.codes[name] = code

    def commit(self, change: Change) -> None:
        """Add to a lesson and to its sessions, all or nothing."""
        kept = self.kept
        follow(change.entries, len(kept.lesson[change.lesson]))
        keys = [(change.lesson, entry.seat, entry.key) for entry in change.entries if entry.key is not None]
        if len({*keys}) < len(keys) or not kept.keys.isdisjoint(keys):
            raise gone_on()
        for grown in change.sessions:
            if grown.entries[0].number == 1:
                beginning(grown.entries)
                if grown.session in kept.session:
                    raise gone_on()
            else:
                follow_on(grown.entries, len(kept.session[grown.session]))
        kept.keys.update(keys)
        kept.lesson[change.lesson] += [entry.model_dump_json() for entry in change.entries]
        for grown in change.sessions:
            kept.session.setdefault(grown.session, []).extend(entry.model_dump_json() for entry in grown.entries)
        if change.ends:
            kept.codes[change.lesson] = None

    def read(self, lesson: str, after: int = 0) -> tuple[LessonEntry, ...]:
        """Return the entries of a lesson that follow entry `after`."""
        if lesson not in self.kept.lesson:
            raise unknown_lesson(lesson)
        rows = self.kept.lesson[lesson][after:]
        return tuple(lesson_entry(lesson, place, body) for place, body in enumerate(rows, after + 1))

    def with_code(self, code: str) -> str:
        """Return the lesson that is joined with a code."""
        found = next((lesson for lesson, known in self.kept.codes.items() if known == code), None)
        if found is None:
            raise unknown_code()
        return found

    def code(self, lesson: str) -> str | None:
        """Return the code with which a lesson is joined."""
        return self.kept.codes[lesson]

    def lessons(self) -> tuple[str, ...]:
        """Return the names of all lessons."""
        return tuple(sorted(self.kept.lesson))


class Witness:
    """Stands before the log of lessons and tells of everything that was committed, and when another server was faster."""

    def __init__(self, archive: Archive, committed: Callable[[Change], None], planted: Planted = SOUND) -> None:
        """Watch an archive.

        Args:
            archive: which.
            committed: is told of each change once it is kept.
            planted: what it does wrong.

        """
        self._lessons = archive.lessons
        self._committed = committed
        self._planted = planted
        self._changes = 0
        self.stale = 0
        """How often another server was faster."""
        self.create = archive.lessons.create
        self.read = archive.lessons.read
        self.with_code = archive.lessons.with_code
        self.code = archive.lessons.code
        self.lessons = archive.lessons.lessons

    def commit(self, change: Change) -> None:
        """Commit, and tell."""
        self._changes += 1
        if self._strikes(self._planted.acknowledges_too_early) and change.entries[0].key:
            return
        half = self._strikes(self._planted.keeps_half)
        try:
            self._lessons.commit(replace(change, sessions=()) if half else change)
        except Stale:
            self.stale += 1
            raise
        self._committed(change)

    def _strikes(self, every: int) -> bool:
        return bool(every) and self._changes % every == 0
