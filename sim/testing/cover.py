"""A small set of plays that together touch every part of a scenario, as a first set of tests."""

from collections.abc import Iterator

from sim.analysis.explore import Leg, joint_picks
from sim.analysis.fuzz import Plan, made, random_route
from sim.analysis.survey import Route, Survey
from sim.engine.machine import ScenarioMachine
from sim.engine.rules import joint, outcome
from sim.library import OpenScenario
from sim.model.state import State
from sim.testing.coverage import units
from sim.testing.keeping import Kept
from sim.testing.touched import Kind, touches
from sim.testing.writing import Named, walk_route

_LEFT_OUT: frozenset[Kind] = frozenset(("joint", "citations"))
"""What is not asked for: there are too many of the one, and the other follows from the rest."""

_RANDOM = 400
"""Random plays of each act among which is chosen, besides the shortest to each part."""


def covering(opened: OpenScenario, surveys: tuple[Survey, ...]) -> Iterator[tuple[Route, int]]:
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
        onwards = Onwards(found)
        ways: list[tuple[State, Leg | None]] = [(state, None) for state in found.scenes.values()]
        for parts in (found.branches, found.options, found.injects):
            ways += parts.values()
        for state, leg in dict.fromkeys(ways):
            yield onwards.ended(state, leg)
        for course in machine.lookup.act(found.act).courses:
            for seed in range(_RANDOM):
                yield random_route(machine, Plan(found.act, course.id), seed)


class Onwards:
    """The shortest ways from the states of an act to an outcome."""

    def __init__(self, found: Survey) -> None:
        """Work them out, from the outcomes back."""
        self.found = found
        before: dict[State, list[State]] = {}
        for state, following in found.states.items():
            for after in following:
                before.setdefault(after, []).append(state)
        queue = [state for state in found.states if outcome(found.machine, state) is not None]
        self._next: dict[State, State] = {}
        seen = set(queue)
        for state in queue:
            for earlier in before.get(state, []):
                if earlier not in seen:
                    seen.add(earlier)
                    self._next[earlier] = state
                    queue.append(earlier)

    def ended(self, state: State, leg: Leg | None = None) -> Route:
        """Return the way to a state, on by a leg if one is given, and from there the shortest way to an outcome."""
        machine = self.found.machine
        route = self.found.route(state, *([leg] if leg else []))
        here = made(machine, state, leg).after if leg else state
        while here in self._next:
            after = self._next[here]
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


def _touched(opened: OpenScenario, route: Route) -> set[tuple[Kind, str]]:
    moments = walk_route(opened, route).moments
    return {(kind, name) for moment in moments for kind, name in touches(opened, moment, views=False)}


def kept(opened: OpenScenario, route: Route, shows: str, about: str) -> Kept:
    """Return a play with the file that it goes into: one for each act and end.

    Args:
        opened: the scenario.
        route: the play.
        shows: what the plays of the file are for; the end is added.
        about: what this play is for; its length is added.

    """
    table = walk_route(opened, route)
    turns = sum(isinstance(leg, Leg) and leg.inject is None for leg in route.legs)
    where = f"that end in {table.scene}" if table.outcome else f"as far as {table.scene}"
    count = f"{turns} turn{'' if turns == 1 else 's'}"
    return Kept(
        f"{route.act}-{table.scene}", f"Plays of act {route.act} {where}: {shows}.", Named(route.course, f"{count}; {about}", route)
    )
