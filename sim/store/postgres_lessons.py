"""Lessons in a PostgreSQL database: what `LessonLog` promises, said in SQL.

Rule 1: of several writers, the row of the lesson lets one add entries, by its `version`; unique keys refuse what would stand twice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import LiteralString

import psycopg

from sim.model.events import Entry
from sim.model.ids import LessonId, SessionId
from sim.model.lesson import LessonEntry
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
from sim.store.postgres_database import Connection, PostgresDatabase
from sim.store.postgres_sessions import UNUSED, begin, lengthen
from sim.store.rows import edition_to_keep

_INSERT = """
    INSERT INTO lesson_entry
    SELECT %s, number, seat, key, body
    FROM unnest(%s::integer[], %s::text[], %s::text[], %s::text[]) AS row (number, seat, key, body)
"""
_REWRITE = "UPDATE lesson_entry SET body = %(body)s WHERE lesson = %(of)s AND number = %(number)s"
_REWRITE_SESSION = "UPDATE entry SET body = %(body)s WHERE session = %(of)s AND number = %(number)s"
_ADVANCE = "UPDATE lesson SET version = %s WHERE id = %s AND version = %s"
_LAST = "SELECT version FROM lesson WHERE id = %s"
_HELD = "SELECT version FROM lesson WHERE id = %s FOR UPDATE"
_BODIES = "SELECT body FROM lesson_entry WHERE lesson = %s ORDER BY number"


class PostgresLessons(ReadLessons):
    """Lessons in one database; see `LessonLog` for what each method promises."""

    def __init__(self, database: PostgresDatabase) -> None:
        """Use an opened database; `PostgresLog.lessons` is the way in."""
        self._database = database

    def _rows(self, query: str, *values: str | int) -> list[tuple[str, ...]]:
        with self._database.reading() as connection:
            return connection.execute(query.replace("?", "%s"), values).fetchall()

    def create(self, entries: tuple[LessonEntry, ...], code: str) -> None:
        """Keep a new lesson."""
        began = convening(entries)
        try:
            with self._database.writing(lambda connection: _holds(connection, began.lesson, entries)) as connection:
                values = began.lesson, None if is_over(entries) else code, began.whole_hash, len(entries)
                connection.execute("INSERT INTO lesson VALUES (%s, %s, %s, %s)", values)
                _insert(connection, began.lesson, entries)
        except psycopg.errors.ForeignKeyViolation as error:
            raise edition_to_keep(began.whole_hash) from error
        except psycopg.errors.UniqueViolation as error:
            raise (taken_lesson(began.lesson) if error.diag.constraint_name == "one_lesson" else taken_code()) from error
        self._database.tell(began.lesson)

    def commit(self, change: Change) -> None:
        """Add to a lesson and to its sessions, all or nothing."""
        self.commit_all((change,))

    def commit_all(self, changes: Sequence[Change]) -> None:
        """Add to several lessons and to their sessions, all or nothing."""
        ordered = sorted(changes, key=lambda change: change.lesson)  # in one order everywhere: two servers never wait for each other
        for change in ordered:
            follow(change.entries, _before(change))
        try:
            with self._database.writing(lambda connection: all(_is_there(connection, change) for change in ordered)) as connection:
                for change in ordered:
                    _add(connection, change)
        except psycopg.errors.UniqueViolation as error:
            raise gone_on() from error
        for change in ordered:
            self._database.tell(change.lesson)

    def rewrite(
        self, lesson: LessonId, entries: tuple[LessonEntry, ...], sessions: Mapping[SessionId, tuple[Entry, ...]], told: LessonEntry
    ) -> None:
        """Put entries in the place of those of the same numbers.

        What stood there leaves the tables at once, and the server's files when it next vacuums them and reuses its write-ahead log.
        """
        with self._database.writing(lambda connection: _holds(connection, lesson, (*entries, told))) as connection:
            _version(connection, lesson)
            changed = [{"of": lesson, "number": entry.number, "body": entry.model_dump_json()} for entry in entries]
            rows = [
                {"of": name, "number": entry.number, "body": entry.model_dump_json()} for name, found in sessions.items() for entry in found
            ]
            done = [connection.execute(_REWRITE, row).rowcount for row in changed]
            done += [connection.execute(_REWRITE_SESSION, row).rowcount for row in rows]
            if not all(done):
                raise unknown_entry(lesson)
            _add(connection, Change(lesson, (told,)))
        self._database.tell(lesson)

    def delete(self, lesson: LessonId) -> None:
        """Remove a lesson with the sessions of its groups; as for a session, its words leave the server's files later."""
        with self._database.writing(lambda connection: not _holds(connection, lesson, entries[:1])) as connection:
            _version(connection, lesson, _HELD)  # so that no group begins to play between the reading and the deleting
            entries = entries_in(lesson, connection.execute(_BODIES, (lesson,)).fetchall())
            whole_hash = convening(entries).whole_hash
            connection.execute("DELETE FROM session WHERE id = ANY(%s)", (played(entries),))
            connection.execute("DELETE FROM lesson WHERE id = %s", (lesson,))
            with suppress(psycopg.errors.ForeignKeyViolation), connection.transaction():  # another may be beginning with it
                connection.execute(UNUSED, (whole_hash,) * 3)
        self._database.tell(lesson)


def _add(connection: Connection, change: Change) -> None:
    before = _before(change)
    if not connection.execute(_ADVANCE, (before + len(change.entries), change.lesson, before)).rowcount:
        follow(change.entries, _version(connection, change.lesson))
        raise gone_on()
    _insert(connection, change.lesson, change.entries)
    for grown in change.sessions:
        if grown.entries[0].number == 1:
            begin(connection, beginning(grown.entries), grown.entries, grown.standing)
        else:
            lengthen(connection, grown.session, grown.entries, grown.standing)
    if change.ends:
        connection.execute("UPDATE lesson SET code = NULL WHERE id = %s", (change.lesson,))


def _before(change: Change) -> int:
    """Return the number of the entry that a change follows."""
    return change.entries[0].number - 1 if change.entries else 0


def _is_there(connection: Connection, change: Change) -> bool:
    """Tell whether a log holds what a change adds."""
    return _holds(connection, change.lesson, change.entries)


def _holds(connection: Connection, lesson: LessonId, entries: tuple[LessonEntry, ...]) -> bool:
    """Tell whether a log holds these very entries."""
    numbers = [entry.number for entry in entries]
    query = "SELECT body FROM lesson_entry WHERE lesson = %s AND number = ANY(%s) ORDER BY number"
    return [(entry.model_dump_json(),) for entry in entries] == connection.execute(query, (lesson, numbers)).fetchall()


def _insert(connection: Connection, lesson: LessonId, entries: tuple[LessonEntry, ...]) -> None:
    rows = [(entry.number, entry.seat, entry.key, entry.model_dump_json()) for entry in entries]
    connection.execute(_INSERT, (lesson, *(list(column) for column in zip(*rows, strict=True))))


def _version(connection: Connection, lesson: LessonId, query: LiteralString = _LAST) -> int:
    """Return the number of a lesson's last entry, or raise `Missing`."""
    row: tuple[int] | None = connection.execute(query, (lesson,)).fetchone()
    if row is None:
        raise unknown_lesson(lesson)
    return row[0]
