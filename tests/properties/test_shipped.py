"""The same truths over the scenarios that come with the program: random plays of every act, and every order of sealed choices."""

from itertools import permutations, product

import pytest
from hypothesis import given, settings

from sim.engine.rules import joint, offered, step
from sim.engine.session import Session
from sim.library import shipped
from sim.model.ids import ActId
from sim.model.state import State
from tests.harness import LOG, began, opened, pick, play
from tests.scenarios.reached import opened as scenario
from tests.scenarios.reached import states
from tests.strategies import moves

pytestmark = pytest.mark.whole

ACTS = [(name, act.id) for name in shipped() for act in scenario(name).scenario.acts]


@pytest.mark.parametrize(("name", "act"), ACTS)
@given(numbers=moves)
@settings(max_examples=30)
def test_a_random_play_folds(name: str, act: ActId, numbers: list[int]) -> None:
    """Whatever is played, the log survives JSON and folds to the session, and every indicator keeps to its bounds."""
    machine = scenario(name).machine
    session = play(opened(machine, began(machine, act, campaign=True)), numbers)

    assert session == Session.open(machine, LOG.validate_json(LOG.dump_json(session.log), strict=True))
    for indicator, value in zip(machine.scenario.indicators, session.state.indicators, strict=True):
        assert indicator.low <= value <= indicator.high


@pytest.mark.parametrize(("name", "act"), ACTS)
@given(numbers=moves)
@settings(max_examples=30)
def test_rewinding_and_forking_agree_with_the_prefix(name: str, act: ActId, numbers: list[int]) -> None:
    """A fork to any turn stands where that turn began, and so does every prefix of the log that ends there."""
    machine = scenario(name).machine
    session = play(opened(machine, began(machine, act, campaign=True)), numbers)
    prefix = Session.open(machine, session.log[:1])
    begun = {prefix.turn: prefix.state}
    for entry in session.log[1:]:
        prefix = prefix.apply(entry)
        begun.setdefault(prefix.turn, prefix.state)
    for turn in session.turns:
        assert begun[turn.number] == turn.state == session.fork("fork", "2026-01-01T00:00:00Z", turn.number).state


@pytest.mark.parametrize(("name", "act"), ACTS)
def test_every_order_of_sealed_choices_comes_to_the_same(name: str, act: ActId) -> None:
    """In every scene, with every menu that can be met there, every order of every joint choice resolves as all of them at once."""
    machine = scenario(name).machine
    tried = 0
    for state in one_for_each_menu(name, act):
        roles = machine.plans[state.scene].roles
        for options in product(*(offered(machine, state, role) for role in roles)):
            picks = [(role, option.id) for role, option in zip(roles, options, strict=True)]
            whole = joint(machine, state, dict(picks))
            for order in permutations(picks):
                *before, last = order
                sealed = state
                for role, option in before:
                    sealed = step(machine, sealed, pick(role, option)).after
                single = step(machine, sealed, pick(*last))
                tried += 1

                assert (whole.after, whole.picks, whole.taken, whole.injects) == (single.after, single.picks, single.taken, single.injects)
    assert tried > 0


def one_for_each_menu(name: str, act: ActId) -> list[State]:
    """Return one reachable start of a turn for each scene and each set of options offered there."""
    machine = scenario(name).machine
    found: dict[tuple[object, ...], State] = {}
    for state in states(name, act):
        menu = tuple(option.id for role in machine.plans[state.scene].roles for option in offered(machine, state, role))
        if menu:
            found.setdefault((state.scene, menu), state)
    return list(found.values())
