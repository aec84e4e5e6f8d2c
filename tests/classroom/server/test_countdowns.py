"""The clocks of a lesson on several servers, and on one after another: one time for all, and time without a server is nobody's loss."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sim.classroom.lesson import clocks, turns, words
from sim.classroom.server.room import Room
from sim.classroom.server.shared import Shared
from sim.model.leading import Ran
from sim.store.drafting import Draft
from sim.store.live_lesson import LiveLesson
from tests.classroom.server.rooms import alive, played
from tests.classroom.taught import CODE, NAME, Class

_NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def wall(by: float = 0.0) -> Callable[[], str]:
    """Return a computer's clock, as entries have it, that goes with the loop's and is wrong by so many seconds."""

    def told() -> str:
        passed = timedelta(seconds=asyncio.get_running_loop().time() + by)
        return (_NOON + passed).isoformat(timespec="milliseconds").replace("+00:00", "Z")

    return told


def server(room: Class, *, others: bool = True, wrong: float = 0.0) -> AbstractAsyncContextManager[Room]:
    """Run a server of the lesson, one of several or alone; leaving kills it."""
    live = LiveLesson(room.archive, room.opened.machine, NAME, wall(wrong))
    return alive(Room(live, room.opened, CODE, shared=Shared(others=others)))


def setting(seconds: int) -> Callable[[Draft], None]:
    """Return how a clock is set."""
    return lambda draft: turns.set_clock(draft, "g1", seconds)


def signs(room: Class) -> list[Ran]:
    """Return what the log tells of running clocks."""
    return [entry.event for entry in room.archive.lessons.read(NAME) if isinstance(entry.event, Ran)]


@pytest.mark.parametrize("wrong", [-7_200.0, 86_400.0])
def test_a_restarted_server_goes_on_where_the_clock_stood(tmp_path: Path, wrong: float) -> None:
    """What had run before a server was killed has run, but for the seconds since the log was last told; what passed without one has not."""

    async def act(room: Class) -> None:
        async with server(room, others=False) as made:
            await made.do(setting(40))
            await asyncio.sleep(1.7)
            before = made.left("g1")
        await asyncio.sleep(1.2)
        async with server(room, others=False, wrong=wrong) as again:
            assert (38, 39, True) == (before, again.left("g1"), again.is_running("g1"))

    played(tmp_path, act)


def test_a_server_that_comes_later_shows_what_the_first_shows(tmp_path: Path) -> None:
    """Also before the log was told for the first time, after a pause, and after more time was given."""

    async def act(room: Class) -> None:
        shown = []
        async with server(room) as first:
            await first.do(setting(40))
            await asyncio.sleep(0.8)
            async with server(room) as second:
                shown.append((first.left("g1"), second.left("g1")))
                await second.do(lambda draft: clocks.extend(draft, "g1", 1, 20))
                await asyncio.sleep(0.8)
                await second.do(words.pause)
                await first.look()
                shown.append((first.left("g1"), second.left("g1")))
                await first.do(words.go_on)
                await asyncio.sleep(3.2)
                await second.look()
                shown.append((first.left("g1"), second.left("g1")))
                async with server(room) as third:
                    shown.append((first.left("g1"), third.left("g1")))

        assert all(abs((one or 0) - (other or 0)) <= 1 for one, other in shown)
        assert all(abs((one or 0) - about) <= 1 for (one, _), about in zip(shown, (39, 58, 55, 55), strict=True))

    played(tmp_path, act)


def test_a_clock_goes_on_when_the_server_that_set_it_is_killed(tmp_path: Path) -> None:
    """Another server that nobody has asked anything lets it ring in its time."""

    async def act(room: Class) -> None:
        async with server(room) as second:
            async with server(room) as first:
                await first.do(setting(2))
                began = asyncio.get_running_loop().time()
                await asyncio.sleep(1.0)
            await second.look()
            news = second.watch()
            while second.now.sessions["g1"].turn == 1:
                await asyncio.wait_for(news.wait(), 10)
                news.clear()
            lasted = asyncio.get_running_loop().time() - began

            assert 2.0 <= lasted + 0.05 <= 3.5

    played(tmp_path, act)


def test_a_clock_rings_though_no_server_lives_long(tmp_path: Path) -> None:
    """Servers that are killed every second and a half take a clock to its end."""

    async def act(room: Class) -> None:
        room.do(setting(3))
        for _ in range(9):
            async with server(room, others=False) as made:
                await asyncio.sleep(1.5)
                if made.now.sessions["g1"].turn == 2:
                    break

        assert 2 == room.again().now.sessions["g1"].turn

    played(tmp_path, act)


def test_nobody_is_woken_when_the_log_is_told_of_time(tmp_path: Path) -> None:
    """A sign of life is one entry of all servers together, and no page is sent anew for it; of clocks that stand there is none."""

    async def act(room: Class) -> None:
        async with server(room) as first, server(room) as second:
            await first.do(setting(40))
            await second.look()
            await asyncio.sleep(0.3)
            news = first.watch()
            await asyncio.sleep(1.2)
            woken = news.is_set()
            await first.look()
            told = signs(room)
            await first.do(words.pause)
            await second.look()
            await asyncio.sleep(1.2)

            assert (False, 1) == (woken, len(told))
            assert told == signs(room)
            assert 38_500 <= told[0].left[0].milliseconds <= 39_000

    played(tmp_path, act)


def test_a_clock_that_was_set_anew_elsewhere_does_not_ring(tmp_path: Path) -> None:
    """A server that has not yet heard that a turn was given another clock does not end it by the old one."""

    async def act(room: Class) -> None:
        async with server(room) as behind:
            await behind.do(setting(1))
            room.live.reload()
            room.do(setting(40))
            await asyncio.sleep(1.3)

            assert 1 == behind.now.sessions["g1"].turn
            assert 38 <= (behind.left("g1") or 0) <= 40

    played(tmp_path, act)


def test_a_clock_that_is_wrong_is_set_right(tmp_path: Path) -> None:
    """A server that has counted on through a pause of which it had not heard goes on where the log says, and shows it at once."""

    async def act(room: Class) -> None:
        async with server(room) as asked, server(room) as late:
            await asked.do(setting(40))
            await late.look()
            await asyncio.sleep(1.3)
            await asked.do(words.pause)
            await asyncio.sleep(2.5)
            await asked.do(words.go_on)
            before, news = late.left("g1") or 0, late.watch()
            await late.look()
            await asyncio.wait_for(news.wait(), 5)

            assert before <= 37
            assert abs((late.left("g1") or 0) - (asked.left("g1") or 0)) <= 1
            assert before + 1 < (late.left("g1") or 0)

    played(tmp_path, act)


def test_computers_whose_clocks_differ_shorten_no_turn(tmp_path: Path) -> None:
    """Two servers that are three seconds apart tell the log in turn how a clock stands, and it runs on by what passes."""

    async def act(room: Class) -> None:
        async with server(room) as first, server(room, wrong=3.0) as ahead:
            await first.do(setting(40))
            await ahead.look()
            for one, other in ((first, ahead), (ahead, first), (first, ahead)):
                known = {"g1": one.lesson.groups["g1"].stood}
                await one.do(lambda draft, known=known: clocks.sign(draft, known))
                await other.look()

            assert 34 <= min(first.left("g1") or 0, ahead.left("g1") or 0)

    played(tmp_path, act)
