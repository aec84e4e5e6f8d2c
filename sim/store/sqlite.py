"""The session log in one SQLite file: what `SessionLog` promises, said in SQL.

Rule 1: statements live here, and in `sqlite_sessions` those that lessons need too; connections, locks and failures in `database`, tables in
`migrations`.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Self

from sim.model.events import Entry
from sim.model.ids import SessionId
from sim.store.database import Database
from sim.store.kept import Edition
from sim.store.log import Standing, Summary, beginning
from sim.store.rows import (
    SummaryRow,
    decided_elsewhere,
    decided_twice,
    entry_of,
    summary_of,
    unknown_edition,
)
from sim.store.sqlite_sessions import UNUSED, begin, last_number, lengthen

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
            last_number(connection, session)
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
            last_number(connection, session)
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
