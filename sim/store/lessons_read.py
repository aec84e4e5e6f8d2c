"""How kept lessons are read, in the SQL that every database here understands.

Rule 1: only what is asked for alike everywhere stands here; what is written, each database says in its own words.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from contextlib import suppress

from pydantic import ValidationError

from sim.model.ids import LessonId, SessionId
from sim.model.lesson import Formed, LessonEntry
from sim.store.lessons import lesson_entry, unknown_code, unknown_lesson

_FORMED = '"kind":"formed"'
"""Stands in every entry by which a group begins to play, so that few others have to be read for it."""


def entries_in(lesson: LessonId, rows: Iterable[tuple[str, ...]], after: int = 0) -> tuple[LessonEntry, ...]:
    """Return the entries of a lesson that stand in rows, from the one that follows entry `after`; a damaged one raises `InvalidLog`."""
    return tuple(lesson_entry(lesson, place, body) for place, (body,) in enumerate(rows, start=after + 1))


class ReadLessons(ABC):
    """What `LessonLog` promises of reading."""

    @abstractmethod
    def _rows(self, query: str, *values: str | int) -> list[tuple[str, ...]]:
        """Return what a query finds; `?` stands for each value."""

    def read(self, lesson: LessonId, after: int = 0) -> tuple[LessonEntry, ...]:
        """Return the entries of a lesson that follow entry `after`, oldest first."""
        rows = self._rows("SELECT body FROM lesson_entry WHERE lesson = ? AND number > ? ORDER BY number", lesson, after)
        if not rows:
            self.code(lesson)  # which raises where there is no such lesson
        return entries_in(lesson, rows, after)

    def with_code(self, code: str) -> LessonId:
        """Return the lesson that is joined with a code."""
        rows = self._rows("SELECT id FROM lesson WHERE code = ?", code)
        if not rows:
            raise unknown_code()
        return rows[0][0]

    def code(self, lesson: LessonId) -> str | None:
        """Return the code with which a lesson is joined; None once it is over."""
        rows = self._rows("SELECT coalesce(code, '') FROM lesson WHERE id = ?", lesson)
        if not rows:
            raise unknown_lesson(lesson)
        return rows[0][0] or None

    def lessons(self) -> tuple[LessonId, ...]:
        """Return the names of all lessons."""
        return tuple(name for (name,) in self._rows("SELECT id FROM lesson ORDER BY id"))

    def plays(self) -> dict[SessionId, LessonId]:
        """Return the sessions that groups of lessons play, each with its lesson."""
        return dict(self._plays())

    def _plays(self) -> Iterator[tuple[SessionId, LessonId]]:
        for lesson, body in self._rows("SELECT lesson, body FROM lesson_entry WHERE body LIKE ?", f"%{_FORMED}%"):
            with suppress(ValidationError):  # a damaged entry; whoever opens its lesson is told
                entry = LessonEntry.model_validate_json(body, strict=True)
                if isinstance(entry.event, Formed):
                    yield entry.event.session, lesson
