"""Whether a scenario's plays and checks notice a slip: each mutant is checked, then played, until something fails.

Rule 1: a mutant that no play can tell from the scenario is not counted; that it is one is proven over every reachable state.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from sim.analysis.explore import Leg, joint_picks
from sim.analysis.mutate import Mutant, mutants
from sim.analysis.survey import Route, Survey
from sim.engine.machine import ScenarioMachine
from sim.engine.rules import joint, step
from sim.errors import SimError
from sim.library import Opened
from sim.model.crossref import problems
from sim.model.events import Injected
from sim.model.ids import SceneId
from sim.model.state import State
from sim.testing.checkup import play_files
from sim.testing.golden import check_trace
from sim.testing.run import run
from sim.testing.script import Case, read_script
from sim.testing.trace import trace
from sim.testing.writing import walk_route


@dataclass(frozen=True, slots=True)
class Guard:
    """One play, and the scenes that it comes to."""

    case: Case
    scenes: frozenset[SceneId]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a mutant."""

    mutant: Mutant
    killed_by: str
    """`check`, or the name of a play; empty where nothing noticed."""


def guards(opened: Opened) -> tuple[Guard, ...]:
    """Return a scenario's own plays, all of which go as they say.

    Raises:
        SimError: one of them does not.

    """
    found = []
    for path in play_files(opened.folder) if opened.folder else ():
        for case in read_script(path).cases:
            table = run(case, opened)
            check_trace(case, table, bless=False)
            found.append(Guard(case, frozenset(moment.session.state.scene for moment in table.moments)))
    return tuple(found)


def drawn(opened: Opened, seed: int) -> Iterator[Mutant]:
    """Give every mutant of a scenario, in an order that follows from a seed."""
    every = [*mutants(opened.scenario)]
    every.sort(key=lambda mutant: hashlib.sha256(f"{seed}/{mutant.path}/{mutant.what}".encode()).digest())
    yield from every


def judged(opened: Opened, mutant: Mutant, plays: Iterable[Guard]) -> Verdict:
    """Return what notices a mutant first."""
    if problems(mutant.scenario):
        return Verdict(mutant, "check")
    changed = replace(opened, scenario=mutant.scenario, machine=ScenarioMachine(mutant.scenario))
    for guard in plays:
        if mutant.scene is not None and mutant.scene not in guard.scenes:
            continue  # a play that never comes there goes as before
        try:
            check_trace(guard.case, run(guard.case, changed), bless=False)
        except SimError:
            return Verdict(mutant, guard.case.title)
    return Verdict(mutant, "")


def is_equivalent(opened: Opened, mutant: Mutant, surveys: Iterable[Survey]) -> bool:
    """Tell whether a mutant plays like the scenario in every state that a play can reach, so that nothing could notice it.

    Args:
        opened: the scenario.
        mutant: with a slip.
        surveys: of the scenario's acts; where that of the mutant's act is not exhaustive, nothing is proven and the answer is no.

    """
    survey = _survey(mutant, surveys)
    return survey.exhaustive and telling(opened, mutant, surveys) is None


def telling(opened: Opened, mutant: Mutant, surveys: Iterable[Survey]) -> Route | None:
    """Return the shortest play that a mutant plays otherwise than the scenario; None where none was found."""
    survey = _survey(mutant, surveys)
    changed = ScenarioMachine(mutant.scenario)
    for state in survey.states:
        if mutant.scene in {None, state.scene}:
            legs = _differing(opened.machine, changed, state)
            if legs is not None:
                return survey.route(state, *legs)
    return None


def _survey(mutant: Mutant, surveys: Iterable[Survey]) -> Survey:
    return next(found for found in surveys if found.act == mutant.act)


def _differing(machine: ScenarioMachine, changed: ScenarioMachine, state: State) -> tuple[Leg, ...] | None:
    """Return what shows that a turn offers or makes something else, no leg where its menu shows it; None where nothing does."""
    joints = [*joint_picks(machine, state)]
    if joints != [*joint_picks(changed, state)]:
        return ()
    for picks in joints:
        before, after = joint(machine, state, dict(picks)), joint(changed, state, dict(picks))
        if (before.after, before.taken, before.injects) != (after.after, after.taken, after.injects):
            return (Leg(state.scene, picks),)
    for name in machine.plans[state.scene].injects:
        event = Injected(inject=name)
        if name not in state.fired and step(machine, state, event).after != step(changed, state, event).after:
            return (Leg(state.scene, (), name),)
    return None


def guarding(opened: Opened, surveys: tuple[Survey, ...], plays: tuple[Guard, ...]) -> Iterator[tuple[Route, Mutant]]:
    """Give plays that notice what a scenario's own plays do not: each with the first slip that it was made for.

    Args:
        opened: the scenario.
        surveys: of its acts.
        plays: its own plays.

    """
    made: list[tuple[Route, str]] = []
    acts = {survey.act for survey in surveys}
    for mutant in mutants(opened.scenario):
        if mutant.act not in acts or judged(opened, mutant, plays).killed_by or _noticed(opened, mutant, made):
            continue
        route = telling(opened, mutant, surveys)
        if route is not None:
            made.append((route, trace(walk_route(opened, route))))
            yield route, mutant


def _noticed(opened: Opened, mutant: Mutant, made: Iterable[tuple[Route, str]]) -> bool:
    """Tell whether a mutant plays one of some routes otherwise than the scenario does."""
    changed = replace(opened, scenario=mutant.scenario, machine=ScenarioMachine(mutant.scenario))
    for route, kept in made:
        if mutant.scene is not None and f" {mutant.scene}\n" not in kept:
            continue
        try:
            if trace(walk_route(changed, route)) != kept:
                return True
        except SimError:
            return True
    return False
