"""Bringing an older file of sessions up to date: numbered SQL scripts, forward only.

Rule 1: a script that has been released is never changed; a new one is added.
Rule 2: an existing file is copied before it is changed, and changed in one transaction: it is old or new, never between.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from importlib.resources import files
from pathlib import Path

from sim.errors import StorageFailed

MARK = 0x5374_616E  # "Stan"
"""SQLite's `application_id` of a file of sessions."""


def scripts() -> tuple[str, ...]:
    """Return the scripts in order; the first makes an empty file version 1."""
    found = sorted(
        (file for file in files("sim.store").joinpath("migrations").iterdir() if file.name.endswith(".sql")), key=lambda file: file.name
    )
    return tuple(file.read_text(encoding="utf-8") for file in found)


def version(connection: sqlite3.Connection, path: Path) -> int:
    """Return which script was run last on a file; 0 for an empty one.

    Raises:
        StorageFailed: the file is a database of something else.

    """
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if not tables:
        return 0
    (mark,) = connection.execute("PRAGMA application_id").fetchone()
    if mark != MARK:
        message = f"{path}: this is a database, but not one of sessions; name another file, or move this one away"
        raise StorageFailed(message, "not-a-store")
    (last,) = connection.execute("SELECT max(version) FROM schema_version").fetchone()
    return int(last)


def check_version(found: int, known: int, place: str, what: str = "file") -> None:
    """Refuse a file, or whatever else keeps sessions, that a newer version of the program has written.

    Raises:
        StorageFailed: `found` is beyond the last script that this version knows.

    """
    if found > known:
        message = (
            f"{place}: a newer version of sim has written this {what} (format {found}, this version knows {known}); "
            f"use that version, or name another {what}"
        )
        raise StorageFailed(message, "newer-store")


def migrate(connection: sqlite3.Connection, path: Path, steps: tuple[str, ...]) -> None:
    """Run the scripts that a file has not seen yet, inside the writer's lock; an existing file is copied to `NAME.vN.bak` first.

    Raises:
        StorageFailed: the file is newer than the scripts, or is not a file of sessions.

    """
    found = version(connection, path)
    check_version(found, len(steps), str(path))
    if found == len(steps):
        return
    if found:
        _back_up(connection, path.with_name(f"{path.name}.v{found}.bak"))
    connection.execute("BEGIN IMMEDIATE")
    try:
        if not found:
            connection.execute("CREATE TABLE schema_version (version INTEGER NOT NULL PRIMARY KEY)")
            connection.execute(f"PRAGMA application_id = {MARK}")
        for number, script in enumerate(steps[found:], start=found + 1):
            for statement in _statements(script):
                connection.execute(statement)
            connection.execute("INSERT INTO schema_version VALUES (?)", (number,))
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _back_up(connection: sqlite3.Connection, copy: Path) -> None:
    copy.unlink(missing_ok=True)
    copy.touch(mode=0o600)
    with closing(sqlite3.connect(copy)) as target:
        connection.backup(target)


def _statements(script: str) -> Iterator[str]:
    """Yield the statements of a script one by one, because `executescript` would commit before it begins."""
    gathered = ""
    for line in script.splitlines(keepends=True):
        gathered += line
        if sqlite3.complete_statement(gathered):
            yield gathered
            gathered = ""
