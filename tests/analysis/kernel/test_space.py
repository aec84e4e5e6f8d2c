"""Packed states: which digits there are, and that packing loses nothing."""

import pytest

from sim.analysis.kernel.space import Variable, inject_name, space_of
from sim.engine.machine import ScenarioMachine
from sim.engine.rules import start
from sim.errors import Fault
from sim.model.state import State
from tests import small
from tests.analysis.solve.games import crossing


def test_an_indicator_has_the_digits_that_it_can_come_to() -> None:
    """Only values on the lattice of starts, bounds and effects have a digit; conditional injects have one of their own."""
    scenario = small.scenario(
        {
            "bank": small.scene({"north": {"options": {"go": small.option(effects={"water": 4})}}}, [small.branch("over")]),
            "over": small.outcome(),
        },
        indicators={"water": small.indicator(8, 2), "never": small.indicator(5, 3)},
        injects={"rain": small.inject(scenes=["bank"]), "letter": small.inject()},
    )
    machine = ScenarioMachine(scenario)
    space = space_of(machine, "one", [start(machine, "one")])

    assert (Variable("water", 0, 2, 5, 1), Variable(inject_name("rain"), 0, 1, 2, 5)) == space.variables
    assert (("never", 3),) == space.fixed
    assert 10 == space.cells


def test_an_indicator_that_begins_differently_is_no_constant() -> None:
    """What nothing changes, but begins with one value or another, has digits too."""
    machine = ScenarioMachine(crossing())
    first = start(machine, "one")
    other = State(first.scene, (0, 1), (0, 1))

    assert "told" in {variable.name for variable in space_of(machine, "one", [first, other]).variables}


def test_packing_loses_nothing() -> None:
    """The values of a packed state, unpacked, are those of the state; injects that have fired are 1."""
    machine = ScenarioMachine(crossing())
    first = start(machine, "one")
    state = State("ford", (7, 1), (7, 1), (), ("warning",))
    space = space_of(machine, "one", [first])

    assert {"water": 7, "told": 1, "inject:warning": 1} == space.unpack(space.pack(machine, state))


def test_more_states_than_numbers_are_refused() -> None:
    """An act with more combinations than numbers of 64 bits is refused."""
    names = [f"i{place}" for place in range(20)]
    go = {"north": {"options": {"go": small.option(effects=dict.fromkeys(names, 1))}}}
    scenario = small.scenario(
        {"bank": small.scene(go, [small.branch("over")]), "over": small.outcome()},
        indicators={name: small.indicator(10) for name in names},
    )
    machine = ScenarioMachine(scenario)

    with pytest.raises(Fault) as caught:
        space_of(machine, "one", [start(machine, "one")])
    assert "too-many-cells" == caught.value.code
