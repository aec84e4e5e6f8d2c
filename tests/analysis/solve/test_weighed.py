"""What is known of an act without keeping it is what is known of it state by state."""

from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import assume, given

from sim.analysis.kernel.compiled import Kernel, compile_act
from sim.analysis.solve.order import layers
from sim.analysis.solve.policies import POLICIES, Floats, Policy, profile
from sim.analysis.solve.reached import Block, Cut
from sim.analysis.solve.spread import flow_of, spread
from sim.analysis.solve.values import Solved, backwards, best_response, contracted, expected, solvable
from sim.analysis.solve.weighed import Weighed, weigh
from sim.analysis.solve.worth import aims, payoff
from sim.engine.machine import ScenarioMachine
from sim.engine.rules import start
from sim.library import open_scenario
from sim.model.ids import CHANCE, RoleId
from sim.model.scenario import Scenario
from tests import small
from tests.analysis.held import reached
from tests.analysis.solve.games import crossing, with_aims
from tests.strategies import scenarios


def _kernel(machine: ScenarioMachine, act: str = "one") -> Kernel:
    return compile_act(machine, act, [start(machine, act)])


def _solved(machine: ScenarioMachine, act: str = "one") -> Solved:
    found = reached(machine, act, [start(machine, act)])
    return solvable(found, layers(found))


def _as_kept(act: Solved, by: Mapping[RoleId, Policy]) -> tuple[list[tuple[float, float]], dict[tuple[str, str], float]]:
    """Return what is expected and what is best for each role, and what is at stake, from all states kept."""
    shares, met = profile(act.reached, by), aims(act.reached)
    visits = spread(act.reached, flow_of(act.reached, shares)).visits
    first = int(act.reached.starts[0])
    worth: list[tuple[float, float]] = []
    stakes: dict[tuple[str, str], float] = {}
    for role in act.reached.kernel.machine.scenario.roles:
        ends = payoff(met, role.id, act.reached.size)[:, None]
        value = expected(act, shares, ends)
        worth.append((float(value[first, 0]), float(best_response(act, shares, role.id, ends)[first, 0])))
        for layer, places, tensor in backwards(act, value):
            node = layer.block.node
            if role.id in node.roles:
                place = node.roles.index(role.id)
                facing = contracted(tensor, [part[places] for part in shares[node.number]], (place,))[:, :, 0]
                menu = layer.block.offered[place][places]
                hangs = np.where(menu, facing, -np.inf).max(axis=1) - np.where(menu, facing, np.inf).min(axis=1)
                key = (node.scene, role.id)
                stakes[key] = stakes.get(key, 0) + float(hangs @ visits[layer.block.first + places])
    return worth, stakes


def _agrees(machine: ScenarioMachine, found: Weighed, by: Mapping[RoleId, Policy], act: str = "one") -> None:
    worth, stakes = _as_kept(_solved(machine, act), by)

    assert np.array(worth) == pytest.approx(np.array([(one.expected, one.best) for one in found.worth]))
    assert stakes == pytest.approx({(one.scene, one.role): one.stake for one in found.stakes if (one.scene, one.role) in stakes})
    assert all(one.stake == 0 for one in found.stakes if (one.scene, one.role) not in stakes)
    assert sorted((one.stake for one in found.stakes), reverse=True) == [one.stake for one in found.stakes]
    assert CHANCE not in {one.role for one in found.stakes}


@given(scenarios)
def test_random_acts_are_weighed_as_if_they_were_kept(scenario: Scenario) -> None:
    """Where no play comes back to a scene, values, best answers and stakes are those of the act kept whole."""
    aim = {"calm": {"text": "Calm.", "when": {"at_most": {"tension": 2}}, "weight": 2}, "end": {"text": "An end.", "outcomes": ["settled"]}}
    machine = ScenarioMachine(with_aims(scenario, north=aim))
    found = weigh(_kernel(machine), {"north": POLICIES["cautious"]})
    assume(isinstance(found, Weighed))
    assert isinstance(found, Weighed)

    _agrees(machine, found, {"north": POLICIES["cautious"]})


