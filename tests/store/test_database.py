"""How a file of sessions is opened and shared, and how it refuses."""

import shutil
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from sim.errors import StorageFailed
from sim.store.database import Database, promise
from sim.store.sqlite import SqliteLog
from tests.store.keeping import append, begun, chosen

resource = pytest.importorskip("resource", reason="limits on the size of files are set by POSIX systems only")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Give the path of a file of sessions that is not there yet."""
    return tmp_path / "home" / "sessions.db"


@contextmanager
def largest_file(size: int) -> Iterator[None]:
    """Let the operating system refuse any write beyond a size, as a bad disk would."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_only_the_owner_may_read(path: Path) -> None:
    """The file and what lies beside it are closed to others, and so is the folder that was made for it."""
    with SqliteLog(path) as log:
        begun(log)
        modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}

    assert {"sessions.db", "sessions.db-wal", "sessions.db-shm", "sessions.db.lock"} == set(modes)
    assert {0o600} == set(modes.values())
    assert 0o700 == stat.S_IMODE(path.parent.stat().st_mode)


def test_a_file_that_was_open_to_others_is_closed_to_them(path: Path) -> None:
    """An empty file that everybody may read is made private before anything is kept in it."""
    path.parent.mkdir()
    path.touch(mode=0o644)
    SqliteLog(path).close()

    assert 0o600 == stat.S_IMODE(path.stat().st_mode)


def test_every_commit_waits_for_the_disk(path: Path) -> None:
    """The writing connection uses a write-ahead log and waits for the disk at each commit."""
    database = Database(path)
    with database.writing() as connection:
        found = [
            connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        ]
    database.close()

    assert ["wal", 2, 1, 1] == found


def test_a_reader_cannot_write(path: Path) -> None:
    """A reading connection refuses to write."""
    database = Database(path)
    with pytest.raises(StorageFailed) as refused, database.reading() as connection:
        connection.execute("DELETE FROM session")

    assert "store-read-only" == refused.value.code


def test_a_reader_never_checkpoints(path: Path, tmp_path: Path) -> None:
    """A reader that is the last to close a file leaves its write-ahead log as it is, because only a writer holds the lock."""
    copy = tmp_path / "copy.db"
    with SqliteLog(path) as log:
        begun(log)
        for ending in ("", "-wal"):
            Path(f"{copy}{ending}").write_bytes(Path(f"{path}{ending}").read_bytes())
    before = Path(f"{copy}-wal").read_bytes()
    read = SqliteLog(copy).read("table")

    assert (1, before) == (len(read), Path(f"{copy}-wal").read_bytes())


def test_a_killed_writer_loses_nothing(path: Path, tmp_path: Path) -> None:
    """The file as a kill leaves it, with its write-ahead log, holds everything that was kept."""
    copy = tmp_path / "copy.db"
    with SqliteLog(path) as log:
        session = chosen(begun(log))
        append(log, session)
        for ending in ("", "-wal"):
            Path(f"{copy}{ending}").write_bytes(Path(f"{path}{ending}").read_bytes())
    with SqliteLog(copy) as log:
        assert session.log == log.read("table")
        assert () == log.faults()


def test_a_block_that_fails_leaves_nothing(path: Path) -> None:
    """Whatever goes wrong inside a transaction, nothing of it stays, and the next one goes through."""
    database = Database(path)

    def insert(*, breaking_off: bool) -> None:
        with database.writing() as connection:
            connection.execute("INSERT INTO edition VALUES ('a', 'b', 'c', 'd', 'e')")
            if breaking_off:
                raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        insert(breaking_off=True)
    insert(breaking_off=False)
    with database.reading() as connection:
        (count,) = connection.execute("SELECT count(*) FROM edition").fetchone()
    database.close()

    assert 1 == count


def test_a_disk_that_refuses_ends_all_writing(path: Path) -> None:
    """After a failed write nothing is acknowledged, nothing more is written, reading goes on, and the file opens anew whole."""
    log = SqliteLog(path)
    session = chosen(begun(log))
    append(log, session)
    further = chosen(session, "south", "wait", reason="why " * 70)
    with largest_file(Path(f"{path}-wal").stat().st_size + 10), pytest.raises(StorageFailed) as first:
        append(log, further)
    with pytest.raises(StorageFailed, match="nothing more is written until the file is opened anew") as second:
        append(log, further)

    assert ("disk-error", "disk-error", session.log) == (first.value.code, second.value.code, log.read("table"))
    with SqliteLog(path) as again:
        append(again, further)
        assert further.log == again.read("table")
        assert () == again.faults()


