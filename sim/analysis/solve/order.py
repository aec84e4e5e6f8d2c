"""The order of the reached states: in which sequence they can be solved, from the last to the first."""

from dataclasses import dataclass

import numpy as np

from sim.analysis.kernel.compiled import Numbers
from sim.analysis.solve.reached import Block, Reached


@dataclass(frozen=True, slots=True)
class Layer:
    """Some states of one scene, all of whose followers stand in later layers."""

    block: Block
    places: Numbers
    """Which states of the block."""

    @property
    def rows(self) -> Numbers:
        """Their rows."""
        return self.block.first + self.places


def layers(reached: Reached) -> tuple[Layer, ...] | None:
    """Return the states in which somebody decides, every state before all that can follow it.

    None if plays can go in a circle, so that there is no such order.
    """
    begins, ends = _edges(reached)
    waiting = np.bincount(ends, minlength=reached.size)
    first = np.searchsorted(begins, np.arange(reached.size + 1))
    ready = np.flatnonzero(waiting == 0)
    done, found = 0, []
    while len(ready):
        done += len(ready)
        found += _layer(reached, ready)
        counts = first[ready + 1] - first[ready]
        edges = np.repeat(first[ready] - np.concatenate([[0], np.cumsum(counts)[:-1]]), counts) + np.arange(counts.sum())
        following = ends[edges]
        np.subtract.at(waiting, following, 1)
        ready = np.unique(following[waiting[following] == 0])
    return tuple(found) if done == reached.size else None


def _edges(reached: Reached) -> tuple[Numbers, Numbers]:
    """Return each pair of a row and one that can follow it, once, in ascending order."""
    pairs = [np.empty(0, dtype=np.int64)]
    for block in reached.playing:
        begins = np.repeat(np.arange(block.first, block.rows.stop), block.node.joints)
        ends = block.after.ravel().astype(np.int64)
        pairs.append(np.unique((begins * reached.size + ends)[ends >= 0]))
    joined = np.concatenate(pairs)
    return joined // reached.size, joined % reached.size


def _layer(reached: Reached, ready: Numbers) -> list[Layer]:
    found = []
    for block in reached.playing:
        here = ready[(ready >= block.first) & (ready < block.rows.stop)]
        if len(here):
            found.append(Layer(block, here - block.first))
    return found
