"""How long lessons are kept: what `sim host` does about it when it starts."""

from collections.abc import Iterator

from sim.errors import InvalidLog
from sim.model.ids import LessonId
from sim.model.lesson import LessonEntry
from sim.store.lessons import Archive
from sim.store.retention import due


def retired(kept: Archive, days: int, time: str, going_on: LessonId | None) -> tuple[LessonId, ...]:
    """Delete the lessons whose time is over, with their plays, and return their names.

    Args:
        kept: where lessons are kept.
        days: how long after its end a lesson is kept; 0: for ever.
        time: now, UTC.
        going_on: a lesson that is about to be held, which stays however old it is.

    """
    old = due(_readable(kept), time, days) if days else ()
    gone = tuple(lesson for lesson, _ in old if lesson != going_on)
    for lesson in gone:
        kept.lessons.delete(lesson)
    return gone


def _readable(kept: Archive) -> Iterator[tuple[LessonId, tuple[LessonEntry, ...]]]:
    """Yield the lessons that can be read; of the others nobody knows how old they are, and they stay."""
    for name in kept.lessons.lessons():
        try:
            yield name, kept.lessons.read(name)
        except InvalidLog:
            continue


def told(days: int, gone: tuple[LessonId, ...], *, shared: bool) -> str:
    """Return, in a sentence, how long lessons are kept and which were deleted.

    Args:
        days: how long; 0: for ever.
        gone: those that were deleted.
        shared: whether they are on a database server, where nothing is deleted by starting one of several programs.

    """
    if not days:
        return "lessons are kept until you delete them: sim lessons delete LESSON"
    if shared:
        return f"lessons are to go {days} days after their end; sim lessons purge --days {days} --database … deletes those that are due"
    deleted = f"; deleted now: {', '.join(gone)}" if gone else ""
    return f"lessons are deleted, with their plays, {days} days after their end (--keep DAYS changes it){deleted}"
