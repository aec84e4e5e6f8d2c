"""What the SQLite log does beyond what every session log promises."""

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from sim.errors import InvalidLog, Missing, Stale, StorageFailed
from sim.store.log import Standing
from sim.store.sqlite import SqliteLog
from tests.store.keeping import EDITION, append, begun, chosen, fresh


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Give the path of a file of sessions that is not there yet."""
    return tmp_path / "home" / "sessions.db"


def test_a_session_continued_elsewhere_is_stale(path: Path) -> None:
    """Of two that go on with one session, the second to write is told, and reads what the first one wrote."""
    with SqliteLog(path) as one, SqliteLog(path) as other:
        session = begun(one)
        mine, yours = chosen(session), chosen(session, "south", "wait")
        append(one, mine)
        with pytest.raises(Stale) as refused:
            append(other, yours)

        assert ("continued-elsewhere", mine.log) == (refused.value.code, other.read("table"))


def test_threads_share_a_log(path: Path) -> None:
    """Several threads keep sessions through one log, and none is lost."""
    with SqliteLog(path) as log:
        log.keep(EDITION)

        def keep(number: int) -> None:
            made = fresh(f"s{number}")
            log.create(made.log, Standing.of(made))

        threads = [threading.Thread(target=keep, args=(number,)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert {f"s{number}" for number in range(8)} == {summary.session for summary in log.sessions()}


def test_a_damaged_file_is_named(path: Path) -> None:
    """A file with damaged pages is refused by name and cause."""
    with SqliteLog(path) as log:
        begun(log)
    data = path.read_bytes()
    path.write_bytes(data[:4_096] + b"\xff" * (len(data) - 4_096))
    with pytest.raises(StorageFailed, match=r"sessions\.db: the file is damaged") as refused:
        SqliteLog(path).sessions()

    assert "store-damaged" == refused.value.code


def test_a_damaged_entry_is_named(path: Path) -> None:
    """An entry that cannot be read is named, with how many before it are good."""
    with SqliteLog(path) as log:
        append(log, chosen(begun(log)))
        with closing(sqlite3.connect(path)) as other, other:
            other.execute("UPDATE entry SET body = replace(body, 'chose', 'chase') WHERE number = 2")
        with pytest.raises(InvalidLog, match=r"entry 2 of session 'table' is damaged .*; the 1 before it are good") as refused:
            log.read("table")

    assert "damaged-entry" == refused.value.code


def test_an_entry_in_the_wrong_place_is_named(path: Path) -> None:
    """An entry whose own number is not its place is damaged."""
    with SqliteLog(path) as log:
        append(log, chosen(begun(log)))
        with closing(sqlite3.connect(path)) as other, other:
            other.execute("""UPDATE entry SET body = replace(body, '"number":2', '"number":3') WHERE number = 2""")
        with pytest.raises(InvalidLog, match=r"entry 2 of session 'table' is damaged \(it is numbered 3\)"):
            log.read("table")


def test_a_reference_to_nothing_is_a_fault(path: Path) -> None:
    """A session whose edition somebody removed shows among the faults of the file."""
    with SqliteLog(path) as log:
        begun(log)
        with closing(sqlite3.connect(path)) as other, other:
            other.execute("DELETE FROM edition")

        assert ("table session refers to a missing row of edition",) == log.faults()


def test_a_deleted_session_leaves_no_words(path: Path) -> None:
    """After a session is deleted, its reasons stand in no byte of the file or of what lies beside it."""
    with SqliteLog(path) as log:
        session = chosen(begun(log), reason="quite-unmistakable-words")
        append(log, session)
        log.delete("table")
        left = b"".join(file.read_bytes() for file in path.parent.iterdir())

    assert b"quite-unmistakable-words" not in left


def test_a_missing_session_among_none_points_to_the_list(path: Path) -> None:
    """Where no name is near, the message says how to find the names there are."""
    with SqliteLog(path) as log, pytest.raises(Missing, match="`sim sessions` lists those there are"):
        log.read("anything")
