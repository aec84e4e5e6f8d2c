"""Deciding, and helping a group on."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sim.classroom.lesson import reading, seats, turns, words
from sim.classroom.lesson.turns import Ballot
from sim.errors import Illegal, Missing, SimError, Stale
from sim.library import from_data
from sim.model.events import Chose, Expired
from sim.store.drafting import Draft
from tests import small
from tests.classroom.taught import Class, held, placing


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Class]:
    """Give a play in which three have the north and one the south."""
    with held(tmp_path) as made:
        made.come("Ana", "Ben", "Cem", "Dua", "Eva")
        made.do(placing(s1="g1 north", s2="g1 north", s3="g1 north", s4="g1 south", s5="g1"), seats.start)
        yield made


def wishing(seat: str, option: str, turn: int = 1, **more: str) -> Callable[[Draft], None]:
    """Return a vote."""
    wish = Ballot(turn, option, more.get("reason"), "rises" if more.get("expectation") == "rises" else None)
    return lambda draft: turns.vote(draft, seat, wish, more.get("key"))


def pending(room: Class) -> dict[str, str]:
    """Return what is sealed in the current turn."""
    return dict(room.live.now.sessions["g1"].state.pending)


def turn(room: Class) -> int:
    """Return the number of the current turn."""
    return room.live.now.sessions["g1"].turn


def test_half_a_team_decides_nothing(room: Class) -> None:
    """One of three votes seals nothing; the second for the same option does."""
    room.do(wishing("s2", "block"))
    before = pending(room)
    room.do(wishing("s3", "block"))

    assert ({}, {"north": "block"}) == (before, pending(room))


def test_a_vote_can_be_changed_until_the_team_has_decided(room: Class) -> None:
    """The later vote of a seat counts, and after the decision none."""
    room.do(wishing("s1", "open"), wishing("s1", "block"), wishing("s2", "block"))

    assert {"north": "block"} == pending(room)
    with pytest.raises(Illegal, match="north has already decided in this turn"):
        room.do(wishing("s3", "open"))


def test_the_last_vote_of_a_turn_resolves_it(room: Class) -> None:
    """When every role has decided, the turn is over."""
    room.do(wishing("s1", "open"), wishing("s2", "open"), wishing("s4", "wait"))

    assert (2, "talks") == (turn(room), room.live.now.sessions["g1"].state.scene)


def test_the_reason_of_a_choice_is_that_of_its_first_voter(room: Class) -> None:
    """A role's choice carries the reason and expectation of the first of its team that wanted it."""
    room.do(wishing("s2", "block", reason="Second."), wishing("s1", "block", reason="First.", expectation="rises"))
    chosen = room.live.now.sessions["g1"].log[-1].event

    assert isinstance(chosen, Chose)
    assert ("First.", "rises") == (chosen.reason, chosen.expectation)


def test_no_reason_of_another_role_is_taken(tmp_path: Path) -> None:
    """Whoever voted in another role in the same turn, for an option of the same name, gives this one no reason."""
    options = {"stay": small.option("wait"), "leave": small.option("threat")}
    scenes = {"bridge": small.scene({"north": options, "south": options}, [small.branch("apart")]), "apart": small.outcome()}
    with held(tmp_path, of=from_data(small.scenario(scenes), small.corpus())) as room:
        room.come("Ana", "Ben", "Cem")
        room.do(placing(s1="g1 north", s2="g1 north", s3="g1 south"), seats.start, wishing("s1", "stay", reason="The north's own."))
        room.do(placing(s1="g1 south"), wishing("s3", "stay", reason="The south's."), lambda draft: turns.force(draft, "g1", 1))
        sealed = {entry.event.role: entry.event.reason for entry in room.live.now.sessions["g1"].log if isinstance(entry.event, Chose)}

    assert {"south": "The south's."} == sealed


