"""Seats to roles: how a class of any size is dealt into groups, roles and observers.

Pure: the order in which seats are dealt follows from a seed that is an argument.
"""

import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence

from sim.engine.lesson import Lesson
from sim.engine.machine import ScenarioMachine
from sim.engine.session import Session
from sim.errors import Illegal
from sim.model.events import PERSON
from sim.model.ids import CHANCE, ActId, GroupId, RoleId, SeatId, Seed
from sim.model.lesson import Place, Wished

USUAL_TEAM = 2
"""Seats of one role in one group that a class is dealt into, where nobody says how many groups there are."""

LARGEST_TEAM = 5
"""Seats of one role in one group, at most; whoever is beyond that watches."""

MOST_GROUPS = 60
"""Groups in one lesson, at most."""


def group_names(count: int) -> tuple[GroupId, ...]:
    """Return the names of this many groups."""
    return tuple(f"g{number}" for number in range(1, count + 1))


def known_groups(lesson: Lesson) -> tuple[GroupId, ...]:
    """Return the groups that play or in which somebody has a place, the lowest number first."""
    there = {*lesson.groups, *(place.group for place in lesson.places)}
    return tuple(sorted(there, key=lambda name: (len(name), name)))


def fresh_group(lesson: Lesson) -> GroupId:
    """Return the first group in which nobody plays or has a place.

    Raises:
        Illegal: there is no room for another.

    """
    known = known_groups(lesson)
    fresh = next((name for name in group_names(MOST_GROUPS) if name not in known), None)
    if fresh is None:
        message = f"a lesson has at most {MOST_GROUPS} groups"
        raise Illegal(message, "too-many-groups")
    return fresh


def playable(machine: ScenarioMachine, act: ActId) -> tuple[RoleId, ...]:
    """Return the roles that people may take in an act: the one that decides most often first, then in file order."""
    scenes = machine.lookup.act(act).scenes
    asked = [entry.role for scene in scenes for entry in scene.decision if entry.role != CHANCE]
    roles = [role.id for role in machine.scenario.roles if role.id in asked]
    return tuple(sorted(roles, key=lambda role: -asked.count(role)))


def playable_in(lesson: Lesson, sessions: Mapping[GroupId, Session], machine: ScenarioMachine, group: GroupId) -> tuple[RoleId, ...]:
    """Return the roles that people may take in a group, in the order of `playable`.

    They are those of the act that it plays; once that is over, of the act that follows, so that somebody can sit there before it begins;
    and before the group plays, of the act with which its lesson begins.
    """
    session = sessions.get(group)
    if session is None:
        return playable(machine, lesson.began.act)
    return playable(machine, (session.next_act if session.outcome else None) or session.act)


