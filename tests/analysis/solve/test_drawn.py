"""Joint choices are drawn as often as they are probable."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.analysis.kernel.compiled import compile_act
from sim.analysis.kernel.lanes import turns_of
from sim.analysis.solve.drawn import Choices, slots_of
from sim.analysis.solve.policies import Floats, Policy, uniform, weighted
from sim.analysis.solve.reached import Block
from sim.engine.machine import ScenarioMachine
from sim.engine.rules import start
from tests import small


@given(st.lists(st.integers(0, 1_000), min_size=1, max_size=40).filter(any))
def test_slots_hold_the_probabilities(weights: list[int]) -> None:
    """Of all numbers of 32 bits, each joint choice gets its share, to a few of them; one that cannot be gets none."""
    shares = np.array(weights) / sum(weights)
    slots = slots_of(shares)
    width = 2**slots.shift
    counts = dict.fromkeys(range(len(slots.cuts)), 0)
    for slot, cut in enumerate(slots.cuts.tolist()):
        counts[slot] += cut - slot * width
        counts[int(slots.others[slot])] += (slot + 1) * width - cut

    assert 2**32 == sum(counts.values())
    assert all(abs(counts[place] - share * 2**32) <= len(weights) for place, share in enumerate(shares))
    assert all(counts[place] == 0 for place in counts if place >= len(weights) or weights[place] == 0)


def test_numbers_fall_into_slots() -> None:
    """The lowest and the highest number, and those about a cut, fall where the slots say."""
    slots = slots_of(np.array([0.25, 0.75]))
    raw = np.array([0, 2**30 - 1, 2**30, 2**31, 2**32 - 1], dtype=np.uint32)

    assert [0, 0, 1, 1, 1] == slots.found(raw).tolist()


def _drawn(by: Policy, values: Sequence[int], count: int) -> tuple[list[int], list[int]]:
    """Return joint choices for plays in states that differ in the water, some of each, with the water of each."""
    menu = {"stay": small.option("wait"), "wade": small.option("force", when={"at_least": {"water": 3}})}
    scenario = small.scenario(
        {"bank": small.scene({"north": {"options": menu}}, [small.branch("over", effects={"water": 1})]), "over": small.outcome()},
        indicators={"water": small.indicator(9)},
    )
    machine = ScenarioMachine(scenario)
    kernel = compile_act(machine, "one", [start(machine, "one")])
    lanes, _ = turns_of(kernel)
    words = lanes.laid(np.repeat(np.array(values), count))
    found = [*Choices(kernel, lanes, {"north": by}, 1).drawn(kernel.nodes[0], words)]
    return [int(one) for _, joint in found for one in joint], [int(one) for some, _ in found for one in lanes.digit(some, 0)]


def test_menus_are_told_apart() -> None:
    """Plays are handed back by what is offered to them; what is not offered is never drawn."""
    joint, water = _drawn(uniform, [1, 5], 2_000)

    assert {(0, 1), (0, 5), (1, 5)} == {*zip(joint, water, strict=True)}


def _by_state(_machine: ScenarioMachine, block: Block, _role: int) -> Floats:
    """Wade in half of the states."""
    wades = block.packed % 2
    return np.stack([1.0 - wades, wades * 1.0], axis=1)


def test_a_policy_may_read_the_state() -> None:
    """A policy that looks at more than the menu is asked for every state."""
    joint, water = _drawn(_by_state, [4, 5, 7, 8], 50)

    assert [value % 2 for value in water] == joint


@pytest.mark.parametrize("by", [weighted({("bank", "north", "wade"): 1.0})], ids=["weighted"])
def test_weights_are_kept_to(by: Policy) -> None:
    """Where only one option has a weight, it is drawn wherever it is offered."""
    joint, water = _drawn(by, [1, 5], 20)

    assert [int(value >= 3) for value in water] == joint
