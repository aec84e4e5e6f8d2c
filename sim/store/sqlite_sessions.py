"""Sessions in an opened file, inside a transaction: what the log of sessions and that of lessons both do with them."""

from __future__ import annotations

import sqlite3

from sim.model.events import Began, Entry
from sim.model.ids import SessionId
from sim.store.log import Standing, decider, follow_on
from sim.store.rows import PLAYED, edition_to_keep, taken_name, unknown_session

UNUSED = """
    DELETE FROM edition
    WHERE whole_hash NOT IN (SELECT whole_hash FROM session) AND whole_hash NOT IN (SELECT whole_hash FROM lesson)
"""
"""Removes the editions that nothing was played with."""


def begin(connection: sqlite3.Connection, began: Began, entries: tuple[Entry, ...], standing: Standing) -> None:
    """Insert a new session, inside a transaction.

    Raises:
        Illegal: there is a session of this name.
        Missing: the edition it names is not kept.
        sqlite3.IntegrityError: a role decides twice in one turn.

    """
    played = PLAYED.dump_json(began.played).decode()
    if connection.execute("SELECT 1 FROM session WHERE id = ?", (began.session,)).fetchone():
        raise taken_name(began.session)
    if not connection.execute("SELECT 1 FROM edition WHERE whole_hash = ?", (began.whole_hash,)).fetchone():
        raise edition_to_keep(began.whole_hash)
    names = began.session, began.scenario, began.act, began.course, began.whole_hash, played, began.forked_from
    connection.execute("INSERT INTO session VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", (*names, standing.scene, standing.turn, standing.ended))
    _insert(connection, began.session, entries)


def lengthen(connection: sqlite3.Connection, session: SessionId, entries: tuple[Entry, ...], standing: Standing) -> None:
    """Add entries to a session, inside a transaction.

    Raises:
        Stale: it has gone on elsewhere.
        Missing: there is no such session.
        InvalidLog: the numbers leave a gap.
        sqlite3.IntegrityError: a choice of this role in this turn is there already.

    """
    follow_on(entries, last_number(connection, session))
    _insert(connection, session, entries)
    values = standing.scene, standing.turn, standing.ended, session
    connection.execute("UPDATE session SET scene = ?, turn = ?, ended = ? WHERE id = ?", values)


def _insert(connection: sqlite3.Connection, session: SessionId, entries: tuple[Entry, ...]) -> None:
    rows = [(session, entry.number, entry.time, entry.turn, decider(entry), entry.model_dump_json()) for entry in entries]
    connection.executemany("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?)", rows)


def last_number(connection: sqlite3.Connection, session: SessionId) -> int:
    """Return the number of a session's last entry, or raise `Missing`."""
    (found,) = connection.execute("SELECT max(number) FROM entry WHERE session = ?", (session,)).fetchone()
    if found is None:
        raise unknown_session(session, [name for (name,) in connection.execute("SELECT id FROM session ORDER BY id")])
    return int(found)
