"""What erasing somebody does to the log of a lesson and to those of its groups: their name and their words give way to a mark.

Rule 1: no entry goes away, and none comes: numbers, seats, places, votes and choices stay, so that every log folds as before.
"""

import re
from collections.abc import Callable, Iterable
from typing import TypeAlias

from sim.model.events import Chose, Entry
from sim.model.ids import SeatId
from sim.model.leading import Answered, Intervened, Noted, Told
from sim.model.lesson import (
    Joined,
    LessonEntry,
    LessonEvent,
    Proposed,
    Readmitted,
    Spoke,
    Voted,
)

ERASED = "[erased]"
"""What stands in the place of a name or of words."""

_NOTHING = "0" * 64
"""Stands for the digest of something that nobody has, so that no browser and no code opens an erased seat."""
_LEAST = 2
"""Letters of a name that is looked for in what others wrote; a single one stands in every text."""

_Rewritten: TypeAlias = Callable[[str], str]


def erased_lesson(entries: Iterable[LessonEntry], seat: SeatId) -> tuple[LessonEntry, ...]:
    """Return the entries of a lesson that change when a seat is erased, as they are then.

    Args:
        entries: the lesson's log.
        seat: whose name and words go; what the facilitator told it alone goes with them.

    """
    log = tuple(entries)
    without = _without(names(log, seat))
    changed = (entry.model_copy(update={"event": _erased(entry.event, seat, without)}) for entry in log)
    return tuple(new for old, new in zip(log, changed, strict=True) if new != old)


def erased_session(entries: Iterable[Entry], lesson: Iterable[LessonEntry], seat: SeatId) -> tuple[Entry, ...]:
    """Return the entries of a group's session that change when a seat is erased: reasons that it gave, or in which it is named.

    Args:
        entries: the session's log.
        lesson: the lesson's log, before anything was erased.
        seat: whose words go.

    """
    log = tuple(lesson)
    without = _without(names(log, seat))
    given = {(vote.role, vote.turn, vote.reason) for vote in _votes(log, seat)}
    changed = []
    for entry in entries:
        event = entry.event
        if isinstance(event, Chose) and event.reason:
            reason = ERASED if (event.role, entry.turn, event.reason) in given else without(event.reason)
            if reason != event.reason:
                changed.append(entry.model_copy(update={"event": event.model_copy(update={"reason": reason})}))
    return tuple(changed)


def names(entries: Iterable[LessonEntry], seat: SeatId) -> tuple[str, ...]:
    """Return the name under which a seat joined, and the one that it gave where somebody had that already; none where it was erased."""
    joined = (entry.event for entry in entries if isinstance(entry.event, Joined))
    found = next((event for event in joined if event.seat == seat and event.name != ERASED), None)
    return tuple(filter(None, (found.name, found.given))) if found else ()


def _votes(entries: Iterable[LessonEntry], seat: SeatId) -> list[Voted]:
    return [entry.event for entry in entries if isinstance(entry.event, Voted) and entry.event.seat == seat]


def _erased(event: LessonEvent, seat: SeatId, without: _Rewritten) -> LessonEvent:
    match event:
        case Joined() if event.seat == seat:
            return event.model_copy(update={"name": ERASED, "given": None, "token": _NOTHING, "resume": _NOTHING})
        case Readmitted() if event.seat == seat:
            return event.model_copy(update={"token": _NOTHING, "resume": _NOTHING})
        case Voted() if event.reason:
            return event.model_copy(update={"reason": ERASED if event.seat == seat else without(event.reason)})
        case Spoke() | Proposed() | Told():
            return event.model_copy(update={"words": ERASED if event.seat == seat else without(event.words)})
        case _:
            return _of_facilitator(event, without)


def _of_facilitator(event: LessonEvent, without: _Rewritten) -> LessonEvent:
    match event:
        case Noted() | Answered():
            return event.model_copy(update={"words": without(event.words)})
        case Intervened():
            return event.model_copy(update={"reason": without(event.reason)})
        case _:
            return event


def _without(found: Iterable[str]) -> _Rewritten:
    """Return what takes names out of a text: whole words in whatever letters, and words that begin so with their endings."""
    long = [re.escape(name) for name in found if len(name) >= _LEAST]
    if not long:
        return lambda text: text
    either = "|".join(long)
    whole = re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE)
    begun = re.compile(rf"(?<!\w)(?:{either})\w*")
    return lambda text: begun.sub(ERASED, whole.sub(ERASED, text))
