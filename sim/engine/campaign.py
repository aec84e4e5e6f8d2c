"""Acts in a row: what one act leaves to the next, and which aims a role met at the end of one."""

from itertools import pairwise

from sim.engine.machine import ScenarioMachine, change
from sim.engine.rules import outcome, start
from sim.errors import Illegal
from sim.model.condition import holds
from sim.model.ids import ActId, RoleId
from sim.model.scenario import Aim, Carry
from sim.model.state import State


def next_act(machine: ScenarioMachine, act: ActId) -> ActId | None:
    """Return the act that follows in the scenario's campaign, or None after the last and where there is no campaign."""
    acts = machine.scenario.campaign.acts if machine.scenario.campaign else ()
    return next((after for before, after in pairwise(acts) if before == act), None)


def carried(machine: ScenarioMachine, state: State, into: ActId) -> tuple[State, tuple[Carry, ...]]:
    """Return where the next act begins after an outcome, and the carry rules that made it so, in file order.

    Args:
        machine: the compiled scenario.
        state: an outcome of the act before.
        into: the next act; it is entered by its course `whole`.

    Raises:
        Illegal: the play has not reached an outcome.

    """
    ended = outcome(machine, state)
    if ended is None:
        message = "the act is not over; the next one begins after its outcome"
        raise Illegal(message, "act-not-over")
    values = machine.values(state)
    rules = machine.scenario.campaign.carry if machine.scenario.campaign else ()
    matching = tuple(
        rule
        for rule in rules
        if rule.into == into and (not rule.outcomes or ended.outcome_class in rule.outcomes) and holds(rule.when, {}, values)
    )
    fresh = start(machine, into)
    begun = machine.values(fresh)
    change(machine, begun, [effect for rule in matching for effect in rule.effects])
    indicators = tuple(begun.values())
    return State(fresh.scene, indicators, indicators), matching


def aims(machine: ScenarioMachine, state: State, role: RoleId) -> tuple[tuple[Aim, bool], ...]:
    """Return a role's aims for the act of an outcome, in file order, each with whether it is met.

    Raises:
        Illegal: the play has not reached an outcome.

    """
    ended = outcome(machine, state)
    if ended is None:
        message = "aims are met or not at an outcome, and the act is not over"
        raise Illegal(message, "act-not-over")
    act = machine.lookup.act_of[state.scene].id
    values = machine.values(state)
    declared = next((entry.aims for entry in machine.scenario.roles if entry.id == role), ())
    return tuple(
        (aim, (not aim.outcomes or ended.outcome_class in aim.outcomes) and holds(aim.when, {}, values))
        for aim in declared
        if aim.counts_in(act)
    )
