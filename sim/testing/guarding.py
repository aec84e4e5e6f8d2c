"""Plays that notice slips which a scenario's own plays do not: few of them, each from a beginning to an end.

Rule 1: first random plays, because one of many turns notices many slips; then, for what is left, the nearest turn that tells.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sim.analysis.explore import Leg
from sim.analysis.fuzz import Plan, made, random_route
from sim.analysis.mutate import Mutant, mutants
from sim.analysis.survey import Onward, Route, Survey
from sim.engine.campaign import carried
from sim.engine.machine import ScenarioMachine
from sim.engine.rules import start
from sim.library import OpenScenario
from sim.model.crossref import problems
from sim.model.ids import SceneId
from sim.model.state import State
from sim.testing.cover import Onwards
from sim.testing.golden import is_traced
from sim.testing.mutation import Guard, telling
from sim.testing.slip import Slip

_RANDOM = 300
"""Random plays of each course of an act among which is chosen."""
_LEAST = 2
"""Slips that a random play has to notice first to be kept; single ones get the shortest play that tells them."""
_TRIES = 10_000
"""How often a slip that no random play noticed is looked for; one that changes next to nothing may be missed by it."""


@dataclass(frozen=True, slots=True)
class Guarding:
    """A play, and the slips that no other notices, or that no play before it did."""

    route: Route
    notices: tuple[Mutant, ...]


def guarding(opened: OpenScenario, surveys: tuple[Survey, ...], plays: tuple[Guard, ...]) -> Iterator[Guarding]:
    """Give plays that together notice the slips that can be noticed and that a scenario's own plays do not.

    Args:
        opened: the scenario.
        surveys: of its acts; slips elsewhere are left alone.
        plays: its own plays; only those with a golden trace count, because the trace is what notices.

    """
    every = [turn for guard in plays if is_traced(guard.case) for turn in guard.turns]
    for found in surveys:
        turns = [turn for turn in every if opened.machine.lookup.act_of[turn[0].scene].id == found.act]
        slips = [Slip(mutant) for mutant in mutants(opened.scenario) if mutant.act == found.act]
        noticed = _Watch(opened.machine, slips).over(turns)
        left = [slip for slip in slips if slip not in noticed and not problems(slip.mutant.scenario)]
        yield from _needed(_chosen(opened, found, left))


class _Watch:
    """Which of some slips a turn shows; each turn is looked at once."""

    def __init__(self, machine: ScenarioMachine, slips: Iterable[Slip]) -> None:
        """Sort the slips by the scene that they change."""
        self.machine = machine
        self.by_scene: dict[SceneId | None, list[Slip]] = {}
        for slip in slips:
            self.by_scene.setdefault(slip.mutant.scene, []).append(slip)
        self.known: dict[tuple[State, Leg], frozenset[Slip]] = {}

    def over(self, turns: Iterable[tuple[State, Leg]]) -> set[Slip]:
        """Return the slips that some of the turns show."""
        return set[Slip]().union(*(self.at(turn) for turn in turns))

    def at(self, turn: tuple[State, Leg]) -> frozenset[Slip]:
        """Return the slips that one turn shows."""
        if turn not in self.known:
            state, leg = turn
            concerned = (*self.by_scene.get(state.scene, ()), *self.by_scene.get(None, ()))
            before = made(self.machine, state, leg)
            self.known[turn] = frozenset(slip for slip in concerned if slip.offers(self.machine, state) or slip.makes(state, leg, before))
        return self.known[turn]


def _turns(machine: ScenarioMachine, route: Route) -> Iterator[tuple[State, Leg]]:
    state = start(machine, route.act, route.course)
    for leg in route.legs:
        if isinstance(leg, Onward):
            state, _ = carried(machine, state, leg.to)
        else:
            yield state, leg
            state = made(machine, state, leg).after


def _chosen(opened: OpenScenario, found: Survey, left: Sequence[Slip]) -> list[tuple[Route, set[Slip]]]:
    """Return plays that notice all of some slips, as far as that can be, each with everything that it notices."""
    machine, watch = opened.machine, _Watch(opened.machine, left)
    courses = machine.lookup.act(found.act).courses if left else ()
    routes = [random_route(machine, Plan(found.act, course.id), seed) for course in courses for seed in range(_RANDOM)]
    candidates = {route: watch.over(_turns(machine, route)) for route in routes}
    unseen = set(left)
    chosen = [*_greedy(candidates, unseen, _LEAST)]
    onwards = Onwards(found)
    nearest = [onwards.ended(*turn) for turn in telling(machine, unseen, found, _TRIES).values()]
    chosen += _greedy({route: watch.over(_turns(machine, route)) for route in nearest}, unseen, 1)
    return chosen


def _greedy(candidates: dict[Route, set[Slip]], unseen: set[Slip], least: int) -> Iterator[tuple[Route, set[Slip]]]:
    """Give the play that notices most of what none before it did, again and again, as long as that is worth it."""
    while candidates:
        best = max(candidates, key=lambda route: (len(candidates[route] & unseen), -len(route.legs)))
        noticed = candidates.pop(best)
        if len(noticed & unseen) < least:
            break
        unseen -= noticed
        yield best, noticed


def _needed(chosen: list[tuple[Route, set[Slip]]]) -> Iterator[Guarding]:
    """Leave out the plays whose slips all are noticed by others."""
    kept = [*chosen]
    for one in chosen:
        others = set[Slip]().union(*(noticed for other, noticed in kept if other is not one[0]))
        if one[1] <= others:
            kept.remove(one)
    seen: set[Slip] = set()
    for route, noticed in kept:
        fresh = sorted(noticed - seen, key=lambda slip: slip.mutant.path)
        seen |= noticed
        yield Guarding(route, tuple(slip.mutant for slip in fresh))
