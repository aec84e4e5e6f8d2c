"""Many plays drawn at random, for acts with more states than can be visited: frequencies with intervals instead of probabilities.

Rule 1: plays follow from the seed alone. The generator's raw numbers are used, because only they stay the same in every version.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import sqrt
from typing import TypeAlias

import numpy as np

from sim.analysis.kernel.compiled import Kernel, Node, Numbers
from sim.analysis.kernel.moves import Batch, offered
from sim.analysis.solve.policies import Floats, Policy, chance, uniform
from sim.analysis.solve.reached import Block
from sim.model.ids import CHANCE, RoleId, SceneId, Seed

Z = 3.2905267314919255
"""Half the width of an interval that holds 99.9 % of a normal distribution, in standard deviations."""
_SLACK = 2.0**-50
"""More than rounding can amount to, so that no draw falls beyond the last option that is offered."""
_AT_ONCE = 65_536
"""Plays that are made together."""
_MOST_TURNS = 1_000
"""A play of so many turns is given up."""

Notice: TypeAlias = Callable[[int], bool | None]
"""Told after each batch how many plays were made; true stops."""


@dataclass(frozen=True, slots=True)
class Frequency:
    """How often something came about."""

    count: int
    plays: int

    @property
    def share(self) -> float:
        """Its share of all plays."""
        return self.count / self.plays

    @property
    def interval(self) -> tuple[float, float]:
        """Between which bounds its probability lies, with 99.9 % confidence (after Wilson)."""
        middle = (self.count + Z**2 / 2) / (self.plays + Z**2)
        spread = Z / (self.plays + Z**2) * sqrt(self.count * (self.plays - self.count) / self.plays + Z**2 / 4)
        return max(middle - spread, 0.0), min(middle + spread, 1.0)


@dataclass(frozen=True, slots=True)
class Sampled:
    """What many plays came to."""

    plays: int
    steps: int
    """Turns of all plays together."""
    outcomes: Mapping[SceneId, Frequency]
    """Those that came about, in file order."""
    unended: Frequency
    """Plays that were given up."""


def sample(kernel: Kernel, by: Mapping[RoleId, Policy], plays: int, seed: Seed, notice: Notice | None = None) -> Sampled:
    """Play an act many times from its first start.

    Args:
        kernel: the compiled act.
        by: how roles choose; one that is not named chooses uniformly.
        plays: how many, from 1.
        seed: from which all draws follow.
        notice: told how far it has come.

    """
    draws = np.random.PCG64(seed)
    ended = np.zeros(len(kernel.nodes), dtype=np.int64)
    first = kernel.starts[0]
    made = steps = 0
    while made < plays:
        count = min(_AT_ONCE, plays - made)
        scenes = np.full(count, kernel.numbers[first.scene])
        packed = np.full(count, kernel.space.pack(kernel.machine, first))
        for _ in range(_MOST_TURNS):
            playing = [node for node in kernel.nodes if node.roles and (scenes == node.number).any()]
            before = scenes.copy()
            for node in playing:
                here = np.flatnonzero(before == node.number)
                joint = _choices(kernel, node, packed[here], by, draws)
                scenes[here], packed[here] = Batch(kernel, node, packed[here]).each(joint)
                steps += len(here)
            if not playing:
                break
        ended += np.bincount(scenes, minlength=len(ended))
        made += count
        if notice is not None and notice(made):
            break
    outcomes = {node.scene: Frequency(int(ended[node.number]), made) for node in kernel.nodes if not node.roles and ended[node.number]}
    over = sum(found.count for found in outcomes.values())
    return Sampled(made, steps, outcomes, Frequency(made - over, made))


def _choices(kernel: Kernel, node: Node, packed: Numbers, by: Mapping[RoleId, Policy], draws: np.random.PCG64) -> Numbers:
    """Return a joint choice for each state."""
    nothing = np.empty((len(packed), 0))
    block = Block(node, 0, packed, offered(kernel, node, packed), nothing.astype(np.int32), nothing.astype(np.int8))
    joint = np.zeros(len(packed), dtype=np.int64)
    for place, name in enumerate(node.roles):
        policy = chance if name == CHANCE else by.get(name, uniform)
        joint = joint * node.shape[place] + _drawn(policy(kernel.machine, block, place), draws)
    return joint


def _drawn(shares: Floats, draws: np.random.PCG64) -> Numbers:
    """Return one option for each row of shares."""
    raw = (draws.random_raw(len(shares)) >> np.uint64(11)) * 2.0**-53
    found = np.zeros(len(shares), dtype=np.int64)
    below = np.full(len(shares), _SLACK)
    for option in range(shares.shape[1] - 1):
        below += shares[:, option]
        found += raw >= below
    return found
