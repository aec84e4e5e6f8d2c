"""How long lessons are kept. Rule 1: the time is given, and never read here."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from sim.model.ids import LessonId
from sim.model.leading import Ended
from sim.model.lesson import LessonEntry

DAYS = 180
"""After so many days without anything new a lesson is due to go, unless somebody says otherwise."""
_GOES_ON = timedelta(days=1)
"""A lesson that nobody has ended may go on for so long after its last entry: it is not due sooner, however few the days."""


class Due(NamedTuple):
    """A lesson whose time is over."""

    lesson: LessonId
    last: str
    """When it ended; of one that never ended, when something last happened in it."""


def last_time(entries: tuple[LessonEntry, ...]) -> str:
    """Return from when on a lesson's time counts: its end, or its last entry where it never ended."""
    return next((entry.time for entry in reversed(entries) if isinstance(entry.event, Ended)), entries[-1].time)


def due(lessons: Iterable[tuple[LessonId, tuple[LessonEntry, ...]]], now: str, days: int = DAYS) -> tuple[Due, ...]:
    """Return the lessons whose time is over.

    Args:
        lessons: each with its log.
        now: the time, UTC, as an entry has it.
        days: how long a lesson is kept; one that nobody has ended at least a day.

    """
    kept = timedelta(days=days)
    found = ((Due(lesson, last_time(entries)), kept if _has_ended(entries) else max(kept, _GOES_ON)) for lesson, entries in lessons)
    return tuple(one for one, stays in found if datetime.fromisoformat(one.last) < datetime.fromisoformat(now) - stays)


def _has_ended(entries: tuple[LessonEntry, ...]) -> bool:
    return any(isinstance(entry.event, Ended) for entry in entries)
