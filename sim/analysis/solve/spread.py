"""How plays spread over an act: where probability goes, turn by turn, when everybody's policy is given.

Rule 1: exact up to the rounding of the machine's numbers; nothing is sampled.
Rule 2: what goes in circles is followed until less than `LEAST` is left, and what is left is said.
"""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from sim.analysis.kernel.compiled import Numbers, Truth
from sim.analysis.kernel.moves import digit
from sim.analysis.solve.policies import Floats, Profile, together
from sim.analysis.solve.reached import Block, Reached

LEAST = 1e-12
"""Probability that may be left unfollowed."""
MOST_TURNS = 20_000
"""Turns after which circling plays are left."""
_TOLD_TURNS = 60
"""Turns after which the course of the indicators is no longer noted."""

Flow: TypeAlias = tuple[Floats, ...]
"""For each block, the probability of each joint choice (columns) in each state (rows)."""


@dataclass(frozen=True, slots=True)
class Spread:
    """Where plays go."""

    ends: Floats
    """For each row, the probability that the play ends there; 0 unless it is an outcome."""
    visits: Floats
    """For each row, how often a play is expected to come there; where plays never end, only the first time is counted."""
    turns: Floats
    """For each number of turns, from 0, the probability that a play ends after just so many."""
    course: tuple[Floats, ...]
    """For each variable of the space: after each number of turns (rows), the probability of each digit (columns); an ended play keeps its
    last."""
    never_ends: float
    """Probability of coming to states from which, under these policies, no outcome can be reached."""
    unfinished: float
    """Probability of plays that still went on when following them was given up."""


def flow_of(reached: Reached, profile: Profile) -> Flow:
    """Return how probable each joint choice is in each state."""
    return tuple(
        together(block, shares) if block.node.roles else np.empty((len(block.packed), 0))
        for block, shares in zip(reached.blocks, profile, strict=True)
    )


def spread(reached: Reached, flow: Flow, begin: Floats | None = None) -> Spread:
    """Return where plays go.

    Args:
        reached: the states of the act.
        flow: how everybody chooses.
        begin: for each row, the probability that a play begins there; absent: the first start of the act.

    """
    mass = begin.copy() if begin is not None else np.bincount(reached.starts[:1], minlength=reached.size).astype(np.float64)
    over = np.ones(reached.size, dtype=np.bool_)
    for block in reached.playing:
        over[block.rows] = False
    lost = ~_can_end(reached, flow, over)
    course = _Course(reached)
    ends, visits, never = np.zeros(reached.size), np.zeros(reached.size), 0.0
    turns: list[float] = []
    while True:
        visits += mass
        course.note(mass, over | lost)
        turns.append(float(mass[over].sum()))
        ends[over] += mass[over]
        never += float(mass[lost].sum())
        mass[over | lost] = 0
        if mass.sum() < LEAST or len(turns) > MOST_TURNS:
            break
        mass = onward(reached, flow, mass)
    return Spread(ends, visits, np.array(turns), course.found(), never, float(mass.sum()))


def onward(reached: Reached, flow: Flow, mass: Floats) -> Floats:
    """Return where probability stands one turn later."""
    later = np.zeros(reached.size)
    for block in reached.playing:
        here = mass[block.rows]
        active = np.flatnonzero(here)
        if len(active):
            np.add.at(later, block.after[active], flow[block.node.number][active] * here[active, None])
    return later


def arrival(reached: Reached, flow: Flow, begin: Floats, to: Block) -> float:
    """Return the probability that a play ever comes to a scene."""
    mass, arrived = begin.copy(), 0.0
    for _ in range(MOST_TURNS):
        arrived += float(mass[to.rows].sum())
        mass[to.rows] = 0
        mass = onward(reached, flow, mass)
        if mass.sum() < LEAST:
            break
    return arrived


def _can_end(reached: Reached, flow: Flow, over: Truth) -> Truth:
    """Return the rows from which an outcome can be reached."""
    found = over.copy()
    while True:
        before = int(found.sum())
        for block in reversed(reached.playing):
            found[block.rows] |= (found[block.after] & (flow[block.node.number] > 0)).any(axis=1)
        if int(found.sum()) == before:
            return found


class _Course:
    """Notes the distribution of every variable, turn by turn."""

    def __init__(self, reached: Reached) -> None:
        space = reached.kernel.space
        packed = np.concatenate([block.packed for block in reached.blocks])
        self._digits: list[Numbers] = [digit(space, packed, place) for place in range(len(space.variables))]
        self._sizes = [variable.radix for variable in space.variables]
        self._stay = [np.zeros(size) for size in self._sizes]
        """What has come to rest."""
        self._noted: list[list[Floats]] = [[] for _ in self._sizes]

    def note(self, mass: Floats, rests: Truth) -> None:
        """Note one turn, at its start."""
        active = np.flatnonzero(mass)
        for digits, size, stay, noted in zip(self._digits, self._sizes, self._stay, self._noted, strict=True):
            if len(noted) < _TOLD_TURNS:
                noted.append(stay + np.bincount(digits[active], weights=mass[active], minlength=size))
                resting = active[rests[active]]
                np.add.at(stay, digits[resting], mass[resting])

    def found(self) -> tuple[Floats, ...]:
        """Return what was noted."""
        return tuple(np.stack(noted) for noted in self._noted)
