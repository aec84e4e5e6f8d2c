"""One connection to a PostgreSQL server that keeps what it promises, and how a lost one is brought to an end.

Rule 1: a connection is used only after the server has said that a commit waits for its disk.
Rule 2: each connection holds an advisory lock of its own as long as its backend lives. Whoever loses a connection takes that lock through a
new one: when it is granted, the old backend and its transaction have come to an end, and what is read then is final.
"""

import secrets
from dataclasses import dataclass

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.rows import TupleRow

from sim.errors import StorageFailed
from sim.store.migrations import MARK

_DEFAULTS: dict[str, str | int] = {  # an address may say otherwise
    "fallback_application_name": "sim",
    "keepalives_idle": 30,  # seconds until a silent connection is tried
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,  # milliseconds until words that nobody has confirmed count as lost
    "target_session_attrs": "read-write",  # of several servers, the one that takes writes
}
_SETTINGS = """
    SELECT set_config('search_path', 'standoff, pg_temp', false),
        set_config('lock_timeout', %(wait)s, false),
        set_config('statement_timeout', %(work)s, false),
        set_config('idle_in_transaction_session_timeout', %(work)s, false),
        CASE WHEN current_setting('synchronous_commit') = 'off' THEN set_config('synchronous_commit', 'on', false) END
"""
_PROMISE = """
    SELECT current_setting('synchronous_commit'), current_setting('fsync'), current_setting('full_page_writes'),
        current_setting('server_encoding')
"""
_TERMINATE = """
    SELECT pg_terminate_backend(pid) FROM pg_locks
    WHERE locktype = 'advisory' AND classid = %s::oid AND objid = %s::oid AND objsubid = 2 AND granted
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""


@dataclass(frozen=True, slots=True)
class Link:
    """A connection and the number of the lock that its backend holds."""

    connection: psycopg.Connection[TupleRow]
    key: int


def connected(address: str, place: str, patience: float) -> Link:
    """Connect to a server and let it promise what every session log promises.

    Args:
        address: of the database, as libpq reads it.
        place: the same for people.
        patience: seconds to wait for the server and for another writer; a statement may take three times as long.

    Raises:
        StorageFailed: it does not promise that.
        psycopg.Error: it cannot be reached, or refused.

    """
    said = conninfo_to_dict(address)
    defaults = {**_DEFAULTS, "connect_timeout": max(2, round(patience))}
    whole = make_conninfo(address, **{name: value for name, value in defaults.items() if name not in said})
    connection = psycopg.connect(whole, autocommit=True)
    try:
        wait = max(1, round(patience * 1_000))
        connection.execute(_SETTINGS, {"wait": str(wait), "work": str(3 * wait)})
        _promise(connection, place)
        return Link(connection, _key(connection))
    except BaseException:
        connection.close()
        raise


def end(fresh: Link, lost: Link) -> None:
    """Bring what is left of a lost connection to its end at the server, so that nothing of it can happen later.

    Raises:
        psycopg.Error: it has not come to its end in time.

    """
    fresh.connection.execute(_TERMINATE, (MARK, lost.key))
    fresh.connection.execute("SELECT pg_advisory_lock(%s, %s)", (MARK, lost.key))
    fresh.connection.execute("SELECT pg_advisory_unlock(%s, %s)", (MARK, lost.key))


def _promise(connection: psycopg.Connection[TupleRow], place: str) -> None:
    row: tuple[str, str, str, str] | None = connection.execute(_PROMISE).fetchone()
    commit, fsync, pages, encoding = row or ("off", "off", "off", "")
    if commit == "off" or fsync != "on" or pages != "on":
        message = (
            f"{place}: the server cannot promise that a step stays (synchronous_commit {commit}, fsync {fsync}, full_page_writes {pages}); "
            "switch them on in its settings"
        )
        raise StorageFailed(message, "no-promise")
    if encoding != "UTF8":
        message = f"{place}: it keeps texts as {encoding}, which does not hold every letter; make one with the encoding UTF8"
        raise StorageFailed(message, "no-promise")


def _key(connection: psycopg.Connection[TupleRow]) -> int:
    """Take a lock that no other connection holds, and return its number."""
    while True:
        key = secrets.randbelow(2**31)
        if connection.execute("SELECT pg_try_advisory_lock(%s, %s)", (MARK, key)).fetchone() == (True,):
            return key
