"""The session log in a PostgreSQL database, for any number of server processes: what `SessionLog` promises, said in SQL.

Rule 1: statements live here; connections and lost commits in `postgres_database`, tables in `migrations/postgres`.
Rule 2: no promise rests on an isolation level. Of several writers, the row of the session lets one add entries, by its `version`; unique
keys refuse what would stand twice.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Self

import psycopg

from sim.errors import Stale
from sim.model.events import Began, Entry
from sim.model.ids import SessionId
from sim.store.kept import Edition
from sim.store.log import Standing, Summary, beginning, decider, follow_on
from sim.store.postgres_database import Connection, PostgresDatabase
from sim.store.postgres_hints import Hints
from sim.store.rows import (
    PLAYED,
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
_ADVANCE = "UPDATE session SET version = %s, scene = %s, turn = %s, ended = %s WHERE id = %s AND version = %s"
_INSERT = """
    INSERT INTO entry
    SELECT %s, number, time, turn, role, body
    FROM unnest(%s::integer[], %s::text[], %s::integer[], %s::text[], %s::text[]) AS row (number, time, turn, role, body)
"""
_FIRST = "SELECT body FROM entry WHERE session = %s AND number = 1"
UNUSED = """
    DELETE FROM edition
    WHERE whole_hash = %s AND NOT EXISTS (SELECT 1 FROM session WHERE whole_hash = %s)
        AND NOT EXISTS (SELECT 1 FROM lesson WHERE whole_hash = %s)
"""
"""Removes an edition if nothing was played with it."""
_NEAR = 200
"""How many names are looked through for the one that was meant; a server may hold millions."""


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
            _version(connection, session)
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
            _version(connection, session)
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


def begin(connection: Connection, began: Began, entries: tuple[Entry, ...], standing: Standing) -> None:
    """Insert a new session, inside a transaction.

    Raises:
        psycopg.errors.ForeignKeyViolation: the edition it names is not kept.
        psycopg.errors.UniqueViolation: there is a session of this name, or a role decides twice in one turn.

    """
    names = began.session, began.scenario, began.act, began.course, began.whole_hash
    values = *names, PLAYED.dump_json(began.played).decode(), began.forked_from, standing.scene, standing.turn, standing.ended
    marks = ", ".join(["%s"] * (len(values) + 1))
    connection.execute(f"INSERT INTO session VALUES ({marks})".encode(), (*values, len(entries)))  # noqa: S608 -- marks alone
    _insert(connection, began.session, entries)


def lengthen(connection: Connection, session: SessionId, entries: tuple[Entry, ...], standing: Standing) -> None:
    """Add entries to a session, inside a transaction.

    Raises:
        Stale: it has gone on elsewhere.
        Missing: there is no such session.
        InvalidLog: the numbers leave a gap.
        psycopg.errors.UniqueViolation: a choice of this role in this turn is there already.

    """
    before = entries[0].number - 1 if entries else 0  # which no session has
    follow_on(entries, before)
    values = before + len(entries), standing.scene, standing.turn, standing.ended, session, before
    if not connection.execute(_ADVANCE, values).rowcount:
        follow_on(entries, _version(connection, session))
        if entries:
            message = "the session has gone on elsewhere in this moment; load it again and decide anew"
            raise Stale(message, "continued-elsewhere")
    _insert(connection, session, entries)


def _is_kept(connection: Connection, whole_hash: str) -> bool:
    return connection.execute("SELECT 1 FROM edition WHERE whole_hash = %s", (whole_hash,)).fetchone() is not None


def _holds(connection: Connection, session: SessionId, entries: tuple[Entry, ...]) -> bool:
    """Tell whether a log holds these very entries."""
    numbers = [entry.number for entry in entries]
    query = "SELECT body FROM entry WHERE session = %s AND number = ANY(%s) ORDER BY number"
    return [(entry.model_dump_json(),) for entry in entries] == connection.execute(query, (session, numbers)).fetchall()


def _insert(connection: Connection, session: SessionId, entries: tuple[Entry, ...]) -> None:
    rows = [(entry.number, entry.time, entry.turn, decider(entry), entry.model_dump_json()) for entry in entries]
    columns = [list(column) for column in zip(*rows, strict=True)]
    if columns:
        connection.execute(_INSERT, (session, *columns))


def _version(connection: Connection, session: SessionId) -> int:
    """Return the number of a session's last entry, or raise `Missing`."""
    row: tuple[int] | None = connection.execute("SELECT version FROM session WHERE id = %s", (session,)).fetchone()
    if row is None:
        query = "SELECT id FROM session WHERE id >= left(%s, 2) ORDER BY id LIMIT %s"
        raise unknown_session(session, [name for (name,) in connection.execute(query, (session, _NEAR))])
    return row[0]
