"""What a stream brings to a page: only what is new, and all of it."""

import asyncio
import json
import re
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path

from sim.classroom.lesson import seats, turns, words
from sim.classroom.lesson.turns import Ballot
from sim.classroom.server.room import Room
from sim.classroom.web.changes import NOTHING, Changes, edition
from sim.classroom.web.parts import ORDER, whole
from sim.store.drafting import Draft
from tests.classroom.server.rooms import alive
from tests.classroom.taught import CODE, Class, held, placing


class Streamed:
    """The page of a seat as a stream has brought it."""

    def __init__(self, room: Room, seat: str, seen: str = "") -> None:
        """Open a stream."""
        self._room = room
        self._seat = room.lesson.seats[seat]
        self._changes = Changes(room, self._seat, seen)
        self._parts = dict.fromkeys(ORDER, "")

    def bring(self) -> list[str]:
        """Take what is new, and return which parts that were."""
        brought = self._changes.read()
        assert brought is not None
        parts: Mapping[str, str] = json.loads(brought.body)["parts"] if brought is not NOTHING else {}
        self._parts.update(parts)
        return [*parts]

    @property
    def is_whole(self) -> bool:
        """Whether the page is what a fresh one would be."""
        html = "".join(f'<div data-part="{name}">{text}</div>\n' for name, text in self._parts.items())
        return html == str(whole(self._room, self._seat))


def playing(folder: Path, act: Callable[[Room], Awaitable[None]]) -> None:
    """Do something in a room in which two have the north, one the south, and one watches."""

    async def run(class_: Class) -> None:
        async with alive(Room(class_.live, class_.opened, CODE)) as room:
            await act(room)

    with held(folder) as class_:
        class_.come("Ana", "Ben", "Cem", "Dea")
        class_.do(placing(s1="g1 north", s2="g1 north", s3="g1 south", s4="g1"), seats.start)
        asyncio.run(run(class_))


def voting(seat: str, option: str, turn: int = 1) -> Callable[[Draft], None]:
    """Return a vote."""
    return lambda draft: turns.vote(draft, seat, Ballot(turn, option))


def test_a_vote_brings_its_team_only_what_is_new(tmp_path: Path) -> None:
    """The first event has every part; a vote that decides nothing brings the voter's team one small part, and others nothing."""

    async def act(room: Room) -> None:
        streams = [Streamed(room, seat) for seat in ("s1", "s2", "s3", "s4")]
        first = [stream.bring() for stream in streams]
        await room.do(voting("s1", "block"))

        assert [[*ORDER]] * 4 == first
        assert [["top"], ["top"], [], []] == [stream.bring() for stream in streams]
        assert all(stream.is_whole for stream in streams)

    playing(tmp_path, act)


def test_a_sealed_choice_brings_its_role_what_was_asked(tmp_path: Path) -> None:
    """When a role has decided, its seats get the part that asked them anew, and everybody who has decided."""

    async def act(room: Room) -> None:
        streams = [Streamed(room, seat) for seat in ("s1", "s3", "s4")]
        for stream in streams:
            stream.bring()
        await room.do(voting("s3", "wait"))

        assert [["who"], ["asked", "who"], ["who"]] == [stream.bring() for stream in streams]
        assert all(stream.is_whole for stream in streams)

    playing(tmp_path, act)


def test_after_every_event_the_page_is_whole(tmp_path: Path) -> None:
    """Through votes, a pause, words, a new turn, a rewind, a change of role and the end, every page is as a fresh one."""

    async def act(room: Room) -> None:
        streams = [Streamed(room, seat) for seat in ("s1", "s2", "s3", "s4")]
        acts = (
            voting("s1", "open"),
            words.pause,
            words.go_on,
            lambda draft: words.tell(draft, "Speak <up> & listen.", None, None, None),
            lambda draft: words.permit(draft, talk=True),
            lambda draft: words.speak(draft, "s1", None, "We are “here”."),
            lambda draft: turns.set_clock(draft, "g1", 90),
            voting("s2", "open"),
            voting("s3", "wait"),
            lambda draft: turns.rewind(draft, "g1", 1, "again"),
            lambda draft: seats.watch(draft, "s2"),
            lambda draft: turns.force(draft, "g1", draft.sessions["g1"].turn),
            words.end,
        )
        for done in acts:
            await room.do(done)
            for stream in streams:
                stream.bring()

            assert all(stream.is_whole for stream in streams)

    playing(tmp_path, act)


def test_a_page_that_is_shown_already_is_not_brought_again(tmp_path: Path) -> None:
    """A stream that comes back with the edition of now brings nothing until something is new; with an older one, every part."""

    async def act(room: Room) -> None:
        old = edition(room)
        await room.do(voting("s1", "block"))
        back, late = Streamed(room, "s1", edition(room)), Streamed(room, "s1", old)

        assert ([], [*ORDER]) == (back.bring(), late.bring())

    playing(tmp_path, act)


def test_a_running_clock_is_told_anew(tmp_path: Path) -> None:
    """Where a clock runs, whoever comes back is told how long, though nothing else is new."""

    async def act(room: Room) -> None:
        await room.do(lambda draft: turns.set_clock(draft, "g1", 90))
        back = Streamed(room, "s1", edition(room))

        assert [*ORDER] == back.bring()

    playing(tmp_path, act)


def test_whoever_has_no_seat_any_more_is_told(tmp_path: Path) -> None:
    """A stream of a seat that was released has no more to bring."""

    async def act(room: Room) -> None:
        changes = Changes(room, room.lesson.seats["s1"])
        await room.do(lambda draft: seats.release(draft, "s1"))

        assert changes.read() is None

    playing(tmp_path, act)


def test_equal_parts_are_kept_once(tmp_path: Path) -> None:
    """Two rooms at the same place hold the same pieces of pages, not copies."""

    async def act(room: Room) -> None:
        other = Room(room._live, room.opened, CODE)  # noqa: SLF001 -- a second room over the same lesson
        mine, theirs = Streamed(room, "s1"), Streamed(other, "s1")
        mine.bring()
        theirs.bring()

        assert all(
            room.written["g1", "north"].fragments[name] is other.written["g1", "north"].fragments[name]
            for name in ("scene", "asked", "who", "board")
        )

    playing(tmp_path, act)


def test_an_event_is_one_line(tmp_path: Path) -> None:
    """However many lines a page has, what a stream brings of it is one, as the protocol of streams has it."""

    async def act(room: Room) -> None:
        brought = Changes(room, room.lesson.seats["s1"]).read()

        assert brought is not None
        assert re.fullmatch(rb"[^\r\n]+", brought.body) is not None

    playing(tmp_path, act)


def test_nothing_is_asked_after_the_end(tmp_path: Path) -> None:
    """When the lesson is over the parts that ask go from every open page, and the debrief is there."""

    async def act(room: Room) -> None:
        stream, seat = Streamed(room, "s1"), room.lesson.seats["s1"]
        stream.bring()
        before = str(whole(room, seat))
        await room.do(words.end)
        brought, page = stream.bring(), str(whole(room, seat))

        assert [True] * 2 == [asked in before for asked in ("Vote</button>", "is thinking")]
        assert [False, False, True] == [asked in page for asked in ("Vote</button>", "is thinking", 'href="debrief"')]
        assert {"asked", "who"} <= {*brought}
        assert stream.is_whole

    playing(tmp_path, act)
