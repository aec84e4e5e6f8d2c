"""Which lessons a server has open: those that somebody needs, each with what it shares with others."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from sim.classroom.lesson import turns, words
from sim.classroom.server import hall as halls
from sim.classroom.server.apart import Apart
from sim.classroom.server.countdowns import Countdowns
from sim.classroom.server.hall import Hall, Keeping
from sim.errors import Missing, StorageFailed
from sim.model.leading import Ended, Noted
from sim.store.drafting import Draft
from sim.store.live_lesson import LiveLesson, Standing
from tests.classroom.server.rooms import played
from tests.classroom.taught import CODE, NAME, Class, convened
from tests.harness import Hand

HOUR = 3_600


def hall_of(room: Class, hand: Hand) -> Hall:
    """Return a hall for the lesson, by these seconds."""
    return Hall(Keeping(room.archive, room.clock, lambda _: room.opened, pulse=hand))


def end(draft: Draft) -> None:
    """End the lesson."""
    draft.note(Ended())


def test_a_room_that_nobody_needs_is_closed_and_opened_again(tmp_path: Path) -> None:
    """An hour after it was last asked for a room is closed; whoever asks then finds everything, by the name and by the code."""

    async def act(room: Class) -> None:
        hand = Hand()
        hall = hall_of(room, hand)
        first = await hall.room(NAME)
        await first.do(lambda draft: words.note(draft, "A note."))
        hand.now += HOUR - 1
        hall.close_unused()
        before = hall.rooms
        await hall.with_code(CODE)
        hand.now += HOUR - 1
        hall.close_unused()
        asked_for = hall.rooms
        hand.now += 2
        hall.close_unused()
        closed = hall.rooms
        again = await hall.with_code(CODE)

        assert ((first,), (first,), ()) == (before, asked_for, closed)
        assert again is not first
        assert first.lesson == again.lesson
        await again.do(lambda draft: words.note(draft, "Another."))
        await hall.close()

    played(tmp_path, act)


def test_the_code_of_a_lesson_that_ended_still_leads_back(tmp_path: Path) -> None:
    """The archive forgets the code when the lesson ends; the server does not, although it has closed the room."""

    async def act(room: Class) -> None:
        hand = Hand()
        hall = hall_of(room, hand)
        await (await hall.room(NAME)).do(end)
        hand.now += HOUR + 1
        hall.close_unused()
        assert () == hall.rooms
        back = await hall.with_code(CODE)

        assert (True, CODE) == (back.lesson.ended, back.code)
        await hall.close()

    played(tmp_path, act)


@pytest.mark.parametrize("why", ["somebody looks on", "a window is open", "a clock runs", "nothing can be kept"])
def test_a_room_that_is_needed_stays(tmp_path: Path, why: str) -> None:
    """However long nobody has asked for it: a room with a reader or a running clock, or that waits for its disk, is not closed."""

    async def act(room: Class) -> None:
        hand = Hand()
        hall = hall_of(room, hand)
        made = await hall.room(NAME)
        ways: dict[str, Callable[[], object]] = {
            "somebody looks on": made.watch,
            "a window is open": lambda: made.here.update(["s1"]),
            "a clock runs": lambda: None,
            "nothing can be kept": lambda: setattr(made, "failed", StorageFailed("full", "store-full")),
        }
        if why == "a clock runs":
            await made.do(lambda draft: turns.set_clock(draft, "g1", 10_000))
        ways[why]()
        hand.now += 3 * HOUR
        hall.close_unused()

        assert (made,) == hall.rooms
        await hall.close()

    played(tmp_path, act)


def test_a_clock_that_stands_keeps_no_room_open(tmp_path: Path) -> None:
    """A lesson that was paused and left goes on from the log."""

    async def act(room: Class) -> None:
        hand = Hand()
        hall = hall_of(room, hand)
        made = await hall.room(NAME)
        await made.do(lambda draft: turns.set_clock(draft, "g1", 100))
        await made.do(words.pause)
        hand.now += HOUR + 1
        hall.close_unused()
        assert () == hall.rooms
        again = await hall.room(NAME)

        assert (100, False) == (again.left("g1"), again.is_running("g1"))
        await hall.close()

    played(tmp_path, act)


def test_a_hall_tidies_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody has to tell it to."""
    monkeypatch.setattr(halls, "_TIDY", 0.01)

    async def act(room: Class) -> None:
        hand = Hand()
        hall = hall_of(room, hand)
        hall.start()
        await hall.room(NAME)
        hand.now += HOUR + 1
        async with asyncio.timeout(10):
            while hall.rooms:  # noqa: ASYNC110 -- a hall tells nobody that it closes a room
                await asyncio.sleep(0.01)
        await hall.close()

    played(tmp_path, act)


