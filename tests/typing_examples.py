"""How a notebook or a script uses the public names; `mypy --strict` holds their types to what is written here, and a test runs it."""

from typing import assert_type

import sim
from sim.engine.machine import ScenarioMachine
from sim.model.scene import Option


def a_turn() -> sim.State:
    """Play one turn by the rules alone."""
    opened = assert_type(sim.open_scenario("tutorial"), sim.OpenScenario)
    machine = assert_type(opened.machine, ScenarioMachine)
    state = sim.start(machine, opened.scenario.acts[0].id)
    for role in machine.plans[state.scene].roles:
        options = assert_type(sim.legal(machine, state, role), tuple[Option, ...])
        state = assert_type(sim.step(machine, state, sim.Chose(role=role, option=options[0].id)), sim.Step).after
    return assert_type(state, sim.State)


def a_refusal() -> str:
    """Ask for a scenario that there is not."""
    try:
        sim.open_scenario("nowhere")
    except sim.SimError as error:
        return assert_type(error.code, str)
    return ""
