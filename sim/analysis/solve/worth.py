"""What an end is worth: to a role, by the aims that its author declared; and what else may be asked of ends, as columns of numbers.

Rule 1: an aim is a teaching value, not a claim about anybody; every answer that uses one says so.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.analysis.kernel.compiled import Intervals, Truth
from sim.analysis.kernel.moves import holds
from sim.analysis.kernel.ways import ways
from sim.analysis.solve.policies import Floats
from sim.analysis.solve.reached import Reached
from sim.model.condition import Condition
from sim.model.ids import OutcomeClassId, RoleId
from sim.model.scenario import Aim


@dataclass(frozen=True, slots=True)
class Met:
    """One aim of a role in an act."""

    role: RoleId
    aim: Aim
    rows: Truth
    """By row: whether it is met there; false where plays go on."""


def aims(reached: Reached) -> tuple[Met, ...]:
    """Return every aim that roles have in the act, in file order, with the ends that meet it."""
    kernel = reached.kernel
    return tuple(
        Met(role.id, aim, ended(reached, aim.outcomes) & _agrees(reached, aim.when))
        for role in kernel.machine.scenario.roles
        for aim in role.aims
        if aim.counts_in(kernel.act)
    )


def payoff(found: Sequence[Met], role: RoleId, size: int) -> Floats:
    """Return by row what an end is worth to a role: the weights of the aims that are met, summed."""
    total = np.zeros(size)
    for met in found:
        if met.role == role:
            total += met.aim.weight * met.rows
    return total


def ended(reached: Reached, classes: Sequence[OutcomeClassId] = ()) -> Truth:
    """Return the rows of outcomes, of some classes or, without any, of all."""
    found = np.zeros(reached.size, dtype=np.bool_)
    for block in reached.blocks:
        outcome = reached.kernel.machine.plans[block.node.scene].scene.outcome
        if outcome is not None and (not classes or outcome.outcome_class in classes):
            found[block.rows] = True
    return found


def _agrees(reached: Reached, condition: Condition | None) -> Truth:
    """Return the rows in which a condition that reads no choices holds."""
    space = reached.kernel.space
    packed = np.concatenate([block.packed for block in reached.blocks])
    fixed = dict(space.fixed)
    alternatives: list[Intervals] = []
    for way in ways(condition):
        asked = [(space.place(name), name, low, high) for name, low, high in way.bounds]
        if all(low <= fixed[name] <= high for place, name, low, high in asked if place is None):
            alternatives.append(
                tuple((place, *space.variables[place].within(low, high)) for place, _, low, high in asked if place is not None)
            )
    return holds(space, alternatives, packed)
