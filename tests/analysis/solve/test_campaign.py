"""Acts in a row, exactly."""

from fractions import Fraction

import pytest
from hypothesis import assume, given, settings

from sim.analysis.solve.campaign import InARow, in_a_row
from sim.analysis.solve.reached import Cut
from sim.engine.campaign import carried
from sim.engine.machine import ScenarioMachine
from sim.engine.rules import outcome, start
from sim.model.scenario import Scenario
from tests.analysis.held import counted, evenly, reached
from tests.strategies import scenarios
from tests.testing.at_table import two_acts


@given(scenarios)
@settings(max_examples=30)
def test_rows_of_outcomes_are_those_of_counting(scenario: Scenario) -> None:
    """Two acts in a row end as plays counted with fractions do, as far as those are followed."""
    machine = ScenarioMachine(scenario)
    assume(reached(machine).size <= 60)
    found = in_a_row(machine, "one", {})
    assert isinstance(found, InARow)
    assume(found.states <= 200)
    exact: dict[tuple[str, ...], Fraction] = {}
    for states in counted(machine, start(machine, "one"), evenly(machine), 4):
        for state, share in states.items():
            if outcome(machine, state) is not None:
                for later in counted(machine, carried(machine, state, "two")[0], evenly(machine), 4):
                    for end, part in later.items():
                        if outcome(machine, end) is not None:
                            key = state.scene, end.scene
                            exact[key] = exact.get(key, Fraction(0)) + share * part
    missing = 1 - float(sum(exact.values(), Fraction(0)))

    assert set(exact) <= set(found.endings)
    for key, share in found.endings.items():
        assert float(exact.get(key, 0)) - 1e-11 <= share <= float(exact.get(key, 0)) + missing + 1e-11
    assert 1 == pytest.approx(sum(found.endings.values()) + found.unended, abs=1e-9)


def test_a_campaign_begins_in_any_act() -> None:
    """From its last act on, a campaign is that act alone."""
    machine = ScenarioMachine(two_acts())
    found = in_a_row(machine, "two", {})

    assert isinstance(found, InARow)
    assert (("two",), {("kept",), ("lost",)}) == (found.acts, set(found.endings))


def test_a_search_can_be_stopped() -> None:
    """Whoever is told of the act and its states can end the search."""
    told = []

    def notice(act: str, states: int, steps: int) -> bool:
        told.append((act, states, steps))
        return True

    found = in_a_row(ScenarioMachine(two_acts()), "one", {}, notice)

    assert isinstance(found, Cut)
    assert [("one", found.states, found.steps)] == told


def test_what_two_beginnings_come_to_is_added_up() -> None:
    """A second act that begins in two ways ends where either does, and all rows of outcomes together are certain."""
    found = in_a_row(ScenarioMachine(two_acts()), "one", {})

    assert isinstance(found, InARow)
    assert {("treaty", "kept"), ("treaty", "lost"), ("clash", "kept"), ("clash", "lost")} >= set(found.endings)
    assert 1 == pytest.approx(sum(found.endings.values()) + found.unended)
