"""A copy of a PostgreSQL database of sessions, by PostgreSQL's own programs `pg_dump` and `pg_restore`.

Rule 1: a password is handed over in the environment, never on a command line, where every user of the computer could read it.
Rule 2: a copy is put back only into a database that has no sessions; nothing is replaced.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from sim.errors import Illegal, Missing, StorageFailed
from sim.store.anew import making
from sim.store.postgres_errors import place_of, refusal

_SCHEMA = "standoff"
_DUMP = b"PGDMP"


def dump(address: str, target: Path) -> None:
    """Write a copy of a database, as it is at one moment, while others may write.

    Args:
        address: of the database.
        target: the copy; only its owner may read it.

    Raises:
        StorageFailed: the target is there already, or the server or the disk refused; then no copy is there.
        Missing: `pg_dump` is not installed.

    """
    program = _program("pg_dump")
    with making(target), os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        done = _run([program, "--format=custom", f"--schema={_SCHEMA}"], address, stdout=file.fileno())
        os.fsync(file.fileno())
    if done:
        target.unlink()
        raise StorageFailed(f"{place_of(address)}: pg_dump refused: {done}", "copy-failed")


def is_dump(file: Path) -> bool:
    """Tell whether a file was written by `pg_dump`, by how it begins."""
    with file.open("rb") as opened:
        return opened.read(len(_DUMP)) == _DUMP


def load(address: str, source: Path) -> None:
    """Put a copy into a database that has no sessions yet, all or nothing.

    Raises:
        Illegal: the database has sessions.
        StorageFailed: the server refused.
        Missing: `pg_restore` is not installed.

    """
    program = _program("pg_restore")
    try:
        with psycopg.connect(address) as connection:
            there = connection.execute("SELECT 1 FROM pg_namespace WHERE nspname = %s", (_SCHEMA,)).fetchone()
    except psycopg.Error as error:
        raise refusal(place_of(address), error) from error
    if there:
        message = f"{place_of(address)}: this database keeps sessions already; make an empty one, and name that"
        raise Illegal(message, "not-empty")
    options = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", str(source)]
    done = _run([program, *options], address)
    if done:
        raise StorageFailed(f"{place_of(address)}: pg_restore refused: {done}", "copy-failed")


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        message = f"the program {name} is not installed; it comes with PostgreSQL's client programs"
        raise Missing(message, "no-program")
    return found


def _run(command: list[str], address: str, stdout: int | None = None) -> str:
    """Run a program on a database, and return what it complained of; empty when it is done."""
    parts = conninfo_to_dict(address)
    password = parts.pop("password", None)
    whole = make_conninfo(**{name: str(value) for name, value in parts.items() if value is not None})
    secret = {"PGPASSWORD": str(password)} if password else {}
    done = subprocess.run(  # noqa: S603 -- no shell, and the program was found by its own name
        [command[0], f"--dbname={whole}", *command[1:]],
        env={**os.environ, **secret},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL if stdout is None else stdout,
        stderr=subprocess.PIPE,
        check=False,
    )
    said = done.stderr.decode(errors="replace").strip().splitlines()
    return (said[-1] if said else f"it ended with status {done.returncode}") if done.returncode else ""
