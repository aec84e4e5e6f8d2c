"""Who plays a group as people come and go: nobody decides by leaving, and a play that everybody has left stands."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sim.classroom.lesson import players, seats, turns, words
from sim.classroom.lesson.turns import Ballot
from sim.classroom.web.orders import ordered
from sim.engine.console_view import console_view
from sim.engine.lesson import Lesson
from sim.engine.lesson_view import public_view, seat_view
from sim.engine.session import Session
from sim.engine.view import view
from sim.errors import SimError
from sim.library import from_data
from sim.model.arm import Agreement
from sim.model.leading import FACILITATOR, Intervened
from sim.model.lesson import LessonEntry
from sim.model.lesson_view import SeatView
from sim.store.drafting import Draft
from tests import small
from tests.classroom.taught import Class, coming, convened, held, placing

STANDS = "nobody decides in it now, so it stands"


@contextmanager
def playing(folder: Path, agree: Agreement = "majority") -> Iterator[Class]:
    """Hold a play in which three have the north, one the south and one watches."""
    with held(folder, agree) as made:
        made.come("Ana", "Ben", "Cem", "Dua", "Eva")
        made.do(placing(s1="g1 north", s2="g1 north", s3="g1 north", s4="g1 south", s5="g1"), seats.start)
        yield made


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Class]:
    """Give such a play, in which most votes decide."""
    with playing(tmp_path) as made:
        yield made


def voting(seat: str, option: str) -> Callable[[Draft], None]:
    """Return a vote in the first turn."""
    return lambda draft: turns.vote(draft, seat, Ballot(1, option))


def releasing(*gone: str) -> Callable[[Draft], None]:
    """Return how seats are released."""

    def release(draft: Draft) -> None:
        for seat in gone:
            seats.release(draft, seat)

    return release


def watching(*seat: str) -> list[Callable[[Draft], None]]:
    """Return how seats choose to watch, one after another."""
    return [lambda draft, one=one: seats.watch(draft, one) for one in seat]


def session(room: Class) -> Session:
    """Return the play."""
    return room.live.now.sessions["g1"]


def seen(room: Class, seat: str) -> SeatView:
    """Return what a seat is shown."""
    lesson, sessions = room.live.now
    place = lesson.seats[seat].place
    shown = view(sessions["g1"], place.role if place else None, room.opened.grounds)
    return seat_view(lesson, sessions, room.opened.machine, lesson.seats[seat], shown)


def refusal(room: Class, act: Callable[[Draft], object]) -> str:
    """Return the code with which something is refused; nothing has changed."""
    before = room.live.now
    with pytest.raises(SimError) as refused:
        room.do(act)

    assert before == room.live.now
    return refused.value.code


ALL = ("s1", "s2", "s3", "s4")


@pytest.mark.parametrize("leave", [[releasing(*ALL)], watching(*ALL)], ids=["released", "watching"])
def test_a_play_that_everybody_has_left_stands(room: Class, leave: list[Callable[[Draft], None]]) -> None:
    """When the last one who decides leaves, no bot plays on; the console, the screen and whoever watches read why."""
    room.do(*leave)
    lesson, sessions = room.live.now
    machine = room.opened.machine
    public = public_view(lesson, machine, {"g1": view(sessions["g1"], None, room.opened.grounds)}, sessions=sessions)
    (group,) = console_view(lesson, sessions, machine).groups

    assert (1, False, STANDS) == (session(room).turn, session(room).over, seen(room, "s5").went)
    assert (True, STANDS, STANDS) == (group.stands, group.went, public.groups[0].went)
    assert room.live.now == room.again().now


def test_the_facilitator_leaves_a_play_that_stands_to_bots(room: Class) -> None:
    """By order, which stands in the log, bots play it to its end; then there is nothing more to leave to them."""
    room.do(releasing(*ALL), ordered("bots", b"group=g1"))
    orders = [one.event for one in room.live.now.lesson.said if isinstance(one.event, Intervened)]

    assert session(room).over
    assert [("handed", "every role to bots")] == [(order.act, order.about) for order in orders]
    assert "nothing-to-start" == refusal(room, lambda draft: players.leave_to_bots(draft, "g1"))


def test_a_play_is_left_to_bots_only_where_nobody_plays_it(room: Class) -> None:
    """While somebody decides there, in a pause and after the end it is refused, and so is a group that there is not."""
    found = [
        refusal(room, lambda draft: players.leave_to_bots(draft, "g1")),
        refusal(room, lambda draft: players.leave_to_bots(draft, "g7")),
    ]
    room.do(releasing(*ALL), words.pause)
    found.append(refusal(room, lambda draft: players.leave_to_bots(draft, "g1")))
    room.do(words.end)
    found.append(refusal(room, lambda draft: players.leave_to_bots(draft, "g1")))

    assert ["nothing-to-start", "unknown-group", "paused", "lesson-over"] == found


def test_a_play_that_stands_goes_on_with_whoever_is_seated(room: Class) -> None:
    """Whoever is given a role there plays on where it stood, and bots take the roles that nobody has."""
    room.do(releasing(*ALL), placing(s5="g1 south"))

    assert ({"north": "reported", "south": "person"}, 1) == ({**session(room).players}, session(room).turn)
    assert "" == seen(room, "s5").went


def test_the_only_one_who_plays_may_change_sides(room: Class) -> None:
    """A person who moves to a role of a bot takes it before the bot gets the other one, so that bots never play alone in between."""
    room.do(releasing("s2", "s3", "s4"), placing(s1="g1 south"))

    assert ({"north": "reported", "south": "person"}, False) == ({**session(room).players}, session(room).over)


def test_a_group_that_only_watches_stands_from_the_start(tmp_path: Path) -> None:
    """Where everybody of a group would rather watch, its play begins and stands, until it is left to bots."""
    with held(tmp_path) as room:
        room.come("Ana", "Ben")
        room.do(placing(s1="g1", s2="g1"), seats.start)
        before = session(room)
        room.do(lambda draft: players.leave_to_bots(draft, "g1"))

        assert (1, {"person"}, True) == (before.turn, {*before.players.values()}, session(room).over)


def test_nothing_runs_out_where_nobody_plays(room: Class) -> None:
    """The clock of a group that everybody has left is taken away, and no new one is set, also not for all groups at once."""
    room.do(lambda draft: turns.set_clock(draft, "g1", 60), releasing(*ALL))
    found = room.live.now.lesson.groups["g1"].clock
    room.do(ordered("clock", b"seconds=30"))

    assert (None, None) == (found, room.live.now.lesson.groups["g1"].clock)
    assert "nobody-plays" == refusal(room, lambda draft: turns.set_clock(draft, "g1", 30))
    room.do(lambda draft: turns.set_clock(draft, "g1", 0))


def test_the_authors_time_runs_where_somebody_decides() -> None:
    """A turn that has a time of its author's gets a clock when it begins; where everybody has left, a turn that is forced on gets none."""
    scenes = {
        "one": small.scene({"north": {"open": small.option("wait")}}, [small.branch("two")], deadline=60),
        "two": small.scene({"north": {"open": small.option("wait")}}, [small.branch("three")], deadline=90),
        "three": small.scene({"north": {"open": small.option("wait")}}, [small.branch("end")], deadline=90),
        "end": small.outcome(),
    }
    scenario = from_data(small.scenario(scenes), small.corpus())
    first = LessonEntry(number=1, time="2026-01-01T12:00:00Z", seat=FACILITATOR, event=convened(scenario))
    draft = Draft(scenario.machine, Lesson.open((first,)), {}, set())
    found = []
    acts = (
        seats.start,
        lambda draft: turns.vote(draft, "s1", Ballot(1, "open")),
        lambda draft: seats.release(draft, "s1"),
        lambda draft: turns.force(draft, "g1", 2),
    )
    with draft.attempt(lambda: "2026-01-01T12:00:00Z"):
        for act in (coming("Ana"), placing(s1="g1 north"), *acts):
            act(draft)
            clock = draft.lesson.groups["g1"].clock if draft.lesson.groups else None
            found.append(clock.seconds if clock else None)

    assert [None, None, 60, 90, None, None] == found
    assert 3 == draft.sessions["g1"].turn


