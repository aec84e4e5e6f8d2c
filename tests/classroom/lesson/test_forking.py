"""Forking a group: what else might have come of it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sim.classroom.lesson import forking, seats, tables, turns, words
from sim.classroom.lesson.pace import pace
from sim.classroom.lesson.turns import Ballot
from sim.engine.console_view import console_view
from sim.engine.lesson import Lesson
from sim.engine.lesson_view import public_view, seat_view
from sim.engine.seating import MOST_GROUPS, group_names, stands
from sim.engine.session import Session
from sim.engine.view import view
from sim.errors import Illegal, Missing, SimError
from sim.model.lesson import Place
from tests.classroom.paper.seated_at_tables import at_tables
from tests.classroom.taught import Class, held, placing


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Class]:
    """Give a play at its second turn, in which two have the north, one the south and one watches."""
    with held(tmp_path) as made:
        made.come("Ana", "Ben", "Cem", "Dua")
        made.do(placing(s1="g1 north", s2="g1 north", s3="g1 south", s4="g1"), seats.start)
        made.do(lambda draft: turns.decide(draft, "g1", "north", 1, "open"), lambda draft: turns.decide(draft, "g1", "south", 1, "wait"))
        yield made


def fork(room: Class, turn: int = 1, *, half: bool = False, group: str = "g1", reason: str = "to see") -> None:
    """Fork the group."""
    room.do(lambda draft: forking.fork(draft, group, turn, reason, half=half))


def where(room: Class) -> dict[str, str]:
    """Return where everybody sits."""
    return {place.seat: f"{place.group} {place.role or 'watches'}" for place in room.live.now.lesson.places}


def test_everybody_goes_along(room: Class) -> None:
    """The new group begins where the old one was, with all its seats; the old one's play stays as they left it, and no bot goes on."""
    before = room.live.now.sessions["g1"]
    fork(room)
    now = room.live.now

    assert {"s1": "g2 north", "s2": "g2 north", "s3": "g2 south", "s4": "g2 watches"} == where(room)
    assert ("bridge", 1, "small-one-test-g1") == (
        now.sessions["g2"].state.scene,
        now.sessions["g2"].turn,
        now.sessions["g2"].began.forked_from,
    )
    assert before == now.sessions["g1"]
    assert stands(now.lesson, now.sessions, "g1")
    assert [True, False] == [group.stands for group in console_view(now.lesson, now.sessions, room.opened.machine).groups]


def test_a_play_that_stands_goes_on_when_somebody_comes_back(room: Class) -> None:
    """A seat that is moved back plays on, and bots take the roles that nobody has."""
    fork(room)
    room.do(placing(s3="g1 south"))

    assert {"north": "reported", "south": "person"} == {**room.live.now.sessions["g1"].players}
    assert not stands(room.live.now.lesson, room.live.now.sessions, "g1")


def test_half_of_a_group_goes(room: Class) -> None:
    """Every second seat of each role goes; both groups play on, with bots for what nobody has."""
    fork(room, half=True)
    sessions = room.live.now.sessions

    assert {"s1": "g1 north", "s2": "g2 north", "s3": "g1 south", "s4": "g1 watches"} == where(room)
    assert [{"north": "person", "south": "person"}, {"north": "person", "south": "reported"}] == [
        {**sessions[group].players} for group in ("g1", "g2")
    ]
    room.do(lambda draft: turns.vote(draft, "s2", Ballot(1, "block")))

    assert ("talks", True) == (sessions["g1"].state.scene, room.live.now.sessions["g2"].turn > 1)


def test_a_fork_is_read_again_from_its_log(room: Class) -> None:
    """Another server that opens the lesson finds the same two plays, and the reason in the log."""
    fork(room, 2)
    again = room.again().now

    assert room.live.now == again
    assert {**again.sessions} == {group: Session.open(room.opened.machine, session.log) for group, session in again.sessions.items()}
    assert again.lesson == Lesson.open(room.archive.lessons.read(again.lesson.began.lesson))
    assert "Tried another way from turn 2 as group 2 (to see)" in [
        note.words for note in console_view(again.lesson, again.sessions, room.opened.machine).notes
    ]


def test_the_clock_of_a_play_that_stands_is_taken_away(room: Class) -> None:
    """Nothing runs out where nobody sits, and a new clock is not asked for."""
    room.do(lambda draft: turns.set_clock(draft, "g1", 60))
    fork(room)

    assert [None, None] == [group.clock for group in room.live.now.lesson.groups.values()]


def test_a_play_that_has_ended_is_tried_again(room: Class) -> None:
    """After its outcome a group can go back to a turn as a new group, and its first play stays ended."""
    room.do(
        lambda draft: turns.release_inject(draft, "g1", "envoy"),
        lambda draft: turns.decide(draft, "g1", "north", room.live.now.sessions["g1"].turn, "sign"),
    )
    fork(room)

    assert [True, False] == [session.over for session in room.live.now.sessions.values()]


def test_nobody_waits_for_a_play_that_stands(room: Class) -> None:
    """Once the groups that play have ended there is no pace, whatever stands as it was left."""
    room.do(lambda draft: turns.release_inject(draft, "g1", "letter"))
    before = pace(room.live.now.lesson, room.live.now.sessions, room.opened.machine, datetime.now(UTC))
    fork(room)
    while not room.live.now.sessions["g2"].over:
        room.do(lambda draft: turns.force(draft, "g2", draft.sessions["g2"].turn))
    now = room.live.now

    assert [False, True] == [session.over for session in now.sessions.values()]
    assert (True, None) == (before is not None, pace(now.lesson, now.sessions, room.opened.machine, datetime.now(UTC)))


