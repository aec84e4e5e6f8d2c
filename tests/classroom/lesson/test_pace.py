"""When a lesson will be over at its present pace."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sim.classroom.lesson import seats, turns, words
from sim.classroom.lesson.pace import Expected, minutes_left, minutes_until, pace, turns_left
from sim.engine.rules import start
from sim.engine.session import Session
from sim.store.drafting import Draft
from sim.store.live_lesson import LiveLesson
from tests.classroom.paper.times import KINDS, Simulated
from tests.classroom.taught import NAME, Class, held, placing
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


def test_minutes_are_counted_as_people_do() -> None:
    """Just after forty minutes were set forty are left, in the last one there is one, and after it none."""
    begun = [timedelta(seconds=seconds) for seconds in (1, 2_341, 2_400, 2_401)]

    assert [40, 1, 0, 0] == [minutes_left("2026-01-01T12:40:00Z", NOON + passed) for passed in begun]


def test_minutes_are_rounded_down() -> None:
    """For the debrief, a minute that has begun is not counted."""
    assert [1, 0, -1] == [minutes_until("2026-01-01T12:01:30Z", NOON + timedelta(minutes=minutes)) for minutes in (0, 1, 2)]


@pytest.mark.parametrize("act", ["2021", "2022", "2023"])
def test_a_play_has_an_end(act: str) -> None:
    """From the start of every act a play comes to an outcome, by the short course sooner than by the whole."""
    machine = opened("kosovo").machine
    whole, short = (turns_left(machine, start(machine, act, course)) for course in ("whole", "short"))

    assert 0 < short < whole < 30


def test_a_play_in_circles_is_given_up() -> None:
    """Where a play can go round, an end of counting is kept."""
    machine = opened("tutorial").machine

    assert turns_left(machine, start(machine, machine.scenario.acts[0].id)) <= 60


def test_a_lesson_is_counted_from_when_its_end_was_set(tmp_path: Path) -> None:
    """What goes before the play belongs to the lesson, of which a third is for the debrief."""
    with held(tmp_path) as room:
        room.come("Ana")
        room.do(lambda draft: words.schedule(draft, "2026-01-01T12:45:00Z"), placing(s1="g1 north"))
        before = room.live.now.lesson.counted
        room.do(seats.start, lambda draft: words.schedule(draft, "2026-01-01T12:50:00Z"))

        assert before == room.live.now.lesson.counted
        assert (before or "") < room.live.now.sessions["g1"].log[0].time


def test_the_slowest_group_is_named(tmp_path: Path) -> None:
    """Of several groups the one that will be last is named, with its own pace."""
    with held(tmp_path) as room:
        room.come("Ana", "Ben")
        room.do(placing(s1="g1 north", s2="g2 north"), seats.start)
        room.do(lambda draft: turns.decide(draft, "g2", "north", 1, "block"))
        found = expected(room, 3)

        assert found is not None
        assert "group" in found.words
        assert "the slowest" in found.words


def test_a_group_is_quick_or_slow_by_its_own_turns() -> None:
    """A group that has taken ten minutes over each of two turns is expected to go on so, whatever the quick ones do."""
    room = Simulated(KINDS[0], 1)
    room.play()
    machine, sessions = room.draft.machine, {}
    for group, minutes in (("g1", 2), ("g2", 10)):
        whole = room.draft.sessions[group]
        log = tuple(
            entry.model_copy(update={"time": (NOON + timedelta(minutes=minutes * entry.turn)).isoformat().replace("+00:00", "Z")})
            for entry in whole.log
            if entry.turn < 3
        )
        sessions[group] = Session.open(machine, log)
    lesson = replace(room.draft.lesson, groups={group: room.draft.lesson.groups[group] for group in sessions}, ended=False, ends=None)
    found = pace(lesson, sessions, machine, NOON + timedelta(minutes=20))

    assert found is not None
    assert "group 2, the slowest" in found.words
    assert "(600 s a turn)" in found.words


def test_a_clock_that_is_set_back_makes_no_time_less_than_nothing(room: Class) -> None:
    """A turn in which the computer's clock went back two hours counts as no time at all, and the pace says so in whole seconds."""
    behind = LiveLesson(room.archive, room.opened.machine, NAME, lambda: "2026-01-01T10:00:00Z")
    behind.do(lambda draft: turns.decide(draft, "g1", "north", 1, "block"))
    lesson, sessions = behind.now
    found = pace(lesson, sessions, room.opened.machine, NOON)

    assert found is not None
    assert "(0 s a turn)" in found.words


@dataclass
class Watch:
    """A clock that somebody sets."""

    now: datetime = NOON

    def __call__(self) -> str:
        """Return the time as entries have it."""
        return self.now.isoformat(timespec="seconds").replace("+00:00", "Z")


class Timed:
    """A play of the small scenario of which each thing happens so many seconds after the one before."""

    def __init__(self, room: Class) -> None:
        """Begin at noon, with a lesson of 50 minutes."""
        self._watch, self._machine = Watch(), room.opened.machine
        room.come("Ana")
        self._live = LiveLesson(room.archive, self._machine, NAME, self._watch)
        self.after(0, placing(s1="g1 north"), lambda draft: words.schedule(draft, "2026-01-01T12:50:00Z"), seats.start)

    def after(self, seconds: int, *acts: Callable[[Draft], object]) -> None:
        """Do things, so many seconds later."""
        self._watch.now += timedelta(seconds=seconds)
        for act in acts:
            self._live.do(act)

    @property
    def expected(self) -> Expected | None:
        """What the pace comes to now."""
        lesson, sessions = self._live.now
        return pace(lesson, sessions, self._machine, self._watch.now)


@pytest.mark.parametrize("minutes", [1, 20])
def test_a_pause_is_no_time_of_a_turn(tmp_path: Path, minutes: int) -> None:
    """After a turn of two minutes with a break in it the same is expected, however long the break was, and nobody is warned for it."""
    with held(tmp_path) as room:
        play = Timed(room)
        play.after(60, words.pause)
        play.after(minutes * 60, words.go_on)
        play.after(60, lambda draft: turns.decide(draft, "g1", "north", 1, "block"))

        # Of its two turns so far the second is the bot's, which takes no time.
        assert play.expected == Expected("At the present pace (60 s a turn) the play takes about 4 minutes more.", late=False)


def test_a_pause_takes_nothing_off_the_turn_that_it_stands_in(tmp_path: Path) -> None:
    """A turn that has gone on for half a minute has as much left as when it was paused, while the pause lasts and after it."""
    with held(tmp_path) as room:
        play = Timed(room)
        play.after(120, lambda draft: turns.decide(draft, "g1", "north", 1, "block"))
        play.after(30, words.pause)
        before = play.expected
        play.after(5 * 60)
        lasting = play.expected
        play.after(0, words.go_on)

        assert before is not None
        assert (before, before) == (lasting, play.expected)
