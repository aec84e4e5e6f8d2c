"""Coming in, taking places and leaving: what changes who sits where in a lesson.

Rule 1: each function asks one thing of a draft, and raises where it cannot be; nothing here reads a clock or draws.
"""

from collections.abc import Sequence

from sim.classroom.lesson.beginning import begin
from sim.classroom.lesson.guards import must_be_group, must_be_known, must_be_open, must_be_playable
from sim.classroom.lesson.players import follow
from sim.engine.calling import free_name
from sim.engine.seating import (
    LARGEST_TEAM,
    closed,
    dealt,
    dealt_as_wished,
    fresh_group,
    known_groups,
    latecomer,
    playable,
    playable_in,
    shuffled,
)
from sim.errors import Illegal, Missing
from sim.model.events import PERSON, Played
from sim.model.ids import GroupId, RoleId, SeatId
from sim.model.leading import Invited
from sim.model.lesson import (
    Consented,
    Joined,
    Place,
    Readmitted,
    Released,
    Seated,
    Wished,
)
from sim.model.part import Digest
from sim.store.drafting import Draft


def join(draft: Draft, name: str, token: Digest, resume: Digest) -> SeatId:
    """Give somebody a seat; where somebody has their name, with a number behind it.

    Where roles have been dealt already they have a place too; but once a group plays, only in a lesson that asks nobody: else the
    facilitator lets them in, so that nobody reads another side's papers, or outvotes a team, by joining once more.

    Raises:
        Illegal: the lesson is over or full, or its groups have no seats.

    """
    if draft.lesson.ended:
        message = "this lesson is over; nobody can join any more"
        raise Illegal(message, "lesson-over")
    if draft.lesson.began.table:
        message = "this lesson is played at tables with printed cards; nobody joins it"
        raise Illegal(message, "at-tables")
    seat = f"s{len(draft.lesson.seats) + 1}"
    called = free_name(name, (other.name for other in draft.lesson.seats.values() if not other.released))
    draft.note(Joined(seat=seat, name=called, token=token, resume=resume, given=None if called == name else name), seat, token)
    if not draft.lesson.groups or draft.lesson.began.latecomers == "seated":
        places = _places_for(draft, (seat,))
        if places:
            assign(draft, places)
    return seat


def let_in(draft: Draft, seat: SeatId | None) -> None:
    """Give a place to a seat that waits since a group plays, or, with None, to all that do.

    Raises:
        Illegal: it does not wait, or nobody does, or every group's play is over or stands, so that they could only watch.

    """
    waits = _waiting(draft, seat)
    if {place.group for place in draft.lesson.places} <= closed(draft.lesson, draft.sessions):
        message = (
            "no group plays on in which somebody could begin; give the seat a place yourself, to watch or to take up a play that stands"
        )
        raise Illegal(message, "nobody-plays")
    assign(draft, _places_for(draft, waits))


def turn_away(draft: Draft, seat: SeatId | None) -> None:
    """Take a seat that waits out of the lesson, or, with None, all that do.

    Raises:
        Illegal: it does not wait, or nobody does.

    """
    for waits in _waiting(draft, seat):
        draft.note(Released(seat=waits))


def _waiting(draft: Draft, seat: SeatId | None) -> tuple[SeatId, ...]:
    """Return who waits, one or all; so that of two facilitators who answer at once the second is told."""
    waits = draft.lesson.late if seat is None else (draft.lesson.seat(seat).id,)
    if not waits or waits[0] not in draft.lesson.late:
        message = "nobody waits to be let in" if seat is None else "this seat does not wait to be let in"
        raise Illegal(message, "nobody-waits")
    return waits


def _roles_for(draft: Draft, group: GroupId) -> tuple[RoleId, ...]:
    """Return the roles that people may take in a group now, the one that decides most often first."""
    return playable_in(draft.lesson, draft.sessions, draft.machine, group)


def _places_for(draft: Draft, late: Sequence[SeatId]) -> list[Place]:
    """Return places for those who come after the dealing, one after another; none where there is no group to join."""
    shut = closed(draft.lesson, draft.sessions)
    given: list[Place] = []
    for seat in late:
        place = latecomer(seat, (*draft.lesson.places, *given), lambda group: _roles_for(draft, group), shut)
        if place is not None:
            given.append(place)
    return given


def come_back(draft: Draft, code: Digest, token: Digest, resume: Digest) -> SeatId:
    """Open a seat on another device by its resume code.

    Args:
        draft: the lesson.
        code: of what was typed.
        token: of what the new browser keeps.
        resume: of the code that it shows.

    Raises:
        Missing: no seat has this code.

    """
    held = next((seat for seat in draft.lesson.seats.values() if code in seat.resumes), None)
    if held is None:
        raise no_seat()
    if not draft.answered(held.id, token):
        draft.note(Readmitted(seat=held.id, token=token, resume=resume), held.id, token)
    return held.id


def no_seat() -> Missing:
    """Return the refusal of a code that opens no seat."""
    message = "no seat of this lesson has this code; look at it again, or join anew and ask the facilitator for your old place"
    return Missing(message, "unknown-code")


def invite(draft: Draft, *, choosing: bool) -> None:
    """Let everybody say which role they would like, or let them no longer.

    Raises:
        Illegal: a group plays already, or the lesson is over.

    """
    if draft.lesson.ended or draft.lesson.groups:
        message = "the lesson is over" if draft.lesson.ended else "a group plays already; move single seats instead"
        raise Illegal(message, "lesson-over" if draft.lesson.ended else "group-plays")
    draft.note(Invited(open=choosing))