def test_reasons_can_be_left_out(tmp_path: Path) -> None:
    """Where a lesson asks for no reasons, none is kept, whatever a page sends."""
    with held(tmp_path, reasons=False) as room:
        room.come("Ana")
        room.do(placing(s1="g1 north"), seats.start, wishing("s1", "open", reason="Because.", expectation="rises"))

        assert {("open", None, None)} == {(vote.option, vote.reason, vote.expectation) for vote in room.live.now.lesson.votes.values()}


@pytest.mark.parametrize(
    ("act", "kind", "code"),
    [
        (wishing("s1", "open", 2), Stale, "stale-turn"),
        (wishing("s1", "attack"), Illegal, "option-not-offered"),
        (wishing("s1", "nonsense"), Illegal, "unknown-option"),
        (wishing("s5", "open"), Illegal, "not-deciding"),
        (wishing("s9", "open"), Missing, "unknown-seat"),
    ],
)
def test_a_vote_has_to_be_one(room: Class, act: Callable[[Draft], None], kind: type[SimError], code: str) -> None:
    """A vote for another turn, for what is not offered, or from a seat that does not decide is refused."""
    with pytest.raises(kind) as refused:
        room.do(act)

    assert code == refused.value.code


def test_a_vote_that_is_none_settles_nothing(room: Class) -> None:
    """What is not offered is refused also to the last of a team, whose word would let another option win."""
    room.do(wishing("s1", "open"), wishing("s2", "block"))

    with pytest.raises(Illegal) as refused:
        room.do(wishing("s3", "attack"))

    assert ("option-not-offered", {}) == (refused.value.code, pending(room))
    assert ("g1", "s3") not in room.live.now.lesson.votes


@pytest.mark.parametrize(("order", "code"), [(words.pause, "paused"), (words.end, "lesson-over")])
def test_nothing_is_decided_while_the_lesson_stands(room: Class, order: Callable[[Draft], None], code: str) -> None:
    """A pause and the end refuse votes and judgements, and let no time run out."""
    room.do(lambda draft: turns.set_clock(draft, "g1", 30), order)
    acts: tuple[Callable[[Draft], None], ...] = (
        wishing("s1", "open"),
        lambda draft: reading.judge(draft, "s1", "bridge", "well"),
        lambda draft: turns.time_up(draft, "g1", 1),
    )
    for act in acts:
        with pytest.raises(Illegal) as refused:
            room.do(act)

        assert code == refused.value.code


def test_most_votes_hold_when_the_time_is_up(room: Class) -> None:
    """At the deadline a team's leading option is its choice, and whoever is silent takes the default."""
    room.do(lambda draft: turns.set_clock(draft, "g1", 30), wishing("s2", "block"), lambda draft: turns.time_up(draft, "g1", 1))
    log = room.live.now.sessions["g1"].log
    chosen = [entry.event.option for entry in log if isinstance(entry.event, Chose) and entry.turn == 1]

    assert (["block"], [("clock", 1)]) == (chosen, [(entry.seat, entry.turn) for entry in log if isinstance(entry.event, Expired)])


def test_a_clock_of_an_earlier_turn_rings_for_nobody(room: Class) -> None:
    """A clock that was taken away, or rings after its turn, ends nothing."""
    with pytest.raises(Stale, match="runs no more"):
        room.do(lambda draft: turns.time_up(draft, "g1", 1))
    room.do(lambda draft: turns.set_clock(draft, "g1", 30), lambda draft: turns.force(draft, "g1", 1))
    with pytest.raises(Stale, match="runs no more"):
        room.do(lambda draft: turns.time_up(draft, "g1", 1))


def test_the_facilitator_forces_the_next_step(room: Class) -> None:
    """Forcing ends the turn as its deadline would; nobody is asked twice."""
    room.do(wishing("s1", "open"), lambda draft: turns.force(draft, "g1", 1, "time"))
    log = room.live.now.sessions["g1"].log

    assert "talks" == room.live.now.sessions["g1"].state.scene
    assert ["facilitator"] == [entry.seat for entry in log if isinstance(entry.event, Expired)]
    with pytest.raises(Stale, match="turn 1 of group g1 is over already"):
        room.do(lambda draft: turns.force(draft, "g1", 1))


