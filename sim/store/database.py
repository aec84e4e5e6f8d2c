"""One file of sessions: a single writing connection, reading connections beside it, and a lock between processes.

Rule 1: nothing writes or checkpoints outside `writing`, which holds the lock. SQLite before 3.51.3 can damage a write-ahead log when two
connections write or checkpoint it in the same instant; with one writer at a time that instant does not come.
Rule 2: after a failed write the connection is closed for good. A second `fsync` may report success for data that the first one lost.
"""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NoReturn

from filelock import FileLock, Timeout

from sim.errors import StorageFailed
from sim.store.disk import prepare, refusal, unreachable
from sim.store.migrations import check_version, migrate, scripts, version

_FULL = 2
"""What `PRAGMA synchronous` answers when every commit waits for the disk."""


def promise(connection: sqlite3.Connection, path: Path) -> None:
    """Make every commit of a connection wait for the disk, and read back that it will.

    Raises:
        StorageFailed: this place cannot promise that.

    """
    (journal,) = connection.execute("PRAGMA journal_mode = WAL").fetchone()
    for setting in ("synchronous = FULL", "fullfsync = ON", "checkpoint_fullfsync = ON", "foreign_keys = ON", "secure_delete = ON"):
        connection.execute(f"PRAGMA {setting}")
    (synchronous,) = connection.execute("PRAGMA synchronous").fetchone()
    if (journal, synchronous) != ("wal", _FULL):
        message = (
            f"{path}: this place cannot promise that a step stays (journal {journal}, synchronous {synchronous}); "
            "name a file on a disk of this computer"
        )
        raise StorageFailed(message, "no-promise")


class Database:
    """A file of sessions, opened: reads see the last commit, writes come one after another."""

    def __init__(self, path: Path, steps: tuple[str, ...] | None = None, patience: float = 10.0) -> None:
        """Open or make the file, and bring it up to date.

        Args:
            path: the file; its folder is made when missing.
            steps: the migration scripts; absent: those of this version.
            patience: seconds to wait for another process that is writing.

        Raises:
            StorageFailed: it cannot be opened, lies on a network file system, is no file of sessions, or is from a newer version.

        """
        self.path = path
        self._steps = scripts() if steps is None else steps
        self._patience = patience
        self._lock = FileLock(f"{path}.lock", timeout=patience, mode=0o600, thread_local=False)
        self._mutex = threading.RLock()
        self._connection: sqlite3.Connection | None = None
        self._failed: StorageFailed | None = None
        if not path.is_file() or self._stored_version() < len(self._steps):
            prepare(path)
            with self._mutex, self._alone():
                self._writer()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Give a connection that cannot write, on one snapshot of the file."""
        try:
            with closing(self._connect("ro")) as connection:
                connection.execute("BEGIN")
                yield connection
        except sqlite3.Error as error:
            raise refusal(self.path, error) from error

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Give the writing connection inside a transaction: all of the block is on disk when it ends, or, if it raises, nothing.

        Raises:
            StorageFailed: the disk or another process refused; only after code `store-busy` may writing be tried again.
            sqlite3.IntegrityError: the block broke a promise of the tables.

        """
        with self._mutex:
            if self._failed:
                message = f"{self._failed}; nothing more is written until the file is opened anew"
                raise StorageFailed(message, self._failed.code)
            with self._alone():
                connection = self._writer()
                try:
                    connection.execute("BEGIN IMMEDIATE")
                    yield connection
                    connection.execute("COMMIT")
                except sqlite3.IntegrityError:
                    self._undo(connection)
                    raise
                except sqlite3.Error as error:
                    self._refuse(connection, error)
                except BaseException:
                    self._undo(connection)
                    raise

    def truncate(self) -> None:
        """Move everything from the write-ahead log into the file and empty it, so that no deleted word stays behind."""
        with self._mutex, self._alone():
            try:
                self._writer().execute("PRAGMA wal_checkpoint(TRUNCATE)")
            except sqlite3.Error as error:
                self._fail(error)

    def compact(self) -> None:
        """Write the whole file anew and empty the write-ahead log, so that no deleted or replaced word stays in either.

        Raises:
            StorageFailed: the disk refused, or, with code `store-busy`, another program is reading; then the words leave the file later.

        """
        with self._mutex, self._alone():
            connection = self._writer()
            try:
                connection.execute("VACUUM")
                held, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            except sqlite3.Error as error:
                self._refuse(connection, error)
        if held:
            message = f"{self.path}: it is changed, but another program is reading what was there before; close it and ask again"
            raise StorageFailed(message, "store-busy")

    def close(self) -> None:
        """Close the writing connection; a later write opens a new one, unless a write has failed."""
        with self._mutex:
            if self._connection is not None:
                with self._alone():
                    self._connection.close()
                    self._connection = None

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Hold the lock between processes."""
        try:
            self._lock.acquire()
        except Timeout as error:
            message = f"{self.path}: another sim has been writing for {self._patience:g} seconds; close it and try again"
            raise StorageFailed(message, "store-busy") from error
        except OSError as error:
            raise unreachable(self.path, error) from error
        try:
            yield
        finally:
            self._lock.release()

    def _connect(self, mode: str) -> sqlite3.Connection:
        uri = f"{self.path.resolve().as_uri()}?mode={mode}"
        return sqlite3.connect(uri, uri=True, isolation_level=None, timeout=self._patience, check_same_thread=False)

    def _stored_version(self) -> int:
        if not self.path.stat().st_size:
            return 0
        with self.reading() as connection:
            found = version(connection, self.path)
        check_version(found, len(self._steps), str(self.path))
        return found

    def _writer(self) -> sqlite3.Connection:
        """Return the writing connection, made and checked when there is none; the lock is held."""
        if self._connection is None:
            try:
                self._connection = self._opened()
            except sqlite3.Error as error:
                raise refusal(self.path, error) from error
        return self._connection

    def _opened(self) -> sqlite3.Connection:
        connection = self._connect("rw")
        try:
            promise(connection, self.path)
            migrate(connection, self.path, self._steps)
        except BaseException:
            connection.close()
            raise
        return connection

    def _undo(self, connection: sqlite3.Connection) -> None:
        try:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
        except sqlite3.Error as error:
            self._fail(error)

    def _refuse(self, connection: sqlite3.Connection, error: sqlite3.Error) -> NoReturn:
        """Refuse a write: for good, unless another program merely held the file before anything was written."""
        if refusal(self.path, error).code == "store-busy" and not connection.in_transaction:
            raise refusal(self.path, error) from error
        self._fail(error)

    def _fail(self, error: sqlite3.Error) -> NoReturn:
        self._failed = refusal(self.path, error)
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        raise self._failed from error
