"""One lesson on a server: commit, then acknowledge; clocks; streams; several servers."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from sim.classroom.lesson import turns, words
from sim.classroom.server import room as rooms
from sim.classroom.server.hall import Hall, Keeping
from sim.classroom.server.room import Room
from sim.classroom.web.answers import stream
from sim.classroom.web.changes import Brought
from sim.errors import Illegal, StorageFailed
from sim.library import from_data, open_scenario
from sim.store.lessons import Archive, Change, LessonLog
from sim.store.live_lesson import LiveLesson
from sim.store.sqlite import SqliteLog
from tests.classroom.server.rooms import played, running, voting
from tests.classroom.taught import CODE, NAME, Class, convened
from tests.harness import Ticking


def test_what_is_acknowledged_is_kept(tmp_path: Path) -> None:
    """When a request returns, another server that opens the lesson finds what it did."""

    async def act(room: Class) -> None:
        async with running(room) as made:
            await made.do(voting("s1", "block"))

            assert made.now == room.again().now
            assert {("g1", "s1")} == {*made.lesson.votes}

    played(tmp_path, act)


def test_requests_at_once_come_in_order(tmp_path: Path) -> None:
    """Of many requests at once each is answered for itself: those that come too late are refused, and the others are kept."""

    async def act(room: Class) -> None:
        async with running(room) as made:
            answers = await asyncio.gather(
                *(made.do(voting(seat, "block")) for seat in ("s1", "s2", "s1")),
                *(made.do(lambda draft: words.note(draft, "A note.")) for _ in range(50)),
                return_exceptions=True,
            )

        assert [None, None, Illegal] == [type(answer) if answer else None for answer in answers[:3]]
        assert 50 == sum(said.event.kind == "noted" for said in made.lesson.said)

    played(tmp_path, act)


def test_two_servers_serve_one_lesson(tmp_path: Path) -> None:
    """Requests to two servers are all kept, in one order, whichever was behind."""

    async def act(room: Class) -> None:
        async with running(room) as one, running(room) as two:
            await asyncio.gather(*(made.do(lambda draft: words.note(draft, "A note.")) for made in (one, two) * 40))
            await asyncio.gather(one.look(), two.look())

            assert one.now == two.now == room.again().now
            assert 80 == len(one.lesson.said)

    played(tmp_path, act)


class FullDisk:
    """A log of lessons whose disk is full from some commit on."""

    def __init__(self, lessons: LessonLog, commits: int) -> None:
        """Let so many commits through."""
        self._lessons = lessons
        self._left = commits
        self.read, self.create, self.with_code, self.code, self.lessons = (
            lessons.read,
            lessons.create,
            lessons.with_code,
            lessons.code,
            lessons.lessons,
        )

    def commit(self, change: Change) -> None:
        """Keep a change, or find no room for it."""
        self._left -= 1
        if self._left < 0:
            message = "the disk is full"
            raise StorageFailed(message, "disk-full")
        self._lessons.commit(change)


def test_a_full_disk_acknowledges_nothing(tmp_path: Path) -> None:
    """A request that cannot be kept is refused and leaves the lesson as it was; whoever looks on is told."""

    async def act(room: Class) -> None:
        archive = Archive(room.archive.sessions, FullDisk(room.archive.lessons, 1))
        live = LiveLesson(archive, room.opened.machine, NAME, room.clock)
        async with running(room, live) as made:
            news = made.watch()
            await made.do(voting("s1", "block"))
            news.clear()
            with pytest.raises(StorageFailed, match="the disk is full"):
                await made.do(voting("s3", "wait"))

            await asyncio.wait_for(news.wait(), 10)
            await made.look()

            assert made.failed is not None
            assert {("g1", "s1")} == {*made.lesson.votes}
            assert made.now == room.again().now

    played(tmp_path, act)


def test_a_room_goes_on_when_its_database_is_back(tmp_path: Path) -> None:
    """After a failure the next request opens the lesson anew; what failed was not done, and is done when it is sent again."""

    async def act(room: Class) -> None:
        archive = Archive(room.archive.sessions, FullDisk(room.archive.lessons, 0))
        made = Room(LiveLesson(archive, room.opened.machine, NAME, room.clock), room.opened, CODE, room.again)
        work = asyncio.create_task(made.run())
        with pytest.raises(StorageFailed):
            await made.do(voting("s1", "block"))
        failed = made.failed is not None
        await made.do(voting("s1", "block"))
        work.cancel()

        assert (True, None) == (failed, made.failed)
        assert made.now == room.again().now

    played(tmp_path, act)


def test_a_clock_that_rings_into_a_fault_rings_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where ending a turn breaks for a reason that nobody foresaw, it is tried again."""
    monkeypatch.setattr(rooms, "_AGAIN", 0.1)

    async def act(room: Class) -> None:
        async with running(room) as made:
            await made.do(lambda draft: turns.set_clock(draft, "g1", 1))
            with monkeypatch.context() as broken:
                broken.setattr(room.archive.lessons, "commit", _breaks)
                await asyncio.sleep(1.3)
            async with asyncio.timeout(10):
                while made.now.sessions["g1"].turn == 1:  # noqa: ASYNC110 -- it is what is waited for
                    await asyncio.sleep(0.05)

    played(tmp_path, act)


