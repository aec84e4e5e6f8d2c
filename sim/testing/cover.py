"""A small set of plays that together touch every part of a scenario, as a first set of tests."""

from collections.abc import Iterator, Mapping

from sim.analysis.explore import Leg, joint_picks
from sim.analysis.fuzz import Plan, made, random_route
from sim.analysis.survey import Route, Survey
from sim.engine.machine import ScenarioMachine
from sim.engine.rules import joint, outcome
from sim.library import Opened
from sim.model.state import State
from sim.testing.coverage import units
from sim.testing.touched import Kind, touches
from sim.testing.writing import walk_route

_LEFT_OUT: frozenset[Kind] = frozenset(("joint", "citations"))
"""What is not asked for: there are too many of the one, and the other follows from the rest."""

_RANDOM = 400
"""Random plays of each act among which is chosen, besides the shortest to each part."""


def covering(opened: Opened, surveys: tuple[Survey, ...]) -> Iterator[tuple[Route, int]]:
    """Give plays, each of which touches something that none before it did, until nothing is left; with how much is new in each.

    Args:
        opened: the scenario.
        surveys: of its acts.

    """
    candidates = {route: _touched(opened, route) for route in _candidates(opened.machine, surveys)}
    known = {(kind, name) for kind, names in units(opened).items() if kind not in _LEFT_OUT for name in names}
    left = known & set().union(*candidates.values())
    while left:
        best = max(candidates, key=lambda route: (len(candidates[route] & left), -len(route.legs)))
        fresh = candidates.pop(best) & left
        left -= fresh
        yield best, len(fresh)


def _candidates(machine: ScenarioMachine, surveys: tuple[Survey, ...]) -> Iterator[Route]:
    for found in surveys:
        onward = _nearest_ends(found)
        ways: list[tuple[State, Leg | None]] = [(state, None) for state in found.scenes.values()]
        for parts in (found.branches, found.options, found.injects):
            ways += parts.values()
        for state, leg in dict.fromkeys(ways):
            yield _ended(machine, found, state, leg, onward)
        for course in machine.lookup.act(found.act).courses:
            for seed in range(_RANDOM):
                yield random_route(machine, Plan(found.act, course.id), seed)


def _nearest_ends(found: Survey) -> Mapping[State, State]:
    """Return for each state from which an outcome can be reached the next state on the shortest way there."""
    before: dict[State, list[State]] = {}
    for state, following in found.states.items():
        for after in following:
            before.setdefault(after, []).append(state)
    queue = [state for state in found.states if outcome(found.machine, state) is not None]
    onward: dict[State, State] = {}
    seen = set(queue)
    for state in queue:
        for earlier in before.get(state, []):
            if earlier not in seen:
                seen.add(earlier)
                onward[earlier] = state
                queue.append(earlier)
    return onward


def _ended(machine: ScenarioMachine, found: Survey, state: State, leg: Leg | None, onward: Mapping[State, State]) -> Route:
    """Return the way to a state, on by a leg if one is given, and from there the shortest way to an outcome."""
    route = found.route(state, *([leg] if leg else []))
    here = made(machine, state, leg).after if leg else state
    while here in onward:
        after = onward[here]
        step = _leg(machine, here, after)
        if step is None:
            break
        route, here = route.then(step), after
    return route


def _leg(machine: ScenarioMachine, state: State, after: State) -> Leg | None:
    """Return a joint choice that leads from one state to another; None where only an inject does."""
    for picks in joint_picks(machine, state):
        if joint(machine, state, dict(picks)).after == after:
            return Leg(state.scene, picks)
    return None


def _touched(opened: Opened, route: Route) -> set[tuple[Kind, str]]:
    moments = walk_route(opened, route).moments
    return {(kind, name) for moment in moments for kind, name in touches(opened, moment, views=False)}


def about(opened: Opened, route: Route, fresh: int) -> tuple[str, str]:
    """Return a name and a sentence for a play: where it ends, and how much of it is new."""
    table = walk_route(opened, route)
    turns = sum(isinstance(leg, Leg) and leg.inject is None for leg in route.legs)
    count = f"{turns} turn{'' if turns == 1 else 's'}"
    where = f"that ends in {table.scene}" if table.outcome else f"as far as {table.scene}"
    return f"{route.act}-{table.scene}", f"A play of {count} {where}; {fresh} parts are touched in it first."