def _by_state(_machine: ScenarioMachine, block: Block, role: int) -> Floats:
    """Choose the first option the more often, the higher the number of the state."""
    weights = block.offered[role].astype(np.float64)
    weights[:, 0] += block.packed
    found: Floats = weights / weights.sum(axis=1, keepdims=True)
    return found


@pytest.mark.parametrize("by", [{}, {"north": _by_state}], ids=["alike", "by-state"])
def test_a_small_act_is_weighed(by: Mapping[RoleId, Policy]) -> None:
    """Policies that choose alike in all states, and one that looks at each of them, come to what all states together come to."""
    machine = ScenarioMachine(crossing())
    found = weigh(_kernel(machine), by)
    assert isinstance(found, Weighed)

    _agrees(machine, found, by)
    assert 1.0 == next(one.visited for one in found.stakes if one.scene == "bank")


def test_a_shipped_act_is_weighed() -> None:
    """News that comes by itself, options with conditions and chance are weighed as they are kept."""
    machine = open_scenario("tutorial").machine
    found = weigh(_kernel(machine, "ferry"), {})
    assert isinstance(found, Weighed)

    _agrees(machine, found, {}, "ferry")


def test_many_states_of_a_scene_are_weighed_some_at_a_time() -> None:
    """A scene with eight thousand states, more than are worked on at once, comes to what all states together come to."""
    names = ("i0", "i1", "i2")
    steps = {name: {f"{name}-{by}": small.option(effects={name: by}) for by in range(20)} for name in names}
    last = {"stay": small.option(), "push": small.option("force", effects={"i0": 5, "i1": -5})}
    won = small.branch("won", when={"at_least": {"i0": 12}, "at_most": {"i1": 9}})
    scenes = {
        "first": small.scene({"north": {"options": steps["i0"]}, "south": {"options": steps["i1"]}}, [small.branch("second")]),
        "second": small.scene({"south": {"options": steps["i2"]}}, [small.branch("third")]),
        "third": small.scene({"north": {"options": last}}, [won, small.branch("lost")]),
        "won": small.outcome(),
        "lost": small.outcome("broken"),
    }
    aim = {"win": {"text": "Win.", "outcomes": ["settled"], "weight": 3}}
    scenario = small.scenario(scenes, indicators={name: small.indicator(19, start=0) for name in names})
    machine = ScenarioMachine(with_aims(scenario, north=aim, south=aim))
    found = weigh(_kernel(machine), {})
    assert isinstance(found, Weighed)

    assert found.states > 8_000
    _agrees(machine, found, {})


def test_what_cannot_be_swept_cannot_be_weighed() -> None:
    """An act with a way back is refused as a sweep refuses it."""
    assert Cut("a play can come back to a scene", 0, 0) == weigh(_kernel(small.machine()), {})


def test_values_are_asked_for_before_they_are_kept() -> None:
    """Where the sweep fits and the values do not, that is said with both figures."""
    kernel = _kernel(ScenarioMachine(crossing()))
    whole = weigh(kernel, {})
    assert isinstance(whole, Weighed)
    found = weigh(kernel, {}, whole.memory - 1)

    assert isinstance(found, Cut)
    assert f"values of {whole.memory:,} bytes where {whole.memory - 1:,} are allowed" == found.limit


@pytest.mark.parametrize("when", [0, 4], ids=["forward", "backward"])
def test_weighing_can_be_stopped(when: int) -> None:
    """Whoever is told how far it has come can end it, on the way forward and on the way back."""
    told: list[int] = []

    def notice(states: int, _steps: int) -> bool:
        told.append(states)
        return len(told) > when

    found = weigh(_kernel(ScenarioMachine(crossing())), {}, notice=notice)

    assert isinstance(found, Cut)
    assert ("stopped", when + 1) == (found.limit, len(told))