def _breaks(_change: Change) -> None:
    message = "nobody foresaw this"
    raise RuntimeError(message)


def test_a_clock_ends_its_turn(tmp_path: Path) -> None:
    """When the time is up, votes so far and defaults are taken."""

    async def act(room: Class) -> None:
        async with running(room) as made:
            await made.do(voting("s1", "block"))
            await made.do(lambda draft: turns.set_clock(draft, "g1", 1))
            before = (made.left("g1"), made.is_running("g1"))
            news = made.watch()
            while made.now.sessions["g1"].turn == 1:
                news.clear()
                await asyncio.wait_for(news.wait(), 10)

            assert (1, True) == before
            assert "night" == made.now.sessions["g1"].state.scene
            assert (None, False) == (made.left("g1"), made.is_running("g1"))

    played(tmp_path, act)


def test_a_pause_stops_the_clock(tmp_path: Path) -> None:
    """While the lesson is paused no time passes, and afterwards what was left runs on."""

    async def act(room: Class) -> None:
        async with running(room) as made:
            await made.do(lambda draft: turns.set_clock(draft, "g1", 1))
            await made.do(words.pause)
            await asyncio.sleep(1.2)
            stood = (made.left("g1"), made.is_running("g1"), made.now.sessions["g1"].turn)
            await made.do(words.go_on)
            runs = made.is_running("g1")
            await made.do(lambda draft: turns.set_clock(draft, "g1", 0))
            await asyncio.sleep(1.2)

            assert ((1, False, 1), True) == (stood, runs)
            assert (None, 1) == (made.left("g1"), made.now.sessions["g1"].turn)

    played(tmp_path, act)


def test_time_stands_while_the_server_is_down(tmp_path: Path) -> None:
    """After a restart a clock has what it was set to: time that the server did not run is nobody's loss."""

    async def act(room: Class) -> None:
        async with running(room) as made:
            await made.do(lambda draft: turns.set_clock(draft, "g1", 40))
        async with running(room) as again:
            assert (40, True) == (again.left("g1"), again.is_running("g1"))

    played(tmp_path, act)


def test_two_servers_agree_on_a_clock_after_a_pause(tmp_path: Path) -> None:
    """A server that hears of a pause when it is over, and one that opens the lesson then, count on from where the clock stood."""

    async def act(room: Class) -> None:
        async with running(room) as asked, running(room) as late:
            await asked.do(lambda draft: turns.set_clock(draft, "g1", 40))
            await late.look()
            await asyncio.sleep(1.2)
            await asked.do(words.pause)
            await asyncio.sleep(2.2)  # in which the other does not know of the pause
            stood, ran_on = asked.left("g1"), late.left("g1")
            async with running(room) as opened:
                found = opened.left("g1")
            await asked.do(words.go_on)
            await late.look()

            assert (stood, True) == (found, late.is_running("g1"))
            assert (stood or 0) - (ran_on or 0) >= 2
            assert (late.left("g1") or 0) - (asked.left("g1") or 0) in (0, 1)

    played(tmp_path, act)