def test_in_a_pause_seats_move_and_the_play_does_not(room: Class) -> None:
    """Whoever leaves or comes in a pause changes no role's player and decides nothing; when the lesson goes on, the roles follow."""
    room.do(voting("s1", "open"), voting("s4", "wait"), words.pause)
    before = session(room)
    room.do(*watching("s4", "s2"), releasing("s3"), placing(s5="g1 south"), releasing("s5"))
    paused = session(room)
    room.do(words.go_on)

    assert before == paused
    assert ({"north": "person", "south": "reported"}, 1) == ({**session(room).players}, session(room).turn)


def test_everybody_may_leave_in_a_pause(room: Class) -> None:
    """A play that everybody has left in a pause stands after it too, and without its clock."""
    room.do(lambda draft: turns.set_clock(draft, "g1", 60), words.pause, *watching(*ALL), words.go_on)

    assert (1, None) == (session(room).turn, room.live.now.lesson.groups["g1"].clock)


def test_after_the_end_nobody_moves(room: Class) -> None:
    """Once the lesson is over nobody changes sides or chooses to watch, and whoever is released leaves the play as it ended."""
    room.do(words.end)
    before = session(room)
    found = [refusal(room, watching("s4")[0]), refusal(room, placing(s5="g1 south"))]
    room.do(releasing(*ALL))

    assert (["lesson-over"] * 2, before) == (found, session(room))


