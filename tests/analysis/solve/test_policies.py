"""Policies as arrays choose as the bots do."""

import numpy as np
import pytest
from hypothesis import assume, given

from sim.analysis.solve.policies import POLICIES, named, profile, together, weighted
from sim.engine.machine import ScenarioMachine
from sim.engine.policy import BOTS, by_weight
from sim.engine.rules import legal
from sim.errors import Missing
from sim.model.ids import CHANCE
from sim.model.scenario import Scenario
from tests.analysis.held import reached
from tests.analysis.solve.games import crossing
from tests.strategies import scenarios

SAME = {"uniform": "random", "reported": "reported", "cautious": "cautious", "hard-line": "hard-line"}


@given(scenarios)
def test_a_policy_chooses_what_the_bot_of_its_name_chooses(scenario: Scenario) -> None:
    """In every state, an option is as probable as the share of draws on which the bot takes it; chance keeps to its weights."""
    machine = ScenarioMachine(scenario)
    found = reached(machine)
    assume(found.size <= 40)
    for name, bot in SAME.items():
        chosen = profile(found, {role.id: POLICIES[name] for role in scenario.roles})
        for block in found.playing:
            for place, role in enumerate(block.node.roles):
                for row in range(len(block.packed)):
                    state = found.state(block.first + row)
                    drawn = [
                        by_weight(legal(machine, state, role), draw) if role == CHANCE else BOTS[bot](machine, state, role, draw)
                        for draw in range(sum(option.weight or 0 for option in legal(machine, state, role)) or 60)
                    ]
                    shares = [drawn.count(option) / len(drawn) for option in block.node.options[place]]

                    assert shares == pytest.approx(chosen[block.node.number][place][row].tolist())


def test_weights_decide_where_they_are_given() -> None:
    """A role chooses by weights; where none of what is offered has one, evenly."""
    found = reached(ScenarioMachine(crossing()))
    policy = weighted({("bank", "north", "wait"): 1, ("bank", "north", "wade"): 3, ("ford", "north", "swim"): 2})
    chosen = profile(found, {"north": policy})
    bank, ford = (found.scene(name).node.number for name in ("bank", "ford"))

    assert [[0.25, 0.75]] == chosen[bank][0].tolist()
    assert [[1, 0], [0, 1], [0, 1]] == chosen[ford][0].tolist()


def test_joint_choices_are_products() -> None:
    """The probability of a joint choice is the product of those of its options, in the order of their numbers."""
    found = reached(ScenarioMachine(crossing()))
    block = found.scene("bank")

    assert np.allclose([[0.375, 0.125, 0.375, 0.125]], together(block, profile(found, {})[block.node.number]))


def test_an_unknown_policy_is_named() -> None:
    """A name that is no policy is refused with those there are, and the nearest."""
    with pytest.raises(Missing, match=r"there is no policy 'cautous'; there are: uniform, .*did you mean 'cautious'") as caught:
        named("cautous")
    assert "unknown-policy" == caught.value.code
    with pytest.raises(Missing, match=r"hard-line$"):
        named("xx")
    assert POLICIES["reported"] is named("reported")
