"""Lessons in the file of sessions: what `LessonLog` promises, said in SQL."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence

from sim.model.events import Entry
from sim.model.ids import LessonId, SessionId
from sim.model.lesson import LessonEntry
from sim.store.database import Database
from sim.store.lessons import (
    Change,
    convening,
    follow,
    gone_on,
    is_over,
    played,
    taken_code,
    taken_lesson,
    unknown_entry,
    unknown_lesson,
)
from sim.store.lessons_read import ReadLessons, entries_in
from sim.store.log import beginning
from sim.store.rows import edition_to_keep
from sim.store.sqlite_sessions import UNUSED, begin, lengthen


class SqliteLessons(ReadLessons):
    """Lessons in one file; see `LessonLog` for what each method promises."""

    def __init__(self, database: Database) -> None:
        """Use an opened file; `SqliteLog.lessons` is the way in."""
        self._database = database

    def _rows(self, query: str, *values: str | int) -> list[tuple[str, ...]]:
        with self._database.reading() as connection:
            return connection.execute(query, values).fetchall()

    def create(self, entries: tuple[LessonEntry, ...], code: str) -> None:
        """Keep a new lesson."""
        began = convening(entries)
        free = None if is_over(entries) else code
        with self._database.writing() as connection:
            if connection.execute("SELECT 1 FROM lesson WHERE id = ?", (began.lesson,)).fetchone():
                raise taken_lesson(began.lesson)
            if connection.execute("SELECT 1 FROM lesson WHERE code = ?", (free,)).fetchone():
                raise taken_code()
            if not connection.execute("SELECT 1 FROM edition WHERE whole_hash = ?", (began.whole_hash,)).fetchone():
                raise edition_to_keep(began.whole_hash)
            connection.execute("INSERT INTO lesson VALUES (?, ?, ?)", (began.lesson, free, began.whole_hash))
            _insert(connection, began.lesson, entries)

    def commit(self, change: Change) -> None:
        """Add to a lesson and to its sessions, all or nothing."""
        self.commit_all((change,))

    def commit_all(self, changes: Sequence[Change]) -> None:
        """Add to several lessons and to their sessions, all or nothing."""
        try:
            with self._database.writing() as connection:
                for change in changes:
                    _add(connection, change)
        except sqlite3.IntegrityError as error:
            raise gone_on() from error

    def rewrite(
        self, lesson: LessonId, entries: tuple[LessonEntry, ...], sessions: Mapping[SessionId, tuple[Entry, ...]], told: LessonEntry
    ) -> None:
        """Put entries in the place of those of the same numbers; what stood there is in no part of the file afterwards."""
        rows = [(entry.model_dump_json(), session, entry.number) for session, changed in sessions.items() for entry in changed]
        with self._database.writing() as connection:
            follow((told,), _last(connection, lesson))
            values = [(entry.model_dump_json(), lesson, entry.number) for entry in entries]
            done = connection.executemany("UPDATE lesson_entry SET body = ? WHERE lesson = ? AND number = ?", values).rowcount
            done = max(done, 0) + max(
                connection.executemany("UPDATE entry SET body = ? WHERE session = ? AND number = ?", rows).rowcount, 0
            )
            if done != len(values) + len(rows):
                raise unknown_entry(lesson)
            _insert(connection, lesson, (told,))
        self._database.compact()

    def delete(self, lesson: LessonId) -> None:
        """Remove a lesson with the sessions of its groups; nothing of them stays in the file."""
        with self._database.writing() as connection:
            _last(connection, lesson)
            entries = entries_in(lesson, connection.execute("SELECT body FROM lesson_entry WHERE lesson = ? ORDER BY number", (lesson,)))
            sessions = [(session,) for session in played(entries)]
            connection.executemany("DELETE FROM session WHERE id = ?", sessions)
            connection.execute("DELETE FROM lesson WHERE id = ?", (lesson,))
            connection.execute(UNUSED)
        self._database.compact()


def _add(connection: sqlite3.Connection, change: Change) -> None:
    follow(change.entries, _last(connection, change.lesson))
    _insert(connection, change.lesson, change.entries)
    for grown in change.sessions:
        if grown.entries[0].number == 1:
            begin(connection, beginning(grown.entries), grown.entries, grown.standing)
        else:
            lengthen(connection, grown.session, grown.entries, grown.standing)
    if change.ends:
        connection.execute("UPDATE lesson SET code = NULL WHERE id = ?", (change.lesson,))


def _insert(connection: sqlite3.Connection, lesson: LessonId, entries: tuple[LessonEntry, ...]) -> None:
    rows = [(lesson, entry.number, entry.seat, entry.key, entry.model_dump_json()) for entry in entries]
    connection.executemany("INSERT INTO lesson_entry VALUES (?, ?, ?, ?, ?)", rows)


def _last(connection: sqlite3.Connection, lesson: LessonId) -> int:
    """Return the number of a lesson's last entry, or raise `Missing`."""
    (last,) = connection.execute("SELECT max(number) FROM lesson_entry WHERE lesson = ?", (lesson,)).fetchone()
    if last is None:
        raise unknown_lesson(lesson)
    return int(last)
