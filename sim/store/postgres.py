"""The session log in a PostgreSQL database, for any number of server processes: what `SessionLog` promises, said in SQL.

Rule 1: statements live here, and in `postgres_sessions` those that lessons need too; connections and lost commits in `postgres_database`,
tables in `migrations/postgres`.
Rule 2: no promise rests on an isolation level. Of several writers, the row of the session lets one add entries, by its `version`; unique
keys refuse what would stand twice.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Self

import psycopg

from sim.model.events import Entry
from sim.model.ids import SessionId
from sim.store.kept import Edition
from sim.store.log import Standing, Summary, beginning
from sim.store.postgres_database import Connection, PostgresDatabase
from sim.store.postgres_hints import Hints
from sim.store.postgres_sessions import UNUSED, begin, last_number, lengthen
from sim.store.rows import (
    SummaryRow,
    decided_elsewhere,
    decided_twice,
    edition_to_keep,
    entry_of,
    summary_of,
    taken_name,
    unknown_edition,
    unknown_session,
)

if TYPE_CHECKING:
    from sim.store.postgres_lessons import PostgresLessons

_SUMMARIES = """
    SELECT session.id, session.scenario, edition.title, session.act, session.course, session.whole_hash, session.played,
        session.forked_from, first.time, last.time, last.number, session.scene, session.turn, session.ended
    FROM session
    JOIN edition USING (whole_hash)
    JOIN entry AS first ON first.session = session.id AND first.number = 1
    JOIN entry AS last ON last.session = session.id AND last.number = session.version
    ORDER BY last.time DESC, session.id
"""
_FAULTS = """
    SELECT session.id, session.version, count(entry.number), coalesce(max(entry.number), 0)
    FROM session LEFT JOIN entry ON entry.session = session.id
    GROUP BY session.id
    HAVING count(entry.number) <> session.version OR coalesce(max(entry.number), 0) <> session.version
    ORDER BY session.id
