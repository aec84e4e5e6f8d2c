"""The kernel held to the engine, and distributions counted with fractions: what tests of the analysis compare with."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from itertools import product

import numpy as np

from sim.analysis.explore import joint_picks
from sim.analysis.kernel.compiled import compile_act
from sim.analysis.solve.reached import Cut, Reached, reach
from sim.engine.campaign import carried
from sim.engine.machine import ScenarioMachine
from sim.engine.rules import joint, offered, outcome, start
from sim.model.ids import CHANCE, ActId, OptionId, RoleId
from sim.model.state import State

Chooser = Callable[[State, RoleId], Mapping[OptionId, Fraction]]


def reached(machine: ScenarioMachine, act: ActId = "one", starts: Sequence[State] = ()) -> Reached:
    """Return an act, reached whole from all its courses or from given states."""
    begins = starts or [start(machine, act, course.id) for course in machine.lookup.act(act).courses]
    found = reach(compile_act(machine, act, begins))
    assert not isinstance(found, Cut)
    return found


def compare(found: Reached) -> int:
    """Hold every row and joint choice to the engine, and return how many joint steps there were."""
    machine, steps = found.kernel.machine, 0
    states = [found.state(row) for row in range(found.size)]
    for block in found.playing:
        for place in range(len(block.packed)):
            state = states[block.first + place]
            expected = {}
            for picks in joint_picks(machine, state):
                made = joint(machine, state, dict(picks))
                assert made.taken is not None
                expected[block.node.joint(picks)] = (made.after, made.taken.index)
            followed = np.flatnonzero(block.after[place] >= 0)
            rows, ways = block.after[place, followed], block.way[place, followed]
            actual = {
                int(number): (states[row], int(block.node.branch[way])) for number, row, way in zip(followed, rows, ways, strict=True)
            }
            assert expected == actual
            steps += len(expected)
    assert found.steps == steps
    return steps


def endings(machine: ScenarioMachine, state: State) -> list[State]:
    """Return the outcomes that plays can reach from a state, by the engine alone."""
    seen, waiting = {state}, [state]
    while waiting:
        here = waiting.pop()
        following = {joint(machine, here, dict(picks)).after for picks in joint_picks(machine, here)} - seen
        seen |= following
        waiting += following
    return [here for here in seen if outcome(machine, here) is not None]


def carried_starts(machine: ScenarioMachine) -> list[State]:
    """Return all that act `one` of a random scenario can leave to act `two`, and the start of `two` itself."""
    left = {carried(machine, end, "two")[0] for end in endings(machine, start(machine, "one"))}
    return [start(machine, "two"), *sorted(left, key=lambda state: state.indicators)]


def counted(machine: ScenarioMachine, state: State, chooses: Chooser, turns: int) -> list[Mapping[State, Fraction]]:
    """Return after each number of turns where plays are, as fractions; an ended play is counted once, when it ends."""
    now: dict[State, Fraction] = {state: Fraction(1)}
    course: list[Mapping[State, Fraction]] = []
    for _ in range(turns + 1):
        course.append(now)
        later: dict[State, Fraction] = {}
        for here, share in now.items():
            roles = machine.plans[here.scene].roles
            for picks in product(*(chooses(here, role).items() for role in roles)) if roles else ():
                part = share
                for _, chance in picks:
                    part *= chance
                if part:
                    after = joint(machine, here, {role: option for role, (option, _) in zip(roles, picks, strict=True)}).after
                    later[after] = later.get(after, Fraction(0)) + part
        now = later
    return course


def evenly(machine: ScenarioMachine) -> Chooser:
    """Return the chooser that takes any option offered, and draws chance by its weights."""

    def chooses(state: State, role: RoleId) -> Mapping[OptionId, Fraction]:
        options = offered(machine, state, role)
        weights = {option.id: (option.weight or 0) if role == CHANCE else 1 for option in options}
        return {option: Fraction(weight, sum(weights.values())) for option, weight in weights.items()}

    return chooses
