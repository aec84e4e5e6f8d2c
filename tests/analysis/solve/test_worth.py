"""What ends are worth is what the engine says of aims."""

from hypothesis import assume, given

from sim.analysis.solve.worth import aims, ended, payoff
from sim.engine.campaign import aims as told
from sim.engine.machine import ScenarioMachine
from sim.engine.rules import outcome
from sim.model.scenario import Scenario
from tests.analysis.held import reached
from tests.analysis.solve.games import crossing, with_aims
from tests.strategies import scenarios


@given(scenarios)
def test_aims_are_met_where_the_engine_says_so(scenario: Scenario) -> None:
    """At every outcome, an aim of any shape is met if and only if the engine says that it is."""
    wanted = {
        "calm": {"text": "Calm.", "when": {"at_most": {"tension": 2}}},
        "never": {"text": "Never.", "when": {"any": [{"at_least": {"rumours": 2}}, {"not": {"at_most": {"trust": 0}}}]}},
        "ended": {"text": "Settled.", "outcomes": ["settled"], "weight": 4},
        "later": {"text": "Later.", "acts": ["two"]},
    }
    machine = ScenarioMachine(with_aims(scenario, north=wanted))
    found = reached(machine)
    assume(found.size <= 150)
    met = aims(found)
    worth = payoff(met, "north", found.size)

    assert ["calm", "never", "ended"] == [one.aim.id for one in met]
    for row in range(found.size):
        state = found.state(row)
        said = [agrees for _, agrees in told(machine, state, "north")] if outcome(machine, state) else [False] * 3
        assert said == [bool(one.rows[row]) for one in met]
        assert sum(weight * agrees for weight, agrees in zip((1, 1, 4), said, strict=True)) == worth[row]


def test_outcomes_are_found_by_class() -> None:
    """The rows of outcomes are those of all classes, or of the classes asked for."""
    found = reached(ScenarioMachine(crossing()))

    assert 9 == ended(found).sum()
    assert len(found.scene("swept").packed) == ended(found, ["broken"]).sum()
