"""Simulated classes at 90 to 300 seconds a decision keep the time of the lesson: the console warns in time, and heeding it is enough."""

from functools import cache
from itertools import pairwise

import pytest

from sim.classroom.lesson.pace import moment
from sim.model.events import Chose
from tests.classroom.paper.times import HURRIED, KINDS, LONGEST, SHORTEST, THIRD, Came, Kind, Simulated, tell

_CLASSES = 12
"""Of each kind in this test; `python -m tests.classroom.paper.times 500` simulates more."""
_OUTCOMES = 0.95
"""The share of groups that are to come to an outcome where the warning is heeded."""


@cache
def held(kind: Kind, *, hurries: bool, cuts: bool) -> tuple[Came, ...]:
    """Hold classes of one kind."""
    return tuple(Simulated(kind, seed, hurries, cuts).play() for seed in range(_CLASSES))


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_whoever_would_be_late_is_warned_in_time(kind: Kind) -> None:
    """Where a play, let alone, would take of the debrief's third, the console has warned at least one hurried decision before it."""
    late = [one for one in held(kind, hurries=False, cuts=False) if not one.leaves_a_third(kind)]
    begins = kind.minutes * (1 - 1 / THIRD)

    assert all(one.warned is not None and one.warned + HURRIED / 60 <= begins for one in late), late


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_whoever_heeds_the_warning_comes_to_an_outcome_in_time(kind: Kind) -> None:
    """Where the facilitator asks for haste when the console warns, nearly every group is over when the debrief has to begin."""
    came = held(kind, hurries=True, cuts=True)
    cut, groups = sum(one.cut for one in came), sum(one.groups for one in came)

    assert cut <= groups * (1 - _OUTCOMES), tell(kind, list(came))


def test_most_who_would_be_in_time_are_not_warned() -> None:
    """Of the classes that would leave the debrief its third anyway, fewer than half are warned; there are many of both."""
    plays = [(kind, one) for kind in KINDS for one in held(kind, hurries=False, cuts=False)]
    in_time = [one for kind, one in plays if one.leaves_a_third(kind)]

    assert _CLASSES < len(in_time) < len(plays) - _CLASSES
    assert sum(one.warned is not None for one in in_time) < len(in_time) / 2


@pytest.mark.slow
@pytest.mark.parametrize("course", ["short", "whole"])
def test_the_warning_is_worth_heeding(course: str) -> None:
    """Where nobody hurries, more groups of the longest act are without an outcome when the debrief has to begin."""
    kind = next(kind for kind in KINDS if (kind.act, kind.course) == ("2022", course))
    heeded, not_heeded = (held(kind, hurries=hurries, cuts=True) for hurries in (True, False))

    assert 5 * sum(one.cut for one in heeded) < sum(one.cut for one in not_heeded)


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
