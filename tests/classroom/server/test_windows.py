"""The windows in which one seat is open."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from pathlib import Path

import pytest

from sim.classroom.lesson import words
from sim.classroom.server.concerns import concerns_of
from sim.classroom.server.room import Room
from sim.classroom.server.tokens import digest
from sim.classroom.server.windows import STREAMS, opened
from sim.classroom.web.answers import BEAT, stream
from sim.classroom.web.changes import Changes
from sim.errors import Illegal
from sim.model.lesson import Readmitted
from sim.store.drafting import Draft
from tests.classroom.server.rooms import played, running, voting
from tests.classroom.taught import Class


def test_the_oldest_of_too_many_ends(tmp_path: Path) -> None:
    """The sixth window of a seat is let in, and the first has to end; when one is closed, nobody else has to."""

    async def act(room: Class) -> None:
        async with running(room) as made:
            windows = [opened(made, "s1") for _ in range(STREAMS + 1)]
            before = [ends() for _, ends in windows]
            windows[-1][0]()
            after = [ends() for _, ends in windows[:-1]]

            assert [True, *[False] * STREAMS] == before
            assert ([False] * STREAMS, STREAMS) == (after, made.here["s1"])

    played(tmp_path, act)


def test_a_window_that_has_to_end_does(tmp_path: Path) -> None:
    """The stream of the oldest window ends as soon as anything is new."""

    async def act(room: Class) -> None:
        async with running(room) as made:
            gone, ends = opened(made, "s1")
            pieces = stream(made, Changes(made, made.lesson.seats["s1"]).read, gone, ends=ends).body_iterator
            said = [await anext(aiter(pieces)) for _ in range(2)]
            for _ in range(STREAMS):
                opened(made, "s1")
            await made.do(lambda draft: words.tell(draft, "Something new."))
            rest = [piece async for piece in pieces]

            assert (2, []) == (len(said), rest)
            assert STREAMS == made.here["s1"]

    played(tmp_path, act)


def joining(device: str) -> Callable[[Draft], None]:
    """Return how one more device is let in to a seat."""
    return lambda draft: draft.note(Readmitted(seat="s1", token=digest(device), resume=digest(f"code of {device}")))


def test_the_stream_of_a_device_whose_place_others_took_ends(tmp_path: Path) -> None:
    """Three devices have a seat at most: at the fourth the stream of the first ends, and it is not counted as being there."""

    async def act(room: Class) -> None:
        async with running(room) as made:
            gone, ends = opened(made, "s1", made.lesson.seats["s1"].tokens[0])
            page = Changes(made, made.lesson.seats["s1"])
            pieces = stream(made, page.read, gone, lambda: concerns_of(made.lesson, "s1"), ends=ends).body_iterator
            said = [await anext(aiter(pieces)) for _ in range(2)]
            ended, began = [], asyncio.get_running_loop().time()
            for device in ("phone", "tablet", "laptop"):
                await made.do(joining(device))
                ended.append(ends())
            rest = [piece async for piece in pieces]

            assert (2, [False, False, True], []) == (len(said), ended, rest)
            assert not made.here["s1"]
            assert asyncio.get_running_loop().time() - began < BEAT  # woken, not only looked after

    played(tmp_path, act)


async def heard(made: Room, seat: str) -> AsyncGenerator[bytes]:
    """Open a window of a seat, and return its stream once the page has come."""
    gone, ends = opened(made, seat)
    pieces = stream(made, Changes(made, made.lesson.seats[seat]).read, gone, ends=ends).body_iterator
    assert isinstance(pieces, AsyncGenerator)
    for _ in range(2):
        await anext(pieces)
    return pieces


@pytest.mark.parametrize("seats", [("s3",), ("s1", "s2"), ("s1", "s2", "s3")], ids=" ".join)
def test_a_phone_that_is_off_decides_nothing(tmp_path: Path, seats: tuple[str, ...]) -> None:
    """When the last window of a role, or of everybody, is closed, nothing is entered: who has not decided can still do so."""

    async def act(room: Class) -> None:
        async with running(room) as made:
            await made.do(voting("s1", "block"))
            before = made.now
            windows = [await heard(made, seat) for seat in ("s1", "s2", "s3", "s3")]
            for seat, window in zip(("s1", "s2", "s3", "s3"), windows, strict=True):
                if seat in seats:
                    await window.aclose()
            await asyncio.sleep(0.3)
            await made.look()

            assert {0} == {made.here[seat] for seat in seats}
            assert before == made.now == room.again().now
            for seat in ("s2", "s3"):
                await made.do(voting(seat, "block" if seat == "s2" else "wait"))

            assert 2 == made.now.sessions["g1"].turn

    played(tmp_path, act)


def test_far_too_many_are_refused(tmp_path: Path) -> None:
    """Whoever opens windows without end is refused."""

    async def act(room: Class) -> None:
        async with running(room) as made:
            for _ in range(40):
                opened(made, "s1")
            with pytest.raises(Illegal, match="close some windows"):
                opened(made, "s1")

    played(tmp_path, act)
