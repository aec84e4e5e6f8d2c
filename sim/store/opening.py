"""Opening what keeps sessions, whichever it is: a file, or a database on a server.

Rule 1: what PostgreSQL needs is imported only when an address of one is given; without it everything else works.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sim.errors import WITH_EXTRA, StorageFailed
from sim.store.sqlite import SqliteLog

if TYPE_CHECKING:
    from sim.store.postgres import PostgresLog

_ADDRESSES = ("postgresql://", "postgres://")


def open_log(place: str | Path) -> SqliteLog | PostgresLog:
    """Open a log of sessions.

    Args:
        place: the address of a PostgreSQL database, `postgresql://USER@HOST:PORT/DATABASE`, or the path of a file.

    Raises:
        StorageFailed: it cannot be opened, or what PostgreSQL needs is not installed.

    """
    if isinstance(place, Path) or not place.startswith(_ADDRESSES):
        return SqliteLog(Path(place))
    try:
        from sim.store.postgres import PostgresLog  # noqa: PLC0415 -- only whoever has a server needs it
    except ImportError as error:
        message = f"sessions on PostgreSQL need the package psycopg ({error}); {WITH_EXTRA.format('postgres')}"
        raise StorageFailed(message, "no-driver") from error
    return PostgresLog(place)
