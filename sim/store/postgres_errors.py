"""What a PostgreSQL server's refusals mean, and which of them leave open whether anything was done.

Rule 1: no message repeats the address it was given, because a password may stand in it.
"""

import psycopg
from psycopg.conninfo import conninfo_to_dict

from sim.errors import StorageFailed

_MEANINGS = (  # how PostgreSQL's code for an error begins, our code, the cause, and what to do; the first that fits counts
    ("53100", "disk-full", "the server's disk is full", "free some space there"),
    ("58030", "disk-error", "the server's disk reported an error", "check that disk, and the last good backup"),
    ("XX001", "store-damaged", "a table is damaged", "stop the server, copy its folder away, and restore the last good backup"),
    ("XX002", "store-damaged", "an index is damaged", "stop the server, copy its folder away, and run `reindexdb`"),
    ("25006", "store-read-only", "the server takes no writes, as a standby does", "name the server that takes them"),
    ("42501", "store-read-only", "this user may not do that", "give it the rights it needs, or open the database once as its owner"),
    ("42P01", "not-a-store", "a table of sessions is not there", "check the name of the database"),
    ("55P03", "store-busy", "another writer held it for too long", "try again"),
    ("57014", "store-busy", "it took too long", "try again"),
    ("40", "store-busy", "another writer came in between", "try again"),
)
_LAST_WORDS = ("FATAL", "PANIC")
"""How grave an error is with which the server ends a connection."""


def place_of(address: str) -> str:
    """Return the database that an address names, as people read it, without user and password.

    Raises:
        StorageFailed: it is no address of a PostgreSQL database.

    """
    try:
        parts = conninfo_to_dict(address)
    except psycopg.Error:  # its words may hold the password, and so may its trace
        parts = None
    if parts is None:
        message = "this is no address of a PostgreSQL database; expected postgresql://USER@HOST:PORT/DATABASE"
        raise StorageFailed(message, "bad-database-address")
    port = f":{parts['port']}" if parts.get("port") else ""
    name = parts.get("dbname") or parts.get("user")
    database = f"database {str(name)!r}" if name else "the user's own database"
    return f"{database} on {parts.get('host') or 'this computer'}{port}"


def refusal(place: str, error: psycopg.Error) -> StorageFailed:
    """Return what an error of PostgreSQL means for whoever runs the server: place, cause, remedy."""
    for beginning, code, cause, remedy in _MEANINGS:
        if (error.sqlstate or "").startswith(beginning):
            return StorageFailed(f"{place}: {cause} ({words(error)}); {remedy}", code)
    if is_broken(error):
        message = (
            f"{place}: the server cannot be reached, or does not let this user in ({words(error)}); check that it runs, and the address"
        )
        return StorageFailed(message, "store-unreachable")
    return StorageFailed(f"{place}: the database refused ({words(error)}); look into the server's own log", "storage-failed")


def words(error: psycopg.Error) -> str:
    """Return what an error says, on one line."""
    return " ".join((error.diag.message_primary or str(error) or type(error).__name__).split())


def is_broken(error: psycopg.Error) -> bool:
    """Tell whether the connection is gone, so that the server's last answer may be missing."""
    if error.sqlstate is None:  # libpq says so, not the server
        return isinstance(error, psycopg.OperationalError)
    return error.diag.severity_nonlocalized in _LAST_WORDS