def test_who_leaves_makes_nobodys_vote_a_decision(room: Class) -> None:
    """When those who were silent leave, the one vote that is left decides nothing; given again it does, and its page says so."""
    room.do(voting("s2", "block"), releasing("s1", "s3"))
    before, asked = dict(session(room).state.pending), seen(room, "s2")
    room.do(voting("s2", "block"))

    assert ({}, True) == (before, asked.unsettled)
    assert ({"north": "block"}, False) == (dict(session(room).state.pending), seen(room, "s2").unsettled)


def test_a_vote_decides_for_its_own_team_alone(room: Class) -> None:
    """What was left undecided in one team stays so when another votes."""
    room.do(placing(s5="g1 south"), voting("s2", "block"), releasing("s1", "s3"), voting("s5", "wait"))

    assert {} == dict(session(room).state.pending)


def test_advice_of_who_becomes_speaker_is_no_decision(tmp_path: Path) -> None:
    """When the speaker leaves, what the next one advised decides nothing, nor does more advice; only the new speaker's own vote does."""
    with playing(tmp_path, "speaker") as room:
        room.do(voting("s2", "block"), releasing("s1"), voting("s3", "open"))
        before = dict(session(room).state.pending)
        asked = [seen(room, seat).unsettled for seat in ("s2", "s3")]
        room.do(voting("s2", "block"))

        assert ({}, [True, False], {"north": "block"}) == (before, asked, dict(session(room).state.pending))


def test_a_stuck_team_is_helped_by_force(room: Class) -> None:
    """What was wanted before somebody left counts when the facilitator ends the turn."""
    room.do(voting("s2", "block"), releasing("s1", "s3"), lambda draft: turns.force(draft, "g1", 1))

    resolved = next(step for step in session(room).steps if step.turned)

    assert ("north", "block") in resolved.picks


def test_orders_about_the_lesson_end_with_it(room: Class) -> None:
    """After the end messages are not opened, no end is set, and nothing more is proposed."""
    room.do(words.end)
    found = [
        refusal(room, lambda draft: words.permit(draft, talk=True)),
        refusal(room, lambda draft: words.schedule(draft, "2026-11-21T09:30:00Z")),
        refusal(room, lambda draft: words.propose(draft, "s1", 1, "A mediator.")),
    ]

    assert ["lesson-over"] * 3 == found
