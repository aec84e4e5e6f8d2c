"""A failing play made as short as it can be.

Rule 1: what counts as a failure is asked of a function, so that the rules are not the only judge.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from sim.analysis.explore import Leg, joint_picks
from sim.analysis.fuzz import made
from sim.analysis.survey import Onward, Route
from sim.engine.campaign import carried, next_act
from sim.engine.machine import ScenarioMachine
from sim.engine.rules import offered, outcome, start
from sim.errors import SimError
from sim.model.state import State

Judge: TypeAlias = Callable[[Route], str]
"""Says what is wrong with a play, the kind before the first colon; empty where nothing is."""


def playable(machine: ScenarioMachine, route: Route) -> bool:
    """Tell whether every leg of a route begins where the one before it ends, and chooses what is offered there."""
    state = start(machine, route.act, route.course)
    for place, leg in enumerate(route.legs, 1):
        if isinstance(leg, Onward):
            if outcome(machine, state) is None or next_act(machine, machine.lookup.act_of[state.scene].id) != leg.to:
                return False
            state, _ = carried(machine, state, leg.to)
            continue
        if leg.scene != state.scene or not _admitted(machine, state, leg):
            return False
        try:
            state = made(machine, state, leg).after
        except SimError:
            return place == len(route.legs)
    return True


def _admitted(machine: ScenarioMachine, state: State, leg: Leg) -> bool:
    plan = machine.plans[state.scene]
    if leg.inject is not None:
        return leg.inject in plan.injects and leg.inject not in state.fired
    return all(option in {entry.id for entry in offered(machine, state, role)} for role, option in leg.picks)


def shrink(machine: ScenarioMachine, route: Route, judge: Judge, tries: int = 2_000) -> Route:
    """Return the shortest play found that fails in the same way as a given one.

    Legs are taken out and choices made simpler while that is possible; then all plays that are shorter still are tried, the shortest first.

    Args:
        machine: the compiled scenario.
        route: a play that fails.
        judge: says how.
        tries: plays that are judged in each of the two ways, at most.

    """
    wrong = _kind(judge(route))

    def fails(other: Route) -> bool:
        return _kind(judge(other)) == wrong

    best = _simplified(machine, route, fails, tries)
    return next((shorter for shorter in _by_length(machine, best, tries) if fails(shorter)), best)


def _simplified(machine: ScenarioMachine, route: Route, fails: Callable[[Route], bool], tries: int) -> Route:
    best, left = route, tries
    while left > 0:
        for shorter in _shorter(machine, best):
            if left > 0 and playable(machine, shorter):
                left -= 1
                if fails(shorter):
                    best = shorter
                    break
        else:
            break
    return best


def _by_length(machine: ScenarioMachine, best: Route, tries: int) -> Iterator[Route]:
    """Give plays of the same act and course with fewer legs, the shortest first, one for each state that they come to."""
    first = start(machine, best.act, best.course)
    queue: list[tuple[State, Route]] = [(first, Route(best.act, best.course))]
    seen = {first}
    for state, route in queue:
        if len(route.legs) + 1 >= len(best.legs):
            return
        legs = [Leg(state.scene, picks) for picks in joint_picks(machine, state)]
        legs += [Leg(state.scene, (), inject) for inject in machine.plans[state.scene].injects if inject not in state.fired]
        for leg in legs:
            longer = route.then(leg)
            try:
                after = made(machine, state, leg).after
            except SimError:
                yield longer
                continue
            if after in seen:
                continue
            seen.add(after)
            queue.append((after, longer))
            if len(seen) > tries:
                return
            yield longer


def _kind(said: str) -> str:
    """Return what a failure is, without the details after the first colon."""
    return said.partition(":")[0]


def _shorter(machine: ScenarioMachine, route: Route) -> Iterator[Route]:
    """Give plays that are simpler than a given one, the shortest first."""
    legs = route.legs
    for count in range(1, len(legs)):
        yield _with(route, legs[:count])
    for size in range(len(legs) - 1, 0, -1):
        for begin in range(len(legs) - size + 1):
            yield _with(route, legs[:begin] + legs[begin + size :])
    for place, leg in enumerate(legs):
        if isinstance(leg, Leg):
            for simpler in _simpler(machine, leg):
                yield _with(route, (*legs[:place], simpler, *legs[place + 1 :]))


def _with(route: Route, legs: Sequence[Leg | Onward]) -> Route:
    return Route(route.act, route.course, tuple(legs))


def _simpler(machine: ScenarioMachine, leg: Leg) -> Iterator[Leg]:
    """Give a leg with one choice replaced by an option that stands further up."""
    for role, option in leg.picks:
        options = [*machine.plans[leg.scene].options[role]]
        for other in options[: options.index(option)]:
            yield Leg(leg.scene, tuple((one, other if one == role else picked) for one, picked in leg.picks))