def test_forcing_a_turn_in_which_all_have_votes_needs_no_default(room: Class) -> None:
    """Where every team has a vote, forcing seals those and the turn is over without a default."""
    room.do(wishing("s1", "block"), lambda draft: turns.decide(draft, "g1", "south", 1, "wait"), lambda draft: turns.force(draft, "g1", 1))

    assert not any(isinstance(entry.event, Expired) for entry in room.live.now.sessions["g1"].log)


def test_the_facilitator_decides_for_a_stuck_role(room: Class) -> None:
    """A role can be decided for, in its turn, by what the rules allow."""
    room.do(lambda draft: turns.decide(draft, "g1", "south", 1, "march", "its phone is broken"))

    assert {"south": "march"} == pending(room)
    room.do(lambda draft: turns.force(draft, "g1", 1))
    with pytest.raises(Stale, match="this was for turn 1"):
        room.do(lambda draft: turns.decide(draft, "g1", "south", 1, "wait"))


def test_news_is_released(room: Class) -> None:
    """News of the scenario comes when the facilitator releases it, once."""
    room.do(lambda draft: turns.release_inject(draft, "g1", "letter"))

    assert ("letter",) == room.live.now.sessions["g1"].state.fired
    with pytest.raises(Illegal, match="already been released"):
        room.do(lambda draft: turns.release_inject(draft, "g1", "letter"))


def test_a_group_goes_back_with_a_reason(room: Class) -> None:
    """A rewind leads to the start of a turn with a number of its own, and votes of before count no more."""
    room.do(wishing("s2", "block"), lambda draft: turns.force(draft, "g1", 1), lambda draft: turns.rewind(draft, "g1", 1, "misread"))

    assert ("bridge", {}) == (room.live.now.sessions["g1"].state.scene, pending(room))
    assert {} == room.live.now.lesson.votes_of("g1", "north", room.live.now.sessions["g1"].turn)
    with pytest.raises(Illegal, match="say why"):
        room.do(lambda draft: turns.rewind(draft, "g1", 1, "  "))


def test_no_act_follows_where_there_is_none(room: Class) -> None:
    """A play of one act cannot be taken on."""
    with pytest.raises(Illegal, match="no act follows for group g1"):
        room.do(lambda draft: turns.proceed(draft, "g1"))


def test_orders_name_a_group_that_plays(room: Class) -> None:
    """An order about a group that does not play is refused."""
    orders: tuple[Callable[[Draft], None], ...] = (
        lambda draft: turns.force(draft, "g7", 1),
        lambda draft: turns.decide(draft, "g7", "north", 1, "open"),
        lambda draft: turns.release_inject(draft, "g7", "letter"),
        lambda draft: turns.rewind(draft, "g7", 1, "why"),
        lambda draft: turns.proceed(draft, "g7"),
        lambda draft: turns.set_clock(draft, "g7", 9),
        lambda draft: turns.time_up(draft, "g7", 1),
    )
    for order in orders:
        with pytest.raises(Missing, match="no group 'g7' that plays"):
            room.do(order)


def test_nobody_decides_before_the_play(tmp_path: Path) -> None:
    """A seat whose group does not play yet is told so."""
    with held(tmp_path) as room:
        room.come("Ana")
        room.do(placing(s1="g1 north"))
        with pytest.raises(Illegal, match="your group does not play yet"):
            room.do(wishing("s1", "open"))


def test_the_speaker_of_a_team_can_decide_alone(tmp_path: Path) -> None:
    """In a lesson where speakers decide, votes of others are advice until the speaker's."""
    with held(tmp_path, "speaker") as room:
        room.come("Ana", "Ben")
        room.do(placing(s1="g1 north", s2="g1 north"), seats.start, wishing("s2", "block"))
        before = pending(room)
        room.do(wishing("s1", "open"))

        assert ({"south": "wait"}, 2) == (before, turn(room))
