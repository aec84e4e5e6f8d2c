"""Bringing a PostgreSQL database of sessions up to date: numbered SQL scripts, forward only.

Rule 1: a script that has been released is never changed; a new one is added.
Rule 2: all of it happens in one transaction, by one process at a time: the database is old or new, never between. Nothing is copied first,
because only the server can do that; docs/how-to/use-postgresql.md says how.
"""

from importlib.resources import files

import psycopg
from psycopg.rows import TupleRow

from sim.errors import StorageFailed
from sim.store.migrations import MARK, check_version

SCHEMA = "standoff"
"""The tables have a schema of their own, so that other programs may use the same database."""


def scripts() -> tuple[str, ...]:
    """Return the scripts in order; the first makes an empty database version 1."""
    folder = files("sim.store").joinpath("migrations", "postgres")
    return tuple(file.read_text(encoding="utf-8") for file in sorted(folder.iterdir(), key=lambda file: file.name))


def version(connection: psycopg.Connection[TupleRow], place: str) -> int:
    """Return which script was run last on a database; 0 for one that has no sessions yet.

    Raises:
        StorageFailed: the schema holds tables of something else.

    """
    query = "SELECT count(*), count(*) FILTER (WHERE relname = 'schema_version') FROM pg_class WHERE relnamespace = to_regnamespace(%s)"
    row: tuple[int, int] | None = connection.execute(query, (SCHEMA,)).fetchone()
    if row is None or not row[0]:
        return 0
    if not row[1]:
        message = f"{place}: its schema {SCHEMA!r} holds tables, but not those of sessions; name another database"
        raise StorageFailed(message, "not-a-store")
    last: tuple[int] | None = connection.execute("SELECT max(version) FROM standoff.schema_version").fetchone()
    return last[0] if last else 0


def migrate(connection: psycopg.Connection[TupleRow], place: str, steps: tuple[str, ...]) -> None:
    """Run the scripts that a database has not seen yet; another process that wants to do the same waits.

    Raises:
        StorageFailed: the database is newer than the scripts, or its schema is not ours.
        psycopg.Error: the server refused; nothing was changed.

    """
    found = version(connection, place)
    check_version(found, len(steps), place, "database")
    if found == len(steps):
        return
    with connection.transaction():
        connection.execute("SELECT pg_advisory_xact_lock(%s)", (MARK,))
        connection.execute("SET LOCAL statement_timeout = 0")
        found = version(connection, place)
        check_version(found, len(steps), place, "database")
        if not found:
            if connection.execute("SELECT to_regnamespace(%s)", (SCHEMA,)).fetchone() == (None,):
                connection.execute("CREATE SCHEMA standoff")
            connection.execute("CREATE TABLE standoff.schema_version (version integer NOT NULL PRIMARY KEY)")
        for number, script in enumerate(steps[found:], start=found + 1):
            connection.execute(script.encode())
            connection.execute("INSERT INTO standoff.schema_version VALUES (%s)", (number,))
