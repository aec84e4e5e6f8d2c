"""A session that goes back, or goes on in a copy."""

import pytest

from sim.errors import Illegal
from sim.model.events import Injected
from sim.store.sqlite import SqliteLog
from tests.store.keeping import begin, choose


def test_undo_takes_back_a_sealed_choice(log: SqliteLog) -> None:
    """In a turn in which a person has chosen, undoing goes back to its start."""
    live = begin(log, north="person", south="person")
    start = live.session.state
    choose(live, "north", "open")
    live.undo("north")

    assert (start, 2) == (live.session.state, live.session.turn)
    assert live.session.log == log.read(live.name)


def test_undo_goes_back_to_the_turn_in_which_a_person_decided(log: SqliteLog) -> None:
    """Where nobody has chosen yet, undoing goes back to the last turn in which a person decides, past turns of bots alone."""
    live = begin(log, south="person", north="hard-line")
    live.submit(Injected(inject="envoy"), "facilitator")
    visited = [turn.state.scene for turn in live.session.turns]
    live.undo("south")

    assert (["bridge", "talks", "bridge"], "bridge", 1) == (visited, live.session.state.scene, len(live.session.turns))


def test_undo_leaves_an_outcome(log: SqliteLog) -> None:
    """After the end, undoing goes back to the last decision of a person."""
    live = begin(log, north="person", south="person")
    for role, option in (("north", "open"), ("south", "wait"), ("north", "sign")):
        choose(live, role, option)
    over = live.session.outcome
    live.undo("north")

    assert over is not None
    assert ("talks", ()) == (live.session.state.scene, live.session.state.pending)


def test_undo_draws_the_same(log: SqliteLog) -> None:
    """A turn that is played again has the same draw of chance."""
    live = begin(log, south="person")
    choose(live, "south", "wait")
    drawn = live.session.state.pending
    choose(live, "south", "guard")
    live.undo("south")

    assert drawn == live.session.state.pending


def test_nothing_can_be_undone_at_the_start(log: SqliteLog) -> None:
    """Before a person has chosen there is nothing to take back."""
    live = begin(log, south="person")
    with pytest.raises(Illegal) as refused:
        live.undo("south")

    assert ("nothing-to-undo", None, 1) == (refused.value.code, live.undone(), live.session.turn)


def test_rewinding_goes_to_any_turn(log: SqliteLog) -> None:
    """The play can be taken back to the start of any of its turns, but to no other."""
    live = begin(log, south="person")
    choose(live, "south", "wait")
    choose(live, "south", "guard")
    live.rewind(2, "facilitator")
    with pytest.raises(Illegal, match=r"turn 2 is not part of this play; its turns: 1, 4"):
        live.rewind(2, "facilitator")

    assert ("night", 4) == (live.session.state.scene, live.session.turn)


def test_a_fork_is_a_session_of_its_own(log: SqliteLog) -> None:
    """A fork shares the play up to a turn, goes on by itself, and names where it comes from."""
    live = begin(log, south="person")
    choose(live, "south", "wait")
    before = live.session
    forked = live.fork(1)
    choose(forked, "south", "march")

    assert (before, live.name) == (live.session, forked.session.began.forked_from)
    assert forked.session.log == log.read(forked.name)
    assert {live.name, forked.name} == {summary.session for summary in log.sessions()}


def test_a_fork_to_an_unknown_turn_is_refused(log: SqliteLog) -> None:
    """A turn that is not part of the play cannot be forked to, and no session is made."""
    live = begin(log, south="person")
    with pytest.raises(Illegal):
        live.fork(9)

    assert 1 == len(log.sessions())
