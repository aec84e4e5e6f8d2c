"""How long lessons are kept, as `sim host` sees to it when it starts."""

from pathlib import Path

import pytest

from sim.classroom.lesson import words
from sim.cli.retiring import retired, told
from sim.store.lessons import Archive
from tests.classroom.taught import NAME, held

ENDED = "2026-01-01"
"""The day on which the lessons of these tests take place."""


def kept(archive: Archive) -> tuple[str, ...]:
    """Return the names of the lessons that are kept."""
    return tuple(archive.lessons.lessons())


@pytest.mark.parametrize(
    ("days", "now", "gone"),
    [
        (180, "2026-06-29T00:00:00Z", False),
        (180, "2026-07-02T00:00:00Z", True),
        (30, "2026-02-15T00:00:00Z", True),
        (0, "2036-01-01T00:00:00Z", False),
    ],
)
def test_a_lesson_goes_when_its_time_is_over(tmp_path: Path, days: int, now: str, gone: bool) -> None:  # noqa: FBT001 -- a row of the table
    """A lesson is deleted so many days after its end and not before; with 0 it stays."""
    with held(tmp_path) as room:
        room.do(words.end)
        assert ENDED == room.archive.lessons.read(NAME)[-1].time[:10]

        assert ((NAME,) if gone else ()) == retired(room.archive, days, now, None)
        assert (() if gone else (NAME,)) == kept(room.archive)


def test_a_lesson_that_is_gone_on_with_stays(tmp_path: Path) -> None:
    """Whoever goes on with an old lesson has it, however old it is."""
    with held(tmp_path) as room:
        assert () == retired(room.archive, 180, "2036-01-01T00:00:00Z", NAME)
        assert (NAME,) == kept(room.archive)


@pytest.mark.parametrize(
    ("days", "gone", "shared", "said"),
    [
        (180, (), False, "lessons are deleted, with their plays, 180 days after their end (--keep DAYS changes it)"),
        (
            30,
            ("a", "b"),
            False,
            "lessons are deleted, with their plays, 30 days after their end (--keep DAYS changes it); deleted now: a, b",
        ),
        (180, (), True, "lessons are to go 180 days after their end; sim lessons purge --days 180 --database … deletes those that are due"),
        (0, (), False, "lessons are kept until you delete them: sim lessons delete LESSON"),
    ],
)
def test_it_is_said_in_one_line(days: int, gone: tuple[str, ...], shared: bool, said: str) -> None:  # noqa: FBT001 -- a row of the table
    """How long lessons are kept is said in a sentence, with what was deleted."""
    assert said == told(days, gone, shared=shared)