def usual_groups(seats: int, roles: int) -> int:
    """Return into how many groups a class is dealt where nobody says."""
    return min(max(1, -(-seats // (max(roles, 1) * USUAL_TEAM))), MOST_GROUPS)


def shuffled(seats: Sequence[SeatId], seed: Seed | str) -> tuple[SeatId, ...]:
    """Return seats in an order that follows from a seed, each order as likely as another."""
    return tuple(sorted(seats, key=lambda seat: hashlib.sha256(f"{seed}/seat/{seat}".encode()).digest()))


def dealt(seats: Sequence[SeatId], roles: Sequence[RoleId], groups: int | None = None) -> tuple[Place, ...]:
    """Deal seats into groups and roles.

    Groups differ by one seat at most, and so do the teams of a group. Where a group has fewer seats than there are roles, the first roles
    are taken and bots play the others; where a team would be larger than `LARGEST_TEAM`, whoever comes last watches.

    Args:
        seats: in the order in which they are dealt.
        roles: those that people may take, the ones wanted most first; at least one.
        groups: how many groups; None: as many as are usual. There are never more groups than seats.

    """
    wanted = usual_groups(len(seats), len(roles)) if groups is None else groups
    names = group_names(max(1, min(wanted, len(seats), MOST_GROUPS)))
    places = []
    for index, seat in enumerate(seats):
        turn = index // len(names)
        role = roles[turn % len(roles)] if turn < len(roles) * LARGEST_TEAM else None
        places.append(Place(seat=seat, group=names[index % len(names)], role=role))
    return tuple(places)


def dealt_as_wished(
    seats: Sequence[SeatId], roles: Sequence[RoleId], wishes: Mapping[SeatId, Wished], groups: int | None = None
) -> tuple[Place, ...]:
    """Deal seats as `dealt` does, but let whoever would rather watch watch, and give the others the role they would like.

    There is as much room in each role as `dealt` makes. Where more would like a role than it has room for, those who come first have it;
    the others, and whoever has no wish, take what is left. As many wishes are met as can be.

    Args:
        seats: in the order in which they are dealt.
        roles: those that people may take, the ones wanted most first; at least one.
        wishes: of each seat that has one.
        groups: as in `dealt`.

    """
    watching = [seat for seat in seats if seat in wishes and wishes[seat].watches]
    free = [*dealt([seat for seat in seats if seat not in watching], roles, groups)]
    names = sorted({place.group for place in free} or {*group_names(1)}, key=lambda name: (len(name), name))
    given: dict[SeatId, Place] = {}
    for seat in seats:
        wanted = wishes[seat].role if seat in wishes else None
        found = next((place for place in free if wanted is not None and place.role == wanted), None)
        if found is not None and seat not in watching:
            free.remove(found)
            given[seat] = found.model_copy(update={"seat": seat})
    rest = iter(free)
    places = [
        Place(seat=seat, group=names[watching.index(seat) % len(names)], role=None)
        if seat in watching
        else given[seat]
        if seat in given
        else next(rest).model_copy(update={"seat": seat})
        for seat in seats
    ]
    return tuple(places)


def stands(lesson: Lesson, sessions: Mapping[GroupId, Session], group: GroupId) -> bool:
    """Tell whether nobody plays a group any more, or yet: then its play stays as it is, and no bot goes on without being told to.

    A group at a table has no seats; it stands when it was forked and everybody went along.
    """
    if lesson.began.table:
        return any(other.instead == group for other in lesson.groups.values())
    waits = PERSON in sessions[group].players.values()
    return waits and not any(place.group == group and place.role is not None for place in lesson.places)


def why_it_stands(lesson: Lesson, sessions: Mapping[GroupId, Session], group: GroupId) -> str:
    """Return what is said of a group that stands, such as `left; everybody went on as group 2`; else nothing."""
    if not stands(lesson, sessions, group):
        return ""
    others = [other.id for other in lesson.groups.values() if other.instead == group]
    return f"left; everybody went on as group {others[-1][1:]}" if others else "nobody decides in it now, so it stands"


def closed(lesson: Lesson, sessions: Mapping[GroupId, Session]) -> frozenset[GroupId]:
    """Return the groups that nobody who comes late is sent to: those whose play is over, or stands."""
    return frozenset(group for group, session in sessions.items() if session.over or stands(lesson, sessions, group))


def latecomer(
    seat: SeatId, places: Sequence[Place], roles: Callable[[GroupId], Sequence[RoleId]], shut: Collection[GroupId] = ()
) -> Place | None:
    """Return where somebody sits who comes after the dealing: in the smallest team of the smallest group.

    Args:
        seat: who comes.
        places: where the others sit; whoever has no place is not among them.
        roles: gives those that people may take in a group, the ones wanted most first.
        shut: groups that nobody can join any more; where there is no other, whoever comes watches the smallest of them.

    Returns:
        The place, or None when nobody has one yet.

    """
    every = sorted({place.group for place in places}, key=lambda name: (len(name), name))
    if not every:
        return None
    groups = [name for name in every if name not in shut]
    group = min(groups or every, key=lambda name: sum(place.group == name for place in places))
    taken = [place.role for place in places if place.group == group]
    asked = roles(group) if groups else ()
    role = min(asked, key=taken.count, default=None)  # an act may leave everything to chance; then everybody watches
    return Place(seat=seat, group=group, role=role if role is not None and taken.count(role) < LARGEST_TEAM else None)