def test_lessons_of_one_edition_share_it(tmp_path: Path) -> None:
    """A scenario is compiled once for all lessons in which it is played, also where the program was not started with it."""

    async def act(room: Class) -> None:
        other = convened(room.opened).model_copy(update={"lesson": "small-two-test"})
        LiveLesson.convene(room.archive, room.opened.machine, edition=room.opened.edition, convened=other, code="BBBBBB", clock=room.clock)
        hall = Hall(Keeping(room.archive, room.clock, lambda _: None))
        one, two = await hall.room(NAME), await hall.room("small-two-test")

        assert one.opened is two.opened
        await hall.close()

    played(tmp_path, act)


def test_a_lesson_that_was_deleted_elsewhere_is_closed(tmp_path: Path) -> None:
    """The next look finds it gone: streams end, its clock stands, and whoever asks hears that there is none."""

    async def act(room: Class) -> None:
        hall = Hall(Keeping(room.archive, room.clock, lambda _: room.opened, hints=lambda _: None))
        made = await hall.room(NAME)
        await made.do(lambda draft: turns.set_clock(draft, "g1", 100))
        news = made.watch()
        room.archive.lessons.delete(NAME)
        hall.start()
        async with asyncio.timeout(10):
            while hall.rooms:  # noqa: ASYNC110 -- as above
                await asyncio.sleep(0.01)

        assert (True, True, False) == (made.stops, news.is_set(), made.is_running("g1"))
        with pytest.raises(Missing):
            await hall.room(NAME)
        await hall.close()

    played(tmp_path, act)


def test_what_was_written_of_a_lesson_goes_with_its_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A debrief is written once as long as the room is open, and forgotten with it."""
    written: list[object] = []

    async def write(_forms: object, asked: object) -> bytes:
        written.append(asked)
        return b"page"

    monkeypatch.setattr(Apart, "do", write)

    async def act(room: Class) -> None:
        hand = Hand()
        hall = hall_of(room, hand)
        made = await hall.room(NAME)
        await made.do(lambda draft: turns.force(draft, "g1", 1))
        await made.do(lambda draft: turns.force(draft, "g1", 2))
        await made.do(end)
        for _ in range(2):
            await hall.debriefs.archive(made)
        before = len(written)
        hand.now += HOUR + 1
        hall.close_unused()
        await hall.debriefs.archive(made)  # by somebody who still has the room in hand

        assert (2, 4) == (before, len(written))  # what mattered, and the forms
        await hall.close()

    played(tmp_path, act)


@pytest.mark.parametrize("way", ["name", "code"])
def test_a_room_that_a_fault_closed_is_opened_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, way: str
) -> None:
    """Whoever met the fault is told to look, the log names it without its words, and whoever comes next finds everything."""

    def broken(_countdowns: Countdowns, _now: Standing) -> bool:
        message = "what somebody wrote"
        raise KeyError(message)

    async def act(room: Class) -> None:
        hall = hall_of(room, Hand())
        first = await hall.room(NAME)
        with monkeypatch.context() as patched:
            patched.setattr(Countdowns, "follow", broken)
            with pytest.raises(StorageFailed, match="look whether it is there"):
                await first.do(lambda draft: words.note(draft, "A note."))
        again = await (hall.with_code(CODE) if way == "code" else hall.room(NAME))
        await again.do(lambda draft: words.note(draft, "Another."))

        assert [(True, True), (False, False)] == [(each.is_closed, each.stops) for each in (first, again)]
        kept = room.archive.lessons.read(NAME)
        assert ["A note.", "Another."] == [entry.event.words for entry in kept if isinstance(entry.event, Noted)]
        await hall.close()

    played(tmp_path, act)
    assert [f"room of {NAME} closed by a fault: KeyError"] == [
        record.getMessage() for record in caplog.records if record.levelname == "ERROR"
    ]
