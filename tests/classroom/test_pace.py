"""When a lesson will be over at its present pace."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sim.classroom import seats, turns, words
from sim.classroom.pace import Expected, minutes_until, pace, turns_left
from sim.engine.rules import start
from tests.classroom.taught import Class, held, placing
from tests.scenarios.reached import opened

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Class]:
    """Give a play in which one has the north."""
    with held(tmp_path) as made:
        made.come("Ana")
        made.do(placing(s1="g1 north"), seats.start)
        yield made


def expected(room: Class, minutes: int = 1) -> Expected | None:
    """Return what the pace comes to, some minutes after noon."""
    lesson, sessions = room.live.now
    return pace(lesson, sessions, room.opened.machine, NOON + timedelta(minutes=minutes))


def test_there_is_no_pace_before_a_turn_is_over(room: Class) -> None:
    """Before the first turn is over, after the play and after the lesson nothing is expected."""
    before = expected(room)
    room.do(lambda draft: turns.decide(draft, "g1", "north", 1, "block"))
    between = expected(room)
    room.do(words.end)

    assert (None, True, None) == (before, between is not None, expected(room))


def test_a_play_that_is_over_takes_no_more(room: Class) -> None:
    """Once every group has ended, nothing is expected."""
    room.do(lambda draft: turns.release_inject(draft, "g1", "envoy"), lambda draft: turns.decide(draft, "g1", "north", 2, "sign"))

    assert expected(room) is None


def test_a_third_of_the_lesson_is_for_the_debrief(room: Class) -> None:
    """Where the play would leave less than a third of the lesson, the facilitator is warned; where it leaves enough, not."""
    room.do(lambda draft: turns.decide(draft, "g1", "north", 1, "block"), lambda draft: words.schedule(draft, "2026-01-01T13:30:00Z"))
    early, late = expected(room, 5), expected(room, 80)

    assert (False, True) == (early.late if early else None, late.late if late else None)
    assert "should have a third of the lesson" in (late.words if late else "")


def test_minutes_are_rounded_down() -> None:
    """A minute that has begun is not counted."""
    assert [1, 0, -1] == [minutes_until("2026-01-01T12:01:30Z", NOON + timedelta(minutes=minutes)) for minutes in (0, 1, 2)]


@pytest.mark.parametrize("act", ["2021", "2022", "2023"])
def test_the_reported_course_has_an_end(act: str) -> None:
    """From the start of every act what is reported leads to an outcome, by the short course sooner than by the whole."""
    machine = opened("kosovo").machine
    whole, short = (turns_left(machine, start(machine, act, course)) for course in ("whole", "short"))

    assert 0 < short < whole < 30


def test_a_play_in_circles_is_given_up() -> None:
    """Where what is reported leads round, an end of counting is kept."""
    machine = opened("tutorial").machine

    assert turns_left(machine, start(machine, machine.scenario.acts[0].id)) <= 60
