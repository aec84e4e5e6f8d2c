"""How long a turn is where some need more time than others."""

import pytest

from sim.engine.lesson import Lesson
from sim.engine.timing import LONGEST, lengthened
from sim.model.leading import Allowed
from sim.model.lesson import (
    Formed,
    Joined,
    LessonEntry,
    LessonEvent,
    Place,
    Seated,
)
from tests.engine import council
from tests.engine.test_lesson import CONVENED, TIME
from tests.harness import Table

MACHINE = council.machine()


def lesson(*events: LessonEvent) -> Lesson:
    """Return a lesson in which two have the north, one the south, and one watches, after some events."""
    begun = (
        *(Joined(seat=f"s{number}", name=f"Name {number}", token=f"{number:064x}", resume=f"{number + 9:064x}") for number in range(1, 5)),
        Seated(places=tuple(Place(seat=seat, group="g1", role=role) for seat, role in SEATS)),
        Formed(group="g1", session="council-one-test-g1"),
    )
    return Lesson.open(
        tuple(
            LessonEntry(number=number, time=TIME, seat="facilitator", event=event)
            for number, event in enumerate((CONVENED, *begun, *events), 1)
        )
    )


SEATS = (("s1", "north"), ("s2", "north"), ("s3", "south"), ("s4", None))


@pytest.mark.parametrize(
    ("given", "seconds"),
    [
        ((), 60),
        ((("s2", 150),), 90),
        ((("s2", 150), ("s3", 200)), 120),
        ((("s3", 200), ("s3", 100)), 60),
        ((("s2", 0), ("s3", 200)), 0),
        ((("s4", 300),), 60),
    ],
)
def test_a_turn_is_as_long_as_the_longest_of_its_seats(given: tuple[tuple[str, int], ...], seconds: int) -> None:
    """Everybody has the time of the one who needs the most; whoever watches does not count, and no limit is no clock."""
    held = lesson(*(Allowed(seat=seat, percent=percent) for seat, percent in given))

    assert seconds == lengthened(held, Table(MACHINE).session, "g1", 60)


def test_only_who_still_decides_counts() -> None:
    """Once a role has decided, a clock that is set anew is no longer for its seats."""
    session = Table(MACHINE).choose(north="pledge").session

    assert 60 == lengthened(lesson(Allowed(seat="s1", percent=200)), session, "g1", 60)


def test_a_turn_is_no_longer_than_a_day() -> None:
    """However much more time somebody has, there is an end."""
    assert LONGEST == lengthened(lesson(Allowed(seat="s1", percent=1_000)), Table(MACHINE).session, "g1", 80_000)
