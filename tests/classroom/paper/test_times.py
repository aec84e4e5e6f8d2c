"""Simulated classes at 90 to 300 seconds a decision keep the time of the lesson: a third of it is left when the debrief begins."""

from itertools import pairwise

import pytest

from sim.classroom.lesson.pace import moment
from sim.model.events import Chose
from tests.classroom.paper.times import KINDS, LONGEST, SHORTEST, THIRD, Came, Kind, Simulated, tell

_CLASSES = 12
"""Of each kind in this test; `python -m tests.classroom.paper.times 500` simulates more."""


def held(kind: Kind, *, hurries: bool) -> list[Came]:
    """Hold classes of one kind."""
    return [Simulated(kind, seed, hurries).play() for seed in range(_CLASSES)]


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_a_third_of_the_lesson_is_left_for_the_debrief(kind: Kind) -> None:
    """A facilitator who heeds the console begins the debrief in time, and seldom has to cut a group off."""
    came = held(kind, hurries=True)

    assert min(one.debrief for one in came) >= kind.minutes / THIRD
    assert all(one.cut == 0 or one.ended for one in came), tell(kind, came)
    assert sum(one.ended for one in came) <= _CLASSES / 5, tell(kind, came)


@pytest.mark.slow
def test_the_warning_is_worth_heeding() -> None:
    """Where nobody hurries, more groups are without an outcome when the debrief has to begin, and it begins in time all the same."""
    kind = next(kind for kind in KINDS if (kind.act, kind.course) == ("2022", "short"))
    heeded, not_heeded = held(kind, hurries=True), held(kind, hurries=False)

    assert min(one.debrief for one in not_heeded) >= kind.minutes / THIRD
    assert sum(one.cut for one in heeded) < sum(one.cut for one in not_heeded)


def test_a_class_follows_from_its_seed() -> None:
    """Simulated again, a class is the same; another seed gives another."""
    one, again, other = (Simulated(KINDS[0], seed).play() for seed in (1, 1, 2))

    assert one == again
    assert one != other


def test_decisions_take_the_time_that_people_take() -> None:
    """Between two turns lie 90 to 300 seconds, and at most five minutes of talk."""
    room = Simulated(KINDS[1], 3, hurries=False)
    room.play()
    gaps = []
    for session in room.draft.sessions.values():
        times = sorted({entry.time for entry in session.log if isinstance(entry.event, Chose)})
        gaps += [(moment(after) - moment(before)).total_seconds() for before, after in pairwise(times)]

    assert gaps
    assert SHORTEST - 1 <= min(gaps) <= max(gaps) <= LONGEST + 301
