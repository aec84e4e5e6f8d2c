"""Sweeping gives the same distribution as visiting every state, in the memory that is allowed."""

import numpy as np
import pytest
from hypothesis import assume, given

from sim.analysis.kernel.compiled import Kernel, compile_act
from sim.analysis.solve.masses import Sorted
from sim.analysis.solve.policies import POLICIES, profile
from sim.analysis.solve.reached import Cut
from sim.analysis.solve.spread import flow_of, spread
from sim.analysis.solve.sweep import Swept, sweep
from sim.engine.machine import ScenarioMachine
from sim.engine.rules import start
from sim.library import open_scenario
from sim.model.scenario import Scenario
from tests import small
from tests.analysis.held import reached
from tests.analysis.solve.games import crossing
from tests.strategies import scenarios


def _kernel(machine: ScenarioMachine, act: str = "one") -> Kernel:
    return compile_act(machine, act, [start(machine, act)])


@given(scenarios)
def test_a_sweep_ends_where_visiting_every_state_ends(scenario: Scenario) -> None:
    """Where no play comes back to a scene, the outcomes of random scenarios have the same probabilities, and as many states are met."""
    machine = ScenarioMachine(scenario)
    swept = sweep(_kernel(machine), {"north": POLICIES["cautious"]})
    assume(isinstance(swept, Swept))
    assert isinstance(swept, Swept)
    found = reached(machine, "one", [start(machine, "one")])
    made = spread(found, flow_of(found, profile(found, {"north": POLICIES["cautious"]})))

    assert dict(swept.outcomes) == pytest.approx(
        {block.node.scene: share for block in found.blocks if (share := made.ends[block.rows].sum()) > 0}, abs=1e-12
    )
    assert swept.states <= found.size


def test_a_shipped_act_is_swept() -> None:
    """News that comes by itself, options with conditions and chance are swept as they are visited."""
    machine = open_scenario("tutorial").machine
    swept = sweep(_kernel(machine, "ferry"), {})
    found = reached(machine, "ferry", [start(machine, "ferry")])
    made = spread(found, flow_of(found, profile(found, {})))

    assert isinstance(swept, Swept)
    assert found.size == swept.states
    assert dict(swept.outcomes) == pytest.approx({name: made.ends[found.scene(name).rows].sum() for name, _ in swept.outcomes})


def test_choices_that_come_to_the_same_are_one_step() -> None:
    """Two options that no rule tells apart are swept together, with their probabilities added."""
    scenario = small.scenario(
        {
            "bank": small.scene(
                {"north": {"options": {name: small.option() for name in ("a", "b", "c")}}},
                [small.branch("left", when={"chose": {"north": "a"}}), small.branch("right")],
            ),
            "left": small.outcome(),
            "right": small.outcome(),
        }
    )
    swept = sweep(_kernel(ScenarioMachine(scenario)), {})

    assert isinstance(swept, Swept)
    assert (2, 3) == (swept.steps, swept.states)
    assert {"left": 1 / 3, "right": 2 / 3} == pytest.approx(dict(swept.outcomes))


def test_a_scene_that_plays_come_back_to_is_refused() -> None:
    """An act with a way back, or a scene that follows itself, cannot be swept, and says why."""
    circle = small.scenario(
        {"circle": small.scene({"north": {"options": {"on": small.option()}}}, [small.branch("circle")]), "over": small.outcome()}
    )

    for scenario in (small.stand_off(), circle):
        assert Cut("a play can come back to a scene", 0, 0) == sweep(_kernel(ScenarioMachine(scenario)), {})


def test_memory_is_asked_for_before_it_is_taken() -> None:
    """Where arrays of all states would take more memory than is allowed, only the states that are met are kept; both come to the same."""
    kernel = _kernel(open_scenario("tutorial").machine, "ferry")
    dense = sweep(kernel, {})
    assert isinstance(dense, Swept)
    met = sweep(kernel, {}, budget=dense.memory - 1)
    assert isinstance(met, Swept)

    assert (dense.memory % (8 * kernel.space.cells), dense.dense) == (0, True)
    assert (False, dense.states, dense.steps) == (met.dense, met.states, met.steps)
    assert dict(dense.outcomes) == pytest.approx(dict(met.outcomes))
    assert 4 * met.memory < dense.memory


def test_a_sweep_that_grows_beyond_its_memory_is_given_up() -> None:
    """Where the states that are met take more memory than is allowed, that is said with both figures."""
    found = sweep(_kernel(ScenarioMachine(crossing())), {}, budget=100)

    assert isinstance(found, Cut)
    assert "states of 64 bytes, 4 times as much to sort them, where 100 are allowed" == found.limit


@given(scenarios)
def test_sorted_states_come_to_the_same_as_arrays(scenario: Scenario) -> None:
    """In random scenarios it makes no difference how states are kept."""
    kernel = _kernel(ScenarioMachine(scenario))
    dense, met = sweep(kernel, {}), sweep(kernel, {}, dense=False)
    assume(isinstance(dense, Swept))
    assert isinstance(dense, Swept)
    assert isinstance(met, Swept)

    assert (dense.states, dense.steps) == (met.states, met.steps)
    assert dict(dense.outcomes) == pytest.approx(dict(met.outcomes), abs=1e-12)


def test_loose_states_are_brought_together_now_and_then() -> None:
    """More than a million states that arrive at one scene are added up before it is swept."""
    masses = Sorted()
    here = np.zeros(2**20, dtype=np.int64)
    for _ in range(3):
        masses.arrive([7], here + 7, np.arange(2**20) // 2, here + 0.5)
    packed, shares = masses.leave(7)

    assert (2**19, 3 * 2**19) == (len(packed), shares.sum())
    assert 32 * 2**20 == masses.memory


def test_a_sweep_can_be_stopped() -> None:
    """Whoever is told how far it has come can end it."""
    told = []

    def notice(states: int, steps: int) -> bool:
        told.append((states, steps))
        return True

    found = sweep(_kernel(ScenarioMachine(crossing())), {}, notice=notice)

    assert isinstance(found, Cut)
    assert ("stopped", [(1, 4)]) == (found.limit, told)