def wish(draft: Draft, seat: SeatId, role: RoleId | None, *, watches: bool = False, key: str | None = None) -> None:
    """Let a seat say which role it would like, that it would rather watch, or, with neither, that any role is as good.

    Raises:
        Illegal: nobody is asked for wishes now.
        Missing: nobody has this seat, or there is no such role.

    """
    if draft.answered(seat, key):
        return
    if not draft.lesson.choosing or draft.lesson.groups or draft.lesson.ended:
        message = "roles are not chosen now; the facilitator deals them, or has dealt them"
        raise Illegal(message, "not-choosing")
    if role is not None and not watches:
        must_be_playable(draft, role, playable(draft.machine, draft.lesson.began.act))
    draft.note(Wished(seat=draft.lesson.seat(seat).id, role=None if watches else role, watches=watches), seat, key)


def deal(draft: Draft, groups: int | None, *, as_wished: bool = False) -> None:
    """Deal everybody who is here into groups and roles, before anybody plays.

    Args:
        draft: the lesson.
        groups: how many groups; None: as many as are usual.
        as_wished: whether people get the roles that they would like as far as there is room, or all are dealt at random.

    Raises:
        Illegal: nobody is here, or a group plays already.

    """
    lesson = draft.lesson
    if lesson.groups:
        message = "a group plays already; move single seats instead"
        raise Illegal(message, "group-plays")
    present = [seat.id for seat in lesson.seats.values() if not seat.released]
    if not present:
        message = "nobody has joined yet"
        raise Illegal(message, "nobody-here")
    order = shuffled(present, lesson.began.seed + lesson.number)
    roles = playable(draft.machine, lesson.began.act)
    wishes = {seat.id: seat.wish for seat in lesson.seats.values() if seat.wish is not None}
    assign(draft, dealt_as_wished(order, roles, wishes, groups) if as_wished else dealt(order, roles, groups))


def move(draft: Draft, seat: SeatId, group: GroupId | None, role: RoleId | None) -> None:
    """Give one seat another place.

    Args:
        draft: the lesson.
        seat: whose.
        group: where; once a group plays, one that there is: a slip would take somebody out of their play. None: another one begins.
        role: which; None: it watches.

    Raises:
        Missing: there is no such seat, group or role, or the group's act does not ask it.
        Illegal: a team would be larger than it may be, there is no room for another group, or the lesson is over.

    """
    if group is not None and draft.lesson.groups:
        must_be_known(group, known_groups(draft.lesson))
    assign(draft, (Place(seat=seat, group=group or fresh_group(draft.lesson), role=role),))


def assign(draft: Draft, places: Sequence[Place]) -> None:
    """Give seats their places, and let the groups that play follow, as `players` says.

    A seat may stay at a role that its group's act does not ask.

    Raises:
        Missing: there is no such seat, group or role, or the group's act does not ask it.
        Illegal: a team would be larger than it may be, or the lesson is over.

    """
    must_be_open(draft)
    for place in places:
        must_be_group(place.group)
        if place.role is not None and place != draft.lesson.seat(place.seat).place:
            must_be_playable(draft, place.role, _roles_for(draft, place.group))
    draft.note(Seated(places=tuple(places)))
    for place in places:
        if place.role is not None and len(draft.lesson.team(place.group, place.role)) > LARGEST_TEAM:
            message = f"{place.role} in group {place.group} has {LARGEST_TEAM} seats already; let the next one watch"
            raise Illegal(message, "team-full")
    follow(draft)


def consent(draft: Draft, seat: SeatId, key: str | None = None, *, agrees: bool) -> None:
    """Let a seat agree that its choices are used for research, or no longer; also after the end."""
    if not draft.answered(seat, key) and (key is not None or draft.lesson.seat(seat).consents != agrees):
        draft.note(Consented(seat=seat, agrees=agrees), seat, key)


def release(draft: Draft, seat: SeatId) -> None:
    """Take somebody out of the lesson.

    Raises:
        Missing: nobody has this seat.

    """
    draft.note(Released(seat=draft.lesson.seat(seat).id))
    follow(draft)


def watch(draft: Draft, seat: SeatId, key: str | None = None) -> None:
    """Let a seat watch its group from now on, without a reason.

    Raises:
        Illegal: it has no place yet, or the lesson is over.

    """
    if draft.answered(seat, key):
        return
    must_be_open(draft)
    place = draft.lesson.seat(seat).place
    if place is None:
        message = "you have no place yet; the facilitator deals the roles"
        raise Illegal(message, "no-place")
    draft.note(Seated(places=(place.model_copy(update={"role": None}),)), seat, key)
    follow(draft)


def start(draft: Draft) -> None:
    """Let every group that has seats and does not play yet begin; one in which everybody watches stands.

    Raises:
        Illegal: nobody has a place, or every group plays already.

    """
    lesson, bot = draft.lesson, draft.lesson.began.bot
    waiting = sorted({place.group for place in lesson.places} - {*lesson.groups}, key=lambda name: (len(name), name))
    if lesson.ended or not waiting:
        message = (
            "the lesson is over" if lesson.ended else "every group with seats plays already" if lesson.groups else "deal the roles first"
        )
        raise Illegal(message, "nothing-to-start")
    for group in waiting:
        decides = {role.id: bool(lesson.team(group, role.id)) for role in draft.machine.scenario.roles}
        played = (Played(role=role, by=PERSON if sits or not any(decides.values()) else bot) for role, sits in decides.items())
        begin(draft, group, played)
