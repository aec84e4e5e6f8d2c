"""Many plays drawn at random, for acts with more states than can be visited: frequencies with intervals instead of probabilities.

All plays of a batch that have come to a scene leave it together, scene by scene in the order in which they can follow each other. Plays are
not told apart, so nothing is kept of one but its state.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from math import sqrt
from typing import TypeAlias

import numpy as np

from sim.analysis.kernel.compiled import Kernel, Numbers
from sim.analysis.kernel.lanes import Turn, turns_of
from sim.analysis.solve.drawn import Choices
from sim.analysis.solve.policies import Policy
from sim.model.ids import RoleId, SceneId, Seed

Z = 3.2905267314919255
"""Half the width of an interval that holds 99.9 % of a normal distribution, in standard deviations."""
_AT_ONCE = 262_144
"""Plays that are made together."""
_CHUNK = 32_768
"""Plays that leave a scene together: what they need fits into a processor's cache."""
_MOST_ROUNDS = 1_000
"""Plays that have gone in circles so many times are given up."""

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
    lanes, turns = turns_of(kernel)
    choices = Choices(kernel, lanes, by, seed)
    first, order = kernel.numbers[kernel.starts[0].scene], _forward(kernel, turns)
    begin = lanes.laid(np.array([kernel.space.pack(kernel.machine, kernel.starts[0])]))
    ended = np.zeros(len(kernel.nodes), dtype=np.int64)
    made = steps = 0
    while made < plays:
        count = min(_AT_ONCE, plays - made)
        waiting: list[list[Numbers]] = [[] for _ in kernel.nodes]
        waiting[first].append(np.repeat(begin, count, axis=1))
        for _ in range(_MOST_ROUNDS):
            if not any(waiting):
                break
            for number in order:
                for words in _chunks(waiting, number):
                    steps += words.shape[1]
                    for some, joint in choices.drawn(kernel.nodes[number], words):
                        for scene, after in turns[number].split(some, joint):
                            if scene in turns:
                                waiting[scene].append(after)
                            else:
                                ended[scene] += after.shape[1]
        made += count
        if notice is not None and notice(made):
            break
    outcomes = {node.scene: Frequency(int(ended[node.number]), made) for node in kernel.nodes if ended[node.number]}
    return Sampled(made, steps, outcomes, Frequency(made - int(ended.sum()), made))


def _chunks(waiting: list[list[Numbers]], number: int) -> Iterator[Numbers]:
    """Give the plays that wait at a scene, some at a time; what comes back to it meanwhile waits for the next round."""
    words = np.concatenate(waiting[number], axis=1) if waiting[number] else None
    waiting[number] = []
    if words is not None:
        for begin in range(0, words.shape[1], _CHUNK):
            yield words[:, begin : begin + _CHUNK]


def _forward(kernel: Kernel, turns: Mapping[int, Turn]) -> list[int]:
    """Return the scenes in which roles decide, each before those that can follow it, as far as plays do not go in a circle."""
    first = kernel.numbers[kernel.starts[0].scene]
    seen, found = {first}, list[int]()
    path = [(first, iter(turns[first].leads))] if first in turns else []
    while path:
        number, following = path[-1]
        scene = next((scene for scene in following if scene in turns and scene not in seen), None)
        if scene is None:
            found.append(number)
            path.pop()
        else:
            seen.add(scene)
            path.append((scene, iter(turns[scene].leads)))
    return found[::-1]
