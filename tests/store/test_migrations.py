"""How a file of sessions is told from others and brought up to date."""

import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from sim.errors import StorageFailed
from sim.store.migrations import scripts
from sim.store.sqlite import SqliteLog
from tests.store.keeping import append, begun, chosen


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Give the path of a file of sessions that is not there yet."""
    return tmp_path / "home" / "sessions.db"


def test_a_text_file_is_no_store(path: Path) -> None:
    """A file that is no database is refused and left as it was."""
    path.parent.mkdir()
    path.write_text("a letter, " * 1_000, encoding="utf-8")
    with pytest.raises(StorageFailed, match="this is not a file of sessions") as refused:
        SqliteLog(path)

    assert ("not-a-store", "a letter, " * 1_000) == (refused.value.code, path.read_text(encoding="utf-8"))


def test_a_database_of_something_else_is_no_store(path: Path) -> None:
    """A database with other tables is refused and gets none of ours."""
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE recipe (name TEXT)")
    with pytest.raises(StorageFailed, match="a database, but not one of sessions") as refused:
        SqliteLog(path)
    with closing(sqlite3.connect(path)) as other:
        tables = other.execute("SELECT name FROM sqlite_master").fetchall()

    assert ("not-a-store", [("recipe",)]) == (refused.value.code, tables)


def test_a_newer_file_is_refused(path: Path) -> None:
    """A file that a later version has written is refused by name, and nothing in it is changed."""
    SqliteLog(path, steps=(*scripts(), "CREATE TABLE later (x);")).close()
    before = path.read_bytes()
    known = len(scripts())
    said = f"a newer version of sim has written this file \\(format {known + 1}, this version knows {known}\\)"
    with pytest.raises(StorageFailed, match=said) as refused:
        SqliteLog(path)

    assert ("newer-store", before) == (refused.value.code, path.read_bytes())


def test_an_older_file_is_copied_and_brought_up_to_date(path: Path) -> None:
    """A file of an earlier version gets the scripts it lacks, keeps its sessions, and stays beside itself as it was."""
    with SqliteLog(path) as log:
        session = chosen(begun(log))
        append(log, session)
    later = (*scripts(), "CREATE TABLE later (x);\nINSERT INTO later VALUES (1);\n")
    with SqliteLog(path, steps=later) as log:
        assert session.log == log.read("table")
    copy = path.with_name(f"sessions.db.v{len(scripts())}.bak")
    with SqliteLog(copy) as log:
        assert session.log == log.read("table")

    assert 0o600 == stat.S_IMODE(copy.stat().st_mode)


@pytest.mark.parametrize("first", range(1, len(scripts())))
def test_a_file_of_every_released_format_is_opened(path: Path, first: int) -> None:
    """Whatever script was the last when a file was written, its sessions are there after the scripts that it lacks."""
    with SqliteLog(path, steps=scripts()[:first]) as log:
        session = begun(log)
    with SqliteLog(path) as log:
        append(log, chosen(session))

        assert chosen(session).log == log.read("table")


def test_a_script_that_fails_changes_nothing(path: Path) -> None:
    """A file whose migration breaks off is the old file still."""
    with SqliteLog(path) as log:
        session = begun(log)
    with pytest.raises(StorageFailed):
        SqliteLog(path, steps=(*scripts(), "CREATE TABLE later (x);\nINSERT INTO nowhere VALUES (1);\n"))
    with SqliteLog(path) as log:
        assert session.log == log.read("table")
        assert () == log.faults()
