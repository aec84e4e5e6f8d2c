"""Copies of a file of sessions, and what is brought back from them."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from sim.errors import StorageFailed
from sim.model.leading import Ended, Noted
from sim.store.copying import Brought, bring_back, copy_file
from sim.store.lessons import Archive
from sim.store.sqlite import SqliteLog
from tests.classroom.taught import CODE, NAME, Class
from tests.classroom.written import written
from tests.store.keeping import begun
from tests.store.test_lesson_conformance import ARCHIVES


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Class]:
    """Give a lesson that is being held, and a session beside it."""
    with written(tmp_path / "here") as made:
        begun(made.archive.sessions, "alone")
        yield made


def copied(room: Class, tmp_path: Path) -> Archive:
    """Copy the file while it is open, and return what the copy holds."""
    copy_file(tmp_path / "here" / "sessions.db", tmp_path / "copy.db")
    assert room.live.now.lesson.number
    log = SqliteLog(tmp_path / "copy.db")
    return Archive(log, log.lessons())


def test_a_copy_holds_what_was_kept(room: Class, tmp_path: Path) -> None:
    """A copy that is made while the lesson is held has its log and its sessions, in one file that others cannot read."""
    copy = copied(room, tmp_path)

    assert room.archive.lessons.read(NAME) == copy.lessons.read(NAME)
    assert room.archive.sessions.read(f"{NAME}-g1") == copy.sessions.read(f"{NAME}-g1")
    assert 0o600 == (tmp_path / "copy.db").stat().st_mode & 0o777


def test_a_copy_replaces_nothing(room: Class, tmp_path: Path) -> None:
    """A file that is there already stays as it is."""
    (tmp_path / "copy.db").write_text("mine")
    with pytest.raises(StorageFailed) as refused:
        copied(room, tmp_path)

    assert ("file-exists", "mine") == (refused.value.code, (tmp_path / "copy.db").read_text())


@pytest.mark.parametrize(("target", "code"), [("nowhere/copy.db", "file-not-written"), ("copy.db", "not-a-store")])
def test_no_half_copy_is_left(tmp_path: Path, target: str, code: str) -> None:
    """Where copying fails, no file is left at the place of the copy."""
    (tmp_path / "broken.db").write_bytes(b"no database" * 500)
    with pytest.raises(StorageFailed) as refused:
        copy_file(tmp_path / "broken.db", tmp_path / target)

    assert (code, False) == (refused.value.code, (tmp_path / target).exists())


def test_a_damaged_file_is_not_copied(room: Class, tmp_path: Path) -> None:
    """What SQLite finds damaged makes no copy that somebody would rely on."""
    copied(room, tmp_path)
    with sqlite3.connect(tmp_path / "copy.db") as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("UPDATE sqlite_master SET rootpage = 3 WHERE name = 'one_request'")
    connection.close()
    with pytest.raises(StorageFailed):
        copy_file(tmp_path / "copy.db", tmp_path / "second.db")

    assert not (tmp_path / "second.db").exists()


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgres", marks=pytest.mark.system)])
def test_lessons_are_brought_back_to_either_store(room: Class, tmp_path: Path, request: pytest.FixtureRequest, kind: str) -> None:
    """An empty store has everything afterwards, the code with which a lesson that goes on is joined too; a second time changes nothing."""
    copy = copied(room, tmp_path)
    with ARCHIVES[kind](request) as here:
        first = bring_back(copy, here, lambda: "OTHER2")
        second = bring_back(copy, here, lambda: "OTHER2")

        assert Brought((NAME,), ("alone",), 0, ()) == first
        assert Brought((), (), 2, ()) == second
        assert room.archive.lessons.read(NAME) == here.lessons.read(NAME)
        assert room.archive.sessions.read(f"{NAME}-g1") == here.sessions.read(f"{NAME}-g1")
        assert NAME == here.lessons.with_code(CODE)


def test_what_is_here_stays(room: Class, tmp_path: Path) -> None:
    """A lesson that has gone on since the copy was made is not taken back."""
    copy = copied(room, tmp_path)
    room.do(lambda draft: draft.note(Noted(words="Later.")))
    before = room.archive.lessons.read(NAME)
    found = bring_back(copy, room.archive, lambda: "OTHER2")

    assert (((), ()), before) == ((found.lessons, found.sessions), room.archive.lessons.read(NAME))


def test_a_taken_code_is_replaced(room: Class, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """Where another lesson is joined with the code by now, the one from the copy gets another."""
    copy = copied(room, tmp_path)
    with ARCHIVES["sqlite"](request) as here:
        bring_back(copy, here, lambda: "OTHER2")
        entries = here.lessons.read(NAME)
        here.lessons.delete(NAME)
        here.sessions.keep(room.opened.edition)
        other = entries[0].model_copy(update={"event": room.live.now.lesson.began.model_copy(update={"lesson": "other"})})
        here.lessons.create((other,), CODE)
        bring_back(copy, here, lambda: "OTHER2")

        assert ("OTHER2", CODE) == (here.lessons.code(NAME), here.lessons.code("other"))


def test_a_lesson_that_was_over_has_no_code(room: Class, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """Its end is in the copy, so that nobody can join it where it is brought back."""
    room.do(lambda draft: draft.note(Ended()))
    copy = copied(room, tmp_path)
    with ARCHIVES["sqlite"](request) as here:
        bring_back(copy, here, lambda: "OTHER2")

        assert here.lessons.code(NAME) is None


def test_what_cannot_be_brought_back_is_said(room: Class, tmp_path: Path) -> None:
    """A lesson one of whose sessions the copy lacks stays away with its reason; the rest comes."""
    copy = copied(room, tmp_path)
    copy.sessions.delete(f"{NAME}-g1")
    with SqliteLog(tmp_path / "new" / "sessions.db") as log:
        found = bring_back(copy, Archive(log, log.lessons()), lambda: "OTHER2")

    assert (("alone",), ()) == (found.sessions, found.lessons)
    assert [True] == [refusal.startswith(f"{NAME}: there is no session") for refusal in found.refused]
