"""Time: how clocks stand, giving the clock of a group more, and giving a seat more time than the others have.

Rule 1: who was given more time is known to the facilitator alone; the group has the longest time of its seats, and one clock.
"""

from collections.abc import Mapping

from sim.classroom.lesson.guards import must_be_open, must_be_turn
from sim.classroom.lesson.turns import CLOCK
from sim.engine.members import Stood
from sim.engine.timing import LONGEST, lengthened
from sim.errors import Illegal
from sim.model.ids import GroupId, SeatId
from sim.model.leading import USUAL_TIME, Allowed, Clocked, Extended, Left, Ran
from sim.store.drafting import Draft


def as_they_stand(draft: Draft) -> tuple[Left, ...]:
    """Return what the clock of each group has left whose turn has one."""
    running = (group for group in draft.lesson.groups.values() if group.clock and group.clock.turn == draft.sessions[group.id].turn)
    return tuple(Left(group=group.id, milliseconds=min(draft.left(group), 1000 * LONGEST)) for group in running)


def sign(draft: Draft, known: Mapping[GroupId, Stood | None]) -> None:
    """Note how the clocks stand that run, for whoever goes on with the lesson.

    Args:
        draft: the lesson.
        known: how the log told it that they stood when this was asked for; what it has told since is not told again.

    """
    if draft.lesson.paused or draft.lesson.ended:
        return
    groups = draft.lesson.groups
    left = tuple(one for one in as_they_stand(draft) if one.milliseconds and groups[one.group].stood is known.get(one.group))
    if left:
        draft.note(Ran(left=left), CLOCK)


def extend(draft: Draft, group: GroupId, turn: int, seconds: int) -> None:
    """Give the clock of a group's turn this much more.

    Raises:
        Stale: the turn is over already.
        Illegal: no clock is set for this turn, it would run longer than a day, or the lesson is over.

    """
    must_be_turn(draft, group, turn)
    held = draft.lesson.group(group)
    if held.clock is None or held.clock.turn != turn:
        message = f"no clock runs for group {group}; set one first"
        raise Illegal(message, "no-clock")
    if not 0 < seconds <= LONGEST - held.more - held.clock.seconds:
        message = f"a clock is given at least one second, and runs {LONGEST} seconds at most"
        raise Illegal(message, "too-long")
    draft.note(Extended(group=group, turn=turn, seconds=seconds))


def allow(draft: Draft, seat: SeatId, percent: int) -> None:
    """Give a seat more time than the others have, of which nobody else is told; 0: as much as it needs.

    A clock that runs for a turn in which the seat decides follows at once, but is never shortened.

    Raises:
        Missing: nobody has this seat.
        Illegal: it would be less time than others have, or the lesson is over.

    """
    must_be_open(draft)
    held = draft.lesson.seat(seat)
    if 0 < percent < USUAL_TIME:
        message = f"a seat has at least the time that the others have: {USUAL_TIME}, or 0 for no limit"
        raise Illegal(message, "too-short")
    place = held.place
    before = draft.lesson
    draft.note(Allowed(seat=seat, percent=percent))
    clock = before.groups[place.group].clock if place is not None and place.group in before.groups else None
    if place is None or clock is None or clock.turn != draft.sessions[place.group].turn:
        return
    session = draft.sessions[place.group]
    was, now = (lengthened(lesson, session, place.group, USUAL_TIME) for lesson in (before, draft.lesson))
    if not now:
        draft.note(Clocked(group=place.group, turn=clock.turn, seconds=0))
    elif was and now > was:
        draft.note(Extended(group=place.group, turn=clock.turn, seconds=min(LONGEST, max(1, clock.seconds * (now - was) // was))))