"""
_FIRST = "SELECT body FROM entry WHERE session = %s AND number = 1"


class PostgresLog:
    """Session logs in one database; see `SessionLog` for what each method promises."""

    def __init__(self, address: str, *, steps: tuple[str, ...] | None = None, patience: float = 10.0) -> None:
        """Open the database, and make its tables when there are none; arguments as in `PostgresDatabase`.

        Raises:
            StorageFailed: it cannot be reached, makes no promise, is no database of sessions, or is from a newer version.

        """
        self._database = PostgresDatabase(address, steps, patience)

    def __enter__(self) -> Self:
        """Use the log in a `with` statement, which closes it."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the connections."""
        self.close()

    def close(self) -> None:
        """Close the connections; a later read or write opens new ones, unless a write has failed."""
        self._database.close()

    def keep(self, edition: Edition) -> None:
        """Keep an edition; one that is already there is left as it is."""
        with self._database.reading() as connection:
            if _is_kept(connection, edition.whole_hash):
                return
        with self._database.writing(lambda connection: _is_kept(connection, edition.whole_hash)) as connection:
            values = edition.whole_hash, edition.rules_hash, edition.title, edition.scenario, edition.corpus
            connection.execute("INSERT INTO edition VALUES (%s, %s, %s, %s, %s) ON CONFLICT DO NOTHING", values)

    def edition(self, whole_hash: str) -> Edition:
        """Return a kept edition, or raise `Missing`."""
        with self._database.reading() as connection:
            query = "SELECT whole_hash, rules_hash, title, scenario, corpus FROM edition WHERE whole_hash = %s"
            row: tuple[str, str, str, str, str] | None = connection.execute(query, (whole_hash,)).fetchone()
        if row is None:
            raise unknown_edition(whole_hash)
        return Edition(*row)

    def create(self, entries: tuple[Entry, ...], standing: Standing) -> None:
        """Keep a new session, all its entries or none."""
        began = beginning(entries)
        try:
            with self._database.writing(lambda connection: _holds(connection, began.session, entries)) as connection:
                begin(connection, began, entries, standing)
        except psycopg.errors.ForeignKeyViolation as error:
            raise edition_to_keep(began.whole_hash) from error
        except psycopg.errors.UniqueViolation as error:
            raise (taken_name(began.session) if error.diag.constraint_name == "one_session" else decided_twice()) from error
        self._database.tell(began.session)

    def append(self, session: SessionId, entries: tuple[Entry, ...], standing: Standing) -> None:
        """Add entries to a session, all or none."""
        try:
            with self._database.writing(lambda connection: _holds(connection, session, entries)) as connection:
                lengthen(connection, session, entries, standing)
        except psycopg.errors.UniqueViolation as error:
            raise decided_elsewhere(session) from error
        self._database.tell(session)

    def read(self, session: SessionId) -> tuple[Entry, ...]:
        """Return all entries of a session, oldest first."""
        return self.after(session, 0)

    def after(self, session: SessionId, number: int) -> tuple[Entry, ...]:
        """Return the entries of a session that follow entry `number`, oldest first.

        Raises:
            Missing: there is no such session.
            InvalidLog: an entry is damaged.

        """
        with self._database.reading() as connection:
            last_number(connection, session)
            query = "SELECT number, body FROM entry WHERE session = %s AND number > %s ORDER BY number"
            rows: list[tuple[int, str]] = connection.execute(query, (session, number)).fetchall()
        return tuple(entry_of(session, place, found, body) for place, (found, body) in enumerate(rows, start=number + 1))

    def lessons(self) -> PostgresLessons:
        """Return what keeps lessons in the same database."""
        from sim.store.postgres_lessons import PostgresLessons  # noqa: PLC0415 -- only where a class plays

        return PostgresLessons(self._database)

    def hints(self) -> Hints:
        """Listen for the names of sessions that any process has changed, from now on."""
        return Hints(self._database)

    def sessions(self) -> tuple[Summary, ...]:
        """Return a summary of every session, the one used last first."""
        with self._database.reading() as connection:
            rows: list[SummaryRow] = connection.execute(_SUMMARIES).fetchall()
        return tuple(summary_of(row) for row in rows)

    def delete(self, session: SessionId) -> None:
        """Remove a session, and the edition it was played with if no other session was.

        Its words leave the tables at once, and the server's files when it next vacuums them and reuses its write-ahead log.
        """
        with self._database.reading() as connection:
            last_number(connection, session)
            first = connection.execute(_FIRST, (session,)).fetchone()
        with self._database.writing(lambda connection: connection.execute(_FIRST, (session,)).fetchone() != first) as connection:
            query = "DELETE FROM session WHERE id = %s RETURNING whole_hash"
            row: tuple[str] | None = connection.execute(query, (session,)).fetchone()
            if row is None:
                raise unknown_session(session, ())
            with suppress(psycopg.errors.ForeignKeyViolation), connection.transaction():  # another may be beginning a session with it
                connection.execute(UNUSED, row * 3)
        self._database.tell(session)

    def faults(self) -> tuple[str, ...]:
        """Return where a log is not what its session says, one sentence each; empty when all are sound.

        Whether pages on the server's disk are damaged is for its own `pg_amcheck` to say.
        """
        with self._database.reading() as connection:
            rows: list[tuple[str, int, int, int]] = connection.execute(_FAULTS).fetchall()
        return tuple(
            f"session {session!r} says it has {version} entries, but there are {count}, up to number {last}"
            for session, version, count, last in rows
        )


def _is_kept(connection: Connection, whole_hash: str) -> bool:
    return connection.execute("SELECT 1 FROM edition WHERE whole_hash = %s", (whole_hash,)).fetchone() is not None


def _holds(connection: Connection, session: SessionId, entries: tuple[Entry, ...]) -> bool:
    """Tell whether a log holds these very entries."""
    numbers = [entry.number for entry in entries]
    query = "SELECT body FROM entry WHERE session = %s AND number = ANY(%s) ORDER BY number"
    return [(entry.model_dump_json(),) for entry in entries] == connection.execute(query, (session, numbers)).fetchall()
