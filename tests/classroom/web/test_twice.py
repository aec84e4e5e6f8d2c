"""Coming in and coming back under one token: once, however often the form arrives, and not after the seat was released."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sim.classroom.lesson import seats
from sim.classroom.server.tokens import digest, resume_code
from tests.classroom.taught import CODE, Class, Served, held, served

TOKEN, OTHER = "t" * 43, "u" * 43


@pytest.fixture
def lesson(tmp_path: Path) -> Iterator[tuple[Class, Served]]:
    """Serve a lesson that nobody has joined."""
    with held(tmp_path) as room, served(room) as made:
        yield room, made


def came(made: Served, token: str, way: str = "join", **form: str) -> int:
    """Send a form from a browser that knows nothing, and return the status of the answer."""
    return made.browser().post(f"/{way}/{CODE}", data={"token": token, **form}).status_code


def test_a_form_that_comes_twice_takes_one_seat(lesson: tuple[Class, Served]) -> None:
    """Whoever did not get the answer has the same seat by the next try."""
    room, made = lesson

    assert (303, 303) == (came(made, TOKEN, name="Ana"), came(made, TOKEN, name="Ana"))
    assert ["Ana"] == [seat.name for seat in room.again().now.lesson.seats.values()]


def test_a_late_copy_brings_no_seat_back(lesson: tuple[Class, Served]) -> None:
    """When the facilitator has released the seat, a copy of the form that was long on its way is refused."""
    room, made = lesson
    came(made, TOKEN, name="Ana")
    assert 200 == made.order("release", seat="s1")

    assert 403 == came(made, TOKEN, name="Ana")
    assert [("s1", True)] == [(seat.id, seat.released) for seat in room.again().now.lesson.seats.values()]


def test_coming_back_twice_is_one_device(lesson: tuple[Class, Served]) -> None:
    """A code that is sent again under one token closes no other device."""
    room, made = lesson
    came(made, TOKEN, name="Ana")
    for _ in range(5):
        assert 303 == came(made, OTHER, "back", resume=resume_code(TOKEN))

    assert (digest(TOKEN), digest(OTHER)) == room.again().now.lesson.seats["s1"].tokens


def test_another_token_is_another_device(lesson: tuple[Class, Served]) -> None:
    """Each device that comes back has a token of its own."""
    room, made = lesson
    came(made, TOKEN, name="Ana")
    room.live = room.again()
    room.do(lambda draft: seats.come_back(draft, digest(resume_code(TOKEN)), digest(OTHER), digest("x")))

    assert 2 == len(room.again().now.lesson.seats["s1"].tokens)
