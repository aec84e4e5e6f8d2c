"""A rehearsal: people whom the server invents."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from sim.classroom.lesson import seats, words
from sim.classroom.server.hall import Hall, Keeping
from sim.classroom.server.rehearsal import Rehearsed, invented, rehearse
from sim.classroom.server.room import Room
from tests.classroom.taught import NAME, held


async def until(room: Room, there: Callable[[], bool]) -> None:
    """Wait until a lesson has come to something."""
    news = room.watch()
    while not there():
        news.clear()
        await asyncio.wait_for(news.wait(), 20)


def test_a_facilitator_walks_through_a_lesson_alone(tmp_path: Path) -> None:
    """Invented people join, count as connected, are dealt roles, play to an outcome, and stop when the lesson ends."""

    async def walk() -> tuple[int, int, bool]:
        with held(tmp_path) as room:
            hall = Hall(Keeping(room.archive, room.clock, lambda _: room.opened))
            hall.begin(rehearse(hall, Rehearsed(NAME, 5, pause=0.001)))
            made = await hall.room(NAME)
            await until(made, lambda: len(made.lesson.seats) == 5)
            await made.do(lambda draft: seats.deal(draft, 1))
            await made.do(seats.start)
            await until(made, lambda: made.now.sessions["g1"].over)
            over = made.now.sessions["g1"].over
            await made.do(words.end)
            await hall.close()
            return len(made.lesson.seats), sum(made.here.values()), over

    assert (5, 5, True) == asyncio.run(asyncio.wait_for(walk(), 60))


def test_invented_people_come_back_to_their_seats(tmp_path: Path) -> None:
    """A rehearsal that is gone on with has as many as before: nobody joins anew, and whoever has a seat is there; a class has none."""

    async def walk() -> tuple[int | None, int, int]:
        with held(tmp_path, rehearsal=True) as room:
            assert invented(room.archive.lessons.read(NAME)) is None
            room.come("Ana")
            for people in (2, 3):  # the second time one more
                hall = Hall(Keeping(room.archive, room.clock, lambda _: room.opened))
                hall.begin(rehearse(hall, Rehearsed(NAME, people, pause=0.001)))
                made = await hall.room(NAME)
                await until(made, lambda made=made, people=people: sum(made.here.values()) == people)
                await hall.close()
            return invented(room.archive.lessons.read(NAME)), len(made.lesson.seats), sum(made.here.values())

    with held(tmp_path / "class") as room:
        room.come("Student 1")
        of_a_class = invented(room.archive.lessons.read(NAME))

    assert (None, (3, 4, 3)) == (of_a_class, asyncio.run(asyncio.wait_for(walk(), 60)))