@pytest.mark.parametrize(
    ("asked", "kind", "code"),
    [
        ((1, "g1", " "), Illegal, "no-reason"),
        ((9, "g1", "why"), Illegal, "unknown-turn"),
        ((1, "g7", "why"), Missing, "unknown-group"),
    ],
)
def test_a_fork_has_a_turn_and_a_reason(room: Class, asked: tuple[int, str, str], kind: type[SimError], code: str) -> None:
    """A fork without a reason, from no turn of the play, or of no group is refused, and nothing has changed."""
    before = room.live.now
    turn, group, reason = asked
    with pytest.raises(kind) as refused:
        fork(room, turn, group=group, reason=reason)

    assert (code, before) == (refused.value.code, room.live.now)


def test_somebody_has_to_go(room: Class) -> None:
    """Where no role has a second seat, half of the group is nobody; where nobody decides, neither is everybody."""
    room.do(lambda draft: seats.release(draft, "s2"))
    with pytest.raises(Illegal, match="no role of group g1 has a second seat"):
        fork(room, half=True)
    fork(room)
    with pytest.raises(Illegal, match="nobody decides in group g1"):
        fork(room)


def test_there_is_an_end_to_groups(room: Class) -> None:
    """A lesson that has all the groups it may have is forked no more."""
    names = group_names(MOST_GROUPS)[1:]
    room.come(*(f"Name {name}" for name in names))
    room.do(lambda draft: seats.assign(draft, [Place(seat=f"s{at}", group=name, role=None) for at, name in enumerate(names, 5)]))
    with pytest.raises(Illegal, match=f"at most {MOST_GROUPS} groups"):
        fork(room)


def test_a_lesson_that_is_over_is_not_forked(room: Class) -> None:
    """After the end no new group begins."""
    room.do(words.end)
    with pytest.raises(Illegal, match="the lesson is over"):
        fork(room)


def test_those_who_go_along_are_told_why(room: Class) -> None:
    """Whoever sits in the new group reads that it was taken back, to which turn and why; nobody else does."""
    fork(room, half=True, reason="to see whether patience pays")
    lesson, sessions = room.live.now
    told = {
        seat: [said.words for said in seat_view(lesson, sessions, room.opened.machine, lesson.seats[seat], None).messages]
        for seat in ("s1", "s2")
    }

    assert {
        "s1": [],
        "s2": ["The facilitator took you back to the start of turn 1 to try another way: to see whether patience pays"],
    } == told


def test_a_group_that_everybody_left_says_where_they_went(room: Class) -> None:
    """The console and the screen say of it, in the same words, which group goes on; of a group that plays they say nothing."""
    fork(room)
    lesson, sessions = room.live.now
    machine = room.opened.machine
    views = {group: view(session, None, room.opened.grounds) for group, session in sessions.items()}
    said = ["left; everybody went on as group 2", ""]

    assert said == [group.went for group in console_view(lesson, sessions, machine).groups]
    assert said == [group.went for group in public_view(lesson, machine, views, sessions=sessions).groups]


@pytest.mark.parametrize("half", [False, True])
def test_a_group_at_a_table_is_forked_too(tmp_path: Path, half: bool) -> None:  # noqa: FBT001 -- which people go
    """The new group plays with cards like the first, whose play stands where all have gone along, and goes on where some have stayed."""
    with at_tables(tmp_path) as table:
        table.do(lambda draft: tables.begin(draft, 1), lambda draft: turns.force(draft, "g1", 1))
        table.do(lambda draft: turns.set_clock(draft, "g1", 60), lambda draft: forking.fork(draft, "g1", 1, "to see", half=half))
        lesson, sessions = table.live.now
        first, second = console_view(lesson, sessions, table.opened.machine).groups
        slip = (tables.Slip("north", "1B"),)
        table.do(lambda draft: tables.hand_in(draft, "g2", 1, slip))

        assert (1, {"person"}, False) == (second.turn, {*sessions["g2"].players.values()}, second.stands)
        assert (not half, "" if half else "left; everybody went on as group 2") == (first.stands, first.went)
        assert half == (lesson.groups["g1"].clock is not None)
        assert table.live.now.lesson == table.again().now.lesson


def test_a_table_that_everybody_left_takes_no_cards(tmp_path: Path) -> None:
    """Where all have gone along to another group, the first takes no slip, changes no player, and is not forked again."""
    with at_tables(tmp_path) as table:
        table.do(lambda draft: tables.begin(draft, 1), lambda draft: forking.fork(draft, "g1", 1, "to see", half=False))
        acts = (
            lambda draft: tables.hand_in(draft, "g1", 1, (tables.Slip("north", "1B"),)),
            lambda draft: tables.play_by(draft, "g1", "south", bot=True),
            lambda draft: forking.fork(draft, "g1", 1, "again", half=False),
        )
        for act in acts:
            with pytest.raises(Illegal, match=r"group 1: left; everybody went on as group 2|nobody decides in group g1"):
                table.do(act)