async def heard(body: AsyncIterator[str | bytes | memoryview]) -> str:
    """Return the next piece of a stream."""
    piece = await asyncio.wait_for(anext(body), 10)
    return piece if isinstance(piece, str) else bytes(piece).decode()


def test_a_stream_brings_the_whole_page_whenever_it_changes(tmp_path: Path) -> None:
    """A stream begins with the page as it is, brings it anew after a change, and ends when it may be seen no more."""

    async def act(room: Class) -> None:
        async with running(room) as made:
            gone: list[bool] = []

            def page() -> Brought | None:
                return None if made.lesson.ended else Brought(str(made.lesson.number), json.dumps({"paused": made.lesson.paused}).encode())

            body = aiter(stream(made, page, lambda: gone.append(True)).body_iterator)
            first = [await heard(body), await heard(body)]
            await made.do(words.pause)
            then = await heard(body)
            await made.do(words.end)
            last = await heard(body)
            rest = [piece async for piece in body]

            assert "retry: 2000\n\n" == first[0]
            assert {"paused": False} == json.loads(first[1].split("data: ")[1])
            assert f"event: view\nid: {made.lesson.number - 1}\n" == then.split("data: ")[0]
            assert {"paused": True} == json.loads(then.split("data: ")[1])
            assert ("event: gone\ndata: {}\n\n", [], [True]) == (last, rest, gone)

    played(tmp_path, act)


def test_a_view_is_computed_once_for_all_who_see_it(tmp_path: Path) -> None:
    """As long as the play does not change, everybody of a role gets the same value."""

    async def act(room: Class) -> None:
        async with running(room) as made:
            first = made.view("g1", "north")
            await made.do(lambda draft: words.note(draft, "A note."))
            same = made.view("g1", "north") is first
            await made.do(lambda draft: turns.release_inject(draft, "g1", "letter"))

            assert (True, False) == (same, made.view("g1", "north") is first)

    played(tmp_path, act)


def test_a_hall_opens_a_room_once(tmp_path: Path) -> None:
    """Many who ask for a lesson at once get one room, also by its code."""

    async def act(room: Class) -> None:
        hall = Hall(Keeping(room.archive, room.clock, lambda _: None))
        rooms = await asyncio.gather(*(hall.room(NAME) for _ in range(8)), hall.with_code(CODE))
        found = await hall.with_code(CODE)
        await hall.close()

        assert 1 == len({id(one) for one in (*rooms, found)})
        assert room.opened.scenario == found.opened.scenario

    played(tmp_path, act)


@pytest.mark.parametrize(("changed", "origin"), [({}, "shipped"), ({"title": "Another ferry"}, "copy")])
def test_a_lesson_that_is_gone_on_with_knows_whose_texts_it_plays(tmp_path: Path, changed: dict[str, str], origin: str) -> None:
    """A server that has opened no scenario takes the one that came with the program, if that is what is played, word for word."""
    shipped = open_scenario("tutorial")
    opened = from_data(shipped.scenario.model_copy(update=changed), shipped.corpus)

    async def found(archive: Archive) -> str:
        hall = Hall(Keeping(archive, Ticking(), lambda _: None))
        room = await hall.room(NAME)
        await hall.close()
        return room.opened.origin

    with SqliteLog(tmp_path / "sessions.db") as log:
        archive = Archive(log, log.lessons())
        LiveLesson.convene(archive, opened.machine, edition=opened.edition, convened=convened(opened), code=CODE, clock=Ticking())

        assert origin == asyncio.run(found(archive))


def test_a_hall_hears_of_other_servers(tmp_path: Path) -> None:
    """A hint that a lesson has changed lets its room read what is new; a lost connection lets every room look."""

    async def act(room: Class) -> None:
        said: list[frozenset[str] | None] = [frozenset(), frozenset({NAME}), None]

        def hint(_seconds: float) -> frozenset[str] | None:
            return said.pop() if said else frozenset()

        hall = Hall(replace(Keeping(room.archive, room.clock, lambda _: room.opened), hints=hint))
        made = await hall.room(NAME)
        room.do(words.pause)
        news = made.watch()
        hall.start()
        await asyncio.wait_for(news.wait(), 10)
        await hall.close()

        assert made.lesson.paused

    played(tmp_path, act)
