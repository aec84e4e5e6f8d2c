"""What bots that look ahead expect: the logit equilibrium of an act, in lots for every state to which a play can come.

Rule 1: lots are whole numbers, so that a draw falls alike on every machine.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TypeAlias

import numpy as np

from sim.analysis.explore import Limits
from sim.analysis.kernel.compiled import Numbers, compile_act
from sim.analysis.solve.logit import logit
from sim.analysis.solve.order import layers
from sim.analysis.solve.policies import Floats
from sim.analysis.solve.reached import LIMITS, Block, Cut, Reached, reach
from sim.analysis.solve.values import solvable
from sim.analysis.solve.worth import aims, payoff
from sim.engine.campaign import carried
from sim.engine.foresight import Chances, Lots, Stand
from sim.engine.machine import ScenarioMachine
from sim.engine.rules import start
from sim.model.ids import ActId
from sim.model.state import State

LOTS = 65_536
"""Lots of all options of a role together, up to rounding; an option with less than half a lot is never taken."""

Notice: TypeAlias = Callable[[ActId, int, int], object]
"""Told which act is on, how many of its states are solved, and how many there are."""


def foreseen(
    machine: ScenarioMachine, acts: Sequence[ActId], strength: float, notice: Notice | None = None, limits: Limits = LIMITS
) -> Lots | Cut:
    """Return what a bot that looks ahead expects of acts that are played in a row, each by all its courses.

    It looks to the end of the act that is on. From one act to the next everything is followed that can be carried over.

    Args:
        machine: the compiled scenario.
        acts: which, in the order in which they are played.
        strength: how much it prefers what promises more.
        notice: told how far it has come.
        limits: where visiting the states of an act is given up, and with it everything.

    Raises:
        Missing: there is no such act.
        Fault: in an act plays can go in a circle, or it cannot be taken apart.

    """
    found: Lots = {}
    left: list[State] = []
    for place, act in enumerate(acts):
        begins = [*(start(machine, act, course.id) for course in machine.lookup.act(act).courses), *left]
        reached = reach(compile_act(machine, act, [*dict.fromkeys(begins)]), limits)
        if isinstance(reached, Cut):
            return reached
        solved = solvable(reached, layers(reached))
        met = aims(reached)
        worth = {role.id: payoff(met, role.id, reached.size) for role in machine.scenario.roles}
        even = logit(solved, worth, strength, partial(notice, act) if notice else None)
        found = {**found, **{block.node.scene: dict(_stands(reached, block, even.profile[block.node.number])) for block in reached.playing}}
        left = [carried(machine, end, after)[0] for after in acts[place + 1 : place + 2] for end in _ends(reached)]
    return found


def _stands(reached: Reached, block: Block, shares: Sequence[Floats]) -> Iterator[tuple[Stand, Chances]]:
    lots: list[list[list[int]]] = [_lots(of_role).tolist() for of_role in shares]
    for place in range(len(block.packed)):
        state = reached.state(block.first + place)
        yield (state.opened, state.fired), tuple(tuple(of_role[place]) for of_role in lots)


def _lots(shares: Floats) -> Numbers:
    lots: Numbers = np.rint(shares * LOTS).astype(np.int64)
    return lots


def _ends(reached: Reached) -> Iterator[State]:
    return (reached.state(row) for block in reached.blocks if not block.node.roles for row in range(block.rows.start, block.rows.stop))
