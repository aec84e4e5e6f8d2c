"""A rehearsal: people whom the server invents join a lesson and vote, so that a facilitator can walk through all of it alone.

Rule 1: they ask for what any phone could ask for, through the same room; nothing else knows that they are not there.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass

from sim.classroom.lesson import seats, turns
from sim.classroom.lesson.turns import Ballot
from sim.classroom.server.hall import Hall
from sim.classroom.server.room import Room
from sim.classroom.server.tokens import digest, fresh_token, resume_code
from sim.classroom.server.windows import opened
from sim.engine.lesson import Lesson
from sim.engine.members import Seat
from sim.engine.policy import draw
from sim.engine.rules import legal
from sim.errors import SimError
from sim.model.ids import LessonId
from sim.model.lesson import LessonEntry

_NAME = "Student {}"


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """Who is invented."""

    lesson: LessonId
    people: int
    pause: float = 10.0
    """Seconds between two looks at the play; at each, about a third of those who are asked vote, so that somebody takes half a minute."""


async def rehearse(hall: Hall, rehearsed: Rehearsed) -> None:
    """Let invented people join a lesson, and vote until it is over."""
    room = await hall.room(rehearsed.lesson)
    wanted = [_NAME.format(number) for number in range(1, rehearsed.people + 1)]
    for name in wanted:
        if name not in _seated(room.lesson):
            await _join(room, name)
        seat = _seated(room.lesson).get(name)
        if seat is not None:
            opened(room, seat.id)
    look = 0
    while not room.lesson.ended:
        look += 1
        held = _seated(room.lesson)
        for seat in (held[name] for name in wanted if name in held):
            if draw(room.lesson.began.seed, look, seat.id) % 3 == 0:
                await _vote(room, seat, look)
        await asyncio.sleep(rehearsed.pause)


def invented(entries: tuple[LessonEntry, ...]) -> int | None:
    """Return how many people a rehearsal that is gone on with has; None where a class plays, or nobody has come yet."""
    lesson = Lesson.open(entries)
    return len(_seated(lesson)) or None if lesson.began.rehearsal else None


def _seated(lesson: Lesson) -> dict[str, Seat]:
    """Return the seats of those who are invented, by their names, whichever server invented them."""
    beginning, _, _ = _NAME.partition("{")
    return {seat.name: seat for seat in lesson.seats.values() if seat.name.startswith(beginning) and not seat.is_shut}


async def _join(room: Room, name: str) -> None:
    token = fresh_token()
    with suppress(SimError):  # a lesson that is full, or over, has no room for them
        await room.do(lambda draft: seats.join(draft, name, digest(token), digest(resume_code(token))))


async def _vote(room: Room, seat: Seat, look: int) -> None:
    """Let somebody vote who is asked and has not; where a team is even, let them think again."""
    place = seat.place
    if place is None or place.role is None or place.group not in room.now.sessions or room.lesson.paused:
        return
    session = room.now.sessions[place.group]
    options = legal(session.machine, session.state, place.role)
    team = room.lesson.team(place.group, place.role)
    cast = room.lesson.votes_of(place.group, place.role, session.turn)
    if not options or (seat.id in cast and not {*team} <= {*cast}):
        return
    option = options[draw(room.lesson.began.seed, look, session.state.scene, seat.id) % len(options)].id
    with suppress(SimError):  # somebody else, or the facilitator, was faster
        await room.do(lambda draft: turns.vote(draft, seat.id, Ballot(session.turn, option)))
