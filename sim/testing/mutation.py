"""Whether a scenario's plays and checks notice a slip: each mutant is checked, then played, until something fails.

Rule 1: a mutant that no play can tell from the scenario is not counted; that it is one is proven over every reachable state.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import gcd
from typing import TypeAlias

from sim.analysis.explore import Leg, joint_picks
from sim.analysis.fuzz import made
from sim.analysis.mutate import Mutant, mutants
from sim.analysis.survey import Survey
from sim.engine.machine import ScenarioMachine
from sim.errors import SimError
from sim.library import OpenScenario
from sim.model.crossref import problems
from sim.model.events import Injected
from sim.model.ids import SceneId
from sim.model.state import State
from sim.testing.checkup import play_files
from sim.testing.golden import check_trace
from sim.testing.run import run
from sim.testing.script import Case, read_script
from sim.testing.slip import Slip
from sim.testing.table import Table


@dataclass(frozen=True, slots=True)
class Guard:
    """One play, and where it comes to."""

    case: Case
    turns: tuple[tuple[State, Leg], ...]
    """The start of every turn, and what was done in it; a release of news counts as one."""

    @property
    def scenes(self) -> frozenset[SceneId]:
        """The scenes that the play decides in."""
        return frozenset(state.scene for state, _ in self.turns)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a mutant."""

    mutant: Mutant
    killed_by: str
    """`check`, or the name of a play; empty where nothing noticed."""


def guards(opened: OpenScenario) -> tuple[Guard, ...]:
    """Return a scenario's own plays, all of which go as they say.

    Raises:
        SimError: one of them does not.

    """
    found = []
    for path in play_files(opened.folder) if opened.folder else ():
        for case in read_script(path).cases:
            table = run(case, opened)
            check_trace(case, table, bless=False)
            found.append(Guard(case, tuple(_turns(table))))
    return tuple(found)


def _turns(table: Table) -> Iterator[tuple[State, Leg]]:
    for moment in table.moments:
        step = moment.step
        if step is not None and step.taken is not None:
            yield replace(step.before, pending=()), Leg(step.before.scene, step.picks)
        elif step is not None and isinstance(step.event, Injected):
            yield step.before, Leg(step.before.scene, (), step.event.inject)


def drawn(opened: OpenScenario, seed: int) -> Iterator[Mutant]:
    """Give every mutant of a scenario, in an order that follows from a seed."""
    every = [*mutants(opened.scenario)]
    every.sort(key=lambda mutant: hashlib.sha256(f"{seed}/{mutant.path}/{mutant.what}".encode()).digest())
    yield from every


def judged(opened: OpenScenario, mutant: Mutant, plays: Iterable[Guard]) -> Verdict:
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


def is_equivalent(opened: OpenScenario, mutant: Mutant, surveys: Iterable[Survey]) -> bool:
    """Tell whether a mutant plays like the scenario in every state that a play can reach, so that nothing could notice it.

    Args:
        opened: the scenario.
        mutant: with a slip.
        surveys: of the scenario's acts; where that of the mutant's act is not exhaustive, nothing is proven and the answer is no.

    """
    survey = _survey(mutant, surveys)
    return survey.exhaustive and not telling(opened.machine, (Slip(mutant),), survey)


Turn: TypeAlias = tuple[State, Leg | None]
"""The start of a turn, and what is done in it; no leg where its menus already tell something."""


def telling(machine: ScenarioMachine, slips: Iterable[Slip], survey: Survey, tries: int | None = None) -> dict[Slip, Turn]:
    """Return a turn that shows each of some slips; none for a slip that no turn of a survey shows.

    Args:
        machine: the scenario's own.
        slips: what is looked for.
        survey: whose turns are looked at, nearest first.
        tries: how often a slip is looked for at most, in states from all over the survey; absent: everywhere.

    """
    left = dict.fromkeys(slips)
    found: dict[Slip, Turn] = {}
    for state in survey.states if tries is None else _all_over([*survey.states]):
        left = {slip: None for slip in left if slip not in found and (tries is None or slip.tried < tries)}
        if not left:
            break
        for turn, shown in _shown(machine, {slip for slip in left if slip.mutant.scene in {None, state.scene}}, state):
            found |= dict.fromkeys(shown, turn)
    return found


def _all_over(states: Sequence[State]) -> Iterator[State]:
    """Give states in an order that jumps about among them, always the same."""
    stride = next(number for number in range(len(states) * 5 // 8 or 1, 2 * len(states) + 2) if gcd(number, len(states)) == 1)
    for place in range(len(states)):
        yield states[place * stride % len(states)]


def _shown(machine: ScenarioMachine, slips: set[Slip], state: State) -> Iterator[tuple[Turn, set[Slip]]]:
    """Give what can be done at the start of a turn, with the slips that it shows and nothing before it did."""
    menus = {slip for slip in slips if slip.offers(machine, state)}
    yield (state, None), menus
    left = slips - menus
    for leg in _legs(machine, state) if left else ():
        before = made(machine, state, leg)
        shown = {slip for slip in left if slip.makes(state, leg, before)}
        left -= shown
        yield (state, leg), shown


def _survey(mutant: Mutant, surveys: Iterable[Survey]) -> Survey:
    return next(found for found in surveys if found.act == mutant.act)


def _legs(machine: ScenarioMachine, state: State) -> Iterator[Leg]:
    """Give everything that can be done at the start of a turn."""
    for picks in joint_picks(machine, state):
        yield Leg(state.scene, picks)
    for name in machine.plans[state.scene].injects:
        if name not in state.fired:
            yield Leg(state.scene, (), name)
