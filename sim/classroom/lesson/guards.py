"""What is asked before anything is done in a lesson: whether it goes on, which turn it is, whether there is such a role or group.

Rule 1: each function refuses or returns; none of them changes a draft.
"""

from collections.abc import Sequence

from sim.engine.seating import MOST_GROUPS, group_names
from sim.engine.session import Session
from sim.errors import Illegal, Missing, Stale
from sim.model.ids import GroupId, RoleId, SeatId
from sim.model.nearest import listed, nearest
from sim.store.drafting import Draft


def must_be_open(draft: Draft) -> None:
    """Refuse an order about the play once the lesson is over; it may be given while the lesson is paused."""
    if draft.lesson.ended:
        message = "the lesson is over"
        raise Illegal(message, "lesson-over")


def goes_on(draft: Draft) -> None:
    """Refuse what cannot be while the lesson is paused, or once it is over."""
    if draft.lesson.paused or draft.lesson.ended:
        message = "the facilitator has paused the lesson" if draft.lesson.paused else "the lesson is over"
        raise Illegal(message, "paused" if draft.lesson.paused else "lesson-over")


def must_be_turn(draft: Draft, group: GroupId, turn: int) -> None:
    """Refuse an order for a turn that is over, so that of two who give it at once the second is told."""
    must_be_open(draft)
    draft.lesson.group(group)
    if draft.sessions[group].turn != turn:
        message = f"turn {turn} of group {group} is over already; look again"
        raise Stale(message, "stale-turn")


def seated(draft: Draft, seat: SeatId) -> tuple[GroupId, RoleId, Session]:
    """Return the group, role and session of a seat that decides.

    Raises:
        Illegal: it has no place, watches, or its group does not play yet.

    """
    place = draft.lesson.seat(seat).place
    if place is None or place.role is None or place.group not in draft.sessions:
        message = "this seat watches" if place is not None and place.role is None else "your group does not play yet"
        raise Illegal(message, "not-deciding")
    return place.group, place.role, draft.sessions[place.group]


def must_be_playable(draft: Draft, role: RoleId, roles: Sequence[RoleId]) -> None:
    """Refuse a role that is none of those that people may take."""
    if role not in roles:
        guess = nearest(role, roles) if role not in draft.machine.lookup.names else None  # another act may ask it: no slip of the pen
        message = f"nobody can play {role!r} here; the roles: {', '.join(roles)}{f'; did you mean {guess!r}?' if guess else ''}"
        raise Missing(message, "unknown-role")


def must_be_group(group: GroupId) -> None:
    """Refuse what is no name of a group; one that is may have nobody yet."""
    if group not in group_names(MOST_GROUPS):
        message = f"there is no group {group!r}; groups are g1 to g{MOST_GROUPS}"
        raise Missing(message, "unknown-group")


def must_be_known(group: GroupId, known: Sequence[GroupId]) -> None:
    """Refuse a group that there is not, where one that begins is asked for in other words."""
    if group not in known:
        message = f"there is no group {group!r}, so nobody was moved; there are: {listed(known)}; `new` in its place begins another group"
        raise Missing(message, "unknown-group")
