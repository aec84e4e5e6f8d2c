"""What lanes come to is what the kernel comes to, which is held to the engine."""

import numpy as np
import pytest
from hypothesis import given

from sim.analysis.kernel.compiled import Change
from sim.analysis.kernel.lanes import Lanes, Moves, turns_of
from sim.analysis.solve.reached import Reached
from sim.engine.machine import ScenarioMachine
from sim.engine.rules import start
from sim.library import open_scenario
from sim.model.scenario import Scenario
from tests import small
from tests.analysis.held import compare, reached
from tests.analysis.solve.games import crossing
from tests.strategies import scenarios


def _agreed(found: Reached) -> int:
    """Hold lanes to every row and joint choice, and return how many joint steps there were."""
    lanes, turns = turns_of(found.kernel)
    steps = 0
    for block in found.playing:
        for joint in range(block.node.joints):
            rows = np.flatnonzero(block.after[:, joint] >= 0)
            words = lanes.laid(block.packed[rows])
            assert block.packed[rows].tolist() == lanes.packed(words).tolist()
            to, after = turns[block.node.number].after(words, np.full(len(rows), joint))
            found_rows = [
                found.blocks[scene].first + int(np.searchsorted(found.blocks[scene].packed, packed))
                for scene, packed in zip(to.tolist(), lanes.packed(after).tolist(), strict=True)
            ]
            assert block.after[rows, joint].tolist() == found_rows
            assert set(to.tolist()) <= {*turns[block.node.number].leads}
            steps += len(rows)
    return steps


@given(scenarios)
def test_lanes_agree_on_random_scenarios(scenario: Scenario) -> None:
    """Every joint choice in every state of a random scenario leads where it leads in packed numbers."""
    found = reached(ScenarioMachine(scenario))

    assert found.steps == _agreed(found)


@pytest.mark.parametrize("scenario", [small.stand_off(), crossing()], ids=["stand-off", "crossing"])
def test_lanes_agree_on_small_scenarios(scenario: Scenario) -> None:
    """News, conditions, chance and ways back come to the same in lanes."""
    found = reached(ScenarioMachine(scenario))

    assert found.steps == _agreed(found)


@pytest.mark.whole
@pytest.mark.parametrize("act", ["2021", "2022", "2023"])
def test_lanes_agree_on_the_shipped_scenario(act: str) -> None:
    """Every joint choice in every state of each act leads where it leads in packed numbers."""
    machine = open_scenario("kosovo").machine
    found = reached(machine, act, [start(machine, act)])

    assert found.steps == _agreed(found)


def _wide(high: int, count: int = 1) -> Scenario:
    """Return a scenario of one turn after another with indicators of many values, which are pushed beyond their bounds."""
    amounts = (-3 * high, -1, 1, high // 2, 3 * high)
    options = {
        f"o{place}": small.option(effects={f"i{place % count}": amounts[place % len(amounts)], "f": 1})
        for place in range(max(count, len(amounts)))
    }
    options["set"] = small.option(effects={"i0": f"= {high}", "f": "= 0"})
    later = {f"i{count - 1}": -high - 2}
    return small.scenario(
        {
            "first": small.scene(
                {"north": {"options": options}, "south": {"options": options}},
                [small.branch("over", when={"at_least": {"i0": high}}, effects=later), small.branch("second")],
            ),
            "second": small.scene(
                {"north": {"options": options}}, [small.branch("lost", when={"at_most": {"i0": 1}}), small.branch("over")]
            ),
            "over": small.outcome(),
            "lost": small.outcome("broken"),
        },
        indicators={"f": small.indicator(1), "still": small.indicator(0)}
        | {f"i{place}": small.indicator(high, start=1) for place in range(count)},
    )


@pytest.mark.parametrize(("high", "count", "words", "width"), [(40, 11, 2, 8), (63, 1, 1, 8), (64, 1, 1, 16), (20_000, 1, 1, 32)])
def test_lanes_are_as_wide_as_they_need_to_be(high: int, count: int, words: int, width: int) -> None:
    """Indicators of few and of many values, in one word or in several, are clamped as the engine clamps them."""
    found = reached(ScenarioMachine(_wide(high, count)))
    lanes = Lanes(found.kernel.space)

    assert (words, width) == (lanes.words, np.dtype(lanes.type).itemsize * 8)
    assert found.steps == _agreed(found) == compare(found)


@pytest.mark.parametrize(("effects", "places"), [({"still": 1}, 1), ({}, 0)], ids=["one-value", "no-variables"])
def test_an_act_may_have_nothing_to_change(effects: dict[str, object], places: int) -> None:
    """Adding to an indicator whose lowest value is its highest changes nothing; an act without changes needs no lanes at all."""
    bank = small.scene({"north": {"options": {"push": small.option(effects=effects)}}}, [small.branch("over")])
    found = reached(ScenarioMachine(small.scenario({"bank": bank, "over": small.outcome()}, indicators={"still": small.indicator(0)})))
    lanes = Lanes(found.kernel.space)

    assert 1 == _agreed(found)
    assert places == len(lanes.places)
    assert Moves(lanes, 1, [((Change(add=1),), np.array([0]))] * places).idle
