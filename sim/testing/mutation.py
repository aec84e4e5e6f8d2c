"""Whether a scenario's plays and checks notice a slip: each mutant is checked, then played, until something fails.

Rule 1: a mutant that no play can tell from the scenario is not counted; that it is one is proven over every reachable state.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from sim.analysis.explore import joint_picks
from sim.analysis.mutate import Mutant, mutants
from sim.analysis.survey import Survey
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
        surveys: of the scenario's acts; all exhaustive, else nothing is proven and the answer is no.

    """
    survey = next(found for found in surveys if found.act == mutant.act)
    changed = ScenarioMachine(mutant.scenario)
    states = (state for state in survey.states if mutant.scene in {None, state.scene})
    return survey.exhaustive and all(_alike(opened.machine, changed, state) for state in states)


def _alike(machine: ScenarioMachine, changed: ScenarioMachine, state: State) -> bool:
    """Tell whether a turn offers and makes the same of every joint choice, and of every inject that may be released in it."""
    joints = [*joint_picks(machine, state)]
    if joints != [*joint_picks(changed, state)]:
        return False
    for picks in joints:
        before, after = joint(machine, state, dict(picks)), joint(changed, state, dict(picks))
        if (before.after, before.taken, before.injects) != (after.after, after.taken, after.injects):
            return False
    events = (Injected(inject=name) for name in machine.plans[state.scene].injects if name not in state.fired)
    return all(step(machine, state, event).after == step(changed, state, event).after for event in events)
