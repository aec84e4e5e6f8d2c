"""Giving a clock more, and giving a seat more time than the others have."""

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from sim.classroom.lesson import clocks, seats, turns, words
from sim.engine.lesson_view import seat_view
from sim.errors import Illegal, Missing, SimError, Stale
from sim.model.leading import Left, Ran
from sim.store.drafting import Draft
from tests.classroom.server.rooms import running
from tests.classroom.taught import NAME, Class, held, placing
from tests.simulation.loop import VirtualLoop, run


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Class]:
    """Give a play in which two have the north, one the south, and one watches."""
    with held(tmp_path) as made:
        made.come("Ana", "Ben", "Cem", "Dua")
        made.do(placing(s1="g1 north", s2="g1 north", s3="g1 south", s4="g1"), seats.start)
        yield made


def allowing(seat: str) -> Callable[[Draft], None]:
    """Return how a seat is given twice the time."""
    return lambda draft: clocks.allow(draft, seat, 200)


def clock(room: Class) -> tuple[int, int] | None:
    """Return what the clock of the group was set to, and what it was given since."""
    group = room.live.now.lesson.groups["g1"]
    return (group.clock.seconds, group.more) if group.clock else None


def test_a_clock_is_given_more(room: Class) -> None:
    """More time is added to what the clock was set to, as often as it is given."""
    room.do(lambda draft: turns.set_clock(draft, "g1", 60), *[lambda draft: clocks.extend(draft, "g1", 1, 30)] * 2)

    assert (60, 60) == clock(room)


@pytest.mark.parametrize(("turn", "seconds", "kind", "said"), [(2, 30, Stale, "is over already"), (1, 0, Illegal, "at least one second")])
def test_more_is_for_the_turn_that_is_shown(room: Class, turn: int, seconds: int, kind: type[SimError], said: str) -> None:
    """More time for another turn, or none, is refused."""
    room.do(lambda draft: turns.set_clock(draft, "g1", 60))
    with pytest.raises(kind, match=said):
        room.do(lambda draft: clocks.extend(draft, "g1", turn, seconds))


def test_what_does_not_run_is_given_nothing(room: Class) -> None:
    """Where no clock is set for this turn there is nothing to add to, and after the end neither."""
    with pytest.raises(Illegal, match="no clock runs for group g1"):
        room.do(lambda draft: clocks.extend(draft, "g1", 1, 30))
    room.do(lambda draft: turns.set_clock(draft, "g1", 60), lambda draft: turns.force(draft, "g1", 1))
    with pytest.raises(Illegal, match="no clock runs for group g1"):
        room.do(lambda draft: clocks.extend(draft, "g1", 2, 30))
    room.do(words.end)
    with pytest.raises(Illegal, match="the lesson is over"):
        room.do(lambda draft: clocks.extend(draft, "g1", 2, 30))


def test_a_clock_that_was_given_more_does_not_ring_early(room: Class) -> None:
    """The ring of a clock that has been given more since is nobody's."""
    room.do(lambda draft: turns.set_clock(draft, "g1", 60), lambda draft: clocks.extend(draft, "g1", 1, 30))
    with pytest.raises(Stale, match="runs no more"):
        room.do(lambda draft: turns.time_up(draft, "g1", 1))
    room.do(lambda draft: turns.time_up(draft, "g1", 1, 30))

    assert 2 == room.live.now.sessions["g1"].turn


def test_a_sign_tells_what_running_clocks_have_left(room: Class) -> None:
    """The clock notes it for the turn that is played; in a pause, after the end, and where the log has told it since, there is none."""
    known = {"g1": None}
    room.do(lambda draft: clocks.sign(draft, known), lambda draft: turns.set_clock(draft, "g1", 60))
    stood = {"g1": room.live.now.lesson.groups["g1"].stood}
    room.do(lambda draft: clocks.sign(draft, known), lambda draft: clocks.sign(draft, stood), lambda draft: clocks.sign(draft, stood))
    again = {"g1": room.live.now.lesson.groups["g1"].stood}
    room.do(words.pause, lambda draft: clocks.sign(draft, again), words.go_on)
    later = {"g1": room.live.now.lesson.groups["g1"].stood}
    room.do(words.end, lambda draft: clocks.sign(draft, later))
    told = [entry for entry in room.archive.lessons.read(NAME) if isinstance(entry.event, Ran)]

    assert [("clock", Ran(left=(Left(group="g1", milliseconds=60_000),)))] == [(entry.seat, entry.event) for entry in told]


