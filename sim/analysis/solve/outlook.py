"""What is to be expected of an act when everybody's policy is given: outcomes, scenes, branches, indicators, aims.

Rule 1: names and probabilities only; how they are shown is for others to say.
"""

from dataclasses import dataclass

import numpy as np

from sim.analysis.kernel.compiled import Truth
from sim.analysis.solve.policies import Floats, Profile
from sim.analysis.solve.reached import Reached
from sim.analysis.solve.spread import Spread, arrival, flow_of, spread
from sim.analysis.solve.worth import aims
from sim.model.ids import ActId, AimId, IndicatorId, RoleId, SceneId


@dataclass(frozen=True, slots=True)
class Visited:
    """How often plays come to a scene."""

    scene: SceneId
    ever: float
    """Probability of coming there at all."""
    times: float
    """How often is expected; more than `ever` where a play can come back."""
    branches: tuple[float, ...]
    """How often each of its branches is expected to be taken, in file order."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is to be expected of an act, from its first start on."""

    act: ActId
    states: int
    steps: int
    outcomes: tuple[tuple[SceneId, float], ...]
    """Each outcome with its probability, in file order; those that never come are left out."""
    never_ends: float
    unfinished: float
    turns: float
    """How many turns a play that ends is expected to have."""
    scenes: tuple[Visited, ...]
    """In file order; those that no play comes to are left out."""
    indicators: tuple[tuple[IndicatorId, tuple[float, ...]], ...]
    """The mean of each indicator that changes, at the start and after each turn; an ended play keeps its last value."""
    aims: tuple[tuple[RoleId, AimId, float], ...]
    """Each aim with the probability that it is met at the end."""


def outlook(reached: Reached, profile: Profile) -> Outlook:
    """Return what is to be expected of an act."""
    flow = flow_of(reached, profile)
    begin = np.bincount(reached.starts[:1], minlength=reached.size).astype(np.float64)
    made = spread(reached, flow, begin)
    again = _returning(reached)
    scenes = []
    for block in reached.blocks:
        times = float(made.visits[block.rows].sum())
        if times > 0:
            ever = arrival(reached, flow, begin, block) if again[block.node.number] else times
            weights = (flow[block.node.number] * made.visits[block.rows, None]).ravel()
            ways = np.bincount(block.way.ravel(), weights=weights, minlength=len(block.node.to))
            count = len(reached.kernel.machine.plans[block.node.scene].scene.branches)
            scenes.append(
                Visited(block.node.scene, ever, times, tuple(np.bincount(block.node.branch, weights=ways, minlength=count).tolist()))
            )
    ended = made.ends.sum()
    return Outlook(
        act=reached.kernel.act,
        states=reached.size,
        steps=reached.steps,
        outcomes=tuple((block.node.scene, share) for block in reached.blocks if (share := float(made.ends[block.rows].sum())) > 0),
        never_ends=made.never_ends,
        unfinished=made.unfinished,
        turns=float(made.turns @ np.arange(len(made.turns)) / ended) if ended else 0.0,
        scenes=tuple(scenes),
        indicators=tuple(_means(reached, made)),
        aims=tuple((met.role, met.aim.id, float(made.ends[met.rows].sum())) for met in aims(reached)),
    )


def _means(reached: Reached, made: Spread) -> list[tuple[IndicatorId, tuple[float, ...]]]:
    known = set(reached.kernel.machine.names)
    found = []
    for variable, course in zip(reached.kernel.space.variables, made.course, strict=True):
        if variable.name in known:
            values: Floats = np.arange(variable.radix) * variable.step + np.float64(variable.low)
            found.append((variable.name, tuple((course @ values).tolist())))
    return found


def _returning(reached: Reached) -> Truth:
    """Return by number the scenes to which a play may come back."""
    number = np.repeat(np.arange(len(reached.blocks)), [len(block.packed) for block in reached.blocks])
    leads = np.zeros((len(reached.blocks), len(reached.blocks)), dtype=np.int64)
    for block in reached.playing:
        leads[block.node.number, np.unique(number[block.after[block.after >= 0]])] = 1
    for _ in range(len(leads).bit_length()):
        leads = np.minimum(leads + leads @ leads, 1)
    found: Truth = leads.diagonal() > 0
    return found
