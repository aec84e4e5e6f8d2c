"""Random plays by policy.

Rule 1: a play follows from its seed alone, so that anybody can make it again.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from sim.analysis.explore import Leg
from sim.analysis.survey import Onward, Route
from sim.engine.campaign import carried, next_act
from sim.engine.machine import ScenarioMachine
from sim.engine.policy import BOTS, draw, pick
from sim.engine.rules import joint, outcome, start, step
from sim.errors import SimError
from sim.model.events import Injected
from sim.model.ids import ActId, CourseId, RoleId, Seed
from sim.model.state import State, Step

MIXED = "mixed"
"""The policy by which each role of each play has a bot of its own, drawn."""

_NEWS = 8
"""One turn in so many brings an inject of the facilitator's, where there is one to release."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How plays are made."""

    act: ActId
    course: CourseId = "whole"
    campaign: bool = False
    """Whether the acts that follow are played too."""
    policy: str = MIXED
    """Name of a bot that decides for every role, or `mixed`."""
    turns: int = 200
    """A play is cut off after so many."""
    injects: bool = True
    """Whether the facilitator releases injects."""


def random_route(machine: ScenarioMachine, plan: Plan, seed: Seed) -> Route:
    """Return the play that follows from a seed; it ends with an outcome, or where it is cut off."""
    route = Route(plan.act, plan.course)
    state = start(machine, plan.act, plan.course)
    bots = _bots(machine, plan, seed)
    for turn in range(plan.turns):
        if outcome(machine, state) is not None:
            after = next_act(machine, machine.lookup.act_of[state.scene].id) if plan.campaign else None
            if after is None:
                break
            route = route.then(Onward(after))
            state, _ = carried(machine, state, after)
        leg = _leg(machine, state, bots, partial(draw, seed, turn, state.scene), injects=plan.injects)
        route = route.then(leg)
        try:
            state = made(machine, state, leg).after
        except SimError:
            break  # what the rules refuse or fail at, the judge will tell
    return route


def _bots(machine: ScenarioMachine, plan: Plan, seed: Seed) -> dict[RoleId, str]:
    if plan.policy != MIXED:
        return {role.id: plan.policy for role in machine.scenario.roles}
    names = [*BOTS]
    return {role.id: names[draw(seed, -1, plan.act, role.id) % len(names)] for role in machine.scenario.roles}


def _leg(machine: ScenarioMachine, state: State, bots: Mapping[RoleId, str], drawn: Callable[[str], int], *, injects: bool) -> Leg:
    plan = machine.plans[state.scene]
    fresh = [inject for inject in plan.injects if inject not in state.fired] if injects else []
    news = drawn("facilitator")
    if fresh and news % _NEWS == 0:
        return Leg(state.scene, (), fresh[news // _NEWS % len(fresh)])
    return Leg(state.scene, tuple((role, pick(machine, state, role, bots, drawn(role))) for role in plan.roles))


def made(machine: ScenarioMachine, state: State, leg: Leg) -> Step:
    """Return what a leg makes of a state.

    Raises:
        SimError: the rules refuse it.

    """
    return joint(machine, state, dict(leg.picks)) if leg.inject is None else step(machine, state, Injected(inject=leg.inject))
