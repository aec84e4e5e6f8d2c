"""Several servers of one lesson: what one has not heard of yet is no reason to refuse anybody."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from sim.classroom.lesson import turns, words
from sim.classroom.server.room import Room
from sim.classroom.server.shared import Shared
from sim.classroom.server.tokens import digest
from sim.errors import Illegal
from tests.classroom.server.rooms import alive, played, voting
from tests.classroom.taught import CODE, Class, coming


async def beside(room: Class, act: Callable[[Room], Awaitable[None]], *, others: bool = True) -> None:
    """Let a server that has heard of nothing since now do something, after another has gone on."""
    behind = Room(room.again(), room.opened, CODE, shared=Shared(others=others))
    async with alive(behind):
        room.do(voting("s1", "block"), voting("s2", "block"), voting("s3", "wait"), coming("Dua"))
        await act(behind)


def test_a_turn_that_another_server_began_is_known(tmp_path: Path) -> None:
    """A vote for the next turn is taken by a server that has not heard of it."""

    async def act(behind: Room) -> None:
        await behind.do(voting("s3", "call", turn=2))

        assert 2 == behind.lesson.votes["g1", "s3"].turn

    played(tmp_path, lambda room: beside(room, act))


def test_a_seat_that_another_server_gave_is_known(tmp_path: Path) -> None:
    """Whoever has just joined there is known here."""

    async def act(behind: Room) -> None:
        held_now = await behind.holder(digest("token of Dua"))

        assert "Dua" == (held_now.name if held_now else None)
        assert await behind.holder(digest("nobody's")) is None

    played(tmp_path, lambda room: beside(room, act))


def test_a_server_alone_looks_nowhere_else(tmp_path: Path) -> None:
    """Where no other server can have changed anything, a refusal needs no look at the database."""

    async def act(alone: Room) -> None:
        assert await alone.holder(digest("token of Dua")) is None

    played(tmp_path, lambda room: beside(room, act, others=False))


def test_what_is_refused_everywhere_is_refused(tmp_path: Path) -> None:
    """After a look at what others did, a refusal stands."""

    async def act(behind: Room) -> None:
        with pytest.raises(Illegal, match=r"not paused"):
            await behind.do(words.go_on)

        assert 2 == behind.now.sessions["g1"].turn

    played(tmp_path, lambda room: beside(room, act))


def test_a_server_that_is_behind_refuses_nothing_twice(tmp_path: Path) -> None:
    """Of several requests at once, those that could be done are done once, though another was refused first."""

    async def act(behind: Room) -> None:
        answers = await asyncio.gather(
            behind.do(lambda draft: words.note(draft, "A note.")),
            behind.do(lambda draft: turns.force(draft, "g1", 1)),
            return_exceptions=True,
        )

        assert [None, "stale-turn"] == [getattr(answer, "code", None) for answer in answers]
        assert 1 == sum(said.event.kind == "noted" for said in behind.lesson.said)

    played(tmp_path, lambda room: beside(room, act))
