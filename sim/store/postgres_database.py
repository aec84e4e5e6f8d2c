"""One PostgreSQL database of sessions: a writing connection, a reading one beside it, and what becomes of a commit without an answer.

Any number of processes may each have one of these; that they do not get in each other's way is the work of row locks and unique keys.

Rule 1: after a failed write nothing more is written through this object until the database is opened anew.
Rule 2: a commit is never sent twice. When its answer is lost, the old connection is brought to its end, and then what is there is read.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NoReturn, TypeAlias

import psycopg
from psycopg.rows import TupleRow

from sim.errors import InvalidLog, SimError, StorageFailed
from sim.store.postgres_connection import Link, connected, end
from sim.store.postgres_errors import is_broken, place_of, refusal, words
from sim.store.postgres_migrations import migrate, scripts

Connection: TypeAlias = psycopg.Connection[TupleRow]
Seen: TypeAlias = Callable[[Connection], bool]
"""Tells whether what a transaction wrote is there; asked when the answer to its commit was lost."""

CHANNEL = "standoff"
"""On which sessions that have changed are named."""

_PAUSE = 0.1
"""Seconds between two attempts to reach a server that has gone."""


class PostgresDatabase:
    """A database of sessions, opened: reads see the last commit, writes of this process come one after another."""

    def __init__(self, address: str, steps: tuple[str, ...] | None = None, patience: float = 10.0) -> None:
        """Connect to the database, and bring it up to date.

        Args:
            address: `postgresql://USER@HOST:PORT/DATABASE`, or whatever else libpq reads.
            steps: the migration scripts; absent: those of this version.
            patience: seconds to wait for the server, and for another process that is writing.

        Raises:
            StorageFailed: it cannot be reached, makes no promise, is no database of sessions, or is from a newer version.

        """
        self.place = place_of(address)
        self.patience = patience
        self._address = address
        self._writer: Link | None = None
        self._reader: Link | None = None
        self._writing = threading.RLock()
        self._reading = threading.Lock()
        self._failed: StorageFailed | None = None
        try:
            self._writer = self.connect()
            migrate(self._writer.connection, self.place, scripts() if steps is None else steps)
        except psycopg.Error as error:
            self.close()
            raise refusal(self.place, error) from error
        except BaseException:
            self.close()
            raise

    def connect(self) -> Link:
        """Return a new connection to the same database.

        Raises:
            StorageFailed: the server does not promise what a session log promises.
            psycopg.Error: it cannot be reached, or refused.

        """
        return connected(self._address, self.place, self.patience)

    def close(self) -> None:
        """Close the connections; a later read or write opens new ones, unless a write has failed."""
        with self._writing:
            _close(self._writer)
            self._writer = None
        with self._reading:
            _close(self._reader)
            self._reader = None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that cannot write, on one snapshot of the database.

        Raises:
            StorageFailed: the server refused, or was lost; reading may be tried again.

        """
        with self._reading:
            try:
                self._reader = self._begun(self._reader, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
                yield self._reader.connection
            except psycopg.DataError as error:
                raise _unkeepable(error) from error
            except psycopg.Error as error:
                raise refusal(self.place, error) from error
            finally:
                self._reader = _undone(self._reader)

    @contextmanager
    def writing(self, seen: Seen) -> Iterator[Connection]:
        """Give the writing connection inside a transaction: all of the block is on disk when it ends, or, if it raises, nothing.

        Args:
            seen: tells whether what the block wrote is there.

        Raises:
            StorageFailed: the server refused, or was lost; only after code `store-busy` may writing be tried again. After code
                `result-unknown` the block is there whole or not at all, and reading tells which.
            InvalidLog: the block holds a text that PostgreSQL does not take.
            psycopg.IntegrityError: the block broke a promise of the tables.

        """
        with self._writing:
            if self._failed:
                message = f"{self._failed}; nothing more is written until the database is opened anew"
                raise StorageFailed(message, self._failed.code)
            try:
                self._writer = self._begun(self._writer, "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE")
                yield self._writer.connection
            except (psycopg.IntegrityError, psycopg.DataError, SimError) as error:
                self._writer = _undone(self._writer)
                if isinstance(error, psycopg.DataError):
                    raise _unkeepable(error) from error
                raise
            except psycopg.Error as error:
                self._refuse(error)
            except BaseException:
                self._writer = _undone(self._writer)
                raise
            self._commit(self._writer, seen)

    def tell(self, word: str) -> None:
        """Name a session that has changed to whoever listens; a hint that nothing depends on, so that a failure of it is none.

        It is sent after the commit and waits for no disk: inside the transaction it would let all commits of a server wait for one another.
        """
        with self._writing:
            if self._writer is None:
                return
            try:
                self._writer.connection.execute("SELECT set_config('synchronous_commit', 'off', true), pg_notify(%s, %s)", (CHANNEL, word))
            except psycopg.Error as error:
                if is_broken(error):
                    _close(self._writer)
                    self._writer = None

    def _begun(self, link: Link | None, statement: str) -> Link:
        """Begin a transaction; a connection that was lost while nothing was being said is replaced, because nothing can hang on it."""
        if link is not None and not link.connection.closed:
            try:
                link.connection.execute(statement.encode())
            except psycopg.Error as error:
                if not is_broken(error):
                    raise
                link.connection.close()
            else:
                return link
        fresh = self.connect()
        fresh.connection.execute(statement.encode())
        return fresh

    def _commit(self, link: Link, seen: Seen) -> None:
        try:
            done = link.connection.execute("COMMIT").statusmessage
        except psycopg.Error as error:
            if error.sqlstate and not is_broken(error):  # the server itself has answered: it was rolled back
                self._refuse(error)
            self._look(link, seen, error)
        except BaseException:  # interrupted while waiting for the answer; whoever goes on reads first, because its version may be old
            _close(link)
            self._writer = None
            raise
        else:
            if done != "COMMIT":
                message = f"{self.place}: a statement had failed, so that nothing was kept; look into the server's own log"
                self._fail(StorageFailed(message, "storage-failed"))

    def _look(self, lost: Link, seen: Seen, error: psycopg.Error) -> None:
        """After a commit without an answer: return if what it wrote is there, fail if it is not, and say so if that cannot be known."""
        lost.connection.close()
        self._writer = None
        if not self._found(lost, seen, error):
            self._fail(refusal(self.place, error), error)

    def _found(self, lost: Link, seen: Seen, error: psycopg.Error) -> bool:
        """Ask until a server answers, but not longer than our patience lasts."""
        limit = time.monotonic() + self.patience
        while True:
            try:
                return self._asked(lost, seen)
            except (psycopg.Error, StorageFailed) as cause:
                if time.monotonic() > limit:
                    message = (
                        f"{self.place}: the server was lost during a commit, and cannot be asked whether it was kept ({words(error)}); "
                        "once it runs again, open the session and look"
                    )
                    self._fail(StorageFailed(message, "result-unknown"), cause)
            time.sleep(_PAUSE)

    def _asked(self, lost: Link, seen: Seen) -> bool:
        """Ask through a new connection whether what a lost one wrote is there, and go on with the new one."""
        fresh = self.connect()
        try:
            end(fresh, lost)
            there = seen(fresh.connection)
        except BaseException:
            fresh.connection.close()
            raise
        self._writer = fresh
        return there

    def _refuse(self, error: psycopg.Error) -> NoReturn:
        """Refuse a write: for good, unless another writer merely held a row, in which case nothing was written."""
        refused = refusal(self.place, error)
        if refused.code != "store-busy":
            self._fail(refused, error)
        self._writer = _undone(self._writer)
        raise refused from error

    def _fail(self, refused: StorageFailed, cause: Exception | None = None) -> NoReturn:
        self._failed = refused
        _close(self._writer)
        self._writer = None
        raise refused from cause


def _close(link: Link | None) -> None:
    if link is not None:
        link.connection.close()


def _undone(link: Link | None) -> Link | None:
    """Roll a transaction back, and return the connection if it can still be used."""
    if link is None:
        return None
    try:
        link.connection.execute("ROLLBACK")
    except psycopg.Error:
        link.connection.close()  # the server rolls back what it no longer hears of
        return None
    return link


def _unkeepable(error: psycopg.DataError) -> InvalidLog:
    message = f"PostgreSQL does not take a text or number of this ({words(error)}); remove the character, or give another name"
    return InvalidLog(message, "unkeepable-text")