def test_a_clock_is_as_long_as_somebody_needs(room: Class) -> None:
    """The clock of a group is set longer where a seat that decides has more time, and not at all where it has no limit."""
    room.do(lambda draft: clocks.allow(draft, "s3", 150), lambda draft: turns.set_clock(draft, "g1", 60))
    longer = clock(room)
    room.do(lambda draft: clocks.allow(draft, "s3", 0), lambda draft: turns.set_clock(draft, "g1", 60))

    assert ((90, 0), None) == (longer, clock(room))


def test_a_running_clock_follows_at_once(room: Class) -> None:
    """More time given in the middle of a turn lengthens its clock, a limit taken away stops it, and nothing shortens it."""
    room.do(lambda draft: turns.set_clock(draft, "g1", 60), lambda draft: clocks.allow(draft, "s1", 200))
    found = [clock(room)]
    for seat, percent in (("s2", 150), ("s1", 100), ("s3", 0)):
        room.do(lambda draft, seat=seat, percent=percent: clocks.allow(draft, seat, percent))
        found.append(clock(room))

    assert [(60, 60), (60, 60), (60, 60), None] == found


def test_time_for_an_observer_changes_no_clock(room: Class) -> None:
    """More time is for deciding; whoever watches may have it for later."""
    room.do(lambda draft: turns.set_clock(draft, "g1", 60), allowing("s4"))

    assert ((60, 0), 200) == (clock(room), room.live.now.lesson.seats["s4"].time)


def test_time_can_be_given_before_the_dealing(tmp_path: Path) -> None:
    """A seat that has no place yet has its time from its first turn on."""
    with held(tmp_path) as early:
        early.come("Ana")
        early.do(allowing("s1"), placing(s1="g1 north"), seats.start, lambda draft: turns.set_clock(draft, "g1", 60))

        assert (120, 0) == clock(early)


@pytest.mark.parametrize(("seat", "percent", "kind"), [("s1", 50, Illegal), ("s9", 200, Missing)])
def test_nobody_has_less_time(room: Class, seat: str, percent: int, kind: type[SimError]) -> None:
    """Less time than the others, or time for nobody, is refused."""
    with pytest.raises(kind):
        room.do(lambda draft: clocks.allow(draft, seat, percent))


def test_a_clock_has_an_end(room: Class) -> None:
    """A clock runs a day at most."""
    with pytest.raises(Illegal, match="86400 seconds at most"):
        room.do(lambda draft: turns.set_clock(draft, "g1", 90_000))


def test_what_is_left_grows_with_what_is_given(tmp_path: Path) -> None:
    """A running clock goes on with what it has left and what it was given, and one that stands does too."""

    async def act(room: Class) -> tuple[int | None, ...]:
        async with running(room) as made:
            await made.do(lambda draft: turns.set_clock(draft, "g1", 60))
            await made.do(lambda draft: clocks.extend(draft, "g1", 1, 30))
            running_on = made.left("g1")
            await made.do(words.pause)
            await made.do(lambda draft: clocks.extend(draft, "g1", 1, 30))
            return running_on, made.left("g1"), int(made.is_running("g1"))

    with held(tmp_path) as room:
        room.come("Ana")
        room.do(placing(s1="g1 north"), seats.start)

        assert (90, 120, 0) == run(VirtualLoop(Random(1)), act(room))


def test_a_clock_rings_after_what_it_was_given(tmp_path: Path) -> None:
    """A clock that is given more ends the turn when all of it is over."""

    async def act(room: Class) -> tuple[int, int]:
        async with running(room) as made:
            await made.do(lambda draft: turns.set_clock(draft, "g1", 1))
            await made.do(lambda draft: clocks.extend(draft, "g1", 1, 1))
            await asyncio.sleep(1.4)
            before = made.now.sessions["g1"].turn
            for _ in range(30):
                await asyncio.sleep(0.1)
                if made.now.sessions["g1"].turn > 1:
                    break
            return before, made.now.sessions["g1"].turn

    with held(tmp_path) as room:
        room.come("Ana")
        room.do(placing(s1="g1 north"), seats.start)

        assert (1, 2) == run(VirtualLoop(Random(1)), act(room))


def test_nobody_else_is_told_who_has_more_time(room: Class) -> None:
    """What a seat is shown is the same, whether another of its group was given more time or the whole group was."""

    def shown(seat: str) -> str:
        lesson = room.live.now.lesson
        return seat_view(lesson, room.live.now.sessions, room.opened.machine, lesson.seats[seat], None).model_dump_json(exclude={"version"})

    before = [shown(seat) for seat in ("s2", "s3", "s4")]
    room.do(lambda draft: clocks.allow(draft, "s1", 200))

    assert before == [shown(seat) for seat in ("s2", "s3", "s4")]
