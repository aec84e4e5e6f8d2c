"""Scenes as tables: joint choices are numbered, and what cannot be compiled is refused."""

import pytest

from sim.analysis.kernel.compiled import MOST_WAYS, compile_act
from sim.engine.machine import ScenarioMachine
from sim.engine.rules import start
from sim.errors import Fault
from tests import small


def test_joint_choices_are_numbered() -> None:
    """Every number stands for choices that have that number again."""
    machine = small.machine()
    node = compile_act(machine, "one", [start(machine, "one")]).nodes[0]

    assert 6 == node.joints
    assert (("north", "block"), ("south", "march")) == node.picks(3)
    assert [*range(6)] == [node.joint(node.picks(joint)) for joint in range(6)]


def test_an_outcome_has_no_joint_choices() -> None:
    """Where plays end, nothing is chosen and no news is tried."""
    machine = small.machine()
    kernel = compile_act(machine, "one", [start(machine, "one")])
    node = kernel.nodes[kernel.numbers["treaty"]]

    assert (0, ()) == (node.joints, node.news)


def test_a_condition_on_a_fixed_indicator_is_settled_when_compiling() -> None:
    """A branch, an option and an inject whose condition a constant never meets are left out of the tables."""
    never = {"at_least": {"fixed": 2}}
    scenario = small.scenario(
        {
            "bank": small.scene(
                {"north": {"options": {"go": small.option(), "fly": small.option(when=never)}}},
                [small.branch("over", when=never), small.branch("over")],
            ),
            "over": small.outcome(),
        },
        indicators={"fixed": small.indicator(3, 1)},
        injects={"news": small.inject(when=never)},
    )
    machine = ScenarioMachine(scenario)
    node = compile_act(machine, "one", [start(machine, "one")]).nodes[0]

    assert [1] == node.branch.tolist()
    assert {(0, 1): ()} == node.open_when
    assert () == node.news[0].when


def test_too_many_ways_out_are_refused() -> None:
    """A scene with more ways out than bits of a number is refused, by name."""
    options = {f"o{place}": small.option() for place in range(MOST_WAYS + 1)}
    branches = [small.branch("over", when={"chose": {"north": name}}) for name in options]
    scenario = small.scenario(
        {"bank": small.scene({"north": {"options": options}}, [*branches, small.branch("over")]), "over": small.outcome()}
    )
    machine = ScenarioMachine(scenario)

    with pytest.raises(Fault, match="scene bank") as caught:
        compile_act(machine, "one", [start(machine, "one")])
    assert "too-many-ways" == caught.value.code
