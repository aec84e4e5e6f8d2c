"""The three acts in a row: what one leaves to the next, and that nothing is shut off by it."""

from functools import cache

import pytest

from sim.analysis.kernel.compiled import compile_act
from sim.analysis.solve.sweep import Swept, sweep
from sim.engine.campaign import carried
from sim.engine.course import reported_course
from sim.engine.rules import outcome, start
from sim.model.ids import ActId
from sim.model.scenario import Campaign, Carry
from sim.model.state import State
from tests.scenarios.reached import opened, states

pytestmark = pytest.mark.whole

ROWS = [("2021", "2022"), ("2022", "2023")]
"""Each act with the one after it."""
LEFT = {
    "2022": {"tension 1", "tension 1, dialogue 2", "tension 2", "tension 2, dialogue 0", "tension 2, dialogue 2", "tension 3"},
    "2023": {
        "tension 1",
        "tension 1, belgrade-calm 1",
        "tension 1, belgrade-calm 1, kfor-watch 1",
        "tension 1, dialogue 2, belgrade-calm 1, kfor-watch 1",
        "tension 1, dialogue 2, kfor-watch 1",
        "tension 1, kfor-watch 1",
        "tension 2",
        "tension 2, belgrade-calm 1",
        "tension 2, belgrade-calm 1, kfor-watch 1",
        "tension 2, dialogue 0",
        "tension 2, kfor-watch 1",
        "tension 3",
        "tension 4, dialogue 0",
    },
}
"""Where an act can begin in a campaign; without it both begin with tension 2 and dialogue 1."""


def campaign() -> Campaign:
    """Return the shipped campaign."""
    found = opened("kosovo").scenario.campaign
    assert found is not None
    return found


@cache
def left(before: ActId, after: ActId) -> dict[State, tuple[Carry, ...]]:
    """Return every state that an act can leave to the next, each with rules that made it so."""
    machine = opened("kosovo").machine
    ended = (state for state in states("kosovo", before) if outcome(machine, state) is not None)
    return dict(carried(machine, state, after) for state in ended)


def told(state: State) -> str:
    """Say where an act begins: the tension, and what else is not as the act has it."""
    machine = opened("kosovo").machine
    usual = start(machine, machine.lookup.act_of[state.scene].id).indicators
    rows = zip(machine.names, state.indicators, usual, strict=True)
    return ", ".join(f"{name} {value}" for name, value, plain in rows if name == "tension" or value != plain)


@pytest.mark.parametrize(("before", "after"), ROWS)
def test_what_an_act_leaves_is_known(before: str, after: str) -> None:
    """An act can begin in as many ways as are pinned, whatever happened before it."""
    assert LEFT[after] == {told(state) for state in left(before, after)}


@pytest.mark.parametrize(("before", "after"), ROWS)
def test_every_rule_is_told_to_somebody(before: str, after: str) -> None:
    """Each rule of the campaign follows from some play, and each play leaves something to tell."""
    machine = opened("kosovo").machine
    ended = (state for state in states("kosovo", before) if outcome(machine, state) is not None)
    rules = [carried(machine, state, after)[1] for state in ended]

    assert {rule.text for rule in campaign().carry if rule.into == after} == {rule.text for matching in rules for rule in matching}
    assert () not in rules


@pytest.mark.parametrize(("before", "after"), ROWS)
def test_the_reported_course_leaves_the_next_act_as_it_is(before: str, after: str) -> None:
    """Whoever follows the documents begins the next act as the documents have it: no document tells what lay between."""
    machine = opened("kosovo").machine
    begun, _ = carried(machine, reported_course(machine, before)[-1].after, after)

    assert start(machine, after) == begun


def test_what_is_carried_says_that_it_is_invented() -> None:
    """A rule that changes something says in its first words that no document has it; a rule that changes nothing does not."""
    assert [bool(rule.effects) for rule in campaign().carry] == [rule.text.startswith("Invented, like the") for rule in campaign().carry]


@pytest.mark.slow
@pytest.mark.parametrize(("before", "after"), ROWS)
def test_every_outcome_stays_open(before: str, after: str) -> None:
    """From each start that can be carried over, every outcome of the act can be reached; `test_plays` has all of them explored."""
    machine = opened("kosovo").machine
    ends = {scene.id for scene in machine.lookup.act(after).scenes if scene.outcome}

    for state in left(before, after):
        swept = sweep(compile_act(machine, after, [state]), {})

        assert isinstance(swept, Swept)
        assert ends == {scene for scene, probability in swept.outcomes if probability > 0}, told(state)
