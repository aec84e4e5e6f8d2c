"""What each role can make of an act: what it expects, what it could get, and what it can bring about or keep off alone.

Rule 1: values are the weights of aims that are met, summed; an aim is a teaching value that the author declared.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.analysis.solve.policies import Profile
from sim.analysis.solve.values import Solved, best_response, expected, guaranteed
from sim.analysis.solve.worth import Met, aims, ended, payoff
from sim.model.ids import CHANCE, AimId, OutcomeClassId, RoleId


@dataclass(frozen=True, slots=True)
class Assured:
    """One thing that may come about, and how far one role alone can see to it, whatever the others do."""

    what: AimId | OutcomeClassId
    bring_about: float
    """The probability that it can make sure of."""
    keep_off: float
    """The probability with which it can make sure that the thing does not come about."""


@dataclass(frozen=True, slots=True)
class Prospect:
    """What one role can make of an act."""

    role: RoleId
    most: int
    """What all its aims together are worth."""
    expected: float
    """What it expects if everybody keeps to the given policies."""
    best: float
    """What it expects if it alone does the best it can against those policies."""
    sure: float
    """What it can make sure of, whatever the others do."""
    aims: tuple[Assured, ...]
    classes: tuple[Assured, ...]
    """Classes of outcomes that can be reached."""


def prospects(solved: Solved, profile: Profile) -> tuple[Prospect, ...]:
    """Return the prospects of every role that decides in an act, in file order."""
    reached = solved.reached
    met = aims(reached)
    deciding = {role for block in reached.playing for role in block.node.roles} - {CHANCE}
    machine = reached.kernel.machine
    classes = [entry.id for entry in machine.scenario.outcome_classes if ended(reached, [entry.id]).any()]
    return tuple(_prospect(solved, profile, role.id, met, classes) for role in machine.scenario.roles if role.id in deciding)


def _prospect(solved: Solved, profile: Profile, role: RoleId, met: Sequence[Met], classes: Sequence[OutcomeClassId]) -> Prospect:
    reached = solved.reached
    first = int(reached.starts[0])
    own = [one for one in met if one.role == role]
    worth = payoff(met, role, reached.size)[:, None]
    over = ended(reached)
    things = [*(one.rows for one in own), *(ended(reached, [name]) for name in classes)]
    columns = np.stack([rows for thing in things for rows in (thing, over & ~thing)], axis=1).astype(np.float64)
    sure = guaranteed(solved, role, columns)[first].tolist()
    assured = tuple(
        Assured(name, sure[2 * place], sure[2 * place + 1]) for place, name in enumerate([*(one.aim.id for one in own), *classes])
    )
    return Prospect(
        role=role,
        most=sum(one.aim.weight for one in own),
        expected=float(expected(solved, profile, worth)[first, 0]),
        best=float(best_response(solved, profile, role, worth)[first, 0]),
        sure=float(guaranteed(solved, role, worth)[first, 0]),
        aims=assured[: len(own)],
        classes=assured[len(own) :],
    )
