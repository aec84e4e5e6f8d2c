"""How long lessons are kept."""

from sim.model.leading import Ended, Noted
from sim.model.lesson import LessonEntry
from sim.store.retention import Due, due
from tests.engine.test_lesson import log


def at(day: str, *entries: LessonEntry) -> tuple[LessonEntry, ...]:
    """Return entries as if they had been kept on a day."""
    return tuple(entry.model_copy(update={"time": f"{day}T12:00:00Z"}) for entry in entries)


def test_a_lesson_is_due_so_many_days_after_its_end() -> None:
    """Days count from the end, not from what was noted after it."""
    first, last, later = log(Ended(), Noted(words="Afterwards."))
    entries = (*at("2026-01-01", first), *at("2026-01-02", last), *at("2026-03-01", later))

    assert () == due([("one", entries)], "2026-01-12T12:00:00Z", 10)
    assert (Due("one", "2026-01-02T12:00:00Z"),) == due([("one", entries)], "2026-01-12T12:00:01.5Z", 10)


def test_a_lesson_that_never_ended_is_due_after_its_last_entry() -> None:
    """Where nobody ended it, the last thing that happened counts, for half a year without another word."""
    entries = at("2026-01-01", *log(Noted(words="Left.")))

    assert ((), 1) == (due([("one", entries)], "2026-06-30T11:00:00Z"), len(due([("one", entries)], "2026-06-30T13:00:00Z")))


def test_a_lesson_that_goes_on_is_never_due() -> None:
    """However few the days, one that nobody has ended stays until nothing has happened in it for a day; one that ended goes at once."""
    open_, ended = at("2026-01-01", *log(Noted(words="Quiet."))), at("2026-01-01", *log(Ended()))
    lessons = [("open", open_), ("ended", ended)]

    assert ["ended"] == [one.lesson for one in due(lessons, "2026-01-01T12:00:02Z", 0)]
    assert ["ended"] == [one.lesson for one in due(lessons, "2026-01-02T12:00:00Z", 0)]
    assert ["open", "ended"] == [one.lesson for one in due(lessons, "2026-01-02T12:00:01Z", 0)]
