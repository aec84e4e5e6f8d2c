"""Sessions in an opened database, inside a transaction: what the log of sessions and that of lessons both do with them.

Rule 1: of several writers, the row of a session lets one add entries, by its `version`; unique keys refuse what would stand twice.
"""

from __future__ import annotations

from sim.errors import Stale
from sim.model.events import Began, Entry
from sim.model.ids import SessionId
from sim.store.log import Standing, decider, follow_on
from sim.store.postgres_database import Connection
from sim.store.rows import PLAYED, unknown_session

_ADVANCE = "UPDATE session SET version = %s, scene = %s, turn = %s, ended = %s WHERE id = %s AND version = %s"
_INSERT = """
    INSERT INTO entry
    SELECT %s, number, time, turn, role, body
    FROM unnest(%s::integer[], %s::text[], %s::integer[], %s::text[], %s::text[]) AS row (number, time, turn, role, body)
"""
UNUSED = """
    DELETE FROM edition
    WHERE whole_hash = %s AND NOT EXISTS (SELECT 1 FROM session WHERE whole_hash = %s)
        AND NOT EXISTS (SELECT 1 FROM lesson WHERE whole_hash = %s)
"""
"""Removes an edition if nothing was played with it."""
_NEAR = 200
"""How many names are looked through for the one that was meant; a server may hold millions."""


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
        follow_on(entries, last_number(connection, session))
        if entries:
            message = "the session has gone on elsewhere in this moment; load it again and decide anew"
            raise Stale(message, "continued-elsewhere")
    _insert(connection, session, entries)


def _insert(connection: Connection, session: SessionId, entries: tuple[Entry, ...]) -> None:
    rows = [(entry.number, entry.time, entry.turn, decider(entry), entry.model_dump_json()) for entry in entries]
    columns = [list(column) for column in zip(*rows, strict=True)]
    if columns:
        connection.execute(_INSERT, (session, *columns))


def last_number(connection: Connection, session: SessionId) -> int:
    """Return the number of a session's last entry, or raise `Missing`."""
    row: tuple[int] | None = connection.execute("SELECT version FROM session WHERE id = %s", (session,)).fetchone()
    if row is None:
        query = "SELECT id FROM session WHERE id >= left(%s, 2) ORDER BY id LIMIT %s"
        raise unknown_session(session, [name for (name,) in connection.execute(query, (session, _NEAR))])
    return row[0]
