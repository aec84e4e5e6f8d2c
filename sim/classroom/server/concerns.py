"""Whom a change of a lesson concerns, so that nobody else has to look again.

Rule 1: a change that is not understood here concerns everybody.
Rule 2: what a seat may not learn, such as that another team has voted, does not wake its stream either.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeAlias

from sim.engine.lesson import Lesson
from sim.engine.members import Group, Seat
from sim.model.events import Judged, Marked, Opened
from sim.model.ids import GroupId, RoleId, SeatId
from sim.model.leading import Intervened, Noted, Told
from sim.model.lesson import Place, Proposed, Spoke
from sim.store.live_lesson import Standing

Concerns: TypeAlias = frozenset[tuple[str, ...]]
"""Groups, teams of a group, and single seats."""

NOBODY: Concerns = frozenset()


def _group(group: GroupId) -> tuple[str, ...]:
    return "group", group


def _team(group: GroupId, role: RoleId | None) -> tuple[str, ...]:
    return "team", group, role or ""


def _seat(seat: SeatId) -> tuple[str, ...]:
    return "seat", seat


def concerns_of(lesson: Lesson, seat: SeatId) -> Concerns:
    """Return what concerns a seat: itself, its team and its group."""
    place = lesson.seats[seat].place
    mine = _seat(seat)
    return frozenset((mine, _group(place.group), _team(place.group, place.role)) if place else (mine,))


def moved(before: Standing, after: Standing) -> Concerns | None:
    """Return where something is new to those who sit there, or None where it may concern everybody."""
    old, new = before.lesson, after.lesson
    if replace(new, number=old.number, groups=old.groups, votes=old.votes, seats=old.seats, said=old.said, placed=old.placed) != old:
        return None
    fresh = [said.event for said in new.said[len(old.said) :]]
    if any(isinstance(event, Told) for event in fresh):
        return None
    late = new.late if not old.groups else ()  # whoever has no place when the play begins waits to be let in
    return frozenset((*_voted(old, new), *_played(before, after), *_sat(old, new), *_said(fresh), *map(_seat, late)))


def only_time(before: Standing, after: Standing) -> bool:
    """Tell whether nothing is new but how the log tells that the clocks stand, which everybody sees already."""
    old, new = before.lesson, after.lesson
    if old.groups.keys() != new.groups.keys() or replace(new, number=old.number, groups=old.groups) != old:
        return False
    pairs = ((group, old.groups[group.id]) for group in new.groups.values())
    return all(group.entries == known.entries and _clock(group) == _clock(known) for group, known in pairs)


def _voted(old: Lesson, new: Lesson) -> Iterator[tuple[str, ...]]:
    for (group, seat), vote in new.votes.items():
        if old.votes.get((group, seat)) is not vote:
            yield _team(group, vote.role)


def _played(before: Standing, after: Standing) -> Iterator[tuple[str, ...]]:
    for group, known in after.lesson.groups.items():
        if group not in before.lesson.groups or _clock(known) != _clock(before.lesson.groups[group]):
            yield _group(group)
    for group, session in after.sessions.items():
        earlier = before.sessions.get(group)
        if earlier is session:
            continue
        events = [entry.event for entry in session.log[len(earlier.log) :]] if earlier is not None else []
        quiet = [event for event in events if isinstance(event, Opened | Marked | Judged)]
        if events and len(quiet) == len(events):
            yield from (_team(group, event.role) for event in quiet)  # what a role reads and judges is its own
        else:
            yield _group(group)


def _clock(group: Group) -> tuple[object, ...]:
    return replace(group, entries=0, stood=None), id(group.clock)


def _said(fresh: Sequence[Spoke | Told | Noted | Proposed | Intervened]) -> Iterator[tuple[str, ...]]:
    """Yield who may read what was said; notes and orders stand on no seat's page."""
    for event in fresh:
        if isinstance(event, Spoke):
            yield _group(event.group)
        elif isinstance(event, Proposed):
            yield _team(event.group, event.role)


def _sat(old: Lesson, new: Lesson) -> Iterator[tuple[str, ...]]:
    for seat, held in new.seats.items():
        known = old.seats.get(seat)
        if held is known:
            continue
        yield _seat(seat)
        if known is None or _shown(known) != _shown(held):
            yield from (_group(place.group) for place in (known and known.place, held.place) if place)


def _shown(seat: Seat) -> tuple[str, Place | None, bool]:
    """Return what others see of a seat."""
    return seat.name, seat.place, seat.released