def test_a_full_database_refuses(path: Path) -> None:
    """A transaction for which there is no room is not acknowledged, and the message says what to do."""
    database = Database(path)

    def fill() -> None:
        with database.writing() as connection:
            connection.execute("PRAGMA max_page_count = 1")
            connection.execute("INSERT INTO edition VALUES ('a', 'b', 'c', 'd', ?)", ("x" * 100_000,))

    with pytest.raises(StorageFailed, match=r"the disk is full .*; free some space") as refused:
        fill()

    assert "disk-full" == refused.value.code


def test_a_file_held_elsewhere_can_be_tried_again(path: Path) -> None:
    """Another program that holds the file delays a write; once it lets go, the same log writes on."""
    log = SqliteLog(path, patience=0.1)
    session = begun(log)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageFailed, match="another program is holding the file") as refused:
            append(log, chosen(session))
        other.execute("ROLLBACK")
    append(log, chosen(session))
    log.close()

    assert "store-busy" == refused.value.code


def test_writers_take_turns(path: Path) -> None:
    """While one writer is at work another waits for it, and gives up after its patience without having written."""
    first, second = Database(path), Database(path, patience=0.1)
    with first.writing(), pytest.raises(StorageFailed, match=r"another sim has been writing for 0\.1 seconds") as refused, second.writing():
        pass
    first.close()

    assert "store-busy" == refused.value.code


def test_a_file_that_vanished_is_named(path: Path) -> None:
    """Reading a file that somebody has removed meanwhile is refused with the reason."""
    log = SqliteLog(path)
    log.close()
    path.unlink()
    with pytest.raises(StorageFailed, match="the file cannot be opened") as refused:
        log.sessions()

    assert "store-unreachable" == refused.value.code


def test_a_place_that_cannot_promise_is_refused(path: Path) -> None:
    """Where there is no write-ahead log, as in memory, nothing is promised and nothing is kept."""
    with (
        closing(sqlite3.connect(":memory:")) as memory,
        pytest.raises(StorageFailed, match=r"cannot promise that a step stays \(journal memory, synchronous 2\)") as refused,
    ):
        promise(memory, path)

    assert "no-promise" == refused.value.code


def test_a_folder_that_vanished_is_named(path: Path) -> None:
    """Writing where the folder has become something else is refused with the reason."""
    log = SqliteLog(path)
    session = begun(log)
    log.close()
    shutil.rmtree(path.parent)
    path.parent.touch()
    with pytest.raises(StorageFailed, match="check that the folder is there") as refused:
        append(log, chosen(session))

    assert "store-unreachable" == refused.value.code


def test_a_checkpoint_that_fails_ends_all_writing(path: Path) -> None:
    """Where the disk refuses to empty the write-ahead log, the failure is told and nothing more is written."""
    database = Database(path)
    with database.writing() as connection:
        connection.execute("INSERT INTO edition VALUES ('a', 'b', 'c', 'd', ?)", ("x" * 100_000,))
    with largest_file(10), pytest.raises(StorageFailed) as refused:
        database.truncate()
    with pytest.raises(StorageFailed, match="nothing more is written"), database.writing():
        pass

    assert "disk-error" == refused.value.code


def test_a_closed_log_opens_again(path: Path) -> None:
    """A log that was closed and is written to opens its file anew."""
    log = SqliteLog(path)
    session = begun(log)
    log.close()
    append(log, chosen(session))
    log.close()

    assert 2 == len(log.read("table"))


WRITER = """
import sys
from pathlib import Path
from sim.store.live import LiveSession
from sim.store.sqlite import SqliteLog
from tests.harness import clock
from tests.store.keeping import EDITION, MACHINE
with SqliteLog(Path(sys.argv[1])) as log:
    for number in range(12):
        live = LiveSession.begin(log, MACHINE, EDITION, clock, act="one", seed=number, played={"south": "random"})
        print(live.name, len(live.session.log))
"""


def test_processes_share_a_file(path: Path) -> None:
    """Several processes keep sessions in one file at the same time; every session they report is there whole, and the file is sound."""
    root = Path(__file__).parent.parent.parent
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True, cwd=root) for _ in range(3)]
    said = "".join(writer.communicate(timeout=60)[0] for writer in writers)
    with SqliteLog(path) as log:
        found = {f"{summary.session} {summary.entries}" for summary in log.sessions()}

        assert (36, set(said.splitlines())) == (len(found), found)
        assert () == log.faults()
