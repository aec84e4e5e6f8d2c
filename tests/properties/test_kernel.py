"""The kernel, the one second reading of the rules, is held to the engine: state for state, choice for choice."""

import pytest
from hypothesis import assume, given, settings

from sim.analysis.solve.policies import profile
from sim.analysis.solve.spread import flow_of, spread
from sim.engine.machine import ScenarioMachine
from sim.engine.rules import outcome, start
from sim.library import open_scenario
from sim.model.scenario import Scenario
from tests.analysis.held import carried_starts, compare, counted, evenly, reached
from tests.strategies import scenarios

FEW = 300
"""States of a random act that are compared in one example."""


@given(scenarios)
def test_the_kernel_reads_the_rules_as_the_engine_does(scenario: Scenario) -> None:
    """From every state that a random scenario can reach, every joint choice takes the same branch to the same state."""
    machine = ScenarioMachine(scenario)
    found = reached(machine, "one")

    assume(found.size <= FEW)
    assert found.steps == compare(found)


@given(scenarios)
@settings(max_examples=25)
def test_the_kernel_begins_where_a_campaign_goes_on(scenario: Scenario) -> None:
    """The same holds from everything that one act can leave to the next."""
    machine = ScenarioMachine(scenario)
    assume(reached(machine, "one").size <= FEW)
    found = reached(machine, "two", carried_starts(machine))

    assume(found.size <= FEW)
    assert found.steps == compare(found)


@pytest.mark.whole
@pytest.mark.timeout(600)
@pytest.mark.parametrize(("name", "act"), [("tutorial", "ferry"), ("kosovo", "2021"), ("kosovo", "2022"), ("kosovo", "2023")])
def test_the_kernel_reads_a_shipped_scenario_as_the_engine_does(name: str, act: str) -> None:
    """The same holds for every state of every act that is shipped."""
    found = reached(open_scenario(name).machine, act)

    assert found.steps == compare(found)


@pytest.mark.timeout(600)
@given(scenarios)
@settings(max_examples=500)
def test_distributions_are_those_of_counting_with_fractions(scenario: Scenario) -> None:
    """Where plays end, and after how many turns, is what enumeration through the engine gives, to 1e-12."""
    machine = ScenarioMachine(scenario)
    found = reached(machine, "one")
    assume(found.size <= FEW // 5)
    first = start(machine, "one")
    made = spread(found, flow_of(found, profile(found, {})))
    course = counted(machine, first, evenly(machine), min(len(made.turns) - 1, 6))
    for turn, states in enumerate(course):
        ended = sum(share for state, share in states.items() if outcome(machine, state) is not None)
        assert made.turns[turn] == pytest.approx(float(ended), abs=1e-12)
    if len(course) == len(made.turns):
        for row in range(found.size):
            share = sum(states.get(found.state(row), 0) for states in course)
            assert made.visits[row] == pytest.approx(float(share), abs=1e-12)
