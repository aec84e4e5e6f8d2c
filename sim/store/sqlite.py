"""The session log in one SQLite file: what `SessionLog` promises, said in SQL.

Rule 1: statements live here; connections, locks and failures in `database`, tables in `migrations`.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Self

from sim.model.events import Began, Entry
from sim.model.ids import SessionId
from sim.store.database import Database
from sim.store.kept import Edition
from sim.store.log import Standing, Summary, beginning, decider, follow_on
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
    from sim.store.sqlite_lessons import SqliteLessons

_SUMMARIES = """
    SELECT session.id, session.scenario, edition.title, session.act, session.course, session.whole_hash, session.played,
        session.forked_from, first.time, last.time, last.number, session.scene, session.turn, session.ended
    FROM session
    JOIN edition USING (whole_hash)
    JOIN entry AS first ON first.session = session.id AND first.number = 1
    JOIN entry AS last ON last.session = session.id AND last.number = (SELECT max(number) FROM entry WHERE session = session.id)
    ORDER BY last.time DESC, session.id
"""

UNUSED = """
    DELETE FROM edition
    WHERE whole_hash NOT IN (SELECT whole_hash FROM session) AND whole_hash NOT IN (SELECT whole_hash FROM lesson)
"""
"""Removes the editions that nothing was played with."""


class SqliteLog:
    """Session logs in one file; see `SessionLog` for what each method promises."""

    def __init__(self, path: Path, *, steps: tuple[str, ...] | None = None, patience: float = 10.0) -> None:
        """Open or make the file; `steps` and `patience` as in `Database`.

        Raises:
            StorageFailed: it cannot be opened, lies on a network file system, is no file of sessions, or is from a newer version.

        """
        self._database = Database(path, steps, patience)

    def __enter__(self) -> Self:
        """Use the log in a `with` statement, which closes it."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file."""
        self.close()

    def close(self) -> None:
        """Close the file; a later write opens it again, unless a write has failed."""
        self._database.close()

    def keep(self, edition: Edition) -> None:
        """Keep an edition; one that is already there is left as it is."""
        with self._database.reading() as connection:
            if connection.execute("SELECT 1 FROM edition WHERE whole_hash = ?", (edition.whole_hash,)).fetchone():
                return
        with self._database.writing() as connection:
            values = edition.whole_hash, edition.rules_hash, edition.title, edition.scenario, edition.corpus
            connection.execute("INSERT INTO edition VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING", values)

    def edition(self, whole_hash: str) -> Edition:
        """Return a kept edition, or raise `Missing`."""
        with self._database.reading() as connection:
            query = "SELECT whole_hash, rules_hash, title, scenario, corpus FROM edition WHERE whole_hash = ?"
            row: tuple[str, str, str, str, str] | None = connection.execute(query, (whole_hash,)).fetchone()
        if row is None:
            raise unknown_edition(whole_hash)
        return Edition(*row)

    def create(self, entries: tuple[Entry, ...], standing: Standing) -> None:
        """Keep a new session, all its entries or none."""
        began = beginning(entries)
        try:
            with self._database.writing() as connection:
                begin(connection, began, entries, standing)
        except sqlite3.IntegrityError as error:
            raise decided_twice() from error

    def append(self, session: SessionId, entries: tuple[Entry, ...], standing: Standing) -> None:
        """Add entries to a session, all or none."""
        try:
            with self._database.writing() as connection:
                lengthen(connection, session, entries, standing)
        except sqlite3.IntegrityError as error:
            raise decided_elsewhere(session) from error

    def read(self, session: SessionId) -> tuple[Entry, ...]:
        """Return all entries of a session, oldest first."""
        with self._database.reading() as connection:
            _last(connection, session)
            query = "SELECT number, body FROM entry WHERE session = ? ORDER BY number"
            rows: list[tuple[int, str]] = connection.execute(query, (session,)).fetchall()
        return tuple(entry_of(session, place, number, body) for place, (number, body) in enumerate(rows, start=1))

    def sessions(self) -> tuple[Summary, ...]:
        """Return a summary of every session, the one used last first."""
        with self._database.reading() as connection:
            rows: list[SummaryRow] = connection.execute(_SUMMARIES).fetchall()
        return tuple(summary_of(row) for row in rows)

    def delete(self, session: SessionId) -> None:
        """Remove a session, and the edition it was played with if no other session was; nothing of it stays in the file."""
        with self._database.writing() as connection:
            _last(connection, session)
            connection.execute("DELETE FROM session WHERE id = ?", (session,))
            connection.execute(UNUSED)
        self._database.truncate()

    def faults(self) -> tuple[str, ...]:
        """Return what SQLite finds damaged in the file, one sentence each; empty when it is sound."""
        with self._database.reading() as connection:
            said: list[tuple[str]] = connection.execute("PRAGMA integrity_check").fetchall()
            loose = connection.execute("PRAGMA foreign_key_check").fetchall()
        return (*(line for (line,) in said if line != "ok"), *(f"table {row[0]} refers to a missing row of {row[2]}" for row in loose))

    def lessons(self) -> SqliteLessons:
        """Return what keeps lessons in the same file."""
        from sim.store.sqlite_lessons import SqliteLessons  # noqa: PLC0415 -- only where a class plays

        return SqliteLessons(self._database)


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
    follow_on(entries, _last(connection, session))
    _insert(connection, session, entries)
    values = standing.scene, standing.turn, standing.ended, session
    connection.execute("UPDATE session SET scene = ?, turn = ?, ended = ? WHERE id = ?", values)


def _insert(connection: sqlite3.Connection, session: SessionId, entries: tuple[Entry, ...]) -> None:
    rows = [(session, entry.number, entry.time, entry.turn, decider(entry), entry.model_dump_json()) for entry in entries]
    connection.executemany("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?)", rows)


def _last(connection: sqlite3.Connection, session: SessionId) -> int:
    """Return the number of a session's last entry, or raise `Missing`."""
    (last,) = connection.execute("SELECT max(number) FROM entry WHERE session = ?", (session,)).fetchone()
    if last is None:
        raise unknown_session(session, [name for (name,) in connection.execute("SELECT id FROM session ORDER BY id")])
    return int(last)
