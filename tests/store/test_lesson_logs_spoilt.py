"""A file of lessons in which an entry is spoilt: the lesson is opened by its rules, or refused with a reason; nothing else comes of it.

`pytest --hypothesis-profile=long` spoils a hundred times as many.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.engine.console_view import console_view
from sim.engine.view import view
from sim.errors import InvalidLog, SimError
from sim.store.lessons import lesson_entry
from sim.store.live_lesson import LiveLesson
from tests.classroom.taught import NAME, Class
from tests.classroom.written import written
from tests.spoiling import spoilt


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Class]]:
    """Give the file of a lesson in which people have joined, chosen, spoken and noted."""
    folder = tmp_path_factory.mktemp("spoilt")
    with written(folder) as room:
        yield folder / "sessions.db", room


def rows(file: Path, table: str) -> list[tuple[int, str]]:
    """Return where each entry of a table stands, and how it is written."""
    with closing(sqlite3.connect(file)) as connection:
        return connection.execute(f"SELECT number, body FROM {table} ORDER BY number").fetchall()  # noqa: S608 -- one of two names


def put(file: Path, table: str, row: int, body: bytes | str) -> None:
    """Write an entry."""
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute(f"UPDATE {table} SET body = ? WHERE number = ?", (body, row))  # noqa: S608 -- one of two names


@given(st.data(), st.sampled_from(("lesson_entry", "entry")), st.sampled_from((bytes, str)))
def test_a_spoilt_entry_is_refused_or_follows_the_rules(place: tuple[Path, Class], data: st.DataObject, table: str, kind: type) -> None:
    """With one entry of a lesson or of a group's play spoilt, the lesson opens and can be shown, or an error says what is damaged."""
    (file, room), said = place, ""
    kept = rows(file, table)
    row, body = data.draw(st.sampled_from(kept))
    changed = data.draw(spoilt(body.encode()))
    put(file, table, row, changed if kind is bytes else changed.decode("utf-8", "replace"))
    try:
        live = LiveLesson(room.archive, room.opened.machine, NAME, room.clock)
        console_view(live.now.lesson, live.now.sessions, room.opened.machine)
        for session in live.now.sessions.values():
            view(session, "north", room.opened.grounds)
    except SimError as error:
        said = str(error)
    finally:
        put(file, table, row, body)

    assert said.isprintable()
    assert kept == rows(file, table)


def test_the_error_of_a_damaged_entry_moves_no_cursor() -> None:
    """Of what stands in a damaged entry, the error repeats nothing as it is."""
    body = '{"number": 1, "time": "2026-01-01T12:00:00Z", "seat": "s1", "event": {"kind": "\\u001b[2J"}}'
    with pytest.raises(InvalidLog, match="entry 1 of lesson 'one' is damaged") as refused:
        lesson_entry("one", 1, body)

    assert str(refused.value).isprintable()
